"""Families of written claims are read as they stand, brackets and all."""

# ruff: noqa: D103  (the names say it)

from pathlib import Path

import pytest

from verifier.rows import CONTRADICTED, NEITHER, SUPPORTED
from verifier.written_pairs import parse_claim, read_families


def test_a_claim_loses_its_brackets_and_keeps_their_place() -> None:
    claim = parse_claim("~", "The [[coal]] shaft was flooded [[in May]].")

    assert claim.text == "The coal shaft was flooded in May."
    assert [claim.text[a:b] for a, b in claim.spans or ()] == ["coal", "in May"]
    assert claim.label == NEITHER


def test_families_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text(
        "S: A dog barked.\n+ There was barking.\n- A dog [[slept]].\n"
        "\nS: It rained.\n0 It was cold.\n",
        encoding="utf-8",
    )

    first, second = read_families(tmp_path)

    assert [first.source, second.source] == ["A dog barked.", "It rained."]
    assert [claim.label for claim in first.claims] == [SUPPORTED, CONTRADICTED]
    assert first.claims[0].spans == ()
    assert None is second.claims[0].spans


def test_a_line_of_another_form_is_named(tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text("S: A.\n* B\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"01\.txt:2"):
        read_families(tmp_path)
