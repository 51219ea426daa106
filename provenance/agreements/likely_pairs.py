"""Which claims are worth holding against each other: an index, never all pairs."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from provenance.agreements.comparable_claims import Saying
from provenance.quantities import Quantity

_TOO_COMMON = 40
"""Sayings under one key that are looked at, the first ones: the work grows with the sayings."""

_MOST_CANDIDATES = 6
"""Others that one saying is held against, those that share most first."""

_FIGURE_WEIGHT = 3
"""A figure counts for as many words: it is seldom shared by chance."""

_BUCKET = 0.06
"""Width of a bucket of numbers in natural logarithms: twice what rounding may hide."""


def candidate_pairs(sayings: Sequence[Saying]) -> Iterator[tuple[int, int]]:
    """Pairs of places in ``sayings`` of two articles that share words or a figure; sorted."""
    holders: dict[str, list[int]] = defaultdict(list)
    keys = [_keys(saying) for saying in sayings]
    articles = [saying.telling.number for saying in sayings]
    for place in range(len(sayings)):
        for key in keys[place]:
            if len(holders[key]) < _TOO_COMMON:
                holders[key].append(place)
    pairs: set[tuple[int, int]] = set()
    for place in range(len(sayings)):
        figures = [key for key in keys[place] if key.startswith("figure ")]
        weighted = chain(keys[place], *repeat(figures, _FIGURE_WEIGHT - 1))
        shared = Counter(chain.from_iterable(holders[key] for key in weighted))
        others = sorted(
            (-count, other)
            for other, count in shared.items()
            if count > 1 and articles[other] != articles[place]
        )
        pairs.update((min(place, o), max(place, o)) for _, o in others[:_MOST_CANDIDATES])
    yield from sorted(pairs)


def _keys(saying: Saying) -> set[str]:
    return {*saying.keys} | {key for q in saying.quantities for key in _figure_keys(q)}


def _figure_keys(quantity: Quantity) -> Iterator[str]:
    """The bucket of a number in the base unit, and the next one: a rounded value is near."""
    value = abs(quantity.value) * (quantity.unit.factor if quantity.unit else 1)
    if value:
        bucket = math.floor(math.log(float(value)) / _BUCKET)
        measure = quantity.unit.dimension.partition(":")[0] if quantity.unit else "count"
        yield f"figure {measure} {bucket}"
        yield f"figure {measure} {bucket + 1}"
