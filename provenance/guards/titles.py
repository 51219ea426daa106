"""An office or thing made more than it is: "deputy", "former", "draft" dropped or added."""

from collections.abc import Iterator

from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark


def find_turned_titles(pair: Pair) -> Iterator[Veto]:
    """A veto for each such word that stands before the same word on one side only."""
    for place in pair.source.marked(Mark.PRIVATIVE):
        head = _next(pair.source, place)
        at = pair.back.get(head) if head is not None else None
        if head is not None and at is not None and not pair.claim.has(Mark.PRIVATIVE):
            yield _veto(pair, at, place, pair.source.tokens[place].text, "source")
    if pair.source.has(Mark.PRIVATIVE):
        return
    for at in pair.claim.marked(Mark.PRIVATIVE):
        head = _next(pair.claim, at)
        place_of = pair.linked(head)
        if place_of is not None:
            yield _veto(pair, at, place_of, pair.claim.tokens[at].text, "claim")


def _next(side: Side, at: int) -> int | None:
    head = at + 1
    if head < len(side.tokens) and side.tokens[head].clause == side.tokens[at].clause:
        return head
    return None


def _veto(pair: Pair, at: int, place: int, word: str, where: str) -> Veto:
    return Veto(
        rule=GuardRule.TITLE,
        claim=pair.claim.tokens[at].span,
        source=pair.source.tokens[place].span,
        words=f"“{word}” stands in the {where} only",
    )
