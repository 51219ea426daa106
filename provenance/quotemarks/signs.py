"""The quotation marks of a paragraph one by one: their shape and the spaces round them."""

import re
from enum import Enum

import attrs

from provenance.spans import Span

_MARK = re.compile(r"``|''|,,(?=\w)|[“”„‟\"＂«»‹›‘’‚‛']")
_MARK_CHARACTERS = frozenset("“”„‟\"＂«»‹›‘’‚‛'`")
_NORMAL = {"''": '"', "＂": '"', "``": "“", ",,": "„", "‟": "“", "‛": "‘"}
_FREE_BEFORE = frozenset("([{—–")
_FREE_AFTER = frozenset(".,;:!?…)]}—–")
_LOOK_ROUND = 4
"""Marks standing next to a mark that are looked past to find the space or letter beyond."""


class Side(Enum):
    """What the spaces round a mark say of it."""

    OPENS = "opens"
    CLOSES = "closes"
    LOOSE = "loose"
    TIGHT = "tight"
    """Neither white space nor a border on either side."""


@attrs.frozen(kw_only=True)
class Sign:
    """One quotation mark, apostrophes inside words left out."""

    span: Span
    glyph: str
    """Its normal form: “ for a pair of grave accents, and so on."""
    side: Side
    before: str
    """The character before it; empty at the border."""


def read_signs(text: str, within: Span) -> list[Sign]:
    """The marks of ``text`` inside ``within``, in reading order."""
    signs = []
    for found in _MARK.finditer(text, within.start, within.end):
        glyph = _NORMAL.get(found.group(), found.group())
        before = text[found.start() - 1] if found.start() > within.start else ""
        after = text[found.end()] if found.end() < within.end else ""
        if glyph in "‘’'" and before.isalnum() and after.isalnum():
            continue
        side = _side(
            before=_free_before(text, found.start(), within),
            after=_free_after(text, found.end(), within),
        )
        span = Span(found.start(), found.end())
        signs.append(Sign(span=span, glyph=glyph, side=side, before=before))
    return signs


def _side(*, before: bool, after: bool) -> Side:
    if before:
        return Side.LOOSE if after else Side.OPENS
    return Side.CLOSES if after else Side.TIGHT


def _free_before(text: str, at: int, within: Span) -> bool:
    index = at - 1
    while index >= max(within.start, at - _LOOK_ROUND) and text[index] in _MARK_CHARACTERS:
        index -= 1
    return index < within.start or text[index].isspace() or text[index] in _FREE_BEFORE


def _free_after(text: str, at: int, within: Span) -> bool:
    index = at
    while index < min(within.end, at + _LOOK_ROUND) and text[index] in _MARK_CHARACTERS:
        index += 1
    return index >= within.end or text[index].isspace() or text[index] in _FREE_AFTER
