"""The index of a store: one line a snapshot, in CDXJ, with a digest over itself.

The evidence files are what counts; the index only saves reading them. A line is a key to sort by
(the address, host first), the time to the second, and JSON with the field's usual names (``url``,
``mime``, ``status``, ``digest``, ``length``, ``offset``, ``filename``) beside our own. The first
line, which sorts first, holds the digest of all others: an index that was changed, torn or merged
by hand is not believed.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit

import attrs

from provenance import terms
from provenance.store.snapshots import Snapshot, moment_of
from provenance.urls import canonical_url

_HEADER = "!provenance-store "
_FORMAT = 1


@attrs.frozen(kw_only=True)
class Entry:
    """A snapshot, and what the store needs to find it."""

    snapshot: Snapshot
    id: str
    """Of what it says: see :func:`provenance.store.records.capture_id`."""
    record: str
    """The type of the record at ``snapshot.offset``."""
    record_id: str
    target: str
    """The ``WARC-Target-URI`` and, below, the ``WARC-Date`` of that record."""
    date: str
    record_length: int
    """Bytes of that record in the file."""


def line_of(entry: Entry) -> str:
    """The line of ``entry``, without its end."""
    snapshot = entry.snapshot
    said = {
        "url": entry.target,
        "mime": "warc/revisit" if entry.record == "revisit" else snapshot.media_type or "-",
        "status": "-" if snapshot.status is None else str(snapshot.status),
        "digest": snapshot.digest or "-",
        "length": str(entry.record_length),
        "offset": str(snapshot.offset),
        "filename": snapshot.file,
        "id": entry.id,
        "record": entry.record,
        "recordId": entry.record_id,
        "date": entry.date,
        "asked": snapshot.url,
        "final": snapshot.final_url,
        "at": snapshot.captured_at,
        "type": snapshot.media_type,
        "size": snapshot.length,
        "via": snapshot.via.value,
        "archivedAt": snapshot.archived_at,
        "by": snapshot.captured_by.value,
        "truncated": snapshot.truncated,
        "failure": None if snapshot.failure is None else snapshot.failure.value,
    }
    stamp = moment_of(entry.date).strftime("%Y%m%d%H%M%S")
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return f"{sort_key(snapshot.final_url)} {stamp} {text}"


def render_index(lines: Iterable[str]) -> bytes:
    """The whole index of ``lines``."""
    body = "".join(f"{line}\n" for line in sorted(lines)).encode()
    said = {"digest": "sha256:" + hashlib.sha256(body).hexdigest(), "format": _FORMAT}
    return f"{_HEADER}{json.dumps(said, sort_keys=True)}\n".encode() + body


def parse_index(data: bytes) -> tuple[Entry, ...] | None:
    """The entries of an index; ``None`` where it is not just as it was written."""
    lines = data.decode("utf-8", "replace").split("\n")[1:-1]
    if render_index(lines) != data:
        return None
    try:
        return tuple(map(_entry, lines))
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def sort_key(url: str) -> str:
    """The key of an address in an index (SURT): host labels last first, then port and path."""
    try:
        split = urlsplit(canonical_url(url))
        port = f":{split.port}" if split.port else ""
    except ValueError:
        return quote(url, safe="", errors="replace")
    labels = ",".join(reversed((split.hostname or "").removeprefix("www.").split(".")))
    query = "&".join(sorted(split.query.split("&")))
    path = f"{split.path.rstrip('/') or '/'}{'?' if query else ''}{query}".lower()
    return f"{labels}{port})" + quote(path, safe="!$%&'()*+,/:;=?@~", errors="replace")


def _entry(line: str) -> Entry:
    said: dict[str, Any] = json.loads(line.split(" ", 2)[2])
    failure = said["failure"]
    return Entry(
        id=said["id"],
        record=said["record"],
        record_id=said["recordId"],
        target=said["url"],
        date=said["date"],
        record_length=int(said["length"]),
        snapshot=Snapshot(
            url=said["asked"],
            final_url=said["final"],
            captured_at=said["at"],
            digest=None if said["digest"] == "-" else said["digest"],
            status=None if said["status"] == "-" else int(said["status"]),
            media_type=said["type"],
            length=said["size"],
            via=terms.Via(said["via"]),
            archived_at=said["archivedAt"],
            captured_by=terms.CapturedBy(said["by"]),
            truncated=said["truncated"],
            failure=None if failure is None else terms.Reason(failure),
            file=said["filename"],
            offset=int(said["offset"]),
        ),
    )
