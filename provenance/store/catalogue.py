"""The snapshots of a store, in memory, found by address, by content and by file."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from provenance import terms
from provenance.store.index import Entry, line_of
from provenance.store.snapshots import is_not_later, moment_of
from provenance.urls import url_key


class Catalogue:
    """Grows; never forgets a file it was told of."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.files: set[str] = set()
        self.lines: list[str] = []
        """Of the index."""
        self._by_key: defaultdict[str, list[Entry]] = defaultdict(list)
        self._by_id: defaultdict[str, list[Entry]] = defaultdict(list)
        self._by_digest: defaultdict[str, list[Entry]] = defaultdict(list)
        self.add(entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take more entries; one that is here already is taken once."""
        for entry in entries:
            known = self._by_id[entry.id]
            if entry in known:
                continue
            self.files.add(entry.snapshot.file)
            self.lines.append(line_of(entry))
            known.append(entry)
            for key in {url_key(entry.snapshot.url), url_key(entry.snapshot.final_url)}:
                self._by_key[key].append(entry)
            if entry.record == "response" and entry.snapshot.digest:
                self._by_digest[entry.snapshot.digest].append(entry)

    def copies_of(self, capture_id: str) -> tuple[Entry, ...]:
        """Every place where one capture is kept; more than one where two processes wrote it."""
        return tuple(sorted(self._by_id.get(capture_id, ()), key=_place))

    def originals_of(self, digest: str) -> tuple[Entry, ...]:
        """The responses that hold some content."""
        return tuple(sorted(self._by_digest.get(digest, ()), key=_place))

    def all(self) -> tuple[Entry, ...]:
        """Each capture once, by address and then by time."""
        every = [min(copies, key=_place) for copies in self._by_id.values() if copies]
        return tuple(sorted(every, key=lambda e: (url_key(e.snapshot.url), *_age(e))))

    def of_url(self, url: str) -> tuple[Entry, ...]:
        """The captures of an address, asked for or arrived at, oldest first."""
        copies: dict[str, Entry] = {}
        for entry in self._by_key.get(url_key(url), ()):
            copies[entry.id] = min(copies.get(entry.id, entry), entry, key=_place)
        return tuple(sorted(copies.values(), key=_age))


def best_of(entries: Sequence[Entry], *, not_after: str | None) -> Entry | None:
    """The entry to answer with: whole before cut short before failed; among those by time.

    Without ``not_after`` the latest; with it the latest that is not later, else the earliest.

    Args:
        entries: of one address, oldest first.
        not_after: a day or a time; held against the time of the page as it is kept.
    """
    if not_after is None:
        return max(entries, key=lambda e: (-_rank(e), *_age(e)), default=None)
    early = [e for e in entries if is_not_later(e.snapshot.page_time, not_after)]
    found = best_of(early, not_after=None)
    if found is not None and found.snapshot.failure is None:
        return found
    late = [e for e in entries if e.snapshot.failure is None]
    earliest = min(late, key=lambda e: (_rank(e), *_age(e)), default=None)
    return earliest or found or best_of(entries, not_after=None)


def _rank(entry: Entry) -> int:
    if entry.snapshot.failure is not None:
        return 2
    return 1 if entry.snapshot.truncated else 0


def _age(entry: Entry) -> tuple[object, ...]:
    """What sorts captures by time; the words of a picture behind the picture."""
    snapshot = entry.snapshot
    return (
        moment_of(snapshot.page_time),
        snapshot.via is terms.Via.ORIGINAL,
        moment_of(snapshot.captured_at),
        entry.record == "conversion",
        entry.id,
    )


def _place(entry: Entry) -> tuple[object, ...]:
    return entry.record == "revisit", entry.snapshot.file, entry.snapshot.offset
