"""Yields the noun phrase behind a verb of saying: ``…, said X``; ``…, зазначив у коментарі Y``."""

import itertools
import re

from provenance.attribution.asides import PREPOSITION, can_follow_name, is_apposition, segments_of
from provenance.attribution.cues import Cues, load_names
from provenance.attribution.nounphrases import (
    is_weak,
    phrase_end,
    speaking_place,
    up_to_name_end,
)
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.attribution.speakers import read_source
from provenance.attribution.word_lists import fold_letters
from provenance.spans import Span

_Side = tuple[Span, SourcePhrase]
_TIME_WORDS = (
    *("in", "on", "at", "after", "before", "during", "to", "as", "when", "while", "about", "by"),
    *("yesterday", "today", "again", "last", "this", "im", "am", "bei", "nach", "vor", "gegenüber"),
    *("weiter", "hinzu", "mit", "dazu", "dieser", "unserer", "uns", "lors", "dans", "mardi"),
    *("lundi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "hier", "à", "sur", "en"),
    *("au", "auprès", "devant", "ayer", "tras", "ante", "a", "durante", "podczas", "po", "w"),
    *("we", "na", "do", "o", "przed", "в", "во", "на", "после", "о", "об", "перед", "у", "під"),
    *("після", "що", "что", "że", "dass", "que", "that", "nach", "über"),
)
_TIMES = re.compile(rf"\s(?:{'|'.join(_TIME_WORDS)})\s.*$", re.IGNORECASE | re.DOTALL)
_OPENS_TIME = frozenset(_TIME_WORDS)
_PRONOUN = re.compile(r"\s*([\w’']+)")
_PRONOUNS = (PhraseKind.PRONOUN_PERSON, PhraseKind.PRONOUN_THING)
_SPANISH_DAY = re.compile(r"\s*est[ea]\s+\w")
_GOES_ON = re.compile(
    r"\s+(?!(?:in|on|at|after|before|during|to|as|when|while|about|by|of|for|with|last|this|later"
    r"|yesterday|today|again|recently)\b|\w+ly\b|\w+day\b)\w"
)
"""A clause behind ``it``: the pronoun is its subject."""
_LEADING_TIME = re.compile(
    r"\s*(?:(?:el|este|le|ce|am|on|в|во|у|we|w)\s)?(?:lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag"
    r"|Mittwoch|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|понедельник|вторник|среду|четверг|пятницу"
    r"|субботу|воскресенье|понеділок|вівторок|середу|четвер|п[’']ятницю|суботу|неділю|poniedziałek|wtorek"
    r"|środę|czwartek|piątek|sobotę|niedzielę|hoy|ayer|hier|gestern|heute|wczoraj|dziś|вчера|сегодня"
    r"|вчора|сьогодні|por su parte|de son côté|pour sa part|seinerseits|ihrerseits|z kolei"
    r"|в свою очередь|своєю чергою|у свою чергу|після цього|журналистам|журналістам"
    r"|репортёрам|репортерам|dziennikarzom|reporterom|nam|нам|мне|мені|корреспонденту"
    r"|кореспондент(?:у|ові|ці)|наш(?:ему изданию|ому виданню)|naszej redakcji|также|також|też"
    r"|również|auch"
    r"|también|aussi)(?=\s)",
    re.IGNORECASE,
)
"""Adverbials and listeners right behind the verb."""
_CANDIDATES = 10
"""Words of adverbials that may stand between the verb and its subject."""
_WORD = re.compile(r"[^\s,]+")
_BINDING = re.compile(
    r"z|ze|с|со|из|з|із|зі|o|о|про|do|до|u|od|від|от|de|del|du|des|of|von|vom|des|a|à|al|aux?|to|zu|zum",
    re.IGNORECASE,
)
_ARTICLES = re.compile(
    r"(?:the|an?|its|his|her|their|der|die|das|ein|eine|ihr|ihre|sein|seine|le|la|l[’']|les|un|une|son"
    r"|sa|el|los|las|una|su)$",
    re.IGNORECASE,
)
_APPOSITIONS = 4
"""Comma-parted pieces behind a name that are looked at."""


def right_of(words: str, at: int, cues: Cues) -> _Side | None:
    """The noun phrase that starts after ``at``: an inverted subject, appositions included."""
    end = phrase_end(words, at)
    day = _LEADING_TIME.match(words, at, end)
    at = day.end() if day is not None else at
    pronoun = _pronoun(words, at, end, cues)
    if pronoun is not None:
        return pronoun
    first = Span(at, at + len(words[at:end].split(",", maxsplit=1)[0]))
    opening = words[first.start : first.end].lstrip()
    direct = None if PREPOSITION.match(opening + " ") else _extent(words, at, end, cues)
    if direct is not None and not is_weak(direct[1]):
        return direct
    behind = _behind_adverbial(words, first, end, cues)
    placed = speaking_place(words, first, cues) if PREPOSITION.match(opening + " ") else None
    if behind is not None and (placed is None or behind[1].kind is PhraseKind.PERSON):
        return behind
    return placed or direct


def _pronoun(words: str, at: int, end: int, cues: Cues) -> _Side | None:
    match = _PRONOUN.match(words, at, end)
    if match is None or _SPANISH_DAY.match(words, at, end):
        return None
    phrase = read_source(match.group(1), cues)
    if phrase.kind not in _PRONOUNS:
        return None
    if cues.language == "en" and _GOES_ON.match(words, match.end(), end):
        return None  # ``said it watched``
    return Span(*match.span(1)), phrase


def _behind_adverbial(words: str, first: Span, end: int, cues: Cues) -> _Side | None:
    """``el viernes la ministra``, ``w rozmowie z Agencją prof. Marek Tylec``: the subject later."""
    tokens = list(_WORD.finditer(words, first.start, first.end))[: _CANDIDATES + 1]
    for before, token in itertools.pairwise(tokens):
        if PREPOSITION.match(before.group() + " ") or _BINDING.fullmatch(before.group()):
            continue
        if _ARTICLES.fullmatch(before.group()):
            continue
        if not _opens_source(words[token.start() : first.end], before.group(), cues):
            continue
        found = _extent(words, token.start(), end, cues)
        if found is not None and not is_weak(found[1]):
            return found
    return None


def _opens_source(text: str, before: str, cues: Cues) -> bool:
    word = text.split(" ", maxsplit=1)[0]
    if _ARTICLES.fullmatch(word) or word.strip(".").capitalize() in load_names().honorifics:
        return True
    if cues["role"].match(text) or cues.bodies.pattern.match(text):
        return True
    return text[0].isupper() and not before[0].isupper() and before[-1] != "."


def _extent(words: str, at: int, end: int, cues: Cues) -> _Side | None:
    """The noun phrase that starts at ``at``, with what describes it behind commas."""
    text = words[at:end]
    first = text.split(",")[0]
    cut = _without_time(first)
    if not cut.strip():
        return None
    phrase = read_source(cut, cues)
    if phrase.kind is PhraseKind.PERSON:
        cut = up_to_name_end(cut if first == cut else first, cues)
        cut = (
            cut
            if phrase.name is not None and len(cut) < len(first)
            else up_to_name_end(_without_time(cut), cues)
        )
    elif phrase.kind is PhraseKind.ROLE and is_weak(phrase):
        cut, phrase = _longer(first, cut, phrase, cues)
    if phrase.kind is PhraseKind.UNKNOWN or _is_clause(phrase, cut, cues):
        return None
    whole = cut
    if _is_of_a_place(first, phrase):
        named = _with_name(text, first, "", cues)
        if named:
            return Span(at, at + len(named)).stripped(words), read_source(named, cues)
    if cut.strip() == first.strip():
        whole = _with_appositions(text, first, phrase, cues)
        if whole != first:
            read = read_source(whole, cues)
            phrase = read if read.kind is not PhraseKind.UNKNOWN else phrase
    elif phrase.kind is not PhraseKind.PERSON:
        whole = _with_name(text, first, cut, cues)
        phrase = read_source(whole, cues)
    return Span(at, at + len(whole)).stripped(words), phrase


def _without_time(text: str) -> str:
    """``text`` up to the first adverbial, white space at its end left out."""
    if _OPENS_TIME.isdisjoint(fold_letters(text).split()):
        return text.rstrip()
    return _TIMES.sub("", text + " ").rstrip()


def _longer(first: str, cut: str, phrase: SourcePhrase, cues: Cues) -> tuple[str, SourcePhrase]:
    """``el alcalde en funciones``: the words behind a preposition may tell what it is."""
    whole = read_source(first, cues)
    return (cut, phrase) if is_weak(whole) else (up_to_name_end(first, cues), whole)


def _is_clause(phrase: SourcePhrase, text: str, cues: Cues) -> bool:
    return phrase.kind is PhraseKind.ROLE and bool(cues["that"].match(text.strip()))


def _is_of_a_place(first: str, phrase: SourcePhrase) -> bool:
    """Whether what looks like a person's name hangs on ``de``: ``cofradía de Puerto Sal``."""
    name = phrase.name if phrase.kind is PhraseKind.PERSON else None
    at = first.find(name.split(" ")[0]) if name else -1
    return at > 0 and _HANGING.search(first[:at]) is not None


_HANGING = re.compile(r"\s(?:de|del|du|des|of|la|von|vom|der|w|we|z|в|из|з|у|in)\s$")


def _with_name(text: str, first: str, cut: str, cues: Cues) -> str:
    """``la presidenta de la cofradía de Puerto Sal, Remedios Iriarte``: the name behind all."""
    segments = segments_of(text[len(first) :])
    if segments and read_source(segments[0][1], cues).kind is PhraseKind.PERSON:
        offset, segment = segments[0]
        return text[: len(first) + offset + len(up_to_name_end(segment, cues))]
    return cut


def _with_appositions(text: str, first: str, phrase: SourcePhrase, cues: Cues) -> str:
    """``first`` with the pieces behind it that say who it is."""
    end = len(first)
    named = phrase.kind is PhraseKind.PERSON
    for offset, segment in segments_of(text[len(first) :])[:_APPOSITIONS]:
        person = read_source(segment, cues).kind is PhraseKind.PERSON
        if person and not named:
            cut = _without_time(up_to_name_end(segment, cues))
            end, named = len(first) + offset + len(cut), True
            if cut != segment:
                break
            continue
        described = is_apposition(segment, cues) if not named else can_follow_name(segment)
        if person or not (described or (is_apposition(segment, cues) and segment[0].isupper())):
            break
        end = len(first) + offset + len(segment)
    return text[:end]
