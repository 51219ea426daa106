"""The web as a gatherer sees it: pages, and the states of them that archives keep."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

import attrs

from provenance.finding import Sought
from provenance.model import Capture, FetchFailure
from provenance.terms import Reason
from provenance.urls import host_of

if TYPE_CHECKING:
    from provenance.fetching import Client
    from provenance.fetching.archives import Archive
    from provenance.fetching.finding import FindAnswer

_AT_ONCE = 8
"""Requests under way at once of a caller's own fetcher."""
_PATIENCE = 2
"""After so many requests that an archive left without an answer it is asked no more in a run: each
can take the better part of a minute."""
_NO_ANSWER = frozenset({Reason.DNS, Reason.CONNECTION, Reason.TIMEOUT, Reason.TLS})


class Web(Protocol):
    """Where pages come from."""

    @property
    def today(self) -> str | None:
        """The day (RFC 3339) on which pages are taken; ``None`` where nobody knows."""

    @property
    def archive_hosts(self) -> tuple[str, ...]:
        """Whom :meth:`archived` may ask."""

    @property
    def proxied(self) -> bool:
        """Whether a proxy looks names up."""

    def pages(self, urls: Sequence[str]) -> tuple[Capture | FetchFailure, ...]:
        """The pages at ``urls``, in their order."""

    def archived(self, url: str, day: str | None, /, *, is_before: bool = False) -> Capture | None:
        """The state of a page that an archive keeps, next to ``day``; ``None`` where none does.

        Args:
            url: the page's own address.
            day: RFC 3339; ``None``: the latest state.
            is_before: whether a state after ``day`` will not do.
        """

    def search(self, sought: Sought, /) -> "FindAnswer | None":
        """What a site has of a document that was sought; ``None`` where nobody can look."""


@attrs.define(kw_only=True)
class ClientWeb:
    """The web through a client that is polite to everybody."""

    client: "Client"
    archives: tuple["Archive", ...] = ()
    today: str | None = None
    _unanswered: Counter[str] = attrs.field(factory=Counter, init=False)

    @property
    def archive_hosts(self) -> tuple[str, ...]:
        """The hosts of the archives' TimeGates, in their order."""
        return tuple(host_of(archive.timegate) for archive in self.archives)

    @property
    def proxied(self) -> bool:
        """Whether a proxy looks names up."""
        return self.client.proxied

    def pages(self, urls: Sequence[str]) -> tuple[Capture | FetchFailure, ...]:
        """See :meth:`Web.pages`."""
        return self.client.get_all(urls)

    def archived(self, url: str, day: str | None, *, is_before: bool = False) -> Capture | None:
        """See :meth:`Web.archived`."""
        from provenance.fetching.archives import (  # noqa: PLC0415 - offline runs load no network library
            captures_of,
            fetch_memento,
        )

        asked = tuple(a for a in self.archives if self._unanswered[_home(a)] < _PATIENCE)
        if not asked:
            return None
        answer = captures_of(self.client, url, near=day, archives=asked)
        for failure in answer.failures:
            self._remember(failure, asked)
        chosen = answer.before if is_before else answer.best
        result = None if chosen is None else fetch_memento(self.client, chosen)
        return result if isinstance(result, Capture) else None

    def search(self, sought: Sought, /) -> "FindAnswer":
        """See :meth:`Web.search`."""
        from provenance.fetching.finding import find_sources  # noqa: PLC0415 - likewise

        return find_sources(self.client, sought)

    def _remember(self, failure: FetchFailure, asked: Sequence["Archive"]) -> None:
        for archive in asked:
            if archive.holds(failure.url):
                answered = failure.reason not in _NO_ANSWER
                self._unanswered[_home(archive)] = (
                    0 if answered else 1 + self._unanswered[_home(archive)]
                )


def _home(archive: "Archive") -> str:
    return host_of(archive.timegate)


@attrs.frozen(kw_only=True)
class FetcherWeb:
    """The web through a function of the caller's own; it knows no archives."""

    fetcher: Callable[[str], Capture | FetchFailure]
    today: str | None = None
    archive_hosts: tuple[str, ...] = ()
    proxied: bool = False

    def pages(self, urls: Sequence[str]) -> tuple[Capture | FetchFailure, ...]:
        """See :meth:`Web.pages`."""
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            return tuple(pool.map(self.fetcher, urls))

    def archived(self, _url: str, _day: str | None, *, is_before: bool = False) -> Capture | None:  # noqa: ARG002 - the name is the protocol's
        """Nothing."""
        return None

    def search(self, _sought: Sought, /) -> None:
        """Nothing."""
        return
