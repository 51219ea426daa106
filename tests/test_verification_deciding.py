"""Limits, guards and calibration: what makes a verdict of probabilities."""

import pytest
from verify_builders import CountingJudge

from provenance.guards import GuardRule
from provenance.report.phrases import REASONS
from provenance.retrieval import index_document
from provenance.terms import Reason, Verdict
from provenance.verification import Question, Verifier
from provenance.verification.combining import (
    Combiner,
    WideCombiner,
    load_combiner,
    rounded_scores,
)
from provenance.verification.deciding import calibrated, load_limits
from provenance.verification.features import width_of


@pytest.mark.parametrize("rule", list(GuardRule))
def test_every_guard_has_a_reason_in_words(rule: GuardRule) -> None:
    assert REASONS[Reason(f"guard-{rule.value}")]


def test_every_guard_that_may_veto_exists() -> None:
    assert set() == load_limits().vetoing - {rule.value for rule in GuardRule}


def test_the_model_accuses_nobody() -> None:
    assert not load_limits().model_accuses


@pytest.mark.parametrize(
    ("supported", "contradicted"), [(0.0, 0.0), (1.0, 0.0), (0.995, 0.995), (0.333, 0.333)]
)
def test_scores_are_round_and_make_one(supported: float, contradicted: float) -> None:
    scores = rounded_scores(supported, contradicted)

    parts = (scores.supported, scores.contradicted, scores.neither)
    assert 1.0 == pytest.approx(sum(parts))
    assert all(0 <= part <= 1 and part == round(part, 2) for part in parts)


def test_shared_words_never_count_against_a_claim_nor_a_guard_for_it() -> None:
    weights = load_combiner().weights

    assert all(
        weights[name][0] >= 0 for name in ("support", "coverage", "order") if name in weights
    )
    assert all(pair[0] <= 0 for name, pair in weights.items() if name.startswith("veto"))


def test_a_combiner_of_no_weights_knows_nothing() -> None:
    scores = Combiner(bias=(0.0, 0.0), weights={}).probabilities({"support": 5.0})

    assert (0.33, 0.33, 0.34) == (scores.supported, scores.contradicted, scores.neither)


def test_of_a_wide_document_the_parameters_for_it_decide_by_its_width() -> None:
    wide = WideCombiner(bias=0.0, weights={"long_names": 2.0})
    combiner = Combiner(bias=(0.0, 0.0), weights={}, wide=wide)
    features = {"support": 5.0, "long_names": 1.0}
    scores = [combiner.probabilities(features, width=w) for w in (0.0, 0.5, 1.0)]

    assert [0.33, 0.66, 0.88] == [s.supported for s in scores]
    assert [0.33, 0.17, 0.06] == [s.contradicted for s in scores]
    assert all(1.0 == pytest.approx(s.supported + s.contradicted + s.neither) for s in scores)


def test_what_a_wide_document_has_of_a_claim_never_counts_against_it() -> None:
    wide = load_combiner().wide

    assert wide is not None
    assert all(weight >= 0 for weight in wide.weights.values())


@pytest.mark.parametrize(
    ("sentences", "width"), [(5, 0.0), (10, 0.0), (20, 0.5), (400, 1.0)], ids=str
)
def test_a_document_is_wide_when_a_few_windows_cannot_show_it(sentences: int, width: float) -> None:
    ships = " ".join(f"Ship {n} left the port of Alven." for n in range(sentences))
    document = index_document(f"{ships} The master of the Osprey fell ill.", language="en")
    question = Question(claim="Ship 1 left Alven when its master fell ill.", document=document)
    (reading,) = Verifier(judge=CountingJudge()).read([question])

    assert width == width_of(reading)


@pytest.mark.parametrize("sure", [0.0, 0.4, 1.0])
@pytest.mark.parametrize(
    "verdict", [Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED, Verdict.UNSUPPORTED]
)
def test_confidence_is_a_share(verdict: Verdict, sure: float) -> None:
    assert 0 <= calibrated(verdict, sure) <= 1


def test_the_surer_the_higher() -> None:
    low, high = calibrated(Verdict.SUPPORTED, 0.6), calibrated(Verdict.SUPPORTED, 0.95)

    assert low <= high
