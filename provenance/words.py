"""The words of a text with their light stems, and which of them carry content or turn a sentence.

The tables stand in ``data/function_words.toml``. Stems are only good for comparing words of one
language with each other; they are never shown.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import attrs

from provenance.spans import Span

LANGUAGES = ("en", "de", "fr", "es", "pl", "ru", "uk")
"""Languages with tables of their own; any other is read with the English ones."""

_WORD = re.compile(
    r"(?:[ldnsjmtc]|qu|jusqu|lorsqu|puisqu)['’ʼ](?=\w)"
    r"|\d+(?:[.,:]\d+)*(?=\b|[^\W\d_])"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*",
    re.IGNORECASE,
)
_APOSTROPHES = str.maketrans("’ʼ", "''")
_LONGEST_WORD = 40
_SHORT = 400
"""Characters of a text whose words are remembered."""
_LETTERS = str.maketrans("äöüëïâêîôûàèùéíóúñçёґ", "aoueiaeiouaeueiouncег")


@attrs.frozen(kw_only=True)
class Word:
    """One word: its place, its folded form and its stem."""

    span: Span
    text: str
    """Lower case, with straight apostrophes."""
    stem: str
    capital: bool
    """Whether it starts with a capital letter in the text."""


@attrs.frozen(kw_only=True)
class Lexicon:
    """What the tables say of one language."""

    language: str
    stop: frozenset[str]
    negation: frozenset[str]
    cues: frozenset[str]
    first_person: frozenset[str]
    guards: Mapping[str, "WordSet"]
    up: "WordSet"
    down: "WordSet"
    flat: "WordSet"
    irregular: Mapping[str, str]
    suffixes: Mapping[int, frozenset[str]]
    min_stem: int

    def is_content(self, word: Word) -> bool:
        """Whether the word is one that a paraphrase must account for."""
        return self.tells(word.text)

    def tells(self, folded: str) -> bool:
        """The same of a word as :attr:`Word.text` has it."""
        return folded not in self.stop and (len(folded) > 1 or folded.isdigit())


@attrs.frozen
class WordSet:
    """A closed list of words and word beginnings."""

    words: frozenset[str]
    prefixes: tuple[str, ...]

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        return word in self.words or (bool(self.prefixes) and word.startswith(self.prefixes))


def parse_words(text: str, *, language: str) -> tuple[Word, ...]:
    """Every word and number of ``text`` in order; hyphened words come apart. Linear time."""
    return (_remembered if len(text) <= _SHORT else _parse_words)(text, language)


def _parse_words(text: str, language: str) -> tuple[Word, ...]:
    known = load_lexicon(language).language
    found = []
    for match in _WORD.finditer(text):
        folded, stemmed, capital = _form(match[0], known)
        span = Span(match.start(), match.end())
        found.append(Word(span=span, text=folded, stem=stemmed, capital=capital))
    return tuple(found)


class Form(NamedTuple):
    """A word without its place; the fields are those of :class:`Word`."""

    text: str
    stem: str
    capital: bool


@lru_cache(maxsize=1 << 14)
def _form(written: str, language: str) -> Form:
    folded = written.lower().translate(_APOSTROPHES)
    return Form(folded, stem(folded, language=language), written[0].isupper())


def word_forms(text: str, *, language: str) -> list[Form]:
    """The words that :func:`parse_words` finds, where their places do not matter."""
    known = load_lexicon(language).language
    return [_form(written, known) for written in _WORD.findall(text)]


def openings_of(folded: str) -> frozenset[str]:
    """The first three letters of each word of a text in lower case; the whole of a shorter one.

    Behind a figure another word begins: ``10:30police`` may be two that ran together.
    """
    plain = folded
    if not folded.isascii():
        for sign in _SIGNS:
            plain = plain.replace(sign, " ")
    if not plain.isascii():
        return frozenset(_OPENING.findall(folded))
    words = plain.encode("ascii").translate(_LETTERS_ONLY).decode("ascii").split()
    return frozenset([word[:_LETTERS_OF_OPENING] for word in words])


def needed_opening(letters: str) -> str:
    """An opening (:func:`openings_of`) of every text that has ``letters``, lower case, in it.

    Only a word behind a space can tell; the longest does. Empty where there is none: of the last
    word more may stand in the text.
    """
    found = [
        match[1]
        for match in _BEHIND_SPACE.finditer(letters)
        if len(match[1]) >= _LETTERS_OF_OPENING or match.end() < len(letters)
    ]
    return max(found, key=len, default="")[:_LETTERS_OF_OPENING]


_LETTERS_OF_OPENING = 3
_SIGNS = "’“”–—"
"""Those without which most texts are ASCII."""
_LETTERS_ONLY = bytes(c if chr(c).isalpha() else ord(" ") for c in range(128)).ljust(256)
_OPENING = re.compile(r"([^\W\d_]{1,3})[^\W\d_]*")
_BEHIND_SPACE = re.compile(r" ([^\W\d_]+)")


def first_word(text: str) -> str:
    """The first word of ``text`` as :func:`parse_words` folds it; empty where there is none."""
    match = _WORD.search(text)
    return match.group().lower().translate(_APOSTROPHES) if match is not None else ""


def vocabulary(text: str, *, language: str) -> dict[str, str]:
    """Each word of ``text`` once, as :func:`parse_words` folds it, with its stem. Linear time."""
    known = load_lexicon(language).language
    folded = dict.fromkeys(
        written.lower().translate(_APOSTROPHES) for written in dict.fromkeys(_WORD.findall(text))
    )
    return {word: stem(word, language=known) for word in folded}


_remembered = lru_cache(maxsize=1 << 12)(_parse_words)
"""The words of a sentence are asked for by many, one after the other."""


@lru_cache(maxsize=1 << 16)
def stem(word: str, *, language: str) -> str:
    """The light stem of a folded word: endings off, US and UK spelling made one."""
    lexicon = load_lexicon(language)
    bare = word[:_LONGEST_WORD].replace(".", "") if not word[0].isdigit() else word
    if bare[:1].isdigit():
        return bare
    if lexicon.language == "en":
        bare = bare.removesuffix("'s").removesuffix("'")
    bare = lexicon.irregular.get(bare, bare)
    cut = _without_suffix(bare, lexicon)
    return _folded_spelling(cut) if lexicon.language == "en" else cut.translate(_LETTERS)


@cache
def load_lexicon(language: str) -> Lexicon:
    """The tables of ``language``; the English ones for a language that has none."""
    known = language if language in LANGUAGES else "en"
    table = _tables()[known]
    suffixes: dict[int, set[str]] = {}
    for suffix in table["suffixes"].split():
        suffixes.setdefault(len(suffix), set()).add(suffix)
    return Lexicon(
        language=known,
        stop=frozenset(table["stop"].split()),
        negation=frozenset(table["negation"].split()),
        cues=frozenset(table["cues"].split()),
        first_person=frozenset(table["first_person"].split()),
        guards={name: _word_set(words) for name, words in table["guards"].items()},
        up=_word_set(table["up"]),
        down=_word_set(table["down"]),
        flat=_word_set(table["flat"]),
        irregular=table.get("irregular", {}),
        suffixes={size: frozenset(suffixes[size]) for size in sorted(suffixes, reverse=True)},
        min_stem=table["min_stem"],
    )


@cache
def _tables() -> dict[str, Any]:
    path = files("provenance") / "data" / "function_words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _word_set(words: str) -> WordSet:
    listed = words.split()
    return WordSet(
        frozenset(word for word in listed if not word.endswith("*")),
        tuple(word[:-1] for word in listed if word.endswith("*")),
    )


def _without_suffix(word: str, lexicon: Lexicon) -> str:
    for size, suffixes in lexicon.suffixes.items():
        if len(word) - size >= lexicon.min_stem and word[-size:] in suffixes:
            return word[:-size]
    return word


def _folded_spelling(word: str) -> str:
    folded = word.replace("our", "or").replace("is", "iz").replace("ys", "yz")
    folded = folded.removesuffix("y").removesuffix("i") if len(folded) > 4 else folded
    if len(folded) > 3 and folded[-1] == folded[-2]:
        folded = folded[:-1]
    return folded.replace("ll", "l")
