"""Hours told by two clocks: the same minute is found, another is not, and doubt counts as no."""

import datetime
import tomllib
import zoneinfo
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.facts import compare_facts
from provenance.retrieval import index_document
from provenance.spans import Span
from provenance.verification.clocks import are_other_zones, read_clocks, same_hours
from provenance.verification.swaps import without_proven

FERRY = "The ferry leaves Alven at 14:30 GMT on Tuesday 6 February, the port said."
MATCH = "MADRID, 8 June - The final kicks off at 9 p.m. Madrid time on Saturday, the union said."


def found(claim: str, source: str, day: datetime.date | None = None) -> list[tuple[str, str]]:
    document = index_document(source, language="en", reference=day)
    return [(h.claim.of(claim), h.source.of(source)) for h in same_hours(claim, document)]


@pytest.mark.parametrize(
    ("claim", "source", "hours"),
    [
        (
            "It sails at 9.30 a.m. in New York.",
            FERRY,
            ("9.30 a.m. in New York", "14:30 GMT"),
        ),
        ("It sails at 9:30 a.m. Eastern time.", FERRY, ("9:30 a.m. Eastern time", "14:30 GMT")),
        ("It sails at 15:30 CET.", FERRY, ("15:30 CET", "14:30 GMT")),
        ("It sails at 8 p.m. Indian time.", FERRY, ("8 p.m. Indian time", "14:30 GMT")),
        (
            "The final starts at 8 p.m. in Lisbon.",
            MATCH,
            ("8 p.m. in Lisbon", "9 p.m. Madrid time"),
        ),
        ("The final starts at 1900 GMT.", MATCH, ("1900 GMT", "9 p.m. Madrid time")),
        (
            "The truce begins at 7 a.m. in Paris.",
            "The truce begins at 0600 London time, both sides said.",
            ("7 a.m. in Paris", "0600 London time"),
        ),
        (
            "Viewers in Tokyo can watch it at 3:40 a.m. on Friday.",
            "Lift-off from Dorn is at 18:40 GMT on Thursday.",
            ("3:40 a.m. on Friday", "18:40 GMT on Thursday"),
        ),
        (
            "The speech begins at 2 p.m. Kyiv time.",
            "She will speak at noon in London, the embassy said.",
            ("2 p.m. Kyiv time", "noon in London"),
        ),
    ],
    ids=["place", "named", "short", "half hour", "summer", "military", "west", "next day", "noon"],
)
def test_the_same_minute_by_another_clock_is_found(
    claim: str, source: str, hours: tuple[str, str]
) -> None:
    assert [hours] == found(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("It sails at 10.30 a.m. in New York.", FERRY),
        ("It sails at 14:30 in New York.", FERRY),
        ("It sails at 14:30 GMT.", FERRY),
        ("It sails at 14:30.", FERRY),
        ("The final starts at 10 p.m. in Lisbon.", MATCH),
        (
            "Viewers in Tokyo can watch it at 3:40 a.m. on Thursday.",
            "Lift-off from Dorn is at 18:40 GMT on Thursday.",
        ),
        ("It sails at 3:40 a.m. in Tokyo.", "Lift-off from Dorn is at 18:40 GMT, the port said."),
        ("Some 930 people in New York saw it.", FERRY),
        ("", FERRY),
    ],
    ids=[
        *("another hour", "same figures", "same clock", "no clock", "wrong way", "wrong day"),
        *("day untold", "no hour", "empty"),
    ],
)
def test_another_minute_is_not(claim: str, source: str) -> None:
    assert [] == found(claim, source)


@pytest.mark.parametrize(
    ("when", "hours"),
    [
        ("", 0),
        (" on 6 February", 1),
        (" on 6 July", 0),
        (" on 12 March", 0),
        (" on 28 October", 0),
        (" on 3 November", 0),
        (" on 20 November", 1),
    ],
)
def test_where_the_season_is_in_doubt_only_what_holds_in_any_counts(when: str, hours: int) -> None:
    source = f"The ferry leaves at 14:30 GMT{when}, the port said."

    assert hours == len(found("It sails at 9.30 a.m. in New York.", source))


def test_the_day_of_a_source_tells_the_season() -> None:
    source = "The ferry leaves at 14:30 GMT, the port said."
    claim = "It sails at 10.30 a.m. in New York."

    assert 1 == len(found(claim, source, datetime.date(2024, 7, 2)))
    assert [] == found(claim, source, datetime.date(2024, 1, 2))


def test_a_source_that_tells_the_hour_by_that_clock_itself_is_not_converted() -> None:
    source = "The poll shut at 21:00 in London on 8 August; in Berlin it shut at 6 p.m."
    both = f"{FERRY} It is due at 4 p.m. in New York."

    assert [] == found("The poll shut at 10 p.m. in Berlin.", source)
    assert [] == found("It sails at 9.30 a.m. in New York.", both)


def test_an_hour_counts_for_the_claim_only_where_it_is_the_sources_only_one() -> None:
    claim = "It sails at 9.30 a.m. in New York."
    sources = (FERRY, f"{FERRY} It is back at 20:00 GMT.")
    hours = [same_hours(claim, index_document(source, language="en")) for source in sources]

    assert [[True], [False]] == [[hour.is_only for hour in each] for each in hours]


def test_other_languages_give_none() -> None:
    document = index_document("Abfahrt ist um 14:30 GMT am 6. Februar.", language="de")

    assert () == same_hours("Abfahrt ist um 15:30 CET.", document)


def test_hours_by_two_clocks_are_no_difference_but_figures_beside_them_are() -> None:
    claim, source = "14 boats left at 9.30 a.m. in New York.", "12 boats left at 14:30 GMT."
    hour = Span(claim.index("9.30"), claim.index("9.30") + 4)
    theirs = Span(source.index("14:30"), source.index("14:30") + 5)

    assert are_other_zones(claim, hour, source, theirs)
    assert not are_other_zones(claim, Span(0, 8), source, Span(0, 8))


def test_a_difference_of_hours_by_one_clock_stays() -> None:
    document = index_document(FERRY, language="en")
    claim = "The ferry leaves Alven at 15:30 GMT on Tuesday 6 February."
    facts = compare_facts(claim, document)

    assert facts.differences
    assert facts == without_proven(facts, claim, document, ())


ABROAD = {
    "London": "Europe/London",
    "Lisbon": "Europe/Lisbon",
    "Reykjavik": "Atlantic/Reykjavik",
    "Lagos": "Africa/Lagos",
    "Paris": "Europe/Paris",
    "Oslo": "Europe/Oslo",
    "Warsaw": "Europe/Warsaw",
    "Kyiv": "Europe/Kiev",
    "Athens": "Europe/Athens",
    "Johannesburg": "Africa/Johannesburg",
    "Kaliningrad": "Europe/Kaliningrad",
    "Moscow": "Europe/Moscow",
    "Istanbul": "Europe/Istanbul",
    "Nairobi": "Africa/Nairobi",
    "Riyadh": "Asia/Riyadh",
    "Tehran": "Asia/Tehran",
    "Dubai": "Asia/Dubai",
    "Tbilisi": "Asia/Tbilisi",
    "Kabul": "Asia/Kabul",
    "Karachi": "Asia/Karachi",
    "Tashkent": "Asia/Tashkent",
    "Delhi": "Asia/Kolkata",
    "Kathmandu": "Asia/Kathmandu",
    "Dhaka": "Asia/Dhaka",
    "Bangkok": "Asia/Bangkok",
    "Novosibirsk": "Asia/Novosibirsk",
    "Beijing": "Asia/Shanghai",
    "Singapore": "Asia/Singapore",
    "Perth": "Australia/Perth",
    "Tokyo": "Asia/Tokyo",
    "Seoul": "Asia/Seoul",
    "Brisbane": "Australia/Brisbane",
    "Vladivostok": "Asia/Vladivostok",
    "Buenos Aires": "America/Argentina/Buenos_Aires",
    "Sao Paulo": "America/Sao_Paulo",
    "Caracas": "America/Caracas",
    "Halifax": "America/Halifax",
    "Bogota": "America/Bogota",
    "New York": "America/New_York",
    "Mexico City": "America/Mexico_City",
    "Chicago": "America/Chicago",
    "Denver": "America/Denver",
    "Los Angeles": "America/Los_Angeles",
    "Honolulu": "Pacific/Honolulu",
}


@pytest.mark.skipif(not zoneinfo.available_timezones(), reason="no time zone database here")
@pytest.mark.parametrize(("place", "name"), ABROAD.items(), ids=list(ABROAD))
def test_the_table_agrees_with_the_time_zone_database(place: str, name: str) -> None:
    (clock,) = read_clocks(f"It begins at 10:15 in {place}.")
    zone = zoneinfo.ZoneInfo(name)

    assert clock.zone is not None
    for month, is_summer in ((1, False), (7, True)):
        there = datetime.datetime(2025, month, 15, tzinfo=zone).utcoffset()
        assert there == datetime.timedelta(minutes=clock.zone.minutes(is_summer=is_summer))


def test_no_place_of_the_table_stands_in_it_twice() -> None:
    path = files("provenance") / "data" / "clock_zones.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["places"]
    names = [name.strip() for listed in table.values() for name in listed.split(";")]

    assert len(names) == len(set(names))


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="0123456789:. apmGMTinNewYork,-+", max_size=120))
def test_any_text_is_read_without_harm(text: str) -> None:
    for clock in read_clocks(text):
        assert 0 <= clock.minute < 24 * 60
        assert 0 <= clock.span.start < clock.span.end <= len(text)
