"""Which words of a claim a document has, and what the rules make of it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.coverage import cover_words
from provenance.paraphrase import judge_paraphrase
from provenance.retrieval import index_document
from provenance.spans import Span
from provenance.terms import Verdict

SEEDS = Path(__file__).parent.parent / "seeds"
NOTICE = (
    "The council resolved on Tuesday that a night bus pilot on two routes be funded for twelve "
    "months. Urgent repairs to the Corn Exchange roof may be carried out if money is found. "
    "We are ready for talks with the unions. Harrowick council has 42 members. "
    "The petition on Mill Lane was referred to the highways committee without debate."
)


def _uncovered(claim: str, source: str = NOTICE) -> list[str]:
    coverage = cover_words(claim, index_document(source, language="en"))
    return [span.of(claim) for span in coverage.uncovered]


@pytest.mark.parametrize(
    ("claim", "uncovered"),
    [
        ("A night bus pilot on two routes will be funded for twelve months.", []),
        ("A night bus pilot on three routes will be funded for a year.", ["three", "year"]),
        ("The Mill Lane petition was referred to the police committee.", ["police"]),
        ("Penguins nest here.", ["Penguins nest"]),
    ],
)
def test_words_that_no_passage_has_are_listed(claim: str, uncovered: list[str]) -> None:
    assert uncovered == _uncovered(claim)


def test_a_word_from_another_sentence_does_not_count() -> None:
    source = (
        "Any dialogue with the union will proceed in consultation with partner cities. "
        "Nothing was said of money. The weather was fine. The Rotary Club is a useful platform."
    )

    assert ["Rotary Club"] == _uncovered(
        "Any dialogue will proceed in consultation with partner cities and the Rotary Club.", source
    )


def test_we_stands_for_the_body_that_speaks() -> None:
    assert [] == _uncovered("Harrowick is ready for talks with the unions.")


def test_the_frame_is_not_covered_but_left_out() -> None:
    claim = "The mayor's spokesman stressed that the petition on Mill Lane was referred"
    frame = Span(0, claim.index("the petition"))
    document = index_document(NOTICE, language="en")

    assert 1.0 == cover_words(claim, document, ignore=[frame]).share


@pytest.mark.parametrize(
    ("claim", "conflict"),
    [
        ("Urgent repairs to the Corn Exchange roof will be carried out.", "if"),
        ("Urgent repairs to the Corn Exchange roof must be carried out if money is found.", "sure"),
        (
            "All urgent repairs to the Corn Exchange roof may be carried out if money is found.",
            "all",
        ),
    ],
)
def test_guard_words_that_one_side_lacks_are_a_conflict(claim: str, conflict: str) -> None:
    coverage = cover_words(claim, index_document(NOTICE, language="en"))

    assert conflict in coverage.conflicts


def test_a_lost_negation_does_not_fit() -> None:
    claim = "The petition on Mill Lane was referred to the highways committee after debate."

    assert not cover_words(claim, index_document(NOTICE, language="en")).negation_fits


JUDGED = [
    (
        "The petition on Mill Lane was referred to the highways committee without debate.",
        Verdict.SUPPORTED,
        "the source's own words",
    ),
    (
        "The petition on quiet Mill Lane was referred to the highways committee without debate.",
        Verdict.PARTLY_SUPPORTED,
        "one word added",
    ),
    (
        "The petition on Mill Lane was rejected by the highways committee without debate.",
        None,
        "a word swapped: synonym or opposite",
    ),
    (
        "The highways committee without debate was referred to the petition on Mill Lane.",
        None,
        "the same words in another order",
    ),
    ("Repairs to the Corn Exchange roof may be carried out.", None, "the condition dropped"),
    ("Harrowick council has 24 members.", None, "another number"),
    ("It rained.", None, "too short"),
]


@pytest.mark.parametrize(("claim", "verdict", "why"), JUDGED)
def test_rules_decide_only_where_words_leave_no_doubt(
    claim: str, verdict: Verdict | None, why: str
) -> None:
    judgement = judge_paraphrase(claim, index_document(NOTICE, language="en"))

    assert verdict is judgement.verdict, why


def test_a_consultation_moved_to_another_body_is_listed() -> None:
    """Seed 000-11: the statement names the OSCE, but in another sentence and to another end."""
    text = (SEEDS / "002_043f86af9a5cc8f3.txt").read_text(encoding="utf-8")
    claim = (
        "The statement stressed that any dialogue must go two ways, must be based on the core "
        "principles of European security, and should happen in consultation with European "
        "Partners and the OSCE."
    )
    frame = Span(0, claim.index("any dialogue"))
    judgement = judge_paraphrase(claim, index_document(text, language="en"), ignore=[frame])

    assert Verdict.PARTLY_SUPPORTED is judgement.verdict
    assert ["go two ways", "happen", "OSCE"] == [
        span.of(claim) for span in judgement.coverage.uncovered
    ]


@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(["en", "fr", "uk", "und"]))
@settings(deadline=None, max_examples=150)
def test_any_claim_and_document_give_spans_within_the_claim(
    claim: str, source: str, language: str
) -> None:
    document = index_document(source, language=language)
    coverage = judge_paraphrase(claim, document).coverage

    assert 0 <= coverage.share <= 1
    assert 0 <= coverage.in_order <= 1
    assert all(span.end <= len(claim) for span in coverage.uncovered)
    assert all(span.end <= len(source) for span in coverage.passages)
    assert set(coverage.added) <= set(coverage.uncovered)


@given(st.lists(st.sampled_from(NOTICE.split()), max_size=30))
@settings(deadline=None, max_examples=100)
def test_shuffled_words_never_crash(words: list[str]) -> None:
    judgement = judge_paraphrase(" ".join(words), index_document(NOTICE, language="en"))

    assert judgement.verdict in (None, Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED)
