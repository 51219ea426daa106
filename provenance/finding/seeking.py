"""Which documents an article speaks of without an address that leads to them."""

from collections.abc import Iterator

from provenance.finding.candidates import Sought
from provenance.model import Analysis, Citation, Claim
from provenance.registry import Publisher, Registry
from provenance.terms import Basis, Sourcing, Target, Verdict
from provenance.urls import account_of

_SHORTEST_QUOTATION = 4
"""Words; a shorter quotation is found on many pages."""
_FIRM = frozenset({Basis.INLINE_LINK, Basis.LISTED_URL, Basis.NAMED_SOURCE, Basis.INHERITED})


def sought_in(analysis: Analysis, registry: Registry) -> tuple[Sought, ...]:
    """What could be looked for on the sites of the sources that an article names, each site once.

    That is: a cited address which is a page or a site instead of a document, and a source named
    without an address whose domain the registry lists. Accounts of platforms and news outlets are
    not looked through. ``claims`` says which claims wait for each.
    """
    asked: dict[str, list[Claim]] = {}
    publishers: dict[str, Publisher | None] = {}
    for site, publisher, claim in _leads(analysis, registry):
        asked.setdefault(site, []).append(claim)
        publishers.setdefault(site, publisher)
    return tuple(
        _sought(analysis, site, publishers[site], claims) for site, claims in asked.items()
    )


def _leads(analysis: Analysis, registry: Registry) -> Iterator[tuple[str, Publisher | None, Claim]]:
    named: Publisher | None = None
    for claim in analysis.claims:
        if claim.verdict is Verdict.NOT_A_CLAIM:
            continue
        page = next(filter(_is_page, claim.citations), None)
        if page is not None and len(claim.citations) == 1:
            yield page.url, registry.by_url(page.url), claim
        if claim.citations or claim.sourcing not in {Sourcing.NAMED, Sourcing.INHERITED}:
            named = None
            continue
        if claim.sourcing is Sourcing.NAMED:
            named = _named(claim, registry, language=analysis.article.metadata.language)
        if named is not None:
            yield f"https://{named.domains[0]}/", named, claim


def _is_page(citation: Citation) -> bool:
    is_list = citation.target is not Target.DOCUMENT and citation.basis in _FIRM
    return is_list and account_of(citation.url) is None


def _named(claim: Claim, registry: Registry, *, language: str) -> Publisher | None:
    """The one body that the sentence names; where it names several, nobody knows which is meant."""
    mentions = registry.mentions(claim.sentence.exact, language=language)
    bodies = {m.publisher.id: m.publisher for m in mentions if m.publisher.domains}
    bodies = {key: body for key, body in bodies.items() if not body.is_news}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def _sought(
    analysis: Analysis, site: str, publisher: Publisher | None, claims: list[Claim]
) -> Sought:
    metadata = analysis.article.metadata
    quotations = (quote.exact for claim in claims for quote in claim.quotes)
    long = (q for q in quotations if len(q.split()) >= _SHORTEST_QUOTATION)
    return Sought(
        site=site,
        day=metadata.published.value,
        language=metadata.language,
        quotations=tuple(dict.fromkeys(long)),
        words="\n".join(dict.fromkeys(claim.sentence.exact for claim in claims)),
        domains=() if publisher is None else publisher.domains,
        feeds=() if publisher is None else publisher.feeds,
        sitemaps=() if publisher is None else publisher.sitemaps,
        claims=tuple(claim.id for claim in claims),
    )
