"""Dates that an address carries: in its path, in its slug, in the number of a post."""

import datetime
import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from provenance.urls.accounts import visit_of
from provenance.urls.parts import Parts, address_lexicon

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"(?:19[5-9]|20[0-9])[0-9]\Z")
_COMPACT = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_SHORT = re.compile(r"(?<![0-9])([0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_MAX_PATH = 2_048


def is_year(word: str) -> bool:
    """Whether ``word`` is a year from 1950 to 2099, and nothing else."""
    return bool(_YEAR.match(word))


def month_number(word: str) -> int | None:
    """1–12 for a month's number or its name or short name in an address, else ``None``."""
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= 2 and 1 <= int(word) <= 12 else None
    found: int | None = address_lexicon()["paths"]["months"].get(word.lower())
    return found


@functools.lru_cache(maxsize=1 << 6)
def date_of_parts(parts: Parts) -> datetime.date | None:
    """The day the address carries; the first one when it carries several."""
    visit = visit_of(parts)
    if visit is not None:
        return visit.posted
    path = "/".join(parts.segments)[:_MAX_PATH]
    given = [value for name, value in parts.parameters() if name in {"date", "datum", "fecha"}]
    for text in (path, *given):
        if _DIGIT.search(text) is None:
            continue
        found = _whole_date(text) or _short_date(text, parts.segments)
        if found is not None:
            return found
    return None


def month_of_parts(parts: Parts) -> tuple[int, int] | None:
    """Year and month the address carries, from a whole date or from less."""
    day = date_of_parts(parts)
    if day is not None:
        return day.year, day.month
    for one, two in itertools.pairwise(parts.segments):
        month = month_number(two)
        if is_year(one) and month:
            return int(one), month
    for segment in parts.segments:
        words = _TOKEN.findall(segment)
        for one, two in itertools.pairwise(words):
            month = None if one.isdigit() else month_number(one)
            if month and is_year(two):
                return int(two), month
    return None


def _whole_date(path: str) -> datetime.date | None:
    for one, two, three in _triples(path):
        found = _day(one, two, three) or _day(three, two, one) or _day(three, one, two)
        if found is not None:
            return found
    for compact in _COMPACT.finditer(path):
        found = _calendar(*map(int, compact.groups()))
        if found is not None:
            return found
    return None


def _triples(path: str) -> Iterator[tuple[str, str, str]]:
    """Three neighbours with the same mark between them; slashes need whole segments.

    ``/2026/04/10-things`` holds a month and a headline that begins with a number.
    """
    tokens = list(_TOKEN.finditer(path))
    for one, two, three in zip(tokens, tokens[1:], tokens[2:], strict=False):
        first, second = path[one.end() : two.start()], path[two.end() : three.start()]
        if first != second or first not in {"/", "-", "_", ".", ""}:
            continue
        edges = path[max(0, one.start() - 1) : one.start()], path[three.end() : three.end() + 1]
        if first == "/" and not all(edge in {"", "/"} for edge in edges):
            continue
        yield one.group(), two.group(), three.group()


def _day(year: str, month: str, day: str) -> datetime.date | None:
    number = month_number(month)
    if not is_year(year) or number is None or not day.isdigit() or len(day) > 2:
        return None
    return _calendar(int(year), number, int(day))


def _short_date(path: str, segments: Sequence[str]) -> datetime.date | None:
    """YYMMDD, believed only when a year of the path agrees or when it stands there twice."""
    years = {segment[2:] for segment in segments if is_year(segment)}
    runs = [match.groups() for match in _SHORT.finditer(path)]
    for year, month, day in runs:
        if year in years or runs.count((year, month, day)) > 1:
            found = _calendar(2000 + int(year), int(month), int(day))
            if found is not None:
                return found
    return None


def _calendar(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
