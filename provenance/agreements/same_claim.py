"""Whether two claims of two articles say the same thing. Rules alone: no model is asked.

The verifier judges whether a text *supports* a claim; asked in both directions of the development
pairs it called two conflicts and a trap the same claim beside eight agreements. So what counts here
is what can be pointed at: the same words, or the same figure of the same thing.
"""

import enum
from collections.abc import Sequence
from decimal import Decimal

import attrs

from provenance.agreements.comparable_claims import Saying
from provenance.dates import DateMention, Precision, dates_fit
from provenance.guards import GuardRule, find_vetoes
from provenance.names import same_name
from provenance.quantities import Quantity, QuantityKind, comparable, quantities_fit
from provenance.retrieval import index_document


@attrs.frozen(kw_only=True)
class Shared:
    """What two claims have in common, and what each has alone."""

    words: int
    """Content words of the left claim that the right one has."""
    left_share: float
    right_share: float
    names: int
    sure: int
    """Numbers that fit and are hardly chance: three digits of which the other has two."""
    exact: int
    """Others that fit, of two digits and of a measure, of money, a share."""
    plain: int
    """Other numbers that fit, ranges left out."""
    clash: bool
    """Whether both have a figure that fits none of the other's."""


_WHOLE_WORDS, _WHOLE_SHARE = 4, 0.9
"""Content words that two claims share, and share of either's, where nothing else is needed."""

_FIGURE_WORDS, _FIGURE_SHARE = 2, 0.5
"""The same where they share a figure that is no chance, and a name. Of the development pairs of the
outlet exam no conflict passes; with shares of .4 two do."""

_PLAIN_WORDS, _PLAIN_SHARE = 3, 0.6
"""The same for other numbers."""

_LONG_COUNT = 4
"""Digits of a count that says enough by itself in two articles on one story."""

_STORY_WORDS = 1
"""Content words where such a figure stands in two articles on one story."""

_FEWEST = 4
"""Words of two sentences in the very same words; below that they are turns of phrase."""

_STORY_NAMES, _STORY_DAYS = 2, 14
"""Names that two articles on one story share, and days between them."""

_STORY_STEMS, _STORY_SHARE = 6, 0.1
"""Content words instead of the second name, and share of the shorter article's."""

_DETAILS = frozenset(
    {
        *(GuardRule.ADDITION, GuardRule.NAME, GuardRule.PLACE, GuardRule.TITLE),
        *(GuardRule.NUMBER, GuardRule.UNIT, GuardRule.DATE, GuardRule.WEEKDAY, GuardRule.CAUSE),
        *(GuardRule.SPEAKER,),
    }
)
"""What one side may have alone without telling another thing."""

_PASSIVE = frozenset({"by", "von", "par", "por", "przez", "durch"})
"""Words before the doer of a passive: with one of them, names in the other order are no swap."""


def says_same(left: Saying, right: Saying) -> bool:
    """Whether two claims of two articles are the same claim; further detail on one side is none.

    Of two figures, days or clock times that do not fit, of a negation on one side, of two speakers
    and of anything that turns the sense of one side into the other, one is enough to part them.
    """
    if _are_two_voices(left, right):
        return False
    if left.wording == right.wording and left.telling.language == right.telling.language:
        return len(left.wording) >= _FEWEST and is_one_story(left, right)
    if not _are_worth_comparing(left, right):
        return False
    shared = compare_sayings(left, right)
    near = _nearness(left, right, shared)
    if near is _Near.NO or shared.clash or _is_turned(left, right):
        return False
    return not any(_is_vetoed(*pair, near=near) for pair in ((left, right), (right, left)))


def is_one_story(left: Saying, right: Saying) -> bool:
    """Whether the two articles tell of the same people, places and things, near in time."""
    one, other = left.telling, right.telling
    days = (one.published, other.published)
    if days[0] and days[1] and abs((days[0] - days[1]).days) > _STORY_DAYS:
        return False
    names = len(one.names & other.names)
    if names >= _STORY_NAMES:
        return True
    common = len(one.stems & other.stems)
    fewest = min(len(one.stems), len(other.stems))
    return names > 0 and common >= _STORY_STEMS and common >= _STORY_SHARE * fewest


class _Near(enum.Enum):
    """What speaks for two claims being one."""

    NO = "no"
    WORDS = "words"
    """Their words: whatever differs may turn the sense."""
    FIGURE = "figure"
    """A figure that is no chance: what one side has more is detail."""


def _are_worth_comparing(left: Saying, right: Saying) -> bool:
    """Whether two claims may be one, by their figures or, where one has none, their words.

    Which words of a speaker are the same is for the quotations to say.
    """
    if (left.claim.quotes and right.claim.quotes) or left.negations % 2 != right.negations % 2:
        return False
    return bool(left.quantities and right.quantities) or _are_whole(left, right)


def _are_whole(left: Saying, right: Saying) -> bool:
    """Whether two claims share so many of the words of either that nothing else is needed."""
    sides = (left.words, right.keys), (right.words, left.keys)
    shared = [sum(not one.isdisjoint(keys) for one in words) for words, keys in sides]
    least = min(shared[0] / max(1, len(left.words)), shared[1] / max(1, len(right.words)))
    return shared[0] >= _WHOLE_WORDS and least >= _WHOLE_SHARE


def _nearness(left: Saying, right: Saying, shared: Shared) -> _Near:
    least = min(shared.left_share, shared.right_share)
    if shared.names and shared.words >= _FIGURE_WORDS and least >= _FIGURE_SHARE:
        if shared.sure or shared.exact:
            return _Near.FIGURE
        if shared.plain and shared.words >= _PLAIN_WORDS and least >= _PLAIN_SHARE:
            return _Near.WORDS
    if shared.words >= _WHOLE_WORDS and least >= _WHOLE_SHARE:
        return _Near.WORDS
    if not (shared.sure or shared.exact) or not is_one_story(left, right):
        return _Near.NO
    if not shared.names and _has_names(left) and _has_names(right):
        return _Near.NO  # One sum, paid by one body for one thing and by another for another.
    is_enough = (
        shared.sure > 1
        or shared.words >= _STORY_WORDS
        or bool(shared.sure and (_is_measured(left) or _is_long(left)))
    )
    return _Near.FIGURE if is_enough else _Near.NO


def _has_names(saying: Saying) -> bool:
    return any(key.startswith("name ") for keys in saying.words for key in keys)


def _is_measured(saying: Saying) -> bool:
    """Whether its one number has a unit: 412 alone may be of anything, 412 kilograms hardly."""
    return len(saying.quantities) == 1 and saying.quantities[0].unit is not None


def _is_long(saying: Saying) -> bool:
    """Whether its one number is a count that two things hardly share: 1,847."""
    return len(saying.quantities) == 1 and _digits(saying.quantities[0]) >= _LONG_COUNT


def _are_two_voices(left: Saying, right: Saying) -> bool:
    names = [one.claim.speaker.name for one in (left, right) if one.claim.speaker is not None]
    named = [name for name in names if name]
    return len(named) == 2 and not same_name(named[0], named[1])


def _is_turned(left: Saying, right: Saying) -> bool:
    """Whether the two have the same names in another order, and no passive explains it."""
    ours, theirs = _shared_names(left, right), _shared_names(right, left)
    if len(ours) < 2 or ours == theirs:
        return False
    passive = [
        any(word in _PASSIVE for word in one.text.casefold().split()) for one in (left, right)
    ]
    return passive[0] == passive[1]


def _shared_names(one: Saying, other: Saying) -> list[str]:
    names = [
        min(key for key in keys if key.startswith("name "))
        for keys in one.words
        if any(key.startswith("name ") and key in other.keys for key in keys)
    ]
    return list(dict.fromkeys(names))


def _is_vetoed(claim: Saying, source: Saying, *, near: _Near) -> bool:
    """Whether ``claim`` turns what ``source`` says; beside a figure, detail is no matter."""
    if claim.telling.language != source.telling.language:
        return False
    document = index_document(
        source.text, language=source.telling.language, reference=source.telling.published
    )
    vetoes = find_vetoes(claim.text, document, reference=claim.telling.published)
    if near is _Near.WORDS:
        return bool(vetoes)
    return any(veto.source is not None or veto.rule not in _DETAILS for veto in vetoes)


def compare_sayings(left: Saying, right: Saying) -> Shared:
    """What two claims have in common."""
    ours = [one for one in left.words if not one.isdisjoint(right.keys)]
    theirs = [one for one in right.words if not one.isdisjoint(left.keys)]
    fitting = [(a, b) for a in left.quantities for b in right.quantities if _fit(a, b)]
    days = [(a, b) for a in left.days for b in right.days if _same_day(a, b)]
    clocks = [(a, b) for a in left.clocks for b in right.clocks if dates_fit(a, b)]
    grades = {id(a): _grade(a, b) for a, b in fitting}
    return Shared(
        words=len(ours),
        left_share=len(ours) / max(1, len(left.words)),
        right_share=len(theirs) / max(1, len(right.words)),
        names=sum(any(key.startswith("name ") for key in one) for one in ours),
        sure=sum(grade is _Grade.SURE for grade in grades.values()),
        exact=sum(grade is _Grade.EXACT for grade in grades.values()),
        plain=sum(grade is _Grade.PLAIN for grade in grades.values()),
        clash=_clash(left, right, fitting, [*days, *clocks]),
    )


def _fit(one: Quantity, other: Quantity) -> bool:
    if not comparable(one, other) or one.bound is not other.bound:
        return False
    if one.per is not None and other.per is not None and one.per != other.per:
        return False
    return quantities_fit(one, other) or quantities_fit(other, one)


def _same_day(one: DateMention, other: DateMention) -> bool:
    if dates_fit(one, other) is not True:
        return False
    weekday = Precision.WEEKDAY in (one.precision, other.precision)
    return one.precision is other.precision or weekday


def _clash(
    left: Saying,
    right: Saying,
    fitting: Sequence[tuple[Quantity, Quantity]],
    dated: Sequence[tuple[DateMention, DateMention]],
) -> bool:
    """Whether both sides have numbers, or both days, that nothing on the other side fits."""
    ours = {id(a) for a, _ in fitting} | {id(a) for a, _ in dated}
    theirs = {id(b) for _, b in fitting} | {id(b) for _, b in dated}
    return any(
        any(id(a) not in ours for a in one) and any(id(b) not in theirs for b in other)
        for one, other in (
            (left.quantities, right.quantities),
            ((*left.days, *left.clocks), (*right.days, *right.clocks)),
        )
    )


class _Grade(enum.Enum):
    """How little it can be chance that two numbers fit."""

    SURE = 3
    EXACT = 2
    PLAIN = 1
    NONE = 0


def _grade(one: Quantity, other: Quantity) -> _Grade:
    digits = sorted((_digits(one), _digits(other)))
    if one.low != one.high or other.low != other.high:
        return _Grade.NONE
    if one.share and other.share:
        return _Grade.NONE  # "the first quarter" is no figure of its own.
    is_measured = one.kind is not QuantityKind.COUNT
    if not is_measured and digits[1] <= 2 and one.noun != other.noun:
        return _Grade.NONE  # Eighteen clocks are no eighteen ladders.
    if digits[1] > 2 and digits[0] > (1 if is_measured else 2):
        return _Grade.SURE
    return _Grade.EXACT if digits[0] == 2 and is_measured else _Grade.PLAIN


def _digits(quantity: Quantity) -> int:
    """Digits of a number without the noughts at its ends."""
    value = abs(quantity.value).normalize()
    return len(f"{value:f}".replace(".", "").strip("0")) if value != Decimal(0) else 0
