"""From offsets in an article's text back to line and column of its file."""

import re
from bisect import bisect_right
from itertools import accumulate, count
from operator import attrgetter

from provenance.model import Article, Location, SourceAnchor, SourceMap
from provenance.spans import Span

_NEWLINE = re.compile(r"\r\n|\r|\n")
_START = attrgetter("start")


def map_of_file(path: str, text: str) -> SourceMap:
    """The map of a text that is its file: one anchor a line that is not empty."""
    starts = _line_starts(text)
    lines = zip(count(1), starts, [*starts[1:], len(text)], strict=False)
    anchors = (
        SourceAnchor(start=start, end=end, line=number, column=1)
        for number, start, end in lines
        if end > start and text[start] not in "\r\n"
    )
    return SourceMap(path=path, anchors=tuple(anchors))


def _line_starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *(found.end() for found in _NEWLINE.finditer(text))]
    lengths = (len(line) + 1 for line in text.split("\n"))
    return [0, *accumulate(lengths)][:-1]


class LineIndex:
    """Line and column of an offset in a source."""

    def __init__(self, source: str) -> None:
        self._starts = _line_starts(source)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def locate(article: Article, span: Span) -> Location:
    """Where ``span`` of the article's text stands in its file.

    ``approximate`` when only the line of the element is known, or the text has no file behind it.
    """
    anchors = article.source_map.anchors
    if not anchors:
        return Location(
            path=article.source_map.path,
            line=1,
            column=1,
            end_line=1,
            end_column=1,
            approximate=True,
        )
    # An end belongs to the anchor of the character before it, which is most often the first one.
    first = _anchor_of(anchors, span.start)
    last_at = max(span.start, span.end - 1)
    last = first if last_at < first.end else _anchor_of(anchors, last_at)
    line, column, exact = _place(first, span.start, sought=span.start)
    end_line, end_column, end_exact = _place(last, span.end, sought=last_at)
    end_line, end_column = max((end_line, end_column), (line, column))
    return Location(
        path=article.source_map.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        approximate=not (exact and end_exact),
    )


def _anchor_of(anchors: tuple[SourceAnchor, ...], offset: int) -> SourceAnchor:
    """The last anchor that begins at or before ``offset``, else the first of all."""
    return anchors[max(0, bisect_right(anchors, offset, key=_START) - 1)]


def _place(anchor: SourceAnchor, offset: int, *, sought: int) -> tuple[int, int, bool]:
    """The place of ``offset`` by the anchor of the character at ``sought``."""
    inside = anchor.start <= sought <= anchor.end
    if not anchor.exact:
        return anchor.line, anchor.column, False
    return anchor.line, anchor.column + max(0, min(offset, anchor.end) - anchor.start), inside
