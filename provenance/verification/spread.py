"""How much of a claim a long document has at all, wherever it stands.

A sentence that sums a page up draws on many places, so that no single passage covers it. What tells
then is whether the names and figures of the claim occur anywhere in the document, and how much of
it one wide region of the document has.
"""

from collections.abc import Sequence

import attrs

from provenance.retrieval import IndexedDocument, content_words
from provenance.spans import Span

_REGION = 150
"""Different words of a region: about as many as a printed page has."""


@attrs.frozen(kw_only=True)
class Spread:
    """Shares of a claim's content words, 0 to 1; 1 where there are none to look for."""

    names: float
    """Of its names and figures, those that the document has anywhere."""
    region: float
    """Of all its content words, those that the best region of the document has."""


NOTHING_TO_FIND = Spread(names=1.0, region=1.0)


def measure_spread(
    claim_text: str, document: IndexedDocument, *, ignore: Sequence[Span] = ()
) -> Spread:
    """How much of ``claim_text`` the document has; linear in the document.

    Args:
        claim_text: the claim, in the document's language.
        document: the indexed source.
        ignore: spans of the claim that need not be found.
    """
    words = content_words(claim_text, language=document.language, ignore=ignore)
    if not words:
        return NOTHING_TO_FIND
    wanted = frozenset(word.stem for word in words)
    shared = [stems & wanted for stems in document.stems]
    anywhere = frozenset[str]().union(*shared)
    names = [word for word in words if word.capital or word.text[0].isdigit()]
    best = max(
        (len(frozenset[str]().union(*shared[at:end])) for at, end in _regions(document)), default=0
    )
    return Spread(
        names=_share(sum(word.stem in anywhere for word in names), len(names)),
        region=_share(best, len(wanted)),
    )


def _regions(document: IndexedDocument) -> list[tuple[int, int]]:
    """Runs of passages of about a page, each beginning half-way through the one before."""
    halves = [0]
    seen: set[str] = set()
    for at, stems in enumerate(document.stems, start=1):
        seen |= stems
        if len(seen) >= _REGION // 2:
            halves.append(at)
            seen = set()
    ends = [*halves[1:], len(document.stems)]
    if len(ends) == 1:
        return [(0, ends[0])]
    return list(zip(halves, ends[1:], strict=False))


def _share(found: int, wanted: int) -> float:
    return round(found / wanted, 4) if wanted else 1.0
