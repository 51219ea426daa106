"""Documents at hand: what a ``sources.toml`` or a WARC file may say, and what is refused."""

import functools
import gzip
from pathlib import Path

import attrs
import pytest

import provenance
from provenance.errors import ConfigError
from provenance.model import Capture, Document, FetchFailure
from provenance.sources import document_id, document_of_fetch, load_sources, not_tried
from provenance.terms import (
    CapturedBy,
    Completeness,
    DocumentKind,
    DocumentStatus,
    Reason,
    Verdict,
)

zipped = functools.partial(gzip.compress, mtime=0)
"""Without a clock in it: workers must see the same cases."""

URL = "https://www.harrowick.example/council/notice-0915"
NOTICE = "Decision notice\n\nThe council has decided to run night buses from January.\n"
PAGE = "<html><head><title>Notice</title></head><body><p>Night buses run.</p></body></html>"


def folder_with(place: Path, *lines: str, files: dict[str, bytes] | None = None) -> Path:
    """A folder with one [[source]] of ``lines`` beside ``file`` and ``url``, and its files."""
    for name, data in (files or {"notice.txt": NOTICE.encode()}).items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    named = [line.split(" ")[0] for line in lines]
    given = {"file": 'file = "notice.txt"', "url": f'url = "{URL}"'}
    rows = [row for key, row in given.items() if key not in named]
    text = "\n".join(["[[source]]", *rows, *lines])
    (place / "sources.toml").write_text(text, encoding="utf-8")
    return place


def only(place: Path, *, max_bytes: int = 1_000_000) -> Document:
    (document,) = load_sources(place, max_bytes=max_bytes)
    return document


# sources.toml


def test_a_document_is_read_with_all_that_its_table_tells(tmp_path: Path) -> None:
    document = only(
        folder_with(
            tmp_path,
            'publisher = "Harrowick City Council"',
            'published = "2026-09-15"',
            'captured_at = "2026-09-15T12:00:00Z"',
            "complete = true",
        )
    )

    assert DocumentStatus.READ is document.status
    assert (URL, document_id(URL)) == (document.url, document.id)
    assert (DocumentKind.ORIGINAL, CapturedBy.PERSON) == (document.kind, document.captured_by)
    assert "Harrowick City Council" == document.publisher
    assert ("2026-09-15", "2026-09-15T12:00:00Z") == (document.published, document.captured_at)
    assert Completeness.TRUE is document.complete
    assert NOTICE == document.text
    assert (document.digest or "").startswith("sha256:")


def test_what_the_table_leaves_out_stays_unknown(tmp_path: Path) -> None:
    document = only(folder_with(tmp_path))

    assert (None, None, None) == (document.captured_at, document.published, document.publisher)
    assert Completeness.TRUE is not document.complete


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("true", Completeness.TRUE),
        ("false", Completeness.FALSE),
    ],
)
def test_whoever_saved_a_document_says_whether_it_is_whole(
    written: str, expected: Completeness, tmp_path: Path
) -> None:
    assert expected is only(folder_with(tmp_path, f"complete = {written}")).complete


@pytest.mark.parametrize("key", ["published", "captured_at"])
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"2026-03-04"', "2026-03-04"),
        ("2026-03-04", "2026-03-04"),  # a date of TOML
        ('"2026-03-04T10:00:00Z"', "2026-03-04T10:00:00Z"),
        ("2026-03-04T10:00:00Z", "2026-03-04T10:00:00Z"),
        ('"2026-03-04 10:00:00Z"', "2026-03-04T10:00:00Z"),
        ('"2026-03-05T00:30:00+02:00"', "2026-03-04T22:30:00Z"),  # put in UTC
        ("2026-03-05T00:30:00+02:00", "2026-03-04T22:30:00Z"),
        ('"2026-03-04T10:00:00.123456Z"', "2026-03-04T10:00:00Z"),
        ('"2026-03-04T10:00:00"', "2026-03-04"),  # a clock without a zone says the day only
        ("2026-03-04T10:00:00", "2026-03-04"),
    ],
)
def test_days_and_times_are_read_in_every_form(
    key: str, written: str, expected: str, tmp_path: Path
) -> None:
    document = only(folder_with(tmp_path, f"{key} = {written}"))

    assert expected == {"published": document.published, "captured_at": document.captured_at}[key]


@pytest.mark.parametrize("key", ["published", "captured_at"])
@pytest.mark.parametrize(
    "written",
    [
        '"yesterday"',
        '"4 March 2026"',
        '"2026-02-30"',
        '"20260304"',
        '"2026-W10-3"',
        '"0001-01-01T00:00:00+14:00"',  # before the first year
        "20260304",
        "10:00:00",
        "true",
        '""',
    ],
)
def test_what_is_no_day_is_refused_with_its_place(key: str, written: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="write 2026-03-04 or") as error:
        load_sources(folder_with(tmp_path, f"{key} = {written}"))

    assert f"[[source]] number 1: '{key}'" in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[source]]\nfile = 'a.txt'", "number 1: needs 'file' and 'url'"),
        ("[[source]]\nurl = 'https://a.example/x'", "number 1: needs 'file' and 'url'"),
        ("[[source]]\nfile = 'a'\nurl = 'a'\nsize = 3", "unknown key 'size'"),
        ("[[source]]\nfile = 3\nurl = 'https://a.example/x'", "'file' must be a text"),
        ("[[source]]\nfile = 'a'\nurl = 3", "'url' must be a text"),
        ("[[source]]\nfile = 'a'\nurl = 'notice'", "'url' is no web address: 'notice'"),
        ("[[source]]\nfile = 'a'\nurl = 'file:///a'", "'url' is no web address"),
        (
            "[[source]]\nfile = 'a'\nurl = 'https://a.example/x'\npublisher = ['A']",
            "'publisher' must be a text",
        ),
        (
            "[[source]]\nfile = 'a'\nurl = 'https://a.example/x'\ncomplete = 'yes'",
            "'complete' must be true or false",
        ),
        (
            "[source]\nfile = 'a'\nurl = 'https://a.example/x'",
            "write each document as a [[source]]",
        ),
        ("source = [3]", "needs 'file' and 'url'"),
        ("[[source]\nfile = 'a'", "cannot read"),
        ("\udcff", "cannot read"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE)
    table = tmp_path / "sources.toml"
    table.write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(ConfigError) as error:
        load_sources(tmp_path)

    assert said in str(error.value)
    assert str(table) in str(error.value)


def test_the_second_table_is_called_the_second(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    with (folder / "sources.toml").open("a") as stream:
        stream.write("\n[[source]]\nfile = 'b.txt'\n")

    with pytest.raises(ConfigError, match="number 2"):
        load_sources(folder)


def test_an_empty_table_brings_no_documents(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("# none yet\n")

    assert () == load_sources(tmp_path)


@pytest.mark.parametrize(
    ("file", "data", "expected"),
    [
        ("missing.txt", None, Reason.NOT_FOUND),
        ("folder", None, Reason.UNREADABLE),
        ("a\\u0000b.txt", None, Reason.UNREADABLE),
        ("notice.txt/inside.txt", None, Reason.UNREADABLE),
        ("empty.txt", b"", Reason.EMPTY),
        ("noise.html", bytes(range(256)) * 8, Reason.BINARY),
        ("paper.pdf", b"%PDF-1.7", Reason.BINARY),
        ("long.txt", b"word " * 1000, Reason.TOO_LARGE),
    ],
)
def test_a_file_that_cannot_be_read_is_listed_with_its_reason(
    file: str, data: bytes | None, expected: Reason, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir(exist_ok=True)
    (tmp_path / "notice.txt").write_text(NOTICE)
    files = {file: data} if data is not None else {"other.txt": b"x"}

    document = only(folder_with(tmp_path, f'file = "{file}"', files=files), max_bytes=4000)

    assert (DocumentStatus.FAILED, expected) == (document.status, document.reason)
    assert "" == document.text


def test_the_table_itself_may_be_named(tmp_path: Path) -> None:
    assert load_sources(folder_with(tmp_path)) == load_sources(tmp_path / "sources.toml")


@pytest.mark.parametrize("name", ["nowhere", "notice.txt", "."])
def test_what_is_neither_folder_nor_warc_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE)

    with pytest.raises(ConfigError, match=r"sources\.toml"):
        load_sources(tmp_path / name)


def test_a_page_tells_its_own_title_and_a_table_outranks_its_date(tmp_path: Path) -> None:
    page = PAGE.replace(
        "<title>", '<meta property="article:published_time" content="2020-01-01"><title>'
    )
    folder = folder_with(
        tmp_path, 'file = "n.html"', 'published = "2026-09-15"', files={"n.html": page.encode()}
    )

    document = only(folder)

    assert ("Notice", "2026-09-15") == (document.title, document.published)
    assert "text/html" == document.media_type


def test_one_address_has_one_id_however_it_is_spelled() -> None:
    assert document_id(URL) == document_id(URL.replace("https://www.", "HTTPS://WWW.") + "#top")
    assert document_id(URL) != document_id(URL + "2")


# Captures


def capture(**changes: object) -> Capture:
    base = Capture(
        url=URL,
        final_url=URL + "/",
        captured_at="2026-09-15T12:00:00Z",
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=PAGE.encode(),
    )
    return attrs.evolve(base, **changes)  # type: ignore[arg-type]  # the tests name real fields


def test_a_capture_becomes_a_document_at_the_cited_address() -> None:
    document = document_of_fetch(capture())

    assert (URL, DocumentStatus.READ) == (document.url, document.status)
    assert CapturedBy.FETCH is document.captured_by
    assert "Night buses run." in document.text


def test_a_cut_capture_is_never_complete() -> None:
    assert Completeness.FALSE is document_of_fetch(capture(truncated=True)).complete


def test_a_capture_of_another_type_fails_with_its_reason() -> None:
    document = document_of_fetch(capture(headers=(("content-type", "application/pdf"),)))

    assert (DocumentStatus.FAILED, Reason.UNSUPPORTED_TYPE) == (document.status, document.reason)


def test_a_failed_fetch_and_an_address_not_tried_are_documents_that_tell_why() -> None:
    failure = FetchFailure(url=URL, reason=Reason.TIMEOUT, detail="slow", captured_at="2026-01-01")

    assert Reason.TIMEOUT is document_of_fetch(failure).reason
    assert DocumentStatus.FAILED is document_of_fetch(failure).status
    assert DocumentStatus.NOT_TRIED is not_tried(URL, Reason.OFFLINE).status


# WARC


def write_warc(path: Path, *records: bytes) -> Path:
    """A WARC file of ``records``; in a ``.gz`` each is a member of its own."""
    pack = gzip.compress if path.suffix == ".gz" else bytes
    path.write_bytes(b"".join(pack(record) for record in records))
    return path


def response(
    body: bytes, *, status: str = "200 OK", url: str = URL, at: str = "2026-09-15T12:00:00Z"
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode()
    return record("response", "application/http; msgtype=response", head + body, url=url, at=at)


def record(
    kind: str, media_type: str, block: bytes, *, url: str = URL, at: str = "2026-09-15T12:00:00Z"
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: {at}\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_responses_of_a_warc_are_documents(name: str, tmp_path: Path) -> None:
    info = record("warcinfo", "application/warc-fields", b"software: a test")

    document = only(write_warc(tmp_path / name, info, response(PAGE.encode())))

    assert (URL, DocumentStatus.READ) == (document.url, document.status)
    assert "2026-09-15T12:00:00Z" == document.captured_at
    assert CapturedBy.FETCH is document.captured_by
    assert "Night buses run." in document.text


def test_a_resource_record_is_a_document_too(tmp_path: Path) -> None:
    notice = record("resource", "text/plain", NOTICE.encode())

    assert NOTICE == only(write_warc(tmp_path / "a.warc", notice)).text


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("404 Not Found", Reason.HTTP_404),
        ("403 Forbidden", Reason.HTTP_403),
        ("451 Unavailable", Reason.HTTP_4XX),
        ("503 Busy", Reason.HTTP_5XX),
        ("206 Partial", Reason.UNREADABLE),
        ("oops", Reason.UNREADABLE),
    ],
)
def test_a_response_that_is_no_page_tells_its_status(
    status: str, expected: Reason, tmp_path: Path
) -> None:
    document = only(write_warc(tmp_path / "a.warc", response(PAGE.encode(), status=status)))

    assert (DocumentStatus.FAILED, expected) == (document.status, document.reason)


def test_a_redirect_is_no_document(tmp_path: Path) -> None:
    moved = response(b"", status="301 Moved", url=URL + "/old")

    documents = load_sources(write_warc(tmp_path / "a.warc", moved, response(PAGE.encode())))

    assert [URL] == [document.url for document in documents]


def test_the_last_capture_that_could_be_read_counts(tmp_path: Path) -> None:
    path = write_warc(
        tmp_path / "a.warc",
        response(PAGE.encode(), at="2026-09-15T12:00:00Z"),
        response(PAGE.encode(), at="2026-09-16T12:00:00Z"),
        response(b"", status="404 Gone", at="2026-09-17T12:00:00Z"),
    )

    assert "2026-09-16T12:00:00Z" == only(path).captured_at


def test_a_record_without_a_web_address_is_passed_over(tmp_path: Path) -> None:
    assert () == load_sources(write_warc(tmp_path / "a.warc", response(b"x", url="dns:a.example")))


def test_a_long_record_is_too_large(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", response(b"<p>" + b"word " * 1000))

    assert Reason.TOO_LARGE is only(path, max_bytes=4000).reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.warc.gz", zipped(response(PAGE.encode()))[:30]),
        ("text.warc", b"this is no WARC at all\n" * 20),
        ("text.warc.gz", zipped(b"this is no WARC at all\n" * 20)),
        ("noise.warc.gz", b"\x1f\x8b" + bytes(range(256))),
    ],
)
def test_a_damaged_warc_is_refused_by_name(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(ConfigError, match="is it a whole WARC file") as error:
        load_sources(path)

    assert str(path) in str(error.value)


@pytest.mark.parametrize("name", ["cut.warc", "cut.warc.gz"])
def test_a_record_that_ends_early_is_never_complete(name: str, tmp_path: Path) -> None:
    long = "".join(f"The council said {number}.\n\n" for number in range(2000)).encode()
    data = write_warc(tmp_path / name, record("resource", "text/plain", long)).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])

    document = only(tmp_path / name)

    assert DocumentStatus.READ is document.status
    assert Completeness.FALSE is document.complete


def test_an_empty_warc_brings_no_documents(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"")

    assert () == load_sources(tmp_path / "a.warc")


# In a run


def test_a_document_at_hand_decides_and_its_capture_is_told(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        'publisher = "Harrowick City Council"',
        'captured_at = "2026-09-15T12:00:00Z"',
        "complete = true",
    )
    article = provenance.read_text(
        "Night buses will run from January, Harrowick City Council said in its decision notice.\n\n"
        f"{URL}\n",
        published="2026-09-16",
    )

    report = provenance.check([article], offline=True, sources=folder)

    (document,) = report.documents
    assert (DocumentStatus.READ, Completeness.TRUE) == (document.status, document.complete)
    assert "2026-09-15T12:00:00Z" == document.captured_at
    assert Verdict.CONTRADICTED not in {claim.verdict for claim in report.claims}
