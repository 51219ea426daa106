"""Numbers, units, rates, dates and weekdays that differ, or that the source does not give."""

from collections.abc import Iterator, Sequence

from provenance.dates import DateMention, Precision
from provenance.facts import FactComparison, FactKind
from provenance.guards.arithmetic import is_derived
from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.sides import Side
from provenance.guards.values import Value, Values, values_fit
from provenance.quantities import Quantity, QuantityKind
from provenance.spans import Span

_RULES = {
    FactKind.NUMBER: GuardRule.NUMBER,
    FactKind.UNIT: GuardRule.UNIT,
    FactKind.DATE: GuardRule.DATE,
    FactKind.WEEKDAY: GuardRule.WEEKDAY,
    FactKind.DIRECTION: GuardRule.OPPOSITE,
}
_COUNTED = 3
"""Numbers up to this one, written as words, are often counted from what a text lists."""
_ANCHORS = 3
"""Words beside a number, on both sides, that say what it is the number of."""
_CLAUSE_AWAY, _SENTENCE_AWAY = 4, 14
"""Words that the end of a clause or sentence counts for."""
_PLAINLY_NEARER = 1.8
"""By how much nearer the other value must stand to the same words."""


def find_turned_facts(pair: Pair, facts: FactComparison, values: Values) -> Iterator[Veto]:
    """A veto for each value that the source gives otherwise, ties to something else, or lacks."""
    accused = []
    for difference in facts.differences:
        accused.append(difference.claim)
        yield Veto(
            rule=_RULES[difference.kind],
            claim=difference.claim,
            source=difference.source,
            words=f"“{difference.claim_words}” for “{difference.source_words}”",
        )
    for value in values.claim:
        if any(span.overlaps(value.span) for span in accused):
            continue
        fitting = [other for other in values.source if values_fit(value, other)]
        if fitting:
            yield from _elsewhere(pair, value, fitting, values.source)
            yield from _rate(pair, value, fitting)
        elif _is_telling(value, pair) and not _follows(pair, value, values.source):
            yield _veto(_rule(value), value.span, None, f"not in the source: {_said(pair, value)}")


def _said(pair: Pair, value: Value) -> str:
    return f"“{value.span.of(pair.claim.text)}”"


def _rule(value: Value) -> GuardRule:
    if isinstance(value.item, DateMention):
        weekday = value.item.precision is Precision.WEEKDAY
        return GuardRule.WEEKDAY if weekday else GuardRule.DATE
    return GuardRule.NUMBER


def _is_telling(value: Value, pair: Pair) -> bool:
    item = value.item
    if isinstance(item, DateMention):
        return item.relative is None and item.precision is not Precision.TIME
    digits = any(character.isdigit() for character in value.span.of(pair.claim.text))
    if item.kind is QuantityKind.LABEL:
        return digits
    if item.kind in (QuantityKind.RANK, QuantityKind.ORDINAL):
        return item.low > _COUNTED
    return digits or item.low > _COUNTED


def _follows(pair: Pair, value: Value, source: Sequence[Value]) -> bool:
    numbers = [other.item for other in source if isinstance(other.item, Quantity)]
    if isinstance(value.item, Quantity):
        return is_derived(value.item, numbers) or _is_period(value.item, pair)
    dates = [other.item for other in source if isinstance(other.item, DateMention)]
    return any(other.relative for other in dates)


def _is_period(item: Quantity, pair: Pair) -> bool:
    """Whether the source says the number in a noun: ten years are a decade."""
    nouns = pair.tables.number_nouns
    return any(nouns.get(token.stem) == item.low for token in pair.source.tokens)


def _elsewhere(
    pair: Pair, value: Value, fitting: Sequence[Value], source: Sequence[Value]
) -> Iterator[Veto]:
    """The claim's value is there, but the words it stands with go with another one."""
    others = [other for other in source if values_fit(value, other) is False]
    anchors = _anchors(pair, value)
    if not others or not anchors or not _is_telling(value, pair) or _is_share(value):
        return
    best = max(fitting, key=lambda other: _nearness(pair.source, other, anchors))
    rival = max(others, key=lambda other: _nearness(pair.source, other, anchors))
    ours = _nearness(pair.source, best, anchors)
    theirs = _nearness(pair.source, rival, anchors)
    if theirs > ours * _PLAINLY_NEARER:
        words = f"{_said(pair, value)} goes with something else in the source"
        yield _veto(_rule(value), value.span, rival.span, words)


def _is_share(value: Value) -> bool:
    return isinstance(value.item, Quantity) and value.item.share


def _anchors(pair: Pair, value: Value) -> list[int]:
    """Where the words nearest to the value stand in the source."""
    linked = sorted(
        (min(abs(at - value.first), abs(at - value.last)), at)
        for at in pair.links
        if not value.first <= at <= value.last
    )
    return [pair.links[at].source for _, at in linked[:_ANCHORS]]


def _nearness(side: Side, value: Value, anchors: Sequence[int]) -> float:
    return sum(1 / (1 + _distance(side, value, at) / 3) for at in anchors)


def _distance(side: Side, value: Value, at: int) -> int:
    edge = value.first if at < value.first else value.last
    ours, theirs = side.tokens[edge], side.tokens[at]
    away = max(0, abs(edge - at) - 1)
    if ours.sentence != theirs.sentence:
        return away + _SENTENCE_AWAY
    return away + _CLAUSE_AWAY * (ours.clause != theirs.clause)


def _rate(pair: Pair, value: Value, fitting: Sequence[Value]) -> Iterator[Veto]:
    """So much a year is not so much in all."""
    if not isinstance(value.item, Quantity) or value.item.kind is QuantityKind.LABEL:
        return
    rates = {o.item.per for o in fitting if isinstance(o.item, Quantity)}
    if value.item.per not in rates and (value.item.per is None or rates == {None}):
        words = f"{_said(pair, value)} is a rate on one side only"
        yield _veto(GuardRule.UNIT, value.span, fitting[0].span, words)


def _veto(rule: GuardRule, claim: Span, source: Span | None, words: str) -> Veto:
    return Veto(rule=rule, claim=claim, source=source, words=words)
