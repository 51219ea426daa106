"""Quotations against documents: wording, speaker, and whether the document stands by the words."""

from provenance.quoting.checking import check_quote, is_content_changed, is_guard_turned
from provenance.quoting.judging import QuoteJudgement, judge_in_article, judge_wording
from provenance.quoting.mouths import context_fits, speaker_fits
from provenance.quoting.near_matches import OtherDocuments, find_near_match
from provenance.quoting.passage_index import PassageIndex
from provenance.quoting.retelling import settle_context

__all__ = [
    "OtherDocuments",
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
