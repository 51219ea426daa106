"""From documents to one verdict per claim, and what it takes to accuse."""

from provenance.verdicts.deciding import decide
from provenance.verdicts.desk import Desk
from provenance.verdicts.drifting import with_drift
from provenance.verdicts.grounds import Ground, Shelf
from provenance.verdicts.in_time import decide_in_time

__all__ = ["Desk", "Ground", "Shelf", "decide", "decide_in_time", "with_drift"]
