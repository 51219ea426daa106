"""Whose turn it is: how often, and how many at once, a host is asked.

A job is a generator that yields the gate it needs next and is resumed when it has passed it; it
leaves the gate itself. So a job that waits for its host holds no thread, and a few workers serve
many hosts.
"""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from typing import Generic, TypeAlias, TypeVar

import attrs

from provenance.fetching.addresses import Refusal

_T = TypeVar("_T")
_NEVER = float("inf")


@attrs.define(eq=False, kw_only=True)
class Gate:
    """What may be passed by so many at once, and so often. Changed by :class:`Turns` alone."""

    connections: int
    interval: float
    """Seconds between two starts."""
    inside: int = 0
    last_start: float = -_NEVER
    held_until: float = -_NEVER
    closed_until: float = -_NEVER
    closed: Refusal | None = None


Job: TypeAlias = Generator[Gate, None, _T]


class Turns:
    """The gates of a client. Safe with threads; times are of :func:`time.monotonic`."""

    def __init__(self, *, connections: int, interval: float) -> None:
        """Args: what holds for a host, until it asks for more room."""
        self._connections = connections
        self._interval = interval
        self._changed = threading.Condition()
        self._gates: dict[str, Gate] = {}

    def host(self, name: str) -> Gate:
        """The gate before every request to a host."""
        return self._gate(name, connections=self._connections, interval=self._interval)

    def first_at(self, origin: str) -> Gate:
        """The gate of those who do not yet know an origin's rules: one asks, the others wait."""
        return self._gate(origin, connections=1, interval=0.0)

    def leave(self, gate: Gate) -> None:
        """Let the next one pass."""
        with self._changed:
            gate.inside -= 1
            self._changed.notify_all()

    def hold(self, gate: Gate, seconds: float) -> None:
        """Let nobody pass for some time."""
        with self._changed:
            gate.held_until = max(gate.held_until, time.monotonic() + seconds)

    def close(self, gate: Gate, seconds: float, refusal: Refusal) -> None:
        """Turn everybody away, at once, for some time."""
        with self._changed:
            gate.closed_until = time.monotonic() + seconds
            gate.closed = refusal
            self._changed.notify_all()

    def slow_down(self, gate: Gate, seconds: float) -> None:
        """Leave at least so many seconds between two starts."""
        with self._changed:
            gate.interval = max(gate.interval, seconds)

    def closed(self, gate: Gate) -> Refusal | None:
        """Why those who pass are turned away; ``None`` if they are not."""
        with self._changed:
            return _closed(gate, time.monotonic())

    def run(self, job: Job[_T]) -> _T:
        """The result of one job, waiting in this thread."""
        try:
            gate = next(job)
            while True:
                self._pass(gate)
                gate = job.send(None)
        except StopIteration as end:
            result: _T = end.value
            return result
        finally:
            job.close()

    def run_all(
        self,
        jobs: Sequence[Job[_T]],
        *,
        workers: int,
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[_T, ...]:
        """The results of many jobs, in their order.

        Args:
            jobs: not yet begun.
            workers: how many are at work at once; those waiting for a turn do not count.
            progress: called in this thread with how many are done, and how many there are.
        """
        crowd = _Crowd(jobs, self._changed)
        for number in range(min(workers, len(jobs))):
            threading.Thread(target=crowd.work, name=f"fetch-{number}", daemon=True).start()
        results: dict[int, _T] = {}
        try:
            while len(results) < len(jobs):
                number, result, error = crowd.ended.get()
                if error is not None:
                    raise error
                results[number] = result  # type: ignore[assignment]  # there was no error
                if progress is not None:
                    progress(len(results), len(jobs))
        finally:
            crowd.stop()
        return tuple(results[number] for number in range(len(jobs)))

    def _gate(self, key: str, *, connections: int, interval: float) -> Gate:
        with self._changed:
            if key not in self._gates:
                self._gates[key] = Gate(connections=connections, interval=interval)
            return self._gates[key]

    def _pass(self, gate: Gate) -> None:
        with self._changed:
            while (opens := _opens_at(gate, now := time.monotonic())) > now:
                self._changed.wait(None if opens == _NEVER else opens - now)
            _enter(gate, now)


class _Crowd(Generic[_T]):
    """Jobs that are waiting before their gates, and the workers who take whoever may pass."""

    def __init__(self, jobs: Sequence[Job[_T]], changed: threading.Condition) -> None:
        self.ended: queue.SimpleQueue[tuple[int, _T | None, BaseException | None]] = (
            queue.SimpleQueue()
        )
        self._jobs = jobs
        self._changed = changed
        self._waiting: dict[Gate, deque[int]] = {}
        self._unfinished = len(jobs)
        for number in range(len(jobs)):
            self._resume(number)

    def work(self) -> None:
        """Resume jobs until all have ended."""
        while (number := self._next()) is not None:
            self._resume(number)

    def stop(self) -> None:
        """Begin nothing more."""
        with self._changed:
            self._unfinished = 0
            self._changed.notify_all()

    def _resume(self, number: int) -> None:
        try:
            gate = self._jobs[number].send(None)
        except StopIteration as end:
            self._end(number, end.value, None)
        except BaseException as error:  # noqa: BLE001 - raised in the thread that waits for all
            self._end(number, None, error)
        else:
            with self._changed:
                self._waiting.setdefault(gate, deque()).append(number)
                self._changed.notify_all()

    def _end(self, number: int, result: _T | None, error: BaseException | None) -> None:
        with self._changed:
            self._unfinished -= 1
            self._changed.notify_all()
        self.ended.put((number, result, error))

    def _next(self) -> int | None:
        with self._changed:
            while self._unfinished > 0:
                now = time.monotonic()
                opens = {gate: _opens_at(gate, now) for gate in self._waiting}
                free = [gate for gate, moment in opens.items() if moment <= now]
                if free:
                    # The longest queue first: it decides when all are done.
                    return self._taken(max(free, key=lambda gate: len(self._waiting[gate])), now)
                soonest = min(opens.values(), default=_NEVER)
                self._changed.wait(None if soonest == _NEVER else soonest - now)
        return None

    def _taken(self, gate: Gate, now: float) -> int:
        _enter(gate, now)
        number = self._waiting[gate].popleft()
        if not self._waiting[gate]:
            del self._waiting[gate]
        return number


def _opens_at(gate: Gate, now: float) -> float:
    if _closed(gate, now) is not None:
        return now
    if gate.inside >= gate.connections:
        return _NEVER
    return max(gate.last_start + gate.interval, gate.held_until)


def _enter(gate: Gate, now: float) -> None:
    gate.inside += 1
    if _closed(gate, now) is None:
        gate.last_start = now


def _closed(gate: Gate, now: float) -> Refusal | None:
    return gate.closed if now < gate.closed_until else None
