"""The nouns of :mod:`provenance.dates` under their first name, until the witnesses import those."""

from provenance.dates import DateMention, Precision

__all__ = ["DateMention", "Precision"]
