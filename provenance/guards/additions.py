"""Words that the claim adds where the source has nothing: a cause, a place, a circumstance.

Only where the rest of the claim keeps the source's words: in a free paraphrase no rule can tell
what is added from what is put in other words.
"""

from collections.abc import Iterator

from provenance.guards.pairing import Likeness, Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.tables import Mark
from provenance.spans import covering

_LEAST_LINKED, _LEAST_SHARE = 3, 0.6
"""Number and share of the claim's words that must stand in the source: with fewer its place is not
found at all."""
_LIKES = 500
"""Words with likes that a language must have: without them every other word is an addition."""
_FURTHEST = 5
"""Words of the source between the neighbours of what is put in."""
_COPIED = 0.75
"""Share of the claim's other words that must be the source's own."""
_LONG = 1500
"""Characters; a longer document may tell the rest elsewhere, in other words."""


def find_additions(pair: Pair) -> Iterator[Veto]:
    """A veto for each run of words put in where the source has nothing between its neighbours."""
    full = sum(token.content for token in pair.claim.tokens)
    if len(pair.tables.likes) < _LIKES or len(pair.document.text) > _LONG:
        return
    if len(pair.links) < max(_LEAST_LINKED, _LEAST_SHARE * full):
        return
    for run in unlinked_runs(pair):
        if any(pair.is_in_document(at) for at in run) or _is_light(run, pair):
            continue
        if _is_copied(run, pair) and (is_insertion(run, pair) or is_tail(run, pair)):
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
        if at in pair.links:
            before = at
        if not token.content or at in pair.links:
            continue
        if runs and runs[-1][-1] > before:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def is_insertion(run: list[int], pair: Pair) -> bool:
    """Whether the words on both sides of ``run`` are neighbours in the source."""
    before, after = _neighbours(run, pair)
    if before is None or after is None:
        return False
    tokens = pair.claim.tokens
    if tokens[before].clause != tokens[after].clause:
        return False
    left, right = pair.links[before].source, pair.links[after].source
    if not left < right <= left + _FURTHEST:
        return False
    if pair.source.tokens[left].sentence != pair.source.tokens[right].sentence:
        return False
    same = (Likeness.SAME, Likeness.LIKE)
    if pair.links[before].likeness not in same or pair.links[after].likeness not in same:
        return False
    return not any(pair.source.tokens[at].content for at in range(left + 1, right))


def is_tail(run: list[int], pair: Pair) -> bool:
    """Whether ``run`` ends the claim, where the clause of the source ends without it."""
    before, after = _neighbours(run, pair)
    if before is None or after is not None:
        return False
    place = pair.links[before].source
    clause = pair.source.clause_of(place)
    rest = range(place + 1, clause.stop)
    return not any(pair.source.tokens[at].content and at not in pair.back for at in rest)


def _is_copied(run: list[int], pair: Pair) -> bool:
    others = [at for at, t in enumerate(pair.claim.tokens) if t.content and at not in run]
    same = [at for at in others if at in pair.links and _is_same(pair, at)]
    return len(same) >= _COPIED * len(others)


def _is_same(pair: Pair, at: int) -> bool:
    return pair.links[at].likeness is Likeness.SAME


def _neighbours(run: list[int], pair: Pair) -> tuple[int | None, int | None]:
    before = max((at for at in pair.links if at < run[0]), default=None)
    return before, min((at for at in pair.links if at > run[-1]), default=None)


def _is_light(run: list[int], pair: Pair) -> bool:
    """Whether the words add nothing: light ones, or part of a name given shorter in the source."""
    tokens = [pair.claim.tokens[at] for at in run]
    if all(Mark.LIGHT in token.marks or token.text[0].isdigit() for token in tokens):
        return True
    named = all(pair.claim.tokens[at].capital for at in run)
    beside = (run[0] - 1, run[-1] + 1)
    return named and any(at in pair.links and pair.claim.tokens[at].capital for at in beside)
