"""Accepted findings as ``ClaimReview`` of schema.org, in JSON-LD.

A review says what an article says that a source says, and how that stands in the source. It never
says that something is true or false: ``reviewRating`` has our verdict as its ``alternateName`` and
no number.
"""

from collections.abc import Iterator
from typing import Any

from provenance.checks.grounds import without_targets
from provenance.checks.index import ReportIndex
from provenance.config import Author
from provenance.errors import ConfigError
from provenance.model import Article, Claim, Document, Report, Review
from provenance.report.identifiers import article_uri, urn, web_uri
from provenance.report.json_text import json_text, without_gaps
from provenance.report.order import in_order
from provenance.report.phrases import VERDICTS
from provenance.report.visible import one_line
from provenance.terms import Decision, Verdict
from provenance.urls import host_of

CONTEXT = "https://schema.org"

_PUBLISHED = frozenset(
    {
        Verdict.CONTRADICTED,
        Verdict.DISPUTED,
        Verdict.UNSUPPORTED,
        Verdict.PARTLY_SUPPORTED,
        Verdict.SUPPORTED,
    }
)
"""Verdicts that a check came to; that nothing was checked is no review."""

Wire = dict[str, Any]


def render_claimreview(report: Report, *, author: Author | None = None) -> str:
    """A ``ClaimReview`` for every claim with a finding that a person accepted.

    Who decided and what they noted stays in the report. A finding on which decisions differ is
    left out, and so is a claim that was not checked, or has no words (``--no-text``). The graph is
    empty where nobody accepted anything.

    Args:
        report: with its ``reviews``.
        author: who publishes the reviews.

    Raises:
        ConfigError: there is something to publish and nobody to sign it.
    """
    report = in_order(report)
    index = ReportIndex.of(report)
    graph = [_review(claim, reviews, index, author) for claim, reviews in _accepted(index)]
    return json_text({"@context": CONTEXT, "@graph": _shown(graph)})


def _shown(value: Any) -> Any:
    """``value`` with hidden characters shown in every string: it is published for people."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list) else value


def _accepted(index: ReportIndex) -> Iterator[tuple[Claim, list[Review]]]:
    for claim in index.report.claims:
        fingerprints = {finding.fingerprint for finding in index.findings_of.get(claim.id, ())}
        found = [one for one in index.report.reviews if one.fingerprint in fingerprints]
        refused = {one.fingerprint for one in found if one.decision is Decision.REJECTED}
        accepted = [
            one
            for one in found
            if one.decision is Decision.ACCEPTED and one.fingerprint not in refused
        ]
        if accepted and claim.text and claim.verdict in _PUBLISHED:
            yield claim, accepted


def _review(claim: Claim, reviews: list[Review], index: ReportIndex, author: Author | None) -> Wire:
    if author is None:
        raise ConfigError(
            "claimreview needs somebody to sign it; set author and url in "
            "[tool.provenance.claimreview], or [claimreview] of provenance.toml"
        )
    article = index.articles.get(claim.article)
    phrase = VERDICTS[claim.verdict or Verdict.NOT_A_CLAIM]
    return without_gaps(
        {
            "@type": "ClaimReview",
            "@id": urn("claimreview", claim.id),
            "author": {"@type": "Organization", "name": author.author, "url": author.url},
            "datePublished": max((one.when for one in reviews if one.when), default=None),
            "claimReviewed": _claim_reviewed(claim, index),
            "itemReviewed": _item(claim, article),
            "reviewRating": {
                "@type": "Rating",
                "alternateName": phrase.label,
                "ratingExplanation": phrase.sentence,
            },
            "isBasedOn": list(_documents(claim, index)),
        }
    )


def _claim_reviewed(claim: Claim, index: ReportIndex) -> str:
    """``ARTICLE says that SOURCE says: …``; without the middle where no source is known."""
    source = _source_of(claim, index)
    middle = f" that {source} says" if source else ""
    words = without_targets(claim.text)
    return f"{index.name_of(claim)} says{middle}: {words}"


def _source_of(claim: Claim, index: ReportIndex) -> str | None:
    if claim.speaker is not None and (claim.speaker.name or claim.speaker.organisation):
        return claim.speaker.name or claim.speaker.organisation
    for passage in claim.evidence:
        document = index.documents.get(passage.document)
        if document is not None and (document.publisher or document.title):
            return document.publisher or document.title
    return next((host_of(one.url) for one in claim.citations if host_of(one.url)), None)


def _item(claim: Claim, article: Article | None) -> Wire:
    item: Wire = {"@type": "Claim", "@id": urn("claim", claim.id)}
    if article is None:
        return item
    facts = article.metadata
    url = web_uri(facts.url) if facts.url else None
    outlet = {"@type": "Organization", "name": facts.outlet} if facts.outlet else None
    appearance = {
        "@type": "NewsArticle",
        "@id": article_uri(article),
        "url": url,
        "headline": facts.title,
        "inLanguage": None if facts.language == "und" else facts.language,
        "datePublished": facts.published.value,
        "publisher": outlet,
    }
    return without_gaps(item | {"appearance": without_gaps(appearance), "author": outlet})


def _documents(claim: Claim, index: ReportIndex) -> Iterator[Wire]:
    for identifier in dict.fromkeys(one.document for one in claim.evidence):
        document = index.documents.get(identifier)
        url = document and document.url and web_uri(document.url)
        if document is not None and url:
            yield without_gaps(
                {
                    "@type": "CreativeWork",
                    "url": url,
                    "name": document.title,
                    "datePublished": document.published,
                    "encoding": _bytes_of(document),
                }
            )


def _bytes_of(document: Document) -> Wire:
    algorithm, _, value = (document.digest or "").partition(":")
    return {"@type": "MediaObject", "sha256": value} if algorithm == "sha256" else {}
