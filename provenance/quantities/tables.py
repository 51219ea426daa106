"""Numerals and units of one language, from ``data/numbers.toml`` and ``data/units.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from provenance.words import LANGUAGES

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Phrases by their first word, the longest first, each with what it stands for."""

_PHRASE_LISTS = (
    "approximate",
    "at_least",
    "at_most",
    "after_approximate",
    "after_at_least",
    "after_at_most",
    "half_after",
    "ratio",
    "range",
    "range_open",
    "minus",
)


@attrs.frozen(kw_only=True)
class Unit:
    """A unit of measure or of money."""

    id: str
    dimension: str
    factor: Decimal
    offset: Decimal

    @property
    def is_money(self) -> bool:
        """Whether it counts money."""
        return self.dimension.startswith("money:")


@attrs.frozen(kw_only=True)
class NumberTables:
    """What the tables say of the numbers of one language."""

    language: str
    decimal: str
    words: Mapping[str, Fraction]
    scales: Mapping[str, int]
    fractions: Mapping[str, Fraction]
    ordinals: Mapping[str, int]
    ordinal_suffixes: tuple[str, ...]
    lone: frozenset[str]
    """Numerals that are more often an article than a number."""
    articles: frozenset[str]
    connectors: frozenset[str]
    of: frozenset[str]
    labels: frozenset[str]
    told_labels: frozenset[str]
    """Labels whose number names nothing where an article stands before them."""
    per: frozenset[str]
    per_adverbs: Mapping[str, str]
    phrases: Mapping[str, Phrases]
    units: Phrases
    unit_stems: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """Unit phrases of which a word is given by its beginning, by the first three letters."""
    opens: frozenset[str] = attrs.field(init=False)
    """Words with which a number may begin."""

    @opens.default
    def _set_opens(self) -> frozenset[str]:
        return frozenset({*self.words, *self.fractions, *self.ordinals, *self.articles})


@cache
def load_numbers(language: str) -> NumberTables:
    """The tables of ``language``; the English ones for a language that has none."""
    known = language if language in LANGUAGES else "en"
    table = _read("numbers.toml")[known]
    exact, stems = _unit_phrases()
    return NumberTables(
        language=known,
        decimal=table["decimal"],
        words={word: Fraction(value) for word, value in table["words"].items()},
        scales=table["scales"],
        fractions={word: Fraction(value) for word, value in table["fractions"].items()},
        ordinals=table["ordinals"],
        ordinal_suffixes=tuple(table["ordinal_suffix"]),
        lone=frozenset(table["lone"]),
        articles=frozenset(table["articles"]),
        connectors=frozenset(table["connectors"]),
        of=frozenset(table["of"]),
        labels=frozenset(table["labels"]),
        told_labels=frozenset(table.get("told_labels", ())),
        per=frozenset(table["per"]),
        per_adverbs=table["per_adverbs"],
        phrases={name: _by_first_word(table[name]) for name in _PHRASE_LISTS},
        units=exact,
        unit_stems=stems,
    )


@cache
def load_units() -> Mapping[str, Unit]:
    """Every unit by its id."""
    return {
        name: Unit(
            id=name,
            dimension=entry["dimension"],
            factor=Decimal(entry.get("factor", "1")),
            offset=Decimal(entry.get("offset", "0")),
        )
        for name, entry in _read("units.toml").items()
    }


def match_phrase(phrases: Phrases, words: Sequence[str], at: int) -> tuple[int, str] | None:
    """The longest phrase that starts at ``words[at]``: how many words, and what it stands for."""
    if at >= len(words):
        return None
    for phrase, meaning in phrases.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), meaning
    return None


def match_phrase_before(phrases: Phrases, words: Sequence[str], end: int) -> int:
    """How many words before ``end`` make a phrase; 0 when none does."""
    for size in (4, 3, 2, 1):
        start = end - size
        if start >= 0:
            found = match_phrase(phrases, words, start)
            if found is not None and found[0] == size:
                return size
    return 0


def match_unit(tables: NumberTables, words: Sequence[str], at: int) -> tuple[int, Unit] | None:
    """The longest unit that starts at ``words[at]``."""
    exact = match_phrase(tables.units, words, at)
    size, name = exact if exact is not None else (0, "")
    if at < len(words):
        for phrase, meaning in tables.unit_stems.get(words[at][:3], ()):
            if len(phrase) > size and _stems_match(phrase, words[at : at + len(phrase)]):
                size, name = len(phrase), meaning
                break
    return (size, load_units()[name]) if size else None


def _stems_match(phrase: tuple[str, ...], words: Sequence[str]) -> bool:
    return len(words) == len(phrase) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(phrase, words, strict=True)
    )


def _unit_phrases() -> tuple[Phrases, Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, entry in _read("units.toml").items():
        for form in entry["forms"]:
            phrase = tuple(form.split())
            if "*" in form:
                stems.setdefault(phrase[0].rstrip("*")[:3], []).append((phrase, name))
            else:
                exact.setdefault(phrase[0], []).append((phrase, name))
    return _longest_first(exact), _longest_first(stems)


def _by_first_word(forms: list[str]) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form in forms:
        phrase = tuple(form.split())
        found.setdefault(phrase[0], []).append((phrase, form))
    return _longest_first(found)


def _longest_first(found: dict[str, list[tuple[tuple[str, ...], str]]]) -> Phrases:
    return {
        first: tuple(sorted(phrases, key=lambda item: (-len(item[0]), -len(item[0][0]), item)))
        for first, phrases in found.items()
    }


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("provenance") / "data" / name).read_text(encoding="utf-8"))
