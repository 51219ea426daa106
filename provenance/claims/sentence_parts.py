"""The clauses of a sentence that are claims by themselves."""

from enum import Enum

import attrs

from provenance.attribution.source_phrases import SourcePhrase
from provenance.spans import Span


class PartKind(Enum):
    """How a clause of a sentence comes to be a claim by itself."""

    FIRST = "first"
    ADDED = "added"
    """Under a verb of saying of its own, with the subject of the one before."""
    AGAIN = "again"
    """Under a further "that" of the verb before."""
    ANOTHER = "another"
    """With a source of its own."""


@attrs.frozen(kw_only=True)
class Part:
    """One clause; all spans are offsets into the words of the sentence."""

    kind: PartKind
    span: Span
    cue: Span | None
    """The verb that governs it; of a part before this one where the kind is ``AGAIN``."""
    content: int
    """Where its own content begins, behind link, verb and "that"."""
    source: Span | None = None
    phrase: SourcePhrase | None = None
    """The source phrase, where this part names one."""
