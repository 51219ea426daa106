"""A claim made comparable: its words, names, figures and days, whatever they are written in."""

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from provenance.dates import DateMention, Precision, parse_dates
from provenance.model import Analysis, Claim
from provenance.names import name_key, parse_names
from provenance.quantities import Quantity, QuantityKind, parse_quantities
from provenance.retrieval import content_words
from provenance.spans import Span
from provenance.terms import Verdict
from provenance.verdicts.grounds import certain_day, day_of
from provenance.words import Word, load_lexicon, parse_words

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
    names: frozenset[str]
    """Keys of the names anywhere in it: two articles that share some tell one story."""
    stems: frozenset[str]
    """Its content words."""


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


def read_sayings(analyses: Sequence[Analysis]) -> tuple[Saying, ...]:
    """The claims of all articles that say something to compare, in reading order."""
    return tuple(
        saying
        for number, analysis in enumerate(analyses)
        for saying in _sayings_of(analysis, number)
    )


def _sayings_of(analysis: Analysis, number: int) -> Iterator[Saying]:
    article = analysis.article
    language = article.metadata.language
    day = day_of(article.metadata.published.value)
    telling = Telling(
        number=number,
        article=article.id,
        outlet=article.metadata.outlet,
        language=language,
        published=certain_day(article),
        names=frozenset(_name_keys(article.prose, language)),
        stems=frozenset(
            f"{language} {word.stem}" for word in content_words(article.prose, language=language)
        ),
    )
    for claim in analysis.claims:
        if claim.verdict is not Verdict.NOT_A_CLAIM and len(claim.text) <= _LONGEST:
            saying = _saying(claim, telling, reference=day)
            if saying is not None:
                yield saying


def _saying(claim: Claim, telling: Telling, *, reference: dt.date | None) -> Saying | None:
    text, language = claim.text, telling.language
    lexicon = load_lexicon(language)
    dates = parse_dates(text, language=language, reference=reference)
    dated = [mention.span for mention in dates]
    found = [
        quantity
        for quantity in parse_quantities(text, language=language)
        if not any(span.overlaps(quantity.span) for span in dated)
    ]
    if len(found) + len(dates) > _MOST_FIGURES:
        return None
    taken = [*dated, *(q.span for q in found), *_frame(claim)]
    words = parse_words(text, language=language)
    content = [
        word
        for word in words
        if lexicon.is_content(word)
        and word.text not in lexicon.cues
        and not any(span.overlaps(word.span) for span in taken)
    ]
    keys = tuple(_keys(word, language) for word in content)
    return Saying(
        claim=claim,
        telling=telling,
        words=keys,
        keys=frozenset(key for one in keys for key in one),
        quantities=tuple(q for q in found if q.kind not in _NAMING),
        days=tuple(d for d in dates if d.precision is not Precision.TIME and d.start is not None),
        clocks=tuple(d for d in dates if d.precision is Precision.TIME and d.clock is not None),
        negations=sum(word.text in lexicon.negation for word in words),
        wording=tuple(word.text for word in words),
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


def _name_keys(text: str, language: str) -> Iterator[str]:
    for mention in parse_names(text, language=language):
        for part in mention.text.split():
            if len(part) > 2 and part[0].isupper():
                yield name_key(part)
