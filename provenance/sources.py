"""Primary documents at hand: a folder with a ``sources.toml``, or a WARC file.

A document is read by the same reader as an article. What its text is, who published it and when it
was captured comes from the table; what the table leaves out stays unknown.
"""

import datetime
import hashlib
import re
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from provenance.errors import ConfigError, InputError
from provenance.ingest import read_bytes
from provenance.ingest.encoding import MAX_BYTES
from provenance.model import Article, Capture, Document, FetchFailure
from provenance.spans import Span
from provenance.terms import (
    CapturedBy,
    Completeness,
    DocumentKind,
    DocumentStatus,
    PublishedBasis,
    Reason,
)
from provenance.urls import is_web_url, url_key

_TABLE = "sources.toml"
_KEYS = {"file", "url", "publisher", "published", "captured_at", "complete"}
_STAMP = re.compile(r"\d{4}-\d\d-\d\d(?:\Z|[Tt ])")
_LISTED_STATUSES = frozenset({401, 403, 404, 410, 429})
"""HTTP statuses with a reason of their own."""


def document_id(url: str) -> str:
    """The id of the document at ``url``: the same for every spelling of one address."""
    return "d-" + hashlib.sha256(url_key(url).encode()).hexdigest()[:12]


def load_sources(path: Path, *, max_bytes: int = MAX_BYTES) -> tuple[Document, ...]:
    """The documents of a folder with a ``sources.toml``, or the responses of a WARC file.

    A table's file that cannot be read gives a document with status ``failed`` and its reason.
    Of several captures in a WARC file the last one that can be read counts.

    Args:
        path: the folder, its ``sources.toml``, or a ``.warc`` or ``.warc.gz`` file.
        max_bytes: a longer document fails as ``too-large``; the reader itself takes no more.

    Raises:
        ConfigError: ``path`` is neither, or its table is malformed; says which entry.
    """
    if path.is_dir():
        return tuple(_documents_of_folder(path, max_bytes))
    if path.name.endswith((".warc", ".warc.gz")) and path.is_file():
        return _best_of_each(_documents_of_warc(path, max_bytes))
    if path.name == _TABLE and path.is_file():
        return tuple(_documents_of_folder(path.parent, max_bytes))
    raise ConfigError(
        f"cannot use {path} as sources: expected a WARC file or a folder with a {_TABLE}"
    )


def _documents_of_folder(folder: Path, max_bytes: int) -> Iterator[Document]:
    table = folder / _TABLE
    try:
        entries = tomllib.loads(table.read_text(encoding="utf-8")).get("source", [])
    except FileNotFoundError as error:
        raise ConfigError(
            f"{folder} has no {_TABLE}; list its files there with their addresses"
        ) from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {table}: {error}") from error
    if not isinstance(entries, list):
        raise ConfigError(f"{table}: write each document as a [[source]] table")
    for number, entry in enumerate(entries, start=1):
        document = _document_of_entry(entry, where=f"{table}, [[source]] number {number}")
        yield _with_file(document, folder, shown=entry["file"], max_bytes=max_bytes)


def _document_of_entry(entry: Any, *, where: str) -> Document:
    if not isinstance(entry, dict) or not {"file", "url"} <= set(entry):
        raise ConfigError(f"{where}: needs 'file' and 'url'")
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise ConfigError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(sorted(_KEYS))}")
    for key in ("file", "url", "publisher"):
        if not isinstance(entry.get(key, ""), str):
            raise ConfigError(f"{where}: '{key}' must be a text")
    if not is_web_url(entry["url"]):
        raise ConfigError(f"{where}: 'url' is no web address: {entry['url']!r}")
    complete = entry.get("complete")
    if not isinstance(complete, bool | None):
        raise ConfigError(f"{where}: 'complete' must be true or false")
    return Document(
        id=document_id(entry["url"]),
        url=entry["url"],
        captured_at=_time(entry.get("captured_at"), where=f"{where}: 'captured_at'"),
        captured_by=CapturedBy.PERSON,
        complete=Completeness.UNKNOWN if complete is None else Completeness(str(complete).lower()),
        publisher=entry.get("publisher"),
        published=_time(entry.get("published"), where=f"{where}: 'published'"),
    )


def _with_file(document: Document, folder: Path, *, shown: str, max_bytes: int) -> Document:
    try:
        with (folder / shown).open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except FileNotFoundError:
        return failed(document, Reason.NOT_FOUND)
    except (OSError, ValueError):
        # A folder, a file that may not be read, a name that no file can have.
        return failed(document, Reason.UNREADABLE)
    if len(data) > max_bytes:
        return failed(document, Reason.TOO_LARGE)
    return with_bytes(document, data, name=shown)


def with_bytes(
    document: Document, data: bytes, *, name: str, media_type: str | None = None
) -> Document:
    """``document`` with the text of ``data``, or as failed where it cannot be read."""
    try:
        article = read_bytes(data, name=name, media_type=media_type, url=document.url)
    except InputError as error:
        return failed(document, error.reason)
    return with_text_of(document, article)


def with_text_of(document: Document, article: Article) -> Document:
    """``document``, read: text, parts, language, digest and what the page tells of itself."""
    published = article.metadata.published
    known = published.basis in (PublishedBasis.METADATA, PublishedBasis.TEXT)
    complete = document.complete
    if complete is Completeness.UNKNOWN:
        complete = article.metadata.complete
    return attrs.evolve(
        document,
        status=DocumentStatus.READ,
        digest=article.digest,
        media_type=article.metadata.media_type,
        complete=complete,
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


def failed(document: Document, reason: Reason) -> Document:
    """``document`` as one that could not be read, and why."""
    return attrs.evolve(document, status=DocumentStatus.FAILED, reason=reason)


def document_of_fetch(result: Capture | FetchFailure) -> Document:
    """The document that a fetch brought, or the failure as a document that tells why."""
    document = Document(
        id=document_id(result.url),
        url=result.url,
        captured_at=result.captured_at,
        captured_by=CapturedBy.FETCH,
    )
    if isinstance(result, FetchFailure):
        return failed(document, result.reason)
    if result.truncated:
        document = attrs.evolve(document, complete=Completeness.FALSE)
    content_type = {name.lower(): value for name, value in result.headers}.get("content-type")
    return with_bytes(document, result.body, name=result.final_url, media_type=content_type)


def not_tried(url: str, reason: Reason) -> Document:
    """The record of an address nobody tried to read, and why not."""
    return Document(id=document_id(url), url=url, reason=reason)


def _documents_of_warc(path: Path, max_bytes: int) -> Iterator[Document]:
    from warcio.archiveiterator import (  # noqa: PLC0415 - only runs that bring a WARC need it
        ArchiveIterator,
    )
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - likewise

    seen = 0
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                # warcio takes other text for the older ARC format.
                seen += record.format == "warc"
                if record.rec_type in ("response", "resource"):
                    yield from _document_of_record(record, max_bytes)
    except (ArchiveLoadFailed, OSError, ValueError, zlib.error) as error:
        raise ConfigError(f"cannot read {path}: {error}; is it a whole WARC file?") from error
    if not seen and path.stat().st_size:
        raise ConfigError(f"cannot read {path}: it holds no record; is it a whole WARC file?")


def _document_of_record(record: Any, max_bytes: int) -> Iterator[Document]:
    """The document a record holds; none for a redirect, whose target has a record of its own."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    headers = record.http_headers
    status = _status_of(headers)
    if not is_web_url(url) or 300 <= status < 400:
        return
    document = Document(
        id=document_id(url),
        url=url,
        kind=DocumentKind.ORIGINAL,
        captured_at=record.rec_headers.get_header("WARC-Date"),
        captured_by=CapturedBy.FETCH,
    )
    if status != 200:
        yield failed(document, _reason_of_status(status))
        return
    data = record.content_stream().read(max_bytes + 1)
    if len(data) > max_bytes:
        yield failed(document, Reason.TOO_LARGE)
        return
    if record.raw_stream.limit > 0:
        # The file ends before the record does.
        document = attrs.evolve(document, complete=Completeness.FALSE)
    media_type = record.content_type if headers is None else headers.get_header("Content-Type")
    yield with_bytes(document, data, name=url, media_type=media_type)


def _status_of(headers: Any) -> int:
    """The HTTP status; 200 for a ``resource`` record, which has none; 0 where it makes no sense."""
    if headers is None:
        return 200
    status = str(headers.get_statuscode())
    return int(status) if status.isascii() and status.isdigit() else 0


def _reason_of_status(status: int) -> Reason:
    if status in _LISTED_STATUSES:
        return Reason(f"http-{status}")
    if status < 400:
        return Reason.UNREADABLE
    return Reason.HTTP_4XX if status < 500 else Reason.HTTP_5XX


def _best_of_each(captures: Iterable[Document]) -> tuple[Document, ...]:
    """One document an address: the last capture that was read, else the last that was not."""
    best: dict[str, Document] = {}
    for capture in captures:
        known = best.get(capture.id, capture)
        if known.status is DocumentStatus.FAILED or capture.status is DocumentStatus.READ:
            best[capture.id] = capture
    return tuple(best.values())


def _time(value: Any, *, where: str) -> str | None:
    """A date, or a time in UTC; a clock whose zone is not told is dropped, the day stays."""
    if value is None:
        return None
    try:
        if isinstance(value, str):
            value = _parsed(value)
        if not isinstance(value, datetime.datetime) or value.tzinfo is None:
            return datetime.date(value.year, value.month, value.day).isoformat()
        return value.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (AttributeError, ValueError, OverflowError) as error:
        raise ConfigError(
            f"{where} is no date or time: {value!r}; write 2026-03-04 or 2026-03-04T10:00:00Z"
        ) from error


def _parsed(value: str) -> datetime.date:
    """RFC 3339; ``fromisoformat`` alone would take week dates and dates without hyphens too."""
    if not _STAMP.match(value):
        raise ValueError(value)
    return datetime.datetime.fromisoformat(value)
