"""Which way a text says that a figure went: up, down, or nowhere."""

from provenance.facts.sides import Side, Value, distance
from provenance.quantities import Quantity
from provenance.spans import Span

_REACH = 7
"""Words from a number to the verb that says where it went; further off it belongs elsewhere."""
_BEHIND = 3
"""Words that a direction behind the number counts as further off ("unchanged" stands there)."""


def read_course(side: Side, value: Value) -> tuple[str, Span] | None:
    """``up``, ``down`` or ``flat`` with the word that says so, the nearest to the number.

    ``None`` when there is no such word, when two clash, or when the sentence is negated.
    """
    signed = _signed(side, value)
    if signed is not None:
        return signed, value.span
    if any(word.text in side.lexicon.negation for word in side.words):
        return None
    found = sorted(_directions(side, value), key=lambda item: item[0])
    if not found or any(name != found[0][1] for away, name, _ in found if away <= found[0][0] + 1):
        return None
    return found[0][1], found[0][2]


def _directions(side: Side, value: Value) -> list[tuple[int, str, Span]]:
    sets = {"up": side.lexicon.up, "down": side.lexicon.down, "flat": side.lexicon.flat}
    found = []
    for at, word in enumerate(side.words):
        away = distance(side, value, at)
        if value.first <= at <= value.last or away > _REACH:
            continue
        found += [
            (away + _BEHIND * (at > value.last and name != "flat"), name, word.span)
            for name, members in sets.items()
            if word.text in members
        ]
    return found


def _signed(side: Side, value: Value) -> str | None:
    """The direction of a signed figure, "(-15,000)", whatever words stand near."""
    if isinstance(value.item, Quantity) and value.item.low < 0:
        return "down"
    before = side.text[max(0, value.span.start - 1) : value.span.start]
    return "up" if before == "+" else None
