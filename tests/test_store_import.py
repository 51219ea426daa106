"""Any WARC file in, one WARC file out; what other tools wrote, and what they read of ours."""

import functools
import gzip
import io
import zlib
from pathlib import Path

import pytest
from store_builders import (
    LONG,
    NOON,
    PAGE,
    URL,
    captured,
    evidence_in,
    failed,
    http,
    record,
    response,
    write_warc,
)
from test_store import AWKWARD
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from provenance.errors import InputError, StoreError
from provenance.model import Capture, FetchFailure
from provenance.sources import load_sources
from provenance.store import ImportResult, Store
from provenance.terms import CapturedBy, DocumentStatus, Reason

zipped = functools.partial(gzip.compress, mtime=0)
"""Without a clock in it: workers must see the same cases."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store")


def take(store: Store, path: Path, *records: bytes) -> ImportResult:
    return store.import_warc(write_warc(path, *records))


def body_of(store: Store, url: str = URL) -> bytes:
    result = store.get(url)
    assert isinstance(result, Capture)
    return result.body


# Out and in again


def test_what_is_exported_comes_back_equal(store: Store, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("The words of the picture.")
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    store.put_all(AWKWARD)
    store.add_file("https://b.example/post", picture, captured_at=NOON, text=words)

    count = store.export(tmp_path / "all.warc.gz")
    other = Store.open(tmp_path / "other")
    result = other.import_warc(tmp_path / "all.warc.gz")

    assert (len(AWKWARD) + 2, ()) == (count, result.bad)
    assert [store.read(s) for s in store.snapshots()] == [other.read(s) for s in other.snapshots()]
    assert b"The words of the picture." == body_of(other, "https://b.example/post")


def test_the_same_store_gives_the_same_export(store: Store, tmp_path: Path) -> None:
    store.put_all(AWKWARD)
    store.export(tmp_path / "a.warc.gz")
    other = Store.open(tmp_path / "other")
    for result in reversed(AWKWARD):
        other.put(result)
    other.export(tmp_path / "b.warc.gz")

    assert (tmp_path / "a.warc.gz").read_bytes() == (tmp_path / "b.warc.gz").read_bytes()


def test_an_export_of_some_needs_no_other_file(store: Store, tmp_path: Path) -> None:
    """What a store only refers to, an export holds."""
    store.put(captured(body=LONG))
    store.put(captured(body=LONG, url=URL + "2"))

    store.export(tmp_path / "some.warc.gz", urls=[URL + "2"])
    other = Store.open(tmp_path / "other")
    other.import_warc(tmp_path / "some.warc.gz")

    assert [URL + "2"] == [snapshot.url for snapshot in other.snapshots()]
    assert LONG == body_of(other, URL + "2")


def test_nothing_to_export_is_an_error_and_no_file(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing of that"):
        store.export(tmp_path / "none.warc.gz", urls=[URL])

    assert not (tmp_path / "none.warc.gz").exists()


def test_an_export_that_fails_leaves_the_old_file(store: Store, tmp_path: Path) -> None:
    store.put(captured())
    (file,) = evidence_in(tmp_path / "store")
    file.write_bytes(file.read_bytes()[:-50])
    target = tmp_path / "out.warc.gz"
    target.write_bytes(b"old")

    with pytest.raises(StoreError):
        store.export(target)

    assert b"old" == target.read_bytes()
    assert ["out.warc.gz", "store"] == sorted(p.name for p in tmp_path.iterdir())


def test_importing_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = write_warc(
        tmp_path / "a.warc.gz", response(PAGE), response(PAGE, WARC_Date="2020-01-01T00:00:00Z")
    )
    first = store.import_warc(path)
    before = {p.name for p in (tmp_path / "store").iterdir()}

    assert first == store.import_warc(path)
    assert before == {p.name for p in (tmp_path / "store").iterdir()}


# What other tools wrote


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio's writer
def test_a_file_of_another_tool_is_taken(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "warcio.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "a test"}))
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        page = writer.create_warc_record(
            URL, "response", payload=io.BytesIO(LONG), http_headers=headers,
            warc_headers_dict={"WARC-Date": NOON},
        )  # fmt: skip
        writer.write_record(page)
        again = writer.create_revisit_record(
            URL + "2",
            digest=page.rec_headers.get_header("WARC-Payload-Digest"),
            refers_to_uri=URL,
            refers_to_date=NOON,
            http_headers=headers,
        )
        writer.write_record(again)

    result = store.import_warc(path)

    assert ((), 1) == (result.bad, result.passed_over)
    assert captured(body=LONG, headers=(("Content-Type", "text/html"),)) == store.get(URL)
    assert LONG == body_of(store, URL + "2")


@pytest.mark.parametrize(
    "one",
    [
        response(b"5\r\n<p>Hi\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
        response(zipped(b"<p>Hi"), "Content-Encoding: gzip"),
        response(zlib.compress(b"<p>Hi"), "Content-Encoding: deflate"),
        response(b"<p>Hi", version="1.0"),
        response(b"<p>Hi", WARC_Target_URI=f"<{URL}>"),
        record("resource", b"<p>Hi", Content_Type="text/html"),
    ],
)
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_every_common_form_of_a_page_is_taken(
    one: bytes, name: str, store: Store, tmp_path: Path
) -> None:
    result = take(store, tmp_path / name, one)

    assert ((), 1) == (result.bad, len(result.snapshots))
    assert b"<p>Hi" == body_of(store)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("404 Not Found", Reason.HTTP_404),
        ("451 No", Reason.HTTP_4XX),
        ("503 Busy", Reason.HTTP_5XX),
    ],
)
def test_a_page_that_was_not_there_is_kept_as_a_failure(
    status: str, reason: Reason, store: Store, tmp_path: Path
) -> None:
    take(store, tmp_path / "a.warc", response(b"gone", status=status))

    result = store.get(URL)
    assert isinstance(result, FetchFailure)
    assert (reason, int(status[:3])) == (result.reason, result.status)


def test_a_page_is_found_by_the_addresses_that_led_to_it(store: Store, tmp_path: Path) -> None:
    first = response(
        b"", "Location: /step", status="301 Moved", WARC_Target_URI="http://a.example/"
    )
    step = response(
        b"", f"Location: {URL}", status="302 Found", WARC_Target_URI="http://a.example/step"
    )
    loop = response(
        b"", "Location: /loop", status="302 Found", WARC_Target_URI="http://a.example/loop"
    )

    result = take(store, tmp_path / "a.warc", first, step, loop, response(PAGE))

    assert 3 == len(result.snapshots)
    found = store.get("http://a.example/")
    assert isinstance(found, Capture)
    assert ("http://a.example/", URL, PAGE) == (found.url, found.final_url, found.body)
    assert ("http://a.example/step",) == found.redirects


def test_a_page_that_its_tool_cut_short_is_truncated(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path / "a.warc", response(PAGE, WARC_Truncated="length"))

    assert store.captures(URL)[0].truncated


BAD = [
    (response(PAGE, WARC_Payload_Digest="sha1:" + "A" * 32), "WARC-Payload-Digest does not fit"),
    (response(PAGE, WARC_Block_Digest="sha256:" + "0" * 64), "WARC-Block-Digest does not fit"),
    (response(b"..", "Content-Encoding: br"), "'br' is not read"),
    (response(PAGE, WARC_Date="yesterday"), "its date is none: 'yesterday'"),
    (response(PAGE, WARC_Date=""), "its date is none"),
    (record("response", b"nothing like HTTP"), "holds no HTTP response"),
    (record("revisit", http(b""), WARC_Payload_Digest="sha1:" + "B" * 32), "neither in this file"),
    (b"WARC/1.1\r\nWARC-Type: x\r\n\r\n", "how long it is"),
    (zipped(PAGE), "no WARC record"),
    (
        record("metadata", b'provenance-capture: {"failure":"no such reason"}', Content_Type="x"),
        "do not belong together",
    ),
    (record("metadata", b'provenance-capture: {"a":1}', Content_Type="x"), "belong together"),
]


@pytest.mark.parametrize(("bad", "why"), BAD)
def test_a_bad_record_is_told_and_the_others_go_on(
    bad: bytes, why: str, store: Store, tmp_path: Path
) -> None:
    before, after = (response(PAGE, WARC_Target_URI=f"{URL}/{name}") for name in "ab")

    result = take(store, tmp_path / "a.warc.gz", before, bad, after)

    assert [URL + "/a", URL + "/b"] == [snapshot.url for snapshot in result.snapshots]
    assert [len(zipped(before))] == [problem.offset for problem in result.bad]
    assert why in result.bad[0].why


def test_a_file_that_ends_early_gives_what_is_whole(store: Store, tmp_path: Path) -> None:
    path = write_warc(
        tmp_path / "a.warc", response(PAGE), response(LONG, WARC_Target_URI=URL + "2")
    )
    path.write_bytes(path.read_bytes()[:-200])

    result = store.import_warc(path)

    assert [URL] == [snapshot.url for snapshot in result.snapshots]
    assert ["the file ends before it does"] == [problem.why for problem in result.bad]


@pytest.mark.parametrize(
    "one",
    [
        record("request", b"GET / HTTP/1.1\r\nCookie: secret\r\n\r\n"),
        record("warcinfo", b"software: x", WARC_Target_URI=""),
        record("metadata", b"fetchTimeMs: 12", Content_Type="application/warc-fields"),
        response(b"1.2.3.4", WARC_Target_URI="dns:a.example"),
        record("conversion", b"words", Content_Type="text/plain"),
    ],
)
def test_what_is_no_page_is_passed_over(one: bytes, store: Store, tmp_path: Path) -> None:
    result = take(store, tmp_path / "a.warc", one, response(PAGE))

    assert ([URL], (), 1) == ([s.url for s in result.snapshots], result.bad, result.passed_over)


@pytest.mark.parametrize("data", [b"", b"no WARC at all\n" * 30])
def test_a_file_without_records_is_told(data: bytes, store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(data)

    assert store.import_warc(tmp_path / "a.warc").bad


def test_a_missing_file_is_an_error(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="check the path"):
        store.import_warc(tmp_path / "none.warc")


# What other tools read


def test_warcio_reads_every_record_with_its_digests(store: Store, tmp_path: Path) -> None:
    results: list[Capture | FetchFailure] = [
        captured(body=LONG, headers=(("Content-Encoding", "gzip"), ("X", "caf\xe9"))),
        captured(body=LONG, url=URL + "2", request_headers=(("Host", "a"),)),
        captured(url=URL + "3", captured_by=CapturedBy.PERSON),
        failed(url=URL + "4"),
    ]
    store.put_all(results)
    (file,) = evidence_in(tmp_path / "store")

    seen = []
    with file.open("rb") as stream:
        for found in ArchiveIterator(stream, check_digests="raise"):
            body = found.content_stream().read()
            seen.append((found.rec_type, found.rec_headers.get_header("WARC-Target-URI")))
            if found.rec_type == "response":
                assert LONG == body

    assert [
        ("warcinfo", None),
        ("response", URL),
        ("metadata", URL),
        ("revisit", URL + "2"),
        ("request", URL + "2"),
        ("metadata", URL + "2"),
        ("resource", URL + "3"),
        ("metadata", URL + "3"),
        ("metadata", URL + "4"),
    ] == seen


def test_fastwarc_reads_every_record_with_its_digests(store: Store, tmp_path: Path) -> None:
    fastwarc = pytest.importorskip("fastwarc.warc")
    store.put_all([captured(body=LONG), captured(body=LONG, url=URL + "2"), failed(url=URL + "3")])
    (file,) = evidence_in(tmp_path / "store")

    with file.open("rb") as stream:
        found = [
            one.verify_block_digest() for one in fastwarc.ArchiveIterator(stream, parse_http=False)
        ]

    assert [True] * 6 == found


def test_an_export_serves_as_sources(store: Store, tmp_path: Path) -> None:
    store.put_all([captured(), captured(url=URL + "2", captured_by=CapturedBy.PERSON)])
    store.export(tmp_path / "all.warc.gz")

    documents = load_sources(tmp_path / "all.warc.gz")

    assert [URL, URL + "2"] == sorted(document.url or "" for document in documents)
    assert {DocumentStatus.READ} == {document.status for document in documents}
