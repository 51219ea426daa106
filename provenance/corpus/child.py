"""The process in which records are worked on: it may be ended without loss.

``python -m provenance.corpus.child FD`` imports what a worker needs and forks one for each socket
that comes over the socket ``FD`` (:mod:`provenance.corpus.nursery`). A worker speaks over its own
with the guard that wanted it (:mod:`provenance.corpus.guard`), and ends when that one does.
"""

import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from provenance.corpus.nursery import ORDER_BYTES
from provenance.corpus.tasks import Job, Resumption, Task
from provenance.corpus.units import BrokeOff, Ended, told_of
from provenance.errors import ProvenanceError
from provenance.pacing import collect_rarely

_IDLE_SECONDS = 0.2
"""Without a task, after which a worker makes ready what the next stage needs: the driver is at the
stories, or another worker at its last task."""


def make_ready() -> None:
    """Import what workers need, and read the tables and patterns that every article asks for."""
    from provenance.corpus import stages  # noqa: F401, PLC0415 - the driver needs none of it
    from provenance.corpus.warming import warm_up  # noqa: PLC0415 - likewise

    collect_rarely()
    warm_up()
    # What is there stays: the collector need not look at it, nor write to what workers share.
    gc.collect()
    gc.freeze()


def wait_for_birth(orders: socket.socket) -> Connection | None:
    """Fork a worker for each one that is ordered.

    Returns:
        In a worker the way to its guard; in the process that forks ``None``, when it is over.
    """
    while True:
        order, handles, _, _ = socket.recv_fds(orders, ORDER_BYTES, 1, socket.MSG_WAITALL)
        if len(order) < ORDER_BYTES:
            _end_all()
            return None
        ended = int.from_bytes(order, "big")
        if ended:
            with suppress(ChildProcessError):  # That of a process before this one.
                os.waitpid(ended, 0)
            continue
        if os.fork() == 0:
            orders.close()
            return Connection(handles[0])
        os.close(handles[0])


def _end_all() -> None:
    """End the workers of a driver that is gone, also one that is busy with what never ends."""
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)


def serve(connection: Connection) -> None:
    """Say who this is, and work on the tasks that come over ``connection`` until it is closed."""
    from provenance.corpus.stages import walk_task  # noqa: PLC0415 - the driver needs none of it
    from provenance.corpus.workbench import open_workbench  # noqa: PLC0415 - likewise

    try:
        connection.send(os.getpid())
        job: Job = connection.recv()
        with open_workbench(job) as bench:
            is_settled = False
            while True:
                if not connection.poll(_IDLE_SECONDS):
                    bench.get_ready()
                task, resumption = _next_task(connection)
                for word in walk_task(task, bench, resumption):
                    connection.send(word)
                connection.send(Ended())
                if not is_settled:
                    # Models and documents stay, too.
                    gc.collect()
                    gc.freeze()
                    is_settled = True
    except ProvenanceError as error:
        connection.send(BrokeOff(kind=type(error).__name__, told=str(error)))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except OSError as error:
        connection.send(BrokeOff(kind="StoreError", told=told_of(error)))


def _next_task(connection: Connection) -> tuple[Task, Resumption]:
    task, resumption = connection.recv()
    return task, resumption


def main() -> int:
    """Take orders over the socket whose number is the only argument."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    # What a library prints must not end up in the output of the run.
    os.dup2(2, 1)
    make_ready()
    connection = wait_for_birth(orders)
    if connection is not None:
        serve(connection)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
