"""What kills, other processes and flipped bits can do to a store: nothing that is not told."""

import contextlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from store_builders import LONG, URL, captured, evidence_in, failed

from provenance.errors import StoreError
from provenance.model import Capture, FetchFailure
from provenance.store import Store
from provenance.terms import CapturedBy

HERE = Path(__file__).parent
RESULTS: list[Capture | FetchFailure] = [
    captured(request_headers=(("Host", "www.harrowick.example"),)),
    captured(url=URL + "2", body=LONG, headers=(("content-encoding", "gzip"),)),
    captured(url=URL + "3", body=LONG),
    captured(url=URL + "4", captured_by=CapturedBy.PERSON),
    failed(url=URL + "5"),
]


def small_store(folder: Path) -> Store:
    """A store with every kind of record: request, response, revisit, resource, metadata."""
    store = Store.open(folder)
    store.put_all(RESULTS)
    return store


def flipped(data: bytes, at: int, bit: int) -> bytes:
    return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]


def unseen_flips(folder: Path, places: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The places, of file and byte, where a flipped bit passes ``verify`` or changes an answer."""
    store = small_store(folder)
    unseen = []
    for name, at in places:
        path = folder / name
        data = path.read_bytes()
        path.write_bytes(flipped(data, at, at % 8))
        if name not in {problem.file for problem in store.verify().failed}:
            unseen.append((name, at))
        path.write_bytes(data)
    assert () == store.verify().failed
    return unseen


def places_in(folder: Path) -> list[tuple[str, int]]:
    small_store(folder)
    files = [*evidence_in(folder), folder / "index.cdxj"]
    return [(path.name, at) for path in files for at in range(path.stat().st_size)]


def test_a_flipped_bit_is_found_wherever_it_is(tmp_path: Path) -> None:
    """A sample; every byte is the slow test below."""
    chance = random.Random(1)  # noqa: S311 - the same sample every time
    places = chance.sample(places_in(tmp_path), 60)

    assert [] == unseen_flips(tmp_path, places)


@pytest.mark.slow
def test_every_flipped_byte_is_found(tmp_path: Path) -> None:
    """Those outside every record's checksum too (gzip's time, system and name): a file's name says
    what all its bytes must be."""
    assert [] == unseen_flips(tmp_path, places_in(tmp_path))


@pytest.mark.slow
def test_no_flipped_byte_changes_an_answer(tmp_path: Path) -> None:
    """A capture comes back as it was, or not at all; every fifth byte, for the time it takes."""
    for name, at in places_in(tmp_path)[::5]:
        path = tmp_path / name
        data = path.read_bytes()
        path.write_bytes(flipped(data, at, at % 8))
        store = Store.open(tmp_path, create=False)
        for result in RESULTS:
            with contextlib.suppress(StoreError):
                found = store.get(result.url)
                assert found in (result, None), f"{name}:{at}"
        path.write_bytes(data)


def test_a_damaged_record_is_told_by_its_byte(tmp_path: Path) -> None:
    small_store(tmp_path)
    (file,) = evidence_in(tmp_path)
    (place,) = {s.offset for s in Store.open(tmp_path).captures(URL + "2")}
    file.write_bytes(flipped(file.read_bytes(), place + 200, 3))

    offsets = {p.offset for p in Store.open(tmp_path).verify().failed if p.file == file.name}

    assert place in offsets


@pytest.mark.parametrize("size", [0, 1, 2, 17, 300, 700, -9, -1])
def test_a_write_that_was_cut_anywhere_is_never_seen(size: int, tmp_path: Path) -> None:
    """A file gets its name when it is whole; what has another name is nobody's evidence."""
    small_store(tmp_path / "whole")
    (whole,) = evidence_in(tmp_path / "whole")
    store = Store.open(tmp_path / "s")
    store.put(captured())
    rest = tmp_path / "s" / ".store-abcdefgh.tmp"
    rest.write_bytes(whole.read_bytes()[:size])

    assert [URL] == [s.url for s in Store.open(tmp_path / "s", create=False).snapshots()]
    assert [rest.name] == [p.file for p in store.verify().not_checked]
    Store.open(tmp_path / "s").put(failed(url=URL + "2"))
    assert not rest.exists()
    assert () == store.verify().failed


@pytest.mark.skipif(sys.platform == "win32", reason="a writer is killed by a signal there is not")
@pytest.mark.parametrize(
    "rounds", [pytest.param(8, id="8"), pytest.param(200, id="200", marks=pytest.mark.slow)]
)
def test_nothing_is_lost_or_half_there_after_kills(rounds: int, tmp_path: Path) -> None:
    told = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(HERE / "store_killing.py"), str(tmp_path / "s"), str(rounds)],
        check=True,
        capture_output=True,
        text=True,
        timeout=1_500,
    ).stdout.splitlines()

    assert 1 == len(told), told[:5]
    assert told[0].startswith(f"{rounds} killed")
    assert ", 0 kept" not in told[0]


WRITER = """
import sys
from pathlib import Path
from store_builders import captured
from provenance.store import Store

store = Store.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    store.put(captured(url=f"https://a.example/{number}", body=b"%d" % (number % 9) * 500))
"""


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """Half of what they write is the same, with the same content under many addresses."""
    spans = [("0", "30"), ("15", "45")]
    writers = [
        subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-c", WRITER, str(tmp_path / "s"), *span],
            env={**os.environ, "PYTHONPATH": str(HERE)},
        )
        for span in spans
    ]

    assert [0, 0] == [writer.wait(timeout=120) for writer in writers]

    store = Store.open(tmp_path / "s")
    assert {f"https://a.example/{n}" for n in range(45)} == {s.url for s in store.snapshots()}
    assert 45 == len(store.snapshots())
    for number in range(45):
        result = store.get(f"https://a.example/{number}")
        assert isinstance(result, Capture)
        assert b"%d" % (number % 9) * 500 == result.body
    found = store.verify()
    assert ((), ()) == (found.failed, found.not_checked)
