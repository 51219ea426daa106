"""What is asked of a document, what was read for it, and what was found."""

import datetime

import attrs

from provenance.coverage import Coverage
from provenance.facts import FactComparison
from provenance.guards import Veto
from provenance.model import Scores
from provenance.nli import PairScores
from provenance.retrieval import IndexedDocument
from provenance.spans import Span
from provenance.terms import Reason, Relation, Verdict
from provenance.verification.figure_sentences import Note
from provenance.verification.swaps import Swap


@attrs.frozen(kw_only=True)
class Question:
    """Does this document say this? One sentence as a rule; the document in the same language."""

    claim: str
    document: IndexedDocument = attrs.field(repr=False)
    reference: datetime.date | None = None
    """The day the claim was written, for its relative dates."""
    ignore: tuple[Span, ...] = ()
    """The frame of the claim: who says so, by which word, when. Offsets into ``claim``."""
    quoted: tuple[Span, ...] = ()
    """Words of the claim that alignment has settled. Offsets into ``claim``."""
    left_out: tuple[Span, ...] = ()
    """Words left out on trial: does the document say the rest? Offsets into ``claim``."""
    swaps: tuple[Swap, ...] = ()
    """Values that the model reads in the document's own words."""
    notes: tuple[Note, ...] = ()
    """What figures of the document come to, read beside them."""
    reckoned: tuple[Span, ...] = ()
    """Figures that the document does not state but comes to, and hours that it has by another
    clock. Offsets into ``claim``."""
    speaker: str | None = None
    """Whom "we" and "I" of the document's own words stand for, where that is known."""
    with_frame: bool = False
    """Whether the model reads the frame too: the document itself reports what others say."""

    @property
    def settled(self) -> tuple[Span, ...]:
        """What the words of the document need not cover: frame, quotations, words left out."""
        return (*self.ignore, *self.quoted, *self.left_out)

    @property
    def proven(self) -> tuple[Span, ...]:
        """Values of the claim that the document has in other words or figures."""
        return (*(swap.claim for swap in self.swaps), *self.reckoned)


@attrs.frozen(kw_only=True)
class Window:
    """Sentences of a document that the model reads together."""

    text: str
    """The sentences joined by one space each."""
    spans: tuple[Span, ...]
    """The sentences in their order, offsets into ``document.text``."""


@attrs.frozen(kw_only=True)
class Reading:
    """All that was learnt of one question before anything is decided."""

    question: Question
    coverage: Coverage
    facts: FactComparison
    vetoes: tuple[Veto, ...]
    windows: tuple[Window, ...]
    scores: tuple[PairScores, ...]
    """One for each window that was read, the first of ``windows`` (:data:`MOST_READ
    <provenance.verification.passages.MOST_READ>`); ``lacking`` is in offsets into
    ``question.claim``."""


@attrs.frozen(kw_only=True)
class Decision:
    """A verdict with what it rests on."""

    verdict: Verdict
    confidence: float | None = None
    reasons: tuple[Reason, ...] = ()
    unsupported: tuple[Span, ...] = ()
    """Words that nothing covers, offsets into ``question.claim``."""
    evidence: tuple[tuple[Span, Relation, float], ...] = ()
    """Places in ``document.text``, what each does to the claim, and how strongly (0 to 1)."""


@attrs.frozen(kw_only=True)
class Finding:
    """The answer to one question."""

    decision: Decision
    scores: Scores | None = None
    """``None`` where a rule decided and no model was asked."""
    reading: Reading | None = attrs.field(default=None, repr=False)
    """What the model read; ``None`` where a rule decided."""
