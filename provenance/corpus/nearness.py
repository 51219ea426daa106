"""Which of the documents at hand share words with a story: an index that is made once.

It says what :func:`provenance.blocking.near_documents.documents_near` says, but reads each document
once for all stories that come, in eight bytes a key.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from hashlib import blake2b

import attrs
import numpy as np

from provenance.blocking.near_documents import SHARED, document_keys, is_common, is_of_words
from provenance.errors import ConfigError
from provenance.model import Document
from provenance.verdicts.grounds import is_readable

_NUMBER_BITS = 20
"""Of an entry; the rest is the hash of a key, in which two keys in 10^7 meet by chance once in
ten thousand times."""
_HASH_BYTES = 8


@attrs.frozen
class Nearness:
    """An index from the words of documents to the documents."""

    ids: tuple[str, ...]
    entries: "array[int]" = attrs.field(repr=False)
    """Sorted; each the hash of a key and the number of a document that has it."""

    @classmethod
    def of(cls, documents: Sequence[Document], entries: Iterable[bytes]) -> "Nearness":
        """The index of :func:`readable_of` documents.

        Args:
            documents: all of them.
            entries: :func:`entries_of` each of them, in pieces.
        """
        joined = np.frombuffer(bytearray().join(entries), np.uint64)
        joined.sort()
        return cls(tuple(one.id for one in documents), array("Q", joined.tobytes()))

    def near(self, keys: Set[str]) -> frozenset[str]:
        """The ids of the documents from which the articles of a story may have copied or quoted.

        Args:
            keys: from :func:`provenance.blocking.word_keys` of each.
        """
        of_documents = filter(is_of_words, keys)
        shared = Counter(number for key in of_documents for number in self._telling(key))
        return frozenset(self.ids[number] for number, count in shared.items() if count >= SHARED)

    def _telling(self, key: str) -> Iterator[int]:
        """The documents that hold ``key``, if they are not too many to tell anything."""
        first = _entry(key, 0)
        start = bisect_left(self.entries, first)
        end = bisect_left(self.entries, first + (1 << _NUMBER_BITS), start)
        if not is_common(key, end - start):
            for at in range(start, end):
                yield self.entries[at] & ((1 << _NUMBER_BITS) - 1)


def readable_of(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Those of ``documents`` that could be read, each once.

    Raises:
        ConfigError: there are more than a million.
    """
    readable = {one.id: one for one in documents if is_readable(one)}
    if len(readable) >> _NUMBER_BITS:
        raise ConfigError(
            f"{len(readable)} documents at hand are more than a worker holds; put them into a "
            "store, where each is looked up by its address"
        )
    return tuple(readable.values())


def entries_of(documents: Iterable[Document], first: int) -> bytes:
    """The entries of ``documents``, numbered from ``first``, sorted; linear in their words."""
    entries: set[int] = set()
    for number, document in enumerate(documents, start=first):
        entries.update(_entry(key, number) for key in document_keys(document))
    return array("Q", sorted(entries)).tobytes()


def _entry(key: str, number: int) -> int:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest()
    return int.from_bytes(digest, "big") >> _NUMBER_BITS << _NUMBER_BITS | number
