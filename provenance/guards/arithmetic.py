"""Whether a number of the claim follows from numbers of the source by one step of arithmetic."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from provenance.quantities import Bound, Quantity, QuantityKind

_MOST_NUMBERS = 14
_PLAY = Decimal("0.015")
_ABOUT = Decimal("0.1")
_HUNDRED = Decimal(100)


def is_derived(wanted: Quantity, numbers: Sequence[Quantity], *, rest: bool) -> bool:
    """Whether a sum, difference, product or share of two of ``numbers`` gives ``wanted``.

    Args:
        wanted: the number of the claim.
        numbers: those of the source.
        rest: whether what is left of a share may be meant: one side denies something.
    """
    value = abs(wanted.value)
    play = max(value * (_ABOUT if wanted.approximate else _PLAY), wanted.step / 2)
    share = wanted.kind is QuantityKind.PERCENT or wanted.share
    kept = [number for number in numbers if number.kind is not QuantityKind.LABEL]
    results = list(_shares(kept) if share else _sums(kept))
    if share and rest:
        results += [_HUNDRED - abs(number.value) for number in kept if _is_share(number)]
    floor = value if wanted.bound is Bound.AT_LEAST else value - play
    ceiling = value if wanted.bound is Bound.AT_MOST else value + play
    if wanted.bound is Bound.AT_LEAST:
        ceiling = value * (1 + _ABOUT)
    if wanted.bound is Bound.AT_MOST:
        floor = value * (1 - _ABOUT)
    return any(floor <= result <= ceiling for result in results)


def _sums(numbers: Sequence[Quantity]) -> Iterator[Decimal]:
    for left, right in combinations(numbers[:_MOST_NUMBERS], 2):
        one, other = abs(left.value), abs(right.value)
        yield from (one + other, abs(one - other))
        if _is_share(left) or _is_share(right):
            yield one * other / _HUNDRED
        elif left.unit is None or right.unit is None or left.per or right.per:
            yield one * other
    whole = sum((abs(number.value) for number in numbers[:_MOST_NUMBERS]), Decimal(0))
    yield whole


def _shares(numbers: Sequence[Quantity]) -> Iterator[Decimal]:
    for left, right in combinations(numbers[:_MOST_NUMBERS], 2):
        one, other = abs(left.value), abs(right.value)
        for part, whole in ((one, other), (other, one)):
            if whole:
                yield part * _HUNDRED / whole
                yield abs(part - whole) * _HUNDRED / whole
        yield from (one + other, abs(one - other))


def _is_share(number: Quantity) -> bool:
    return number.share or number.kind is QuantityKind.PERCENT
