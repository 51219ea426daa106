"""What the reading of a slice yields: a record, or why there is none."""

import attrs

from provenance.terms import Reason

MAX_RECORD = 16 * 1024 * 1024
"""Bytes of a record's body that are read, as many as one file of an article may have."""


@attrs.frozen(kw_only=True)
class Record:
    """One article as an archive holds it, not read yet."""

    place: int
    """Its number within the slice, from 0; what could not be read counts too."""
    origin: str
    """What names it, alone in a run: ``crawl.warc.gz, byte 1823``; ``rows.parquet, row 12``."""
    body: bytes | str = attrs.field(repr=False)
    media_type: str | None
    """``text/html``, ``text/plain``, …; ``None``: the suffix or the first bytes tell."""
    address: str | None = None
    outlet: str | None = None
    published: str | None = None
    """RFC 3339 where it could be read as a date."""
    language: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    charset: str | None = None
    """As the transport declares it."""

    @property
    def is_html(self) -> bool:
        """Whether the body is known to be a page."""
        return self.media_type == "text/html"


@attrs.frozen(kw_only=True)
class Unreadable:
    """A place of an archive that gives no article; it stands in the table of failures."""

    place: int
    origin: str
    reason: Reason
    detail: str = ""


@attrs.frozen(kw_only=True)
class Limits:
    """What one record may cost."""

    max_record: int = MAX_RECORD
    """Bytes; a longer one is refused without being read whole."""
