"""Which document on a site an article speaks of: candidates, and what makes one of them evidence.

Nothing here asks the network; :mod:`provenance.fetching.finding` does, and only on request.
"""

from provenance.finding.candidates import Candidate, Sought, rank_candidates, worthwhile_listings
from provenance.finding.matching import Match, MatchKind, match_document
from provenance.finding.seeking import sought_in

__all__ = [
    "Candidate",
    "Match",
    "MatchKind",
    "Sought",
    "match_document",
    "rank_candidates",
    "sought_in",
    "worthwhile_listings",
]
