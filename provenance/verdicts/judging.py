"""One claim against one readable document: quotations first, then facts, then words.

The order is the order of certainty. Quoted words either stand in the document or they do not; a
number or a day that differs in a sentence about the same thing is an error whatever else fits; and
what is told in other words is judged by the verifier, which may accuse only where its settings let
it (``model_accuses`` in ``data/verifier.toml``).
"""

from collections.abc import Sequence

import attrs

from provenance.facts import FactDifference, FactKind
from provenance.model import Article, Claim, Document, Evidence, Quote
from provenance.paraphrase import judge_paraphrase
from provenance.quoting import QuoteJudgement
from provenance.spans import Excerpt, Span
from provenance.terms import (
    DocumentKind,
    PublishedBasis,
    Reason,
    Relation,
    Verdict,
    Via,
)
from provenance.verdicts.grounds import (
    Ground,
    accusation_barrier,
    is_measured_pair,
    silence_barrier,
)
from provenance.verdicts.preparing import Prepared
from provenance.verification.answering import CONFIDENCE_FRAME, HAS_SOME, SEVERITY
from provenance.verification.deciding import load_limits
from provenance.verification.frame_fitting import fit_frame
from provenance.verification.questions import Decision, Finding
from provenance.verification.rules import decide_by_facts, decide_by_words


@attrs.frozen(kw_only=True)
class Judgement:
    """What one document says of one claim."""

    ground: Ground
    verdict: Verdict
    confidence: float | None = None
    reasons: tuple[Reason, ...] = ()
    quotes: tuple[Quote, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    unsupported_spans: tuple[Excerpt, ...] = ()


def judge(claim: Claim, article: Article, prepared: Prepared, finding: Finding | None) -> Judgement:
    """What a document says of ``claim``; never worse than its barriers allow.

    Args:
        claim: the claim.
        article: where it stands.
        prepared: the claim beside the document.
        finding: the verifier's answer to ``prepared.question``.
    """
    ground = prepared.ground
    if not is_measured_pair(article, ground.document):
        return _other_language(prepared)
    facts = _judge_facts(article, prepared)
    quotes = _judge_quotes(prepared) if prepared.quotes else None
    words = None if facts is not None else _judge_words(claim, article, prepared, finding)
    if quotes is None:
        return facts or words or Judgement(ground=ground, verdict=Verdict.UNCHECKED)
    if facts is None:
        return quotes if words is None else _joined(quotes, words)
    worse = min((quotes, facts), key=lambda j: SEVERITY.index(j.verdict))
    return attrs.evolve(
        worse,
        quotes=quotes.quotes,
        reasons=tuple(dict.fromkeys((*worse.reasons, *quotes.reasons))),
        evidence=(*quotes.evidence, *facts.evidence),
    )


def _other_language(prepared: Prepared) -> Judgement:
    reasons = [r for j in prepared.quotes for r in j.reasons] or [Reason.LANGUAGE_NOT_MEASURED]
    return Judgement(
        ground=prepared.ground,
        verdict=Verdict.UNCHECKED,
        reasons=tuple(dict.fromkeys(reasons)),
        quotes=tuple(j.quote for j in prepared.quotes),
    )


def _joined(quotes: Judgement, words: Judgement) -> Judgement:
    """The quotations and what stands beside them; a part that is not said makes it partly so."""
    reasons = tuple(dict.fromkeys((*quotes.reasons, *words.reasons)))
    if words.verdict is Verdict.UNCHECKED:
        # The quotations are settled; why nothing is said of the rest stands among the reasons.
        return attrs.evolve(quotes, reasons=reasons)
    if Reason.TOO_SHORT in quotes.reasons and quotes.verdict is Verdict.UNCHECKED:
        return attrs.evolve(words, reasons=(*words.reasons, *quotes.reasons), quotes=quotes.quotes)
    worse = min((quotes, words), key=lambda j: SEVERITY.index(j.verdict))
    verdict = worse.verdict
    if verdict is Verdict.UNSUPPORTED and {quotes.verdict, words.verdict} & HAS_SOME:
        verdict = Verdict.PARTLY_SUPPORTED
    sure = [j.confidence for j in (quotes, words) if j.confidence is not None]
    return attrs.evolve(
        worse,
        verdict=verdict,
        confidence=min(sure) if verdict in HAS_SOME else worse.confidence,
        reasons=reasons,
        quotes=quotes.quotes,
        evidence=(*quotes.evidence, *words.evidence),
        unsupported_spans=(*quotes.unsupported_spans, *words.unsupported_spans),
    )


# --- quotations ----------------------------------------------------------------------------------


def _judge_quotes(prepared: Prepared) -> Judgement:
    judged = prepared.quotes
    worst = min(judged, key=lambda j: SEVERITY.index(j.verdict))
    return Judgement(
        ground=prepared.ground,
        verdict=worst.verdict,
        confidence=min((j.confidence for j in judged if j.confidence is not None), default=None)
        if worst.confidence is not None
        else None,
        reasons=tuple(dict.fromkeys(r for j in judged for r in j.reasons)),
        quotes=tuple(j.quote for j in judged),
        evidence=tuple(
            _quote_evidence(j, prepared.ground.document) for j in judged if _is_placed(j)
        ),
    )


def _is_placed(judged: QuoteJudgement) -> bool:
    return judged.quote.source_start is not None and judged.quote.source_end is not None


def _quote_evidence(judged: QuoteJudgement, document: Document) -> Evidence:
    quote = judged.quote
    relation = {
        Verdict.SUPPORTED: Relation.SUPPORTS,
        Verdict.CONTRADICTED: Relation.CONTRADICTS,
    }.get(judged.verdict, Relation.MENTIONS)
    span = Span(quote.source_start or 0, quote.source_end or 0)
    return _evidence(document, span, relation, score=judged.confidence or 0.0)


# --- numbers and days ----------------------------------------------------------------------------


def _judge_facts(article: Article, prepared: Prepared) -> Judgement | None:
    """A judgement where a number or a day differs, else ``None``: silence differs from nothing."""
    ground, differences = prepared.ground, prepared.facts.differences
    if not differences or prepared.document is None:
        return None
    decision = decide_by_facts(prepared.document, prepared.facts)
    worst = max(differences, key=lambda d: d.confidence)
    barrier = accusation_barrier(ground, article)
    if barrier is None and _rests_on_guess(worst, article):
        barrier = Reason.DATE_NOT_CERTAIN
    if decision is None:
        return None
    return Judgement(
        ground=ground,
        verdict=Verdict.UNCHECKED if barrier else Verdict.CONTRADICTED,
        confidence=None if barrier else decision.confidence,
        reasons=(barrier, *decision.reasons) if barrier else decision.reasons,
        evidence=_evidence_of(ground.document, decision, barred=barrier is not None),
    )


def _rests_on_guess(difference: FactDifference, article: Article) -> bool:
    """A day resolved by a guessed date of publication accuses nobody."""
    is_day = difference.kind in (FactKind.DATE, FactKind.WEEKDAY)
    basis = article.metadata.published.basis
    return is_day and basis in (PublishedBasis.GUESS, PublishedBasis.UNKNOWN)


# --- words ---------------------------------------------------------------------------------------


def _judge_words(
    claim: Claim, article: Article, prepared: Prepared, finding: Finding | None
) -> Judgement | None:
    """What the verifier, or without it the rules, make of the words; ``None``: there are none."""
    question = prepared.words
    if question is None:
        return None
    decision = finding.decision if finding is not None else _by_rules(prepared)
    if decision is None:
        return Judgement(
            ground=prepared.ground,
            verdict=Verdict.UNCHECKED,
            reasons=(Reason.LANGUAGE_NOT_MEASURED,),
        )
    by_model = finding is not None and finding.reading is not None
    barrier = _barrier(decision, article, prepared.ground, by_model=by_model)
    if finding is not None and _is_too_near(finding):
        barrier, decision = Reason.BELOW_CONFIDENCE, attrs.evolve(decision, reasons=())
    if barrier is not None:
        return Judgement(
            ground=prepared.ground,
            verdict=Verdict.UNCHECKED,
            reasons=tuple(dict.fromkeys((barrier, *decision.reasons))),
            evidence=_evidence_of(prepared.ground.document, decision, barred=True),
        )
    return _framed(
        Judgement(
            ground=prepared.ground,
            verdict=decision.verdict,
            confidence=decision.confidence,
            reasons=decision.reasons,
            evidence=_evidence_of(prepared.ground.document, decision),
            unsupported_spans=_excerpts(claim, decision.unsupported)
            if decision.verdict is not Verdict.SUPPORTED
            else (),
        ),
        claim,
        prepared,
    )


def _by_rules(prepared: Prepared) -> Decision | None:
    """The decision of the words alone, in a language on which the model was not measured."""
    question = prepared.words
    if question is None:
        return None
    found = judge_paraphrase(
        question.claim, question.document, reference=question.reference, ignore=question.settled
    )
    return decide_by_words(question, found.coverage, found.facts)


def _barrier(
    decision: Decision, article: Article, ground: Ground, *, by_model: bool
) -> Reason | None:
    """Why an accusation may not be made; ``None`` where it may, or where none is made.

    What the model alone finds is no accusation until its settings say so.
    """
    if decision.verdict in HAS_SOME:
        return None
    if by_model and not load_limits().model_accuses:
        found = decision.verdict is Verdict.CONTRADICTED
        return Reason.VERIFIER_CONTRADICTS if found else Reason.VERIFIER_FINDS_NOTHING
    if decision.verdict is Verdict.CONTRADICTED:
        return accusation_barrier(ground, article)
    return silence_barrier(ground, article)


def _is_too_near(finding: Finding) -> bool:
    """Whether a support by the model is too near to the line for a report."""
    limits, decision = load_limits(), finding.decision
    if Reason.VERIFIER_SUPPORTS not in decision.reasons or finding.scores is None:
        return False
    return finding.scores.supported < limits.supported_in_report + limits.band


def _framed(judgement: Judgement, claim: Claim, prepared: Prepared) -> Judgement:
    """``judgement``, at most partly supported where the document has another speaker or day."""
    frame, question = prepared.frame, prepared.words
    if frame is None or question is None or judgement.verdict is not Verdict.SUPPORTED:
        return judgement
    fit = fit_frame(
        question.claim,
        frame,
        question.document,
        [Span(e.start, e.end) for e in judgement.evidence],
        reference=question.reference,
    )
    if not fit.reasons:
        return judgement
    return attrs.evolve(
        judgement,
        verdict=Verdict.PARTLY_SUPPORTED,
        confidence=min(CONFIDENCE_FRAME, judgement.confidence or CONFIDENCE_FRAME),
        reasons=(*fit.reasons, *judgement.reasons),
        unsupported_spans=_excerpts(claim, frame.spans),
    )


def _evidence_of(
    document: Document, decision: Decision, *, barred: bool = False
) -> tuple[Evidence, ...]:
    """The places a decision rests on; where it may not accuse they are only shown."""
    return tuple(
        _evidence(document, span, Relation.MENTIONS if barred else relation, score=score)
        for span, relation, score in decision.evidence
    )


def _excerpts(claim: Claim, spans: Sequence[Span]) -> tuple[Excerpt, ...]:
    """Spans of the claim's words as excerpts of the article."""
    return tuple(
        Excerpt(
            start=claim.span.start + span.start,
            end=claim.span.start + span.end,
            exact=span.of(claim.span.exact),
        )
        for span in spans
    )


def _evidence(document: Document, span: Span, relation: Relation, *, score: float) -> Evidence:
    via = {DocumentKind.WITNESS: Via.WITNESS, DocumentKind.ARCHIVE: Via.ARCHIVE}
    return Evidence.at(
        span,
        document.text,
        document=document.id,
        url=document.url,
        relation=relation,
        score=score,
        via=via.get(document.kind, Via.ORIGINAL),
    )
