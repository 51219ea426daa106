"""What the combiner looks at: the model's scores, the overlap, the facts and the guards."""

import math
from collections.abc import Mapping

from provenance.guards import GuardRule
from provenance.nli import PairScores
from provenance.retrieval import content_words
from provenance.spans import Span, covering
from provenance.verification.questions import Reading
from provenance.verification.spread import measure_spread

_LEAST = 0.002
"""Scores nearer to 0 or 1 count as this: a logit must stay finite."""
_LACKING = 0.5
_NOTHING = PairScores(supported=0.0, contradicted=0.0, neither=1.0, lacking=())


def features_of(reading: Reading) -> Mapping[str, float]:
    """The features of one question by name; all finite, most within -6 and 6."""
    best = best_scores(reading)
    lacking = _lacking(reading, best)
    coverage, facts = reading.coverage, reading.facts
    rules = {veto.rule for veto in reading.vetoes}
    question = reading.question
    spread = measure_spread(question.claim, question.document, ignore=question.settled)
    long = float(len(reading.windows) > 1)
    support = logit(best.supported)
    found = {
        "support": support,
        "long_support": long * support,
        "contradiction": logit(best.contradicted),
        "contradiction_anywhere": logit(max((s.contradicted for s in reading.scores), default=0.0)),
        "lacking_most": logit(max(lacking, default=0.0)),
        "lacking_share": _share(lacking),
        "coverage": coverage.share,
        "long_coverage": long * coverage.share,
        "names_anywhere": spread.names,
        "long_names_anywhere": long * spread.names,
        "long_region": long * spread.region,
        "whole_coverage": float(coverage.share >= 0.97),
        "order": coverage.in_order,
        "tightness": coverage.tightness,
        "negation_differs": float(not coverage.negation_fits),
        "conflicts": min(3.0, len(coverage.conflicts)),
        "added": min(3.0, len(coverage.added)),
        "facts_differ": min(2.0, len(facts.differences)),
        "facts_silent": min(2.0, len(facts.silent)),
        "facts_match": min(3.0, len(facts.matches)),
        "claim_length": math.log1p(coverage.words),
        "long": long,
        "source_length": math.log1p(len(reading.question.document.passages)),
        "vetoes": min(3.0, len(rules)),
    }
    return found | {f"veto_{rule.value}": float(rule in rules) for rule in GuardRule}


def best_scores(reading: Reading) -> PairScores:
    """The scores of the window that supports the claim most; nothing at all without windows."""
    return max(reading.scores, key=lambda s: s.supported, default=_NOTHING)


def logit(probability: float) -> float:
    """The log odds, bounded."""
    bounded = min(1 - _LEAST, max(_LEAST, probability))
    return math.log(bounded / (1 - bounded))


def _lacking(reading: Reading, scores: PairScores) -> list[float]:
    """How surely the best window lacks each content word of the claim outside the frame."""
    question = reading.question
    language = question.document.language
    words = content_words(question.claim, language=language, ignore=question.settled)
    return [
        score.score
        for score in scores.lacking
        if any(score.span.overlaps(word.span) for word in words)
    ]


def _share(lacking: list[float]) -> float:
    return sum(s > _LACKING for s in lacking) / len(lacking) if lacking else 0.0


def lacking_spans(reading: Reading) -> tuple[Span, ...]:
    """Runs of claim words that the best window lacks, in the model's view; offsets into the claim.

    Frame and quotations are left out; a run keeps the light words between two that are lacking.
    """
    question = reading.question
    scores = [
        score
        for score in best_scores(reading).lacking
        if not any(score.span.overlaps(span) for span in question.settled)
    ]
    runs: list[list[Span]] = []
    last = -2
    for number, score in enumerate(scores):
        if score.score <= _LACKING:
            continue
        if number == last + 1:
            runs[-1].append(score.span)
        else:
            runs.append([score.span])
        last = number
    return tuple(covering(run) for run in runs)
