"""The lines of PDF pages to paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import attrs

_EDGE = 3
"""Lines at the top and the foot of a page among which a running head is sought."""
_GAP = 1.3
"""Times the usual distance of two lines from which a paragraph ends."""
_SIZE = 1.08
"""Ratio of two letter sizes from which a heading begins or ends."""
_SHORT = 0.75
"""Share of the page's longest line under which a closed line ends its paragraph."""
_PICTURE = 600_000
"""Picture points from which a picture may hold text; letterheads stay below."""
_NUMBERED = re.compile(r"\W*(?:\w{1,8}\W+)?\d{1,4}(?:\W+(?:\w{1,4}\W+)?\d{1,4})?\W*\Z")
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"(?:[•▪‣◦●∙■►*–—-]|\(?\d{1,3}[.)]|\(?[a-zа-я][.)])\s")
_HYPHENS = "-\u2010\u00ad"
_LAST_WORD = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]\Z")
_FIRST_WORD = re.compile(r"([^\W\d_]+)")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")


@attrs.frozen(kw_only=True)
class PdfLine:
    """A line of a page; height from the foot and letter size in points."""

    words: str
    height: float
    size: float


@attrs.frozen(kw_only=True)
class PdfPage:
    """The lines of a page in the order of the file."""

    lines: tuple[PdfLine, ...]
    picture: int = 0
    """Points of the largest picture."""

    @property
    def has_picture(self) -> bool:
        """Whether a picture on it is large enough to hold text."""
        return self.picture >= _PICTURE

    @property
    def has_columns(self) -> bool:
        """Whether the lines go up again, but for a head or foot at the end of the file's order."""
        heights = [line.height for line in self.lines]
        floor, top = min(heights), max(heights)
        inner = [h for h in heights if floor < h < top]
        return any(after > before + 1 for before, after in pairwise(inner))


def paragraphs_of(pages: Sequence[PdfPage]) -> tuple[str, ...]:
    """The paragraphs of a document, running heads and page numbers left out.

    A word broken at a line's end is joined; its hyphen stays where the document writes the word
    with one elsewhere, or where a digit or capital follows. Of a running head the first stays.
    """
    kept = _without_running_heads(pages)
    known = Counter(
        word.casefold() for lines in kept for line in lines for word in _WORDS.findall(line.words)
    )
    paragraphs: list[list[str]] = []
    last: PdfLine | None = None
    for lines in kept:
        usual = _usual_distance(lines)
        widest = max((len(line.words) for line in lines), default=0)
        for line in lines:
            if last is None or _parts(last, line, usual=usual, widest=widest):
                paragraphs.append([line.words])
            else:
                _join(paragraphs[-1], line.words, known)
            last = line
    return tuple(" ".join(words) for words in paragraphs)


def _without_running_heads(pages: Sequence[PdfPage]) -> list[list[PdfLine]]:
    edges = [_edge_lines(page) for page in pages]
    counts = Counter(form for page in edges for form in {_form(line) for line in page})
    least = max(2, (len(pages) + 1) // 2)
    seen: set[str] = set()
    kept: list[list[PdfLine]] = []
    for page, edge in zip(pages, edges, strict=True):
        lines = []
        for line in page.lines:
            form = _form(line)
            runs = line in edge and counts[form] >= least
            numbered = line in edge and bool(_NUMBERED.match(line.words)) and len(line.words) < 25
            if not (numbered and (runs or _is_outermost(line, page))) and not (
                runs and form in seen
            ):
                lines.append(line)
            if runs:
                seen.add(form)
        kept.append(lines)
    return kept


def _edge_lines(page: PdfPage) -> list[PdfLine]:
    ordered = sorted(page.lines, key=lambda line: line.height)
    return ordered[:_EDGE] + ordered[_EDGE:][-_EDGE:]


def _is_outermost(line: PdfLine, page: PdfPage) -> bool:
    heights = [one.height for one in page.lines]
    return line.height in (min(heights), max(heights)) and len(heights) > _EDGE


def _form(line: PdfLine) -> str:
    return _DIGITS.sub("#", line.words.casefold())


def _usual_distance(lines: Sequence[PdfLine]) -> float:
    """How far apart lines of one paragraph mostly stand; 0 where nothing tells."""
    gaps = [
        a.height - b.height
        for a, b in pairwise(lines)
        if 0 < a.height - b.height < 4 * (a.size or 12)
    ]
    return float(median(gaps)) if gaps else 0.0


def _parts(last: PdfLine, line: PdfLine, *, usual: float, widest: int) -> bool:
    """Whether a new paragraph begins with ``line``."""
    sizes = sorted((last.size or 1.0, line.size or 1.0))
    if sizes[1] > sizes[0] * _SIZE or _ITEM.match(line.words):
        return True
    gap = last.height - line.height
    if last.words[-1:] in _HYPHENS or line.words[:1].islower():
        return 0 < usual * 2.5 < gap
    closed = bool(_CLOSED.search(last.words))
    if gap <= 0 or usual <= 0:
        return closed or len(last.words) < _SHORT * widest
    short = len(last.words) < _SHORT * widest
    return gap > _GAP * usual or (closed and short)


def _join(words: list[str], following: str, known: Counter[str]) -> None:
    broken, first = _LAST_WORD.search(words[-1]), _FIRST_WORD.match(following)
    if broken is None or first is None or not first[1][0].islower():
        glued = words[-1][-1:] in _HYPHENS and words[-1][-2:-1].isalnum()
        if glued:
            words[-1] += following
        else:
            words.append(following)
        return
    whole, hyphened = broken[1] + first[1], f"{broken[1]}-{first[1]}"
    keeps = known[hyphened.casefold()] > known[whole.casefold()] and words[-1][-1] != "\u00ad"
    words[-1] = words[-1][:-1] + ("-" if keeps else "") + following
