"""Which articles are linked, from the keys that they share; what an engine's join must compute.

The articles are numbered in the order of their days (:class:`Roster`), and over the rows (key,
number of an article that holds it):

1. group by key: the numbers in one sorted list; and group by :func:`timeless_key`, and count the
   rows;
2. :func:`pairs_of_key` gives for each key the pairs of articles that it speaks for, and how much it
   weighs for each: the weight of a key of an event grows with its rarity among the articles of its
   week and, where that is less, among those of all weeks, by their exact number
   (:attr:`Roster.weeks`, and the rows of all weeks);
3. group by pair and kind, and sum the weights; :func:`is_link` says of the sums whether the two are
   linked, and :func:`strength_of` how firmly.

The kind of a key is its first letter. Every step looks at one key or one pair alone and counts in
whole numbers, so that a corpus can be taken in any order on any machines and gives the same links.
:func:`link_stories` does the same in one process.
"""

import datetime as dt
import enum
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from provenance.blocking.article_keys import (
    EVENT_LETTERS,
    WEEK,
    StoryKeys,
    count_event_keys,
    weeks_of,
)


class KeyKind(enum.Enum):
    """What two articles share; the value is the first letter of the key."""

    TEXT = "t"
    """All bytes."""
    COPY = "c"
    """A fingerprint of copied words."""
    SAYING = "s"
    """A whole quotation, word for word."""
    TURN = "q"
    """Two neighbouring words of a quotation."""
    NAME = "n"
    WORD = "w"
    FIGURE = "f"

    __hash__ = object.__hash__  # that of an enum is a call of Python, millions of times

    @property
    def is_of_event(self) -> bool:
        """Whether many articles have it by chance, so that only several together link."""
        return self in (KeyKind.NAME, KeyKind.WORD, KeyKind.FIGURE)


_KIND_OF = {kind.value: kind for kind in KeyKind}


@attrs.frozen(kw_only=True)
class Link:
    """Two articles of one story."""

    left: str
    right: str
    """The greater id."""
    strength: int
    """The higher, the firmer: what is cut first is the weakest."""

    @property
    def is_firm(self) -> bool:
        """Whether copied text or a whole quotation links them: no topic does so by chance."""
        return self.strength >= FIRM


FIRM = 1_000_000
"""The strength from which a link is one of copied text or of a whole quotation."""


_MOST_HOLDERS = 200
"""Articles of one week that hold a key of an event; one that more hold tells nothing."""
_NEAR = 8
"""Holders of a key of an event, in the order of days, that each is paired with: pairs of all would
grow with the square. Those of one event share many keys, and have each other near in several."""
_MOST_CARRIERS = 5_000
"""Articles that hold a key of another kind; beyond that it is the foot of a page, or a proverb."""
_MOST_TURNERS, _TURN_SHARE = 16, 256
"""Articles whose quotations may share a turn, and the part of all articles that may, where it is
more: beyond that the two words are one of the language, such as "last year"."""
_REACH = 3
"""Holders of such a key, in the order of days, that each is paired with: copies of one dispatch
stand next to each other under each of its keys, so that the work grows with them only."""
_MOST_DAYS = 31
"""Days between two articles that share copied or quoted words."""

EVER = ""
"""The week that is all time, among the numbers of articles of each week."""
_NO_WEEK = -1

_SHORT, _SHORT_CARRIERS = 40, 4
"""Keys of an event of a short article: it leaves few fingerprints, so that one is enough where no
more articles hold it; what more hold may be the foot of a page."""
_COPIES, _TURNS = 2, 3
"""Fingerprints and turns of quotations that link two articles: one fingerprint may be a stock
phrase, and a name of three words leaves two turns."""

_FEWEST_ARTICLES, _MOST_ARTICLES = 256, 2048
"""Articles of a week among which a key is held to be rare: of fewer nobody can tell, and of more
the rest speaks of other things."""
_MOST_BITS = 8
_UNIT = 100
_WEIGHTS = tuple(round(10 * _UNIT * bits**1.5 / _MOST_BITS**0.5) for bits in range(_MOST_BITS + 1))
"""Ten times the weight of a key by its bits of rarity, before it is divided by the root of the
shorter article's keys: long articles share more by chance. It grows faster than the bits: words of
one topic are half rare and come together, so that many of them are no more evidence than a few."""


@attrs.frozen(kw_only=True)
class Roster:
    """What must be known of all articles to link two: they are numbered by day, then by id."""

    articles: Sequence[str] = attrs.field(repr=False)
    """Their ids."""
    days: Sequence[int] = attrs.field(repr=False)
    """Ordinals of dates; 0 for an article without a day."""
    keys: Sequence[int] = attrs.field(repr=False)
    """How many keys of an event each has: :func:`provenance.blocking.count_event_keys`."""
    weeks: Mapping[str, int] = attrs.field(repr=False)
    """How many articles have keys of each week. Under :data:`EVER` stands the sum: an article with
    a day counts twice there."""

    @classmethod
    def of(cls, rows: Iterable[tuple[str, dt.date | None, int]]) -> "Roster":
        """The roster of articles, each with its id, its day and its number of keys."""
        listed = sorted(
            (0 if day is None else day.toordinal(), article, keys) for article, day, keys in rows
        )
        weeks: Counter[str] = Counter()
        for day, number in Counter(day for day, _, _ in listed).items():
            for week in weeks_of(dt.date.fromordinal(day) if day else None):
                weeks[week] += number
        return cls(
            articles=tuple(article for _, article, _ in listed),
            days=array("l", (day for day, _, _ in listed)),
            keys=array("l", (keys for _, _, keys in listed)),
            weeks={**weeks, EVER: sum(weeks.values())},
        )

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each article, by its id; made anew each time."""
        return {article: number for number, article in enumerate(self.articles)}


def link_stories(keys: Iterable[StoryKeys]) -> tuple[Link, ...]:
    """The links between articles, sorted by their ids.

    Time grows with the pairs that share a key which is not common, memory with keys and links.
    """
    by_id = {one.article: one for one in keys}
    roster = Roster.of((one.article, one.day, count_event_keys(one)) for one in by_id.values())
    holders: dict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(roster.articles):
        for key in by_id[article].keys:
            holders[key].append(number)
    rows = _rows_ever(holders)
    places: dict[int, list[tuple[_Carried, int]]] = defaultdict(list)
    while holders:
        key, several = holders.popitem()
        found = _carried(key, several, roster, rows.get(timeless_key(key), 0))
        if found is not None:
            for at, holder in enumerate(several[:-1]):
                places[holder].append((found, at))
    links: list[Link] = []
    for number, article in enumerate(roster.articles):
        sums: dict[int, Counter[KeyKind]] = defaultdict(Counter)
        for carried, at in places.pop(number, ()):
            for other, weight in carried.partners(at, roster):
                sums[other][carried.kind] += weight
        for other, shared in sums.items():
            if is_link(shared):
                left, right = sorted((article, roster.articles[other]))
                links.append(Link(left=left, right=right, strength=strength_of(shared)))
    return tuple(sorted(links, key=lambda link: (link.left, link.right)))


def _rows_ever(holders: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """For each key of an event without its week, how many rows have it in all weeks."""
    rows: dict[str, int] = defaultdict(int)
    for key, several in holders.items():
        if key[0] in EVENT_LETTERS:
            rows[timeless_key(key)] += len(several)
    return rows


def kind_of_key(key: str) -> KeyKind:
    """The kind that a key tells by its first letter."""
    return _KIND_OF[key[0]]


def timeless_key(key: str) -> str:
    """``key`` without the week that it names, if it is one of an event."""
    return key.rpartition(" ")[0] if key[0] in EVENT_LETTERS else key


def pairs_of_key(
    key: str, holders: Sequence[int], roster: Roster, ever: int
) -> Iterator[tuple[int, int, int]]:
    """The pairs of articles, the lesser number first, that ``key`` speaks for, and its weight.

    Args:
        key: of any kind.
        holders: numbers of the articles that have it, sorted.
        roster: of all articles.
        ever: rows of all keys with the same :func:`timeless_key`; asked for keys of an event only.
    """
    carried = _carried(key, holders, roster, ever)
    if carried is not None:
        for at, one in enumerate(holders):
            for other, weight in carried.partners(at, roster):
                yield one, other, weight


@attrs.frozen(kw_only=True)
class _Carried:
    """A key that links articles, and who holds it."""

    kind: KeyKind
    week: int
    """Of a key of an event; :data:`_NO_WEEK`: that of articles without a day."""
    weight: int
    """For one of an event: see :data:`_WEIGHTS`."""
    holders: Sequence[int]

    def partners(self, at: int, roster: Roster) -> Iterator[tuple[int, int]]:
        """The holders behind the one at ``at`` that the key links it with, and its weight."""
        one = self.holders[at]
        days, keys = roster.days, roster.keys
        day = days[one]
        if self.kind.is_of_event:
            for other in self.holders[at + 1 : at + 1 + _NEAR]:
                if _is_in_week(day, days[other], self.week):
                    yield other, self.weight // math.isqrt(100 * min(keys[one], keys[other]))
            return
        is_rare_copy = self.kind is KeyKind.COPY and len(self.holders) <= _SHORT_CARRIERS
        for other in self.holders[at + 1 : at + 1 + _REACH]:
            if not day or not days[other] or days[other] - day <= _MOST_DAYS:
                is_short = is_rare_copy and min(keys[one], keys[other]) < _SHORT
                yield other, _COPIES if is_short else 1


def _carried(key: str, holders: Sequence[int], roster: Roster, ever: int) -> _Carried | None:
    """``key`` with its holders; ``None`` where it links none, as one has it or many do."""
    if len(holders) < 2:  # as most are
        return None
    kind, week, weight = kind_of_key(key), _NO_WEEK, 0
    articles = roster.weeks
    if kind.is_of_event:
        if len(holders) > _MOST_HOLDERS:
            return None
        named = key.rpartition(" ")[2]
        among = min(max(articles.get(named, 0), articles[EVER] // 2), _MOST_ARTICLES)
        bits = min(_rarity(len(holders), among), _rarity(ever, articles[EVER]))
        weight = _WEIGHTS[bits]
        if not weight:
            return None
        week = int(named) if named.isdecimal() else _NO_WEEK
    elif len(holders) > _most_carriers(kind, articles[EVER] // 2):
        return None
    return _Carried(kind=kind, week=week, weight=weight, holders=holders)


def _most_carriers(kind: KeyKind, articles: int) -> int:
    """Of so many ``articles``, how many may hold a key of copied or quoted words."""
    if kind is not KeyKind.TURN:
        return _MOST_CARRIERS
    return min(_MOST_CARRIERS, max(_MOST_TURNERS, articles // _TURN_SHARE))


def _is_in_week(day: int, later: int, week: int) -> bool:
    """Whether two days are near, and ``week`` is the one key that speaks for them.

    Two days of one week share the next week's key as well.
    """
    return not day or not later or (later - day <= WEEK and later // WEEK == week)


def _rarity(holders: int, articles: int) -> int:
    """How many times so many articles can be halved before no more are left than hold a key."""
    among = max(_FEWEST_ARTICLES, articles, holders)
    return min(_MOST_BITS, (among // holders).bit_length() - 1)


_EVENT, _NAMED = 350, 252
"""Weight of all keys of an event, and that of names and figures alone (in two languages there is
nothing else), from which two articles are linked. Set on the development half of stance bodies and
events (``benchmarks/quality/stories.py``) and on generated articles: higher parts articles on one
event, lower chains events.
"""
LEAST_OF_EVENT = min(_EVENT, _NAMED)
"""Two articles that share nothing but keys of an event, and those of less weight together, are not
linked: most pairs need not be asked about one by one."""


def is_link(sums: Mapping[KeyKind, int]) -> bool:
    """Whether two articles whose shared keys have these weights belong to one story."""
    if _is_copied(sums) or sums.get(KeyKind.TURN, 0) >= _TURNS:
        return True
    named = sums.get(KeyKind.NAME, 0) + sums.get(KeyKind.FIGURE, 0)
    return named >= _NAMED or named + sums.get(KeyKind.WORD, 0) >= _EVENT


def _is_copied(sums: Mapping[KeyKind, int]) -> bool:
    is_told_alike = sums.get(KeyKind.TEXT) or sums.get(KeyKind.SAYING)
    return bool(is_told_alike) or sums.get(KeyKind.COPY, 0) >= _COPIES


def strength_of(sums: Mapping[KeyKind, int]) -> int:
    """How firmly two linked articles belong together: copied and quoted words outweigh the rest."""
    weights = sum(
        weight if kind.is_of_event else weight * (10 * _UNIT if kind is KeyKind.TEXT else _UNIT)
        for kind, weight in sums.items()
    )
    return FIRM + weights if _is_copied(sums) else weights
