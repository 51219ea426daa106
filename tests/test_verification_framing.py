"""The frame of a claim is set apart whole, and nothing that is claimed goes with it."""

import pytest
from verify_builders import CountingJudge

from provenance.retrieval import index_document
from provenance.spans import Span
from provenance.terms import Fit
from provenance.verification.frame_fitting import fit_frame, issuer_of
from provenance.verification.framing import read_claim
from provenance.verification.passages import choose_windows
from provenance.verification.questions import Question
from provenance.verification.readings import claim_reading, in_claim, pairs_of, source_reading


@pytest.mark.parametrize(
    ("claim", "frame"),
    [
        (
            "NATO is ready, Jens Stoltenberg said in a tweet on Dec. 16.",
            ", Jens Stoltenberg said in a tweet on Dec. 16",
        ),
        ("According to the ministry, 27 miners were rescued.", "According to the ministry, "),
        (
            "According to Aalmond’s harbour office on Dec. 16, the quay was closed.",
            "According to Aalmond’s harbour office on Dec. 16, ",
        ),
        (
            "According to the company's annual report published in May, sales fell by a third.",
            "According to the company's annual report published in May, ",
        ),
        (
            "27 were rescued, according to the office's figures.",
            ", according to the office's figures",
        ),
        ("The alliance, Stoltenberg said, is ready to defend Allies.", ", Stoltenberg said,"),
        ("According to the USGS there is a low likelihood of casualties.", "According to the USGS"),
        (
            "Sander told the committee in Mainz on Monday that the bridge was never inspected.",
            "Sander told the committee in Mainz on Monday that ",
        ),
        ("NATO said it remains ready.", "NATO said"),
        (
            "Moscow will respond, Foreign Minister Sergei Lavrov told reporters in Geneva.",
            ", Foreign Minister Sergei Lavrov told reporters in Geneva",
        ),
        (
            "Talks will resume, the spokeswoman said on Tuesday after the meeting.",
            ", the spokeswoman said on Tuesday after the meeting",
        ),
        ("The mayor promised a new pitch.", None),  # what she promised is an object, no clause
        ("The council approved the plan.", None),
    ],
)
def test_a_frame_is_who_by_which_word_and_when(claim: str, frame: str | None) -> None:
    (sentence,) = read_claim(claim, language="en")

    assert frame == (sentence.frame and "".join(s.of(claim) for s in sentence.frame.spans))


def test_what_follows_the_verb_of_saying_with_a_verb_of_its_own_is_content() -> None:
    claim = "The council met, the mayor said, adding that the quay will be built."
    (sentence,) = read_claim(claim, language="en")

    assert sentence.frame is not None
    assert not any("quay" in span.of(claim) for span in sentence.frame.spans)


def test_each_sentence_of_a_claim_has_its_own_frame() -> None:
    claim = "It met. It voted for the plan, the mayor said."

    assert [None, "the mayor"] == [
        s.frame and s.frame.named for s in read_claim(claim, language="en")
    ]


LETTER = (
    "We have today filed for insolvency with the court in Linz. Our 260 employees have been told. "
    "- Donaufilz GmbH, Tuesday 4 March"
)
REPORT = (
    "The bridge was never inspected, engineer Ulrike Sander said in Mainz on Monday. "
    "The ministry rejected that."
)


@pytest.mark.parametrize(
    ("claim", "source", "speaker", "date", "place"),
    [
        (
            "Donaufilz said on Tuesday it had filed.",
            LETTER,
            Fit.NOT_CHECKED,
            Fit.YES,
            Fit.NOT_CHECKED,
        ),
        ("Siemens said on Tuesday it had filed.", LETTER, Fit.NO, Fit.YES, Fit.NOT_CHECKED),
        (
            "Donaufilz said on Friday it had filed.",
            LETTER,
            Fit.NOT_CHECKED,
            Fit.NO,
            Fit.NOT_CHECKED,
        ),
        (
            "The company said it had filed.",
            LETTER,
            Fit.NOT_CHECKED,
            Fit.NOT_CHECKED,
            Fit.NOT_CHECKED,
        ),
        (
            "The bridge was never inspected, Ulrike Sander said on Monday in Mainz.",
            REPORT,
            Fit.YES,
            Fit.YES,
            Fit.YES,
        ),
        (
            "The bridge was never inspected, Peter Kohl said on Monday.",
            REPORT,
            Fit.NO,
            Fit.YES,
            Fit.NOT_CHECKED,
        ),
        (
            "The bridge was never inspected, Ulrike Sander said on Friday in Berlin.",
            REPORT,
            Fit.YES,
            Fit.NO,
            Fit.NO,
        ),
    ],
)
def test_a_frame_fits_unless_the_document_says_otherwise(
    claim: str, source: str, speaker: Fit, date: Fit, place: Fit
) -> None:
    document = index_document(source, language="en")
    (sentence,) = read_claim(claim, language="en")
    assert sentence.frame is not None

    fit = fit_frame(claim, sentence.frame, document, [document.passages[0].span])

    assert (speaker, date, place) == (fit.speaker, fit.date, fit.place)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (LETTER, "Donaufilz GmbH"),
        (
            "Statement by the North Atlantic Council on Ukraine\nWe are ready.",
            "North Atlantic Council",
        ),
        ("The council met. It voted for the plan.", None),
        ("Prices rose - and fell again.", None),
    ],
)
def test_an_issuer_stands_under_the_text_or_in_its_heading(text: str, name: str | None) -> None:
    issuer = issuer_of(index_document(text, language="en"))

    assert name == (issuer and issuer.name)


# What the model reads


def test_the_claim_is_read_without_its_frame_and_leads_back() -> None:
    claim = "Donaufilz said on Tuesday that it had filed for insolvency , in Linz"
    (sentence,) = read_claim(claim, language="en")
    assert sentence.frame is not None
    question = Question(
        claim=claim, document=index_document(LETTER, language="en"), ignore=sentence.frame.spans
    )
    read = claim_reading(question)

    assert "It had filed for insolvency, in Linz." == read.text
    for at, origin in enumerate(read.origins):
        assert origin is None or read.text[at].lower() == origin.of(claim).lower()


def test_lacking_words_are_told_in_offsets_of_the_claim_as_given() -> None:
    claim = "Donaufilz said on Tuesday that it had filed for bankruptcy."
    document = index_document(LETTER, language="en")
    (sentence,) = read_claim(claim, language="en")
    assert sentence.frame is not None
    question = Question(claim=claim, document=document, ignore=sentence.frame.spans)
    judge = CountingJudge()
    (scores,) = judge.score(pairs_of(question, choose_windows(claim, document, most_tokens=128)))

    lacking = [w.span.of(claim) for w in in_claim(scores, question).lacking if w.score > 0.5]

    assert ["it", "had", "bankruptcy."] == lacking


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("We are ready. Our offer stands.", "NATO is ready. NATO's offer stands."),
        ("Today we've met; it is for us to say.", "Today NATO has met; it is for NATO to say."),
        ("“We are ready,” he said. We agree.", "“We are ready,” he said. NATO agree."),
        ("The US and Wei met.", "The US and Wei met."),
        ("I’m glad.", "NATO is glad."),
    ],
)
def test_first_persons_outside_quotations_are_put_by_name(text: str, read: str) -> None:
    assert read == source_reading(text, speaker="NATO")


def test_nothing_is_put_by_name_where_nobody_knows_who_speaks() -> None:
    assert "We are ready." == source_reading("We are ready.", speaker=None)


def test_control_characters_and_lone_surrogates_never_reach_a_tokenizer() -> None:
    assert "a b c\n d " == source_reading("a\x00b\ud800c\n\x1bd\udfff", speaker=None)


def test_an_empty_span_of_a_reading_leads_nowhere() -> None:
    claim = "NATO said it is ready"
    question = Question(
        claim=claim, document=index_document("x", language="en"), ignore=(Span(0, 9),)
    )
    read = claim_reading(question)

    assert read.original(Span(len(read.text) - 1, len(read.text))) is None
