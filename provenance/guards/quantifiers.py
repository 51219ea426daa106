"""All for some, a record or a first that the source does not know of, "only" added."""

from collections.abc import Iterator

from provenance.guards.negation import is_denied
from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.tables import Mark

_NAMED = {
    Mark.ALL: GuardRule.QUANTIFIER,
    Mark.MOST: GuardRule.QUANTIFIER,
    Mark.ONLY: GuardRule.QUANTIFIER,
    Mark.SUPERLATIVE: GuardRule.SUPERLATIVE,
}
_LIKE = {
    Mark.ALL: (Mark.ALL,),
    Mark.MOST: (Mark.MOST, Mark.ALL, Mark.SUPERLATIVE),
    Mark.ONLY: (Mark.ONLY, Mark.SUPERLATIVE),
    Mark.SUPERLATIVE: (Mark.SUPERLATIVE, Mark.ONLY),
}
_AFTER = frozenset({"at", "in"})
"""Words that make an idiom of what follows: "at least", "in all"."""
_QUANTIFIED = (Mark.ALL, Mark.MOST, Mark.SOME, Mark.NEARLY, Mark.ONLY)


def find_turned_quantifiers(pair: Pair) -> Iterator[Veto]:
    """A veto for each word of extent that the claim adds, and each "some" that it drops."""
    for mark, like in _LIKE.items():
        if any(
            not _is_idle(pair.source, kind, at) for kind in like for at in pair.source.marked(kind)
        ):
            continue
        for place in pair.claim.marked(mark):
            if _is_idle(pair.claim, mark, place) or is_denied(pair.claim, place):
                continue
            yield Veto(
                rule=_NAMED[mark],
                claim=pair.claim.tokens[place].span,
                source=None,
                words=f"“{pair.claim.tokens[place].text}” is not in the source",
            )
    if not pair.claim.has(*_QUANTIFIED):
        yield from _dropped(pair)


def _dropped(pair: Pair) -> Iterator[Veto]:
    for place in (*pair.source.marked(Mark.SOME), *pair.source.marked(Mark.NEARLY)):
        head = pair.source.head_after(place, reach=2)
        at = pair.back.get(head) if head is not None else None
        if (
            head is not None
            and at is not None
            and pair.is_anchored(at)
            and pair.is_main(head)
            and not _is_counted(pair.claim, at)
        ):
            yield Veto(
                rule=GuardRule.QUANTIFIER,
                claim=pair.claim.tokens[at].span,
                source=pair.source.tokens[place].span,
                words=f"the source says “{pair.source.tokens[place].text}”",
            )


def _is_idle(side: Side, mark: Mark, at: int) -> bool:
    """Whether it is part of a name ("First Motion Picture Unit"), of "at least" or "last year"."""
    before, after = side.tokens[max(0, at - 1)], side.tokens[min(len(side.tokens) - 1, at + 1)]
    if mark is Mark.SUPERLATIVE and Mark.PERIOD in after.marks:
        return True
    if before.text in _AFTER:
        return True
    nouns = side.tables.language == "de"  # every noun has a capital there
    return not nouns and side.tokens[at].capital and after.capital and after is not side.tokens[at]


def _is_counted(side: Side, at: int) -> bool:
    return any(token.text[0].isdigit() for token in side.tokens[max(0, at - 2) : at])
