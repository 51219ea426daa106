"""Yields citations of documents the user has, for sources that the article only names.

Who it is and about when the document appeared must both fit, and only one document may. The
sourcing stays ``named``, as the article holds no address; where its own list does, it is explicit.
"""

from collections.abc import Sequence

import attrs

from provenance.dates import DateMention, parse_dates
from provenance.linking.antecedents import Thread
from provenance.linking.documents_at_hand import DocumentsAtHand, Timely
from provenance.linking.outcomes import Outcome
from provenance.linking.sourcing import Reading
from provenance.linking.surroundings import Surroundings
from provenance.model import Article, ChainStep, Citation, Claim, Document
from provenance.terms import Basis, BlockKind, Rank, Sourcing
from provenance.urls import target_of, url_key

_CONFIDENCE = 0.6


def with_documents_at_hand(
    claims: tuple[Claim, ...],
    outcomes: Sequence[Outcome],
    at_hand: DocumentsAtHand,
    *,
    readings: Sequence[Reading],
    article: Article,
    around: Surroundings,
) -> tuple[Claim, ...]:
    """The claims, those of a named source cited with the document at hand that it means."""
    if not at_hand.documents:
        return claims
    found: dict[int, Document | None] = {}
    told = _days_told(article) if around.published is None else ()
    listed = {url_key(link.url) for link in article.links if link.listed}
    timely = at_hand.timely(around.published, told, listed)
    linked = []
    for claim, outcome, reading in zip(claims, outcomes, readings, strict=True):
        thread = outcome.thread
        document = None
        if not claim.citations and thread is not None and outcome.sourcing in _WITHOUT_ADDRESS:
            document = _document_of(thread, timely, at_hand, found)
        if document is None or _tells_of_another(reading, document, around):
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
    timely: Timely,
    at_hand: DocumentsAtHand,
    found: dict[int, Document | None],
) -> Document | None:
    voice = thread.voice
    if voice is None or thread.address is not None:
        return None
    if voice.key not in found:
        found[voice.key] = at_hand.meant_by(voice, timely)
    return found[voice.key]


def _days_told(article: Article) -> tuple[DateMention, ...]:
    """The days in datelines and bylines: an article without a year often tells day and month."""
    language = article.metadata.language
    return tuple(
        mention
        for block in article.blocks
        if block.kind in (BlockKind.DATELINE, BlockKind.BYLINE)
        for mention in parse_dates(block.span.of(article.prose), language=language)
    )


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
