"""Numbers with their units in seven languages, and when two of them can be the same."""

from provenance.quantities.amounts import Bound, Quantity, QuantityKind
from provenance.quantities.reading import parse_quantities
from provenance.quantities.rounding import comparable, quantities_equal, quantities_fit

__all__ = [
    "Bound",
    "Quantity",
    "QuantityKind",
    "comparable",
    "parse_quantities",
    "quantities_equal",
    "quantities_fit",
]
