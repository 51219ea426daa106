"""The story element of a page to one canonical text: units, links, and anchors to the source."""

import re
from urllib.parse import urljoin

import attrs
from lxml import etree

from provenance.ingest.html_select import BLOCK_TAGS, Weights
from provenance.ingest.html_source import Aligner, Piece
from provenance.ingest.html_tree import Element, names_of, tag_of
from provenance.ingest.source_map import LineIndex
from provenance.ingest.units import Unit
from provenance.model import Link, SourceAnchor
from provenance.spans import Span
from provenance.terms import BlockKind

_KINDS = {
    "blockquote": BlockKind.BLOCK_QUOTE,
    "li": BlockKind.LIST_ITEM,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "pre": BlockKind.CODE,
    "p": BlockKind.PARAGRAPH,
}
_APPEAL = re.compile(
    r"(?:^|[\s_-])(?:notice|disclaimer|cta|call-to-action|support|donat\w*)(?=$|[\s_-])", re.I
)
_CAPTION_NAME = re.compile(
    r"(?:^|[\s_-])(?:wp-caption-text|caption\w*|photo-?credit|image-?credit|credit)(?=$|[\s_-])",
    re.I,
)
_BLANKS = " \t\r\n\f"
_RUN = re.compile(r"[^ \t\r\n\f]+(?: [^ \t\r\n\f]+)*")
_LONG_CELL = 300
"""Characters in one cell from which a table is taken for a layout, not for data."""


@attrs.define
class _Run:
    """An anchor that may still grow; ``source`` is its offset if the source has these words."""

    start: int
    end: int
    line: int
    column: int
    exact: bool
    source: int | None


@attrs.define
class _Text:
    """The canonical text while it grows; white space is collapsed as a browser does."""

    lines: LineIndex
    parts: list[str] = attrs.field(factory=list)
    length: int = 0
    anchors: list[_Run] = attrs.field(factory=list)
    space_waits: bool = False
    block_start: int = 0

    def add(self, text: str, at: int | None, line: int, *, literal: bool) -> None:
        """Appends shown text of source offset ``at`` (``None``: somewhere at ``line``)."""
        core = text.strip(_BLANKS)
        if text[:1] in _BLANKS and text:
            self._wait_for_space()
        if core:
            first = len(text) - len(text.lstrip(_BLANKS))
            for found in _RUN.finditer(core):
                self._flush_space()
                place = None if at is None else at + (first + found.start() if literal else 0)
                self._append(found[0], place, line, literal=literal)
                self._wait_for_space()
            self.space_waits = text[-1] in _BLANKS

    def _wait_for_space(self) -> None:
        self.space_waits = self.length > self.block_start

    def newline(self) -> None:
        """A line break inside the block."""
        self.space_waits = False
        if self.length > self.block_start and self.parts[-1] != "\n":
            self._raw("\n")

    def _flush_space(self) -> None:
        if self.space_waits and self.parts and self.parts[-1] != "\n":
            self._raw(" ")
        self.space_waits = False

    def _raw(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _append(self, text: str, at: int | None, line: int, *, literal: bool) -> None:
        start = self.length
        self._raw(text)
        last = self.anchors[-1] if self.anchors else None
        # One blank in the source for one blank in the text: the run goes on.
        goes_on = last and last.source is not None and literal and at is not None
        if last and goes_on and last.source == (at or 0) - (start - last.start):
            last.end = self.length
            return
        row, column = (line, 1) if at is None else self.lines.place(at)
        source = at if literal else None
        self.anchors.append(_Run(start, self.length, row, column, at is not None, source))


@attrs.define
class _Builder:
    """The walk over the page: which block is open, which link, how deep in a quotation."""

    text: _Text
    base: str | None
    units: list[Unit] = attrs.field(factory=list)
    links: list[Link] = attrs.field(factory=list)
    kinds: list[tuple[Element, BlockKind | None, int | None, bool]] = attrs.field(factory=list)
    anchor: tuple[str, int] | None = None

    def close_block(self) -> None:
        """Ends the open block; an empty one leaves no trace."""
        text = self.text
        text.space_waits = False
        while text.parts and text.parts[-1] == "\n" and text.length > text.block_start:
            text.parts.pop()
            text.length -= 1
        if text.length > text.block_start:
            _, kind, level, notice = self.kinds[-1] if self.kinds else (None, None, None, False)
            span = Span(text.block_start, text.length)
            self.units.append(Unit(span=span, kind=kind, level=level, notice=notice))
            text.parts.append("\n\n")
            text.length += 2
        text.block_start = text.length

    def open_link(self, href: str) -> None:
        """Remembers where the words of a link begin."""
        url = resolve(href, self.base)
        self.anchor = (url, self.text.length) if url else None

    def close_link(self) -> None:
        """Books the link when words hang on it."""
        if self.anchor is None:
            return
        url, start = self.anchor
        self.anchor = None
        shown = "".join(self._since(start))
        words = shown.strip()
        if words:
            first = start + len(shown) - len(shown.lstrip())
            self.links.append(Link(url=url, span=Span(first, first + len(words))))

    def _since(self, start: int) -> list[str]:
        words: list[str] = []
        at = self.text.length
        for part in reversed(self.text.parts):
            if at <= start:
                break
            at -= len(part)
            words.append(part if at >= start else part[start - at :])
        return words[::-1]


@attrs.frozen
class Page:
    """The canonical text of a page with everything that points into it."""

    text: str
    units: tuple[Unit, ...]
    links: tuple[Link, ...]
    anchors: tuple[SourceAnchor, ...]


def build_page(
    root: Element,
    source: str,
    *,
    shown: list[Element],
    weights: Weights,
    base: str | None,
) -> Page:
    """The text below the ``shown`` elements, furniture left out, blocks parted by a blank line."""
    aligner = Aligner(source)
    builder = _Builder(text=_Text(LineIndex(source)), base=base)
    inside: list[Element] = []
    chosen = set(shown)
    awaited = len(chosen)
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: list[Element] = []
    for event, element in walk:
        tag = tag_of(element)
        if event == "start":
            if element in chosen and not skipped:
                inside.append(element)
            if not skipped and inside and element in weights.dropped:
                skipped.append(element)
            visible = bool(inside) and not skipped
            if visible:
                _enter(builder, element, tag)
            if tag not in _NEVER_IN_SOURCE:
                _take(builder, aligner, element, element.text, visible=visible)
            continue
        if inside and not skipped:
            _leave(builder, element, tag)
        if skipped and skipped[-1] is element:
            skipped.pop()
        if inside and inside[-1] is element:
            builder.close_block()
            inside.pop()
        awaited -= element in chosen
        if not awaited:
            break  # What follows is never shown.
        _take(builder, aligner, element, element.tail, visible=bool(inside) and not skipped)
    builder.close_block()
    text = "".join(builder.text.parts).rstrip("\n")
    anchors = (
        SourceAnchor(start=a.start, end=a.end, line=a.line, column=a.column, exact=a.exact)
        for a in builder.text.anchors
    )
    return Page(text, tuple(builder.units), tuple(builder.links), tuple(anchors))


_NEVER_IN_SOURCE = frozenset({"script", "style"})
"""Tags between which the source has no text tokens."""


def resolve(href: str, base: str | None) -> str | None:
    """The address a link leads to; ``None`` for scripts, mail, places in the page, and no base."""
    target = "".join(href.split()) if "\n" in href or "\t" in href else href.strip()
    if not target or target.startswith("#") or len(target) > 4000:
        return None
    try:
        url = (
            target
            if target.lower().startswith(("http://", "https://"))
            else urljoin(base or "", target)
        )
    except ValueError:
        return None
    if url.startswith("//"):
        url = "https:" + url
    return url.replace(" ", "%20") if re.match(r"https?://[^/\s]", url, re.I) else None


def _take(
    builder: _Builder, aligner: Aligner, element: Element, text: str | None, *, visible: bool
) -> None:
    """Hands on one text node; the aligner must see those that are not shown too."""
    if not text:
        return
    pieces = aligner.take(text)
    if not visible:
        return
    line = _line_of(element)
    if pieces is None:
        builder.text.add(text, None, line, literal=False)
        return
    if not pieces:
        builder.text.add(text, None, line, literal=False)
        return
    if text[0] in " \t\r\n\f":
        builder.text.add(" ", None, line, literal=False)
    for piece in pieces:
        _add_piece(builder.text, piece, line)
    if text[-1] in " \t\r\n\f":
        builder.text.add(" ", None, line, literal=False)


def _line_of(element: Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 1


def _add_piece(text: _Text, piece: Piece, line: int) -> None:
    text.add(piece.text, piece.at, line, literal=piece.literal)


def _enter(builder: _Builder, element: Element, tag: str) -> None:
    if tag == "br":
        if _precedes_break(element):
            builder.close_block()
        else:
            builder.text.newline()
    elif tag == "a":
        builder.open_link(element.get("href", ""))
    elif tag in BLOCK_TAGS:
        builder.close_block()
        builder.kinds.append((element, *_kind_of(builder, element, tag)))
    elif tag in {"td", "th"}:
        builder.text.add(" ", None, 1, literal=False)


def _leave(builder: _Builder, element: Element, tag: str) -> None:
    if tag == "a":
        builder.close_link()
    elif tag in BLOCK_TAGS:
        builder.close_block()
        if builder.kinds and builder.kinds[-1][0] is element:
            builder.kinds.pop()


def _precedes_break(element: Element) -> bool:
    """Whether two ``<br>`` stand together: the old way to part paragraphs."""
    following = element.getnext()
    return following is not None and tag_of(following) == "br" and not (element.tail or "").strip()


def _kind_of(
    builder: _Builder, element: Element, tag: str
) -> tuple[BlockKind | None, int | None, bool]:
    """What the markup says of a block: its kind, a heading's level, whether it is a notice."""
    outer_kind, outer_notice = (
        (builder.kinds[-1][1], builder.kinds[-1][3]) if builder.kinds else (None, False)
    )
    names = names_of(element)
    notice = outer_notice or bool(_APPEAL.search(names))
    if re.fullmatch("h[1-6]", tag):
        return BlockKind.HEADING, int(tag[1]), notice
    if outer_kind in {BlockKind.BLOCK_QUOTE, BlockKind.CAPTION, BlockKind.TABLE, BlockKind.CODE}:
        return outer_kind, None, notice
    if _CAPTION_NAME.search(names) and tag in {"p", "div", "figcaption"}:
        return BlockKind.CAPTION, None, notice
    if tag == "table":
        return (None if _is_layout(element) else BlockKind.TABLE), None, notice
    kind = _KINDS.get(tag)
    if kind is None or (kind is BlockKind.PARAGRAPH and outer_kind is BlockKind.LIST_ITEM):
        kind = outer_kind
    return kind, None, notice


def _is_layout(table: Element) -> bool:
    if table.find(".//table") is not None or (
        table.find(".//p") is not None and len(table.findall(".//p")) > 3
    ):
        return True
    cells = table.iter("td")
    return any(sum(len(t) for t in cell.itertext()) > _LONG_CELL for cell in cells)
