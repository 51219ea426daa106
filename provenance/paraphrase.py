"""Whether rules alone can say that a document supports a claim put in other words.

They can where the claim hardly differs from the document's own words; for the rest the answer is
``None``: the verifier's work. Nothing here accuses, it only declines.
"""

import datetime
from collections.abc import Sequence

import attrs

from provenance.coverage import Coverage, cover_words
from provenance.facts import FactComparison, compare_facts
from provenance.retrieval import IndexedDocument
from provenance.spans import Span
from provenance.terms import Verdict

FULL_SHARE = 0.97
"""Least share of the claim's words for ``supported``: nothing missing but a light word."""
FULL_ORDER = 0.95
"""Least share of them in the document's order: role swaps have all words, in another order."""
FULL_TIGHTNESS = 0.9
"""Least share of the source's own clause that the claim must keep: a dropped "deputy" or "if" turns
a sentence without touching the words that are left."""
PART_SHARE = 0.55
"""Least share for ``partly-supported``; below it, what is shared may be the topic alone."""
PART_ORDER = 0.9
FEWEST_WORDS = 4
"""A claim with fewer content words is covered by chance too often."""


@attrs.frozen(kw_only=True)
class ParaphraseJudgement:
    """What the rules say of a claim, and on what ground."""

    verdict: Verdict | None
    """``SUPPORTED``, ``PARTLY_SUPPORTED``, or ``None``: a verifier must decide."""
    coverage: Coverage
    facts: FactComparison


def judge_paraphrase(
    claim_text: str,
    document: IndexedDocument,
    *,
    reference: datetime.date | None = None,
    ignore: Sequence[Span] = (),
) -> ParaphraseJudgement:
    """The verdict that words, order, numbers and guard words allow without a model.

    Args:
        claim_text: the claim, in the document's language.
        document: the indexed source.
        reference: the day the claim was written.
        ignore: spans of the claim that frame it: who says so, and when.
    """
    coverage = cover_words(claim_text, document, ignore=ignore)
    facts = compare_facts(claim_text, document, reference=reference, ignore=ignore)
    return ParaphraseJudgement(
        verdict=judge_coverage(coverage, facts), coverage=coverage, facts=facts
    )


def judge_coverage(coverage: Coverage, facts: FactComparison) -> Verdict | None:
    """The same for a claim whose words and facts were already held against the document."""
    if facts.differences or not coverage.negation_fits or coverage.words < FEWEST_WORDS:
        return None
    if coverage.share >= FULL_SHARE:
        kept = coverage.in_order >= FULL_ORDER and coverage.tightness >= FULL_TIGHTNESS
        return Verdict.SUPPORTED if kept and not coverage.conflicts and not facts.silent else None
    part = coverage.share >= PART_SHARE and coverage.in_order >= PART_ORDER
    adds = bool(coverage.added) and not coverage.conflicts
    return Verdict.PARTLY_SUPPORTED if part and adds else None
