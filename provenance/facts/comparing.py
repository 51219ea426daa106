"""Numbers, units, dates and directions of a claim held against what a document says of the same.

Silence is no difference: one is reported only where the document says something else of what is
plainly the same thing, and says the claim's value nowhere that fits as well.
"""

import datetime
import enum
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import attrs

from provenance.dates import DateMention, Precision, ResolvedBy, dates_equal, dates_fit
from provenance.facts.directions import read_course
from provenance.facts.sides import Side, Value, measure_closeness, passage_sides
from provenance.quantities import (
    Quantity,
    QuantityKind,
    comparable,
    quantities_equal,
    quantities_fit,
)
from provenance.retrieval import IndexedDocument
from provenance.spans import Span

_SAME_THING = 0.5
"""Least closeness of the words round two values before one may contradict the other."""
_SAME_SENTENCE = 0.7
"""Least share of the claim's other words that the place in the document has."""
_CLEARLY_BETTER = 1.6
"""By how much another value must fit the words better than the claim's own value, where the
document has both. The three were set together on the contrast exam and the pairs of the outlet exam
(development halves) for at most 1 % faithful claims accused; see ``benchmarks/quality/facts.py``.
Lower ones find more and accuse more."""
_PLAINLY_CLOSE, _PLAINLY_MORE = 0.65, 0.3
"""The same where the two values stand in different sentences."""
_LABEL_CLOSENESS, _LABEL_SHARED = 0.35, 0.6
"""The same for a label or degree ("intensity V"): the noun beside it is the same already."""
_SAME_FIGURE = 0.3
"""Least closeness for a direction: the figure itself is the same, which says much already."""
_SUREST = 0.95
"""Most confidence a rule is given: one difference in twenty is a misreading on the exams."""
_FRAME_REACH = 3
"""Words between a date and a verb of saying that frames it."""
_MOST_DERIVED = 14
_MOST_VALUES = 100
"""Values of a claim that are looked at: a claim with more is a table."""
_DERIVED_PLAY = Decimal("0.03")


class FactKind(enum.Enum):
    """What a claim gives otherwise than its source."""

    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    WEEKDAY = "weekday"
    DIRECTION = "direction"
    """Rose for fell, or for unchanged; to a reader a wrong number."""


@attrs.frozen(kw_only=True)
class FactDifference:
    """A value of a claim and the other value that the document gives for the same thing."""

    kind: FactKind
    claim: Span
    source: Span
    """Offsets into the document's text."""
    claim_words: str
    source_words: str
    confidence: float


@attrs.frozen(kw_only=True)
class FactMatch:
    """A value of a claim that the document has for the same thing."""

    claim: Span
    source: Span
    closeness: float
    same: bool = False
    """Whether both are one value, not merely within rounding, a bound or a longer time."""


@attrs.frozen(kw_only=True)
class FactComparison:
    """What became of the values of one claim; those the document is silent on are in neither."""

    matches: tuple[FactMatch, ...] = ()
    differences: tuple[FactDifference, ...] = ()
    silent: tuple[Span, ...] = ()
    """Values of the claim to which the document has nothing comparable that is close."""


def compare_facts(
    claim_text: str,
    document: IndexedDocument,
    *,
    reference: datetime.date | None = None,
    ignore: Sequence[Span] = (),
) -> FactComparison:
    """Hold every number and date of a claim against the passages that speak of the same thing.

    Args:
        claim_text: the claim, in the document's language.
        document: the indexed source; its reference resolves its relative dates.
        reference: the day the claim was written.
        ignore: spans of the claim that frame it: who says so, and when.
    """
    claim = Side.of(claim_text, language=document.language, reference=reference, ignore=ignore)
    passages = passage_sides(claim_text, document) if claim.values else []
    matches: list[FactMatch] = []
    differences: list[FactDifference] = []
    silent: list[Span] = []
    for value in claim.values[:_MOST_VALUES]:
        if any(span.overlaps(value.span) for span in ignore) or _is_frame(claim, value):
            continue
        found = _compare_value(claim, value, passages)
        if isinstance(found, FactMatch):
            matches.append(found)
        elif found is None:
            silent.append(value.span)
        elif not _is_publication_day(value, document):
            differences.append(found)
    if _is_about_another(differences, matches):
        silent += [difference.claim for difference in differences]
        differences = []
    return FactComparison(
        matches=tuple(matches), differences=tuple(differences), silent=tuple(silent)
    )


@attrs.frozen(kw_only=True)
class _Candidate:
    value: Value
    side: Side
    closeness: float
    shared: float
    fits: bool
    unit_only: bool = False


def _compare_value(
    claim: Side, value: Value, passages: Sequence[tuple[Side, Side | None]]
) -> FactMatch | FactDifference | None:
    candidates = [
        candidate
        for side, before in passages
        for other in side.values
        if (candidate := _candidate(claim, value, (side, before), other)) is not None
    ]
    fitting = max((c for c in candidates if c.fits), key=_by_closeness, default=None)
    other = max((c for c in candidates if not c.fits), key=_by_closeness, default=None)
    if fitting is not None and not _outdone(fitting, other):
        return _turned(claim, value, fitting) or FactMatch(
            claim=value.span,
            source=_shift(fitting),
            closeness=round(fitting.closeness, 3),
            same=_is_same(value.item, fitting.value.item),
        )
    if other is None or not _is_same_thing(value, other):
        return None
    if _is_expectation(claim, other.side) or _is_derived(value, candidates, passages):
        return None
    return _difference(claim, value, other)


def _turned(claim: Side, value: Value, fitting: _Candidate) -> FactDifference | None:
    """A rise where the document has the same figure as a fall, or as unchanged."""
    if fitting.closeness < _SAME_FIGURE or not isinstance(value.item, Quantity):
        return None
    ours, theirs = read_course(claim, value), read_course(fitting.side, fitting.value)
    if ours is None or theirs is None or ours[0] == theirs[0]:
        return None
    return FactDifference(
        kind=FactKind.DIRECTION,
        claim=ours[1],
        source=theirs[1].shifted(fitting.side.offset),
        claim_words=ours[1].of(claim.text),
        source_words=theirs[1].of(fitting.side.text),
        confidence=round(min(_SUREST, 0.5 + fitting.closeness / 2), 2),
    )


def _is_same_thing(value: Value, other: _Candidate) -> bool:
    if isinstance(value.item, Quantity) and value.item.kind is QuantityKind.LABEL:
        return other.closeness >= _LABEL_CLOSENESS and other.shared >= _LABEL_SHARED
    return other.closeness >= _SAME_THING and other.shared >= _SAME_SENTENCE


def _outdone(fitting: _Candidate, other: _Candidate | None) -> bool:
    """Whether the claim's value stands in the document, but for something else.

    Another sentence must be far better: a claim may draw on two, each with its own value.
    """
    return (
        other is not None
        and other.closeness >= fitting.closeness * _CLEARLY_BETTER
        and (other.side is fitting.side or _is_plainly_elsewhere(fitting, other))
    )


def _is_plainly_elsewhere(fitting: _Candidate, other: _Candidate) -> bool:
    return other.closeness >= _PLAINLY_CLOSE and other.shared >= fitting.shared + _PLAINLY_MORE


def _by_closeness(candidate: _Candidate) -> tuple[float, int]:
    return candidate.closeness, -candidate.value.span.start


def _shift(candidate: _Candidate) -> Span:
    return candidate.value.span.shifted(candidate.side.offset)


def _candidate(
    claim: Side, value: Value, sides: tuple[Side, Side | None], other: Value
) -> _Candidate | None:
    fits = _fits(value.item, other.item)
    unit_only = fits is None and _same_numeral(value.item, other.item)
    if fits is None and not unit_only:
        return None
    if not _same_noun(value.item, other, sides[0]):
        return None
    closeness, shared = measure_closeness(claim, value, sides, other)
    return _Candidate(
        value=other,
        side=sides[0],
        closeness=closeness,
        shared=shared,
        fits=bool(fits),
        unit_only=unit_only,
    )


def _fits(claim: Quantity | DateMention, source: Quantity | DateMention) -> bool | None:
    """Whether the two values can be the same; ``None`` where they cannot be held together."""
    if isinstance(claim, Quantity) and isinstance(source, Quantity):
        if claim.kind is QuantityKind.LABEL and source.kind is QuantityKind.LABEL:
            return claim.low == source.low if claim.noun == source.noun else None
        return quantities_fit(claim, source) if comparable(claim, source) else None
    if isinstance(claim, DateMention) and isinstance(source, DateMention):
        return dates_fit(claim, source)
    return None


def _is_same(claim: Quantity | DateMention, source: Quantity | DateMention) -> bool:
    if isinstance(claim, Quantity) and isinstance(source, Quantity):
        return quantities_equal(claim, source)
    if isinstance(claim, DateMention) and isinstance(source, DateMention):
        return dates_equal(claim, source)
    return False


def _same_numeral(claim: Quantity | DateMention, source: Quantity | DateMention) -> bool:
    """Same figure, other unit: "$15 million" for 15 million francs, miles for kilometres."""
    if not isinstance(claim, Quantity) or not isinstance(source, Quantity):
        return False
    if claim.unit is None or source.unit is None or claim.unit == source.unit:
        return False
    kinds = {claim.kind, source.kind}
    related = claim.kind is source.kind or kinds == _SHARES
    return related and (claim.low, claim.high) == (source.low, source.high)


_SHARES = {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT}


def _same_noun(claim: Quantity | DateMention, source: Value, side: Side) -> bool:
    if not isinstance(claim, Quantity) or not isinstance(source.item, Quantity):
        return True
    if claim.kind not in (QuantityKind.COUNT, QuantityKind.RANK) or not claim.nouns:
        return True
    if set(claim.nouns) & set(source.item.nouns):
        return True
    near = side.words[max(0, source.first - 3) : source.last + 5]
    return any(word.stem in claim.nouns for word in near)


def _difference(claim: Side, value: Value, other: _Candidate) -> FactDifference:
    source = _shift(other)
    return FactDifference(
        kind=_kind(value.item, other),
        claim=value.span,
        source=source,
        claim_words=value.span.of(claim.text),
        source_words=other.value.span.of(other.side.text),
        confidence=round(min(_SUREST, 0.5 + other.closeness * other.shared / 2), 2),
    )


def _kind(item: Quantity | DateMention, other: _Candidate) -> FactKind:
    if isinstance(item, DateMention):
        return FactKind.WEEKDAY if item.precision is Precision.WEEKDAY else FactKind.DATE
    return FactKind.UNIT if other.unit_only or _unit_swapped(item, other) else FactKind.NUMBER


def _unit_swapped(item: Quantity, other: _Candidate) -> bool:
    return _same_numeral(item, other.value.item)


# --- reasons to hold back ------------------------------------------------------------------------


def _is_frame(claim: Side, value: Value) -> bool:
    """Whether a date is that of saying ("said on Wednesday"), not of what is said."""
    if not isinstance(value.item, DateMention) or value.item.precision is Precision.TIME:
        return False
    near = claim.words[max(0, value.first - _FRAME_REACH) : value.last + 1 + _FRAME_REACH]
    return any(word.text in claim.lexicon.cues for word in near)


def _is_about_another(differences: Sequence[FactDifference], matches: Sequence[FactMatch]) -> bool:
    """Whether so much differs that the passage is about another event, year or place."""
    return len(differences) > 1 and len(differences) > len(matches)


def _is_expectation(claim: Side, other: Side) -> bool:
    """Whether one side forecasts what the other has counted: no difference but a development."""
    hedges = claim.lexicon.guards["may"]
    ours, theirs = (any(word.text in hedges for word in side.words) for side in (claim, other))
    return ours != theirs


def _is_publication_day(value: Value, document: IndexedDocument) -> bool:
    """News dates an act by the day of its announcement; that is no error worth an accusation."""
    item = value.item
    if not isinstance(item, DateMention) or item.start is None or document.reference is None:
        return False
    written = item.resolved_by is ResolvedBy.WRITTEN and item.precision is Precision.DAY
    return not written and abs((item.start - document.reference).days) <= 1


def _is_derived(
    value: Value,
    candidates: Sequence[_Candidate],
    passages: Sequence[tuple[Side, Side | None]],
) -> bool:
    """Whether the claim's number is a sum or difference of the document's, or a share of one."""
    if not isinstance(value.item, Quantity):
        return False
    wanted = abs(value.item.value)
    play = max(wanted * _DERIVED_PLAY, Decimal("0.001"))
    alike = [c.value.item for c in candidates[:_MOST_DERIVED]]
    numbers = [abs(item.value) for item in alike if isinstance(item, Quantity)]
    results = [
        result
        for left, right in combinations(numbers, 2)
        for result in (left + right, abs(left - right))
    ]
    results += [number * share / 100 for share in _shares(passages) for number in numbers]
    return any(abs(result - wanted) <= play for result in results)


def _shares(passages: Sequence[tuple[Side, Side | None]]) -> list[Decimal]:
    return [
        value.item.value
        for side, _ in passages
        for value in side.values
        if isinstance(value.item, Quantity) and value.item.kind is QuantityKind.PERCENT
    ][:_MOST_DERIVED]
