"""What a sentence tells in figures and days, with the words that say of what."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

import attrs

from provenance.agreements.article_words import ArticleWords, is_within, telling_words
from provenance.comparison.ages import Age, parse_ages
from provenance.comparison.relative_changes import Change, read_changes
from provenance.dates import DateMention, Precision, parse_dates
from provenance.days import certain_day
from provenance.model import Analysis, Claim
from provenance.names import NameMention, parse_names
from provenance.quantities import Quantity, QuantityKind
from provenance.spans import Span
from provenance.terms import PublishedBasis, Verdict
from provenance.words import Lexicon, Word, load_lexicon, parse_words, word_forms

_FRAME_REACH = 3
"""Words between a day and a verb of saying that it belongs to: "confirmed on Tuesday"."""

_BREAK = re.compile(r"[,;:()—–]|\b(?:and|und|et|y|e|i|oraz|и|і|й|та)\b")
"""What parts a day from a verb that says something else: "on 3 May and told"."""

_MOST_FIGURES = 20
"""A sentence with more is a table, where every figure is of something else."""

_NAMING_KINDS = (QuantityKind.LABEL, QuantityKind.RANK)


@attrs.frozen(kw_only=True)
class Report:
    """An article as far as its figures are concerned."""

    number: int
    """Place among the articles compared."""
    language: str
    published: dt.datetime | dt.date | None
    """``None`` when unknown or only guessed; the hour where it is given."""
    masthead: tuple[str, str] | None
    """Outlet and day, where both are known: what two parts of one article share."""
    words: ArticleWords = attrs.field(repr=False)

    @property
    def stems(self) -> frozenset[str]:
        """Stems of all its words: what it speaks of anywhere."""
        return self.words.stems

    @property
    def content(self) -> frozenset[str]:
        """Stems of its words that say something."""
        return self.words.content

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of its names; weekdays and months are none."""
        return _name_stems(self.words.names, self.language)


@attrs.frozen(kw_only=True)
class Telling:
    """A claim with its figures and days, and the words round them."""

    claim: Claim
    report: Report
    words: tuple[Word, ...]
    """All words of the claim; offsets into the claim's own words."""
    context: tuple[Word, ...]
    """Content words outside figures, days and verbs of saying."""
    quantities: tuple[Quantity, ...]
    ranks: tuple[Quantity, ...]
    labels: tuple[Quantity, ...]
    """Numbers that name: "lorry number 12", "route 4"."""
    days: tuple[DateMention, ...]
    """Days, months and years, but for those that say when somebody spoke."""
    said: tuple[DateMention, ...] = ()
    """The days on which somebody spoke: "confirmed on Tuesday"."""
    text_read: str = attrs.field(repr=False)
    """What was read: the claim's own words, or its whole sentence."""
    dated: tuple[Span, ...] = attrs.field(repr=False, default=())
    """Where it gives a date, which is no name."""

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of its names."""
        language = self.report.language
        found = parse_names(self.text_read, language=language)
        named = [one for one in found if not is_within(one.span, self.dated)]
        return _name_stems(named, language)

    @property
    def text(self) -> str:
        """The claim's words."""
        return self.claim.span.exact

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the content words."""
        return frozenset(word.stem for word in self.context)

    @cached_property
    def ages(self) -> tuple[Age, ...]:
        """How old it says that people are."""
        return parse_ages(self.text)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """By how much it says, in English, that things have grown or shrunk."""
        return read_changes(self.text) if self.report.language == "en" else ()

    @property
    def lexicon(self) -> Lexicon:
        """The words of its language."""
        return load_lexicon(self.report.language)


def read_tellings(
    analyses: Sequence[Analysis], reports: Sequence[Report] = ()
) -> tuple[Telling, ...]:
    """The claims that tell a figure or a day, in reading order.

    Args:
        analyses: the articles.
        reports: from :func:`read_reports`, where they are at hand.
    """
    listed = reports or read_reports(analyses)
    return tuple(
        telling
        for analysis, report in zip(analyses, listed, strict=True)
        for telling in _tellings_of(analysis, report)
    )


def _tellings_of(analysis: Analysis, report: Report) -> Iterator[Telling]:
    for claim in analysis.claims:
        if claim.verdict is not Verdict.NOT_A_CLAIM:
            figures = report.words.figures_of(claim.span.exact)
            if figures.dates or figures.quantities:
                telling = read_telling(claim, report)
                if telling is not None and (telling.quantities or telling.days):
                    yield telling


def read_reports(
    analyses: Sequence[Analysis], words: Sequence[ArticleWords] = ()
) -> tuple[Report, ...]:
    """What is to be known of each article to read its sentences; ``words``: as far as at hand."""
    listed = words or [ArticleWords.of(analysis) for analysis in analyses]
    return tuple(
        read_report(analysis, number, words)
        for number, (analysis, words) in enumerate(zip(analyses, listed, strict=True))
    )


def read_report(analysis: Analysis, number: int, words: ArticleWords) -> Report:
    """What is to be known of the article at ``number``, which has these words."""
    metadata = analysis.article.metadata
    outlet, published = metadata.outlet, metadata.published
    return Report(
        number=number,
        language=metadata.language,
        published=_published(analysis),
        masthead=(outlet, published.value) if outlet and published.value else None,
        words=words,
    )


def read_telling(claim: Claim, report: Report) -> Telling | None:
    """The figures of ``claim`` in that article, and their words; ``None``: a table."""
    text = claim.span.exact
    lexicon = load_lexicon(report.language)
    figures = report.words.figures_of(text)
    dates, found = figures.dates, figures.quantities
    if len(dates) > _MOST_FIGURES or len(found) > _MOST_FIGURES:
        return None
    words = parse_words(text, language=report.language)
    days = [day for day in dates if _is_day(day)]
    framing = [day for day in days if _is_frame(day.span, text, words, lexicon)]
    return Telling(
        claim=claim,
        report=report,
        words=words,
        context=telling_words(words, lexicon, figures.spans),
        quantities=tuple(q for q in found if q.kind not in _NAMING_KINDS),
        ranks=tuple(q for q in found if q.kind is QuantityKind.RANK),
        labels=tuple(q for q in found if q.kind is QuantityKind.LABEL),
        days=tuple(day for day in days if day not in framing),
        said=tuple(framing),
        text_read=text,
        dated=tuple(mention.span for mention in dates),
    )


def read_words(claim: Claim, report: Report) -> Telling:
    """``claim`` without its figures: of a table, they are nobody's."""
    words = parse_words(claim.span.exact, language=report.language)
    return Telling(
        claim=claim,
        report=report,
        words=words,
        context=telling_words(words, load_lexicon(report.language)),
        quantities=(),
        ranks=(),
        labels=(),
        days=(),
        text_read=claim.span.exact,
    )


def _is_day(mention: DateMention) -> bool:
    return mention.precision is not Precision.TIME and mention.start is not None


def _is_frame(span: Span, text: str, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a day is that of saying: a verb of saying stands near, in the same clause."""
    inside = [at for at, word in enumerate(words) if word.span.overlaps(span)]
    if not inside:
        return True
    before = words[max(0, inside[0] - _FRAME_REACH) : inside[0]]
    behind = words[inside[-1] + 1 : inside[-1] + 1 + _FRAME_REACH]
    gaps = [text[word.span.end : span.start] for word in before if word.text in lexicon.cues]
    gaps += [text[span.end : word.span.start] for word in behind if word.text in lexicon.cues]
    return any(not _BREAK.search(gap) for gap in gaps)


def _name_stems(names: Iterable[NameMention], language: str) -> frozenset[str]:
    """Stems of ``names``; weekdays and months are none."""
    written = {mention.text for mention in names}
    return frozenset().union(*(_stems_of_name(name, language) for name in written))


@lru_cache(maxsize=4096)
def _stems_of_name(written: str, language: str) -> frozenset[str]:
    return frozenset(
        form.stem
        for form in word_forms(written, language=language)
        if form.capital and not _is_of_calendar(form.text, language)
    )


@lru_cache(maxsize=4096)
def _is_of_calendar(word: str, language: str) -> bool:
    """Whether a word alone is a day or month: "tuesday"."""
    return bool(parse_dates(word.capitalize(), language=language))


def _published(analysis: Analysis) -> dt.datetime | dt.date | None:
    published = analysis.article.metadata.published
    if published.value is None or published.basis is PublishedBasis.GUESS:
        return None
    if len(published.value) == len("2026-01-01"):
        return certain_day(analysis.article)
    try:
        moment = dt.datetime.fromisoformat(published.value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
