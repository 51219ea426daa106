"""Families of written claims are read as they stand, brackets and all."""

# ruff: noqa: D103  (the names say it)

from pathlib import Path

import pytest

from verifier.rows import CONTRADICTED, NEITHER, SUPPORTED
from verifier.seeding import rng_for
from verifier.written_pairs import WrittenPairs, parse_claim, read_families


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


PAGE = (
    "S: The mill opened in 1901.\nP: It burned down in May 1920.\nP: Nobody was hurt.\n"
    "+ The mill of 1901 burned down. @1, 2\n~ It burned down in [[dry]] May 1920. @2\n"
)


def test_claims_of_a_page_name_their_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text(PAGE, encoding="utf-8")

    (page,) = read_families(tmp_path)

    assert page.paragraphs == (
        "The mill opened in 1901.",
        "It burned down in May 1920.",
        "Nobody was hurt.",
    )
    assert [(c.text, c.paragraphs) for c in page.claims] == [
        ("The mill of 1901 burned down.", (0, 1)),
        ("It burned down in dry May 1920.", (1,)),
    ]


def test_a_paragraph_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text("S: A.\nP: B.\n+ C. @3\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"01\.txt:3"):
        read_families(tmp_path)


def test_a_page_that_is_too_long_is_cut_round_what_settles_the_claim(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "01.txt").write_text(PAGE, encoding="utf-8")
    pages = [f for f in read_families(tmp_path) if not f.is_held_out]
    pairs = WrittenPairs(pages, most_words=12)

    drawn = [e for seed in range(50) for e in pairs.draw(rng_for(seed))]
    true = [e for e in drawn if e.label == SUPPORTED]
    removed = [e for e in drawn if e.origin == "page:removed"]

    assert true
    assert all(page in e.premise for e in true for page in ("1901", "1920"))
    assert removed
    assert all(e.label == NEITHER for e in removed)
    assert not any("1901" in e.premise and "1920" in e.premise for e in removed)
    assert all(len(e.premise.split()) <= 12 for e in drawn)
