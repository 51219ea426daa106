"""The store: what was captured, kept in WARC files that anybody can read.

A folder of files that are written once and never changed, each named by the SHA-256 of what it
holds, and an index that can be rebuilt from them. A file is there whole or not at all, whatever
kills the process; two processes write different files, so they need no lock. See
``docs/explanation/evidence.md``.
"""

import os
import threading
from collections.abc import Iterable
from pathlib import Path

import attrs

from provenance.errors import ConfigError, StoreError
from provenance.model import Capture, FetchFailure
from provenance.store.adding import saved_by_person
from provenance.store.catalogue import Catalogue, best_of
from provenance.store.checking import verify_folder
from provenance.store.files import digest_in_name, remove_unfinished, write_atomically
from provenance.store.importing import import_records
from provenance.store.index import Entry, parse_index, render_index
from provenance.store.reading import entries_of, read_kept
from provenance.store.records import Kept, Original, capture_id
from provenance.store.snapshots import (
    ImportResult,
    Problem,
    Snapshot,
    Verification,
    is_moment,
)
from provenance.store.writing import Batch, export
from provenance.urls import url_key

__all__ = ["ImportResult", "Problem", "Snapshot", "Store", "Verification"]

INDEX = "index.cdxj"


class Store:
    """The evidence in one folder. Threads may share it; processes may share the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._catalogue = _load(folder)
        self._lock = threading.RLock()

    @staticmethod
    def open(folder: Path, *, create: bool = True) -> "Store":
        """The store in ``folder``.

        Args:
            folder: where it is, or shall be.
            create: make the folder a store where it is missing or empty, and be able to write.

        Raises:
            ConfigError: it is no store, or cannot be written to.
        """
        if not folder.exists() and not create:
            raise ConfigError(
                f"there is no store at '{folder}'; name another with --store, or put something in"
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            names = sorted(path.name for path in folder.iterdir())
        except OSError as error:
            raise ConfigError(f"cannot open the store '{folder}': {error.strerror}") from error
        foreign = [n for n in names if not n.startswith(".") and not digest_in_name(n)]
        if INDEX not in names and (foreign or not (create or any(map(digest_in_name, names)))):
            raise ConfigError(f"'{folder}' is no store; give an empty or a new folder")
        if create:
            if not os.access(folder, os.W_OK):
                raise ConfigError(f"cannot write to the store '{folder}'; check its rights")
            remove_unfinished(folder)
        store = Store(folder)
        if create and INDEX not in names:
            store._write_index()
        return store

    def get(self, url: str, *, not_after: str | None = None) -> Capture | FetchFailure | None:
        """The best that is kept of ``url``; ``None`` where nothing is.

        That is the latest capture that is whole, else the latest that is cut short, else the
        latest failure. A capture that arrived at ``url`` from another address counts too, and is
        given as one of ``url``.

        Args:
            url: in any spelling; see :func:`provenance.urls.url_key`.
            not_after: a day or an RFC 3339 time: the latest capture not later than this, else the
                earliest after it. An archive's capture counts by the archive's time.

        Raises:
            ConfigError: ``not_after`` is neither.
            StoreError: it is damaged; another capture is never given in its place.
        """
        if not_after is not None and not is_moment(not_after):
            raise ConfigError(f"'{not_after}' is no time; write 2026-03-04 or 2026-03-04T10:00:00Z")
        with self._lock:
            self._refresh()
            best = best_of(self._catalogue.of_url(url), not_after=not_after)
            return None if best is None else _asked_as(url, self._read(best).result)

    def read(self, snapshot: Snapshot) -> Capture | FetchFailure:
        """What one snapshot kept.

        Raises:
            StoreError: it is damaged, or none of this store's.
        """
        with self._lock:
            for entry in self._catalogue.of_url(snapshot.url):
                if entry.snapshot == snapshot:
                    return self._read(entry).result
        raise StoreError(f"'{self._folder}' holds no such snapshot of '{snapshot.url}'")

    def captures(self, url: str) -> tuple[Snapshot, ...]:
        """All that is kept of ``url``, oldest first."""
        with self._lock:
            self._refresh()
            return tuple(entry.snapshot for entry in self._catalogue.of_url(url))

    def snapshots(self) -> tuple[Snapshot, ...]:
        """All that is kept, by address and then by time."""
        with self._lock:
            self._refresh()
            return tuple(entry.snapshot for entry in self._catalogue.all())

    def put(self, result: Capture | FetchFailure) -> Snapshot:
        """Keep ``result``; once this returns, it is on the disk.

        What is kept already is not written again, and content that is kept already is referred to.

        Raises:
            StoreError: it cannot be written.
        """
        return self.put_all((result,))[0]

    def put_all(self, results: Iterable[Capture | FetchFailure]) -> tuple[Snapshot, ...]:
        """Keep ``results`` in one file; their snapshots, in their order.

        Raises:
            StoreError: one of them cannot be written; then none is kept.
        """
        return self._put(Kept(result=result) for result in results)

    def add_file(
        self,
        url: str,
        file: Path,
        *,
        captured_at: str,
        media_type: str | None = None,
        text: Path | None = None,
    ) -> Snapshot:
        """Keep what a person saved: a page, a PDF, or a picture with its words in ``text``.

        Args:
            url: the address it was saved from.
            file: what was saved.
            captured_at: when: a day, or an RFC 3339 time.
            media_type: of ``file``; ``None``: by its name and first bytes.
            text: a file with the words of a picture, written down by a person; it is what
                :meth:`get` gives then.

        Raises:
            ConfigError: ``url`` or ``captured_at`` is none.
            InputError: a file cannot be read.
            StoreError: it cannot be written.
        """
        kept = saved_by_person(url, file, captured_at=captured_at, media_type=media_type, text=text)
        return self._put(kept)[-1]

    def verify(self) -> Verification:
        """Read every byte and hold it against its digests."""
        return verify_folder(self._folder, self._folder / INDEX)

    def rebuild_index(self) -> None:
        """Write the index anew from the files; what was lost with a missing file is forgotten.

        Raises:
            StoreError: it cannot be written.
        """
        with self._lock:
            names = _evidence_in(self._folder)
            found = [entry for name in names for entry in entries_of(self._folder / name)]
            self._catalogue = Catalogue(found)
            write_atomically(self._folder / INDEX, render_index(self._catalogue.lines))

    def import_warc(self, path: Path) -> ImportResult:
        """Keep the captures of any WARC file; records that cannot be taken are told, others go on.

        Raises:
            InputError: the file cannot be opened.
            StoreError: the store cannot be written.
        """
        return import_records(path, put=self._put, get=self._content, read=self.read)

    def export(self, path: Path, *, urls: Iterable[str] | None = None) -> int:
        """Write captures into one ``.warc.gz`` that needs no other file; how many it holds.

        Args:
            path: the file; one of that name is replaced.
            urls: of these addresses only.

        Raises:
            ConfigError: the file's name does not end so.
            StoreError: something is damaged, there is nothing to write, or it cannot be written.
        """
        if not path.name.endswith(".warc.gz"):
            raise ConfigError(f"cannot export to '{path}': give a name that ends in .warc.gz")
        with self._lock:
            self._refresh()
            chosen = self._catalogue.all()
            if urls is not None:
                wanted = {entry.id for url in urls for entry in self._catalogue.of_url(url)}
                chosen = tuple(entry for entry in chosen if entry.id in wanted)
            if not chosen:
                raise StoreError(f"'{self._folder}' holds nothing of that to export")
            return export(path, map(self._read, chosen))

    def _put(self, everything: Iterable[Kept]) -> tuple[Snapshot, ...]:
        with self._lock, Batch(self._folder, self._original) as batch:
            self._refresh()
            order: list[str] = []
            known: dict[str, Entry] = {}
            for kept in everything:
                key = capture_id(kept)
                order.append(key)
                if key not in known:
                    known[key] = self._sound_copy(key, kept) or batch.add(kept)
                if batch.is_full:
                    known.update(self._finished(batch))
            written = self._finished(batch)
            known.update(written)
            if written:
                self._write_index()
            return tuple(known[key].snapshot for key in order)

    def _finished(self, batch: Batch) -> dict[str, Entry]:
        done = batch.finish()
        self._catalogue.add(done)
        return {entry.id: entry for entry in done}

    def _sound_copy(self, key: str, kept: Kept) -> Entry | None:
        """Where ``kept`` is kept already and can be read; what is damaged is written anew."""
        for entry in self._catalogue.copies_of(key):
            try:
                if read_kept(self._folder, entry, self._find) == kept:
                    return entry
            except StoreError:
                continue
        return None

    def _original(self, digest: str, body: bytes) -> Original | None:
        """A ``response`` that holds ``body`` and can be read."""
        for entry in self._catalogue.originals_of(digest):
            try:
                result = read_kept(self._folder, entry, self._find).result
            except StoreError:
                continue
            if isinstance(result, Capture) and result.body == body:
                return Original(id=entry.record_id, url=entry.target, date=entry.date)
        return None

    def _find(self, digest: str) -> Entry | None:
        originals = self._catalogue.originals_of(digest)
        there = [e for e in originals if (self._folder / e.snapshot.file).exists()]
        return next(iter(there or originals), None)

    def _content(self, digest: str) -> bytes | None:
        """The content of that digest, where it is kept."""
        with self._lock:
            entry = self._find(digest)
            result = None if entry is None else self._read(entry).result
            return result.body if isinstance(result, Capture) else None

    def _read(self, entry: Entry) -> Kept:
        """What ``entry`` kept, from any of its copies that is sound."""
        problem: StoreError | None = None
        for copy in self._catalogue.copies_of(entry.id):
            try:
                return read_kept(self._folder, copy, self._find)
            except StoreError as error:
                problem = problem or error
        raise problem or StoreError(f"'{entry.snapshot.url}' is not kept")

    def _refresh(self) -> None:
        """Take in the files that other processes finished."""
        for name in _evidence_in(self._folder):
            if name not in self._catalogue.files:
                self._catalogue.add(entries_of(self._folder / name))
                self._catalogue.files.add(name)

    def _write_index(self) -> None:
        """The index only saves time: what is kept is kept without it."""
        try:
            write_atomically(self._folder / INDEX, render_index(self._catalogue.lines))
        except (OSError, StoreError):
            return


def _asked_as(url: str, result: Capture | FetchFailure) -> Capture | FetchFailure:
    """``result`` as an answer for ``url``, where that is only the address it arrived at."""
    if isinstance(result, FetchFailure) or url_key(result.url) == url_key(url):
        return result
    return attrs.evolve(result, url=result.final_url, redirects=())


def _load(folder: Path) -> Catalogue:
    try:
        entries = parse_index((folder / INDEX).read_bytes())
    except OSError:
        entries = None
    return Catalogue(entries or ())


def _evidence_in(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir() if digest_in_name(path.name))
    except OSError as error:
        raise StoreError(f"cannot read the store '{folder}': {error.strerror}") from error
