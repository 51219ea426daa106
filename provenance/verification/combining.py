"""The scores of one claim from those of its windows. A stand-in: the window that supports most."""

from provenance.model import Scores
from provenance.verification.questions import Reading


def combine(reading: Reading) -> Scores:
    """P(supported), P(contradicted), P(neither) of the claim, to two places, together 1."""
    best = max(reading.scores, key=lambda s: (s.supported, s.contradicted))
    supported, contradicted = round(best.supported, 2), round(best.contradicted, 2)
    contradicted = min(contradicted, round(1 - supported, 2))
    return Scores(
        supported=supported,
        contradicted=contradicted,
        neither=round(max(0.0, 1 - supported - contradicted), 2),
    )
