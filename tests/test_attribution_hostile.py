"""Texts that no reporter writes: extraction ends and points into the text.

That its time grows with the length is measured by ``benchmarks/speed/growth.py``.

All texts are ours.
"""

import pytest
from attribution_checks import check_analysis
from hostile_articles import TEXTS

import provenance
from provenance.model import Analysis

MANY = 8
"""Repetitions that already bring out what is special about a text."""


def extracted(text: str) -> Analysis:
    return provenance.extract(provenance.read_text(text))


@pytest.mark.parametrize("name", TEXTS)
def test_strange_text_is_extracted_with_every_span_inside_it(name: str) -> None:
    check_analysis(extracted(TEXTS[name](MANY)))


@pytest.mark.parametrize("depth", [1, 7, 8, 9, 50])
@pytest.mark.parametrize("marks", ["“”", "«»", "„“", "‘’", '""', "“‘’”", "«“”»"])
def test_marks_in_marks_at_any_depth_are_read(marks: str, depth: int) -> None:
    half = len(marks) // 2
    opening, closing = marks[:half], marks[half:]

    analysis = extracted(f"Mara Holt said: {opening * depth}we dredge{closing * depth}. He left.")

    check_analysis(analysis)
    assert ["Mara Holt"] == [a.speaker.name for a in analysis.attributions if a.speaker]


@pytest.mark.parametrize("ending", ["", "\n", "   ", "\u200b", "“", "”", "said", ":", "—"])
@pytest.mark.parametrize("start", ["“", "”", "said ", "he said: ", "— ", "according to ", "«„"])
def test_nothing_but_a_beginning_and_an_end_is_extracted(start: str, ending: str) -> None:
    check_analysis(extracted(start + "x" + ending))


def test_two_hundred_quotations_in_a_row_stay_two_hundred() -> None:
    analysis = extracted(TEXTS["quotations in a row, each with its speaker"](200))

    check_analysis(analysis)
    assert 200 == len(analysis.quotations)
    assert {"Mara Holt"} == {a.speaker.name for a in analysis.attributions if a.speaker}


def test_a_quotation_of_five_thousand_words_has_one_speaker() -> None:
    analysis = extracted(TEXTS["one quotation of many sentences"](1250))

    check_analysis(analysis)
    assert 1 == len(analysis.quotations)
    assert {"Mara Holt"} == {a.speaker.name for a in analysis.attributions if a.speaker}


@pytest.mark.parametrize("name", ["no full stop", "no capitals", "only opening marks", "Hindi"])
def test_text_without_a_known_name_has_no_named_speaker(name: str) -> None:
    named = [a.speaker for a in extracted(TEXTS[name](MANY)).attributions if a.speaker]

    assert [] == [speaker for speaker in named if speaker.name]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("quotations in a row", 2_000),
        ("quotations in a row, each with its speaker", 200),
        ("one long quotation", 2_000),
        ("one quotation of many sentences", 1_500),
        ("one sentence", 1_500),
        ("no full stop", 150),
        ("a word a paragraph", 8_000),
        ("a mark a paragraph", 8_000),
        ("he said he said", 500),
        ("he said, a sentence each", 500),
    ],
)
def test_large_text_is_extracted(name: str, count: int) -> None:
    check_analysis(extracted(TEXTS[name](count)))
