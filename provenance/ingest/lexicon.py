"""The words by which furniture is told from story, loaded once from ``data/boilerplate.toml``."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import attrs

LANGUAGES = ("en", "de", "fr", "es", "pl", "uk", "ru")

_REMEMBERED = 1600
"""Characters of a line whose plain form is remembered."""

_BEGINNING = 4
"""Letters of a word by which phrases that end with it are looked up."""

_FEW = 8
"""Phrases that are looked for one by one sooner than by the beginnings of a line's words."""

_REPLACED = (
    *((mark, "'") for mark in "‘’‚‛`´ʼ"),
    *((mark, '"') for mark in "“”„«»"),
    *((mark, "-") for mark in "–—―‒"),
    *((mark, "") for mark in "\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    ("…", "..."),
)


@attrs.frozen
class PhrasesInside:
    """Phrases that may stand anywhere in a line, the words that few lines have looked at first."""

    by_word: Mapping[str, tuple[str, ...]]
    """By a word in their middle: there it must stand alone."""
    by_beginning: Mapping[str, tuple[str, ...]]
    """By the first letters of their last word: with them some word of the line must begin."""
    beginnings: re.Pattern[str]
    """One of these."""
    ascii: tuple[str, ...]
    others: tuple[str, ...]

    @staticmethod
    def of(phrases: Iterable[str]) -> "PhrasesInside":
        """The phrases, in plain form, sorted by how they are looked for."""
        by_word: dict[str, tuple[str, ...]] = {}
        by_beginning: dict[str, tuple[str, ...]] = {}
        rest = []
        for phrase in dict.fromkeys(phrases):
            inner = phrase.split()[1:-1]
            if inner and (max(map(len, inner)) >= _BEGINNING or not _is_begun(phrase)):
                word = max(inner, key=len)
                by_word[word] = (*by_word.get(word, ()), phrase)
            else:
                rest.append(phrase)
        for phrase in rest[:] if len(rest) > _FEW else ():
            if _is_begun(phrase):
                beginning = phrase.split(" ")[-1][:_BEGINNING]
                by_beginning[beginning] = (*by_beginning.get(beginning, ()), phrase)
                rest.remove(phrase)
        ascii_, others = ([p for p in rest if p.isascii() is one] for one in (True, False))
        return PhrasesInside(
            by_word, by_beginning, _beginnings(by_beginning), tuple(ascii_), tuple(others)
        )

    def stand_in(self, line: str, words: Sequence[str]) -> bool:
        """Whether any of them stands in ``line``, of which ``words`` are the parts."""
        if any(map(line.__contains__, self.ascii)):
            return True
        if not line.isascii() and any(map(line.__contains__, self.others)):
            return True
        if not self.by_word.keys().isdisjoint(words):
            for word in self.by_word.keys() & words:
                if any(map(line.__contains__, self.by_word[word])):
                    return True
        for beginning in self.beginnings.findall(line) if self.by_beginning else ():
            if any(map(line.__contains__, self.by_beginning[beginning])):
                return True
        return False


def _is_begun(phrase: str) -> bool:
    """Whether ``phrase`` ends with a word that is long enough to be looked up by its beginning."""
    return " " in phrase and len(phrase.rpartition(" ")[2]) >= _BEGINNING


def _beginnings(beginnings: Iterable[str]) -> re.Pattern[str]:
    """Where a word behind another begins with one of these; sorted by first letters, for speed."""
    rests: dict[str, list[str]] = {}
    for beginning in beginnings:
        rests.setdefault(beginning[0], []).append(re.escape(beginning[1:]))
    branches = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())
    return re.compile(f" ({'|'.join(branches)})")


@attrs.frozen(kw_only=True)
class Lexicon:
    """All lists of ``data/boilerplate.toml``, in the form in which they are asked."""

    whole: frozenset[str]
    opening: dict[str, tuple[str, ...]]
    """By their first two characters."""
    inside: "PhrasesInside"
    captions_inside: "PhrasesInside"
    """Caption words as they stand behind a sentence: "(photo by", "| foto:"."""
    captions_last: tuple[str, ...]
    walls: "PhrasesInside"
    """What says that the rest is for subscribers."""
    byline_first: frozenset[str]
    """The words that a byline or a line with a date can begin with."""
    marks: dict[str, tuple[str, ...]]
    mark_sets: dict[str, frozenset[str]]
    months: dict[str, int]
    common_words: dict[str, frozenset[str]]


def plain(text: str) -> str:
    """``text`` case-folded on one line, with plain quotes, dashes and single spaces."""
    return (_remembered if len(text) <= _REMEMBERED else _plain)(text)


def _plain(text: str) -> str:
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
    for written, shown in _REPLACED:
        text = text.replace(written, shown)
    return " ".join(text.casefold().split())


_remembered = lru_cache(maxsize=1 << 8)(_plain)
"""A line of an article is asked for by several, one after the other."""


@cache
def lexicon() -> Lexicon:
    """The lists, read on first use (15 ms)."""
    source = files("provenance").joinpath("data/boilerplate.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    marks = {
        name: tuple(plain_phrase(p) for p in phrases) for name, phrases in data["marks"].items()
    }
    return Lexicon(
        whole=frozenset(_gathered(data, "whole")),
        opening=_by_start(_gathered(data, "opening")),
        inside=PhrasesInside.of(_gathered(data, "inside")),
        captions_inside=PhrasesInside.of(
            f"{m}{c}" for c in marks["captions"] if len(c) > 4 for m in ("(", "| ", ". ")
        ),
        captions_last=tuple(c.rstrip(":") for c in marks["captions"] if len(c) > 4),
        byline_first=frozenset(
            p.split()[0] for p in (*marks["byline_words"], *marks["dated_words"])
        ),
        walls=PhrasesInside.of(marks["walls"]),
        marks=marks,
        mark_sets={name: frozenset(phrases) for name, phrases in marks.items()},
        common_words={
            language: frozenset(words.split()) for language, words in data["common_words"].items()
        },
        months={form: int(number) for number, forms in data["months"].items() for form in forms},
    )


def plain_phrase(phrase: str) -> str:
    """A listed phrase in plain form; a closing space (the word must end there) is kept."""
    return plain(phrase) + (" " if phrase.endswith(" ") else "")


def _gathered(data: dict[str, dict[str, list[str]]], kind: str) -> tuple[str, ...]:
    return tuple(plain_phrase(p) for language in LANGUAGES for p in data[language][kind])


def _by_start(phrases: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    starts: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        starts[phrase[:2]] = (*starts.get(phrase[:2], ()), phrase)
    return starts
