"""Who did it to whom, turned round; a passive is read as such."""

from collections.abc import Iterator

import attrs

from provenance.guards.pairing import Likeness, Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark

_REACH = 4
"""Words before a participle that may hold its auxiliary, and after "by" that may name the doer."""
_WORDS = 3
"""Words beside a deed that may name who does it, or whom it is done to."""


@attrs.frozen(kw_only=True)
class _Deed:
    agents: frozenset[int]
    patients: frozenset[int]


def find_turned_roles(pair: Pair) -> Iterator[Veto]:
    """A veto for each deed whose doer is the one it was done to in the source, or the reverse."""
    for at, link in pair.links.items():
        light = Mark.LIGHT in pair.claim.tokens[at].marks
        if light or link.likeness is not Likeness.SAME or not pair.is_main(link.source):
            continue
        ours, theirs = _deed(pair.claim, at), _deed(pair.source, link.source)
        if ours is None or theirs is None:
            continue
        agents, patients = _linked(pair, ours.agents), _linked(pair, ours.patients)
        if agents & theirs.agents or patients & theirs.patients:
            continue
        turned = patients & theirs.agents and (not ours.agents or agents & theirs.patients)
        if turned or (agents & theirs.patients and not ours.patients):
            yield Veto(
                rule=GuardRule.ROLE,
                claim=pair.claim.tokens[at].span,
                source=pair.source.tokens[link.source].span,
                words="the source has the doer and the other the other way round",
            )


def _linked(pair: Pair, places: frozenset[int]) -> frozenset[int]:
    return frozenset(pair.links[at].source for at in places if at in pair.links)


def _deed(side: Side, at: int) -> _Deed | None:
    """Who does what is told at ``at``, and to whom; ``None`` where that cannot be read off."""
    token = side.tokens[at]
    if Mark.PAST_VERB not in token.marks and not token.text.endswith(side.tables.past_endings):
        return None
    clause = side.clause_of(at)
    before = _phrase(side, range(at - 1, clause.start - 1, -1))
    if _is_passive(side, at, clause):
        return _Deed(agents=_doers(side, at, clause), patients=frozenset(before))
    if at + 1 >= clause.stop or not _opens_object(side, at + 1):
        return None
    after = _phrase(side, range(at + 1, clause.stop))
    return _Deed(agents=frozenset(before), patients=frozenset(after))


def _phrase(side: Side, places: range) -> list[int]:
    """The words of the first noun phrase on the way, little words before it passed over."""
    found: list[int] = []
    for near in places:
        token = side.tokens[near]
        if token.full and Mark.LIGHT not in token.marks and len(found) < _WORDS:
            found.append(near)
        elif found and token.text not in side.tables.determiners:
            break
    return found


def _doers(side: Side, at: int, clause: range) -> frozenset[int]:
    by = next((near for near in range(at + 1, clause.stop) if side.tokens[near].text == "by"), None)
    if by is None:
        return frozenset()
    return frozenset(
        near for near in range(by + 1, min(clause.stop, by + 1 + _REACH)) if side.tokens[near].full
    )


def _opens_object(side: Side, at: int) -> bool:
    """Whether an object can begin here: an article or name, no preposition."""
    token = side.tokens[at]
    return token.name or token.text in side.tables.determiners


def _is_passive(side: Side, at: int, clause: range) -> bool:
    near = range(max(clause.start, at - _REACH), at)
    return any(side.tokens[place].text in side.tables.passive for place in near)
