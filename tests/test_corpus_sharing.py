"""Workers of a corpus run: how many there are, and what they read once for all of them."""

import pickle
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import pytest

from provenance.blocking import StoryKeys
from provenance.blocking.near_documents import documents_near, is_of_words
from provenance.errors import StoreError
from provenance.model import Document
from provenance.sources import load_sources, split_sources

pytest.importorskip("daft")
pytest.importorskip("pyarrow")

from provenance.config import Settings
from provenance.corpus import at_hand, working
from provenance.corpus.at_hand import DocumentsOfRun
from provenance.corpus.carrying import carried_in, document_from_bytes, documents_to_bytes
from provenance.corpus.sharing import read_part, share_pieces
from provenance.corpus.tables import SHARED
from provenance.corpus.tasks import CorpusStage, Job, Task
from provenance.corpus.units import Finished
from provenance.corpus.working import Worker

NAMES = [f"piece-{number}" for number in range(8)]


def pieces(folder: Path, make: Callable[[int], bytes]) -> tuple[bytes, ...]:
    return tuple(share_pieces(folder, NAMES, make))


def read(documents: DocumentsOfRun) -> tuple[Document, ...]:
    return documents.whole(range(len(documents.heads)))


def test_each_piece_is_made_once_by_workers_that_ask_at_one_time(tmp_path: Path) -> None:
    made: list[int] = []

    def make(number: int) -> bytes:
        time.sleep(0.01)
        made.append(number)
        return bytes([number])

    with ThreadPoolExecutor(2) as workers:
        both = [workers.submit(lambda: pieces(tmp_path, make)) for _ in range(2)]
        found = [one.result() for one in both]
    assert found == [tuple(bytes([number]) for number in range(8))] * 2
    # Only the last piece may still be in the making when the other worker wants to read it.
    assert len(made) <= 9
    assert pieces(tmp_path, lambda _: b"other") == found[0]


def test_a_piece_of_a_worker_that_died_is_made_again(tmp_path: Path) -> None:
    def die(number: int) -> bytes:
        if number == 3:
            raise KeyboardInterrupt
        return bytes([number])

    with pytest.raises(KeyboardInterrupt):
        pieces(tmp_path, die)
    found = pieces(tmp_path, lambda number: bytes([number]))
    assert found == tuple(bytes([number]) for number in range(8))


@pytest.mark.parametrize("left", [b"", b"\x00" * 40, b"half"])
def test_a_piece_that_was_torn_is_made_again(tmp_path: Path, left: bytes) -> None:
    pieces(tmp_path, lambda number: bytes([number]))
    (tmp_path / NAMES[2]).write_bytes(left)
    found = pieces(tmp_path, lambda number: bytes([number]) * 2)

    assert [1, 1, 2, 1] == [len(piece) for piece in found[:4]]
    assert found == pieces(tmp_path, lambda _: b"other")
    assert found[2] == read_part(tmp_path / NAMES[2], 0, 2)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with 70 documents, one of which is not there."""
    folder = tmp_path / "sources"
    folder.mkdir()
    rows = []
    for number in range(70):
        if number != 40:
            text = (
                f"Harbour board {number} has bought {number} blue cranes for quay number {number}."
            )
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        rows.append(f'[[source]]\nfile = "{number}.txt"\nurl = "https://board.example/{number}"\n')
    (folder / "sources.toml").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_documents_read_by_several_workers_are_those_of_one(sources: Path, tmp_path: Path) -> None:
    alone = load_sources(sources)
    assert tuple(one for read in split_sources(sources, size=9) for one in read()) == alone
    first, second = (DocumentsOfRun(tmp_path / "out", sources) for _ in range(2))
    assert first.heads == second.heads == tuple(attrs.evolve(d, text="", parts=()) for d in alone)
    assert read(first) == read(second) == alone
    assert first.whole([3, 69]) == (alone[3], alone[69])
    assert first.nearness == second.nearness
    assert len(first.nearness.ids) == 69
    left = [path.name for path in (tmp_path / "out" / SHARED).iterdir()]
    assert len([name for name in left if not name.endswith(".taken")]) == 3 + 3 + 1


def test_texts_are_read_again_where_there_is_no_room_for_them(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_hand, "_MOST_HELD", 100)
    documents = DocumentsOfRun(tmp_path / "out", sources)

    assert read(documents) == read(documents) == load_sources(sources)


def test_a_piece_that_is_gone_ends_the_run_with_a_word(sources: Path, tmp_path: Path) -> None:
    documents = DocumentsOfRun(tmp_path / "out", sources)
    assert documents.heads
    (piece,) = (tmp_path / "out" / SHARED).glob("*-read-000001")
    piece.write_bytes(piece.read_bytes()[:100])
    with pytest.raises(StoreError):
        documents.whole([40])
    piece.unlink()
    with pytest.raises(FileNotFoundError):
        documents.whole([40])


def test_no_document_that_can_be_read_gives_an_index_of_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "sources.toml").write_text('[[source]]\nfile = "a.txt"\nurl = "https://a.example/"\n')
    nearness = DocumentsOfRun(tmp_path / "out", folder).nearness

    assert frozenset() == nearness.near({"q en blue crane", "q en quay number"})


def test_the_index_says_which_documents_are_near(sources: Path, tmp_path: Path) -> None:
    documents = DocumentsOfRun(tmp_path / "out", sources)
    keys = frozenset({"q en blue crane", "q en board 17", "q en quay number", "q en number 17"})
    assert all(map(is_of_words, keys))
    story = StoryKeys(article="a", day=None, language="en", keys=tuple(sorted(keys)))
    readable = [one for one in read(documents) if one.text]
    assert (documents.nearness.near(keys),) == documents_near([[story]], readable)


def test_documents_that_changed_are_read_again(sources: Path, tmp_path: Path) -> None:
    before = read(DocumentsOfRun(tmp_path / "out", sources))
    (sources / "3.txt").write_text("The board has sold everything.", encoding="utf-8")
    after = read(DocumentsOfRun(tmp_path / "out", sources))
    assert [n for n, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]] == [
        3
    ]


def test_only_documents_are_taken_from_another_worker() -> None:
    one, other = (Document(id=f"d-{n}", url=None, text=n * "long ") for n in (1, 20))
    data = documents_to_bytes((one, other))
    assert [document_from_bytes(data[at.start : at.end]) for at in carried_in(data)] == [one, other]
    assert carried_in(documents_to_bytes(())) == ()
    for given in (b"", b"no pickle", data[:-1], data + b"more", b"\xff" * 9, data[:60]):
        with pytest.raises(StoreError):
            carried_in(given)
    for given in (b"", b"no pickle", pickle.dumps("text"), pickle.dumps(Path)):
        with pytest.raises(StoreError):
            document_from_bytes(given)


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_processes_work_than_were_asked_for(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Daft has one more call under way than it was told."""
    lock, at_work, seen = threading.Lock(), 0, 0

    class Process:
        def __init__(self, **_: object) -> None:
            pass

        def walk(self, task: Task) -> Iterator[Finished]:
            nonlocal at_work, seen
            with lock:
                at_work += 1
                seen = max(seen, at_work)
            time.sleep(0.02)
            yield Finished(unit=0, rows={}, counts={"articles": int(task.partition)})
            with lock:
                at_work -= 1

        def close(self) -> None:
            pass

    monkeypatch.setattr(working, "Guard", Process)
    worker = Worker(Job(output=tmp_path, settings=Settings()), most=most)
    tasks = [Task(stage=CorpusStage.EXTRACT, partition=str(n), work="") for n in range(6)]
    with ThreadPoolExecutor(most + 1) as callers:
        results = list(callers.map(worker.perform, tasks))
    assert [one.counts["articles"] for one in results] == [0, 1, 2, 3, 4, 5]
    assert seen == most
