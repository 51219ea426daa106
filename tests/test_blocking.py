"""Stories: which articles share one, and that a run by stories tells what one whole run tells."""

import datetime as dt
import functools
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import attrs
import made_events
import pytest
import report_builders as build
from hypothesis import given, settings
from hypothesis import strategies as st
from verify_builders import CountingJudge

import provenance
from provenance.blocking import (
    FIRM,
    KeyKind,
    Link,
    Roster,
    StoryKeys,
    count_event_keys,
    gather_stories,
    is_link,
    kind_of_key,
    link_stories,
    pairs_of_key,
    story_keys,
    strength_of,
    timeless_key,
)
from provenance.blocking.fingerprints import SHINGLE, WINDOW, fingerprint_texts
from provenance.blocking.near_documents import documents_near
from provenance.ingest import read_text
from provenance.intake import Intake, without_late
from provenance.model import Analysis
from provenance.pacing import JUDGING, Pace
from provenance.pipeline import extract
from provenance.report import render
from provenance.story_steps import (
    Told,
    compare_story,
    divide_stories,
    judge_stories,
    merge_stories,
    verify_story,
)
from provenance.terms import Reason, Stage
from provenance.verdicts import Shelf

WORDS = st.lists(st.sampled_from([f"word{n}" for n in range(400)]), min_size=19, max_size=60)


@functools.cache
def analysed() -> tuple[Analysis, ...]:
    return tuple(map(extract, made_events.made_articles()))


def keys_of(text: str, *, day: str | None = "2026-03-04") -> StoryKeys:
    return story_keys(extract(read_text(text, published=day)))


def linked(*texts: str, days: Sequence[str | None] = ()) -> bool:
    given_days = days or ["2026-03-04"] * len(texts)
    keys = [keys_of(text, day=day) for text, day in zip(texts, given_days, strict=True)]
    return bool(link_stories(keys))


def nobody(questions: object) -> tuple[()]:
    raise AssertionError(questions)


# --- keys ----------------------------------------------------------------------------------------


def test_the_keys_of_an_article_do_not_depend_on_its_id_and_are_the_same_everywhere() -> None:
    analysis = analysed()[0]
    renamed = attrs.evolve(analysis, article=attrs.evolve(analysis.article, id="other"))

    assert story_keys(analysis).keys == story_keys(renamed).keys
    assert ("other", dt.date(2026, 3, 4)) == (
        story_keys(renamed).article,
        story_keys(renamed).day,
    )
    assert (526593351956614866,) == fingerprint_texts(
        ["one two three four five six seven eight"], most=9
    )


def test_an_event_is_named_with_the_week_of_its_article_and_the_next() -> None:
    dated, undated = keys_of("Torrin floods."), keys_of("Torrin floods.", day=None)

    week = dt.date(2026, 3, 4).toordinal() // 7
    assert {str(week), str(week + 1)} == {
        key.rpartition(" ")[2] for key in dated.keys if key[0] in "nwf"
    }
    assert {"-"} == {key.rpartition(" ")[2] for key in undated.keys if key[0] in "nwf"}


@given(shared=WORDS, before=WORDS, behind=WORDS)
def test_nineteen_shared_words_in_a_row_always_leave_a_shared_fingerprint(
    shared: list[str], before: list[str], behind: list[str]
) -> None:
    run = " ".join(shared)
    one = fingerprint_texts([f"{' '.join(before)} {run}"], most=999)
    other = fingerprint_texts([f"{run}, {' '.join(behind).upper()}."], most=999)

    assert SHINGLE + WINDOW - 1 == 19
    assert set(one) & set(other)


def test_a_text_of_fewer_words_than_a_shingle_has_no_fingerprint() -> None:
    assert () == fingerprint_texts(["only seven words are in this row", ""], most=9)


def test_an_endless_article_leaves_few_keys() -> None:
    text = " ".join(f"Word{n} other{n % 977} {n}" for n in range(40_000))
    keys = story_keys(build.analysis(build.article(text), ()))

    assert len(keys.keys) < 800


# --- links ---------------------------------------------------------------------------------------

FLOOD = (
    "The river Lanner flooded the valley of Torrin and broke the dam at Corrin mill. Engineer Ada "
    "Brook said pumps were on their way to the 1,340 houses."
)
RESCUE = (
    "At Corrin mill the dam broke; the valley of Torrin was flooded by the Lanner. Some 1,340 "
    "houses stand in water, and engineer Brook waits for pumps."
)
VOTE = (
    "Islanders elected the teacher Ines Holt as their mayor on Tuesday. Ballots were counted by "
    "lamplight in the harbour school."
)
SAYING = "“We will not be intimidated by anybody here,” {who} said."
PASTED = (
    "Rescuers brought sandbags and blankets to the valley and stayed there for two nights while "
    "the water slowly fell below the lowest step of the chapel."
)


@pytest.mark.parametrize(
    ("one", "other", "days", "expected"),
    [
        pytest.param(FLOOD, RESCUE, ("2026-03-04", "2026-03-06"), True, id="one event"),
        pytest.param(FLOOD, RESCUE, (None, None), True, id="one event, both undated"),
        pytest.param(FLOOD, RESCUE, ("2026-03-04", "2026-03-30"), False, id="weeks apart"),
        pytest.param(FLOOD, VOTE, ("2026-03-04", "2026-03-04"), False, id="two events"),
        pytest.param(FLOOD, VOTE, (None, None), False, id="two events, undated"),
        pytest.param(
            SAYING.format(who="Ada Brook"),
            "A chef. " + SAYING.format(who="Karl Senn"),
            ("2026-03-04", "2026-03-20"),
            True,
            id="one quotation, two mouths",
        ),
        pytest.param(
            SAYING.format(who="Ada Brook"),
            "A chef. " + SAYING.format(who="Karl Senn"),
            ("2026-03-04", "2026-05-20"),
            False,
            id="one quotation, months apart",
        ),
        pytest.param(
            f"Lakes rise. {PASTED}",
            f"{PASTED} Bread is dear.",
            (None, "2026-03-04"),
            True,
            id="pasted, one undated",
        ),
        pytest.param(FLOOD, FLOOD + " ", ("2026-03-04", "2026-03-20"), True, id="a reprint"),
    ],
)
def test_articles_are_linked_by_copied_and_quoted_words_and_by_their_event(
    one: str, other: str, days: tuple[str | None, str | None], *, expected: bool
) -> None:
    assert expected is linked(one, other, days=days)


def test_an_event_in_two_languages_is_linked_by_names_and_figures() -> None:
    german = (
        "Im Tal von Torrin brach der Damm an der Corrin-Mühle. 1.340 Häuser stehen im Wasser der "
        "Lanner, sagte Ada Brook."
    )

    assert linked(FLOOD, german)


def of_event(article: str, *words: str, day: dt.date | None = None) -> StoryKeys:
    keys = tuple(sorted(f"n {word} -" for word in words))
    return StoryKeys(article=article, day=day, language="en", keys=keys)


def test_what_very_many_articles_hold_links_none() -> None:
    shared = [f"name{n}" for n in range(8)]
    few = [of_event(f"a{n:03}", *shared) for n in range(20)]
    many = [of_event(f"a{n:03}", *shared) for n in range(300)]

    assert 8 * 20 - sum(range(9)) == len(link_stories(few))
    assert () == link_stories(many)


def test_many_articles_on_one_event_are_one_story_though_each_is_held_against_a_few() -> None:
    shared = [f"name{n}" for n in range(20)]
    many = [of_event(f"a{n:03}", *shared, *(f"own{n}of{m}" for m in range(30))) for n in range(120)]
    others = [of_event(f"b{n:03}", *(f"of{n}other{m}" for m in range(30))) for n in range(900)]

    links = link_stories([*many, *others])

    assert 8 * 120 - sum(range(9)) == len(links)
    assert 1 == len(gather_stories([one.article for one in many], links))


def test_hundreds_of_copies_are_linked_with_their_neighbours_only() -> None:
    copies = [
        StoryKeys(article=f"a{n:03}", day=None, language="en", keys=("c 1", "c 2"))
        for n in range(400)
    ]

    links = link_stories(copies)

    assert len(links) < 3 * 400
    assert 1 == len(gather_stories([one.article for one in copies], links))


KEYS = st.lists(
    st.builds(
        lambda number, day, letters: StoryKeys(
            article=f"a{number}",
            day=None if day is None else dt.date(2026, 3, 1) + dt.timedelta(days=day),
            language="en",
            keys=tuple(
                sorted(
                    {
                        f"{letter} {what}" if letter in "tcsq" else f"{letter} {what} {week}"
                        for letter, what in letters
                        for week in (
                            ("-",)
                            if day is None
                            else [
                                str((dt.date(2026, 3, 1).toordinal() + day) // 7 + step)
                                for step in (0, 1)
                            ]
                        )
                    }
                )
            ),
        ),
        number=st.integers(0, 10**6),
        day=st.none() | st.integers(0, 40),
        letters=st.sets(st.tuples(st.sampled_from("tcsqnwf"), st.integers(0, 6)), max_size=20),
    ),
    max_size=12,
    unique_by=lambda keys: keys.article,
)


@settings(max_examples=40)
@given(keys=KEYS, seed=st.integers(0, 99))
def test_a_join_of_the_rows_gives_the_links_that_one_process_gives(
    keys: list[StoryKeys], seed: int
) -> None:
    """The join as ``provenance/blocking/links.py`` tells an engine to compute it."""
    roster = Roster.of((one.article, one.day, count_event_keys(one)) for one in keys)
    numbers = roster.numbers
    rows = [(key, numbers[one.article]) for one in keys for key in one.keys]
    random.Random(seed).shuffle(rows)  # noqa: S311 - an order, no secret
    held: dict[str, list[int]] = defaultdict(list)
    for key, holder in rows:
        held[key].append(holder)
    sums: dict[tuple[str, str], Counter[KeyKind]] = defaultdict(Counter)
    ever = Counter(timeless_key(key) for key, _ in rows)
    for key, holders in held.items():
        told = pairs_of_key(key, sorted(holders), roster, ever[timeless_key(key)])
        for one, other, weight in told:
            left, right = sorted((roster.articles[one], roster.articles[other]))
            sums[left, right][kind_of_key(key)] += weight

    expected = tuple(
        Link(left=left, right=right, strength=strength_of(sums[left, right]))
        for left, right in sorted(sums)
        if is_link(sums[left, right])
    )
    assert expected == link_stories(keys)
    assert expected == link_stories(list(reversed(keys)))


def made_keys(article: str, day: dt.date, *words: str) -> StoryKeys:
    week = day.toordinal() // 7
    keys = {f"{word} {one}" for word in words for one in (week, week + 1)}
    return StoryKeys(article=article, day=day, language="en", keys=tuple(sorted(keys)))


def test_words_that_half_of_all_articles_hold_link_nobody_in_a_week_of_few_articles() -> None:
    first = dt.date(2026, 1, 5)
    common = [f"w en common{n}" for n in range(12)]
    rare = [f"w en rare{n}" for n in range(12)]
    others = [
        made_keys(f"x{n}", first + dt.timedelta(days=14 * (n + 2)), *(common if n % 2 else ()))
        for n in range(200)
    ]
    alike = [made_keys(name, first, *common) for name in ("a", "b")]
    akin = [made_keys(name, first, *rare) for name in ("c", "d")]

    assert [("c", "d")] == [(one.left, one.right) for one in link_stories([*alike, *akin, *others])]
    assert ("a", "b") in [(one.left, one.right) for one in link_stories(alike)]


def test_turns_that_many_quotations_share_link_nobody() -> None:
    turns = tuple(f"q en turn{n} of" for n in range(4))
    many = [
        StoryKeys(article=f"a{n:02}", day=dt.date(2026, 3, 4), language="en", keys=turns)
        for n in range(40)
    ]

    assert link_stories(many[:10])
    assert () == link_stories(many)


# --- stories -------------------------------------------------------------------------------------

LINKS = st.lists(
    st.builds(
        lambda one, other, strength: Link(
            left=f"a{min(one, other)}", right=f"a{max(one, other)}", strength=strength
        ),
        one=st.integers(0, 14),
        other=st.integers(0, 14),
        strength=st.integers(1, 5),
    ),
    max_size=40,
)


@given(links=LINKS, most=st.integers(1, 6), seed=st.integers(0, 99))
def test_every_article_is_in_one_story_that_is_not_too_large_whatever_the_order_of_links(
    links: list[Link], most: int, seed: int
) -> None:
    articles = [f"a{n}" for n in range(12)]
    shuffled = random.Random(seed).sample(links, len(links))  # noqa: S311 - likewise

    stories = gather_stories(articles, links, most=most)

    assert sorted(articles) == sorted(one for story in stories for one in story)
    assert max(map(len, stories)) <= most
    assert stories == gather_stories(articles, shuffled, most=most)


def test_a_story_that_is_too_large_falls_apart_at_its_weakest_link() -> None:
    links = [
        Link(left="a", right="b", strength=9),
        Link(left="b", right="c", strength=1),
        Link(left="a", right="d", strength=1),
        Link(left="c", right="d", strength=8),
    ]

    assert (("a", "b", "c", "d"),) == gather_stories("abcd", links, most=4)
    assert (("a", "b"), ("c", "d")) == gather_stories("abcd", links, most=3)


def test_one_link_by_chance_does_not_chain_two_events() -> None:
    events = ("abcd", "efgh")
    of_one = [
        Link(left=one, right=other, strength=500)
        for event in events
        for one, other in combinations(event, 2)
    ]
    by_chance = Link(left="d", right="e", strength=400)
    more = [Link(left=one, right=other, strength=400) for one, other in ("ah", "bg", "cf")]
    copied = Link(left="d", right="e", strength=FIRM)

    assert (*map(tuple, events),) == gather_stories("abcdefgh", [*of_one, by_chance, *more[1:]])
    assert (tuple("abcdefgh"),) == gather_stories("abcdefgh", [*of_one, by_chance, *more])
    assert (tuple("abcdefgh"),) == gather_stories("abcdefgh", [*of_one, copied])


def test_a_story_of_no_articles_is_refused() -> None:
    with pytest.raises(ValueError, match="one article at least"):
        gather_stories("ab", (), most=0)


def test_few_articles_are_one_story_and_more_are_divided_by_event() -> None:
    whole = divide_stories(analysed())
    by_event = divide_stories(analysed(), most=11)

    ids = [one.article.id for one in analysed()]
    assert (tuple(ids),) == whole.stories
    assert tuple(tuple(ids[at::4]) for at in range(4)) == by_event.stories


# --- one story at a time, or all at once ---------------------------------------------------------


def told_of(analyses: Sequence[Analysis], *, most: int) -> Told:
    division = divide_stories(analyses, most=most)
    shelves = division.shelves(Shelf(), analyses)
    told, uncompared = judge_stories(division.of(analyses), shelves, nobody, Pace())
    assert not uncompared
    return merge_stories(told, [one.article.id for one in analyses])


@settings(max_examples=5)
@given(chosen=st.permutations(range(12)), number=st.integers(4, 12))
def test_stories_put_together_tell_what_one_whole_run_tells(chosen: list[int], number: int) -> None:
    analyses = [analysed()[place] for place in chosen[:number]]

    assert told_of(analyses, most=500) == told_of(analyses, most=3)


def test_compare_by_stories_finds_what_it_finds_in_one_go() -> None:
    articles = made_events.made_articles()

    whole = provenance.compare(articles)
    by_stories = provenance.compare(articles, most_together=5)

    assert whole == by_stories
    assert whole.disagreements
    assert whole.agreements
    assert len(whole.copies) == 4


def test_a_report_by_stories_has_the_same_bytes_as_one_in_one_go(tmp_path: Path) -> None:
    sources = made_events.write_releases(tmp_path)
    by_number = [
        render(
            provenance.check(
                made_events.made_articles(),
                offline=True,
                sources=sources,
                judge=CountingJudge(),
                most_together=most,
            ),
            "json",
        )
        for most in (500, 5)
    ]

    assert by_number[0] == by_number[1]
    assert '"disputed"' in by_number[0]
    assert '"supported"' in by_number[0]


def test_a_pasted_document_that_another_story_cites_is_at_hand(tmp_path: Path) -> None:
    """The third outlet prints the words of the release and cites nothing."""
    sources = made_events.write_releases(tmp_path)
    articles = made_events.made_articles()
    chosen = [one for one in articles if "Post" in (one.metadata.outlet or "")]

    report = provenance.check(
        chosen, offline=True, sources=sources, judge=CountingJudge(), most_together=2
    )

    assert {one.id for one in chosen} == {one.to_article for one in report.copies}
    assert {one.id for one in report.documents} == {one.from_article for one in report.copies}


def test_documents_are_handed_to_the_stories_that_share_their_words() -> None:
    keys = [[story_keys(one)] for one in analysed()[:2]]
    text = analysed()[0].article.prose

    assert (frozenset({"doc-port"}), frozenset()) == documents_near(
        keys, [build.document(text=text), build.document(id="other", text="Nothing of the kind.")]
    )


# --- time ----------------------------------------------------------------------------------------


@attrs.define
class Clock:
    """Goes a second further whenever somebody looks."""

    now: float = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def test_the_listener_hears_how_far_all_stories_have_come() -> None:
    told: list[tuple[str, int, int]] = []
    analyses = analysed()[:4]
    division = divide_stories(analyses, most=1)

    judge_stories(
        division.of(analyses),
        division.shelves(Shelf(), analyses),
        nobody,
        Pace(tell=lambda *words: told.append(words)),
    )

    assert [(JUDGING, n, 4) for n in (0, 1, 1, 2, 2, 3, 3, 4)] == told


def test_stories_that_there_was_no_time_to_compare_are_failures_by_name() -> None:
    articles = [attrs.evolve(one.article, path=f"{n}.txt") for n, one in enumerate(analysed()[:3])]
    analyses = [
        attrs.evolve(one, article=article)
        for one, article in zip(analysed(), articles, strict=False)
    ]
    division = divide_stories(analyses, most=2)
    pace = Pace(seconds=4.5, clock=Clock())

    told, uncompared = judge_stories(
        division.of(analyses), division.shelves(Shelf(), analyses), nobody, pace
    )

    merged = merge_stories(told, [one.article.id for one in analyses])
    late = without_late(Intake(articles=tuple(articles)), merged.analyses, uncompared=uncompared)
    assert 3 == len(merged.analyses)
    assert 0 < len(uncompared) < 3
    assert {(Stage.COMPARE, Reason.OUT_OF_TIME)} == {(f.stage, f.reason) for f in late.failures}
    assert {f"{n}.txt" for n, one in enumerate(articles) if one.id in uncompared} == {
        failure.input for failure in late.failures
    }


def test_one_story_is_verified_and_compared_by_itself() -> None:
    """What a worker does with a bucket of a corpus."""
    flood = analysed()[::4]

    told = compare_story(verify_story(flood, Shelf(), nobody), Shelf())

    assert [one.article.id for one in flood] == [one.article.id for one in told.analyses]
    assert told.comparison.disagreements
    assert any(claim.disputed_by for claim in told.claims)
