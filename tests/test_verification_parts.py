"""Partly supported is said only where something of its own is added."""

import attrs
import pytest
from verify_builders import CountingJudge

from provenance.paraphrase import judge_paraphrase
from provenance.retrieval import index_document
from provenance.spans import Span
from provenance.terms import Verdict
from provenance.verification import Verifier
from provenance.verification.parts import rest_of
from provenance.verification.questions import Decision, Finding, Question
from provenance.verification.rules import decide_by_words, is_addition, listed_names

SOURCE = "The largest shortfall, 58 per cent, was found in the upper Karre valley."


@pytest.mark.parametrize(
    ("claim", "missing", "adds"),
    [
        ("The worst shortfall was found in the upper Karre valley.", "worst", False),
        ("The largest shortfall was found in the Ostrand valley.", "Ostrand", True),
        ("The largest shortfall was found in the upper karre valley.", "karre", False),
        ("The largest of 9 shortfalls was found in the upper valley.", "9", True),
        ("The largest shortfall dried wells in the upper valley.", "dried wells", True),
        ("The largest shortfall of all was found there.", "of all", False),
    ],
)
def test_one_plain_word_is_no_addition(claim: str, missing: str, adds: bool) -> None:
    question = Question(claim=claim, document=index_document(SOURCE, language="en"))
    at = claim.index(missing)

    assert adds is is_addition(question, [Span(at, at + len(missing))])


@pytest.mark.parametrize(
    ("source", "is_asked"),
    [
        ("Nordmark is a union that keeps the peace. It is a matter for the 30 members.", False),
        ("Nordmark is a union that keeps the peace. It is a matter for the 29 members.", True),
    ],
)
def test_a_figure_the_document_states_is_not_lacking(source: str, *, is_asked: bool) -> None:
    claim = "Nordmark, a union of 30 nations, keeps the peace."
    question = Question(claim=claim, document=index_document(source, language="en"))
    at = claim.index("30")
    decision = Decision(verdict=Verdict.UNSUPPORTED, unsupported=(Span(at, at + 2),))
    (reading,) = Verifier(judge=CountingJudge()).read([question])

    rest = rest_of(Finding(decision=decision, reading=attrs.evolve(reading, vetoes=())))

    assert is_asked is (rest is not None)


def test_a_name_of_the_frame_goes_without_saying() -> None:
    claim = "Jobs in Ostrand barely moved, Statistics Ostrand said."
    document = index_document("Jobs barely moved in May.", language="en")
    missing = [Span(8, 15)]
    frame = (Span(claim.index("Statistics"), len(claim)),)

    assert is_addition(Question(claim=claim, document=document), missing)
    assert not is_addition(Question(claim=claim, document=document, ignore=frame), missing)


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("The office forecasts low rivers in the summer of 2026.", Verdict.PARTLY_SUPPORTED),
        ("The office does not forecast low rivers in the summer of 2026.", None),
        ("It does not, as in other years, give here a forecast of low rivers in 2026.", None),
    ],
)
def test_words_of_a_denial_support_nothing_in_part(source: str, verdict: Verdict | None) -> None:
    claim = "The office forecasts low and muddy brown rivers in the summer of 2026."
    question = Question(claim=claim, document=index_document(source, language="en"))
    found = judge_paraphrase(claim, question.document)

    decision = decide_by_words(question, found.coverage, found.facts)

    assert verdict is (decision.verdict if decision else None)


@pytest.mark.parametrize(
    ("claim", "name", "is_listed"),
    [
        ("Talks will be held with the Halm Union and the Torrin League.", "Torrin", True),
        ("Gespräche gibt es mit dem Halmbund und der Torrinliga.", "Torrinliga", True),
        ("Talks will be held with the Halm Union in Torrin.", "Torrin", False),
        ("Talks will be held with boats and barges of Torrin.", "barges", False),
    ],
)
def test_a_name_at_the_end_of_a_list_is_an_item_more(
    claim: str, name: str, is_listed: bool
) -> None:
    """Even if the document speaks of it elsewhere."""
    document = index_document(
        "Talks will be held with the Halm Union. Torrin has a League.", language="en"
    )
    span = Span(claim.index(name), claim.index(name) + len(name))

    assert (span,) * is_listed == listed_names(Question(claim=claim, document=document), [span])
