"""A negation that one side has and the other lacks: "did not rise" for "rose".

A negation belongs to its head, the next word that says something; only where that head stands on
both sides are the two compared, so that a paraphrase may put its "not" elsewhere. Two negations
("not ruled out", "did not fail") undo each other, and so does a negation of the opposite.
"""

from collections.abc import Iterator

from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark


def find_turned_negations(pair: Pair) -> Iterator[Veto]:
    """A veto for each word that is negated on one side only."""
    ours, theirs = negated_heads(pair.claim), negated_heads(pair.source)
    loose = _has_loose(pair, ours, theirs)
    for at, link in pair.links.items():
        turned = (at in ours) != (link.source in theirs)
        if not turned or pair.is_flipped(at) or loose:
            continue
        mark = ours.get(at, theirs.get(link.source, 0))
        side = pair.claim if at in ours else pair.source
        yield Veto(
            rule=GuardRule.NEGATION,
            claim=pair.claim.tokens[at].span,
            source=pair.source.tokens[link.source].span,
            words=f"“{side.tokens[mark].text}” stands in the "
            + ("claim" if at in ours else "source")
            + " only",
        )


def negated_heads(side: Side) -> dict[int, int]:
    """The words that an odd number of negations is about, each with the first of these."""
    found: dict[int, list[int]] = {}
    last = -2
    for at in side.marked(Mark.NEGATION):
        if at == last + 1 and side.tokens[at].marks == side.tokens[last].marks:
            last = at
            continue
        last = at
        head = side.head_after(at)
        if head is not None:
            found.setdefault(head, []).append(at)
    return {head: marks[0] for head, marks in found.items() if len(marks) % 2}


def _has_loose(pair: Pair, ours: dict[int, int], theirs: dict[int, int]) -> bool:
    """Whether a negation may have moved: its head has no like on the other side."""
    unmatched_ours = any(head not in pair.links for head in ours)
    sentences = {pair.source.tokens[link.source].sentence for link in pair.links.values()}
    unmatched_theirs = any(
        head not in pair.back and pair.source.tokens[head].sentence in sentences for head in theirs
    )
    return unmatched_ours and unmatched_theirs
