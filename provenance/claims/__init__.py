"""Yields the claims of an article: what each prose sentence says, taken apart where it says more.

``“A,” he said, adding that B and that C`` is three claims, each with its span, its verb of saying
and its speaker (:mod:`provenance.claims.splitting`). Questions, instructions, opinion, lead-ins
and fragments are claims in form only: they come with the verdict ``not-a-claim`` and the reason.
"""

from collections.abc import Iterator, Sequence

import attrs

from provenance.attribution.cues import Cues, load_cues
from provenance.attribution.hiding import hidden_quotes, quotations_by_sentence
from provenance.cast import Cast
from provenance.claims.attributing import Attributor, PartOfSentence
from provenance.claims.checkable import MARKS, no_claim
from provenance.claims.claim_types import claim_type
from provenance.claims.known_cast import KnownCast
from provenance.claims.narrators_words import NarratorsWords, narrators_words, words_of
from provenance.claims.sentence_parts import Part, PartKind
from provenance.claims.splitting import split_sentence
from provenance.claims.standalone import with_standalone
from provenance.ingest.source_map import locate
from provenance.model import Article, Attribution, Claim, Quotation, Quote, Sentence
from provenance.quotations import quotation_in_sentence
from provenance.spans import Excerpt, Span
from provenance.terms import Reason, Verdict

__all__ = ["attributions_by_sentence", "extract_claims"]


def extract_claims(
    article: Article,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    *,
    cast: Cast | None = None,
) -> tuple[Claim, ...]:
    """The claims of every prose sentence; what says nothing is marked ``not-a-claim``.

    Args:
        article: the article.
        sentences: all its sentences.
        quotations: its quotations.
        attributions: who says what in it, in any number a sentence, nested ones too.
        cast: who is who in it, where the caller has read that already.

    Returns:
        At least one claim a sentence, in reading order. The spans of one sentence's claims are
        disjoint and inside it; the first keeps who speaks ("he said"); an only one is the sentence.
    """
    prose = [s for s in sentences if article.blocks[s.block].kind.is_prose]
    known = KnownCast(article=article, sentences=sentences, quotations=quotations, cast=cast)
    quoted = cast.quoted if cast is not None else quotations_by_sentence(prose, quotations)
    extractor = _Extractor(
        article=article,
        cues=load_cues(article.metadata.language),
        attributor=Attributor(article=article, known=known),
    )
    listed = _listed_by_sentence(prose, attributions)
    narrated = _narrated(article, prose, quoted, cast)
    claims = tuple(
        claim
        for each in zip(prose, narrated, quoted, listed, strict=True)
        for claim in extractor.claims_of(*each)
    )
    return with_standalone(claims, known)


def _narrated(
    article: Article,
    prose: Sequence[Sentence],
    quoted: Sequence[Sequence[Quotation]],
    cast: Cast | None,
) -> Iterator[NarratorsWords]:
    """The narrator's words of each sentence; the cast has read them already, where there is one."""
    cues = load_cues(article.metadata.language)
    if cast is not None:
        return (words_of(wording, cues) for wording in cast.wordings)
    hidden = (hidden_quotes(article, s.span, q) for s, q in zip(prose, quoted, strict=True))
    return (narrators_words(words, cues) for words in hidden)


def attributions_by_sentence(
    sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> list[Attribution | None]:
    """For each sentence the attribution that holds most of it: of nested ones the outermost.

    An attribution belongs to the sentence in which its first span begins. Linear in both.
    """
    listed = _listed_by_sentence(sentences, attributions)
    return [_main(sentence, found) for sentence, found in zip(sentences, listed, strict=True)]


def _listed_by_sentence(
    sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> list[list[Attribution]]:
    starts = sorted(
        (min(span.start for span in (*a.source, *a.cue, *a.content)), index)
        for index, a in enumerate(attributions)
        if a.source or a.cue or a.content
    )
    result: list[list[Attribution]] = []
    at = 0
    for sentence in sentences:
        while at < len(starts) and starts[at][0] < sentence.span.start:
            at += 1
        inside = []
        while at < len(starts) and starts[at][0] < sentence.span.end:
            inside.append(attributions[starts[at][1]])
            at += 1
        result.append(inside)
    return result


def _main(sentence: Sentence, listed: Sequence[Attribution]) -> Attribution | None:
    """The first of those that cover most of the sentence."""
    if len(listed) < 2:
        return listed[0] if listed else None
    return max(listed, key=lambda one: _covered(sentence.span, one))


def _covered(sentence: Span, attribution: Attribution) -> tuple[bool, int]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    cued = any(sentence.contains(cue) for cue in attribution.cue)
    return cued, sum(
        max(0, min(span.end, sentence.end) - max(span.start, sentence.start)) for span in spans
    )


@attrs.frozen(kw_only=True)
class _Extractor:
    """Makes the claims of one article, sentence by sentence."""

    article: Article
    cues: Cues
    attributor: Attributor

    def claims_of(
        self,
        sentence: Sentence,
        words: NarratorsWords,
        quotations: Sequence[Quotation],
        listed: Sequence[Attribution],
    ) -> Iterator[Claim]:
        attribution = _main(sentence, listed)
        asks = bool(quotations) and self._asks(sentence)
        reason = no_claim(words, quotations, attribution=attribution, asks=asks)
        parts: tuple[Part, ...] = ()
        if reason is None and attribution is not None and _is_cued(sentence, attribution):
            parts = split_sentence(words.text, language=self.article.metadata.language)
        if not parts:
            whole = PartOfSentence(span=sentence.span, attribution=attribution)
            yield self._claim(sentence, whole, words, quotations, reason=reason)
            return
        for part in self.attributor.attribute(sentence, parts, quotations, listed):
            said = part.span.shifted(-sentence.span.start).of(words.text)
            inside = [q for q in quotations if q.span.overlaps(part.span)]
            yield self._claim(sentence, part, narrators_words(said, self.cues), inside, reason=None)

    def _asks(self, sentence: Sentence) -> bool:
        """Whether the sentence ends with a question mark, quoted or not."""
        return sentence.span.of(self.article.prose).rstrip(MARKS).endswith("?")

    def _claim(
        self,
        sentence: Sentence,
        part: PartOfSentence,
        words: NarratorsWords,
        quotations: Sequence[Quotation],
        *,
        reason: Reason | None,
    ) -> Claim:
        text, attribution = self.article.text, part.attribution
        told = Excerpt.of(text, sentence.span)
        return Claim(
            id=f"{self.article.id}:{part.span.start}-{part.span.end}",
            article=self.article.id,
            type=claim_type(
                words,
                quotations,
                attribution=attribution,
                is_reported=part.kind in _REPORTED,
            ),
            sentence=told,
            span=told if part.span == sentence.span else Excerpt.of(text, part.span),
            location=locate(self.article, part.span),
            speaker=attribution.speaker if attribution else None,
            speaker_guess=attribution.speaker_guess if attribution else False,
            cue_modality=attribution.cue[0].of(self.article.prose)
            if attribution and attribution.cue
            else None,
            attribution=attribution,
            verdict=Verdict.NOT_A_CLAIM if reason else None,
            reasons=(reason,) if reason else (),
            quotes=tuple(
                Quote(start=piece.start, end=piece.end, exact=piece.of(text))
                for quotation in quotations
                for piece in quotation_in_sentence(quotation, part.span)
            ),
        )


_REPORTED = (PartKind.ADDED, PartKind.AGAIN)
"""The further clauses of what somebody says."""


def _is_cued(sentence: Sentence, attribution: Attribution) -> bool:
    return bool(attribution.cue) and sentence.span.contains(attribution.cue[0])
