"""Plain text and bytes: encodings, refusals, metadata, places."""

import hashlib
from pathlib import Path

import pytest

from provenance import ingest
from provenance.model import Article
from provenance.spans import Span
from provenance.terms import BlockKind, Completeness, PublishedBasis, Reason

SEEDS = Path(__file__).parent.parent / "seeds"
RUSSIAN = "Мост через реку закрыли до весны, сообщила администрация. Объезд займёт час.\n" * 4
FRENCH = "La mairie a fermé le pont « jusqu’à l’été », a déclaré l’adjointe. C’est déjà ça.\n" * 4
POLISH = "Most zamknięto do wiosny, poinformował urząd. Objazd zajmie godzinę, może więcej.\n" * 4


def words_of(article: Article, kind: BlockKind) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.kind is kind]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(text: str, encoding: str) -> None:
    assert text == ingest.read_bytes(text.encode(encoding), name="a.txt").text


def test_declared_charset_outranks_a_guess() -> None:
    data = "Łódź zamknęła most, podał urząd.".encode("iso8859-2")

    assert ingest.read_bytes(data, name="a.txt", charset="ISO-8859-2").text.startswith("Łódź")


def test_wrong_declared_charset_does_not_stop_reading() -> None:
    assert RUSSIAN == ingest.read_bytes(RUSSIAN.encode(), name="a.txt", charset="no-such").text


def test_one_broken_byte_costs_one_character() -> None:
    data = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()

    assert RUSSIAN + "\ufffd" + RUSSIAN == ingest.read_bytes(data, name="a.txt").text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"\xef\xbb\xbf\r\n \n", Reason.EMPTY),
        ("\u00a0\n".encode(), Reason.EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Reason.BINARY),
        (b"%PDF-1.7\n", Reason.BINARY),
        (bytes(range(256)) * 20, Reason.BINARY),
        (b"a " * (13 * 1024 * 1024), Reason.TOO_LARGE),
    ],
    ids=["nothing", "mark only", "blank only", "picture", "pdf", "bytes", "long"],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: Reason) -> None:
    with pytest.raises(ingest.InputError, match=r"'odd\.txt'") as caught:
        ingest.read_bytes(data, name="odd.txt")

    assert reason is caught.value.reason


def test_missing_file_and_folder_are_named_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(ingest.InputError, match=r"nowhere\.txt.*no such file") as missing:
        ingest.read(tmp_path / "nowhere.txt")
    with pytest.raises(ingest.InputError, match="is a folder"):
        ingest.read(tmp_path)

    assert Reason.NOT_FOUND is missing.value.reason


def test_unknown_media_type_is_refused() -> None:
    with pytest.raises(ingest.InputError, match="application/msword") as caught:
        ingest.read_bytes(b"words", name="a", media_type="application/msword; x=1")

    assert Reason.UNSUPPORTED_TYPE is caught.value.reason


def test_id_and_digest_come_from_the_bytes() -> None:
    data = "One sentence stands here.".encode("utf-16")
    digest = hashlib.sha256(data).hexdigest()
    article = ingest.read_bytes(data, name="folder/a.txt")

    assert (digest[:12], f"sha256:{digest}", "folder/a.txt") == (
        article.id,
        article.digest,
        article.path,
    )


@pytest.mark.parametrize(
    ("line", "value", "basis"),
    [
        (" date 2021-12-17 The council met.", "2021-12-17", PublishedBasis.GUESS),
        ("Oslo, 3 March 2026 – The council met.", "2026-03-03", PublishedBasis.TEXT),
        ("OSLO, March 3 (Meridian) – The council met.", None, PublishedBasis.UNKNOWN),
        ("The council met on 3 March 2026.", None, PublishedBasis.UNKNOWN),
    ],
)
def test_date_says_where_it_comes_from(line: str, value: str | None, basis: PublishedBasis) -> None:
    published = ingest.read_text(f"{line} It said nothing about the bridge.").metadata.published

    assert (value, basis) == (published.value, published.basis)


def test_what_the_caller_gives_outranks_the_text() -> None:
    article = ingest.read_text(
        "Oslo, 3 March 2026 – The council met.", outlet="A", published="2026-04-01", url="u"
    )

    assert "2026-04-01" == article.metadata.published.value
    assert PublishedBasis.GIVEN is article.metadata.published.basis
    assert ("A", "u") == (article.metadata.outlet, article.metadata.url)


def test_address_gives_a_date_as_a_guess() -> None:
    article = ingest.read_text("The council met.", url="https://a.example/2026/03/04/council")

    assert "2026-03-04" == article.metadata.published.value
    assert PublishedBasis.GUESS is article.metadata.published.basis


@pytest.mark.parametrize(
    ("text", "language"),
    [(RUSSIAN, "ru"), (FRENCH, "fr"), (POLISH, "pl"), ("Bridge shut.", "und")],
)
def test_language_is_told_or_left_open(text: str, language: str) -> None:
    assert language == ingest.read_text(text).metadata.language


@pytest.mark.parametrize(
    "last",
    [
        "Subscribe to read the full article.",
        "Cet article est réservé aux abonnés.",
        "Nur für Abonnenten",
        "The mayor then went on to say that the bridge [...]",
    ],
)
def test_wall_makes_the_text_incomplete(last: str) -> None:
    article = ingest.read_text(f"The council met on Monday and shut the old bridge.\n\n{last}")

    assert Completeness.FALSE is article.metadata.complete


@pytest.mark.parametrize(
    "claim",
    [
        "By Monday, Russia had left the town.",
        "De Madrid salieron cuarenta autobuses.",
        "Von Berlin aus fuhren zwei Züge.",
        "Anzeige erstattete der Verein am Montag.",
        "Реклама алкоголя запрещена с 2012 года.",
        "Эта статья кодекса предусматривает штраф.",
        "Netflix said on Monday that its newsletter has two million subscribers.",
        "The party wants to share power with its rival.",
        "Support for the bill fell to 31 percent.",
        "Weiterverhandelt wird am 14. Oktober in Koblenz.",
        "Read said he had seen the transcript.",
        "Routes 4 and 11 are to be funded.",
        "Nobody skis on an average.",
        "Print media lost 3 percent of their sales last year.",
        "Menu prices rose.",
    ],
)
def test_claim_that_looks_like_furniture_stays_a_paragraph(claim: str) -> None:
    around = "The council met on Monday and shut the old bridge for good, it said."
    article = ingest.read_text(f"Bridge shut\n\n{around}\n\n{claim}\n\n{around}\n\n{claim}")

    assert [around, claim, around, claim] == words_of(article, BlockKind.PARAGRAPH)


@pytest.mark.parametrize(
    ("line", "urls"),
    [
        ("See https://a.example/b_(c).", ["https://a.example/b_(c)"]),
        (
            "(https://a.example/x), then www.b.example/y!",
            ["https://a.example/x", "https://www.b.example/y"],
        ),
        ("“https://a.example/x”", ["https://a.example/x"]),
        ("mail a@b.example or say 3.5/4", []),
    ],
)
def test_bare_address_ends_before_the_punctuation(line: str, urls: list[str]) -> None:
    assert urls == [link.url for link in ingest.read_text(line).links]


def test_addresses_at_the_foot_are_listed_and_those_in_a_sentence_are_not() -> None:
    article = ingest.read_text(
        "The board said at https://a.example/1 that the dam would hold this spring.\n\n"
        "Sources:\n- Board: https://a.example/1\n2. https://b.example/2"
    )

    assert [False, True, True] == [link.listed for link in article.links]


def test_place_of_a_span_is_counted_in_lines_and_columns() -> None:
    article = ingest.read_bytes("\ufeffOne\r\ntwo three\n\nfour".encode(), name="a.txt")
    start = article.text.index("three")
    place = ingest.locate(article, Span(start, start + 5))

    assert (2, 5, 2, 10, False) == (
        place.line,
        place.column,
        place.end_line,
        place.end_column,
        place.approximate,
    )


def test_seeds_have_no_furniture_in_their_paragraphs() -> None:
    paragraphs = {
        path.stem[:3]: len(words_of(ingest.read(path), BlockKind.PARAGRAPH))
        for path in SEEDS.glob("*.txt")
    }

    assert {"000": 18, "001": 14, "002": 9, "003": 20, "004": 8} == paragraphs
