"""The whole job on the seeds and on small articles of our own."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import provenance
from provenance.model import Claim, FetchFailure, Report
from provenance.report import render
from provenance.terms import (
    DocumentStatus,
    QuoteStatus,
    Reason,
    Sourcing,
    Verdict,
)

SEEDS = Path(__file__).parent.parent / "seeds"
STATEMENT_URL = "https://www.nato.int/cps/en/natohq/news_190373.htm"
WITNESS = "002_043f86af9a5cc8f3.txt"
CITING = "000_0370c000e510ffd1.txt"


@pytest.fixture(scope="module")
def report() -> Report:
    return provenance.check([SEEDS], offline=True)


def claims_of(report: Report, name: str) -> list[Claim]:
    article = next(a for a in report.articles if a.path == f"seeds/{name}")
    return [c for c in report.claims if c.article == article.id]


def claim_with(report: Report, name: str, words: str) -> Claim:
    return next(c for c in claims_of(report, name) if words in c.sentence.exact)


def test_quotations_of_the_statement_are_proved_by_the_witness(report: Report) -> None:
    """What stands beside the quotation is the model's to judge, and may make it a part."""
    claim = claim_with(report, CITING, "stand united to defend")

    assert claim.verdict in {Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED}
    assert [QuoteStatus.VERBATIM] == [q.status for q in claim.quotes]
    assert STATEMENT_URL == claim.citations[0].url


def test_the_tweet_is_not_called_a_misquotation(report: Report) -> None:
    claim = claim_with(report, CITING, "shared in a Tweet")

    assert Verdict.UNCHECKED is claim.verdict
    assert [QuoteStatus.UNCHECKED] == [q.status for q in claim.quotes]
    assert claim.quotes[0].near_match is not None


def test_the_witness_is_no_evidence_for_its_own_article(report: Report) -> None:
    claim = claim_with(report, WITNESS, "We firmly reject any attempts")

    assert Verdict.UNCHECKED is claim.verdict
    assert Reason.IS_WITNESS in claim.reasons


def test_offline_every_address_says_why_it_was_not_read(report: Report) -> None:
    originals = [d for d in report.documents if d.witness_of is None]

    assert {DocumentStatus.NOT_TRIED} == {d.status for d in originals}
    assert {Reason.OFFLINE} == {d.reason for d in originals}
    assert STATEMENT_URL in {d.url for d in originals}


def test_a_lost_link_is_told_from_no_link(report: Report) -> None:
    assert Sourcing.LINK_LOST is claim_with(report, WITNESS, "has no justification").sourcing


def test_offsets_of_every_claim_and_quote_hold_its_words(report: Report) -> None:
    texts = {a.id: a.text for a in report.articles}
    for claim in report.claims:
        text = texts[claim.article]

        assert claim.span.exact == text[claim.span.start : claim.span.end]
        assert all(q.exact == text[q.start : q.end] for q in claim.quotes)


def test_evidence_stands_where_it_says(report: Report) -> None:
    texts = {d.id: d.text for d in report.documents}
    for evidence in (e for claim in report.claims for e in claim.evidence):
        assert evidence.exact == texts[evidence.document][evidence.start : evidence.end]


def test_the_same_input_gives_the_same_bytes(report: Report) -> None:
    again = provenance.check([SEEDS], offline=True)

    for format_name in ("json", "html", "markdown", "text"):
        assert render(report, format_name) == render(again, format_name)


def test_an_identical_second_file_gets_an_id_of_its_own(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The council met on Monday. It voted for the plan.\n")

    first, second = provenance.check([tmp_path], offline=True).articles

    assert f"{first.id}-2" == second.id


def test_a_failed_fetch_is_never_more_than_unchecked() -> None:
    article = provenance.read_text(
        "The agency said on Monday that the plan is safe.\n\n"
        "https://www.agency.example/statements/2026-03-02-plan\n"
    )

    def fetcher(url: str) -> FetchFailure:
        return FetchFailure(
            url=url, reason=Reason.HTTP_404, detail="404", captured_at="2026-03-02T10:00:00Z"
        )

    report = provenance.check([article], fetcher=fetcher)

    assert {Verdict.UNCHECKED, Verdict.UNSOURCED} >= {c.verdict for c in report.claims}
    assert {DocumentStatus.FAILED} == {d.status for d in report.documents}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=200))
def test_no_text_crashes_the_job(text: str) -> None:
    assert_ends_well(text)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=400))
def test_no_text_at_all_crashes_the_job(text: str) -> None:
    assert_ends_well(text)


def assert_ends_well(text: str) -> None:
    try:
        article = provenance.read_text(text)
    except provenance.InputError:
        return

    report = provenance.check([article], offline=True)

    assert render(report, "html")
    assert all(0 <= c.span.start < c.span.end <= len(article.text) for c in report.claims)


@pytest.mark.parametrize(
    "text",
    [
        "“" * 2000,
        "“A.” " * 500,
        "word " * 5000,
        "— Yes. " * 400,
        "(((((" * 500,
        "He said: " * 500,
        "On Monday, 16 December 2021, 5 percent " * 200,
        "https://a.example/x " * 2000,
    ],
)
def test_strange_texts_end(text: str) -> None:
    report = provenance.check([provenance.read_text(text)], offline=True)

    assert report.articles


def test_an_abbreviation_in_brackets_is_no_added_fact(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(
        "The Lake Survey Office expects a dry autumn in the southern valleys of the country.\n"
    )
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nfile = "note.txt"\nurl = "https://www.lakesurvey.example/news/2026/autumn-note"\n'
        'publisher = "Lake Survey Office"\npublished = 2026-10-02\ncomplete = true\n'
    )
    article = provenance.read_text(
        "The Lake Survey Office (LSO) expects a dry autumn in the southern valleys of the country, "
        "it said in a note on Friday.\n\nhttps://www.lakesurvey.example/news/2026/autumn-note\n",
        published="2026-10-03",
    )

    (claim,) = provenance.check([article], offline=True, sources=tmp_path).claims

    assert claim.citations
    assert Verdict.PARTLY_SUPPORTED is not claim.verdict
    assert () == claim.unsupported_spans


def test_who_issues_a_statement_speaks_and_not_the_whole_clause() -> None:
    article = provenance.read_text(
        "NATO issued an official statement on 16 December saying that it is “ready for talks with "
        "all its neighbours”.\n"
    )

    (claim,) = provenance.extract(article).claims

    assert claim.speaker is not None
    assert "NATO" == claim.speaker.name
