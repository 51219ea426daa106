"""Watches a process that works on records: one that takes too long, or dies, costs one record."""

from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection

import attrs

from provenance.corpus.nursery import Nursery
from provenance.corpus.tasks import Job, Resumption, Task
from provenance.corpus.units import Began, BrokeOff, Ended, Finished, Word, error_of
from provenance.errors import ProvenanceError
from provenance.terms import Reason

_SECONDS_TO_START = 120.0
"""For imports, models, and the first word on a task that goes on far down in a slice."""
_MOST_DEATHS_IN_A_ROW = 3
"""Deaths of the process without a unit to blame after which the run ends: it is not the records."""


@attrs.define(kw_only=True, eq=False)
class Guard:
    """Walks through tasks in a process of its own; started when first needed, closed at the end."""

    job: Job
    nursery: Nursery
    _pid: int | None = attrs.field(init=False, default=None)
    _connection: Connection | None = attrs.field(init=False, default=None)

    def start(self) -> Connection:
        """Start the process, if there is none; the way to it."""
        if self._connection is None:
            self._connection = self.nursery.fork()
            with suppress(BrokenPipeError):  # Nobody was there to fork; whoever waits will see.
                self._connection.send(self.job)
        return self._connection

    def walk(self, task: Task) -> Iterator[Finished]:
        """The units of ``task`` as they are done; one that is given up says so in its rows.

        Raises:
            ProvenanceError: the run itself cannot go on.
        """
        resumption, deaths = Resumption(), 0
        while True:
            blamed: Began | None = None
            try:
                for word in self._words(task, resumption):
                    if isinstance(word, Began):
                        blamed = word
                        continue
                    blamed, deaths = None, 0
                    resumption = attrs.evolve(resumption, after=word.unit)
                    yield word
            except TimeoutError:
                reason = Reason.OUT_OF_TIME
            except (EOFError, OSError):
                reason = Reason.CRASHED
            else:
                return
            self.close()
            deaths += 1
            resumption = _without(resumption, blamed, reason, deaths)

    def _words(self, task: Task, resumption: Resumption) -> Iterator[Word]:
        """What the process says of ``task``.

        Raises:
            TimeoutError: it has been silent for too long.
            EOFError: it has died.
            ProvenanceError: it says that the run cannot go on.
        """
        connection = self.start()
        self._meet()
        with suppress(BrokenPipeError):  # It ended before there was a task, and may have said why.
            connection.send((task, resumption))
        patience = _SECONDS_TO_START
        while True:
            if not connection.poll(patience):
                raise TimeoutError
            word = connection.recv()
            if isinstance(word, Ended):
                return
            if isinstance(word, BrokeOff):
                self.close()
                raise error_of(word)
            patience = self._seconds * (word.articles if isinstance(word, Began) else 1)
            yield word

    @property
    def pid(self) -> int | None:
        """The process that works, once it is up; ``None`` while there is none."""
        with suppress(EOFError, OSError):
            self._meet()
        return self._pid

    def _meet(self) -> None:
        """Learn the number of the process that was started.

        Raises:
            TimeoutError: it does not come up.
            EOFError: it died before.
        """
        if self._connection is not None and self._pid is None:
            if not self._connection.poll(_SECONDS_TO_START):
                raise TimeoutError
            self._pid = self._connection.recv()

    def close(self) -> None:
        """End the process; the next task starts another."""
        pid, self._pid = self._pid, None
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if pid is not None:
            self.nursery.end(pid)

    @property
    def _seconds(self) -> float:
        return self.job.seconds or _SECONDS_TO_START


def _without(
    resumption: Resumption, blamed: Began | None, reason: Reason, deaths: int
) -> Resumption:
    if blamed is None or resumption.reason_of(blamed.unit) is not None:
        # Nothing to leave out, or it was left out already: it is not the records.
        if deaths >= _MOST_DEATHS_IN_A_ROW:
            raise ProvenanceError(
                f"the process that works on records ended {deaths} times in a row "
                f"({reason.value}); look at its words above, and at the memory of the machine"
            )
        return resumption
    return attrs.evolve(resumption, given_up=(*resumption.given_up, (blamed.unit, reason)))
