"""Finding, on a publisher's site, the document that an article speaks of; only on request.

A feed or a sitemap is read, which the registry names or the site itself; of the pages listed there
a few that may be the document are fetched. The only addresses asked for are the one of the site and
those that the site lists: nothing that the article says goes into any request.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias
from urllib.parse import urlsplit

import attrs

from provenance.documents import document_of_capture
from provenance.fetching.asking import Asking, ask
from provenance.fetching.client import Client
from provenance.finding import (
    Candidate,
    Match,
    MatchKind,
    Sought,
    match_document,
    rank_candidates,
    worthwhile_listings,
)
from provenance.ingest.feeds import Entry, feeds_of_page, parse_listing, sitemaps_of_rules
from provenance.model import Capture, Document, FetchFailure

Result: TypeAlias = Capture | FetchFailure
FetchListing: TypeAlias = Callable[[str], Result]
"""How a feed, a sitemap, a ``robots.txt`` or the site's page is had."""
FetchPages: TypeAlias = Callable[[Sequence[str]], tuple[Result, ...]]
"""How candidates are had, in the order asked."""

MOST_PAGES = 5
"""Candidates fetched for one source."""
_MOST_LISTINGS = 6
"""Feeds and sitemaps fetched for one source."""
_GOOD = 0.5
"""Score from which no further list is asked for: half of the title's words are the article's."""
_WORTH = 0.05
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, "
    "text/html;q=0.8, text/plain;q=0.7, */*;q=0.1"
)
_TYPES = (
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
    *("application/xml", "text/xml", "text/html", "application/xhtml+xml", "text/plain"),
    *("application/gzip", "application/x-gzip", "application/octet-stream"),
)


@attrs.frozen(kw_only=True)
class Find:
    """A candidate that was fetched."""

    candidate: Candidate
    result: Result = attrs.field(repr=False)
    document: Document
    match: Match | None
    """Why it is the document; ``None``: nothing shows that it is, and it is no evidence."""


@attrs.frozen(kw_only=True)
class FindAnswer:
    """What the search for one document came to."""

    candidates: tuple[Candidate, ...] = ()
    """All of them, the likeliest first."""
    finds: tuple[Find, ...] = ()
    """Those that were fetched, in that order."""
    listings: tuple[Result, ...] = attrs.field(default=(), repr=False)
    """The lists that were asked for: kept with them, the search can be done again offline."""

    @property
    def best(self) -> Find | None:
        """The one that is the document; by a quotation rather than by its title."""
        matched = [find for find in self.finds if find.match is not None]
        return max(matched, key=_certainty, default=None)


def fetch_listing(client: Client, url: str) -> Result:
    """A feed, a sitemap, a ``robots.txt`` or a page with links to them."""
    return ask(client, Asking(url=url, accept=_ACCEPT, media_types=_TYPES)).result


def find_sources(client: Client, sought: Sought) -> FindAnswer:
    """The document that was sought, looked for on its site over ``client``."""
    return find_document(
        sought, fetch_listing=partial(fetch_listing, client), fetch_pages=client.get_all
    )


def find_document(
    sought: Sought, *, fetch_listing: FetchListing, fetch_pages: FetchPages
) -> FindAnswer:
    """The document that was sought, by whatever way lists and pages are had (also from a store)."""
    search = _Search(sought=sought, fetch_listing=fetch_listing)
    candidates = search.candidates()
    chosen = [one for one in candidates if one.score >= _WORTH][:MOST_PAGES]
    results = fetch_pages([one.url for one in chosen])
    finds = tuple(_find(one, result, sought) for one, result in zip(chosen, results, strict=True))
    return FindAnswer(candidates=candidates, finds=finds, listings=tuple(search.results))


def _find(candidate: Candidate, result: Result, sought: Sought) -> Find:
    document = document_of_capture(result)
    match = match_document(document, sought)
    return Find(candidate=candidate, result=result, document=document, match=match)


def _certainty(find: Find) -> tuple[bool, float, float]:
    assert find.match is not None  # noqa: S101 - only matched ones are compared
    return find.match.kind is MatchKind.QUOTATION, find.match.score, find.candidate.score


@attrs.define(kw_only=True)
class _Search:
    """The lists of one site that were read so far."""

    sought: Sought
    fetch_listing: FetchListing
    results: list[Result] = attrs.field(factory=list, init=False)
    _entries: list[Entry] = attrs.field(factory=list, init=False)
    _ranked: tuple[Candidate, ...] = attrs.field(default=(), init=False)
    _asked: int = attrs.field(default=0, init=False)

    def candidates(self) -> tuple[Candidate, ...]:
        """What the lists offer: the feeds first, which are short, then the sitemaps."""
        named = (*self.sought.feeds, *self.sought.sitemaps)
        self._read_all(named)
        if not named:
            self._read_all(self._linked_feeds())
            if not self._is_found():
                self._read_all(self._named_sitemaps())
        return self._ranked

    def _linked_feeds(self) -> tuple[str, ...]:
        page = self._had(self.sought.site)
        return () if page is None else feeds_of_page(page.body, url=page.final_url)

    def _named_sitemaps(self) -> tuple[str, ...]:
        parts = urlsplit(self.sought.site)
        rules = self._had(f"{parts.scheme}://{parts.netloc}/robots.txt")
        return () if rules is None else sitemaps_of_rules(rules.body)

    def _read_all(self, urls: Sequence[str]) -> None:
        left = [url for url in urls if self.sought.is_own(url)]
        while left and self._asked < _MOST_LISTINGS and not self._is_found():
            url = left.pop(0)
            self._asked += 1
            file = self._had(url)
            if file is None:
                continue
            listing = parse_listing(file.body, url=file.final_url)
            self._entries += listing.entries
            self._ranked = rank_candidates(self._entries, self.sought)
            # Sitemaps of an index come next: before other lists, which may be older.
            left[:0] = worthwhile_listings(listing.listings, self.sought)

    def _had(self, url: str) -> Capture | None:
        result = self.fetch_listing(url)
        self.results.append(result)
        return result if isinstance(result, Capture) else None

    def _is_found(self) -> bool:
        return bool(self._ranked) and self._ranked[0].score >= _GOOD
