"""The story itself and what stands below it: sub-headings, captions, furniture, comments."""

import re

from provenance.ingest import bylines, furniture
from provenance.ingest.furniture import Place, count_words, ends_sentence
from provenance.ingest.rows import Row
from provenance.terms import BlockKind

_LONGEST_SUBHEADING = 14
_QUOTE_OPENS = ("“", "„", "«", '"', "‘", "»", "”")


def settle_body(rows: list[Row], first: int, last: int) -> None:
    """Settles what stands from the first to the last paragraph of the story."""
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


def _prose_kind(row: Row) -> BlockKind:
    return (
        row.unit.kind
        if row.unit.kind in {BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM}
        else BlockKind.PARAGRAPH
    )


def _kind_in_body(row: Row) -> BlockKind:
    words = row.words
    plainly = _kind_by_words(row, Place.BODY)
    if plainly is not None:
        return plainly
    if not ends_sentence(words) and (re.search(r"\d{4}", words) or _says_by(words)):
        kind = bylines.head_line_kind(words)
        if kind is not None:
            return kind
    if row.unit.kind in {BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM}:
        return row.unit.kind
    return BlockKind.HEADING if _is_subheading(words) else BlockKind.PARAGRAPH


def _kind_by_words(row: Row, place: Place) -> BlockKind | None:
    """What the words alone show a line outside the paragraphs to be."""
    if furniture.is_stub(row.words):
        return BlockKind.LINK_STUB
    if place is Place.BODY and furniture.is_caption(row.words):
        return BlockKind.CAPTION
    if furniture.is_furniture(row.words, place, notice=row.unit.notice):
        return BlockKind.BOILERPLATE
    return BlockKind.CAPTION if furniture.is_caption(row.words) else None


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
    return (count_words(words) <= _LONGEST_SUBHEADING and words[:1].lower() != words[:1]) or words[
        :1
    ].isdigit()


def settle_foot(rows: list[Row], last: int) -> None:
    """Settles what stands below the last paragraph of the story."""
    _settle_author_note(rows)
    for row in rows[last + 1 :]:
        if row.kind is BlockKind.HEADING:
            row.kind = BlockKind.BOILERPLATE if last >= 0 else row.kind
        elif row.kind is None:
            row.kind = _kind_in_foot(row)


def _kind_in_foot(row: Row) -> BlockKind:
    words = row.words
    plainly = _kind_by_words(row, Place.FOOT)
    if plainly is not None:
        return plainly
    if bylines.head_line_kind(words) is not None:
        said = _says_by(words) or re.search(r"\d{4}", words)
        return BlockKind.BYLINE if said else BlockKind.BOILERPLATE
    if ends_sentence(words) or count_words(words) > _LONGEST_SUBHEADING:
        return _prose_kind(row)
    if row.unit.kind in {BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM} and count_words(words) > 3:
        return row.unit.kind
    return BlockKind.PARAGRAPH if words.startswith(_QUOTE_OPENS) else BlockKind.BOILERPLATE


def _settle_author_note(rows: list[Row]) -> None:
    """A last paragraph about the author: "Sidney Marsh is a reporter for the Gazette."."""
    prose = [row for row in rows if row.kind is BlockKind.PARAGRAPH]
    names = [n for r in rows if r.kind is BlockKind.BYLINE for n in bylines.authors_in(r.words)]
    if len(prose) > 2 and count_words(prose[-1].words) <= 50:
        opened = prose[-1].words.lstrip("*_ ")
        if any(opened.startswith(name) for name in names) and bylines.names_a_role(opened):
            prose[-1].kind = BlockKind.BOILERPLATE


def settle_comments(rows: list[Row]) -> None:
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
