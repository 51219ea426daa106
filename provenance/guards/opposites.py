"""Opposites and words that exclude each other: rose for fell, final for preliminary."""

from collections.abc import Iterator

from provenance.guards.negation import negated_heads
from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.tables import Sides

_DATES = frozenset({0, 1})
"""The sets of weekdays and months: left to the comparison of dates."""


def find_opposites(pair: Pair) -> Iterator[Veto]:
    """A veto for each word in whose place the source has its opposite, or one it excludes."""
    ours, theirs = negated_heads(pair.claim), negated_heads(pair.source)
    for at, link in pair.links.items():
        if pair.is_flipped(at) and (at in ours) == (link.source in theirs):
            yield _veto(pair, at, link.source, GuardRule.OPPOSITE)
    yield from _exclusive(pair)


def _exclusive(pair: Pair) -> Iterator[Veto]:
    known = pair.tables.exclusive
    members: dict[int, dict[int, int]] = {}
    sentences = {pair.source.tokens[link.source].sentence for link in pair.links.values()}
    for place, token in enumerate(pair.source.tokens):
        if token.sentence in sentences:
            for number, member in known.get(token.stem, ()):
                members.setdefault(number, {}).setdefault(member, place)
    for at, token in enumerate(pair.claim.tokens):
        clash = _clash(known.get(token.stem, ()), members)
        if clash is not None and at not in pair.links:
            yield _veto(pair, at, clash, GuardRule.EXCLUSIVE)


def _clash(sides: Sides, members: dict[int, dict[int, int]]) -> int | None:
    for number, member in sides:
        if number in members and number not in _DATES and member not in members[number]:
            return next(iter(members[number].values()))
    return None


def _veto(pair: Pair, at: int, place: int, rule: GuardRule) -> Veto:
    ours, theirs = pair.claim.tokens[at], pair.source.tokens[place]
    return Veto(
        rule=rule,
        claim=ours.span,
        source=theirs.span,
        words=f"“{ours.text}” for “{theirs.text}”",
    )
