"""Yields citations of documents the user has, for sources that the article only names.

Who it is and about when the document appeared must both fit, and only one document may. The
sourcing stays ``named``, as the article holds no address; where its own list does, it is explicit.
"""

import datetime
from collections.abc import Iterator, Sequence

import attrs

from provenance.dates import DateMention, parse_dates
from provenance.linking.antecedents import Thread
from provenance.linking.hosts import is_host_of
from provenance.linking.outcomes import Outcome
from provenance.linking.sourcing import Reading
from provenance.linking.surroundings import Surroundings
from provenance.linking.voices import Voice, is_same_name
from provenance.model import Article, ChainStep, Citation, Claim, Document
from provenance.registry import Registry
from provenance.terms import Basis, BlockKind, Rank, Sourcing
from provenance.urls import host_of, target_of, url_key

_DAYS_BEFORE = 45
_DAYS_AFTER = 1
"""How long before, and how shortly after, the article a document must have appeared to be meant:
bodies are reported on within days, their monthly figures within weeks."""

_CONFIDENCE = 0.6


def with_documents_at_hand(
    claims: tuple[Claim, ...],
    outcomes: Sequence[Outcome],
    documents: Sequence[Document],
    *,
    readings: Sequence[Reading],
    article: Article,
    around: Surroundings,
    registry: Registry,
) -> tuple[Claim, ...]:
    """The claims, those of a named source cited with the document at hand that it means."""
    if not documents:
        return claims
    found: dict[int, Document | None] = {}
    told = _days_told(article) if around.published is None else ()
    listed = {url_key(link.url) for link in article.links if link.listed}
    timely = [
        document
        for document in documents
        if _in_time(document, around.published, told)
        or (document.published is None and _key_of(document) in listed)
    ]
    linked = []
    for claim, outcome, reading in zip(claims, outcomes, readings, strict=True):
        thread = outcome.thread
        document = None
        if not claim.citations and thread is not None and outcome.sourcing in _WITHOUT_ADDRESS:
            document = _document_of(thread, timely, registry=registry, found=found)
        meant = document is not None and not _tells_of_another(reading, document, around)
        if document is None or not meant:
            linked.append(claim)
            continue
        is_listed = _key_of(document) in listed
        linked.append(_cited(claim, document, article, is_listed=is_listed))
    return tuple(linked)


def _key_of(document: Document) -> str:
    return url_key(document.url) if document.url is not None else ""


def _tells_of_another(reading: Reading, document: Document, around: Surroundings) -> bool:
    """``In a report published in September``, ``that earlier report``: not the one of the day."""
    if around.speaks_of_earlier(reading):
        return True
    months = around.wanted(reading).months
    return bool(months) and int((document.published or "0000-00")[5:7]) not in months


_WITHOUT_ADDRESS = frozenset({Sourcing.NAMED, Sourcing.INHERITED})


def _document_of(
    thread: Thread,
    documents: Sequence[Document],
    *,
    registry: Registry,
    found: dict[int, Document | None],
) -> Document | None:
    voice = thread.voice
    if voice is None or thread.address is not None:
        return None
    if voice.key not in found:
        fitting = [document for document in documents if _is_of(document, voice, registry)]
        found[voice.key] = fitting[0] if len(fitting) == 1 else None
    return found[voice.key]


def _is_of(document: Document, voice: Voice, registry: Registry) -> bool:
    if document.url is None:
        return False
    owner = registry.by_url(document.url)
    if owner is not None and voice.publisher is not None:
        return owner.id == voice.publisher.id
    names = voice.names
    if document.publisher is not None and any(is_same_name(n, document.publisher) for n in names):
        return True
    host = host_of(document.url)
    return any(is_host_of(host, name) for name in names)


def _days_told(article: Article) -> tuple[DateMention, ...]:
    """The days in datelines and bylines: an article without a year often tells day and month."""
    language = article.metadata.language
    return tuple(
        mention
        for block in article.blocks
        if block.kind in (BlockKind.DATELINE, BlockKind.BYLINE)
        for mention in parse_dates(block.span.of(article.prose), language=language)
    )


def _in_time(
    document: Document, published: datetime.date | None, told: Sequence[DateMention]
) -> bool:
    """Whether the document appeared when a report on it would; not where no day tells."""
    if document.published is None:
        return False
    try:
        day = datetime.date.fromisoformat(document.published[:10])
    except ValueError:
        return False
    if published is not None:
        return _is_report_day(published, day)
    return any(_is_report_day(one, day) for mention in told for one in _dates(mention, day.year))


def _is_report_day(published: datetime.date, day: datetime.date) -> bool:
    return -_DAYS_AFTER <= (published - day).days <= _DAYS_BEFORE


def _dates(mention: DateMention, year: int) -> Iterator[datetime.date]:
    """The day and month of ``mention`` in ``year`` and the one after."""
    if mention.month is None or mention.day is None:
        return
    for candidate in (year, year + 1):
        try:
            yield datetime.date(candidate, mention.month, mention.day)
        except ValueError:
            continue


def _cited(claim: Claim, document: Document, article: Article, *, is_listed: bool) -> Claim:
    url = document.url or ""
    named = claim.attribution.source if claim.attribution is not None else ()
    span = named[0] if named else claim.span.span
    step = ChainStep(why="names", start=span.start, end=span.end, exact=span.of(article.text))
    citation = Citation(
        url=url,
        basis=Basis.LISTED_URL if is_listed else Basis.NAMED_SOURCE,
        rank=Rank.PRIMARY,
        target=target_of(url),
        confidence=_CONFIDENCE,
        chain=(step,),
    )
    is_explicit = is_listed and claim.sourcing is Sourcing.NAMED
    sourcing = Sourcing.EXPLICIT if is_explicit else claim.sourcing
    return attrs.evolve(claim, citations=(citation,), sourcing=sourcing)
