"""Pairing quoted words with a document's words: one dynamic programme over a short stretch."""

from collections.abc import Sequence

import attrs

from provenance.wording import (
    Change,
    Guard,
    Lexicon,
    Word,
    classify_pair,
    is_denied_form,
    lexicon,
    norm_of,
    sides_of,
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
"""Pairs of words remembered, and words: about 40 MB at most, however long a document is."""


@attrs.define
class Pairer:
    """Pairs words of one language; remembers how alike two words were, and how words are folded."""

    language: str
    lexical: Lexicon = attrs.field(init=False)
    _known: dict[str, dict[str, float]] = attrs.field(factory=dict, init=False)
    """Quoted word -> word of a document -> how alike they are."""
    _number_known: int = attrs.field(default=0, init=False)
    _folded: dict[str, str] = attrs.field(factory=dict, init=False)
    _sides: dict[str, tuple[tuple[int, int], ...]] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.lexical = lexicon(self.language)

    def fold(self, raw: str) -> str:
        """:func:`provenance.wording.norm_of`, each word once."""
        norm = self._folded.get(raw)
        if norm is None:
            if len(self._folded) >= _MOST_KNOWN:
                self._folded.clear()
            norm = self._folded[raw] = norm_of(raw, self.language)
        return norm

    def similarity(self, quoted: Word, source: Word) -> float:
        """0 for two words that have nothing to do with each other, 1 for the same word."""
        return self._similarities(quoted.norm, (source.norm,))[0]

    def _similarities(self, quoted: str, source: Sequence[str]) -> list[float]:
        """:meth:`similarity` of a word with each of several."""
        known = self._known.get(quoted)
        if known is None:
            known = self._known[quoted] = {quoted: 1.0}
        new = [norm for norm in source if norm not in known]
        if new:
            for norm in new:
                known[norm] = self._compare(quoted, norm)
            self._number_known += len(new)
            if self._number_known >= _MOST_KNOWN:
                self._known.clear()
                self._number_known = 0
        return [known[norm] for norm in source]

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
        norms = [word.norm for word in source]
        settled, gap = [0.0] * width, [_NEVER] * width
        steps = [bytearray(width)]
        for row, word in enumerate(quoted):
            cost, worth = _INSERTED * weights[row], max(weights[row], 0.01)
            last_settled, last_gap = settled[0], gap[0]
            best, longest = last_settled - cost, _NEVER
            now, now_gap, step = [best], [longest], bytearray(width)
            alikes = self._similarities(word.norm, norms)
            for column, alike in enumerate(alikes, start=1):
                here, here_gap = settled[column], gap[column]
                opened, longer = best - _GAP_OPEN, longest - _GAP_MORE
                if here_gap > here:
                    best, how = here_gap - cost, _FROM_GAP
                else:
                    best, how = here - cost, 0
                if alike > 0.0:
                    if last_gap > last_settled:
                        value, paired = last_gap + alike * worth, _PAIRED | _FROM_GAP
                    else:
                        value, paired = last_settled + alike * worth, _PAIRED
                    if value > best:
                        best, how = value, paired
                if longer > opened:
                    longest = longer
                    how |= _GAP_GOES_ON
                else:
                    longest = opened
                now.append(best)
                now_gap.append(longest)
                step[column] = how
                last_settled, last_gap = here, here_gap
            settled, gap = now, now_gap
            steps.append(step)
        ends = max(range(width), key=lambda column: (settled[column], -column))
        return steps, ends

    def _compare(self, one: str, other: str) -> float:
        lexical = self.lexical
        are_closed = one in lexical.closed and other in lexical.closed
        if one[0] == other[0] or are_closed or one in lexical.bent:
            change = classify_pair(other, one, lexical)
            if change is not None:
                return _SIMILARITY[change]
        guards = self._guards_of(one)
        if guards and guards & self._guards_of(other):
            return _SAME_CLASS
        return _SAME_CLASS if self._is_turned(one, other) else 0.0

    def _is_turned(self, one: str, other: str) -> bool:
        """Whether two words are opposites, or one is in the other's long form: "can", "cannot"."""
        sides = self._sides_of(one)
        if sides:
            others = self._sides_of(other)
            if any((number, 1 - side) in sides for number, side in others):
                return True
        long = self.lexical.contractions
        return (
            is_denied_form(one, other, self.lexical)
            or one in long.get(other, ())
            or other in long.get(one, ())
        )

    def _sides_of(self, norm: str) -> tuple[tuple[int, int], ...]:
        found = self._sides.get(norm)
        if found is None:
            if len(self._sides) >= _MOST_KNOWN:
                self._sides.clear()
            found = self._sides[norm] = sides_of(norm, self.lexical)
        return found

    def _guards_of(self, norm: str) -> frozenset[Guard]:
        """The classes within which one word may be put for another."""
        found = self.lexical.guards.get(norm)
        if norm[0].isdigit():
            return _NUMBER if not found else _guards(found) | _NUMBER
        return _guards(found) if found else _NONE


def _guards(found: Sequence[tuple[Guard, str]]) -> frozenset[Guard]:
    return frozenset(guard for guard, _ in found) & _SUBSTITUTED


_PAIRED = 1
_FROM_GAP = 2
_GAP_GOES_ON = 4
