"""The same number or day told differently by two articles.

Two sentences must share most of their words, names among them, and nothing may set them apart
(:mod:`provenance.comparison.qualifiers`) before a figure of one contradicts a figure of the other.
"""

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import attrs

from provenance.comparison.clashes import Clash, find_clashes
from provenance.comparison.qualifiers import (
    Gap,
    gap_between,
    has_moved_on,
    has_other_base,
    has_other_label,
    has_other_object,
    has_other_source,
    has_other_time,
    is_denied,
    is_for_another,
    is_limited,
    is_of_another,
)
from provenance.comparison.statements import nearness_of
from provenance.comparison.stories import are_one_story
from provenance.comparison.tellings import Report, Telling, read_tellings
from provenance.model import Analysis, Claim
from provenance.spans import Span, covering
from provenance.terms import DisagreementKind

_SURE_WORDS, _SURE_SHARE = 4, 0.8
_WORDS, _SHARE = 5, 0.6
"""Content words that two sentences share, and share of the shorter sentence's: either pair of
figures will do (development pairs of the outlet exam: the traps that pass them are caught by a
qualifier). Lower finds more, and takes two events of one kind for one."""

_DATE_SHARE = 0.7
"""Days need more: two acts of one body in one affair have two days."""

_APART_WORDS, _APART_SHARE = 6, 0.8
"""The same where a preposition has two objects."""

_SLIP_WORDS, _SLIP_SHARE = 2, 0.3
"""The same where the figures differ as a slip makes them differ: digits swapped, a nought too many,
one weekday with two dates. Two true figures are so seldom a slip apart that fewer words will do."""

_AGE_WORDS, _AGE_SHARE = 4, 0.5
"""The same for ages: the name beside them says already whose they are."""

_TOO_COMMON = 40
"""Sentences kept for one stem, those with the rarest figures first: the work grows with the
sentences and not with their square."""

_ALIGNED_WORDS, _ALIGNED_SHARE, _ALIGNED_LEAST = 4, 0.7, 0.55
"""The same where words may be like ones: of the side that shares more, and of the other."""

_WEEKDAY_SHARE = 0.85
"""The same where only weekdays differ: one of them may be that of saying."""

_MOST_CANDIDATES = 6
_SOON = frozenset({Gap.SHORT, Gap.SAME_DAY})
_PEOPLE = frozenset({"person", "peopl", "man", "men", "woman", "women", "child", "children"})
"""Stems of nouns that say too little of what is counted."""
_RATE_WORDS = 2
"""Words behind a number that tell its rate: "a month", "pro Jahr"."""


@attrs.frozen(kw_only=True)
class ToldPair:
    """Two claims that tell one thing in two figures."""

    kind: DisagreementKind
    left: Claim
    right: Claim
    left_words: str
    right_words: str
    score: float
    moved_on: bool = False
    """Whether the figure has only moved on: the left is the earlier, and both may be right."""
    left_time: str = ""
    right_time: str = ""


def find_told_differently(
    analyses: Sequence[Analysis], reports: Sequence[Report] = ()
) -> tuple[ToldPair, ...]:
    """Numbers and days that claims of different articles tell differently, each pair once.

    With them the numbers that have moved on from one article to the next (``moved_on``).

    Args:
        analyses: the articles.
        reports: from ``read_reports``, where they are at hand.
    """
    found = []
    tellings = read_tellings(analyses, reports)
    told = _numbers_of(tellings)
    for left, right in _candidates(tellings):
        clashes = find_clashes(left, right)
        if len(clashes) != 1:
            continue
        clash = clashes[0]
        if clash.is_slip and _has_both(left, right, clash, told):
            continue
        if _is_one_thing(left, right, clash):
            found.append(_told_pair(left, right, clash))
        elif _is_development(left, right, clash):
            is_later = _time_of(left) > _time_of(right)
            one, other = (right, left) if is_later else (left, right)
            spans = (clash.right, clash.left) if is_later else (clash.left, clash.right)
            ordered = attrs.evolve(clash, left=spans[0], right=spans[1])
            found.append(
                attrs.evolve(
                    _told_pair(one, other, ordered),
                    moved_on=True,
                    left_time=_time_of(one),
                    right_time=_time_of(other),
                )
            )
    return tuple(found)


def _numbers_of(tellings: Sequence[Telling]) -> dict[int, set[str]]:
    """The numbers that each article has anywhere, as written."""
    found: dict[int, set[str]] = defaultdict(set)
    for telling in tellings:
        found[telling.report.number].update(q.span.of(telling.text) for q in telling.quantities)
    return found


def _has_both(left: Telling, right: Telling, clash: Clash, told: dict[int, set[str]]) -> bool:
    """Whether one of the articles has the other's number, too: then it is of something else."""
    words = clash.left.of(left.text), clash.right.of(right.text)
    return words[1] in told[left.report.number] or words[0] in told[right.report.number]


def _told_pair(left: Telling, right: Telling, clash: Clash) -> ToldPair:
    words = clash.left.of(left.text), clash.right.of(right.text)
    if words[0] == words[1]:  # the rate differs: "a month", "a year"
        words = _with_rate(clash.left, left), _with_rate(clash.right, right)
    return ToldPair(
        kind=clash.kind,
        left=left.claim,
        right=right.claim,
        left_words=words[0],
        right_words=words[1],
        score=_score(left, right),
    )


def _is_development(left: Telling, right: Telling, clash: Clash) -> bool:
    """Whether two articles of different hours or days give a number of one thing at two times."""
    if clash.kind is not DisagreementKind.NUMBER or clash.is_age:
        return False
    if gap_between(left, right) not in _SOON or not _are_near(left, right, clash):
        return False
    if is_denied(left, right) or is_of_another(left, right) or has_other_label(left, right):
        return False
    return not has_other_source(left.claim, right.claim, language=left.report.language)


def _time_of(telling: Telling) -> str:
    moment = telling.report.published
    if isinstance(moment, dt.datetime):
        return moment.astimezone(dt.UTC).isoformat(timespec="minutes")
    return moment.isoformat() if moment is not None else ""


def _with_rate(span: Span, telling: Telling) -> str:
    behind = [word.span for word in telling.words if word.span.start >= span.end]
    return covering([span, *behind[:_RATE_WORDS]]).of(telling.text)


def _score(left: Telling, right: Telling) -> float:
    common, share = _shared(left, right)
    return round(min(0.95, 0.5 + share * min(common, 8) / 16), 2)


# --- which sentences are held against each other -------------------------------------------------


def _candidates(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for stem in telling.stems:
            holders[telling.report.language, stem].append(number)
    kept = {key: _thinned(numbers, tellings) for key, numbers in holders.items()}
    pairs: set[tuple[int, int]] = set()
    for number, telling in enumerate(tellings):
        language = telling.report.language
        shared = Counter(
            itertools.chain.from_iterable(kept[language, stem] for stem in telling.stems)
        )
        alike = sorted(
            (-count, other)
            for other, count in shared.items()
            if count >= _SLIP_WORDS and _is_other_text(telling, tellings[other])
        )
        pairs.update((min(number, o), max(number, o)) for _, o in alike[:_MOST_CANDIDATES])
    pairs.update(_swapped_digits(tellings))
    for one, other in sorted(pairs):
        yield tellings[one], tellings[other]


def _swapped_digits(tellings: Sequence[Telling]) -> set[tuple[int, int]]:
    """Tellings of two articles that count one thing in the same digits, otherwise ordered."""
    holders: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        keys = {
            (telling.report.language, noun, "".join(sorted(f"{quantity.value:f}")))
            for quantity in telling.quantities
            for noun in quantity.nouns
        }
        for key in sorted(keys):
            holders[key].append(number)
    return {
        (one, other)
        for numbers in holders.values()
        for one, other in itertools.combinations(_thinned(numbers, tellings), 2)
        if _figures(tellings[one]) != _figures(tellings[other])
        and _is_other_text(tellings[one], tellings[other])
    }


def _thinned(numbers: Sequence[int], tellings: Sequence[Telling]) -> Sequence[int]:
    """``numbers`` cut to the limit, sentences with figures that few others have first."""
    if len(numbers) <= _TOO_COMMON:
        return numbers
    counts = Counter(_figures(tellings[number]) for number in numbers)
    ranked = sorted(numbers, key=lambda number: (counts[_figures(tellings[number])], number))
    return sorted(ranked[:_TOO_COMMON])


def _figures(telling: Telling) -> tuple[object, ...]:
    numbers = tuple(sorted(quantity.low for quantity in telling.quantities))
    return numbers, tuple(sorted(day.start for day in telling.days if day.start is not None))


def _is_other_text(left: Telling, right: Telling) -> bool:
    """Whether two claims stand in two articles, and neither is the other over again."""
    return left.report.number != right.report.number and left.text != right.text


# --- whether they clash --------------------------------------------------------------------------


def _is_one_thing(left: Telling, right: Telling, clash: Clash) -> bool:
    """Whether the sentences plainly speak of the same thing and nothing sets them apart."""
    if not _are_near(left, right, clash) or not _is_timely(left, right, clash):
        return False
    is_now = gap_between(left, right) is Gap.NONE
    if (
        has_moved_on(left, right, is_of_one_day=is_now)
        or _is_denied(left, right, clash)
        or is_of_another(left, right)
    ):
        return False
    if clash.kind is DisagreementKind.NUMBER and (
        has_other_time(left, right)
        or (not clash.is_age and has_other_base(left, right))
        or is_for_another(left, right, (clash.left, clash.right))
    ):
        return False
    language = left.report.language
    if has_other_label(left, right) or has_other_source(left.claim, right.claim, language=language):
        return False
    return clash.is_slip or clash.is_change or not is_limited(left, right)


def _is_denied(left: Telling, right: Telling, clash: Clash) -> bool:
    """Whether one of the two denies its figure, or says in another clause what the other denies."""
    if _are_aligned(left, right):
        return is_denied(left, right, near=(clash.left, clash.right))
    return is_denied(left, right)


def _are_near(left: Telling, right: Telling, clash: Clash) -> bool:
    common, share = _shared(left, right)
    if not _share_a_name(left, right):
        return False
    if clash.is_slip:
        if clash.is_of_two and len(_matter_of_both(left, right)) < _SLIP_WORDS:
            return False
        is_of_story = bool(clash.swapped - _PEOPLE) and are_one_story(left.report, right.report)
        return (common >= _SLIP_WORDS and share >= _SLIP_SHARE) or is_of_story
    if clash.is_age:
        return common >= _AGE_WORDS and share >= _AGE_SHARE
    least = _WEEKDAY_SHARE if clash.is_weekday else _ALIGNED_SHARE
    if _are_aligned(left, right, share=least):
        return True
    return not clash.is_weekday and _share_enough(left, right, clash)


def _share_enough(left: Telling, right: Telling, clash: Clash) -> bool:
    common, share = _shared(left, right)
    if has_other_object(left, right) and (common < _APART_WORDS or share < _APART_SHARE):
        return False
    if clash.kind is DisagreementKind.DATE and share < _DATE_SHARE:
        return False
    return (common >= _SURE_WORDS and share >= _SURE_SHARE) or (
        common >= _WORDS and share >= _SHARE
    )


def _are_aligned(left: Telling, right: Telling, *, share: float = _ALIGNED_SHARE) -> bool:
    """Whether nearly all words of two sentences of one day have their like on the other side."""
    if gap_between(left, right) is not Gap.NONE:
        return False
    near = nearness_of(left, right)
    if near is None or near.share < share or near.least < _ALIGNED_LEAST:
        return False
    return near.common >= (_APART_WORDS if has_other_object(left, right) else _ALIGNED_WORDS)


def _shared(left: Telling, right: Telling) -> tuple[int, float]:
    common = len(left.stems & right.stems)
    return common, common / max(1, min(len(left.stems), len(right.stems)))


def _matter_of_both(left: Telling, right: Telling) -> frozenset[str]:
    """What two sentences have in common beside names."""
    return (left.stems & right.stems) - left.names - right.names


def _share_a_name(left: Telling, right: Telling) -> bool:
    """Whether the sentences share a name, or their articles two."""
    both = {word.stem for word in left.words} & {word.stem for word in right.words}
    if not both.isdisjoint(left.names) or not both.isdisjoint(right.names):
        return True
    if are_one_story(left.report, right.report):
        return True
    return len(left.report.names & right.report.names) > 1


def _is_timely(left: Telling, right: Telling, clash: Clash) -> bool:
    """Whether no development between the two articles can have made both right.

    Of articles from different hours or days, or without a date, only slips are reported and days
    that were past for both: a figure may have grown, a plan been moved.
    """
    gap = gap_between(left, right)
    if gap is Gap.NONE:
        return True
    if gap is Gap.LONG:
        return False
    return clash.is_slip or (
        clash.kind is DisagreementKind.DATE
        and gap in (Gap.SHORT, Gap.SAME_DAY)
        and _is_past(left, right)
    )


def _is_past(left: Telling, right: Telling) -> bool:
    moments = [t.report.published for t in (left, right)]
    first = min(_as_day(moment) for moment in moments if moment is not None)
    return all(day.end is not None and day.end <= first for t in (left, right) for day in t.days)


def _as_day(moment: dt.datetime | dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment
