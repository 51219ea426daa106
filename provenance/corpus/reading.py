"""The records of a slice, and the article in a record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from provenance.corpus.columns import Columns
from provenance.corpus.cuts import InputKind, Slice
from provenance.corpus.file_records import read_files
from provenance.corpus.jsonl_records import read_objects
from provenance.corpus.outcomes import Limits, Record, Unreadable
from provenance.corpus.parquet_records import read_rows
from provenance.corpus.places import open_input
from provenance.corpus.warc_records import read_pages
from provenance.ingest import read_bytes
from provenance.model import Article
from provenance.terms import Reason

if TYPE_CHECKING:
    from daft.io import IOConfig

__all__ = ["Limits", "Record", "Unreadable", "read_slice", "to_article"]

_ID_DIGITS = 16
"""Hexadecimal digits of an article's id: 64 bits keep 10^8 articles apart."""


def read_slice(
    piece: Slice,
    *,
    limits: Limits | None = None,
    columns: Columns | None = None,
    storage: IOConfig | None = None,
) -> Iterator[Record | Unreadable]:
    """What a slice holds, record by record, each numbered; nothing in it stops the reading.

    Args:
        piece: from :func:`provenance.corpus.slices.plan_slices`.
        limits: what one record may cost.
        columns: the names of columns and keys.
        storage: keys and endpoints of an object store.
    """
    limits, columns = limits or Limits(), columns or Columns()
    if piece.kind is InputKind.FILES:
        yield from read_files(piece.files, piece.names, limits=limits, storage=storage)
        return
    place = 0
    try:
        for one in _read_archive(piece, limits, columns, storage):
            place = one.place + 1
            yield one
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        reason = Reason.NOT_FOUND if isinstance(error, FileNotFoundError) else Reason.UNREADABLE
        yield Unreadable(place=place, origin=piece.name, reason=reason, detail=why[:300])


def _read_archive(
    piece: Slice, limits: Limits, columns: Columns, storage: IOConfig | None
) -> Iterator[Record | Unreadable]:
    name, start, end = piece.name, piece.start, piece.end
    with open_input(piece.input, storage=storage) as stream:
        if start == 0 and not stream.read(1):
            yield Unreadable(place=0, origin=name, reason=Reason.EMPTY, detail="the file is empty")
            return
        stream.seek(0)
        match piece.kind:
            case InputKind.WARC:
                yield from read_pages(stream, name=name, start=start, end=end, limits=limits)
            case InputKind.PARQUET:
                yield from read_rows(
                    stream, name=name, start=start, end=end, limits=limits, columns=columns
                )
            case InputKind.JSONL:
                yield from read_objects(
                    stream, name=name, start=start, end=end, limits=limits, columns=columns
                )


def to_article(record: Record) -> Article:
    """The article in ``record``, read as :func:`provenance.read` reads a file.

    Its id is that of its text, its address and its origin, whatever stands beside it: one article
    that a crawl holds twice is two articles, each with its own id.

    Raises:
        InputError: there is no article in it; ``reason`` says why.
    """
    article = _read(record)
    known = article.metadata
    language = (record.language or "").replace("_", "-").partition("-")[0].lower()
    if known.language == "und" and len(language) == 2 and language.isalpha():
        known = attrs.evolve(known, language=language)
    known = attrs.evolve(
        known, title=known.title or record.title, authors=known.authors or record.authors
    )
    named = "\n".join((article.text, record.address or "", record.origin))
    digest = hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()
    return attrs.evolve(article, id=digest[:_ID_DIGITS], metadata=known)


def _read(record: Record) -> Article:
    if isinstance(record.body, str) and not record.is_html:
        return read_bytes(_as_json(record), name=record.origin, media_type="application/json")
    is_text = isinstance(record.body, str)
    body = record.body.encode("utf-8", "replace") if isinstance(record.body, str) else record.body
    return read_bytes(
        body,
        name=record.origin,
        media_type=record.media_type,
        charset="utf-8" if is_text else record.charset,
        url=record.address,
        outlet=record.outlet,
        published=record.published,
    )


def _as_json(record: Record) -> bytes:
    """The record as a schema.org article, so that what is known of it goes the way of a file's."""
    known = {
        "articleBody": record.body,
        "headline": record.title,
        "publisher": record.outlet,
        "datePublished": record.published,
        "inLanguage": record.language,
        "author": list(record.authors),
        "url": record.address,
    }
    return json.dumps({key: value for key, value in known.items() if value}).encode()
