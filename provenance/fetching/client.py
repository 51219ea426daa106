"""Fetching politely: many pages, from many hosts at once, none of them pressed."""

from collections.abc import Callable, Iterable
from types import TracebackType

import attrs

from provenance.fetching.connections import Connections
from provenance.fetching.exchanges import timestamp
from provenance.fetching.options import FetchOptions
from provenance.fetching.robots import Robots
from provenance.fetching.turns import Turns
from provenance.fetching.visits import Visitor
from provenance.model import Capture, FetchFailure

_DEFAULTS = FetchOptions()


class Client:
    """Fetches pages over connections it keeps; knows whom it asked, and when.

    Every host has its own pace, every origin its ``robots.txt``, those of redirects included.
    Safe with threads. Used in a ``with``, or closed by :meth:`close`.
    """

    def __init__(
        self,
        options: FetchOptions = _DEFAULTS,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """A client that has asked nobody yet.

        Args:
            options: how to fetch.
            progress: told by :meth:`get_all`, in the caller's thread, how many of how many pages
                are done.
        """
        self._options = options
        self._progress = progress
        self._connections = Connections(options, keeps=True)
        self._turns = Turns(
            connections=options.per_host_connections, interval=options.per_host_delay
        )
        self._visitor = Visitor(
            options=options, connections=self._connections, turns=self._turns, robots=Robots()
        )

    @property
    def proxied(self) -> bool:
        """Whether a proxy looks names up, and so has to keep private machines away."""
        return self._options.proxy is not None

    @property
    def today(self) -> str:
        """The day (RFC 3339, UTC) by the clock of its captures."""
        return timestamp(self._options.now())[:10]

    def get(self, url: str) -> Capture | FetchFailure:
        """The page at ``url``, or why it could not be had; never raises for the other side's sake.

        A response that broke off, also in the second try, comes back with ``truncated`` set.
        """
        return self._turns.run(self._visitor.visit(url))

    def get_all(self, urls: Iterable[str]) -> tuple[Capture | FetchFailure, ...]:
        """The pages at ``urls``, in their order, fetched over many hosts at once.

        Addresses that differ in their fragment alone are asked for once.
        """
        asked = tuple(urls)
        distinct = tuple(dict.fromkeys(_without_fragment(url) for url in asked))
        results = self._turns.run_all(
            [self._visitor.visit(url) for url in distinct],
            workers=self._options.workers,
            progress=self._progress,
        )
        found = dict(zip(distinct, results, strict=True))
        return tuple(attrs.evolve(found[_without_fragment(url)], url=url) for url in asked)

    def close(self) -> None:
        """Close the connections that are kept."""
        self._connections.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def fetch(url: str, *, options: FetchOptions = _DEFAULTS) -> Capture | FetchFailure:
    """The page at ``url``, or why it could not be had; never raises, whatever the other side does.

    One page that a person asked for: no ``robots.txt``, no second try. Every redirect is vetted
    like the first address. A response cut short comes back with ``truncated`` set, one beyond
    ``max_bytes`` is a failure.
    """
    alone = attrs.evolve(options, obey_robots=False, retries=0, per_host_delay=0.0)
    connections = Connections(alone, keeps=False)
    turns = Turns(connections=1, interval=0.0)
    visitor = Visitor(options=alone, connections=connections, turns=turns, robots=Robots())
    try:
        return turns.run(visitor.visit(url))
    finally:
        connections.close()


def _without_fragment(url: str) -> str:
    return url.strip().partition("#")[0]
