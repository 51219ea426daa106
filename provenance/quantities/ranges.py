"""Two numbers that make one range: "between 25 and 54", "4 to 6%", "6–11 kg"."""

from decimal import Decimal

import attrs

from provenance.quantities.amounts import Quantity, QuantityKind
from provenance.quantities.numerals import NumberTokens
from provenance.spans import Span

_LONGEST_LINK = 9
"""Characters between the two numbers: "through" with its spaces."""


def merge_ranges(tokens: NumberTokens, found: list[Quantity]) -> list[Quantity]:
    """``found`` with each range as one quantity."""
    merged: list[Quantity] = []
    for quantity in found:
        if merged and _is_range(tokens, merged[-1], quantity):
            first = merged.pop()
            merged.append(
                attrs.evolve(
                    quantity,
                    span=Span(first.span.start, quantity.span.end),
                    number=Span(first.number.start, quantity.number.end),
                    low=_scaled_low(first, quantity),
                    approximate=first.approximate or quantity.approximate,
                    bound=first.bound,
                )
            )
        else:
            merged.append(quantity)
    return merged


def _is_range(tokens: NumberTokens, first: Quantity, second: Quantity) -> bool:
    between = tokens.text[first.span.end : second.span.start].strip().lower()
    phrases = tokens.tables.phrases
    low = _scaled_low(first, second)
    same = first.unit == second.unit or first.unit is None
    if not same or low >= second.high or first.low != first.high or first.share or second.share:
        return False
    if QuantityKind.RANK in (first.kind, second.kind) or len(between) > _LONGEST_LINK:
        return False
    if between in {"-", "–", "—"}:
        return True
    if between not in phrases["range"] or first.unit is not None:
        return False
    before = tokens.text[max(0, first.span.start - 12) : first.span.start].lower().split()
    opened = bool(before) and before[-1] in phrases["range_open"]
    return opened or second.unit is not None or first.approximate


def _scaled_low(first: Quantity, second: Quantity) -> Decimal:
    """The low end, with the scale of the high end where it has none: "2 to 3 million"."""
    if second.step >= 1000 and first.low < 1000 and second.high >= 1000:
        scale = Decimal(1000) ** int((len(str(int(second.high))) - 1) // 3)
        return first.low * scale
    return first.low
