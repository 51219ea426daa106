"""What can be decided without a model: numbers and days that differ, words that leave no doubt."""

import re
from collections.abc import Sequence

from provenance.coverage import Coverage
from provenance.facts import FactComparison, FactKind
from provenance.model import Scores
from provenance.paraphrase import judge_coverage
from provenance.retrieval import IndexedDocument, content_words
from provenance.spans import Span
from provenance.terms import Reason, Relation, Verdict
from provenance.verification.questions import Decision, Question
from provenance.words import load_lexicon, parse_words

CONFIDENCE_FACT = 0.8
"""The most a rule that reads numbers in running text may claim. It accused no faithful sentence of
the development exams, but on few cases (`benchmarks/README.md`), so it stays below the 0.9 of an
``error`` and fails no build."""
CONFIDENCE_COVERED = 0.67
CONFIDENCE_PARTLY_COVERED = 0.6
"""These two decided one claim each on the exam's articles, so little can be said of them."""

_FACT_REASONS = {
    FactKind.NUMBER: Reason.NUMBER_DIFFERS,
    FactKind.UNIT: Reason.UNIT_DIFFERS,
    FactKind.DIRECTION: Reason.NUMBER_DIFFERS,
    FactKind.DATE: Reason.DATE_DIFFERS,
    FactKind.WEEKDAY: Reason.DATE_DIFFERS,
}


def decide_by_facts(document: IndexedDocument, facts: FactComparison) -> Decision | None:
    """A contradiction where a number or a day differs, else ``None``: silence is no difference."""
    if not facts.differences:
        return None
    worst = max(facts.differences, key=lambda d: d.confidence)
    return Decision(
        verdict=Verdict.CONTRADICTED,
        confidence=min(CONFIDENCE_FACT, worst.confidence),
        reasons=tuple(dict.fromkeys(_FACT_REASONS[d.kind] for d in facts.differences)),
        unsupported=tuple(sorted({d.claim for d in facts.differences})),
        evidence=tuple(
            (sentence_around(document, d.source), Relation.CONTRADICTS, d.confidence)
            for d in facts.differences
        ),
    )


def decide_by_words(
    question: Question, coverage: Coverage, facts: FactComparison
) -> Decision | None:
    """Support, whole or in part, where the words leave no doubt; else ``None``."""
    verdict = judge_coverage(coverage, facts)
    if verdict is None:
        return None
    if verdict is Verdict.PARTLY_SUPPORTED and not (
        (is_addition(question, coverage.added) or listed_names(question, coverage.added))
        and _negates_alike(question, coverage)
    ):
        return None
    is_whole = verdict is Verdict.SUPPORTED
    return Decision(
        verdict=verdict,
        confidence=CONFIDENCE_COVERED if is_whole else CONFIDENCE_PARTLY_COVERED,
        reasons=(Reason.WORDS_COVERED if is_whole else Reason.WORDS_PARTLY_COVERED,),
        unsupported=coverage.uncovered,
        evidence=tuple((span, Relation.SUPPORTS, coverage.share) for span in coverage.passages),
    )


def is_addition(question: Question, missing: Sequence[Span]) -> bool:
    """Whether ``missing`` says something of its own: a number, a new name, or two words together.

    One word that nothing covers is most often another word for what the document has ("worst" for
    "largest"), or what goes without saying in it (its own country, by which it is named, too).
    """
    language = question.document.language
    framed = (span.of(question.claim) for span in question.ignore)
    known = " ".join((question.document.text, *framed)).casefold()
    every = content_words(question.claim, language=language, ignore=question.settled)
    for span in missing:
        words = [word for word in every if span.contains(word.span)]
        if len(words) > 1 or any(character.isdigit() for character in span.of(question.claim)):
            return True
        if any(word.capital and word.text.casefold() not in known for word in words):
            return True
    return False


def listed_names(question: Question, added: Sequence[Span]) -> tuple[Span, ...]:
    """Of the words ``added`` to the passage the names at the end of a list: "… and the OSCE".

    Such a name is an item more, even if the document speaks of it elsewhere.
    """
    claim = question.claim
    return tuple(
        span
        for span in added
        if span.of(claim)[:1].isupper() and _JOINED.search(claim[: span.start]) is not None
    )


_JOINED = re.compile(
    r"\b(?:and|or|und|oder|et|ou|y|e|i|oraz|lub|та|і|й|або|и|или)\s"
    r"(?:(?:with|the|an?|mit|der|die|das|den|dem|avec|les?|la|con|el|los|las|z|ze|з|із|с|со)\s){0,2}$"
)


def _negates_alike(question: Question, coverage: Coverage) -> bool:
    """Whether claim and passages have both a negation, or neither: "gives no forecast of" is none.

    All of the passages are looked at, not only the words beside those that are shared.
    """
    lexicon = load_lexicon(question.document.language)
    passages = " ".join(span.of(question.document.text) for span in coverage.passages)
    one, other = (
        any(
            word.text in lexicon.negation or word.text.endswith("n't")
            for word in parse_words(text, language=lexicon.language)
        )
        for text in (question.claim, passages)
    )
    return one == other


def rule_scores(verdict: Verdict, confidence: float | None) -> Scores | None:
    """The scores that a rule's verdict stands for; ``None`` where nothing was decided."""
    if confidence is None:
        return None
    sure, rest = round(confidence, 2), round(1 - confidence, 2)
    match verdict:
        case Verdict.SUPPORTED:
            return Scores(supported=sure, contradicted=0.0, neither=rest)
        case Verdict.CONTRADICTED:
            return Scores(supported=0.0, contradicted=sure, neither=rest)
        case _:
            return Scores(supported=rest, contradicted=0.0, neither=sure)


def sentence_around(document: IndexedDocument, span: Span) -> Span:
    """The passage that holds ``span``; the span itself where none does."""
    return next((p.span for p in document.passages if p.span.contains(span)), span)
