"""Invented reports come with true and false claims, the same for the same generator."""

# ruff: noqa: D103  (the names say it)

import pytest

from verifier import figures
from verifier.invented import invented_report
from verifier.rows import NEITHER, SUPPORTED
from verifier.seeding import rng_for


def test_reports_are_fixed_by_their_generator():
    assert invented_report(rng_for(4)) == invented_report(rng_for(4))


def test_every_report_has_a_true_and_mostly_a_false_claim():
    reports = [invented_report(rng_for("report", n)) for n in range(400)]

    assert all(any(e.label == SUPPORTED for e in report) for report in reports)
    assert sum(any(e.label != SUPPORTED for e in report) for report in reports) > 390


def test_no_pattern_is_left_unfilled():
    texts = [
        t for n in range(600) for e in invented_report(rng_for(n)) for t in (e.premise, e.claim)
    ]

    assert not [text for text in texts if "{" in text or "  " in text or " - " in text]


@pytest.mark.parametrize("told", figures.TELLERS, ids=lambda told: told.__name__)
def test_no_claim_about_a_figure_is_both_true_and_false(told):
    for n in range(200):
        _, claims = told(rng_for(told.__name__, n))
        true = {text for text, label in claims if label == SUPPORTED}
        false = {text for text, label in claims if label not in {SUPPORTED, NEITHER}}

        assert not true & false
