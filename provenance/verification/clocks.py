"""Hours told by two clocks: "9.30 a.m. in New York" is the source's "14:30 GMT".

A claim often gives an hour on its reader's clock. Which hour that is on the source's is plain
reckoning, which a model of sentences cannot do; where both are the same minute, the claim is read
with the source's hour in it (:mod:`provenance.verification.swaps`).
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import attrs

from provenance.dates import DateMention, Precision, parse_dates
from provenance.retrieval import IndexedDocument, Passage, best_passages
from provenance.spans import Span, covering

_DAY = 1440
_HALF_DAY = 12
_SUMMER = range(4, 11)
"""Months in which both the European and the American summer time are kept."""
_MARCH, _OCTOBER, _NOVEMBER = 3, 10, 11
_EUROPE_TURNS, _AMERICA_HAS_TURNED = 25, 7
"""Days of October and November between which only one of the two has winter again."""
_LOCAL = "local"
_PASSAGES = 6
"""Sentences of the source in which the hour is looked for."""
_BEHIND = 40
"""Characters behind an hour in which its clock is named."""
_NEAR = 30
"""Characters between an hour and its day."""
_CUE = re.compile(r"\d|noon|midday|midnight")


@attrs.frozen
class Zone:
    """Minutes east of Greenwich in winter, and whose summer time is kept: ``eu``, ``us``, none."""

    winter: int
    summer: str = ""

    def minutes(self, *, is_summer: bool) -> int:
        """Minutes east of Greenwich."""
        return self.winter + 60 * bool(self.summer and is_summer)


@attrs.frozen(kw_only=True)
class Clock:
    """One hour of a text."""

    span: Span
    """With the words that say whose clock it is, where they stand behind it."""
    minute: int
    """After midnight."""
    zone: Zone | None
    """``None`` where the text does not tell."""
    is_told: bool
    """Whether the zone stands beside the hour, not only a place somewhere in the text."""
    weekday: DateMention | None = None
    """The weekday nearest to it."""


@attrs.frozen(kw_only=True)
class SameHour:
    """Words of a claim and those of the source for the same minute; both with their day if need be.

    Offsets into the claim and into the document's text.
    """

    claim: Span
    source: Span
    is_only: bool = False
    """Whether the source tells no other hour, which the claim might mean."""


def same_hours(claim_text: str, document: IndexedDocument) -> tuple[SameHour, ...]:
    """The hours of ``claim_text`` that ``document`` has on another clock.

    Where the season is not known, or clocks are being changed, only what holds in any season
    counts. English only; other languages give none.
    """
    if document.language != "en" or not _CUE.search(claim_text):
        return ()
    ours = read_clocks(claim_text)
    if not any(clock.zone for clock in ours):
        return ()
    theirs = [
        (clock, passage)
        for passage in _passages(claim_text, document)
        for clock in read_clocks(passage.text, around=_around(document))
    ]
    seasons = _seasons(claim_text, document, [passage for _, passage in theirs])
    found = []
    is_only = len({clock.minute for clock, _ in theirs}) == 1
    for clock in ours:
        if _is_on_its_clock(clock, theirs):
            continue
        matches = (_held(clock, *other, seasons=seasons) for other in theirs)
        if (match := next((m for m in matches if m is not None), None)) is not None:
            found.append(attrs.evolve(match, is_only=is_only))
    return tuple(found)


def _is_on_its_clock(clock: Clock, theirs: Sequence[tuple[Clock, Passage]]) -> bool:
    """Whether the source itself tells an hour by that clock, or by one that may be it."""
    return any(
        clock.zone in _zones_named(passage.text)
        if other.zone is None
        else other.is_told and other.zone == clock.zone
        for other, passage in theirs
    )


def are_other_zones(claim_text: str, ours: Span, source_text: str, theirs: Span) -> bool:
    """Whether both spans are hours by clocks that are not known to be one clock.

    Figures that differ are then no difference, if the minute may be the same.
    """
    mine, other = _clock_at(claim_text, ours), _clock_at(source_text, theirs)
    return mine is not None and other is not None and _may_be_one_minute(mine, other)


def _may_be_one_minute(mine: Clock, theirs: Clock) -> bool:
    if not (mine.is_told or theirs.is_told):
        return False
    if mine.zone is None or theirs.zone is None:
        return mine.zone != theirs.zone
    return mine.zone != theirs.zone and any(
        _converted(mine, theirs, is_summer=season) % _DAY == theirs.minute
        for season in (False, True)
    )


def _clock_at(text: str, span: Span) -> Clock | None:
    """The hour at ``span``, with the words behind it that say whose clock it is."""
    found = read_clocks(text[span.start : span.end + _BEHIND])
    return found[0] if found and found[0].span.start < len(span) else None


def read_clocks(text: str, *, around: str = "") -> tuple[Clock, ...]:
    """The hours of ``text``, in order.

    Args:
        text: a sentence.
        around: more of the same document, for the place whose clock is meant.
    """
    found = [match for match in _pattern().finditer(text) if _is_hour(match)]
    if not found:
        return ()
    days = [d for d in parse_dates(text, language="en") if d.weekday is not None]
    return tuple(_clock(match, text, around, days) for match in found)


# --- reading -------------------------------------------------------------------------------------


def _is_hour(match: re.Match[str]) -> bool:
    """Whether it is surely an hour: bare figures only with a zone behind them."""
    groups = match.groupdict()
    sure = any(groups[name] for name in ("colon", "half", "named", "part"))
    return bool(
        sure or (groups["minute"] and _told(match)) or (groups["bare"] and _is_written(match))
    )


def _is_written(match: re.Match[str]) -> bool:
    """Whether what stands behind names a clock, not only a place: "0600 Moscow time"."""
    return any(match.group(name) for name in ("of", "short", "local"))


def _told(match: re.Match[str]) -> bool:
    return _is_written(match) or match.group("place") is not None


def _clock(match: re.Match[str], text: str, around: str, days: Sequence[DateMention]) -> Clock:
    span = Span(*match.span())
    zone = _zone(match)
    local = zone is None
    if local:
        zone = _zone_of_places(text) or _zone_of_places(around)
    near = [day for day in days if _gap(day.span, span) <= _NEAR]
    return Clock(
        span=span,
        minute=_minute(match),
        zone=zone,
        is_told=not local or match.group("local") is not None,
        weekday=min(near, key=lambda day: _gap(day.span, span), default=None),
    )


def _minute(match: re.Match[str]) -> int:
    named, bare = match.group("named"), match.group("bare")
    if named:
        return 0 if named.lower() == "midnight" else _HALF_DAY * 60
    if bare:
        return int(bare[:2]) % 24 * 60 + int(bare[2:])
    hour, minute = int(match.group("hour")), int(match.group("minute") or 0)
    half, part = (match.group("half") or "").lower(), match.group("part")
    if half or part:
        late = half.startswith("p") or part in ("afternoon", "evening")
        hour = hour % _HALF_DAY + _HALF_DAY * late
    return hour % 24 * 60 + minute


def _zone(match: re.Match[str]) -> Zone | None:
    tables = _zones()
    short = match.group("short")
    if short:
        zone = tables[short.casefold()]
        shift = match.group("shift")
        return Zone(zone.winter + 60 * int(shift.replace("−", "-"))) if shift else zone
    place = match.group("place") or match.group("of")
    return tables[" ".join(place.casefold().split())] if place else None


def _zone_of_places(text: str) -> Zone | None:
    """The zone of the places that ``text`` names, if it is one."""
    named = _zones_named(text)
    return named.pop() if len(named) == 1 else None


def _zones_named(text: str) -> set[Zone]:
    return {_zones()[" ".join(m.group().casefold().split())] for m in _places().finditer(text)}


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


# --- comparing -----------------------------------------------------------------------------------


def _passages(claim_text: str, document: IndexedDocument) -> list[Passage]:
    if len(document.passages) <= _PASSAGES:
        return list(document.passages)
    return [best.passage for best in best_passages(claim_text, document, limit=_PASSAGES)]


def _around(document: IndexedDocument) -> str:
    """A short source, in which one place is the place."""
    return document.text if len(document.passages) <= _PASSAGES else ""


def _seasons(
    claim_text: str, document: IndexedDocument, passages: Sequence[Passage]
) -> tuple[bool, ...]:
    """Whether it is summer: one answer; both where nobody says; none while clocks are changed."""
    texts = (claim_text, *dict.fromkeys(passage.text for passage in passages), document.text[:2000])
    for text in texts:
        for date in parse_dates(text, language="en", reference=document.reference):
            month = date.start.month if date.start is not None else date.month
            day = date.start.day if date.start is not None else date.day
            if month is not None and date.precision in (Precision.DAY, Precision.MONTH):
                return _seasons_of(month, day if date.precision is Precision.DAY else None)
    if document.reference is not None:
        return _seasons_of(document.reference.month, document.reference.day)
    return (False, True)


def _seasons_of(month: int, day: int | None) -> tuple[bool, ...]:
    october = month == _OCTOBER and day is not None and day >= _EUROPE_TURNS
    november = month == _NOVEMBER and (day is None or day <= _AMERICA_HAS_TURNED)
    return () if month == _MARCH or october or november else (month in _SUMMER,)


def _held(
    clock: Clock, other: Clock, passage: Passage, *, seasons: tuple[bool, ...]
) -> SameHour | None:
    if clock.zone is None or other.zone is None or not (clock.is_told or other.is_told):
        return None
    if clock.zone == other.zone and clock.minute == other.minute:
        return None  # the same words, or nearly
    if clock.zone.summer == other.zone.summer:
        seasons = (False,)
    hours = {_converted(clock, other, is_summer=season) for season in seasons}
    there = hours.pop() if len(hours) == 1 else None
    if there is None or there % _DAY != other.minute:
        return None
    ours, theirs = clock.span, other.span
    if there != other.minute:
        days = clock.weekday, other.weekday
        if days[0] is None or days[1] is None:
            return None
        if (_weekday(days[0]) + there // _DAY) % 7 != _weekday(days[1]):
            return None
        ours, theirs = covering([ours, days[0].span]), covering([theirs, days[1].span])
    return SameHour(claim=ours, source=theirs.shifted(passage.span.start))


def _weekday(day: DateMention) -> int:
    return day.weekday if day.weekday is not None else 0


def _converted(clock: Clock, other: Clock, *, is_summer: bool) -> int:
    """The minute of ``clock`` on the other's; below 0 on the day before."""
    if clock.zone is None or other.zone is None:
        return clock.minute
    return (
        clock.minute
        - clock.zone.minutes(is_summer=is_summer)
        + other.zone.minutes(is_summer=is_summer)
    )


# --- tables --------------------------------------------------------------------------------------


@cache
def _table() -> dict[str, dict[str, str]]:
    path = files("provenance") / "data" / "clock_zones.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _zones() -> dict[str, Zone]:
    table = _table()
    found = {name.casefold(): _parsed(rule) for name, rule in table["abbreviations"].items()}
    for rule, names in table["places"].items():
        found |= {name.strip().casefold(): _parsed(rule) for name in names.split(";")}
    return found


def _parsed(rule: str) -> Zone:
    minutes, _, summer = rule.partition(" ")
    return Zone(int(minutes), summer)


def _names() -> Iterator[str]:
    return (
        re.escape(name).replace(r"\ ", r"\s")
        for name in sorted(_zones(), key=lambda name: (-len(name), name))
        if name not in _short_names()
    )


@cache
def _short_names() -> frozenset[str]:
    return frozenset(name.casefold() for name in _table()["abbreviations"])


@cache
def _places() -> re.Pattern[str]:
    """Names of places with one clock; by their capitals, so that "central" is none."""
    return re.compile(rf"(?<!\w)(?=[A-Z])(?i:{'|'.join(_names())})(?!\w)")


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(_names())
    short = "|".join(sorted((name.upper() for name in _short_names()), key=len, reverse=True))
    time = (
        r"(?:(?:12\s)?(?P<named>[Nn]oon|[Mm]idday|[Mm]idnight)"
        r"|(?P<bare>[01]\d[0-5]\d|2[0-3][0-5]\d)(?!\d)"
        r"|(?P<hour>[01]?\d|2[0-4])(?:(?:(?P<colon>:)|\.)(?P<minute>[0-5]\d))?(?![\d:])"
        r"(?:\s?(?P<half>[AaPp]\.?[Mm]\.?)(?!\w))?"
        r"(?:\sin\sthe\s(?P<part>morning|afternoon|evening)|\sat\snight(?!\w))?)"
    )
    behind = (
        rf"(?:,?\s\(?(?:in\s(?P<place>(?=[A-Z])(?i:{names}))(?!\w)(?:\stime)?"
        rf"|(?P<of>(?=[A-Z])(?i:{names}))\s(?:[Ss]tandard\s|[Ss]ummer\s|[Dd]aylight\s)?[Tt]ime"
        rf"|(?P<short>{short})(?P<shift>[+−-]\d\d?)?(?![\w])"
        rf"|(?P<{_LOCAL}>local\stime))\)?)?"
    )
    return re.compile(rf"(?<![\w.,:$€£]){time}{behind}")
