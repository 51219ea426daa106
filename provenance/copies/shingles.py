"""Which texts share runs of words: the pairs worth laying side by side.

Shingles of eight words (Broder 1997, "On the resemblance and containment of documents") in an
exact index. No sketch such as MinHash stands in for them: it estimates how alike two texts are as
wholes, and a release pasted into a longer article is a matter of containment; and the articles of
one event are hundreds, not millions, so that the index costs less than the sketches would.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from provenance.copies.own_words import OwnWords

SHINGLE = 8
"""Words in a row: long enough that two writers do not hit on them by chance."""

_MIN_SHARED = 12
"""Shared shingles at least: about three sentences, so that a stock phrase is no copy."""

_TOO_COMMON = 24
"""A shingle in more texts than this joins each of them with the first only: all pairs would grow
with the square of the texts, and the first is the likeliest origin."""


Shingle = tuple[str, ...]


def candidate_pairs(texts: Sequence[OwnWords]) -> Iterator[tuple[int, int]]:
    """Pairs of places in ``texts`` that share enough shingles, sorted.

    Args:
        texts: the likeliest origins first.
    """
    rows = [set(_shingles(text)) for text in texts if not text.is_document]
    known: set[Shingle] = set().union(*rows)
    articles = iter(rows)
    holders: dict[Shingle, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        found = known.intersection(_shingles(text)) if text.is_document else next(articles)
        for shingle in found:
            holders[shingle].append(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if len(places) > _TOO_COMMON:
            shared.update((places[0], other) for other in places[1:])
        elif len(places) > 1:
            shared.update(
                (one, other) for at, one in enumerate(places) for other in places[at + 1 :]
            )
    yield from sorted(pair for pair, count in shared.items() if count >= _MIN_SHARED)


def rows_of(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Every ``size`` words in a row, in order."""
    return zip(*(islice(words, at, None) for at in range(size)), strict=False)


def _shingles(text: OwnWords) -> Iterator[Shingle]:
    return rows_of(text.words, SHINGLE)
