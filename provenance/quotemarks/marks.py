"""Which quotation marks of a paragraph open, which close, and which belong together.

Nothing is judged here: a title in marks is paired like speech. What a mark does is told by three
things, in this order: its shape („ always opens), what is open already (“ closes „), and the spaces
round it. Apostrophes, primes (5' 11") and elisions (’90s) are no marks.

The work is linear in the paragraph: every mark is looked at once, with a bounded look round it and
counts made beforehand.
"""

import functools
import re
from collections.abc import Callable

import attrs

from provenance.quotemarks.signs import Side, Sign, read_signs
from provenance.spans import Span

_CLOSING_PUNCTUATION = frozenset(".,!?…")
_ELISION = re.compile(r"\d0s\b|\d\d\b|(?:tis|twas|em|n|til|till|cause|bout|round)\b", re.IGNORECASE)
_DEEPEST = 8
"""Words in marks in words in marks …: beyond this the marks are noise, and looking back costs."""

_DOUBLE = frozenset('“”„"')
_GUILLEMETS = frozenset("«»")
_SINGLE = frozenset("‘’‚'")
_SINGLE_GUILLEMETS = frozenset("‹›")
FAMILIES = (_DOUBLE, _GUILLEMETS, _SINGLE, _SINGLE_GUILLEMETS)
"""Marks of one family may close each other: typists and converters mix them."""


@attrs.frozen(kw_only=True)
class MarkedWords:
    """Words between two marks, or from a mark to where they seem to end."""

    opening: Span
    closing: Span | None
    """``None`` when the mark that should close is missing."""
    end: int
    """Where the words end: before the closing mark, or where an unclosed quotation breaks off."""
    glyph: str
    """The opening mark in its normal form."""
    parent: int | None
    """Index of the marked words around these."""

    @property
    def inner(self) -> Span:
        """The words without the marks, white space included."""
        return Span(self.opening.end, self.end)


@attrs.frozen(kw_only=True)
class MarkedParagraph:
    """The marks of one paragraph, paired."""

    words: tuple[MarkedWords, ...] = ()
    """In order of their opening marks."""
    stray: tuple[Span, ...] = ()
    """Marks that close something opened before this paragraph, if anything."""


def family_of(glyph: str) -> frozenset[str]:
    """The family a mark in its normal form belongs to."""
    return next(family for family in FAMILIES if glyph in family)


def pair_marks(text: str, within: Span) -> MarkedParagraph:
    """The quotation marks of ``text`` inside ``within``, paired."""
    known = _paired(text)
    place = within.start, within.end
    found = known.get(place)
    if found is None:
        found = known[place] = _pair(text, within)
    return found


@functools.lru_cache(maxsize=2)
def _paired(_text: str) -> dict[tuple[int, int], MarkedParagraph]:
    """By stretch of a text: its marks, which several ask for, one after the other."""
    return {}


def _pair(text: str, within: Span) -> MarkedParagraph:
    signs = read_signs(text, within)
    if not signs:
        return MarkedParagraph()
    pairing = _Pairing(text=text, within=within, signs=signs)
    for index, sign in enumerate(signs):
        pairing.take(index, sign)
    return pairing.result()


@attrs.define
class _Open:
    """Marked words that are being read."""

    opening: Span
    glyph: str
    parent: int | None
    closing: Span | None = None
    end: int | None = None


@attrs.define(kw_only=True)
class _Pairing:
    """The state of one paragraph: what was opened, and what of it is still open."""

    text: str
    within: Span
    signs: list[Sign]
    opened: list[_Open] = attrs.field(factory=list)
    stack: list[int] = attrs.field(factory=list)
    stray: list[Span] = attrs.field(factory=list)
    straight_left: int = 0
    """Straight double marks still to come: an odd number means that one of them closes."""
    straight_closes_left: int = 0
    """Those among them that look like closing ones."""
    later_single_close: list[bool] = attrs.field(factory=list)
    """Per sign: whether a single closing mark follows before another single mark opens."""
    later_double: list[bool] = attrs.field(factory=list)
    """Per sign: whether a mark of the kind ” or » or « follows."""

    def __attrs_post_init__(self) -> None:
        self.straight_left = sum(sign.glyph == '"' for sign in self.signs)
        self.straight_closes_left = sum(map(_closes_straight, self.signs))
        closes = double = False
        for sign in reversed(self.signs):
            self.later_single_close.append(closes)
            self.later_double.append(double)
            if sign.glyph in _SINGLE:
                closes = sign.side in (Side.CLOSES, Side.LOOSE) and sign.glyph in "’'‘"
            if sign.glyph in "”»«":
                double = True
        self.later_single_close.reverse()
        self.later_double.reverse()

    def take(self, index: int, sign: Sign) -> None:
        """Read one mark."""
        if sign.glyph == '"':
            self.straight_left -= 1
            self.straight_closes_left -= _closes_straight(sign)
        _READERS[sign.glyph](self, index, sign)

    def result(self) -> MarkedParagraph:
        """Everything paired; singles that never closed were apostrophes."""
        for position in self.stack:
            self._break_off(position)
        kept: dict[int, int] = {}
        words: list[MarkedWords] = []
        for position, opened in enumerate(self.opened):
            if opened.end is None:
                continue
            kept[position] = len(words)
            words.append(
                MarkedWords(
                    opening=opened.opening,
                    closing=opened.closing,
                    end=opened.end,
                    glyph=opened.glyph,
                    parent=self._kept_parent(opened, kept),
                )
            )
        return MarkedParagraph(words=tuple(words), stray=tuple(self.stray))

    def _kept_parent(self, opened: _Open, kept: dict[int, int]) -> int | None:
        parent = opened.parent
        while parent is not None:
            around = self.opened[parent]
            if parent in kept and around.end is not None and opened.opening.start < around.end:
                return kept[parent]
            parent = around.parent
        return None

    def _break_off(self, position: int) -> None:
        """Say where words end whose closing mark is missing."""
        opened = self.opened[position]
        opened.end = self.within.end
        if opened.glyph in _SINGLE and opened.opening.start > self.within.start:
            opened.end = None
            return
        inner = [o for o in self.opened[position + 1 :] if o.closing and o.parent == position]
        if not inner or family_of(inner[0].glyph) != family_of(opened.glyph):
            return
        if opened.glyph in _GUILLEMETS and inner[-1].closing is not None:
            # «Станція «Академік Вернадський», – сказав він: one mark closes both.
            opened.closing = inner[-1].closing
            opened.end = inner[-1].closing.start
        else:
            opened.end = inner[0].opening.start

    def nearest(self, glyphs: frozenset[str] | str) -> _Open | None:
        """The innermost open words that began with one of ``glyphs``."""
        for position in reversed(self.stack):
            if self.opened[position].glyph in glyphs:
                return self.opened[position]
        return None

    def open(self, sign: Sign) -> None:
        """Begin new words at ``sign``."""
        if len(self.stack) >= _DEEPEST:
            return
        parent = self.stack[-1] if self.stack else None
        self.stack.append(len(self.opened))
        self.opened.append(_Open(sign.span, sign.glyph, parent))

    def close(self, sign: Sign, glyphs: frozenset[str] | str) -> None:
        """End the innermost words that began with one of ``glyphs``, and all inside them."""
        while self.stack:
            opened = self.opened[self.stack.pop()]
            if opened.glyph in glyphs:
                opened.closing = sign.span
                opened.end = sign.span.start
                return
            # Opened inside and never closed: a single was an apostrophe, a double breaks off here.
            opened.end = None if opened.glyph in _SINGLE else sign.span.start

    def leave(self, sign: Sign) -> None:
        """Nothing is open that ``sign`` could close: perhaps the paragraph before left it open."""
        if not self.stack:
            self.stray.append(sign.span)

    def after_punctuation(self, sign: Sign) -> bool:
        """Whether the last thing before ``sign``, spaces left out, ends a clause."""
        index = sign.span.start - 1
        while index >= max(self.within.start, sign.span.start - 3) and self.text[index].isspace():
            index -= 1
        return index >= self.within.start and self.text[index] in _CLOSING_PUNCTUATION


def _read_left_curly(pairing: _Pairing, _index: int, sign: Sign) -> None:
    around = pairing.nearest(_DOUBLE)
    if around is None:
        if sign.side is Side.CLOSES:
            pairing.leave(sign)
        else:
            pairing.open(sign)
    elif around.glyph == "„":
        pairing.open(sign) if sign.side is Side.OPENS else pairing.close(sign, _DOUBLE)
    elif sign.side is Side.CLOSES or (
        sign.side is not Side.OPENS and pairing.after_punctuation(sign)
    ):
        pairing.close(sign, _DOUBLE)
    else:
        pairing.open(sign)


def _read_right_curly(pairing: _Pairing, index: int, sign: Sign) -> None:
    if pairing.nearest(_DOUBLE) is not None:
        pairing.close(sign, _DOUBLE)
    elif sign.side is Side.OPENS and pairing.later_double[index]:
        pairing.open(sign)
    else:
        pairing.leave(sign)


def _read_low(pairing: _Pairing, _index: int, sign: Sign) -> None:
    pairing.open(sign)


def _read_straight(pairing: _Pairing, _index: int, sign: Sign) -> None:
    odd_left = pairing.straight_left % 2 == 1
    around = pairing.nearest(_DOUBLE)
    if sign.before.isdigit() and sign.side is not Side.OPENS and (around is None or odd_left):
        return
    if around is None:
        if sign.side is Side.OPENS or (sign.side is not Side.CLOSES and odd_left):
            pairing.open(sign)
        elif sign.side is Side.CLOSES:
            pairing.leave(sign)
    elif sign.side in (Side.CLOSES, Side.LOOSE):
        pairing.close(sign, _DOUBLE)
    elif odd_left or (sign.side is Side.OPENS and _opens_inside(pairing, around)):
        pairing.open(sign)
    else:
        pairing.close(sign, _DOUBLE)


def _closes_straight(sign: Sign) -> bool:
    return sign.glyph == '"' and sign.side in (Side.CLOSES, Side.LOOSE)


def _opens_inside(pairing: _Pairing, around: _Open) -> bool:
    """Whether a straight mark opens words inside others: "He said "no" to me," she said."""
    depth = sum(pairing.opened[position].glyph == '"' for position in pairing.stack)
    return around.glyph != '"' or pairing.straight_closes_left > depth


def _read_left_guillemet(pairing: _Pairing, _index: int, sign: Sign) -> None:
    around = pairing.nearest(_GUILLEMETS)
    if around is not None and around.glyph == "»" and sign.side is not Side.OPENS:
        pairing.close(sign, _GUILLEMETS)
    elif around is None and sign.side is Side.CLOSES:
        pairing.leave(sign)
    else:
        pairing.open(sign)


def _read_right_guillemet(pairing: _Pairing, index: int, sign: Sign) -> None:
    around = pairing.nearest(_GUILLEMETS)
    if around is not None and not (around.glyph == "»" and sign.side is Side.OPENS):
        pairing.close(sign, _GUILLEMETS)
    elif sign.side is Side.OPENS and pairing.later_double[index]:
        pairing.open(sign)
    else:
        pairing.leave(sign)


def _read_single_guillemet(pairing: _Pairing, _index: int, sign: Sign) -> None:
    around = pairing.nearest(_SINGLE_GUILLEMETS)
    if around is not None and around.glyph != sign.glyph:
        pairing.close(sign, _SINGLE_GUILLEMETS)
    elif sign.side is not Side.CLOSES:
        pairing.open(sign)


def _read_single(pairing: _Pairing, index: int, sign: Sign) -> None:
    around = pairing.nearest(_SINGLE)
    if around is not None and sign.side in (Side.CLOSES, Side.LOOSE):
        if not _is_possessive(pairing, index, sign):
            pairing.close(sign, _SINGLE)
        return
    # One that begins a paragraph may be closed in a later one.
    closes_later = pairing.later_single_close[index] or sign.span.start == pairing.within.start
    opens = sign.side is Side.OPENS and sign.glyph != "’" and closes_later
    if opens and not _ELISION.match(pairing.text, sign.span.end):
        pairing.open(sign)


def _is_possessive(pairing: _Pairing, index: int, sign: Sign) -> bool:
    """Whether ``sign`` is the apostrophe of a plural ("the drivers’ union") or a prime."""
    if not pairing.later_single_close[index] or sign.side is Side.LOOSE:
        return False
    following = pairing.text[sign.span.end : sign.span.end + 2]
    goes_on = len(following) == 2 and following[0].isspace() and following[1].islower()
    return sign.before.isdigit() or (goes_on and sign.before in "sSzZxX")


def _read_low_single(pairing: _Pairing, index: int, sign: Sign) -> None:
    if sign.side is Side.OPENS and pairing.later_single_close[index]:
        pairing.open(sign)


_READERS: dict[str, Callable[[_Pairing, int, Sign], None]] = {
    "“": _read_left_curly,
    "”": _read_right_curly,
    "„": _read_low,
    '"': _read_straight,
    "«": _read_left_guillemet,
    "»": _read_right_guillemet,
    "‹": _read_single_guillemet,
    "›": _read_single_guillemet,
    "‘": _read_single,
    "’": _read_single,
    "'": _read_single,
    "‚": _read_low_single,
}
