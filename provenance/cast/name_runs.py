"""Yields the capitalised runs of a sentence and, of each, what is office and what is name."""

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.attribution.cues import is_body_word, is_noun_for_body, load_names
from provenance.cast.aliases import Aliases, seats_in
from provenance.words import load_lexicon

MOST_RUNS = 60
"""Names looked at in one sentence; more of them are a list."""
_WORD = re.compile(r"[^\W\d_][\w’'‑-]*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_ENDS = frozenset('.!?:;“”„"«»(—–-\x00')
_NAME_WORDS = 4
_SPACES = frozenset({" ", "\u00a0"})
_DOTS = frozenset({". ", "."})


@attrs.frozen
class NameRun:
    """Capitalised words in a row."""

    words: tuple[re.Match[str], ...]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.words[0].start()

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.words[-1].end()


def name_runs(text: str, aliases: Aliases) -> Iterator[NameRun]:
    """Names of several capitalised words; particles (``van der``) and initials may join them."""
    names = load_names()
    stop = load_lexicon(aliases.language).stop
    run: list[re.Match[str]] = []
    count = 0
    for word in _WORD.finditer(text):
        capital = word[0][0].isupper()
        if run:
            gap = text[run[-1].end() : word.start()]
            joined = gap in _SPACES or (gap in _DOTS and _is_dotted(run[-1][0]))
            if joined and (capital or names.particle.fullmatch(word[0])):
                run.append(word)
                continue
            yield from _closed(run, text, stop)
            count += 1
            if count == MOST_RUNS:
                return
        run = [word] if capital else []
    if run:
        yield from _closed(run, text, stop)


def _is_dotted(word: str) -> bool:
    """Whether a full stop may stand behind ``word`` within a name."""
    return len(word) == 1 or load_names().honorific.fullmatch(word) is not None


def _closed(run: list[re.Match[str]], text: str, stop: frozenset[str]) -> Iterator[NameRun]:
    while run and not run[-1].group()[0].isupper():
        run.pop()
    while run and _is_no_name(run[0], text, stop):
        run.pop(0)
    if run:
        yield NameRun(tuple(run))


def _is_no_name(word: re.Match[str], text: str, stop: frozenset[str]) -> bool:
    """``Una`` opens a Spanish sentence, but within one it may be a first name."""
    said = word.group()
    opens = not text[: word.start()].rstrip() or text[: word.start()].rstrip()[-1] in _SENTENCE_ENDS
    article = opens and load_names().article.fullmatch(said) is not None
    return article or said[0].islower() or (said.casefold() in stop and len(said) > 1)


def split_name(
    run: NameRun, text: str, aliases: Aliases, offices: Sequence[re.Match[str]]
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """The words of a run before the name (office, honorific, country, acronym), and the name.

    The name is empty where the run is a body, a country or a headline in capitals.
    """
    names, words = load_names(), list(run.words)
    cut = 0
    for index, word in enumerate(words):
        bare = _POSSESSIVE.sub("", word.group())
        owner = bare != word.group() and index + 1 < len(words)
        office = any(o.start() <= word.start() < o.end() for o in offices)
        if owner or office or names.title.fullmatch(bare):
            cut = index + 1
    while cut < len(words) - 1 and (
        _is_modifier(words[cut].group(), aliases)
        or _is_day(words[cut].group(), len(words) - cut, aliases)
    ):
        cut += 1
    prefix, name = words[:cut], words[cut:]
    while name and not name[0].group()[0].isupper():
        name.pop(0)
    capitals = [word for word in name if word.group()[0].isupper()]
    if aliases.language == "de" and len(capitals) > 2 and len(name) == len(capitals):
        prefix, name = prefix + name[:-2], name[-2:]
    return (prefix, name) if _is_persons(name, text, aliases) else (prefix, [])


def _is_persons(name: list[re.Match[str]], text: str, aliases: Aliases) -> bool:
    words = [_POSSESSIVE.sub("", word.group()) for word in name]
    if any(is_body_word(word.group()) for word in name):
        return False
    if any(is_noun_for_body(word, aliases.cues) for word in words):
        return False
    if len(name) < 2:
        return bool(name)
    capitals = [word for word in words if word[0].isupper()]
    place = aliases.countries.fullmatch(text, name[0].start(), name[-1].end())
    return len(capitals) <= _NAME_WORDS and not place and not all(w.isupper() for w in capitals)


def _is_modifier(word: str, aliases: Aliases) -> bool:
    """``NATO``, ``Ukrainian`` before a name."""
    bare = _POSSESSIVE.sub("", word)
    if bare.isupper() and len(bare) > 1:
        return True
    return bool(aliases.countries_in(bare)) and not seats_in(bare)


def _is_day(word: str, left: int, aliases: Aliases) -> bool:
    """``On Tuesday Ada Brook``; ``April`` alone before a surname is a first name."""
    if aliases.weekdays.fullmatch(word):
        return True
    return left > 2 and bool(aliases.months.fullmatch(word))
