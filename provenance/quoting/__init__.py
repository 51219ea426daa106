"""Quotations against documents: wording, speaker, and whether the document stands by the words."""

from provenance.quoting.checking import (
    PassageIndex,
    check_quote,
    find_near_match,
    is_content_changed,
    is_guard_turned,
)
from provenance.quoting.judging import QuoteJudgement, judge_in_article, judge_wording
from provenance.quoting.mouths import context_fits, speaker_fits
from provenance.quoting.retelling import settle_context

__all__ = [
    "PassageIndex",
    "QuoteJudgement",
    "check_quote",
    "context_fits",
    "find_near_match",
    "is_content_changed",
    "is_guard_turned",
    "judge_in_article",
    "judge_wording",
    "settle_context",
    "speaker_fits",
]
