"""The processes that work on records: forked, met, ended, and made again when one dies."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from corpus_builders import write_rows

from provenance.errors import ConfigError, ProvenanceError

pytest.importorskip("pyarrow")
pytest.importorskip("daft")

from provenance.config import Settings
from provenance.corpus.engine import make_engine
from provenance.corpus.guard import Guard
from provenance.corpus.nursery import Nursery
from provenance.corpus.planning import extract_tasks
from provenance.corpus.slices import Sizes, plan_slices
from provenance.corpus.tasks import Job, Task

SMALL = Sizes(bytes=1_000, rows=2, files=2)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rows(tmp_path_factory.mktemp("archive") / "wire.jsonl")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def guard(nursery: Nursery, tmp_path: Path) -> Iterator[Guard]:
    made = Guard(job=small_job(tmp_path), nursery=nursery)
    yield made
    made.close()


def small_job(output: Path, **changes: Any) -> Job:
    job = Job(output=output, settings=Settings(), models=False, seconds=60.0)
    return attrs.evolve(job, **changes)


def tasks_of(archive: Path, sizes: Sizes = SMALL) -> list[Task]:
    return list(extract_tasks(plan_slices([archive], sizes=sizes), "settings"))


def wait_for_the_end_of(pid: int) -> None:
    until = time.monotonic() + 60.0
    while is_alive(pid):
        assert time.monotonic() < until
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether it works; what nobody has waited for yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")


def test_a_record_whose_process_dies_is_a_failure_and_the_rest_go_on(
    guard: Guard, archive: Path
) -> None:
    (task,) = tasks_of(archive, Sizes(rows=100))
    given_up: list[dict[str, Any]] = []
    for finished in guard.walk(task):
        given_up.extend(finished.rows.get("failures", ()))
        if finished.unit == 0 and guard.pid is not None:
            os.kill(guard.pid, signal.SIGKILL)

    assert 6 == len(list(guard.walk(task)))
    assert {"crashed", "empty"} >= {one["reason"] for one in given_up}
    assert "empty" in {one["reason"] for one in given_up}


def test_a_process_that_was_started_before_there_was_a_task_gets_the_first(
    guard: Guard, archive: Path
) -> None:
    guard.start()
    started = guard.pid

    assert [0] == [one.unit for one in guard.walk(tasks_of(archive)[0])][:1]
    assert started is not None
    assert started == guard.pid


@needs_proc
def test_a_process_that_ended_before_there_was_a_task_has_said_why(
    nursery: Nursery, archive: Path, tmp_path: Path
) -> None:
    guard = Guard(job=small_job(tmp_path, sources=tmp_path / "nowhere"), nursery=nursery)
    guard.start()
    assert guard.pid is not None
    wait_for_the_end_of(guard.pid)

    with pytest.raises(ConfigError, match="nowhere"):
        list(guard.walk(tasks_of(archive)[0]))
    guard.close()


def test_no_more_workers_start_than_there_are_tasks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Guard] = []

    def note(guard: Guard) -> None:
        started.append(guard)

    monkeypatch.setattr(Guard, "start", note)
    for tasks, expected in ((1, 1), (5, 3), (0, 0)):
        started.clear()
        engine = make_engine("native", workers=3, job=small_job(tmp_path), tasks=tasks)
        engine.close()
        assert expected == len(started)


@needs_proc
def test_a_worker_is_one_thread(guard: Guard, archive: Path) -> None:
    list(guard.walk(tasks_of(archive)[0]))
    told = Path(f"/proc/{guard.pid}/environ").read_bytes().split(b"\0")

    assert b"PROVENANCE_THREADS=1" in told
    assert b"OMP_NUM_THREADS=1" in told


@needs_proc
def test_who_forks_has_no_thread_that_a_fork_would_lose(guard: Guard) -> None:
    guard.start()
    assert guard.pid is not None

    assert 1 == len(list(Path(f"/proc/{parent_of(guard.pid)}/task").iterdir()))


@needs_proc
def test_two_workers_come_from_one_process_and_know_nothing_of_each_other(
    nursery: Nursery, archive: Path, tmp_path: Path
) -> None:
    one, other = (Guard(job=small_job(tmp_path), nursery=nursery) for _ in range(2))
    one.start()
    other.start()
    numbers = [pid for pid in (one.pid, other.pid) if pid is not None]
    parents = {parent_of(pid) for pid in numbers}
    one.close()

    assert 2 == len(set(numbers))
    assert 1 == len(parents)
    wait_for_the_end_of(numbers[0])
    assert [0] == [unit.unit for unit in other.walk(tasks_of(archive)[0])][:1]
    other.close()


@needs_proc
def test_a_worker_that_was_ended_leaves_no_entry_behind(guard: Guard) -> None:
    guard.start()
    pid = guard.pid
    guard.close()

    until = time.monotonic() + 60.0
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < until
        time.sleep(0.02)


@needs_proc
def test_a_nursery_that_was_killed_is_replaced_and_its_workers_go_on(
    archive: Path, tmp_path: Path
) -> None:
    nursery = Nursery()
    one, other = (Guard(job=small_job(tmp_path), nursery=nursery) for _ in range(2))
    (task,) = tasks_of(archive, Sizes(rows=100))
    try:
        walk = one.walk(task)
        first = next(walk)
        assert one.pid is not None
        os.kill(parent_of(one.pid), signal.SIGKILL)

        assert 6 == len(list(other.walk(task)))
        found = [first, *walk]
        assert 6 == len(found)
        reasons = {row["reason"] for unit in found for row in unit.rows.get("failures", ())}
        assert {"empty"} == reasons
    finally:
        one.close()
        other.close()
        nursery.close()


@needs_proc
@pytest.mark.parametrize("told", [True, False], ids=["closed", "killed"])
def test_a_busy_worker_goes_with_the_driver(tmp_path: Path, told: bool) -> None:
    nursery = Nursery()
    guard = Guard(job=small_job(tmp_path), nursery=nursery)
    guard.start()
    pid = guard.pid
    assert pid is not None
    # It looks at nothing any more, as in a record that never ends.
    os.kill(pid, signal.SIGSTOP)
    if told:
        nursery.close()
    else:
        # As the system does when the driver is killed.
        assert nursery._orders is not None
        nursery._orders.close()
    wait_for_the_end_of(pid)
    guard.close()
    nursery.close()


def test_a_run_that_was_ended_starts_no_worker_again(archive: Path, tmp_path: Path) -> None:
    nursery = Nursery()
    guard = Guard(job=small_job(tmp_path), nursery=nursery)
    assert guard.start() is not None
    nursery.close()

    with pytest.raises(ProvenanceError, match="the run was ended"):
        list(guard.walk(tasks_of(archive)[0]))
    guard.close()


def test_a_process_that_cannot_come_up_ends_the_run_with_a_reason(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    nursery = Nursery()
    guard = Guard(job=small_job(tmp_path), nursery=nursery)
    with pytest.raises(ProvenanceError, match="3 times in a row"):
        list(guard.walk(tasks_of(archive)[0]))
    nursery.close()
