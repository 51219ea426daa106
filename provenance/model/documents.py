"""Cited documents, and what a fetch brought."""

import attrs

from provenance import terms
from provenance.spans import Span


@attrs.frozen(kw_only=True)
class Document:
    """A cited document: read, failed or not tried. The text itself stays off the wire."""

    id: str
    url: str | None
    kind: terms.DocumentKind = terms.DocumentKind.ORIGINAL
    captured_at: str | None = None
    captured_by: terms.CapturedBy | None = None
    digest: str | None = None
    status: terms.DocumentStatus = terms.DocumentStatus.NOT_TRIED
    complete: terms.Completeness = terms.Completeness.UNKNOWN
    media_type: str | None = None
    witness_of: str | None = None
    """For a witness copy: the id of the article that reproduces the document."""
    reason: terms.Reason | None = None
    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    language: str = "und"
    text: str = attrs.field(default="", repr=False)
    parts: tuple[Span, ...] = attrs.field(default=(), repr=False)
    """Which stretches of ``text`` are the document's own words (its prose; a witness's block)."""


@attrs.frozen(kw_only=True)
class Capture:
    """Bytes fetched from an address."""

    url: str
    final_url: str
    captured_at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = attrs.field(repr=False)
    truncated: bool = False


@attrs.frozen(kw_only=True)
class FetchFailure:
    """A fetch that did not bring a document: evidence, not an exception."""

    url: str
    reason: terms.Reason
    detail: str
    captured_at: str
