"""Which words of a claim a document has, and what turns the sense."""

from provenance.coverage.covering import Coverage, cover_words

__all__ = ["Coverage", "cover_words"]
