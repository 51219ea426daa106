"""Primary documents at hand: a folder with a ``sources.toml``, or a WARC file.

What a file is read as tells :mod:`provenance.documents`. Who published it, when it was captured and
whether it is whole comes from the table; what the table leaves out stays unknown.
"""

import datetime
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from provenance.documents import (
    document_id,
    document_of_bytes,
    document_of_capture,
    failed,
    not_tried,
    reason_of_status,
)
from provenance.errors import ConfigError
from provenance.ingest.encoding import MAX_BYTES
from provenance.model import Document
from provenance.terms import (
    CapturedBy,
    Completeness,
    DocumentKind,
    DocumentStatus,
    Reason,
)
from provenance.urls import is_web_url
from provenance.warc import Damage, Record, parse_http, read_records

__all__ = ["document_id", "document_of_fetch", "load_sources", "not_tried", "split_sources"]

_TABLE = "sources.toml"
_ALL = sys.maxsize
_KEYS = {"file", "url", "publisher", "published", "captured_at", "complete"}
_STAMP = re.compile(r"\d{4}-\d\d-\d\d(?:\Z|[Tt ])")

document_of_fetch = document_of_capture
"""The name under which callers know it."""


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
    pieces = split_sources(path, size=_ALL, max_bytes=max_bytes)
    return tuple(document for read in pieces for document in read())


def split_sources(
    path: Path, *, size: int, max_bytes: int = MAX_BYTES
) -> tuple[Callable[[], tuple[Document, ...]], ...]:
    """The documents of :func:`load_sources` in pieces, each read when it is called.

    Args:
        path: as there.
        size: documents of a piece; a WARC file is one piece, for a capture may outdo another.
        max_bytes: as there.

    Raises:
        ConfigError: as there; of a WARC file when it is read.
    """
    if path.name.endswith((".warc", ".warc.gz")) and path.is_file():
        return (lambda: _best_of_each(_documents_of_warc(path, max_bytes)),)
    if not path.is_dir() and not (path.name == _TABLE and path.is_file()):
        raise ConfigError(
            f"cannot use {path} as sources: expected a WARC file or a folder with a {_TABLE}"
        )
    folder = path if path.is_dir() else path.parent
    entries = tuple(_entries_of_folder(folder))
    return tuple(
        partial(_read_entries, entries[first : first + size], folder, max_bytes)
        for first in range(0, len(entries), size)
    )


def _read_entries(
    entries: Sequence[tuple[Document, str]], folder: Path, max_bytes: int
) -> tuple[Document, ...]:
    return tuple(
        _with_file(document, folder, shown=file, max_bytes=max_bytes) for document, file in entries
    )


def _entries_of_folder(folder: Path) -> Iterator[tuple[Document, str]]:
    """What the table of a folder tells of each document, and the file that holds it."""
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
        yield document, entry["file"]


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
    return document_of_bytes(document, data, name=shown)


def _documents_of_warc(path: Path, max_bytes: int) -> Iterator[Document]:
    try:
        with path.open("rb") as stream:
            for record in read_records(stream):
                if isinstance(record, Damage):
                    if record.is_long:
                        continue
                    told = f"byte {record.offset}: {record.why}"
                    raise ConfigError(f"cannot read {path}: {told}; is it a whole WARC file?")
                if record.type in ("response", "resource"):
                    yield from _document_of_record(record, max_bytes)
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error}; is it a whole WARC file?") from error


def _document_of_record(record: Record, max_bytes: int) -> Iterator[Document]:
    """The document a record holds; none for a redirect, whose target has a record of its own."""
    is_http = record.type == "response" and record.media_type == "application/http"
    message = parse_http(record.block, max_bytes=max_bytes) if is_http else None
    # A resource has no status: somebody saved it.
    status = 200 if message is None else message.status
    if not is_web_url(record.url) or 300 <= status < 400:
        return
    document = Document(
        id=document_id(record.url),
        url=record.url,
        kind=DocumentKind.ORIGINAL,
        captured_at=record.header("WARC-Date"),
        captured_by=CapturedBy.FETCH,
    )
    data = record.block if message is None else message.body
    if status != 200:
        yield failed(document, reason_of_status(status))
    elif message is not None and message.coding is not None:
        yield failed(document, Reason.BAD_ENCODING)
    elif len(data) > max_bytes:
        yield failed(document, Reason.TOO_LARGE)
    else:
        is_whole = message is None or message.whole
        if record.cut or record.header("WARC-Truncated") or not is_whole:
            document = attrs.evolve(document, complete=Completeness.FALSE)
        told = record.header("Content-Type") if message is None else message.header("Content-Type")
        answered = None if message is None else record.url
        yield document_of_bytes(document, data, name=record.url, media_type=told, answered=answered)


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
