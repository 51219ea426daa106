"""One quotation against one document (DESIGN 2.2), and the same words in other documents."""

from collections.abc import Iterable, Sequence

import attrs

from provenance.alignment import (
    NEAR_MATCH_FROM,
    Alignment,
    Pairer,
    Passages,
    Sought,
    align_in,
    exact_places,
)
from provenance.model import Document, Edit, NearMatch, Quote, Speaker
from provenance.quoting.denials import Denied, denied
from provenance.quoting.mouths import context_fits, speaker_fits
from provenance.quoting.retelling import is_own_negation
from provenance.quoting.sentences import read_told
from provenance.spans import Span
from provenance.terms import DocumentStatus, EditEffect, Fit, QuoteStatus
from provenance.wording import is_guard_edit, lexicon, read_quoted

_UNKNOWN = "und"
_SAME_PLACES = 8
"""Places of the same words whose speakers are compared: the kindest answer counts."""
_NEAR_MATCH_WORDS = 3
"""Content words a near match shares at least: two stand together in any two texts on a subject."""
_STATUS_ORDER = (QuoteStatus.VERBATIM, QuoteStatus.NEAR_VERBATIM, QuoteStatus.ALTERED)
_RETRANSLATION_EDITS = 2


@attrs.define
class PassageIndex:
    """The documents of one run, each made ready for looking up at most once a language."""

    _ready: dict[tuple[str, str], Passages] = attrs.field(factory=dict, init=False)
    _pairers: dict[str, Pairer] = attrs.field(factory=dict, init=False)

    def passages(self, document: Document, language: str) -> Passages:
        """The words of ``document``, read in ``language``."""
        key = (document.id, language)
        if key not in self._ready:
            if language not in self._pairers:
                self._pairers[language] = Pairer(lexicon(language))
            self._ready[key] = Passages.of(
                document.text, document.parts, language, pairer=self._pairers[language]
            )
        return self._ready[key]


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
    language = _language(article_language, document.language)
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


_WORTH_A_LOOK = NEAR_MATCH_FROM
"""Share of the words, in any order, below which no alignment is tried: it could reach the share in
order only by opposites and numbers that stand in for each other."""


def find_near_match(
    quote: Quote,
    documents: Iterable[Document],
    *,
    language: str,
    index: PassageIndex | None = None,
) -> NearMatch | None:
    """The same or similar words in another document: information, never a misquotation.

    Args:
        quote: not found in the document it claims, or without one.
        documents: others that were read, in the order of preference; those in another language
            than the article are passed over.
        language: the article's.
        index: shared by the quotations of one run.
    """
    index = index or PassageIndex()
    found: list[tuple[int, float, Document, Alignment]] = []
    sought: dict[str, Sought] = {}
    for document in documents:
        if document.status is not DocumentStatus.READ or document.id == quote.document:
            continue
        if _differs(language, document.language):
            continue
        passages = index.passages(document, _language(language, document.language))
        read = passages.language
        if read not in sought:
            sought[read] = Sought.of(read_quoted(quote.exact, read).words, read)
        if not passages.shares(sought[read], _WORTH_A_LOOK):
            continue
        alignment = align_in(quote.exact, passages, present_from=NEAR_MATCH_FROM)
        if alignment.span is None or alignment.content_words < _NEAR_MATCH_WORDS:
            continue
        rank = _STATUS_ORDER.index(alignment.status)
        found.append((rank, -alignment.score, document, alignment))
        if alignment.status is QuoteStatus.VERBATIM:
            break  # No other is better, and of equals the first counts.
    if not found:
        return None
    _rank, _score, document, alignment = min(found, key=lambda match: match[:2])
    return _near_match(document, alignment)


def is_guard_turned(edits: Sequence[Edit], *, language: str) -> bool:
    """Whether one of ``edits`` turns the sense: a negation, number, name, modality, opposite."""
    return any(is_guard_edit(edit, language) for edit in edits)


def is_content_changed(edits: Sequence[Edit]) -> bool:
    """Whether one of ``edits`` does not keep the meaning."""
    return any(edit.effect is EditEffect.MEANING_CHANGED for edit in edits)


def _near_match(document: Document, alignment: Alignment) -> NearMatch:
    span = alignment.span
    assert span is not None  # noqa: S101 - only matches with a place are kept
    return NearMatch(
        document=document.id,
        start=span.start,
        end=span.end,
        exact=span.of(document.text),
        edits=alignment.edits,
    )


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
    if _differs(article_language, language):
        return QuoteStatus.TRANSLATED
    if alignment.status is QuoteStatus.ABSENT and _UNKNOWN in (article_language, language):
        return QuoteStatus.UNCHECKED
    return alignment.status


def _differs(one: str, other: str) -> bool:
    return _UNKNOWN not in (one, other) and _primary(one) != _primary(other)


def _language(article_language: str, document_language: str) -> str:
    known = document_language if article_language == _UNKNOWN else article_language
    return _primary(known)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


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
