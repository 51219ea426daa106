"""A baseline: known findings do not fail, they are counted, and their list only shrinks."""

import json
from pathlib import Path

import attrs
import pytest
import report_builders as build
from test_reviews import FINGERPRINT, OTHER, REVIEW, finding

from provenance.errors import ConfigError
from provenance.model import Location, Report
from provenance.reviews import (
    Baseline,
    baseline_of,
    gone_from,
    load_baseline,
    render_baseline,
    updated_baseline,
    with_baseline,
    with_reviews,
)
from provenance.terms import RuleId, SuppressedBy

RULES = tuple(RuleId)
_NONE = {"fingerprint": "x", "rule": "", "path": "", "message": ""}
WRONG = json.dumps({"baseline_version": 1, "findings": [_NONE]})


def at(path: str, line: int = 1) -> Location:
    return Location(path=path, line=line, column=1, end_line=line, end_column=2)


def report(*places: tuple[str, str, int]) -> Report:
    """A report with a finding for each fingerprint, path and line."""
    findings = tuple(finding(fingerprint=f, location=at(path, line)) for f, path, line in places)
    return build.report(articles=(build.article("A\n\nOne."),), findings=findings)


def suppressed(given: Report) -> list[bool]:
    return [one.suppressed is not None for one in given.findings]


ONE = (FINGERPRINT, "a.md", 3)
TWO = (OTHER, "a.md", 5)


def test_only_what_is_new_stays_open() -> None:
    settled = with_baseline(report(ONE, TWO), baseline_of(report(ONE)))

    assert [True, False] == suppressed(settled)
    assert settled.findings[0].suppressed is not None
    assert SuppressedBy.BASELINE is settled.findings[0].suppressed.by


def test_a_moved_line_does_not_make_a_finding_new() -> None:
    known = baseline_of(report(ONE))

    assert [True] == suppressed(with_baseline(report((FINGERPRINT, "a.md", 40)), known))


def test_a_second_one_of_the_same_fingerprint_is_new() -> None:
    known = baseline_of(report(ONE))

    assert [True, False] == suppressed(with_baseline(report(ONE, ONE), known))


def test_of_two_the_one_in_the_named_article_is_the_known_one() -> None:
    known = baseline_of(report((FINGERPRINT, "b.md", 1)))

    assert [False, True] == suppressed(with_baseline(report(ONE, (FINGERPRINT, "b.md", 9)), known))


def test_a_renamed_article_keeps_what_is_known() -> None:
    known = baseline_of(report(ONE))

    assert [True] == suppressed(with_baseline(report((FINGERPRINT, "renamed.md", 3)), known))


@pytest.mark.parametrize(
    ("grow", "kept"),
    [(False, [OTHER]), (True, [FINGERPRINT, OTHER])],
)
def test_an_update_shrinks_and_grows_only_by_force(grow: bool, kept: list[str]) -> None:
    gone = ("00000000000000ff", "a.md", 7)
    old = baseline_of(report(TWO, gone))

    new = updated_baseline(old, report(ONE, TWO), rules=RULES, grow=grow)

    assert kept == sorted(one.fingerprint for one in new.findings)


def test_what_the_run_did_not_look_for_stays_in_the_baseline() -> None:
    old = baseline_of(report(ONE))

    assert old == updated_baseline(old, report(), rules=(RuleId.UNSOURCED,), grow=False)
    assert Baseline() == updated_baseline(old, report(), rules=RULES, grow=False)


def test_what_a_review_rejects_needs_no_place_in_the_baseline() -> None:
    settled = with_reviews(report(ONE, TWO), (attrs.evolve(REVIEW, path=None),))

    assert [OTHER] == [one.fingerprint for one in baseline_of(settled).findings]


def test_a_baseline_is_applied_anew_not_twice() -> None:
    known = baseline_of(report(ONE))
    settled = with_baseline(report(ONE, TWO), known)

    assert settled == with_baseline(settled, known)
    assert [False, False] == suppressed(with_baseline(settled, Baseline()))


def test_what_is_gone_is_counted() -> None:
    known = baseline_of(report(ONE, TWO))

    assert 1 == gone_from(known, with_baseline(report(TWO), known))


def test_the_file_is_the_same_bytes_for_the_same_findings(tmp_path: Path) -> None:
    text = render_baseline(baseline_of(report(TWO, ONE)))
    file = tmp_path / "baseline.json"
    file.write_text(text, encoding="utf-8")

    assert text == render_baseline(baseline_of(report(ONE, TWO)))
    assert text == render_baseline(load_baseline(file))
    assert not {"line", "column"} & set(json.loads(text)["findings"][0])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{", "not JSON"),
        ("[]", "no baseline"),
        ('{"findings": []}', "form None"),
        ('{"baseline_version": 2, "findings": []}', "form 2"),
        ('{"baseline_version": 1, "findings": [1]}', "finding 1"),
        ('{"baseline_version": 1, "findings": [{"rule": "a"}]}', "no fingerprint"),
        (WRONG, "no fingerprint"),
        (None, "--update-baseline"),
    ],
)
def test_a_bad_baseline_is_refused_by_name(tmp_path: Path, words: str | None, said: str) -> None:
    file = tmp_path / "baseline.json"
    if words is not None:
        file.write_text(words, encoding="utf-8")

    with pytest.raises(ConfigError, match=said) as error:
        load_baseline(file)

    assert str(file) in str(error.value)
