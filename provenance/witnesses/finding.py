"""Finding articles that reproduce a primary text at length (DESIGN 2.3).

A block is a witness on grounds of its own: its lead-in names the issuer, the kind of document, and
a date or a title; and five sentences in a row are reproduced. What the words are is not looked at.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Protocol

import attrs

from provenance.dates import DateMention, Precision, parse_dates
from provenance.model import Analysis, Article, Quotation, Sentence
from provenance.registry import Mention, Publisher
from provenance.spans import Span
from provenance.terms import PublishedBasis
from provenance.witnesses.kinds import KindTable, KindWord, kind_table
from provenance.wording import fold_word, lexicon

LEAST_SENTENCES = 5
"""Sentences reproduced in a row. Four are an ordinary long quotation; DESIGN 2.3 fixes five."""
_TITLE_WORDS = 2
_DATELINE_PARAGRAPHS = 2
_LEAD_IN_GAP = 80
"""Characters that may stand between lead-in and block: line breaks, a mark, a short heading."""
_MAX_LEAD_IN = 600
_ELLIPSIS = re.compile(r"…|\.{3}|\[\s*…\s*\]")
_CERTAIN_DATES = (PublishedBasis.GIVEN, PublishedBasis.METADATA, PublishedBasis.TEXT)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ISSUED = re.compile("issued|released|published|made|given|dated")
_TITLE_END = re.compile(r"[:;.“”\"«»]")


class Publishers(Protocol):
    """What is asked of the publisher registry."""

    def mentions(self, text: str, *, language: str = "und") -> tuple[Mention, ...]:
        """Where ``text`` names publishers."""

    def by_url(self, url: str) -> Publisher | None:
        """Who publishes at ``url``."""


@attrs.frozen(kw_only=True)
class Witness:
    """A block of an article that reproduces a primary text."""

    article: str
    """Id of the article that carries it; it is no evidence for that one."""
    issuer: Publisher
    kind: str
    date: dt.date | None
    is_date_own: bool
    """Whether the lead-in tells the date; ``False``: it is the article's."""
    title: tuple[str, ...]
    """Folded content words of the title or subject the lead-in gives."""
    parts: tuple[Span, ...]
    sentences: int
    lead_in: Span

    @property
    def id(self) -> str:
        """Stable: the article and where the block begins."""
        return f"witness:{self.article}:{self.parts[0].start}"


@attrs.frozen(kw_only=True)
class Ground:
    """What a few words tell of a document: who issued it, what it is, when, on what."""

    issuer: Publisher | None
    kinds: frozenset[str]
    dates: tuple[DateMention, ...]
    title: tuple[str, ...]


def find_witnesses(analyses: Sequence[Analysis], registry: Publishers) -> tuple[Witness, ...]:
    """Every block of every article that is a witness copy, in the order of the articles."""
    return tuple(w for analysis in analyses for w in _witnesses_of(analysis, registry))


def read_ground(text: str, article: Article, registry: Publishers) -> Ground:
    """What ``text`` (a lead-in, or the sentences that cite a document) tells of a document."""
    language = article.metadata.language
    table = kind_table(language)
    words = table.find(text)
    mentions = registry.mentions(text, language=language)
    dates = parse_dates(
        text,
        language=language,
        reference=published_day(article),
        reference_certain=article.metadata.published.basis in _CERTAIN_DATES,
    )
    known = [m.span for m in mentions] + [d.span for d in dates]
    return Ground(
        issuer=_issuer(text, words, mentions),
        kinds=frozenset(word.kind for word in words),
        dates=tuple(date for date in dates if _is_one_day(date)),
        title=tuple(
            w for word in words for w in _title(text, word, table, known=known, language=language)
        ),
    )


def published_day(article: Article) -> dt.date | None:
    """The day the article appeared, as far as known."""
    value = article.metadata.published.value
    try:
        return dt.date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def folded_words(text: str, language: str) -> tuple[str, ...]:
    """The content words of ``text``, folded."""
    lexical = lexicon(language)
    folded = (fold_word(found.group(), language) for found in _WORD.finditer(text))
    return tuple(word for word in folded if not lexical.is_closed(word))


def _witnesses_of(analysis: Analysis, registry: Publishers) -> Iterator[Witness]:
    for quotation in _blocks(analysis):
        count = _sentences_in_a_row(analysis, quotation)
        if count < LEAST_SENTENCES:
            continue
        lead_in = _lead_in(analysis, quotation)
        if lead_in is None or _is_parody(analysis, quotation, lead_in):
            continue
        witness = _witness(analysis, quotation, lead_in, registry=registry, sentences=count)
        if witness is not None:
            yield witness


def _witness(
    analysis: Analysis,
    quotation: Quotation,
    lead_in: Span,
    *,
    registry: Publishers,
    sentences: int,
) -> Witness | None:
    article = analysis.article
    ground = read_ground(lead_in.of(article.prose), article, registry)
    own_date = next((day for day in map(_whole_day, ground.dates) if day), None)
    if ground.issuer is None or not ground.kinds:
        return None
    if own_date is None and len(ground.title) < _TITLE_WORDS:
        return None
    return Witness(
        article=article.id,
        issuer=ground.issuer,
        kind=_kind_nearest_to_block(lead_in.of(article.prose), article),
        date=own_date or _article_day(article),
        is_date_own=own_date is not None,
        title=ground.title,
        parts=quotation.parts,
        sentences=sentences,
        lead_in=lead_in,
    )


def _kind_nearest_to_block(lead_in: str, article: Article) -> str:
    return kind_table(article.metadata.language).find(lead_in)[0].kind


def _blocks(analysis: Analysis) -> Iterator[Quotation]:
    """Quotations, with neighbours that only a heading or white space parts joined into one."""
    waiting: Quotation | None = None
    for quotation in analysis.quotations:
        if quotation.parent is not None:
            continue
        if waiting is not None and _is_continued(analysis, waiting, quotation):
            waiting = attrs.evolve(
                waiting,
                span=Span(waiting.span.start, quotation.span.end),
                outer=Span(waiting.outer.start, quotation.outer.end),
                parts=(*waiting.parts, *quotation.parts),
            )
            continue
        if waiting is not None:
            yield waiting
        waiting = quotation
    if waiting is not None:
        yield waiting


def _is_continued(analysis: Analysis, one: Quotation, other: Quotation) -> bool:
    between = Span(one.outer.end, max(one.outer.end, other.outer.start))
    if len(between) > _LEAD_IN_GAP:
        return False
    prose = [
        sentence
        for sentence in analysis.sentences
        if sentence.span.overlaps(between)
        and analysis.article.blocks[sentence.block].kind.is_prose
        and not (sentence.span.overlaps(one.span) or sentence.span.overlaps(other.span))
    ]
    return not prose and "\n" in between.of(analysis.article.text)


def _sentences_in_a_row(analysis: Analysis, quotation: Quotation) -> int:
    """The longest run of reproduced sentences without an ellipsis between them."""
    best = run = 0
    for sentence in _sentences_of(analysis, quotation):
        words = sentence.span.of(analysis.article.prose)
        if _ELLIPSIS.search(words):
            run = 0
            continue
        run += 1
        best = max(best, run)
    return best


def _sentences_of(analysis: Analysis, quotation: Quotation) -> list[Sentence]:
    return [
        sentence
        for sentence in analysis.sentences
        if any(_mostly_inside(sentence.span, part) for part in quotation.parts)
    ]


def _mostly_inside(sentence: Span, part: Span) -> bool:
    shared = min(sentence.end, part.end) - max(sentence.start, part.start)
    return shared * 4 > 3 * len(sentence)


def _lead_in(analysis: Analysis, quotation: Quotation) -> Span | None:
    """The sentence (or heading) that stands right before the block."""
    before = [s.span for s in analysis.sentences if s.span.start < quotation.outer.start]
    if not before:
        return None
    start, end = before[-1].start, min(before[-1].end, quotation.outer.start)
    if quotation.outer.start - end > _LEAD_IN_GAP:
        return None
    return Span(max(start, end - _MAX_LEAD_IN), end)


def _is_parody(analysis: Analysis, quotation: Quotation, lead_in: Span) -> bool:
    """Whether the title, the lead-in or the sentences round the block say it is made up."""
    article = analysis.article
    pattern = kind_table(article.metadata.language).parody
    end = quotation.outer.end
    earlier = [s.span for s in analysis.sentences if s.span.end <= lead_in.start][-1:]
    later = [s.span for s in analysis.sentences if s.span.start >= end][:1]
    near = (lead_in, *earlier, *later)
    texts = (article.metadata.title or "", *(span.of(article.prose) for span in near))
    return any(pattern.search(text) for text in texts)


def _issuer(text: str, words: Sequence[KindWord], mentions: Sequence[Mention]) -> Publisher | None:
    """Who issued the document: "a statement by X" first, else the name before the kind word."""
    if not words:
        return None
    kind = words[0]
    after = [m for m in mentions if m.span.start >= kind.end]
    for mention in after[:1]:
        if _BY.fullmatch(text[kind.end : mention.span.start]):
            return mention.publisher
    before = [m for m in mentions if m.span.end <= kind.start]
    return before[-1].publisher if before else None


_BY = re.compile(
    r"\s+(?:issued |released |published )?(?:by|of|from|von|der|des|du|de la|de|del|от)\s+"
    r"(?:the |la |l['’])?",
    re.IGNORECASE,
)


def _title(
    text: str, kind: KindWord, table: KindTable, *, known: Sequence[Span], language: str
) -> tuple[str, ...]:
    """The content words of "… a statement **on the situation in the north**:".

    Between the kind and its title only the issuer and a date may stand: any other word begins a
    clause, and what it is about is not what the document is called.
    """
    for found in table.title.finditer(text, kind.end):
        between = Span(kind.end, found.start())
        rest = text[found.end() :].lstrip('“"«„ ')
        if any(span.start - found.end() in (0, 1) for span in known):
            continue
        if not _is_filled(text, between, known, language):
            return ()
        return folded_words(_TITLE_END.split(rest, maxsplit=1)[0], language)
    return ()


def _is_filled(text: str, between: Span, known: Sequence[Span], language: str) -> bool:
    """Whether ``known`` spans and closed-class words fill the stretch."""
    words = list(between.of(text))
    for span in known:
        for at in range(max(span.start, between.start), min(span.end, between.end)):
            words[at - between.start] = " "
    return all(_ISSUED.fullmatch(word) for word in folded_words("".join(words), language))


def _is_one_day(date: DateMention) -> bool:
    return date.precision is Precision.DAY or (
        date.precision is Precision.WEEKDAY and date.start is not None
    )


def _whole_day(date: DateMention) -> dt.date | None:
    return date.start if _is_one_day(date) else None


def _article_day(article: Article) -> dt.date | None:
    """The certain day of the article: given, or the first whole date of its opening."""
    if article.metadata.published.basis in _CERTAIN_DATES:
        return published_day(article)
    opening = [b.span for b in article.blocks if b.kind.is_prose][:_DATELINE_PARAGRAPHS]
    for span in opening:
        dates = parse_dates(span.of(article.prose), language=article.metadata.language)
        for date in dates:
            if date.year and date.month and date.day:
                return _whole_day(date)
    return published_day(article)
