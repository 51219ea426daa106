"""How tasks are spread over workers: one after the other here, by Daft on this machine, or by Ray.

Daft sees a table of tasks and one function from a task to a few numbers; the articles themselves
go from file to file and never through it.
"""

import asyncio
import json
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol

import attrs

from provenance.corpus.grouping import link_few_here, link_in_process
from provenance.corpus.joining import KEYS_AT_ONCE, Linker, link_by_daft
from provenance.corpus.manifest import done_partitions
from provenance.corpus.quiet import QUIET, import_daft, import_ray
from provenance.corpus.tasks import CorpusStage, Job, Task
from provenance.corpus.working import TaskResult, Worker, perform_task, walk_here
from provenance.errors import ConfigError
from provenance.nli.threads import usable_cores

IN_PROCESS, NATIVE, RAY = "in-process", "native", "ray"
ENGINES = (IN_PROCESS, NATIVE, RAY)


class WorkerLost(Exception):  # noqa: N818 - no error of the run: what is left is done again
    """A worker ended before it had said what became of its tasks."""


class Engine(Protocol):
    """Spreads tasks over workers, and joins articles on their keys."""

    @property
    def link(self) -> Linker:
        """Who finds the links between articles."""

    def perform(self, tasks: Sequence[Task], job: Job) -> Iterator[TaskResult]:
        """Perform ``tasks``, in any order.

        Raises:
            WorkerLost: not all of them were performed.
        """

    def close(self) -> None:
        """End the workers that are kept from stage to stage."""


@attrs.frozen
class InProcess:
    """One task after the other, without an engine."""

    link: Linker = link_in_process

    def perform(self, tasks: Sequence[Task], job: Job) -> Iterator[TaskResult]:
        """As :meth:`Engine.perform`."""
        if job.seconds is None:
            with walk_here(job) as walker:
                yield from (perform_task(task, job, walker) for task in tasks)
            return
        worker = Worker(job)
        try:
            yield from (worker.perform(task) for task in tasks)
        finally:
            worker.close()

    def close(self) -> None:
        """Nothing: its workers end with each stage."""


@attrs.frozen(kw_only=True)
class OnDaft:
    """Daft: its own runner on this machine, or Ray on many."""

    daft: Any = attrs.field(repr=False)
    workers: int | None
    """Processes of this machine; ``None`` on Ray, where every core of a node takes tasks."""

    @property
    def link(self) -> Linker:
        """As :attr:`Engine.link`."""
        keys = KEYS_AT_ONCE if self.workers else None
        return link_few_here(link_by_daft(self.daft, keys_at_once=keys))

    def perform(self, tasks: Sequence[Task], job: Job) -> Iterator[TaskResult]:
        """As :meth:`Engine.perform`."""
        if not tasks:
            return
        # On Ray a pool of a fixed size waits for ever for the workers of a node that has gone;
        # tasks that belong to no pool are given to another node.
        pool = {"max_concurrency": min(self.workers, len(tasks))} if self.workers else {}
        told = pickle.dumps(job)
        if self.workers:
            _worker_for(told, self.workers)
        worker = self.daft.cls(**pool)(_LocalWorker if self.workers else _DaftWorker)(told)
        frame = self.daft.from_pydict({"task": [pickle.dumps(task) for task in tasks]})
        one_by_one = frame.into_partitions(len(tasks)) if not pool else frame.into_batches(1)
        try:
            for row in one_by_one.select(worker.perform(frame["task"]).alias("told")).iter_rows():
                yield TaskResult(**json.loads(row["told"]))
        except Exception as error:
            raise WorkerLost(" ".join(str(error).split())) from error

    def close(self) -> None:
        """As :meth:`Engine.close`; those of a cluster end with it."""
        _close_workers()


class _DaftWorker:
    """A worker as Daft makes and calls it; several threads may call one."""

    def __init__(self, job: bytes) -> None:
        self._job = job

    def perform(self, task: bytes) -> str:
        """What became of a task, as JSON."""
        result = _worker_for(self._job, None).perform(pickle.loads(task))  # noqa: S301 - likewise
        return json.dumps(result.to_wire())


class _LocalWorker:
    """Workers of this machine: the process of the driver asks one of their own for each task.

    A process of Daft would end with each stage, and its worker with all that it had read.
    """

    def __init__(self, job: bytes) -> None:
        self._job = job

    async def perform(self, task: bytes) -> str:
        """What became of a task, as JSON."""
        worker = _worker.get(self._job)
        if worker is None:
            raise WorkerLost("the run was ended")
        result = await asyncio.to_thread(worker.perform, pickle.loads(task))  # noqa: S301 - likewise
        return json.dumps(result.to_wire())


def _choose(daft: Any, name: str, set_runner: Callable[[], object]) -> None:
    """Choose Daft's runner; a process has one for good.

    Raises:
        ConfigError: it has the other one.
    """
    try:
        set_runner()
    except Exception as error:
        chosen = daft.get_or_infer_runner_type()
        if chosen != name:
            raise ConfigError(
                f"this process runs Daft with its runner '{chosen}' already and cannot change to "
                f"'{name}': start another"
            ) from error


_starting = threading.Lock()
_worker: dict[bytes, Worker] = {}
"""The one worker of this process, by its job: on Ray a task comes with a new object each time, and
models must not be loaded for each."""


def _close_workers() -> None:
    for other in _worker.values():
        other.close()
    _worker.clear()


def _worker_for(job: bytes, most: int | None) -> Worker:
    with _starting:
        if job not in _worker:
            _close_workers()
            told = pickle.loads(job)  # noqa: S301 - from the driver of this very run
            _worker[job] = Worker(told, most=most)
        return _worker[job]


def make_engine(
    name: str,
    *,
    workers: int | None = None,
    ray: str | None = None,
    job: Job | None = None,
    tasks: int = 0,
) -> Engine:
    """The engine called ``name``.

    Args:
        name: one of :data:`ENGINES`.
        workers: processes of this machine that work at a time; ``None``: one for each core.
        ray: the address of the cluster; ``None``: the one that the environment names.
        job: that of the tasks to come: workers of this machine start while the engine does, but
            where an earlier run has begun with it; nobody knows yet what that has left.
        tasks: how many will come; no more workers than that are started.

    Raises:
        ConfigError: there is no such engine, or what it needs is not installed.
    """
    if name == IN_PROCESS:
        return InProcess()
    if name == NATIVE:
        number = workers or usable_cores()
        try:
            if job is not None and not done_partitions(job.output, CorpusStage.EXTRACT.value):
                _worker_for(pickle.dumps(job), number).start(min(number, tasks))
            daft = import_daft()
            _choose(daft, NATIVE, daft.set_runner_native)
        except BaseException:
            _close_workers()
            raise
        return OnDaft(daft=daft, workers=number)
    if name == RAY:
        cluster, daft = import_ray(), import_daft()
        if not cluster.is_initialized():
            cluster.init(ray or "auto", runtime_env={"env_vars": QUIET}, log_to_driver=False)
        _choose(daft, RAY, partial(daft.set_runner_ray, noop_if_initialized=True))
        return OnDaft(daft=daft, workers=None)
    raise ConfigError(f"there is no engine {name!r}; known: {', '.join(ENGINES)}")
