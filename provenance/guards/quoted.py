"""Words in quotation marks that the source does not have so."""

import re
from collections.abc import Iterator

from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.tables import GUARDING
from provenance.spans import Span

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{12,600})[\"”“»]")
_FEWEST = 4
"""Words; fewer are a title or a word held at arm's length."""
_LEAST_SHARED = 0.6
"""Share of the quoted words that the source must have, in order."""


def find_altered_quotations(pair: Pair) -> Iterator[Veto]:
    """A veto for each quotation that the source lacks, or has with another guard's word."""
    theirs = [token.text for token in pair.source.tokens]
    joined = " ".join(theirs)
    for match in _QUOTED.finditer(pair.claim.text):
        span = Span(match.start(1), match.end(1))
        inside = [token for token in pair.claim.tokens if span.contains(token.span)]
        ours = [token.text for token in inside]
        if len(ours) < _FEWEST or f" {' '.join(ours)} " in f" {joined} ":
            continue
        matching = _in_order(ours, theirs)
        taken = set(matching.values())
        lost = [token for at, token in enumerate(inside) if at not in matching]
        if taken:
            put = range(min(taken), max(taken))
            lost += [pair.source.tokens[at] for at in put if at not in taken]
        turned = any(not token.marks.isdisjoint(GUARDING) for token in lost)
        if turned or len(matching) < _LEAST_SHARED * len(ours):
            yield Veto(
                rule=GuardRule.QUOTATION,
                claim=span,
                source=None,
                words="the source does not have these words",
            )


def _in_order(ours: list[str], theirs: list[str]) -> dict[int, int]:
    """Our words that the other side has in one stretch, in order, with their places there."""
    best: dict[int, int] = {}
    starts = [at for at, word in enumerate(theirs) if word in ours[:2]]
    for start in starts:
        place, found = start, {}
        for at, word in enumerate(ours):
            stretch = theirs[place : place + 4]
            if word in stretch:
                place += stretch.index(word) + 1
                found[at] = place - 1
        best = max(best, found, key=len)
    return best
