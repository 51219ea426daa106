"""Comments in Markdown and HTML that speak to this program: ``<!-- provenance: … -->``.

They are no words of the article; what is kept is what they say and between which words they stand.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from provenance.ingest.source_map import LineIndex
from provenance.model import Block, Directive, SourceAnchor
from provenance.spans import Span
from provenance.terms import BlockKind

_COMMENT = re.compile(r"<!--[ \t\r\n]{0,20}provenance:(.{0,2000}?)-->", re.S | re.I)
_WORD = re.compile(r"\S+")
_MOST = 1000
"""Comments of ours that one article may hold; what comes after is not read."""


def directives_in_file(text: str, prose: str, blocks: Sequence[Block]) -> tuple[Directive, ...]:
    """Those of a Markdown file; what stands in code is an example and means nothing.

    Args:
        text: the file.
        prose: the same with its marks and comments blanked.
        blocks: the blocks of ``text``.
    """
    comments = _comments(text)
    if not comments:
        return ()
    lines = LineIndex(text)
    code = [block.span for block in blocks if block.kind is BlockKind.CODE]
    words = [Span(found.start(), found.end()) for found in _WORD.finditer(prose)]
    starts, length = [word.start for word in words], len(text)
    found = []
    for comment in comments:
        here = Span(comment.start(), comment.end())
        if text.startswith("`", here.start - 1) or any(one.overlaps(here) for one in code):
            continue
        at = bisect_left(starts, here.start)
        gap = Span(words[at - 1].end if at else 0, starts[at] if at < len(words) else length)
        line, column = lines.place(here.start)
        is_behind = (
            at > 0
            and lines.place(gap.start)[0] == line
            and (at == len(words) or lines.place(gap.end)[0] > lines.place(here.end)[0])
        )
        found.append(_directive(comment, gap, (line, column), is_behind=is_behind))
    return tuple(found)


def directives_in_page(
    source: str, anchors: Sequence[SourceAnchor], length: int
) -> tuple[Directive, ...]:
    """Those of an HTML page.

    Args:
        source: the decoded page.
        anchors: where the words of the canonical text stand in it.
        length: that of the canonical text.
    """
    comments = _comments(source)
    if not comments:
        return ()
    lines = LineIndex(source)
    ordered = sorted(anchors, key=_place)
    found = []
    for comment in comments:
        start, end = lines.place(comment.start()), lines.place(comment.end())
        at = bisect_left(ordered, start, key=_place)
        last = ordered[at - 1] if at else None
        following = ordered[at] if at < len(ordered) else None
        gap_start = last.end if last else 0
        gap = Span(gap_start, max(gap_start, following.start if following else length))
        is_behind = (
            last is not None
            and last.line == start[0]
            and (following is None or following.line > end[0])
        )
        found.append(_directive(comment, gap, start, is_behind=is_behind))
    return tuple(found)


def _comments(source: str) -> list[re.Match[str]]:
    if "provenance:" not in source.lower():
        return []
    return list(_COMMENT.finditer(source))[:_MOST]


def _place(anchor: SourceAnchor) -> tuple[int, int]:
    return anchor.line, anchor.column


def _directive(
    comment: re.Match[str], gap: Span, place: tuple[int, int], *, is_behind: bool
) -> Directive:
    words = " ".join(comment[1].split())
    return Directive(words=words, gap=gap, is_behind=is_behind, line=place[0], column=place[1])
