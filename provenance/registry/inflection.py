"""Words of a text and the keys under which a name finds them again in another case.

Tolerant stems, not grammar: the same cut is made in the name and in the text, so that
"Національного банку України" meets "Національний банк України". Linear time.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]\.(?:[^\W\d_]\.)+|[\w\u0300-\u036f]+(?:&[^\W\d_]+)?|&")
_DOTTED = re.compile(r"\.[^\W\d_]\.")
_SIGNS = "’“”–—"
"""The signs without which most texts are ASCII."""
_IN_WORDS = frozenset("_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_WORDS_ONLY = bytes(c if chr(c) in _IN_WORDS else ord(" ") for c in range(256))
"""Of ASCII, all that is part of no word to spaces."""
_CYRILLIC_ABBREVIATION = re.compile(r"([А-ЯІЇЄҐЁ]{2,})[а-яіїєґё]{1,3}\Z")
_PLAIN = str.maketrans(
    "àáâãäåąăèéêëęěēìíîïıīòóôõöøőōùúûüůűūçćčďđðğłñńňřśšşșťțýÿźżž",
    "aaaaaaaaeeeeeeeiiiiiioooooooouuuuuuucccdddglnnnrssssttyyzzz",
    ".",
) | str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "&": "and"})
_MIN_STEM = 3
_REMEMBERED = 24
"""Characters of a word whose key is remembered."""

_CYRILLIC_ENDINGS = (
    *("ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "ьої"),
    *("ої", "ею", "ою", "єю", "ій", "ий", "ый", "ой", "ей", "ая", "яя", "ое", "ее", "ые", "ие"),
    *("их", "ых", "іх", "ым", "им", "ім", "ую", "юю", "ом", "ем", "єм", "ам", "ям", "ах", "ях"),
    *("ов", "ев", "ів", "їв", "єв"),
    *"аяоеыиіїуюєьй",
)
_GERMAN_ENDINGS = ("es", "en", "em", "er", "e", "s", "n")
_POLISH_ENDINGS = (
    *("iego", "iemu", "ymi", "imi", "ego", "emu", "ych", "ich", "ami", "ach", "owi", "iem"),
    *("ej", "em", "ym", "im", "om", "ow", "ie", "ia"),
    *"aeiyuo",
)
_CYRILLIC_SET = frozenset(_CYRILLIC_ENDINGS)
_ENDINGS = {"de": frozenset(_GERMAN_ENDINGS), "pl": frozenset(_POLISH_ENDINGS)}
_LONGEST_ENDING = 4


class Words(NamedTuple):
    """The words of a text, in order: how each is written, where it begins and its key."""

    raws: list[str]
    starts: list[int]
    keys: list[str]
    """The :func:`exact_key` of each."""

    def end(self, at: int) -> int:
        """Where the word of index ``at`` ends."""
        return self.starts[at] + len(self.raws[at])


def words_of(text: str) -> tuple[str, ...]:
    """The words of ``text`` as they are written."""
    return tuple(_TOKEN.findall(text))


def read_words(text: str) -> Words:
    """The words of ``text``; "U.S." is one, "NATO's" and "d'Ukraine" are two each."""
    plain = text
    for sign in _SIGNS:
        plain = plain.replace(sign, " ")
    if not plain.isascii() or "&" in text or _DOTTED.search(text) is not None:
        starts = [match.start() for match in _TOKEN.finditer(text)]
        raws = _TOKEN.findall(text)
        table = {raw: exact_key(raw) for raw in set(raws)}
        return Words(raws, starts, [table[raw] for raw in raws])
    raws, starts, at = [], [], 0
    for word in plain.encode("ascii").translate(_WORDS_ONLY).decode("ascii").split(" "):
        if word:
            raws.append(word)
            starts.append(at)
        at += len(word) + 1
    # All of them are ASCII: without a "_" the key is the word in small letters.
    return Words(raws, starts, list(map(exact_key if "_" in plain else str.lower, raws)))


def exact_key(raw: str) -> str:
    """A word without case and Latin accents; a Cyrillic word is cut to its stem."""
    if raw.isascii() and raw.isalnum():
        return raw.lower()
    return (_remembered if len(raw) <= _REMEMBERED else _exact_key)(raw)


def _exact_key(raw: str) -> str:
    return _cyrillic_key(raw) if is_cyrillic(raw) else _plain_latin(raw)


_remembered = lru_cache(maxsize=1 << 13)(_exact_key)
"""Most words of an article stand in every other one."""


def has_stems(language: str) -> bool:
    """Whether names are inflected in a language written in Latin letters."""
    return language in _ENDINGS


def stem_key(raw: str, language: str) -> str | None:
    """A Latin word cut to its stem, for the languages that inflect names; else ``None``."""
    endings = _ENDINGS.get(language)
    if endings is None:
        return None
    if is_cyrillic(raw):
        return _cyrillic_key(raw)
    plain = _plain_latin(raw)
    stem = plain if raw.isupper() and len(raw) < 6 else _cut(plain, endings)
    return f"{language}:{stem.rstrip('i') if len(stem) > _MIN_STEM else stem}"


def is_cyrillic(raw: str) -> bool:
    """Whether a word is written in Cyrillic letters (by its first letter)."""
    return "\u0400" <= raw[0] <= "\u04ff"


def _cyrillic_key(raw: str) -> str:
    if raw.isupper() and len(raw) < 6:
        return raw.lower()
    abbreviation = _CYRILLIC_ABBREVIATION.match(raw)
    if abbreviation:
        return abbreviation.group(1).lower()
    lowered = raw.lower().replace("ё", "е")
    stem = _cut(lowered, _CYRILLIC_SET)
    # "комиссия", "комиссией", "комиссии" and "управление", "управлению" meet here.
    shorter = stem.rstrip("иіь")
    return shorter if len(shorter) >= _MIN_STEM else stem


def _cut(word: str, endings: frozenset[str]) -> str:
    for length in range(min(_LONGEST_ENDING, len(word) - _MIN_STEM), 0, -1):
        if word[-length:] in endings:
            return word[:-length]
    return word


def _plain_latin(raw: str) -> str:
    plain = raw.lower().translate(_PLAIN)
    if plain.isascii():
        return plain or raw
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c)) or raw
