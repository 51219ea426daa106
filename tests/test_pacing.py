"""A budget of time: what is done in it, what is left, and what the report says of the rest."""

from pathlib import Path

import attrs
import pytest
import report_builders as build

from provenance.cli_review import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INTERRUPTED, exit_code
from provenance.config import Settings
from provenance.intake import read_inputs, without_late
from provenance.model import Analysis, Article, FailureRecord
from provenance.pacing import READING, Pace
from provenance.terms import InputStatus, Level, Reason, Stage, Verdict
from provenance.verdicts import Desk, Shelf, decide_in_time


@attrs.define
class Clock:
    """Goes a second further whenever somebody looks."""

    now: float = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def hurried(seconds: float) -> Pace:
    return Pace(seconds=seconds, clock=Clock())


def analysed(*texts: str) -> tuple[Analysis, ...]:
    articles = [build.article(f"A title\n\n{text}", path=f"{text[:3]}.txt") for text in texts]
    return tuple(build.analysis(one, (build.claim(one, _last(one)),)) for one in articles)


def _last(article: Article) -> str:
    return article.text.rpartition("\n\n")[2]


@pytest.mark.parametrize(("seconds", "done"), [(0.5, 0), (2.5, 2), (9, 4)])
def test_things_are_begun_only_while_there_is_time(seconds: float, done: int) -> None:
    assert done == len(list(hurried(seconds).each(READING, "abcd")))


def test_without_a_budget_the_clock_is_not_asked() -> None:
    clock = Clock()
    pace = Pace(clock=clock)

    assert list("abcd") == list(pace.each(READING, "abcd"))
    assert clock.now == 1.0


def test_the_listener_hears_of_each_thing_and_of_the_end() -> None:
    told: list[tuple[str, int, int]] = []
    pace = Pace(tell=lambda *words: told.append(words))

    list(pace.each(READING, "ab"))

    assert [(READING, 0, 2), (READING, 1, 2), (READING, 2, 2)] == told


@pytest.mark.parametrize("seconds", [1.5, None])
def test_claims_there_is_no_time_for_are_unchecked_with_the_reason(seconds: float | None) -> None:
    analyses = analysed("One was opened.", "Two were opened.")
    pace = Pace() if seconds is None else hurried(seconds)

    judged = decide_in_time(analyses, Shelf(documents={}, witnesses={}), Desk(), _nobody, pace)

    late = [one.claims[0].reasons == (Reason.OUT_OF_TIME,) for one in judged]
    assert [False, seconds is not None] == late
    if seconds is not None:
        assert Verdict.UNCHECKED is judged[1].claims[0].verdict


def _nobody(questions: object) -> tuple[()]:
    raise AssertionError(questions)


def test_articles_never_looked_at_are_listed(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"A title\n\nThe {name} was opened.\n", encoding="utf-8")
    intake = read_inputs([str(tmp_path)], settings=Settings(), fetcher=None)
    first = build.analysis(intake.articles[0], ())

    left = without_late(intake, [first], uncompared={first.article.id})

    assert [InputStatus.READ, InputStatus.SKIPPED] == [one.status for one in left.records]
    assert [(f"{tmp_path.name}/b.txt", Stage.EXTRACT, Reason.OUT_OF_TIME)] == [
        (one.input, one.stage, one.reason) for one in left.failures
    ]
    assert intake.articles[:1] == left.articles


def test_a_report_out_of_time_ends_with_three_and_others_as_their_findings_say() -> None:
    whole = build.judged_harbour()
    late = attrs.evolve(
        whole,
        failures=(FailureRecord(input="a", stage=Stage.CHECK, reason=Reason.OUT_OF_TIME),),
    )

    assert EXIT_INTERRUPTED == exit_code(late, Settings(fail_on=Level.NOTE))
    assert EXIT_FINDINGS == exit_code(whole, Settings(fail_on=Level.NOTE))
    assert EXIT_CLEAN == exit_code(whole, Settings())
