"""Documents that articles speak of without an address that leads to one; only on request.

What is found supports a claim where it says so; it accuses nobody, since the article never gave it.
"""

from collections.abc import Iterator, Sequence

import attrs

from provenance.finding import Sought, sought_in
from provenance.gathering.gatherer import Gatherer
from provenance.model import Analysis, Citation, Claim, Document
from provenance.registry import Registry
from provenance.terms import Basis, Rank, Target
from provenance.urls import url_key
from provenance.verdicts import Shelf

_CONFIDENCE = 0.5
"""Of a document known by its likeness: above a guess from a neighbour, under an address that the
article gives; only the order matters."""


def add_found(
    analyses: Sequence[Analysis], shelf: Shelf, *, registry: Registry, gatherer: Gatherer
) -> tuple[tuple[Analysis, ...], Shelf]:
    """``analyses`` with a citation for each document found, and ``shelf`` with the documents.

    Args:
        analyses: the articles of a run.
        shelf: the documents that they cite.
        registry: knows the sites of those who are named.
        gatherer: looks through the sites, or through what its store keeps of them.
    """
    sought = [tuple(sought_in(analysis, registry)) for analysis in analyses]
    gatherer.tell_sites([one.site for several in sought for one in several])
    documents = dict(shelf.documents)
    cited = []
    for analysis, several in zip(analyses, sought, strict=True):
        found = list(_found(several, gatherer))
        documents |= {
            url_key(d.url): d for _, d in found if d.url and url_key(d.url) not in documents
        }
        cited.append(_with_citations(analysis, found))
    return tuple(cited), attrs.evolve(shelf, documents=documents)


def _found(several: Sequence[Sought], gatherer: Gatherer) -> Iterator[tuple[Sought, Document]]:
    for sought in several:
        document = gatherer.find(sought)
        if document is not None:
            yield sought, document


def _with_citations(analysis: Analysis, found: Sequence[tuple[Sought, Document]]) -> Analysis:
    if not found:
        return analysis
    claims = []
    for one in analysis.claims:
        claim = one
        for sought, document in found:
            if claim.id in sought.claims and document.url is not None:
                claim = _with_citation(claim, document.url)
        claims.append(claim)
    return attrs.evolve(analysis, claims=tuple(claims))


def _with_citation(claim: Claim, url: str) -> Claim:
    citation = Citation(
        url=url,
        basis=Basis.FOUND,
        rank=claim.citations[0].rank if claim.citations else Rank.PRIMARY,
        target=Target.DOCUMENT,
        confidence=_CONFIDENCE,
    )
    return attrs.evolve(claim, citations=(*claim.citations, citation))
