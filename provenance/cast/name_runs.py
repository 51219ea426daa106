"""Yields the capitalised runs of a sentence and, of each, what is office and what is name."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from provenance.attribution.cues import (
    is_body_word,
    is_noun_for_body,
    load_names,
    without_possessive,
)
from provenance.attribution.name_runs import NEXT_WORD
from provenance.attribution.word_lists import Wording
from provenance.cast.aliases import Aliases, seats_in
from provenance.words import load_lexicon

MOST_RUNS = 60
"""Names looked at in one sentence; more of them are a list."""
_JOINED_WORD = re.compile(r"([ \u00a0]|\. ?)([^\W\d_][\w’'‑-]*)")
"""The word right behind another one."""
_SENTENCE_ENDS = frozenset('.!?:;“”„"«»(—–-\x00')
_NAME_WORDS = 4
_REMEMBERED = 1 << 13
"""Words of which is remembered what they show: those of an article come again and again."""


class Traits(NamedTuple):
    """What a word of a run shows of itself, wherever it stands."""

    bare: str
    """Without a possessive ending."""
    owns: bool
    title: bool
    bodily: bool
    """Whether a body is called so, and no person."""
    capital: bool
    shouted: bool
    """Whether all its letters are capitals."""
    is_function_word: bool
    """Whether no name begins with it."""


class NameWord(NamedTuple):
    """One word of a run."""

    start: int
    end: int
    text: str
    traits: Traits


def name_runs(text: str, aliases: Aliases) -> Iterator[list[NameWord]]:
    """Names of several capitalised words; particles (``van der``) and initials may join them."""
    at = count = 0
    while count < MOST_RUNS:
        found = NEXT_WORD.match(text, at)
        if found is None:
            return
        start, at = found.span(1)
        if not text[start].isupper():
            continue
        count += 1
        word = found[1]
        traits = traits_of(word, aliases)
        following = _following(word, at, text)
        if following is None and traits.is_function_word:
            continue
        run = [NameWord(start, at, word, traits)]
        while following is not None:
            word, at = following[2], following.end()
            run.append(NameWord(following.start(2), at, word, traits_of(word, aliases)))
            following = _following(word, at, text)
        closed = _closed(run, text)
        if closed:
            yield closed


def _following(last: str, end: int, text: str) -> re.Match[str] | None:
    """The next word of the run behind ``last``: one with a capital, or a particle."""
    found = _JOINED_WORD.match(text, end)
    if found is None or (found[1][0] == "." and not _is_dotted(last)):
        return None
    word = found[2]
    return found if word[0].isupper() or word in load_names().particles else None


def _is_dotted(word: str) -> bool:
    """Whether a full stop may stand behind ``word`` within a name."""
    return len(word) == 1 or word in load_names().honorifics


@lru_cache(maxsize=_REMEMBERED)
def traits_of(word: str, aliases: Aliases) -> Traits:
    """What ``word`` shows of itself."""
    bare = without_possessive(word)
    stop = load_lexicon(aliases.language).stop
    return Traits(
        bare=bare,
        owns=bare != word,
        title=bare in load_names().titles,
        bodily=is_body_word(bare) or is_noun_for_body(bare, aliases.cues),
        capital=bare[0].isupper(),
        shouted=bare.isupper(),
        is_function_word=word[0].islower() or (len(word) > 1 and word.casefold() in stop),
    )


def _closed(run: list[NameWord], text: str) -> list[NameWord]:
    while run and not run[-1].text[0].isupper():
        run.pop()
    while run and _is_no_name(run[0], text):
        run.pop(0)
    return run


def _is_no_name(word: NameWord, text: str) -> bool:
    """``Una`` opens a Spanish sentence, but within one it may be a first name."""
    if word.traits.is_function_word:
        return True
    return word.text in load_names().articles and _opens(word.start, text)


def _opens(at: int, text: str) -> bool:
    """Whether nothing stands before ``at`` in its sentence."""
    while at and text[at - 1].isspace():
        at -= 1
    return not at or text[at - 1] in _SENTENCE_ENDS


def split_name(
    words: list[NameWord], wording: Wording, aliases: Aliases, offices: Sequence[re.Match[str]]
) -> tuple[list[NameWord], list[NameWord]]:
    """The words of a run before the name (office, honorific, country, acronym), and the name.

    The name is empty where the run is a body, a country or a headline in capitals.
    """
    last, cut = len(words) - 1, 0
    for index, word in enumerate(words):
        traits = word.traits
        owner = traits.owns and index < last
        if owner or traits.title or (offices and _is_within(word.start, offices)):
            cut = index + 1
    while cut < last and (
        _is_modifier(words[cut].text, aliases)
        or (last - cut > 1 and _is_month(words[cut].text, aliases))
    ):
        cut += 1
    prefix, name = words[:cut], words[cut:]
    while name and not name[0].text[0].isupper():
        name = name[1:]
    if aliases.language == "de" and len(name) > 2 and all(w.text[0].isupper() for w in name):
        prefix, name = prefix + name[:-2], name[-2:]
    return (prefix, name) if _is_persons(name, wording) else (prefix, [])


def _is_within(at: int, offices: Sequence[re.Match[str]]) -> bool:
    for office in offices:  # noqa: SIM110 - asked of every word: any() takes three times as long
        if office.start() <= at < office.end():
            return True
    return False


def _is_persons(name: Sequence[NameWord], wording: Wording) -> bool:
    capitals = shouted = 0
    for word in name:
        traits = word.traits
        if traits.bodily:
            return False
        capitals += traits.capital
        shouted += traits.shouted
    if len(name) < 2:
        return bool(name)
    return (
        capitals <= _NAME_WORDS
        and shouted < capitals
        and not is_country(name[0].start, name[-1].end, wording)
    )


def is_country(start: int, end: int, wording: Wording) -> bool:
    """Whether the words from ``start`` to ``end`` are a country's, or of its people."""
    if not wording.opens("countries", start):
        return False
    return wording.lists.patterns["countries"].fullmatch(wording.text, start, end) is not None


@lru_cache(maxsize=_REMEMBERED)
def _is_modifier(word: str, aliases: Aliases) -> bool:
    """``NATO``, ``Ukrainian`` before a name, and ``Tuesday`` in ``On Tuesday Ada Brook``."""
    bare = without_possessive(word)
    if bare.isupper() and len(bare) > 1:
        return True
    if aliases.weekdays.fullmatch(word):
        return True
    return bool(aliases.countries_in(bare)) and not seats_in(bare)


def _is_month(word: str, aliases: Aliases) -> bool:
    """``April`` alone before a surname is a first name, before two names a month."""
    return aliases.months.fullmatch(word) is not None
