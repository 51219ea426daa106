"""From a capture to a document: encodings, structured data, posts, versions, archives."""

import json
from typing import Any

import document_pages as pages
import pytest

from provenance.documents import document_of_bytes, document_of_capture
from provenance.documents.charsets import charset_of
from provenance.model import Capture, Document, FetchFailure
from provenance.sources import document_of_fetch
from provenance.terms import (
    CapturedBy,
    Completeness,
    DocumentKind,
    DocumentStatus,
    Reason,
    Via,
)

TWEET = "https://twitter.com/HarrowickTown/status/1764567890123456789"
ENGLISH, RUSSIAN = pages.story_in("en"), pages.story_in("ru")


def read(page: str, **changes: Any) -> Document:
    return document_of_capture(pages.build_capture(page.encode(), **changes))


def read_as(page: str, encoding: str, content_type: str) -> Document:
    body = page.encode(encoding)
    return document_of_capture(pages.build_capture(body, headers=(("Content-Type", content_type),)))


def test_the_name_that_callers_know_is_kept() -> None:
    assert document_of_fetch is document_of_capture


# Encodings


@pytest.mark.parametrize(
    ("encoding", "content_type", "meta"),
    [
        ("windows-1251", "text/html; charset=windows-1251", ""),
        ("windows-1251", 'text/html; charset="Windows-1251"', ""),
        ("windows-1251", "text/html", "windows-1251"),
        ("windows-1251", "text/html", ""),  # detected
        ("windows-1251", "text/html; charset=ISO-8859-1", "windows-1251"),  # a server's default
        ("koi8-r", "text/html; charset=koi8-r", ""),
        ("utf-8", "text/html; charset=windows-1251", ""),  # the header is wrong
        ("utf-8", "text/html; charset=nonsense", ""),
        ("utf-8", "text/html", "windows-1251"),  # the page is wrong
        ("utf-8-sig", "text/html", ""),
        ("utf-16", "text/html", ""),
    ],
)
def test_a_page_is_decoded_as_it_is_written(encoding: str, content_type: str, meta: str) -> None:
    head = f'<meta charset="{meta}">' if meta else ""
    story = RUSSIAN.translate({ord("«"): '"', ord("»"): '"', ord("–"): "-"})  # not in KOI8-R
    page = pages.build_page(story, title="Ночные автобусы", head=head)

    document = read_as(page, encoding, content_type)

    assert "председатель комиссии по транспорту Марен Холт" in document.text
    assert ("ru", Completeness.TRUE) == (document.language, document.complete)


def test_a_header_wins_over_the_page_where_both_could_be_right() -> None:
    page = pages.build_page("Łódź i Gdańsk.", head='<meta charset="windows-1252">')

    assert "Łódź" in read_as(page, "windows-1250", "text/html; charset=windows-1250").text


@pytest.mark.parametrize(
    ("content_type", "data", "expected"),
    [
        (None, b"plain", None),
        ("text/html; charset=utf-8", b"plain", "utf-8"),
        ("text/html; charset=", b"plain", None),
        ("text/html; charset=cp1251", "да".encode("cp1251"), "cp1251"),
        ("text/html; charset=latin-1", "да".encode(), "utf-8"),
    ],
)
def test_the_encoding_that_is_tried_first(
    content_type: str | None, data: bytes, expected: str | None
) -> None:
    assert expected == charset_of(content_type, data)


def test_a_page_with_lost_characters_is_not_called_whole() -> None:
    body = pages.build_page(ENGLISH).encode().replace(b"\xe2\x80\x9cWe", b"\xe2\x80We")

    assert Completeness.TRUE is not document_of_capture(pages.build_capture(body)).complete


# Plain text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, Completeness.TRUE),
        (f"{ENGLISH}\n\n###\n", Completeness.TRUE),
        (f"{ENGLISH}\n\nPage 2 of 5\n", Completeness.FALSE),
        (f"{ENGLISH}\n\nThe committee will meet again on", Completeness.UNKNOWN),
        ("The lower quay is closed until Friday noon.", Completeness.UNKNOWN),
        ("The council of Harrowick has decided to run night buses…", Completeness.FALSE),
    ],
    ids=["release", "end mark", "page of several", "broken off", "short", "ellipsis"],
)
def test_a_plain_text_is_whole_when_it_ends(text: str, expected: Completeness) -> None:
    headers = (("content-type", "text/plain; charset=utf-8"),)

    assert expected is read(text, headers=headers).complete


def test_what_a_person_saved_is_whole_only_if_they_say_so() -> None:
    page = pages.build_page(ENGLISH)
    saved = read(page, captured_by=CapturedBy.PERSON)
    record = Document(id="d", url=pages.URL, complete=Completeness.TRUE)

    assert (CapturedBy.PERSON, Completeness.UNKNOWN) == (saved.captured_by, saved.complete)
    assert (
        Completeness.UNKNOWN
        is document_of_bytes(Document(id="d", url=pages.URL), page.encode(), name="a.html").complete
    )
    assert Completeness.TRUE is document_of_bytes(record, page.encode(), name="a.html").complete


def test_nobody_looks_for_walls_where_a_person_says_that_it_is_whole() -> None:
    page = pages.build_page("Sorry.", title="Page not found").encode()
    record = Document(id="d", url=pages.URL, complete=Completeness.TRUE)

    assert DocumentStatus.READ is document_of_bytes(record, page, name="a.html").status
    assert (
        Reason.SOFT_404
        is document_of_bytes(Document(id="d", url=pages.URL), page, name="a.html").reason
    )


# Structured data


def article_data(**said: Any) -> str:
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **said})
    return f'<script type="application/ld+json">{data}</script>'


def test_a_page_that_carries_its_text_only_in_its_data_is_read_from_there() -> None:
    head = article_data(headline="Night buses", articleBody=ENGLISH)
    page = f"<html><head><title>Night buses</title>{head}</head><body></body></html>"

    document = read(page)

    assert "quarter past midnight" in document.text
    assert (DocumentStatus.READ, "text/html") == (document.status, document.media_type)
    assert Completeness.UNKNOWN is document.complete


def test_a_teaser_gives_way_to_the_body_in_the_data() -> None:
    teaser = ENGLISH.partition("\n")[0]
    page = pages.build_page(teaser, head=article_data(articleBody=ENGLISH))

    assert "drainage of the lower quay" in read(page).text


def test_a_body_that_the_page_counts_right_is_whole() -> None:
    long = "\n\n".join([ENGLISH, "It will be reviewed in a year.", ENGLISH])
    said = article_data(articleBody=long, wordCount=len(long.split()))
    cut = article_data(articleBody=long, wordCount=3 * len(long.split()))

    assert Completeness.TRUE is read(pages.build_page("Night buses run.", head=said)).complete
    assert Completeness.UNKNOWN is read(pages.build_page("Night buses run.", head=cut)).complete


def test_markup_and_entities_in_a_body_are_undone_once() -> None:
    body = f"<p>{ENGLISH}</p><p>Holt &amp; Marsh &amp;lt;b&amp;gt;</p>"

    text = read(pages.build_page("Night buses.", head=article_data(articleBody=body))).text

    assert "Holt & Marsh &lt;b&gt;" in text
    assert "<p>" not in text


@pytest.mark.parametrize("media_type", ["application/json", "application/ld+json; charset=utf-8"])
@pytest.mark.parametrize("nested", [True, False])
def test_a_json_response_is_read_by_its_article_body(media_type: str, nested: bool) -> None:
    entry = {"headline": "Night buses", "articleBody": ENGLISH}
    data = json.dumps({"@graph": [{"@type": "WebPage"}, entry]} if nested else entry)

    document = read(data, headers=(("Content-Type", media_type),))

    assert "quarter past midnight" in document.text
    assert Completeness.UNKNOWN is document.complete


@pytest.mark.parametrize("data", ['{"name": "x"}', "[" * 100_000, "{", '{"articleBody": 3}'])
def test_a_json_response_without_an_article_tells_why(data: str) -> None:
    document = read(data, headers=(("Content-Type", "application/json"),))

    assert (DocumentStatus.FAILED, Reason.NOT_AN_ARTICLE) == (document.status, document.reason)


# Posts


def test_the_words_of_an_embedded_post_are_words_of_the_page() -> None:
    post = (
        '<div class="social-embed"><blockquote class="twitter-tweet"><p>The line will be free on'
        f' the first night.</p>Harrowick Town <a href="{TWEET}">4 March</a></blockquote></div>'
    )

    document = read(pages.build_page(ENGLISH, after=post))

    assert "The line will be free on the first night." in document.text
    assert any("free on the first night" in part.of(document.text) for part in document.parts)
    assert Completeness.TRUE is document.complete


@pytest.mark.parametrize("answered", [TWEET, "https://x.com/i/flow/login", "https://x.com/"])
def test_a_post_behind_a_wall_keeps_the_day_its_number_holds(answered: str) -> None:
    document = read(pages.build_page("", title="Log in to X"), url=TWEET, final_url=answered)

    assert (DocumentStatus.FAILED, "2024-03-04") == (document.status, document.published)
    assert document.reason in {Reason.LOGIN_WALL, Reason.MOVED_TO_FRONT_PAGE}


def test_a_post_that_could_not_be_fetched_keeps_its_day_and_its_reason() -> None:
    failure = FetchFailure(
        url=TWEET, reason=Reason.HTTP_403, detail="", captured_at="2026-03-05T10:00:00Z"
    )

    document = document_of_capture(failure)

    assert ("2024-03-04", Reason.HTTP_403) == (document.published, document.reason)


def test_a_post_whose_page_carries_its_words_is_read_but_never_whole() -> None:
    head = '<meta property="og:description" content="Night buses run from January, we decided.">'

    document = read(pages.build_page("", title="Harrowick Town", head=head), url=TWEET)

    assert "Night buses run from January" in document.text
    assert Completeness.TRUE is not document.complete


# Addresses


def test_a_page_tells_its_own_address_and_its_other_languages() -> None:
    head = (
        '<link rel="canonical" href="/statements/2026/night-buses?utm_source=x">'
        '<link rel="alternate" hreflang="en" href="/statements/2026/night-buses">'
        '<link rel="alternate" hreflang="ru-RU" href="https://ru.harrowick.example/s/1">'
        '<link rel="alternate" hreflang="x-default" href="/">'
        '<link rel="alternate" hreflang="de" href="https://evil.example/s/1">'
        '<link rel="alternate" hreflang="not a language" href="/s/2">'
        '<link rel="alternate" type="application/rss+xml" href="/feed">'
    )

    document = read(
        pages.build_page(ENGLISH, head=head),
        final_url="https://www.harrowick.example/statements/2026/night-buses",
    )

    assert "https://www.harrowick.example/statements/2026/night-buses" == document.canonical
    assert (("ru-ru", "https://ru.harrowick.example/s/1"),) == document.alternates


@pytest.mark.parametrize(
    "href", ["https://evil.example/a", "javascript:alert(1)", "http://[", "file:///etc/x"]
)
def test_an_address_on_another_site_is_not_the_pages_own(href: str) -> None:
    head = f'<link rel="canonical" href="{href}"><meta property="og:url" content="{href}">'

    assert read(pages.build_page(ENGLISH, head=head)).canonical is None


def test_a_page_that_calls_the_front_page_its_own_is_not_called_whole() -> None:
    head = '<link rel="canonical" href="https://www.harrowick.example/">'

    assert Completeness.UNKNOWN is read(pages.build_page(ENGLISH, head=head)).complete


def test_another_document_at_the_end_of_a_redirect_is_not_called_whole() -> None:
    other = "https://www.harrowick.example/statements/2026/crane-leans-by-two-degrees"

    assert Completeness.UNKNOWN is read(pages.build_page(ENGLISH), final_url=other).complete


def test_an_archived_page_tells_when_the_archive_took_it() -> None:
    copy = f"https://web.archive.example/web/20260304120000id_/{pages.URL}"

    document = read(
        pages.build_page(ENGLISH),
        final_url=copy,
        via=Via.ARCHIVE,
        archived_at="2026-03-04T12:00:00Z",
    )

    assert (DocumentKind.ARCHIVE, Via.ARCHIVE) == (document.kind, document.via)
    assert CapturedBy.ARCHIVE is document.captured_by
    assert "2026-03-04T12:00:00Z" == document.captured_at == document.archived_at
    assert Completeness.TRUE is document.complete


def test_an_archive_that_shows_the_front_page_has_no_document() -> None:
    copy = "https://web.archive.example/web/20260304120000/https://www.harrowick.example/"

    document = read(
        pages.build_page(ENGLISH),
        final_url=copy,
        via=Via.ARCHIVE,
        archived_at="2026-03-04T12:00:00Z",
    )

    assert Reason.MOVED_TO_FRONT_PAGE is document.reason


@pytest.mark.parametrize(
    ("status", "expected"),
    [(404, Reason.HTTP_404), (500, Reason.HTTP_5XX), (302, Reason.UNREADABLE)],
)
def test_a_capture_with_another_status_is_no_document(status: int, expected: Reason) -> None:
    assert expected is read(pages.build_page(ENGLISH), status=status).reason


def test_reading_twice_gives_the_same_document() -> None:
    capture: Capture = pages.build_capture(pages.build_page(ENGLISH).encode())

    assert document_of_capture(capture) == document_of_capture(capture)
