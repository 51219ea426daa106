"""Order in time turned round: before for after, where both sides tell of the same two events."""

from collections.abc import Iterator

import attrs

from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark


@attrs.frozen(kw_only=True)
class _Order:
    mark: int
    earlier: frozenset[int]
    later: frozenset[int]


def find_turned_orders(pair: Pair) -> Iterator[Veto]:
    """A veto for each "before" or "after" that puts two events the other way round."""
    theirs = list(_orders(pair.source))
    for ours in _orders(pair.claim):
        first, then = _linked(pair, ours.earlier), _linked(pair, ours.later)
        kept = [len(first & other.earlier) * len(then & other.later) for other in theirs]
        turned = [len(first & other.later) * len(then & other.earlier) for other in theirs]
        for at, other in enumerate(theirs):
            if turned[at] > max(kept):
                yield Veto(
                    rule=GuardRule.ORDER,
                    claim=pair.claim.tokens[ours.mark].span,
                    source=pair.source.tokens[other.mark].span,
                    words="the source puts the two in the other order",
                )


def _linked(pair: Pair, places: frozenset[int]) -> frozenset[int]:
    return frozenset(pair.links[at].source for at in places if at in pair.links)


def _orders(side: Side) -> Iterator[_Order]:
    for at, token in enumerate(side.tokens):
        before = Mark.BEFORE in token.marks
        if before == (Mark.AFTER in token.marks):
            continue
        sentence = side.sentence_of(at)
        opens = at <= sentence.start + 1
        clause = [near for near in side.clause_of(at) if near > at]
        right = _told(side, clause if opens else range(at + 1, sentence.stop))
        left = _told(
            side,
            range(clause[-1] + 1, sentence.stop) if opens and clause else range(sentence.start, at),
        )
        yield _Order(mark=at, earlier=left if before else right, later=right if before else left)


def _told(side: Side, places: "range | list[int]") -> frozenset[int]:
    return frozenset(at for at in places if side.tokens[at].full)
