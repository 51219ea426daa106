"""Pairing quoted words with a document's words: one dynamic programme over a short stretch."""

from collections.abc import Iterator, Sequence

import attrs

from provenance.wording import (
    Change,
    Guard,
    Lexicon,
    Word,
    are_opposites,
    classify_pair,
)

CLOSED_WEIGHT = 0.4
"""What an article or preposition counts beside a content word (1): low, or two sentences on the
same subject look alike; not nothing, or a rewording keeps no thread."""
_GAP_OPEN = 0.12
_GAP_MORE = 0.03
_INSERTED = 0.06
_SIMILARITY = {
    Change.SPELLING: 0.95,
    Change.INFLECTION: 0.9,
    Change.SLIP: 0.9,
    Change.CLOSED: 0.3,
}
_SAME_CLASS = 0.4
"""Two modal verbs, two months, two numbers: one was put for the other."""
_SUBSTITUTED = frozenset({Guard.MODALITY, Guard.QUANTIFIER, Guard.DATE, Guard.NUMBER, Guard.UNIT})
_NUMBER, _NONE = frozenset({Guard.NUMBER}), frozenset[Guard]()
_NEVER = -1e9

Pair = tuple[int | None, int | None]
"""Index of the quoted word and of the document's word; one of them ``None`` where one is alone."""


@attrs.frozen(kw_only=True)
class Pairing:
    """Quoted words beside a document's words, in order."""

    pairs: tuple[Pair, ...]
    matched: float
    """Weight of the quoted words that found their like."""


def weight(word: Word, lexical: Lexicon) -> float:
    """What ``word`` counts: an editor's addition nothing, a closed-class word little."""
    if word.editorial and "[" not in word.raw:
        return 0.0
    return CLOSED_WEIGHT if lexical.is_closed(word.norm) else 1.0


_MOST_KNOWN = 1 << 18
"""Pairs of words remembered: about 40 MB at most, however long a document is."""


@attrs.define
class Pairer:
    """Pairs words of one language; remembers how alike two words were."""

    lexical: Lexicon
    _known: dict[tuple[str, str], float] = attrs.field(factory=dict, init=False)

    def similarity(self, quoted: Word, source: Word) -> float:
        """0 for two words that have nothing to do with each other, 1 for the same word."""
        if quoted.norm == source.norm:
            return 1.0
        key = (quoted.norm, source.norm)
        if key not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._compare(quoted, source)
        return self._known[key]

    def _similarities(self, quoted: Word, source: Sequence[Word]) -> Iterator[float]:
        """:meth:`similarity` of a word with each of several."""
        norm, known = quoted.norm, self._known
        for word in source:
            alike = 1.0 if norm == word.norm else known.get((norm, word.norm))
            yield self.similarity(quoted, word) if alike is None else alike

    def pair(self, quoted: Sequence[Word], source: Sequence[Word], *, offset: int = 0) -> Pairing:
        """The best pairing of all ``quoted`` words with some stretch of ``source``.

        Args:
            quoted: the words of a quotation, or a run of them.
            source: a short stretch of the document; its ends may stay unused.
            offset: added to the indices of ``source`` in the result.
        """
        weights = [weight(word, self.lexical) for word in quoted]
        steps, column = self._fill(quoted, source, weights)
        pairs: list[Pair] = []
        row, in_gap = len(quoted), False
        while row > 0:
            if in_gap:
                column -= 1
                pairs.append((None, column + offset))
                in_gap = bool(steps[row][column + 1] & _GAP_GOES_ON)
                continue
            step = steps[row][column]
            if step & _PAIRED:
                row, column = row - 1, column - 1
                pairs.append((row, column + offset))
            else:
                row -= 1
                pairs.append((row, None))
            in_gap = bool(step & _FROM_GAP)
        pairs.reverse()
        matched = sum(
            weights[q] * self.similarity(quoted[q], source[s - offset])
            for q, s in pairs
            if q is not None and s is not None
        )
        return Pairing(pairs=tuple(pairs), matched=matched)

    def _fill(
        self, quoted: Sequence[Word], source: Sequence[Word], weights: Sequence[float]
    ) -> tuple[list[bytearray], int]:
        """The steps of the best path to every cell, and the column where the best path ends."""
        width = len(source) + 1
        settled, gap = [0.0] * width, [_NEVER] * width
        steps = [bytearray(width)]
        for row, word in enumerate(quoted, start=1):
            cost = _INSERTED * weights[row - 1]
            now, now_gap, step = [0.0] * width, [_NEVER] * width, bytearray(width)
            alikes = [0.0, *self._similarities(word, source)]
            for column, alike in enumerate(alikes):
                above, from_gap = settled[column], 0
                if gap[column] > above:
                    above, from_gap = gap[column], _FROM_GAP
                best, how = above - cost, from_gap
                if column:
                    if alike > 0.0:
                        before, from_gap = settled[column - 1], 0
                        if gap[column - 1] > before:
                            before, from_gap = gap[column - 1], _FROM_GAP
                        value = before + alike * max(weights[row - 1], 0.01)
                        if value > best:
                            best, how = value, _PAIRED | from_gap
                    opened, longer = now[column - 1] - _GAP_OPEN, now_gap[column - 1] - _GAP_MORE
                    now_gap[column] = max(opened, longer)
                    how |= _GAP_GOES_ON if longer > opened else 0
                now[column] = best
                step[column] = how
            settled, gap = now, now_gap
            steps.append(step)
        ends = max(range(width), key=lambda column: (settled[column], -column))
        return steps, ends

    def _compare(self, quoted: Word, source: Word) -> float:
        one, other = quoted.norm, source.norm
        if one[0] == other[0] or one in self.lexical.bent or self._both_closed(one, other):
            change = classify_pair(other, one, self.lexical)
            if change is not None:
                return _SIMILARITY[change]
        if self._guards_of(one) & self._guards_of(other):
            return _SAME_CLASS
        is_turned = are_opposites(other, one, self.lexical)
        return _SAME_CLASS if is_turned or self._shares_long_form(one, other) else 0.0

    def _both_closed(self, one: str, other: str) -> bool:
        return self.lexical.is_closed(one) and self.lexical.is_closed(other)

    def _guards_of(self, norm: str) -> frozenset[Guard]:
        """The classes within which one word may be put for another."""
        found = self.lexical.guards.get(norm)
        if norm[0].isdigit():
            return _NUMBER if not found else _guards(found) | _NUMBER
        return _guards(found) if found else _NONE

    def _shares_long_form(self, one: str, other: str) -> bool:
        """Whether "cannot" stands beside "can": one is in the other's long form."""
        long = self.lexical.contractions
        return one in long.get(other, ()) or other in long.get(one, ())


def _guards(found: Sequence[tuple[Guard, str]]) -> frozenset[Guard]:
    return frozenset(guard for guard, _ in found) & _SUBSTITUTED


_PAIRED = 1
_FROM_GAP = 2
_GAP_GOES_ON = 4
