"""What the wording of one checked quotation makes of its claim (DESIGN 2.2)."""

import attrs

from provenance.model import Document, Quote
from provenance.quoting.checking import is_content_changed, is_guard_turned
from provenance.quoting.retelling import settle_context
from provenance.terms import Fit, QuoteStatus, Reason, Verdict

# How sure each outcome is: at or below the smoothed rate at which the rule was right on the
# development half of the article exam (`benchmarks/quality/confidence.py`; 10 of 10 turned guard
# words, 20 of 20 verbatim, 5 of 5 absent). Outcomes that did not occur there get 0.6. Only a guard
# word turned reaches the 0.9 from which `check` calls a finding an error, so what moves these
# figures moves what fails a newsroom's build.
CONFIDENCE_VERBATIM = 0.95
CONFIDENCE_NEAR = 0.83
CONFIDENCE_KEPT = 0.67
CONFIDENCE_GUARD_TURNED = 0.92
CONFIDENCE_CONTENT_CHANGED = 0.6
CONFIDENCE_ABSENT = 0.8
CONFIDENCE_MISPLACED = 0.6


@attrs.frozen(kw_only=True)
class QuoteJudgement:
    """One quotation, checked, and the verdict that follows from it alone."""

    quote: Quote
    verdict: Verdict
    confidence: float | None = None
    reasons: tuple[Reason, ...] = ()


def judge_wording(quote: Quote, *, language: str) -> QuoteJudgement:
    """The verdict of a checked quotation against a document that may accuse and was read whole.

    Args:
        quote: from :func:`provenance.quoting.check_quote`.
        language: of the text that quotes.
    """
    match quote.status:
        case QuoteStatus.VERBATIM | QuoteStatus.NEAR_VERBATIM:
            is_exact = quote.status is QuoteStatus.VERBATIM
            return _placed(
                quote,
                Verdict.SUPPORTED,
                CONFIDENCE_VERBATIM if is_exact else CONFIDENCE_NEAR,
                Reason.QUOTE_VERBATIM if is_exact else Reason.QUOTE_NEAR_VERBATIM,
            )
        case QuoteStatus.ALTERED:
            return _altered(quote, language=language)
        case QuoteStatus.ABSENT:
            return QuoteJudgement(
                quote=quote,
                verdict=Verdict.UNSUPPORTED,
                confidence=CONFIDENCE_ABSENT,
                reasons=(Reason.QUOTE_ABSENT,),
            )
        case QuoteStatus.TRANSLATED:
            return QuoteJudgement(
                quote=quote,
                verdict=Verdict.UNCHECKED,
                reasons=(Reason.QUOTE_TRANSLATED, Reason.LANGUAGE_NOT_MEASURED),
            )
        case _:
            return QuoteJudgement(
                quote=quote, verdict=Verdict.UNCHECKED, reasons=(Reason.TOO_SHORT,)
            )


def judge_in_article(
    quote: Quote, article: str, document: Document, *, language: str
) -> QuoteJudgement:
    """The verdict of a checked quotation in the light of what stands round it in the article.

    Words behind a "not" of which it is not clear what the article made prove nothing by themselves.

    Args:
        quote: from :func:`provenance.quoting.check_quote`.
        article: the text that ``quote.start`` and ``quote.end`` point into.
        document: it was checked against.
        language: of the article.
    """
    settled = settle_context(quote, article, document, language=language)
    judged = judge_wording(settled, language=language)
    is_open = settled.source_start is not None and settled.context_fits is Fit.NOT_CHECKED
    if not is_open or judged.verdict is Verdict.CONTRADICTED:
        return judged
    reasons = (Reason.BELOW_CONFIDENCE, Reason.GUARD_NEGATION, *judged.reasons)
    return QuoteJudgement(quote=settled, verdict=Verdict.UNCHECKED, reasons=reasons)


def _altered(quote: Quote, *, language: str) -> QuoteJudgement:
    if is_guard_turned(quote.edits, language=language):
        verdict, confidence = Verdict.CONTRADICTED, CONFIDENCE_GUARD_TURNED
        return _placed(quote, verdict, confidence, Reason.QUOTE_MEANING_CHANGED)
    if is_content_changed(quote.edits):
        verdict, confidence = Verdict.PARTLY_SUPPORTED, CONFIDENCE_CONTENT_CHANGED
        return _placed(quote, verdict, confidence, Reason.QUOTE_MEANING_CHANGED)
    return _placed(quote, Verdict.SUPPORTED, CONFIDENCE_KEPT, Reason.QUOTE_ALTERED)


def _placed(quote: Quote, verdict: Verdict, confidence: float, reason: Reason) -> QuoteJudgement:
    """The words stand there; in another's mouth or on another occasion they prove the contrary."""
    reasons = [reason]
    if quote.context_fits is Fit.NO:
        reasons = [Reason.WRONG_OCCASION, Reason.GUARD_NEGATION, reason]
    if quote.speaker_fits is Fit.NO:
        reasons.insert(0, Reason.WRONG_SPEAKER)
    if len(reasons) > 1:
        verdict, confidence = Verdict.CONTRADICTED, min(confidence, CONFIDENCE_MISPLACED)
    return QuoteJudgement(
        quote=quote, verdict=verdict, confidence=confidence, reasons=tuple(reasons)
    )
