"""Values of a claim against values of its source: golden cases, relative dates, properties."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.facts import FactKind, compare_facts
from provenance.retrieval import index_document
from provenance.spans import Span

CASES = Path(__file__).parent / "cases" / "facts"


def _cases(name: str) -> list[Any]:
    table = tomllib.loads((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in table["case"]]


@pytest.mark.parametrize("case", _cases("differences.toml"))
def test_a_value_told_otherwise_is_found(case: dict[str, str]) -> None:
    document = index_document(case["source"], language=case["language"])

    (difference,) = compare_facts(case["claim"], document).differences

    assert FactKind(case["kind"]) is difference.kind
    assert case["claim_words"] == difference.claim_words
    assert case["source_words"] == difference.source_words
    assert case["source_words"] == difference.source.of(case["source"])
    assert case["claim_words"] == difference.claim.of(case["claim"])


@pytest.mark.parametrize("case", _cases("faithful.toml"))
def test_a_faithful_value_is_not_accused(case: dict[str, str]) -> None:
    document = index_document(case["source"], language=case["language"])

    assert () == compare_facts(case["claim"], document).differences


THURSDAY = datetime.date(2024, 3, 14)
SHIP = "A trawler sank off Bodo yesterday evening and its crew were taken to hospital."


@pytest.mark.parametrize(
    ("claim", "kinds"),
    [
        ("A trawler sank off Bodo on the evening of 13 March and its crew were saved.", []),
        ("A trawler sank off Bodo on 11 March and its crew were taken to hospital.", ["date"]),
    ],
)
def test_relative_dates_of_the_source_are_resolved(claim: str, kinds: list[str]) -> None:
    document = index_document(SHIP, language="en", reference=THURSDAY)

    found = compare_facts(claim, document, reference=THURSDAY).differences
    assert kinds == [difference.kind.value for difference in found]


def test_the_day_of_publication_is_no_error() -> None:
    source = "The committee decided at its meeting on 18 March to keep the rate unchanged."
    document = index_document(source, language="en", reference=datetime.date(2026, 3, 19))
    claim = "The committee decided on Thursday to keep the rate unchanged."

    assert () == compare_facts(claim, document, reference=datetime.date(2026, 3, 19)).differences


def test_ignored_spans_are_not_compared() -> None:
    document = index_document("The roof will be repaired on 12 November.", language="en")
    claim = "On 3 May he told us that the roof will be repaired on 12 November."

    comparison = compare_facts(claim, document, ignore=[Span(0, 20)])
    assert ((), 1) == (comparison.differences, len(comparison.matches))


def test_what_the_document_is_silent_on_is_listed() -> None:
    claim = "The roof cost 40,000 euros."
    comparison = compare_facts(claim, index_document("The roof leaks.", language="en"))

    assert ["40,000 euros"] == [span.of(claim) for span in comparison.silent]


@given(
    st.text(max_size=150), st.text(max_size=300), st.sampled_from(["en", "de", "ru"]), st.dates()
)
@settings(deadline=None, max_examples=100)
def test_any_claim_and_document_compare(
    claim: str, source: str, language: str, day: datetime.date
) -> None:
    document = index_document(source, language=language, reference=day)

    for difference in compare_facts(claim, document, reference=day).differences:
        assert difference.claim_words == difference.claim.of(claim)
        assert difference.source_words == difference.source.of(source)
        assert 0 <= difference.confidence <= 1


@given(st.text(alphabet="0123456789 .,%€abM", max_size=200))
@settings(deadline=None, max_examples=60)
def test_a_text_never_differs_from_itself(text: str) -> None:
    assert () == compare_facts(text, index_document(text, language="en")).differences


def test_a_long_document_takes_linear_time() -> None:
    source = "The ferry carried 120 people on 3 May. " * 5_000
    document = index_document(source, language="en")

    assert compare_facts("The ferry carried 120 people on 3 May.", document).differences == ()
