"""What is true of every input: spans in order and inside, lengths kept, no crash."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import ingest
from provenance.model import Article
from provenance.spans import Span

PIECES = st.sampled_from(
    [
        "The council met.",
        "By Jo Fell",
        "OSLO, March 3 (AB) – ",
        "date 2026-03-04 ",
        "https://a.example/x_(y) ",
        "[a](https://b.example/)",
        "[a][1]",
        "[1]: https://c.example/",
        "**",
        "_",
        "`",
        "> ",
        "# ",
        "- ",
        "```\n",
        "---\n",
        "“",
        "”",
        "<p>",
        "</p>",
        "<a href='/x'>",
        "</a>",
        "<div class=share>",
        "<br>",
        "&amp;",
        "<!--",
        "-->",
        "<table><td>",
        "Leave a Reply",
        "\n",
        "\r\n",
        "\n\n",
        "\u00a0",
        "\u2028",
        "Київ. ",
        "é\u0301",
        "|",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join))


def check_article(article: Article) -> None:
    length = len(article.text)
    assert length == len(article.prose)
    assert all(0 <= b.span.start < b.span.end <= length for b in article.blocks)
    assert all(a.span.end <= b.span.start for a, b in pairwise(article.blocks))
    assert all(0 <= k.span.start < k.span.end <= length for k in article.links)
    assert all(a.end <= b.start for a, b in pairwise(article.source_map.anchors))
    for block in article.blocks:
        place = ingest.locate(article, block.span)
        assert (1, 1) <= (place.line, place.column) <= (place.end_line, place.end_column)


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_text_is_read_with_sound_spans_or_refused(text: str, name: str) -> None:
    try:
        article = ingest.read_bytes(text.encode("utf-8", "replace"), name=name)
    except ingest.InputError:
        return

    check_article(article)


@settings(max_examples=35, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.json"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        article = ingest.read_bytes(data, name=name)
    except ingest.InputError:
        return

    check_article(article)


@settings(max_examples=35, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=20).map("".join))
def test_place_of_each_character_of_a_text_leads_back_to_it(text: str) -> None:
    try:
        article = ingest.read_bytes(text.encode(), name="a.txt")
    except ingest.InputError:
        return
    lines = article.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    for index, character in enumerate(article.text):
        place = ingest.locate(article, Span(index, index + 1))
        if character not in "\r\n":
            assert character == lines[place.line - 1][place.column - 1]


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same_article(text: str) -> None:
    if not text.strip():
        return

    assert ingest.read_text(text) == ingest.read_text(text)
