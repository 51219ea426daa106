"""One quotation against one document (DESIGN 2.2)."""

from collections.abc import Sequence

import attrs

from provenance.alignment import Alignment, Passages, align_in, exact_places
from provenance.model import Document, Edit, Quote, Speaker
from provenance.quoting.denials import Denied, denied
from provenance.quoting.mouths import context_fits, speaker_fits
from provenance.quoting.passage_index import UNKNOWN, PassageIndex, is_other, read_in
from provenance.quoting.retelling import is_own_negation
from provenance.quoting.sentences import read_told
from provenance.spans import Span
from provenance.terms import DocumentStatus, EditEffect, Fit, QuoteStatus
from provenance.wording import is_guard_edit

_SAME_PLACES = 8
"""Places of the same words whose speakers are compared: the kindest answer counts."""
_RETRANSLATION_EDITS = 2


def check_quote(
    quote: Quote,
    document: Document,
    *,
    article_language: str,
    speaker: Speaker | None = None,
    outlet_translates: bool = False,
    index: PassageIndex | None = None,
) -> Quote:
    """``quote`` with its status against ``document``, the passage, and every changed word.

    Args:
        quote: the words and their place in the article.
        document: the document they are said to come from.
        article_language: a document in another language makes them ``TRANSLATED``, unless the
            words stand there as they are.
        speaker: who the article says spoke them.
        outlet_translates: whether the outlet is known to translate its sources and back again:
            changed words may then be a translator's.
        index: shared by the quotations of one run, so that a document is made ready once.
    """
    if document.status is not DocumentStatus.READ or not document.parts or not document.text:
        return attrs.evolve(quote, status=QuoteStatus.UNCHECKED)
    language = read_in(article_language, document.language)
    passages = (index or PassageIndex()).passages(document, language)
    alignment = align_in(quote.exact, passages)
    status = _status(alignment, article_language, document.language)
    checked = attrs.evolve(quote, status=status, document=document.id)
    if alignment.span is None or status is QuoteStatus.TRANSLATED:
        return checked
    checked = attrs.evolve(checked, edits=alignment.edits)
    place = _best_place(checked, alignment, document, speaker=speaker, passages=passages)
    return attrs.evolve(
        checked,
        source_start=place.start,
        source_end=place.end,
        source_exact=place.of(document.text),
        retranslation_suspected=outlet_translates
        and status is QuoteStatus.ALTERED
        and len(alignment.edits) >= _RETRANSLATION_EDITS,
        speaker_fits=speaker_fits(speaker, document.text, place, language=language),
        context_fits=_stands(checked, document.text, place, language=language),
    )


def is_guard_turned(edits: Sequence[Edit], *, language: str) -> bool:
    """Whether one of ``edits`` turns the sense: a negation, number, name, modality, opposite."""
    return any(is_guard_edit(edit, language) for edit in edits)


def is_content_changed(edits: Sequence[Edit]) -> bool:
    """Whether one of ``edits`` does not keep the meaning."""
    return any(edit.effect is EditEffect.MEANING_CHANGED for edit in edits)


def _stands(quote: Quote, text: str, place: Span, *, language: str) -> Fit:
    """Whether ``text`` stands by its words at ``place``; not settled where a "not" precedes them.

    Whether the article tells the "not" outside its marks, :func:`settle_context` can see.
    """
    fit = context_fits(text, place, language=language)
    if fit is not Fit.YES:
        return fit
    told = read_told(text, place, language=language)
    if told is None or is_own_negation(quote, told) or denied(told) is Denied.NO:
        return fit
    return Fit.NOT_CHECKED


def _status(alignment: Alignment, article_language: str, language: str) -> QuoteStatus:
    """The status of the wording; silence says little where the languages differ or are unknown."""
    if alignment.status in (QuoteStatus.VERBATIM, QuoteStatus.NEAR_VERBATIM):
        return alignment.status
    if is_other(article_language, language):
        return QuoteStatus.TRANSLATED
    if alignment.status is QuoteStatus.ABSENT and UNKNOWN in (article_language, language):
        return QuoteStatus.UNCHECKED
    return alignment.status


def _best_place(
    quote: Quote,
    alignment: Alignment,
    document: Document,
    *,
    speaker: Speaker | None,
    passages: Passages,
) -> Span:
    """Of several places with the same words, the first where speaker and context fit best."""
    span = alignment.span
    assert span is not None  # noqa: S101 - the caller looked
    if alignment.status is not QuoteStatus.VERBATIM:
        return span
    places = exact_places(quote.exact, passages, limit=_SAME_PLACES) or (span,)
    order = (Fit.YES, Fit.NOT_CHECKED, Fit.NO)

    def unfitness(place: Span) -> tuple[int, int]:
        speaks = speaker_fits(speaker, document.text, place, language=passages.language)
        stands = _stands(quote, document.text, place, language=passages.language)
        return order.index(stands), order.index(speaks)

    return min(places, key=unfitness) if len(places) > 1 else span
