"""A comparison turned round: A bigger than B, told as B bigger than A."""

from collections.abc import Iterator

from provenance.guards.pairing import Likeness, Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark


def find_turned_comparisons(pair: Pair) -> Iterator[Veto]:
    """A veto where the two sides of "than" have changed places and the comparison has not."""
    for ours in pair.claim.marked(Mark.THAN):
        for theirs in pair.source.marked(Mark.THAN):
            turned = any(
                pair.is_flipped(at) for at in pair.claim.clause_of(ours) if at in pair.links
            )
            if is_crossed(pair, ours, theirs) and not turned and _same_word(pair, ours, theirs):
                yield Veto(
                    rule=GuardRule.COMPARISON,
                    claim=pair.claim.tokens[ours].span,
                    source=pair.source.tokens[theirs].span,
                    words="the source compares the other way round",
                )


def is_crossed(pair: Pair, ours: int, theirs: int) -> bool:
    """Whether what stands on one side of "than" in the claim stands on the other in the source."""
    left, right = _sides(pair.claim, ours)
    there_left, there_right = _sides(pair.source, theirs)
    kept = crossed_left = crossed_right = 0
    for at, link in pair.links.items():
        if link.likeness is Likeness.OPPOSITE or not pair.claim.tokens[at].content:
            continue
        crossed_left += at in left and link.source in there_right
        crossed_right += at in right and link.source in there_left
        kept += at in right and link.source in there_right
    return bool(crossed_left and crossed_right) and crossed_left + crossed_right > kept


def _same_word(pair: Pair, ours: int, theirs: int) -> bool:
    """Whether the word before "than" is the same, or like, on both sides."""
    near = range(max(0, ours - 3), ours)
    less = any(Mark.LESS in pair.claim.tokens[at].marks for at in near)
    if less != any(Mark.LESS in t.marks for t in pair.source.tokens[max(0, theirs - 3) : theirs]):
        return False
    return (
        any(at in pair.links and theirs - 4 <= pair.links[at].source < theirs for at in near)
        or pair.claim.tokens[ours - 1].text == pair.source.tokens[theirs - 1].text
    )


def _sides(side: Side, at: int) -> tuple[range, range]:
    clause = side.clause_of(at)
    return range(clause.start, at), range(at + 1, clause.stop)
