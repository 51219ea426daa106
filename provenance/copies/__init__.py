"""Which article reproduces which: wire copy, pasted releases, cuts, the same article twice."""

from provenance.copies.crediting import agency_of
from provenance.copies.relating import find_copies

__all__ = ["agency_of", "find_copies"]
