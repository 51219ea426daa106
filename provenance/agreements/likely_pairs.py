"""Which claims are worth holding against each other: an index, never all pairs."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

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
    for place, saying in enumerate(sayings):
        for key in sorted(_keys(saying)):
            if len(holders[key]) < _TOO_COMMON:
                holders[key].append(place)
    pairs: set[tuple[int, int]] = set()
    for place, saying in enumerate(sayings):
        shared: Counter[int] = Counter()
        for key in _keys(saying):
            weight = _FIGURE_WEIGHT if key.startswith("figure ") else 1
            for other in holders[key]:
                shared[other] += weight
        likely = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        others = [
            other
            for other, count in likely
            if count > 1 and sayings[other].telling.number != saying.telling.number
        ]
        pairs.update((min(place, o), max(place, o)) for o in others[:_MOST_CANDIDATES])
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
