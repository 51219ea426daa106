"""Sentences of several articles that speak of the same thing, aligned word by word."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from provenance.agreements.article_words import ArticleWords
from provenance.comparison.headings import in_plain_case, read_headings
from provenance.comparison.tellings import (
    Report,
    Telling,
    read_report,
    read_reports,
    read_telling,
    read_words,
)
from provenance.comparison.turns import Turns, load_turns
from provenance.guards.pairing import Pair, Places, Ties, align_sides
from provenance.guards.sides import Side, are_names, read_claim, side_of_words
from provenance.guards.tables import Mark
from provenance.model import Analysis, Article, Claim
from provenance.retrieval import IndexedDocument, index_document
from provenance.spans import Span
from provenance.terms import Verdict
from provenance.words import Lexicon, Word, first_word, load_lexicon, parse_words

_BEHIND, _OPENING = 60, 4
"""Characters behind a sentence that are looked at, and words with which the next begins."""
_UNKNOWN = "und"
_MOST_WORDS = 80
"""Words of a sentence that is compared; a longer one is a list."""


@attrs.frozen(kw_only=True)
class Statement:
    """One sentence, or heading, and what it tells."""

    claim: Claim
    """The first claim of the sentence."""
    report: Report
    """The article it stands in."""
    article: Article = attrs.field(repr=False)
    words: tuple[Word, ...] = attrs.field(repr=False)
    """Its words, a heading's as they would stand in a sentence."""
    turns: Turns = attrs.field(repr=False)
    is_heading: bool = False
    stems: frozenset[str] = attrs.field(init=False, repr=False)
    """Stems of all words that say something."""

    @stems.default
    def _set_stems(self) -> frozenset[str]:
        alike, tells = self.turns.alike, self.lexicon.tells
        return frozenset(alike.get(w.stem, w.stem) for w in self.words if tells(w.text))

    @cached_property
    def side(self) -> Side:
        """Its words with their clauses and marks: read only where another shares some of them."""
        return side_of_words(self.text, self.words, tables=self.turns.tables)

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of its names."""
        named = are_names(self.words, self.lexicon)
        return frozenset(word.stem for word, name in zip(self.words, named, strict=True) if name)

    @property
    def lexicon(self) -> Lexicon:
        """The words of its language."""
        return load_lexicon(self.turns.tables.language)

    @property
    def text(self) -> str:
        """Its words, as written."""
        return self.claim.sentence.exact

    @cached_property
    def document(self) -> IndexedDocument:
        """The statement as a document of its own, in one piece."""
        stems = (frozenset(token.stem for token in self.side.tokens),)
        return IndexedDocument(
            text=self.text, passages=(), stems=stems, language=self.report.language
        )

    @cached_property
    def places(self) -> Places:
        """Where its words stand, for those of another."""
        return Places.of(self.side)

    @cached_property
    def ties(self) -> Ties:
        """By what its words may be linked to those of another."""
        return Ties.of(self.side)

    @cached_property
    def weighty(self) -> tuple[int, ...]:
        """The words that say of what it speaks."""
        return tuple(_weighty(self.side))

    @cached_property
    def telling(self) -> Telling:
        """Its figures, days and names: dear, and read only where two statements are near."""
        whole = attrs.evolve(self.claim, span=self.claim.sentence)
        telling = read_telling(whole, self.report)
        return attrs.evolve(telling or read_words(whole, self.report), claim=self.claim)


@attrs.frozen(kw_only=True)
class Matched:
    """Two statements that may speak of one thing, the words of each linked to the other's."""

    left: Statement
    right: Statement
    pair: Pair = attrs.field(repr=False)
    """From the words of the left to those of the right."""
    common: int
    """Content words of the side with fewer that have their like on the other."""
    share: float
    """Share of them among the words of the side that has relatively more."""
    least_share: float
    """The same of the other side: how much of the longer one the two share."""
    names: int
    """Words of names that both have."""

    @property
    def turned(self) -> "Matched":
        """The same two the other way round."""
        pair = self.pair
        links = {link.source: link._replace(source=at) for at, link in pair.links.items()}
        return attrs.evolve(
            self,
            left=self.right,
            right=self.left,
            pair=Pair(
                claim=pair.source,
                source=pair.claim,
                links=dict(sorted(links.items())),
                back={link.source: at for at, link in links.items()},
                tables=pair.tables,
                document=self.left.document,
            ),
        )


def read_statements(
    analyses: Sequence[Analysis], reports: Sequence[Report] = ()
) -> tuple[Statement, ...]:
    """The sentences of all articles that hold a claim, and their headings, in reading order.

    Args:
        analyses: the articles.
        reports: from ``read_reports``, where they are at hand.
    """
    reports = reports or read_reports(analyses)
    languages = {
        _masthead(analysis.article): analysis.article.metadata.language
        for analysis in reversed(analyses)
        if load_turns(analysis.article.metadata.language) is not None
    }
    return tuple(
        statement
        for analysis, report in zip(analyses, reports, strict=True)
        for statement in _statements_of(_in_known_language(analysis, languages), report)
    )


def _masthead(article: Article) -> tuple[str, str]:
    metadata = article.metadata
    return metadata.outlet or "", metadata.published.value or ""


def _in_known_language(analysis: Analysis, languages: Mapping[tuple[str, str], str]) -> Analysis:
    """A lone headline, too short to tell its language, in that of the article it stands over."""
    article = analysis.article
    known = languages.get(_masthead(article))
    if article.metadata.language != _UNKNOWN or known is None or not all(_masthead(article)):
        return analysis
    metadata = attrs.evolve(article.metadata, language=known)
    return attrs.evolve(analysis, article=attrs.evolve(article, metadata=metadata))


def _statements_of(analysis: Analysis, report: Report) -> Iterator[Statement]:
    language = analysis.article.metadata.language
    turns = load_turns(language)
    if turns is None:
        return
    if report.language != language:
        report = read_report(analysis, report.number, ArticleWords.of(analysis))
    for claim in read_headings(analysis):
        yield from _statement(claim, report, analysis.article, turns, is_heading=True)
    seen: set[int] = set()
    for claim in analysis.claims:
        if claim.verdict is Verdict.NOT_A_CLAIM or claim.sentence.start in seen:
            continue
        seen.add(claim.sentence.start)
        if _is_refuted(claim, analysis.article, turns):
            continue
        yield from _statement(claim, report, analysis.article, turns, is_heading=False)


def _is_refuted(claim: Claim, article: Article, turns: Turns) -> bool:
    """Whether the next sentence says at once that this one is wrong."""
    behind = article.text[claim.sentence.end : claim.sentence.end + _BEHIND]
    if first_word(behind) not in turns.refuting_openings:
        return False
    words = [word.text for word in parse_words(behind, language="en")[:_OPENING]]
    opening = {"_".join(words[:size]) for size in range(2, _OPENING + 1)}
    return not opening.isdisjoint(turns.words["refuted_behind"])


def _statement(
    claim: Claim, report: Report, article: Article, turns: Turns, *, is_heading: bool
) -> Iterator[Statement]:
    text = claim.sentence.exact
    plain = in_plain_case(text, article.text[claim.sentence.end :]) if is_heading else text
    words = parse_words(plain, language=turns.tables.language)
    if 0 < len(words) <= _MOST_WORDS:
        yield Statement(
            claim=claim,
            report=report,
            article=article,
            words=words,
            turns=turns,
            is_heading=is_heading,
        )


# --- which are alike ------------------------------------------------------------------------------


def most_alike(left: Statement, right: Statement) -> tuple[int, float]:
    """What ``common`` and ``share`` of the two, matched, can be at most: asked before aligning."""
    ours, theirs = left.weighty, right.weighty
    linked = left.ties.most_linked(ours, right.ties)
    back = right.ties.most_linked(theirs, left.ties)
    return min(linked, back), max(linked / max(1, len(ours)), back / max(1, len(theirs)))


def shared_names(left: Statement, right: Statement) -> int:
    """Words of names that both have."""
    return len((left.names & right.stems) | (right.names & left.stems))


def match_statements(left: Statement, right: Statement) -> Matched:
    """``left`` and ``right`` with their words linked."""
    pair = align_sides(left.side, right.side, right.document, places=right.places)
    ours, theirs = left.weighty, right.weighty
    linked = sum(at in pair.links for at in ours)
    back = sum(at in pair.back for at in theirs)
    shares = linked / max(1, len(ours)), back / max(1, len(theirs))
    return Matched(
        left=left,
        right=right,
        pair=pair,
        common=min(linked, back),
        share=max(shares),
        least_share=min(shares),
        names=shared_names(left, right),
    )


def _weighty(side: Side) -> list[int]:
    """The words that say of what a sentence speaks."""
    return [
        at
        for at, token in enumerate(side.tokens)
        if token.full and Mark.SPEECH not in token.marks and Mark.LIGHT not in token.marks
    ]


@attrs.frozen(kw_only=True)
class Nearness:
    """How much of what two tellings say, figures and days left out, is the same."""

    common: int
    share: float
    """Of the side that shares relatively more; ``least`` is that of the other."""
    least: float


def nearness_of(left: Telling, right: Telling) -> Nearness | None:
    """The words that two tellings have in common, like ones included; ``None``: unknown language.

    Stems alone take "enters into force" and "takes effect" for two things.
    """
    turns = load_turns(left.report.language)
    if turns is None or right.report.language != left.report.language:
        return None
    ours, theirs = (
        read_claim(telling.text, tables=turns.tables, ignore=_figures_of(telling))
        for telling in (left, right)
    )
    document = index_document(right.text, language=right.report.language)
    pair = align_sides(ours, theirs, document)
    weights = _weighty(ours), _weighty(theirs)
    linked = sum(at in pair.links for at in weights[0])
    back = sum(at in pair.back for at in weights[1])
    shares = linked / max(1, len(weights[0])), back / max(1, len(weights[1]))
    return Nearness(common=min(linked, back), share=max(shares), least=min(shares))


def _figures_of(telling: Telling) -> list[Span]:
    days = [day.span for day in (*telling.days, *telling.said)]
    return [*(quantity.span for quantity in telling.quantities), *days]


def words_at(side: Side, first: int, last: int | None = None) -> str:
    """The words of a side from one index to another, as written."""
    end = side.tokens[first if last is None else last].span.end
    return Span(side.tokens[first].span.start, end).of(side.text)


def day_of_report(report: Report) -> dt.date | None:
    """The day an article appeared, where known for certain."""
    moment = report.published
    return moment.date() if isinstance(moment, dt.datetime) else moment
