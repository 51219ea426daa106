"""Several claims of one sentence on their way: to their sources, findings and marks on the page."""

import attrs
import pytest
import report_builders as made
from builders import build_article

from provenance.attribution.attributor import extract_attributions
from provenance.checks import check_report
from provenance.claims import extract_claims
from provenance.claims.leads import lead_of
from provenance.ingest import read_bytes
from provenance.linking import link_claims
from provenance.model import Analysis, Article, Claim
from provenance.quotations import find_quotations
from provenance.registry import load_registry
from provenance.report import render
from provenance.segmentation import segment_sentences
from provenance.terms import Sourcing, Verdict
from provenance.verification.framing import read_claim

PAGE = (
    '<html lang="en"><head><title>On the hall</title></head><body><article><h1>On the hall</h1>'
    "<p>The hall has been cold for years, and the town has waited for a new roof since 2019.</p>{}"
    "<p>The next meeting of the council is on the first Monday of the month.</p>"
    "</article></body></html>"
)


def linked(article: Article) -> tuple[Claim, ...]:
    sentences, quotations = segment_sentences(article), find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    analysis = Analysis(
        article=article,
        sentences=sentences,
        quotations=quotations,
        attributions=attributions,
        claims=extract_claims(article, sentences, quotations, attributions),
    )
    return link_claims(analysis, load_registry())


def of_sentence(body: str, opening: str) -> list[Claim]:
    claims = linked(read_bytes(PAGE.format(f"<p>{body}</p>").encode(), name="a.html"))
    return [claim for claim in claims if claim.sentence.exact.startswith(opening)]


def test_what_goes_on_rests_on_the_link_of_the_words_before() -> None:
    first, second = of_sentence(
        'Westmoor Council <a href="https://westmoor.example/news/2026/roof">said</a> that '
        "the roof was unsafe, adding that the hall would be shut until May.",
        "Westmoor Council",
    )

    assert Sourcing.EXPLICIT is first.sourcing is second.sourcing
    assert "https://westmoor.example/news/2026/roof" == first.citations[0].url
    assert first.citations == second.citations


def test_a_link_on_words_of_one_part_is_the_first_of_that_part() -> None:
    first, second = of_sentence(
        'Westmoor Council <a href="https://westmoor.example/news/2026/roof">said</a> that '
        "the roof was unsafe, adding that "
        '<a href="https://survey.example/reports/2026/hall">a survey of the hall</a> had shown it.',
        "Westmoor Council",
    )

    assert "https://westmoor.example/news/2026/roof" == first.citations[0].url
    assert ["https://survey.example/reports/2026/hall"] == [c.url for c in second.citations]


def test_another_speaker_of_the_sentence_does_not_rest_on_the_first_ones_link() -> None:
    first, second = of_sentence(
        'Westmoor Council <a href="https://westmoor.example/news/2026/roof">said</a> that '
        "the roof was unsafe, while the Kelder Survey Trust said that it would hold for years.",
        "Westmoor Council",
    )

    assert "https://westmoor.example/news/2026/roof" == first.citations[0].url
    assert () == second.citations


LEADS = [
    ("adding that ", "“It is cold,” said Ada Brook, adding that the roof leaked."),
    ("and that ", "The council said that the hall was cold and that the roof leaked."),
    (
        "and added in May that ",
        "The council said the hall was cold, and added in May that it rained.",
    ),
    ("adding: “", "“It is cold,” said Ada Brook, adding: “Nobody asked us.”"),
    ("adding ", "“It is cold,” said Ada Brook, adding he had said that it rained."),
    ("", "“It is cold,” said Ada Brook, while Jonas Eikrem said the hall was warm enough."),
]


@pytest.mark.parametrize(("lead", "sentence"), LEADS)
def test_what_joins_a_claim_on_is_no_part_of_what_is_claimed(lead: str, sentence: str) -> None:
    article = build_article(sentence)
    sentences, quotations = segment_sentences(article), find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    claim = extract_claims(article, sentences, quotations, attributions)[-1]

    told = lead_of(claim, article.prose, language="en").of(sentence)

    assert lead.rstrip("“: ") == told.rstrip("“: ") or lead == told


DENIALS = [
    "The minister denied that the bridge had been closed.",
    "The minister rejected the report that the bridge had been closed.",
]


@pytest.mark.parametrize("claim", DENIALS)
def test_who_denies_something_is_not_set_apart_from_what_is_denied(claim: str) -> None:
    [sentence] = read_claim(claim, language="en")

    assert sentence.frame is None


def test_findings_on_two_claims_of_a_sentence_have_fingerprints_of_their_own() -> None:
    text = "The harbour is deep, the port said, and the quay is long."
    article = made.article(text)
    whole = made.words_of(article, text)
    parts = ("The harbour is deep, the port said", "and the quay is long.")
    first, second = (
        attrs.evolve(made.claim(article, words, Verdict.UNSOURCED), sentence=whole)
        for words in parts
    )
    single = made.claim(article, text, Verdict.UNSOURCED)

    findings = check_report(made.report(articles=(article,), claims=(first, second)))
    [alone] = check_report(made.report(articles=(article,), claims=(single,)))

    assert 2 == len({finding.fingerprint for finding in findings})
    assert alone.fingerprint == findings[0].fingerprint


def test_the_page_marks_each_claims_own_words() -> None:
    text = "The harbour is deep, the port said, and the quay is long."
    article = made.article(text)
    whole = made.words_of(article, text)
    parts = ("The harbour is deep, the port said", "and the quay is long.")
    first, second = (
        attrs.evolve(made.claim(article, words, Verdict.UNSOURCED), sentence=whole)
        for words in parts
    )

    page = render(made.report(articles=(article,), claims=(first, second)), "html")

    assert 2 == page.count('<details class="sentence')
    assert '<span class="said">The harbour is deep, the port said</span>' in page
    assert '<span class="said">and the quay is long.</span>' in page
    words = " ".join(page.split())
    assert "2 claims (each something told as fact, or said by somebody) in 1 sentence" in words
