"""The page of a report: what comes first, the articles, what stands across them."""

from collections.abc import Mapping, Sequence

import attrs

from provenance.checks.index import ReportIndex, outlet_of
from provenance.model import Article, Claim, CopyRelation, Disagreement, Document, Finding, Report
from provenance.report.articles import ArticleView, article_views, claim_anchors
from provenance.report.exhibits import Exhibit, Pair, exhibit
from provenance.report.marks import Runs, marked, side_by_side, unmarked
from provenance.report.order import in_order
from provenance.report.summary import Summary, summarize
from provenance.report.text import urgent_first
from provenance.spans import Span, fold
from provenance.terms import DisagreementKind, InputStatus, Level, RuleId

SHOWN_FIRST = 5
"""Findings shown in full at the top: what fits a first look; the others stand below as lines."""

_WORTH_A_LOOK = (RuleId.QUOTE_NEAR_MATCH, RuleId.QUOTE_VARIANTS)
"""Notes that are shown at the top when there is nothing worse."""

_LEAST_ALIKE = 0.45
"""Sentences of two outlets are marked word by word only from this likeness on: below it nearly
every word would be marked. Set by eye on invented pairs; nothing but the marks depends on it."""


@attrs.frozen(kw_only=True)
class Reference:
    """A claim as other places of the page point at it."""

    anchor: str
    outlet: str
    words: str


@attrs.frozen(kw_only=True)
class PairView:
    """Two wordings in runs."""

    here: Runs
    there: Runs | None
    where: str
    is_quoted: bool


@attrs.frozen(kw_only=True)
class Card:
    """A finding at the top of the page."""

    exhibit: Exhibit
    reference: Reference | None
    pairs: tuple[PairView, ...]


@attrs.frozen(kw_only=True)
class DisagreementView:
    """Two sentences of two outlets side by side."""

    disagreement: Disagreement
    left: Reference | None
    right: Reference | None
    pair: PairView
    settled_by: Document | None


@attrs.frozen(kw_only=True)
class CopyView:
    """Who reproduces whom."""

    copy: CopyRelation
    source: str
    target: str


@attrs.frozen(kw_only=True)
class Page:
    """Everything the templates show."""

    report: Report
    summary: Summary
    urgent: int
    cards: tuple[Card, ...]
    further: tuple[Card, ...]
    notes: tuple[Card, ...]
    articles: tuple[ArticleView, ...]
    references: Mapping[str, Reference]
    documents: Mapping[str, Document]
    disagreements: tuple[DisagreementView, ...]
    variants: tuple[DisagreementView, ...]
    copies: tuple[CopyView, ...]
    printed_by: Mapping[str, str]
    """Id of a witness copy to the outlet that prints it."""

    @property
    def unread(self) -> bool:
        """Whether anything was skipped or failed."""
        read_all = all(one.status is InputStatus.READ for one in self.report.inputs)
        return bool(self.report.failures) or not read_all


def page_of(report: Report) -> Page:
    """The page of ``report``."""
    report = in_order(report)
    index = ReportIndex.of(report)
    references = _references(index)
    urgent = urgent_first(report.findings)
    first = urgent or [one for one in report.findings if one.rule in _WORTH_A_LOOK]
    told = _disagreements(index, references)
    return Page(
        report=report,
        summary=summarize(report),
        urgent=len(urgent),
        cards=_cards(first[:SHOWN_FIRST], index, references),
        further=_cards(urgent[SHOWN_FIRST:], index, references),
        notes=_cards(_notes(report.findings), index, references),
        articles=article_views(index),
        references=references,
        documents=index.documents,
        disagreements=tuple(one for one in told if not _is_variant(one)),
        variants=tuple(one for one in told if _is_variant(one)),
        copies=tuple(_copy_view(one, index.articles) for one in report.copies),
        printed_by={
            one.id: outlet_of(index.articles[one.witness_of])
            for one in report.documents
            if one.witness_of is not None and one.witness_of in index.articles
        },
    )


def _notes(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level is Level.NOTE]


def _references(index: ReportIndex) -> dict[str, Reference]:
    anchors = claim_anchors(index)
    return {
        claim.id: Reference(
            anchor=anchors[claim.id], outlet=index.outlet(claim), words=claim.sentence.exact
        )
        for claim in index.report.claims
        if claim.id in anchors
    }


def _cards(
    findings: Sequence[Finding], index: ReportIndex, references: Mapping[str, Reference]
) -> tuple[Card, ...]:
    return tuple(_card(exhibit(one, index), references) for one in findings)


def _card(shown: Exhibit, references: Mapping[str, Reference]) -> Card:
    return Card(
        exhibit=shown,
        reference=references.get(shown.claim.id) if shown.claim else None,
        pairs=tuple(_pair_of_card(pair, shown.claim) for pair in shown.pairs),
    )


def _pair_of_card(pair: Pair, claim: Claim | None) -> PairView:
    lacking = claim.unsupported_spans if claim else ()
    if lacking and claim and pair.here == claim.sentence.exact and pair.there is not None:
        here, there = _lacking_marked(claim), unmarked(pair.there)
        return PairView(here=here, there=there, where=pair.where, is_quoted=False)
    return _pair_view(pair.here, pair.there, where=pair.where, is_quoted=pair.is_quoted)


def _lacking_marked(claim: Claim) -> Runs:
    sentence = claim.sentence
    inside = [
        Span(one.start - sentence.start, one.end - sentence.start)
        for one in claim.unsupported_spans
        if sentence.start <= one.start <= one.end <= sentence.end
    ]
    return marked(sentence.exact, inside)


def _pair_view(here: str, there: str | None, *, where: str, is_quoted: bool) -> PairView:
    if there is None:
        return PairView(here=unmarked(here), there=None, where=where, is_quoted=is_quoted)
    left, right = side_by_side(here, there, least_alike=0.0 if is_quoted else _LEAST_ALIKE)
    return PairView(here=left, there=right, where=where, is_quoted=is_quoted)


def _disagreements(
    index: ReportIndex, references: Mapping[str, Reference]
) -> list[DisagreementView]:
    return [_disagreement_view(one, index, references) for one in index.report.disagreements]


def _disagreement_view(
    one: Disagreement, index: ReportIndex, references: Mapping[str, Reference]
) -> DisagreementView:
    left, right = references.get(one.left), references.get(one.right)
    quotes = _nearest_quotes(index.claims.get(one.left), index.claims.get(one.right))
    here, there = left.words if left else "", right.words if right else ""
    if one.kind is DisagreementKind.QUOTE_WORDING and quotes is not None:
        here, there = quotes
    return DisagreementView(
        disagreement=one,
        left=left,
        right=right,
        pair=_pair_view(here, there, where="", is_quoted=(here, there) == quotes),
        settled_by=index.documents.get(one.settled_by or ""),
    )


def _nearest_quotes(left: Claim | None, right: Claim | None) -> tuple[str, str] | None:
    """The quotation of each side that shares most of its words with the other's."""
    if left is None or right is None:
        return None
    pairs = [(one.exact, other.exact) for one in left.quotes for other in right.quotes]
    return max(pairs, key=lambda pair: _shared_words(*pair), default=None)


def _shared_words(left: str, right: str) -> float:
    words, others = set(fold(left).text.split()), set(fold(right).text.split())
    return len(words & others) / max(1, len(words | others))


def _is_variant(one: DisagreementView) -> bool:
    return one.disagreement.kind is DisagreementKind.QUOTE_WORDING


def _copy_view(copy: CopyRelation, articles: Mapping[str, Article]) -> CopyView:
    def name(article_id: str) -> str:
        article = articles.get(article_id)
        return article_id if article is None else outlet_of(article)

    return CopyView(copy=copy, source=name(copy.from_article), target=name(copy.to_article))
