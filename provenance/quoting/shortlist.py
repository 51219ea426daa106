"""Which of many documents may share enough words with a quotation to be looked at closely.

Every document is cut into blocks of words. For each block it is counted which first letters of the
quotation's words stand in it or in those behind it that a window over the document reaches: more
than a window from there can hold. A document without a block of enough is none.
"""

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from provenance.alignment import Passages, Sought

_BLOCK_WORDS = 16
_REACHED = 3
"""Blocks behind the first that a window may reach; for a longer one blocks are taken together."""
_PLACE_BITS = 32
_ROUNDED = 1e-5

Entries = npt.NDArray[np.int64]
"""Sorted; each the number of some first letters, and a block where they stand."""


@attrs.frozen
class Vocabulary:
    """Numbers of first letters, the same for all documents of a language."""

    numbers: dict[str, int] = attrs.field(factory=dict)

    def entries(self, passages: Passages) -> Entries:
        """Where the words of a document stand, block by block."""
        numbers = self.numbers
        of_code = np.zeros(1 + max(map(ord, passages.norms), default=0), np.int64)
        for key, codes in passages.kin.items():
            number = numbers.setdefault(key, len(numbers))
            for code in codes:
                of_code[ord(code)] = number
        points = np.frombuffer(passages.code.encode("utf-32-le"), "<u4").astype(np.int64)
        blocks = np.arange(len(points)) // _BLOCK_WORDS
        return np.unique(of_code[points] << _PLACE_BITS | blocks)


@attrs.frozen(eq=False)
class Shortlist:
    """The words of several documents of one language, by blocks."""

    vocabulary: Vocabulary
    starts: npt.NDArray[np.int64]
    """The first block of each document; one more behind the last."""
    entries: Entries

    @classmethod
    def of(
        cls, vocabulary: Vocabulary, passages: Sequence[Passages], entries: Sequence[Entries]
    ) -> "Shortlist":
        """Of documents and their :meth:`Vocabulary.entries`."""
        blocks = [len(one) // _BLOCK_WORDS + 1 for one in passages]
        starts = np.concatenate(([0], np.cumsum(blocks, dtype=np.int64)))
        moved = [one + start for one, start in zip(entries, starts, strict=False)]
        joined = np.concatenate(moved) if moved else np.zeros(0, np.int64)
        return cls(vocabulary, starts, np.sort(joined))

    def may_share(self, sought: Sought, share: float) -> Sequence[int]:
        """Numbers of the documents of which :meth:`Passages.shares` may be true, in their order.

        Args:
            sought: the words.
            share: of them, between 0 and 1.
        """
        if not sought.total:
            return ()
        width, size, shift = sought.width, _BLOCK_WORDS, 0
        while width > _REACHED * size:
            size, shift = 2 * size, shift + 1
        reach = (size + width - 2) // size
        worth = np.zeros((int(self.starts[-1]) >> shift) + 1 + reach)
        for key, (count, each) in sought.kin.items():
            blocks = self._blocks(key) >> shift
            if len(blocks):
                is_reached = np.zeros(len(worth), bool)
                for back in range(reach + 1):
                    is_reached[blocks + (reach - back)] = True
                worth[is_reached] += count * each
        enough = np.flatnonzero(worth >= (share - _ROUNDED) * sought.total) - reach
        first = np.searchsorted(enough, self.starts[:-1] >> shift)
        last = np.searchsorted(enough, (self.starts[1:] - 1) >> shift, "right")
        found: list[int] = np.flatnonzero(last > first).tolist()
        return found

    def _blocks(self, key: str) -> Entries:
        number = self.vocabulary.numbers.get(key)
        if number is None:
            return self.entries[:0]
        bounds = (number << _PLACE_BITS, (number + 1) << _PLACE_BITS)
        first, last = np.searchsorted(self.entries, bounds)
        return self.entries[first:last] & ((1 << _PLACE_BITS) - 1)
