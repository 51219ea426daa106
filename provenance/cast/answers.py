"""Yields the answer of the cast: who a phrase means, and whether that is a guess."""

import attrs

from provenance.model import Speaker


@attrs.frozen(kw_only=True)
class Resolved:
    """Who a source phrase means."""

    speaker: Speaker | None
    """``None`` when the article leaves it open."""
    guess: bool
    """Whether a rule chose among candidates; ``False`` where a name says it."""
