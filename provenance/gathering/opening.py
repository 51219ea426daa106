"""A gatherer from settings: which store, which client, which archives."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from provenance.config import Settings
from provenance.errors import InputError
from provenance.gathering.gatherer import Announce, Gatherer
from provenance.gathering.web import ClientWeb, FetcherWeb
from provenance.intake import Fetcher, fetch_options, web_fetcher
from provenance.model import Capture, FetchFailure
from provenance.store import Store
from provenance.terms import ArchivePolicy, Reason

if TYPE_CHECKING:
    from provenance.fetching import Client

Progress = Callable[[int, int], None]
"""Told how many of how many pages are done."""


@contextmanager
def open_gatherer(
    settings: Settings,
    *,
    offline: bool = False,
    client: "Client | None" = None,
    fetcher: Fetcher | None = None,
    announce: Announce | None = None,
    progress: Progress | None = None,
) -> Iterator[Gatherer]:
    """A gatherer as the settings want it; its connections are closed at the end.

    Args:
        settings: which store, which archives, how fast.
        offline: make no request.
        client: by whom pages are fetched; ``None``: one made from the settings.
        fetcher: a function that fetches them instead; it asks no archives.
        announce: told whom the gatherer will contact.
        progress: told how far a client made here has come.

    Raises:
        ConfigError: the store is none, or cannot be written to; a setting makes no sense.
    """
    store = None if settings.store is None else Store.open(settings.store, create=not offline)
    if offline or fetcher is not None:
        web = None if offline or fetcher is None else FetcherWeb(fetcher=fetcher)
        yield Gatherer(store=store, web=web, archive=settings.archive, announce=announce)
        return
    from provenance.fetching import Client  # noqa: PLC0415 - offline runs load no network library
    from provenance.fetching.archives import load_archives  # noqa: PLC0415 - likewise

    never = settings.archive is ArchivePolicy.NEVER
    archives = () if never else load_archives(settings.archives)
    own = client or Client(fetch_options(settings), progress=progress)
    web_of_client = ClientWeb(client=own, archives=archives, today=own.today)
    try:
        yield Gatherer(store=store, web=web_of_client, archive=settings.archive, announce=announce)
    finally:
        if client is None:
            own.close()


def page_reader(
    gatherer: Gatherer, settings: Settings, *, fetcher: Fetcher | None = None
) -> Fetcher | None:
    """How the pages are read that are to be checked themselves; ``None``: no way to.

    What is fetched is kept in the store; without the network the store answers.
    """
    store = gatherer.store
    if gatherer.web is None:
        return None if store is None else lambda url: _kept(store, url)
    fetch = fetcher or web_fetcher(settings)
    if store is None:
        return fetch

    def fetch_and_keep(url: str) -> Capture | FetchFailure:
        result = fetch(url)
        store.put(result)
        return result

    return fetch_and_keep


def _kept(store: Store, url: str) -> Capture | FetchFailure:
    result = store.get(url)
    if result is None:
        raise InputError(
            f"cannot read '{url}': this run makes no requests and the store has no capture of it; "
            "run once without --offline",
            reason=Reason.OFFLINE,
        )
    return result
