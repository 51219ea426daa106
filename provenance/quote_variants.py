"""The same quotation in several articles: in the same words, or in others.

A pair is looked at only if the two articles' quotations share three words in a row somewhere, so
that the work grows with what is shared and not with the square of the articles.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import attrs

from provenance.alignment import Alignment, Passages, align_in
from provenance.model import Analysis, Claim, Quote
from provenance.names import same_name
from provenance.spans import Span
from provenance.terms import QuoteStatus
from provenance.words import parse_words

_MIN_WORDS = 5
"""Shorter quotations are phrases that many people use."""

_VARIANT_FROM = 0.75
"""Score from which two quotations are versions of one. Two honest translations of one original
stay below .6, changed copies of one wording above .8 (seeds; development half of the outlet
exam); what lies between is left alone, since a false conflict costs more than a miss."""

_SEED_WORDS = 3
_TOO_COMMON = 60
"""Three words in more articles' quotations than this are a stock phrase."""


@attrs.frozen(kw_only=True)
class QuotedClaim:
    """A quotation in the claim that carries it."""

    claim: Claim
    quote: Quote


@attrs.frozen(kw_only=True)
class QuotePair:
    """Two articles' versions of one quotation; edits lead from ``left`` to ``right``."""

    left: QuotedClaim
    right: QuotedClaim
    alignment: Alignment

    @property
    def is_same_wording(self) -> bool:
        """Whether the two differ in nothing but typography and the like."""
        return self.alignment.status is QuoteStatus.VERBATIM

    @property
    def is_other_speaker(self) -> bool:
        """Whether both are given to somebody, and to two who are not one by any spelling."""
        one, other = _names(self.left.claim), _names(self.right.claim)
        if not one or not other:
            return False
        return not any(same_name(a, b) for a in one for b in other)


def find_quote_pairs(analyses: Sequence[Analysis]) -> tuple[QuotePair, ...]:
    """Every two claims of different articles that carry one quotation, in reading order."""
    quoted = [tuple(_quoted_claims(analysis)) for analysis in analyses]
    passages = [
        Passages.of(
            analysis.article.prose,
            [Span(q.quote.start, q.quote.end) for q in own],
            analysis.article.metadata.language,
        )
        for analysis, own in zip(analyses, quoted, strict=True)
    ]
    pairs: dict[tuple[int, int, int, int], QuotePair] = {}
    for (one, other), seeds in sorted(_shared_seeds(analyses, quoted).items()):
        if not _is_comparable(analyses[one], analyses[other]):
            continue
        for left in (q for q in quoted[one] if (one, q.quote.start) in seeds):
            alignment = align_in(left.quote.exact, passages[other], present_from=_VARIANT_FROM)
            source = _holder(alignment, quoted[other])
            if source is not None:
                key = (one, left.quote.start, other, source.quote.start)
                # Edits lead from the text that was searched to the words looked up in it.
                pairs[key] = QuotePair(left=source, right=left, alignment=alignment)
    return tuple(pairs[key] for key in sorted(pairs))


def _quoted_claims(analysis: Analysis) -> Iterator[QuotedClaim]:
    language = analysis.article.metadata.language
    for claim in analysis.claims:
        for quote in claim.quotes:
            if len(parse_words(quote.exact, language=language)) >= _MIN_WORDS:
                yield QuotedClaim(claim=claim, quote=quote)


def _names(claim: Claim) -> tuple[str, ...]:
    speaker = claim.speaker
    if speaker is None or not speaker.name:
        return ()
    return (speaker.name, speaker.organisation) if speaker.organisation else (speaker.name,)


def _is_comparable(one: Analysis, other: Analysis) -> bool:
    return one.article.metadata.language == other.article.metadata.language


def _shared_seeds(
    analyses: Sequence[Analysis], quoted: Sequence[Sequence[QuotedClaim]]
) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """For two articles (by index), the quotations of the first that share a seed with the second.

    Of two versions the one that is not longer is looked up in the other, so both orders are kept.
    """
    holders: dict[tuple[str, ...], set[tuple[int, int]]] = defaultdict(set)
    for index, own in enumerate(quoted):
        language = analyses[index].article.metadata.language
        for item in own:
            words = [w.stem for w in parse_words(item.quote.exact, language=language)]
            for start in range(len(words) - _SEED_WORDS + 1):
                seed = tuple(words[start : start + _SEED_WORDS])
                holders[seed].add((index, item.quote.start))
    shared: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for places in holders.values():
        articles = Counter(index for index, _ in places)
        if not 1 < len(articles) <= _TOO_COMMON:
            continue
        for index, start in places:
            for other in articles:
                if other != index:
                    shared[index, other].add((index, start))
    return shared


def _holder(alignment: Alignment, quoted: Sequence[QuotedClaim]) -> QuotedClaim | None:
    if alignment.status in (QuoteStatus.ABSENT, QuoteStatus.UNCHECKED) or not alignment.spans:
        return None
    place = alignment.spans[0]
    return next((q for q in quoted if Span(q.quote.start, q.quote.end).overlaps(place)), None)
