"""Doubt that the claim has lost ("probably", "allegedly"), or certainty that it has added."""

from collections.abc import Iterator

from provenance.guards.pairing import Likeness, Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.tables import Mark

_DOUBT = (Mark.HEDGE, Mark.POSSIBLE, Mark.SPEECH, Mark.WISH)


def find_lost_doubt(pair: Pair) -> Iterator[Veto]:
    """A veto for each hedge that the claim lacks, and each word of certainty that it adds."""
    if not pair.claim.has(*_DOUBT):
        yield from _lost(pair)
    if not pair.source.has(Mark.SURE):
        yield from _added(pair)


def _lost(pair: Pair) -> Iterator[Veto]:
    for place in pair.source.marked(Mark.HEDGE):
        head = pair.source.head_after(place)
        at = pair.back.get(head) if head is not None else None
        if head is not None and at is not None and _is_like(pair, at):
            yield Veto(
                rule=GuardRule.CERTAINTY,
                claim=pair.claim.tokens[at].span,
                source=pair.source.tokens[place].span,
                words=f"the source says “{pair.source.tokens[place].text}”",
            )


def _added(pair: Pair) -> Iterator[Veto]:
    for place in pair.claim.marked(Mark.SURE):
        yield Veto(
            rule=GuardRule.CERTAINTY,
            claim=pair.claim.tokens[place].span,
            source=None,
            words=f"“{pair.claim.tokens[place].text}” is surer than the source",
        )


def _is_like(pair: Pair, at: int) -> bool:
    return pair.links[at].likeness is not Likeness.OPPOSITE and (
        pair.is_anchored(at) and pair.is_main(pair.links[at].source)
    )
