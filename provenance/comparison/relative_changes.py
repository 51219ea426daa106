"""By how much a thing has changed, told in words: doubled, halved, cut by a third."""

import re
from decimal import Decimal

import attrs

from provenance.spans import Span

_PLAY = Decimal("0.04")
"""Difference of two parts of a whole that rounding may hide."""
_MANIFOLD = {
    **dict.fromkeys(("doubled", "doubling", "twofold"), Decimal(1)),
    **dict.fromkeys(("tripled", "trebled", "threefold"), Decimal(2)),
    **dict.fromkeys(("quadrupled", "fourfold"), Decimal(3)),
    **dict.fromkeys(("halved", "halving"), Decimal("0.5")),
}
_PARTS = {
    "half": Decimal("0.5"),
    "third": Decimal(1) / 3,
    "quarter": Decimal("0.25"),
    "fifth": Decimal("0.2"),
    "sixth": Decimal(1) / 6,
    "tenth": Decimal("0.1"),
}
_TIMES = {"two": 2, "three": 3, "four": 4}
_CHANGE = re.compile(
    rf"\b(?P<manifold>{'|'.join(_MANIFOLD)})\b"
    rf"|\bby (?:about |almost |nearly |over |more than )?"
    rf"(?:(?P<times>an?|one|two|three|four)[ -])?(?P<part>{'|'.join(_PARTS)})s?\b"
    r"|\bby (?:about |almost |nearly |over |more than )?(?P<hundredths>\d{1,3}(?:\.\d+)?) ?"
    r"(?:%|per ?cent\b)",
    re.IGNORECASE,
)
_MANY = 3
"""Changes of one sentence beyond which it is a list."""


@attrs.frozen(kw_only=True)
class Change:
    """A part of the whole by which a thing has grown or shrunk; the direction is not told."""

    part: Decimal
    span: Span


def read_changes(text: str) -> tuple[Change, ...]:
    """The changes that an English sentence tells: "halved", "by a third", "by 12 per cent"."""
    found = list(_CHANGE.finditer(text[:1000]))[: _MANY + 1]
    if all(match["hundredths"] for match in found):
        return ()
    return tuple(Change(part=_part(match), span=Span(*match.span())) for match in found)


def changes_fit(left: Change, right: Change) -> bool:
    """Whether two changes may be one, rounded."""
    return abs(left.part - right.part) <= _PLAY


def _part(match: re.Match[str]) -> Decimal:
    if match["manifold"]:
        return _MANIFOLD[match["manifold"].casefold()]
    if match["hundredths"]:
        return Decimal(match["hundredths"]) / 100
    return _PARTS[match["part"].casefold()] * _TIMES.get((match["times"] or "").casefold(), 1)
