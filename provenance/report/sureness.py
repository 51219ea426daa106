"""How sure findings are and what that rests on, in words for people."""

from collections.abc import Sequence

from provenance.report.cards import Card
from provenance.terms import Reason, RuleId

_SURENESS = ((0.9, "very sure"), (0.75, "fairly sure"), (0.0, "not very sure"))
"""Least confidence and what it is called; errors need 0.9, the lowest to accuse lie below 0.75."""

_BY_MODEL = frozenset({Reason.VERIFIER_CONTRADICTS, Reason.VERIFIER_FINDS_NOTHING})


def sureness(confidence: float, figure: bool = True) -> str:  # noqa: FBT001, FBT002 - a filter of a template
    """How sure a finding is, in words and, unless told otherwise, as a figure."""
    told = next(words for least, words in _SURENESS if confidence >= least)
    return f"{told} ({confidence:.2f} of 1)" if figure else told


def what_it_rests_on(cards: Sequence[Card]) -> str:
    """How ``cards`` came to be found and how sure that is, in a line; empty without cards."""
    if not cards:
        return ""
    reasons = {one for card in cards if card.exhibit.claim for one in card.exhibit.claim.reasons}
    by = "rules that compare words"
    if reasons & _BY_MODEL:
        by += " and a model that compares texts"
    disputed = all(card.exhibit.finding.rule is RuleId.DISPUTED for card in cards)
    limit = "they may be wrong"
    if disputed:
        limit = "1 would be certain that the accounts clash; which is right they cannot tell"
    return f"{_range(cards)}found by {by}; {limit}: a person must decide."


def _range(cards: Sequence[Card]) -> str:
    known = sorted(card.confidence for card in cards if card.confidence is not None)
    if not known:
        return ""
    low, high = known[0], known[-1]
    if f"{low:.2f}" == f"{high:.2f}":
        return f"{sureness(low)}; "
    words = dict.fromkeys(sureness(one, figure=False) for one in (low, high))
    return f"{' to '.join(words)} ({low:.2f} to {high:.2f} of 1); "
