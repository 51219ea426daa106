"""Yields citations of documents the user has, for sources that the article only names.

The article holds no address, so the sourcing stays ``named``: who it is and about when the document
appeared must both fit, and only one document may.
"""

import datetime
from collections.abc import Sequence

import attrs

from provenance.linking.antecedents import Thread
from provenance.linking.hosts import is_host_of
from provenance.linking.outcomes import Outcome
from provenance.linking.surroundings import Surroundings
from provenance.linking.voices import Voice, is_same_name
from provenance.model import ChainStep, Citation, Claim, Document
from provenance.registry import Registry
from provenance.terms import Basis, Rank, Sourcing
from provenance.urls import host_of, target_of

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
    around: Surroundings,
    registry: Registry,
) -> tuple[Claim, ...]:
    """The claims, those of a named source cited with the document at hand that it means."""
    if not documents:
        return claims
    found: dict[int, Document | None] = {}
    timely = [document for document in documents if _in_time(document, around.published)]
    linked = []
    for claim, outcome in zip(claims, outcomes, strict=True):
        thread = outcome.thread
        document = None
        if not claim.citations and thread is not None and outcome.sourcing in _WITHOUT_ADDRESS:
            document = _document_of(thread, timely, registry=registry, found=found)
        linked.append(_cited(claim, document) if document is not None else claim)
    return tuple(linked)


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


def _in_time(document: Document, published: datetime.date | None) -> bool:
    if published is None or document.published is None:
        return False
    try:
        day = datetime.date.fromisoformat(document.published[:10])
    except ValueError:
        return False
    return -_DAYS_AFTER <= (published - day).days <= _DAYS_BEFORE


def _cited(claim: Claim, document: Document) -> Claim:
    url = document.url or ""
    span = claim.attribution.source[0] if claim.attribution and claim.attribution.source else None
    step = ChainStep(
        why="names",
        start=span.start if span else claim.sentence.start,
        end=span.end if span else claim.sentence.end,
        exact=claim.sentence.exact[
            span.start - claim.sentence.start : span.end - claim.sentence.start
        ]
        if span
        else claim.sentence.exact,
    )
    citation = Citation(
        url=url,
        basis=Basis.NAMED_SOURCE,
        rank=Rank.PRIMARY,
        target=target_of(url),
        confidence=_CONFIDENCE,
        chain=(step,),
    )
    return attrs.evolve(claim, citations=(citation,))
