"""The page of a report: what comes first, the articles, what stands across them."""

from collections.abc import Iterable, Mapping
from itertools import groupby

import attrs

from provenance.checks.grounds import nearest_quotes
from provenance.checks.index import ReportIndex
from provenance.model import CopyRelation, Disagreement, Document, Finding, Report
from provenance.report.articles import ArticleView, article_views, claim_anchors
from provenance.report.exhibits import Exhibit, Pair, exhibit
from provenance.report.order import in_order
from provenance.report.sides import PairView, pair_of_claim, pair_view
from provenance.report.summary import Summary, summarize
from provenance.report.text import urgent_first
from provenance.report.unchecked import Cause, causes
from provenance.report.wordings import by_article, wordings
from provenance.terms import DisagreementKind, InputStatus, Level, Reason, RuleId

SHOWN_FIRST = 10
"""Findings shown in full at the top; the others are folded away below them."""

_TOLD_BY_RULE = frozenset(
    {
        *(Reason.QUOTE_VERBATIM, Reason.QUOTE_NEAR_VERBATIM, Reason.QUOTE_ALTERED),
        *(Reason.QUOTE_MEANING_CHANGED, Reason.QUOTE_ABSENT),
        *(Reason.NUMBER_DIFFERS, Reason.UNIT_DIFFERS, Reason.DATE_DIFFERS),
        *(Reason.WEEKDAY_MISMATCH, Reason.WORDS_PARTLY_COVERED),
        *(Reason.OUTLET_DISAGREES, Reason.SOURCES_DISAGREE, Reason.WITNESS_ONLY),
    }
)
"""Reasons that the heading of a finding, or the name of the other side, says already."""

_MARKS = " “”„«»‘’\"'.,;"


@attrs.frozen(kw_only=True)
class Reference:
    """A claim as other places of the page point at it."""

    anchor: str
    article: str
    """What its article is called."""
    line: int
    words: str


@attrs.frozen(kw_only=True)
class Card:
    """A finding as the page shows it."""

    exhibit: Exhibit
    reference: Reference | None
    pairs: tuple[PairView, ...]
    reasons: tuple[Reason, ...]
    """Why, as far as the heading does not say it."""
    context: str | None
    """The sentence, where the words shown are only a part of it."""


@attrs.frozen(kw_only=True)
class NoteGroup:
    """The notes of one rule, each claim in a line."""

    rule: RuleId
    cards: tuple[Card, ...]


@attrs.frozen(kw_only=True)
class WordingView:
    """A quotation and the words found for it."""

    reference: Reference | None
    told: str
    pair: PairView


@attrs.frozen(kw_only=True)
class WordingGroup:
    """The differing quotations of one article."""

    article: str
    views: tuple[WordingView, ...]


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
    wordings: tuple[WordingGroup, ...]
    notes: tuple[NoteGroup, ...]
    causes: tuple[Cause, ...]
    """Why claims are unchecked."""
    articles: tuple[ArticleView, ...]
    references: Mapping[str, Reference]
    documents: Mapping[str, Document]
    disagreements: tuple[DisagreementView, ...]
    variants: tuple[DisagreementView, ...]
    copies: tuple[CopyView, ...]
    printed_by: Mapping[str, str]
    """Id of a witness copy to what the article is called that prints it."""
    anchors: Mapping[str, str]
    """What an article is called to its place on the page."""

    @property
    def unread(self) -> bool:
        """Whether anything was skipped or failed."""
        read_all = all(one.status is InputStatus.READ for one in self.report.inputs)
        return bool(self.report.failures) or not read_all

    @property
    def has_across(self) -> bool:
        """Whether anything stands across articles."""
        return bool(self.disagreements or self.variants or self.copies or self.report.agreements)

    @property
    def noted(self) -> int:
        """How many notes there are."""
        return sum(len(group.cards) for group in self.notes)

    @property
    def worded(self) -> int:
        """How many quotations are worded differently elsewhere."""
        return sum(len(group.views) for group in self.wordings)


def page_of(report: Report) -> Page:
    """The page of ``report``."""
    report = in_order(report)
    index = ReportIndex.of(report)
    references = _references(index)
    urgent = urgent_first(report.findings)
    worth = [one for one in report.findings if one.rule is RuleId.PARTLY_SUPPORTED]
    told = [_disagreement_view(one, index, references) for one in report.disagreements]
    articles = article_views(index)
    return Page(
        report=report,
        summary=summarize(report),
        urgent=len(urgent),
        cards=_cards((urgent or worth)[:SHOWN_FIRST], index, references),
        further=_cards(urgent[SHOWN_FIRST:], index, references),
        wordings=_wordings(index, references),
        notes=_notes(index, references),
        causes=causes(report.claims),
        articles=articles,
        references=references,
        documents=index.documents,
        disagreements=tuple(one for one in told if not _is_variant(one)),
        variants=tuple(one for one in told if _is_variant(one)),
        copies=tuple(_copy_view(one, index.names) for one in report.copies),
        printed_by={
            document.id: printer
            for document in report.documents
            if (printer := index.printer_of(document)) is not None
        },
        anchors={view.name: view.anchor for view in articles},
    )


def _references(index: ReportIndex) -> dict[str, Reference]:
    anchors = claim_anchors(index)
    return {
        claim.id: Reference(
            anchor=anchors[claim.id],
            article=index.name_of(claim),
            line=claim.location.line,
            words=claim.text,
        )
        for claim in index.report.claims
        if claim.id in anchors
    }


def _notes(index: ReportIndex, references: Mapping[str, Reference]) -> tuple[NoteGroup, ...]:
    """Every note but those that the differing quotations show, by rule."""
    notes = [
        finding
        for finding in index.report.findings
        if finding.level is Level.NOTE and finding.rule is not RuleId.QUOTE_NEAR_MATCH
    ]
    by_rule = groupby(sorted(notes, key=_rule_of), key=_rule_of)
    return tuple(
        NoteGroup(rule=RuleId(rule), cards=_cards(listed, index, references))
        for rule, listed in by_rule
    )


def _rule_of(finding: Finding) -> str:
    return finding.rule.value


def _wordings(index: ReportIndex, references: Mapping[str, Reference]) -> tuple[WordingGroup, ...]:
    return tuple(
        WordingGroup(
            article=index.names.get(article, article),
            views=tuple(
                WordingView(
                    reference=references.get(one.claim.id),
                    told=one.heading,
                    pair=pair_view(one.pair, may_overhang=one.may_overhang),
                )
                for one in listed
            ),
        )
        for article, listed in by_article(wordings(index))
    )


def _cards(
    findings: Iterable[Finding], index: ReportIndex, references: Mapping[str, Reference]
) -> tuple[Card, ...]:
    return tuple(_card(exhibit(one, index), references) for one in findings)


def _card(shown: Exhibit, references: Mapping[str, Reference]) -> Card:
    claim = shown.claim
    pairs = tuple(pair_of_claim(pair, claim) for pair in shown.pairs)
    return Card(
        exhibit=shown,
        reference=references.get(claim.id) if claim else None,
        pairs=pairs,
        reasons=tuple(one for one in claim.reasons if one not in _TOLD_BY_RULE) if claim else (),
        context=_context(shown),
    )


def _context(shown: Exhibit) -> str | None:
    """The sentence of a quotation, where it has words beside it."""
    if shown.claim is None or not any(pair.is_quoted for pair in shown.pairs):
        return None
    sentence = shown.claim.sentence.exact
    quoted = max(len(pair.here) for pair in shown.pairs)
    return sentence if len(sentence.strip(_MARKS)) > quoted else None


def _disagreement_view(
    one: Disagreement, index: ReportIndex, references: Mapping[str, Reference]
) -> DisagreementView:
    left, right = index.claims.get(one.left), index.claims.get(one.right)
    quoted = one.kind is DisagreementKind.QUOTE_WORDING
    here, there = left.text if left else "", right.text if right else ""
    if quoted and left and right:
        here, there = nearest_quotes(left, right)
    return DisagreementView(
        disagreement=one,
        left=references.get(one.left),
        right=references.get(one.right),
        pair=pair_view(
            Pair(here=here, there=there, where="", is_quoted=quoted), may_overhang=quoted
        ),
        settled_by=index.documents.get(one.settled_by or ""),
    )


def _is_variant(one: DisagreementView) -> bool:
    return one.disagreement.kind is DisagreementKind.QUOTE_WORDING


def _copy_view(copy: CopyRelation, names: Mapping[str, str]) -> CopyView:
    source, target = copy.from_article, copy.to_article
    return CopyView(copy=copy, source=names.get(source, source), target=names.get(target, target))
