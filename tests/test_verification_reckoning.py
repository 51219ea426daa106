"""What the figures of a source come to: said beside them, true whatever is claimed."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from verify_builders import CountingJudge

from provenance.retrieval import index_document
from provenance.verification import Question, Verifier
from provenance.verification.features import features_of
from provenance.verification.figure_sentences import read_figures
from provenance.verification.reckoning import Reckoning, reckon

Told = tuple[str, list[str]]


def told(source: str, claim: str) -> Told:
    """The source with its notes, and the figures of the claim that they give."""
    found = reckon(claim, index_document(source, language="en"))
    text = source
    for note in reversed(found.notes):
        text = f"{text[: note.at]}[{note.words}]{text[note.at :]}"
    return text, [span.of(claim) for span in found.values]


CHANGES = {
    "from to": (
        "The number of beds in Alven rose from 40 to 55 in May.",
        "Alven has 15 more beds.",
        "The number of beds in Alven rose [by 15, ]from 40 to 55 in May.",
        ["15"],
    ),
    "to from": (
        "Support for the Reed Party fell to 17% from 20% in a month.",
        "The Reed Party lost three percentage points.",
        "Support for the Reed Party fell [by 3 percentage points ]to 17% from 20% in a month.",
        ["three percentage points"],
    ),
    "in percent": (
        "Rents in Dorn rose from 400 to 500 euros.",
        "Rents in Dorn went up by a quarter.",
        "Rents in Dorn rose from 400 to 500 euros[ (up 25%)].",
        ["a quarter"],
    ),
    "level before": (
        "The key rate of the bank was raised by half a point to 6.25%.",
        "The key rate had stood at 5.75%.",
        "The key rate of the bank was raised by half a point[ from 5.75%] to 6.25%.",
        ["5.75%"],
    ),
    "up from": (
        "The Reeds hold 54 of the 120 seats in Hale, up from 49.",
        "The Reeds gained five seats in Hale.",
        "The Reeds hold 54 of the 120 seats in Hale[ (the other 66 not)], up[ 5] from 49.",
        ["five"],
    ),
    "less than": (
        "Each tram has 310 seats, 46 more than the old ones, the firm said.",
        "The old trams have 264 seats.",
        "Each tram has 310 seats, 46 more than the old ones[ (264)], the firm said.",
        ["264"],
    ),
    "doubled": (
        "Profit at the Ferrum mill doubled to 84 million kroner.",
        "Ferrum's profit had been 42 million kroner.",
        "Profit at the Ferrum mill doubled [from about 42 million kroner ]to 84 million kroner.",
        ["42 million kroner"],
    ),
}
SUMS = {
    "over time": (
        "The town pays 1.5 million euros a year in rent for 20 years.",
        "The town pays 30 million euros in rent.",
        "The town pays 1.5 million euros a year in rent for 20 years[ (30 million euros in all)].",
        ["30 million euros"],
    ),
    "time first": (
        "For the next five years Hale will pay 2 million euros a year.",
        "Hale will pay 10 million euros in all.",
        "For the next five years Hale will pay 2 million euros a year[ (10 million euros in all)].",
        ["10 million euros"],
    ),
    "a year": (
        "A driver in Hale earns 900 euros a month.",
        "A driver earns 10,800 euros a year.",
        "A driver in Hale earns 900 euros a month[ (10,800 euros a year)].",
        ["10,800 euros"],
    ),
    "each": (
        "Forty drivers will get 500 euros each in May.",
        "The drivers get 20,000 euros together.",
        "Forty drivers will get 500 euros each[ (20,000 euros in all)] in May.",
        ["20,000 euros"],
    ),
    "years": (
        "Rika Noor led the archive from 2012 to 2019.",
        "Noor led the archive for seven years.",
        "Rika Noor led the archive from 2012 to 2019[ (7 years)].",
        ["seven years"],
    ),
    "list": (
        "The ferry brought 40 cars from Alven, 12 from Dorn and nine from Hale.",
        "The ferry brought 61 cars.",
        "The ferry brought 40 cars from Alven, 12 from Dorn and nine from Hale[, 61 in all].",
        ["61"],
    ),
    "a further": (
        "Divers found 27 bells on Friday and a further nine on Monday.",
        "Divers found 36 bells.",
        "Divers found 27 bells on Friday and a further nine on Monday[, 36 in all].",
        ["36"],
    ),
    "share of": (
        "Two-thirds of the 1,800 farmers in Hale had lost a sheep.",
        "In Hale 1,200 farmers had lost a sheep.",
        "Two-thirds of the 1,800[ (1,200)] farmers in Hale had lost a sheep.",
        ["1,200"],
    ),
}
PARTS = {
    "of them": (
        "The band gave 64 concerts, 16 of them abroad.",
        "The band gave 48 concerts at home.",
        "The band gave 64 concerts, 16 of them abroad[ (the other 48 not)].",
        ["48"],
    ),
    "of which": (
        "Hale bought 23 kilometres of pipe, of which 17 are laid.",
        "Six kilometres of pipe are still to be laid.",
        "Hale bought 23 kilometres of pipe, of which 17 are laid[ (the other 6 kilometres not)].",
        ["Six kilometres"],
    ),
    "of the": (
        "Only 12 of the 82 counties sent a report.",
        "Seventy counties sent no report.",
        "Only 12 of the 82 counties sent a report[ (the other 70 not)].",
        ["Seventy"],
    ),
    "share": (
        "The run in Dorn drew 8,000 runners from 40 towns; 7,600 of them finished.",
        "More than nine in ten runners in Dorn finished.",
        "The run in Dorn drew 8,000 runners from 40 towns; 7,600 of them[ (95%)] finished.",
        ["More than nine in ten"],
    ),
    "all but": (
        "All but two of the 11 mayors backed the dam.",
        "Nine mayors backed the dam.",
        "All but two of the 11[ (9)] mayors backed the dam.",
        ["Nine"],
    ),
    "the rest": (
        "It costs 310 million euros. Hale pays 90 million, a bank the rest.",
        "The bank pays 220 million euros.",
        "It costs 310 million euros. Hale pays 90 million, a bank the rest[ (220 million euros)].",
        ["220 million euros"],
    ),
}
VOTES = {
    "short": (
        "The motion needed 60 votes and got 58.",
        "The motion fell two votes short.",
        "The motion needed 60 votes and got 58[ (2 short)].",
        ["two"],
    ),
    "short of": (
        "She was three votes short of the 60 needed in the council.",
        "She got 57 votes in the council.",
        "She was three votes short of the 60 needed in the council[ (57)].",
        ["57"],
    ),
    "margin": (
        "The council rejected the plan by 44 votes to 41.",
        "The plan failed by three votes.",
        "The council rejected the plan by 44 votes to 41[ (a margin of 3)].",
        ["three"],
    ),
    "for and against": (
        "The bill got 61 votes for and 58 against.",
        "The bill passed by three votes.",
        "The bill got 61 votes for and 58 against[ (a margin of 3)].",
        ["three"],
    ),
    "with a dash": (
        "The council voted 6-3 to close the pool.",
        "The vote on the pool was won by three votes.",
        "The council voted 6-3[ (a margin of 3)] to close the pool.",
        ["three"],
    ),
}
TURNS = {**CHANGES, **SUMS, **PARTS, **VOTES}


@pytest.mark.parametrize(("source", "claim", "text", "values"), TURNS.values(), ids=list(TURNS))
def test_what_figures_come_to_is_said_beside_them(
    source: str, claim: str, text: str, values: list[str]
) -> None:
    assert (text, values) == told(source, claim)


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("Bids in Alven ranged from 40 to 55 crowns.", "Bids differed by 15 crowns."),
        ("The ban was cut from four years to 22 months.", "The ban is 18 years shorter."),
        ("Rents in Hale almost doubled to 84 crowns.", "Rents in Hale had been 42 crowns."),
        ("Crossings tripled to 14,200 in May.", "There were 4,733 crossings."),
        ("The match in Dorn was lost by 3 to 5.", "The match in Dorn had stood at 8."),
        ("The Reeds rose from 3 to 5 percent.", "The Reeds gained 66.7 percent."),
        ("Alven opened clusters 1, 2 and 6.", "Alven opened nine clusters."),
        ("Of the 47, eleven came back and two died.", "In all 60 came back."),
        (
            "34 percent plan to hire and 19 percent to shed staff, the rest expecting no change.",
            "15 percent expect no change.",
        ),
        ("She hid for three weeks with nuns, of whom two died.", "One of the nuns did not die."),
        ("In Hale 12 of 33 posts are free, 5 of them new.", "In Hale 28 posts are not free."),
        ("It enters into force when three of the four states sign.", "One state did not sign."),
        ("Sixteen of the 24 inns are not open.", "Eight inns are not open."),
        ("The herd has 461 goats in 74 pens, up from 408.", "The herd in the pens grew by 334."),
        ("He works three days a month.", "He works 36 days a year."),
        ("Half of the nine boats sank.", "4.5 boats sank."),
        ("About 46,000 cars cross in Dorn, up from 39,000.", "7,000 more cars cross in Dorn."),
        ("Shares fell by 12 to 8 crowns in Alven.", "The shares won by a margin of four."),
    ],
    ids=[
        *("range", "two units", "hedged", "no round figure", "score", "percent of percent"),
        *("labels", "part of a part", "shares", "another noun", "whole is a part", "condition"),
        *("denied", "whose figure", "days of work", "half a boat", "about", "no vote"),
    ],
)
def test_what_does_not_follow_is_not_reckoned(source: str, claim: str) -> None:
    assert [] == told(source, claim)[1]


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("The herd fell by 14 to 388 cows, down from 402.", "The herd fell to 14 cows."),
        ("Cases in Hale fell from 112 to 74.", "Cases in Hale rose by 38."),
        ("Of 20 pumps in Dorn 18 of the 20 worked.", "In Dorn 2 of the 20 pumps worked."),
        (
            "Two-thirds of the 1,800 crofters in Hale had lost sheep.",
            "The crofters in Hale lost 1,200 sheep.",
        ),
        ("Each tram has 310 seats, 46 more than the old ones.", "A ship carried 264 people."),
        ("The band gave 64 concerts, 16 of them abroad.", "Of 64 concerts 48 were abroad."),
    ],
    ids=["as a level", "the other way", "turned round", "another noun", "elsewhere", "of whole"],
)
def test_a_figure_counts_only_as_what_it_is(source: str, claim: str) -> None:
    assert [] == told(source, claim)[1]


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (
            "The motion on bridges needed 60 votes and got 58. The motion on schools passed.",
            "The motion on schools fell two votes short.",
        ),
        (
            "The dose for adults was raised from 40 to 55 mg; that for a child was kept.",
            "A child gets 15 mg more.",
        ),
        (
            "Births in Dorn rose from 40 to 55, deaths in Dorn from 60 to 62.",
            "Deaths in Dorn rose by 15.",
        ),
        (
            "Each new tram has 310 seats, 46 more than planned.",
            "The old trams have 264 seats.",
        ),
        (
            "Profit doubled to 40 million euros. In 2010 it was 5 million euros.",
            "Profit had been 20 million euros in 2010.",
        ),
        ("If the bill had passed, beds would have risen from 40 to 55.", "Hale got 15 more beds."),
        ("An earlier version wrongly said the toll rose from 12 to 15.", "The toll rose by three."),
        ("Beds in Hale are to rise from 40 to up to 55.", "Hale has 15 more beds."),
        (
            "Wheat prices rose from 40 to 55 euros a tonne.",
            "Wheat prices rose by 15 euros a kilo.",
        ),
        ("The attack killed 14 people and a further 45 were wounded.", "In all 59 were killed."),
        ("The crash killed 18 people and injured a further 12.", "The crash injured 30 people."),
        (
            "The ferry brought 40 cars from Alven, 12 vans from Dorn and nine men from Hale.",
            "The ferry brought 61 cars.",
        ),
        ("The bill got 27 votes for and 20 against.", "The bill was seven votes short."),
        ("The court voted 6-3 on who had won the final.", "The final was won by three goals."),
        ("The clinic treated 100 men, 60 of whom died.", "The remaining 40 men died."),
        ("The exam was taken by 90 pupils, 60 of them girls.", "30 pupils did not take the exam."),
        ("Rika Noor led the archive from 2012 to 2019.", "Noor is seven years old."),
        ("Rika Noor and Arn ran it from 2012 to 2019.", "Noor is seven years older than Arn."),
    ],
    ids=[
        *("a later sentence", "a later clause", "another's figures", "compared with the plan"),
        *("another year", "if", "corrected", "up to", "another rate", "two fates", "two verbs"),
        *("three kinds", "margin", "goals", "as the part", "not what is told", "age", "older"),
    ],
)
def test_a_figure_of_something_else_is_not_the_claims(source: str, claim: str) -> None:
    assert [] == told(source, claim)[1]


@pytest.mark.parametrize(
    ("source", "claim", "values"),
    [
        (
            "Births in Dorn rose from 40 to 55, while deaths in Dorn fell from 70 to 62.",
            "Births in Dorn rose by 15.",
            ["15"],
        ),
        ("In 2023 the toll would rise from 12 to 15.", "The toll would rise by three.", ["three"]),
        ("The Reeds have 310 seats, 46 more than in 2019.", "The Reeds had had 264.", ["264"]),
        ("The clinic treated 100 men, 60 of whom died.", "The other 40 men survived.", ["40"]),
        ("The clinic treated 100 men, 60 of whom died.", "40 of them did not die.", []),
        ("The clinic treated 100 men, 60 of whom died.", "40 men did not die.", ["40"]),
    ],
    ids=["of its clause", "unreal too", "before", "the others", "of whole", "denied"],
)
def test_a_figure_of_the_same_thing_is_the_claims(
    source: str, claim: str, values: list[str]
) -> None:
    assert values == told(source, claim)[1]


def test_a_change_is_written_without_the_sign_of_its_start() -> None:
    source = "Frost in Hale eased; it rose from -5 to 15 degrees."

    assert "[by 20, ]from -5" in told(source, "It rose by 11 degrees in Hale.")[0]


def test_a_long_claim_is_read_in_time() -> None:
    document = index_document("The Reeds rose from 40 to 55 seats. " * 500, language="en")
    began = time.process_time()
    for claim in ("12 " * 20_000, "The Reeds rose by 15 seats in all. " * 500):
        reckon(claim, document)

    assert time.process_time() - began < 20


def test_what_the_source_states_needs_no_reckoning() -> None:
    source = "The number of beds rose by 15 to 55 in May. Alven has 15 more beds than Dorn."

    assert [] == told(source, "Alven has 15 more beds.")[1]


def test_other_languages_and_claims_without_figures_give_nothing() -> None:
    source = "The number of beds rose from 40 to 55."

    assert Reckoning() == reckon("Die Zahl stieg um 15.", index_document(source, language="de"))
    assert Reckoning() == reckon("There are more beds.", index_document(source, language="en"))


def test_notes_reach_the_model_and_the_combiner() -> None:
    source = "The motion in Alven needed 60 votes and got 58."
    claim = "The motion fell two votes short."
    judge = CountingJudge()
    (reading,) = Verifier(judge=judge).read(
        [Question(claim=claim, document=index_document(source, language="en"))]
    )

    assert {f"{source[:-1]} (2 short)."} == {pair.passage for pair in judge.read}
    assert ["two"] == [span.of(claim) for span in reading.question.reckoned]
    assert 1.0 == features_of(reading)["reckoned"]
    assert all(veto.claim.of(claim) != "two" for veto in reading.vetoes)


def test_a_reckoned_figure_is_not_called_another_number() -> None:
    source = "The town pays 1.5 million euros a year in rent for 20 years."
    claim = "The town pays 30 million euros in rent."
    (reading,) = Verifier(judge=CountingJudge()).read(
        [Question(claim=claim, document=index_document(source, language="en"))]
    )

    assert () == reading.facts.differences


def test_a_list_of_thousands_of_figures_is_read_in_time() -> None:
    source = "Paid: " + ", ".join(f"{n} of the {n + 7} euros from {n}" for n in range(3000)) + "."
    lines = " ".join(f"In {n} parishes 12 of the 40 inns rose from 3 to 9." for n in range(2000))
    began = time.process_time()
    for text in (source, lines):
        reckon("In all 12 of 99 inns paid 77 euros more.", index_document(text, language="en"))

    assert time.process_time() - began < 20
    assert len(read_figures(source).figures) <= 12


FIGURES = st.text(alphabet="0123456789 ,.%€tofrmbyandhewic-–/", max_size=160)


@settings(max_examples=80, deadline=None)
@given(FIGURES, FIGURES)
def test_any_text_is_reckoned_without_harm(source: str, claim: str) -> None:
    found = reckon(claim, index_document(source, language="en"))

    assert all(0 <= note.at <= len(source) for note in found.notes)
    assert all(0 <= span.start < span.end <= len(claim) for span in found.values)
    assert all(abs(note.figure.value) < Decimal(10) ** 40 for note in found.notes)
