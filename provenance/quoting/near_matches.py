"""The same or similar words in other documents: information, never a misquotation."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from provenance.alignment import (
    NEAR_MATCH_FROM,
    Alignment,
    Passages,
    Sought,
    align_in,
    must_stand,
    stands_whole,
)
from provenance.model import Document, NearMatch, Quote
from provenance.quoting.passage_index import PassageIndex, is_other, read_in
from provenance.quoting.shortlist import Shortlist
from provenance.terms import DocumentStatus, QuoteStatus
from provenance.wording import read_quoted

_NEAR_MATCH_WORDS = 3
"""Content words a near match shares at least: two stand together in any two texts on a subject."""
_STATUS_ORDER = (QuoteStatus.VERBATIM, QuoteStatus.NEAR_VERBATIM, QuoteStatus.ALTERED)
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
    others = OtherDocuments(tuple(documents), index or PassageIndex())
    return others.near_match(quote, language=language)


@attrs.define
class OtherDocuments:
    """Documents in which quotations that were found nowhere else are looked for."""

    documents: tuple[Document, ...]
    """In the order of preference."""
    index: PassageIndex
    _shortlists: dict[str, dict[str, tuple[list[int], Shortlist]]] = attrs.field(
        factory=dict, init=False
    )
    """By the language of an article, and that in which documents are read for it."""

    def near_match(
        self, quote: Quote, *, language: str, but_not_of: str | None = None
    ) -> NearMatch | None:
        """As :func:`find_near_match`; witnesses in the article ``but_not_of`` are passed over."""
        best = _best(quote, list(self._worth_a_look(quote, language, but_not_of)))
        return None if best is None else _near_match(*best)

    def _worth_a_look(
        self, quote: Quote, language: str, but_not_of: str | None
    ) -> Iterator[tuple[Document, Passages]]:
        """The documents of which some stretch shares enough words, in the order of preference."""
        sought: dict[int, tuple[str, Sought]] = {}
        for read, (numbers, shortlist) in self._listed(language).items():
            words = Sought.of(read_quoted(quote.exact, read).words, read)
            for place in shortlist.may_share(words, _WORTH_A_LOOK):
                sought[numbers[place]] = (read, words)
        for number in sorted(sought):
            document, (read, words) = self.documents[number], sought[number]
            if document.id == quote.document or (
                document.witness_of is not None and document.witness_of == but_not_of
            ):
                continue
            passages = self.index.passages(document, read)
            if passages.shares(words, _WORTH_A_LOOK):
                yield document, passages

    def _listed(self, language: str) -> dict[str, tuple[list[int], Shortlist]]:
        if language not in self._shortlists:
            numbers: dict[str, list[int]] = {}
            for number, one in enumerate(self.documents):
                if one.status is DocumentStatus.READ and not is_other(language, one.language):
                    numbers.setdefault(read_in(language, one.language), []).append(number)
            self._shortlists[language] = {
                read: (
                    several,
                    self.index.shortlist(tuple(self.documents[n] for n in several), read),
                )
                for read, several in numbers.items()
            }
        return self._shortlists[language]


def _best(
    quote: Quote, documents: Sequence[tuple[Document, Passages]]
) -> tuple[Document, Alignment] | None:
    """The document where the wording is nearest; of equals the first.

    The words as they are stand before all others, so they are looked for first; of the documents
    before them only those can be as good that lack none of the words.
    """
    first = next(
        (n for n, (_, words) in enumerate(documents) if _is_verbatim(_whole(quote, words))), None
    )
    if first is not None:
        documents = [
            (document, words)
            for document, words in documents[:first]
            if words.may_hold(must_stand(quote.exact, words.language))
        ] + [documents[first]]
    found: list[tuple[int, float, Document, Alignment]] = []
    for document, words in documents:
        alignment = align_in(quote.exact, words, present_from=NEAR_MATCH_FROM)
        if not _is_near(alignment):
            continue
        if alignment.status is QuoteStatus.VERBATIM:
            return document, alignment  # No other is better.
        rank = _STATUS_ORDER.index(alignment.status)
        found.append((rank, -alignment.score, document, alignment))
    if not found:
        return None
    return min(found, key=lambda match: match[:2])[2:]


def _whole(quote: Quote, words: Passages) -> Alignment | None:
    if not stands_whole(quote.exact, words):
        return None
    return align_in(quote.exact, words, present_from=NEAR_MATCH_FROM)


def _is_verbatim(alignment: Alignment | None) -> bool:
    return (
        alignment is not None and alignment.status is QuoteStatus.VERBATIM and _is_near(alignment)
    )


def _is_near(alignment: Alignment) -> bool:
    return alignment.span is not None and alignment.content_words >= _NEAR_MATCH_WORDS


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
