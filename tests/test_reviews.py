"""Decisions of people: read with the number of a line, written, matched by fingerprint, shown."""

from pathlib import Path

import attrs
import pytest
import report_builders as build
from hypothesis import given
from hypothesis import strategies as st

from provenance.config import load_settings
from provenance.errors import ConfigError
from provenance.model import Finding, Report, Review
from provenance.report import read_json, render_findings, render_summary
from provenance.report.json_report import render_json
from provenance.reviews import (
    add_review,
    find_reviews,
    load_reviews,
    render_reviews,
    with_reviews,
    with_suppressions,
)
from provenance.terms import Decision, Level, RuleId, SuppressedBy

FINGERPRINT = "0123456789abcdef"
OTHER = "fedcba9876543210"
REVIEW = Review(
    fingerprint=FINGERPRINT,
    decision=Decision.REJECTED,
    comment="The notice was corrected.",
    who="M. Lind",
    when="2026-09-16",
    path="harbour/a.txt",
)


def finding(**given: object) -> Finding:
    filled = {
        "rule": RuleId.QUOTE_ALTERED,
        "level": Level.ERROR,
        "claim": None,
        "location": None,
        "message": "Not word for word.",
        "advice": "Quote it.",
        "fingerprint": FINGERPRINT,
        **given,
    }
    return Finding(**filled)  # type: ignore[arg-type]


def reviewed(*reviews: Review, findings: tuple[Finding, ...] = ()) -> Report:
    given = build.report(articles=(build.article("A\n\nOne."),), findings=findings or (finding(),))
    return with_reviews(given, reviews)


def test_a_rejected_finding_stays_and_is_suppressed() -> None:
    (kept,) = reviewed(REVIEW).findings

    assert kept.suppressed is not None
    assert (SuppressedBy.REVIEW, REVIEW.comment) == (kept.suppressed.by, kept.suppressed.reason)


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.COMMENT])
def test_an_accepted_or_commented_finding_still_counts(decision: Decision) -> None:
    (kept,) = reviewed(attrs.evolve(REVIEW, decision=decision)).findings

    assert kept.suppressed is None


def test_the_last_decision_on_a_finding_holds_and_a_comment_is_none() -> None:
    accepted = attrs.evolve(REVIEW, decision=Decision.ACCEPTED)
    comment = attrs.evolve(REVIEW, decision=Decision.COMMENT)

    assert reviewed(REVIEW, accepted, comment).findings[0].suppressed is None
    assert reviewed(accepted, REVIEW, comment).findings[0].suppressed is not None


@pytest.mark.parametrize(
    ("review", "is_stale"),
    [
        (REVIEW, False),
        (attrs.evolve(REVIEW, fingerprint=OTHER, path=None), True),
        (attrs.evolve(REVIEW, fingerprint=OTHER), True),  # its article was read
        (attrs.evolve(REVIEW, fingerprint=OTHER, path="harbour/b.txt"), False),  # was not read
    ],
)
def test_a_review_is_stale_when_nothing_has_its_fingerprint_any_more(
    review: Review, is_stale: bool
) -> None:
    (kept,) = reviewed(review).reviews

    assert is_stale is kept.stale


def test_a_suppressed_finding_is_shown_apart_and_an_accepted_one_with_its_decision() -> None:
    accepted = attrs.evolve(REVIEW, fingerprint=OTHER, decision=Decision.ACCEPTED)
    text = render_findings(
        reviewed(REVIEW, accepted, findings=(finding(), finding(fingerprint=OTHER)))
    )

    shown, _, hidden = text.partition("Suppressed")
    assert "review       accepted by M. Lind 2026-09-16: The notice was corrected." in shown
    assert "1 error" in shown
    assert "[review: The notice was corrected.]" in hidden


def test_the_summary_counts_suppressed_findings_apart() -> None:
    words = render_summary(reviewed(REVIEW))

    assert "findings: 0 errors" in words
    assert "suppressed: 1 by review" in words


def test_a_saved_report_keeps_reviews_and_suppressions() -> None:
    report = reviewed(REVIEW)
    text = render_json(report)

    again = read_json(text)

    assert report.reviews == again.reviews
    assert report.findings == again.findings
    assert text == render_json(again)


def test_reviews_of_a_new_run_take_the_place_of_the_old() -> None:
    accepted = attrs.evolve(REVIEW, decision=Decision.ACCEPTED)

    again = with_reviews(reviewed(REVIEW), (accepted,))

    assert again.findings[0].suppressed is None
    assert [Decision.ACCEPTED] == [one.decision for one in again.reviews]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "reviews.toml"
    file.write_text(render_reviews([REVIEW, attrs.evolve(REVIEW, who="", when=None)]), "utf-8")

    assert (REVIEW, attrs.evolve(REVIEW, who="", when=None)) == load_reviews(file)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_comment_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, comment: str
) -> None:
    file = tmp_path_factory.mktemp("reviews") / "reviews.toml"
    file.write_text(render_reviews([attrs.evolve(REVIEW, comment=comment)]), "utf-8", newline="")

    assert comment == load_reviews(file)[0].comment


def test_a_decision_is_added_below_and_what_was_there_stays(tmp_path: Path) -> None:
    file = tmp_path / "reviews.toml"
    file.write_text(f"# Ours.\n{render_reviews([REVIEW])}", encoding="utf-8")

    add_review(file, attrs.evolve(REVIEW, decision=Decision.ACCEPTED))

    assert file.read_text("utf-8").startswith("# Ours.\n[[review]]")
    assert [Decision.REJECTED, Decision.ACCEPTED] == [one.decision for one in load_reviews(file)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("[[review]\n", "line 1"),
        ('\n\n[[review]]\nfingerprint = "12"\n', "reviews.toml:3: fingerprint"),
        (f'[[review]]\nfingerprint = "{FINGERPRINT}"\n', "reviews.toml:1: decision"),
        (
            render_reviews([REVIEW])
            + f'\n[[review]]\nfingerprint = "{OTHER}"\ndecision = "maybe"\n',
            "reviews.toml:9: decision = 'maybe'",
        ),
        (f'{render_reviews([REVIEW])}colour = "red"\n', "unknown key 'colour'"),
        (f'{render_reviews([attrs.evolve(REVIEW, when=None)])}when = "soon"\n', "when = 'soon'"),
        (f"{render_reviews([attrs.evolve(REVIEW, who='')])}who = 3\n", "who must be a text"),
        ("reviews = []\n", "unknown key 'reviews'"),
        ("review = 3\n", "must be tables"),
        ("review = [3]\n", "review 1: a review must be a table"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, words: str, said: str) -> None:
    file = tmp_path / "reviews.toml"
    file.write_text(words, encoding="utf-8")

    with pytest.raises(ConfigError) as error:
        load_reviews(file)

    assert said in str(error.value)
    assert str(file) in str(error.value)


def test_dates_and_times_of_toml_are_taken_too(tmp_path: Path) -> None:
    file = tmp_path / "reviews.toml"
    bare = render_reviews([attrs.evolve(REVIEW, when=None)])
    file.write_text(f"{bare}when = 2026-09-16T08:30:00Z\n", encoding="utf-8")

    assert "2026-09-16T08:30:00+00:00" == load_reviews(file)[0].when


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "reviews.toml"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigError, match="UTF-8"):
        load_reviews(file)


def test_reviews_are_looked_for_beside_the_articles_and_once(tmp_path: Path) -> None:
    file = tmp_path / "reviews.toml"
    file.write_text("", encoding="utf-8")
    article = tmp_path / "a.md"

    found = find_reviews(None, [str(tmp_path), str(article), "https://a.example/", "-"])

    assert (file,) == found
    assert (Path("named.toml"),) == find_reviews(Path("named.toml"), [str(tmp_path)])


def test_reviews_beside_the_settings_file_are_found(tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text("", encoding="utf-8")
    (tmp_path / "reviews.toml").write_text("", encoding="utf-8")

    assert tmp_path / "reviews.toml" == load_settings(tmp_path / "provenance.toml").reviews


def test_suppressions_come_from_the_files_that_the_settings_name(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(render_reviews([REVIEW]), encoding="utf-8")
    (tmp_path / "provenance.toml").write_text('reviews = "ours.toml"\n', encoding="utf-8")
    report = build.report(articles=(build.article("A\n\nOne."),), findings=(finding(),))

    settled = with_suppressions(report, load_settings(tmp_path / "provenance.toml"))

    assert settled.findings[0].suppressed is not None
