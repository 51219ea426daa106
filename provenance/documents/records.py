"""The record of a cited document: its id, and what became of it."""

import hashlib

import attrs

from provenance.model import Article, Document
from provenance.spans import Span
from provenance.terms import Completeness, DocumentStatus, PublishedBasis, Reason
from provenance.urls import url_key
from provenance.urls.accounts import visit_of
from provenance.urls.parts import split_url

_LISTED_STATUSES = frozenset({401, 403, 404, 410, 429})
"""HTTP statuses with a reason of their own."""


def document_id(url: str) -> str:
    """The id of the document at ``url``: the same for every spelling of one address."""
    return "d-" + hashlib.sha256(url_key(url).encode()).hexdigest()[:12]


def not_tried(url: str, reason: Reason) -> Document:
    """The record of an address nobody tried to read, and why not."""
    return Document(id=document_id(url), url=url, reason=reason)


def failed(document: Document, reason: Reason) -> Document:
    """``document`` as one that could not be read, and why."""
    return attrs.evolve(document, status=DocumentStatus.FAILED, reason=reason)


def reason_of_status(status: int) -> Reason:
    """Why an HTTP status other than 200 gives no document."""
    if status in _LISTED_STATUSES:
        return Reason(f"http-{status}")
    if status < 400:
        return Reason.UNREADABLE
    return Reason.HTTP_4XX if status < 500 else Reason.HTTP_5XX


def posted_on(url: str) -> str | None:
    """The day that the number of a post on a platform holds (RFC 3339), read or not."""
    parts = split_url(url)
    visit = None if parts is None else visit_of(parts)
    return visit.posted.isoformat() if visit is not None and visit.posted is not None else None


def with_text_of(document: Document, article: Article, *, complete: Completeness) -> Document:
    """``document``, read: text, parts, language, digest and what the page tells of itself.

    What the record already says (of a table, of the address) outranks the page.
    """
    published = article.metadata.published
    known = published.basis in (PublishedBasis.METADATA, PublishedBasis.TEXT)
    return attrs.evolve(
        document,
        status=DocumentStatus.READ,
        digest=article.digest,
        media_type=article.metadata.media_type,
        complete=complete if document.complete is Completeness.UNKNOWN else document.complete,
        title=document.title or article.metadata.title,
        publisher=document.publisher or article.metadata.outlet,
        published=document.published or (published.value if known else None),
        language=article.metadata.language,
        text=article.text,
        parts=document_parts(article),
    )


def document_parts(article: Article) -> tuple[Span, ...]:
    """The stretches of a page that are the document's own words: everything but site furniture.

    A document is searched more widely than an article is read: a figure in a table and a date in a
    heading are what it says too, and a line wrongly taken for furniture must not make it silent.
    """
    return tuple(block.span for block in article.blocks if len(block.span))
