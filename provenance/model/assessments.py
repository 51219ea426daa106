"""What one claim held against one text comes to, without an article or a report round it."""

import attrs

from provenance import terms
from provenance.model.claims import Evidence, Quote
from provenance.spans import Excerpt


@attrs.frozen(kw_only=True)
class Scores:
    """P(supported), P(contradicted), P(neither): each 0 to 1, two decimals, together 1."""

    supported: float
    contradicted: float
    neither: float


@attrs.frozen(kw_only=True)
class Assessment:
    """What a source says of a claim: the answer of :func:`provenance.verify`."""

    claim: str
    """The claim as it was given; ``unsupported_spans`` and ``quotes`` are offsets into it."""
    verdict: terms.Verdict
    """``SUPPORTED``, ``PARTLY_SUPPORTED``, ``CONTRADICTED``, ``UNSUPPORTED`` or ``UNCHECKED``."""
    confidence: float | None = None
    """0 to 1, that the verdict is right; ``None`` where ``UNCHECKED``."""
    scores: Scores | None = None
    """``None`` where ``UNCHECKED``. Where a rule decided, its confidence stands on its verdict and
    the rest on ``neither``."""
    evidence: tuple[Evidence, ...] = ()
    """Best first; ``start`` and ``end`` are offsets into the source as it was given."""
    quotes: tuple[Quote, ...] = ()
    reasons: tuple[terms.Reason, ...] = ()
    unsupported_spans: tuple[Excerpt, ...] = ()
    """The words of the claim that nothing in the source covers."""
    judged_by: str | None = None
    """Name and digest of the model that was asked; ``None`` where quotations and rules decided."""
