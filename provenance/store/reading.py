"""Reading evidence files: which snapshots one holds, and what a snapshot kept."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from provenance import terms
from provenance.errors import StoreError
from provenance.store.index import Entry
from provenance.store.records import (
    CONTENT_TYPES,
    Kept,
    content_of,
    description_of,
    result_of,
)
from provenance.store.snapshots import Snapshot
from provenance.warc import Damage, Record, check_digests, read_records, sha256_of

Find = Callable[[str], Entry | None]
"""Digest → where a ``response`` holds that content."""


@attrs.frozen(kw_only=True)
class Group:
    """The records of one capture, as far as a file holds them."""

    content: Record | None = None
    request: Record | None = None
    told: Record | None = None
    """The description, in files of ours."""

    @property
    def records(self) -> tuple[Record, ...]:
        """Those that are there, the content first."""
        return tuple(r for r in (self.content, self.request, self.told) if r is not None)


def grouped(records: Iterable[Record | Damage]) -> Iterator[Group | Damage | Record]:
    """Captures put together; damage, and records that belong to none, as they are."""
    open_group: Group | None = None
    for record in records:
        if isinstance(record, Damage) or _is_other(record, open_group):
            yield record
        elif record.type in CONTENT_TYPES:
            if open_group is not None:
                yield open_group
            open_group = Group(content=record)
        elif record.type == "request" and open_group is not None:
            open_group = attrs.evolve(open_group, request=record)
        elif _belongs(record, open_group):
            yield attrs.evolve(open_group or Group(), told=record)
            open_group = None
        else:
            yield Group(told=record)
    if open_group is not None:
        yield open_group


def _is_other(record: Record, group: Group | None) -> bool:
    if record.type in CONTENT_TYPES:
        return False
    if record.type == "request":
        return not _belongs(record, group)
    return description_of(record) is None


def _belongs(record: Record, group: Group | None) -> bool:
    if group is None or group.content is None:
        return False
    return record.header("WARC-Concurrent-To") == group.content.header("WARC-Record-ID")


def entries_of(path: Path) -> tuple[Entry, ...]:
    """The snapshots that an evidence file holds; what is damaged in it is left out.

    Raises:
        StoreError: the file cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            found = [entry_of(g, path.name) for g in grouped(read_records(stream)) if _is_ours(g)]
    except OSError as error:
        raise StoreError(f"cannot read '{path}': {error.strerror}") from error
    return tuple(entry for entry in found if entry is not None)


def _is_ours(group: Group | Damage | Record) -> bool:
    return isinstance(group, Group) and group.told is not None


def entry_of(group: Any, file: str) -> Entry | None:
    """The line in the index for ``group``; ``None`` where its records do not fit together."""
    said = description_of(group.told) or {}
    first = group.content or group.told
    is_failure = said.get("failure") is not None
    if is_failure != (group.content is None):
        return None
    try:
        # The content of a revisit stands elsewhere: its digest is enough here.
        result_of(group.records, b"")
        snapshot = Snapshot(
            url=said["url"],
            final_url=said.get("final_url", said["url"]),
            captured_at=said["captured_at"],
            digest=said.get("digest"),
            status=said["status"],
            media_type=said.get("media_type"),
            length=said.get("size", 0),
            via=terms.Via(said.get("via", "original")),
            archived_at=said.get("archived_at"),
            captured_by=terms.CapturedBy(said.get("captured_by", "fetch")),
            truncated=said.get("truncated", False),
            failure=terms.Reason(said["failure"]) if is_failure else None,
            file=file,
            offset=first.offset,
        )
        return Entry(
            snapshot=snapshot,
            id=said["id"],
            record=first.type,
            record_id=first.header("WARC-Record-ID") or "",
            target=first.url,
            date=first.header("WARC-Date") or "",
            record_length=first.length,
        )
    except (KeyError, ValueError):
        return None


def read_kept(folder: Path, entry: Entry, find: Find) -> Kept:
    """What the snapshot of ``entry`` kept, every digest checked.

    Args:
        folder: of the store.
        entry: from the index.
        find: where else some content is kept.

    Raises:
        StoreError: the file is missing or damaged.
    """
    group = _group_at(folder, entry)
    if group.content is None:
        return Kept(result=result_of(group.records, b""))
    body = content_of(group.content)
    if group.content.type == "revisit":
        body = _body_elsewhere(folder, entry, find)
    if sha256_of(body) != entry.snapshot.digest:
        raise _damaged(entry, "its content is not what its digest says")
    words_of = None
    if group.content.type == "conversion":
        words_of = group.content.header("WARC-Refers-To")
    return Kept(result=result_of(group.records, body), words_of=words_of)


def _body_elsewhere(folder: Path, entry: Entry, find: Find) -> bytes:
    original = find(entry.snapshot.digest or "")
    if original is None:
        raise _damaged(entry, "its content stood in a file that is missing")
    content = _group_at(folder, original).content
    return b"" if content is None else content_of(content)


def _group_at(folder: Path, entry: Entry) -> Group:
    snapshot = entry.snapshot
    try:
        with (folder / snapshot.file).open("rb") as stream:
            records = read_records(stream, start=snapshot.offset)
            found = next(grouped(records), None)
    except FileNotFoundError as error:
        raise _damaged(entry, "the file is missing") from error
    except OSError as error:
        raise _damaged(entry, f"{error.strerror}") from error
    if isinstance(found, Damage):
        raise _damaged(entry, found.why)
    if not isinstance(found, Group) or found.told is None:
        raise _damaged(entry, "no capture stands there")
    again = entry_of(found, snapshot.file)
    if again is None or (again.id, again.snapshot.digest) != (entry.id, snapshot.digest):
        raise _damaged(entry, "another capture stands there")
    if any(check_digests(record).failed for record in found.records):
        raise _damaged(entry, "a record is not what its digest says")
    return found


def _damaged(entry: Entry, why: str) -> StoreError:
    snapshot = entry.snapshot
    return StoreError(
        f"cannot read what is kept of '{snapshot.url}': '{snapshot.file}', byte "
        f"{snapshot.offset}: {why}; run 'provenance store verify'"
    )
