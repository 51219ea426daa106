"""The words, names and figures of an article, read once for all that compare it with others."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs

from provenance.dates import DateMention, parse_dates
from provenance.days import day_of
from provenance.model import Analysis
from provenance.names import NameMention, name_key, parse_names
from provenance.quantities import Quantity, parse_quantities
from provenance.spans import Span
from provenance.words import Lexicon, Word, load_lexicon, vocabulary


@attrs.frozen(kw_only=True)
class Figures:
    """The dates and numbers of a sentence or claim; spans into its own words."""

    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    """Those that are no part of a date."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where they stand."""
        return (*(d.span for d in self.dates), *(q.span for q in self.quantities))


@attrs.frozen(kw_only=True, eq=False)
class ArticleWords:
    """What an article speaks of anywhere; nothing is read before it is asked for."""

    prose: str = attrs.field(repr=False)
    language: str
    day: dt.date | None
    """When it appeared, a guess included: for relative dates."""
    _figures: dict[str, Figures] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, analysis: Analysis) -> "ArticleWords":
        """The words of its article."""
        article = analysis.article
        return cls(
            prose=article.prose,
            language=article.metadata.language,
            day=day_of(article.metadata.published.value),
        )

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of its language."""
        return load_lexicon(self.language)

    @cached_property
    def vocabulary(self) -> Mapping[str, str]:
        """Each word, folded, with its stem."""
        return vocabulary(self.prose, language=self.language)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of all its words."""
        return frozenset(self.vocabulary.values())

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems of its words that say something."""
        told = self.lexicon.tells
        return frozenset(stem for word, stem in self.vocabulary.items() if told(word))

    @cached_property
    def names(self) -> tuple[NameMention, ...]:
        """The names anywhere in it."""
        return parse_names(self.prose, language=self.language)

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """Keys of the words of its names, good in any language."""
        parts = {part for mention in self.names for part in mention.text.split()}
        return frozenset(name_key(part) for part in parts if len(part) > 2 and part[0].isupper())

    def figures_of(self, text: str) -> Figures:
        """The dates and numbers of ``text``, one of its sentences or claims."""
        found = self._figures.get(text)
        if found is None:
            dates = parse_dates(text, language=self.language, reference=self.day)
            numbers = parse_quantities(text, language=self.language)
            dated = [mention.span for mention in dates]
            found = Figures(
                dates=dates,
                quantities=tuple(one for one in numbers if not is_within(one.span, dated)),
            )
            self._figures[text] = found
        return found


def is_within(span: Span, taken: Sequence[Span]) -> bool:
    """Whether ``span`` shares a character with one of those ``taken``."""
    start, end = span.start, span.end
    return any(start < other.end and other.start < end for other in taken)


def telling_words(
    words: Sequence[Word], lexicon: Lexicon, taken: Sequence[Span] = ()
) -> tuple[Word, ...]:
    """Of ``words`` those that say something outside the ``taken`` spans and verbs of saying."""
    cues, tells = lexicon.cues, lexicon.tells
    found = [word for word in words if word.text not in cues and tells(word.text)]
    if not taken:
        return tuple(found)
    first, last = min(span.start for span in taken), max(span.end for span in taken)
    return tuple(
        word
        for word in found
        if word.span.end <= first or word.span.start >= last or not is_within(word.span, taken)
    )
