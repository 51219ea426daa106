"""Where the text of an HTML page stands in its source: tokens of text, aligned with the tree.

The tree (lxml) knows lines of elements only. A small tokenizer walks the source beside it; since
both see the same characters in the same order, white space aside, each text node of the tree gets
its own stretch of source. Where the parser dropped or moved something, the next node that fits is
looked for, and what lies between stays inexact.
"""

import html
import re
from collections.abc import Iterator

import attrs

_RAW = re.compile(r"<(script|style)\b", re.I)
_TAG = re.compile(r"</?[a-zA-Z](?:[^>\"']|\"[^\"]{0,8000}\"|'[^']{0,8000}')*+>")
_RAW_FIRST = frozenset("sSſ")
_BREAKS = re.compile(
    r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?|[ \t\r\n\f]{2,}|[\t\r\n\f]"
)
"""Where source and shown text part company: entities, and white space that is not one blank."""
_MARKS_OF_BREAKS = ("&", "\n", "  ", "\t", "\r", "\f")
"""What stands in every text with a break."""
_LOOKAHEAD = 60
"""Tokens searched for a text node that does not stand where it should."""


@attrs.frozen
class Token:
    """A stretch of source that is text: what the browser shows, entities still encoded."""

    start: int
    end: int
    squeezed: str
    """The decoded text without white space."""


@attrs.frozen
class Piece:
    """Decoded text and where it stands in the source.

    ``literal``: the source has these very characters there.
    """

    text: str
    at: int
    literal: bool


def text_tokens(source: str) -> Iterator[Token]:
    """The stretches of text in ``source``, without tags, comments, scripts and styles."""
    at = 0
    length = len(source)
    while at < length:
        opened = source.find("<", at)
        if opened == -1:
            opened = length
        if opened > at:
            squeezed = _squeezed(source[at:opened])
            if squeezed:
                yield Token(at, opened, squeezed)
        if opened >= length:
            return
        at = _behind_markup(source, opened)


def _behind_markup(source: str, at: int) -> int:
    """The offset behind the tag, comment or script that opens at ``at``; a bare "<" is skipped."""
    first = source[at + 1 : at + 2]
    if first == "!" and source.startswith("<!--", at):
        return _behind(source, "-->", at + 4)
    if first in {"!", "?"}:
        return _behind(source, ">", at + 2)
    raw = _RAW.match(source, at) if first in _RAW_FIRST else None
    if raw:
        closed = (
            _behind(source, f"</{raw[1]}", at)
            if f"</{raw[1]}" in source[at : at + 2_000_000]
            else len(source)
        )
        return _behind(source, ">", closed)
    tag = _TAG.match(source, at)
    if tag:
        return tag.end()
    if first.isalpha() or first == "/":
        return _behind(source, ">", at + 1)
    return at + 1


def _behind(source: str, mark: str, at: int) -> int:
    found = source.find(mark, at)
    return len(source) if found == -1 else found + len(mark)


def _squeezed(text: str) -> str:
    return "".join((html.unescape(text) if "&" in text else text).split())


class Aligner:
    """Gives each text node of the tree, taken in document order, its stretch of source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._coming = text_tokens(source)
        self._tokens: list[Token] = []
        """Those read so far."""
        self._next = 0
        self._rest = 0
        """Squeezed characters of the next token that an earlier node has used up."""

    def take(self, text: str) -> list[Piece] | None:
        """The pieces of source that are ``text``; ``None`` when they cannot be found.

        Must be called for every text node in document order, shown or not.
        """
        wanted = "".join(text.split())
        if not wanted:
            return []
        if not self._stands_here(wanted) and not self._seek(wanted):
            return None
        pieces: list[Piece] = []
        while wanted and self._has(self._next):
            token = self._tokens[self._next]
            available = token.squeezed[self._rest :]
            if len(available) <= len(wanted) and wanted.startswith(available):
                pieces += self._pieces(token, self._rest, len(token.squeezed))
                wanted = wanted[len(available) :]
                self._next, self._rest = self._next + 1, 0
            elif available.startswith(wanted):
                pieces += self._pieces(token, self._rest, self._rest + len(wanted))
                self._rest += len(wanted)
                wanted = ""
            else:
                return None
        return pieces

    def _has(self, index: int) -> bool:
        while len(self._tokens) <= index:
            token = next(self._coming, None)
            if token is None:
                return False
            self._tokens.append(token)
        return True

    def _stands_here(self, wanted: str) -> bool:
        if not self._has(self._next):
            return False
        available = self._tokens[self._next].squeezed[self._rest :]
        shorter = min(len(available), len(wanted))
        return shorter > 0 and available[:shorter] == wanted[:shorter]

    def _seek(self, wanted: str) -> bool:
        if len(wanted) < 4:
            return False
        for index in range(self._next + 1, self._next + _LOOKAHEAD):
            if not self._has(index):
                return False
            squeezed = self._tokens[index].squeezed
            shorter = min(len(squeezed), len(wanted))
            if shorter >= 4 and squeezed[:shorter] == wanted[:shorter]:
                self._next, self._rest = index, 0
                return True
        return False

    def _pieces(self, token: Token, first: int, last: int) -> list[Piece]:
        """The pieces of a token, cut to its squeezed characters ``first`` to ``last``."""
        whole = first == 0 and last == len(token.squeezed)
        pieces = list(_decoded_pieces(self._source, token.start, token.end))
        return pieces if whole else _cut(pieces, first, last)


def _decoded_pieces(source: str, start: int, end: int) -> Iterator[Piece]:
    whole = source[start:end]
    if not any(map(whole.__contains__, _MARKS_OF_BREAKS)):
        yield Piece(whole, start, literal=True)
        return
    at = start
    for found in _BREAKS.finditer(source, start, end):
        if found.start() > at:
            yield Piece(source[at : found.start()], at, literal=True)
        if found[0][0] == "&":
            decoded = html.unescape(found[0])
            yield Piece(decoded, found.start(), literal=decoded == found[0])
        else:
            yield Piece(found[0], found.start(), literal=True)
        at = found.end()
    if at < end:
        yield Piece(source[at:end], at, literal=True)


def _cut(pieces: list[Piece], first: int, last: int) -> list[Piece]:
    kept = []
    count = 0
    for piece in pieces:
        for index, character in enumerate(piece.text):
            if first <= count < last or (character.isspace() and first < count < last):
                kept.append(
                    Piece(character, piece.at + (index if piece.literal else 0), piece.literal)
                )
            if not character.isspace():
                count += 1
    return kept
