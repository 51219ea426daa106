"""Documents at hand and the index of their words, read once by all workers of a run together."""

from functools import cached_property
from pathlib import Path

import attrs

from provenance import __version__
from provenance.corpus.carrying import documents_from_bytes, documents_to_bytes
from provenance.corpus.manifest import digest_of
from provenance.corpus.nearness import Nearness, entries_of, readable_of
from provenance.corpus.places import stamps_of
from provenance.corpus.sharing import share_pieces
from provenance.corpus.tables import SHARED
from provenance.model import Document
from provenance.sources import split_sources

_DOCUMENTS_A_PIECE = 32


@attrs.frozen
class DocumentsOfRun:
    """The documents at hand of a run, in whose folder workers leave for each other what they read.

    Raises:
        ConfigError: they cannot be read.
        OSError: nothing can be left there.
    """

    output: Path
    sources: Path

    @cached_property
    def read(self) -> tuple[Document, ...]:
        """As :func:`provenance.sources.load_sources`."""
        pieces = split_sources(self.sources, size=_DOCUMENTS_A_PIECE)
        made = share_pieces(
            self.output / SHARED,
            self._names("read", len(pieces)),
            lambda number: documents_to_bytes(pieces[number]()),
        )
        return tuple(document for data in made for document in documents_from_bytes(data))

    @cached_property
    def nearness(self) -> Nearness:
        """The index of their words."""
        readable = readable_of(self.read)
        firsts = range(0, len(readable), _DOCUMENTS_A_PIECE)
        made = share_pieces(
            self.output / SHARED,
            self._names("words", len(firsts)),
            lambda number: entries_of(
                readable[firsts[number] : firsts[number] + _DOCUMENTS_A_PIECE], firsts[number]
            ),
        )
        return Nearness.of(readable, made)

    @cached_property
    def _stamp(self) -> str:
        """Changes with the documents; what a run that broke off has left of others is not used."""
        digest = digest_of(__version__, stamps_of(self.sources))
        return digest.removeprefix("sha256:")[:16]

    def _names(self, what: str, number: int) -> list[str]:
        return [f"{self._stamp}-{what}-{at:06d}" for at in range(number)]
