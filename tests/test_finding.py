"""Finding a document on a site: lists read, candidates ranked, a few fetched, one recognised.

All sites, lists and pages here are written by us.
"""

import functools
import gzip
from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest
from hostile_servers import LIMITS
from loopback import MISSING, Server, by_path, redirect, response, serving, to_this_machine

import provenance
from provenance.errors import ConfigError
from provenance.fetching import Client
from provenance.fetching.finding import MOST_PAGES, FindAnswer, find_document, find_sources
from provenance.finding import (
    MatchKind,
    Sought,
    match_document,
    rank_candidates,
    sought_in,
    worthwhile_listings,
)
from provenance.ingest.feeds import Entry, feeds_of_page, parse_listing, sitemaps_of_rules
from provenance.model import Capture, Document, FetchFailure
from provenance.pipeline import extract
from provenance.registry import load_registry
from provenance.spans import Span
from provenance.terms import DocumentStatus, Reason

zipped = functools.partial(gzip.compress, mtime=0)
"""Without a clock in it: workers must see the same cases."""

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "::1"])

HERE = attrs.evolve(LIMITS, retries=0, resolver=to_this_machine)
XML = ["Content-Type: application/xml"]
GZIP = ["Content-Type: application/gzip"]
PLAIN = ["Content-Type: text/plain"]
SITE = "http://harbour.example/"

# --- lists ---------------------------------------------------------------------------------------

RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Board</title>
<link>http://harbour.example/</link>
<item><title><![CDATA[Repairs of the <b>north</b> mole &amp; quay]]></title>
<link>/news/north-mole</link><pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate></item>
<item><title>Ferry times</title><guid>http://harbour.example/news/ferries</guid>
<dc:date>2026-02-27T08:00:00Z</dc:date></item>
<item><title>No address</title><guid isPermaLink="false">17</guid></item>
</channel></rss>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><item rdf:about="x"><title>Tides</title>
<link>http://harbour.example/tides</link></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Board</title>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Fees <i>fall</i></div></title>
<link rel="self" href="/x.xml"/><link href="/news/fees"/>
<published>2026-03-02T09:00:00Z</published><updated>2026-03-05T09:00:00Z</updated></entry></feed>"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>http://harbour.example/a</loc><lastmod>2026-03-01</lastmod></url>
<url><loc>http://harbour.example/b</loc><news:news><news:title>Berth 4</news:title>
<news:publication_date>2026-03-03</news:publication_date></news:news></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>http://harbour.example/s1.xml</loc><lastmod>2026-03-04</lastmod></sitemap>
</sitemapindex>"""

AT = "http://harbour.example"
TUESDAY = "2026-03-03T10:00:00+01:00"
LISTED = [(f"{AT}/a", None, None), (f"{AT}/b", "Berth 4", "2026-03-03")]
HALF = RSS[: RSS.index(b"<item><title>No")]
LISTS = [
    (
        "RSS 2.0",
        RSS,
        [
            (f"{AT}/news/north-mole", "Repairs of the north mole & quay", TUESDAY),
            (f"{AT}/news/ferries", "Ferry times", "2026-02-27T08:00:00Z"),
        ],
    ),
    ("RSS 1.0", RDF, [(f"{AT}/tides", "Tides", None)]),
    ("Atom", ATOM, [(f"{AT}/news/fees", "Fees fall", "2026-03-02T09:00:00Z")]),
    ("sitemap", SITEMAP, LISTED),
    ("packed", zipped(SITEMAP), LISTED),
    ("cut while packed", zipped(SITEMAP)[:-9], LISTED),
    ("lines", b"http://harbour.example/a\nfile:///etc\n\nx", [(f"{AT}/a", None, None)]),
    ("half a feed", HALF, [(f"{AT}/news/north-mole", None, None)] * 2),
    ("a page", b"<html><body><p>Hello</p></body></html>", []),
    ("nothing", b"", []),
    ("no gzip", b"\x1f\x8bnonsense", []),
]


@pytest.mark.parametrize(("name", "data", "expected"), LISTS)
def test_a_list_is_read(
    name: str, data: bytes, expected: list[tuple[str, str | None, str | None]]
) -> None:
    found = parse_listing(data, url=f"{AT}/list").entries

    if name == "half a feed":
        assert len(expected) == len(found)
    else:
        assert expected == [(one.url, one.title, one.published) for one in found]


def test_an_index_lists_lists() -> None:
    found = parse_listing(INDEX, url=f"{AT}/sitemap.xml")

    assert () == found.entries
    assert [Entry(url=f"{AT}/s1.xml", modified="2026-03-04")] == list(found.listings)


def test_a_day_of_change_is_kept_apart_from_the_day_of_publication() -> None:
    (entry,) = parse_listing(ATOM, url=AT).entries

    assert ("2026-03-02T09:00:00Z", "2026-03-05T09:00:00Z") == (entry.published, entry.modified)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]><rss><channel><item><title>&m;</title><link>http://harbour.example/x</link></item>"
    b"</channel></rss>"
)
OUTSIDE = (
    b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item>'
    b"<title>&x;</title><link>http://harbour.example/x</link></item></channel></rss>"
)
HOSTILE = [
    ("entities of entities", LAUGHS),
    ("a file of this machine", OUTSIDE),
    ("deep nesting", b"<rss>" + b"<item>" * 200_000),
    ("a list without end", b"<urlset>" + b"<url><loc>http://a.example/</loc></url>" * 200_000),
    ("a bomb", zipped(b"<urlset>" + b" " * 200_000_000)),
    ("one long title", b"<rss><item><title>" + b"x" * 8_000_000 + b"</title><link>http://a.example/"),
    ("no XML at all", b"<" * 1_000_000),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), HOSTILE)
def test_a_hostile_list_is_read_within_bounds(name: str, data: bytes) -> None:
    found = parse_listing(data, url=AT).entries

    assert len(found) <= 50_000
    assert all(len(one.title or "") <= 400 and "ha" not in (one.title or "") for one in found)


def test_feeds_are_those_the_page_says_are_its() -> None:
    page = b"""<html><head><base href="http://harbour.example/en/">
    <link rel="alternate" type="application/rss+xml" href="rss">
    <link rel="alternate" type="application/atom+xml; charset=utf-8" href="/atom">
    <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="x.css">
    <link rel="alternate" type="application/rss+xml" href="javascript:x"></head></html>"""

    assert (f"{AT}/en/rss", f"{AT}/atom") == feeds_of_page(page, url=AT)
    assert () == feeds_of_page(b"", url=AT)


def test_sitemaps_are_those_that_the_rules_name() -> None:
    rules = b"User-agent: *\nSitemap: http://harbour.example/a.xml\n sitemap:http://x.example/b\n"

    assert ("http://harbour.example/a.xml", "http://x.example/b") == sitemaps_of_rules(rules)


# --- candidates ----------------------------------------------------------------------------------

SOUGHT = Sought(
    site=SITE,
    day="2026-03-04",
    language="en",
    quotations=("The north mole will be closed to all vessels until the end of May",),
    words="The harbour board said on Tuesday that repairs of the north mole begin in April.",
)


def entry(path: str, title: str | None = None, published: str | None = None) -> Entry:
    return Entry(url=f"{AT}{path}", title=title, published=published)


IN_TIME = [
    ("the day itself", "2026-03-04", True),
    ("the day after", "2026-03-05", True),
    ("two days after", "2026-03-06", False),
    ("two weeks before", "2026-02-18", True),
    ("more than two weeks before", "2026-02-17", False),
    ("a time with its zone", "2026-03-04T23:00:00+02:00", True),
    ("not known", None, True),
]


@pytest.mark.parametrize(("_why", "published", "expected"), IN_TIME)
def test_candidates_came_out_about_the_day(
    _why: str, published: str | None, *, expected: bool
) -> None:
    found = rank_candidates([entry("/a", "Repairs of the north mole", published)], SOUGHT)

    assert expected is bool(found)


NOT_CANDIDATES = [
    ("of another site", Entry(url="http://other.example/a", title="Repairs of the north mole")),
    ("the page that was cited", entry("/", "Repairs of the north mole", "2026-03-03")),
    ("nothing in common and no day", entry("/a", "Opening hours of the museum")),
    ("nothing in common, and days away", entry("/a", "Opening hours", "2026-02-25")),
    ("an address that tells another month", entry("/2025/11/north-mole-repairs")),
    ("changed last before the time", Entry(url=f"{AT}/north-mole-repairs", modified="2026-01-03")),
]


@pytest.mark.parametrize(("_why", "one"), NOT_CANDIDATES)
def test_what_cannot_be_the_document_is_no_candidate(_why: str, one: Entry) -> None:
    assert () == rank_candidates([one], SOUGHT)


def test_shared_words_rank_before_the_day_alone_and_common_words_say_little() -> None:
    listed = [
        *(entry(f"/n{n}", f"Harbour board: notice {n}", "2026-03-04") for n in range(30)),
        entry("/mole", "Harbour board: repairs of the north mole", "2026-03-02"),
        entry("/2026/03/03/north-mole-closed-until-may"),
        entry("/dt", "Nordmole gesperrt", "2026-03-04"),
    ]
    found = rank_candidates(listed, SOUGHT)

    assert {f"{AT}/mole", f"{AT}/2026/03/03/north-mole-closed-until-may"} == {
        one.url for one in found[:2]
    }
    assert "2026-03-03" == next(one.published for one in found if "closed" in one.url)
    assert any(one.url.endswith("/dt") for one in found), "its title is in another language"
    assert all(0 <= one.score <= 1 for one in found)
    assert found == rank_candidates(reversed(listed), SOUGHT)


def test_of_an_index_the_lists_of_the_time_are_read() -> None:
    listings = [
        Entry(url=f"{AT}/old.xml", modified="2025-12-01"),
        Entry(url=f"{AT}/pages.xml"),
        Entry(url=f"{AT}/new.xml", modified="2026-11-01"),
        Entry(url=f"{AT}/sitemap-2026-03.xml"),
        Entry(url=f"{AT}/sitemap-2025-03.xml", modified="2026-11-01"),
        Entry(url="http://other.example/sitemap-2026-03.xml"),
    ]

    assert (f"{AT}/sitemap-2026-03.xml", f"{AT}/new.xml", f"{AT}/pages.xml") == (
        worthwhile_listings(listings, SOUGHT)
    )


# --- recognising ---------------------------------------------------------------------------------


def document(text: str, *, title: str | None = None, language: str = "en") -> Document:
    return Document(
        id="d-1",
        url=f"{AT}/x",
        status=DocumentStatus.READ,
        title=title,
        language=language,
        text=text,
        parts=(Span(0, len(text)),),
    )


QUOTED = "The north mole will be closed to all vessels until the end of May, the board announced."
CASES = [
    ("the quotation stands there", document(QUOTED), None, MatchKind.QUOTATION),
    ("with a slip", document(QUOTED.replace("vessels", "vessel")), None, MatchKind.QUOTATION),
    ("only its subject", document("Work at the north mole goes on until May."), None, None),
    ("not read", attrs.evolve(document(QUOTED), status=DocumentStatus.FAILED), None, None),
    (
        "the title",
        document("Text.", title="Repairs of the North Mole begin | Harbour Board"),
        "Repairs of the north mole begin",
        MatchKind.TITLE,
    ),
    ("a shorter title", document("Text.", title="The mole"), "Repairs of the mole begin", None),
    (
        "a title that says much more",
        document("Text.", title="North mole repairs, ferry times, berth fees, crane hours, staff"),
        "North mole repairs",
        None,
    ),
    ("a title of two words", document("Text.", title="North mole"), "North mole", None),
    ("another language", document("Die Mole bleibt geschlossen.", language="de"), None, None),
]


@pytest.mark.parametrize(("_why", "read", "title", "expected"), CASES)
def test_a_page_is_the_document_by_a_quotation_or_its_title(
    _why: str, read: Document, title: str | None, expected: MatchKind | None
) -> None:
    match = match_document(read, attrs.evolve(SOUGHT, title=title))

    assert expected is (None if match is None else match.kind)


# --- on a site -----------------------------------------------------------------------------------

STATEMENT = f"<html><head><title>North mole</title></head><body><p>{QUOTED}</p></body></html>"
OTHER = b"<html><body><p>The museum opens at nine and closes at five on all days.</p></body></html>"
HOME = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
PAGES = {
    "/": response(HOME),
    "/rss": response(RSS, headers=["Content-Type: application/rss+xml"]),
    "/news/north-mole": response(STATEMENT.encode()),
    "/news/ferries": response(OTHER),
}


def on(server: Server, **changes: object) -> Sought:
    """What is sought, on the test's server."""
    return attrs.evolve(SOUGHT, site=server.at("harbour.example") + "/", **changes)  # type: ignore[arg-type]  # the tests' own names


def searched(answers: dict[str, bytes], **changes: object) -> tuple[FindAnswer, Server]:
    with serving(by_path(answers)) as server, Client(HERE) as client:
        return find_sources(client, on(server, **changes)), server


def relative(feed: bytes) -> bytes:
    return feed.replace(b"http://harbour.example/", b"/")


def test_the_document_is_found_by_the_feed_that_the_site_names() -> None:
    pages = PAGES | {"/rss": response(relative(RSS), headers=XML)}
    answer, server = searched(pages)

    assert answer.best is not None
    assert answer.best.match is not None
    assert MatchKind.QUOTATION is answer.best.match.kind
    assert QUOTED == answer.best.document.text.strip().removeprefix("North mole").strip()
    assert ["/robots.txt", "/", "/rss", "/news/north-mole"] == server.paths[:4]
    assert answer.best.candidate == answer.candidates[0]


def test_a_feed_in_the_registry_spares_the_search_for_one() -> None:
    pages = PAGES | {"/rss": response(relative(RSS), headers=XML)}
    with serving(by_path(pages)) as server, Client(HERE) as client:
        answer = find_sources(client, on(server, feeds=(f"{server.at('harbour.example')}/rss",)))

        assert answer.best is not None
        assert "/" not in server.paths


def test_without_a_feed_the_sitemaps_of_the_rules_are_read() -> None:
    def answers(port: int) -> dict[str, bytes]:
        at = f"http://harbour.example:{port}"
        rules = f"User-agent: *\nSitemap: {at}/sitemap.xml\nSitemap: http://evil.example/s.xml\n"
        index = INDEX.replace(b"http://harbour.example", at.encode())
        listed = f"<urlset><url><loc>{at}/news/north-mole</loc></url></urlset>"
        return {
            "/robots.txt": response(rules.encode(), headers=PLAIN),
            "/": response(OTHER),
            "/sitemap.xml": response(index, headers=XML),
            "/s1.xml": response(zipped(listed.encode()), headers=GZIP),
            "/news/north-mole": PAGES["/news/north-mole"],
        }

    known: dict[str, bytes] = {}
    with serving(by_path(known)) as server, Client(HERE) as client:
        known.update(answers(server.port))
        answer = find_sources(client, on(server))

        assert answer.best is not None
        assert b"evil.example" not in b"".join(server.requests)


def test_nothing_that_the_article_says_is_sent() -> None:
    secret = "Unpublished draft words zanzibar quixotic"
    pages = PAGES | {"/rss": response(relative(RSS), headers=XML)}
    _, server = searched(pages, quotations=(secret,), words=secret, title=secret)

    sent = b"".join(server.requests).lower()
    assert len(server.requests) > 3
    assert not any(word.encode() in sent for word in secret.lower().split())


def test_what_only_shares_a_subject_is_no_evidence() -> None:
    about = (
        b"<html><body><p>Repairs of the north mole were discussed again today.</p></body></html>"
    )
    pages = PAGES | {
        "/rss": response(relative(RSS), headers=XML),
        "/news/north-mole": response(about),
    }
    answer, _ = searched(pages)

    assert answer.finds
    assert answer.best is None


def test_only_a_few_pages_are_fetched() -> None:
    items = "".join(
        f"<item><title>North mole repairs {n}</title><link>/p{n}</link>"
        "<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item>"
        for n in range(40)
    )
    feed = f"<rss><channel>{items}</channel></rss>".encode()
    answer, server = searched({"/": response(HOME), "/rss": response(feed, headers=XML)})

    assert 40 == len(answer.candidates)
    assert MOST_PAGES == len(answer.finds) == len([p for p in server.paths if p.startswith("/p")])
    assert {Reason.HTTP_404} == {
        one.result.reason for one in answer.finds if isinstance(one.result, FetchFailure)
    }


def test_an_index_of_indexes_without_end_ends() -> None:
    def endless(port: int) -> bytes:
        rows = "".join(
            f"<sitemap><loc>http://harbour.example:{port}/sitemap.xml?{n}</loc></sitemap>"
            for n in range(500)
        )
        return response(f"<sitemapindex>{rows}</sitemapindex>".encode(), headers=XML)

    known: dict[str, bytes] = {}

    def answers(path: str) -> bytes:
        if path == "/robots.txt":
            return known["rules"]
        return known["index"] if path.startswith("/sitemap") else MISSING

    with (
        serving(lambda c, head: c.sendall(answers(head.split(b" ")[1].decode()))) as server,
        Client(HERE) as client,
    ):
        at = server.at("harbour.example")
        known["rules"] = response(f"Sitemap: {at}/sitemap.xml".encode(), headers=PLAIN)
        known["index"] = endless(server.port)
        answer = find_sources(client, on(server))

        assert () == answer.candidates
        assert len([path for path in server.paths if "sitemap" in path]) <= 6


def test_a_site_that_does_not_want_to_is_left_alone() -> None:
    rules = response(b"User-agent: *\nDisallow: /\n", headers=PLAIN)
    answer, server = searched(PAGES | {"/robots.txt": rules})

    assert answer.best is None
    assert {"/robots.txt"} == set(server.paths)
    assert Reason.BLOCKED_BY_ROBOTS in {
        one.reason for one in answer.listings if isinstance(one, FetchFailure)
    }


def test_a_feed_that_moves_to_another_site_offers_nothing() -> None:
    pages = PAGES | {
        "/rss": redirect("http://elsewhere.example/rss2"),
        "/rss2": response(RSS, headers=XML),
    }
    answer, _ = searched(pages)

    assert () == tuple(one for one in answer.candidates if "elsewhere" in one.url)


def test_a_search_is_done_again_from_what_was_kept() -> None:
    pages = PAGES | {"/rss": response(relative(RSS), headers=XML)}
    with serving(by_path(pages)) as server, Client(HERE) as client:
        sought = on(server)
        first = find_sources(client, sought)
    kept: dict[str, Capture | FetchFailure] = {one.url: one for one in first.listings}
    kept |= {one.result.url: one.result for one in first.finds}

    def from_store(urls: Sequence[str]) -> tuple[Capture | FetchFailure, ...]:
        return tuple(kept[url] for url in urls)

    again = find_document(sought, fetch_listing=kept.__getitem__, fetch_pages=from_store)

    assert first == again


# --- what an article leaves open -----------------------------------------------------------------

ARTICLE = """NATO said in a statement that the exercise in the Baltic Sea would end on Friday. \
"We will shorten the exercise by two days because of the weather," the statement said.

The price of bread rose.
"""


def test_a_source_named_without_an_address_is_sought_on_its_domain() -> None:
    article = provenance.read_text(ARTICLE, outlet="A", published="2026-03-04", url=None)
    (sought,) = sought_in(extract(article), load_registry())

    assert ("https://nato.int/", "2026-03-04") == (sought.site, sought.day)
    assert ("nato.int",) == sought.domains
    assert (
        "We will shorten the exercise by two days because of the weather,",
    ) == sought.quotations
    assert sought.claims
    assert "bread" not in sought.words


def test_a_publisher_may_name_its_feeds_and_sitemaps(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        '[[publisher]]\nid = "nato"\nfeed = "https://nato.int/rss; https://nato.int/atom"\n'
        'sitemap = ["https://nato.int/sitemap.xml"]\n',
        encoding="utf-8",
    )
    nato = load_registry(file).by_id("nato")
    file.write_text('[[publisher]]\nid = "nato"\nfeed = "nato.int/rss"\n', encoding="utf-8")

    assert nato is not None
    assert ("https://nato.int/rss", "https://nato.int/atom") == nato.feeds
    assert ("https://nato.int/sitemap.xml",) == nato.sitemaps
    with pytest.raises(ConfigError, match=r"'nato\.int/rss' is no http"):
        load_registry(file)


def test_a_candidate_says_where_when_and_how_likely() -> None:
    title = "Repairs of the north mole"
    (found,) = rank_candidates([entry("/a", title, "2026-03-03")], SOUGHT)

    assert (f"{AT}/a", title, "2026-03-03") == (found.url, found.title, found.published)
    assert 0.5 < found.score <= 1
