"""Pages made to break the reader: each ends soon, with a document or a reason, never an error."""

import json
import time
import tracemalloc

import document_pages as pages
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.documents import document_of_capture
from provenance.terms import Completeness, DocumentStatus, Reason

SECONDS = 60
"""Of the processor, tracing included; the slowest takes six."""
MEMORY = 400_000_000
STORY = pages.story_in("en")


def page(inside: str, head: str = "") -> bytes:
    return pages.build_page(STORY, head=head, after=inside).encode()


HOSTILE = {
    "deep nesting": page("<div>" * 1_900 + "deep" + "</div>" * 1_900),
    "nesting without end": page("<b>" * 150_000),
    "a huge table": page("<table>" + "<tr><td>41</td><td>ships</td></tr>" * 15_000 + "</table>"),
    "tables in tables": page("<table><tr><td>" * 600 + "x" + "</td></tr></table>" * 600),
    "links without end": page("<a href='?page=2'>2</a>" * 15_000),
    "alternates without end": page(
        "", head="<link rel='alternate' hreflang='de' href='/a'>" * 15_000
    ),
    "headings without end": page("<h1>Page not found</h1>" * 15_000),
    "posts in posts": page("<blockquote class='twitter-tweet'>a b c d e" * 1_500),
    "posts side by side": page("<blockquote class='fb-post'>a b c d e</blockquote>" * 10_000),
    "one word without end": page("<p>" + "a" * 2_000_000 + "</p>"),
    "words without end": page("<p>" + "ships of the town " * 100_000 + "</p>"),
    "lines without end": page("<p>The ship left the port of the town on a Monday.</p>" * 15_000),
    "entities": page("&amp;" * 200_000 + "&lt;p&gt;" * 20_000),
    "entities of its own": b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;">]><html><body><p>' + b"&c;" * 10_000 + b"</p></body></html>",
    "data nested too deep": page(
        "", head=f"<script type='application/ld+json'>{'[' * 200_000}</script>"
    ),
    "much data": page(
        "",
        head="<script type='application/ld+json'>"
        + json.dumps([{"@type": "NewsArticle", "hasPart": [{}] * 50}] * 5_000)
        + "</script>",
    ),
    "attributes without end": page("<p " + "class='paywall' " * 100_000 + ">x</p>"),
    "an attribute without end": page(f"<p class='{'cookie-' * 500_000}'>x</p>"),
    "broken markup": b"<html><title>x</title><body>" + b"<p <a <b </" * 20_000,
    "nothing but NUL": b"\x00" * 1_000_000,
    "slashes in the title": pages.build_page(STORY, title=" | - / " * 100_000).encode(),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_within_its_limits(name: str) -> None:
    capture = pages.build_capture(HOSTILE[name])
    tracemalloc.start()
    started = time.process_time()
    try:
        document = document_of_capture(capture)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert document.status is DocumentStatus.READ or document.reason is not None
    assert time.process_time() - started < SECONDS
    assert peak < MEMORY


@pytest.mark.parametrize("body", [b"<p>" + b"word " * 4_000_000, b"<p>a" * 250_000])
def test_a_page_over_a_limit_is_too_large(body: bytes) -> None:
    assert Reason.TOO_LARGE is document_of_capture(pages.build_capture(body)).reason


def test_a_page_nested_too_deep_says_so() -> None:
    body = page("<div>" * 5_000)

    assert Reason.TOO_DEEP is document_of_capture(pages.build_capture(body)).reason


def test_entities_are_no_way_into_a_file() -> None:
    body = (
        b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>The host is'
        b" &x; and nothing else stands here.</p></body></html>"
    )
    document = document_of_capture(pages.build_capture(body))

    assert "The host is &x; and nothing else" in document.text.replace("&x;;", "&x;")


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["text/html", "text/plain", "application/pdf", "application/json", "", "a/b"]),
    st.sampled_from([b"", b"<html><body><p>", b"%PDF-1.4 1 0 obj ", b'{"articleBody": "']),
)
def test_any_bytes_of_any_type_give_a_document_or_a_reason(
    data: bytes, media_type: str, start: bytes
) -> None:
    capture = pages.build_capture(start + data, headers=(("content-type", media_type),))

    document = document_of_capture(capture)

    assert document.status is DocumentStatus.READ or document.reason is not None
    assert Completeness.TRUE is not document.complete
