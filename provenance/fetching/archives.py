"""Earlier states of a page, from web archives (Memento, RFC 7089).

Asked politely, over the client: an archive's TimeGate once, for the day that matters; its TimeMap
only where that brought nothing of the day or before; its latest capture only where that fails too.
An archive is believed only where it says when it took a page, and that it is the page asked for.
An address inside a private network is told to no archive.
"""

import datetime
from collections.abc import Iterable, Sequence

import attrs

from provenance.fetching.addresses import Refusal, parse_address, vet_name
from provenance.fetching.asking import Asking, Reply, ask, refused
from provenance.fetching.client import Client
from provenance.fetching.mementos import (
    MARK,
    STAMP,
    Archive,
    Memento,
    MementoAnswer,
    load_archives,
)
from provenance.fetching.timemaps import Link, http_date, parse_http_date, parse_links
from provenance.model import Capture, FetchFailure
from provenance.terms import Reason, Via
from provenance.urls import url_key

__all__ = [
    "Archive",
    "Memento",
    "MementoAnswer",
    "captures_of",
    "fetch_memento",
    "load_archives",
]

_PAGE = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.1"
_LIST = "application/link-format, text/plain;q=0.5"
_LIST_TYPES = ("application/link-format", "text/plain")
_MOST_OF_A_LIST = 4_000_000
"""Bytes of a TimeMap: about 30,000 captures. Archives list the oldest first."""
_MOST_LISTS = 2
"""A TimeMap, and one of those that it is divided into."""
_A_DAY = datetime.timedelta(days=1)
_UNWILLING = frozenset(
    {
        *(Reason.DNS, Reason.CONNECTION, Reason.TIMEOUT, Reason.TLS, Reason.PRIVATE_ADDRESS),
        *(Reason.BLOCKED_BY_ROBOTS, Reason.HTTP_401, Reason.HTTP_403, Reason.HTTP_429),
        *(Reason.HTTP_5XX, Reason.HTTP_404),
    }
)
"""With these at its TimeGate an archive is asked no more: it cannot be had, it does not want to, or
it has nothing of the page (404: RFC 7089, 4.5.5)."""


def captures_of(
    client: Client, url: str, *, near: str | None, archives: Sequence[Archive]
) -> MementoAnswer:
    """The captures of ``url`` nearest to a day; asks one archive after the other until one has one.

    Args:
        client: by whom they are asked.
        url: the page's own address.
        near: the day (RFC 3339 date or time; UTC) whose state is wanted, or else an earlier one;
            ``None``: the latest.
        archives: whom to ask, as of :func:`load_archives`.

    Raises:
        ValueError: ``near`` is neither a date nor a time.
    """
    end = None if near is None else _end_of_day(near)
    try:
        address = parse_address(url)
        vet_name(address, is_allowed=lambda _host, _ip: False)
    except Refusal as refusal:
        return MementoAnswer(failures=(refused(client, url, refusal),))
    found: list[Memento] = []
    failures: list[FetchFailure] = []
    for archive in archives:
        inquiry = _Inquiry(client=client, archive=archive, url=address.url, end=end)
        found += inquiry.found()
        failures += inquiry.failures
        if _latest_before(found, end) is not None:
            break
    return MementoAnswer(
        before=_latest_before(found, end),
        after=_earliest_after(found, end),
        failures=tuple(failures),
    )


def fetch_memento(client: Client, memento: Memento) -> Capture | FetchFailure:
    """The page that an archive took, under its own address; ``via`` and ``archived_at`` tell.

    ``redirects`` ends with its address in the archive. Nobody is asked where the page was had
    already. What is of another page, or does not say when it was taken, is a failure.
    """
    if memento.capture is not None:
        return memento.capture
    inquiry = _Inquiry(client=client, archive=memento.archive, url=memento.original, end=None)
    return inquiry.page_at(memento.archive.as_taken(memento.url))


@attrs.define(kw_only=True)
class _Inquiry:
    """What one archive is asked about one page."""

    client: Client
    archive: Archive
    url: str
    end: datetime.datetime | None
    """The end of the day; ``None``: the latest capture is wanted."""
    failures: list[FetchFailure] = attrs.field(factory=list, init=False)
    _lost: set[str] = attrs.field(factory=set, init=False)
    """Addresses in the archive that turned out to be no memento."""

    def found(self) -> tuple[Memento, ...]:
        """The captures next to the day, as far as the archive tells."""
        chosen, is_last_word = self._at_gate(self.end)
        if is_last_word or self.end is None:
            return chosen
        found = (*chosen, *self._listed())
        return found or self._at_gate(None)[0]

    def page_at(self, url: str) -> Capture | FetchFailure:
        """The page at an address of the archive."""
        return self._page(ask(self.client, self._asking(url)))

    def _at_gate(self, end: datetime.datetime | None) -> tuple[tuple[Memento, ...], bool]:
        """The capture that the TimeGate chooses and those it tells of; whether that settles it."""
        gate = self.archive.timegate.replace(MARK, self.url)
        reply = ask(self.client, self._asking(gate, end))
        page = self._page(reply)
        if isinstance(page, FetchFailure):
            self.failures.append(page)
            self._lost.add(self.archive.as_taken(reply.last))
            is_gate = isinstance(reply.result, FetchFailure) and not reply.passed
            return (), is_gate and page.reason in _UNWILLING
        here = page.redirects[-1]
        links = tuple(parse_links(_header(page, "link"), base=here))
        chosen = self._memento(here, _time_of(page), page)
        beside = [link for link in links if link.relations & {"prev", "next"}]
        found = (chosen, *self._mementos(beside))
        firsts = [link for link in links if "first" in link.relations]
        is_first_later = any(not _is_before(one, end) for one in self._mementos(firsts))
        return found, is_first_later or _latest_before(found, end) is not None

    def _listed(self) -> tuple[Memento, ...]:
        """The captures that the TimeMap lists, of its parts the one of the day."""
        found: list[Memento] = []
        at: str | None = self.archive.timemap.replace(MARK, self.url)
        for _ in range(_MOST_LISTS):
            if at is None:
                break
            links = self._links_at(at)
            found += self._mementos(links)
            at = self._part(links, but=at)
        return tuple(found)

    def _links_at(self, url: str) -> tuple[Link, ...]:
        asking = Asking(
            url=url,
            accept=_LIST,
            media_types=_LIST_TYPES,
            max_bytes=_MOST_OF_A_LIST,
            is_cut=True,
            onward=self._onward,
        )
        result = ask(self.client, asking).result
        if isinstance(result, FetchFailure):
            self.failures.append(result)
            return ()
        text = result.body.decode("utf-8", "replace")
        links = tuple(parse_links(text, base=result.final_url))
        if not self._is_of_page(links):
            self.failures.append(self._no_memento(result, "its TimeMap is of another page"))
            return ()
        return links

    def _part(self, links: Iterable[Link], *, but: str) -> str | None:
        """Of the TimeMaps into which one is divided (RFC 7089, 5.1.2), the day's.

        The last that begins before the day ends: its first capture is early enough.
        """
        parts = [
            (link.begins, link.target)
            for link in links
            if "timemap" in link.relations
            and link.target != but
            and link.begins is not None
            and (self.end is None or link.begins <= self.end)
            and self.archive.holds(link.target)
        ]
        return max(parts)[1] if parts else None

    def _mementos(self, links: Iterable[Link]) -> tuple[Memento, ...]:
        return tuple(
            self._memento(link.target, link.time)
            for link in links
            if "memento" in link.relations
            and link.time is not None
            and self.archive.holds(link.target)
            and self.archive.as_taken(link.target) not in self._lost
        )

    def _memento(
        self, url: str, time: datetime.datetime | None, page: Capture | None = None
    ) -> Memento:
        stamp = "" if time is None else _rfc3339(time)
        return Memento(
            url=url, original=self.url, archived_at=stamp, archive=self.archive, capture=page
        )

    def _asking(self, url: str, end: datetime.datetime | None = None) -> Asking:
        wanted = () if end is None else (("Accept-Datetime", http_date(end)),)
        return Asking(url=url, accept=_PAGE, headers=wanted, onward=self._onward)

    def _onward(self, url: str) -> str:
        if not self.archive.holds(url):
            raise Refusal(Reason.UNREADABLE, f"'{self.archive.name}' leads to another site")
        return self.archive.as_taken(url)

    def _page(self, reply: Reply) -> Capture | FetchFailure:
        """The page of a reply, under its own address, if the reply is a memento of it."""
        answer = reply.result
        if isinstance(answer, FetchFailure):
            return answer
        time = _time_of(answer)
        if time is None:
            return self._no_memento(answer, "it does not say when it was taken")
        if not self._is_of_page(parse_links(_header(answer, "link"), base=answer.final_url)):
            return self._no_memento(answer, "it is not said to be of this page")
        return attrs.evolve(
            answer,
            url=self.url,
            final_url=self.url,
            redirects=(*reply.passed, answer.final_url),
            via=Via.ARCHIVE,
            archived_at=_rfc3339(time),
        )

    def _is_of_page(self, links: Iterable[Link]) -> bool:
        originals = {url_key(link.target) for link in links if "original" in link.relations}
        return originals == {url_key(self.url)}

    def _no_memento(self, answer: Capture, why: str) -> FetchFailure:
        return FetchFailure(
            url=answer.url,
            reason=Reason.UNREADABLE,
            detail=f"no memento from '{self.archive.name}': {why}",
            captured_at=answer.captured_at,
            status=answer.status,
        )


def _time_of(answer: Capture) -> datetime.datetime | None:
    """When the archive took it; ``None`` where it does not say, or cannot be right.

    The time must be one that has been, and the one in the memento's address where that tells one.
    """
    times = {value for name, value in answer.headers if name == "memento-datetime"}
    time = parse_http_date(times.pop()) if len(times) == 1 else None
    asked = datetime.datetime.fromisoformat(answer.captured_at)
    if time is None or time > asked + _A_DAY:
        return None
    stamp = STAMP.search(answer.redirects[-1] if answer.via is Via.ARCHIVE else answer.final_url)
    if stamp is not None and abs(_stamped(stamp[1]) - time) > _A_DAY:
        return None
    return time


def _stamped(digits: str) -> datetime.datetime:
    try:
        moment = datetime.datetime.strptime(digits, "%Y%m%d%H%M%S")
    except ValueError:
        return datetime.datetime.min.replace(tzinfo=datetime.UTC)
    return moment.replace(tzinfo=datetime.UTC)


def _header(answer: Capture, name: str) -> str:
    return ", ".join(value for known, value in answer.headers if known == name)


def _end_of_day(near: str) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(near)
    day = (moment.astimezone(datetime.UTC) if moment.tzinfo else moment).date()
    return datetime.datetime.combine(day, datetime.time(23, 59, 59), tzinfo=datetime.UTC)


def _rfc3339(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _is_before(memento: Memento, end: datetime.datetime | None) -> bool:
    return end is None or memento.archived_at <= _rfc3339(end)


def _latest_before(found: Iterable[Memento], end: datetime.datetime | None) -> Memento | None:
    """The latest one; of two of one time the one whose page is there."""
    before = (one for one in found if _is_before(one, end))
    return max(before, key=lambda m: (m.archived_at, m.capture is not None), default=None)


def _earliest_after(found: Iterable[Memento], end: datetime.datetime | None) -> Memento | None:
    after = (one for one in found if not _is_before(one, end))
    return min(after, key=lambda m: (m.archived_at, m.capture is None), default=None)
