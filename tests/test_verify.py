"""``provenance.verify``: what a text says of a claim, whatever claim and text are."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from verify_builders import CountingJudge

import provenance
from provenance.errors import InputError
from provenance.terms import QuoteStatus, Reason, Relation, Verdict
from provenance.verification.sources import LONGEST_CLAIM, LONGEST_SOURCE

NOTICE = (
    "Decision notice of 15 September 2026\n\n"
    "Harrowick City Council has decided to run night buses from January on four routes. "
    "The trial will last twelve months and cost 1.2 million pounds. "
    "“Nobody should have to walk home,” councillor Ada Finch said on Monday.\n"
)
GERMAN = (
    "Der Stadtrat hat am Montag beschlossen, ab Januar Nachtbusse auf vier Linien fahren "
    "zu lassen. Der Versuch soll zwölf Monate dauern."
)
RUSSIAN = "Совет города решил с января пустить ночные автобусы на четырёх маршрутах."
VERDICTS = {
    Verdict.SUPPORTED,
    Verdict.PARTLY_SUPPORTED,
    Verdict.CONTRADICTED,
    Verdict.UNSUPPORTED,
    Verdict.UNCHECKED,
}


def asked(claim: str, source: str = NOTICE) -> provenance.Assessment:
    return provenance.verify(claim, source, judge=CountingJudge())


# What is answered


def test_words_that_stand_there_are_supported_by_their_sentence() -> None:
    found = asked("The council has decided to run night buses from January.")

    assert Verdict.SUPPORTED is found.verdict
    assert Relation.SUPPORTS is found.evidence[0].relation
    assert "run night buses" in found.evidence[0].exact
    assert found.evidence[0].exact == NOTICE[found.evidence[0].start : found.evidence[0].end]
    assert "counting sha256:0" == found.judged_by


def test_a_number_that_differs_contradicts_without_a_model() -> None:
    judge = CountingJudge()
    found = provenance.verify(
        "The trial will last twelve months and cost 1.9 million pounds.", NOTICE, judge=judge
    )

    assert (Verdict.CONTRADICTED, (Reason.NUMBER_DIFFERS,)) == (found.verdict, found.reasons)
    assert 0 == judge.calls
    assert found.judged_by is None
    assert ["1.9 million pounds"] == [e.exact for e in found.unsupported_spans]


@pytest.mark.parametrize(
    ("claim", "verdict", "status"),
    [
        (
            "“Nobody should have to walk home,” Ada Finch said.",
            Verdict.SUPPORTED,
            QuoteStatus.VERBATIM,
        ),
        (
            "“Nobody should have to walk home,” Peter Kohl said.",
            Verdict.CONTRADICTED,
            QuoteStatus.VERBATIM,
        ),
        (
            "“Everybody should have to walk home,” Ada Finch said.",
            Verdict.CONTRADICTED,
            QuoteStatus.ALTERED,
        ),
        (
            "“The buses are a disgrace to this proud old city,” Ada Finch said.",
            Verdict.UNSUPPORTED,
            QuoteStatus.ABSENT,
        ),
    ],
)
def test_a_quotation_is_settled_by_alignment(
    claim: str, verdict: Verdict, status: QuoteStatus
) -> None:
    judge = CountingJudge()
    found = provenance.verify(claim, NOTICE, judge=judge)

    assert (verdict, [status]) == (found.verdict, [quote.status for quote in found.quotes])
    assert 0 == judge.calls
    assert found.quotes[0].exact == claim[found.quotes[0].start : found.quotes[0].end]


def test_words_outside_a_quotation_are_judged_too() -> None:
    judge = CountingJudge()
    found = provenance.verify(
        "“Nobody should have to walk home,” Ada Finch said, "
        "adding that dogs ride free of charge on Sundays in winter.",
        NOTICE,
        judge=judge,
    )

    assert judge.calls
    assert Verdict.PARTLY_SUPPORTED is found.verdict
    assert all("walk" not in excerpt.exact for excerpt in found.unsupported_spans)
    assert found.unsupported_spans


def test_a_frame_the_source_contradicts_is_never_supported() -> None:
    source = "The trial will start in January, Ada Finch said in Harrowick on Monday."
    found = asked("The trial will start in January, Peter Kohl said.", source)

    assert Verdict.SUPPORTED is not found.verdict
    assert Reason.WRONG_SPEAKER in found.reasons


def test_of_two_sentences_one_said_and_one_not_make_a_part() -> None:
    found = asked(
        "The trial will last twelve months. Zebras graze quietly beside purple volcanoes."
    )

    assert Verdict.PARTLY_SUPPORTED is found.verdict
    assert found.scores is not None
    assert found.scores.supported < 0.5


def test_an_article_is_a_source_too() -> None:
    article = provenance.read_text(NOTICE, published="2026-09-15", url="https://a.example/notice")
    found = provenance.verify("Night buses run from January.", article, judge=CountingJudge())

    assert "https://a.example/notice" == found.evidence[0].url
    assert found.evidence[0].exact == article.text[found.evidence[0].start : found.evidence[0].end]


# Languages


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The council has decided to run night buses from January on four routes.", RUSSIAN),
        ("The council has decided to run night buses from January on four routes.", GERMAN),
        ("Ab Januar fahren in der Stadt Nachtbusse, das hat der Stadtrat entschieden.", NOTICE),
        ("Der Bürgermeister hat den Versuch mit den Nachtbussen am Ende abgelehnt.", GERMAN),
    ],
)
def test_a_language_that_was_not_measured_is_unchecked(claim: str, source: str) -> None:
    judge = CountingJudge()
    found = provenance.verify(claim, source, judge=judge)

    assert (Verdict.UNCHECKED, None, None) == (found.verdict, found.confidence, found.scores)
    assert Reason.LANGUAGE_NOT_MEASURED in found.reasons
    assert 0 == judge.calls


def test_rules_may_decide_in_a_language_they_were_measured_on() -> None:
    found = asked("Der Versuch soll 18 Monate dauern.", GERMAN)

    assert (Verdict.CONTRADICTED, (Reason.NUMBER_DIFFERS,)) == (found.verdict, found.reasons)


def test_a_verbatim_quotation_needs_no_model_in_any_measured_language() -> None:
    found = asked("„Der Versuch soll zwölf Monate dauern“, sagte der Bürgermeister.", GERMAN)

    assert Verdict.SUPPORTED is found.verdict
    assert Reason.QUOTE_VERBATIM in found.reasons


def test_a_few_english_words_are_english() -> None:
    assert Verdict.SUPPORTED is asked("NATO is ready.", "NATO is ready.").verdict


# Bad input


@pytest.mark.parametrize("text", ["", "   ", "\n\t\r\n", "\x00\x00", "…!?", "\ud800", "\u200b"])
def test_a_claim_or_source_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="claim: there is no word in it") as wrong_claim:
        provenance.verify(text, NOTICE)
    with pytest.raises(InputError, match="source: there is no word in it") as wrong_source:
        provenance.verify("It met.", text)

    assert Reason.EMPTY is wrong_claim.value.reason
    assert Reason.EMPTY is wrong_source.value.reason


def test_what_is_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(InputError, match="the limit is 10,000; cut it into sentences") as claim:
        provenance.verify("word " * LONGEST_CLAIM, NOTICE)
    with pytest.raises(InputError, match="the limit is 16,777,216") as source:
        provenance.verify("It met.", "x" * (LONGEST_SOURCE + 1))

    assert Reason.TOO_LARGE is claim.value.reason
    assert Reason.TOO_LARGE is source.value.reason


def test_a_batch_names_the_pair_that_cannot_be_judged() -> None:
    with pytest.raises(InputError, match="pair 2: cannot read the claim"):
        provenance.verify_batch([("It met.", NOTICE), ("", NOTICE)], judge=CountingJudge())


def test_no_pairs_no_answers() -> None:
    assert () == provenance.verify_batch([])


HOSTILE = [
    "It met \x00\x1b[31m on \ud800 Monday \udfff.",
    "“It met on Monday and never closed the mark",
    "””“““«»„““ 1 2 3",
    "word " * 1_900,
    "a" * 9_000,
    "😀👩‍👩‍👧 met on Monday 🇺🇦",
    "اجتمع المجلس يوم الاثنين.",
    "市议会周一开会。",
    "said said said said, said that said.",
    "According to, according to, according to.",
    "1,2,3.4.5 % $ € 1e999 -0 ½ ٣",
    "- - -, - x, 99 March 2026",
]


@pytest.mark.parametrize("claim", HOSTILE)
@pytest.mark.parametrize("source", [NOTICE, *HOSTILE])
def test_whatever_is_given_is_answered(claim: str, source: str) -> None:
    check_form(claim, source, asked(claim, source))


texts = st.text(max_size=300) | st.lists(
    st.sampled_from(
        [
            "The council", "said", "that", "“we are ready”", "on Monday", "12", "million", "not",
            ",", ".", "\n\n", "according to", "Ada Finch", "Совет", "решил", "- NATO, 4 March", "I",
        ]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(claim=texts, source=texts)
def test_every_answer_has_the_form_of_the_contract(claim: str, source: str) -> None:
    try:
        found = asked(claim, source)
    except InputError:
        assert not (any(map(str.isalnum, claim)) and any(map(str.isalnum, source)))
        return
    check_form(claim, source, found)


def check_form(claim: str, source: str, found: provenance.Assessment) -> None:
    assert found.verdict in VERDICTS
    assert (found.confidence is None) == (found.verdict is Verdict.UNCHECKED)
    assert (found.scores is None) == (found.verdict is Verdict.UNCHECKED)
    if found.scores is not None and found.confidence is not None:
        parts = (found.scores.supported, found.scores.contradicted, found.scores.neither)
        assert all(0 <= part <= 1 for part in (*parts, found.confidence))
        assert math.isclose(1, sum(parts), abs_tol=0.011)
    for evidence in found.evidence:
        assert source[evidence.start : evidence.end] == evidence.exact
        assert evidence.exact
    for excerpt in found.unsupported_spans:
        assert claim[excerpt.start : excerpt.end] == excerpt.exact
    for quote in found.quotes:
        assert claim[quote.start : quote.end] == quote.exact


# Sameness

PAIRS = [
    ("The council has decided to run night buses from January.", NOTICE),
    ("The trial will cost 1.9 million pounds.", NOTICE),
    ("“Nobody should have to walk home,” Ada Finch said.", NOTICE),
    ("The trial will start in March, the mayor said on Monday.", NOTICE),
    ("Der Versuch soll 18 Monate dauern.", GERMAN),
    ("The trial lasts a year.", NOTICE + "Filler stands here for length. " * 200),
    ("Night buses. The moon is blue.", NOTICE),
]


@settings(max_examples=6, deadline=None)
@given(order=st.permutations(range(len(PAIRS))), many=st.integers(1, 3))
def test_a_pair_is_answered_the_same_alone_and_in_any_batch(order: list[int], many: int) -> None:
    alone = [asked(*pair) for pair in PAIRS]
    batch = provenance.verify_batch([PAIRS[i] for i in order] * many, judge=CountingJudge())

    assert [alone[i] for i in order] * many == list(batch)


def test_equal_pairs_are_read_once_and_all_in_one_call() -> None:
    judge = CountingJudge()
    provenance.verify_batch([PAIRS[0], PAIRS[3], PAIRS[0]] * 5, judge=judge)

    assert 1 == judge.calls
    assert len(set(judge.read)) == len(judge.read) == 2


def test_order_of_results_is_order_of_pairs() -> None:
    shuffled = [*PAIRS[::-1], *PAIRS[::2], *PAIRS]

    assert [claim for claim, _ in shuffled] == [
        found.claim for found in provenance.verify_batch(shuffled, judge=CountingJudge())
    ]


@pytest.mark.slow
def test_the_shipped_model_answers_the_same_alone_and_in_any_batch() -> None:
    alone = [provenance.verify(*pair) for pair in PAIRS]

    assert alone == list(provenance.verify_batch(PAIRS))
    assert alone[::-1] * 2 == list(provenance.verify_batch(PAIRS[::-1] * 2))
