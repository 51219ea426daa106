"""One task from beginning to end: walk its units, write its rows, say that it is done."""

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from functools import cache
from typing import Any

import attrs
import pyarrow as pa

from provenance.corpus.guard import Guard
from provenance.corpus.manifest import Done, save_done
from provenance.corpus.nursery import Nursery
from provenance.corpus.tasks import Job, Resumption, Task, tables_of
from provenance.corpus.units import Finished
from provenance.corpus.writing import PartitionWriter
from provenance.errors import ProvenanceError


@attrs.frozen(kw_only=True)
class TaskResult:
    """What became of a task: numbers, or why the run cannot go on."""

    partition: str
    counts: dict[str, int] = attrs.field(factory=dict)
    error: str | None = None

    def to_wire(self) -> dict[str, Any]:
        """As plain values."""
        return attrs.asdict(self)


Walker = Callable[[Task], Generator[Finished, None, None]]


def perform_task(task: Task, job: Job, walker: Walker) -> TaskResult:
    """Do ``task``: its files are in place and it is said to be done, or there is an ``error``."""
    counts: Counter[str] = Counter()
    tables = tables_of(task.stage, job.last)
    try:
        with PartitionWriter(output=job.output, partition=task.partition, tables=tables) as writer:
            with closing(walker(task)) as walk:
                for finished in walk:
                    writer.add(finished.rows)
                    counts.update(finished.counts)
            files = writer.close()
        done = Done(work=task.work, files=files, counts=dict(counts))
        save_done(job.output, task.stage.value, task.partition, done)
    except ProvenanceError as error:
        return TaskResult(partition=task.partition, error=str(error))
    except (OSError, pa.ArrowException) as error:
        told = getattr(error, "strerror", None) or str(error)
        return TaskResult(
            partition=task.partition,
            error=f"cannot write to '{job.output}': {told}; make room there and run again: what is "
            "done stays done",
        )
    return TaskResult(partition=task.partition, counts=dict(counts))


class Worker:
    """Performs tasks; the tools for the job are made once for each thread that asks at a time."""

    def __init__(self, job: Job, *, most: int | None = None) -> None:
        """No process yet; later ``most`` of them: Daft has one task more under way than it is told.

        While that one waits, the files of the one before it are closed.
        """
        self._job = job
        self._nursery = Nursery()
        self._idle: list[Guard] = []
        self._lock = threading.Lock()
        self._room = threading.Semaphore(most) if most is not None else nullcontext()

    def start(self, processes: int) -> None:
        """Start so many ``processes`` before there is a task: they take a second or two."""
        with self._lock:
            while len(self._idle) < processes:
                guard = self._guard()
                self._idle.append(guard)
                guard.start()

    def perform(self, task: Task) -> TaskResult:
        """Do ``task`` in a process that is watched; it is free before all rows are on disk."""
        return perform_task(task, self._job, self._walk)

    def _walk(self, task: Task) -> Generator[Finished, None, None]:
        with self._room:
            with self._lock:
                guard = self._idle.pop() if self._idle else self._guard()
            try:
                yield from guard.walk(task)
            except BaseException:
                # Its process may still be at a task that nobody listens to.
                guard.close()
                raise
            finally:
                with self._lock:
                    self._idle.append(guard)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            for guard in self._idle:
                guard.close()
            self._idle.clear()
        self._nursery.close()

    def _guard(self) -> Guard:
        return Guard(job=self._job, nursery=self._nursery)


@contextmanager
def walk_here(job: Job) -> Iterator[Walker]:
    """A walker in this very process, without a limit of time: for a look inside, and for tests."""
    from provenance.corpus.stages import walk_task  # noqa: PLC0415 - workers do not need it
    from provenance.corpus.workbench import open_workbench  # noqa: PLC0415 - likewise

    with ExitStack() as kept:
        bench = cache(lambda: kept.enter_context(open_workbench(job)))

        def walk(task: Task) -> Generator[Finished, None, None]:
            for word in walk_task(task, bench(), Resumption()):
                if isinstance(word, Finished):
                    yield word

        yield walk
