"""The keys of one article: what another article on the same story would share with it.

They depend on the article alone, never on its neighbours, so that every part of a corpus can make
its own. A key is a short text: a letter for its kind (:class:`provenance.blocking.links.KeyKind`),
a blank, and what is shared; keys of an event also name a week, so that "Berlin" of one year does
not meet "Berlin" of another.
"""

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

import attrs

from provenance.blocking.fingerprints import fingerprint_texts
from provenance.days import certain_day
from provenance.model import Analysis, Article
from provenance.names import name_key
from provenance.words import Form, Lexicon, load_lexicon, word_forms

WEEK = 7
"""Days that a key of an event covers; two articles of one event lie no further apart."""

_MOST_CHARACTERS = 60_000
"""Of an article, where words and names are looked for; what is longer is no news article."""
_MOST_FINGERPRINTS = 400
_MOST_SAYINGS, _SAYING_WORDS = 60, 5
"""Quotations of an article that leave keys, and words of the shortest: as in the comparison."""
_MOST_TURNS = 120
"""Pairs of neighbouring words within the quotations of one article."""
_MOST_NAMES, _MOST_WORDS, _MOST_FIGURES = 32, 48, 16
EVENT_LETTERS = "nwf"
"""The letters of keys of an event: names, words, figures."""
_SHORTEST_WORD = 3
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_FIGURE_DIGITS = 3
"""Digits that a number needs to be more than chance; what looks like a year is none."""
_YEARS = range(1900, 2100)


@attrs.frozen(kw_only=True)
class StoryKeys:
    """The keys of one article."""

    article: str
    """Its id."""
    day: dt.date | None
    """The day on which it certainly appeared; ``None`` where that is unknown or a guess."""
    language: str
    keys: tuple[str, ...]
    """Each once, sorted."""


def story_keys(analysis: Analysis) -> StoryKeys:
    """The keys of an article: its copied text, its quotations, and of what event it tells."""
    article = analysis.article
    day, language = certain_day(article), article.metadata.language
    keys = {
        *word_keys(analysis),
        *(f"{key} {week}" for key in _event_keys(article) for week in weeks_of(day)),
    }
    return StoryKeys(article=article.id, day=day, language=language, keys=tuple(sorted(keys)))


def word_keys(analysis: Analysis) -> Iterator[str]:
    """Of the keys of an article, those of copied and quoted words."""
    yield from _copy_keys(analysis.article)
    yield from _quotation_keys(analysis)


def count_event_keys(keys: StoryKeys) -> int:
    """How many things an article names that others may name in its week; at least one."""
    of_event = sum(key[0] in EVENT_LETTERS for key in keys.keys)
    return max(1, of_event // len(weeks_of(keys.day)))


def weeks_of(day: dt.date | None) -> tuple[str, ...]:
    """The week of a day and the next one: two days within a week of each other share one.

    Articles without a day share a week of their own.
    """
    if day is None:
        return ("-",)
    week = day.toordinal() // WEEK
    return (str(week), str(week + 1))


# --- copies and quotations -----------------------------------------------------------------------


def _copy_keys(article: Article) -> Iterator[str]:
    texts = [block.span.of(article.prose) for block in article.blocks if block.kind.is_prose]
    for one in fingerprint_texts(texts or [article.prose], most=_MOST_FINGERPRINTS):
        yield f"c {one:016x}"
    yield f"t {_short_digest(article.digest)}"


def _quotation_keys(analysis: Analysis) -> Iterator[str]:
    language = analysis.article.metadata.language
    lexicon = load_lexicon(language)
    sayings: dict[str, None] = {}
    turns: dict[str, None] = {}
    for quotation in analysis.quotations[: 4 * _MOST_SAYINGS]:
        for part in quotation.parts:
            written = part.of(analysis.article.prose)[:_MOST_CHARACTERS]
            words = word_forms(written, language=language)
            if len(words) >= _SAYING_WORDS and len(sayings) < _MOST_SAYINGS:
                sayings[" ".join(word.text for word in words)] = None
                turns |= dict.fromkeys(
                    f"{one} {other}" for one, other in pairwise(_content(words, lexicon))
                )
    yield from (f"s {_short_digest(f'{language} {words}')}" for words in sayings)
    yield from (f"q {language} {one}" for one in list(turns)[:_MOST_TURNS])


def _content(words: Iterable[Form], lexicon: Lexicon) -> list[str]:
    return [word.stem for word in words if lexicon.tells(word.text)]


def _short_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# --- the event -----------------------------------------------------------------------------------


def _event_keys(article: Article) -> Iterator[str]:
    """Names, in any script; words, in the language; figures: those that come often or early."""
    language = article.metadata.language
    lexicon = load_lexicon(language)
    prose = _ADDRESS.sub(" ", article.prose[:_MOST_CHARACTERS])
    content = [
        word
        for word in word_forms(prose, language=language)
        if len(word.text) >= _SHORTEST_WORD and lexicon.tells(word.text)
    ]
    lower = {word.text for word in content if not word.capital}
    names = Counter(
        name_key(word.text) for word in content if word.capital and word.text not in lower
    )
    plain = Counter(word.stem for word in content if word.text in lower and word.text.isalpha())
    figures = Counter(found for word in content if (found := _figure(word.text)))
    yield from (f"n {one}" for one, _ in names.most_common(_MOST_NAMES))
    yield from (f"w {language} {one}" for one, _ in plain.most_common(_MOST_WORDS))
    yield from (f"f {one}" for one, _ in figures.most_common(_MOST_FIGURES))


def _figure(word: str) -> str | None:
    """The digits of a number that is hardly chance, however it is written; else ``None``."""
    if not word[0].isdigit():
        return None
    digits = "".join(letter for letter in word if letter.isdecimal())
    if len(digits) < _FIGURE_DIGITS:
        return None
    is_year = len(digits) == len("2026") and digits == word and int(digits) in _YEARS
    return None if is_year else digits
