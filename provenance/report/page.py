"""The page of a report: what comes first, the articles, what stands across them."""

import re
from collections import Counter
from collections.abc import Mapping

import attrs

from provenance.checks import RULES, summary, whole_page
from provenance.checks.grounds import nearest_quotes
from provenance.checks.index import ReportIndex
from provenance.model import Claim, Disagreement, Document, Finding, Report
from provenance.report.articles import ArticleView, article_views, claim_anchors
from provenance.report.cards import Card, Findings, findings_of
from provenance.report.disputes import dispute_runs
from provenance.report.exhibits import Pair
from provenance.report.lineage import Kin, family_trees
from provenance.report.next_steps import NextStep, next_steps, what_remains
from provenance.report.order import in_order
from provenance.report.page_matrix import Matrix, matrix_of, outlets
from provenance.report.plots import BarPlot, DayPlot, bar_plots, day_plot
from provenance.report.references import (
    ArticleName,
    Reference,
    article_names,
    for_readers,
    references_of,
)
from provenance.report.sides import PairView, pair_view
from provenance.report.summary import Summary, summarize
from provenance.report.sureness import what_it_rests_on
from provenance.report.timeline import Moment, moments, told_at
from provenance.report.unchecked import Cause, causes
from provenance.report.variants import Variant, variant_groups
from provenance.report.wordings import by_article, wordings
from provenance.terms import (
    DisagreementKind,
    DocumentKind,
    InputStatus,
    Relation,
    RuleId,
    Verdict,
)

FOLDED_FROM = 600
"""Claims from which on the page keeps what is folded away as text, and builds it when opened.

A browser needs about 50 kB of memory for a claim with its evidence: 5,000 of them, 200 articles,
took 250 MB and several seconds. Below this number it is about 30 MB, and the browser's own search
finds every word.
"""

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


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
    told: str
    """In what they differ, as a sentence."""


@attrs.frozen(kw_only=True)
class Explanation:
    """A rule in two sentences."""

    rule: RuleId
    checks: str
    fails: str
    """When it is wrong."""


@attrs.frozen(kw_only=True)
class Page:
    """Everything the templates show."""

    report: Report
    summary: Summary
    outlets: tuple[str, ...]
    findings: Findings
    steps: tuple[NextStep, ...]
    """What to do next, the most pressing first."""
    remaining: str
    """What is unchecked and stands in none of the steps, so that the figures add up."""
    rests_on: str
    """How sure the places to look at are, and why."""
    wordings: tuple[WordingGroup, ...]
    causes: tuple[Cause, ...]
    """Why claims are unchecked."""
    articles: tuple[ArticleView, ...]
    names: Mapping[str, ArticleName]
    """Article id to how a reader knows it."""
    references: Mapping[str, Reference]
    documents: Mapping[str, Document]
    snapshots: Mapping[str, tuple[Document, ...]]
    """Claim id to the documents that bear on it: those read for it, and those it cites."""
    used_by: Mapping[str, tuple[str, ...]]
    """Id of a document to the claims it bears on."""
    disagreements: tuple[DisagreementView, ...]
    variants: tuple[tuple[Variant, ...], ...]
    matrix: Matrix
    families: tuple[tuple[Kin, ...], ...]
    days: tuple[Moment, ...]
    day_plot: DayPlot | None
    bar_plots: tuple[BarPlot, ...]
    printed_by: Mapping[str, str]
    """Id of a witness copy to what the article is called that prints it."""
    anchors: Mapping[str, str]
    """What an article is called to its place on the page."""
    told_at: Mapping[str, str]
    """Claim id to when it was said, of the claims that developed."""
    finding_anchors: Mapping[Finding, str]
    in_panels: frozenset[Finding]
    """Findings that have no place of their own but the panel of their claim."""

    @property
    def rules(self) -> tuple[RuleId, ...]:
        """The rules that found something."""
        found = {one.rule for one in self.report.findings}
        return tuple(rule for rule in RuleId if rule in found)

    @property
    def explanations(self) -> tuple[Explanation, ...]:
        """What the rules that found something check, and when they are wrong."""
        found = set(self.rules)
        return tuple(
            Explanation(rule=rule.id, checks=summary(rule), fails=_when_wrong(whole_page(rule)))
            for rule in RULES
            if rule.id in found
        )

    @property
    def overview(self) -> tuple[Card, ...]:
        """The places that the first screen lists."""
        return self.findings.cards

    @property
    def in_short(self) -> str:
        """How far the heading can be trusted, in a line; empty where all was judged."""
        told = []
        if self.only_disputed:
            listed = (*self.findings.cards, *self.findings.further)
            settled = sum(one.is_settled for card in listed for one in card.disputes)
            told.append(f"{settled or 'None'} of them settled by an original document")
        if self.summary.unjudged:
            told.append(
                f"{self.summary.unjudged} of {self.summary.claims} claims could not be checked"
            )
        return "; ".join(told)

    @property
    def only_disputed(self) -> bool:
        """Whether every place to look at is one pair of accounts that disagree."""
        listed = (*self.findings.cards, *self.findings.further)
        return bool(listed) and all(len(one.disputes) == 1 for one in listed)

    @property
    def supported_by_copy(self) -> int:
        """How many supported claims rest on nothing but a copy that another article prints."""
        supported = [one for one in self.report.claims if one.verdict is Verdict.SUPPORTED]
        return sum(self._is_by_copy(one) for one in supported)

    def _is_by_copy(self, claim: Claim) -> bool:
        ids = {one.document for one in claim.evidence if one.relation is Relation.SUPPORTS}
        ids |= {one.document for one in claim.quotes if one.document and one.source_exact}
        read = [self.documents[one] for one in ids if one in self.documents]
        return bool(read) and all(one.kind is DocumentKind.WITNESS for one in read)

    @property
    def other_sides(self) -> int:
        """How many claims of those pairs are not disputed themselves, as those of a copy."""
        listed = (*self.findings.cards, *self.findings.further)
        pairs = [pair for card in listed for pair in card.disputes]
        sides = [side.claim for pair in pairs for side in (pair.first, pair.second)]
        return len({one.id for one in sides if one.verdict is not Verdict.DISPUTED})

    @property
    def pairs(self) -> int:
        """How many disputed pairs are among the places to look at."""
        listed = (*self.findings.cards, *self.findings.further)
        return sum(len(one.disputes) for one in listed)

    @property
    def is_large(self) -> bool:
        """Whether folded parts stay text until they are opened."""
        return len(self.report.claims) >= FOLDED_FROM

    @property
    def unread(self) -> bool:
        """Whether anything was skipped or failed."""
        read_all = all(one.status is InputStatus.READ for one in self.report.inputs)
        return bool(self.report.failures) or not read_all

    @property
    def has_across(self) -> bool:
        """Whether anything stands across articles."""
        report = self.report
        return len(self.outlets) > 1 or bool(
            report.disagreements
            or report.copies
            or report.agreements
            or report.developments
            or self.day_plot
        )

    @property
    def noted(self) -> int:
        """How many notes there are."""
        return sum(len(group.cards) for group in self.findings.notes)

    @property
    def worded(self) -> int:
        """How many quotations are worded differently elsewhere."""
        return sum(len(group.views) for group in self.wordings)


def page_of(report: Report) -> Page:
    """The page of ``report``."""
    report = in_order(report)
    index = for_readers(ReportIndex.of(report))
    anchors = claim_anchors(index)
    references = references_of(index, anchors)
    claim_places = {claim: one.anchor for claim, one in references.items()}
    told = [_disagreement_view(one, index, references) for one in report.disagreements]
    articles = article_views(index)
    findings = findings_of(index, references)
    worded = _wordings(index, references)
    why = causes(report.claims)
    steps = next_steps(findings, sum(len(group.views) for group in worded), why)
    days = moments(index)
    return Page(
        report=report,
        summary=summarize(report),
        outlets=outlets(index),
        findings=findings,
        steps=steps,
        remaining=what_remains(steps, why),
        rests_on=what_it_rests_on((*findings.cards, *findings.further)),
        wordings=worded,
        causes=why,
        articles=articles,
        names=article_names(index),
        references=references,
        documents=index.documents,
        snapshots=_snapshots(index),
        used_by=_used_by(report),
        disagreements=tuple(one for one in told if not _is_variant(one)),
        variants=variant_groups(index, claim_places),
        matrix=matrix_of(index, claim_places),
        families=family_trees(index),
        days=days,
        day_plot=day_plot(days),
        bar_plots=bar_plots(index),
        printed_by={
            document.id: printer
            for document in report.documents
            if (printer := index.printer_of(document)) is not None
        },
        anchors={view.name: view.anchor for view in articles},
        told_at={
            claim: told_at(index.claims[claim], index)
            for one in report.developments
            for claim in one.claims
            if claim in index.claims
        },
        finding_anchors=_finding_anchors(report),
        in_panels=frozenset(report.findings) - findings.placed,
    )


def _finding_anchors(report: Report) -> dict[Finding, str]:
    """A finding is found by its fingerprint; where several have one, by their order as well."""
    seen: Counter[str] = Counter()
    anchors: dict[Finding, str] = {}
    for finding in dict.fromkeys(report.findings):
        known = _FINGERPRINT.fullmatch(finding.fingerprint)
        name = f"f-{finding.fingerprint}" if known else "f"
        seen[name] += 1
        anchors[finding] = name if known and seen[name] == 1 else f"{name}-{seen[name]}"
    return anchors


def _used_by(report: Report) -> dict[str, tuple[str, ...]]:
    used: dict[str, dict[str, None]] = {}
    for claim in report.claims:
        for evidence in claim.evidence:
            used.setdefault(evidence.document, {})[claim.id] = None
        for quote in claim.quotes:
            if quote.document is not None:
                used.setdefault(quote.document, {})[claim.id] = None
    return {document: tuple(claims) for document, claims in used.items()}


def _snapshots(index: ReportIndex) -> dict[str, tuple[Document, ...]]:
    by_address: dict[str, list[str]] = {}
    for document in index.documents.values():
        if document.url:
            by_address.setdefault(document.url, []).append(document.id)
    found: dict[str, tuple[Document, ...]] = {}
    for claim in index.report.claims:
        ids = [one.document for one in claim.evidence]
        ids += [one.document for one in claim.quotes if one.document is not None]
        for url in dict.fromkeys(citation.url for citation in claim.citations):
            ids += by_address.get(url, ())
        found[claim.id] = tuple(
            index.documents[one] for one in dict.fromkeys(ids) if one in index.documents
        )
    return found


def _when_wrong(page: str) -> str:
    return " ".join(page.partition("## When it is wrong")[2].partition("\n## ")[0].split())


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


def _disagreement_view(
    one: Disagreement, index: ReportIndex, references: Mapping[str, Reference]
) -> DisagreementView:
    left, right = index.claims.get(one.left), index.claims.get(one.right)
    told, pair = _told_apart(one, left, right)
    return DisagreementView(
        disagreement=one,
        left=references.get(one.left),
        right=references.get(one.right),
        pair=pair,
        settled_by=index.documents.get(one.settled_by or ""),
        told=told,
    )


def _told_apart(one: Disagreement, left: Claim | None, right: Claim | None) -> tuple[str, PairView]:
    quoted = one.kind is DisagreementKind.QUOTE_WORDING
    if left and right and not quoted:
        told, pair = dispute_runs(one, left, right)
        return told.told, pair
    here, there = left.text if left else "", right.text if right else ""
    if left and right:
        here, there = nearest_quotes(left, right)
    words = Pair(here=here, there=there, where="", is_quoted=quoted)
    return one.what, pair_view(words, may_overhang=quoted)


def _is_variant(one: DisagreementView) -> bool:
    return one.disagreement.kind is DisagreementKind.QUOTE_WORDING
