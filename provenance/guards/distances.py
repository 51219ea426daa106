"""How near words of a source stand to each other, clauses and sentences counted."""

from collections.abc import Sequence

from provenance.guards.sides import Side

CLAUSE_AWAY, _SENTENCE_AWAY = 4, 14
"""Words that the end of a clause or sentence counts for."""
_HALF = 3.0
"""Words after which nearness halves."""


def measure_nearness(side: Side, first: int, last: int, anchors: Sequence[int]) -> float:
    """How near the words ``first`` to ``last`` stand to the ``anchors``: one for each beside."""
    return sum(1 / (1 + distance(side, first, last, at) / _HALF) for at in anchors)


def distance(side: Side, first: int, last: int, at: int) -> int:
    """Words between the stretch and the word at ``at``, the ends of clauses counted as several."""
    edge = first if at < first else last
    ours, theirs = side.tokens[edge], side.tokens[at]
    away = max(0, abs(edge - at) - 1)
    if ours.sentence != theirs.sentence:
        return away + _SENTENCE_AWAY
    return away + CLAUSE_AWAY * (ours.clause != theirs.clause)
