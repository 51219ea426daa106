"""Guards: why a claim may not be called supported in spite of the words it shares with a source."""

from provenance.guards.finding import find_vetoes
from provenance.guards.rules import GuardRule, Veto

__all__ = ["GuardRule", "Veto", "find_vetoes"]
