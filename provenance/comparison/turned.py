"""How one statement is turned into its contrary: what one denies or undoes that the other tells.

Each function gives what differs between the two sides of a match, without asking whether they speak
of one thing (:mod:`provenance.comparison.differing`) or may both be right all the same
(:mod:`provenance.comparison.qualifiers`).
"""

from collections.abc import Iterator, Mapping, Set

import attrs

from provenance.comparison.statements import Matched, Statement, words_at
from provenance.guards.negation import negated_heads
from provenance.guards.pairing import Likeness, Link
from provenance.guards.sides import Side
from provenance.guards.tables import Mark
from provenance.terms import DisagreementKind

_KEEPING_REACH = 5
"""Words behind "keep" within which a "from" makes it a denial: "to keep him from turning"."""
KNOWN = "knowledge"
"""The family of words that tell how sure something is."""
_ONE_THING = (Likeness.SAME, Likeness.KIN, Likeness.OPPOSITE)
_PREPOSITIONS = frozenset({"in", "at", "on", "from", "to", "by", "for", "near", "under"})


@attrs.frozen(kw_only=True)
class Turn:
    """What differs, in the words of either side."""

    kind: DisagreementKind
    left: str
    right: str
    least: float
    """Share of words that two statements must have in common for this to mean a conflict."""
    least_apart: float = 2.0
    """The same where the two sides name different times; above 1, never."""
    is_bolder: bool = False
    """Whether it counts between a headline and its article, too."""
    is_of_one_day: bool = False
    """Whether both sides name the one day it is about, so that fewer words need be shared."""
    is_settled: bool = False
    """Whether no development between two articles can have made both right."""
    is_contrary: bool = False
    """Whether the contrary of a word stands in its place."""
    is_filler: bool = False
    """Whether it is what stands in the only place in which the two differ."""
    is_of_story: bool = False
    """Whether it is so narrow that in articles on one story two words in common are enough."""


def places_of(side: Side, words: Set[str]) -> list[int]:
    """The indexes of words of a side that are listed, alone or with the word behind them."""
    shared = side.spots.keys() & words
    return sorted({at for word in shared for at in side.spots[word]}) if shared else []


def has_words(side: Side, words: Set[str]) -> bool:
    """Whether any listed word, or two, stand in a side."""
    return not side.spots.keys().isdisjoint(words)


# --- denied --------------------------------------------------------------------------------------


def find_denied(match: Matched) -> Iterator[Turn]:
    """A word that only one side denies, or for which the other has the contrary."""
    pair = match.pair
    ours, theirs = negated(match.left.side), negated(match.right.side)
    for at, link in pair.links.items():
        token, other = pair.claim.tokens[at], pair.source.tokens[link.source]
        if token.name or other.name or not _may_be_denied(match, at, link, is_here=at in ours):
            continue
        is_opposite = link.likeness is Likeness.OPPOSITE
        if is_opposite == ((at in ours) != (link.source in theirs)):
            continue
        if is_opposite:
            if _is_opposed(match, at, link.source):
                yield _contrary(match, at, link.source)
        elif Mark.LIGHT in token.marks and link.likeness is not Likeness.SAME:
            continue
        elif not _is_denied_otherwise(match, ours.get(at), theirs.get(link.source)):
            yield _denial(match, at, link.source, ours.get(at), theirs.get(link.source))
    yield from _find_contrary_phrases(match)


def _may_be_denied(match: Matched, at: int, link: Link, *, is_here: bool) -> bool:
    """Whether two linked words are so much of one thing that a denial of one is a contradiction.

    Of a headline the very word and its contrary are, whatever stands beside them; another word for
    it is, too, where not the headline denies it. ``is_here``: the left side denies.
    """
    is_headline = match.left.is_heading or match.right.is_heading
    if is_headline and link.likeness in _ONE_THING:
        return True
    if is_headline and match.left.is_heading == is_here:
        return False
    return match.pair.is_anchored(at)


def negated(side: Side) -> Mapping[int, int]:
    """The words that are denied, each with the word that denies it."""
    found = dict(negated_heads(side))
    for at, token in enumerate(side.tokens[:-1]):
        if token.text == "non":
            head = at + 1
            if head in found:
                del found[head]
            else:
                found[head] = at
    return found


def _is_opposed(match: Matched, at: int, place: int) -> bool:
    """Whether the contrary stands in the other's place, which does not have the word itself."""
    pair = match.pair
    ours, theirs = pair.claim.tokens, pair.source.tokens
    light = Mark.LIGHT in ours[at].marks or Mark.LIGHT in theirs[place].marks
    if light and not _opposite_phrases(match, at, place):
        return False
    if any(other.stem == ours[at].stem for other in theirs):
        return False
    if any(other.stem == theirs[place].stem for other in ours):
        return False
    return not (
        _has_loose_negation(pair.claim, pair.links, at)
        or _has_loose_negation(pair.source, pair.back, place)
    )


def _opposite_phrases(match: Matched, at: int, place: int) -> bool:
    """Whether the two are contraries with the word behind each light one: "kept in"."""
    ours, theirs = _keys(match.left.side, at), _keys(match.right.side, place)
    known = match.pair.tables.opposites
    return any(
        (number, 1 - half) in known.get(theirs[second], ())
        for first in range(len(ours))
        for second in range(len(theirs))
        if _is_full(match.left.side, at, first) and _is_full(match.right.side, place, second)
        for number, half in known.get(ours[first], ())
    )


def _keys(side: Side, at: int) -> list[str]:
    stem = side.tokens[at].stem
    behind = side.tokens[at + 1 : at + 2]
    return [stem, *(f"{stem}_{token.stem}" for token in behind)]


def _is_full(side: Side, at: int, key: int) -> bool:
    return key > 0 or Mark.LIGHT not in side.tokens[at].marks


def _find_contrary_phrases(match: Matched) -> Iterator[Turn]:
    """Contraries of two words that the alignment has passed over: "resigns", "stay in office"."""
    pair = match.pair
    known = pair.tables.opposites
    for left, right, is_turned in (
        (match.left.side, match.right.side, False),
        (match.right.side, match.left.side, True),
    ):
        phrases = {
            side: place
            for place in range(len(right.tokens) - 1)
            for side in known.get(_keys(right, place)[1], ())
        }
        for at, token in enumerate(left.tokens):
            if token.name or Mark.LIGHT in token.marks or _is_same(match, at, is_turned=is_turned):
                continue
            for number, half in known.get(token.stem, ()):
                place = phrases.get((number, 1 - half))
                if place is None or _has_loose_negation(right, {}, place):
                    continue
                if _has_loose_negation(left, {}, at):
                    continue
                words = words_at(left, at), words_at(right, place, place + 1)
                yield Turn(
                    kind=DisagreementKind.POLARITY,
                    left=words[1] if is_turned else words[0],
                    right=words[0] if is_turned else words[1],
                    least=0.6,
                    is_bolder=True,
                )


def _is_same(match: Matched, at: int, *, is_turned: bool) -> bool:
    pair = match.pair
    if is_turned:
        return at in pair.back and pair.links[pair.back[at]].likeness is Likeness.SAME
    return at in pair.links and pair.links[at].likeness is Likeness.SAME


def _has_loose_negation(side: Side, linked: Mapping[int, object], at: int) -> bool:
    """Whether the clause of a word denies something that the other side does not have."""
    return any(
        not side.tokens[near].marks.isdisjoint((Mark.NEGATION, Mark.LESS))
        for near in side.clause_of(at)
        if near != at and near not in linked
    )


def _is_denied_otherwise(match: Matched, ours: int | None, theirs: int | None) -> bool:
    """Whether another word of either side denies, so that both may say the same."""
    pair = match.pair
    same = {
        at
        for at, link in pair.links.items()
        if link.likeness is Likeness.SAME and Mark.NEGATION not in pair.claim.tokens[at].marks
    }
    back = {pair.links[at].source for at in same}
    if only_sought(match.left if ours is None else match.right):
        return True
    return _denies(match.left, same, ours) or _denies(match.right, back, theirs)


def _denies(statement: Statement, matched: set[int], but: int | None) -> bool:
    side, denials = statement.side, statement.turns.words["denials"]
    return any(
        at not in matched
        and at != but
        and (but is None or abs(at - but) > 1)
        and (
            token.text in denials
            or any(
                f"{token.text}_{other.text}" in denials for other in side.tokens[at + 1 : at + 2]
            )
            or not token.marks.isdisjoint((Mark.NEGATION, Mark.IMPLICIT))
            or (token.full and token.text.startswith(side.tables.denying_prefixes))
            or (token.text in statement.turns.words["keeping"] and _keeps_from(side, at))
        )
        for at, token in enumerate(side.tokens)
    )


def _keeps_from(side: Side, at: int) -> bool:
    behind = side.tokens[at + 1 : at + 1 + _KEEPING_REACH]
    return any(token.text == "from" for token in behind)


def only_sought(statement: Statement) -> list[int]:
    """Infinitives of what is not known: "were working to confirm it" confirms nothing."""
    known = places_of(statement.side, statement.turns.firm[KNOWN])
    return [at for at in known if at and statement.side.tokens[at - 1].text == "to"]


def _contrary(match: Matched, at: int, place: int) -> Turn:
    return Turn(
        kind=DisagreementKind.POLARITY,
        left=_shown(match.left.side, at, match.pair.tables.opposites),
        right=_shown(match.right.side, place, match.pair.tables.opposites),
        least=0.55,
        is_bolder=True,
        is_contrary=True,
    )


def _shown(side: Side, at: int, opposites: Mapping[str, object]) -> str:
    """The word at ``at``, with the one that makes it a contrary: "kept in", "guarantees of"."""
    keys = _keys(side, at)
    if len(keys) > 1 and keys[1] in opposites:
        return words_at(side, at, at + 1)
    if at and keys[0] not in opposites:
        return words_at(side, at - 1, at)
    return words_at(side, at)


def _denial(match: Matched, at: int, place: int, ours: int | None, theirs: int | None) -> Turn:
    left, right = match.left.side, match.right.side
    first, last = (ours, at) if ours is not None else (theirs, place)
    side = left if ours is not None else right
    moved = first is not None and any(
        token.text in _PREPOSITIONS for token in side.tokens[first + 1 : last]
    )
    kind = DisagreementKind.SCOPE if moved else DisagreementKind.POLARITY
    if any(token.text == "yet" for token in side.tokens):
        kind = DisagreementKind.DATE
    return Turn(
        kind=kind,
        left=words_at(left, at if ours is None else min(ours, at), at),
        right=words_at(right, place if theirs is None else min(theirs, place), place),
        least=0.6,
        is_bolder=True,
    )
