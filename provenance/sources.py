"""Primary documents at hand: a folder with a ``sources.toml``, or a WARC file.

A document is read by the same reader as an article. What its text is, who published it and when it
was captured comes from the table; what the table leaves out stays unknown.
"""

import datetime
import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from provenance.errors import ConfigError, InputError
from provenance.ingest import read_bytes
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
from provenance.urls import url_key

_TABLE = "sources.toml"
_KEYS = {"file", "url", "publisher", "published", "captured_at", "complete"}
_MAX_FILE_BYTES = 50 * 1024 * 1024


def document_id(url: str) -> str:
    """The id of the document at ``url``: the same for every spelling of one address."""
    return "d-" + hashlib.sha256(url_key(url).encode()).hexdigest()[:12]


def load_sources(path: Path) -> tuple[Document, ...]:
    """The documents of a folder with a ``sources.toml``, or the responses of a WARC file.

    A table's file that cannot be read gives a document with status ``failed`` and its reason.

    Raises:
        ConfigError: ``path`` is neither, or its table is malformed; says which entry.
    """
    if path.is_dir():
        return tuple(_documents_of_folder(path))
    if path.name.endswith((".warc", ".warc.gz")) and path.is_file():
        return tuple(_documents_of_warc(path))
    if path.name == _TABLE and path.is_file():
        return tuple(_documents_of_folder(path.parent))
    raise ConfigError(
        f"cannot use {path} as sources: expected a WARC file or a folder with a {_TABLE}"
    )


def _documents_of_folder(folder: Path) -> Iterator[Document]:
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
        yield _document_of_entry(folder, entry, where=f"{table}, [[source]] number {number}")


def _document_of_entry(folder: Path, entry: Any, *, where: str) -> Document:
    if not isinstance(entry, dict) or not {"file", "url"} <= set(entry):
        raise ConfigError(f"{where}: needs 'file' and 'url'")
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise ConfigError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(sorted(_KEYS))}")
    for key in ("file", "url", "publisher"):
        if not isinstance(entry.get(key, ""), str):
            raise ConfigError(f"{where}: '{key}' must be a text")
    complete = entry.get("complete")
    if not isinstance(complete, bool | None):
        raise ConfigError(f"{where}: 'complete' must be true or false")
    document = Document(
        id=document_id(entry["url"]),
        url=entry["url"],
        captured_at=_time(entry.get("captured_at"), where=f"{where}: 'captured_at'"),
        captured_by=CapturedBy.PERSON,
        complete=Completeness.UNKNOWN if complete is None else Completeness(str(complete).lower()),
        publisher=entry.get("publisher"),
        published=_time(entry.get("published"), where=f"{where}: 'published'"),
    )
    return _with_file(document, folder / entry["file"], shown=entry["file"])


def _with_file(document: Document, file: Path, *, shown: str) -> Document:
    try:
        if file.stat().st_size > _MAX_FILE_BYTES:
            return failed(document, Reason.TOO_LARGE)
        data = file.read_bytes()
    except OSError:
        return failed(document, Reason.NOT_FOUND)
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


def _documents_of_warc(path: Path) -> Iterator[Document]:
    from warcio.archiveiterator import (  # noqa: PLC0415 - only runs that bring a WARC need it
        ArchiveIterator,
    )
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - likewise

    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                if record.rec_type in ("response", "resource"):
                    yield _document_of_record(record)
        except ArchiveLoadFailed as error:
            raise ConfigError(f"cannot read {path}: {error}; is it a whole WARC file?") from error


def _document_of_record(record: Any) -> Document:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    document = Document(
        id=document_id(url),
        url=url,
        kind=DocumentKind.ORIGINAL,
        captured_at=record.rec_headers.get_header("WARC-Date"),
        captured_by=CapturedBy.FETCH,
    )
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() != "200":
        return failed(document, Reason.HTTP_404)
    data = record.content_stream().read(_MAX_FILE_BYTES + 1)
    if len(data) > _MAX_FILE_BYTES:
        return failed(document, Reason.TOO_LARGE)
    media_type = headers.get_header("Content-Type") if headers is not None else record.content_type
    return with_bytes(document, data, name=url, media_type=media_type)


def _time(value: Any, *, where: str) -> str | None:
    if value is None or isinstance(value, datetime.date):
        return value.isoformat() if value is not None else None
    try:
        datetime.datetime.fromisoformat(str(value))
    except ValueError as error:
        raise ConfigError(f"{where} is no date or time: {value!r}") from error
    return str(value)
