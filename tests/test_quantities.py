"""Numbers as newspapers write them, in seven languages."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.quantities import (
    Bound,
    Quantity,
    QuantityKind,
    comparable,
    parse_quantities,
    quantities_fit,
)

LANGUAGES = ("en", "de", "fr", "es", "pl", "ru", "uk", "und")

NUMBER_SOUP = "0123456789., \u00a0-–%€$°½’'aIVXm"

VALUES = [
    ("en", "1,846 signatures", 1846, "count"),
    ("de", "1.846 Unterschriften", 1846, "count"),
    ("fr", "4 100 piscines", 4100, "count"),
    ("uk", "6 214 гнізд", 6214, "count"),
    ("pl", "12\u00a0500 osób", 12500, "count"),
    ("de", "um 7,5 Prozent", "7.5", "percent"),
    ("ru", "до 9,8%", "9.8", "percent"),
    ("en", "at 6.9 per cent", "6.9", "percent"),
    ("en", "nine million people", 9_000_000, "count"),
    ("fr", "neuf milliards d’euros", 9_000_000_000, "money"),
    ("de", "anderthalb Milliarden Euro", 1_500_000_000, "money"),
    ("ru", "полтора миллиона рублей", 1_500_000, "money"),
    ("uk", "40 млн гривень", 40_000_000, "money"),
    ("pl", "12,5 mld złotych", 12_500_000_000, "money"),
    ("es", "más de 85 millones de euros", 85_000_000, "money"),
    ("en", "£2.3m", 2_300_000, "money"),
    ("en", "$1,140 a month", 1140, "money"),
    ("fr", "30 M€", 30_000_000, "money"),
    ("en", "half a million voters", 500_000, "count"),
    ("en", "a quarter of a million bees", 250_000, "count"),
    ("es", "medio millón de personas", 500_000, "count"),
    ("pl", "pół miliona osób", 500_000, "count"),
    ("en", "one and a half million", 1_500_000, "count"),
    ("en", "three hundred and sixty-six metres", 366, "measure"),
    ("de", "dreihundertsechsundsechzig Meter", 366, "measure"),
    ("fr", "quatre-vingt-dix-sept pages", 97, "count"),
    ("es", "treinta y dos casas", 32, "count"),
    ("ru", "на двадцати двух островах", 22, "count"),
    ("uk", "п’яти сезонів", 5, "count"),
    ("en", "Eighteen hundred crofters", 1800, "count"),
    ("en", "four dozen hives", 48, "count"),
    ("de", "rund zwei Drittel der Fahrten", Decimal(200) / 3, "percent"),
    ("en", "one in ten", 10, "percent"),
    ("en", "had asked for one of 5 percent", 5, "percent"),
    ("es", "dos de cada tres", Decimal(200) / 3, "percent"),
    ("fr", "la moitié des piscines", 50, "percent"),
    ("ru", "на полпроцента", "0.5", "percent"),
    ("en", "25 percentage points", 25, "percentage-point"),
    ("en", "a quarter of a percentage point", "0.25", "percentage-point"),
    ("ru", "на 0,5 процентного пункта", "0.5", "percentage-point"),
    ("de", "0,5 Prozentpunkte", "0.5", "percentage-point"),
    ("fr", "trois points de pourcentage", 3, "percentage-point"),
    ("ru", "на 1 п.п.", 1, "percentage-point"),
    ("en", "minus 44 degrees Celsius", -44, "measure"),
    ("en", "the ninth smallest", 9, "rank"),
    ("uk", "30-ї експедиції", 30, "rank"),
    ("en", "twelve months", 12, "measure"),
]


@pytest.mark.parametrize(("language", "text", "value", "kind"), VALUES)
def test_number_is_read_with_value_and_kind(
    language: str, text: str, value: int | str | Decimal, kind: str
) -> None:
    (quantity,) = parse_quantities(text, language=language)

    assert round(Decimal(value), 6) == round(quantity.value, 6)
    assert kind == quantity.kind.value


def test_a_noun_with_an_article_before_a_number_does_not_make_it_a_label() -> None:
    told = "In the course of the day 34 patients were moved."

    (counted,) = parse_quantities(told, language="en")
    (named,) = parse_quantities("On day 34 patients were moved.", language="en")

    assert (QuantityKind.COUNT, "patient") == (counted.kind, counted.noun)
    assert QuantityKind.LABEL is named.kind


LABELS = [
    ("en", "Article 6 of the treaty"),
    ("en", "the flaw CVE-2026-10377"),
    ("de", "die Linie RB 71"),
    ("en", "version 1.2.3"),
    ("en", "Perun-2 is up"),
    ("en", "routes 4 and 11"),
    ("en", "in 2023"),
]


@pytest.mark.parametrize(("language", "text"), LABELS)
def test_number_that_names_a_thing_is_a_label(language: str, text: str) -> None:
    kinds = {quantity.kind for quantity in parse_quantities(text, language=language)}

    assert kinds <= {QuantityKind.LABEL}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("18 second-hand clocks", QuantityKind.COUNT),
        ("40 second-year students", QuantityKind.COUNT),
        ("a 30-second-long clip", QuantityKind.MEASURE),
        ("a delay of 30 seconds", QuantityKind.MEASURE),
    ],
)
def test_an_ordinal_behind_a_number_is_no_unit_of_time(text: str, kind: QuantityKind) -> None:
    assert kind is parse_quantities(text, language="en")[0].kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "on December 16, 2021"),
        ("de", "am 14. Oktober"),
        ("en", "at 1:42 a.m."),
        ("en", "one"),
    ],
)
def test_dates_times_and_a_lone_one_are_no_quantities(language: str, text: str) -> None:
    assert () == parse_quantities(text, language=language)


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "between 200 and 300 people", 200, 300),
        ("en", "women aged 25 to 54 years", 25, 54),
        ("en", "4 to 6%", 4, 6),
        ("de", "3–5 Prozent", 3, 5),
        ("en", "2 to 3 million euros", 2_000_000, 3_000_000),
    ],
)
def test_range_is_one_quantity(language: str, text: str, low: int, high: int) -> None:
    (quantity,) = parse_quantities(text, language=language)

    assert (low, high) == (int(quantity.low), int(quantity.high))


def test_vote_is_no_range() -> None:
    assert [23, 17] == [int(q.low) for q in parse_quantities("23 to 17", language="en")]


@pytest.mark.parametrize(
    ("language", "text", "bound"),
    [
        ("en", "more than 50 million passengers", Bound.AT_LEAST),
        ("en", "up to £310,000", Bound.AT_MOST),
        ("en", "not exceeding £310,000", Bound.AT_MOST),
        ("de", "mindestens 280 Euro", Bound.AT_LEAST),
        ("uk", "щонайменше п’яти сезонів", Bound.AT_LEAST),
        ("fr", "moins de 400 euros", Bound.AT_MOST),
        ("pl", "co najmniej 15 osób", Bound.AT_LEAST),
        ("ru", "не более 30 человек", Bound.AT_MOST),
        ("en", "about 50 passengers", None),
    ],
)
def test_bound_is_read(language: str, text: str, bound: Bound | None) -> None:
    (quantity,) = parse_quantities(text, language=language)

    assert bound == quantity.bound


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "some 31,000 patients"),
        ("de", "rund 400 Menschen"),
        ("fr", "près de 100 000 visiteurs"),
        ("ru", "около шестисот тысяч"),
        ("pl", "około 30 osób"),
        ("es", "unos 300 vecinos"),
        ("uk", "близько 40 людей"),
    ],
)
def test_about_is_read(language: str, text: str) -> None:
    (quantity,) = parse_quantities(text, language=language)

    assert quantity.approximate


FITS = [
    ("about 31,000", "31,412", True, "rounded and said so"),
    ("31,000", "31,412", True, "rounded by its zeros"),
    ("30", "27", False, "small numbers are exact"),
    ("8 km", "five miles", True, "converted"),
    ("about five miles", "8 kilometres", True, "converted and about"),
    ("37 miles", "37 kilometres", False, "another unit"),
    ("2,440 metres", "about 8,000 feet", True, "converted"),
    ("25 square kilometres", "2,500 hectares", True, "converted"),
    ("nearly 49 million", "48.7 million", True, "nearly"),
    ("more than 50 million", "48.7 million", False, "a bound is strict"),
    ("fewer than 9,000", "9,102", False, "a bound is strict"),
    ("up to £310,000", "£310,000", True, "the bound itself"),
    ("a third", "about 33 percent", True, "a share is a percentage"),
    ("half a point", "0.5 percentage points", True, "spelled"),
    ("3.5 percent", "3.46 percent", True, "rounded"),
    ("9.8%", "9.3%", False, "both exact"),
    ("24 months", "two years", True, "converted"),
    ("24 months", "twelve months", False, "twice as long"),
    ("15,000", "(-15,000)", True, "a signed change"),
    ("nearly four dozen", "47", True, "nearly"),
]


@pytest.mark.parametrize(("claim", "source", "fits", "why"), FITS)
def test_claim_fits_source(claim: str, source: str, fits: bool, why: str) -> None:
    left, right = _one(f"{claim} rats"), _one(f"{source} rats")

    if fits:
        assert comparable(left, right), why
    assert fits == (comparable(left, right) and quantities_fit(left, right)), why


def test_currencies_do_not_compare_unless_one_may_be_the_other() -> None:
    franc, dollar, us_dollar = _one("15 francs"), _one("$15"), _one("15 U.S. dollars")

    assert not comparable(franc, dollar)
    assert comparable(dollar, us_dollar)


def test_counted_noun_is_a_stem() -> None:
    assert "miner" == _one("27 miners from the shaft").noun
    assert "month" == _one("$1,140 a month").per
    assert None is _one("buses on four routes for a year").per


@given(st.text(), st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_spans_within_it(text: str, language: str) -> None:
    quantities = parse_quantities(text, language=language)

    ends = [0, *(quantity.span.end for quantity in quantities)]
    for end, quantity in zip(ends, quantities, strict=False):
        assert end <= quantity.span.start <= quantity.number.start
        assert quantity.number.end <= quantity.span.end <= len(text)
        assert quantity.low <= quantity.high


@given(
    st.text(alphabet="0123456789., \u00a0-–%€$°½’'aIVXm", max_size=60), st.sampled_from(LANGUAGES)
)
@settings(deadline=None, max_examples=200)
def test_number_soup_never_crashes(text: str, language: str) -> None:
    for quantity in parse_quantities(text, language=language):
        assert quantity.low.is_finite()


@pytest.mark.parametrize("piece", ["1", "1,", "one ", "hundert", "$", "X", "1.000."])
def test_long_runs_take_linear_time(piece: str) -> None:
    assert len(parse_quantities(piece * (10_000 // len(piece)), language="de")) <= 10_000


def _one(text: str) -> Quantity:
    return next(iter(parse_quantities(text, language="en")))
