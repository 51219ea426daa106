"""What a long document has of a claim, wherever it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.retrieval import index_document
from provenance.spans import Span
from provenance.verification.spread import Spread, measure_spread

FILLER = " ".join(f"Word{n} stands alone here." for n in range(400))
PAGE = f"The mill in Aalmond opened in 1901. {FILLER} Rika Noor bought it later."


def spread(claim: str, text: str = PAGE, ignore: tuple[Span, ...] = ()) -> Spread:
    return measure_spread(claim, index_document(text, language="en"), ignore=ignore)


def test_names_and_figures_count_wherever_they_stand() -> None:
    assert 1 == spread("Rika Noor bought the mill of 1901 in Aalmond.").names
    assert 0.75 == spread("Rika Noor sold it in Aalmond to Ferrum.").names
    assert 0.5 == spread("The mill in Aalmond opened in 1902.").names


def test_a_region_is_about_a_page_so_far_ends_do_not_add_up() -> None:
    near = spread("The mill in Aalmond opened in 1901.").region
    far = spread("The mill in Aalmond opened; Rika Noor bought it later.").region

    assert 1 == near
    assert 0.3 < far < 0.7


def test_a_short_document_is_one_region() -> None:
    text = "The mill in Aalmond opened in 1901. Rika Noor bought it later."

    assert 1 == spread("Rika Noor bought the mill opened in Aalmond.", text).region


def test_what_is_settled_is_not_looked_for() -> None:
    claim = "Ferrum said the mill opened."

    assert 0 == spread(claim).names
    assert 1 == spread(claim, ignore=(Span(0, len("Ferrum said")),)).names


@pytest.mark.parametrize("claim", ["", "It was so.", "…"])
def test_nothing_to_look_for_is_all_found(claim: str) -> None:
    assert Spread(names=1.0, region=1.0) == spread(claim)


def test_nothing_is_found_in_a_document_without_words() -> None:
    assert Spread(names=0.0, region=0.0) == spread("Aalmond opened mills.", "… … …")


@settings(max_examples=50, deadline=None)
@given(claim=st.text(max_size=60), text=st.text(max_size=300))
def test_shares_are_shares(claim: str, text: str) -> None:
    found = spread(claim, text)

    assert 0 <= found.names <= 1
    assert 0 <= found.region <= 1
