"""The whole job over the network: the seeds and the five addresses they cite, served by us.

The servers answer under the addresses' own host names; of the pages, one is built from the
statement that a seed reproduces, the others are written by us (``tests/cases/seed_sources``).
"""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
import seed_sites as sites
from loopback import MISSING, by_path, capture, response, serving, to_this_machine
from seed_sites import ALTERED, CITING, FAITHFUL, OTHER, SEEDS, URLS
from verify_builders import CountingJudge

import provenance
from provenance.fetching import Client, FetchOptions
from provenance.model import Claim, Report
from provenance.nli import Judge, load_judge
from provenance.report import render
from provenance.store import Store
from provenance.terms import (
    Basis,
    Completeness,
    DocumentStatus,
    Drift,
    Level,
    QuoteStatus,
    Reason,
    Verdict,
)

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "::1"])

QUICK = CountingJudge()
ACCUSING = {Verdict.CONTRADICTED, Verdict.UNSUPPORTED, Verdict.DISPUTED}
SAYS_SO = {Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED}
SILENT = {Verdict.UNCHECKED}
PREPARED = "Should Russia take concrete steps"
CONSEQUENCES = "massive consequences"
ENGLISH = "https://mid.ru/en/foreign_policy/rso/nato/1790803/"
ARTICLE_6 = (
    "Article 6. The participants, which are member states of the North Atlantic Treaty "
    "Organization, accept obligations that preclude further NATO enlargement, including the "
    "accession of Ukraine, as well as other states."
)
AS_READ = CITING.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reports() -> Mapping[str, Report]:
    """The report on the seed that cites the five addresses, by variant of the pages.

    Judged by the model that ships; the other tests take a quick judge, since none rests on it.
    """
    variants = (FAITHFUL, ALTERED, OTHER)
    return {variant: report_on(sites.site(variant), judge=load_judge()) for variant in variants}


def report_on(
    answers: sites.Answers,
    *,
    published: str | None = None,
    now: datetime.datetime = sites.THAT_DAY,
    judge: Judge = QUICK,
) -> Report:
    article = provenance.read_text(AS_READ, published=published)
    with sites.web_of(answers, now=now) as web:
        return provenance.check([article], client=web.client, archive="never", judge=judge)


def claim_with(report: Report, words: str) -> Claim:
    return next(claim for claim in report.claims if words in claim.span.exact)


@pytest.mark.parametrize(
    ("words", "faithful", "altered", "other"),
    [
        # Quoted words, in a document that is read whole.
        (PREPARED, {Verdict.SUPPORTED}, {Verdict.CONTRADICTED}, {Verdict.UNSUPPORTED}),
        (CONSEQUENCES, {Verdict.SUPPORTED}, {Verdict.CONTRADICTED}, {Verdict.UNSUPPORTED}),
        ("aware of Russia’s recent", {Verdict.SUPPORTED}, SAYS_SO, {Verdict.UNSUPPORTED}),
        # Told in other words: the model may find that they are said, and accuses nobody.
        ("According to Ukraine’s presidential", SAYS_SO, SILENT, SILENT),
        ("President Zelensky thanked", SAYS_SO, SILENT, SILENT),
    ],
)
def test_a_verdict_turns_with_the_page(
    reports: Mapping[str, Report],
    words: str,
    faithful: set[Verdict],
    altered: set[Verdict],
    other: set[Verdict],
) -> None:
    found = {variant: claim_with(report, words).verdict for variant, report in reports.items()}

    assert found[FAITHFUL] in faithful
    assert found[ALTERED] in altered
    assert found[OTHER] in other


@pytest.mark.parametrize("variant", [FAITHFUL, ALTERED, OTHER])
@pytest.mark.parametrize("article", ["Article 6", "Article 7"])
def test_articles_of_the_russian_page_are_translated(
    reports: Mapping[str, Report], variant: str, article: str
) -> None:
    claim = claim_with(reports[variant], article)

    assert Verdict.UNCHECKED is claim.verdict
    assert [QuoteStatus.TRANSLATED] == [quote.status for quote in claim.quotes]


def test_the_russian_page_is_read_in_its_own_charset(reports: Mapping[str, Report]) -> None:
    document = next(d for d in reports[FAITHFUL].documents if d.url == URLS["mid"])

    assert "ru" == document.language
    assert sites.PAGES["mid"]["title"] == document.title


@pytest.mark.parametrize("variant", [FAITHFUL, ALTERED, OTHER])
@pytest.mark.parametrize("words", ["shared in a Tweet", "on its Facebook page"])
def test_posts_behind_a_wall_are_unchecked_and_say_why(
    reports: Mapping[str, Report], variant: str, words: str
) -> None:
    claim = claim_with(reports[variant], words)

    assert Verdict.UNCHECKED is claim.verdict
    assert Reason.LOGIN_WALL in claim.reasons


def test_a_tweet_that_nobody_can_read_still_tells_its_day(reports: Mapping[str, Report]) -> None:
    tweet = next(d for d in reports[FAITHFUL].documents if d.url == URLS["twitter"])

    assert (DocumentStatus.FAILED, "2021-12-16") == (tweet.status, (tweet.published or "")[:10])


@pytest.mark.parametrize("variant", [ALTERED, OTHER])
def test_a_page_that_broke_off_accuses_nobody(variant: str) -> None:
    whole = sites.html("nato", variant).encode()
    cut = response(whole.partition(b"</main>")[0], length=len(whole))

    report = report_on(sites.site(variant, nato=cut))

    document = next(d for d in report.documents if d.url == URLS["nato"])
    assert (DocumentStatus.READ, Completeness.FALSE) == (document.status, document.complete)
    assert not [c.span.exact for c in report.claims if c.verdict in ACCUSING]
    assert Reason.DOCUMENT_INCOMPLETE in claim_with(report, PREPARED).reasons


def test_a_page_taken_after_the_article_supports_and_does_not_accuse() -> None:
    later = sites.THAT_DAY + datetime.timedelta(days=40)

    faithful, altered = (
        report_on(sites.site(variant), published="2021-12-17", now=later)
        for variant in (FAITHFUL, ALTERED)
    )

    assert Verdict.SUPPORTED is claim_with(faithful, PREPARED).verdict
    assert Verdict.UNCHECKED is claim_with(altered, PREPARED).verdict
    assert Reason.CAPTURED_LATER in claim_with(altered, PREPARED).reasons


def test_a_report_can_be_made_again_from_its_store_without_the_network(tmp_path: Path) -> None:
    with sites.web_of(sites.site(ALTERED, president=MISSING)) as web:
        online = provenance.check(
            [SEEDS], client=web.client, store=tmp_path, archive="never", judge=QUICK
        )

    offline = provenance.check([SEEDS], store=tmp_path, offline=True, judge=QUICK)

    assert [f for f in offline.findings if f.level is Level.ERROR]
    for format_name in ("json", "html", "markdown", "text"):
        assert render(online, format_name) == render(offline, format_name)


def test_what_the_store_has_is_not_asked_for_again(tmp_path: Path) -> None:
    article = provenance.read_text(AS_READ)
    for _ in range(2):
        with sites.web_of(sites.site(FAITHFUL)) as web:
            provenance.check(
                [article], client=web.client, store=tmp_path, archive="never", judge=QUICK
            )

    assert {"/MIDRussia/", "/jensstoltenberg/status/1471593184539160581"} == set(web.asked)


def test_a_version_in_the_language_of_the_article_is_evidence_and_says_which() -> None:
    report = report_on(with_english(response(english(ARTICLE_6))))

    claim = claim_with(report, "Article 6")
    assert claim.verdict in SAYS_SO
    assert {ENGLISH} == {evidence.url for evidence in claim.evidence}
    version = next(d for d in report.documents if d.url == ENGLISH)
    assert next(d.id for d in report.documents if d.url == URLS["mid"]) == version.version_of


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("Nothing of it stands here.", id="silent"),
        pytest.param(ARTICLE_6.replace("preclude", "do not preclude"), id="altered"),
    ],
)
def test_a_version_in_another_language_than_the_one_cited_accuses_nobody(page: str) -> None:
    claim = claim_with(report_on(with_english(response(english(page)))), "Article 6")

    assert claim.verdict not in ACCUSING


def test_a_version_that_cannot_be_had_is_told() -> None:
    report = report_on(with_english(MISSING))

    version = next(d for d in report.documents if d.url == ENGLISH)
    assert (DocumentStatus.FAILED, Reason.HTTP_404) == (version.status, version.reason)


def with_english(page: bytes) -> dict[str, bytes]:
    link = f'<link rel="alternate" hreflang="en" href="{ENGLISH}">'
    return {**sites.site(FAITHFUL, mid=sites.page("mid", FAITHFUL, head=link)), ENGLISH: page}


def english(words: str) -> bytes:
    filling = "The draft was handed over on Thursday, and its terms are open to discussion. " * 5
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>On the draft</title>'
        f"</head><body><main><h1>On the draft</h1><p>{filling}</p><p>{words}</p></main></body>"
        "</html>"
    ).encode()


def test_what_a_later_capture_says_otherwise_stands_beside_the_evidence(tmp_path: Path) -> None:
    later = sites.THAT_DAY + datetime.timedelta(days=60)
    told = [p for p in sites.paragraphs("nato", ALTERED) if "stand united" not in p]
    body = "".join(f"<p>{one}</p>" for one in told)
    now = response(f"<html><body><main>{body}</main></body></html>".encode())
    store = Store.open(tmp_path)
    for moment, answer in ((sites.THAT_DAY, sites.page("nato", FAITHFUL)), (later, now)):
        with sites.web_of({URLS["nato"]: answer}, now=moment) as web:
            store.put(capture(web.client.get_all([URLS["nato"]])[0]))

    article = provenance.read_text(AS_READ, published="2021-12-17")
    report = provenance.check([article], store=tmp_path, offline=True, judge=QUICK)

    document = next(d for d in report.documents if d.url == URLS["nato"] and not d.witness_of)
    assert sites.THAT_DAY.strftime("%Y-%m-%dT%H:%M:%SZ") == document.captured_at
    assert document.later is not None
    assert later.strftime("%Y-%m-%dT%H:%M:%SZ") == document.later.captured_at
    changed, same, gone = (
        claim_with(report, words).evidence[0]
        for words in (PREPARED, "aware of Russia’s recent", "stand united")
    )
    assert (Drift.CHANGED, Drift.SAME, Drift.GONE) == (changed.drift, same.drift, gone.drift)
    assert "we are not prepared" in (changed.drifted_to or "")
    for format_name in ("html", "text", "markdown"):
        assert "we are not prepared" in render(report, format_name)


def test_a_report_through_a_proxy_says_what_the_proxy_has_to_do() -> None:
    article = provenance.read_text("The council met on Monday, it said.\n")
    proxied = provenance.check([article], offline=True, judge=QUICK)
    proxied = attrs.evolve(proxied, tool=attrs.evolve(proxied.tool, proxied=True))

    for format_name in ("html", "text", "markdown"):
        assert "through a proxy" in render(proxied, format_name)


# --- documents that the article does not lead to -------------------------------------------------

QUOTED = "The mole will be closed to walkers until the last stone is laid in October"
FEED = (
    '<rss version="2.0"><channel><title>Board</title><item><title>Repairs of the north mole</title>'
    "<link>/news/north-mole-repairs</link><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item>"
    "</channel></rss>"
)
HOME = (
    '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
    "<body><p>Welcome to the harbour.</p></body></html>"
)
MOLE = (
    "<html><head><title>Repairs of the north mole</title></head><body><main>"
    f"<h1>Repairs of the north mole</h1><p>{'The board repairs the north mole in spring. ' * 8}</p>"
    f"<p>{QUOTED}.</p></main></body></html>"
)


@pytest.fixture
def harbour() -> Iterator[tuple[str, Client]]:
    """The address of a site with a feed and the document in it, and a client."""
    pages = {
        "/": response(HOME.encode()),
        "/feed.xml": response(FEED.encode(), headers=["Content-Type: application/rss+xml"]),
        "/news/north-mole-repairs": response(MOLE.encode()),
    }
    options = FetchOptions(
        allow_private=True, resolver=to_this_machine, per_host_delay=0.0, retries=0
    )
    with serving(by_path(pages)) as server, Client(options) as client:
        yield server.at("harbour.example"), client


def report_on_mole(site: str, quoted: str, **options: Any) -> Claim:
    words = f"Work lasts until autumn. “{quoted},” [the harbour board]({site}/) said on Tuesday.\n"
    article = provenance.read_bytes(words.encode(), name="mole.md", published="2026-03-04")
    report = provenance.check([article], archive="never", judge=QUICK, **options)
    return next(c for c in report.claims if c.quotes)


def test_a_document_is_looked_for_only_on_request(harbour: tuple[str, Client]) -> None:
    site, client = harbour

    claim = report_on_mole(site, QUOTED, client=client)

    assert Basis.FOUND not in {citation.basis for citation in claim.citations}


def test_a_document_found_by_its_words_supports_with_and_without_the_network(
    harbour: tuple[str, Client], tmp_path: Path
) -> None:
    site, client = harbour

    found = report_on_mole(site, QUOTED, client=client, store=tmp_path, find_sources=True)
    offline = report_on_mole(site, QUOTED, store=tmp_path, offline=True, find_sources=True)

    assert found == offline
    assert [QuoteStatus.VERBATIM] == [quote.status for quote in found.quotes]
    assert f"{site}/news/north-mole-repairs" == found.evidence[0].url
    assert Basis.FOUND is found.citations[-1].basis


def test_a_document_found_by_its_words_accuses_nobody(harbour: tuple[str, Client]) -> None:
    site, client = harbour
    turned = QUOTED.replace("will be", "will not be")

    claim = report_on_mole(site, turned, client=client, find_sources=True)

    assert Basis.FOUND is claim.citations[-1].basis
    assert claim.verdict not in ACCUSING
