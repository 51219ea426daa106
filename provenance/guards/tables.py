"""What is known of single words for the guards, per language, from ``data/guards.toml``."""

import enum
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from provenance.words import load_lexicon, stem


class Mark(enum.Enum):
    """Kinds of words that set the mode of what they stand beside."""

    __hash__ = object.__hash__  # many look-ups: an enum's own hash is slow Python

    NEGATION = "negation"
    POSSIBLE = "possible"
    PLAN = "plan"
    WISH = "wish"
    MUST = "must"
    HEDGE = "hedge"
    IMPLICIT = "implicit"
    EXCEPT = "except"
    LIGHT = "light"
    LESS = "less"
    DROPPED_ONLY = "dropped_only"
    INSIDE = "inside"
    SURE = "sure"
    CONDITION = "condition"
    CAUSE = "cause"
    CAUSE_LIKE = "cause_like"
    PAST_VERB = "past_verbs"
    BEFORE = "before"
    AFTER = "after"
    PAST = "past"
    PERIOD = "periods"
    RELATIVE = "relative"
    THAN = "than"
    WHERE = "where"
    ASKING = "asking"
    ALL = "all"
    MOST = "most"
    SOME = "some"
    NEARLY = "nearly"
    ONLY = "only"
    SUPERLATIVE = "superlative"
    RATE = "rate"
    SPEECH = "speech"
    PRIVATIVE = "privative"
    PRONOUN = "pronouns"


GUARDING = frozenset(
    {
        *(Mark.NEGATION, Mark.POSSIBLE, Mark.PLAN, Mark.WISH, Mark.MUST, Mark.HEDGE, Mark.SURE),
        *(Mark.CONDITION, Mark.CAUSE, Mark.BEFORE, Mark.AFTER, Mark.ALL, Mark.MOST),
        *(Mark.SOME, Mark.NEARLY, Mark.ONLY, Mark.SUPERLATIVE, Mark.RATE, Mark.SPEECH),
        Mark.INSIDE,
    }
)
"""Marks with a guard of their own: their words are left to it, and are no additions."""

Sides = tuple[tuple[int, int], ...]


@attrs.frozen(kw_only=True)
class GuardTables:
    """The tables of one language; words in them are stems, but for the marks."""

    language: str
    likes: Mapping[str, frozenset[int]]
    """Stem, or two stems joined by ``_``, to the groups of words it may stand for."""
    opposites: Mapping[str, Sides]
    """Stem to the pairs it is part of: the number of the pair and the side."""
    exclusive: Mapping[str, Sides]
    """Stem to the sets it is part of: the number of the set and the member."""
    stages: Mapping[str, Sides]
    """Stem to the ladders it is part of: the number of the ladder and the rung."""
    marks: Mapping[str, frozenset[Mark]]
    """Word as written, or two joined by ``_``, to what it marks."""
    marks_before_to: Mapping[str, frozenset[Mark]]
    """The same, where it counts before "to" and a verb only."""
    openings: Mapping[str, frozenset[Mark]]
    """First letters of words to what all that begin so mark."""
    opening_sizes: tuple[int, ...]
    denying_prefixes: tuple[str, ...]
    passive: frozenset[str]
    """Forms of "to be" that make a passive."""
    determiners: frozenset[str]
    past_endings: tuple[str, ...]
    """Endings of verbs that tell what has happened."""
    number_nouns: Mapping[str, int]
    """Stem of a noun that holds a number: ten years are a decade."""

    def marks_of(self, word: str) -> frozenset[Mark]:
        """What the folded ``word`` marks by itself."""
        found = self.marks.get(word, _NONE)
        for size in self.opening_sizes:
            more = self.openings.get(word[:size]) if len(word) >= size else None
            if more:
                found |= more
        return found


_NONE: frozenset[Any] = frozenset()


@cache
def load_guard_tables(language: str) -> GuardTables:
    """The tables of ``language``; the English ones for a language that has none."""
    known = language if language in _table() else "en"
    table = _table()[known]
    plain, before_to, openings = _marks(table["markers"])
    opposites = table.get("opposites", [])
    groups = [*table.get("likes", "").splitlines(), *(side for pair in opposites for side in pair)]
    return GuardTables(
        language=known,
        likes=_groups(groups, known),
        opposites=_numbered(([side.split() for side in pair] for pair in opposites), known),
        exclusive=_numbered(_alternatives(table.get("exclusive", [])), known),
        stages=_numbered(_alternatives(table.get("stages", [])), known),
        marks=plain,
        marks_before_to=before_to,
        openings=openings,
        opening_sizes=tuple(sorted({len(opening) for opening in openings})),
        denying_prefixes=tuple(table.get("denying_prefixes", "").split()),
        passive=frozenset(table.get("passive", "").split()),
        determiners=frozenset(table.get("determiners", "").split()),
        past_endings=tuple(table.get("past_endings", "").split()),
        number_nouns={
            _key(noun, known): int(number)
            for number, nouns in table.get("number_nouns", {}).items()
            for noun in nouns.split()
        },
    )


def _alternatives(lines: Iterable[str]) -> Iterable[list[list[str]]]:
    return ([member.split("/") for member in line.split()] for line in lines)


def _marks(table: Mapping[str, str]) -> tuple[dict[str, frozenset[Mark]], ...]:
    kept: dict[str, dict[str, frozenset[Mark]]] = {"": {}, "+": {}, "*": {}}
    for name, words in table.items():
        for word in words.split():
            kind = word[-1] if word[-1] in "+*" else ""
            bare = word.removesuffix(kind) if kind else word
            kept[kind][bare] = kept[kind].get(bare, _NONE) | {Mark(name)}
    return kept[""], kept["+"], kept["*"]


def _groups(lines: Iterable[str], language: str) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            key = _key(word, language)
            found[key] = found.get(key, _NONE) | {number}
    return found


def _numbered(sets: Iterable[Iterable[Iterable[str]]], language: str) -> dict[str, Sides]:
    found: dict[str, Sides] = {}
    for number, members in enumerate(sets):
        for at, forms in enumerate(members):
            for form in forms:
                key = _key(form, language)
                if (number, at) not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), (number, at))
    return found


def _key(word: str, language: str) -> str:
    known = load_lexicon(language).language
    return "_".join(stem(part, language=known) for part in word.split("_") if part)


@cache
def _table() -> dict[str, Any]:
    path = files("provenance") / "data" / "guards.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
