"""Who did it to whom: two names that change places, and two doers of one deed."""

from collections.abc import Iterator, Mapping

import attrs

from provenance.comparison.statements import Matched, Statement, words_at
from provenance.comparison.turned import Turn, places_of
from provenance.guards.pairing import Likeness
from provenance.guards.sides import Side
from provenance.guards.tables import Mark
from provenance.terms import DisagreementKind

_ASIDE = frozenset(
    {"in", "at", "near", "of", "during", "under", "since", "until", "on", "as", "for", "about"}
    | {"behind", "outside", "inside", "into"}
)
"""What stands behind these is no party to the deed."""
_SAYING = frozenset({"said", "added", "stated", "announced", "declared", "insisted", "reported"})
"""Verbs that take no person for their object."""
_NONE: frozenset[int] = frozenset()
_PASSIVE_REACH = 4
_LONGEST_DOER = 5


@attrs.frozen(kw_only=True)
class _Course:
    """From whom to whom a deed goes; entities are numbered alike on both sides."""

    deed: str
    """The stem of the verb, or the number of its pair of converses."""
    giver: int
    taker: int
    first: int
    last: int


def find_swapped(match: Matched) -> Iterator[Turn]:
    """A deed that goes from one name to the other on one side, and back on the other."""
    ours, theirs = _entities(match)
    if len(set(ours.values())) < 2:
        ours, theirs = _things(match)
    if len(set(ours.values())) < 2:
        return
    left = _courses(match.left, ours)
    right = _courses(match.right, theirs)
    for one in left:
        for other in right:
            is_turned = (one.giver, one.taker) == (other.taker, other.giver)
            if is_turned and _is_one_deed(match, one.deed, other.deed):
                yield Turn(
                    kind=DisagreementKind.ROLE_SWAP,
                    left=words_at(match.left.side, one.first, one.last),
                    right=words_at(match.right.side, other.first, other.last),
                    least=0.65,
                )
                return


def _is_one_deed(match: Matched, left: str, right: str) -> bool:
    likes = match.pair.tables.likes
    return left == right or bool(likes.get(left, _NONE) & likes.get(right, _NONE))


def _entities(match: Matched) -> tuple[dict[int, int], dict[int, int]]:
    """For each word of a name that both sides have: the number of its name, alike on both."""
    pair = match.pair
    ours: dict[int, int] = {}
    theirs: dict[int, int] = {}
    linked = [
        (at, link.source)
        for at, link in sorted(pair.links.items())
        if link.likeness in (Likeness.SAME, Likeness.KIN)
        and pair.claim.tokens[at].capital
        and pair.source.tokens[link.source].capital
        and (pair.claim.tokens[at].name or pair.source.tokens[link.source].name)
    ]
    number = -1
    last: tuple[int, int] | None = None
    for at, place in linked:
        if last is None or at - last[0] != 1 or abs(place - last[1]) != 1:
            number += 1
        ours[at] = theirs[place] = number
        last = at, place
    return (
        {at: n for at, n in ours.items() if not _is_aside(match.left.side, at, ours)},
        {at: n for at, n in theirs.items() if not _is_aside(match.right.side, at, theirs)},
    )


def _things(match: Matched) -> tuple[dict[int, int], dict[int, int]]:
    """The same for plain nouns with an article: "the ferry", "the tug"."""
    pair = match.pair
    ours: dict[int, int] = {}
    theirs: dict[int, int] = {}
    for number, (at, link) in enumerate(sorted(pair.links.items())):
        if link.likeness is Likeness.SAME and (
            _is_thing(match.left.side, at) and _is_thing(match.right.side, link.source)
        ):
            ours[at] = theirs[link.source] = number
    return ours, theirs


def _is_thing(side: Side, at: int) -> bool:
    token = side.tokens[at]
    before = [other.text for other in side.tokens[max(0, at - 2) : at]]
    if not before or before[-1] not in side.tables.determiners or not token.content:
        return False
    return len(before) < 2 or before[0] not in _ASIDE | {"from", "to", "with", "by", "of"}


def _is_aside(side: Side, at: int, names: Mapping[int, int]) -> bool:
    """Whether a name is no party: "in Rostock", "the Rostock basin", "according to Rostock"."""
    start = at
    while start - 1 in names and names[start - 1] == names[at]:
        start -= 1
    end = at
    while end + 1 in names and names[end + 1] == names[at]:
        end += 1
    words = [token.text for token in side.tokens[max(0, start - 3) : start]]
    if words[-1:] == ["the"]:
        del words[-1]
    return words[-2:] == ["according", "to"] or (bool(words) and words[-1] in _ASIDE)


def _courses(statement: Statement, names: Mapping[int, int]) -> list[_Course]:
    side = statement.side
    found = []
    for at in range(len(side.tokens)):
        if at in names:
            continue
        course = _from_to(side, at, names)
        found += [course] if course is not None else _of_verb(statement, at, names)
    return found


def _from_to(side: Side, at: int, names: Mapping[int, int]) -> _Course | None:
    if side.tokens[at].text != "from" or at + 1 not in names:
        return None
    end = at + 1
    while end in names and names[end] == names[at + 1]:
        end += 1
    if end + 1 >= len(side.tokens) or side.tokens[end].text != "to" or end + 1 not in names:
        return None
    return _Course(deed="0", giver=names[at + 1], taker=names[end + 1], first=at, last=end + 1)


def _of_verb(statement: Statement, at: int, names: Mapping[int, int]) -> list[_Course]:
    """The courses of the verb at ``at``: of one that is in two pairs of converses, two."""
    side = statement.side
    stem = side.tokens[at].stem
    pairs = _converses(statement, at)
    if stem == "from" or (not pairs and not _is_verb(statement, at)):
        return []
    before = _name_before(side, at, names)
    after = next((n for n in range(at + 1, len(side.tokens)) if n in names), None)
    after = _past_modifier(side, after, names)
    if before is None or after is None or names[before] == names[after]:
        return []
    doer, other = before, after
    if _is_passive(side, at):
        by = next((n for n in range(at + 1, len(side.tokens)) if side.tokens[n].text == "by"), None)
        named = None if by is None else next((n for n in range(by, by + 4) if n in names), None)
        if named is None or names[named] == names[before]:
            return []
        doer, other = named, before
    found = []
    for number, half in pairs or ((None, 0),):
        to = other if number is None or half or doer != before else _taker(side, at, names) or other
        if names[to] == names[doer]:
            continue
        giver, taker = (names[to], names[doer]) if half else (names[doer], names[to])
        found.append(
            _Course(
                deed=stem if number is None else str(number),
                giver=giver,
                taker=taker,
                first=min(before, at),
                last=max(after, to, doer, at),
            )
        )
    return found


def _past_modifier(side: Side, at: int | None, names: Mapping[int, int]) -> int | None:
    """The name itself where the first only says what its bearer is: "the Roma striker Neri"."""
    if at is None or at + 2 not in names or at + 1 in names:
        return at
    between = side.tokens[at + 1]
    is_noun = between.content and not between.capital and "'" not in side.tokens[at].text
    return at + 2 if is_noun and names[at + 2] != names[at] else at


def _converses(statement: Statement, at: int) -> tuple[tuple[int, int], ...]:
    """The pairs of converse verbs that the one at ``at`` is part of: number and half."""
    tokens, known = statement.side.tokens, statement.turns.converses
    stems = [token.stem for token in tokens[at : at + 3]]
    if len(stems) > 1 and "_".join(stems[:2]) in known:
        return known.get("_".join(stems[1:])) or known["_".join(stems[:2])]
    return known.get(stems[0], ())


def _taker(side: Side, at: int, names: Mapping[int, int]) -> int | None:
    """The name behind "to" that something is given to: "handed the man over to Halm"."""
    clause = side.clause_of(at)
    return next(
        (n for n in range(at + 2, clause.stop) if n in names and side.tokens[n - 1].text == "to"),
        None,
    )


def _is_verb(statement: Statement, at: int) -> bool:
    token = statement.side.tokens[at]
    if token.capital or token.text in _SAYING or token.text in statement.turns.words["symmetric"]:
        return False
    if token.text in statement.turns.words["past"]:
        return True
    return Mark.PAST_VERB in token.marks or (token.full and token.text.endswith("ed"))


def _name_before(side: Side, at: int, names: Mapping[int, int]) -> int | None:
    """The name that does what the word at ``at`` tells: the nearest, or the first for "beating"."""
    before = [n for n in range(at) if n in names and side.tokens[n].sentence]
    before = before or [n for n in range(at) if n in names]
    if not before:
        return None
    if side.tokens[at].text.endswith("ing"):
        return before[0]
    near = before[-1]
    return near if side.tokens[at].clause - side.tokens[near].clause <= 2 else None


def _is_passive(side: Side, at: int) -> bool:
    clause = side.clause_of(at)
    near = range(max(clause.start, at - _PASSIVE_REACH), at)
    token = side.tokens[at]
    is_form = token.text.endswith(("ed", "en", "t", "d")) or Mark.PAST_VERB in token.marks
    if is_form and [other.text for other in side.tokens[at + 1 : at + 2]] == ["by"]:
        return True
    return is_form and any(side.tokens[place].text in side.tables.passive for place in near)


# --- two doers -----------------------------------------------------------------------------------


def find_other_doers(match: Matched) -> Iterator[Turn]:
    """One deed that two are said to have done, where it can have had but one doer."""
    pair = match.pair
    authors = match.left.turns.words["authors"]
    known = {pair.claim.tokens[at].text for at in places_of(pair.claim, authors)}
    for at, link in sorted(pair.links.items()):
        if link.likeness is Likeness.OPPOSITE or Mark.SPEECH in pair.claim.tokens[at].marks:
            continue
        is_authored = (
            pair.claim.tokens[at].text in known and pair.source.tokens[link.source].text in authors
        )
        is_passive = link.likeness is Likeness.SAME and (
            _is_passive(match.left.side, at) and _is_passive(match.right.side, link.source)
        )
        is_turned_round = link.likeness is Likeness.SAME and (
            _is_passive(match.left.side, at) != _is_passive(match.right.side, link.source)
        )
        if not (is_authored or is_passive or is_turned_round):
            continue
        ours = _doer(match.left.side, at)
        theirs = _doer(match.right.side, link.source)
        if not ours or not theirs:
            continue
        stems = {t.stem for t in pair.source.tokens}, {t.stem for t in pair.claim.tokens}
        is_other = all(
            at not in pair.links and pair.claim.tokens[at].stem not in stems[0] for at in ours
        ) and all(n not in pair.back and pair.source.tokens[n].stem not in stems[1] for n in theirs)
        if is_other:
            yield Turn(
                kind=DisagreementKind.ATTRIBUTION,
                left=words_at(match.left.side, ours[0], ours[-1]),
                right=words_at(match.right.side, theirs[0], theirs[-1]),
                least=0.6 if is_turned_round else 0.7,
            )
            return


def _doer(side: Side, at: int) -> list[int]:
    """The words of who does what is told at ``at``: before an active verb, behind "by"."""
    clause = side.clause_of(at)
    if _is_passive(side, at):
        by = next((n for n in range(at + 1, clause.stop) if side.tokens[n].text == "by"), None)
        return [] if by is None else _phrase(side, range(by + 1, clause.stop))
    if clause.start > 1 and side.tokens[clause.start].text in {"who", "that", "which"}:
        clause = range(side.clause_of(clause.start - 1).start, clause.stop)
    before = _phrase(side, range(clause.start, at))
    return before if before and at - before[-1] <= 2 else []


def _phrase(side: Side, places: range) -> list[int]:
    found: list[int] = []
    for at in places:
        token = side.tokens[at]
        if token.full and Mark.ONLY not in token.marks:
            found.append(at)
        elif found and token.text in _ASIDE | {"with", "from", "to", "and", "that"}:
            break
    return found[:_LONGEST_DOER] if len(found) <= _LONGEST_DOER else []
