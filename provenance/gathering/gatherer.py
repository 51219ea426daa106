"""The gatherer: which cited documents are there already, which are asked for, what came of it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import attrs

from provenance.documents import not_tried
from provenance.finding import Sought
from provenance.gathering.choosing import (
    Candidate,
    Readings,
    best_of,
    candidate_in,
    candidate_of,
    later_than,
)
from provenance.gathering.web import Web
from provenance.model import Capture, Document, FetchFailure
from provenance.store import Store
from provenance.store.snapshots import is_not_later
from provenance.terms import ArchivePolicy, DocumentStatus, Reason
from provenance.urls import host_of, url_key

if TYPE_CHECKING:
    from provenance.fetching.finding import FindAnswer

_BATCH = 50
"""Pages after which what was got is kept: as much as an interruption may cost."""

_ARCHIVE_HELPS = frozenset(
    {
        *(Reason.DNS, Reason.CONNECTION, Reason.TIMEOUT, Reason.TLS),
        *(Reason.HTTP_403, Reason.HTTP_404, Reason.HTTP_410, Reason.HTTP_5XX),
        *(Reason.SOFT_404, Reason.MOVED_TO_FRONT_PAGE),
    }
)
"""Why a page may be had from an archive: it is gone or out of reach. What its site asks programs
not to read, or shows to nobody without an account, is not fetched round its back."""

Announce = Callable[[tuple[str, ...], tuple[str, ...]], None]
"""Told which hosts will be contacted, and which archives may be, before the first request."""


@attrs.frozen
class Wanted:
    """An address that articles cite."""

    url: str
    day: str | None = None
    """The earliest day (RFC 3339) of an article that cites it; ``None`` where none is dated."""


@attrs.frozen(kw_only=True)
class Gathered:
    """What became of an address."""

    document: Document
    """Read, failed with a reason, or not tried."""
    later: Document | None = None
    """A younger capture of it that says something else, where the store has one."""


@attrs.define(kw_only=True)
class Gatherer:
    """Gathers documents: from the store, from the web, from archives."""

    store: Store | None = None
    """Where captures are kept; ``None``: nothing is written anywhere."""
    web: Web | None = None
    """``None``: no request is made."""
    archive: ArchivePolicy = ArchivePolicy.FALLBACK
    announce: Announce | None = None
    is_over: Callable[[], bool] = attrs.field(default=lambda: False, repr=False)
    """Whether the time of the run is used up: then nobody is asked any more."""
    _readings: Readings = attrs.field(factory=Readings, init=False)

    @property
    def proxied(self) -> bool:
        """Whether requests go through a proxy, which then looks names up."""
        return self.web is not None and self.web.proxied

    def gather(self, wanted: Sequence[Wanted]) -> tuple[Gathered, ...]:
        """What there is of each address, in the order given.

        Raises:
            StoreError: the store is damaged where it is needed, or cannot be written.
        """
        asked = dict.fromkeys(wanted)
        got: dict[str, list[Capture | FetchFailure]] = {}
        if self.web is not None:
            self._fetch(self.web, tuple(asked), got)
        found = {one: self._chosen(one, got) for one in asked}
        return tuple(found[one] for one in wanted)

    def find(self, sought: Sought) -> Document | None:
        """The document that was sought on its site; ``None`` where none is recognised.

        What is fetched for it is kept; with a store, what the store then keeps decides.
        """
        answer = None if self.web is None else self.web.search(sought)
        if self.store is not None:
            if answer is not None:
                self.store.put_all((*answer.listings, *(one.result for one in answer.finds)))
            answer = search_in(self.store, sought)
        best = None if answer is None else answer.best
        return None if best is None else best.document

    def tell_sites(self, urls: Sequence[str]) -> None:
        """Tell that sites will be looked through, before any is."""
        if self.web is not None and self.announce is not None and urls:
            self.announce(tuple(sorted({host_of(url) for url in urls})), ())

    def _chosen(self, one: Wanted, got: dict[str, list[Capture | FetchFailure]]) -> Gathered:
        candidates = self._candidates(one, got)
        best = best_of(candidates, self._readings, url=one.url, day=one.day)
        if best is None:
            is_late = self.web is not None and self.is_over()
            reason = Reason.OUT_OF_TIME if is_late else Reason.OFFLINE
            return Gathered(document=not_tried(one.url, reason))
        later = later_than(best, candidates, self._readings, url=one.url) if best.is_good else None
        return Gathered(document=best.document, later=later)

    def _candidates(
        self, one: Wanted, got: dict[str, list[Capture | FetchFailure]]
    ) -> tuple[Candidate, ...]:
        """What is kept of the address; without a store, what was got in this run."""
        store = self.store
        if store is None:
            return tuple(map(candidate_of, got.get(url_key(one.url), ())))
        return tuple(
            candidate_in(snapshot, partial(store.read, snapshot))
            for snapshot in store.captures(one.url)
        )

    def _fetch(
        self, web: Web, asked: Sequence[Wanted], got: dict[str, list[Capture | FetchFailure]]
    ) -> None:
        early = [one for one in asked if self._is_wanted_early(one, web)]
        by_key = {url_key(one.url): one for one in asked if self._is_missing(one, got)}
        missing = list(by_key.values())
        if not early and not missing:
            return
        self._tell(web, missing)
        for one in early:
            if self.is_over():
                return
            self._keep(_some(web.archived(one.url, one.day, is_before=True)), got)
        left = [one for one in missing if one not in early or self._is_missing(one, got)]
        for start in range(0, len(left), _BATCH):
            if self.is_over():
                return
            batch = left[start : start + _BATCH]
            pages = web.pages([one.url for one in batch])
            self._keep(pages, got)
            if self.archive is ArchivePolicy.NEVER:
                continue
            for one, page in zip(batch, pages, strict=True):
                if self._readings.document(page).reason in _ARCHIVE_HELPS:
                    self._keep(_some(web.archived(one.url, one.day)), got)

    def _tell(self, web: Web, missing: Sequence[Wanted]) -> None:
        if self.announce is not None:
            hosts = tuple(sorted({host_of(one.url) or one.url for one in missing}))
            has_archives = self.archive is not ArchivePolicy.NEVER
            self.announce(hosts, web.archive_hosts if has_archives else ())

    def _keep(
        self,
        results: Iterable[Capture | FetchFailure],
        got: dict[str, list[Capture | FetchFailure]],
    ) -> None:
        kept = tuple(results)
        for result in kept:
            got.setdefault(url_key(result.url), []).append(result)
        if self.store is not None and kept:
            self.store.put_all(kept)

    def _is_missing(self, one: Wanted, got: dict[str, list[Capture | FetchFailure]]) -> bool:
        return self._chosen(one, got).document.status is not DocumentStatus.READ

    def _is_wanted_early(self, one: Wanted, web: Web) -> bool:
        """Whether an archive is asked before the site, for the state of the day."""
        if self.archive is not ArchivePolicy.PREFER_DATE or one.day is None or web.today is None:
            return False
        held = self._chosen(one, {}).document
        if held.status is DocumentStatus.READ and held.captured_at is not None:
            return not is_not_later(held.captured_at, one.day)
        return not is_not_later(web.today, one.day)


def _some(capture: Capture | None) -> tuple[Capture, ...]:
    return () if capture is None else (capture,)


def search_in(store: Store, sought: Sought) -> "FindAnswer":
    """The same search over what ``store`` keeps of the site."""
    from provenance.fetching.finding import find_document  # noqa: PLC0415 - only where it is sought

    def kept(url: str) -> Capture | FetchFailure:
        missing = FetchFailure(url=url, reason=Reason.OFFLINE, detail="not kept", captured_at="")
        return store.get(url) or missing

    return find_document(
        sought, fetch_listing=kept, fetch_pages=lambda urls: tuple(map(kept, urls))
    )
