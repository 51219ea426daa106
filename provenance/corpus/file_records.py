"""Files and objects that hold one article each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from provenance.corpus.outcomes import Limits, Record, Unreadable
from provenance.corpus.places import open_input
from provenance.ingest.discovery import OUTPUT_MARKER
from provenance.terms import Reason

if TYPE_CHECKING:
    from daft.io import IOConfig

_MARKED_WITHIN = 4096
_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".json": "application/json",
}


def read_files(
    files: Sequence[str], names: Sequence[str], *, limits: Limits, storage: IOConfig | None
) -> Iterator[Record | Unreadable]:
    """One record a file; one that cannot be opened, is too long or is our own output tells so."""
    for place, (file, name) in enumerate(zip(files, names, strict=True)):
        try:
            with open_input(file, storage=storage) as stream:
                body = stream.read(limits.max_record + 1)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            yield Unreadable(place=place, origin=name, reason=_reason(error), detail=why)
            continue
        if reason := _why_not(body, limits):
            yield Unreadable(place=place, origin=name, reason=reason)
        else:
            kind = _TYPES.get(PurePosixPath(name).suffix.lower())
            yield Record(place=place, origin=name, body=body, media_type=kind)


def _reason(error: Exception) -> Reason:
    return Reason.NOT_FOUND if isinstance(error, FileNotFoundError) else Reason.UNREADABLE


def _why_not(body: bytes, limits: Limits) -> Reason | None:
    if len(body) > limits.max_record:
        return Reason.TOO_LARGE
    if not body.strip():
        return Reason.EMPTY
    return Reason.OWN_OUTPUT if OUTPUT_MARKER in body[:_MARKED_WITHIN] else None
