"""The parts of a report by their ids: what every check and every rendering looks things up in."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import attrs

from provenance.model import Article, Claim, Disagreement, Document, Finding, Report

_Thing = TypeVar("_Thing")


@attrs.frozen(kw_only=True)
class ReportIndex:
    """What a report holds, looked up by id; an id that leads nowhere is simply not there."""

    report: Report
    articles: Mapping[str, Article]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    claims_of: Mapping[str, tuple[Claim, ...]]
    """Article id to its claims."""
    disagreements_of: Mapping[str, tuple[Disagreement, ...]]
    """Claim id to the disagreements it takes part in."""
    findings_of: Mapping[str, tuple[Finding, ...]]
    """Claim id to its findings."""

    @classmethod
    def of(cls, report: Report) -> "ReportIndex":
        """The index of ``report``, built in one pass."""
        sides = [(side, one) for one in report.disagreements for side in {one.left, one.right}]
        return cls(
            report=report,
            articles={article.id: article for article in report.articles},
            claims={claim.id: claim for claim in report.claims},
            documents={document.id: document for document in report.documents},
            claims_of=_grouped((claim.article, claim) for claim in report.claims),
            disagreements_of=_grouped(sides),
            findings_of=_grouped((one.claim, one) for one in report.findings if one.claim),
        )

    def outlet(self, claim: Claim) -> str:
        """Who published the article of ``claim``: outlet, else title, else file, else its id."""
        article = self.articles.get(claim.article)
        return claim.article if article is None else outlet_of(article)


def outlet_of(article: Article) -> str:
    """How to call an article in half a line: its outlet, else its file or address, else its id."""
    return article.metadata.outlet or article.path or article.metadata.url or article.id


def _grouped(pairs: Iterable[tuple[str, _Thing]]) -> dict[str, tuple[_Thing, ...]]:
    groups: dict[str, list[_Thing]] = {}
    for key, thing in pairs:
        groups.setdefault(key, []).append(thing)
    return {key: tuple(things) for key, things in groups.items()}


def finding_order(finding: Finding) -> tuple[str, int, int, str, str, str]:
    """A sort key: by file, line and column, then by rule."""
    where = finding.location
    path, line, column = (where.path, where.line, where.column) if where else ("", 0, 0)
    return path, line, column, finding.rule.value, finding.claim or "", finding.message
