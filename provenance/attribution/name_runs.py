"""Yields the capitalised words in a row in which a text shows proper names."""

import re
from functools import lru_cache
from typing import NamedTuple

from provenance.attribution.cues import load_names

POSSESSIVE = re.compile(r"['’]s?$")
ELISION = re.compile(r"\b[LlDd]['’](?=\w)")
NEXT_WORD = re.compile(r"[\W\d_]*+(?:[a-z][\w’'‑-]*+[\W\d_]*+)*+([^\W\d_][\w’'‑-]*)")
"""The next word of a text that may have a capital: those in small letters are passed over."""
_JOINED_WORD = re.compile(r"(?: |\. ?)([^\W\d_][\w’'‑-]*)")
_SMALL_WORD = re.compile(r"[ .]([a-z][\w’'‑-]*)")
"""A word that may join names; each of those begins with a letter from a to z."""
_OWNS = ("'s", "’s", "'", "’")
_REMEMBERED = 200
"""Characters of a text whose runs are remembered."""
_BEHIND_VON = frozenset({"den", "der", "dem", "zu", "la", "le"})
"""Particles that join a name only behind another one: ``van den Berg``."""


class Run(NamedTuple):
    """Capitalised words in a row."""

    start: int
    end: int
    words: tuple[str, ...]


def runs_of(text: str, *, connected: bool = False) -> tuple[Run, ...]:
    """Capitalised words in a row; particles of names (``connected``: ``of the``) may join them."""
    if text.islower():
        return ()
    # Without a word that joins names, the runs are the same in either sense.
    connected = connected and _may_join(text)
    return (_remembered if len(text) <= _REMEMBERED else _runs)(text, connected)


def stands_alone(run: Run, text: str) -> bool:
    """Whether no word beside ``run`` can join it to another run in ``text``, single-spaced."""
    if run.start and text[run.start - 1] != " ":
        return False
    before = text[: max(0, run.start - 1)].rpartition(" ")[2]
    if before and not before.endswith(",") and not _is_small(before):
        return False
    following = text[run.end : run.end + 1]
    after = text[run.end + 1 :].partition(" ")[0]
    return following in {"", ","} or (following == " " and _is_small(after))


def _is_small(word: str) -> bool:
    return word.isalpha() and word.islower() and word not in load_names().connectors


def _may_join(text: str) -> bool:
    """Whether words of ``text`` can join capitalised ones in :func:`runs_of` it, connected."""
    if "'" in text or "’" in text:
        return True
    names, found = load_names(), _SMALL_WORD.findall(text)
    return not (names.connectors.isdisjoint(found) and names.particles.isdisjoint(found))


def _runs(text: str, connected: bool) -> tuple[Run, ...]:  # noqa: FBT001 - the key of a cache
    names = load_names()
    joins = names.connectors if connected else names.particles
    if "'" in text or "’" in text:
        text = ELISION.sub(_blank, text)
    runs: list[Run] = []
    at = 0
    while (found := NEXT_WORD.match(text, at)) is not None:
        start, at = found.span(1)
        if not text[start].isupper():
            continue
        starts, words = [start], [found[1]]
        while (following := _JOINED_WORD.match(text, at)) is not None:
            word, last = following[1], words[-1]
            if not connected and last.endswith(_OWNS):
                break
            if not (word[0].isupper() or _joins(word, last, joins, connected=connected)):
                break
            starts.append(following.start(1))
            words.append(word)
            at = following.end()
        alone = len(words) == 1
        runs.append(
            Run(start, at, (words[0],)) if alone else _closed(starts, words, names.articles)
        )
    return tuple(runs)


_remembered = lru_cache(maxsize=1 << 11)(_runs)
"""The phrases of a sentence are asked for by many, one after the other."""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _joins(word: str, last: str, joins: frozenset[str], *, connected: bool) -> bool:
    if word not in joins:
        return False
    return connected or word not in _BEHIND_VON or last in {"van", "von", "de"}


def _closed(starts: list[int], words: list[str], articles: frozenset[str]) -> Run:
    last = len(words)
    while not words[last - 1][0].isupper():
        last -= 1
    first = 0
    # ``Una`` opens a Spanish phrase, but within one it may be a first name.
    while first < last - 1 and (
        words[first][0].islower()
        or words[first] == "The"
        or (starts[first] == 0 and words[first] in articles)
    ):
        first += 1
    end = starts[last - 1] + len(words[last - 1])
    return Run(starts[first], end, tuple(words[first:last]))
