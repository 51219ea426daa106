"""Opposites and words that exclude each other: rose for fell, final for preliminary."""

from collections.abc import Iterator

from provenance.guards.comparisons import is_crossed
from provenance.guards.distances import CLAUSE_AWAY, distance
from provenance.guards.negation import negated_heads
from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.tables import Mark, Sides

_ANCHORS, _REACH = 2, 6
"""Words beside the claim's word that show its place: how many, and how far they may be."""
_CLOSE, _FURTHER = 3, 3
"""Words from the opposite to what it is said of, and how much further off the claim's word is."""
_ORDER = {Mark.BEFORE, Mark.AFTER}
_DATES = frozenset({0, 1})
"""The first two sets of each language, weekdays and months: left to the comparison of dates."""


def find_opposites(pair: Pair) -> Iterator[Veto]:
    """A veto for each word in whose place the source has its opposite, or one it excludes."""
    ours, theirs = negated_heads(pair.claim), negated_heads(pair.source)
    for at, link in pair.links.items():
        if (
            pair.is_flipped(at)
            and (at in ours) == (link.source in theirs)
            and Mark.LIGHT not in pair.claim.tokens[at].marks
            and not pair.claim.tokens[at].name
            and not pair.claim.tokens[at].marks & _ORDER
            and not _is_lessened(pair, at)
            and _is_in_place(pair, at)
            and not _is_turned_about(pair)
        ):
            yield _veto(pair, at, link.source, GuardRule.OPPOSITE)
    yield from _nearer(pair)
    yield from _exclusive(pair)


def _is_in_place(pair: Pair, at: int) -> bool:
    """Whether the opposite stands among the claim's words, and the claim's own word does not."""
    place = pair.links[at].source
    own = any(
        pair.source.tokens[near].stem == pair.claim.tokens[at].stem
        for near in pair.source.sentence_of(place)
    )
    return not own and pair.is_anchored(at)


def _is_turned_about(pair: Pair) -> bool:
    """Whether both compare, and the claim from the other end: "B is lower than A"."""
    return any(
        is_crossed(pair, ours, theirs)
        for ours in pair.claim.marked(Mark.THAN)
        for theirs in pair.source.marked(Mark.THAN)
    )


def _nearer(pair: Pair) -> Iterator[Veto]:
    """The claim's word stands in the source, but the words beside it go with its opposite there."""
    for at, link in pair.links.items():
        token = pair.claim.tokens[at]
        if token.name or pair.is_flipped(at) or token.marks & _ORDER or Mark.LIGHT in token.marks:
            continue
        rivals = opposite_places(pair, at)
        anchors = _anchors(pair, at) if rivals else []
        if not anchors or _is_lessened(pair, at):
            continue
        own = [link.source, *places_of(pair, at)]
        ours = min(_reach(pair, place, anchors[0]) for place in own)
        for rival in rivals:
            theirs = _reach(pair, rival, anchors[0])
            beside = pair.source.tokens[rival].clause == pair.source.tokens[anchors[0]].clause
            if beside and theirs <= _CLOSE and ours >= _FURTHER + theirs * 2:
                yield _veto(pair, at, rival, GuardRule.OPPOSITE)
                break


def _reach(pair: Pair, place: int, anchor: int) -> int:
    """Words between, more where the anchor comes first: verbs and adjectives precede their noun."""
    between = pair.source.tokens[anchor + 1 : place]
    if any(Mark.RELATIVE in token.marks for token in between):
        return place - anchor  # "the levy, whose abolition"
    return distance(pair.source, place, place, anchor) + CLAUSE_AWAY * (anchor < place)


def _is_lessened(pair: Pair, at: int) -> bool:
    """Whether "less" stands before the word and turns it: "less strict" is loosened."""
    return bool(at) and Mark.LESS in pair.claim.tokens[at - 1].marks


def _anchors(pair: Pair, at: int) -> list[int]:
    """Where the words that the claim's word is said of stand: what follows it, or precedes it."""
    clause = pair.claim.clause_of(at)
    right = []
    for near in range(at + 1, min(clause.stop, at + 1 + _REACH)):
        if pair.claim.tokens[near].text == "by":
            break
        right.append(near)
    left = range(at - 1, max(clause.start, at - _REACH) - 1, -1)
    for way in (right, left):
        found = [
            near
            for near in way
            if near in pair.links
            and not pair.is_flipped(near)
            and Mark.LIGHT not in pair.claim.tokens[near].marks
        ]
        if found:
            return [pair.links[near].source for near in found[:_ANCHORS]]
    return []


def opposite_places(pair: Pair, at: int) -> list[int]:
    """Where the source has opposites of the claim's word."""
    sides = pair.tables.opposites.get(pair.claim.tokens[at].stem, ())
    wanted = {(number, 1 - side) for number, side in sides}
    if not wanted:
        return []
    known = pair.tables.opposites
    return [
        place
        for place, token in enumerate(pair.source.tokens)
        if not wanted.isdisjoint(known.get(token.stem, ()))
    ]


def places_of(pair: Pair, at: int) -> list[int]:
    """Where the source has the claim's word itself, or one on its side of the pair of opposites."""
    token = pair.claim.tokens[at]
    sides = set(pair.tables.opposites.get(token.stem, ()))
    known = pair.tables.opposites
    return [
        place
        for place, other in enumerate(pair.source.tokens)
        if other.stem == token.stem or not sides.isdisjoint(known.get(other.stem, ()))
    ]


def _exclusive(pair: Pair) -> Iterator[Veto]:
    known = pair.tables.exclusive
    members: dict[int, dict[int, int]] = {}
    sentences = {pair.source.tokens[link.source].sentence for link in pair.links.values()}
    for place, token in enumerate(pair.source.tokens):
        if token.sentence in sentences:
            for number, member in known.get(token.stem, ()):
                members.setdefault(number, {}).setdefault(member, place)
    ours = {token.stem for token in pair.claim.tokens}
    for at, token in enumerate(pair.claim.tokens):
        clash = _clash(known.get(token.stem, ()), members)
        if clash is None or at in pair.links or token.name:
            continue
        if pair.source.tokens[clash].stem not in ours:
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
