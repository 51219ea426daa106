"""From probabilities to a verdict: thresholds, guards, and a band in which the weaker one is given.

Every number stands in ``data/verifier.toml``. All were chosen on half 0 of the development sets,
the half that is not reported, but ``supported_in_report``: that was set on the article exam at
hand, whose figures are development figures and say so (``benchmarks/README.md``).
"""

import math
from collections.abc import Sequence
from functools import cache

import attrs

from provenance.guards import Veto
from provenance.model import Scores
from provenance.retrieval import best_passages
from provenance.spans import Span
from provenance.terms import Reason, Relation, Verdict
from provenance.verification.combining import verifier_settings
from provenance.verification.features import lacking_spans, logit
from provenance.verification.questions import Decision, Reading
from provenance.verification.rules import decide_by_words

_MOST_EVIDENCE = 2
_RELATIONS = {
    Verdict.SUPPORTED: Relation.SUPPORTS,
    Verdict.PARTLY_SUPPORTED: Relation.SUPPORTS,
    Verdict.CONTRADICTED: Relation.CONTRADICTS,
}
_REASONS = {
    Verdict.SUPPORTED: Reason.VERIFIER_SUPPORTS,
    Verdict.PARTLY_SUPPORTED: Reason.VERIFIER_SUPPORTS_PART,
    Verdict.CONTRADICTED: Reason.VERIFIER_CONTRADICTS,
    Verdict.UNSUPPORTED: Reason.VERIFIER_FINDS_NOTHING,
}


@attrs.frozen(kw_only=True)
class Limits:
    """Where one verdict ends and the next begins."""

    supported: float
    supported_in_report: float
    """The same in a report, whose marks have to be defended one by one."""
    contradicted: float
    rest_supported: float
    """Least P(supported) of a claim without its uncovered words for ``partly-supported``."""
    band: float
    """So near to a limit the weaker verdict is given."""
    model_accuses: bool
    """Whether the model may say ``contradicted``; if not, only rules do."""
    vetoing: frozenset[str]
    """The guards that forbid ``supported``."""


def decide(reading: Reading, scores: Scores) -> Decision:
    """The verdict of one claim, with what it rests on.

    Words that leave no doubt need no model; guards may still object.

    Args:
        reading: all that was read.
        scores: what the combiner made of it.
    """
    limits = load_limits()
    vetoes = vetoes_of(reading)
    by_words = decide_by_words(reading.question, reading.coverage, reading.facts)
    if by_words is not None and by_words.verdict is Verdict.SUPPORTED and not vetoes:
        return by_words
    if scores.supported >= limits.supported + limits.band and not vetoes:
        verdict, sure = Verdict.SUPPORTED, scores.supported
    elif limits.model_accuses and scores.contradicted >= limits.contradicted + limits.band:
        verdict, sure = Verdict.CONTRADICTED, scores.contradicted
    else:
        verdict, sure = Verdict.UNSUPPORTED, 1 - scores.supported
    return decision_of(reading, verdict, sure, vetoes)


def decision_of(
    reading: Reading, verdict: Verdict, sure: float, vetoes: Sequence[Veto] = ()
) -> Decision:
    """A verdict with confidence, reasons, uncovered words and evidence.

    Args:
        reading: all that was read.
        verdict: what it comes to.
        sure: the probability it rests on, 0 to 1; the confidence is calibrated from it.
        vetoes: the guards that spoke.
    """
    guards = (Reason(f"guard-{veto.rule.value}") for veto in vetoes)
    supported = verdict is Verdict.SUPPORTED
    return Decision(
        verdict=verdict,
        confidence=calibrated(verdict, sure),
        reasons=tuple(dict.fromkeys((*guards, _REASONS[verdict]))),
        unsupported=() if supported else _uncovered(reading, vetoes),
        evidence=_evidence(reading, _RELATIONS.get(verdict, Relation.MENTIONS), sure),
    )


def vetoes_of(reading: Reading) -> tuple[Veto, ...]:
    """The vetoes that count."""
    vetoing = load_limits().vetoing
    return tuple(veto for veto in reading.vetoes if veto.rule.value in vetoing)


def calibrated(verdict: Verdict, sure: float) -> float:
    """How often such a verdict is right, by Platt's scaling; 0 to 1, to two places."""
    slope, shift = verifier_settings()["calibration"][verdict.value]
    return round(1 / (1 + math.exp(-slope * logit(sure) - shift)), 2)


@cache
def load_limits() -> Limits:
    """The shipped limits."""
    table = verifier_settings()["limits"]
    return Limits(
        supported=table["supported"],
        supported_in_report=table["supported_in_report"],
        contradicted=table["contradicted"],
        rest_supported=table["rest_supported"],
        band=table["band"],
        model_accuses=table["model_accuses"],
        vetoing=frozenset(table["vetoing"]),
    )


def _uncovered(reading: Reading, vetoes: Sequence[Veto]) -> tuple[Span, ...]:
    """The words that the guards, the model, or failing these the overlap find missing."""
    of_guards = [veto.claim for veto in vetoes if len(veto.claim)]
    found = of_guards or list(lacking_spans(reading)) or list(reading.coverage.uncovered)
    return tuple(sorted(dict.fromkeys(found)))


def _evidence(
    reading: Reading, relation: Relation, sure: float
) -> tuple[tuple[Span, Relation, float], ...]:
    """The passages nearest to the claim, in the order of the document."""
    question = reading.question
    spans = reading.coverage.passages[:_MOST_EVIDENCE]
    if not spans:
        best = best_passages(question.claim, question.document, limit=1)
        spans = tuple(found.passage.span for found in best)
    score = round(sure, 2)
    return tuple((span, relation, score) for span in sorted(spans))
