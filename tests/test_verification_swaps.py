"""Days and measures of a claim, read in the source's words where both are the very same."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from verify_builders import CountingJudge

from provenance.dates import dateline_day
from provenance.facts import compare_facts
from provenance.retrieval import index_document
from provenance.spans import Span
from provenance.terms import Verdict
from provenance.verification import Question, Verifier
from provenance.verification.assessing import verify
from provenance.verification.readings import claim_reading
from provenance.verification.swaps import Swap, source_words

THURSDAY = datetime.date(2024, 3, 14)
HARBOUR = (
    "ALVEN, Thursday 14 March 2024 - The dredger sank off the pier yesterday evening, the harbour "
    "office said. A search will begin tomorrow. Divers need 48 hours' notice. The tug costs "
    "12 million crowns and has nine cabins. Lights go out at 14:00 GMT."
)


def swapped(claim: str, source: str = HARBOUR, day: datetime.date | None = THURSDAY) -> str:
    document = index_document(source, language="en", reference=day)
    swaps = source_words(claim, document, compare_facts(claim, document, reference=day))
    return claim_reading(Question(claim=claim, document=document, swaps=swaps)).text


@pytest.mark.parametrize(
    ("claim", "read"),
    [
        (
            "The dredger sank off the pier on the evening of 13 March 2024.",
            "The dredger sank off the pier on the evening of yesterday.",
        ),
        ("A search will begin on Friday.", "A search will begin tomorrow."),
        ("A search will begin on 15 March.", "A search will begin tomorrow."),
        ("Divers need two days' notice.", "Divers need 48 hours' notice."),
        ("Lights go out at 15:00 CET.", "Lights go out at 14:00 GMT."),
    ],
    ids=["day", "weekday", "day without a year", "unit", "zone"],
)
def test_what_is_equal_is_read_in_the_words_of_the_source(claim: str, read: str) -> None:
    assert read == swapped(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "A search will begin on Saturday.",
        "Divers need three days' notice.",
        "Divers need about two days' notice.",
        "The tug has 9 cabins.",
        "The tug costs more than 11 million crowns.",
        "Lights go out at 15:00.",
    ],
    ids=["other day", "other measure", "about", "digits", "bound", "no zone"],
)
def test_what_is_not_the_very_same_stays_as_it_was(claim: str) -> None:
    assert claim == swapped(claim)


def test_without_the_day_of_the_source_its_tomorrow_is_no_day() -> None:
    claim = "A search will begin on 15 March 2024."
    assert claim == swapped(claim, HARBOUR.partition(" - ")[2], day=None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (HARBOUR, THURSDAY),
        ("14 March 2024\nThe dredger sank.", THURSDAY),
        ("Press release (14 March 2024): the dredger sank.", THURSDAY),
        ("On 14 March 2024 the dredger sank.", None),
        ("ALVEN, 14 March - The dredger sank.", None),
        ("ALVEN, March 2024 - The dredger sank.", None),
        ("ALVEN, 14-16 March 2024 - The fair opened.", None),
        ("The dredger that sank off the long old pier on 14 March 2024 - nobody knows.", None),
        ("", None),
    ],
    ids=["dateline", "line", "brackets", "sentence", "no year", "month", "days", "far", "empty"],
)
def test_the_day_at_the_head_of_a_text(text: str, day: datetime.date | None) -> None:
    assert day == dateline_day(text, language="en")


def test_a_word_that_was_swapped_is_lacking_in_the_claim_as_given() -> None:
    claim = "Zebras need two days' notice."
    document = index_document(HARBOUR, language="en", reference=THURSDAY)
    swap = Swap(claim=Span(12, 20), words="48 hours")
    read = claim_reading(Question(claim=claim, document=document, swaps=(swap,)))

    assert "Zebras need 48 hours' notice." == read.text
    assert Span(12, 20) == read.original(Span(15, 20))
    assert "notice" == (read.original(Span(22, 28)) or Span(0, 0)).of(claim)


def test_a_swap_of_words_that_are_left_out_is_left_out_too() -> None:
    claim = "On Friday a search will begin."
    document = index_document(HARBOUR, language="en", reference=THURSDAY)
    question = Question(
        claim=claim,
        document=document,
        swaps=(Swap(claim=Span(0, 9), words="tomorrow"),),
        left_out=(Span(0, 10),),
    )

    assert "A search will begin." == claim_reading(question).text


def test_the_judge_reads_the_claim_in_the_words_of_the_source() -> None:
    judge = CountingJudge()
    verdict = verify("The search is going to begin on Friday.", HARBOUR, judge=judge).verdict

    assert "The search is going to begin tomorrow." == judge.read[0].claim
    assert Verdict.CONTRADICTED is not verdict


@given(st.text(max_size=120), st.text(max_size=200), st.dates())
@settings(deadline=None, max_examples=60)
def test_any_claim_is_read_and_leads_back(claim: str, source: str, day: datetime.date) -> None:
    document = index_document(source, language="en", reference=day)
    question = Question(claim=claim, document=document, reference=day)
    (reading,) = Verifier(judge=CountingJudge()).read([question])
    read = claim_reading(reading.question)

    assert len(read.text) == len(read.origins)
    assert all(origin is None or origin.end <= len(claim) for origin in read.origins)
