"""What a tagger yields of an article, before anybody knows who the sources are."""

from collections.abc import Sequence
from typing import Protocol

import attrs

from provenance.spans import Span


@attrs.frozen(kw_only=True)
class TaggedAttribution:
    """Source – cue – content, as offsets into the text that was tagged."""

    source: tuple[Span, ...]
    """Empty where nobody is named: ``it was reported that``."""
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    """In reading order; several where the speaker or the cue stands in the middle."""
    score: float
    """0 to 1, that the cue is one."""


@attrs.frozen(kw_only=True)
class TaggedText:
    """Every attribution of a text, and how much each of its sentences is worth checking."""

    attributions: tuple[TaggedAttribution, ...] = ()
    """In reading order of their cues."""
    worth: tuple[float | None, ...] = ()
    """One number (0 to 1, two decimals) for each sentence asked for; ``None`` where unread."""


class Tagger(Protocol):
    """Finds attributions; the model that ships is one (:func:`provenance.tagging.load_tagger`)."""

    @property
    def name(self) -> str:
        """What reports call it."""

    @property
    def digest(self) -> str:
        """SHA-256 over its files."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it was measured on, as ISO 639-1 codes."""

    def tag(self, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> TaggedText:
        """Tag the ``paragraphs`` of ``text``; both lists in reading order."""
