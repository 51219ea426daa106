"""The numbers and dates of a claim and of the passages beside it, and which fit each other."""

import datetime
import functools
from collections.abc import Sequence

import attrs

from provenance.dates import DateMention, Precision, dates_fit, parse_dates
from provenance.guards.pairing import Pair
from provenance.guards.sides import Side
from provenance.quantities import (
    Quantity,
    QuantityKind,
    comparable,
    parse_quantities,
    quantities_fit,
)
from provenance.retrieval import Passage
from provenance.spans import Span


@attrs.frozen(kw_only=True)
class Value:
    """A number or date and the words of its side that it takes up."""

    item: Quantity | DateMention
    span: Span
    """Offsets into the claim, or into the document's text."""
    first: int
    last: int


@attrs.frozen(kw_only=True)
class Values:
    """Those of both sides."""

    claim: tuple[Value, ...]
    source: tuple[Value, ...]


def read_values(
    pair: Pair, passages: Sequence[Passage], *, written: tuple[datetime.date | None, ...]
) -> Values:
    """The values of both sides; the source's only where the claim has any.

    Args:
        pair: the two sides.
        passages: those that the source side was read from.
        written: the days on which the claim and the document were written.
    """
    language = pair.tables.language
    claim = _read(pair.claim, pair.claim.text, 0, language, written[0])
    if not claim:
        return Values(claim=(), source=())
    source: list[Value] = []
    for passage in passages:
        source += _read(pair.source, passage.text, passage.span.start, language, written[1])
    return Values(claim=tuple(claim), source=tuple(source))


def _read(
    side: Side, text: str, offset: int, language: str, written: datetime.date | None
) -> list[Value]:
    starts = {token.span.start: at for at, token in enumerate(side.tokens)}
    found = []
    for item in _items(text, language, written):
        span = item.span.shifted(offset)
        inside = [starts[start] for start in range(span.start, span.end) if start in starts]
        if inside:
            found.append(Value(item=item, span=span, first=inside[0], last=inside[-1]))
    return found


@functools.lru_cache(maxsize=2048)
def _items(
    text: str, language: str, written: datetime.date | None
) -> tuple[Quantity | DateMention, ...]:
    """The numbers and dates of one passage; kept, for a document is asked about many claims."""
    quantities = parse_quantities(text, language=language)
    taken = [q.span for q in quantities if q.kind is not QuantityKind.LABEL]
    dates = [
        mention
        for mention in parse_dates(text, language=language, reference=written)
        if not any(span.overlaps(mention.span) for span in taken)
    ]
    return (*quantities, *dates)


def values_fit(claim: Value, source: Value) -> bool | None:
    """Whether the two can be the same value; ``None`` where they cannot be held together."""
    ours, theirs = claim.item, source.item
    if isinstance(ours, Quantity) and isinstance(theirs, Quantity):
        if QuantityKind.LABEL in (ours.kind, theirs.kind):
            return True if ours.low == theirs.low else None
        return quantities_fit(ours, theirs) if comparable(ours, theirs) else None
    if isinstance(ours, Quantity) and isinstance(theirs, DateMention):
        return True if ours.low == theirs.year else None
    if isinstance(ours, DateMention) and isinstance(theirs, DateMention):
        if Precision.TIME in (ours.precision, theirs.precision):
            return dates_fit(ours, theirs)
        return dates_fit(ours, theirs)
    return None
