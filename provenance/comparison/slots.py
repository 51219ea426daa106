"""The one place in which two sentences that are otherwise alike differ, and what stands there.

Two sentences of which nearly every word has its like on the other side leave a gap on each: the
words that have none. Where the gaps stand in one place (behind the same word or preposition, or
before the same), what fills them tells whether the two can both be right: two countries, two
directions or two colours cannot be one. Two such places are two things, and no conflict.
"""

from collections.abc import Collection, Iterator

import attrs

from provenance.comparison.statements import Matched, Statement, words_at
from provenance.comparison.turned import Turn
from provenance.guards.pairing import Likeness, Pair, are_kin
from provenance.guards.sides import Side
from provenance.guards.tables import Mark
from provenance.terms import DisagreementKind

_SHARE, _LEAST = 0.75, 0.65
"""Shares of the words of either side that have their like on the other."""
_LONGEST = 3
"""Words that fill one place."""
_PASSED = frozenset({"the", "a", "an", "its", "his", "her", "their", "this", "that"})
_INDEFINITE = frozenset({"a", "an", "some", "another", "several", "many", "one", "two", "three"})
_LAST_OF_CALENDAR = 1
"""The first two exclusive sets are weekdays and months: days are compared as days."""
_SPELLED_ALIKE = 3
"""First letters by which two names may be one, written in two ways."""


@attrs.frozen(kw_only=True)
class Gap:
    """Words of a side that have no like on the other, side by side."""

    first: int
    last: int

    @property
    def places(self) -> range:
        """The indexes of its words."""
        return range(self.first, self.last + 1)


def gaps_of(side: Side, linked: frozenset[int]) -> list[Gap]:
    """The runs of words that say something and have no like, function words passed over."""
    found: list[Gap] = []
    is_open = False
    for at, token in enumerate(side.tokens):
        if at in linked:
            is_open = False
        elif token.full and Mark.SPEECH not in token.marks:
            if is_open:
                found[-1] = Gap(first=found[-1].first, last=at)
            else:
                found.append(Gap(first=at, last=at))
            is_open = True
    return found


def facing_gaps(match: Matched) -> list[tuple[Gap, Gap]]:
    """The gaps of the two sides that stand in one place."""
    pair = match.pair
    ours = gaps_of(match.left.side, frozenset(pair.links))
    theirs = gaps_of(match.right.side, frozenset(pair.back))
    return [(a, b) for a in ours for b in theirs if _are_facing(pair, a, b)]


def _are_facing(pair: Pair, ours: Gap, theirs: Gap) -> bool:
    """Whether both stand behind one word, and either before one or behind one preposition."""
    before = _word_before(pair.claim, ours.first), _word_before(pair.source, theirs.first)
    entry = _entry(pair.claim, ours.first), _entry(pair.source, theirs.first)
    behind = _word_behind(pair.claim, ours.last), _word_behind(pair.source, theirs.last)
    is_behind_one = _is_linked(pair, *before)
    is_before_one = _is_linked(pair, *behind)
    if entry[0] != entry[1]:
        return False
    if entry[0] is not None:
        return is_behind_one or is_before_one
    return is_behind_one and (is_before_one or None in behind)


def _is_linked(pair: Pair, at: int | None, place: int | None) -> bool:
    return at is not None and pair.linked(at) == place


def _word_before(side: Side, first: int) -> int | None:
    return next((n for n in range(first - 1, -1, -1) if side.tokens[n].full), None)


def _word_behind(side: Side, last: int) -> int | None:
    return next((n for n in range(last + 1, len(side.tokens)) if side.tokens[n].full), None)


def _entry(side: Side, first: int) -> str | None:
    """The preposition or other small word that leads to a gap, its article passed over."""
    at = first - 1
    while at >= 0 and side.tokens[at].text in _PASSED:
        at -= 1
    return side.tokens[at].text if at >= 0 and not side.tokens[at].full else None


# --- two fillers that exclude each other ---------------------------------------------------------


def find_other_fillers(match: Matched) -> Iterator[Turn]:
    """The only place in which the two differ, filled by what cannot be one and the same."""
    if match.left.is_heading or match.right.is_heading:
        return
    if match.share < _SHARE or match.least_share < _LEAST:
        return
    pair = match.pair
    if any(link.likeness is Likeness.OPPOSITE for link in pair.links.values()):
        return
    facing = facing_gaps(match)
    ours = gaps_of(match.left.side, frozenset(pair.links))
    theirs = gaps_of(match.right.side, frozenset(pair.back))
    if len(facing) != 1 or min(len(ours), len(theirs)) > 1:
        return
    one, other = facing[0]
    if len(one.places) > _LONGEST or len(other.places) > _LONGEST:
        return
    if not (_is_definite(match.left, one) and _is_definite(match.right, other)):
        return
    if (
        _are_names_apart(match, one, other)
        or _are_exclusive(pair, one, other)
        or _is_whole(match.left, one) != _is_whole(match.right, other)
    ):
        yield _filled(match, one, other, DisagreementKind.SCOPE)
    elif _are_two_roles(match, one, other):
        yield _filled(match, one, other, DisagreementKind.ATTRIBUTION)


def _filled(match: Matched, ours: Gap, theirs: Gap, kind: DisagreementKind) -> Turn:
    return Turn(
        kind=kind,
        left=words_at(match.left.side, ours.first, ours.last),
        right=words_at(match.right.side, theirs.first, theirs.last),
        least=_SHARE,
        is_filler=True,
    )


def _is_definite(statement: Statement, gap: Gap) -> bool:
    """Whether what stands before is one known thing: many a lorry takes blankets to many a town."""
    before = statement.side.tokens[: gap.first]
    texts = {token.text for token in before}
    is_known = "the" in texts or any(token.name for token in before)
    return is_known and texts.isdisjoint(_INDEFINITE)


def _are_two_roles(match: Matched, ours: Gap, theirs: Gap) -> bool:
    """Whether two persons or bodies are named behind "by" or "from", each by what it is."""
    likes, known = match.pair.tables.likes, match.left.turns.words["roles"]
    sides = (match.left.side, ours), (match.right.side, theirs)
    if any(_entry(side, gap.first) not in {"by", "from"} for side, gap in sides):
        return False
    heads = [side.tokens[gap.last] for side, gap in sides]
    none: frozenset[int] = frozenset()
    return all(head.text in known for head in heads) and not (
        likes.get(heads[0].stem, none) & likes.get(heads[1].stem, none)
    )


def _are_names_apart(match: Matched, ours: Gap, theirs: Gap) -> bool:
    """Whether two names fill the place, of which neither can be the other written otherwise."""
    sides = (match.left, ours, match.right), (match.right, theirs, match.left)
    for statement, gap, other in sides:
        tokens = [statement.side.tokens[at] for at in gap.places if statement.side.tokens[at].full]
        if not all(token.capital for token in tokens):
            return False
        if any(token.stem in other.report.stems for token in tokens):
            return False
        before = _word_before(statement.side, gap.first)
        if before is None or Mark.SPEECH in statement.side.tokens[before].marks:
            return False
        if not _is_behind_verb(statement, gap.first):
            return False
    letters = [
        {s.side.tokens[at].stem[:_SPELLED_ALIKE] for at in gap.places} for s, gap, _ in sides
    ]
    return not letters[0] & letters[1]


def _is_whole(statement: Statement, gap: Gap) -> bool:
    """Whether all there is fills the place: "everyone", "the whole"."""
    words = statement.turns.words["extent_fillers"]
    return any(statement.side.tokens[at].text in words for at in gap.places)


def _is_behind_verb(statement: Statement, first: int) -> bool:
    """Whether a verb stands before: what stands before all verbs says who is spoken of."""
    past = statement.turns.words["past"]
    return any(
        token.text in past
        or token.text.endswith(statement.side.tables.past_endings)
        or not token.marks.isdisjoint((Mark.PAST, Mark.PAST_VERB, Mark.PLAN))
        or token.text in {"is", "are", "may", "can", "must"}
        for token in statement.side.tokens[:first]
    )


def _are_exclusive(pair: Pair, ours: Gap, theirs: Gap) -> bool:
    """Whether two words of one closed set fill the place: "north", "south"."""
    sets = pair.tables.exclusive
    return any(
        number == other and member != rival and number > _LAST_OF_CALENDAR
        for at in ours.places
        for number, member in sets.get(pair.claim.tokens[at].stem, ())
        for place in theirs.places
        for other, rival in sets.get(pair.source.tokens[place].stem, ())
    )


# --- two ends of one scale, and one side less sure ----------------------------------------------

_POLE_SHARE, _POLE_LEAST = 0.7, 0.6
_HEDGE_SHARE, _HEDGE_LEAST = 0.75, 0.65
_OPEN = (Mark.POSSIBLE, Mark.HEDGE, Mark.WISH)
_SETTLED_BY = (*_OPEN, Mark.NEGATION, Mark.CONDITION, Mark.MUST)


def find_other_poles(match: Matched) -> Iterator[Turn]:
    """Words of two ends of one scale, where all the rest has its like: "recovered", "slumped"."""
    if match.share < _POLE_SHARE or match.least_share < _POLE_LEAST:
        return
    left, right = match.left, match.right
    if left.side.has(Mark.NEGATION) or right.side.has(Mark.NEGATION):
        return
    ours, theirs = _ends_of(left, match.pair.links.keys()), _ends_of(right, match.pair.back.keys())
    known = {(number, end) for _, ends in ours for number, end in ends}
    facing = {(number, 1 - end) for _, ends in theirs for number, end in ends}
    whole = _all_ends(left), _all_ends(right)
    for number, end in sorted(known & facing):
        if (number, 1 - end) in whole[0] or (number, end) in whole[1]:
            continue
        at = next(at for at, ends in ours if (number, end) in ends)
        place = next(at for at, ends in theirs if (number, 1 - end) in ends)
        yield Turn(
            kind=DisagreementKind.POLARITY,
            left=words_at(left.side, at),
            right=words_at(right.side, place),
            least=_POLE_SHARE,
            is_contrary=True,
        )
        return


def _ends_of(
    statement: Statement, linked: Collection[int]
) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
    """The words without a like that stand on a scale, each with its ends."""
    side, poles = statement.side, statement.turns.poles
    found = []
    for at, token in enumerate(side.tokens):
        behind = [f"{token.text}_{other.text}" for other in side.tokens[at + 1 : at + 2]]
        key = next((word for word in (*behind, token.text) if word in poles), None)
        if key is not None and at not in linked and not token.name:
            found.append((at, poles[key]))
    return found


def _all_ends(statement: Statement) -> set[tuple[int, int]]:
    poles = statement.turns.poles
    return {end for token in statement.side.tokens for end in poles.get(token.text, ())}


def find_less_sure(match: Matched) -> Iterator[Turn]:
    """What the left side tells plainly, and the right with a "perhaps" or a "may have"."""
    if match.share < _HEDGE_SHARE or match.least_share < _HEDGE_LEAST or match.right.is_heading:
        return
    left, right = match.left.side, match.right.side
    if left.has(*_SETTLED_BY) or right.has(Mark.NEGATION, Mark.CONDITION):
        return
    for mark in _OPEN:
        for place in right.marked(mark):
            if _is_of_linked(match, place) and place not in match.pair.back:
                yield Turn(
                    kind=DisagreementKind.MODALITY,
                    left="told as certain",
                    right=words_at(right, place),
                    least=_HEDGE_SHARE,
                )
                return


def _is_of_linked(match: Matched, place: int) -> bool:
    """Whether what a "perhaps" or "may have" is said of stands on the other side, too."""
    side = match.right.side
    if Mark.SPEECH in side.tokens[place].marks:
        return False
    behind = [token.text for token in side.tokens[place + 1 : place + 2]]
    return behind == ["have"] or side.head_after(place) in match.pair.back


# --- two things of one kind ----------------------------------------------------------------------


def is_of_other_thing(match: Matched, turn: Turn) -> bool:
    """Whether, beside what is turned, another place is filled otherwise: another thing.

    "Raised interest on savings" and "lowered interest on loans" may both be right.
    """
    sides = match.left.side, match.right.side
    for gaps in facing_gaps(match):
        told = [words_at(side, gap.first, gap.last) for side, gap in zip(sides, gaps, strict=True)]
        if any(
            _overlaps(one, shown) for one, shown in zip(told, (turn.left, turn.right), strict=True)
        ):
            continue
        if any(not _is_thing(side, gap) for side, gap in zip(sides, gaps, strict=True)):
            continue
        stems = [
            {side.tokens[at].stem for at in gap.places}
            for side, gap in zip(sides, gaps, strict=True)
        ]
        if not any(are_kin(one, other) for one in stems[0] for other in stems[1]):
            return True
    return False


def has_other_subject(match: Matched) -> bool:
    """Whether the two begin with two parties of which the other side has no word."""
    ours = gaps_of(match.left.side, frozenset(match.pair.links))
    theirs = gaps_of(match.right.side, frozenset(match.pair.back))
    sides = (match.left.side, ours), (match.right.side, theirs)
    return all(gaps and _is_subject(side, gaps[0]) for side, gaps in sides)


def _is_subject(side: Side, gap: Gap) -> bool:
    """Whether the words of a gap open the sentence, and say no source of it."""
    behind = side.tokens[gap.last + 1 : gap.last + 3]
    is_source = any(Mark.SPEECH in token.marks for token in behind)
    return (
        _word_before(side, gap.first) is None and not is_source and gap.last - gap.first < _LONGEST
    )


def _overlaps(words: str, shown: str) -> bool:
    return bool(set(words.casefold().split()) & set(shown.casefold().split()))


def _is_thing(side: Side, gap: Gap) -> bool:
    """Whether a noun stands behind a preposition there, as far as forms tell."""
    return _entry(side, gap.first) in _LEADING and all(
        not side.tokens[at].text.endswith(("ed", "ing", "ly")) for at in gap.places
    )


_LEADING = frozenset(
    {"on", "in", "of", "for", "with", "from", "to", "at", "against", "over", "under", "about"}
)
