"""Units to blocks: which stretches are story, which are headline, byline, caption or furniture.

The words of a line decide first (``furniture``, ``datelines``, ``link_lists``), then its place:
what stands before the first or after the last real paragraph needs less to count as furniture.
"""

import re
from bisect import bisect_right

import attrs

from provenance.ingest import datelines, furniture, link_lists
from provenance.ingest.credits import credit_start
from provenance.ingest.furniture import Place, count_words, ends_sentence
from provenance.ingest.lexicon import plain
from provenance.ingest.lines import item_start, line_spans
from provenance.ingest.units import Draft, Judged, Unit
from provenance.model import Block, Link
from provenance.spans import Span
from provenance.terms import BlockKind

_FIRST_PARAGRAPH = 8
"""Words that make a closed line the first paragraph of the story; a headline with a dot is shorter."""
_LATER_PARAGRAPH = 4
_SURELY_PROSE = 26
"""Words from which a line is a paragraph even when nothing closes it."""
_LONGEST_SUBHEADING = 14
_LONGEST_HEADLINE = 30
_LABEL = 5
_QUOTE_OPENS = ("“", "„", "«", '"', "‘", "»", "”")
_FIXED = frozenset(
    {
        BlockKind.TABLE,
        BlockKind.CODE,
        BlockKind.BOILERPLATE,
        BlockKind.CAPTION,
        BlockKind.LINK_LIST,
    }
)


@attrs.define
class _Row:
    """One unit on its way to a block; ``kind`` is settled step by step."""

    unit: Unit
    words: str
    kind: BlockKind | None = None
    prosy: bool = False

    @property
    def span(self) -> Span:
        return self.unit.span


def judge_blocks(draft: Draft, *, title: str | None = None) -> Judged:
    """The blocks of a draft, sorted and without overlap, and what its head says.

    Args:
        draft: a file read by its format.
        title: the headline as the page's metadata has it, if it has.
    """
    rows = [_Row(u, draft.prose[u.span.start : u.span.end].strip()) for u in draft.units]
    rows = [row for row in rows if row.words or row.unit.kind is BlockKind.BOILERPLATE]
    _settle_by_markup(rows)
    _settle_addresses(rows)
    first, last = _find_story(rows)
    walled = any(furniture.is_wall(row.words) for row in rows if row.kind is not BlockKind.CODE)
    label = _settle_head(rows, first, title)
    _settle_body(rows, first, last)
    _settle_foot(rows, last)
    _settle_comments(rows)
    blocks = [block for row in rows for block in _blocks_of(row, draft)]
    headline = next((row for row in rows[:first] if row.kind is BlockKind.HEADING), None)
    return Judged(
        blocks=tuple(blocks),
        links=_all_links(draft, blocks),
        title=_title_of(headline) if headline else None,
        label=label,
        walled=walled,
    )


# --- by markup and words alone -------------------------------------------------------------------


def _settle_by_markup(rows: list[_Row]) -> None:
    for row in rows:
        if row.unit.kind in _FIXED:
            row.kind = row.unit.kind
        elif row.unit.kind is BlockKind.HEADING:
            row.kind = BlockKind.BOILERPLATE if _heads_furniture(row) else BlockKind.HEADING
    for index, row in enumerate(rows):
        if row.unit.kind is BlockKind.HEADING and row.kind is BlockKind.BOILERPLATE:
            _settle_section(rows, index)


def _heads_furniture(row: _Row) -> bool:
    if furniture.opens_comment_form(row.words) or furniture.heads_related(row.words):
        return True
    if link_lists.is_list_label(row.words):
        return False
    return (row.unit.level or 1) > 1 and furniture.is_furniture(row.words, Place.FOOT)


def _settle_section(rows: list[_Row], index: int) -> None:
    """What stands under a heading such as "Related" is no story, if it is less than what stands above."""
    level = rows[index].unit.level or 6
    end = index + 1
    while end < len(rows) and not (
        rows[end].unit.kind is BlockKind.HEADING and (rows[end].unit.level or 6) <= level
    ):
        end += 1
    under = sum(len(row.words) for row in rows[index + 1 : end])
    if under <= sum(len(row.words) for row in rows[:index]):
        for row in rows[index + 1 : end]:
            row.kind = BlockKind.BOILERPLATE


def _settle_addresses(rows: list[_Row]) -> None:
    foot = True
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if row.kind is not None:
            continue
        if link_lists.is_address_block(_lines(row.words), foot=foot):
            row.kind = BlockKind.LINK_LIST
        elif link_lists.is_list_label(row.words) and _precedes_links(rows, index):
            row.kind = BlockKind.LINK_LIST
        elif not furniture.is_furniture(row.words, Place.FOOT):
            foot = False


def _precedes_links(rows: list[_Row], index: int) -> bool:
    return index + 1 < len(rows) and rows[index + 1].kind is BlockKind.LINK_LIST


def _lines(words: str) -> list[str]:
    return [span.of(words) for span in line_spans(words) if len(span)]


def _find_story(rows: list[_Row]) -> tuple[int, int]:
    """The first and the last row that are surely paragraphs of the story; ``(n, -1)`` for none."""
    first, last = len(rows), -1
    for index, row in enumerate(rows):
        row.prosy = row.kind is None and _is_prosy(
            row, _FIRST_PARAGRAPH if last < 0 else _LATER_PARAGRAPH
        )
        if row.prosy:
            first, last = min(first, index), index
    return first, last


def _is_prosy(row: _Row, fewest: int) -> bool:
    words = count_words(row.words)
    if row.unit.kind in {BlockKind.BLOCK_QUOTE, BlockKind.PARAGRAPH} and words >= fewest:
        fewest = 1
    closed = ends_sentence(row.words) or row.words.endswith(":")
    if not (words >= fewest and closed) and words < _SURELY_PROSE:
        return False
    place = Place.HEAD if fewest == _FIRST_PARAGRAPH else Place.BODY
    if furniture.is_furniture(row.words, place, notice=row.unit.notice) or furniture.is_caption(
        row.words
    ):
        return False
    return not furniture.is_stub(row.words) and datelines.head_line_kind(row.words) is None


# --- the head ------------------------------------------------------------------------------------


def _settle_head(rows: list[_Row], first: int, title: str | None) -> str | None:
    """Settles what stands before the story; returns the words of a line that names the site."""
    head = [row for row in rows[:first] if row.kind is None]
    for row in head:
        row.kind = _kind_in_head(row)
    candidates = [row for row in head if row.kind is None]
    marked = [row for row in rows[:first] if row.kind is BlockKind.HEADING]
    label = _settle_label(candidates, bool(marked))
    barred = [row for row in candidates if furniture.without_title_prefix(row.words)]
    for row in candidates:
        if row.kind is None:
            alone = bool(marked) or any(
                o is not row and o not in barred and o.kind is None for o in candidates
            )
            row.kind = BlockKind.BOILERPLATE if row in barred and alone else BlockKind.HEADING
    _settle_repeats(rows[:first], title)
    _settle_names(rows[:first])
    return label


def _kind_in_head(row: _Row) -> BlockKind | None:
    if row.unit.kind is BlockKind.LIST_ITEM and not ends_sentence(row.words):
        return BlockKind.BOILERPLATE
    if furniture.without_title_prefix(row.words):
        return None
    if furniture.is_furniture(row.words, Place.HEAD, notice=row.unit.notice):
        kind = datelines.head_line_kind(row.words) if re.search(r"\d{4}", row.words) else None
        return kind or BlockKind.BOILERPLATE
    if furniture.is_caption(row.words):
        return BlockKind.CAPTION
    if furniture.is_stub(row.words):
        return BlockKind.LINK_STUB
    if re.search(r"\d", row.words) and (kind := datelines.head_line_kind(row.words)):
        return kind
    if datelines.head_line_kind(row.words) is BlockKind.BYLINE and re.match(
        r"(?i)\W*(?:by|von|par|por|autor|автор|текст|text)", row.words
    ):
        return BlockKind.BYLINE
    if _is_lone_dateline(row.words):
        return BlockKind.DATELINE
    if _is_short_prose(row):
        return BlockKind.PARAGRAPH
    return None


def _is_short_prose(row: _Row) -> bool:
    """A closed short line before the first long paragraph; a headline with "?" or "!" is none."""
    closed = row.words.rstrip('”"»“ ').endswith(".") and not row.words.endswith("...")
    return closed and count_words(row.words) >= _LATER_PARAGRAPH


def _is_lone_dateline(words: str) -> bool:
    glued = datelines.split_glued(words + " ")
    return glued is not None and not words[glued.rest :].strip()


def _settle_label(candidates: list[_Row], has_heading: bool) -> str | None:
    """A kicker or site name above the headline: shorter, and another candidate follows it."""
    label = None
    open_rows = list(candidates)
    while open_rows:
        row = open_rows.pop(0)
        words = count_words(row.words)
        follows = open_rows[0] if open_rows else None
        if furniture.without_title_prefix(row.words):
            continue
        if follows is None and not has_heading:
            break
        if follows is not None and words > _LABEL + 2:
            break
        separated = bool(re.search(r"\s[|—–·/]\s", row.words)) and words <= _LABEL + 2
        shorter = words <= _LABEL and (
            follows is None or words * 2 <= count_words(follows.words) + 1
        )
        if not (separated or shorter) or (follows is None and not separated):
            break
        row.kind = BlockKind.BOILERPLATE
        label = label or row.words
    return label


def _settle_repeats(rows: list[_Row], title: str | None) -> None:
    """What stands between a headline and its repetition belongs to the picture."""
    seen: dict[str, int] = {plain(title): -1} if title else {}
    for index, row in enumerate(rows):
        if row.kind is not BlockKind.HEADING:
            continue
        words = plain(row.words)
        earlier = seen.setdefault(words, index)
        if 0 <= earlier < index:
            for between in rows[earlier + 1 : index]:
                if between.kind is BlockKind.HEADING:
                    between.kind = BlockKind.CAPTION


def _settle_names(rows: list[_Row]) -> None:
    """A line of names under a headline is a byline, not a second headline."""
    headed = False
    for row in rows:
        if row.kind is not BlockKind.HEADING:
            continue
        if (
            headed
            and row.unit.kind is not BlockKind.HEADING
            and (kind := datelines.head_line_kind(row.words))
        ):
            row.kind = kind
        headed = True


# --- body and foot -------------------------------------------------------------------------------


def _settle_body(rows: list[_Row], first: int, last: int) -> None:
    related = False
    for index in range(first, last + 1):
        row = rows[index]
        if row.prosy:
            row.kind = _prose_kind(row)
            related = False
        elif row.kind is None:
            row.kind = (
                BlockKind.BOILERPLATE
                if related and not ends_sentence(row.words)
                else _kind_in_body(row)
            )
        related = related or (
            row.kind is BlockKind.BOILERPLATE and furniture.heads_related(row.words)
        )


def _prose_kind(row: _Row) -> BlockKind:
    return (
        row.unit.kind
        if row.unit.kind in {BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM}
        else BlockKind.PARAGRAPH
    )


def _kind_in_body(row: _Row) -> BlockKind:
    words = row.words
    if furniture.is_stub(words):
        return BlockKind.LINK_STUB
    if furniture.is_caption(words):
        return BlockKind.CAPTION
    if furniture.is_furniture(words, Place.BODY, notice=row.unit.notice):
        return BlockKind.BOILERPLATE
    if not ends_sentence(words):
        kind = (
            datelines.head_line_kind(words)
            if re.search(r"\d{4}", words) or _says_by(words)
            else None
        )
        if kind:
            return kind
    if row.unit.kind in {BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM}:
        return row.unit.kind
    return BlockKind.HEADING if _is_subheading(words) else BlockKind.PARAGRAPH


def _says_by(words: str) -> bool:
    return bool(re.match(r"(?:By|Von|Par|Por|Автор|Текст|Autor)\b", words))


def _is_subheading(words: str) -> bool:
    if (
        ends_sentence(words)
        or words.endswith((":", ",", ";"))
        or words.startswith(("–", "—", "- "))
    ):
        return False
    if words.startswith(_QUOTE_OPENS) and count_words(words) > _LONGEST_SUBHEADING // 2:
        return False
    return (
        count_words(words) <= _LONGEST_SUBHEADING
        and words[:1].lower() != words[:1]
        or words[:1].isdigit()
    )


def _settle_foot(rows: list[_Row], last: int) -> None:
    _settle_author_note(rows)
    for row in rows[last + 1 :]:
        if row.kind is BlockKind.HEADING:
            row.kind = BlockKind.BOILERPLATE if last >= 0 else row.kind
        elif row.kind is None:
            row.kind = _kind_in_foot(row)


def _kind_in_foot(row: _Row) -> BlockKind:
    words = row.words
    if furniture.is_stub(words):
        return BlockKind.LINK_STUB
    if furniture.is_furniture(words, Place.FOOT, notice=row.unit.notice):
        return BlockKind.BOILERPLATE
    if furniture.is_caption(words):
        return BlockKind.CAPTION
    kind = datelines.head_line_kind(words)
    if kind:
        return kind if _says_by(words) or re.search(r"\d{4}", words) else BlockKind.BOILERPLATE
    if ends_sentence(words) or count_words(words) > _LONGEST_SUBHEADING:
        return _prose_kind(row)
    if row.unit.kind in {BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM} and count_words(words) > 3:
        return row.unit.kind
    return BlockKind.PARAGRAPH if words.startswith(_QUOTE_OPENS) else BlockKind.BOILERPLATE


def _settle_author_note(rows: list[_Row]) -> None:
    """ "Sidney Marsh is a reporter for the Gazette." as the last paragraph, under Marsh's byline."""
    prose = [row for row in rows if row.kind is BlockKind.PARAGRAPH]
    names = [n for r in rows if r.kind is BlockKind.BYLINE for n in datelines.authors_in(r.words)]
    if len(prose) > 2 and count_words(prose[-1].words) <= 50:
        opened = prose[-1].words.lstrip("*_ ")
        if any(opened.startswith(name) for name in names) and datelines.names_a_role(opened):
            prose[-1].kind = BlockKind.BOILERPLATE


def _settle_comments(rows: list[_Row]) -> None:
    """Whatever stands behind a comment form was not written by the newspaper."""
    for index, row in enumerate(rows):
        if row.kind is BlockKind.BOILERPLATE and furniture.opens_comment_form(row.words):
            before = sum(len(r.words) for r in rows[:index] if r.kind is BlockKind.PARAGRAPH)
            after = sum(len(r.words) for r in rows[index:] if r.kind is BlockKind.PARAGRAPH)
            if before >= after:
                for later in rows[index:]:
                    if later.kind is not BlockKind.LINK_LIST:
                        later.kind = BlockKind.BOILERPLATE
            return


# --- blocks --------------------------------------------------------------------------------------


def _blocks_of(row: _Row, draft: Draft) -> list[Block]:
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
        return _split_paragraph(span, draft)
    level = row.unit.level if kind is BlockKind.HEADING else None
    return [Block(kind=kind, span=span, level=level)]


def _split_paragraph(span: Span, draft: Draft) -> list[Block]:
    """A paragraph without what was glued to its front and its end."""
    words = span.of(draft.prose)
    blocks = []
    start = 0
    glued = datelines.split_glued(words)
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


def _title_of(headline: _Row) -> str:
    words = headline.words[furniture.without_title_prefix(headline.words) :]
    return " ".join(words.split()).strip("*_# ")
