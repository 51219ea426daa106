"""Who did it to whom, turned round; a passive is read as such."""

from collections.abc import Iterator

import attrs

from provenance.guards.pairing import Likeness, Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark

_REACH = 4
"""Words before a participle in which its auxiliary stands."""


@attrs.frozen(kw_only=True)
class _Deed:
    agents: frozenset[int]
    patients: frozenset[int]


def find_turned_roles(pair: Pair) -> Iterator[Veto]:
    """A veto for each deed whose doer is the one it was done to in the source, or the reverse."""
    for at, link in pair.links.items():
        if link.likeness is not Likeness.SAME or not _is_verb(pair.claim, at):
            continue
        if not _is_verb(pair.source, link.source):
            continue
        ours = _deed(pair.claim, at, closest=True)
        theirs = _deed(pair.source, link.source, closest=False)
        agents, patients = _linked(pair, ours.agents), _linked(pair, ours.patients)
        turned = bool(agents & theirs.patients) - bool(agents & theirs.agents)
        turned += bool(patients & theirs.agents) - bool(patients & theirs.patients)
        if turned > 0 and not agents & theirs.agents and not patients & theirs.patients:
            yield Veto(
                rule=GuardRule.ROLE,
                claim=pair.claim.tokens[at].span,
                source=pair.source.tokens[link.source].span,
                words="the source has the doer and the other the other way round",
            )


def _linked(pair: Pair, places: frozenset[int]) -> frozenset[int]:
    return frozenset(pair.links[at].source for at in places if at in pair.links)


def _is_verb(side: Side, at: int) -> bool:
    token = side.tokens[at]
    if Mark.PAST_VERB in token.marks:
        return True
    return token.text.endswith(side.tables.past_endings) and not token.capital


def _deed(side: Side, at: int, *, closest: bool) -> _Deed:
    clause = side.clause_of(at)
    before = [near for near in range(clause.start, at) if side.tokens[near].full]
    after = [near for near in range(at + 1, clause.stop) if side.tokens[near].full]
    if closest:
        before, after = before[-1:], after[:1]
    if not _is_passive(side, at, clause):
        return _Deed(agents=frozenset(before), patients=frozenset(after))
    by = next((near for near in range(at + 1, clause.stop) if side.tokens[near].text == "by"), None)
    doers = [] if by is None else [n for n in range(by + 1, clause.stop) if side.tokens[n].full]
    return _Deed(agents=frozenset(doers[:2] if closest else doers), patients=frozenset(before))


def _is_passive(side: Side, at: int, clause: range) -> bool:
    near = range(max(clause.start, at - _REACH), at)
    return any(side.tokens[place].text in side.tables.passive for place in near)
