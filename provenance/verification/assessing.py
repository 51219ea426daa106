"""``verify``: one claim against one text, and many of them at once."""

from collections.abc import Iterable, Iterator

import attrs

from provenance.errors import InputError
from provenance.model import Article, Assessment, Evidence
from provenance.nli import Judge, load_judge
from provenance.paraphrase import judge_paraphrase
from provenance.retrieval import IndexedDocument
from provenance.spans import Excerpt, Span
from provenance.terms import Reason, Relation, Verdict, Via
from provenance.verification.answering import (
    Answer,
    answer_of_decision,
    answer_of_quotes,
    merged,
    with_frame,
)
from provenance.verification.asking import Asked, ask, frame_fit
from provenance.verification.framing import read_claim
from provenance.verification.languages import MODEL_PAIRS, is_rule_language, languages_of
from provenance.verification.questions import Decision, Finding, Question
from provenance.verification.rules import decide_by_facts, decide_by_words, rule_scores
from provenance.verification.sources import ReadySources, Source, check_claim, source_of
from provenance.verification.verifying import Verifier


def verify(claim: str, source: str | Article, *, judge: Judge | None = None) -> Assessment:
    """What ``source``, taken as complete, says of ``claim``.

    Quotations are settled by alignment, numbers and days by rule; the rest is judged by a model,
    sentence by sentence. Nothing is fetched, nothing is sent anywhere.

    Args:
        claim: a sentence, or a few; up to 10,000 characters.
        source: the text it is held against, up to 16 million characters, or an article from
            :func:`provenance.read`. The time is linear in it: ten million characters of prose take
            about ten seconds, a list of a million one-word lines a minute or more.
        judge: another model than the one that ships.

    Returns:
        ``SUPPORTED``, ``PARTLY_SUPPORTED``, ``CONTRADICTED`` or ``UNSUPPORTED``; ``UNCHECKED`` only
        for languages on which the method was not measured.

    Raises:
        InputError: claim or source has no word in it, or is too long.
        ModelError: the model's files are missing or are not the ones that were shipped.
    """
    return verify_batch([(claim, source)], judge=judge)[0]


def verify_batch(
    pairs: Iterable[tuple[str, str | Article]], *, judge: Judge | None = None
) -> tuple[Assessment, ...]:
    """What each source says of the claim beside it, in the order given: the fast path.

    A source given many times is made ready once, and the model is asked once for all pairs. Each
    assessment is the same as that of :func:`verify`, in any order and any batch.

    Args:
        pairs: claim and source, as for :func:`verify`.
        judge: another model than the one that ships.

    Raises:
        InputError: a claim or a source cannot be judged; the message says which pair.
        ModelError: the model's files are missing or are not the ones that were shipped.
    """
    ready = ReadySources()
    cases = _cases(pairs, ready)
    questions = [question for case in cases for question in case.questions]
    if questions and judge is None:
        judge = load_judge()
    # Where nothing is left to ask, the model is not even loaded.
    findings = iter(Verifier(judge=judge).assess(questions) if judge is not None else ())
    model = f"{judge.name} {judge.digest}" if judge is not None else None
    return tuple(_assessment(case, findings, ready, model=model) for case in cases)


def questions_of(claim: str, source: str | Article) -> tuple[Question, ...]:
    """What :func:`verify` asks the model of this pair: one question a sentence, or none.

    Raises:
        InputError: claim or source cannot be judged.
    """
    (case,) = _cases([(claim, source)], ReadySources())
    return case.questions


@attrs.frozen(kw_only=True)
class _Case:
    """A claim taken apart, beside its source."""

    claim: str
    source: Source
    languages: tuple[str, str]
    """Of source and claim."""
    sentences: tuple[Asked, ...]

    @property
    def is_for_model(self) -> bool:
        """Whether the model was measured on these languages."""
        return self.languages in MODEL_PAIRS

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the model is to be asked, in the order of the sentences."""
        asked = (s.question for s in self.sentences) if self.is_for_model else ()
        return tuple(question for question in asked if question is not None)


def _cases(pairs: Iterable[tuple[str, str | Article]], ready: ReadySources) -> tuple[_Case, ...]:
    sources: dict[str | int, Source] = {}
    listed = list(pairs)
    cases = []
    for number, (claim, given) in enumerate(listed, start=1):
        key = given if isinstance(given, str) else id(given)
        try:
            check_claim(claim)
            if key not in sources:
                sources[key] = source_of(given)
        except InputError as error:
            if len(listed) == 1:
                raise
            raise InputError(f"pair {number}: {error}", reason=error.reason) from error
        cases.append(_case(claim, sources[key], ready))
    return tuple(cases)


def _case(claim: str, source: Source, ready: ReadySources) -> _Case:
    languages = languages_of(source.text, claim, of_source=source.language)
    document = ready.indexed(source, languages[0])
    whole = ready.document(source, languages[0])
    sentences = tuple(
        ask(
            claim,
            sentence,
            document,
            whole,
            language=languages[1],
            reference=source.published,
            index=ready.passages,
        )
        for sentence in read_claim(claim, language=languages[1])
    )
    return _Case(claim=claim, source=source, languages=languages, sentences=sentences)


# --- one answer of the parts ---------------------------------------------------------------------


def _assessment(
    case: _Case, findings: Iterator[Finding], ready: ReadySources, *, model: str | None
) -> Assessment:
    document = ready.indexed(case.source, case.languages[0])
    answer = merged([_answer(case, asked, findings, document) for asked in case.sentences])
    return Assessment(
        claim=case.claim,
        verdict=answer.verdict,
        confidence=None if answer.confidence is None else round(answer.confidence, 2),
        scores=answer.scores,
        evidence=tuple(_evidence(case.source, *found) for found in answer.evidence),
        quotes=tuple(judged.quote for asked in case.sentences for judged in asked.quotes),
        reasons=answer.reasons,
        unsupported_spans=tuple(Excerpt.of(case.claim, span) for span in answer.unsupported),
        judged_by=model if answer.by_model else None,
    )


def _answer(
    case: _Case, asked: Asked, findings: Iterator[Finding], document: IndexedDocument
) -> Answer:
    quotes = answer_of_quotes(asked.quotes)
    words = _words_answer(case, asked, findings)
    if quotes is not None and words is not None and words.verdict is Verdict.UNCHECKED:
        # The quotation is settled; why nothing more is said stands among the reasons.
        answer = attrs.evolve(quotes, reasons=(*quotes.reasons, *words.reasons))
    else:
        answer = merged([one for one in (quotes, words) if one is not None])
    places = tuple(span for span, _relation, _score in answer.evidence)
    frame = asked.frame.spans if asked.frame is not None else ()
    shifted = tuple(span.shifted(asked.span.start) for span in frame)
    return with_frame(answer, frame_fit(asked, case.claim, document, places), shifted)


def _words_answer(case: _Case, asked: Asked, findings: Iterator[Finding]) -> Answer | None:
    if asked.question is None:
        return None
    if case.is_for_model:
        finding = next(findings)
        return answer_of_decision(
            finding.decision,
            finding.scores,
            offset=asked.span.start,
            by_model=finding.reading is not None,
        )
    decision = _by_rules(asked.question) if is_rule_language(*case.languages) else None
    if decision is None:
        return Answer(verdict=Verdict.UNCHECKED, reasons=(Reason.LANGUAGE_NOT_MEASURED,))
    scores = rule_scores(decision.verdict, decision.confidence)
    return answer_of_decision(decision, scores, offset=asked.span.start)


def _by_rules(question: Question) -> Decision | None:
    found = judge_paraphrase(
        question.claim, question.document, reference=question.reference, ignore=question.settled
    )
    by_facts = decide_by_facts(question.document, found.facts)
    return by_facts or decide_by_words(question, found.coverage, found.facts)


def _evidence(source: Source, span: Span, relation: Relation, score: float) -> Evidence:
    return Evidence.at(
        span,
        source.text,
        document=source.id,
        url=source.url,
        relation=relation,
        score=round(score, 2),
        via=Via.ORIGINAL,
    )
