"""A condition that the claim drops, or adds."""

from collections.abc import Iterator

from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.tables import Mark

_MOST, _FEWEST = 0.65, 3
"""Share and number of the claim's words that must stand in the sentence with the condition."""
_OPEN = (Mark.CONDITION, Mark.POSSIBLE, Mark.MUST)


def find_turned_conditions(pair: Pair) -> Iterator[Veto]:
    """A veto where one side makes a thing depend on another and the other side does not."""
    if not pair.claim.has(*_OPEN):
        yield from _dropped(pair)
    if not pair.source.has(Mark.CONDITION, Mark.ONLY, Mark.MUST):
        for place in pair.claim.marked(Mark.CONDITION):
            if place and Mark.ASKING in pair.claim.tokens[place - 1].marks:
                continue  # "declined to say if" asks, it sets no condition
            yield Veto(
                rule=GuardRule.CONDITION,
                claim=pair.claim.tokens[place].span,
                source=None,
                words=f"the source has no “{pair.claim.tokens[place].text}”",
            )


def _dropped(pair: Pair) -> Iterator[Veto]:
    for place in pair.source.marked(Mark.CONDITION):
        sentence = pair.source.sentence_of(place)
        linked = [at for at in sentence if at in pair.back]
        if len(linked) < _MOST * len(pair.links) or len(linked) < _FEWEST:
            continue
        yield Veto(
            rule=GuardRule.CONDITION,
            claim=pair.claim.tokens[pair.back[linked[0]]].span,
            source=pair.source.tokens[place].span,
            words=f"the source says “{pair.source.tokens[place].text}”",
        )
        return
