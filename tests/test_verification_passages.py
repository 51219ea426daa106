"""What of a document the model reads: all of a short one, the most telling of a long one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verify_builders import CountingJudge

import provenance
from provenance.retrieval import index_document
from provenance.verification.passages import MOST_READ, MOST_WINDOWS, choose_windows

CLAIM = "The harbour of Harrowick was closed in March."
FILLER = "The weather was fine and the band played on until late. "
ANSWER = "In March the port authority closed the harbour of Harrowick for repairs. "


def test_a_one_line_source_is_one_window() -> None:
    document = index_document("The harbour was closed.", language="en")

    (window,) = choose_windows(CLAIM, document, most_tokens=128)

    assert "The harbour was closed." == window.text


def test_of_thirty_pages_the_sentence_that_answers_is_read() -> None:
    text = FILLER * 700 + ANSWER + FILLER * 700
    document = index_document(text, language="en")

    windows = choose_windows(CLAIM, document, most_tokens=128)

    assert 1 < len(windows) <= MOST_WINDOWS
    assert ANSWER.strip() in windows[0].text
    assert any(ANSWER.strip() in window.text for window in windows[1:])


def test_of_the_windows_of_a_long_document_the_model_reads_the_two_most_telling() -> None:
    text = FILLER * 700 + ANSWER + FILLER * 700
    judge = CountingJudge()

    provenance.verify_batch([(CLAIM, text)], judge=judge)

    first = [pair for pair in judge.read if pair.claim == CLAIM]
    assert MOST_READ == len(first)
    assert all(ANSWER.strip() in pair.passage for pair in first)


def test_a_window_never_outgrows_the_model() -> None:
    text = FILLER * 40 + ANSWER + "word " * 5_000 + "x" * 20_000
    document = index_document(text, language="en")

    for window in choose_windows(CLAIM, document, most_tokens=128):
        assert len(window.text.split()) <= 128
        assert len(window.text) <= 128 * 9


def test_a_document_without_sentence_ends_is_cut_at_blanks() -> None:
    document = index_document("harbour closed in march and then " * 400, language="en")

    windows = choose_windows(CLAIM, document, most_tokens=128)

    assert windows
    assert all(not span.of(document.text).startswith(" ") for w in windows for span in w.spans)


@pytest.mark.slow
def test_ten_megabytes_take_seconds() -> None:
    text = "".join(f"{FILLER[:-2]} on day {n}. " for n in range(160_000))
    started = time.process_time()
    document = index_document(text, language="en")
    choose_windows(CLAIM, document, most_tokens=128)

    assert len(text) > 10_000_000
    assert time.process_time() - started < 30


@given(
    text=st.text(max_size=600) | st.text(alphabet="ab. \n!?", max_size=900),
    claim=st.text(min_size=1, max_size=80),
    most_tokens=st.integers(min_value=24, max_value=200),
)
def test_windows_are_made_of_the_document(text: str, claim: str, most_tokens: int) -> None:
    document = index_document(text, language="en")

    for window in choose_windows(claim, document, most_tokens=most_tokens):
        assert window.text == " ".join(span.of(text) for span in window.spans)
        assert list(window.spans) == sorted(window.spans)
        assert all(len(span) for span in window.spans)
