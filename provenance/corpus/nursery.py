"""Where the processes that work on records come from: forked from one that has imported it all.

To import what a worker needs and to read its tables takes a second and a half; it is done once for
all workers of a machine, and not again for one that takes the place of a dead one. The forking
process has no thread and no task of its own (the *fork server* of :mod:`multiprocessing`, which
itself would import the script of the user once more).
"""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import attrs

import provenance
from provenance.errors import ProvenanceError

ORDER_BYTES = 8
"""Of an order: the number of a process that has been ended, or nought and, with it, a socket: a
worker is wanted at its other end."""
_SECONDS_TO_LEAVE = 5.0
_ONE_THREAD = {
    "PROVENANCE_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""A worker is one core: that of the machine times its cores would step on each other's feet. And
what forks has no other thread, which would be missing in the worker: Arrow would bring one."""


@attrs.define(eq=False)
class Nursery:
    """One process, started when the first worker is wanted; several threads may want one."""

    _processes: "list[subprocess.Popen[bytes]]" = attrs.field(init=False, factory=list)
    """The last one forks. One before it was killed by somebody else; its workers may be at work,
    and its number is kept, as that of their group, until nobody waits for them any more."""
    _orders: socket.socket | None = attrs.field(init=False, default=None)
    _lock: threading.Lock = attrs.field(init=False, factory=threading.Lock)
    _is_closed: bool = attrs.field(init=False, default=False)

    def fork(self) -> Connection:
        """The way to a new worker, whose first word is its number (PID); it need not be up yet.

        Raises:
            OSError: no process can be started.
            ProvenanceError: the run is over, and was ended while somebody was at a task.
        """
        ours, its = Pipe()
        try:
            with self._lock:
                self._order_worker(its.fileno())
        except BaseException:
            ours.close()
            raise
        finally:
            its.close()
        return ours

    def end(self, pid: int) -> None:
        """Kill a worker, if it is still there."""
        with self._lock, suppress(OSError):
            if os.getpgid(pid) in {each.pid for each in self._processes}:
                os.kill(pid, signal.SIGKILL)
            if self._orders is not None:
                self._order(pid)

    def close(self) -> None:
        """End the process and all workers that came from it, for good."""
        with self._lock:
            self._is_closed = True
            self._drop_orders()
            for process in self._processes:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait(_SECONDS_TO_LEAVE)
            self._processes.clear()

    def _order_worker(self, handle: int) -> None:
        if self._is_closed:
            raise ProvenanceError("the run was ended")
        try:
            self._order(0, handle)
        except OSError:
            # It was killed, as by a machine short of memory: another one.
            self._drop_orders()
            self._order(0, handle)

    def _order(self, number: int, *handles: int) -> None:
        if self._orders is None:
            self._orders = self._start()
        socket.send_fds(self._orders, [number.to_bytes(ORDER_BYTES, "big")], list(handles))

    def _start(self) -> socket.socket:
        ours, its = socket.socketpair()
        root = str(Path(provenance.__file__).parent.parent)
        path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
        try:
            process = subprocess.Popen(  # noqa: S603 - our own module, by our own Python
                [sys.executable, "-P", "-m", "provenance.corpus.child", str(its.fileno())],
                pass_fds=[its.fileno()],
                stdin=subprocess.DEVNULL,
                # A group of its own, with the workers: whoever ends it ends them all, and what is
                # typed to interrupt the driver does not come to them.
                process_group=0,
                env={**os.environ, **_ONE_THREAD, "PYTHONPATH": path},
            )
        except BaseException:
            ours.close()
            raise
        finally:
            its.close()
        self._processes.append(process)
        return ours

    def _drop_orders(self) -> None:
        orders, self._orders = self._orders, None
        if orders is not None:
            orders.close()
