"""Units to blocks: which stretches are story, which are headline, byline, caption or furniture.

The words of a line decide first (``furniture``, ``bylines``, ``link_lists``), then its place: what
stands before the first or after the last real paragraph needs less to count as furniture.
"""

from bisect import bisect_right

import attrs

from provenance.ingest import datelines, furniture, link_lists
from provenance.ingest.body import settle_body, settle_comments, settle_foot
from provenance.ingest.credits import credit_start
from provenance.ingest.head import settle_head
from provenance.ingest.lines import item_start, line_spans
from provenance.ingest.rows import Row, find_story, settle_addresses, settle_by_markup
from provenance.ingest.units import Draft, Judged
from provenance.model import Block, Link
from provenance.spans import Span
from provenance.terms import BlockKind


def judge_blocks(draft: Draft, *, title: str | None = None) -> Judged:
    """The blocks of a draft, sorted and without overlap, and what its head says.

    Args:
        draft: a file read by its format.
        title: the headline as the page's metadata has it, if it has.
    """
    rows = [Row(u, draft.prose[u.span.start : u.span.end].strip()) for u in draft.units]
    rows = [row for row in rows if row.words or row.unit.kind is BlockKind.BOILERPLATE]
    settle_by_markup(rows)
    settle_addresses(rows)
    first, last = find_story(rows)
    walled = any(furniture.is_wall(row.words) for row in rows if row.kind is not BlockKind.CODE)
    label = settle_head(rows, first, title)
    settle_body(rows, first, last)
    settle_foot(rows, last)
    settle_comments(rows)
    blocks = _blocks_of_all(rows, draft)
    headline = next((row for row in rows[:first] if row.kind is BlockKind.HEADING), None)
    return Judged(
        blocks=tuple(blocks),
        links=_all_links(draft, blocks),
        title=_title_of(headline) if headline else None,
        label=label,
        walled=walled,
    )


_DATED_PARAGRAPHS = 3
"""Paragraphs from the top that may open with a dateline; below, only one under a heading may."""


def _blocks_of_all(rows: list[Row], draft: Draft) -> list[Block]:
    blocks: list[Block] = []
    paragraphs = 0
    for row in rows:
        headed = bool(blocks) and not blocks[-1].kind.is_prose
        blocks += _blocks_of(row, draft, dated=paragraphs < _DATED_PARAGRAPHS or headed)
        paragraphs += row.kind is BlockKind.PARAGRAPH
    return blocks


def _blocks_of(row: Row, draft: Draft, *, dated: bool) -> list[Block]:
    kind = row.kind or BlockKind.PARAGRAPH
    span = row.span.stripped(draft.text)
    if not len(span):
        return []
    if kind is BlockKind.LINK_LIST:
        lines = (line.stripped(draft.text) for line in line_spans(draft.text, span.start, span.end))
        return [Block(kind=kind, span=line) for line in lines if len(line)]
    if kind is BlockKind.LIST_ITEM and row.unit.kind is BlockKind.LIST_ITEM:
        return [Block(kind=kind, span=Span(item_start(draft.prose, span), span.end))]
    if kind is BlockKind.PARAGRAPH:
        return _split_paragraph(span, draft, dated=dated)
    level = row.unit.level if kind is BlockKind.HEADING else None
    return [Block(kind=kind, span=span, level=level)]


def _split_paragraph(span: Span, draft: Draft, *, dated: bool) -> list[Block]:
    """A paragraph without what was glued to its front and its end."""
    words = span.of(draft.prose)
    blocks = []
    start = 0
    glued = datelines.split_glued(words) if dated else None
    if glued is not None:
        blocks = [Block(kind=p.kind, span=p.span.shifted(span.start)) for p in glued.parts]
        start = glued.rest
    credit = credit_start(words)
    end = len(words) if credit is None or credit <= start else credit
    body = Span(span.start + start, span.start + end).stripped(draft.text)
    if len(body):
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=body))
    if end < len(words):
        blocks.append(Block(kind=BlockKind.CREDIT, span=Span(span.start + end, span.end)))
    return blocks


def _all_links(draft: Draft, blocks: list[Block]) -> tuple[Link, ...]:
    """The links of the markup and the bare addresses, each told whether it stands in a list."""
    marked = list(draft.links)
    taken = sorted(link.span for link in marked)
    bare = [
        link for link in link_lists.find_addresses(draft.prose) if not _is_taken(link.span, taken)
    ]
    links = sorted([*marked, *bare], key=lambda link: (link.span.start, link.span.end, link.url))
    lists = [b.span for b in blocks if b.kind is BlockKind.LINK_LIST]
    result = []
    at = 0
    for link in links:
        while at < len(lists) and lists[at].end <= link.span.start:
            at += 1
        listed = at < len(lists) and lists[at].contains(link.span)
        result.append(attrs.evolve(link, listed=listed))
    return tuple(result)


def _is_taken(span: Span, taken: list[Span]) -> bool:
    at = bisect_right(taken, Span(span.end, span.end))
    return at > 0 and taken[at - 1].overlaps(span)


def _title_of(headline: Row) -> str:
    words = headline.words[furniture.without_title_prefix(headline.words) :]
    return " ".join(words.split()).strip("*_# ")
