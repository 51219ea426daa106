"""The same input gives the same bytes, whatever order Python's sets happen to have."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"


def report_under(hash_seed: str) -> bytes:
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "provenance", "report", str(SEEDS), "--offline", "-f", "json"],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        check=True,
    )
    return run.stdout


@pytest.mark.slow
def test_a_report_has_the_same_bytes_whatever_the_order_of_sets() -> None:
    assert report_under("0") == report_under("1")
