"""Cited documents, and what a fetch brought."""

import attrs

from provenance import terms
from provenance.spans import Span


@attrs.frozen(kw_only=True)
class LaterCapture:
    """A capture of the same address that is younger than the one used, and says something else."""

    captured_at: str | None
    digest: str | None


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
    archived_at: str | None = None
    """When an archive took it; ``None`` for what was taken from its own site."""
    canonical: str | None = None
    """The address the page itself calls its own, on the same registrable host."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Language (BCP 47, lower case) and address of each other language version that it lists."""
    version_of: str | None = None
    """For a version in another language than the one cited: the id of the cited document."""
    later: LaterCapture | None = None
    """Set where the store holds a younger capture with another text."""
    text: str = attrs.field(default="", repr=False)
    parts: tuple[Span, ...] = attrs.field(default=(), repr=False)
    """Which stretches of ``text`` are the document's own words (its prose; a witness's block)."""

    @property
    def via(self) -> terms.Via:
        """By which way it reached us: what ``kind`` says, in the word of evidence."""
        return terms.Via(self.kind.value)


@attrs.frozen(kw_only=True)
class Capture:
    """Bytes taken from an address; times are RFC 3339 UTC."""

    url: str
    """The address asked for."""
    final_url: str
    """The address that answered, after all redirects."""
    captured_at: str
    """When the bytes were taken; from an archive: when it was asked."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """As received, in their order."""
    body: bytes = attrs.field(repr=False)
    """The content with its content coding (gzip, deflate) undone."""
    truncated: bool = False
    redirects: tuple[str, ...] = ()
    """The addresses passed on the way, without ``url`` and ``final_url``."""
    via: terms.Via = terms.Via.ORIGINAL
    """``ORIGINAL`` or ``ARCHIVE``."""
    archived_at: str | None = None
    """When the archive took the page (its ``Memento-Datetime``); ``None`` for an original."""
    captured_by: terms.CapturedBy = terms.CapturedBy.FETCH
    """``FETCH``, or ``PERSON`` for what somebody saved."""
    request_headers: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    """What was sent to ``final_url``, in its order; empty where that is not known."""


@attrs.frozen(kw_only=True)
class FetchFailure:
    """A fetch that did not bring a document: evidence, not an exception."""

    url: str
    reason: terms.Reason
    detail: str
    captured_at: str
    status: int | None = None
    """The HTTP status where there was an answer."""
