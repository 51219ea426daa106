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
    line, column, exact = _place(anchors, span.start)
    end_line, end_column, end_exact = _place(anchors, span.end, is_end=len(span) > 0)
    end_line, end_column = max((end_line, end_column), (line, column))
    return Location(
        path=article.source_map.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        approximate=not (exact and end_exact),
    )


def _place(
    anchors: tuple[SourceAnchor, ...], offset: int, *, is_end: bool = False
) -> tuple[int, int, bool]:
    """The place of ``offset``; an end belongs to the anchor of the character before it."""
    if not anchors:
        return 1, 1, False
    sought = offset - 1 if is_end else offset
    index = max(0, bisect_right(anchors, sought, key=_START) - 1)
    anchor = anchors[index]
    inside = anchor.start <= sought <= anchor.end
    if not anchor.exact:
        return anchor.line, anchor.column, False
    return anchor.line, anchor.column + max(0, min(offset, anchor.end) - anchor.start), inside
