"""Yields whom a pronoun or an office most likely means, from the mentions before it.

The nearest sentence that is about somebody decides: its speaker, else its subject. Where two fit
and nothing tells them apart, nobody is meant.
"""

import bisect
import itertools
from collections.abc import Callable, Iterator, Sequence

import attrs

from provenance.cast.aliases import Gender
from provenance.cast.named_bodies import Body
from provenance.cast.offices import Office
from provenance.cast.people import Person
from provenance.cast.person_mentions import Mention
from provenance.cast.placing import Place

_NEAR_BLOCKS = 2
"""Paragraphs over which a pronoun points back."""
_NEAR_MENTIONS = 40
"""Mentions looked at for a pronoun."""
_OFFICE_MENTIONS = 300
"""Mentions looked at for an office."""


@attrs.frozen(kw_only=True, eq=False)
class Seen:
    """A mention in its place, with whom it means; offsets into the article's text."""

    start: int
    end: int
    sentence: int
    block: int
    who: Person | Body
    place: Place | None = None
    """``None`` for the source of an attribution, which speaks."""
    mention: Mention | None = None

    @property
    def speaks(self) -> bool:
        """Whether it is told or quoted there."""
        return self.place is None or self.place.speaks

    @property
    def leads(self) -> bool:
        """Whether its sentence is about it."""
        return self.place is None or self.place.subject or self.place.speaks


@attrs.frozen(kw_only=True)
class Meant:
    """Whom a reference means; ``who`` is ``None`` when nobody or more than one fits."""

    who: Person | Body | None
    open: bool = False
    """Whether somebody fits but it is not clear who."""


NOBODY = Meant(who=None)
UNCLEAR = Meant(who=None, open=True)


class Timeline:
    """Mentions in reading order."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self._starts: list[int] = []
        """Where each of them starts."""

    def add(self, seen: Seen) -> None:
        """Note one more mention; a start before the last one's is put in its place."""
        index = bisect.bisect_right(self._starts, seen.start)
        self._starts.insert(index, seen.start)
        self._seen.insert(index, seen)

    def drop(self, seen: Seen) -> None:
        """Forget one mention: it turned out to be of somebody else."""
        index = bisect.bisect_left(self._starts, seen.start)
        while index < len(self._seen) and self._starts[index] == seen.start:
            if self._seen[index] is seen:
                del self._seen[index], self._starts[index]
                return
            index += 1

    def at(self, start: int, end: int) -> tuple[Seen, ...]:
        """The mentions that share a character with ``start`` to ``end``."""
        first = max(0, bisect.bisect_left(self._starts, start) - 3)
        behind = bisect.bisect_left(self._starts, end, first)
        return tuple([seen for seen in self._seen[first:behind] if seen.end > start])

    def last(self, at: int) -> Person | Body | None:
        """Whoever was mentioned last before ``at``."""
        index = bisect.bisect_left(self._starts, at)
        return self._seen[index - 1].who if index else None

    def focus(
        self,
        at: int,
        block: int,
        fits: Callable[[Seen], bool],
        *,
        shown: Callable[[Seen], bool],
    ) -> Meant:
        """Whom a pronoun at offset ``at`` in paragraph ``block`` means.

        Args:
            at: offset into the article.
            block: number of its paragraph.
            fits: whether a mention can be meant at all.
            shown: whether the article shows that it fits (a known gender), not merely allows it.
        """
        aside: list[Seen] = []
        for group in self._sentences(at, _NEAR_MENTIONS):
            if block - group[0].block > _NEAR_BLOCKS:
                break
            fitting = [seen for seen in group if fits(seen)]
            speaking = [seen for seen in fitting if seen.speaks]
            leading = speaking if _count(speaking) == 1 else [s for s in fitting if s.leads]
            if not leading:
                aside.extend(fitting)
                continue
            return _decided(leading, fitting, aside, shown)
        return _only(aside)

    def holder(self, office: Office, at: int, *, countries: frozenset[str]) -> Meant:
        """The nearest person before ``at`` who holds ``office``, in one of ``countries`` if any."""
        for group in self._sentences(at, _OFFICE_MENTIONS):
            holding = [
                seen
                for seen in group
                if isinstance(seen.who, Person)
                and seen.who.holds(office, at)
                and (not countries or _is_in(seen.who, countries, at))
            ]
            if not holding:
                continue
            speaking = [seen for seen in holding if seen.speaks]
            return _only(speaking if _count(speaking) == 1 else holding)
        return NOBODY

    def _sentences(self, at: int, most: int) -> Iterator[Sequence[Seen]]:
        """The mentions before ``at`` by sentence, the nearest first."""
        index = bisect.bisect_left(self._starts, at)
        recent = self._seen[max(0, index - most) : index][::-1]
        for _, group in itertools.groupby(recent, key=lambda seen: seen.sentence):
            yield list(group)


def fits_gender(seen: Seen, gender: Gender | None, at: int) -> bool:
    """Whether the mention is a person of whom nothing speaks against ``gender``."""
    return isinstance(seen.who, Person) and seen.who.can_be(gender, at)


def _decided(
    leading: list[Seen],
    fitting: list[Seen],
    aside: list[Seen],
    shown: Callable[[Seen], bool],
) -> Meant:
    if _count(leading) > 1:
        certain = [seen for seen in leading if shown(seen)]
        return _only(certain) if certain else UNCLEAR
    first = leading[0]
    others = [seen for seen in (*fitting, *aside) if seen.who is not first.who]
    # Somebody just introduced is as likely to be quoted next as the subject is.
    others = [seen for seen in others if seen.who.first >= seen.start or shown(seen)]
    if not others or shown(first):
        return Meant(who=first.who)
    certain = [seen for seen in others if shown(seen)]
    if certain:
        return _only(certain)
    return Meant(who=first.who) if first.speaks else UNCLEAR


def _only(seen: list[Seen]) -> Meant:
    if not seen:
        return NOBODY
    return Meant(who=seen[0].who) if _count(seen) == 1 else UNCLEAR


def _count(seen: list[Seen]) -> int:
    return len({id(one.who) for one in seen})


def _is_in(person: Person, countries: frozenset[str], at: int) -> bool:
    return any(office.countries & countries for office in person.known(at).offices)
