"""Witness copies: articles that print a primary text at length, and what they may testify to."""

from provenance.witnesses.finding import Publishers, Witness, find_witnesses
from provenance.witnesses.matching import (
    match_witness,
    witness_document,
    witness_documents,
)

__all__ = [
    "Publishers",
    "Witness",
    "find_witnesses",
    "match_witness",
    "witness_document",
    "witness_documents",
]
