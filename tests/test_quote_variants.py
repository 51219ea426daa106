"""The same quotation in several articles: same words, other words, other mouth, other occasion."""

import pytest

from provenance.comparison.quote_variants import (
    QuotePair,
    changed_pairs,
    find_variants,
    find_wordings,
    pairs_of_mouths,
)
from provenance.ingest import read_text
from provenance.model import Analysis
from provenance.pipeline import extract


def analysed(*texts: str, days: tuple[str | None, ...] = ()) -> list[Analysis]:
    told = days or ("2026-03-04",) * len(texts)
    return [
        extract(read_text(text, outlet=f"Outlet {at}", published=day))
        for at, (text, day) in enumerate(zip(texts, told, strict=True))
    ]


def changed(*texts: str, days: tuple[str | None, ...] = ()) -> list[QuotePair]:
    return list(changed_pairs(find_variants(find_wordings(analysed(*texts, days=days)))))


def words_changed(pair: QuotePair) -> list[tuple[str, str]]:
    return [(edit.source, edit.article) for edit in pair.alignment.edits]


VERSIONS = [
    pytest.param(
        "“The old bridge must come down,” city engineer Ada Brook said on Tuesday.",
        "“The old bridge may come down,” city engineer Ada Brook said on Tuesday.",
        [("must", "may")],
        id="en: modality",
    ),
    pytest.param(
        "„Wir haben nie vor dem Damm gewarnt“, sagte Ingenieurin Ada Brock am Dienstag.",
        "„Wir haben immer vor dem Damm gewarnt“, sagte Ingenieurin Ada Brock am Dienstag.",
        [("nie", "immer")],
        id="de: never and always",
    ),
    pytest.param(
        "« Nous ne fermerons pas cette école de musique avant l'été », dit la maire Jeanne Morel.",
        "« Nous fermerons cette école de musique avant l'été », dit la maire Jeanne Morel.",
        [("ne", ""), ("pas", "")],
        id="fr: negation lost",
    ),
    pytest.param(
        "„Ten most musi zostać rozebrany przed zimą”, powiedziała inżynier Ada Brzoza.",
        "„Ten most może zostać rozebrany przed zimą”, powiedziała inżynier Ada Brzoza.",
        [("musi", "może")],
        id="pl: modality",
    ),
    pytest.param(
        "«Мы закроем этот мост до конца осени», — сказала инженер Анна Бровкина.",
        "«Мы не закроем этот мост до конца осени», — сказала инженер Анна Бровкина.",
        [("не", "")],
        id="ru: negation brought",
    ),
]


@pytest.mark.parametrize(("left", "right", "expected"), VERSIONS)
def test_two_versions_of_one_quotation_are_found_with_their_words(
    left: str, right: str, expected: list[tuple[str, str]]
) -> None:
    found = [words_changed(pair) for pair in changed(left, right)]

    assert [expected] == found


NO_VERSIONS = [
    pytest.param(
        "“The old road over the pass is dead,” shepherd Zoran Kobak said through an interpreter.",
        "“The old road across the pass is dead,” shepherd Zoran Kobak said in Georgian.",
        id="two translations",
    ),
    pytest.param(
        "“We will build the new wall of the harbour this year,” Ruth Amadi said on Friday.",
        "“We will not build the new wall of the harbour this year,” Ruth Amadi said on Monday.",
        id="two occasions",
    ),
    pytest.param(
        "“We are gravely worried by the new wall of the harbour,” mayor Ruth Amadi said.",
        "“We are worried by the high wall of the harbour,” engineer Ada Brook said.",
        id="two speakers with words of their own",
    ),
    pytest.param(
        "“The family [of the driver] has settled the matter in peace,” officer Karl Brandt said.",
        "“The family has settled the matter in peace,” officer Karl Brandt said.",
        id="an editor's bracket",
    ),
    pytest.param(
        "“It is very wise that you have decided to stay,” envoy Karl Brandt said.",
        "“It's very wise that you have decided to stay,” envoy Karl Brandt said.",
        id="a short form",
    ),
    pytest.param(
        "“She won't talk to me about the farm,” said Karl Brandt. “She won't let my son talk to me "
        "about the farm,” Karl Brandt said.",
        "“She won't talk to me about the farm,” Karl Brandt said.",
        id="two sentences of one speaker",
    ),
    pytest.param(
        "“The colour of the harbour wall is a theatre of war,” artist Ruth Amadi said.",
        "“The color of the harbor wall is a theater of war,” artist Ruth Amadi said.",
        id="spelling",
    ),
]


@pytest.mark.parametrize(("left", "right"), NO_VERSIONS)
def test_what_is_no_second_version_is_left_alone(left: str, right: str) -> None:
    assert [] == changed(left, right)


def test_words_of_one_speaker_weeks_later_are_another_occasion() -> None:
    left = "“We will build the harbour wall by the end of May,” mayor Ruth Amadi said."
    right = "“We will build the harbour wall by the end of June,” mayor Ruth Amadi said."

    assert [] == changed(left, right, days=("2026-03-04", "2026-04-20"))
    assert 1 == len(changed(left, right, days=("2026-03-04", "2026-03-05")))


def test_words_said_on_two_days_are_two_occasions_whatever_else_is_dated() -> None:
    left = (
        "“We will build the harbour wall by the end of May,” mayor Ruth Amadi said on Monday, "
        "before the vote of Tuesday."
    )
    right = "“We will build the harbour wall by the end of June,” mayor Ruth Amadi said on Tuesday."

    assert [] == changed(left, right)
    assert 1 == len(changed(left, right.replace("Tuesday", "Monday")))


def test_a_part_of_a_quotation_is_the_same_wording() -> None:
    whole = "“We will build the wall of the harbour, and we will do it soon,” Ruth Amadi said."
    part = "Ruth Amadi said that they would “build the wall of the harbour” in spring."

    found = find_variants(find_wordings(analysed(whole, part)))

    assert [True] == [variant.is_same_wording for variant in found]


def test_many_outlets_with_one_slip_are_one_line_each() -> None:
    right = "“The old bridge must come down,” city engineer Ada Brook said."
    slip = "“The old bridge may come down,” city engineer Ada Brook said."

    found = changed(*[right] * 6, slip, slip)

    assert [6, 7] == sorted(max(p.left.article, p.right.article) for p in found)


def mouths(*texts: str) -> list[set[str]]:
    wordings = find_wordings(analysed(*texts))
    return [
        {q.claim.speaker.name or "" for q in (pair.left, pair.right) if q.claim.speaker}
        for pair in pairs_of_mouths(wordings, find_variants(wordings))
    ]


def test_the_same_words_in_the_mouths_of_two_persons_are_told() -> None:
    found = mouths(
        "“You cannot mend a dam with a press release,” councillor Ada Brook said in the debate.",
        "In the debate minister Karl Brandt snapped: “You cannot mend a dam with a press release.”",
    )

    assert [{"Ada Brook", "Karl Brandt"}] == found


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            "“You cannot mend a dam with a press release,” the county said in the debate.",
            id="a body",
        ),
        pytest.param(
            "“You cannot mend a dam with a press release,” Ms Brook said in the debate.",
            id="a surname alone",
        ),
        pytest.param(
            "“You cannot mend a dam with a press release,” she said in the debate.", id="a pronoun"
        ),
        pytest.param(
            "“You cannot mend a dam with a press release,” Karl Brandt quoted Ada Brook as saying.",
            id="one quotes the other",
        ),
    ],
)
def test_what_may_be_one_mouth_is_left_alone(other: str) -> None:
    first = "“You cannot mend a dam with a press release,” councillor Ada Brook said in the debate."

    assert [] == mouths(first, other)
