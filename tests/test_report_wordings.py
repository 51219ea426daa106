import pytest
import report_builders as build

from provenance.checks.index import ReportIndex
from provenance.model import Claim, NearMatch, Quote, Report
from provenance.report.html import render_html
from provenance.report.marks import Mark, side_by_side
from provenance.report.phrases import reason_text
from provenance.report.unchecked import causes
from provenance.report.wordings import wordings
from provenance.terms import DocumentKind, EditOp, QuoteStatus, Reason, Verdict

ARTICLE = build.article(
    "Port\n\nHolt said: “If it rains, the quay is shut by noon.”", path="a/b.txt"
)
SAYS = "Holt said: “If it rains, the quay is shut by noon.”"
WORDS = "If it rains, the quay is shut by noon."
COPY = build.document(
    id="copy",
    kind=DocumentKind.WITNESS,
    witness_of=ARTICLE.id,
    publisher="Port",
    published=None,
    title=None,
)


def reported(quote: Quote, verdict: Verdict = Verdict.UNCHECKED, *reasons: Reason) -> Report:
    claim = build.claim(ARTICLE, SAYS, verdict, quotes=(quote,), reasons=reasons)
    return build.report(articles=(ARTICLE,), claims=(claim,), documents=(COPY,))


def near(exact: str, *edits: tuple[str, str]) -> Quote:
    told = tuple(build.edit(EditOp.REPLACE, there, here) for there, here in edits)
    match = NearMatch(document="copy", start=0, end=len(exact), exact=exact, edits=told)
    return build.quote(ARTICLE, WORDS, QuoteStatus.UNCHECKED, near_match=match)


SLIP = build.quote(
    ARTICLE,
    WORDS,
    QuoteStatus.NEAR_VERBATIM,
    document="copy",
    source_exact="If it rains, the quay is shut at noon.",
    edits=(build.edit(EditOp.REPLACE, "at", "by"),),
)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (near("the quay is shut at noon", ("at", "by")), "Similar words in Port"),
        (near(WORDS), "The same words in Port"),
        (SLIP, "A slip against the cited document"),
    ],
)
def test_a_quotation_that_differs_is_named_and_placed(quote: Quote, expected: str) -> None:
    (told,) = wordings(ReportIndex.of(reported(quote)))

    assert f"{expected}, as printed by b.txt" == told.heading


def test_a_word_exchanged_at_the_head_is_shown_on_both_sides() -> None:
    quote = near("it rains, the quay is shut by noon", ("Should", "If"))
    (told,) = wordings(ReportIndex.of(reported(quote)))

    assert "Should it rains, the quay is shut by noon" == told.pair.there


def test_what_an_error_or_warning_shows_is_not_shown_again() -> None:
    quote = build.quote(ARTICLE, WORDS, QuoteStatus.ALTERED, document="copy", source_exact="No.")

    assert () == wordings(ReportIndex.of(reported(quote, Verdict.CONTRADICTED)))


def test_the_mark_behind_a_sentence_says_why_it_is_unchecked() -> None:
    page = render_html(reported(near("the quay", ("at", "by")), Verdict.UNCHECKED, Reason.OFFLINE))

    assert ": address not opened</span>" in page
    assert ", similar words elsewhere</span>" in page


def test_the_commonest_cause_comes_first_and_each_claim_counts_once() -> None:
    def claim(verdict: Verdict, *reasons: Reason) -> Claim:
        return build.claim(ARTICLE, SAYS, verdict, reasons=reasons)

    listed = causes(
        [
            claim(Verdict.UNCHECKED, Reason.OFFLINE, Reason.TARGET_NOT_DOCUMENT),
            claim(Verdict.UNCHECKED, Reason.NO_ADDRESS),
            claim(Verdict.UNCHECKED, Reason.NO_ADDRESS),
            claim(Verdict.UNCHECKED),
            claim(Verdict.SUPPORTED, Reason.BELOW_CONFIDENCE),
        ]
    )

    assert [(Reason.NO_ADDRESS, 2), (None, 1), (Reason.OFFLINE, 1)] == [
        (one.reason, one.count) for one in listed
    ]


def test_an_article_that_prints_a_document_says_so() -> None:
    assert "This article prints" in render_html(reported(SLIP, Verdict.SUPPORTED))


@pytest.mark.parametrize(
    ("left", "right", "expected", "reason"),
    [
        ("our defence", "our defense", [], "spelling house"),
        ("We support the right", "the right", [], "one side quotes less"),
        ("If it rains", "Should it rains", ["If", "Should"], "another word at the head"),
        ("the own right", "the right", ["own"], "a word more inside"),
    ],
)
def test_only_changed_words_are_marked(
    left: str, right: str, expected: list[str], reason: str
) -> None:
    sides = side_by_side(left, right, may_overhang=True)
    changed = [run.text for side in sides for run in side if run.mark is Mark.ONLY_HERE]

    assert expected == changed, reason


@pytest.mark.parametrize("reason", [Reason.BELOW_CONFIDENCE, Reason.VERIFIER_FINDS_NOTHING])
def test_beside_a_quotation_a_doubt_is_about_the_rest(reason: Reason) -> None:
    assert "rest of the sentence" in reason_text(reason, Verdict.SUPPORTED)
    assert "rest of the sentence" not in reason_text(reason, Verdict.UNCHECKED)
