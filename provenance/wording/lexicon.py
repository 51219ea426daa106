"""What is known of single words, per language: guards, closed classes, endings, spellings.

The tables stand in ``data/guard_words.toml`` and ``data/spelling_variants.toml``. Every form in
them is folded like the words of a text, so that a look-up is one dictionary access.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from importlib import resources
from typing import Any

import attrs

LANGUAGES = ("en", "de", "fr", "es", "pl", "ru", "uk")
"""Languages with tables of their own."""

_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´′ʹ＇", "'"))
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ё": "е"})
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_STRESS = str.maketrans(dict.fromkeys("\u0301\u0300"))
_MIN_LENGTH_FOR_ENDINGS = 7
"""Shorter words end in "-ise" by nature: "rise", "noise", "praise"."""
KIN_LETTERS = 4
"""First letters by which forms of one word are found."""


class Guard(Enum):
    """Classes of words whose change turns a quotation."""

    NEGATION = "negation"
    CONDITION = "condition"
    MODALITY = "modality"
    QUANTIFIER = "quantifier"
    NUMBER = "number"
    DATE = "date"
    UNIT = "unit"
    NAME = "name"
    OPPOSITE = "opposite"


_GROUPED = (Guard.MODALITY, Guard.QUANTIFIER, Guard.DATE, Guard.UNIT)
_PLAIN = (Guard.NEGATION, Guard.CONDITION)


@attrs.frozen(kw_only=True)
class Lexicon:
    """The tables of one language; all words in them are folded."""

    language: str
    guards: Mapping[str, tuple[tuple[Guard, str], ...]] = attrs.field(repr=False)
    """Word -> its guard classes, each with the group whose members count as the same."""
    opposites: Mapping[str, tuple[tuple[int, int], ...]] = attrs.field(repr=False)
    """Word -> number of the pair, and on which side of it the word stands."""
    opposites_kin: Mapping[str, tuple[str, ...]] = attrs.field(repr=False)
    """First letters -> the words of ``opposites`` that begin so."""
    numbers: Mapping[str, int] = attrs.field(repr=False)
    closed: frozenset[str] = attrs.field(repr=False)
    determiners: frozenset[str] = attrs.field(repr=False)
    intensifiers: frozenset[str] = attrs.field(repr=False)
    speech: frozenset[str] = attrs.field(repr=False)
    speech_stems: tuple[str, ...] = attrs.field(repr=False)
    denial: frozenset[str] = attrs.field(repr=False)
    negative_prefixes: tuple[str, ...]
    contractions: Mapping[str, tuple[str, ...]] = attrs.field(repr=False)
    contraction_tails: Mapping[str, frozenset[str]] = attrs.field(repr=False)
    symbols: Mapping[str, frozenset[str]] = attrs.field(repr=False)
    endings: frozenset[str] = attrs.field(repr=False)
    bent: Mapping[str, str] = attrs.field(repr=False)
    """Word -> the first form of the word that bends inside."""
    names: Mapping[str, str] = attrs.field(repr=False)
    """Name -> the first of its spellings."""

    def is_speech(self, word: str) -> bool:
        """Whether ``word`` (folded) is a verb of saying, or "according to"."""
        return word in self.speech or word.startswith(self.speech_stems)

    def is_closed(self, word: str) -> bool:
        """Whether ``word`` (folded) is an article, pronoun, preposition, conjunction, auxiliary."""
        return word in self.closed

    def groups(self, word: str, guard: Guard) -> tuple[str, ...]:
        """The groups of class ``guard`` that ``word`` belongs to."""
        return tuple(group for kind, group in self.guards.get(word, ()) if kind is guard)


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The tables of ``language``; a language without tables is read with the English ones."""
    known = language if language in LANGUAGES else "en"
    words = _table("guard_words.toml")[known]
    spelling = _table("spelling_variants.toml")
    fold = functools.partial(fold_word, language=known)
    speech = words["speech"].split()
    opposites = _opposites(words["antonyms"], fold)
    return Lexicon(
        language=known,
        guards=_guards(words, fold),
        opposites=opposites,
        opposites_kin=_by_first_letters(opposites),
        numbers=_numbers(words["numbers"], fold),
        closed=_folded_set(words["closed"], fold),
        determiners=_folded_set(words["determiners"], fold),
        intensifiers=_folded_set(words["intensifiers"], fold),
        speech=frozenset(fold(word) for word in speech if not word.endswith("*")),
        speech_stems=tuple(fold(word[:-1]) for word in speech if word.endswith("*")),
        denial=_folded_set(words["denial"], fold),
        negative_prefixes=tuple(words["negative_prefixes"].split()),
        contractions={
            fold(short): tuple(map(fold, long.split()))
            for short, long in spelling["contractions"].get(known, {}).items()
        },
        contraction_tails={
            tail: frozenset(long.split()) for tail, long in spelling["contraction_tails"].items()
        },
        symbols={
            sign: _folded_set(called, fold) for sign, called in spelling["symbols"][known].items()
        },
        endings=_folded_set(spelling["endings"][known], fold) | {""},
        bent=_first_of_each(spelling["bent"].get(known, ()), fold),
        names=_first_of_each(spelling["names"]["variants"], fold),
    )


def fold_word(word: str, language: str) -> str:
    """``word`` as it is compared: case, accents, spelling house and typography folded away.

    Args:
        word: one word as it stands in a text.
        language: the British spellings are folded for English, umlauts for German, apostrophes
            inside words dropped for Cyrillic.
    """
    plain = unicodedata.normalize("NFKC", word.translate(_INVISIBLE)).casefold()
    plain = plain.translate(_APOSTROPHES)
    if plain.isascii():
        return _american(plain) if language == "en" else plain
    if _CYRILLIC.search(plain):
        return _folded_cyrillic(plain)
    if language == "de":
        plain = plain.translate(_UMLAUTS)
    parts = unicodedata.normalize("NFD", plain.translate(_LETTERS))
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return _american(bare) if language == "en" else bare


def _folded_cyrillic(plain: str) -> str:
    if "\u0301" in plain or "\u0300" in plain:
        plain = unicodedata.normalize("NFC", plain.translate(_STRESS))
    return plain.translate(_LETTERS).replace("'", "").replace("ґ", "г")


def _american(word: str) -> str:
    tables = _us_uk()
    if word in tables.words:
        return tables.words[word]
    found = tables.stems.match(word)
    if found:
        word = tables.stem_of[found.group()] + word[found.end() :]
    if len(word) >= _MIN_LENGTH_FOR_ENDINGS:
        ending = tables.endings.search(word)
        if ending:
            return word[: ending.start()] + tables.ending_of[ending.group()]
    return word


@attrs.frozen(kw_only=True)
class _Spellings:
    words: Mapping[str, str]
    stems: re.Pattern[str]
    stem_of: Mapping[str, str]
    endings: re.Pattern[str]
    ending_of: Mapping[str, str]


@functools.cache
def _us_uk() -> _Spellings:
    table = _table("spelling_variants.toml")["us_uk"]
    stem_of = _with_american_forms(table["stems"])
    longest_first = sorted(stem_of, key=len, reverse=True)
    endings = sorted(table["endings"], key=len, reverse=True)
    return _Spellings(
        words=table["words"],
        stems=re.compile("|".join(map(re.escape, longest_first))),
        stem_of=stem_of,
        endings=re.compile("(?:" + "|".join(map(re.escape, endings)) + ")$"),
        ending_of=table["endings"],
    )


def _with_american_forms(stems: Mapping[str, str]) -> dict[str, str]:
    """``stems``, each American form also kept as it is ("install" must not become "installl")."""
    kept = {american: american for british, american in stems.items() if american != british}
    return {**kept, **stems}


@functools.cache
def _table(name: str) -> dict[str, Any]:
    path = resources.files("provenance") / "data" / name
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _folded_set(words: str, fold: "functools.partial[str]") -> frozenset[str]:
    return frozenset(map(fold, words.split()))


def _guards(
    words: Mapping[str, Any], fold: "functools.partial[str]"
) -> dict[str, tuple[tuple[Guard, str], ...]]:
    found: dict[str, tuple[tuple[Guard, str], ...]] = {}

    def add(form: str, guard: Guard, group: str) -> None:
        found[form] = (*found.get(form, ()), (guard, group))

    for guard in _PLAIN:
        for form in _folded_set(words[guard.value], fold):
            add(form, guard, guard.value)
    for guard in _GROUPED:
        for group in words[guard.value]:
            forms = [fold(form) for form in group.split()]
            for form in dict.fromkeys(forms):
                add(form, guard, forms[0])
    for form, value in _numbers(words["numbers"], fold).items():
        add(form, Guard.NUMBER, str(value))
    return found


def _opposites(
    pairs: Iterable[tuple[str, str]], fold: "functools.partial[str]"
) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for number, pair in enumerate(pairs):
        for side, forms in enumerate(pair):
            for form in _folded_set(forms, fold):
                found[form] = (*found.get(form, ()), (number, side))
    return found


def _by_first_letters(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        if len(word) >= KIN_LETTERS:
            key = word[:KIN_LETTERS]
            found[key] = (*found.get(key, ()), word)
    return found


def _numbers(entries: Iterable[str], fold: "functools.partial[str]") -> dict[str, int]:
    found = {}
    for entry in entries:
        value, _, forms = entry.partition("=")
        found.update(dict.fromkeys(map(fold, forms.split()), int(value)))
    return found


def _first_of_each(groups: Iterable[str], fold: "functools.partial[str]") -> dict[str, str]:
    found = {}
    for group in groups:
        forms = [fold(form) for form in group.split()]
        found.update(dict.fromkeys(forms, forms[0]))
    return found
