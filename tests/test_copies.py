"""Who reproduces whom, and in which direction."""

import datetime as dt

from provenance.comparison.copies import find_copies
from provenance.ingest import read_text
from provenance.model import Analysis, CopyRelation
from provenance.pipeline import extract
from provenance.terms import CopyDirection

WIRE = (
    "The river Lanner rose by two metres in the night and flooded the lower streets of Torrin. "
    "Some ninety families were taken to the school on the hill before the morning. "
    "The county opened a kitchen in the gym and asked drivers to stay out of the valley. "
    "Nobody was hurt, a spokesman of the county told reporters at the town hall."
)
OTHER = (
    "Grain prices in the south fell for the third week while the harvest went on under dry skies. "
    "Farmers in the plain of Ardeva said that they would store what they could until spring. "
    "The mills have bought less than a year ago because their own stores are full."
)
OWN = "Our readers write that the bakery on the square gave its bread away for nothing."


def analysed(text: str, *, outlet: str, day: str | None = None) -> Analysis:
    return extract(read_text(text, outlet=outlet, published=day))


def told(relations: tuple[CopyRelation, ...], *analyses: Analysis) -> list[tuple[str, str, bool]]:
    outlets = {a.article.id: a.article.metadata.outlet or "" for a in analyses}
    return [
        (outlets[r.from_article], outlets[r.to_article], r.direction is CopyDirection.KNOWN)
        for r in relations
    ]


def test_the_earlier_of_two_dated_articles_is_the_origin() -> None:
    late = analysed(f"{OWN}\n\n{WIRE}", outlet="Late", day="2026-03-05")
    early = analysed(WIRE, outlet="Early", day="2026-03-04")

    assert [("Early", "Late", True)] == told(find_copies([late, early]), late, early)


def test_an_agency_in_the_dateline_is_the_origin_of_the_same_day() -> None:
    agency = analysed(
        f"TORRIN (Lanner News Agency), 4 March\n\n{WIRE}", outlet="A", day="2026-03-04"
    )
    paper = analysed(f"{WIRE}\n\n{OWN}", outlet="B", day="2026-03-04")

    assert [("A", "B", True)] == told(find_copies([paper, agency]), paper, agency)


def test_who_names_the_other_outlet_has_it_from_there() -> None:
    origin = analysed(WIRE, outlet="Valley Herald", day="2026-03-05")
    copy = analysed(f"By the Valley Herald\n\n{WIRE}", outlet="B", day="2026-03-05")

    assert [("Valley Herald", "B", True)] == told(find_copies([copy, origin]), copy, origin)


def test_without_date_or_credit_the_direction_is_unknown() -> None:
    longer = analysed(f"{WIRE}\n\n{OTHER}", outlet="Longer")
    shorter = analysed(WIRE, outlet="Shorter")

    assert [("Longer", "Shorter", False)] == told(find_copies([shorter, longer]), shorter, longer)


def test_of_three_prints_two_are_copies_of_the_first() -> None:
    days = [dt.date(2026, 3, day).isoformat() for day in (4, 5, 6)]
    prints = [analysed(f"{WIRE}\n\n{OWN} {d}", outlet=d, day=d) for d in days]

    found = told(find_copies(prints), *prints)

    assert {(days[0], days[1], True), (days[0], days[2], True)} == set(found)


def test_two_articles_that_quote_one_statement_are_no_copies() -> None:
    statement = f"“{WIRE}”"
    one = analysed(f"{OTHER}\n\nThe county said in a statement:\n\n{statement}", outlet="A")
    other = analysed(f"{OWN}\n\nThe county said in a statement:\n\n{statement}", outlet="B")

    assert () == find_copies([one, other])


def test_two_articles_of_their_own_are_no_copies() -> None:
    assert () == find_copies([analysed(WIRE, outlet="A"), analysed(OTHER, outlet="B")])


def test_who_shares_a_known_third_text_need_not_have_it_from_there() -> None:
    witness = analysed(WIRE, outlet="A", day="2026-03-04")
    other = analysed(f"{WIRE}\n\n{OWN}", outlet="B", day="2026-03-05")

    found = find_copies([witness, other], reproducing=[witness.article.id])

    assert [("A", "B", False)] == told(found, witness, other)


def test_a_text_in_many_hands_makes_one_relation_for_each_copy() -> None:
    prints = [analysed(f"{WIRE}\n\nPrint number {at}.", outlet=str(at)) for at in range(60)]

    assert 59 == len(find_copies(prints))
