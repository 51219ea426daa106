"""Units on their way to blocks, and what markup and words alone say of them."""

import attrs

from provenance.ingest import bylines, furniture, link_lists
from provenance.ingest.furniture import Place, count_words, ends_sentence
from provenance.ingest.lines import line_spans
from provenance.ingest.units import Unit
from provenance.spans import Span
from provenance.terms import BlockKind

_FIRST_PARAGRAPH = 8
"""Words that make a closed line the first paragraph; a headline with a full stop is shorter."""
_LATER_PARAGRAPH = 2
_SURELY_PROSE = 26
"""Words from which a line is a paragraph even when nothing closes it."""
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
class Row:
    """One unit on its way to a block; ``kind`` is settled step by step."""

    unit: Unit
    words: str
    kind: BlockKind | None = None
    prosy: bool = False

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return self.unit.span


def settle_by_markup(rows: list[Row]) -> None:
    """Settles what the markup says, and what stands under a heading such as "Related"."""
    for row in rows:
        if row.unit.kind in _FIXED:
            row.kind = row.unit.kind
        elif row.unit.kind is BlockKind.HEADING:
            row.kind = BlockKind.BOILERPLATE if _heads_furniture(row) else BlockKind.HEADING
    for index, row in enumerate(rows):
        if row.unit.kind is BlockKind.HEADING and row.kind is BlockKind.BOILERPLATE:
            _settle_section(rows, index)


def _heads_furniture(row: Row) -> bool:
    if furniture.opens_comment_form(row.words) or furniture.heads_related(row.words):
        return True
    if link_lists.is_list_label(row.words):
        return False
    return (row.unit.level or 1) > 1 and furniture.is_furniture(row.words, Place.FOOT)


def _settle_section(rows: list[Row], index: int) -> None:
    """What stands under "Related" is no story, if it is less than what stands above."""
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


def settle_addresses(rows: list[Row]) -> None:
    """Settles lists of addresses; at the foot a footnote's words may stand beside them."""
    foot = True
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if row.kind is not None:
            continue
        if (
            link_lists.may_have_address(row.words)
            and link_lists.is_address_block(_lines(row.words), foot=foot)
        ) or (_precedes_links(rows, index) and link_lists.is_list_label(row.words)):
            row.kind = BlockKind.LINK_LIST
        elif foot and not furniture.is_furniture(row.words, Place.FOOT):
            foot = False


def _precedes_links(rows: list[Row], index: int) -> bool:
    return index + 1 < len(rows) and rows[index + 1].kind is BlockKind.LINK_LIST


def _lines(words: str) -> list[str]:
    return [span.of(words) for span in line_spans(words) if len(span)]


def find_story(rows: list[Row]) -> tuple[int, int]:
    """The first and the last row that are surely paragraphs of the story; ``(n, -1)`` for none."""
    first, last = len(rows), -1
    for index, row in enumerate(rows):
        row.prosy = row.kind is None and _is_prosy(
            row, _FIRST_PARAGRAPH if last < 0 else _LATER_PARAGRAPH
        )
        if row.prosy:
            first, last = min(first, index), index
    return first, last


def _is_prosy(row: Row, fewest: int) -> bool:
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
    return not furniture.is_stub(row.words) and bylines.head_line_kind(row.words) is None
