"""What a guard is called and what it says."""

import enum

import attrs

from provenance.spans import Span


class GuardRule(enum.Enum):
    """The one telling thing by which a claim differs from the source that shares its words."""

    NEGATION = "negation"
    MODALITY = "modality"
    STAGE = "stage"
    CERTAINTY = "certainty"
    QUANTIFIER = "quantifier"
    SUPERLATIVE = "superlative"
    CONDITION = "condition"
    CAUSE = "cause"
    ORDER = "order"
    OPPOSITE = "opposite"
    EXCLUSIVE = "exclusive"
    COMPARISON = "comparison"
    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    WEEKDAY = "weekday"
    NAME = "name"
    PLACE = "place"
    ROLE = "role"
    TITLE = "title"
    SPEAKER = "speaker"
    QUOTATION = "quotation"
    ADDITION = "addition"


@attrs.frozen(kw_only=True)
class Veto:
    """Why a claim may not be called supported by a document; never an accusation."""

    rule: GuardRule
    claim: Span
    """Offsets into the claim."""
    source: Span | None
    """Offsets into the document's text; ``None`` where it has nothing like the claim's words."""
    words: str
    """What differs, for people."""
