"""Dates as datelines, bylines, metadata and addresses write them: to RFC 3339, or nothing."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import attrs

from provenance.ingest.lexicon import lexicon
from provenance.spans import Span

_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.,])(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<!\d)((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_JOINED = re.compile(r"[./-]\d\d?[./-]\d")
"""What each of the three above has in it."""
_LETTERS = re.compile(r"[^\W\d_]{3,12}")
_DAY_FIRST = re.compile(
    r"(\d(?<![\d.,]\d)\d?)(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?(?:\s+(?:de\s+|del\s+)?((?:19|20)\d\d)(?!\d))?"
)
_MONTH_FIRST = re.compile(
    r"(?<!\w)([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,?\s+((?:19|20)\d\d)(?!\d))?"
)
_STAMP = re.compile(
    r"^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?\s*$"
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_-]|$)")


@attrs.frozen(kw_only=True)
class WrittenDate:
    """A date as it stands in a line; ``year`` is ``None`` where none is written."""

    span: Span
    year: int | None
    month: int
    day: int
    numeric: bool

    @property
    def iso(self) -> str | None:
        """The RFC 3339 date, ``None`` without a year."""
        return None if self.year is None else f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


def find_dates(line: str) -> Iterator[WrittenDate]:
    """The dates in one line, whole ones and those without a year, in no promised order."""
    if _DIGIT.search(line) is None:
        return
    if _JOINED.search(line) is not None:
        yield from _numeric_dates(line)
    words = " ".join(_LETTERS.findall(line)).casefold().split()
    if lexicon().months.keys().isdisjoint(words):
        return
    for found in _DAY_FIRST.finditer(line):
        yield from _named(found, (found[3], found[2], found[1]))
    for found in _MONTH_FIRST.finditer(line):
        yield from _named(found, (found[3], found[1], found[2]))


def _numeric_dates(line: str) -> Iterator[WrittenDate]:
    for found in _ISO.finditer(line):
        yield from _valid(found, (found[1], found[2], found[3]), numeric=True)
    for found in _NUMERIC.finditer(line):
        day, month = (found[2], found[1]) if int(found[2]) > 12 else (found[1], found[2])
        yield from _valid(found, (found[3], month, day), numeric=True)
    for found in _SLASHED.finditer(line):
        yield from _valid(found, (found[1], found[2], found[3]), numeric=True)


def whole_date(line: str) -> str | None:
    """The first date with a year in ``line``, as RFC 3339."""
    dates = sorted((d for d in find_dates(line) if d.year is not None), key=lambda d: d.span)
    return dates[0].iso if dates else None


def parse_stamp(value: str) -> str | None:
    """A date or date-time of metadata as RFC 3339; any other writing is read as a written date."""
    found = _STAMP.match(value)
    if not found:
        return whole_date(value[:100])
    day, clock, zone = found.groups()
    try:
        date.fromisoformat(day)
        if clock is None:
            return day
        stamp = f"{day}T{clock if clock.count(':') == 2 else clock + ':00'}"
        if zone is None:
            datetime.fromisoformat(stamp)
            return day
        zone = zone if zone == "Z" or ":" in zone else f"{zone[:3]}:{zone[3:]}"
        datetime.fromisoformat(stamp + ("+00:00" if zone == "Z" else zone))
    except ValueError:
        return None
    return stamp + zone


def date_in_address(url: str) -> str | None:
    """A ``/2026/03/19/`` in an address, as RFC 3339."""
    found = _IN_URL.search(url[:2000])
    if not found:
        return None
    return next((d.iso for d in _valid(found, (found[1], found[2], found[3]), numeric=True)), None)


def _named(found: re.Match[str], parts: tuple[str | None, str, str]) -> Iterator[WrittenDate]:
    year, name, day = parts
    month = lexicon().months.get(name.casefold())
    if month is not None:
        yield from _valid(found, (year, str(month), day), numeric=False)


def _valid(
    found: re.Match[str], parts: tuple[str | None, str, str], *, numeric: bool
) -> Iterator[WrittenDate]:
    year, month, day = parts
    try:
        date(int(year or 2000), int(month), int(day))
    except ValueError:
        return
    # A group for the year may have closed with a comma or dot that is not the date's.
    end = found.start() + len(found[0].rstrip(" ,"))
    yield WrittenDate(
        span=Span(found.start(), end),
        year=int(year) if year else None,
        month=int(month),
        day=int(day),
        numeric=numeric,
    )
