"""A plan told as a deed, "may" as "will", a wish as a fact, "may" as "must"."""

from collections.abc import Iterator

from provenance.guards.pairing import Likeness, Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark

_OTHER_WORD = (Likeness.OPPOSITE, Likeness.KIN)
"""A noun for a verb ("closure" for "close") tells no mode of its own."""
_OPEN = frozenset({Mark.POSSIBLE, Mark.HEDGE, Mark.CONDITION, Mark.WISH})
"""Marks that leave open whether a thing comes to be."""
_AHEAD = _OPEN | {Mark.PLAN, Mark.MUST}
"""Marks that say that it is still to come."""


def find_turned_modes(pair: Pair) -> Iterator[Veto]:
    """A veto for each word that the source leaves open, plans or wishes, and the claim does not."""
    for mark, head, at in _marked_heads(pair):
        wanted = _needed(pair, mark, at)
        if wanted and not pair.claim.has(*wanted):
            yield _veto(pair, at, head, f"the source says “{_word(pair.source, mark, head)}”")
    yield from _added_duties(pair)
    yield from _added_futures(pair)


def _marked_heads(pair: Pair) -> Iterator[tuple[Mark, int, int]]:
    for mark in (Mark.POSSIBLE, Mark.WISH, Mark.PLAN):
        for place in pair.source.marked(mark):
            if _is_denied(pair.source, place):
                continue
            head = pair.source.head_after(place)
            at = pair.back.get(head) if head is not None else None
            if head is None or at is None or pair.links[at].likeness in _OTHER_WORD:
                continue
            if not pair.is_anchored(at) or not pair.is_main(head) or _is_infinitive(pair.claim, at):
                continue
            yield mark, head, at


def _is_infinitive(side: Side, at: int) -> bool:
    """Whether the word stands after "to" or "to be": what is still to come."""
    before = [token.text for token in side.tokens[max(0, at - 2) : at]]
    return before[-1:] == ["to"] or before == ["to", "be"]


def _is_denied(side: Side, at: int) -> bool:
    following = side.tokens[at + 1 : at + 2]
    return any(Mark.NEGATION in token.marks for token in following)


def _needed(pair: Pair, mark: Mark, at: int) -> frozenset[Mark]:
    """The marks of which the claim must have one; none where it may go without."""
    if mark is Mark.PLAN:
        return _AHEAD if is_deed(pair.claim, at) else frozenset()
    if mark is Mark.POSSIBLE:
        return _OPEN
    return _OPEN


def is_deed(side: Side, at: int) -> bool:
    """Whether the word at ``at`` tells what has happened, as far as forms tell."""
    token = side.tokens[at]
    clause = side.clause_of(at)
    before = [side.tokens[place] for place in range(max(clause.start, at - 4), at)]
    if any(Mark.PAST in other.marks for other in before):
        return True
    return Mark.PAST_VERB in token.marks or token.text.endswith(side.tables.past_endings)


def _added_duties(pair: Pair) -> Iterator[Veto]:
    if pair.source.has(Mark.MUST):
        return
    for place in pair.claim.marked(Mark.MUST):
        head = pair.claim.head_after(place)
        source = pair.linked(head)
        if head is not None and source is not None:
            yield _veto(pair, place, source, "the source knows of no duty")


def _added_futures(pair: Pair) -> Iterator[Veto]:
    """Something to come that the source, which speaks of nothing to come, does not know of."""
    if pair.source.has(*_AHEAD):
        return
    for place in pair.claim.marked(Mark.PLAN):
        head = pair.claim.head_after(place)
        if head is not None and head not in pair.links and not pair.is_in_document(head):
            yield Veto(
                rule=GuardRule.MODALITY,
                claim=pair.claim.tokens[head].span,
                source=None,
                words="the source speaks of nothing to come",
            )


def _word(side: Side, mark: Mark, head: int) -> str:
    return next(
        side.tokens[at].text for at in range(head - 1, -1, -1) if mark in side.tokens[at].marks
    )


def _veto(pair: Pair, at: int, source: int, words: str) -> Veto:
    return Veto(
        rule=GuardRule.MODALITY,
        claim=pair.claim.tokens[at].span,
        source=pair.source.tokens[source].span,
        words=words,
    )
