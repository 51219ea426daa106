import re

import attrs
import pytest
import report_builders as build

from provenance.model import Finding, Location, Report, Suppression
from provenance.report.github import render_github
from provenance.report.job_summary import MAX_CHARACTERS, render_job_summary
from provenance.terms import Level, RuleId, SuppressedBy

REPORT = build.judged_harbour()
PLACE = Location(path="news/a.txt", line=3, column=5, end_line=3, end_column=9)


def finding(message: str = "m", *, level: Level = Level.ERROR, **given: object) -> Finding:
    base = Finding(
        rule=RuleId.QUOTE_ABSENT,
        level=level,
        claim=None,
        location=PLACE,
        message=message,
        advice="do",
        fingerprint="0" * 16,
    )
    return attrs.evolve(base, **given)  # type: ignore[arg-type]  # names of real fields


def commands(report: Report) -> list[str]:
    return [line for line in render_github(report).splitlines() if line.startswith("::")][1:]


def unescaped(words: str) -> str:
    """As the runner reads data back."""
    return words.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("100% sure", "100%25 sure"),
        ("a %0A b", "a %250A b"),
        ("a: b, c", "a: b, c"),
        ("one\r\n::error::two", "one ::error::two"),
    ],
)
def test_a_message_is_one_command(words: str, expected: str) -> None:
    (command,) = commands(build.report(findings=(finding(words),)))

    assert command.endswith(f"::{expected}%0Ado")
    assert " ".join(words.split()) + "\ndo" == unescaped(command.split("::", 2)[2])


def test_a_path_cannot_add_a_property() -> None:
    place = attrs.evolve(PLACE, path="a,line=9::b%c.txt")
    (command,) = commands(build.report(findings=(finding(location=place),)))

    assert command.startswith("::error file=a%2Cline=9%3A%3Ab%25c.txt,line=3,col=5,endColumn=9,")


@pytest.mark.parametrize(
    ("changes", "expected", "reason"),
    [
        ({}, "line=3,col=5,endColumn=9,endLine=3", "one line"),
        ({"end_line": 4, "end_column": 2}, "line=3,endLine=4", "GitHub takes no columns then"),
        ({"approximate": True}, "line=3,endLine=3", "only the element is known"),
        ({"end_column": 5}, "line=3,col=5,endLine=3", "nothing has no end"),
    ],
)
def test_columns_stand_where_github_takes_them(
    changes: dict[str, object], expected: str, reason: str
) -> None:
    place = attrs.evolve(PLACE, **changes)  # type: ignore[arg-type]  # names of real fields
    (command,) = commands(build.report(findings=(finding(location=place),)))

    assert f"file=news/a.txt,{expected},title=" in command, reason


def test_a_finding_without_a_place_is_told_all_the_same() -> None:
    assert ["::error title=PRV203 The quoted words are not in the source::m%0Ado"] == commands(
        build.report(findings=(finding(location=None),))
    )


def test_the_worst_come_first_since_github_shows_only_ten() -> None:
    levels = [re.match("::([a-z]+) ", command) for command in commands(REPORT)]
    told = [found.group(1) for found in levels if found]

    assert ["error"] + ["warning"] * 6 + ["notice"] * 10 == told


def test_a_suppressed_finding_is_counted_and_not_annotated() -> None:
    hidden = finding(suppressed=Suppression(by=SuppressedBy.WAIVER))
    report = build.report(findings=(hidden, finding("n", level=Level.NOTE)))

    assert 1 == len(commands(report))
    assert "0 errors, 0 warnings, 1 note, 1 suppressed" == render_github(report).splitlines()[-1]


def test_the_summary_links_places_to_the_files_of_a_commit() -> None:
    text = render_job_summary(REPORT, files_at="https://code.example/o/r/blob/abc/")

    link = "(https://code.example/o/r/blob/abc/harbour/courier.txt#L7)"
    assert f"[`harbour/courier.txt:7:1`]{link}" in text


def test_the_summary_shows_suppressed_findings_apart_with_the_reason() -> None:
    why = Suppression(by=SuppressedBy.REVIEW, reason="the | port confirmed")
    text = render_job_summary(build.report(findings=(finding("gone", suppressed=why),)))

    assert "**0 errors, 0 warnings, 0 notes.**" in text
    assert "<summary>1 finding suppressed</summary>" in text
    assert "| PRV203 | `news/a.txt:3:5` | review | the \\| port confirmed |" in text
    assert "Look at these first" not in text


def test_the_summary_keeps_within_what_a_step_may_write() -> None:
    long = tuple(finding("w" * 200 + str(number)) for number in range(2_000))
    text = render_job_summary(build.report(findings=long))

    assert len(text) <= MAX_CHARACTERS
    assert text.endswith("have the rest._\n")
