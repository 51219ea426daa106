"""A report that is live on this machine while its articles are edited.

The browser is a stranger here as anywhere: it needs the token of the address, must ask for this
machine by its number, and may write nothing but decisions.
"""

from provenance.serving.application import Application, new_token
from provenance.serving.keeping import Keeper
from provenance.serving.live import LiveReport
from provenance.serving.loopback import HOSTS, listening
from provenance.serving.remembering import RememberingJudge, RememberingTagger
from provenance.serving.watching import Watch

__all__ = [
    "HOSTS",
    "Application",
    "Keeper",
    "LiveReport",
    "RememberingJudge",
    "RememberingTagger",
    "Watch",
    "listening",
    "new_token",
]
