"""Yields letters without which an expression cannot match, so that most texts spare the search.

``(?:some|many) (?:experts|doctors)`` can only match where ``experts`` or ``doctors`` stands: a look
for a few letters costs a tenth of what the engine needs to try the expression at every place.
"""

import functools
import re
from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]  # the engine's own reader
from re import _parser as parser  # type: ignore[attr-defined]  # of expressions has no other name
from typing import Any

from provenance.attribution.cues import Cues
from provenance.attribution.word_lists import fold_letters
from provenance.words import needed_opening, openings_of

_MOST = 120
"""Alternatives looked for one by one; with more of them the engine is as quick."""


def fold_words(text: str) -> str:
    """``text`` in lower case, one space between its words and at either end."""
    return f" {' '.join(fold_letters(text).split())} "


def needed_letters(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Letters of which a text (:func:`fold_words`) has some wherever ``pattern`` matches in it.

    ``("",)`` where none can be told, which every text has; nothing where the pattern never matches.
    Letters with which a word begins have ``_BEGINS`` before them.
    """
    found = _needed(parser.parse(pattern.pattern, pattern.flags))
    if found is None or len(found) > _MOST:
        return ("",)
    ordered = sorted(found, key=lambda letters: (len(letters), letters))
    return tuple(
        letters
        for index, letters in enumerate(ordered)
        if not any(shorter in letters for shorter in ordered[:index])
    )


class Sieve:
    """An expression that is tried only in texts which have its letters."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._search = pattern.search
        by_opening: dict[str, list[str]] = {}
        for letters in needed_letters(pattern):
            bare = letters.removeprefix(_BEGINS)
            opening = needed_opening(letters.replace(_BEGINS, " "))
            by_opening.setdefault(opening, []).append(bare)
        self._anywhere = tuple(by_opening.pop("", ()))
        self._by_opening = {opening: tuple(found) for opening, found in by_opening.items()}
        self._openings = frozenset(by_opening)

    def search(self, text: str, folded: str) -> re.Match[str] | None:
        """The first match in ``text``, of which ``folded`` are the :func:`fold_words`.

        Of a part of a longer text those of the whole will do, if no word is cut.
        """
        return self._search(text) if self._may_match(folded) else None

    def _may_match(self, folded: str) -> bool:
        for letters in self._anywhere:
            if letters in folded:
                return True
        openings = _openings(folded)
        if self._openings.isdisjoint(openings):
            return False
        for opening in self._openings & openings:
            for letters in self._by_opening[opening]:
                if letters in folded:
                    return True
        return False


_openings = functools.lru_cache(maxsize=1 << 8)(openings_of)
"""The words of a sentence are asked for one sieve after the other."""


@functools.cache
def sieve_of(cues: Cues, name: str) -> Sieve:
    """That of one of the lists of a language."""
    return Sieve(cues[name])


def _needed(items: Iterable[tuple[Any, Any]], run: str = "") -> frozenset[str] | None:
    """The letters of the best part of a sequence: those of its shortest alternative are longest.

    ``run`` are the letters right before it.
    """
    candidates: list[frozenset[str]] = []
    for code, value in items:
        letter = _letter(code, value)
        if letter is not None:
            run += letter
            continue
        begins = _begins_word(code, value) or (
            run[-1:] in {_BEGINS, " "} and (code in _ASSERTIONS or _ends_in_space(code, value))
        )
        inner = _inner(code, value, run)
        candidates += [frozenset({run})] if run.removeprefix(_BEGINS) else []
        run = _BEGINS if begins else ""
        candidates += [inner] if inner is not None else []
    candidates += [frozenset({run})] if run.removeprefix(_BEGINS) else []
    return max(candidates, key=_worth, default=None)


def _worth(letters: frozenset[str]) -> tuple[int, int]:
    return min((len(one.removeprefix(_BEGINS)) for one in letters), default=_MOST), -len(letters)


def _begins_word(code: Any, value: Any) -> bool:
    """Whether a letter behind the item is the first of its word."""
    if code is codes.AT:
        return value in {codes.AT_BOUNDARY, codes.AT_BEGINNING}
    if code is not codes.ASSERT_NOT or value[0] >= 0 or len(value[1]) != 1:
        return False
    kind, inside = value[1][0]
    return kind is codes.IN and _WORD_LETTERS in inside and _NOT not in inside


def _letter(code: Any, value: Any) -> str | None:
    """The one letter, whatever its case, that an item stands for; a space for white space."""
    if code is codes.MAX_REPEAT and value[0] == 1 and list(value[2]) == _WHITE:
        return " "
    if code is codes.LITERAL:
        return fold_letters(chr(value))
    if code is codes.IN and all(kind is codes.LITERAL for kind, _ in value):
        letters = {fold_letters(chr(one)) for _, one in value}
        return letters.pop() if len(letters) == 1 else None
    return None


def _inner(code: Any, value: Any, run: str) -> frozenset[str] | None:
    """What an item with items of its own needs; ``None`` where it may be left out, or is a set."""
    if code is codes.SUBPATTERN:
        return _needed(value[-1], run)
    if code in _REPEATS:
        return _needed(value[2], run) if value[0] > 0 else None
    if code is codes.BRANCH:
        found = [_needed(alternative, run) for alternative in value[1]]
        known = [letters for letters in found if letters is not None]
        return frozenset().union(*known) if len(known) == len(found) else None
    if code is codes.FAILURE:
        return frozenset()
    return None


def _ends_in_space(code: Any, value: Any) -> bool:
    """Whether an item that matches something has white space last."""
    if code is codes.BRANCH:
        return all(found and _ends_in_space(*found[-1]) for found in value[1])
    if code is codes.SUBPATTERN or (code in _REPEATS and _letter(code, value) is None):
        inside = value[-1]
        return bool(inside) and _ends_in_space(*inside[-1])
    return _letter(code, value) == " "


_BEGINS = "\b"
_WORD_LETTERS = (codes.CATEGORY, codes.CATEGORY_WORD)
_NOT = (codes.NEGATE, None)
_ASSERTIONS = frozenset({codes.AT, codes.ASSERT, codes.ASSERT_NOT})
_WHITE = [(codes.IN, [(codes.CATEGORY, codes.CATEGORY_SPACE)])]
_REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})
