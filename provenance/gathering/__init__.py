"""Gathering what articles cite: from the store, from the web, from web archives, in this order.

Once something is kept in a store, only the store answers: a run without the network gives what the
run gave that filled it.
"""

from provenance.gathering.gatherer import Announce, Gathered, Gatherer, Wanted
from provenance.gathering.opening import Progress, open_gatherer, page_reader
from provenance.gathering.seeking import add_found
from provenance.gathering.shelving import fill_shelf, wanted_of
from provenance.gathering.web import ClientWeb, FetcherWeb, Web

__all__ = [
    "Announce",
    "ClientWeb",
    "FetcherWeb",
    "Gathered",
    "Gatherer",
    "Progress",
    "Wanted",
    "Web",
    "add_found",
    "fill_shelf",
    "open_gatherer",
    "page_reader",
    "wanted_of",
]
