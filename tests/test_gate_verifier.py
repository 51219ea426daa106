"""The verifier's quality is gated: figures on claims of our own may not fall below their floors.

The claims are written families that the model was not trained on (``training/verifier/written``).
"""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from provenance import verify_batch
from provenance.terms import Verdict

CASES = Path(__file__).parent / "cases" / "gate"
FLOORS = tomllib.loads((CASES / "floors.toml").read_text(encoding="utf-8"))["verifier"]

Judged = tuple[str, Verdict]


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    lines = (CASES / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    answers = verify_batch([(row["claim"], row["source"]) for row in rows])
    return [(row["want"], answer.verdict) for row, answer in zip(rows, answers, strict=True)]


def share(found: Sequence[Judged], verdict: Verdict) -> float:
    return 100 * sum(said is verdict for _, said in found) / len(found)


def test_true_claims_are_supported(judged: list[Judged]) -> None:
    true = [pair for pair in judged if pair[0] == "supported"]

    assert FLOORS["true_supported"] <= share(true, Verdict.SUPPORTED)


def test_false_claims_are_not_supported(judged: list[Judged]) -> None:
    false = [pair for pair in judged if pair[0] != "supported"]

    assert FLOORS["false_not_supported"] <= 100 - share(false, Verdict.SUPPORTED)


def test_true_claims_are_not_called_contradicted(judged: list[Judged]) -> None:
    true = [pair for pair in judged if pair[0] == "supported"]

    assert FLOORS["true_contradicted_at_most"] >= share(true, Verdict.CONTRADICTED)


def test_partly_supported_claims_are_found(judged: list[Judged]) -> None:
    partly = [pair for pair in judged if pair[0] == "partly-supported"]

    assert FLOORS["partly_found"] <= share(partly, Verdict.PARTLY_SUPPORTED)
