"""Offsets into one canonical text: spans, text-quote selectors, and a folded view that leads back.

Offsets count Unicode code points; ends are exclusive. Nothing here changes a text: the folded view
keeps, for every character it shows, where in the original that character came from.
"""

import unicodedata
from collections.abc import Iterable, Iterator

import attrs

_CONTEXT = 32
"""Characters of prefix and suffix in a selector: the length hypothes.is uses."""

_SINGLE_QUOTES = "‘’‚‛′`´ʼʹ＇‹›"
_DOUBLE_QUOTES = "“”„‟″«»＂〝〞〟"
_DASHES = "‐‑‒–—―−﹘﹣－"
_DROPPED = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
)
_FOLDED_CHARACTERS = {
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    "…": "...",
}


@attrs.frozen(order=True, init=False)
class Span:
    """A stretch of a text, ``start`` inclusive, ``end`` exclusive, in code points."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        # Written out: an article makes thousands, and the generated one takes half as long again.
        if start < 0:
            raise ValueError(f"'start' must be >= 0: {start}")
        if end < start:
            raise ValueError(f"a span cannot end ({end}) before it starts ({start})")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of this span in ``text``."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """The same length, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)

    def stripped(self, text: str) -> "Span":
        """This span without white space at either end; empty at ``start`` when nothing is left."""
        words = self.of(text)
        if len(words.strip()) == self.end - self.start:
            return self
        left = len(words) - len(words.lstrip())
        if left == len(words):
            return Span(self.start, self.start)
        return Span(self.start + left, self.start + len(words.rstrip()))


_set_start = Span.__dict__["start"].__set__
_set_end = Span.__dict__["end"].__set__


def covering(spans: Iterable[Span]) -> Span:
    """The smallest span that contains all of ``spans`` (at least one)."""
    listed = list(spans)
    return Span(min(s.start for s in listed), max(s.end for s in listed))


@attrs.frozen(kw_only=True)
class Excerpt:
    """A span together with its words, as on the wire: ``text[start:end] == exact``."""

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, span: Span) -> "Excerpt":
        """The excerpt of ``text`` at ``span``."""
        return cls(start=span.start, end=span.end, exact=span.of(text))

    @property
    def span(self) -> Span:
        """The offsets alone."""
        return Span(self.start, self.end)


@attrs.frozen(kw_only=True)
class TextQuoteSelector:
    """W3C Web Annotation's TextQuoteSelector: words with a little of what stands around them."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, span: Span) -> "TextQuoteSelector":
        """A selector for ``span`` with up to 32 characters of context on either side."""
        return cls(
            exact=span.of(text),
            prefix=text[max(0, span.start - _CONTEXT) : span.start],
            suffix=text[span.end : span.end + _CONTEXT],
        )

    def locate(self, text: str) -> Span | None:
        """Where the words stand in ``text``: the place whose surroundings fit best, or ``None``."""
        best: tuple[int, int] | None = None
        position = text.find(self.exact)
        while position != -1 and self.exact:
            score = self._context_score(text, position)
            if best is None or score > best[0]:
                best = (score, position)
            position = text.find(self.exact, position + 1)
        return None if best is None else Span(best[1], best[1] + len(self.exact))

    def _context_score(self, text: str, position: int) -> int:
        before = text[max(0, position - len(self.prefix)) : position]
        end = position + len(self.exact)
        after = text[end : end + len(self.suffix)]
        return _shared_prefix(before[::-1], self.prefix[::-1]) + _shared_prefix(after, self.suffix)


def _shared_prefix(left: str, right: str) -> int:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length


@attrs.frozen
class FoldedText:
    """A text with typography, case and spacing folded away, and the way back to the original.

    ``text[i]`` came from ``original[starts[i]:ends[i]]``. One original cluster may give several
    folded characters ("ﬁ" gives "fi"), a run of white space gives one space.
    """

    text: str
    starts: tuple[int, ...] = attrs.field(repr=False)
    ends: tuple[int, ...] = attrs.field(repr=False)

    def original(self, span: Span) -> Span:
        """The span of the original that the folded ``span`` shows (empty spans map to a point)."""
        if not self.starts:
            return Span(0, 0)
        if len(span) == 0:
            at = self.starts[span.start] if span.start < len(self.starts) else self.ends[-1]
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])


def fold(text: str) -> FoldedText:
    """``text`` with quote marks, dashes, spaces, ligatures, case and accents-by-cluster folded.

    Typographic quote marks become ``"`` and ``'``, dashes ``-``, an ellipsis three dots, any run of
    white space (U+00A0 included) one space; soft hyphens, zero-width and bidi characters vanish;
    a base letter with its combining marks is composed (NFKC) and case-folded. Linear time.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        folded = _folded_cluster(text[start:end])
        if folded == " " and characters and characters[-1] == " ":
            ends[-1] = end
            continue
        for character in folded:
            characters.append(character)
            starts.append(start)
            ends.append(end)
    return FoldedText("".join(characters), tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.combining(text[index]):
            yield start, index
            start = index


def _folded_cluster(cluster: str) -> str:
    first = cluster[0]
    if len(cluster) == 1 and first.isascii():
        return " " if first.isspace() else first.lower()
    if first in _DROPPED:
        return _folded_cluster(cluster[1:]) if len(cluster) > 1 else ""
    if first.isspace():
        return " "
    if len(cluster) == 1 and first in _FOLDED_CHARACTERS:
        return _FOLDED_CHARACTERS[first]
    composed = unicodedata.normalize("NFKC", cluster).casefold()
    return "".join(_FOLDED_CHARACTERS.get(c, " " if c.isspace() else c) for c in composed)
