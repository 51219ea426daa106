"""Baseline, reviews, budget and progress at the command line; the run itself stands in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest
import report_builders as build
from test_baseline import ONE, TWO, report
from test_reviews import FINGERPRINT, REVIEW

from provenance import cli, cli_progress, cli_review
from provenance.model import FailureRecord, InputRecord, Report
from provenance.report.json_report import render_json
from provenance.reviews import load_baseline, render_reviews, with_suppressions
from provenance.terms import Decision, InputStatus, Reason, Stage

Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run(report, verb, …)``: the command line, with ``report`` as what the checks found."""
    monkeypatch.chdir(tmp_path)

    def main(found: Report, *arguments: str, seen: dict[str, Any] | None = None) -> int:
        def check(inputs: tuple[str, ...], **given: Any) -> Report:
            if seen is not None:
                seen.update(given)
            return with_suppressions(found, given["config"], inputs)

        monkeypatch.setattr("provenance.pipeline.check", check)
        return cli.main(list(arguments))

    return main


CHECK = ("check", "articles", "--baseline", "known.json")


def test_a_baseline_is_made_and_then_only_new_findings_fail(run: Run) -> None:
    assert cli.EXIT_CLEAN == run(report(ONE), *CHECK, "--update-baseline")

    assert cli.EXIT_CLEAN == run(report(ONE), *CHECK)
    assert cli.EXIT_FINDINGS == run(report(ONE, TWO), *CHECK)


def test_an_update_drops_what_is_gone_and_still_fails_on_what_is_new(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run(report(ONE), *CHECK, "--update-baseline")

    assert cli.EXIT_CLEAN == run(report(), *CHECK)
    assert "1 of its findings are gone" in capsys.readouterr().err
    assert cli.EXIT_FINDINGS == run(report(TWO), *CHECK, "--update-baseline")
    assert () == load_baseline(Path("known.json")).findings


def test_force_takes_new_findings_in(run: Run) -> None:
    run(report(ONE), *CHECK, "--update-baseline")

    assert cli.EXIT_CLEAN == run(report(ONE, TWO), *CHECK, "--update-baseline", "--force")
    assert 2 == len(load_baseline(Path("known.json")).findings)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "a", "--update-baseline"), "--baseline FILE"),
        ((*CHECK, "--force"), "--update-baseline"),
        ((*CHECK, "--update-baseline", "--changed-since", "main"), "whole run"),
        ((*CHECK, "--update-baseline", "--time-budget", "3"), "whole run"),
        (("check", "a", "--time-budget", "0"), "--time-budget"),
        (("check", "a", "--reviews", "missing.toml"), "missing.toml"),
        (("check", "a", "--root", "missing"), "missing"),
        (CHECK, "--update-baseline"),  # there is no such file yet
    ],
)
def test_wrong_usage_says_the_way_out(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert cli.EXIT_USAGE == run(report(ONE), *arguments)
    assert said in capsys.readouterr().err


def test_a_rejected_finding_passes_and_a_stale_review_is_told(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    reviews = [REVIEW, attrs.evolve(REVIEW, fingerprint="00000000000000ff", path=None)]
    Path("reviews.toml").write_text(render_reviews(reviews), encoding="utf-8")

    code = run(report(ONE), "check", "article.md")

    assert code == cli.EXIT_CLEAN
    err = capsys.readouterr().err
    assert "stale review" in err
    assert "00000000000000ff" in err
    assert FINGERPRINT not in err


def test_a_saved_report_takes_reviews_that_are_named(run: Run) -> None:
    Path("saved.json").write_text(render_json(report(ONE)), encoding="utf-8")
    Path("reviews.toml").write_text(render_reviews([REVIEW]), encoding="utf-8")
    arguments = ("report", "saved.json", "-f", "json", "--fail-on", "error")

    assert cli.EXIT_FINDINGS == run(report(), *arguments)
    assert cli.EXIT_CLEAN == run(report(), *arguments, "--reviews", "reviews.toml")


def test_an_accepted_finding_still_fails(run: Run) -> None:
    accepted = attrs.evolve(REVIEW, decision=Decision.ACCEPTED)
    Path("reviews.toml").write_text(render_reviews([accepted]), encoding="utf-8")

    assert cli.EXIT_FINDINGS == run(report(ONE), "check", "article.md")


def test_out_of_time_ends_with_3_and_says_what_is_left(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    late = FailureRecord(input="b.md", stage=Stage.CHECK, reason=Reason.OUT_OF_TIME)
    seen: dict[str, Any] = {}

    code = run(
        attrs.evolve(report(ONE), failures=(late,)), "check", "a", "--time-budget", "2.5", seen=seen
    )

    out, err = capsys.readouterr()
    assert code == cli.EXIT_INTERRUPTED
    assert "PRV202" in out
    assert "b.md not or not fully checked; the report is partial" in err
    assert 2.5 == seen["pace"].seconds


def test_levels_of_a_path_hold_unless_the_command_line_names_one(run: Run) -> None:
    Path("provenance.toml").write_text(
        '[[per-path]]\npaths = ["a.md"]\nfail-on = "error"\n', encoding="utf-8"
    )
    arguments = ("report", "articles", "-f", "json")

    assert cli.EXIT_FINDINGS == run(report(ONE), *arguments)
    assert cli.EXIT_CLEAN == run(report(("0" * 16, "b.md", 1)), *arguments)
    assert cli.EXIT_FINDINGS == run(
        report(("0" * 16, "b.md", 1)), *arguments, "--fail-on", "warning"
    )


def test_file_names_cannot_write_lines_of_their_own(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    record = InputRecord(
        path="a\n::error::b.md", status=InputStatus.FAILED, reason=Reason.BINARY, detail="a\nb"
    )

    run(build.report(inputs=(record,)), "check", "articles")

    assert not [
        line for line in capsys.readouterr().err.splitlines() if line.startswith(("::", "b"))
    ]


@pytest.mark.parametrize(("quiet", "terminal"), [(True, True), (False, False)])
def test_progress_is_shown_to_nobody_who_does_not_look(
    run: Run, monkeypatch: pytest.MonkeyPatch, quiet: bool, terminal: bool
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal, raising=False)
    seen: dict[str, Any] = {}

    run(report(), "check", "a", *(["--quiet"] if quiet else []), seen=seen)

    assert seen["pace"].tell is None


def test_progress_is_shown_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int, int]] = []

    @contextmanager
    def shown() -> Iterator[Callable[[str, int, int], None]]:
        yield lambda *words: told.append(words)

    monkeypatch.setattr(cli_review, "is_shown", lambda *, quiet: not quiet)
    monkeypatch.setattr(cli_review, "shown_progress", shown)
    seen: dict[str, Any] = {}

    run(report(), "check", "a", seen=seen)
    list(seen["pace"].each("articles read", "a"))

    assert [("articles read", 0, 1), ("articles read", 1, 1)] == told


def test_a_shown_line_writes_nothing_to_standard_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")  # takes this for a terminal

    with cli_progress.shown_progress() as tell:
        tell("articles read", 0, 2)
        tell("articles read", 2, 2)

    out, err = capsys.readouterr()
    assert out == ""
    assert "articles read" in err
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", err)
