"""The loop beside the server: looks what was saved, and has it checked."""

from collections.abc import Callable

import attrs

from provenance.serving.live import Edition, LiveReport
from provenance.serving.watching import State, Watch

POLL = 0.5
"""Seconds between two looks. A change is acted on when a second look finds nothing newer."""


@attrs.define
class Keeper:
    """Keeps ``live`` as new as the files that ``watch`` sees."""

    live: LiveReport
    watch: Watch
    tell: Callable[[Edition], None] = attrs.field(default=lambda _: None)
    """Told of every new edition, and of every attempt that failed."""
    _articles: State = attrs.field(init=False)
    _decisions: State = attrs.field(init=False)

    @_articles.default
    def _articles_now(self) -> State:
        return self.watch.articles()

    @_decisions.default
    def _decisions_now(self) -> State:
        return self.watch.decisions()

    def keep(self, seconds: float = POLL) -> None:
        """Look, and act, until somebody interrupts."""
        while True:
            self.live.wake.wait(seconds)
            self.look(seconds)

    def look(self, seconds: float = 0) -> bool:
        """Act on what changed since the last look; whether anything had.

        Args:
            seconds: how long a file must have stayed as it is, so that none is read half written.
        """
        self.live.wake.clear()
        articles, decisions = self.watch.articles(), self.watch.decisions()
        if articles != self._articles:
            while seconds and (later := self._after(seconds)) != articles:
                articles = later
            self._articles, self._decisions = articles, self.watch.decisions()
            self.tell(self.live.recheck())
            return True
        if decisions != self._decisions:
            self._decisions = decisions
            self.tell(self.live.resettle())
            return True
        return False

    def _after(self, seconds: float) -> State:
        self.live.wake.wait(seconds)
        return self.watch.articles()
