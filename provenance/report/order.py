"""The one order of a report's lists, on the wire and in every rendering."""

from collections.abc import Mapping

import attrs

from provenance.checks.index import finding_order
from provenance.model import Claim, Disagreement, Report, Review


def in_order(report: Report) -> Report:
    """``report`` with every list in the order of the wire; articles and inputs stay as given."""
    place = {article.id: number for number, article in enumerate(report.articles)}
    return attrs.evolve(
        report,
        failures=tuple(sorted(report.failures, key=lambda f: (f.input, f.stage.value))),
        claims=tuple(sorted(report.claims, key=lambda claim: _claim_order(claim, place))),
        disagreements=tuple(sorted(report.disagreements, key=_disagreement_order)),
        agreements=tuple(sorted(report.agreements, key=lambda one: (one.claims, one.origins))),
        copies=tuple(sorted(report.copies, key=lambda c: (c.from_article, c.to_article, c.basis))),
        developments=tuple(sorted(report.developments, key=lambda one: (one.claims, one.what))),
        documents=tuple(sorted(report.documents, key=lambda document: document.id)),
        findings=tuple(sorted(report.findings, key=finding_order)),
        reviews=tuple(sorted(report.reviews, key=_review_order)),
    )


def _claim_order(claim: Claim, place: Mapping[str, int]) -> tuple[int, str, int, int, str]:
    known = place.get(claim.article, len(place))
    return known, claim.article, claim.span.start, claim.span.end, claim.id


def _disagreement_order(one: Disagreement) -> tuple[str, str, str, str]:
    return one.left, one.right, one.kind.value, one.what


def _review_order(one: Review) -> tuple[str, str, str, str, str]:
    return one.fingerprint, one.decision.value, one.when or "", one.who, one.comment
