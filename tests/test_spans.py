"""Offsets: spans, selectors, and the folded view that leads back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.spans import Excerpt, Span, TextQuoteSelector, covering, fold


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_outside_reason_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"span|start|must be"):
        Span(start, end)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))


def test_stripping_a_blank_span_leaves_a_point() -> None:
    assert Span(2, 2) == Span(2, 4).stripped("ab   cd")
    assert Span(1, 3) == Span(0, 4).stripped(" ab c")


def test_covering_reaches_from_first_to_last() -> None:
    assert Span(1, 9) == covering([Span(4, 9), Span(1, 2)])


def test_an_excerpt_holds_the_words_of_its_span() -> None:
    assert Excerpt(start=4, end=7, exact="two") == Excerpt.of("one two", Span(4, 7))


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("“It’s”", '"it\'s"'),  # typographic marks
        ("«Non», dit-il", '"non", dit-il'),  # guillemets
        ("build–up", "build-up"),  # en dash
        ("NATO\u00a0 Secretary", "nato secretary"),  # no-break space and space: one space
        ("ﬁnal", "final"),  # ligature
        ("cafe\u0301", "caf\u00e9"),  # a combining accent is composed with its letter
        ("soft\u00adware\u200b", "software"),  # soft hyphen, zero-width space
        ("Straße", "strasse"),
        ("wait…", "wait..."),
        ("И\u0306", "й"),
    ],
)
def test_folding_removes_what_is_not_wording(original: str, folded: str) -> None:
    assert folded == fold(original).text


def test_a_folded_ligature_leads_back_to_one_character() -> None:
    view = fold("the ﬁnal word")
    at = view.text.index("final")

    assert Span(4, 8) == view.original(Span(at, at + 5))


def test_an_empty_text_folds_to_nothing() -> None:
    assert Span(0, 0) == fold("").original(Span(0, 0))


@given(st.text())
def test_every_folded_character_comes_from_inside_the_text(text: str) -> None:
    view = fold(text)

    assert len(view.text) == len(view.starts) == len(view.ends)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(view.starts, view.ends, strict=True)
    )
    assert list(view.starts) == sorted(view.starts)


@given(st.text())
def test_folding_twice_changes_nothing_but_what_folding_uncovers(text: str) -> None:
    once = fold(text).text

    assert fold(once).text == fold(fold(once).text).text


@given(st.text(min_size=1), st.data())
def test_a_selector_finds_its_own_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selector = TextQuoteSelector.of(text, Span(start, end))

    found = selector.locate(text)

    assert found is not None
    assert selector.exact == found.of(text)


def test_context_tells_two_places_apart() -> None:
    text = "He said yes. She said yes."
    second = Span(22, 25)

    assert second == TextQuoteSelector.of(text, second).locate(text)


def test_words_that_are_not_there_are_not_found() -> None:
    assert TextQuoteSelector(exact="no").locate("yes") is None
