"""The same number or day told differently; and the traps that are no contradiction."""

import pytest

from provenance.comparison.told_differently import ToldPair, find_told_differently
from provenance.ingest import read_text
from provenance.pipeline import extract
from provenance.terms import DisagreementKind

DAY = "2026-03-04"


def told(
    left: str, right: str, *, days: tuple[str | None, str | None] = (DAY, DAY)
) -> list[ToldPair]:
    texts = zip((left, right), ("Left Post", "Right Post"), days, strict=True)
    analyses = [extract(read_text(t, outlet=outlet, published=day)) for t, outlet, day in texts]
    return [pair for pair in find_told_differently(analyses) if not pair.moved_on]


def test_digits_swapped_in_one_story_need_share_no_more_than_what_is_counted() -> None:
    left = f"{STORY[0]}\n\nThe margin was 58 votes."
    right = f"{STORY[1]}\n\nJust 85 votes decided it."
    both = f"{right} At noon it had been 58 votes."

    assert [("58", "Just 85")] == [
        (pair.left_words, pair.right_words) for pair in told(left, right, days=(DAY, "2026-03-05"))
    ]
    assert [] == told(left, both, days=(DAY, "2026-03-05"))
    assert [] == told("The margin was 58 votes.", "Just 85 votes decided it.")


def test_swapped_digits_of_two_shares_are_of_what_each_is_a_share_of() -> None:
    left = f"{STORY[0]}\n\nThe butter of the market is 45% fat."
    right = f"{STORY[1]}\n\nThe cream there has 54 percent fat."

    assert [] == told(left, right)


STORY = (
    (
        "The storm of Sunday night tore the roof off the old fish market at Halvik, flooded four "
        "cellars by the harbour and left the island of Lanner without light."
    ),
    (
        "The island of Lanner was left without light when the storm of Sunday night flooded four "
        "cellars by the harbour and tore the roof off the old fish market at Halvik."
    ),
)

CONFLICTS = [
    pytest.param(
        "The outbreak in the Lanner valley ended with 212 cases, the ministry said.",
        "The ministry said 221 people fell ill in the outbreak in the Lanner valley.",
        ("212", "221"),
        id="en: three digits swapped, whatever is counted",
    ),
    pytest.param(
        "The treaty between Belmar and Torrin, signed in 1987, sets the border at the Lanner.",
        "Envoys meet next week over the treaty signed in 1978 between Belmar and Torrin.",
        ("1987", "1978"),
        id="en: the digits of a year swapped, beside another day",
    ),
    pytest.param(
        "The canton of Belmar will build 48 flats on the old harbour site, the council decided.",
        "On the old harbour site the canton of Belmar is to build 36 flats, the council decided.",
        ("48", "36"),
        id="en: one plan, two numbers",
    ),
    pytest.param(
        "The court in Torrin fined the brewery Halvik 3.4 million euros for fixing beer prices.",
        "Halvik must pay 4.3 million euros for its beer cartel, the court in Torrin ruled.",
        ("3.4 million euros", "4.3 million euros"),
        id="en: digits swapped, so that fewer words must be shared",
    ),
    pytest.param(
        "Tenants of the Lindenhof in Belmar pay 90 crowns a month for the new lift.",
        "Tenants of the Lindenhof in Belmar pay 90 crowns a year for the new lift.",
        ("90 crowns a month", "90 crowns a year"),
        id="en: one sum, two rates",
    ),
    pytest.param(
        "The Ardeva book fair had 52 stands, four more than last year.",
        "With 52 stands the Ardeva book fair had four fewer than last year.",
        ("four more", "four fewer"),
        id="en: more against fewer",
    ),
    pytest.param(
        "Baker Ines Calvero, 58, won the marathon of Ardeva in a borrowed pair of shoes.",
        "The marathon of Ardeva was won by Ines Calvero, an 85-year-old baker in borrowed shoes.",
        ("58", "85"),
        id="en: one woman, two ages",
    ),
    pytest.param(
        "The council of Belmar voted 23 to 12 on Tuesday to ban lorries from the harbour road.",
        "Belmar's council backed the lorry ban on the harbour road by 25 votes to 10 on Tuesday.",
        ("23 to 12", "25 votes to 10"),
        id="en: one vote, two counts",
    ),
    pytest.param(
        "Die Stadt Arnfels kauft 60 neue Busse für die Linie zum Bahnhof, sagte Timo Raab.",
        "Arnfels kauft für die Linie zum Bahnhof 75 neue Busse, sagte Timo Raab.",
        ("60", "75"),
        id="de: one order, two numbers",
    ),
    pytest.param(
        "Le musée de Vernelle a prêté 13 tapisseries au château de Lormont pour une année.",
        "Le musée de Vernelle a prêté au château de Lormont 30 tapisseries pour une année.",
        ("13", "30"),
        id="fr: one loan, two numbers",
    ),
    pytest.param(
        "Музей в Вернеле передал замку Лормонт 13 старых ковров на один год.",
        "На один год музей в Вернеле передал замку Лормонт 30 старых ковров.",
        ("13", "30"),
        id="ru: one loan, two numbers",
    ),
    pytest.param(
        "The contract for the Belmar tram extension was signed on Friday, 20 February, there.",
        "City and builder signed the contract for Belmar's tram extension on Monday, 16 February.",
        ("Friday, 20 February", "Monday, 16 February"),
        id="en: one signing, two days",
    ),
    pytest.param(
        "The county of Torrin cut its grant to the Lanner theatre by a third on Tuesday.",
        "On Tuesday the county of Torrin halved its grant to the theatre in Lanner.",
        ("by a third", "halved"),
        id="en: halved, cut by a third",
    ),
    pytest.param(
        "The customs rules of Belmar enter into force on 1 July, the harbour board said.",
        "The harbour board said the customs rules of Belmar take effect on 1 October.",
        ("1 July", "1 October"),
        id="en: one beginning in other words, two days",
    ),
    pytest.param(
        "Die Messe in Arnfels öffnet am 6. Mai, bestätigten die Veranstalter der Messe.",
        "Am 16. Mai öffnet die Messe in Arnfels, bestätigten die Veranstalter der Messe.",
        ("6. Mai", "16. Mai"),
        id="de: one opening, two days",
    ),
]


@pytest.mark.parametrize(("left", "right", "expected"), CONFLICTS)
def test_one_thing_told_in_two_figures_is_found(
    left: str, right: str, expected: tuple[str, str]
) -> None:
    found = [(pair.left_words, pair.right_words) for pair in told(left, right)]

    assert [expected] == found


TRAPS = [
    pytest.param(
        "The board expects the harvest of Torrin to reach 4 million tonnes.",
        "The harvest of Torrin came to 3.2 million tonnes, less than the board had expected.",
        id="a forecast and what came of it",
    ),
    pytest.param(
        "In the city of Belmar 310 accidents were recorded in the year of the great flood.",
        "In Belmar county 720 accidents were recorded in the year of the great flood.",
        id="city and county",
    ),
    pytest.param(
        "The first phase of the Torrin harbour wall costs the port company 12 million euros.",
        "The Torrin harbour wall costs the port company 45 million euros.",
        id="a phase and the whole",
    ),
    pytest.param(
        "The 2023 report of the Torrin rangers counted 14 bears in the Lanner hills.",
        "The 2025 report of the Torrin rangers counted 22 bears in the Lanner hills.",
        id="reports of two years",
    ),
    pytest.param(
        "The council in Torrin voted 31 to 30 on Monday evening for the tramway.",
        "The council in Torrin voted 44 to 17 on Monday evening for the footbridge.",
        id="two votes of one sitting",
    ),
    pytest.param(
        "Organisers of the Torrin garlic fair expected 10,000 visitors on the river meadow.",
        "The Torrin garlic fair drew 6,400 visitors on the river meadow.",
        id="forecast and outcome",
    ),
    pytest.param(
        "Between 200 and 300 people camped at the gate of the Torrin sugar works.",
        "Some 250 to 350 people camped at the gate of the Torrin sugar works.",
        id="overlapping ranges",
    ),
    pytest.param(
        "Inflation in the county of Torrin stood at 3.46 percent in April, the office said.",
        "In April inflation in the county of Torrin was 3.5 percent, the office said.",
        id="rounded",
    ),
    pytest.param(
        "The Torrin rail tunnel under the Lanner hills is 14 kilometres long.",
        "The Torrin rail tunnel under the Lanner hills is 8.7 miles long.",
        id="two units",
    ),
    pytest.param(
        "Police said that 4,000 people marched through the old town of Torrin on Sunday.",
        "Organisers said that 9,000 people marched through the old town of Torrin on Sunday.",
        id="two sources with an estimate each",
    ),
    pytest.param(
        "Seventeen climbers are still missing on the north face of the Torrin peak.",
        "Two climbers are still missing on the north face of the Torrin peak.",
        id="a figure that moves on",
    ),
    pytest.param(
        "The upper chamber in Torrin rejected the fish bill in March after a long debate.",
        "The lower chamber in Torrin rejected the fish bill in February after a long debate.",
        id="two chambers",
    ),
    pytest.param(
        "Unemployment in the Torrin valleys was 5.1 percent, seasonally adjusted, the office said.",
        "Unemployment in the Torrin valleys was 5.8 percent, the office said.",
        id="two baselines",
    ),
    pytest.param(
        "The Torrin mill sacked 200 people in the spring, a flyer at the mill says.",
        "The Torrin mill did not sack 300 people in the spring, a flyer at the mill says.",
        id="a denial",
    ),
    pytest.param(
        "In der Stadt Arnfels wurden 310 neue Heizungen eingebaut, sagte die Behörde.",
        "Im Landkreis Arnfels wurden 720 neue Heizungen eingebaut, sagte die Behörde.",
        id="de: city and county",
    ),
    pytest.param(
        "У місті Торрин торік встановили 140 нових теплових насосів, повідомили там.",
        "У Торринській області торік встановили 520 нових теплових насосів, повідомили там.",
        id="uk: city and region",
    ),
    pytest.param(
        "Lorry number 12 carried 31 crates of apples to the Torrin harbour market on Sunday.",
        "Lorry number 14 carried 52 crates of apples to the Torrin harbour market on Sunday.",
        id="two lorries",
    ),
    pytest.param(
        "In Belmar 437 couriers were detained outside the rectory by the Lanner Customs Service.",
        "The ring of the quay threatened 734 dockers in Belmar, the Lanner Customs Service said.",
        id="digits swapped of two things that have only names in common",
    ),
    pytest.param(
        "The Torrin Waste Company will pay 78.3 million euros for the deposit scheme in Torrin,"
        " it said in a notice.",
        "The Torrin Waste Company will pay 75.9 million euros for the incinerator in Torrin,"
        " it said in a notice.",
        id="two sums for two things",
    ),
    pytest.param(
        "Largest spider crabs off Torrin live in cold water of up to 1,000 metres.",
        "Largest spider crabs off Torrin live in cold water and are 1.2 metres wide.",
        id="figures of another size are of another thing",
    ),
]


@pytest.mark.parametrize(("left", "right"), TRAPS)
def test_figures_that_may_both_be_right_are_left_alone(left: str, right: str) -> None:
    assert [] == told(left, right)


PLAN = (
    "The canton of Belmar will build 48 flats on the old harbour site, the council decided.",
    "On the old harbour site the canton of Belmar is to build 36 flats, the council decided.",
)


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(("2026-03-04", "2026-03-06"), id="two days apart"),
        pytest.param(("2026-03-04T08:00:00+01:00", "2026-03-04T19:00:00+01:00"), id="hours apart"),
        pytest.param((None, "2026-03-04"), id="one without a date"),
    ],
)
def test_a_figure_may_have_changed_between_two_articles(
    days: tuple[str | None, str | None],
) -> None:
    assert [] == told(*PLAN, days=days)


def test_a_slip_of_digits_is_no_development() -> None:
    found = told(
        "The flood in Torrin destroyed 134 houses of the lower valley, the county said.",
        "A total of 143 houses fell to the flood in Torrin.",
        days=("2026-03-04", "2026-03-05"),
    )

    assert [DisagreementKind.NUMBER] == [pair.kind for pair in found]


def test_one_weekday_with_two_dates_is_a_slip() -> None:
    found = told(
        "The tram drivers of Torrin will stop work on Thursday, 19 March, from four o'clock.",
        "The strike of the tram drivers of Torrin is set for Thursday, 20 March.",
        days=("2026-03-15", "2026-03-16"),
    )

    assert [DisagreementKind.DATE] == [pair.kind for pair in found]


def test_the_day_of_saying_is_no_day_of_what_is_said() -> None:
    found = told(
        "The new library of Belmar opens on 6 May, the mayor of Belmar confirmed on Tuesday.",
        "The new library of Belmar opens on 6 May, the mayor of Belmar confirmed on Monday.",
    )

    assert [] == found


def test_sentences_of_two_languages_are_not_compared() -> None:
    found = told(
        "The museum of Vernelle lent the castle of Lormont 13 tapestries for one year.",
        "Le musée de Vernelle a prêté au château de Lormont 30 tapisseries pour une année.",
    )

    assert [] == found


def test_work_grows_with_the_sentences_and_not_with_their_square() -> None:
    """Eight outlets, one of which errs: what is found is found against that one."""
    verbs = ("said", "noted", "added", "stated", "announced", "declared", "warned", "wrote")
    texts = [
        f"The flood on the Lanner destroyed {143 if at == 5 else 134} houses in the valley of "
        f"Torrin, the county {verb}."
        for at, verb in enumerate(verbs)
    ]
    analyses = [
        extract(read_text(text, outlet=f"Outlet {at}", published=DAY))
        for at, text in enumerate(texts)
    ]

    found = find_told_differently(analyses)

    assert {"143", "134"} == {
        words for pair in found for words in (pair.left_words, pair.right_words)
    }
    assert all("143" in (pair.left_words, pair.right_words) for pair in found)
