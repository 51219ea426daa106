"""The documents that a user has, as articles ask for them: whose, and of about which day."""

import datetime
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property

import attrs

from provenance.dates import DateMention
from provenance.linking.issuers import Issuer, Issuers
from provenance.linking.voices import Voice
from provenance.model import Document
from provenance.registry import Registry
from provenance.urls import host_of, url_key

_BEFORE = datetime.timedelta(days=45)
_AFTER = datetime.timedelta(days=1)
"""How long before, and how shortly after, the article a document must have appeared to be meant:
bodies are reported on within days, their monthly figures within weeks."""


@attrs.frozen(kw_only=True)
class Timely:
    """When a document appeared that a report may be on."""

    days: tuple[datetime.date, ...]
    """Of the report, or days that may be it."""
    listed: Set[str]
    """Keys of the addresses in its own list, whose documents may be undated."""

    def holds(self, document: Document) -> bool:
        """Whether ``document`` appeared when a report on it would."""
        day = _day_of(document)
        if day is not None:
            return any(one - _BEFORE <= day <= one + _AFTER for one in self.days)
        is_dated = document.published is not None or document.url is None
        return not is_dated and url_key(document.url or "") in self.listed


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
    ) -> Timely:
        """When documents appeared that an article may mean.

        Args:
            published: the day of the article.
            told: where that is unknown, days and months without a year that may be it.
            listed: keys of the addresses in the article's own list; those may be undated.
        """
        days = [published] if published is not None else self._days_of(told)
        return Timely(days=tuple(days), listed=listed)

    def meant_by(self, voice: Voice, timely: Timely) -> Document | None:
        """The timely one that whoever is cited put out; ``None`` for none or several."""
        fitting: list[Document] = []
        for issuer in self._issuers.may_be_meant_by(voice):
            documents = [one for one in self._of_issuer[issuer] if timely.holds(one)]
            if documents and issuer.is_meant_by(voice):
                fitting += documents
            if len(fitting) > 1:
                return None
        return fitting[0] if fitting else None

    @cached_property
    def _of_issuer(self) -> dict[Issuer, list[Document]]:
        """The documents of each; none without an address."""
        found: dict[Issuer, list[Document]] = {}
        for document in self.documents:
            if document.url is not None:
                owner = self.registry.by_url(document.url)
                issuer = Issuer(
                    publisher=owner.id if owner is not None else None,
                    name=document.publisher,
                    host=host_of(document.url),
                )
                found.setdefault(issuer, []).append(document)
        return found

    @cached_property
    def _issuers(self) -> Issuers:
        return Issuers(self._of_issuer)

    @cached_property
    def _years(self) -> list[int]:
        """Those of the documents, and the ones after."""
        days = (_day_of(document) for document in self.documents)
        return sorted({y for day in days if day is not None for y in (day.year, day.year + 1)})

    def _days_of(self, told: Iterable[DateMention]) -> list[datetime.date]:
        """The day and month of each mention in the years of the documents and the ones after."""
        return [day for mention in told for year in self._years for day in _dates(mention, year)]


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
