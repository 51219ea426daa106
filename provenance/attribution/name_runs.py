"""Yields the capitalised words in a row in which a text shows proper names."""

import re
from functools import lru_cache

import attrs

from provenance.attribution.cues import load_names

POSSESSIVE = re.compile(r"['’]s?$")
ELISION = re.compile(r"\b[LlDd]['’](?=\w)")
_WORD = re.compile(r"[^\W\d_][\w’'‑-]*")
_OWNS = ("'s", "’s", "'", "’")
_JOINTS = frozenset({" ", ". ", "."})
_REMEMBERED = 200
"""Characters of a text whose runs are remembered."""
_BEHIND_VON = frozenset({"den", "der", "dem", "zu", "la", "le"})
"""Particles that join a name only behind another one: ``van den Berg``."""


@attrs.frozen
class Run:
    """Capitalised words in a row."""

    start: int
    end: int
    words: tuple[str, ...]


def runs_of(text: str, *, connected: bool = False) -> tuple[Run, ...]:
    """Capitalised words in a row; particles of names (``connected``: ``of the``) may join them."""
    return (_remembered if len(text) <= _REMEMBERED else _runs)(text, connected)


def _runs(text: str, connected: bool) -> tuple[Run, ...]:  # noqa: FBT001 - the key of a cache
    names = load_names()
    joins = names.connectors if connected else names.particles
    runs: list[Run] = []
    words: list[re.Match[str]] = []
    last, end = "", -1
    if "'" in text or "’" in text:
        text = ELISION.sub(_blank, text)
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        capital = word[0].isupper()
        if not words:
            if capital:
                words.append(match)
                last, end = word, match.end()
            continue
        joined = text[end:start] in _JOINTS and (connected or not last.endswith(_OWNS))
        if joined and (capital or _joins(word, last, joins, connected=connected)):
            words.append(match)
        else:
            _close(runs, words, names.articles)
            words = [match] if capital else []
        last, end = word, match.end()
    _close(runs, words, names.articles)
    return tuple(runs)


_remembered = lru_cache(maxsize=1 << 11)(_runs)
"""The phrases of a sentence are asked for by many, one after the other."""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _joins(word: str, last: str, joins: frozenset[str], *, connected: bool) -> bool:
    if word not in joins:
        return False
    return connected or word not in _BEHIND_VON or last in {"van", "von", "de"}


def _close(runs: list[Run], words: list[re.Match[str]], articles: frozenset[str]) -> None:
    while words and not words[-1][0][0].isupper():
        words.pop()
    # ``Una`` opens a Spanish phrase, but within one it may be a first name.
    while len(words) > 1 and (
        words[0][0][0].islower()
        or words[0][0] == "The"
        or (words[0].start() == 0 and words[0][0] in articles)
    ):
        words.pop(0)
    if words:
        runs.append(Run(words[0].start(), words[-1].end(), tuple(word[0] for word in words)))
