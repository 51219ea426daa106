"""Fetching pages: the only place that talks to the network.

Bounded in size and time, to public machines only, and politely: a site's ``robots.txt`` is obeyed,
its pace kept. What goes wrong is evidence and comes back as a value. Nothing of the reader's
machine goes out: no cookies, no credentials, no proxy or ``.netrc`` from the environment.
"""

from provenance.fetching.addresses import is_public_address
from provenance.fetching.client import Client, fetch
from provenance.fetching.options import FetchOptions

__all__ = ["Client", "FetchOptions", "fetch", "is_public_address"]
