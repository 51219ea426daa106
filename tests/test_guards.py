"""Guards veto a claim that turns its source, let true paraphrases pass, and never crash."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.guards import GuardRule, find_vetoes
from provenance.retrieval import index_document
from provenance.spans import Span

CASES = Path(__file__).parent / "cases" / "guards"
FILES = sorted(CASES.glob("*.toml"))
NOTICE = (
    "The council may close the Mill Lane bridge in June if the repairs are late. Deputy mayor Ann "
    "Roe said 40 of the 52 lamps were not working. Rents rose by 3% after the levy was introduced."
)


def _cases(kind: str) -> list[Any]:
    found = []
    for path in FILES:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in table["case"]:
            for claim in case.get(kind, ()):
                given_as = (table.get("language", "en"), path.stem, case["source"], claim)
                found.append(pytest.param(*given_as, id=f"{path.stem}: {claim[:60]}"))
    return found


@pytest.mark.parametrize(("language", "rule", "source", "claim"), _cases("false"))
def test_a_false_claim_is_stopped_by_its_guard(
    language: str, rule: str, source: str, claim: str
) -> None:
    vetoes = find_vetoes(claim, index_document(source, language=language))

    assert rule.split("_", maxsplit=1)[0] in {veto.rule.value for veto in vetoes}


@pytest.mark.parametrize(("language", "rule", "source", "claim"), _cases("true"))
def test_a_true_paraphrase_passes_every_guard(
    language: str, rule: str, source: str, claim: str
) -> None:
    vetoes = find_vetoes(claim, index_document(source, language=language))

    assert [] == [f"{veto.rule.value}: {veto.words}" for veto in vetoes]


def test_each_file_of_cases_is_named_for_a_rule_and_holds_both_kinds() -> None:
    rules = {rule.value for rule in GuardRule}

    for path in FILES:
        cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        assert path.stem.split("_")[0] in rules
        assert any(case.get("false") for case in cases), path.name
        assert any(case.get("true") for case in cases), path.name


def test_the_words_of_the_frame_are_not_looked_at() -> None:
    claim = "Ann Roe probably said 40 of the 52 lamps were not working."
    document = index_document(NOTICE, language="en")

    assert () == find_vetoes(claim, document, ignore=[Span(0, claim.index("40"))])


def test_a_claim_without_words_and_an_empty_document_give_nothing() -> None:
    assert () == find_vetoes("", index_document(NOTICE, language="en"))
    assert () == find_vetoes("Rents rose.", index_document("", language="en"))


@given(
    st.text(max_size=120) | st.lists(st.sampled_from(NOTICE.split()), max_size=25).map(" ".join),
    st.text(max_size=300) | st.just(NOTICE),
    st.sampled_from(["en", "de", "fr", "uk", "und"]),
)
@settings(deadline=None, max_examples=150)
def test_any_claim_and_document_give_spans_within_both(
    claim: str, source: str, language: str
) -> None:
    vetoes = find_vetoes(claim, index_document(source, language=language))

    assert all(0 < len(veto.claim) and veto.claim.end <= len(claim) for veto in vetoes)
    assert all(veto.source is None or veto.source.end <= len(source) for veto in vetoes)


@pytest.mark.parametrize("sentence", NOTICE.split(". "))
def test_the_sources_own_words_are_never_vetoed(sentence: str) -> None:
    claim = sentence.rstrip(".") + "."

    assert () == find_vetoes(claim, index_document(NOTICE, language="en"))
