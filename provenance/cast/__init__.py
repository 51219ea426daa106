"""Yields who is who in one article: the speaker that a name, an office or a pronoun means.

:class:`Cast` reads an article once and then resolves any source phrase of it. It never looks ahead,
guesses no gender from a first name, and says nobody where two could be meant.

It stands above the reading of a source phrase (``attribution.speakers``, ``attribution.cues``) and
below the attributor (``attribution.attributor``), which imports this room.
"""

from provenance.cast.answers import Resolved
from provenance.cast.casting import Cast

__all__ = ["Cast", "Resolved"]
