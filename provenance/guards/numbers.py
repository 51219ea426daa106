"""Numbers, units, rates, dates and weekdays that differ, or that the source does not give."""

import re
from collections.abc import Iterator, Sequence

from provenance.dates import DateMention, Precision
from provenance.facts import FactComparison, FactKind
from provenance.guards.arithmetic import is_derived
from provenance.guards.distances import measure_nearness
from provenance.guards.negation import denies
from provenance.guards.pairing import Pair
from provenance.guards.rules import GuardRule, Veto
from provenance.guards.tables import Mark
from provenance.guards.values import Value, Values, values_fit
from provenance.quantities import Quantity, QuantityKind
from provenance.spans import Span
from provenance.words import load_lexicon

_RULES = {
    FactKind.NUMBER: GuardRule.NUMBER,
    FactKind.UNIT: GuardRule.UNIT,
    FactKind.DATE: GuardRule.DATE,
    FactKind.WEEKDAY: GuardRule.WEEKDAY,
    FactKind.DIRECTION: GuardRule.OPPOSITE,
}
_FRAME = 3
"""Words between a date and the verb of saying that it belongs to."""
_YEARS = (1500, 2100)
_COUNTED = 3
"""Numbers up to this one, written as words, are often counted from what a text lists."""
_NO_RATE = (QuantityKind.LABEL, QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT)
_ANCHORS, _FEWEST = 3, 2
"""Words beside a number, on both sides, that say what it is the number of."""
_PLAINLY_NEARER = 2.0
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
        if not fitting and (_is_written(pair, value) or _is_decade(pair, value, values.source)):
            continue
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
        dated = item.relative is None and item.precision is not Precision.TIME
        return dated and not _is_frame(pair, value)
    start = value.span.start
    if re.search(r"[^\W\d_][-‑]?$", pair.claim.text[max(0, start - 2) : start]):
        return False  # part of a name: "COVID-19", "F-35"
    if item.unit is not None and item.unit.dimension == "time":
        return False  # reckoned from dates more often than copied
    if item.unit is None and item.low != item.high and _YEARS[0] <= item.low <= _YEARS[1]:
        return False  # from year to year
    digits = any(character.isdigit() for character in value.span.of(pair.claim.text))
    if item.kind in (QuantityKind.RANK, QuantityKind.ORDINAL, QuantityKind.LABEL):
        return digits
    return digits or item.low > _COUNTED


def _is_written(pair: Pair, value: Value) -> bool:
    """Whether the document has the same words or figures, whatever it reads them as."""
    stems = {token.stem for token in pair.source.tokens}
    ours = pair.claim.tokens[value.first : value.last + 1]
    if all(token.stem in stems for token in ours):
        return True
    figures = re.findall(r"\d[\d.,]*\d|\d", value.span.of(pair.claim.text))
    return bool(figures) and all(_is_outside(pair, figure) for figure in figures)


def _is_outside(pair: Pair, figure: str) -> bool:
    """Whether the document has the figure where it was not read closely."""
    read = [token.span for token in pair.source.tokens if token.text[0].isdigit()]
    found = re.finditer(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", pair.source.text)
    return any(not any(s.overlaps(Span(*match.span())) for s in read) for match in found)


def _is_frame(pair: Pair, value: Value) -> bool:
    """Whether the date is that of saying ("said on Dec. 16"), not of what is said."""
    cues = load_lexicon(pair.tables.language).cues
    near = pair.claim.tokens[max(0, value.first - _FRAME) : value.last + 1 + _FRAME]
    return any(token.text in cues or Mark.SPEECH in token.marks for token in near)


def _is_decade(pair: Pair, value: Value, source: Sequence[Value]) -> bool:
    """Whether "the 1960s" holds a year of the source."""
    text, end = pair.claim.text, value.span.end
    item = value.item
    if not isinstance(item, Quantity) or not re.match(r"\s?['’]?s\b", text[end : end + 3]):
        return False
    first = int(item.low)
    length = 100 if first % 100 == 0 else 10
    years = (o.item.year for o in source if isinstance(o.item, DateMention))
    return any(year is not None and first <= year < first + length for year in years)


def _follows(pair: Pair, value: Value, source: Sequence[Value]) -> bool:
    numbers = [other.item for other in source if isinstance(other.item, Quantity)]
    if isinstance(value.item, Quantity):
        rest = denies(pair.claim, range(len(pair.claim.tokens))) or denies(
            pair.source, range(len(pair.source.tokens))
        )
        return is_derived(value.item, numbers, rest=rest) or _is_period(value.item, pair)
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
    others = [o for o in source if values_fit(value, o) is False and _is_alike(value, o)]
    anchors = _anchors(pair, value)
    if not others or len(anchors) < _FEWEST or not _is_telling(value, pair) or _is_share(value):
        return

    rival = _same_noun(value, fitting, others)
    if rival is not None:
        words = f"{_said(pair, value)} counts something else in the source"
        yield _veto(_rule(value), value.span, rival.span, words)
        return

    def nearness(other: Value) -> float:
        return measure_nearness(pair.source, other.first, other.last, anchors)

    ours = max(map(nearness, fitting))
    rival = max(others, key=nearness)
    theirs = nearness(rival)
    if theirs > ours * _PLAINLY_NEARER:
        words = f"{_said(pair, value)} goes with something else in the source"
        yield _veto(_rule(value), value.span, rival.span, words)


def _same_noun(value: Value, fitting: Sequence[Value], others: Sequence[Value]) -> Value | None:
    """Another number of what the claim counts, where its own number counts other things."""
    item = value.item
    if not isinstance(item, Quantity) or item.kind is not QuantityKind.COUNT or not item.noun:
        return None

    def counts(other: Value) -> bool:
        theirs = other.item
        return isinstance(theirs, Quantity) and item.noun in (theirs.noun, *theirs.nouns[:2])

    if any(counts(other) or not _noun(other) for other in fitting):
        return None
    return next((other for other in others if counts(other)), None)


def _noun(value: Value) -> str | None:
    return value.item.noun if isinstance(value.item, Quantity) else None


def _is_alike(value: Value, other: Value) -> bool:
    """Whether two dates are given alike: a day may stand against a day, a month against a month."""
    if isinstance(value.item, DateMention) and isinstance(other.item, DateMention):
        return value.item.precision is other.item.precision
    return True


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


def _rate(pair: Pair, value: Value, fitting: Sequence[Value]) -> Iterator[Veto]:
    """So much a year is not so much in all."""
    if not isinstance(value.item, Quantity) or value.item.kind in _NO_RATE:
        return
    if not _is_telling(value, pair):
        return
    rates = {o.item.per for o in fitting if isinstance(o.item, Quantity)}
    if value.item.per not in rates and (value.item.per is None or rates == {None}):
        words = f"{_said(pair, value)} is a rate on one side only"
        yield _veto(GuardRule.UNIT, value.span, fitting[0].span, words)


def _veto(rule: GuardRule, claim: Span, source: Span | None, words: str) -> Veto:
    return Veto(rule=rule, claim=claim, source=source, words=words)
