"""Yields the other names of speakers in one language: offices, seats, words that show gender.

The words stand in ``data/aliases.toml`` and ``data/countries.toml``; this module reads them.
"""

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from importlib.resources import files
from typing import Any

import attrs

from provenance.attribution.cues import PHRASE_START, Cues, alternatives, load_cues, phrases
from provenance.attribution.word_lists import WordLists

_FALLBACK = "en"
_CASES = frozenset({"de", "pl", "ru", "uk"})
"""Languages in which the name or adjective of a country is inflected."""
_SHORTEST_STEM = 5
_ENDING = 2
_NEVER = re.compile(r"(?!)")


class Gender(Enum):
    """What a pronoun or an honorific shows of somebody; never guessed from a first name."""

    FEMININE = "feminine"
    MASCULINE = "masculine"


SUBJECTS = {Gender.FEMININE: "she", Gender.MASCULINE: "he"}
"""By gender, the list that begins with the pronoun that can be a subject."""


@attrs.frozen(kw_only=True, eq=False)
class Aliases:
    """The words of one language that lead from one name of a speaker to another."""

    language: str
    cues: Cues = attrs.field(repr=False)
    office: re.Pattern[str] = attrs.field(repr=False)
    """Any noun for a person by office or trade."""
    groups: tuple[tuple[str, re.Pattern[str]], ...] = attrs.field(repr=False)
    flags: tuple[tuple[str, re.Pattern[str]], ...] = attrs.field(repr=False)
    plain: re.Pattern[str] = attrs.field(repr=False)
    gendered: Mapping[Gender, re.Pattern[str]] = attrs.field(repr=False)
    honorifics: Mapping[Gender | None, re.Pattern[str]] = attrs.field(repr=False)
    every_honorific: frozenset[str] = attrs.field(repr=False)
    pronouns: Mapping[Gender | None, re.Pattern[str]] = attrs.field(repr=False)
    """Of persons by gender; under ``None`` those of things and of several."""
    subjects: Mapping[Gender, re.Pattern[str]] = attrs.field(repr=False)
    """The pronoun that can be a subject: ``she``, ``sie``, ``она``."""
    verb_endings: tuple[tuple[str, Gender], ...]
    """Endings of a past verb of saying, the longest first."""
    counterpart: re.Pattern[str] = attrs.field(repr=False)
    members: re.Pattern[str] = attrs.field(repr=False)
    of: re.Pattern[str] = attrs.field(repr=False)
    back: re.Pattern[str] = attrs.field(repr=False)
    """``This was reported by``: the sentence says who said the ones before it."""
    weekdays: re.Pattern[str] = attrs.field(repr=False)
    months: re.Pattern[str] = attrs.field(repr=False)
    countries: re.Pattern[str] = attrs.field(repr=False)
    country_of: Mapping[str, str] = attrs.field(repr=False)
    """Lower-case form or stem of a country's name or adjective → its code."""
    country_names: frozenset[str] = attrs.field(repr=False)
    """Lower-case names of countries, without their adjectives."""
    words: WordLists = attrs.field(repr=False)
    """Those of the cues, and ``any_office``, ``flags``, ``plain``, ``countries``, ``seats``,
    ``she`` and ``he``."""

    def groups_of(self, noun: str) -> frozenset[str]:
        """The offices that ``noun`` is a word for; its own stem where it is a word for none."""
        return _groups_of(noun, self)

    def gender_of_office(self, noun: str) -> Gender | None:
        """The gender that an office word itself shows; ``None`` for most."""
        return next((g for g, pattern in self.gendered.items() if pattern.fullmatch(noun)), None)

    def gender_of_pronoun(self, word: str) -> Gender | None:
        """``she`` → feminine; ``None`` for ``it``, ``they`` and words that may be either."""
        shown = [g for g in Gender if self.pronouns[g].search(word)]
        return shown[0] if len(shown) == 1 else None

    def gender_of_reference(self, words: str) -> Gender | None:
        """What a pronoun, or a verb without a subject (``dodała``), shows of whom it means."""
        return self.gender_of_pronoun(words) or self.gender_of_verb(words)

    def gender_of_verb(self, cue: str) -> Gender | None:
        """``сказала`` → feminine; ``None`` where the language's verbs do not show it."""
        word = cue.rsplit(maxsplit=1)[-1].casefold() if cue.split() else ""
        return next((g for ending, g in self.verb_endings if word.endswith(ending)), None)

    def countries_in(self, text: str) -> frozenset[str]:
        """The codes of all countries that ``text`` names, by name, adjective or seat."""
        if text.isalpha() and not self.words.may_open(text, "countries", "seats"):
            return frozenset()
        found = (self._country(match.group().casefold()) for match in self.countries.finditer(text))
        return frozenset(code for code in found if code) | seats_in(text)

    def _country(self, form: str) -> str | None:
        """By the form itself, else by the longest beginning that is a stem."""
        lengths = range(len(form), min(_SHORTEST_STEM, len(form)) - 1, -1)
        codes = (self.country_of.get(form[:length]) for length in lengths)
        return next((code for code in codes if code), None)


@functools.lru_cache(maxsize=1 << 10)
def _groups_of(noun: str, aliases: Aliases) -> frozenset[str]:
    found = frozenset(name for name, pattern in aliases.groups if pattern.fullmatch(noun))
    return found or frozenset({"=" + noun.casefold()[:7]})


@functools.cache
def load_aliases(language: str) -> Aliases:
    """Return the aliases of ``language`` (ISO 639-1); English ones where it is not covered."""
    tables = _read("aliases.toml")
    known = language if language in tables and "offices" in tables[language] else _FALLBACK
    table, cues = tables[known], load_cues(known)
    offices = [entry for words in table["offices"].values() for entry in _split(words)]
    listed = [*offices, *_split(table["office_words"]), *_split(table["counterpart"])]
    countries, forms = _countries(known)
    lists = {
        "any_office": listed,
        "flags": [entry for words in table["flags"].values() for entry in _split(words)],
        "plain": _split(table["plain"]),
        "countries": forms,
        "seats": list(_seats()[0]),
        **{name: [_split(table[name])[0]] for name in SUBJECTS.values()},
    }
    patterns = {
        "any_office": _either(phrases(listed), cues["inside"], cues["outside"]),
        "flags": phrases(lists["flags"]),
        "plain": phrases(lists["plain"]),
        "countries": _country_pattern(forms),
        "seats": _seats()[1],
        **{name: _words(lists[name][0]) for name in SUBJECTS.values()},
    }
    return Aliases(
        language=known,
        cues=cues,
        office=patterns["any_office"],
        groups=tuple((name, phrases(_split(words))) for name, words in table["offices"].items()),
        flags=tuple((name, phrases(_split(words))) for name, words in table["flags"].items()),
        plain=patterns["plain"],
        gendered={g: phrases(_split(table[g.value])) for g in Gender},
        honorifics=_honorifics(tables["honorifics"]),
        every_honorific=frozenset(
            form for forms in tables["honorifics"].values() for form in _split(forms)
        ),
        pronouns={
            Gender.FEMININE: _words(table["she"]),
            Gender.MASCULINE: _words(table["he"]),
            None: _words(f"{table['it']}; {table['they']}"),
        },
        subjects={gender: patterns[name] for gender, name in SUBJECTS.items()},
        verb_endings=_verb_endings(table.get("verbs", {})),
        counterpart=phrases(_split(table["counterpart"])),
        members=phrases(_split(table["members"])),
        of=phrases(_split(table["of"])),
        back=re.compile(rf"^\W*(?:{table['back']})", re.IGNORECASE),
        weekdays=_calendar(known, "weekdays"),
        months=_calendar(known, "months"),
        countries=patterns["countries"],
        country_of=countries,
        country_names=_country_names(known),
        words=WordLists.of(
            lists, patterns, known=cues.words, joined={"any_office": ("inside", "outside")}
        ),
    )


def seats_in(text: str) -> frozenset[str]:
    """The countries whose seat of government ``text`` names, in any language."""
    seats, pattern = _seats()
    return frozenset(seats[match.group()] for match in pattern.finditer(text))


def is_seat(name: str) -> bool:
    """Whether ``name`` is a seat of government and nothing more."""
    return name in _seats()[0]


def shares_seat(name: str) -> tuple[str, ...]:
    """The names of the bodies of which ``name`` is the seat; empty for every other word."""
    for bodies, forms in _read("aliases.toml")["shared_seats"].items():
        if name in _split(forms):
            return tuple(_split(bodies))
    return ()


@functools.cache
def _seats() -> tuple[Mapping[str, str], re.Pattern[str]]:
    table = _read("aliases.toml")["seats"]
    seats = {form: code for code, forms in table.items() for form in _split(forms)}
    return seats, _exact(seats)


def _countries(language: str) -> tuple[Mapping[str, str], list[str]]:
    """The codes by form, and the forms, whole ones and then stems (``Ukrain*``), longest first."""
    codes: dict[str, str] = {}
    exact: list[str] = []
    stems: list[str] = []
    for country in _read("countries.toml")["country"]:
        for form in _split(country["forms"].get(language, "")):
            stem = _stem(form, language)
            codes[stem.casefold()] = country["id"]
            (stems if len(stem) < len(form) else exact).append(stem)
    stems = [stem + "*" for stem in sorted(stems, key=len, reverse=True)]
    return codes, [*sorted(exact, key=len, reverse=True), *stems]


def _country_pattern(forms: Sequence[str]) -> re.Pattern[str]:
    if not forms:
        return _NEVER
    listed = (re.escape(form).replace(r"\*", r"\w*") for form in forms)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(listed)})(?!\w)")


def _country_names(language: str) -> frozenset[str]:
    """The first form, those of several words and abbreviations; the others may be adjectives."""
    names: set[str] = set()
    for country in _read("countries.toml")["country"]:
        forms = _split(country["forms"].get(language, ""))
        kept = [form for form in forms if " " in form or form.isupper() or "." in form]
        names.update(form.casefold() for form in (*forms[:1], *kept))
    further = _split(_read("aliases.toml")["country_names"]["further"])
    return frozenset(names | {form.casefold() for form in further})


def _calendar(language: str, table: str) -> re.Pattern[str]:
    return re.compile("|".join(_read("calendar.toml")[language][table]), re.IGNORECASE)


def _stem(form: str, language: str) -> str:
    """The form without its ending, in a language with cases."""
    inflected = language in _CASES and len(form) > _SHORTEST_STEM and " " not in form
    return form[: max(_SHORTEST_STEM, len(form) - _ENDING)] if inflected else form


def _honorifics(table: Mapping[str, str]) -> Mapping[Gender | None, re.Pattern[str]]:
    found: dict[Gender | None, re.Pattern[str]] = {
        g: _exact(_split(table[g.value])) for g in Gender
    }
    found[None] = _exact(_split(table["neutral"]))
    return found


def _verb_endings(table: Mapping[str, str]) -> tuple[tuple[str, Gender], ...]:
    endings = [(e, g) for g in Gender for e in _split(table.get(g.value, ""))]
    return tuple(sorted(endings, key=lambda pair: -len(pair[0])))


def _either(*lists: re.Pattern[str]) -> re.Pattern[str]:
    """Any of several lists of :func:`phrases`; inside a word none of them is tried."""
    if not all(listed.pattern.startswith(PHRASE_START) for listed in lists):
        return re.compile("|".join(f"(?:{listed.pattern})" for listed in lists))
    behind = "|".join(listed.pattern.removeprefix(PHRASE_START) for listed in lists)
    return re.compile(f"{PHRASE_START}(?:{behind})")


def _words(listed: str) -> re.Pattern[str]:
    forms = sorted(_split(listed), key=len, reverse=True)
    if all(map(str.isalpha, forms)):
        return re.compile(rf"(?<!\w)(?:{alternatives(forms)})(?!\w)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)


def _exact(forms: Iterable[str]) -> re.Pattern[str]:
    listed = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, listed))})(?!\w)")


def _split(listed: str) -> list[str]:
    return [entry.strip() for entry in listed.split(";") if entry.strip()]


@functools.cache
def _read(name: str) -> dict[str, Any]:
    text = files("provenance").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return tomllib.loads(text)
