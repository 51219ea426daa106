"""Which words of a source a claim's words stand for: the same, like ones, kin, or opposites.

An alignment of words that lets them come in another order but keeps neighbours together: the best
path through the places where each word of the claim has its like (Viterbi), where a step costs more
the further it jumps.
"""

import enum
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import attrs

from provenance.guards.sides import Side, Token
from provenance.guards.tables import GuardTables
from provenance.retrieval import IndexedDocument

_MOST_PLACES = 8
"""Places of one word that are followed: a word that stands everywhere tells little."""
_MOST_PATHS = 24
_JUMP, _LONGEST_JUMP = 0.02, 12
_BACK = 0.05
_OTHER_SENTENCE = 0.35
"""Costs of a step: a word's like in the next sentence is still better than none."""
_NEAR = 6
"""Words within which two stand beside each other."""
_MAIN = 0.4
"""Share of the linked words in the sentence that a claim rests on."""
_KIN_LETTERS, _KIN_SHARE = 4, 0.72
"""Shared first letters by which two stems are one family ("abolition", "abolish")."""


class Likeness(enum.Enum):
    """How a word of a source is like one of a claim."""

    SAME = 1.0
    LIKE = 0.85
    KIN = 0.8
    OPPOSITE = 0.45


class Link(NamedTuple):
    """The place in the source that a word of the claim stands for."""

    source: int
    likeness: Likeness


@attrs.frozen(kw_only=True)
class Pair:
    """A claim beside the passages it may rest on."""

    claim: Side
    source: Side
    links: Mapping[int, Link]
    """Index of the claim's word to its like in the source."""
    back: Mapping[int, int]
    """Index of the source's word to the claim's."""
    tables: GuardTables = attrs.field(repr=False)
    document: IndexedDocument = attrs.field(repr=False)
    dated: frozenset[int] = frozenset()
    """Indexes of the claim's words that are part of a date."""

    def linked(self, at: int | None) -> int | None:
        """Where the claim's word at ``at`` stands in the source."""
        if at is None or at not in self.links:
            return None
        return self.links[at].source

    def is_anchored(self, at: int) -> bool:
        """Whether a neighbour of the claim's word has its like beside its own: one statement."""
        link = self.links.get(at)
        if link is None:
            return False
        source = self.source.tokens
        return any(
            0 < abs(near - at) <= _NEAR
            and 0 < abs(other.source - link.source) <= _NEAR
            and source[other.source].sentence == source[link.source].sentence
            and abs(source[other.source].clause - source[link.source].clause) <= 1
            and other.likeness is not Likeness.OPPOSITE
            for near, other in self.links.items()
        )

    def is_main(self, place: int) -> bool:
        """Whether the sentence of the source's word holds a good part of the claim's words."""
        wanted = self.source.tokens[place].sentence
        there = sum(
            self.source.tokens[link.source].sentence == wanted for link in self.links.values()
        )
        return there >= _MAIN * len(self.links)

    def is_in_document(self, at: int) -> bool:
        """Whether the claim's word at ``at`` stands anywhere in the document."""
        stem = self.claim.tokens[at].stem
        return any(stem in stems for stems in self.document.stems)

    def is_flipped(self, at: int) -> bool:
        """Whether the claim's word at ``at`` stands for its opposite."""
        return at in self.links and self.links[at].likeness is Likeness.OPPOSITE


def align_sides(
    claim: Side, source: Side, document: IndexedDocument, *, places: "Places | None" = None
) -> Pair:
    """The best alignment of the content words of ``claim`` with the words of ``source``.

    ``places``: those of the source, where it is held against several claims.
    """
    places = places or Places.of(source)
    links = _best_path(
        [(at, places.of_token(claim, at)) for at, t in enumerate(claim.tokens) if t.full],
        source.tokens,
    )
    return Pair(
        claim=claim,
        source=source,
        links=links,
        back={link.source: at for at, link in links.items()},
        tables=claim.tables,
        document=document,
    )


@attrs.frozen(kw_only=True)
class Places:
    """Where the words of a side stand, by all that may link a claim's word to them."""

    side: Side
    stems: Mapping[str, list[int]]
    groups: Mapping[int, list[int]]
    openings: Mapping[str, list[int]]
    opposites: Mapping[tuple[int, int], list[int]]

    @classmethod
    def of(cls, side: Side) -> "Places":
        """Those of ``side``."""
        stems: dict[str, list[int]] = {}
        groups: dict[int, list[int]] = {}
        openings: dict[str, list[int]] = {}
        opposites: dict[tuple[int, int], list[int]] = {}
        for at, token in enumerate(side.tokens):
            stems.setdefault(token.stem, []).append(at)
            for group in side.likes[at]:
                groups.setdefault(group, []).append(at)
            for pair in side.opposites[at]:
                opposites.setdefault(pair, []).append(at)
            if token.full and len(token.stem) >= _KIN_LETTERS:
                openings.setdefault(token.stem[:_KIN_LETTERS], []).append(at)
        return cls(side=side, stems=stems, groups=groups, openings=openings, opposites=opposites)

    def of_token(self, claim: Side, at: int) -> list[Link]:
        """The words that the claim's word at ``at`` may stand for."""
        token = claim.tokens[at]
        found: dict[int, Likeness] = {}
        for place in self.stems.get(token.stem, ())[:_MOST_PLACES]:
            found[place] = Likeness.SAME
        for group in claim.likes[at]:
            for place in self.groups.get(group, ())[:_MOST_PLACES]:
                found.setdefault(place, Likeness.LIKE)
        for place in self._kin(token):
            found.setdefault(place, Likeness.KIN)
        for number, half in claim.opposites[at]:
            for place in self.opposites.get((number, 1 - half), ())[:_MOST_PLACES]:
                found.setdefault(place, Likeness.OPPOSITE)
        return [Link(place, how) for place, how in found.items()][: 2 * _MOST_PLACES]

    def _kin(self, token: Token) -> list[int]:
        stem = token.stem
        if len(stem) < _KIN_LETTERS or not stem[0].isalpha():
            return []
        near = self.openings.get(stem[:_KIN_LETTERS], ())[: 2 * _MOST_PLACES]
        return [at for at in near if are_kin(stem, self.side.tokens[at].stem)]


Tie = str | int | tuple[int, int]
"""What two words share that may be linked: a stem, its first letters, a group of like words, or the
two ends of a pair of opposites."""


@attrs.frozen
class Ties:
    """By what the words of a side may be linked to those of another."""

    offered: frozenset[Tie]
    """Of all of its words."""
    wanted: tuple[tuple[Tie, ...], ...]
    """Of each of its words, what another side must offer for a link."""

    @classmethod
    def of(cls, side: Side) -> "Ties":
        """Those of ``side``."""
        offered: set[Tie] = set()
        wanted: list[tuple[Tie, ...]] = []
        for at, token in enumerate(side.tokens):
            stem = token.stem
            ties: list[Tie] = [stem, *side.likes[at]]
            if len(stem) >= _KIN_LETTERS:
                ties.append(f"{stem[:_KIN_LETTERS]}…")
            offered.update(ties)
            offered.update(side.opposites[at])
            wanted.append((*ties, *((number, 1 - half) for number, half in side.opposites[at])))
        return cls(frozenset(offered), tuple(wanted))

    def most_linked(self, places: Sequence[int], other: "Ties") -> int:
        """How many of the words at ``places`` can at most be linked to words of ``other``."""
        offered, wanted, found = other.offered, self.wanted, 0
        for at in places:
            found += not offered.isdisjoint(wanted[at])
        return found


def are_kin(left: str, right: str) -> bool:
    """Whether two stems share so much of their beginning that they are one family."""
    least = max(_KIN_LETTERS, math.ceil(_KIN_SHARE * max(len(left), len(right))))
    return len(left) >= least and left[:least] == right[:least]


class _Path(NamedTuple):
    score: float
    links: tuple[tuple[int, Link], ...]


def _best_path(
    candidates: Sequence[tuple[int, list[Link]]], tokens: Sequence[Token]
) -> dict[int, Link]:
    paths: dict[int, _Path] = {-1: _Path(0.0, ())}
    for at, links in candidates:
        if not links:
            continue
        grown = dict(paths)
        for link in links:
            best = _best_before(link, paths, tokens)
            if best is None:
                continue
            score, path = best
            if link.source not in grown or grown[link.source].score < score:
                grown[link.source] = _Path(score, (*path.links, (at, link)))
        if len(grown) > _MOST_PATHS:
            kept = sorted(grown, key=lambda last: -grown[last].score)[:_MOST_PATHS]
            grown = {last: grown[last] for last in kept}
        paths = grown
    return dict(max(paths.values(), key=lambda path: path.score).links)


def _best_before(
    link: Link, paths: Mapping[int, _Path], tokens: Sequence[Token]
) -> tuple[float, _Path] | None:
    """The path that ``link`` continues best, and how good it is then; the first of equal ones."""
    place, worth = link.source, link.likeness.value
    best: tuple[float, _Path] | None = None
    for last, path in paths.items():
        score = path.score + worth - _step(last, place, tokens)
        if best is not None and score <= best[0]:
            continue
        if place not in [other.source for _, other in path.links[-3:]]:
            best = score, path
    return best


def _step(last: int, place: int, tokens: Sequence[Token]) -> float:
    if last < 0:
        return 0.0
    away = min(abs(place - last), _LONGEST_JUMP) * _JUMP
    if tokens[last].sentence != tokens[place].sentence:
        away += _OTHER_SENTENCE
    return away + (_BACK if place < last else 0.0)
