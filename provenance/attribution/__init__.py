"""Yields source – cue – content: who says what in an article, by simple rules.

The rules know three shapes in seven languages: a speaker before or after a verb of saying, a
preposition of source (``according to``, ``selon``, ``по словам``), and quoted words that carry
their speaker over from a neighbour. The tagger of a later version replaces them; what they yield
stays the same. A speaker that was carried over or resolved from a pronoun is marked as a guess.
"""

from collections.abc import Iterator, Sequence

import attrs

from provenance.attribution.cues import load_cues
from provenance.attribution.finding import QUOTE_MARKS, Found, find_source
from provenance.attribution.hiding import HIDDEN, hidden_quotes, quotations_by_sentence
from provenance.attribution.speakers import PhraseKind, SourcePhrase, person_names
from provenance.model import Article, Attribution, Quotation, Sentence, Speaker
from provenance.spans import Span
from provenance.terms import AttributionKind, QuotationKind

_OPENING = 50
"""Characters at the start of a sentence in which a name is its subject."""

_CARRY_PARAGRAPHS = 2
"""How many paragraphs on a quotation without a speaker may still be the last speaker's."""


def extract_attributions(
    article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> tuple[Attribution, ...]:
    """Say for every sentence with a cue or quoted words who is speaking.

    Returns:
        At most one attribution a sentence, in reading order; none without cue or quotation.
    """
    return tuple(_Attributor(article, sentences, quotations).run())


class _Attributor:
    """Walks through the sentences; remembers who was named and who spoke last."""

    def __init__(
        self, article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
    ) -> None:
        self._article = article
        self._sentences = [s for s in sentences if article.blocks[s.block].kind.is_prose]
        self._quotations = quotations
        self._cues = load_cues(article.metadata.language)
        self._quoted = quotations_by_sentence(self._sentences, quotations)
        self._people: dict[str, Speaker] = {}
        self._introduced: Speaker | None = None
        self._last: Attribution | None = None
        self._last_block = -1

    def run(self) -> Iterator[Attribution]:
        for index, sentence in enumerate(self._sentences):
            attribution = self._attribute(index, sentence)
            if attribution is None:
                continue
            self._last, self._last_block = attribution, sentence.block
            if attribution.speaker != self._introduced:
                self._introduced = None
            yield attribution

    def _attribute(self, index: int, sentence: Sentence) -> Attribution | None:
        quotations = self._quoted[index]
        words = hidden_quotes(self._article, sentence.span, quotations)
        found = find_source(words, self._cues)
        if found is None:
            self._introduce(words)
            return self._carried(index, sentence, quotations) if quotations else None
        speaker, guess = self._resolve(found.phrase)
        offset = sentence.span.start
        contents = _contents(words, found, sentence.span, quotations)
        return Attribution(
            source=(found.source.shifted(offset),) if len(found.source) else (),
            cue=(found.cue.shifted(offset),),
            content=contents,
            kind=_kind(words, quotations, found),
            speaker=speaker,
            speaker_guess=guess,
        )

    def _resolve(self, phrase: SourcePhrase) -> tuple[Speaker | None, bool]:
        match phrase.kind:
            case PhraseKind.PERSON if phrase.name is not None:
                return self._person(phrase, phrase.name), False
            case PhraseKind.BODY if phrase.name is not None:
                known = self._people.get(_surname(phrase.name))
                return (known or Speaker(name=phrase.name)), False
            case PhraseKind.DOCUMENT:
                return self._issuer(phrase), False
        if phrase.kind in {PhraseKind.PRONOUN_PERSON, PhraseKind.PRONOUN_THING}:
            person = phrase.kind is PhraseKind.PRONOUN_PERSON
            return (self._introduced if person else None) or self._spoke_last(), True
        if phrase.kind is PhraseKind.ROLE and phrase.definite and phrase.inside:
            return self._by_role(phrase), True
        return phrase.speaker or Speaker(name=None, role=phrase.text or None), False

    def _issuer(self, phrase: SourcePhrase) -> Speaker:
        """``NATO issued an official statement on …``: who issued it speaks, not the clause."""
        verb = self._cues["publish"].search(phrase.text)
        issuer = phrase.text[: verb.start()].strip() if verb is not None else ""
        return Speaker(name=issuer) if issuer else Speaker(name=phrase.name, role=phrase.text)

    def _person(self, phrase: SourcePhrase, name: str) -> Speaker:
        surname = _surname(name)
        known = self._people.get(surname)
        if known is not None and known.name is not None and _same_person(known.name, name):
            speaker = known if known.role else attrs.evolve(known, role=phrase.role)
            longer = name if len(name) > len(known.name) else known.name
            speaker = attrs.evolve(speaker, name=longer)
        else:
            speaker = Speaker(name=phrase.name, role=phrase.role, organisation=phrase.organisation)
        self._people[surname] = speaker
        return speaker

    def _introduce(self, words: str) -> None:
        """``Shopkeeper Arlo Finch is less sure.`` – the next ``he`` means him."""
        names = person_names(words, self._cues)
        opening = words[:_OPENING]
        if names and names[0] in opening:
            self._introduced = Speaker(name=names[0], role=None)

    def _spoke_last(self) -> Speaker | None:
        return self._last.speaker if self._last is not None else None

    def _by_role(self, phrase: SourcePhrase) -> Speaker | None:
        noun = (phrase.role or phrase.text).casefold().split()[-1]
        for speaker in reversed(self._people.values()):
            if speaker.role and noun in speaker.role.casefold():
                return speaker
        last = self._spoke_last()
        return last if last is not None and last.name is not None else phrase.speaker

    def _carried(
        self, index: int, sentence: Sentence, quotations: Sequence[Quotation]
    ) -> Attribution | None:
        """The speaker of quoted words whose own sentence has no cue."""
        speaker = self._speaker_around(index, sentence, quotations)
        if speaker is None:
            return None
        parts = tuple(
            _cut(part, sentence.span)
            for quotation in quotations
            for part in quotation.parts
            if part.overlaps(sentence.span)
        )
        return Attribution(
            source=(),
            cue=(),
            content=parts,
            kind=AttributionKind.DIRECT,
            speaker=speaker,
            speaker_guess=True,
        )

    def _speaker_around(
        self, index: int, sentence: Sentence, quotations: Sequence[Quotation]
    ) -> Speaker | None:
        if not _is_wholly_quoted(sentence, quotations, self._article.prose):
            return None
        last = self._last
        runs_on = any(quotation.span.start < sentence.span.start for quotation in quotations)
        follows_colon = self._text_before(sentence).endswith(":")
        near = sentence.block - self._last_block <= _CARRY_PARAGRAPHS
        same_block = sentence.block == self._last_block
        if last is not None and last.speaker and (runs_on or follows_colon) and near:
            return last.speaker
        if follows := self._speaker_after(index):
            return follows
        is_block = any(quotation.kind is QuotationKind.BLOCK for quotation in quotations)
        if last is None or not last.speaker or (is_block and not same_block):
            return None
        return last.speaker if near else None

    def _text_before(self, sentence: Sentence) -> str:
        start = max(0, sentence.span.start - 80)
        return self._article.prose[start : sentence.span.start].rstrip(" \n\t\r>" + QUOTE_MARKS)

    def _speaker_after(self, index: int) -> Speaker | None:
        """The speaker of the next sentence, where that sentence speaks of these words."""
        for later in range(index + 1, min(index + 3, len(self._sentences))):
            sentence = self._sentences[later]
            words = hidden_quotes(self._article, sentence.span, self._quoted[later])
            if not words.strip(HIDDEN + " \n\t" + QUOTE_MARKS):
                continue
            if not self._cues["words_of"].search(words):
                return None
            found = find_source(words, self._cues)
            return self._resolve(found.phrase)[0] if found else None
        return None


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


def _contents(
    words: str, found: Found, span: Span, quotations: Sequence[Quotation]
) -> tuple[Span, ...]:
    if quotations:
        return tuple(
            _cut(part, span)
            for quotation in quotations
            for part in quotation.parts
            if part.overlaps(span)
        )
    before = Span(0, min(found.source.start, found.cue.start)).stripped(words)
    after = Span(max(found.source.end, found.cue.end), len(words)).stripped(words)
    longer = before if len(before) > len(after) else after
    return (longer.shifted(span.start),) if len(longer) else ()


def _kind(words: str, quotations: Sequence[Quotation], found: Found) -> AttributionKind:
    if not quotations:
        return AttributionKind.INDIRECT
    spoken = len(found.source) + len(found.cue)
    left = words.replace(HIDDEN, "").strip()
    return AttributionKind.MIXED if len(left) - spoken > 40 else AttributionKind.DIRECT


def _cut(span: Span, limits: Span) -> Span:
    return Span(max(span.start, limits.start), max(limits.start, min(span.end, limits.end)))


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold()


def _same_person(known: str, name: str) -> bool:
    """One name is a part of the other (``Longstaff``), or the first names agree."""
    left, right = known.casefold().split(), name.casefold().split()
    return len(left) == 1 or len(right) == 1 or left[0][0] == right[0][0]
