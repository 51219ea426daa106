"""What several articles say of the same things, and what that does to a verdict."""

from provenance.comparison.comparing import compare_claims
from provenance.comparison.disputing import with_disputes

__all__ = ["compare_claims", "with_disputes"]
