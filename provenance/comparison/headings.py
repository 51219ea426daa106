"""The headline of an article as a claim, to be held against the article's own body."""

import re
from collections.abc import Iterator

from provenance.ingest.source_map import locate
from provenance.model import Analysis, Claim
from provenance.spans import Excerpt
from provenance.terms import BlockKind, ClaimType, Sourcing, Verdict

_LONGEST = 160
"""Characters of a headline."""
_TITLED = 0.75
"""Share of longer words with a capital from which capitals tell no names."""
_LONG = 4
"""Letters of a word that is always written with a capital in such a headline."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_WITHIN = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]*")
"""A word with a capital that does not begin its sentence."""


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


def in_plain_case(headline: str, body: str) -> str:
    """``headline`` as it would stand in a sentence; of the same length.

    In a headline that writes all words with capitals only those that ``body`` writes so within a
    sentence keep them.
    """
    words = [(match.start(), match.group()) for match in _WORD.finditer(headline)]
    long = [word for _, word in words if len(word) >= _LONG]
    if not long or sum(word[0].isupper() for word in long) < _TITLED * len(long):
        return headline
    known = {_bare(word) for word in _WITHIN.findall(body)}
    letters = list(headline)
    for start, word in words:
        lower = word[0].lower()
        if word[1:].islower() and len(lower) == 1 and _bare(word) not in known:
            letters[start] = lower
    return "".join(letters)


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")
