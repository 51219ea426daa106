"""Pages: the story without the page around it, links on their words, places in the source."""

import pytest

from provenance import ingest
from provenance.model import Article
from provenance.spans import Span
from provenance.terms import BlockKind, Completeness, PublishedBasis, Reason

STORY = "The dam at Upper Dale held through the night, the water board said on Wednesday morning."
PAGE = f"""<!doctype html>
<html lang="en"><head><title>Dam holds | The Dale Post</title>
<link rel="canonical" href="https://dalepost.example/news/dam">
<script type="application/ld+json">{{"@graph": [{{"@type": "WebPage"}},
{{"@type": "NewsArticle", "headline": "Dam holds", "datePublished": "2026-03-04T08:00:00Z",
"author": [{{"name": "Jo Fell"}}],
"publisher": {{"name": "The Dale Post"}}}}]}}</script></head><body>
<div id="consent" role="dialog"><p>We and our 400 partners store information here.</p></div>
<nav><a href="/">Home</a></nav>
<article><header><h1>Dam holds</h1><p class="byline">By Jo Fell</p></header>
<figure><img src="x"><figcaption>The dam on Tuesday.</figcaption></figure>
<p>{STORY} It
  had <a href='/reports/dam'>warned of&nbsp;rain</a> &amp; <a href="https://x.example/?a=1&amp;b=2">
wind</a>.<br>Nobody was hurt.</p>
<h2>What now</h2>
<blockquote><p>“We slept,” said the keeper.</p></blockquote>
<ul><li>Inflow fell to 3 cubic metres a second.</li></ul>
<aside class="related"><p>Ten dams that you must see before they break, with pictures.</p></aside>
<p>Ask <a href="mailto:a@b.example">by mail</a>, <a href="javascript:x()">script</a>
<a href="#n">below</a>.</p>
<p class="notice">Dams are dear to us.</p>
<h3>Sources</h3><ul><li><a href="https://water.example/n">Water Board, note</a></li></ul>
</article>
<div class="comments"><p>First! {STORY} {STORY} I do not believe a word of it.</p></div>
<footer>© The Dale Post</footer></body></html>"""


def read_page(source: str = PAGE) -> Article:
    return ingest.read_bytes(source.encode(), name="page.html")


def test_kinds_of_a_page() -> None:
    article = read_page()

    assert [
        ("heading", "Dam holds"),
        ("byline", "By Jo Fell"),
        ("caption", "The dam on Tuesday."),
        ("paragraph", f"{STORY} It had warned of\u00a0rain & wind.\nNobody was hurt."),
        ("heading", "What now"),
        ("block-quote", "“We slept,” said the keeper."),
        ("list-item", "Inflow fell to 3 cubic metres a second."),
        ("paragraph", "Ask by mail, script below."),
        ("boilerplate", "Dams are dear to us."),
        ("boilerplate", "Sources"),
        ("link-list", "Water Board, note"),
    ] == [(block.kind.value, block.span.of(article.text)) for block in article.blocks]


def test_links_are_resolved_and_hang_on_their_words() -> None:
    article = read_page()

    assert [
        ("warned of\u00a0rain", "https://dalepost.example/reports/dam", False),
        ("wind", "https://x.example/?a=1&b=2", False),
        ("Water Board, note", "https://water.example/n", True),
    ] == [(link.span.of(article.text), link.url, link.listed) for link in article.links]


def test_metadata_comes_from_structured_data() -> None:
    metadata = read_page().metadata

    assert ("Dam holds", "The Dale Post", ("Jo Fell",), "en") == (
        metadata.title,
        metadata.outlet,
        metadata.authors,
        metadata.language,
    )
    assert "2026-03-04T08:00:00Z" == metadata.published.value
    assert PublishedBasis.METADATA is metadata.published.basis


@pytest.mark.parametrize("words", ["Dam holds", "the night", "of\u00a0rain", "hurt", "keeper"])
def test_words_are_found_where_they_stand_in_the_source(words: str) -> None:
    article = read_page()
    start = article.text.index(words)
    place = ingest.locate(article, Span(start, start + len(words)))
    line = PAGE.splitlines()[place.line - 1][place.column - 1 : place.end_column - 1]

    assert not place.approximate
    assert words == line.replace("&nbsp;", "\u00a0")


def test_title_loses_the_name_of_the_site() -> None:
    article = read_page(
        f"<title>Dam holds :: Dale Post</title><h1>Dam holds</h1><p>{STORY}</p><p>{STORY}</p>"
    )

    assert ("Dam holds", "Dale Post") == (article.metadata.title, article.metadata.outlet)


def test_charset_of_the_meta_element_is_used() -> None:
    source = "<meta charset=windows-1251><p>Мост закрыли до весны.</p>"

    assert (
        "Мост закрыли до весны." == ingest.read_bytes(source.encode("cp1251"), name="a.html").text
    )


def test_paywalled_page_is_incomplete() -> None:
    source = f'<p>{STORY}</p><div class="paywall"><p>Subscribe to continue reading</p></div>'

    assert Completeness.FALSE is read_page(source).metadata.complete


@pytest.mark.parametrize(
    "source",
    [
        "<p>One<p>Two <b>three<p>Four",
        "<td>cell<table><p>a</table></div></div>",
        "<p>a < b and c > d & e</p>",
        "<a href='x><p>never closed",
        "<!-- never closed <p>x",
        "<script>never closed",
        "&#0; &#x110000; &nosuch; &amp",
        "<html></html>",
        "\x00<p>nul\x00byte</p>",
    ],
)
def test_broken_markup_is_read_or_refused_never_a_crash(source: str) -> None:
    try:
        article = read_page(source)
    except ingest.InputError:
        return

    assert all(block.span.end <= len(article.text) for block in article.blocks)


def test_deep_nesting_is_refused_with_its_line() -> None:
    with pytest.raises(ingest.InputError, match="line 2") as caught:
        read_page("<p>x</p>\n" + "<div>" * 3000)

    assert Reason.TOO_DEEP is caught.value.reason


def test_thousands_of_links_are_read_in_order() -> None:
    source = "<p>The board said <a href='https://a.example/'>so</a> in a note.</p>" * 2000
    article = read_page(source)

    assert 2000 == len(article.links)
    assert BlockKind.PARAGRAPH is article.blocks[-1].kind


def test_a_script_beside_the_words_does_not_blur_their_places() -> None:
    script = "<script>The dam</script>"
    page = (
        f"<html><body><article><h1>Dam holds</h1>\n{script}\n<p>{STORY}</p></article></body></html>"
    )

    article = ingest.read_bytes(page.encode(), name="dam.html")
    start = article.text.index(STORY)
    place = ingest.locate(article, Span(start, start + len(STORY)))

    assert (3, 4, False) == (place.line, place.column, place.approximate)


def test_what_stands_behind_the_story_changes_no_place_in_it() -> None:
    page = f"<html><body><article><h1>Dam holds</h1><p>{STORY}</p></article>{{}}</body></html>"
    behind = "".join(f"<div><p>Reader {n} wrote a line.</p></div>" for n in range(200))

    short, long = (
        ingest.read_bytes(page.format(more).encode(), name="dam.html") for more in ("", behind)
    )

    assert short.text == long.text
    assert short.source_map == long.source_map
