"""Markdown to units: the text stays the file; its prose view has the marks blanked out.

A line scanner for what articles use (CommonMark blocks, GitHub tables, footnotes, front matter);
it reads what it does not know as paragraphs and never changes an offset.
"""

import re

import attrs

from provenance.ingest.front_matter import FrontMatter, read_front_matter
from provenance.ingest.lines import line_spans
from provenance.ingest.link_lists import find_addresses, is_address_line, with_link_rows
from provenance.ingest.markdown_inline import Definitions, Mask, mask_inline, read_definitions
from provenance.ingest.units import Draft, Facts, Unit
from provenance.model import Link
from provenance.spans import Span
from provenance.terms import BlockKind

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_BREAK = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?=\S)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")
_CAPTION_TAG = re.compile(r"[ \t]*<figcaption", re.I)
_EMPHASISED = re.compile(r"\s*([*_]{1,2})(?![*_\s]).{3,300}\1\s*$", re.S)


@attrs.define
class _Scan:
    """The state of one pass over the lines."""

    text: str
    mask: Mask
    definitions: frozenset[int]
    units: list[Unit] = attrs.field(factory=list)
    paragraph: list[Span] = attrs.field(factory=list)
    kind: BlockKind | None = None
    fence: str | None = None
    fence_start: int = 0


def read_markdown(text: str) -> Draft:
    """The units, links and prose view of a Markdown file."""
    front = read_front_matter(text)
    start = front.end if front else 0
    mask = Mask(list(text))
    mask.blank(0, start)
    definitions = read_definitions(text, start)
    links = mask_inline(text, start, mask, definitions)
    _blank_used(definitions, links, mask)
    scan = _Scan(text, mask, frozenset(span.start for span in definitions.spans))
    for line in line_spans(text, start):
        _scan_line(scan, line)
    _close(scan)
    units = [*_front_unit(front, text), *scan.units]
    return Draft(
        text=text,
        prose=mask.text,
        units=tuple(
            with_link_rows(_with_captions(units, text, mask.text), links, mask.text, home=None)
        ),
        links=tuple(links),
        facts=front.facts if front else Facts(),
    )


def _front_unit(front: FrontMatter | None, text: str) -> list[Unit]:
    if front is None:
        return []
    return [Unit(span=Span(0, front.end).stripped(text), kind=BlockKind.BOILERPLATE)]


def _scan_line(scan: _Scan, line: Span) -> None:
    words = line.of(scan.text)
    if _scan_fence(scan, line, words):
        return
    if not words.strip():
        _close(scan)
    elif line.start in scan.definitions:
        _close(scan)
        shown = line.of(scan.mask.text).strip()
        kind = BlockKind.LINK_LIST if shown else BlockKind.BOILERPLATE
        scan.units.append(Unit(span=line.stripped(scan.text), kind=kind))
    elif heading := _HEADING.match(words):
        _close(scan)
        _add_heading(scan, line, heading)
    elif scan.paragraph and scan.kind is None and _UNDERLINE.match(words):
        level = 1 if "=" in words else 2
        scan.mask.blank(line.start, line.end)
        _close(scan, heading_level=level)
    elif _BREAK.match(words):
        _close(scan)
        scan.mask.blank(line.start, line.end)
    else:
        _scan_words(scan, line, words)


def _scan_fence(scan: _Scan, line: Span, words: str) -> bool:
    """Whether ``line`` belongs to fenced code."""
    mark = _FENCE.match(words)
    if scan.fence is None:
        if not mark:
            return False
        _close(scan)
        scan.fence, scan.fence_start = mark[1], line.start
        return True
    if mark and mark[1].startswith(scan.fence):
        scan.units.append(Unit(span=Span(scan.fence_start, line.end), kind=BlockKind.CODE))
        scan.fence = None
    return True


def _add_heading(scan: _Scan, line: Span, mark: re.Match[str]) -> None:
    start = line.start + mark.end()
    closing = _CLOSING_HASHES.search(scan.text, start, line.end)
    end = closing.start() if closing else line.end
    scan.mask.blank(line.start, start)
    scan.mask.blank(end, line.end)
    span = Span(start, end).stripped(scan.text)
    if len(span):
        scan.units.append(Unit(span=span, kind=BlockKind.HEADING, level=len(mark[1])))


def _scan_words(scan: _Scan, line: Span, words: str) -> None:
    if quote := _QUOTE.match(words):
        scan.mask.blank(line.start, line.start + quote.end())
        inner = Span(line.start + quote.end(), line.end)
        if scan.kind is not BlockKind.BLOCK_QUOTE or not inner.of(scan.text).strip():
            _close(scan)
        scan.kind = BlockKind.BLOCK_QUOTE
        if inner.of(scan.text).strip():
            scan.paragraph.append(inner)
        return
    if item := _ITEM.match(words):
        _close(scan)
        scan.kind = BlockKind.LIST_ITEM
        scan.mask.blank(line.start, line.start + item.end())
        scan.paragraph.append(Span(line.start + item.end(), line.end))
        return
    if _TABLE_RULE.match(words) and "|" in words and scan.paragraph:
        scan.kind = BlockKind.TABLE
    if _stands_alone(scan, line):
        _close(scan)
    scan.paragraph.append(line)


def _stands_alone(scan: _Scan, line: Span) -> bool:
    """Whether a line begins a unit of its own though no blank line parts it from the one before."""
    if not scan.paragraph or scan.kind is BlockKind.TABLE:
        return False
    before = scan.paragraph[-1].of(scan.text)
    return (
        bool(_HARD_BREAK.search(before))
        or is_address_line(line.of(scan.mask.text), foot=False)
        or is_address_line(scan.paragraph[-1].of(scan.mask.text), foot=False)
        or not scan.paragraph[-1].of(scan.mask.text).strip()
    )


def _close(scan: _Scan, *, heading_level: int | None = None) -> None:
    """Makes the open paragraph a unit."""
    lines, kind = scan.paragraph, scan.kind
    scan.paragraph, scan.kind = [], None
    if not lines:
        return
    span = Span(lines[0].start, lines[-1].end).stripped(scan.text)
    if not len(span):
        return
    if heading_level is not None:
        scan.units.append(Unit(span=span, kind=BlockKind.HEADING, level=heading_level))
    else:
        scan.units.append(Unit(span=span, kind=kind))


def _with_captions(units: list[Unit], text: str, prose: str) -> list[Unit]:
    """Emphasised words under a picture are its caption."""
    result = []
    under_picture = False
    for unit in units:
        raw = unit.span.of(text)
        words = unit.span.of(prose).strip()
        pictured = "![" in raw or "<img" in raw.lower()
        is_caption = bool(_CAPTION_TAG.match(raw)) or (
            under_picture and bool(_EMPHASISED.match(raw))
        )
        if (
            unit.kind is None
            and words
            and (is_caption or (pictured and len(words) < 200 and words != raw))
        ):
            result.append(attrs.evolve(unit, kind=BlockKind.CAPTION))
        else:
            result.append(unit)
        under_picture = pictured and not words
    return result


def _blank_used(definitions: Definitions, links: list[Link], mask: Mask) -> None:
    """Blanks the definitions whose address hangs on words; the others are a list of sources."""
    used = {link.url for link in links}
    for span in definitions.spans:
        addresses = find_addresses(mask.text, span.start, span.end)
        if mask.characters[span.start] != " " and any(link.url in used for link in addresses):
            mask.blank(span.start, span.end)
