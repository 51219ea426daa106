"""Dates, weekdays and times of day in seven languages, resolved as far as the text allows.

The words stand in ``data/calendar.toml``. What is not written (a year, a month) stays ``None``
unless a reference date tells it; a guessed year never proves a wrong weekday.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import attrs

from provenance.dates.mentions import DateMention, Precision, ResolvedBy
from provenance.dates.tables import CalendarTables, flattened, load_calendar
from provenance.spans import Span
from provenance.words import openings_of

_YEAR_DOUBT = 120
"""Days from the reference beyond which a year that is not written is a guess: half a year either
way fits equally well, and a month of margin keeps "3 March" told in September undecided."""

_ONE_DAY = datetime.timedelta(days=1)
_REMEMBERED = 400
"""Characters of a text whose dates are remembered."""
_DIGIT = re.compile(r"\d")
_PRECISIONS = {
    "day": Precision.DAY,
    "anchor": Precision.DAY,
    "week": Precision.WEEK,
    "month": Precision.MONTH,
    "year": Precision.YEAR,
}


def parse_dates(
    text: str,
    *,
    language: str,
    reference: datetime.date | None = None,
    reference_certain: bool = True,
) -> tuple[DateMention, ...]:
    """Every date, weekday and time in ``text``, in order and without overlap.

    Args:
        text: the words of one sentence or passage.
        language: ISO 639-1; a language without tables is read with the English ones.
        reference: the day of writing, for what the text leaves out.
        reference_certain: ``False`` when that day is itself a guess.
    """
    mentions = (_remembered if len(text) <= _REMEMBERED else _read)(text, language)
    if not mentions:
        return ()
    return tuple(_resolved(mentions, _Reference(reference, reference_certain)))


def _read(text: str, language: str) -> tuple[DateMention, ...]:
    tables = load_calendar(language)
    folded = flattened(text.casefold())
    has_digits = _DIGIT.search(text) is not None
    is_worded = bool(tables.openings) and not has_digits
    if is_worded and tables.openings.isdisjoint(openings_of(folded)):
        return ()
    mentions: list[DateMention] = []
    taken = bytearray(len(text))
    has_figure = has_digits and tables.figure.search(text) is not None
    signs, has_sign = None, False
    asked, is_met = None, False
    for shape in tables.patterns:
        need = shape.need
        if need.signs is not signs:  # the patterns of a kind stand together and share them
            signs, has_sign = need.signs, need.has_sign(folded) if need.signs else has_figure
        if not has_sign:
            continue
        if need is not asked:
            asked, is_met = need, need.is_seen(text, has_digits=has_digits)
        if not is_met:
            continue
        for match in shape.pattern.finditer(text):
            mention = _READERS[shape.kind](match, tables)
            if mention is None or any(taken[mention.span.start : mention.span.end]):
                continue
            for at in range(mention.span.start, mention.span.end):
                taken[at] = 1
            mentions.append(mention)
    mentions.sort(key=lambda mention: mention.span)
    return tuple(mentions)


_remembered = lru_cache(maxsize=1 << 10)(_read)
"""The dates of a sentence are asked for by many, one after the other."""


# --- reading one match ---------------------------------------------------------------------------


def _read_textual(match: re.Match[str], tables: CalendarTables) -> DateMention | None:
    groups = match.groupdict()
    if tables.capitals and not groups["month"][0].isupper():
        return None
    day, last = _number(groups["day"]), _number(groups.get("last"))
    return DateMention(
        span=_span_of(match, ("weekday", "day", "month")),
        precision=Precision.DAY,
        year=_number(groups.get("year")),
        month=tables.month_of(groups["month"]),
        day=day,
        last_day=last if last and day and last > day else None,
        weekday=tables.weekday_of(groups.get("weekday") or groups.get("weekday_after")),
    )


def _span_of(match: re.Match[str], groups: tuple[str, ...]) -> Span:
    """From the first of ``groups`` on, without an article before or a full stop behind."""
    found = match.groupdict()
    start = min(match.start(name) for name in groups if found.get(name))
    end = match.end() - match.group().endswith(".")
    return Span(start, end)


def _read_numeric(match: re.Match[str], tables: CalendarTables) -> DateMention | None:
    groups = match.groupdict()
    day, month, year = (_number(groups.get(name)) for name in ("first", "second", "year"))
    if day is None or month is None:
        return None
    if day > 31:
        day, year = year, day
    elif tables.language == "en" and groups["mark"] == "/" and day <= 12 and day != month:
        day, month = None, None  # 3/4: day first or month first, nobody can tell
    if year is not None and year < 100:
        year += 2000
    return DateMention(
        span=Span(match.start(), match.end()),
        precision=Precision.DAY,
        year=year,
        month=month,
        day=day,
        weekday=tables.weekday_of(groups.get("weekday")),
    )


def _read_month(match: re.Match[str], tables: CalendarTables) -> DateMention | None:
    month = match.group("month")
    if tables.capitals and not month[0].isupper():
        return None
    return DateMention(
        span=Span(match.start("month"), match.end()),
        precision=Precision.MONTH,
        month=tables.month_of(month),
        year=_number(match.groupdict().get("year")),
    )


def _read_year(match: re.Match[str], _tables: CalendarTables) -> DateMention | None:
    groups = match.groupdict()
    return DateMention(
        span=Span(match.start("year"), match.end()),
        precision=Precision.YEAR,
        year=_number(groups["year"]),
        last_year=_number(groups.get("last_year")),
    )


def _read_weekday(match: re.Match[str], tables: CalendarTables) -> DateMention | None:
    groups = match.groupdict()
    if tables.capitals and not groups["weekday"][0].isupper():
        return None
    ahead = groups.get("next") or groups.get("next_after")
    behind = groups.get("past") or groups.get("past_after")
    return DateMention(
        span=Span(match.start(), match.end()),
        precision=Precision.WEEKDAY,
        weekday=tables.weekday_of(groups["weekday"]),
        relative="week:1" if ahead else "week:-1" if behind else None,
    )


def _read_relative(match: re.Match[str], tables: CalendarTables) -> DateMention | None:
    phrase = re.sub(r"\s+", " ", match.group("phrase").lower().replace("’", "'"))
    return _relative(match, tables.relative.get(phrase, "day:0"))


def _read_ago(match: re.Match[str], tables: CalendarTables) -> DateMention | None:
    word = match.group("count").lower()
    count = int(word) if word.isdecimal() else tables.counts.get(word, 1)
    return _relative(match, f"{tables.period_of(match.group('period'))}:-{count}")


def _relative(match: re.Match[str], meaning: str) -> DateMention:
    return DateMention(
        span=Span(match.start(), match.end()),
        precision=_PRECISIONS[meaning.partition(":")[0]],
        relative=meaning,
    )


def _read_clock(match: re.Match[str], tables: CalendarTables) -> DateMention | None:
    groups = match.groupdict()
    clock = _clock(groups["hour"], groups.get("minute"), groups.get("half"))
    zone = (groups.get("zone") or "").lower()
    return DateMention(
        span=Span(match.start("hour"), match.end()),
        precision=Precision.TIME,
        clock=clock,
        last_clock=_clock(groups.get("last_hour"), groups.get("last_minute"), groups.get("half")),
        zone=None if not zone else tables.zones.get(zone, "local"),
    )


def _clock(hour: str | None, minute: str | None, half: str | None) -> int | None:
    if hour is None:
        return None
    hours = int(hour) % 24
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return hours * 60 + int(minute or 0)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


_READERS: dict[str, Callable[[re.Match[str], CalendarTables], DateMention | None]] = {
    "numeric": _read_numeric,
    "textual": _read_textual,
    "clock": _read_clock,
    "month": _read_month,
    "relative": _read_relative,
    "ago": _read_ago,
    "weekday": _read_weekday,
    "year": _read_year,
}


# --- resolving -----------------------------------------------------------------------------------


@attrs.frozen
class _Reference:
    day: datetime.date | None
    certain: bool


def _resolved(mentions: Sequence[DateMention], reference: _Reference) -> Iterator[DateMention]:
    anchor: datetime.date | None = None
    for mention in mentions:
        resolved = _resolve(mention, reference, anchor)
        if resolved.precision is Precision.DAY and resolved.start is not None:
            anchor = resolved.start
        yield resolved


def _resolve(
    mention: DateMention, reference: _Reference, anchor: datetime.date | None
) -> DateMention:
    if mention.precision is Precision.TIME:
        return mention
    if mention.relative and mention.precision is not Precision.WEEKDAY:
        return _resolve_relative(mention, reference, anchor)
    if mention.precision is Precision.WEEKDAY:
        return _resolve_weekday(mention, reference)
    return _resolve_calendar(mention, reference)


def _resolve_calendar(mention: DateMention, reference: _Reference) -> DateMention:
    if mention.year is not None:
        start, end = _interval(mention, mention.year)
        return attrs.evolve(
            mention, start=start, end=end, resolved_by=ResolvedBy.WRITTEN, year_certain=True
        )
    day, month = reference.day, mention.month
    if day is None or month is None:
        return mention
    middle = mention.day or 15
    away, nearest = min(
        (abs((_safe(year, month, middle) - day).days), year)
        for year in (day.year, day.year - 1, day.year + 1)
        if datetime.MINYEAR <= year <= datetime.MAXYEAR
    )
    start, end = _interval(mention, nearest)
    return attrs.evolve(
        mention,
        start=start,
        end=end,
        resolved_by=ResolvedBy.REFERENCE,
        year_certain=reference.certain and away <= _YEAR_DOUBT,
    )


_Interval = tuple[datetime.date | None, datetime.date | None]


def _interval(mention: DateMention, year: int) -> _Interval:
    if mention.month is None:
        last = mention.last_year or year
        return datetime.date(year, 1, 1), datetime.date(last, 12, 31)
    if mention.day is None:
        return _month_interval(year, mention.month)
    try:
        start = datetime.date(year, mention.month, mention.day)
        end = datetime.date(year, mention.month, mention.last_day or mention.day)
    except ValueError:
        return None, None
    return start, end


def _month_interval(year: int, month: int) -> _Interval:
    start = datetime.date(year, month, 1)
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return start, following - _ONE_DAY


def _resolve_weekday(mention: DateMention, reference: _Reference) -> DateMention:
    if reference.day is None or mention.weekday is None:
        return mention
    back = (reference.day.weekday() - mention.weekday) % 7
    if mention.relative == "week:1":
        back -= 7
    elif mention.relative and back == 0:
        back = 7
    try:
        day = reference.day - back * _ONE_DAY
    except OverflowError:  # beyond the calendar: a page that says it is of the year 1
        return mention
    return attrs.evolve(mention, start=day, end=day, resolved_by=ResolvedBy.REFERENCE)


def _resolve_relative(
    mention: DateMention, reference: _Reference, anchor: datetime.date | None
) -> DateMention:
    unit, _, offset = (mention.relative or "day:0").partition(":")
    base = anchor if unit == "anchor" else reference.day
    if base is None:
        return mention
    try:
        start, end = _shifted(base, unit, int(offset))
    except (ValueError, OverflowError):  # beyond the calendar: "31 years ago" in the year 1
        return mention
    return attrs.evolve(mention, start=start, end=end, resolved_by=ResolvedBy.REFERENCE)


def _shifted(base: datetime.date, unit: str, shift: int) -> _Interval:
    if unit in ("day", "anchor"):
        return base + shift * _ONE_DAY, base + shift * _ONE_DAY
    if unit == "week":
        monday = base + (7 * shift - base.weekday()) * _ONE_DAY
        return monday, monday + 6 * _ONE_DAY
    if unit == "month":
        months = base.year * 12 + base.month - 1 + shift
        return _month_interval(months // 12, months % 12 + 1)
    return datetime.date(base.year + shift, 1, 1), datetime.date(base.year + shift, 12, 31)


def _safe(year: int, month: int, day: int) -> datetime.date:
    return datetime.date(year, month, min(day, 28))
