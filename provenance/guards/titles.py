"""An office or thing made more than it is: "deputy", "former", "draft" dropped or added."""

from collections.abc import Iterator

from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark

_LEAST_LINKED = 0.6
"""Share of the words after "former" that both sides must have: else it is about another noun."""
_LONGEST = 4


def find_turned_titles(pair: Pair) -> Iterator[Veto]:
    """A veto for each such word that stands before the same words on one side only."""
    if not pair.claim.has(Mark.PRIVATIVE):
        for place in pair.source.marked(Mark.PRIVATIVE):
            run = _named(pair.source, place)
            linked = [at for at in run if at in pair.back]
            if run and _is_anchored(pair, run[0]) and len(linked) >= _LEAST_LINKED * len(run):
                yield _veto(
                    pair, pair.back[run[0]], place, pair.source.tokens[place].text, "source"
                )
    if not pair.source.has(Mark.PRIVATIVE):
        for at in pair.claim.marked(Mark.PRIVATIVE):
            if Mark.DROPPED_ONLY in pair.claim.tokens[at].marks:
                continue  # news adds "former" from what its readers know
            run = _named(pair.claim, at)
            linked = [near for near in run if near in pair.links]
            if run and pair.is_anchored(run[0]) and len(linked) >= _LEAST_LINKED * len(run):
                place = pair.links[run[0]].source
                yield _veto(pair, at, place, pair.claim.tokens[at].text, "claim")


def _is_anchored(pair: Pair, place: int) -> bool:
    return place in pair.back and pair.is_anchored(pair.back[place]) and pair.is_main(place)


def _named(side: Side, at: int) -> list[int]:
    """The words right after the one at ``at`` that say what it is about."""
    run: list[int] = []
    for place in range(at + 1, min(len(side.tokens), at + 1 + _LONGEST)):
        token = side.tokens[place]
        if token.clause != side.tokens[at].clause or not token.full:
            break
        run.append(place)
    return run


def _veto(pair: Pair, at: int, place: int, word: str, where: str) -> Veto:
    return Veto(
        rule=GuardRule.TITLE,
        claim=pair.claim.tokens[at].span,
        source=pair.source.tokens[place].span,
        words=f"“{word}” stands in the {where} only",
    )
