"""A later stage of an affair than the source knows: charged told as convicted, agreed as signed."""

from collections.abc import Iterator

from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.tables import Mark

_OPEN = (Mark.POSSIBLE, Mark.PLAN, Mark.WISH, Mark.HEDGE, Mark.NEGATION, Mark.MUST)
_FEWEST = 2
"""Words of the claim that must stand in the sentence that tells the earlier stage."""


def find_later_stages(pair: Pair) -> Iterator[Veto]:
    """A veto for each word on a ladder of stages above all that the passages tell of."""
    if pair.claim.has(*_OPEN):
        return
    known = pair.tables.stages
    reached: dict[int, list[tuple[int, int]]] = {}
    for place, token in enumerate(pair.source.tokens):
        for ladder, rung in known.get(token.stem, ()):
            reached.setdefault(ladder, []).append((rung, place))
    for _at, token in enumerate(pair.claim.tokens):
        for ladder, rung in known.get(token.stem, ()):
            highest, place = max(reached.get(ladder, [(rung, 0)]))
            if highest < rung and _linked_beside(pair, place) >= _FEWEST:
                yield Veto(
                    rule=GuardRule.STAGE,
                    claim=token.span,
                    source=pair.source.tokens[place].span,
                    words=f"the source is at “{pair.source.tokens[place].text}” only",
                )


def _linked_beside(pair: Pair, place: int) -> int:
    return sum(at in pair.back for at in pair.source.sentence_of(place) if at != place)
