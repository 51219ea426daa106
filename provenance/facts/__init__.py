"""Numbers, units, dates and directions of a claim held against what a document says."""

from provenance.facts.comparing import (
    FactComparison,
    FactDifference,
    FactKind,
    FactMatch,
    compare_facts,
)

__all__ = ["FactComparison", "FactDifference", "FactKind", "FactMatch", "compare_facts"]
