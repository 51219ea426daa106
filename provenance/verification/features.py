"""What the combiner looks at: the model's scores, the words of a long document, a few guards.

Whether the source comes to a figure of the claim that it does not state is told apart, too: such a
figure is seldom hit on by chance, and a model of sentences does not reckon.

Overlap with a short source says nothing about truth and is left out; over a long one, where the
model sees a few windows only, it says whether the claim is spoken of at all.
"""

import math
from collections.abc import Mapping

from provenance.guards import GuardRule
from provenance.nli import PairScores
from provenance.retrieval import content_words
from provenance.spans import Span, covering
from provenance.verification.questions import Reading
from provenance.verification.spread import measure_spread

WEIGHED_GUARDS = (
    *(GuardRule.DATE, GuardRule.NUMBER, GuardRule.UNIT, GuardRule.NAME, GuardRule.PLACE),
    *(GuardRule.ROLE, GuardRule.SPEAKER, GuardRule.ORDER, GuardRule.ADDITION),
)
"""On claims written by other hands these speak about twice as often of false as of true ones."""
_LEAST = 0.002
"""Scores nearer to 0 or 1 count as this: a logit must stay finite."""
_LACKING = 0.5
_WINDOWS_OF_A_PAGE = 3
_NOTHING = PairScores(supported=0.0, contradicted=0.0, neither=1.0, lacking=())


def features_of(reading: Reading) -> Mapping[str, float]:
    """The features of one question by name; all finite, within -7 and 7."""
    best = best_scores(reading)
    lacking = _lacking(reading, best)
    support = logit(best.supported)
    found = {
        "support": support,
        "contradiction": logit(best.contradicted),
        "lacking_most": logit(max(lacking, default=0.0)),
        "lacking_share": _share(lacking),
        "reckoned": float(bool(reading.question.reckoned)),
    }
    rules = {veto.rule for veto in reading.vetoes}
    guards = {f"veto_{rule.value}": float(rule in rules) for rule in WEIGHED_GUARDS}
    return found | _of_long_document(reading, support) | guards


def _of_long_document(reading: Reading, support: float) -> dict[str, float]:
    """What counts only where the document was too long to be read at once; else 0."""
    long = float(len(reading.windows) > 1)
    question = reading.question
    spread = measure_spread(question.claim, question.document, ignore=question.settled)
    return {
        "long": long,
        "long_support": long * support,
        "long_coverage": long * reading.coverage.share,
        "long_names": long * spread.names,
        "long_region": long * spread.region,
    }


def width_of(reading: Reading) -> float:
    """How far the document is from being read whole, 0 to 1: three windows, or five and more.

    The page that a quotation or a short statement fills still is read almost whole in three.
    """
    return min(1.0, max(0.0, (len(reading.windows) - _WINDOWS_OF_A_PAGE) / 2))


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
