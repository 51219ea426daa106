"""Whether two quantities can be the same number: rounding, bounds, units and currencies."""

from decimal import Decimal

from provenance.quantities.amounts import Bound, Quantity, QuantityKind
from provenance.quantities.tables import Unit

_ABOUT = Decimal("0.1")
"""Relative play of "about", "nearly", "some": 47 is "nearly four dozen", 1,846 "some 2,000" is not
(set by the rounding families of the contrast exam, half 0; more play hides real differences)."""
_ROUNDED = Decimal("0.03")
"""Relative play of a round number without "about": 31,412 is printed as 31,000, 27 not as 30."""
_CONVERTED = Decimal("0.03")
"""Relative play after a change of units: 8 km are "five miles"."""
_EDGE = Decimal("0.005")
_EQUAL = Decimal("0.000001")


def comparable(left: Quantity, right: Quantity) -> bool:
    """Whether it makes sense to hold one against the other: same kind, same dimension."""
    if QuantityKind.LABEL in (left.kind, right.kind):
        return False
    if left.unit is None or right.unit is None:
        same = {left.kind, right.kind}
        return left.unit is right.unit and (len(same) == 1)
    return same_dimension(left.unit, right.unit)


def same_dimension(left: Unit, right: Unit) -> bool:
    """Whether two units measure the same; "dollar" fits "US dollar" but not "Canadian dollar"."""
    one, other = left.dimension, right.dimension
    if {one, other} == {"percentage-point", "point"}:
        return True
    return one == other or one.startswith(f"{other}:") or other.startswith(f"{one}:")


def quantities_fit(claim: Quantity, source: Quantity) -> bool:
    """Whether a claim may give ``source`` as ``claim``: equal, rounded, converted or within bounds.

    Both must be :func:`comparable`.
    """
    factor = _factor(claim, source)
    low, high = _convert(source.low, source, claim), _convert(source.high, source, claim)
    if high < 0 <= claim.low and claim.kind is not QuantityKind.MEASURE:
        low, high = -high, -low  # a change with its sign: "(-15,000)" is a loss of 15,000
    play = _play(claim, source, abs(factor))
    if claim.bound is Bound.AT_LEAST and source.bound is not Bound.AT_LEAST:
        return high >= claim.low * (1 - _slack(claim, source))
    if claim.bound is Bound.AT_MOST and source.bound is not Bound.AT_MOST:
        return low <= claim.high * (1 + _slack(claim, source))
    if source.bound is Bound.AT_LEAST and claim.bound is None:
        return claim.high >= low - play and claim.high <= low * 2
    if source.bound is Bound.AT_MOST and claim.bound is None:
        return low / 2 <= claim.low <= high + play
    return _near(claim, (low, high), play)


def quantities_equal(claim: Quantity, source: Quantity) -> bool:
    """Whether two comparable quantities are one number with one bound, in whatever unit."""
    if claim.bound is not source.bound or claim.approximate != source.approximate:
        return False
    if claim.share or source.share:
        return claim.share == source.share and claim.low == source.low
    if (claim.unit is None) != (source.unit is None) or claim.kind is not source.kind:
        return False
    low, high = _convert(source.low, source, claim), _convert(source.high, source, claim)
    play = abs(claim.high) * _EQUAL
    return abs(low - claim.low) <= play and abs(high - claim.high) <= play


def _slack(claim: Quantity, source: Quantity) -> Decimal:
    """How far a bound may be missed: "more than five miles" for 8 km."""
    if claim.approximate or source.approximate:
        return _ABOUT
    return _EDGE if claim.unit == source.unit else _CONVERTED


def _near(claim: Quantity, source: tuple[Decimal, Decimal], play: Decimal) -> bool:
    return claim.low - play <= source[1] and source[0] <= claim.high + play


def _play(claim: Quantity, source: Quantity, factor: Decimal) -> Decimal:
    size = max(abs(claim.low), abs(claim.high))
    play = min(claim.step / 2 + claim.step * _EDGE, size * _ROUNDED)
    if _truncates(claim, source):
        play = min(claim.step, size * _ROUNDED)
    if claim.approximate or source.approximate:
        play = max(play, size * _ABOUT)
    if source.step > claim.step:  # the source is the rounder one: 3.5 for 3.46
        play = max(play, min(source.step * factor / 2, size * _ROUNDED))
    if source.approximate:
        play = max(play, source.step * factor / 2)
    if claim.unit is not None and source.unit is not None and claim.unit.id != source.unit.id:
        play = max(play, size * _CONVERTED, min(claim.step / 2, size * _ABOUT))
    if claim.share or source.share:
        play = max(play, Decimal(2))
    return play


def _truncates(claim: Quantity, source: Quantity) -> bool:
    """Whether the claim merely drops last digits: 31,900 told as "31,000"."""
    return (
        claim.unit == source.unit
        and abs(source.low) > abs(claim.low)
        and (source.step < claim.step)
    )


def _factor(claim: Quantity, source: Quantity) -> Decimal:
    if claim.unit is None or source.unit is None:
        return Decimal(1)
    return source.unit.factor / claim.unit.factor


def _convert(value: Decimal, source: Quantity, claim: Quantity) -> Decimal:
    """``value`` of the source's unit in the claim's unit."""
    if claim.unit is None or source.unit is None or claim.unit.id == source.unit.id:
        return value
    base = value * source.unit.factor + source.unit.offset
    return (base - claim.unit.offset) / claim.unit.factor
