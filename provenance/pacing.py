"""How a run goes forward: who is told how far it is, when its time is over, how memory is swept."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import attrs

_Thing = TypeVar("_Thing")

Tell = Callable[[str, int, int], None]
"""Told a step of the run, how many of its things are done, and how many there are."""

READING = "articles read"
FETCHING = "pages fetched"
JUDGING = "articles checked"
_COLLECTED = (50_000, 20, 50)


def collect_rarely() -> None:
    """Look for cycles seldom: an article makes many values and few cycles.

    For processes that are ours alone, the command line and the workers of corpus runs; a process
    that imports the package is its owner's.
    """
    gc.set_threshold(*_COLLECTED)


@attrs.frozen(kw_only=True)
class Pace:
    """The budget of a run and its listener; without either a run goes as it goes."""

    seconds: float | None = None
    """After so many seconds nothing new is begun; ``None``: there is no hurry."""
    tell: Tell | None = None
    clock: Callable[[], float] = attrs.field(default=time.monotonic, repr=False)
    _began: float = attrs.field(init=False, repr=False)

    @_began.default
    def _now(self) -> float:
        return self.clock()

    @property
    def is_watched(self) -> bool:
        """Whether it matters how far a step has come."""
        return self.seconds is not None or self.tell is not None

    def is_over(self) -> bool:
        """Whether the budget is used up."""
        return self.seconds is not None and self.clock() - self._began >= self.seconds

    def each(
        self, step: str, things: Sequence[_Thing], *, before: int = 0, total: int | None = None
    ) -> Iterator[_Thing]:
        """``things`` one by one, as long as there is time; the listener hears of each.

        Args:
            step: what is done with them.
            things: all of the step, or one share of them.
            before: how many of the step were done in earlier shares.
            total: how many the step has in all; as many as ``things`` if ``None``.
        """
        every = len(things) if total is None else total
        for done, thing in enumerate(things, start=before):
            if self.is_over():
                return
            self._tell(step, done, every)
            yield thing
        self._tell(step, before + len(things), every)

    def _tell(self, step: str, done: int, total: int) -> None:
        if self.tell is not None:
            self.tell(step, done, total)
