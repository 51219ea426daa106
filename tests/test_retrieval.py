"""Documents cut into passages, and the passages a claim is about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.retrieval import best_passages, content_words, index_document, split_passages
from provenance.spans import Span

DOCUMENT = """The council met in the old town hall.
Councillors approved the night bus pilot by 23 votes to 17. It will start on Jan. 4.
The Corn Exchange roof leaks. Repairs will cost £40,000, the clerk said.
The petition on the Mill Lane crossing was signed by 1,846 people."""


def test_the_sentence_that_shares_most_comes_first() -> None:
    document = index_document(DOCUMENT, language="en")

    best = best_passages("A petition about the crossing has 1,846 signatures", document)

    assert "The petition on the Mill Lane crossing" in best[0].passage.text


def test_a_number_counts_for_more_than_a_word() -> None:
    text = "The petition was received. The list holds 1,846 names. The petition was filed."
    document = index_document(text, language="en")

    assert "1,846" in best_passages("petition 1,846", document)[0].passage.text


def test_what_shares_nothing_is_left_out() -> None:
    document = index_document(DOCUMENT, language="en")

    assert () == best_passages("Penguins nest in Antarctica", document)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He met Dr. Smith. She left.", 2),
        ("It starts on Jan. 4. It ends soon.", 2),
        ("It fell to 7.0% on Monday. “Never.” He left.", 3),
        ("Er kam am 5. Mai. Gut.", 2),
        ("One line\nanother line", 2),
        ("U.S. officials agreed.", 1),
        ("", 0),
    ],
)
def test_passages_are_sentences(text: str, sentences: int) -> None:
    assert sentences == len(split_passages(text))


def test_only_the_given_parts_are_searched() -> None:
    part = Span(DOCUMENT.index("The Corn"), DOCUMENT.index("The petition"))
    document = index_document(DOCUMENT, [part], language="en")

    assert () == best_passages("petition crossing", document)
    assert all(part.contains(passage.span) for passage in document.passages)


def test_ignored_spans_and_function_words_are_no_content() -> None:
    text = "The clerk said the roof leaks"

    assert ["roof", "leaks"] == [
        word.text for word in content_words(text, language="en", ignore=[Span(0, 14)])
    ]


@given(st.text(), st.text(max_size=60), st.sampled_from(["en", "de", "ru", "und"]))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_passages_within_it(text: str, claim: str, language: str) -> None:
    document = index_document(text, language=language)

    end = 0
    for passage in document.passages:
        assert end <= passage.span.start < passage.span.end <= len(text)
        assert passage.text == passage.span.of(text)
        end = passage.span.end
    for scored in best_passages(claim, document):
        assert 0 < scored.score <= 1


@pytest.mark.parametrize("piece", ["a", ". ", "\n", '."', " ", "word "])
def test_an_endless_line_is_cut_and_takes_linear_time(piece: str) -> None:
    passages = split_passages(piece * (40_000 // len(piece)))

    assert all(len(passage.text) <= 800 for passage in passages)
