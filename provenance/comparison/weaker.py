"""What one statement tells as settled, ordered or sure, and the other as less."""

from collections.abc import Iterator
from itertools import takewhile

from provenance.comparison.statements import Matched, Statement, words_at
from provenance.comparison.turned import (
    KNOWN,
    Turn,
    has_words,
    negated,
    only_sought,
    places_of,
)
from provenance.guards.sides import Side
from provenance.terms import DisagreementKind

_JOINING = frozenset({"and", "but"})
"""A "no" before these denies nothing behind them: "no pupil was hurt and the school will open"."""
_NEGATED_BEHIND = 2
"""Words behind a verb within which a "no" denies it: "had confirmed no case"."""
_NOT = (["not"], ["never"], ["no"], ["be", "no"])
_DENYING = frozenset({"not", "no", "never", "neither", "nothing", "nobody", "cannot"})


def find_weaker(match: Matched) -> Iterator[Turn]:
    """What the left side tells as settled, ordered, promised or sure, and the right does not."""
    for family in sorted(match.left.turns.firm):
        ours = _firm(match.left, family)
        if not ours or _loose(match.left, family):
            continue
        theirs = _loose(match.right, family)
        if not theirs or _firm(match.right, family):
            continue
        is_refused = theirs[0] in places_of(match.right.side, match.right.turns.firm[family])
        is_one = _share_matter if is_refused else _same_head
        if not is_one(match, ours[0], theirs[0]) or _is_opinion(match, family):
            continue
        yield Turn(
            kind=DisagreementKind.MODALITY,
            left=words_at(match.left.side, ours[0]),
            right=_with_denial(match.right, theirs[0]),
            least=0.6,
        )


def find_sure_causes(match: Matched) -> Iterator[Turn]:
    """What the left side tells as the proven cause, and the right as a possible one.

    Few words are needed where both are on one story: of two causes one is seldom told twice.
    """
    left, right = match.left.side, match.right.side
    words = match.right.turns.words
    if not has_words(right, words["causes"]) or not has_words(right, words["unsettled"]):
        return
    if _loose(match.left, KNOWN) or any(
        at not in negated(right) and not _is_denied_behind(right, at)
        for at in places_of(right, match.right.turns.firm[KNOWN])
    ):
        return
    for at in _firm(match.left, KNOWN):
        behind = [token.text for token in left.tokens[at + 1 : at + 2]]
        if behind != ["that"]:
            continue
        cause = next((n for n in range(at + 2, len(left.tokens)) if left.tokens[n].content), None)
        place = None if cause is None else match.pair.linked(cause)
        if cause is not None and place is not None:
            yield Turn(
                kind=DisagreementKind.MODALITY,
                left=words_at(left, at, cause),
                right=words_at(right, places_of(right, words["unsettled"])[0]),
                least=0.2,
                is_of_story=True,
            )
            return


def _firm(statement: Statement, family: str) -> list[int]:
    denied = negated(statement.side)
    return [
        at
        for at in places_of(statement.side, statement.turns.firm[family])
        if at not in denied and not _is_denied_behind(statement.side, at)
        if [token.text for token in statement.side.tokens[at + 1 : at + 2]] not in _NOT
        if family != KNOWN or at not in only_sought(statement)
    ]


def _loose(statement: Statement, family: str) -> list[int]:
    denied = negated(statement.side)
    firm = places_of(statement.side, statement.turns.firm[family])
    found = [at for at in firm if at in denied or _is_denied_behind(statement.side, at)]
    loose = places_of(statement.side, statement.turns.loose[family])
    return sorted({*found, *(at for at in loose if at not in denied)})


def _is_denied_behind(side: Side, at: int) -> bool:
    behind = side.tokens[at + 1 : at + 1 + _NEGATED_BEHIND]
    before = [side.tokens[near].text for near in side.clause_of(at) if near < at]
    before = list(takewhile(lambda word: word not in _JOINING, reversed(before)))
    return any(token.text in {"no", "none", "nothing", "neither"} for token in behind) or any(
        word in _DENYING or word.endswith("n't") for word in before
    )


def _same_head(match: Matched, at: int, place: int) -> bool:
    """Whether what is bidden or coming is the same on both sides."""
    ours = match.left.side.tokens[at].full and at in match.pair.links
    if ours or place in match.pair.back:
        return True
    head = match.left.side.head_after(at)
    other = match.right.side.head_after(place)
    if head is None or other is None:
        return False
    return match.pair.linked(head) == other or _share_matter(match, at, place)


def _share_matter(match: Matched, at: int, place: int) -> bool:
    """Whether what stands behind a word on the left stands behind that on the right, too."""
    back = {*_full_behind(match.right.side, place)}
    return any(match.pair.linked(one) in back for one in _full_behind(match.left.side, at))


def _is_opinion(match: Matched, family: str) -> bool:
    """Whether what will or might come is only somebody's fear, hope or forecast."""
    words = match.left.turns.words["opinion"]
    return family == "coming" and any(has_words(s.side, words) for s in (match.left, match.right))


def _full_behind(side: Side, at: int) -> list[int]:
    tokens = side.tokens
    behind = [near for near in side.clause_of(at) if near > at]
    return [near for near in behind if tokens[near].full and not tokens[near].name][:5]


def _with_denial(statement: Statement, place: int) -> str:
    denier = negated(statement.side).get(place, place)
    if denier == place and _is_denied_behind(statement.side, place):
        last = min(len(statement.side.tokens) - 1, place + _NEGATED_BEHIND)
        return words_at(statement.side, place, last)
    return words_at(statement.side, min(denier, place), max(denier, place))
