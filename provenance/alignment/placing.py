"""Where the pieces of a quotation stand in a document.

A quotation is cut at its ellipses and sentence ends. Each piece is looked up by itself, exactly
first, closely else; then the places are chosen together, so that pieces stand near each other and
in order wherever the document allows it.
"""

import math
from collections.abc import Iterator, Sequence

import attrs

from provenance.alignment.pairing import Pair, Pairer, Pairing, weight
from provenance.alignment.passages import Passages
from provenance.wording import QuotedWords, Word

_SHORTEST_SENTENCE = 4
_LONGEST_PIECE = 60
"""Words; bounds the cost of the pairing (its square) where a quotation has no full stop."""
_EXACT_PLACES = 20
_CLOSE_PLACES = 2
_WORTH_A_LOOK = 0.35
"""Share of a piece's weight that a close place must match to be kept as a candidate. Far below what
decides about the whole quotation: one good sentence may carry a reworded one."""
_WORTH_FILLING = 0.5
_COST_OF_DISTANCE = 0.02
_COST_OF_DISORDER = 2.0
"""In content words: a piece may stand before its forerunner only if it matches more than that. With
less, a short run after an ellipsis ("We can … say") strays to where the same two words stand by
chance, and what the ellipsis swallowed is missed."""
_OVERLAP_ALLOWED = 2


@attrs.frozen(kw_only=True)
class Piece:
    """A run of quoted words that is looked up as one."""

    first: int
    last: int
    """Index behind the last word."""
    is_marked: bool
    """Whether an ellipsis stands before it."""


@attrs.frozen(kw_only=True)
class Place:
    """Where a piece stands: words ``start`` to ``end`` (exclusive) of the document."""

    start: int
    end: int
    matched: float
    pairs: tuple[Pair, ...]
    """Indices into all the quoted words and all the document's words."""


@attrs.frozen(kw_only=True)
class PlacedPiece:
    """A piece with its place, or without."""

    piece: Piece
    place: Place | None


def place_pieces(
    quoted: QuotedWords, passages: Passages, *, is_close_allowed: bool = True
) -> tuple[PlacedPiece, ...]:
    """The pieces of a quotation, each where it stands best beside the others.

    Args:
        quoted: the words of the quotation.
        passages: the document's words.
        is_close_allowed: ``False`` looks for exact runs only.
    """
    finder = _Finder(quoted=quoted, passages=passages, pairer=passages.pairer)
    pieces = _cut(quoted)
    candidates = [finder.exact(piece) for piece in pieces]
    if is_close_allowed:
        candidates = [
            found or finder.close(piece) for piece, found in zip(pieces, candidates, strict=True)
        ]
    candidates = [
        finder.with_nearest(piece, own, candidates)
        for piece, own in zip(pieces, candidates, strict=True)
    ]
    placed = _choose(candidates)
    if is_close_allowed:
        placed = finder.filled(pieces, finder.without_overlaps(pieces, placed))
    return tuple(
        PlacedPiece(piece=piece, place=place) for piece, place in zip(pieces, placed, strict=True)
    )


def place_whole(quoted: QuotedWords, passages: Passages) -> Iterator[tuple[PlacedPiece, ...]]:
    """Every place where all the words stand in one run, brackets and all (the first few)."""
    piece = Piece(first=0, last=len(quoted.words), is_marked=False)
    run = passages.encode(quoted.words)
    matched = sum(weight(word, passages.lexical) for word in quoted.words)
    for start in passages.occurrences(run, limit=_EXACT_PLACES):
        pairs = tuple((i, start + i) for i in range(len(run)))
        place = Place(start=start, end=start + len(run), matched=matched, pairs=pairs)
        yield (PlacedPiece(piece=piece, place=place),)


def _cut(quoted: QuotedWords) -> list[Piece]:
    pieces: list[Piece] = []
    first = 0
    for index in range(1, len(quoted.words) + 1):
        is_end = index == len(quoted.words)
        is_gap = index in quoted.gaps
        is_break = index in quoted.breaks and index - first >= _SHORTEST_SENTENCE
        if is_end or is_gap or is_break or index - first >= _LONGEST_PIECE:
            pieces.append(Piece(first=first, last=index, is_marked=first in quoted.gaps))
            first = index
    return pieces


@attrs.frozen(kw_only=True)
class _Finder:
    quoted: QuotedWords
    passages: Passages
    pairer: Pairer

    def words(self, piece: Piece) -> list[tuple[int, Word]]:
        """The words of a piece that should stand in the document, with their indices."""
        words = enumerate(self.quoted.words[piece.first : piece.last], start=piece.first)
        return [(i, w) for i, w in words if not w.editorial or "[" in w.raw]

    def exact(self, piece: Piece) -> list[Place]:
        run = self.passages.encode(word for _, word in self.words(piece))
        starts = self.passages.occurrences(run, limit=_EXACT_PLACES)
        return [self._exact_place(piece, start) for start in starts]

    def _exact_place(self, piece: Piece, start: int) -> Place:
        words = dict(self.words(piece))
        pairs: list[Pair] = []
        at = start
        for index in range(piece.first, piece.last):
            pairs.append((index, at if index in words else None))
            at += index in words
        matched = sum(weight(word, self.passages.lexical) for word in words.values())
        return Place(start=start, end=at, matched=matched, pairs=tuple(pairs))

    def close(self, piece: Piece) -> list[Place]:
        words = [word for _, word in self.words(piece)]
        windows = self.passages.windows(words, limit=_CLOSE_PLACES)
        found = (self._paired(piece, start, end) for start, end in windows)
        least = _WORTH_A_LOOK * self.weight(piece)
        return [place for place in found if place is not None and place.matched >= least]

    def weight(self, piece: Piece) -> float:
        words = self.quoted.words[piece.first : piece.last]
        return sum(weight(word, self.passages.lexical) for word in words)

    def _paired(self, piece: Piece, start: int, end: int) -> Place | None:
        words = self.quoted.words[piece.first : piece.last]
        pairing = self.pairer.pair(words, self.passages.words(start, end), offset=start)
        return _place_of(piece, pairing)

    def with_nearest(
        self, piece: Piece, own: list[Place], others: Sequence[Sequence[Place]]
    ) -> list[Place]:
        """``own`` and, for a run that stands in many places, those beside the best other piece."""
        if len(own) < _EXACT_PLACES:
            return own
        run = self.passages.encode(word for _, word in self.words(piece))
        rare = [places for places in others if places and len(places) < _EXACT_PLACES]
        found = {place.start: place for place in own}
        for place in max(rare, key=lambda places: places[0].matched, default=()):
            after = self.passages.code.find(run, place.end)
            before = self.passages.code.rfind(run, 0, place.start)
            for start in (after, before):
                if start != -1:
                    found[start] = self._exact_place(piece, start)
        return [found[start] for start in sorted(found)]

    def without_overlaps(
        self, pieces: Sequence[Piece], placed: Sequence[Place | None]
    ) -> list[Place | None]:
        """``placed``, a piece that begins inside its forerunner paired again behind it."""
        result: list[Place | None] = []
        end, start = 0, -1
        for piece, place in zip(pieces, placed, strict=True):
            chosen = place
            if place is not None and start < place.start < end:
                stop = min(len(self.passages), place.end + len(place.pairs))
                chosen = self._paired(piece, end, stop) if stop > end else None
            if chosen is not None:
                start, end = chosen.start, chosen.end
            result.append(chosen)
        return result

    def filled(self, pieces: Sequence[Piece], placed: Sequence[Place | None]) -> list[Place | None]:
        """``placed``, with pieces that found no place tried in the room beside their neighbours."""
        result = list(placed)
        for index, piece in enumerate(pieces):
            if result[index] is not None:
                continue
            room = self._room(result, index, 2 * (piece.last - piece.first) + 12)
            place = self._paired(piece, *room) if room is not None else None
            if place is not None and place.matched >= _WORTH_FILLING * self.weight(piece):
                result[index] = place
        return result

    def _room(
        self, placed: Sequence[Place | None], index: int, length: int
    ) -> tuple[int, int] | None:
        before = next((p for p in reversed(placed[:index]) if p is not None), None)
        after = next((p for p in placed[index + 1 :] if p is not None), None)
        if after is not None:
            start = max(0, after.start - length, before.end if before else 0)
            return (start, after.start) if start < after.start else None
        if before is not None:
            end = min(len(self.passages), before.end + length)
            return (before.end, end) if before.end < end else None
        return None


def _place_of(piece: Piece, pairing: Pairing) -> Place | None:
    matched = [
        source for quote, source in pairing.pairs if quote is not None and source is not None
    ]
    if not matched:
        return None
    shifted = tuple(
        (None if quote is None else quote + piece.first, source) for quote, source in pairing.pairs
    )
    return Place(
        start=matched[0], end=matched[-1] + 1, matched=pairing.matched, pairs=_trimmed(shifted)
    )


def _trimmed(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """``pairs`` without document words before the first or after the last pair that matches."""
    both = [
        i for i, (quote, source) in enumerate(pairs) if quote is not None and source is not None
    ]
    return tuple(
        pair for i, pair in enumerate(pairs) if pair[0] is not None or both[0] < i < both[-1]
    )


@attrs.frozen
class _Path:
    value: float = 0.0
    last: Place | None = None
    before: "_Path | None" = None
    place: Place | None = None


def _choose(candidates: Sequence[Sequence[Place]]) -> list[Place | None]:
    """One candidate (or none) a piece, so that much matches and little is out of order."""
    paths = [_Path()]
    for options in candidates:
        best = max(paths, key=lambda path: path.value)
        following = [_Path(best.value, best.last, best, None)]
        for place in options:
            before = max(paths, key=lambda path: path.value - _cost(path.last, place))
            value = before.value + place.matched - _cost(before.last, place)
            following.append(_Path(value, place, before, place))
        paths = following
    path = max(paths, key=lambda path: path.value)
    chosen: list[Place | None] = []
    while path.before is not None:
        chosen.append(path.place)
        path = path.before
    return chosen[::-1]


def _cost(before: Place | None, place: Place) -> float:
    if before is None:
        return 0.0
    gap = place.start - before.end
    if gap >= -_OVERLAP_ALLOWED or before.start < place.start <= before.end:
        return _COST_OF_DISTANCE * math.log2(1 + max(0, gap))
    return _COST_OF_DISORDER + _COST_OF_DISTANCE * math.log2(1 - gap)
