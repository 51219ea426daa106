"""Archives cut into slices and read: every broken thing is a row, and nothing stops the reading."""

import datetime
import functools
import gzip
import io
import json
import os
import tracemalloc
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from object_stores import object_store
from store_builders import PAGE, URL, http, record, response, write_warc

import provenance
from provenance.corpus.columns import Columns
from provenance.corpus.reading import Limits, Record, Unreadable, read_slice, to_article
from provenance.corpus.slices import InputKind, Sizes, Slice, plan_slices
from provenance.errors import InputError
from provenance.terms import Reason

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TEXT = "Night buses run from January, said mayor Ann Low. The council voted on Tuesday."
GERMAN = "Müßige Bürger grüßen fröhlich die schöne Kölner Königin, sagte er später."
HTML = "Content-Type: text/html; charset=utf-8"
HUNDRED = 100_000_000
packed = functools.partial(gzip.compress, mtime=0)
"""Without a clock in it: workers must see the same cases."""

Outcome = tuple[str, str]


def found_in(
    *inputs: Path, sizes: Sizes | None = None, limits: Limits | None = None
) -> list[Record | Unreadable]:
    return [
        one
        for piece in plan_slices(inputs, sizes=sizes)
        for one in read_slice(piece, limits=limits)
    ]


def told(found: Sequence[Record | Unreadable]) -> list[str]:
    """``"read"``, or the reason why not, of each."""
    return ["read" if isinstance(one, Record) else one.reason.value for one in found]


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def records_in(*inputs: Path, limits: Limits | None = None) -> list[Record]:
    return [one for one in found_in(*inputs, limits=limits) if isinstance(one, Record)]


# WARC

GOOD = response(PAGE, HTML)


@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param([GOOD], ["read"], id="a page"),
        pytest.param([GOOD, GOOD], ["read", "read"], id="one address twice"),
        pytest.param([record("resource", PAGE, Content_Type="text/html")], ["read"], id="resource"),
        pytest.param([record("conversion", b"Words.", Content_Type="text/plain")], ["read"],
                     id="text of a WET file"),
        pytest.param([response(PAGE)], ["read"], id="a page without a type"),
        pytest.param([record("warcinfo", b"x"), record("request", b"x"), record("metadata", b"x")],
                     [], id="what is no article by its kind"),
        pytest.param([response(b"", HTML)], ["empty"], id="no payload"),
        pytest.param([response(b" \n", HTML)], ["empty"], id="a blank payload"),
        pytest.param([record("response", b"")], ["unreadable"], id="no response at all"),
        pytest.param([response(b"\x89PNG", "Content-Type: image/png")], ["not-html"], id="picture"),
        pytest.param([response(b"\x00\x01")], ["not-html"], id="bytes without a type"),
        pytest.param([response(PAGE, HTML, status="404 Not Found")], ["http-404"], id="missing"),
        pytest.param([response(PAGE, HTML, status="503 Busy")], ["http-5xx"], id="busy"),
        pytest.param([response(b"", status="301 Moved")], ["not-an-article"], id="moved"),
        pytest.param([record("revisit", http(b""))], ["unchanged"], id="revisit"),
        pytest.param([response(PAGE, HTML, "Content-Encoding: br")], ["bad-encoding"], id="brotli"),
        pytest.param([response(packed(PAGE)[:-9], HTML, "Content-Encoding: gzip")], ["unreadable"],
                     id="a packed body cut short"),
        pytest.param([record("strange", b"x")], ["not-an-article"], id="unknown kind"),
    ],
)  # fmt: skip
def test_each_record_of_a_crawl_is_read_or_tells_why_not(
    records: list[bytes], expected: list[str], suffix: str, tmp_path: Path
) -> None:
    found = found_in(write_warc(tmp_path / f"crawl.{suffix}", *records))

    assert expected == told(found)
    assert list(range(len(found))) == [one.place for one in found]


BEYOND = GOOD.replace(b"Content-Length: 1", b"Content-Length: 9")


@pytest.mark.parametrize(
    ("suffix", "broken", "expected"),
    [
        pytest.param("warc.gz", BEYOND, ["unreadable", "read"], id="a length beyond its member"),
        # Where records have no members, nobody can tell the next one from what it says of itself.
        pytest.param("warc", BEYOND, ["unreadable"], id="a length beyond the file"),
        *(
            pytest.param(suffix, broken, ["unreadable", "read"], id=f"{what}, {suffix}")
            for suffix in ("warc", "warc.gz")
            for what, broken in (
                ("no length", GOOD.replace(b"Content-Length", b"Content-Longth")),
                ("no head", b"WARC/1.0\r\nbroken\r\n\r\n"),
                ("no record", b"Some words.\r\n"),
            )
        ),
    ],
)
def test_behind_a_broken_record_the_next_is_read(
    suffix: str, broken: bytes, expected: list[str], tmp_path: Path
) -> None:
    assert expected == told(found_in(write_warc(tmp_path / f"crawl.{suffix}", broken, GOOD)))


@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
def test_a_length_that_is_too_short_is_told_beside_the_record(suffix: str, tmp_path: Path) -> None:
    size = len(http(PAGE, HTML))
    short = GOOD.replace(b"Length: %d" % size, b"Length: %d" % (size - 20))

    found = found_in(write_warc(tmp_path / f"a.{suffix}", short, GOOD))

    assert ["read", "unreadable", "read"] == told(found)


def test_a_page_of_a_crawl_keeps_its_address_its_charset_and_its_place(tmp_path: Path) -> None:
    page = "<html><body><p>Der Bürgermeister kündigte neue Busse an.</p></body></html>"
    latin = response(page.encode("latin-1"), "Content-Type: text/html; charset=ISO-8859-1")
    utf8 = response(page.encode(), HTML)
    crawl = write_warc(tmp_path / "crawl.warc.gz", latin, utf8)

    first, second = records_in(crawl)

    assert (URL, "iso-8859-1", "utf-8") == (first.address, first.charset, second.charset)
    assert ["crawl.warc.gz, byte 0", f"crawl.warc.gz, byte {len(gzip.compress(latin))}"] == [
        first.origin,
        second.origin,
    ]
    assert to_article(first).text == to_article(second).text
    assert "Bürgermeister" in to_article(first).text


def test_one_page_that_is_held_twice_is_two_articles(tmp_path: Path) -> None:
    every = [to_article(one) for one in records_in(write_warc(tmp_path / "a.warc", GOOD, GOOD))]

    assert 2 == len({one.id for one in every})
    assert {URL} == {one.metadata.url for one in every}


def test_the_id_of_an_article_does_not_hang_on_its_neighbours(tmp_path: Path) -> None:
    other = response(b"<p>Something else is told here today.</p>", HTML)
    alone = write_warc(tmp_path / "a.warc.gz", GOOD)
    before = [to_article(one).id for one in records_in(alone)]

    write_warc(tmp_path / "a.warc.gz", GOOD, other)

    assert before == [to_article(one).id for one in records_in(alone)][:1]


def test_records_that_share_one_gzip_member_have_origins_of_their_own(tmp_path: Path) -> None:
    crawl = written(tmp_path / "a.warc.gz", packed(GOOD * 3))

    found = found_in(crawl, sizes=Sizes(bytes=10))

    assert ["read"] * 3 == told(found)
    assert 3 == len({one.origin for one in found})


@pytest.mark.parametrize("kept", [20, 60, -12])
def test_a_crawl_that_ends_early_gives_what_stands_before(kept: int, tmp_path: Path) -> None:
    whole = packed(GOOD)
    crawl = written(tmp_path / "a.warc.gz", whole * 2 + whole[:kept])

    assert ["read", "read", "unreadable"] == told(found_in(crawl))


def test_a_page_that_quotes_the_beginning_of_a_record_is_one_page(tmp_path: Path) -> None:
    trap = response(b"<p>How crawls look:</p>\n" + GOOD * 2, HTML)
    crawl = write_warc(tmp_path / "a.warc", trap, GOOD)

    found = found_in(crawl, sizes=Sizes(bytes=100))

    assert ["read", "read"] == told(found)


# JSON Lines


def line(**values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz"])
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(line(articleBody=TEXT), ["read"], id="schema.org"),
        pytest.param(line(text=TEXT) * 2, ["read", "read"], id="two alike"),
        pytest.param(line(text=TEXT).strip(), ["read"], id="no end of line"),
        pytest.param(b"\xef\xbb\xbf" + line(text=TEXT), ["read"], id="byte order mark"),
        pytest.param(line(text=TEXT).replace(b"\n", b"\r\n") * 2, ["read", "read"], id="CRLF"),
        pytest.param(b"\n\n \n" + line(text=TEXT), ["read"], id="blank lines"),
        pytest.param(line(text="\u2028\u0085 one \r line"), ["read"], id="other line ends inside"),
        pytest.param(line(text=GERMAN).decode().encode("latin-1"), ["read"], id="latin-1"),
        pytest.param(b'{"text": "x\n' + line(text=TEXT), ["not-an-article", "read"], id="no JSON"),
        pytest.param(b"[1, 2]\n", ["not-an-article"], id="no object"),
        pytest.param(line(headline="x"), ["not-an-article"], id="no text"),
        pytest.param(line(text=" ") + line(text=None) + line(text=7), ["empty"] * 3, id="empty"),
        pytest.param(line(text="", html="<p>Words.</p>"), ["read"], id="the page for the text"),
        pytest.param(b'{"text":' + b"[" * 99_999 + b"\n", ["too-deep"], id="nested"),
        pytest.param(b"\x00\x01\x02\xff" * 40 + b"\n", ["binary"], id="binary"),
        pytest.param(b'{"text": "\\ud800 and on"}\n', ["read"], id="half a surrogate"),
    ],
)
def test_each_line_is_read_or_tells_why_not(
    data: bytes, expected: list[str], suffix: str, tmp_path: Path
) -> None:
    feed = written(tmp_path / f"feed.{suffix}", packed(data) if suffix.endswith("gz") else data)

    found = found_in(feed)

    assert expected == told(found)
    assert all(to_article(one).text for one in found if isinstance(one, Record))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(packed(line(text=TEXT) * 9)[:-12], "ends early", id="cut"),
        pytest.param(packed(line(text=TEXT)) + b"\x1f\x8b\x08junk", "damaged", id="damaged"),
        pytest.param(packed(line(text=TEXT)) + b"junk", "damaged", id="something behind it"),
    ],
)
@pytest.mark.parametrize("size", [1, 40, 1 << 20])
def test_damage_in_a_packed_feed_is_told_once(
    data: bytes, expected: str, size: int, tmp_path: Path
) -> None:
    found = found_in(written(tmp_path / "feed.jsonl.gz", data), sizes=Sizes(bytes=size))

    *before, last = found
    assert isinstance(last, Unreadable)
    assert expected in last.detail
    assert {"read"} == set(told(before))


def test_a_line_tells_who_published_it_when_and_where(tmp_path: Path) -> None:
    feed = written(tmp_path / "feed.jsonl", line(
        articleBody=TEXT, headline="Night buses", url="https://echo.example/buses",
        publisher={"@type": "Organization", "name": "The Echo"}, inLanguage="en-GB",
        datePublished="2026-03-01T10:00:00Z", author=[{"name": "Ida Berg"}],
    ))  # fmt: skip

    (one,) = records_in(feed)
    known = to_article(one).metadata

    assert ("Night buses", "The Echo") == (known.title, known.outlet)
    assert ("2026-03-01T10:00:00Z", ("Ida Berg",)) == (known.published.value, known.authors)
    assert ("https://echo.example/buses", "en") == (known.url, known.language)


# Parquet


def table(path: Path, rows: int = 1, *, group: int = 1_000, **columns: object) -> Path:
    values = {name: one if isinstance(one, list) else [one] * rows for name, one in columns.items()}
    pq.write_table(pa.table(values), path, row_group_size=group)
    return path


@pytest.mark.parametrize(
    ("columns", "field", "expected"),
    [
        ({"text": TEXT}, "body", TEXT),
        ({"Article_Body": TEXT, "html": "<p>x</p>"}, "body", TEXT),
        ({"html": "<p>Words.</p>"}, "media_type", "text/html"),
        ({"body": "<p>Words.</p>"}, "media_type", "text/html"),
        ({"content": "x < y, said Ann."}, "media_type", "text/plain"),
        ({"text": TEXT.encode()}, "body", TEXT),
        ({"text": GERMAN.encode("latin-1")}, "body", GERMAN),
        ({"text": TEXT, "url": URL}, "address", URL),
        ({"text": TEXT, "Link": URL}, "address", URL),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "address", None),
        ({"text": TEXT, "url": "https://x.example/" + "a" * 9_999}, "address", None),
        ({"text": TEXT, "source": "The Echo"}, "outlet", "The Echo"),
        ({"text": TEXT, "source": "https://echo.example/x"}, "outlet", "echo.example"),
        ({"text": TEXT, "publish_date": "1 March 2026"}, "published", "2026-03-01"),
        ({"text": TEXT, "date": datetime.date(2026, 3, 1)}, "published", "2026-03-01"),
        ({"text": TEXT, "date": 1_772_323_200}, "published", None),
        ({"text": TEXT, "date": "soon"}, "published", None),
        ({"text": TEXT, "lang": "de"}, "language", "de"),
        ({"text": TEXT, "title": " Night\n buses "}, "title", "Night buses"),
        ({"text": TEXT, "authors": [["Ida Berg", "Jo Ek"]]}, "authors", ("Ida Berg", "Jo Ek")),
    ],
    ids=str,
)
def test_columns_are_found_by_name(
    columns: dict[str, Any], field: str, expected: object, tmp_path: Path
) -> None:
    (one,) = records_in(table(tmp_path / "rows.parquet", **columns))

    assert expected == getattr(one, field)
    assert "rows.parquet, row 0" == one.origin


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_of_a_table_are_read_in_every_unit(unit: str, tmp_path: Path) -> None:
    noon = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
    values = pa.array([noon, None], pa.timestamp(unit, "UTC"))
    pq.write_table(pa.table({"text": [TEXT] * 2, "published": values}), tmp_path / "a.parquet")

    found = records_in(tmp_path / "a.parquet")

    assert ["2026-03-01T12:00:00+00:00", None] == [one.published for one in found]


def test_a_year_that_python_does_not_know_costs_only_the_date(tmp_path: Path) -> None:
    values = pa.array([1 << 61, 0], pa.timestamp("us"))
    pq.write_table(pa.table({"text": [TEXT] * 2, "published": values}), tmp_path / "a.parquet")

    found = records_in(tmp_path / "a.parquet")

    assert [None, "1970-01-01"] == [one.published for one in found]


def test_a_value_that_is_no_utf8_is_read_as_what_it_is_like(tmp_path: Path) -> None:
    bad = GERMAN.encode("latin-1")
    ends = pa.py_buffer(pa.array([0, len(bad), 2 * len(bad)], pa.int32()).buffers()[1])
    values = pa.Array.from_buffers(pa.string(), 2, [None, ends, pa.py_buffer(bad * 2)])
    pq.write_table(pa.table({"text": values}), tmp_path / "a.parquet")

    found = records_in(tmp_path / "a.parquet")

    assert [GERMAN] * 2 == [one.body for one in found]


def test_other_names_of_columns_can_be_given(tmp_path: Path) -> None:
    rows = table(tmp_path / "a.parquet", Inhalt="Neue Busse fahren bald.", text="x")
    (piece,) = plan_slices(rows)

    (one,) = read_slice(piece, columns=Columns().with_names(body="inhalt"))

    assert isinstance(one, Record)
    assert "Neue Busse fahren bald." == one.body
    with pytest.raises(TypeError):
        Columns().with_names(inhalt="body")


def test_a_row_without_a_text_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    rows = table(tmp_path / "a.parquet", text=[TEXT, None, " ", TEXT])

    assert ["read", "empty", "empty", "read"] == told(found_in(rows))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda data: data, ["read", "read"]),
        (lambda data: data[:-40], ["unreadable"]),
        (lambda data: data[:4] + b"\xff" * 60 + data[64:], ["unreadable"]),
        (lambda _: b"PAR1 and no more of it PAR1", ["unreadable"]),
        (lambda _: TEXT.encode(), ["unreadable"]),
    ],
    ids=["whole", "cut", "damaged pages", "no foot", "no table"],
)
def test_a_damaged_table_is_one_row_among_the_failures(
    change: Callable[[bytes], bytes], expected: list[str], tmp_path: Path
) -> None:
    rows = table(tmp_path / "a.parquet", rows=2, text=TEXT)
    rows.write_bytes(change(rows.read_bytes()))

    assert expected == told(found_in(rows))


def test_a_table_without_a_text_names_its_columns(tmp_path: Path) -> None:
    (one,) = found_in(table(tmp_path / "a.parquet", price=3, colour="red"))

    assert isinstance(one, Unreadable)
    assert (Reason.NOT_AN_ARTICLE, True) == (one.reason, "price, colour" in one.detail)


# Files and folders


def test_a_folder_gives_its_articles_and_archives_and_passes_over_the_rest(tmp_path: Path) -> None:
    news = tmp_path / "news"
    for folder in (news / "sub", news / "tables" / "_done", news / "cited"):
        folder.mkdir(parents=True)
    for name in ("b.html", "sub/a.txt", "c.md", "x.png", ".hidden.txt", "tables/t.txt"):
        written(news / name, PAGE)
    written(news / "cited" / "sources.toml", b"")
    written(news / "cited" / "law.txt", b"Of buses.")
    written(news / "d.jsonl", line(text=TEXT))
    written(news / "mine.html", b"<!-- provenance-report-marker --><p>A report.</p>")
    written(news / "e.json", line(articleBody=TEXT))

    found = found_in(news)

    assert {
        "news/b.html": "read",
        "news/c.md": "read",
        "news/d.jsonl, byte 0": "read",
        "news/e.json": "read",
        "news/mine.html": "own-output",
        "news/sub/a.txt": "read",
    } == dict(zip([one.origin for one in found], told(found), strict=True))


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(lambda path: path.write_bytes(b""), "empty", id="empty"),
        pytest.param(lambda path: path.symlink_to("gone"), "not-found", id="gone"),
        pytest.param(lambda path: path.symlink_to(path), "unreadable", id="a link to itself"),
        pytest.param(os.mkfifo, "unreadable", id="a pipe"),
    ],
)
@pytest.mark.parametrize("name", ["a.html", "a.warc.gz", "a.jsonl", "a.jsonl.gz", "a.parquet"])
def test_a_file_that_cannot_be_read_is_told_and_the_next_is_read(
    make: Callable[[Path], object], expected: str, name: str, tmp_path: Path
) -> None:
    make(tmp_path / name)
    written(tmp_path / "b.txt", TEXT.encode())

    found = found_in(tmp_path)

    assert [expected, "read"] == told(found)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"\x00\x01\x02\xff" * 40, Reason.BINARY),
        ("a.html", b"<div>" * 100_000, Reason.TOO_DEEP),
        ("a.json", b'{"price": 3}', Reason.NOT_AN_ARTICLE),
        ("a.txt", b"\xef\xbb\xbf\r\n", Reason.EMPTY),
    ],
)
def test_a_file_that_holds_no_article_says_so(
    name: str, data: bytes, expected: Reason, tmp_path: Path
) -> None:
    (one,) = records_in(written(tmp_path / name, data))

    with pytest.raises(InputError) as refused:
        to_article(one)
    assert expected is refused.value.reason


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.news"])
def test_a_file_of_a_corpus_is_read_as_it_is_alone(name: str, tmp_path: Path) -> None:
    data = {".html": PAGE, ".json": line(articleBody=TEXT)}.get(Path(name).suffix, TEXT.encode())
    file = written(tmp_path / name, data)

    (one,) = records_in(file)
    article, alone = to_article(one), provenance.read(file)

    assert alone == attrs.evolve(article, id=alone.id)


def test_one_article_is_the_same_from_a_line_and_from_a_row(tmp_path: Path) -> None:
    values: dict[str, Any] = {
        "text": TEXT,
        "title": "Night buses",
        "date": "2026-03-01",
        "outlet": "The Echo",
    }
    feed = written(tmp_path / "a.jsonl", line(**values))
    rows = table(tmp_path / "a.parquet", **values)

    left, right = (to_article(one) for path in (feed, rows) for one in records_in(path))

    assert (left.text, left.metadata, left.blocks) == (right.text, right.metadata, right.blocks)
    assert left.id != right.id


# What a slice is


def test_the_same_inputs_give_the_same_slices(tmp_path: Path) -> None:
    for number in range(7):
        written(tmp_path / f"{number}.txt", TEXT.encode())
    written(tmp_path / "feed.jsonl", line(text=TEXT) * 20)
    sizes = Sizes(files=3, bytes=500)

    first, again = (list(plan_slices(tmp_path, sizes=sizes)) for _ in range(2))

    assert first == again
    assert len(first) == len({one.id for one in first})
    assert [3, 3, 1] == [len(one.files) for one in first if one.kind is InputKind.FILES]
    assert [f"00000-{number:06d}" for number in range(len(first))] == [one.id for one in first]


def test_a_small_input_is_cut_finer_for_several_workers(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for number in range(120):
        written(tmp_path / "texts" / f"{number}.txt", TEXT.encode())
    feed = written(tmp_path / "feed.jsonl", line(text=TEXT * 100) * 1_000)
    rows = tmp_path / "rows.parquet"
    pq.write_table(pa.table({"text": [TEXT] * 3_200}), rows)
    slices = {path: list(plan_slices(path)) for path in (tmp_path / "texts", feed, rows)}

    assert [50, 50, 20] == [len(one.files) for one in slices[tmp_path / "texts"]]
    assert 32 >= len(slices[feed]) > feed.stat().st_size // (1 << 20)
    assert [100] * 32 == [one.end - one.start for one in slices[rows]]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.parquet", "a.warc"])
def test_a_changed_input_is_another_slice(name: str, tmp_path: Path) -> None:
    file = written(tmp_path / name, b"one")
    (before,) = plan_slices(file)

    file.write_bytes(b"three")

    (after,) = plan_slices(file)
    assert (before.id, before.name) == (after.id, after.name)
    assert before.stamp != after.stamp


def test_slices_do_not_say_where_the_inputs_lie(tmp_path: Path) -> None:
    for place in ("here", "there/deeper"):
        (tmp_path / place / "news").mkdir(parents=True)
        written(tmp_path / place / "news" / "a.txt", TEXT.encode())

    ids = [
        [to_article(one).id for one in records_in(tmp_path / place / "news")]
        for place in ("here", "there/deeper")
    ]

    assert ids[0] == ids[1]


def test_two_inputs_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for place in ("one", "two"):
        (tmp_path / place / "news").mkdir(parents=True)
        written(tmp_path / place / "news" / "a.txt", TEXT.encode())

    found = records_in(tmp_path / "one" / "news", tmp_path / "two" / "news")

    assert ["#0/news/a.txt", "#1/news/a.txt"] == [one.origin for one in found]
    assert 2 == len({to_article(one).id for one in found})


def test_what_is_given_twice_is_read_once(tmp_path: Path) -> None:
    file = written(tmp_path / "a.txt", TEXT.encode())

    assert 1 == len(found_in(tmp_path, file, tmp_path / ".." / tmp_path.name))


def test_files_that_are_named_in_a_row_share_a_slice(tmp_path: Path) -> None:
    files = [written(tmp_path / f"{number}.txt", TEXT.encode()) for number in range(5)]
    feed = written(tmp_path / "feed.jsonl", line(text=TEXT))

    pieces = list(plan_slices([*files[:3], feed, *files[3:]], sizes=Sizes(files=2)))

    assert [2, 1, 0, 2] == [len(piece.files) for piece in pieces]
    assert ["00000-000000", "00000-000001", "00003-000000", "00004-000000"] == [
        piece.id for piece in pieces
    ]


def test_globs_are_sorted_and_what_fits_nothing_is_refused(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.html"):
        written(tmp_path / name, PAGE)

    assert ["a.txt", "b.txt"] == [one.origin for one in found_in(tmp_path / "*.txt")]
    for nothing in ("*.warc", "gone.warc", "gone/"):
        with pytest.raises(InputError, match="no such file, folder or glob"):
            list(plan_slices(tmp_path / nothing))
    with pytest.raises(InputError):
        list(plan_slices(""))


def outcomes(found: Sequence[Record | Unreadable]) -> list[Outcome]:
    return [
        (one.origin, str(one.body) if isinstance(one, Record) else one.reason.value)
        for one in found
    ]


PIECES = st.sampled_from(
    [
        GOOD,
        response(PAGE * 9, HTML),
        GOOD.replace(b"Content-Length: 1", b"Content-Length: 9"),
        b"WARC/1.0\r\nbroken\r\n\r\n",
        b"junk\n",
        response(b"<p>quoted:</p>\n" + GOOD, HTML),
    ]
)


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "gzip"])
@given(pieces=st.lists(PIECES, max_size=8), size=st.integers(1, 2_000), cut=st.integers(0, 30))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_a_crawl_is_cut_the_same_is_found_once(
    is_packed: bool, pieces: list[bytes], size: int, cut: int, tmp_path: Path
) -> None:
    data = b"".join(packed(one) if is_packed else one for one in pieces)
    crawl = written(tmp_path / "a.warc", data[: len(data) - cut])

    whole = found_in(crawl, sizes=Sizes(bytes=1 << 30))

    assert outcomes(whole) == outcomes(found_in(crawl, sizes=Sizes(bytes=size)))


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "gzip"])
@given(
    lines=st.lists(
        st.sampled_from([line(text="Words."), b"\n", b"no JSON\n", line(text=TEXT * 9)]), max_size=9
    ),
    size=st.integers(1, 400),
    cut=st.integers(0, 12),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_a_feed_is_cut_the_same_is_found_once(
    is_packed: bool, lines: list[bytes], size: int, cut: int, tmp_path: Path
) -> None:
    data = packed(b"".join(lines)) if is_packed else b"".join(lines)
    feed = written(tmp_path / "a.jsonl", data[: max(3, len(data) - cut)])

    whole = found_in(feed, sizes=Sizes(bytes=1 << 30))

    assert outcomes(whole) == outcomes(found_in(feed, sizes=Sizes(bytes=size)))


@pytest.mark.parametrize("step", [1, 7, 10, 1_000])
def test_however_a_table_is_cut_each_row_is_found_once(step: int, tmp_path: Path) -> None:
    texts = [f"Bus {number} runs at night." for number in range(53)]
    rows = table(tmp_path / "a.parquet", text=texts, group=20)

    found = found_in(rows, sizes=Sizes(rows=step))

    assert [f"a.parquet, row {number}" for number in range(53)] == [one.origin for one in found]
    assert texts == [one.body for one in found if isinstance(one, Record)]


def test_a_slice_of_a_table_that_shrank_since_is_no_error(tmp_path: Path) -> None:
    rows = table(tmp_path / "a.parquet", rows=40, text=TEXT)
    *_, last = plan_slices(rows, sizes=Sizes(rows=10))
    table(rows, rows=3, text=TEXT)

    assert [] == list(read_slice(last))


# A record of 100 MB


def holes(path: Path, before: bytes, after: bytes) -> Path:
    """A file that says to hold 100 MB between the two, and takes no room on the disk."""
    with path.open("wb") as stream:
        stream.write(before)
        stream.seek(HUNDRED, io.SEEK_CUR)
        stream.write(after)
    return path


def huge_record() -> bytes:
    return record("response", b"", Content_Length=str(HUNDRED))[:-4]


def huge_member(path: Path) -> Path:
    packing = zlib.compressobj(1, zlib.DEFLATED, 31)
    data = packing.compress(huge_record())
    data += b"".join(packing.compress(bytes(1_000_000)) for _ in range(100))
    return written(path, packed(GOOD) + data + packing.flush() + packed(GOOD))


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(
            lambda folder: holes(folder / "a.warc", GOOD + huge_record(), b"\r\n\r\n" + GOOD),
            ["read", "too-large", "read"],
            id="crawl",
        ),
        pytest.param(
            lambda folder: huge_member(folder / "a.warc.gz"),
            ["read", "too-large", "read"],
            id="packed crawl",
        ),
        pytest.param(
            lambda folder: holes(folder / "a.jsonl", line(text=TEXT), b"\n" + line(text=TEXT)),
            ["read", "too-large", "read"],
            id="feed",
        ),
        pytest.param(lambda folder: holes(folder / "a.txt", b"", b""), ["too-large"], id="file"),
    ],
)
def test_a_record_of_100_mb_is_refused_without_being_read_whole(
    make: Callable[[Path], Path], expected: list[str], tmp_path: Path
) -> None:
    path = make(tmp_path)
    if path.suffix == ".txt":
        os.truncate(path, HUNDRED)
    tracemalloc.start()
    try:
        found = found_in(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert expected == told(found)
    assert peak < 48 << 20


@pytest.mark.slow
def test_a_feed_that_unpacks_to_a_thousand_times_its_size_is_left(tmp_path: Path) -> None:
    packing = zlib.compressobj(1, zlib.DEFLATED, 31)
    bomb = packing.compress(line(text=TEXT))
    bomb += b"".join(packing.compress(b"\n" * 1_000_000) for _ in range(270)) + packing.flush()

    first, last = found_in(written(tmp_path / "a.jsonl.gz", bomb))

    assert isinstance(first, Record)
    assert isinstance(last, Unreadable)
    assert "over 200 times its size" in last.detail


@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
def test_what_a_record_that_is_too_long_holds_is_no_record(suffix: str, tmp_path: Path) -> None:
    """A crawl within a crawl, as bytes that gzip leaves as they are."""
    inner = (packed(GOOD) if suffix == "warc.gz" else GOOD) * 3_000
    outer = response(inner, "Content-Type: application/warc")
    crawl = tmp_path / f"a.{suffix}"
    pack = functools.partial(gzip.compress, compresslevel=0) if suffix == "warc.gz" else bytes
    written(crawl, b"".join(map(pack, (GOOD, outer, GOOD))))

    found = found_in(crawl, sizes=Sizes(bytes=100), limits=Limits(max_record=1_000))

    assert ["read", "too-large", "read"] == told(found)


def test_a_limit_holds_for_every_kind_of_record(tmp_path: Path) -> None:
    limits = Limits(max_record=2_000)
    long = TEXT * 40
    write_warc(tmp_path / "a.warc.gz", response(f"<p>{long}</p>".encode(), HTML), GOOD)
    written(tmp_path / "b.jsonl", line(text=long) + line(text=TEXT))
    table(tmp_path / "c.parquet", text=[long, TEXT])
    written(tmp_path / "d.txt", long.encode())

    assert ["too-large", "read"] * 3 + ["too-large"] == told(found_in(tmp_path, limits=limits))


# Stores of objects


@pytest.mark.slow
def test_objects_of_a_store_are_read_by_range() -> None:
    """Against a server of ours on loopback; no store on the network was tried."""
    daft = pytest.importorskip("daft")
    rows = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT] * 3}), rows)
    objects = {
        "news/crawl/a.jsonl": line(text=TEXT) * 2,
        "news/crawl/b/c.warc.gz": packed(GOOD) * 2,
        "news/crawl/b/d.html": PAGE,
        "news/crawl/e.parquet": rows.getvalue(),
        "news/crawl/f.png": b"x",
    }

    with object_store(objects) as endpoint:
        told_of_store = daft.io.S3Config(
            endpoint_url=endpoint, anonymous=True, region_name="us-east-1", num_tries=1
        )
        storage = daft.io.IOConfig(s3=told_of_store)
        pieces = list(plan_slices("s3://news/crawl/", storage=storage))
        found = [one for piece in pieces for one in read_slice(piece, storage=storage)]
        gone = Slice(
            id="", input="s3://news/gone.jsonl", name="gone.jsonl", kind=InputKind.JSONL,
            start=0, end=9, stamp="",
        )  # fmt: skip
        missing = list(read_slice(gone, storage=storage))
        with pytest.raises(InputError, match="cannot list"):
            list(plan_slices("s3://news/nothing/", storage=storage))

    assert ["read"] * 8 == told(found)
    assert {"crawl/a.jsonl", "crawl/b/c.warc.gz", "crawl/e.parquet", "crawl/b/d.html"} == {
        one.name for one in pieces
    }
    assert ["unreadable"] == told(missing)


def test_every_name_of_a_column_stands_in_the_reference() -> None:
    page = (Path(__file__).parent.parent / "docs/reference/corpus-inputs.md").read_text("utf-8")
    rows = {
        parts[1].strip(): parts[2]
        for parts in (row.split("|") for row in page.splitlines())
        if len(parts) == 4
    }

    assert {
        field: ", ".join(f"`{name}`" for name in names)
        for field, names in attrs.asdict(Columns(), recurse=False).items()
    } == {field: rows[field].strip() for field in attrs.fields_dict(Columns)}
