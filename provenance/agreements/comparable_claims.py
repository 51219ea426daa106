"""A claim made comparable: its words, names, figures and days, whatever they are written in."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from provenance.agreements.article_words import ArticleWords, telling_words
from provenance.dates import DateMention, Precision
from provenance.days import certain_day
from provenance.model import Analysis, Claim
from provenance.names import name_key
from provenance.quantities import Quantity, QuantityKind
from provenance.spans import Span
from provenance.terms import Verdict
from provenance.words import Word, parse_words

_MOST_FIGURES = 12
"""A sentence with more is a table, where every figure is of something else."""

_LONGEST = 800
"""Characters; what is longer is no single claim."""

_NAMING = (QuantityKind.LABEL, QuantityKind.RANK, QuantityKind.ORDINAL)


@attrs.frozen(kw_only=True)
class Telling:
    """An article as far as agreement is concerned."""

    number: int
    """Place among the articles compared."""
    article: str
    """Its id."""
    outlet: str | None
    language: str
    published: dt.date | None
    """``None`` also when the day is only a guess."""
    words: ArticleWords = attrs.field(repr=False)

    @property
    def names(self) -> frozenset[str]:
        """Keys of the names anywhere in it: two articles that share some tell one story."""
        return self.words.name_keys

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its content words, by their language."""
        cues, tells = self.words.lexicon.cues, self.words.lexicon.tells
        return frozenset(
            f"{self.language} {stem}"
            for word, stem in self.words.vocabulary.items()
            if tells(word) and word not in cues
        )


@attrs.frozen(kw_only=True)
class Saying:
    """A claim with what it says, its frame ("the office said") left out."""

    claim: Claim
    telling: Telling
    words: tuple[frozenset[str], ...]
    """For each content word the keys by which another may be known as the same."""
    keys: frozenset[str]
    quantities: tuple[Quantity, ...]
    days: tuple[DateMention, ...]
    """Days, months and years; not clock times."""
    clocks: tuple[DateMention, ...]
    negations: int
    wording: tuple[str, ...]
    """All words in lower case."""

    @property
    def text(self) -> str:
        """The claim's words."""
        return self.claim.span.exact

    @property
    def figures(self) -> int:
        """Numbers, days and clock times together."""
        return len(self.quantities) + len(self.days) + len(self.clocks)


def read_sayings(
    analyses: Sequence[Analysis], words: Sequence[ArticleWords] = ()
) -> tuple[Saying, ...]:
    """The claims of all articles that say something to compare, in reading order."""
    listed = words or [ArticleWords.of(analysis) for analysis in analyses]
    return tuple(
        saying
        for number, (analysis, words) in enumerate(zip(analyses, listed, strict=True))
        for saying in _sayings_of(analysis, number, words)
    )


def _sayings_of(analysis: Analysis, number: int, words: ArticleWords) -> Iterator[Saying]:
    article = analysis.article
    telling = Telling(
        number=number,
        article=article.id,
        outlet=article.metadata.outlet,
        language=article.metadata.language,
        published=certain_day(article),
        words=words,
    )
    for claim in analysis.claims:
        if claim.verdict is not Verdict.NOT_A_CLAIM and len(claim.text) <= _LONGEST:
            saying = _saying(claim, telling)
            if saying is not None:
                yield saying


def _saying(claim: Claim, telling: Telling) -> Saying | None:
    text, language = claim.text, telling.language
    lexicon = telling.words.lexicon
    figures = telling.words.figures_of(text)
    dates, found = figures.dates, figures.quantities
    if len(found) + len(dates) > _MOST_FIGURES:
        return None
    words = parse_words(text, language=language)
    content = telling_words(words, lexicon, (*figures.spans, *_frame(claim)))
    keys = tuple(_keys(word, language) for word in content)
    negation = lexicon.negation
    return Saying(
        claim=claim,
        telling=telling,
        words=keys,
        keys=frozenset().union(*keys),
        quantities=tuple(q for q in found if q.kind not in _NAMING),
        days=tuple(d for d in dates if d.precision is not Precision.TIME and d.start is not None),
        clocks=tuple(d for d in dates if d.precision is Precision.TIME and d.clock is not None),
        negations=sum(word.text in negation for word in words),
        wording=tuple([word.text for word in words]),
    )


def _frame(claim: Claim) -> list[Span]:
    """Who says it and by which word, as spans into the claim's own words."""
    if claim.attribution is None:
        return []
    start, end = claim.span.start, claim.span.end
    return [
        Span(max(part.start, start) - start, min(part.end, end) - start)
        for part in (*claim.attribution.source, *claim.attribution.cue)
        if part.start < end and part.end > start
    ]


def _keys(word: Word, language: str) -> frozenset[str]:
    """The stem, good within one language; for a capital also the sound of the name, in any."""
    keys = {f"{language} {word.stem}"}
    if word.capital and len(word.text) > 2:
        keys.add(f"name {name_key(word.text)}")
    return frozenset(keys)
