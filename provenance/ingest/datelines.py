"""Datelines and bylines, on lines of their own or glued to the first sentence."""

import re
from collections.abc import Sequence
from functools import lru_cache

import attrs

from provenance.ingest.published import WrittenDate, find_dates
from provenance.spans import Span
from provenance.terms import BlockKind

_UPPER = "A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻĎŤŇŘŠČŽА-ЯЁІЇЄҐ"
_CAPS = rf"[{_UPPER}][{_UPPER}.'’-]*[{_UPPER}](?:[ /][{_UPPER}][{_UPPER}.'’/-]*){{0,3}}"
_CAP_WORD = rf"[{_UPPER}][\w'’-]+"
_PARTICLE = (
    "(?:van|von|der|den|de|del|di|da|la|le|el|al|bin|ben|zu|zur|du|dos|ten|ter|y|am|an|sur|upon|on)"
)
_TITLE = rf"{_CAP_WORD}(?:[ /-](?:{_PARTICLE}[ -])?{_CAP_WORD}){{0,3}}"
NAMES = rf"{_CAP_WORD}\.?(?:[ ](?:{_PARTICLE}[ ]){{0,2}}[{_UPPER}][\w'’.-]*){{1,3}}"
_REGION = rf"(?:\s?\([^()\n]{{2,30}}\)|,\s(?:[{_UPPER}][\w.’'-]*\s?){{1,3}})?"
_AGENCY = rf"(?:\([^()\n]{{2,40}}\)|/[^/\s][^/\n]{{1,30}}/|{_CAPS})"
_DASH = r"(?:\s*[–—―]\s+|\s+(?:-|--)\s+|\s*\.\s?[-–—]\s*|\s*--\s+)"
_GAP = r"[\s\u00a0]+"
_DATE = "\x01"
"""Stands for a date: dates are found first and put into the line as this one character."""
_WHOLE = "\x02"
"""Stands for a date with a year."""
_TIME = (
    r"(?:,?\s+\d{1,2}[:.]\d\d(?:\s?(?:Uhr|h|[ap]\.?m\.?))?"
    r"(?:\s(?:GMT|UTC|CET|CEST|EET|EST|EDT|ET|MSK))?)?"
)
_LEAD = rf"(?:(?:{_CAP_WORD}|[{_UPPER}]+)[ ,|·•–—-]{{1,3}}){{0,4}}"
_DAY_WORD = rf"(?:{_CAP_WORD},?\s)?"

_PLACED = (
    # HORTA (Azores), April 27 (Atlantic Wire) – / АСТАНА. 5 июня. ДЕЛОВАЯ ЛЕНТА – / ROME -
    rf"{_CAPS}{_REGION}(?:[,.]?\s+{_DAY_WORD}[{_DATE}{_WHOLE}]{_TIME})?(?:[,.]?\s*{_AGENCY})?{_DASH}",
    # МОСКВА, 5 июня. /ТАСС/. Президент / КИЇВ. 16 грудня. УНН. Президент
    rf"{_CAPS}[,.]\s+[{_DATE}{_WHOLE}][,.]?\s*{_AGENCY}[.:]?\s+",
    # Kyiv, 12 January (UNN) — / Lyon, le 3 mars 2026 – / Moskau/Kiew (dpa) -
    rf"{_TITLE}{_REGION}[,.]?\s+(?:le\s|den\s|am\s|a\s)?{_DAY_WORD}[{_DATE}{_WHOLE}]{_TIME}(?:[,.]?\s*{_AGENCY})?{_DASH}",
    rf"{_TITLE}{_REGION}[,.]?\s*\([^()\n]{{2,40}}\)(?:[,.]?\s+[{_DATE}{_WHOLE}])?{_DASH}",
    # Київ, 11.02.2026 Українські / Brussels 12.01.2022 The
    rf"{_TITLE}{_REGION}[,.]?{_GAP}(?:le\s|den\s)?{_WHOLE}{_TIME}(?:[.,:|]|{_DASH})?{_GAP}",
    # Brussels, Belgium – / Paris —
    rf"{_CAP_WORD}(?:[ -]{_CAP_WORD})?(?:,\s{_CAP_WORD}(?:\s{_CAP_WORD})?)?\s+[–—]\s+",
    # OFFENBACH. Der
    rf"[{_UPPER}]{{4,}}(?:[ -][{_UPPER}]{{3,}}){{0,2}}\.\s+",
    # (Reuters) -
    rf"\([^()\n]{{2,30}}\)\s*{_DASH}",
)
_DATED = (
    # Health Desk  date 2026-08-25 A
    rf"(?P<who>{_LEAD})[\s\u00a0]*(?P<when>(?:date|datum|fecha|data|дата|published|posted|updated|stand)\b\s*:?\s*[{_DATE}{_WHOLE}]{_TIME})[.,:|]?{_GAP}",
    # 2021-12-17 NATO / 17.12.2021, 14:30 –
    rf"(?P<who>)(?P<when>{_WHOLE}{_TIME})(?:\s*[|:]|{_DASH})?{_GAP}",
)
_PLACED_RE = tuple(re.compile(p) for p in _PLACED)
_DATED_RE = tuple(re.compile(p) for p in _DATED)
_BY = re.compile(
    rf"(?P<by>(?:By|BY|Von|VON|Par|PAR|Por|POR|Przez|Автор:?|Текст:?|Autor:?|Autorka:?|Text:)\s+{NAMES})(?=[\s,|–—:.-])[,|–—:.\s-]*"
)
STARTERS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "After",
        "As",
        "It",
        "When",
        "While",
        "For",
        "By",
        "With",
        "From",
        "Two",
        "Three",
        "This",
        "That",
        "These",
        "Der",
        "Die",
        "Das",
        "Ein",
        "Eine",
        "Im",
        "In",
        "Nach",
        "Bei",
        "Am",
        "Mit",
        "Für",
        "Zwei",
        "Le",
        "La",
        "Les",
        "L'",
        "L’",
        "Un",
        "Une",
        "Des",
        "En",
        "À",
        "Au",
        "Aux",
        "Dans",
        "Après",
        "El",
        "Los",
        "Las",
        "Una",
        "En",
        "Tras",
        "Con",
        "W",
        "Na",
        "Po",
        "Do",
        "Od",
        "У",
        "В",
        "На",
        "За",
        "Під",
        "По",
        "После",
        "Во",
        "Як",
    ]
)
LINE_LIMIT = 220
_SIGNS = re.compile(r"[|·•–—/,;:()\[\]-]+")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d\b(?:\s?(?:uhr|h|[ap]\.?m\.?))?|\b(?:gmt|utc|cet|cest|eet|est|edt|et|msk|uhr)\b|[ap]\.m\."
)


@attrs.frozen
class Part:
    """A piece of a line: which kind it is and where it stands (offsets into that line)."""

    kind: BlockKind
    span: Span


@attrs.frozen
class Glued:
    """What was glued to the front of a sentence, and where the sentence begins."""

    parts: tuple[Part, ...]
    rest: int


def split_glued(line: str) -> Glued | None:
    """The dateline, byline or bare date at the front of ``line``; ``None`` when there is none.

    Args:
        line: a paragraph; only its first 220 characters are looked at.
    """
    head = line[:LINE_LIMIT]
    start = len(head) - len(head.lstrip())
    by = _BY.match(head, start)
    if by and (glued := _after_byline(head, by)):
        return glued
    found = _placed_or_dated(head, start)
    if found is None:
        return None
    parts, rest = found
    name = _name_before_sentence(head, rest)
    if name is not None and any(d.year for d in find_dates(head[start:rest])):
        parts = [*parts, Part(BlockKind.BYLINE, name)]
        rest = name.end + len(head[name.end :]) - len(head[name.end :].lstrip())
    if rest < len(line) and not _opens_sentence(line[rest : rest + 2]):
        return None
    return Glued(tuple(parts), rest)


def _after_byline(head: str, by: re.Match[str]) -> Glued | None:
    byline = Part(BlockKind.BYLINE, Span(by.start("by"), by.end("by")))
    found = _placed_or_dated(head, by.end())
    if found is not None:
        parts, rest = found
        return Glued((byline, *parts), rest) if _opens_sentence(head[rest : rest + 2]) else None
    following = head[by.end() :].split(None, 1)
    if (
        following
        and following[0] in STARTERS
        and head[by.end("by")] in " \u00a0,|–—:"
        and _is_name(by["by"].split(None, 1)[1])
    ):
        return Glued((byline,), by.end())
    return None


def _is_name(words: str) -> bool:
    return not any(w in STARTERS for w in words.split())


def _placed_or_dated(head: str, start: int) -> tuple[list[Part], int] | None:
    """The longest dateline that one of the known shapes finds at ``start``."""
    masked, places = _with_dates_masked(head, start)
    best: tuple[list[Part], int] | None = None
    for pattern in (*_DATED_RE, *_PLACED_RE):
        found = pattern.match(masked)
        if not found or (best is not None and places[found.end()] <= best[1]):
            continue
        if _is_refused(found[0], masked[found.end() :]):
            continue
        groups = found.groupdict()
        parts = []
        if "when" in groups:
            if found["who"].strip():
                parts.append(
                    _part(
                        BlockKind.BYLINE, head, places[found.start("who")], places[found.end("who")]
                    )
                )
            parts.append(
                _part(
                    BlockKind.DATELINE, head, places[found.start("when")], places[found.end("when")]
                )
            )
        else:
            parts.append(_part(BlockKind.DATELINE, head, places[0], places[found.end()]))
        best = (parts, places[found.end()])
    return best


def _part(kind: BlockKind, head: str, start: int, end: int) -> Part:
    return Part(kind, Span(start, end).stripped(head))


def _with_dates_masked(head: str, start: int) -> tuple[str, Sequence[int]]:
    """``head[start:]`` with each date as one character, and the way back to offsets in ``head``."""
    dates = dates_apart(head)
    if not dates:
        return head[start:], range(start, len(head) + 1)
    characters: list[str] = []
    places: list[int] = []
    at = start
    for found in dates:
        if found.span.start < at:
            continue
        characters.extend(head[at : found.span.start])
        places.extend(range(at, found.span.start))
        characters.append(_WHOLE if found.year and _may_stand_bare(found) else _DATE)
        places.append(found.span.start)
        at = found.span.end
    characters.extend(head[at:])
    places.extend(range(at, len(head) + 1))
    return "".join(characters), places


def _may_stand_bare(found: WrittenDate) -> bool:
    return found.numeric or found.year is not None


@lru_cache(maxsize=1 << 6)
def dates_apart(head: str) -> tuple[WrittenDate, ...]:
    """The dates in ``head`` (220 characters at most) in order, the longer where two overlap.

    The lines above a story are asked for theirs by several, one after the other.
    """
    kept: list[WrittenDate] = []
    for found in sorted(find_dates(head), key=lambda d: (d.span.start, -d.span.end)):
        if not kept or found.span.start >= kept[-1].span.end:
            kept.append(found)
    return tuple(kept)


def _is_refused(prefix: str, rest: str) -> bool:
    """Shapes that a sentence can have too: "Zelensky — the president — said"."""
    dated = _DATE in prefix or _WHOLE in prefix
    words = prefix.split()
    if not dated and "(" not in prefix and not prefix.isupper():
        if words[0] in STARTERS or re.search(r"\s[–—-]\s", rest[:120]):
            return True
        return not rest[:1].isupper() and rest[:1] not in "“\"«„‘'"
    if prefix.startswith(_WHOLE) and len(words) == 1:
        # "16 декабря 2021 Путин …" is a sentence in Slavic languages; digits alone are not.
        return False
    return bool(words) and words[0] in {
        "On",
        "Am",
        "In",
        "Le",
        "El",
        "On,",
        "Since",
        "By",
        "Until",
        "Before",
        "After",
    }


def _name_before_sentence(head: str, start: int) -> Span | None:
    """A reporter's name between a date and the sentence: it ends where a sentence opener stands."""
    tokens = list(re.finditer(r"\S+", head[start:]))
    for index, token in enumerate(tokens[:6]):
        if index >= 2 and token[0] in STARTERS:
            name = head[start : start + tokens[index - 1].end()]
            if re.fullmatch(NAMES, name) and _is_name(name):
                return Span(start, start + tokens[index - 1].end())
            return None
        if index == 0 and token[0] in STARTERS:
            return None
    return None


def _opens_sentence(two: str) -> bool:
    return not two or not two[0].islower()
