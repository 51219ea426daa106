"""The parts of a report by their ids: what every check and every rendering looks things up in."""

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import attrs

from provenance.model import Article, Claim, Disagreement, Document, Finding, Report, Review

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
    reviews_of: Mapping[str, tuple[Review, ...]]
    """Fingerprint to what people decided on it."""
    names: Mapping[str, str]
    """Article id to what it is called; no two articles are called the same but by their ids."""

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
            reviews_of=_grouped((one.fingerprint, one) for one in report.reviews),
            names=_names(report.articles),
        )

    def name_of(self, claim: Claim) -> str:
        """What the article of ``claim`` is called in half a line."""
        return self.names.get(claim.article, claim.article)

    def printer_of(self, document: Document | None) -> str | None:
        """What the article is called that prints ``document``; ``None`` if it is no such copy."""
        return self.names.get(document.witness_of) if document and document.witness_of else None


def _names(articles: Sequence[Article]) -> dict[str, str]:
    """Outlet or file name; with the whole path where that would not tell two apart."""
    short = {article.id: _short_name(article) for article in articles}
    often = Counter(short.values())
    return {
        article.id: short[article.id] if often[short[article.id]] == 1 else _long_name(article)
        for article in articles
    }


def _short_name(article: Article) -> str:
    file = posixpath.basename(article.path) if article.path else None
    return article.metadata.outlet or file or article.metadata.url or article.id


def _long_name(article: Article) -> str:
    where = article.path or article.metadata.url or article.id
    outlet = article.metadata.outlet
    return f"{outlet} ({where})" if outlet else where


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
