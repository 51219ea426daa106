"""Models that are asked nothing twice: what was not edited need not be read or judged again."""

from collections.abc import Sequence

import attrs

from provenance.attribution.tagged import TaggedText, Tagger
from provenance.nli import Judge, Pair, PairScores
from provenance.spans import Span

MOST_PAIRS = 200_000
"""Pairs beyond which all is forgotten: some 100 MB."""
MOST_TEXTS = 2_000
"""Likewise, articles."""


@attrs.define
class RememberingJudge:
    """``judge``, with its scores kept as long as this value lives; the same bits either way."""

    judge: Judge = attrs.field(on_setattr=attrs.setters.frozen)
    _known: dict[Pair, PairScores] = attrs.field(factory=dict, init=False)

    @property
    def name(self) -> str:
        """The judge's name."""
        return self.judge.name

    @property
    def digest(self) -> str:
        """The judge's digest: remembering changes no score."""
        return self.judge.digest

    @property
    def most_tokens(self) -> int:
        """The judge's bound."""
        return self.judge.most_tokens

    def score(self, pairs: Sequence[Pair]) -> tuple[PairScores, ...]:
        """The scores of each pair, in order."""
        if len(self._known) > MOST_PAIRS:
            self._known.clear()
        missing = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        if missing:
            self._known.update(zip(missing, self.judge.score(missing), strict=True))
        return tuple(self._known[pair] for pair in pairs)


@attrs.define
class RememberingTagger:
    """``tagger``, with what it found kept as long as this value lives; the same bits either way."""

    tagger: Tagger = attrs.field(on_setattr=attrs.setters.frozen)
    _known: dict[tuple[object, ...], TaggedText] = attrs.field(factory=dict, init=False)

    @property
    def name(self) -> str:
        """The tagger's name."""
        return self.tagger.name

    @property
    def digest(self) -> str:
        """The tagger's digest."""
        return self.tagger.digest

    @property
    def languages(self) -> tuple[str, ...]:
        """The tagger's languages."""
        return self.tagger.languages

    def tag(self, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> TaggedText:
        """What it finds in ``text``."""
        if len(self._known) > MOST_TEXTS:
            self._known.clear()
        key = (text, tuple(paragraphs), tuple(sentences))
        if key not in self._known:
            self._known[key] = self.tagger.tag(text, paragraphs, sentences)
        return self._known[key]
