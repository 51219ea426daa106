"""Says when and where something was said, as far as the narrator's words tell.

Only the frame of saying is read: the words right beside source and cue ("Speaking in Oslo on
Monday, the minister said that …"). Days and places of what is told are left alone, and so is
everything in quotation marks. Where the two cannot be told apart the answer is ``None``: a wrong
occasion would make right words look misquoted.
"""

from collections.abc import Sequence

import attrs

from provenance.model import Article, Attribution, Claim, Quotation, SaidAt, Sentence
from provenance.spans import Span
from provenance.utterances.carrying import carry_occasions
from provenance.utterances.reading import ArticleUtterances, FrameReader

__all__ = ["date_claims", "extract_occasions", "said_at"]


def said_at(
    attribution: Attribution,
    sentence: Sentence,
    article: Article,
    *,
    quotations: Sequence[Quotation] = (),
) -> SaidAt | None:
    """When and where ``attribution`` was uttered, by the words of its own sentence alone.

    Args:
        attribution: who said what.
        sentence: where its cue stands; spans of ``attribution`` outside it are passed over.
        article: its day of publication resolves "on Thursday", "yesterday" and a missing year.
        quotations: those that overlap the sentence; a cue inside one tells nothing.

    Returns:
        ``date`` as ``YYYY-MM-DD``, or ``YYYY-MM`` where no more is known, never later than the
        article; ``place`` in the words and case of the article. ``None`` where neither is told.
    """
    return FrameReader(article=article).read(attribution, sentence, quotations).said_at


def extract_occasions(
    article: Article,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
) -> tuple[SaidAt | None, ...]:
    """When and where each of ``attributions`` was uttered, in their order.

    What :func:`said_at` finds, and where a sentence names no occasion of its own, that of the last
    words of the same speaker in the same or the paragraph before ("he added"). Linear in the
    length of the article.
    """
    if not attributions:
        return ()
    told = ArticleUtterances(article=article, sentences=sentences, quotations=quotations)
    return carry_occasions(told.read(attributions))


def date_claims(
    claims: Sequence[Claim],
    article: Article,
    *,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
) -> tuple[Claim, ...]:
    """``claims`` with the occasion of the attribution each of them has.

    A claim of a part of a sentence may have an attribution of its own, beside ``attributions``.
    """
    listed = {_key(one): one for one in attributions}
    for claim in claims:
        if claim.attribution is not None:
            listed.setdefault(_key(claim.attribution), claim.attribution)
    occasions = extract_occasions(article, sentences, quotations, tuple(listed.values()))
    found = {key: told for key, told in zip(listed, occasions, strict=True) if told is not None}
    if not found:
        return tuple(claims)
    dated = []
    for claim in claims:
        told = None
        if claim.attribution is not None and claim.said_at is None:
            told = found.get(_key(claim.attribution))
        dated.append(claim if told is None else attrs.evolve(claim, said_at=told))
    return tuple(dated)


def _key(attribution: Attribution) -> tuple[Span, ...]:
    """Source and cue, by which a claim of a part of the content is still found."""
    return (*attribution.source, *attribution.cue) or attribution.content
