"""What a sentence tells in figures and days, with the words that say of what."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from provenance.comparison.occasions import guessed_day
from provenance.dates import DateMention, Precision, parse_dates
from provenance.model import Analysis, Article, Claim
from provenance.names import parse_names
from provenance.quantities import Quantity, QuantityKind, parse_quantities
from provenance.spans import Span
from provenance.terms import PublishedBasis, Verdict
from provenance.verdicts.grounds import certain_day
from provenance.words import Lexicon, Word, load_lexicon, parse_words

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
    stems: frozenset[str]
    """Stems of all its words: what it speaks of anywhere."""
    names: frozenset[str]
    """Stems of its names; weekdays and months are none."""
    content: frozenset[str]
    """Stems of its words that say something."""
    masthead: tuple[str, str] | None
    """Outlet and day, where both are known: what two parts of one article share."""


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
    names: frozenset[str]

    @property
    def text(self) -> str:
        """The claim's words."""
        return self.claim.span.exact

    @property
    def stems(self) -> frozenset[str]:
        """Stems of the content words."""
        return frozenset(word.stem for word in self.context)

    @property
    def lexicon(self) -> Lexicon:
        """The words of its language."""
        return load_lexicon(self.report.language)


def read_tellings(analyses: Sequence[Analysis]) -> tuple[Telling, ...]:
    """The claims that tell a figure or a day, in reading order."""
    return tuple(
        telling
        for number, analysis in enumerate(analyses)
        for telling in _tellings_of(analysis, number)
    )


def _tellings_of(analysis: Analysis, number: int) -> Iterator[Telling]:
    report = read_report(analysis, number)
    for claim in analysis.claims:
        if claim.verdict is not Verdict.NOT_A_CLAIM:
            telling = read_telling(claim, report, analysis.article)
            if telling is not None and (telling.quantities or telling.days):
                yield telling


def read_report(analysis: Analysis, number: int) -> Report:
    """What is to be known of the article at ``number`` to read its sentences."""
    article = analysis.article
    language, published = article.metadata.language, article.metadata.published
    outlet = article.metadata.outlet
    stems, content, names = _words_of(article.prose, language)
    return Report(
        number=number,
        language=language,
        published=_published(analysis),
        stems=stems,
        names=names,
        content=content,
        masthead=(outlet, published.value) if outlet and published.value else None,
    )


@lru_cache(maxsize=256)
def _words_of(prose: str, language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Stems of all words of an article, of those that say something, and of its names."""
    words = parse_words(prose, language=language)
    lexicon = load_lexicon(language)
    return (
        frozenset(word.stem for word in words),
        frozenset(word.stem for word in words if lexicon.is_content(word)),
        _name_stems(prose, language),
    )


def read_telling(claim: Claim, report: Report, article: Article) -> Telling | None:
    """The figures of ``claim``, which stands in ``article``, and their words; ``None``: a table."""
    text, language = claim.span.exact, report.language
    reference = certain_day(article) or guessed_day(article)
    lexicon = load_lexicon(language)
    words = parse_words(text, language=language)
    dates = parse_dates(text, language=language, reference=reference)
    if len(dates) > _MOST_FIGURES:
        return None
    dated = [mention.span for mention in dates]
    found = [
        quantity
        for quantity in parse_quantities(text, language=language)
        if not any(span.overlaps(quantity.span) for span in dated)
    ]
    if len(found) > _MOST_FIGURES:
        return None
    taken = [*dated, *(quantity.span for quantity in found)]
    days = [day for day in dates if _is_day(day)]
    framing = [day for day in days if _is_frame(day.span, text, words, lexicon)]
    return Telling(
        claim=claim,
        report=report,
        words=words,
        context=tuple(
            word
            for word in words
            if lexicon.is_content(word)
            and word.text not in lexicon.cues
            and not any(span.overlaps(word.span) for span in taken)
        ),
        quantities=tuple(q for q in found if q.kind not in _NAMING_KINDS),
        ranks=tuple(q for q in found if q.kind is QuantityKind.RANK),
        labels=tuple(q for q in found if q.kind is QuantityKind.LABEL),
        days=tuple(day for day in days if day not in framing),
        said=tuple(framing),
        names=_name_stems(text, language, but=dated),
    )


def read_words(claim: Claim, report: Report) -> Telling:
    """``claim`` without its figures: of a table, they are nobody's."""
    words = parse_words(claim.span.exact, language=report.language)
    lexicon = load_lexicon(report.language)
    return Telling(
        claim=claim,
        report=report,
        words=words,
        context=tuple(w for w in words if lexicon.is_content(w) and w.text not in lexicon.cues),
        quantities=(),
        ranks=(),
        labels=(),
        days=(),
        names=_name_stems(claim.span.exact, report.language),
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


def _name_stems(text: str, language: str, *, but: Sequence[Span] = ()) -> frozenset[str]:
    """Stems of the names in ``text``; weekdays and months are none."""
    return frozenset(
        word.stem
        for mention in parse_names(text, language=language)
        if not any(span.overlaps(mention.span) for span in but)
        for word in parse_words(mention.text, language=language)
        if word.capital and not _is_of_calendar(word.text, language)
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
