"""Captures into evidence files: each content once, every file whole before anybody sees it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

import attrs

from provenance.model import FetchFailure
from provenance.store.files import NewFile
from provenance.store.index import Entry
from provenance.store.records import (
    Kept,
    Original,
    capture_id,
    media_type_of,
    records_of,
    warc_date,
    warcinfo,
)
from provenance.store.snapshots import Snapshot, moment_of
from provenance.warc import pack_record, record_id, sha256_of

MAX_FILE = 1 << 28
"""Bytes after which a new file is begun."""

FindOriginal = Callable[[str, bytes], Original | None]
"""Digest and content → a ``response`` that holds it, or ``None``."""


class Batch:
    """Captures on their way into one or more files of ``folder``; a context manager.

    Nothing is seen before :meth:`finish`; leaving the context without it leaves nothing behind.
    """

    def __init__(self, folder: Path, find: FindOriginal) -> None:
        self._folder = folder
        self._find = find
        self._new: NewFile | None = None
        self._first_date = ""
        self._drafts: list[Entry] = []
        self._own: dict[str, Original] = {}

    def __enter__(self) -> "Batch":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._new is not None:
            self._new.__exit__(kind, error, trace)

    @property
    def is_full(self) -> bool:
        """Whether the file is long enough to be finished."""
        return self._new is not None and self._new.size >= MAX_FILE

    def add(self, kept: Kept) -> Entry:
        """Write ``kept``; its entry still lacks the name of the file."""
        if self._new is None:
            self._first_date = warc_date(kept.result.captured_at)
            self._new = NewFile(self._folder)
            self._new.write(pack_record(warcinfo(self._first_date)))
        entry = write_kept(kept, self._original_of(kept), self._new.write)
        if entry.record == "response" and entry.snapshot.digest:
            self._own[entry.snapshot.digest] = Original(
                id=entry.record_id, url=entry.target, date=entry.date
            )
        self._drafts.append(entry)
        return entry

    def finish(self) -> tuple[Entry, ...]:
        """Make the file one of the store's; what was added, with its name."""
        if self._new is None:
            return ()
        stamp = moment_of(self._first_date).strftime("%Y%m%d%H%M%S")
        with self._new as new:
            name = new.finish(stamp=stamp)
        done = tuple(_in_file(entry, name) for entry in self._drafts)
        self._new, self._drafts, self._own = None, [], {}
        return done

    def finish_as(self, path: Path) -> None:
        """Give the one file a name of its own."""
        if self._new is not None:
            with self._new as new:
                new.finish_as(path)
            self._new = None

    def _original_of(self, kept: Kept) -> Original | None:
        if isinstance(kept.result, FetchFailure) or not kept.result.body:
            return None
        digest = sha256_of(kept.result.body)
        return self._own.get(digest) or self._find(digest, kept.result.body)


def write_kept(kept: Kept, original: Original | None, write: Callable[[bytes], int]) -> Entry:
    """Write the records of ``kept``; the entry for the index, without the name of the file."""
    records = records_of(kept, original)
    places = [(write(packed), len(packed)) for packed in map(pack_record, records)]
    first = records[0]
    target = dict(first.fields)["WARC-Target-URI"]
    return Entry(
        snapshot=snapshot_of(kept, offset=places[0][0]),
        id=capture_id(kept),
        record=first.type,
        record_id=record_id(first),
        target=target,
        date=first.date,
        record_length=places[0][1],
    )


def snapshot_of(kept: Kept, *, offset: int) -> Snapshot:
    """What the store tells of ``kept``, without the name of the file."""
    result = kept.result
    if isinstance(result, FetchFailure):
        return Snapshot(
            url=result.url,
            final_url=result.url,
            captured_at=result.captured_at,
            status=result.status,
            failure=result.reason,
            file="",
            offset=offset,
        )
    return Snapshot(
        url=result.url,
        final_url=result.final_url,
        captured_at=result.captured_at,
        digest=sha256_of(result.body),
        status=result.status,
        media_type=media_type_of(result.headers),
        length=len(result.body),
        via=result.via,
        archived_at=result.archived_at,
        captured_by=result.captured_by,
        truncated=result.truncated,
        file="",
        offset=offset,
    )


def export(path: Path, everything: Iterable[Kept]) -> int:
    """Write ``everything`` into one WARC file at ``path``, whole or not at all; how many it holds.

    Raises:
        StoreError: it cannot be written there.
    """
    count = 0
    with Batch(path.parent, lambda _digest, _body: None) as batch:
        for kept in everything:
            batch.add(kept)
            count += 1
        batch.finish_as(path)
    return count


def _in_file(entry: Entry, name: str) -> Entry:
    return attrs.evolve(entry, snapshot=attrs.evolve(entry.snapshot, file=name))
