"""Where quoted words stand in a document, and which of them were changed."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.alignment import Alignment, Passages, align_in, align_quote, exact_places
from provenance.spans import Span
from provenance.terms import EditEffect, EditOp, QuoteStatus
from provenance.wording import word_spans

CASES = Path(__file__).parent / "cases" / "quoting"
NEAR_OR_BETTER = (QuoteStatus.VERBATIM, QuoteStatus.NEAR_VERBATIM)

STATEMENT = (
    "The council met on Monday. “We regret the delay, and we will repair the bridge before the "
    "winter,” said Mayor Ida Lund. “It will not cost the town more than 300,000 crowns.”\n\n"
    "Work begins in May. The old pier, built in 1911, stays open to walkers."
)


def align(quoted: str, text: str = STATEMENT, language: str = "en") -> Alignment:
    return align_quote(quoted, text, [Span(0, len(text))], language=language)


def golden_cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}-{number}-{case['quoted'][:40]}")
        for path in sorted(CASES.glob("*.toml"))
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"])
    ]


@pytest.mark.parametrize(("language", "case"), golden_cases())
def test_golden_case(language: str, case: dict[str, Any]) -> None:
    found = align(case["quoted"], case["source"], language)
    edits = [[e.source, e.article, e.effect.value.removeprefix("meaning-")] for e in found.edits]

    assert case["status"] == found.status.value
    assert case.get("edits", []) == edits
    assert case.get("turned", False) == found.guard_turned


def test_the_span_holds_the_words_of_the_document() -> None:
    found = align("We will repair the bridge before the winter,")

    assert found.span is not None
    assert "we will repair the bridge before the winter" == found.span.of(STATEMENT)


def test_each_unbroken_stretch_has_a_span_of_its_own() -> None:
    found = align("We regret the delay … It will not cost the town more than 300,000 crowns")

    assert ["We regret the delay", "It will not cost the town more than 300,000 crowns"] == [
        span.of(STATEMENT) for span in found.spans
    ]


def test_words_outside_the_parts_do_not_count() -> None:
    part = Span(STATEMENT.index("Work begins"), len(STATEMENT))

    assert (
        QuoteStatus.ABSENT
        is align_quote("we will repair the bridge", STATEMENT, [part], language="en").status
    )


def test_a_quotation_may_run_over_several_parts() -> None:
    text = "“We stand together.\n\n“We act together, all of us.”"
    parts = [Span(1, 19), Span(22, len(text) - 1)]
    found = align_quote("We stand together. We act together, all of us", text, parts, language="en")

    assert QuoteStatus.VERBATIM is found.status


def test_a_quotation_without_words_is_not_judged() -> None:
    assert QuoteStatus.UNCHECKED is align("…!").status


def test_an_empty_document_has_no_words() -> None:
    assert QuoteStatus.ABSENT is align("we will repair the bridge", "").status


def test_operations_read_from_source_to_article() -> None:
    deleted = align("It will cost the town more than 300,000 crowns").edits
    inserted = align("The old pier, built in 1911, stays wide open to walkers").edits
    replaced = align("we will demolish the bridge before the winter").edits

    assert [(EditOp.DELETE, "not", "")] == [(e.op, e.source, e.article) for e in deleted]
    assert [(EditOp.INSERT, "", "wide")] == [(e.op, e.source, e.article) for e in inserted]
    assert [(EditOp.REPLACE, "repair", "demolish")] == [
        (e.op, e.source, e.article) for e in replaced
    ]


def test_a_content_word_changed_changes_the_meaning_but_turns_no_guard() -> None:
    found = align("we will demolish the bridge before the winter")

    assert found.content_changed
    assert not found.guard_turned


def test_every_place_of_the_same_words_is_found() -> None:
    passages = Passages.of("One day. One day more. One day.", [Span(0, 31)], "en")

    assert 3 == len(exact_places("one day", passages, limit=9))


TYPOGRAPHY = {
    "curly apostrophes": ("'", "’"),
    "hard spaces": (" ", "\u00a0"),
    "long dashes": ("-", "–"),
    "line breaks": (" ", "\n"),
    "soft hyphens": ("t", "t\u00ad"),
}


@pytest.mark.parametrize("name", TYPOGRAPHY)
def test_typography_is_no_difference(name: str) -> None:
    text = "It's clear to us that the re-built pier won't last until the winter."
    written, otherwise = TYPOGRAPHY[name]

    assert QuoteStatus.VERBATIM is align(text.replace(written, otherwise), text).status
    assert QuoteStatus.VERBATIM is align(text, text.replace(written, otherwise)).status


WORDS = (
    "the a we they bridge town council will must money river repair Lund 30 1,911 never all "
    "report Norway “fair” it's U.S. re-open — … [sic] (old) % . , ! école über Ёлка п’ять"
)
TEXTS = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=60).map(" ".join)


@given(text=TEXTS, data=st.data())
@settings(max_examples=80, deadline=None)
def test_any_run_of_words_of_a_text_is_verbatim_in_it(text: str, data: st.DataObject) -> None:
    spans = list(word_spans(text, "en", 0, len(text)))
    if not spans:
        return
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    found = align(text[spans[first][0] : spans[last][1]], text)

    assert QuoteStatus.VERBATIM is found.status
    assert () == found.edits


SENTENCE = "the council said that the money for the bridge would come from the state this year"


@given(at=st.integers(1, 14), word=st.sampled_from(["not", "never", "no"]))
@settings(max_examples=40, deadline=None)
def test_a_negation_brought_in_is_never_verbatim(at: int, word: str) -> None:
    words = SENTENCE.split()
    found = align(" ".join([*words[:at], word, *words[at:]]), f"Yesterday {SENTENCE}, he wrote.")

    assert found.status is QuoteStatus.ALTERED
    assert found.guard_turned


@given(quoted=st.text(max_size=80), text=st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_it_crash_and_spans_lie_inside(quoted: str, text: str) -> None:
    found = align(quoted, text)

    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)
    assert 0.0 <= found.score <= 1.0


@given(quoted=TEXTS, text=TEXTS, language=st.sampled_from(["en", "de", "fr", "ru", "uk", "und"]))
@settings(max_examples=80, deadline=None)
def test_edits_quote_both_sides_and_status_follows_from_them(
    quoted: str, text: str, language: str
) -> None:
    found = align(quoted, text, language)

    assert all(edit.article in quoted for edit in found.edits if "… " not in edit.article)
    assert (found.status is QuoteStatus.VERBATIM) <= (found.edits == ())
    assert found.content_changed == any(
        edit.effect is EditEffect.MEANING_CHANGED for edit in found.edits
    )
    assert found == align(quoted, text, language)


HOSTILE = {
    "one word": ("the " * 2_000 + "zebra", "the " * 20_000),
    "gaps": ("… the a " * 20, "the x a " * 10_000),
    "dots": ("a" + "." * 50_000 + "b", "a" + "." * 200_000 + "b"),
    "digits": ("1.1.1.1 x", "1." * 100_000 + "x"),
    "brackets": ("[a" * 20_000, "a b " * 1_000),
    "apostrophes": ("a'" * 50_000, "a'" * 100_000 + "b"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_repetition_takes_bounded_time(name: str) -> None:
    quoted, text = HOSTILE[name]
    start = time.process_time()
    align(quoted, text)

    assert time.process_time() - start < 5


def test_one_index_serves_many_quotations() -> None:
    passages = Passages.of(STATEMENT, [Span(0, len(STATEMENT))], "en")

    assert all(
        align_in(quoted, passages).status in NEAR_OR_BETTER
        for quoted in ("We regret the delay", "Work begins in May", "stays open to the walkers")
    )
