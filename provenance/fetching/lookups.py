"""Waiting for what cannot be interrupted: a look-up of a name."""

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from provenance.fetching.addresses import Refusal
from provenance.terms import Reason

_T = TypeVar("_T")


def within(seconds: float, work: Callable[[], _T]) -> _T:
    """What ``work`` returns, or raises, in a thread of its own.

    Raises:
        Refusal: it takes longer; the thread then ends when ``work`` does.
    """
    answers: queue.SimpleQueue[tuple[_T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((work(), None))
        except BaseException as error:  # noqa: BLE001 - raised below, where it is waited for
            answers.put((None, error))

    threading.Thread(target=run, name="look-up", daemon=True).start()
    try:
        result, error = answers.get(timeout=max(seconds, 0))
    except queue.Empty as cause:
        raise Refusal(Reason.TIMEOUT, "no address found in time") from cause
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # without an error it is what work returned
