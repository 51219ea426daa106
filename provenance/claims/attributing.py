"""Yields who says each clause of a sentence that was taken apart."""

from collections.abc import Sequence

import attrs

from provenance.claims.known_cast import KnownCast
from provenance.claims.sentence_parts import Part, PartKind
from provenance.model import Article, Attribution, Quotation, Sentence
from provenance.quotations import quotation_in_sentence
from provenance.spans import Span
from provenance.terms import AttributionKind

_EDGES = " \t\r\n\u00a0,;.–—-"
_MIXED_FROM = 40
"""Narrator's characters beside quoted words from which a clause is reported in both."""


@attrs.frozen(kw_only=True)
class PartOfSentence:
    """One claim of a sentence; offsets into the article."""

    span: Span
    attribution: Attribution | None
    kind: PartKind = PartKind.FIRST


@attrs.define(kw_only=True)
class Attributor:
    """Gives the clauses of one article's sentences to their speakers."""

    article: Article
    known: KnownCast
    """Asked when somebody is named whom no attribution of the article has resolved."""

    def attribute(
        self,
        sentence: Sentence,
        parts: Sequence[Part],
        quotations: Sequence[Quotation],
        listed: Sequence[Attribution],
    ) -> tuple[PartOfSentence, ...]:
        """The clauses with their attributions, in reading order.

        Args:
            sentence: where the parts stand.
            parts: from :func:`provenance.claims.splitting.split_sentence`.
            quotations: those that overlap the sentence.
            listed: the attributions that begin in the sentence.
        """
        found: list[PartOfSentence] = []
        for part in parts:
            before = found[-1].attribution if found else None
            span = part.span.shifted(sentence.span.start)
            contents = self._contents(sentence, part, quotations)
            if part.kind in {PartKind.ADDED, PartKind.AGAIN}:
                attribution = _going_on(before, part, sentence.span.start, contents)
            else:
                attribution = self._named(sentence, part, listed, before, contents)
            if attribution is not None:
                kind = self._kind(span, attribution, quotations)
                attribution = attrs.evolve(attribution, kind=kind)
            found.append(PartOfSentence(span=span, attribution=attribution, kind=part.kind))
        return tuple(found)

    def _named(
        self,
        sentence: Sentence,
        part: Part,
        listed: Sequence[Attribution],
        before: Attribution | None,
        contents: tuple[Span, ...],
    ) -> Attribution | None:
        """The attribution of a part that names its speaker."""
        span = part.span.shifted(sentence.span.start)
        for one in listed:
            if one.cue and span.contains(one.cue[0]):
                kept = tuple(_cut(words, span) for words in one.content if words.overlaps(span))
                return attrs.evolve(one, content=kept or contents)
        if part.cue is None or part.source is None or part.phrase is None:
            return None
        source = part.source.shifted(sentence.span.start)
        resolved = self.known.read().resolve(
            part.phrase, source.start, spoke_last=before.speaker if before is not None else None
        )
        return Attribution(
            source=(source,) if len(source) else (),
            cue=(part.cue.shifted(sentence.span.start),),
            content=contents,
            kind=AttributionKind.INDIRECT,
            speaker=resolved.speaker,
            speaker_guess=resolved.guess,
        )

    def _contents(
        self, sentence: Sentence, part: Part, quotations: Sequence[Quotation]
    ) -> tuple[Span, ...]:
        """The quoted words of a part, else what stands before or behind its frame."""
        offset, span = sentence.span.start, part.span.shifted(sentence.span.start)
        quoted = tuple(
            piece
            for quotation in quotations
            if quotation.parent is None
            for piece in quotation_in_sentence(quotation, span)
        )
        if quoted:
            return quoted
        spans = [s for s in (part.source, part.cue) if s is not None and part.span.contains(s)]
        before = Span(part.span.start, min([s.start for s in spans], default=part.span.start))
        behind = Span(max([part.content, part.span.start, *(s.end for s in spans)]), part.span.end)
        if part.kind in {PartKind.ADDED, PartKind.AGAIN}:
            before = Span(part.span.start, part.span.start)
        longer = max((behind, before), key=len).shifted(offset)
        kept = _trimmed(longer, self.article.prose)
        return (kept,) if len(kept) else ()

    def _kind(
        self, span: Span, attribution: Attribution, quotations: Sequence[Quotation]
    ) -> AttributionKind:
        quoted = [
            piece for quotation in quotations for piece in quotation_in_sentence(quotation, span)
        ]
        if not quoted:
            return AttributionKind.INDIRECT
        frame = [s for s in (*attribution.source, *attribution.cue) if span.contains(s)]
        left = len(span) - sum(map(len, quoted)) - sum(map(len, frame))
        return AttributionKind.MIXED if left > _MIXED_FROM else AttributionKind.DIRECT


def _going_on(
    before: Attribution | None, part: Part, offset: int, contents: tuple[Span, ...]
) -> Attribution | None:
    """The same speaker under the part's own verb, or under the one before."""
    if before is None:
        return None
    cue = part.cue.shifted(offset) if part.cue is not None else None
    return attrs.evolve(before, cue=(cue,) if cue is not None else before.cue, content=contents)


def _cut(span: Span, limits: Span) -> Span:
    return Span(max(span.start, limits.start), max(limits.start, min(span.end, limits.end)))


def _trimmed(span: Span, text: str) -> Span:
    words = span.of(text)
    left = len(words) - len(words.lstrip(_EDGES))
    return Span(span.start + left, max(span.start + left, span.start + len(words.rstrip(_EDGES))))
