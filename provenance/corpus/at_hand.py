"""Documents at hand and the index of their words, read once by all workers of a run together.

A worker holds of each document what names it, and where it stands on the disk; its text is read
when a story comes that may be judged by it.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path

import attrs

from provenance import __version__
from provenance.corpus.carrying import (
    Carried,
    carried_in,
    document_from_bytes,
    documents_to_bytes,
)
from provenance.corpus.manifest import digest_of
from provenance.corpus.nearness import Nearness, entries_of, joined_entries, readable_places
from provenance.corpus.places import stamps_of
from provenance.corpus.sharing import DIGEST_BYTES, read_part, share_pieces
from provenance.corpus.tables import SHARED
from provenance.model import Document
from provenance.sources import split_sources

_DOCUMENTS_A_PIECE = 32
_MOST_HELD = 20_000_000
"""Characters of documents that are kept for the next story."""


@attrs.define
class _Held:
    """Documents with their texts, as many as there is room for."""

    documents: dict[int, Document] = attrs.field(factory=dict)
    characters: int = 0

    def add(self, place: int, document: Document) -> None:
        if self.characters > _MOST_HELD:
            self.documents.clear()
            self.characters = 0
        self.documents[place] = document
        self.characters += len(document.text)


@attrs.frozen
class DocumentsOfRun:
    """The documents at hand of a run, in whose folder workers leave for each other what they read.

    Raises:
        ConfigError: they cannot be read.
        OSError: nothing can be left there, or what was left is gone.
        StoreError: something else was put there.
    """

    output: Path
    sources: Path
    _held: _Held = attrs.field(init=False, factory=_Held, repr=False, eq=False)

    @cached_property
    def heads(self) -> tuple[Document, ...]:
        """As :func:`provenance.sources.load_sources`, but without texts."""
        return tuple(one.head for _, one in self._carried)

    def whole(self, places: Iterable[int]) -> tuple[Document, ...]:
        """Those at ``places`` among all, with their texts."""
        held = self._held.documents
        return tuple(held.get(place) or self._read(place) for place in places)

    @cached_property
    def nearness(self) -> Nearness:
        """The index of their words."""
        readable = readable_places((one.head.id, one.is_readable) for _, one in self._carried)
        places = tuple(readable.values())
        firsts = range(0, len(places), _DOCUMENTS_A_PIECE)

        def words(number: int) -> bytes:
            first = firsts[number]
            return entries_of(self.whole(places[first : first + _DOCUMENTS_A_PIECE]), first)

        names = self._names("words", len(firsts))
        (index,) = self._names("index", 1)
        for _ in self._shared([index], lambda _: joined_entries(self._shared(names, words))):
            pass
        return Nearness.of(tuple(readable), self._folder / index, start=DIGEST_BYTES)

    @cached_property
    def _carried(self) -> tuple[tuple[str, Carried], ...]:
        """Each document, and the name of the piece that it stands in."""
        pieces = split_sources(self.sources, size=_DOCUMENTS_A_PIECE)
        names = self._names("read", len(pieces))
        made = self._shared(names, lambda number: documents_to_bytes(pieces[number]()))
        return tuple(
            (name, one) for name, data in zip(names, made, strict=True) for one in carried_in(data)
        )

    def _read(self, place: int) -> Document:
        name, carried = self._carried[place]
        data = read_part(self._folder / name, carried.start, carried.end)
        document = document_from_bytes(data)
        self._held.add(place, document)
        return document

    def _shared(self, names: list[str], make: Callable[[int], bytes]) -> Iterator[bytes]:
        return share_pieces(self._folder, names, make)

    @property
    def _folder(self) -> Path:
        return self.output / SHARED

    @cached_property
    def _stamp(self) -> str:
        """Changes with the documents; what a run that broke off has left of others is not used."""
        digest = digest_of(__version__, stamps_of(self.sources))
        return digest.removeprefix("sha256:")[:16]

    def _names(self, what: str, number: int) -> list[str]:
        return [f"{self._stamp}-{what}-{at:06d}" for at in range(number)]
