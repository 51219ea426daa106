"""Yields source – cue – content: who says what in an article, by simple rules.

The rules know three shapes in seven languages: a speaker before or after a verb of saying, a
preposition of source (``according to``, ``selon``, ``по словам``), and quoted words that carry
their speaker over from a neighbour. Who is meant by a phrase is the cast's to say
(:mod:`provenance.cast`); a speaker that was carried over or resolved by rule is marked as a guess.
"""

import bisect
import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.attribution.contents import contents_of, quoted_in
from provenance.attribution.cues import load_cues
from provenance.attribution.finding import find_in, find_reported_mood
from provenance.attribution.found import QUOTE_MARKS, Found
from provenance.attribution.hiding import HIDDEN
from provenance.attribution.joining import found_with_tagger, join_tagged, tagged_by_sentence
from provenance.attribution.nounphrases import first_noun_phrase
from provenance.attribution.source_phrases import PhraseKind
from provenance.attribution.speakers import read_source
from provenance.attribution.tagged import TaggedAttribution
from provenance.cast import Cast, Resolved
from provenance.model import Article, Attribution, Quotation, Sentence, Speaker
from provenance.spans import Span
from provenance.terms import AttributionKind, BlockKind, QuotationKind

_CARRY_PARAGRAPHS = 2
"""How many paragraphs on a quotation without a speaker may still be the last speaker's."""

_BACK_SENTENCES = 6
"""How many sentences ``This was reported by`` can speak of."""

_PERSONS = (PhraseKind.PERSON, PhraseKind.PRONOUN_PERSON)
_BY = re.compile(r"[^,.;:]{0,30}?\b(?:by|von|par|por|przez)\s+|\s+", re.IGNORECASE)


@attrs.frozen
class Attributed:
    """Who says what in an article."""

    main: tuple[Attribution, ...]
    """What matters for each sentence: as :func:`extract_attributions` gives it."""
    every: tuple[Attribution, ...]
    """With all that a tagger found besides: several a sentence, nested ones too."""
    cast: Cast
    """Who is who in it, for those who ask next."""


def extract_attributions(
    article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> tuple[Attribution, ...]:
    """Say for every sentence with a cue or quoted words who is speaking, by rules alone.

    Returns:
        At most one attribution a sentence, in reading order; none without cue or quotation. One
        that stands in a later sentence (``This was reported by …``) has its content before it.
    """
    return attribute_sentences(article, sentences, quotations).main


def attribute_sentences(
    article: Article,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    tagged: Sequence[TaggedAttribution] = (),
) -> Attributed:
    """Say who is speaking, by rules and by what a tagger found.

    Args:
        article: the article.
        sentences: its sentences, in reading order.
        quotations: its quotations; where they begin and end is not the tagger's to say.
        tagged: what a tagger found in ``article.prose``; empty for rules alone.
    """
    attributor = _Attributor(article, sentences, quotations, tagged)
    main = tuple(sorted(attributor.run(), key=_start))
    every = attributor.joined(main) if tagged else main
    return Attributed(main, every, attributor.cast)


class _Attributor:
    """Walks through the sentences; remembers who spoke last."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        quotations: Sequence[Quotation],
        tagged: Sequence[TaggedAttribution] = (),
    ) -> None:
        self._article, self._quotations, self._tagged = article, quotations, tagged
        self._every_sentence = sentences
        self._sentences = [s for s in sentences if article.blocks[s.block].kind.is_prose]
        self._starts = [sentence.span.start for sentence in self._sentences]
        self._cues = load_cues(article.metadata.language)
        self.cast = Cast.of(article, sentences, self._cues, quotations=quotations)
        self._wordings, self._quoted = self.cast.wordings, self.cast.quoted
        self._by_sentence = tagged_by_sentence(self._sentences, tagged)
        self._ends: dict[int, Speaker | None] = {}
        self._last: Attribution | None = None
        self._last_index = -1
        self._last_block = -1

    def run(self) -> Iterator[Attribution]:
        for index, sentence in enumerate(self._sentences):
            words = self._words(index)
            attribution = self._attribute(index, sentence, words)
            if attribution is None:
                continue
            if self.cast.points_back(words):
                yield from self._said_before(index, attribution)
            if attribution.source or attribution.speaker is not None:
                self._last, self._last_index = attribution, index
                self._last_block = sentence.block
            yield attribution

    def _attribute(self, index: int, sentence: Sentence, words: str) -> Attribution | None:
        quotations = self._quoted[index]
        found = self._found(index, words)
        if found is None:
            if quotations:
                return self._carried(index, sentence, quotations)
            return self._going_on(index, sentence, words)
        found = self._with_subject(found, sentence)
        resolved = self._resolved(sentence, found)
        offset = sentence.span.start
        place = found.source if len(found.source) else found.cue
        self.cast.spoke(found.phrase, offset + place.start, resolved.speaker)
        return Attribution(
            source=(found.source.shifted(offset),) if len(found.source) else (),
            cue=tuple(cue.shifted(offset) for cue in found.cues),
            content=contents_of(words, found, sentence.span, quotations, self._cues),
            kind=_kind(words, quotations, found),
            speaker=resolved.speaker,
            speaker_guess=resolved.guess,
        )

    def _words(self, index: int) -> str:
        """The narrator's words of a sentence: what is quoted is hidden."""
        return self._wordings[index].text

    def _find(self, index: int) -> Found | None:
        by_rule = find_in(self._wordings[index], self._cues)
        if not self._by_sentence[index]:
            return by_rule
        return found_with_tagger(
            self._sentences[index].span,
            self._article.prose,
            self._quoted[index],
            tagged=self._by_sentence[index],
            by_rule=by_rule,
            cues=self._cues,
        )

    def joined(self, main: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """``main`` with all that the tagger found besides."""
        return join_tagged(
            main,
            self._tagged,
            self._article,
            self._every_sentence,
            self._quotations,
            cues=self._cues,
            resolve=lambda phrase, at: self.cast.resolve(phrase, at, spoke_last=None),
        )

    def _going_on(self, index: int, sentence: Sentence, words: str) -> Attribution | None:
        """``Die Stadt habe gewarnt.``: what the sentence before began to report."""
        last = self._last.speaker if self._last is not None else None
        follows = self._last_index == index - 1 and sentence.block == self._last_block
        mood = find_reported_mood(words, self._cues) if follows and last is not None else None
        if mood is None:
            return None
        return Attribution(
            source=(),
            cue=(mood.shifted(sentence.span.start),),
            content=(Span(0, len(words.rstrip(" .!\n"))).shifted(sentence.span.start),),
            kind=AttributionKind.INDIRECT,
            speaker=last,
            speaker_guess=True,
        )

    def _resolved(self, sentence: Sentence, found: Found) -> Resolved:
        place = found.source if len(found.source) else found.cue
        last = self._last.speaker if self._last is not None else None
        return self.cast.resolve(found.phrase, sentence.span.start + place.start, spoke_last=last)

    def _found(self, index: int, words: str) -> Found | None:
        found = self._find(index)
        end = self.cast.points_back(words)
        if not end or (found is not None and found.source.start >= end):
            return found
        return self._reported_by(words, end)

    def _with_subject(self, found: Found, sentence: Sentence) -> Found:
        """``which deputy minister Ada Brook says``: a person right before the verb says it.

        So does one behind a possessive that was taken for a pronoun: ``заявила его директор …``.
        """
        offset = sentence.span.start
        source = found.source.shifted(offset).of(self._article.prose)
        if self._cues["possessive"].fullmatch(source):
            subject = self.cast.behind(offset + found.source.end + 1)
        elif found.phrase.kind in _PERSONS:
            return found
        else:
            subject = self.cast.beside(offset + found.cue.start)
        own = subject.shifted(-offset) if subject and subject.start >= offset else found.source
        if subject is None or own.overlaps(found.source):
            return found
        phrase = read_source(subject.of(self._article.prose), self._cues)
        return attrs.evolve(found, source=own, phrase=phrase)

    def _reported_by(self, words: str, end: int) -> Found | None:
        """``This was reported by the press service``: who said it stands behind ``end``."""
        by = _BY.match(words, end)
        start = by.end() if by is not None else end
        span = first_noun_phrase(words, Span(start, len(words)), self._cues).stripped(words)
        phrase = read_source(span.of(words), self._cues)
        if phrase.kind in {PhraseKind.UNKNOWN, PhraseKind.ROLE} and not phrase.inside:
            return None
        return Found(source=span, cue=Span(0, end).stripped(words), phrase=phrase)

    def _said_before(self, index: int, attribution: Attribution) -> Iterator[Attribution]:
        """The sentences that ``This was reported by …`` speaks of: those without a speaker."""
        if attribution.speaker is None or not attribution.cue:
            return
        block = self._sentences[index].block
        first = max(self._last_index + 1, index - _BACK_SENTENCES)
        before = self._sentences[first:index]
        if before and before[-1].block == block:
            before = [sentence for sentence in before if sentence.block == block]
        elif before:
            before = [sentence for sentence in before if sentence.block == before[-1].block]
        for sentence in before:
            yield attrs.evolve(
                attribution,
                content=(sentence.span,),
                kind=AttributionKind.INDIRECT,
                speaker_guess=True,
            )

    def _carried(
        self, index: int, sentence: Sentence, quotations: Sequence[Quotation]
    ) -> Attribution | None:
        """The speaker of quoted words whose own sentence has no cue."""
        if not _is_wholly_quoted(sentence, quotations, self._article.prose):
            return None
        speaker = self._speaker_around(index, sentence, quotations)
        if speaker is None:
            return None
        return Attribution(
            source=(),
            cue=(),
            content=quoted_in(sentence.span, quotations),
            kind=AttributionKind.DIRECT,
            speaker=speaker,
            speaker_guess=True,
        )

    def _speaker_around(
        self, index: int, sentence: Sentence, quotations: Sequence[Quotation]
    ) -> Speaker | None:
        is_block = any(quotation.kind is QuotationKind.BLOCK for quotation in quotations)
        credited = self._credited(sentence) if is_block else None
        last = self._last.speaker if self._last is not None else None
        near = sentence.block - self._last_block <= _CARRY_PARAGRAPHS
        began = self._begun_after_cue(index, sentence, quotations)
        if credited is not None or (last is not None and began and near):
            return credited or last
        ahead = None if began else self._speaker_ahead(index, sentence, quotations)
        if ahead is not None:
            return ahead
        after_colon = self._text_before(sentence).endswith(":")
        follows = None if after_colon and near and last else self._speaker_after(index)
        if follows is not None or last is None or not near:
            return follows
        if is_block and not after_colon and sentence.block != self._last_block:
            return None
        return self._same_voice(sentence, last)

    def _speaker_ahead(
        self, index: int, sentence: Sentence, quotations: Sequence[Quotation]
    ) -> Speaker | None:
        """Who speaks at the end of quoted words that run on, or was just brought in for them."""
        running = [q for q in quotations if q.span.end > sentence.span.end]
        ending = self._speaker_at_end(running[0]) if running else None
        return ending or self._led_in(index, sentence)

    def _credited(self, sentence: Sentence) -> Speaker | None:
        """Whom the credit line right under the paragraph names."""
        following = sentence.block + 1
        if following >= len(self._article.blocks):
            return None
        block = self._article.blocks[following]
        return self.cast.signature(block.span) if block.kind is BlockKind.CREDIT else None

    def _begun_after_cue(
        self, index: int, sentence: Sentence, quotations: Sequence[Quotation]
    ) -> bool:
        """Whether the quoted words run on from a sentence that has a speaker."""
        started = [q.span.start for q in quotations if q.span.start < sentence.span.start]
        return bool(started) and self._last_index == index - 1

    def _speaker_at_end(self, quotation: Quotation) -> Speaker | None:
        """Who speaks in the sentence with which a quotation over several sentences ends."""
        key = quotation.span.start
        if key not in self._ends:
            at = bisect.bisect_left(self._starts, quotation.outer.end) - 1
            self._ends[key] = self._own_speaker(at)
        return self._ends[key]

    def _own_speaker(self, index: int) -> Speaker | None:
        sentence = self._sentences[index]
        found = self._found(index, self._words(index))
        return self._resolved(sentence, found).speaker if found is not None else None

    def _led_in(self, index: int, sentence: Sentence) -> Speaker | None:
        """``Shopkeeper Arlo Finch is less sure.``: whom the sentence before has just brought in."""
        if index == 0 or self._last_index == index - 1:
            return None
        before = self._sentences[index - 1]
        if sentence.block - before.block > 1:
            return None
        return self.cast.led_by(before.span)

    def _same_voice(self, sentence: Sentence, last: Speaker) -> Speaker | None:
        """``«…», добавила``: the last speaker, unless the verb shows somebody else."""
        words = self._words(bisect.bisect_left(self._starts, sentence.span.start))
        return last if self.cast.is_open_to(last, words, sentence.span.start) else None

    def _text_before(self, sentence: Sentence) -> str:
        start = max(0, sentence.span.start - 80)
        return self._article.prose[start : sentence.span.start].rstrip(" \n\t\r>" + QUOTE_MARKS)

    def _speaker_after(self, index: int) -> Speaker | None:
        """The speaker of the next sentence, where that sentence speaks of these words."""
        for later in range(index + 1, min(index + 3, len(self._sentences))):
            sentence = self._sentences[later]
            words = self._words(later)
            if not words.strip(HIDDEN + " \n\t" + QUOTE_MARKS):
                continue
            if not self._cues["words_of"].search(words):
                return None
            found = self._find(later)
            return self._resolved(sentence, found).speaker if found else None
        return None


def _start(attribution: Attribution) -> int:
    spans = (*attribution.content[:1], *attribution.cue[:1], *attribution.source[:1])
    if attribution.content and attribution.cue:
        return min(span.start for span in spans)
    return min((span.start for span in spans), default=0)


def _is_wholly_quoted(sentence: Sentence, quotations: Sequence[Quotation], prose: str) -> bool:
    characters = list(sentence.span.of(prose))
    for quotation in quotations:
        for at in range(
            max(quotation.outer.start, sentence.span.start),
            min(quotation.outer.end, sentence.span.end),
        ):
            characters[at - sentence.span.start] = " "
    left = "".join(characters).strip(" \n\t.,;:!?…—–-" + QUOTE_MARKS)
    return len(left.split()) <= 3


def _kind(words: str, quotations: Sequence[Quotation], found: Found) -> AttributionKind:
    if not quotations:
        return AttributionKind.INDIRECT
    spoken = len(found.source) + len(found.cue)
    left = words.replace(HIDDEN, "").strip()
    return AttributionKind.MIXED if len(left) - spoken > 40 else AttributionKind.DIRECT
