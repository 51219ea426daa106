"""Sentences of several articles that speak of the same thing, aligned word by word."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from provenance.agreements.article_words import ArticleWords
from provenance.comparison.headings import in_plain_case, read_headings
from provenance.comparison.stories import are_one_story
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
from provenance.guards.sides import Side, read_claim
from provenance.guards.tables import Mark
from provenance.model import Analysis, Article, Claim
from provenance.retrieval import IndexedDocument, index_document
from provenance.spans import Span
from provenance.terms import Verdict
from provenance.words import parse_words

_TOO_COMMON = 40
"""Sentences kept for one stem, those said most seldom first: the work grows with the sentences."""
_MOST_CANDIDATES = 6
_FEWEST, _LEAST = 3, 0.25
"""Stems that two sentences must share before they are aligned, and share of the shorter's."""
_FEWEST_OF_STORY = 2
"""Stems where the two articles tell one story."""
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
    side: Side = attrs.field(repr=False)
    turns: Turns = attrs.field(repr=False)
    is_heading: bool = False
    stems: frozenset[str] = attrs.field(init=False, repr=False)
    """Stems of all words that say something."""
    names: frozenset[str] = attrs.field(init=False, repr=False)
    """Stems of its names."""

    @stems.default
    def _set_stems(self) -> frozenset[str]:
        alike = self.turns.alike
        return frozenset(alike.get(t.stem, t.stem) for t in self.side.tokens if t.full)

    @names.default
    def _set_names(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.side.tokens if token.name)

    @property
    def text(self) -> str:
        """Its words."""
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
    words = [word.text for word in parse_words(behind, language="en")[:_OPENING]]
    opening = {"_".join(words[:size]) for size in range(2, _OPENING + 1)}
    return not opening.isdisjoint(turns.words["refuted_behind"])


def _statement(
    claim: Claim, report: Report, article: Article, turns: Turns, *, is_heading: bool
) -> Iterator[Statement]:
    text = claim.sentence.exact
    plain = in_plain_case(text, article.text[claim.sentence.end :]) if is_heading else text
    side = read_claim(plain, tables=turns.tables, ignore=())
    if plain != text:
        side = attrs.evolve(side, text=text)
    if 0 < len(side.tokens) <= _MOST_WORDS:
        yield Statement(
            claim=claim,
            report=report,
            article=article,
            side=side,
            turns=turns,
            is_heading=is_heading,
        )


# --- which are aligned ---------------------------------------------------------------------------


def likely_pairs(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Every two statements that share enough rare words, each pair once."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    stems = [statement.stems for statement in statements]
    for number, statement in enumerate(statements):
        for stem in stems[number]:
            holders[statement.report.language, stem].append(number)
    seldom = Counter(stems)
    kept = {
        key: sorted(sorted(numbers, key=lambda n: (seldom[stems[n]], n))[:_TOO_COMMON])
        for key, numbers in holders.items()
    }
    for one, other in _likely(statements, stems, kept):
        yield statements[one], statements[other]


def _likely(
    statements: Sequence[Statement],
    stems: Sequence[frozenset[str]],
    kept: dict[tuple[str, str], list[int]],
) -> list[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    for number, statement in enumerate(statements):
        shared: Counter[int] = Counter()
        for stem in sorted(stems[number]):
            shared.update(kept[statement.report.language, stem])
        alike = sorted(
            (-count / max(1, min(len(stems[number]), len(stems[other]))), other)
            for other, count in shared.items()
            if count >= _fewest(statement, statements[other], count)
            and count >= _LEAST * min(len(stems[number]), len(stems[other]))
            and _are_comparable(statement, statements[other])
        )
        pairs.update((min(number, o), max(number, o)) for _, o in alike[:_MOST_CANDIDATES])
    return sorted(pairs)


def _fewest(left: Statement, right: Statement, count: int) -> int:
    """Stems that two statements must share, who share ``count``."""
    if left.is_heading != right.is_heading:
        return 1
    if count != _FEWEST_OF_STORY:
        return _FEWEST
    return _FEWEST_OF_STORY if are_one_story(left.report, right.report) else _FEWEST


def _are_comparable(left: Statement, right: Statement) -> bool:
    """Whether two statements may be held together at all.

    A heading is held against the body below it only, a sentence against those of other articles
    and of its own; never against itself or the same words.
    """
    if left.claim.id == right.claim.id or _say_the_same(left, right):
        return False
    if left.is_heading and right.is_heading:
        return False
    if left.is_heading or right.is_heading:
        return left.report.number == right.report.number or (
            left.report.masthead is not None and left.report.masthead == right.report.masthead
        )
    if left.names & right.stems or right.names & left.stems:
        return True
    if left.report.number == right.report.number:
        return False
    common = len(left.report.names & right.report.names)
    return common >= _FEWEST or are_one_story(left.report, right.report)


def _say_the_same(left: Statement, right: Statement) -> bool:
    """Whether two statements are the same words, quotation marks and stops left out."""
    ours, theirs = left.side.tokens, right.side.tokens
    if left.text == right.text:
        return True
    return len(ours) == len(theirs) and all(
        one.text == other.text for one, other in zip(ours, theirs, strict=True)
    )


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
