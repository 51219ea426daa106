"""The documents that a user has, in the order in which articles ask for them: by day, by issuer."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property

import attrs

from provenance.dates import DateMention
from provenance.linking.hosts import is_host_of
from provenance.linking.voices import Voice, is_same_name
from provenance.model import Document
from provenance.registry import Registry
from provenance.urls import host_of, url_key

_BEFORE = datetime.timedelta(days=45)
_AFTER = datetime.timedelta(days=1)
"""How long before, and how shortly after, the article a document must have appeared to be meant:
bodies are reported on within days, their monthly figures within weeks."""


@attrs.frozen
class _Issuer:
    """Who puts a document out."""

    publisher: str | None
    """Its id, if it is a known one."""
    name: str | None
    host: str

    def is_meant_by(self, voice: Voice) -> bool:
        if self.publisher is not None and voice.publisher is not None:
            return self.publisher == voice.publisher.id
        names = voice.names
        if self.name is not None and any(is_same_name(name, self.name) for name in names):
            return True
        return any(is_host_of(self.host, name) for name in names)


@attrs.frozen(eq=False)
class DocumentsAtHand:
    """Documents that named sources without an address may mean; made once for many articles."""

    documents: tuple[Document, ...]
    registry: Registry = attrs.field(repr=False)

    @classmethod
    def of(
        cls, documents: "Sequence[Document] | DocumentsAtHand", registry: Registry
    ) -> "DocumentsAtHand":
        """``documents``, if they are not ready already."""
        if isinstance(documents, DocumentsAtHand):
            return documents
        return cls(tuple(documents), registry)

    def timely(
        self,
        published: datetime.date | None,
        told: Iterable[DateMention],
        listed: Set[str],
    ) -> tuple[Document, ...]:
        """Those that appeared when a report on them would, in their order.

        Args:
            published: the day of the article.
            told: where that is unknown, days and months without a year that may be it.
            listed: keys of the addresses in the article's own list; those may be undated.
        """
        numbers = {number for key in listed for number in self._undated.get(key, ())}
        days = [published] if published is not None else self._days_of(told)
        for day in days:
            first = bisect_left(self._days, day - _BEFORE)
            last = bisect_right(self._days, day + _AFTER)
            numbers.update(self._dated[at][1] for at in range(first, last))
        return tuple(self.documents[number] for number in sorted(numbers))

    def meant_by(self, voice: Voice, documents: Sequence[Document]) -> Document | None:
        """The one of ``documents`` that whoever is cited put out; ``None`` for none or several."""
        issuers: dict[_Issuer, list[Document]] = {}
        for document in documents:
            issuer = self._issuers.get(document.id)
            if issuer is not None:
                issuers.setdefault(issuer, []).append(document)
        fitting = [
            one
            for issuer, several in issuers.items()
            if issuer.is_meant_by(voice)
            for one in several
        ]
        return fitting[0] if len(fitting) == 1 else None

    @cached_property
    def _issuers(self) -> dict[str, _Issuer]:
        """By the id of a document; none of one without an address."""
        found = {}
        for document in self.documents:
            if document.url is not None:
                owner = self.registry.by_url(document.url)
                found[document.id] = _Issuer(
                    publisher=owner.id if owner is not None else None,
                    name=document.publisher,
                    host=host_of(document.url),
                )
        return found

    @cached_property
    def _dated(self) -> list[tuple[datetime.date, int]]:
        """The days of the documents, sorted, each with its number."""
        days = ((_day_of(document), n) for n, document in enumerate(self.documents))
        return sorted((day, number) for day, number in days if day is not None)

    @cached_property
    def _days(self) -> list[datetime.date]:
        return [day for day, _ in self._dated]

    @cached_property
    def _undated(self) -> dict[str, list[int]]:
        """Numbers of the documents without a day, by the key of their address."""
        found: dict[str, list[int]] = {}
        for number, document in enumerate(self.documents):
            if document.published is None and document.url is not None:
                found.setdefault(url_key(document.url), []).append(number)
        return found

    def _days_of(self, told: Iterable[DateMention]) -> list[datetime.date]:
        """The day and month of each mention in the years of the documents and the ones after."""
        years = {year for day in self._days for year in (day.year, day.year + 1)}
        return [day for mention in told for year in sorted(years) for day in _dates(mention, year)]


def _day_of(document: Document) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((document.published or "")[:10])
    except ValueError:
        return None


def _dates(mention: DateMention, year: int) -> Iterator[datetime.date]:
    if mention.month is not None and mention.day is not None:
        try:
            yield datetime.date(year, mention.month, mention.day)
        except ValueError:
            return
