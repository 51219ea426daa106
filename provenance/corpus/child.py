"""The process in which records are worked on: it may be ended without loss.

``python -m provenance.corpus.child FD`` speaks over the socket ``FD`` with the worker that started
it (:mod:`provenance.corpus.guard`), and ends when that one does.
"""

import gc
import os
import sys
from multiprocessing.connection import Connection

from provenance.corpus.tasks import Job, Resumption, Task
from provenance.corpus.units import BrokeOff, Ended, told_of
from provenance.errors import ProvenanceError
from provenance.pacing import collect_rarely

_IDLE_SECONDS = 0.2
"""Without a task, after which a worker makes ready what the next stage needs: the driver is at the
stories, or another worker at its last task."""


def serve(connection: Connection) -> None:
    """Work on the tasks that come over ``connection`` until it is closed."""
    from provenance.corpus.stages import walk_task  # noqa: PLC0415 - the parent needs none of it
    from provenance.corpus.workbench import open_workbench  # noqa: PLC0415 - likewise

    job: Job = connection.recv()
    try:
        collect_rarely()
        with open_workbench(job) as bench:
            while True:
                if not connection.poll(_IDLE_SECONDS):
                    bench.get_ready()
                task, resumption = _next_task(connection)
                for word in walk_task(task, bench, resumption):
                    connection.send(word)
                connection.send(Ended())
                if not gc.get_freeze_count():
                    # Tables and models stay: the collector need not look at them again and again.
                    gc.collect()
                    gc.freeze()
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
    """Serve the socket whose number is the only argument."""
    connection = Connection(int(sys.argv[1]))
    # What a library prints must not end up in the output of the run.
    os.dup2(2, 1)
    serve(connection)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
