"""Words that the claim adds where the source has nothing: a cause, a place, a circumstance."""

from collections.abc import Iterator

from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.spans import covering

_LEAST_LINKED = 2
"""Words of the claim that must stand in the source; with fewer the place is not found at all."""


def find_additions(pair: Pair) -> Iterator[Veto]:
    """A veto for each run of words put in where the source has nothing between its neighbours."""
    if len(pair.links) < _LEAST_LINKED:
        return
    for run in unlinked_runs(pair):
        if is_insertion(run, pair):
            yield Veto(
                rule=GuardRule.ADDITION,
                claim=covering(pair.claim.tokens[at].span for at in run),
                source=None,
                words="the source has nothing of this",
            )


def unlinked_runs(pair: Pair) -> list[list[int]]:
    """Runs of content words of the claim without a like, function words passed over."""
    runs: list[list[int]] = []
    before = -1
    for at, token in enumerate(pair.claim.tokens):
        if not token.content:
            continue
        if at in pair.links:
            before = at
        elif runs and runs[-1][-1] > before:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def is_insertion(run: list[int], pair: Pair) -> bool:
    """Whether the words on both sides of ``run`` are neighbours in the source."""
    before = max((at for at in pair.links if at < run[0]), default=None)
    after = min((at for at in pair.links if at > run[-1]), default=None)
    if before is None or after is None:
        return False
    left, right = pair.links[before].source, pair.links[after].source
    if not left < right or pair.source.tokens[left].sentence != pair.source.tokens[right].sentence:
        return False
    return not any(pair.source.tokens[at].content for at in range(left + 1, right))
