"""Which of the documents at hand share words with a story: an index that is made once.

It says what :func:`provenance.blocking.near_documents.documents_near` says, but reads each document
once for all stories that come, in eight bytes a key.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Set
from hashlib import blake2b
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt

from provenance.blocking.near_documents import SHARED, document_keys, is_common, is_of_words
from provenance.errors import ConfigError
from provenance.model import Document

_NUMBER_BITS = 20
"""Of an entry; the rest is the hash of a key, in which two keys in 10^7 meet by chance once in
ten thousand times."""
_NUMBERS = (1 << _NUMBER_BITS) - 1
_HASH_BYTES = 8


@attrs.frozen
class Nearness:
    """An index from the words of documents to the documents."""

    ids: tuple[str, ...]
    entries: npt.NDArray[np.uint64] = attrs.field(
        repr=False, eq=attrs.cmp_using(eq=np.array_equal, require_same_type=False)
    )
    """Sorted; each the hash of a key and the number of a document that has it."""

    @classmethod
    def of(cls, ids: tuple[str, ...], file: Path, *, start: int = 0) -> "Nearness":
        """The index in a file, which stays there: all workers of a machine have it in memory once.

        Args:
            ids: of the documents, by their numbers.
            file: with :func:`joined_entries` of them.
            start: the bytes before them.

        Raises:
            OSError: the file cannot be read.
        """
        if file.stat().st_size <= start:  # an empty file cannot be mapped
            return cls(ids, np.empty(0, np.uint64))
        return cls(ids, np.memmap(file, np.uint64, mode="r", offset=start))

    def near(self, keys: Set[str]) -> frozenset[str]:
        """The ids of the documents from which the articles of a story may have copied or quoted.

        Args:
            keys: from :func:`provenance.blocking.word_keys` of each.
        """
        of_documents = [key for key in keys if is_of_words(key)]
        least = np.array([_entry(key, 0) for key in of_documents], np.uint64)
        firsts = self.entries.searchsorted(least).tolist()
        ends = self.entries.searchsorted(least | np.uint64(_NUMBERS), "right").tolist()
        shared = Counter(
            number
            for key, first, end in zip(of_documents, firsts, ends, strict=True)
            if first < end and not is_common(key, end - first)
            for number in (self.entries[first:end] & np.uint64(_NUMBERS)).tolist()
        )
        return frozenset(self.ids[number] for number, count in shared.items() if count >= SHARED)


def readable_places(documents: Iterable[tuple[str, bool]]) -> dict[str, int]:
    """By id, where those of ``documents`` stand that could be read; the last one of an id.

    Args:
        documents: of each its id, and whether it could be read.

    Raises:
        ConfigError: there are more than a million.
    """
    told = enumerate(documents)
    readable = {document: place for place, (document, is_readable) in told if is_readable}
    if len(readable) > _NUMBERS:
        raise ConfigError(
            f"{len(readable)} documents at hand are more than a worker holds; put them into a "
            "store, where each is looked up by its address"
        )
    return readable


def entries_of(documents: Iterable[Document], first: int) -> bytes:
    """The entries of ``documents``, numbered from ``first``, sorted; linear in their words."""
    entries: set[int] = set()
    for number, document in enumerate(documents, start=first):
        entries.update(_entry(key, number) for key in document_keys(document))
    return array("Q", sorted(entries)).tobytes()


def joined_entries(pieces: Iterable[bytes]) -> bytes:
    """All of several :func:`entries_of`, sorted."""
    joined = np.frombuffer(bytearray().join(pieces), np.uint64)
    joined.sort()
    return joined.tobytes()


def _entry(key: str, number: int) -> int:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest()
    return int.from_bytes(digest, "big") >> _NUMBER_BITS << _NUMBER_BITS | number
