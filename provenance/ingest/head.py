"""What stands above the story: site name, headline, byline, dateline, caption."""

import re
from itertools import zip_longest

from provenance.ingest import bylines, datelines, furniture
from provenance.ingest.furniture import Place, count_words, ends_sentence
from provenance.ingest.lexicon import plain
from provenance.ingest.rows import Row
from provenance.terms import BlockKind

_BY = re.compile(r"(?i)\W*(?:by|von|par|por|autor|автор|текст|text)")
_RELEASE = re.compile(
    r"(?i)\W*(?:press release|media release|news release|pressemitteilung|medienmitteilung"
    r"|communiqué de presse|nota de prensa|comunicado de prensa|komunikat prasowy|пресс-релиз"
    r"|прес-реліз|пресреліз)\b"
)
"""How a line opens that says what kind of document its headline is of."""
_SHORTEST_PROSE = 4
_LABEL = 5
"""Words of a kicker or site name at most."""


def settle_head(rows: list[Row], first: int, title: str | None) -> str | None:
    """Settles what stands before the story; returns the words of a line that names the site."""
    head = [row for row in rows[:first] if row.kind is None]
    for row in head:
        row.kind = _kind_in_head(row)
    candidates = [row for row in head if row.kind is None]
    marked = [row for row in rows[:first] if row.kind is BlockKind.HEADING]
    label = _settle_label(candidates, has_heading=bool(marked))
    _settle_headlines([row for row in candidates if row.kind is None], has_heading=bool(marked))
    _settle_repeats(rows[:first], title)
    _settle_names(rows[:first])
    return label


def _settle_headlines(candidates: list[Row], *, has_heading: bool) -> None:
    """A line with a site's title in it is the headline only where no other line can be."""
    barred = [bool(furniture.without_title_prefix(row.words)) for row in candidates]
    others = barred.count(False)
    for row, is_barred in zip(candidates, barred, strict=True):
        others -= not is_barred
        is_beside = is_barred and (has_heading or others > 0)
        row.kind = BlockKind.BOILERPLATE if is_beside else BlockKind.HEADING


def _kind_in_head(row: Row) -> BlockKind | None:
    if row.unit.kind is BlockKind.LIST_ITEM and not ends_sentence(row.words):
        return BlockKind.BOILERPLATE
    if furniture.without_title_prefix(row.words):
        return None
    if furniture.is_furniture(row.words, Place.HEAD, notice=row.unit.notice):
        return _dated_kind(row.words) or BlockKind.BOILERPLATE
    if furniture.is_caption(row.words):
        return BlockKind.CAPTION
    if furniture.is_stub(row.words):
        return BlockKind.LINK_STUB
    return _kind_of_credit_line(row.words) or (
        BlockKind.PARAGRAPH if _is_short_prose(row) else None
    )


def _dated_kind(words: str) -> BlockKind | None:
    """Byline or dateline, for a line with a year in it."""
    return bylines.head_line_kind(words) if re.search(r"\d{4}", words) else None


def _kind_of_credit_line(words: str) -> BlockKind | None:
    """Byline or dateline, for a line that shows it by a digit, by its first word, or by its shape.

    A mere name can be a headline ("Angela Merkel"): that is settled when the headline is known.
    """
    kind = bylines.head_line_kind(words)
    if kind is not None and (re.search(r"\d", words) or _BY.match(words)):
        return kind
    return BlockKind.DATELINE if _is_lone_dateline(words) else None


def _is_short_prose(row: Row) -> bool:
    """A closed short line before the first long paragraph; a headline with "?" or "!" is none."""
    closed = row.words.rstrip('”"»“ ').endswith(".") and not row.words.endswith("...")
    return closed and count_words(row.words) >= _SHORTEST_PROSE


def _is_lone_dateline(words: str) -> bool:
    glued = datelines.split_glued(words + " ")
    return glued is not None and not words[glued.rest :].strip()


def _settle_label(candidates: list[Row], *, has_heading: bool) -> str | None:
    """A kicker or site name above the headline: shorter, and another candidate follows it."""
    label = None
    for row, follows in zip_longest(candidates, candidates[1:]):
        if furniture.without_title_prefix(row.words):
            continue
        if follows is None and not has_heading:
            break
        if _RELEASE.match(row.words):
            row.kind = BlockKind.BOILERPLATE
            continue
        if not _is_label(row, follows):
            break
        row.kind = BlockKind.BOILERPLATE
        label = label or row.words
    return label


def _is_label(row: Row, follows: Row | None) -> bool:
    words = count_words(row.words)
    if words > _LABEL + 2:
        return False
    if re.search(r"\s[|—–·/]\s", row.words):
        return True
    return follows is not None and words <= _LABEL and words * 2 <= count_words(follows.words) + 1


def _settle_repeats(rows: list[Row], title: str | None) -> None:
    """What stands between a headline and its repetition belongs to the picture."""
    seen: dict[str, int] = {plain(title): -1} if title else {}
    standing: list[int] = []
    for index, row in enumerate(rows):
        if row.kind is not BlockKind.HEADING:
            continue
        earlier = seen.setdefault(plain(row.words), index)
        while 0 <= earlier < index and standing and standing[-1] > earlier:
            rows[standing.pop()].kind = BlockKind.CAPTION
        standing.append(index)


def _settle_names(rows: list[Row]) -> None:
    """A line of names under a headline is a byline, not a second headline."""
    headed = False
    for row in rows:
        if row.kind is not BlockKind.HEADING:
            continue
        if headed and row.unit.kind is not BlockKind.HEADING:
            row.kind = bylines.head_line_kind(row.words) or row.kind
        headed = True
