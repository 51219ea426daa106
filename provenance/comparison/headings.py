"""The headline of an article as a claim, to be held against the article's own body."""

from collections.abc import Iterator

from provenance.ingest.source_map import locate
from provenance.model import Analysis, Claim
from provenance.spans import Excerpt
from provenance.terms import BlockKind, ClaimType, Sourcing, Verdict

_LONGEST = 160
"""Characters of a headline."""


def read_headings(analysis: Analysis) -> Iterator[Claim]:
    """The first heading of the article, unjudged."""
    article = analysis.article
    first = next((b for b in article.blocks if b.kind is BlockKind.HEADING), None)
    if first is None or len(first.span) > _LONGEST:
        return
    span = first.span.stripped(article.text)
    if not span:
        return
    excerpt = Excerpt.of(article.text, span)
    yield Claim(
        id=f"{article.id}:{span.start}-{span.end}",
        article=article.id,
        type=ClaimType.STATEMENT,
        sentence=excerpt,
        span=excerpt,
        location=locate(article, span),
        sourcing=Sourcing.NONE,
        verdict=Verdict.NOT_A_CLAIM,
    )
