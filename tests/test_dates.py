"""Dates, weekdays and times as newspapers write them, in seven languages."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.dates import (
    DateMention,
    Precision,
    ResolvedBy,
    dates_fit,
    parse_dates,
    weekday_error,
)
from provenance.dates.tables import flattened, load_calendar
from provenance.words import openings_of

LANGUAGES = ("en", "de", "fr", "es", "pl", "ru", "uk", "und")
SOUP = (
    *("1", "31", "12", "2021", "0", "99", "/", ".", "-", ":", ",", "May", "may", "Mai", "мая"),
    *("mardi", "Monday", "в", "today", "ago", "two", "years", "months", "am", "Uhr", "to", "bis"),
    *("next", "the following day", "UTC", "29", "February"),
)
FRIDAY = datetime.date(2021, 12, 17)

RESOLVED = [
    ("en", "on Dec. 16", "2021-12-16", "2021-12-16"),
    ("en", "on Dec.16 indicating", "2021-12-16", "2021-12-16"),
    ("en", "on 7 January", "2022-01-07", "2022-01-07"),
    ("en", "December 16, 2019", "2019-12-16", "2019-12-16"),
    ("en", "the 3rd of March 2020", "2020-03-03", "2020-03-03"),
    ("en", "from September 13 to 19", "2021-09-13", "2021-09-19"),
    ("en", "in November", "2021-11-01", "2021-11-30"),
    ("en", "until mid-November", "2021-11-01", "2021-11-30"),
    ("en", "by end-March 2020", "2020-03-01", "2020-03-31"),
    ("en", "yesterday", "2021-12-16", "2021-12-16"),
    ("en", "last month", "2021-11-01", "2021-11-30"),
    ("en", "next week", "2021-12-20", "2021-12-26"),
    ("en", "three days ago", "2021-12-14", "2021-12-14"),
    ("en", "on Wednesday", "2021-12-15", "2021-12-15"),
    ("en", "in 2014", "2014-01-01", "2014-12-31"),
    ("en", "the 1991–2020 average", "1991-01-01", "2020-12-31"),
    ("en", "2022-01-12", "2022-01-12", "2022-01-12"),
    ("de", "am 14. Oktober", "2021-10-14", "2021-10-14"),
    ("de", "am 12.01.2022", "2022-01-12", "2022-01-12"),
    ("de", "vom 3. bis 5. November", "2021-11-03", "2021-11-05"),
    ("de", "am Montagabend", "2021-12-13", "2021-12-13"),
    ("de", "gestern", "2021-12-16", "2021-12-16"),
    ("fr", "mardi 17 février 2026", "2026-02-17", "2026-02-17"),
    ("fr", "le 1er décembre", "2021-12-01", "2021-12-01"),
    ("fr", "à la mi-novembre", "2021-11-01", "2021-11-30"),
    ("fr", "hier", "2021-12-16", "2021-12-16"),
    ("fr", "en mars 2020", "2020-03-01", "2020-03-31"),
    ("es", "el 16 de diciembre de 2021", "2021-12-16", "2021-12-16"),
    ("es", "ayer", "2021-12-16", "2021-12-16"),
    ("pl", "16 grudnia 2021 roku", "2021-12-16", "2021-12-16"),
    ("pl", "wczoraj", "2021-12-16", "2021-12-16"),
    ("pl", "w środę", "2021-12-15", "2021-12-15"),
    ("ru", "16 декабря", "2021-12-16", "2021-12-16"),
    ("ru", "в среду", "2021-12-15", "2021-12-15"),
    ("ru", "в прошлом году", "2020-01-01", "2020-12-31"),
    ("uk", "10 лютого 2026 року", "2026-02-10", "2026-02-10"),
    ("uk", "торік", "2020-01-01", "2020-12-31"),
    ("uk", "учора", "2021-12-16", "2021-12-16"),
]


@pytest.mark.parametrize(("language", "text", "start", "end"), RESOLVED)
def test_date_is_resolved(language: str, text: str, start: str, end: str) -> None:
    mention = _one(text, language)

    assert (start, end) == (str(mention.start), str(mention.end))


WEEKDAYS = [
    ("en", "on Thursday, December 16, 2021", False),
    ("en", "on Friday, December 16, 2021", True),
    ("en", "on Thursday, 1 January 2025", True),
    ("en", "on Wednesday, 9 May 1951", False),
    ("en", "on Saturday (Nov. 10, 2024)", True),
    ("de", "am Mittwoch, den 7. Oktober 2026", False),
    ("de", "am Dienstag, dem 7. Oktober 2026", True),
    ("de", "am Donnerstag, 16.12.2021", False),
    ("de", "am Freitag, 16.12.2021", True),
    ("fr", "le mardi 17 février 2026", False),
    ("fr", "le lundi 17 février 2026", True),
    ("es", "el martes 3 de marzo de 2026", False),
    ("es", "el jueves, 3 de marzo de 2026", True),
    ("pl", "w piątek, 17 grudnia 2021 roku", False),
    ("pl", "w środę 17 grudnia 2021 r.", True),
    ("ru", "в пятницу, 17 декабря 2021 года", False),
    ("ru", "в среду, 17 декабря 2021 года", True),
    ("uk", "у п’ятницю, 17 грудня 2021 року", False),
    ("uk", "у вівторок, 17 грудня 2021 року", True),
    ("en", "on December 16, 2021", None),
    ("en", "on Thursdays; the fee rose on 1 October 2025", None),
]


@pytest.mark.parametrize(("language", "text", "error"), WEEKDAYS)
def test_weekday_beside_a_written_date(language: str, text: str, error: bool | None) -> None:
    found = {weekday_error(m) for m in parse_dates(text, language=language)} - {None}

    assert ({error} - {None}) == found


def test_weekday_is_an_error_only_when_the_year_is_certain() -> None:
    text = "on Friday, December 16"
    certain, guessed, without = (
        parse_dates(text, language="en", reference=FRIDAY),
        parse_dates(text, language="en", reference=FRIDAY, reference_certain=False),
        parse_dates(text, language="en"),
    )

    assert True is weekday_error(certain[0])
    assert None is weekday_error(guessed[0])
    assert None is weekday_error(without[0])


def test_a_date_half_a_year_away_has_no_certain_year() -> None:
    (mention,) = parse_dates("on Monday, 12 June", language="en", reference=FRIDAY)

    assert None is weekday_error(mention)


def test_the_next_third_of_march_is_meant() -> None:
    reference = datetime.date(2024, 12, 17)
    (mention,) = parse_dates("on Monday, 3 March", language="en", reference=reference)

    assert datetime.date(2025, 3, 3) == mention.start
    assert False is weekday_error(mention)


@pytest.mark.parametrize(
    ("language", "text", "clock", "zone"),
    [
        ("en", "at 1:42 a.m. local time", 102, "local"),
        ("en", "at 03:10 GMT", 190, 0),
        ("en", "at 0600 GMT", 360, 0),
        ("en", "at 3.10 p.m.", 910, None),
        ("de", "um 15.30 Uhr", 930, None),
        ("de", "um 3 Uhr MEZ", 180, 60),
        ("fr", "à 20h30", 1230, None),
        ("fr", "à 20 h", 1200, None),
        ("es", "a las 15.00", 900, None),
        ("pl", "o godz. 20.00", 1200, None),
        ("ru", "в 12:00", 720, None),
        ("uk", "о 20:00", 1200, None),
    ],
)
def test_time_of_day(language: str, text: str, clock: int, zone: int | str | None) -> None:
    mention = _one(text, language)

    assert (Precision.TIME, clock, zone) == (mention.precision, mention.clock, mention.zone)


def test_german_range_of_hours_is_one_mention() -> None:
    mention = _one("von 3 bis 15 Uhr", "de")

    assert (180, 900) == (mention.clock, mention.last_clock)


def test_the_following_day_follows_the_date_told_before() -> None:
    first, second = parse_dates("On Dec. 16 they met; the following day they left.", language="en")

    assert first.start is None
    assert second.start is None

    text = "On Dec. 16, 2021 they met; the following day they left."
    first, second = parse_dates(text, language="en")

    assert datetime.date(2021, 12, 17) == second.start


def test_a_year_left_out_stays_out_without_reference() -> None:
    (mention,) = parse_dates("on 16 December", language="en")

    assert (None, 12, 16) == (mention.year, mention.month, mention.day)
    assert (None, ResolvedBy.NONE) == (mention.start, mention.resolved_by)


@pytest.mark.parametrize(
    "text", ["it may rain", "they march on", "2,026 people", "$2026", "2026%", "1.2026", "3/4 full"]
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert [] == [m for m in parse_dates(text, language="en") if m.precision is not Precision.DAY]


FITTING = [
    ("en", "on 12 December", "on 12 November", False),
    ("en", "on 14 February", "on February 14", True),
    ("en", "in October 2022", "on 9 October 2022", True),
    ("en", "at 10:10 UTC", "at 03:10 UTC", False),
    ("en", "at 15:30 GMT", "at 12:30", None),
    ("en", "on Wednesday", "on Thursday", False),
    ("de", "am 21. Oktober", "bis zum 21. Oktober 2021", True),
    ("ru", "10 июля", "10 июня", False),
    ("en", "in 2031", "in 2036", False),
]


@pytest.mark.parametrize(("language", "claim", "source", "fits"), FITTING)
def test_two_mentions_fit(language: str, claim: str, source: str, fits: bool | None) -> None:
    assert fits is dates_fit(_one(claim, language), _one(source, language))


def test_a_weekday_fits_a_day_within_a_week() -> None:
    assert True is dates_fit(_one("on Wednesday", "en"), _one("on 22 December", "en"))
    assert False is dates_fit(_one("on Wednesday", "en"), _one("on 16 December", "en"))


@given(st.text(), st.sampled_from(LANGUAGES), st.none() | st.dates())
@settings(deadline=None, max_examples=150)
def test_any_text_gives_ordered_spans_within_it(
    text: str, language: str, reference: datetime.date | None
) -> None:
    end = 0
    for mention in parse_dates(text, language=language, reference=reference):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end


@given(
    st.lists(
        st.sampled_from(SOUP),
        max_size=12,
    ),
    st.sampled_from(LANGUAGES),
    st.none() | st.dates(),
)
@settings(deadline=None, max_examples=200)
def test_date_soup_never_crashes(
    pieces: list[str], language: str, reference: datetime.date | None
) -> None:
    for mention in parse_dates(" ".join(pieces), language=language, reference=reference):
        assert weekday_error(mention) in (True, False, None)
        if mention.start and mention.end:
            assert mention.start <= mention.end


@pytest.mark.parametrize("piece", ["1", "May ", " ", "12.12.", "Monday ", "1991-", "at "])
def test_long_runs_take_linear_time(piece: str) -> None:
    assert len(parse_dates(piece * (30_000 // len(piece)), language="de")) <= 30_000


def _one(text: str, language: str) -> DateMention:
    return parse_dates(text, language=language, reference=FRIDAY)[0]


@pytest.mark.parametrize("reference", [datetime.date.min, datetime.date.max])
def test_a_weekday_beyond_the_calendar_is_read_but_not_resolved(reference: datetime.date) -> None:
    words = "It opens next Monday and closed last Sunday; they met on Saturday and on Wednesday."

    found = parse_dates(words, language="en", reference=reference)

    assert [0, 6, 5, 2] == [mention.weekday for mention in found]
    assert any(mention.start is None for mention in found)


SHOUTED = {"3 MAY 2021": "en", "3. MÄRZ 2021": "de", "3 ФЕВРАЛЯ 2021": "ru", "3 SEPT 2021": "en"}


@pytest.mark.parametrize("words", SHOUTED)
def test_a_month_in_capitals_is_found(words: str) -> None:
    found = parse_dates(words, language=SHOUTED[words])

    assert [Precision.DAY] == [mention.precision for mention in found]


def matched_in_vain(text: str, language: str) -> list[str]:
    """The kinds of date that stand in ``text`` and would not be looked for."""
    folded, has_digits = flattened(text.casefold()), any(map(str.isdigit, text))
    tables = load_calendar(language)
    kinds = []
    for shape in tables.patterns:
        match = shape.pattern.search(text)
        month = match.groupdict().get("month") if match is not None else None
        is_none = match is None or (tables.capitals and month is not None and month[0].islower())
        worded = has_digits or not tables.openings.isdisjoint(openings_of(folded))
        met = shape.need.has_sign(folded) and shape.need.is_seen(text, has_digits=has_digits)
        met = met and bool(shape.need.signs or tables.figure.search(text))
        if not is_none and not (met and (worded or not tables.openings)):
            kinds.append(shape.kind)
    return kinds


@pytest.mark.parametrize(("language", "words"), [(row[0], row[1]) for row in RESOLVED])
def test_what_is_looked_for_first_stands_in_every_date(language: str, words: str) -> None:
    assert [] == matched_in_vain(words, language)


@given(st.lists(st.sampled_from(SOUP), max_size=8), st.sampled_from(LANGUAGES[:-1]))
@settings(deadline=None, max_examples=300)
def test_nothing_that_fits_is_passed_over(pieces: list[str], language: str) -> None:
    assert [] == matched_in_vain(" ".join(pieces), language)
