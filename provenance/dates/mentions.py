"""What a date in a text can be, and when two of them mean the same time."""

import datetime
import enum

import attrs

from provenance.spans import Span

_ONE_DAY = datetime.timedelta(days=1)
_WINDOW = 7 * _ONE_DAY


class Precision(enum.Enum):
    """How much of a date is told."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    WEEKDAY = "weekday"
    TIME = "time"


_DAY_AND_WEEKDAY = {Precision.DAY, Precision.WEEKDAY}


class ResolvedBy(enum.Enum):
    """Where the missing parts of a date come from."""

    WRITTEN = "written"
    REFERENCE = "reference"
    NONE = "none"


@attrs.frozen(kw_only=True)
class DateMention:
    """One mention of a day, a stretch of time or a time of day."""

    span: Span
    precision: Precision
    start: datetime.date | None = None
    """First day of the resolved interval; ``None`` when the text does not tell it."""
    end: datetime.date | None = None
    year: int | None = None
    """As written, like ``month`` and ``day``."""
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    last_year: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    resolved_by: ResolvedBy = ResolvedBy.NONE
    relative: str | None = None
    """``unit:offset`` from the day of writing ("week:-1"); ``anchor``: from the date before."""
    year_certain: bool = False
    """Whether the year is written, or follows without doubt from a certain reference."""
    clock: int | None = None
    """Minutes after midnight."""
    last_clock: int | None = None
    zone: int | str | None = None
    """Minutes east of Greenwich, or ``local``."""

    @property
    def year_written(self) -> bool:
        """Whether the text itself gives the year."""
        return self.year is not None


def weekday_error(mention: DateMention) -> bool | None:
    """Whether the weekday beside a date is wrong; ``None`` when that cannot be told."""
    if mention.weekday is None or mention.day is None or mention.start is None:
        return None
    if not mention.year_certain or mention.last_day is not None:
        return None
    return mention.start.weekday() != mention.weekday


def dates_fit(claim: DateMention, source: DateMention) -> bool | None:
    """Whether two mentions can mean the same time; ``None`` when they cannot be compared."""
    if Precision.TIME in (claim.precision, source.precision):
        return _clocks_fit(claim, source)
    if claim.start and claim.end and source.start and source.end:
        if Precision.WEEKDAY in (claim.precision, source.precision):
            return _weekdays_fit(claim, source)
        return claim.start <= source.end and source.start <= claim.end
    return _parts_fit(claim, source)


def dates_equal(claim: DateMention, source: DateMention) -> bool:
    """Whether two mentions that fit are the very same day or minute, not one within the other."""
    if Precision.TIME in (claim.precision, source.precision):
        one_minute = claim.last_clock is None and source.last_clock is None
        return one_minute and None not in (claim.zone, source.zone)
    if {claim.precision, source.precision} not in ({Precision.DAY}, _DAY_AND_WEEKDAY):
        return False  # of two weekdays one may be last week's
    return all(date.start is not None and date.start == date.end for date in (claim, source))


def _parts_fit(claim: DateMention, source: DateMention) -> bool | None:
    compared = False
    for name in ("year", "month"):
        left, right = getattr(claim, name), getattr(source, name)
        if left is not None and right is not None:
            compared = True
            if left != right:
                return False
    if claim.day is not None and source.day is not None:
        first, last = claim.day, claim.last_day or claim.day
        return first <= (source.last_day or source.day) and source.day <= last
    if claim.weekday is not None and source.weekday is not None:
        return claim.weekday == source.weekday
    return True if compared else None


def _weekdays_fit(claim: DateMention, source: DateMention) -> bool:
    """A bare weekday may lie before or ahead: any such day within a week will do."""
    bare, other = (claim, source) if claim.precision is Precision.WEEKDAY else (source, claim)
    if bare.start is None or other.start is None or other.end is None:
        return True
    days = [bare.start] if bare.relative else [bare.start, bare.start + _WINDOW]
    reach = _WINDOW if other.precision is Precision.WEEKDAY else 0 * _ONE_DAY
    return any(other.start - reach <= day <= other.end + reach for day in days) and (
        other.precision is not Precision.WEEKDAY or other.weekday == bare.weekday
    )


def _clocks_fit(claim: DateMention, source: DateMention) -> bool | None:
    if claim.clock is None or source.clock is None:
        return None
    left, right = claim.clock, source.clock
    if isinstance(claim.zone, int) and isinstance(source.zone, int):
        return (left - claim.zone - right + source.zone) % 1440 == 0
    if claim.zone == source.zone:
        return left == right
    return True if left == right and None in (claim.zone, source.zone) else None
