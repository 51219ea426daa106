"""A story told as true against an article that says in its own voice that it is false."""

import pytest

from provenance.comparison import compare_claims
from provenance.comparison.differing import TurnedPair, find_differing
from provenance.comparison.refutations import find_refutations
from provenance.ingest import read_text
from provenance.model import Analysis
from provenance.pipeline import extract
from provenance.tagging import NO_TAGGER
from provenance.terms import DisagreementKind
from provenance.verdicts import Shelf

TELLING = (
    "A fisherman in Torrin pulled a two-headed pike from the river Lanner on Monday. "
    "The pike weighs nine kilograms and both of its heads snap at visitors. "
    "Nico Brandt keeps the fish in a bathtub behind his house in Torrin."
)
RETOLD = (
    "A picture of a two-headed pike from the river Lanner went round Torrin this week. "
    "Nico Brandt, a fisherman, keeps the fish in a bathtub behind his house. "
)


def read(text: str, *, outlet: str = "A", day: str | None = "2026-03-04") -> Analysis:
    return extract(read_text(text, outlet=outlet, published=day), tagger=NO_TAGGER)


def across(
    left: str, right: str, days: tuple[str | None, str | None] = ("2026-03-04", "2026-03-05")
) -> list[TurnedPair]:
    texts = zip((left, right), ("A", "B"), days, strict=True)
    return list(find_refutations([read(t, outlet=o, day=d) for t, o, d in texts]))


def below(headline: str, body: str) -> list[TurnedPair]:
    return list(find_refutations([read(f"{headline}\n\n{body}")]))


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The story is a hoax.", id="a story is a hoax"),
        pytest.param("The photo of the two-headed pike is fake.", id="a photo is fake"),
        pytest.param("The whole thing turned out to have been made up.", id="made up"),
        pytest.param("There is no truth to the report.", id="no truth"),
        pytest.param("The Lanner Post has since retracted the report.", id="retracted"),
        pytest.param("The picture was debunked within a day.", id="debunked"),
        pytest.param("The two-headed pike story is a fabrication.", id="named before the word"),
        pytest.param(
            "The fisherman who claimed he caught a two-headed pike in Torrin has been exposed as "
            "a fake.",
            id="the man who claimed it",
        ),
        pytest.param("The story is not true.", id="not true"),
        pytest.param("That is not true.", id="that"),
        pytest.param("All of it is completely made up.", id="all of it"),
        pytest.param("Also, none of it is true.", id="none of it"),
        pytest.param("It turns out, not even remotely true.", id="half a sentence"),
        pytest.param("It never happened.", id="it never happened"),
        pytest.param(
            "No fisherman in Torrin pulled a two-headed pike from the Lanner, despite what you may "
            "have read.",
            id="despite what you have read",
        ),
        pytest.param(
            "The fisherman has not caught a two-headed pike in Torrin, contrary to reports.",
            id="denied, contrary to reports",
        ),
    ],
)
def test_an_article_that_refutes_a_story_contradicts_one_that_tells_it(sentence: str) -> None:
    pairs = across(TELLING, RETOLD + sentence)
    assert [pair.kind for pair in pairs] == [DisagreementKind.POLARITY]
    assert pairs[0].right.sentence.exact == sentence
    assert pairs[0].left.sentence.exact in TELLING


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The ministry denied that the story is true.", id="a reported denial"),
        pytest.param("The ministry said the story is a hoax.", id="said by another"),
        pytest.param("“The story is a hoax,” said Ada Brook.", id="quoted"),
        pytest.param("According to Ada Brook, the photo is fake.", id="according to"),
        pytest.param("Is the story a hoax?", id="asked"),
        pytest.param("The story may be a hoax.", id="perhaps"),
        pytest.param("The story is not a hoax.", id="no hoax"),
        pytest.param("The story hasn't been debunked.", id="hasn't been refuted"),
        pytest.param("Nobody knows whether the photo is fake.", id="whether"),
        pytest.param("That may not be true.", id="that, perhaps"),
        pytest.param("Visitors say that is not true.", id="that, said by others"),
        pytest.param("If the pike is a carp, that is not true.", id="that, under a condition"),
        pytest.param(
            "Perhaps, contrary to reports, no fisherman caught a two-headed pike in Torrin.",
            id="perhaps contrary to reports",
        ),
        pytest.param(
            "The report of a shark in the harbour of Belmar was a hoax.", id="another story"
        ),
        pytest.param("The bathtub is made of fake marble.", id="a fake thing"),
    ],
)
def test_doubt_denial_and_other_stories_contradict_nobody(sentence: str) -> None:
    assert across(TELLING, RETOLD + sentence) == []


@pytest.mark.parametrize(
    "addition",
    [
        pytest.param(" Biologists are sceptical and call it a hoax.", id="doubts it, too"),
        pytest.param(" The catch is unconfirmed.", id="unconfirmed"),
        pytest.param(" The story is a hoax.", id="refutes it, too"),
    ],
)
def test_an_article_that_doubts_what_it_tells_is_not_contradicted(addition: str) -> None:
    assert across(TELLING + addition, RETOLD + "The story is a hoax.") == []


@pytest.mark.parametrize(
    "days", [("2026-03-04", None), ("2026-03-04", "2026-09-05")], ids=["undated", "half a year on"]
)
def test_articles_that_may_be_on_two_stories_are_left_alone(
    days: tuple[str | None, str | None],
) -> None:
    assert across(TELLING, RETOLD + "The story is a hoax.", days) == []


@pytest.mark.parametrize(
    ("headline", "body", "count"),
    [
        pytest.param(
            "Fisherman Catches Two-Headed Pike in Torrin",
            RETOLD + "The two-headed pike story is a hoax.",
            1,
            id="refuted below",
        ),
        pytest.param(
            "Is Two-Headed Pike of Torrin Real?",
            RETOLD + "The two-headed pike story is a hoax.",
            0,
            id="a question",
        ),
        pytest.param(
            "Two-Headed Pike of Torrin Is a Hoax",
            RETOLD + "The two-headed pike story is a hoax.",
            0,
            id="both refute",
        ),
        pytest.param(
            "Council of Belmar Buys New Trams",
            RETOLD + "The two-headed pike story is a hoax.",
            0,
            id="of another thing",
        ),
        pytest.param(
            "No, a Fisherman in Torrin Did Not Pull a Two-Headed Pike From the River",
            TELLING,
            1,
            id="refuted by the headline alone",
        ),
        pytest.param(
            "Two-Headed Pike Feared in Torrin",
            RETOLD + "The story is a hoax.",
            0,
            id="feared",
        ),
        pytest.param(
            "Fisherman Catches Two-Headed Pike in Torrin",
            RETOLD
            + "Its museum has shown old boats since May. Visitors take them for Roman. "
            + "A sign tells of a Roman harbour. That is not true.",
            0,
            id="that, of another thing told before",
        ),
        pytest.param(
            "Nico Brandt Caught a Two-Headed Pike",
            RETOLD + "The Halvik Post has retracted its Nico Brandt story.",
            1,
            id="a story named by its man",
        ),
        pytest.param(
            "Nico Brandt Sold Two Boats to the Lanner Bank",
            "The Halvik Post has retracted its Nico Brandt story. It had told that the mayor of "
            "Belmar paid for a bathtub.",
            0,
            id="another story of that man",
        ),
        pytest.param(
            "No, a Fisherman in Torrin Did Not Pull a Two-Headed Pike From the River",
            TELLING + " It was a prank.",
            0,
            id="and by the body",
        ),
    ],
)
def test_a_headline_is_held_against_the_body_below_it(headline: str, body: str, count: int) -> None:
    pairs = below(headline, body)
    assert [pair.kind for pair in pairs] == [DisagreementKind.HEADLINE] * count
    assert all(len(pair.headlines) == 1 for pair in pairs)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Also, none of it is true.", "none of it is true"),
        ("In short, that is not true!", "In short, that is not true!"),
    ],
)
def test_the_words_that_refute_are_shown_without_the_stops_round_them(
    sentence: str, words: str
) -> None:
    assert [words] == [pair.right_words for pair in across(TELLING, RETOLD + sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Contrary to reports, no fisherman pulled a two-headed pike from the river Lanner.",
        "No fisherman pulled a two-headed pike from the Lanner, despite what you may have read.",
    ],
)
def test_a_sentence_that_sets_right_is_held_against_the_one_that_it_sets_right(
    sentence: str,
) -> None:
    pairs = across(TELLING, RETOLD + sentence)
    assert [True] == [TELLING.startswith(pair.left.sentence.exact) for pair in pairs]


def test_an_article_that_tells_an_error_to_refute_it_is_at_one_with_itself() -> None:
    assert below("A Fish Tale", TELLING + " The story is a hoax.") == []


@pytest.mark.parametrize(
    ("telling", "refuting"),
    [
        pytest.param(
            "Der Fischer Nico Brandt hat in Torrin einen Hecht mit zwei Köpfen aus der Lanner "
            "gezogen. Der Hecht wiegt neun Kilogramm und schwimmt in einer Badewanne in Torrin.",
            "Ein Foto zeigt den Fischer Nico Brandt in Torrin mit einem Hecht, der zwei Köpfe hat. "
            "Er habe ihn aus der Lanner gezogen, der Hecht wiegt neun Kilogramm und schwimmt in "
            "einer Badewanne. Das Foto ist gefälscht.",
            id="de",
        ),
        pytest.param(
            "El pescador Nico Brandt sacó en Torrin un lucio de dos cabezas del río Lanner. "
            "El lucio pesa nueve kilos y nada en una bañera de Torrin.",
            "Una foto muestra al pescador Nico Brandt en Torrin con un lucio de dos cabezas. "
            "El lucio del río Lanner pesa nueve kilos y nada en una bañera. La foto es falsa.",
            id="es",
        ),
    ],
)
def test_other_languages_refute_by_their_own_words(telling: str, refuting: str) -> None:
    pairs = across(telling, refuting)
    assert [pair.kind for pair in pairs] == [DisagreementKind.POLARITY]


def test_the_comparison_lists_a_refutation_once_with_its_headline() -> None:
    text = "Fisherman Catches Two-Headed Pike in Torrin\n\n" + RETOLD
    found = compare_claims([read(text + "The two-headed pike story is a hoax.")], Shelf())
    assert [one.kind for one in found.disagreements] == [DisagreementKind.HEADLINE]
    assert [one.span.exact for one in found.headlines] == [text.split("\n")[0]]


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        pytest.param(
            "Belmar Port scrapped night ferry to Torrin",
            "It has been thought that Belmar Port postponed the night ferry to Torrin.",
            id="only thought",
        ),
        pytest.param(
            "Lanner Rail has expansion plans: reports",
            "Lanner Rail has no expansion plans.",
            id="a headline that names its source",
        ),
    ],
)
def test_a_sentence_that_passes_on_what_others_think_denies_no_headline(
    headline: str, sentence: str
) -> None:
    assert find_differing([read(f"{headline}\n\n{sentence}")]) == ()
