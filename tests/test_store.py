"""The store: what is put in comes back without a difference, and the best of it is found."""

import os
import threading
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_builders import LONG, NOON, PAGE, URL, captured, evidence_in, failed

from provenance.errors import ConfigError, InputError, StoreError
from provenance.model import Capture, FetchFailure
from provenance.store import Snapshot, Store
from provenance.terms import CapturedBy, Reason, Via


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store")


def at(day: int, hour: int = 12) -> str:
    return f"2026-09-{day:02d}T{hour:02d}:00:00Z"


# What is put in comes back

AWKWARD: list[Capture | FetchFailure] = [
    captured(),
    captured(body=b""),
    captured(body=bytes(range(256)) * 40),
    captured(body=b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\nWARC/1.1\r\n"),
    captured(headers=()),
    captured(headers=(("content-length", "999"), ("content-encoding", "gzip"))),
    captured(headers=(("Transfer-Encoding", "chunked"), ("Content-Length", "5"))),
    captured(headers=(("content-length", str(len(PAGE))),)),
    captured(headers=(("X-Archive-Orig-Content-Length", "7"), ("Content-Length", "9"))),
    captured(headers=(("A", "caf\xe9"), ("A", "\u043c\u0438\u0440"), ("a", "  spaced "))),
    captured(headers=(("Bad name", "x"), ("", "y"), ("A:b", "z"), ("B", "one\r\nEvil: two"))),
    captured(headers=(("X", "y" * 400_000),)),
    captured(status=203),
    captured(status=0),
    captured(status=1234),
    captured(truncated=True),
    captured(final_url=URL + "/", redirects=("http://a.example/", "https://b.example/?q=1#x")),
    captured(url="https://мид.рф/речь и ответ"),
    captured(via=Via.ARCHIVE, archived_at="2020-01-02T03:04:05Z"),
    captured(captured_by=CapturedBy.PERSON),
    captured(captured_by=CapturedBy.PERSON, headers=(("Content-Type", "a/b\r\nX: y"),), status=404),
    captured(captured_at="2026-09-15"),
    captured(captured_at="2026-09-15T12:00:00.250Z"),
    captured(captured_at="2026-09-15T14:00:00+02:00"),
    captured(request_headers=(("Host", "www.harrowick.example"), ("User-Agent", "test \xe9"))),
    captured(request_headers=(("Host", "a\r\nb"),)),
    failed(),
    failed(status=404, reason=Reason.HTTP_404, detail="\u201cgone\u201d\r\n\x00"),
    failed(url="no address at all", reason=Reason.BAD_URL),
    failed(url="http://[::1", reason=Reason.BAD_URL, detail=""),
    failed(url="https://a.example/\ud800", reason=Reason.BAD_URL),
]


@pytest.mark.parametrize("result", AWKWARD)
def test_what_is_put_comes_back_equal(result: Capture | FetchFailure, store: Store) -> None:
    snapshot = store.put(result)

    assert result == store.get(result.url)
    assert result == store.read(snapshot)
    assert (snapshot,) == store.snapshots() == store.captures(result.url)
    assert () == store.verify().failed


def test_all_awkward_ones_in_one_file_come_back_from_a_store_opened_anew(tmp_path: Path) -> None:
    snapshots = Store.open(tmp_path / "s").put_all(AWKWARD)

    again = Store.open(tmp_path / "s", create=False)

    assert AWKWARD == [again.read(snapshot) for snapshot in snapshots]
    assert set(snapshots) == set(again.snapshots())
    assert 1 == len(evidence_in(tmp_path / "s"))


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
PAIRS = st.lists(st.tuples(TEXT, TEXT), max_size=4).map(tuple)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.binary(max_size=200), headers=PAIRS, request_headers=PAIRS, final=TEXT)
def test_whatever_a_server_says_comes_back_equal(
    body: bytes,
    headers: tuple[tuple[str, str], ...],
    request_headers: tuple[tuple[str, str], ...],
    final: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store = Store.open(tmp_path_factory.mktemp("store"))
    capture = captured(
        body=body, headers=headers, request_headers=request_headers, final_url=URL + final
    )

    snapshot = store.put(capture)

    assert capture == store.read(snapshot)


def test_a_snapshot_tells_what_was_kept(store: Store) -> None:
    snapshot = store.put(captured(final_url=URL + "/", truncated=True))

    assert (URL, URL + "/", NOON) == (snapshot.url, snapshot.final_url, snapshot.captured_at)
    assert (200, "text/html", len(PAGE)) == (snapshot.status, snapshot.media_type, snapshot.length)
    assert (True, None) == (snapshot.truncated, snapshot.failure)
    assert (snapshot.digest or "").startswith("sha256:")


def test_the_same_captures_in_the_same_order_give_the_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        store = Store.open(tmp_path / name)
        store.put(captured())
        store.put_all([captured(captured_at=at(16)), captured(url=URL + "2"), failed()])

    first, second = tmp_path / "a", tmp_path / "b"
    names = sorted(p.name for p in first.iterdir())
    assert names == sorted(p.name for p in second.iterdir())
    assert all((first / n).read_bytes() == (second / n).read_bytes() for n in names)


# Each content once


def test_what_is_kept_already_is_not_written_again(store: Store, tmp_path: Path) -> None:
    first = store.put(captured())

    assert first == store.put(captured())
    assert [first, first] == list(store.put_all([captured(), captured()]))
    assert 1 == len(evidence_in(tmp_path / "store"))


def test_content_that_is_kept_already_is_referred_to(store: Store, tmp_path: Path) -> None:
    noise = os.urandom(50_000)
    store.put(captured(body=noise))
    store.put_all([captured(body=noise, captured_at=at(16)), captured(body=noise, url=URL + "2")])

    _, second = sorted(evidence_in(tmp_path / "store"), key=lambda p: -p.stat().st_size)
    assert second.stat().st_size < 5_000
    assert captured(body=noise, captured_at=at(16)) == store.get(URL)
    assert captured(body=noise, url=URL + "2") == store.get(URL + "2")


def test_content_is_written_in_full_where_the_file_with_it_is_damaged(
    store: Store, tmp_path: Path
) -> None:
    """A reference to what cannot be read would lose the new capture, too."""
    store.put(captured(body=LONG))
    (file,) = evidence_in(tmp_path / "store")
    file.write_bytes(file.read_bytes()[:-40])
    later = captured(body=LONG, captured_at=at(16))

    store.put(later)

    assert later == store.get(URL)


def test_a_damaged_capture_is_healed_by_the_same_capture(store: Store, tmp_path: Path) -> None:
    store.put(captured())
    (file,) = evidence_in(tmp_path / "store")
    file.write_bytes(file.read_bytes()[:-40])

    store.put(captured())

    assert captured() == store.get(URL)
    assert () == store.verify().failed


# The best of an address


def kept(store: Store, *results: Capture | FetchFailure) -> None:
    store.put_all(results)


def test_nothing_is_given_of_an_address_nobody_captured(store: Store) -> None:
    kept(store, captured(url=URL + "2"))

    assert store.get(URL) is None
    assert () == store.captures(URL)


@pytest.mark.parametrize(
    ("results", "best"),
    [
        ([captured(captured_at=at(1)), captured(captured_at=at(2))], 1),
        ([captured(captured_at=at(2)), captured(captured_at=at(1))], 0),
        ([captured(captured_at=at(1)), failed(captured_at=at(2))], 0),
        ([failed(captured_at=at(1)), failed(captured_at=at(2))], 1),
        ([captured(captured_at=at(1)), captured(captured_at=at(2), truncated=True)], 0),
        ([failed(captured_at=at(2)), captured(captured_at=at(1), truncated=True)], 1),
        # An archive took the page long before we asked it.
        (
            [
                captured(captured_at=at(1)),
                captured(captured_at=at(2), via=Via.ARCHIVE, archived_at="2020-01-01T00:00:00Z"),
            ],
            0,
        ),
    ],
)
@pytest.mark.parametrize("in_one_file", [True, False])
def test_the_latest_whole_capture_is_the_best(
    results: list[Capture | FetchFailure], best: int, in_one_file: bool, store: Store
) -> None:
    if in_one_file:
        store.put_all(results)
    else:
        for result in results:
            store.put(result)

    assert results[best] == store.get(URL)


DATED = [captured(captured_at=at(day), body=bytes([day]) * 9) for day in (3, 5, 7)]


@pytest.mark.parametrize(
    ("not_after", "best"),
    [
        (at(6), 1),
        (at(5), 1),
        (at(5, hour=11), 0),
        ("2026-09-05", 1),  # a day takes in all of itself
        ("2026-09-04", 0),
        (at(30), 2),
        (at(1), 0),  # none is early enough: the earliest after it
        ("2026-09-05T14:00:00+02:00", 1),
        ("2026-09-05T13:59:00+02:00", 0),
    ],
)
def test_a_capture_is_found_for_a_time(not_after: str, best: int, store: Store) -> None:
    store.put_all([*DATED, failed(captured_at=at(2)), failed(captured_at=at(9))])

    assert DATED[best] == store.get(URL, not_after=not_after)


def test_a_failure_answers_for_a_time_only_where_there_is_no_capture(store: Store) -> None:
    early, late = failed(captured_at=at(2)), failed(captured_at=at(9))
    store.put_all([early, late])

    assert early == store.get(URL, not_after=at(5))
    assert late == store.get(URL, not_after=at(1))


def test_an_archived_page_counts_by_the_archives_time(store: Store) -> None:
    old = captured(captured_at=at(20), via=Via.ARCHIVE, archived_at=at(4), body=b"old")
    store.put_all([*DATED, old])

    assert old == store.get(URL, not_after=at(4, hour=13))


def test_a_day_only_capture_counts_for_its_whole_day(store: Store) -> None:
    saved = captured(captured_at="2026-09-05", captured_by=CapturedBy.PERSON)
    kept(store, saved)

    assert saved == store.get(URL, not_after=at(5, hour=1))


@pytest.mark.parametrize(
    "spelling", [URL, URL.replace("https://www.", "http://"), URL + "/", URL + "#top"]
)
def test_an_address_is_found_in_any_spelling(spelling: str, store: Store) -> None:
    kept(store, captured())

    assert captured() == store.get(spelling)


def test_a_capture_is_found_by_the_address_that_answered_too(store: Store) -> None:
    arrived = "https://new.example/notice"
    moved = captured(final_url=arrived, redirects=("https://a.example/step",))
    kept(store, moved)

    assert moved == store.get(URL)
    assert captured(url=arrived) == store.get(arrived)


def test_snapshots_come_by_address_and_time(store: Store) -> None:
    results: list[Capture | FetchFailure] = [
        captured(url="https://b.example/", captured_at=at(1)),
        captured(url="https://a.example/", captured_at=at(2)),
        failed(url="https://a.example/", captured_at=at(1)),
    ]
    store.put_all(results)

    found = [(s.url, s.captured_at) for s in store.snapshots()]

    assert [(r.url, r.captured_at) for r in reversed(results)] == found


# What a person saved


def put_file(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.html", PAGE, "text/html"),
        ("a.txt", b"words", "text/plain"),
        ("a.md", b"words", "text/markdown"),
        ("a.pdf", b"%PDF-1.7", "application/pdf"),
        ("scan", b"%PDF-1.7", "application/pdf"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "image/png"),  # its first bytes outrank its name
        ("a", b"words", "application/octet-stream"),
    ],
)
def test_a_saved_file_is_kept_as_a_persons(
    name: str, data: bytes, media_type: str, store: Store, tmp_path: Path
) -> None:
    snapshot = store.add_file(URL, put_file(tmp_path, name, data), captured_at="2026-09-15")

    result = store.get(URL)
    assert isinstance(result, Capture)
    assert (data, CapturedBy.PERSON) == (result.body, result.captured_by)
    assert (media_type, "2026-09-15") == (snapshot.media_type, snapshot.captured_at)


def test_the_words_beside_a_picture_are_what_is_read(store: Store, tmp_path: Path) -> None:
    picture = put_file(tmp_path, "post.png", b"\x89PNG\r\n\x1a\n" + os.urandom(500))
    words = put_file(tmp_path, "post.txt", "Night buses — from January.".encode())

    store.add_file(URL, picture, captured_at=NOON, text=words)

    result = store.get(URL)
    assert isinstance(result, Capture)
    assert words.read_bytes() == result.body
    assert ["image/png", "text/plain"] == [s.media_type for s in store.captures(URL)]
    assert picture.read_bytes() == content(store, store.captures(URL)[0])


def content(store: Store, snapshot: Snapshot) -> bytes:
    result = store.read(snapshot)
    assert isinstance(result, Capture)
    return result.body


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"url": "notice-0915"}, ConfigError, "no web address"),
        ({"captured_at": "yesterday"}, ConfigError, "write 2026-03-04"),
        ({"captured_at": "2026-09-15T12:00:00"}, ConfigError, "write 2026-03-04"),
        ({"file": "missing.html"}, InputError, "check the path"),
        ({"file": "."}, InputError, "cannot read"),
        ({"file": "empty.html"}, InputError, "is empty"),
        ({"text": "missing.txt"}, InputError, "check the path"),
        ({"text": "latin.txt"}, InputError, "no UTF-8 text"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(
    changes: dict[str, str], error: type[Exception], said: str, store: Store, tmp_path: Path
) -> None:
    put_file(tmp_path, "page.html", PAGE)
    put_file(tmp_path, "empty.html", b"")
    put_file(tmp_path, "latin.txt", b"caf\xe9")
    told = {"url": URL, "file": "page.html", "captured_at": NOON, **changes}
    text = tmp_path / told["text"] if "text" in told else None

    with pytest.raises(error, match=said):
        store.add_file(
            told["url"], tmp_path / told["file"], captured_at=told["captured_at"], text=text
        )

    assert [] == evidence_in(tmp_path / "store")


def test_a_capture_without_a_real_time_is_a_mistake_of_the_caller(store: Store) -> None:
    with pytest.raises(ValueError, match="yesterday"):
        store.put(captured(captured_at="yesterday"))


# Opening


def test_a_missing_store_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no store at"):
        Store.open(tmp_path / "none", create=False)

    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_of_other_things_is_no_store(create: bool, tmp_path: Path) -> None:
    put_file(tmp_path, "thesis.txt", b"mine")

    with pytest.raises(ConfigError, match="is no store"):
        Store.open(tmp_path, create=create)

    assert ["thesis.txt"] == [p.name for p in tmp_path.iterdir()]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot open"):
        Store.open(put_file(tmp_path, "store", b""))


def test_an_empty_folder_is_a_store_only_to_those_who_write(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is no store"):
        Store.open(tmp_path, create=False)

    assert () == Store.open(tmp_path).snapshots()
    assert () == Store.open(tmp_path, create=False).snapshots()


# The index


def test_a_store_without_its_index_is_the_same_store(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    before = Store.open(folder).put_all(AWKWARD)
    index = (folder / "index.cdxj").read_bytes()
    (folder / "index.cdxj").unlink()

    store = Store.open(folder, create=False)
    assert set(before) == set(store.snapshots())
    store.rebuild_index()
    assert index == (folder / "index.cdxj").read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:-100],
        lambda data: data.replace(b'"status":"200"', b'"status":"500"'),
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data + b"<<<<<<< HEAD\n" + data,
        lambda data: data.replace(b'"digest": "sha256:', b'"digest": "sha256:0'),
        lambda data: b"\xff" + data,
    ],
)
def test_an_index_that_was_changed_is_not_believed(damage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a lambda of the table
    folder = tmp_path / "s"
    before = Store.open(folder).put_all([captured(), failed(url=URL + "2")])
    index = folder / "index.cdxj"
    index.write_bytes(damage(index.read_bytes()))

    store = Store.open(folder, create=False)
    assert set(before) == set(store.snapshots())
    assert captured() == store.get(URL)
    assert ["index.cdxj"] == [problem.file for problem in store.verify().failed]
    store.rebuild_index()
    assert () == store.verify().failed


def test_an_index_sorts_as_the_format_wants_it(store: Store, tmp_path: Path) -> None:
    kept(store, *[r for r in AWKWARD if isinstance(r, Capture)])

    lines = (tmp_path / "store" / "index.cdxj").read_bytes().split(b"\n")[:-1]

    assert sorted(lines) == lines
    assert all(line.isascii() for line in lines)
    assert all(2 <= line.count(b" ") for line in lines)


# Damage


def test_a_damaged_capture_is_an_error_and_no_older_one_takes_its_place(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.put(captured(captured_at=at(1), body=b"old"))
    latest = store.put(captured(captured_at=at(2), body=b"new"))
    file = tmp_path / latest.file
    data = bytearray(file.read_bytes())
    data[-60] ^= 1
    file.write_bytes(bytes(data))

    with pytest.raises(StoreError, match="run 'provenance store verify'"):
        store.get(URL)

    assert {latest.file} == {problem.file for problem in store.verify().failed}


def test_a_missing_file_is_an_error_until_the_index_is_rebuilt(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    lost = store.put(captured(body=LONG))
    refers = store.put(captured(body=LONG, captured_at=at(16)))
    (tmp_path / lost.file).unlink()

    for one in (store, Store.open(tmp_path, create=False)):
        with pytest.raises(StoreError, match="missing"):
            one.read(refers)
    assert {lost.file, refers.file} == {p.file for p in store.verify().failed}
    store.put(captured(url=URL + "2"))
    assert {lost.file, refers.file} == {p.file for p in store.verify().failed}
    store.rebuild_index()
    assert {refers.file} == {p.file for p in store.verify().failed}


def test_other_files_in_the_folder_are_told_as_not_checked(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.put(captured())
    put_file(tmp_path, "notes.txt", b"mine")
    put_file(tmp_path, "other.warc.gz", b"not ours")
    put_file(tmp_path, ".gitignore", b"")

    found = store.verify()

    assert ["notes.txt", "other.warc.gz"] == [problem.file for problem in found.not_checked]
    assert (3, ()) == (found.passed, found.failed)


def test_content_that_could_not_be_read_back_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="longer than"):
        store.put(captured(body=bytes((1 << 26) + 1)))

    assert () == store.snapshots()


# Threads


def test_threads_may_share_a_store(store: Store) -> None:
    captures = [captured(url=f"{URL}/{n}", body=b"%d" % (n % 5)) for n in range(40)]

    def work(part: list[Capture]) -> None:
        for capture in part:
            store.put(capture)
            assert capture == store.get(capture.url)

    threads = [threading.Thread(target=work, args=(captures[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(c.url for c in captures) == sorted(s.url for s in store.snapshots())
    assert () == store.verify().failed


def test_two_stores_on_one_folder_see_each_other(tmp_path: Path) -> None:
    first, second = Store.open(tmp_path), Store.open(tmp_path)
    first.put(captured())
    second.put(captured(url=URL + "2"))

    assert captured() == second.get(URL)
    assert attrs.evolve(captured(), url=URL + "2", final_url=URL + "2") == first.get(URL + "2")
