"""Where two sentences give two figures: numbers, days, rises and falls, ages.

Only unambiguous pairs are given: a figure of each side that nothing on the other side matches.
Whether the two sentences speak of one thing is not asked here.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import attrs

from provenance.comparison.ages import Age, is_age_of
from provenance.comparison.relative_changes import changes_fit
from provenance.comparison.tellings import Telling
from provenance.dates import DateMention, Precision, dates_fit
from provenance.quantities import Quantity, QuantityKind, comparable, quantities_fit
from provenance.spans import Span, covering
from provenance.terms import DisagreementKind

_PLAY = Decimal("0.15")
"""Relative difference that "about" and the like may hide."""
_MOST_TIMES = 10
"""Figures of one thing do not differ by more, but for a slip."""
_LONGEST_LINK = 12
"""Characters between the two figures of a count such as "31 to 30"."""


_LONG = 3
"""Digits of two counts that are of one thing, whatever it is called, if but their order differs."""
_BESIDE = 2
_BOUNDS = frozenset(
    {"than", "als", "que", "de", "niż", "ніж", "чем", "to", "bis", "до", "do", "hasta"}
)
"""Behind a word of rise or fall, these make a bound of it: "more than 50"."""


@attrs.frozen(kw_only=True)
class Clash:
    """A figure of one sentence and the other figure of another, spans into the two claims."""

    kind: DisagreementKind
    left: Span
    right: Span
    is_slip: bool = False
    """Whether they differ as a slip of the hand makes figures differ."""
    is_age: bool = False
    is_weekday: bool = False
    """Whether both days are told by their weekday alone."""
    is_change: bool = False
    """Whether it is by how much a thing has changed, told in words: "halved"."""
    swapped: frozenset[str] = frozenset()
    """Of numbers with their digits swapped: the stems of what both count."""
    is_of_two: bool = False
    """Whether each side counts something that the other does not: "cases" and "people"."""


def find_clashes(left: Telling, right: Telling) -> tuple[Clash, ...]:
    """Every figure that the two sentences give differently; an age where both give one."""
    return tuple(
        _age_clashes(left, right)
        or [
            *_number_clashes(left, right),
            *_date_clashes(left, right),
            *_turn_clashes(left, right),
            *_change_clashes(left, right),
        ]
    )


# --- numbers -------------------------------------------------------------------------------------


def _number_clashes(left: Telling, right: Telling) -> list[Clash]:
    """The numbers of each side that nothing on the other side matches, where they are one thing's.

    Only unambiguous pairs: a sentence full of figures is compared in none.
    """
    ours, theirs = _unlike(left.quantities, right.quantities)
    counted = _bare_count(left, ours), _bare_count(right, theirs)
    if counted[0] is not None and counted[1] is not None:
        spans = counted[0], counted[1]
        return [Clash(kind=DisagreementKind.NUMBER, left=spans[0], right=spans[1])]
    pairs = [(a, b) for a in ours for b in theirs if _is_one_measure(a, b, (left, right))]
    if len({a for a, _ in pairs}) < len(pairs) or len({b for _, b in pairs}) < len(pairs):
        return []
    return [
        Clash(
            kind=DisagreementKind.NUMBER,
            left=a.span,
            right=b.span,
            is_slip=_is_slip(a, b),
            swapped=_counted_by_both(a, b) if are_swapped(a, b) else frozenset(),
            is_of_two=_are_two_counts(a, b),
        )
        for a, b in pairs
        if _is_slip(a, b) or _is_in_proportion(a, b)
        if not _is_derived(a, right.quantities) and not _is_derived(b, left.quantities)
    ]


def _are_two_counts(left: Quantity, right: Quantity) -> bool:
    """Whether each side counts something that the other does not."""
    are_counts = left.kind is right.kind is QuantityKind.COUNT
    return are_counts and bool(left.nouns and right.nouns) and not _counted_by_both(left, right)


def _counted_by_both(left: Quantity, right: Quantity) -> frozenset[str]:
    """The stems of what two counts are of; a share may be of anything."""
    if left.kind is not QuantityKind.COUNT or right.kind is not QuantityKind.COUNT:
        return frozenset()
    return frozenset(left.nouns) & frozenset(right.nouns)


def _unlike(
    left: Sequence[Quantity], right: Sequence[Quantity]
) -> tuple[list[Quantity], list[Quantity]]:
    """Of the numbers of either side those that nothing on the other side matches."""
    fitting = [
        (one, other)
        for one, a in enumerate(left)
        for other, b in enumerate(right)
        if comparable(a, b) and _fit(a, b)
    ]
    ours, theirs = {one for one, _ in fitting}, {other for _, other in fitting}
    return (
        [quantity for at, quantity in enumerate(left) if at not in ours],
        [quantity for at, quantity in enumerate(right) if at not in theirs],
    )


def _fit(left: Quantity, right: Quantity) -> bool:
    if left.per is not None and right.per is not None and left.per != right.per:
        return False
    if quantities_fit(left, right) or quantities_fit(right, left):
        return True
    is_loose = left.approximate or right.approximate or bool(left.bound or right.bound)
    size = max(abs(left.value), abs(right.value))
    return is_loose and abs(left.value - right.value) <= size * _PLAY


def _is_one_measure(left: Quantity, right: Quantity, tellings: tuple[Telling, Telling]) -> bool:
    if not comparable(left, right) or (left.per is None) != (right.per is None):
        return False
    if left.kind is not QuantityKind.COUNT:
        return True
    if are_swapped(left, right) and len(_digits(left.value)) >= _LONG:
        return True
    if not left.nouns or not right.nouns:
        return False
    return bool(set(left.nouns) & set(right.nouns)) or all(
        noun in telling.stems
        for noun, telling in ((left.nouns[0], tellings[1]), (right.nouns[0], tellings[0]))
    )


def _bare_count(telling: Telling, found: Sequence[Quantity]) -> Span | None:
    """The span of the two numbers of a vote or score ("31 to 30"), if the sentence has one."""
    if len(found) != 2 or any(q.kind is not QuantityKind.COUNT for q in found):
        return None
    first, second = found
    between = telling.text[first.span.end : second.span.start]
    if len(between) > _LONGEST_LINK or "," in between or len(between.split()) > 2:
        return None
    return covering([first.span, second.span])


def _is_in_proportion(left: Quantity, right: Quantity) -> bool:
    """Whether two numbers are near enough to be told of one thing, the height and not the depth."""
    factor = right.unit.factor / left.unit.factor if left.unit and right.unit else Decimal(1)
    low, high = sorted((abs(left.value), abs(right.value * factor)))
    return low > 0 and high <= low * _MOST_TIMES


def _is_derived(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether a number is a sum or difference of two of the other side's."""
    values = [abs(other.value) for other in others if comparable(quantity, other)][:8]
    return any(
        abs(quantity.value) in (one + other, abs(one - other))
        for one, other in combinations(values, 2)
    )


def _is_slip(left: Quantity, right: Quantity) -> bool:
    """Whether a slip of the hand makes one of the other: digits swapped, a nought more or less."""
    if left.low != left.high or right.low != right.high or left.unit != right.unit:
        return False
    one, other = (_digits(q.value) for q in (left, right))
    if are_swapped(left, right):
        return (left.value >= 1) == (right.value >= 1)
    if left.approximate or right.approximate:
        return False
    return one == other and len(one) > 1 and left.value != right.value


def are_swapped(left: Quantity, right: Quantity) -> bool:
    """Whether two numbers have the same digits in another order, round ones left out."""
    one, other = (_digits(q.value) for q in (left, right))
    return len(one) > 1 and one != other and sorted(one) == sorted(other)


def _digits(value: Decimal) -> str:
    return f"{abs(value).normalize():f}".replace(".", "").strip("0")


# --- days ----------------------------------------------------------------------------------------


def _date_clashes(left: Telling, right: Telling) -> list[Clash]:
    """The day of each side that no day of the other side fits, if there is just one on each."""
    ours = _unmatched(left.days, right.days)
    theirs = _unmatched(right.days, left.days)
    years = [[day for day in days if day.precision is Precision.YEAR] for days in (ours, theirs)]
    if all(len(days) == 1 for days in years) and _is_day_slip(years[0][0], years[1][0]):
        ours, theirs = years
    if len({(d.start, d.end) for d in ours}) != 1 or len({(d.start, d.end) for d in theirs}) != 1:
        return []
    one, other = (_plainest(days) for days in (ours, theirs))
    if not _is_one_grain(one, other) or dates_fit(one, other) is not False:
        return []
    clash = Clash(
        kind=DisagreementKind.DATE,
        left=one.span,
        right=other.span,
        is_slip=_is_day_slip(one, other),
        is_weekday=one.precision is other.precision is Precision.WEEKDAY,
    )
    return [clash]


def _unmatched(days: Sequence[DateMention], others: Sequence[DateMention]) -> list[DateMention]:
    """The days that none of ``others`` fits; beside a date, a bare weekday is that of saying."""
    left = [day for day in days if not any(dates_fit(day, other) for other in others)]
    return [day for day in left if day.precision is not Precision.WEEKDAY] or left


def _plainest(days: Sequence[DateMention]) -> DateMention:
    """Of mentions of one day, the first that is written out: not "the same day"."""
    return next((day for day in days if day.day is not None), days[0])


def _is_one_grain(left: DateMention, right: DateMention) -> bool:
    if {left.precision, right.precision} <= {Precision.DAY, Precision.WEEKDAY}:
        return True
    return left.precision is right.precision


def _is_day_slip(left: DateMention, right: DateMention) -> bool:
    """One weekday with two dates of one month, or years with their digits swapped."""
    if Precision.YEAR is left.precision is right.precision:
        years = str(left.year), str(right.year)
        return left.year is not None and sorted(years[0]) == sorted(years[1])
    return (
        left.weekday is not None
        and left.weekday == right.weekday
        and None not in (left.day, right.day)
        and left.month == right.month
        and left.start is not None
        and right.start is not None
        and (left.start - right.start).days % 7 != 0
    )


# --- directions and ages -------------------------------------------------------------------------


def _turn_clashes(left: Telling, right: Telling) -> list[Clash]:
    """A figure that goes up on one side and down on the other: "five more", "five fewer"."""
    return [
        Clash(kind=DisagreementKind.NUMBER, left=ours.span, right=theirs.span)
        for one in left.quantities
        for other in right.quantities
        if comparable(one, other) and one.value == other.value
        for ours in [_course(one, left)]
        for theirs in [_course(other, right)]
        if ours is not None and theirs is not None and ours.is_up != theirs.is_up
    ]


def _change_clashes(left: Telling, right: Telling) -> list[Clash]:
    """A change by one part on one side and by another on the other: "doubled", "up by a fifth"."""
    ours, theirs = left.changes, right.changes
    if len(ours) != 1 or len(theirs) != 1 or changes_fit(ours[0], theirs[0]):
        return []
    spans = ours[0].span, theirs[0].span
    return [Clash(kind=DisagreementKind.NUMBER, left=spans[0], right=spans[1], is_change=True)]


@attrs.frozen(kw_only=True)
class _Course:
    is_up: bool
    span: Span


def _course(quantity: Quantity, telling: Telling) -> _Course | None:
    """The one word of rise or fall right beside a number; "more than" and "up to" are none."""
    lexicon, words = telling.lexicon, telling.words
    before = [w for w in words if w.span.end <= quantity.span.start][-_BESIDE:]
    behind = [w for w in words if w.span.start >= quantity.span.end][:1]
    if before and telling.text[before[-1].span.end : quantity.span.start].strip():
        before = []
    if any(word.text in _BOUNDS for word in before):
        before = []
    found = [
        _Course(is_up=word.text in lexicon.up, span=covering([word.span, quantity.span]))
        for word in (*before, *behind)
        if (word.text in lexicon.up) != (word.text in lexicon.down)
    ]
    return found[0] if len({course.is_up for course in found}) == 1 else None


def _age_clashes(left: Telling, right: Telling) -> list[Clash]:
    """One person of two ages, each beside the name that both sentences have."""
    ours, theirs = left.ages, right.ages
    if len(ours) != 1 or len(theirs) != 1 or abs(ours[0].years - theirs[0].years) <= 1:
        return []
    if not _bearer(ours[0], left) & _bearer(theirs[0], right):
        return []
    return [
        Clash(kind=DisagreementKind.NUMBER, left=ours[0].span, right=theirs[0].span, is_age=True)
    ]


def _bearer(age: Age, telling: Telling) -> set[str]:
    """Stems of the two words of a name that stand nearest to an age."""
    named = [word for word in telling.words if word.stem in telling.names and word.capital]
    near = [word for word in named if is_age_of(age, word.span)]
    near.sort(
        key=lambda word: min(
            abs(word.span.start - age.span.end), abs(age.span.start - word.span.end)
        )
    )
    return {word.stem for word in near[:2]}
