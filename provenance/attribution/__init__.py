"""Who says what in an article.

The attributor (:mod:`provenance.attribution.attributor`) stands on the cast, and the cast on the
cues and phrases of this room; so nothing is imported here.
"""
