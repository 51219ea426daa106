"""Words that the claim adds where the source has nothing: a cause, a place, a circumstance."""

from collections.abc import Iterator

from provenance.guards.pairing import Likeness, Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.tables import Mark
from provenance.spans import covering

_LEAST_LINKED, _LEAST_SHARE = 3, 0.6
"""Number and share of the claim's words that must stand in the source: with fewer its place is not
found at all."""
_FURTHEST = 5
"""Words of the source between the neighbours of what is put in."""


def find_additions(pair: Pair) -> Iterator[Veto]:
    """A veto for each run of words put in where the source has nothing between its neighbours."""
    full = sum(token.content for token in pair.claim.tokens)
    if len(pair.links) < max(_LEAST_LINKED, _LEAST_SHARE * full):
        return
    for run in unlinked_runs(pair):
        told = any(pair.is_in_document(at) for at in run)
        if not told and is_insertion(run, pair) and not _is_light(run, pair):
            yield Veto(
                rule=GuardRule.ADDITION,
                claim=covering(pair.claim.tokens[at].span for at in run),
                source=None,
                words="the source has nothing of this",
            )


def _is_light(run: list[int], pair: Pair) -> bool:
    """Whether the words add nothing: light ones, or part of a name given shorter in the source."""
    if all(Mark.LIGHT in pair.claim.tokens[at].marks for at in run):
        return True
    named = all(pair.claim.tokens[at].capital for at in run)
    beside = (run[0] - 1, run[-1] + 1)
    return named and any(at in pair.links and pair.claim.tokens[at].capital for at in beside)


def unlinked_runs(pair: Pair) -> list[list[int]]:
    """Runs of content words of the claim without a like, function words passed over."""
    runs: list[list[int]] = []
    before = -1
    for at, token in enumerate(pair.claim.tokens):
        if not token.full or (token.text in pair.claim.tables.marks and not token.content):
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
    clauses = pair.claim.tokens
    if before is None or after is None or clauses[before].clause != clauses[after].clause:
        return False
    left, right = pair.links[before].source, pair.links[after].source
    if (
        not left < right <= left + _FURTHEST
        or pair.source.tokens[left].sentence != pair.source.tokens[right].sentence
    ):
        return False
    same = (Likeness.SAME, Likeness.LIKE)
    if pair.links[before].likeness not in same or pair.links[after].likeness not in same:
        return False
    return not any(pair.source.tokens[at].full for at in range(left + 1, right))
