"""A negation that one side has and the other lacks: "did not rise" for "rose".

A negation belongs to its head, the next word that says something; only where that head stands on
both sides are the two compared, and only where the other side denies nothing at all in that place,
so that a paraphrase may put its "not" elsewhere, or say "is exempt" for "is not affected". Two
negations ("not ruled out") undo each other, and so does a negation of the opposite.
"""

from collections.abc import Iterable, Iterator

from provenance.guards.pairing import Likeness, Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark

_ONLY = frozenset({"only", "just", "nur", "seulement", "solo", "tylko", "только", "лише", "тільки"})
"""Words after "not" by which nothing is denied."""


def find_turned_negations(pair: Pair) -> Iterator[Veto]:
    """A veto for each word that is negated on one side only."""
    ours, theirs = negated_heads(pair.claim), negated_heads(pair.source)
    whole = range(len(pair.claim.tokens))
    for at, link in pair.links.items():
        if (at in ours) == (link.source in theirs) or pair.is_flipped(at):
            continue
        light = Mark.LIGHT in pair.claim.tokens[at].marks and link.likeness is not Likeness.SAME
        if light or not pair.is_anchored(at) or not pair.is_main(link.source):
            continue
        sentence = pair.source.sentence_of(link.source)
        if at in ours and not denies(pair.source, sentence):
            yield _veto(pair, at, link.source, pair.claim.tokens[ours[at]].text, "claim")
        elif at not in ours and not denies(pair.claim, whole):
            mark = pair.source.tokens[theirs[link.source]].text
            yield _veto(pair, at, link.source, mark, "source")


def negated_heads(side: Side) -> dict[int, int]:
    """The words that an odd number of negations is about, each with the first of these."""
    found: dict[int, list[int]] = {}
    for at in side.marked(Mark.NEGATION):
        only = [token.text for token in side.tokens[at + 1 : at + 2]]
        head = side.head_after(at)
        if head is not None and not _ONLY.issuperset(only or [""]):
            found.setdefault(head, []).append(at)
    return {head: marks[0] for head, marks in found.items() if len(marks) % 2}


def denies(side: Side, where: Iterable[int]) -> bool:
    """Whether any word there denies something, be it only by its sense or its prefix."""
    return any(
        not side.tokens[at].marks.isdisjoint((Mark.NEGATION, Mark.IMPLICIT))
        or (side.tokens[at].full and side.tokens[at].text.startswith(side.tables.denying_prefixes))
        for at in where
    )


def is_denied(side: Side, at: int) -> bool:
    """Whether the word at ``at`` stands behind a "not", or "other than", in its clause."""
    clause = side.clause_of(at)
    marks = (Mark.NEGATION, Mark.EXCEPT)
    return any(not side.tokens[near].marks.isdisjoint(marks) for near in range(clause.start, at))


def _veto(pair: Pair, at: int, place: int, word: str, where: str) -> Veto:
    return Veto(
        rule=GuardRule.NEGATION,
        claim=pair.claim.tokens[at].span,
        source=pair.source.tokens[place].span,
        words=f"“{word}” stands in the {where} only",
    )
