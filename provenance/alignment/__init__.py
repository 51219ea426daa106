"""The aligner: where quoted words stand in a document, and in which words they differ."""

from provenance.alignment.aligning import (
    NEAR_MATCH_FROM,
    PRESENT_FROM,
    Alignment,
    align_in,
    align_quote,
    exact_places,
    must_stand,
    stands_whole,
)
from provenance.alignment.pairing import Pairer
from provenance.alignment.passages import Passages, Sought

__all__ = [
    "NEAR_MATCH_FROM",
    "PRESENT_FROM",
    "Alignment",
    "Pairer",
    "Passages",
    "Sought",
    "align_in",
    "align_quote",
    "exact_places",
    "must_stand",
    "stands_whole",
]
