"""Markdown: the text is the file, the prose view has every mark blanked."""

import pytest

from provenance import ingest
from provenance.terms import BlockKind


def links_of(text: str) -> list[tuple[str, str]]:
    article = ingest.read_bytes(text.encode(), name="a.md")
    return [(link.span.of(article.text), link.url) for link in article.links]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ('Say [the *words*](https://a.example/x "t").', [("the *words*", "https://a.example/x")]),
        ("[**bold**](https://a.example/a_(b)) it.", [("bold", "https://a.example/a_(b)")]),
        ("See [that][1].\n\n[1]: <https://a.example/>", [("that", "https://a.example/")]),
        ("See [That].\n\n[that]: https://a.example/", [("That", "https://a.example/")]),
        ("At <https://a.example/x>.", [("https://a.example/x", "https://a.example/x")]),
        ("An <a href='https://a.example/'>old</a> way.", [("old", "https://a.example/")]),
        ("[here](#part) [m](mailto:a@b.c) [r](../x)", []),
        ("![picture](https://a.example/p.png) only", []),
        ("`[no](https://a.example/)`", [("https://a.example/", "https://a.example/")]),
    ],
    ids=[
        "inline",
        "brackets",
        "reference",
        "shortcut",
        "auto",
        "html",
        "no address",
        "image",
        "code",
    ],
)
def test_link_hangs_on_the_words_of_its_anchor(text: str, links: list[tuple[str, str]]) -> None:
    assert links == links_of(text)


def test_footnote_reference_carries_the_address_of_the_note() -> None:
    text = "It held.[^1] Nobody was hurt.\n\n[^1]: Board, https://a.example/note"

    assert ("[^1]", "https://a.example/note") in links_of(text)


def test_editors_brackets_are_no_link() -> None:
    article = ingest.read_bytes("He said “any year [of work] counts”.".encode(), name="a.md")

    assert article.text == article.prose


def test_kinds_follow_the_markup() -> None:
    text = (
        "# Dam holds\n\n*By Jo Fell, 4 March 2026*\n\n"
        "The **dam** held all night, the board said.\n\n"
        "> We slept.\n> Badly.\n\nWhat now\n--------\n\n1. Wait a little.\n2. Look\n   again.\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n***\n\nIt will rain."
    )
    article = ingest.read_bytes(text.encode(), name="a.md")

    assert [
        ("heading", 1),
        ("byline", None),
        ("paragraph", None),
        ("block-quote", None),
        ("heading", 2),
        ("list-item", None),
        ("list-item", None),
        ("table", None),
        ("code", None),
        ("paragraph", None),
    ] == [(block.kind.value, block.level) for block in article.blocks]


def test_prose_has_no_marks_left() -> None:
    text = "A *b* __c__ ~~d~~ \\*e <b>f</b> [g](https://x.example/) snake_case 5 * 3"
    article = ingest.read_bytes(text.encode(), name="a.md")

    assert "A b c d *e f g snake_case 5 * 3" == " ".join(article.prose.split())


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: 'Dam holds'\ndate: 2026-03-04\nauthor: Jo Fell\n---\n",
        "---\r\ntitre: Dam holds\r\npublished: 2026-03-04\r\nauthors:\r\n  - Jo Fell\r\n---\r\n",
        '+++\ntitle = "Dam holds"\ndate = 2026-03-04\nauthors = ["Jo Fell"]\n+++\n',
        '---\ntitel: "Dam holds"\ndatum: 2026-03-04\nautor: [Jo Fell]\n---\n',
    ],
)
def test_front_matter_is_metadata_and_never_prose(front: str) -> None:
    article = ingest.read_bytes(
        f"{front}\nThe dam held all night, they said.".encode(), name="a.md"
    )

    assert ("Dam holds", ("Jo Fell",), "2026-03-04") == (
        article.metadata.title,
        article.metadata.authors,
        article.metadata.published.value,
    )
    assert [BlockKind.BOILERPLATE, BlockKind.PARAGRAPH] == [b.kind for b in article.blocks]


def test_rule_at_the_top_is_not_front_matter() -> None:
    article = ingest.read_bytes(b"---\n\nThe dam held all night, they said.\n\n---\n", name="a.md")

    assert [BlockKind.PARAGRAPH] == [block.kind for block in article.blocks]
