"""Two texts laid side by side: which stretches of one stand in the other.

Greedy tiling (after Wise 1993, "String similarity via greedy string tiling"), in one pass over one
text with an index of the other: the work grows with the two lengths.
"""

import attrs

from provenance.copies.own_words import OwnWords
from provenance.copies.shingles import SHINGLE, rows_of
from provenance.spans import Span, covering

_TILE = 5
"""Words in a row at least; an editor's changes leave shorter runs than a shingle."""

_MOST_PLACES = 8
"""Places of one run of words that are tried: more is a refrain."""

_GAP = 4
"""Words between two tiles of one passage: what an editor put in or changed."""


@attrs.frozen(kw_only=True)
class Tile:
    """Words in a row that both texts have; places in their rows of words."""

    left: int
    right: int
    length: int


@attrs.frozen(kw_only=True)
class Passage:
    """A stretch that stands in both texts, but for a few words; spans into the two texts."""

    left: Span
    right: Span
    words: int


@attrs.frozen(kw_only=True)
class Overlap:
    """What two texts have in common."""

    covered: int
    """Words of the right text in tiles."""
    solid: int
    """Those of them in tiles as long as a shingle."""
    longest: int
    passages: tuple[Passage, ...]
    """In the order of the right text."""


def lay_side_by_side(left: OwnWords, right: OwnWords) -> Overlap:
    """The stretches of ``right`` that stand in ``left``."""
    tiles = _tiles(left, right)
    lengths = [tile.length for tile in tiles]
    return Overlap(
        covered=sum(lengths),
        solid=sum(length for length in lengths if length >= SHINGLE),
        longest=max(lengths, default=0),
        passages=tuple(_passages(tiles, left, right)),
    )


def _tiles(left: OwnWords, right: OwnWords) -> list[Tile]:
    places: dict[tuple[str, ...], list[int]] = {row: [] for row in rows_of(right.words, _TILE)}
    for at, row in enumerate(rows_of(left.words, _TILE)):
        if row in places and len(places[row]) < _MOST_PLACES:
            places[row].append(at)
    tiles: list[Tile] = []
    end = 0
    for at, row in enumerate(rows_of(right.words, _TILE)):
        if at >= end and places[row]:
            tiles.append(max((_tile(left, right, start, at) for start in places[row]), key=_rank))
            end = at + tiles[-1].length
    return tiles


def _tile(left: OwnWords, right: OwnWords, at_left: int, at_right: int) -> Tile:
    length = _TILE
    most = min(len(left.words) - at_left, len(right.words) - at_right)
    while length < most and left.words[at_left + length] == right.words[at_right + length]:
        length += 1
    return Tile(left=at_left, right=at_right, length=length)


def _rank(tile: Tile) -> tuple[int, int]:
    return tile.length, -tile.left


def _passages(tiles: list[Tile], left: OwnWords, right: OwnWords) -> list[Passage]:
    runs: list[list[Tile]] = []
    for tile in tiles:
        if runs and _continues(runs[-1][-1], tile):
            runs[-1].append(tile)
        else:
            runs.append([tile])
    return [
        Passage(
            left=covering(_spans(left, [(tile.left, tile.length) for tile in run])),
            right=covering(_spans(right, [(tile.right, tile.length) for tile in run])),
            words=sum(tile.length for tile in run),
        )
        for run in runs
        if sum(tile.length for tile in run) >= SHINGLE
    ]


def _continues(before: Tile, tile: Tile) -> bool:
    gap_left = tile.left - (before.left + before.length)
    gap_right = tile.right - (before.right + before.length)
    return 0 <= gap_left <= _GAP and 0 <= gap_right <= _GAP


def _spans(text: OwnWords, stretches: list[tuple[int, int]]) -> list[Span]:
    return [
        span
        for start, length in stretches
        for span in (text.spans[start], text.spans[start + length - 1])
    ]
