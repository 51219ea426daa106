"""Yields the capitalised runs of a sentence and, of each, what is office and what is name."""

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.attribution.cues import is_body_word, load_names, without_possessive
from provenance.attribution.word_lists import Wording
from provenance.cast.aliases import Aliases, seats_in
from provenance.words import load_lexicon

MOST_RUNS = 60
"""Names looked at in one sentence; more of them are a list."""
_WORD = re.compile(r"[^\W\d_][\w’'‑-]*")
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
    particles = load_names().particles
    stop = load_lexicon(aliases.language).stop
    run: list[re.Match[str]] = []
    last, end = "", -1
    count = 0
    for match in _WORD.finditer(text):
        word = match[0]
        capital = word[0].isupper()
        if run:
            gap = text[end : match.start()]
            joined = gap in _SPACES or (gap in _DOTS and _is_dotted(last))
            if joined and (capital or word in particles):
                run.append(match)
                last, end = word, match.end()
                continue
            closed = _closed(run, text, stop)
            if closed:
                yield NameRun(tuple(closed))
            count += 1
            if count == MOST_RUNS:
                return
            run = []
        if capital:
            run = [match]
            last, end = word, match.end()
    closed = _closed(run, text, stop)
    if closed:
        yield NameRun(tuple(closed))


def _is_dotted(word: str) -> bool:
    """Whether a full stop may stand behind ``word`` within a name."""
    return len(word) == 1 or word in load_names().honorifics


def _closed(run: list[re.Match[str]], text: str, stop: frozenset[str]) -> list[re.Match[str]]:
    while run and not run[-1][0][0].isupper():
        run.pop()
    while run and _is_no_name(run[0], text, stop):
        run.pop(0)
    return run


def _is_no_name(word: re.Match[str], text: str, stop: frozenset[str]) -> bool:
    """``Una`` opens a Spanish sentence, but within one it may be a first name."""
    said = word[0]
    if said[0].islower() or (len(said) > 1 and said.casefold() in stop):
        return True
    return said in load_names().articles and _opens(word.start(), text)


def _opens(at: int, text: str) -> bool:
    """Whether nothing stands before ``at`` in its sentence."""
    while at and text[at - 1].isspace():
        at -= 1
    return not at or text[at - 1] in _SENTENCE_ENDS


def split_name(
    run: NameRun, wording: Wording, aliases: Aliases, offices: Sequence[re.Match[str]]
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """The words of a run before the name (office, honorific, country, acronym), and the name.

    The name is empty where the run is a body, a country or a headline in capitals.
    """
    titles, words = load_names().titles, list(run.words)
    cut = 0
    for index, word in enumerate(words, start=1):
        said = word[0]
        bare = without_possessive(said)
        owner = bare != said and index < len(words)
        if owner or bare in titles or _is_within(word.start(), offices):
            cut = index
    while cut < len(words) - 1 and (
        _is_modifier(words[cut][0], aliases) or _is_day(words[cut][0], len(words) - cut, aliases)
    ):
        cut += 1
    prefix, name = words[:cut], words[cut:]
    while name and not name[0][0][0].isupper():
        name.pop(0)
    if aliases.language == "de":
        capitals = [word for word in name if word[0][0].isupper()]
        if len(capitals) > 2 and len(name) == len(capitals):
            prefix, name = prefix + name[:-2], name[-2:]
    return (prefix, name) if _is_persons(name, wording, aliases) else (prefix, [])


def _is_within(at: int, offices: Sequence[re.Match[str]]) -> bool:
    for office in offices:  # noqa: SIM110 - asked of every word: any() takes three times as long
        if office.start() <= at < office.end():
            return True
    return False


def _is_persons(name: list[re.Match[str]], wording: Wording, aliases: Aliases) -> bool:
    capitals = shouted = 0
    for match in name:
        word = without_possessive(match[0])
        if is_body_word(word) or aliases.words.is_in(word, "bodies"):
            return False
        capitals += word[0].isupper()
        shouted += word.isupper()
    if len(name) < 2:
        return bool(name)
    return (
        capitals <= _NAME_WORDS
        and shouted < capitals
        and not is_country(name[0].start(), name[-1].end(), wording)
    )


def is_country(start: int, end: int, wording: Wording) -> bool:
    """Whether the words from ``start`` to ``end`` are a country's, or of its people."""
    pattern = wording.lists.patterns["countries"]
    return (
        wording.opens("countries", start)
        and pattern.fullmatch(wording.text, start, end) is not None
    )


def _is_modifier(word: str, aliases: Aliases) -> bool:
    """``NATO``, ``Ukrainian`` before a name."""
    bare = without_possessive(word)
    if bare.isupper() and len(bare) > 1:
        return True
    if bare.isalpha() and not aliases.words.may_open(bare, "countries", "seats"):
        return False
    return bool(aliases.countries_in(bare)) and not seats_in(bare)


def _is_day(word: str, left: int, aliases: Aliases) -> bool:
    """``On Tuesday Ada Brook``; ``April`` alone before a surname is a first name."""
    if aliases.weekdays.fullmatch(word):
        return True
    return left > 2 and bool(aliases.months.fullmatch(word))
