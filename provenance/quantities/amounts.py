"""What a number in a text can be: its kind, value, unit, bound, and the noun it counts."""

import enum
from decimal import Decimal

import attrs

from provenance.quantities.tables import Unit
from provenance.spans import Span


class QuantityKind(enum.Enum):
    """What a number does."""

    COUNT = "count"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage-point"
    MONEY = "money"
    MEASURE = "measure"
    ORDINAL = "ordinal"
    RANK = "rank"
    LABEL = "label"


class Bound(enum.Enum):
    """Whether a number is a floor or a ceiling."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"


@attrs.frozen(kw_only=True)
class Quantity:
    """One number of a text, with what it counts or measures."""

    span: Span
    """The number with its unit and scale, without the noun it counts."""
    number: Span
    """The numeral alone, without unit."""
    low: Decimal
    high: Decimal
    """Equal to ``low`` but for a range."""
    step: Decimal
    """The worth of its last significant digit: 1,000 for "31,000", 0.1 for "9.8"."""
    kind: QuantityKind
    unit: Unit | None = None
    approximate: bool = False
    bound: Bound | None = None
    noun: str | None = None
    """Stem of the counted noun; for a label or rank, of the noun before it."""
    nouns: tuple[str, ...] = ()
    """Stems of the words beside the number among which that noun is."""
    per: str | None = None
    """Stem of what it is a rate of: "a year", "monthly"."""
    share: bool = False
    """Written as a part of a whole ("two thirds")."""

    @property
    def value(self) -> Decimal:
        """The number, or the middle of the range."""
        return (self.low + self.high) / 2
