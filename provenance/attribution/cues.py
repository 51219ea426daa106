"""Yields the cue lexicon of one language, compiled: which words show who says what.

The words stand in ``data/cues.toml``, verbs of saying by conjugation in
``data/verbs_of_saying.toml``; this module only knows how to read and match them.
"""

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

import attrs

from provenance.verb_forms import load_verb_forms

_NEVER = re.compile(r"(?!)")
_FALLBACK = "en"
_APOSTROPHES = "['’]"


@attrs.frozen(kw_only=True)
class NounClasses:
    """Nouns by class (``release``, ``report``; ``bank``, ``company``), found in text at once."""

    pattern: re.Pattern[str]
    classes: tuple[tuple[str, re.Pattern[str]], ...]

    def classes_of(self, noun: str) -> frozenset[str]:
        """Every class the ``noun`` belongs to; empty for a word that is not listed."""
        return frozenset(name for name, pattern in self.classes if pattern.fullmatch(noun))


@attrs.frozen(kw_only=True)
class Cues:
    """The compiled cue lists of one language; the lists are explained in the data file."""

    language: str
    lists: Mapping[str, re.Pattern[str]] = attrs.field(repr=False)
    documents: NounClasses = attrs.field(repr=False)
    bodies: NounClasses = attrs.field(repr=False)

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """The pattern of a list; one that matches nothing where the language has no such list."""
        return self.lists.get(name, _NEVER)


@functools.cache
def load_cues(language: str) -> Cues:
    """Return the cues of ``language`` (ISO 639-1); English ones where it is not covered."""
    verbs = load_verb_forms(language) or load_verb_forms(_FALLBACK)
    table = _read_tables().get(language if load_verb_forms(language) else _FALLBACK, {})
    listed = {**table, **table["words"]}
    if verbs is not None:
        roles = (*listed["inside"], *listed["outside"], *listed.get("office", []))
        listed |= {
            "role": list(roles),
            "speech": [*table["speech"], *verbs.said],
            "held": list(verbs.held),
        }
    lists = {
        name: _raw(entries) if name in _RAW_LISTS else phrases(entries)
        for name, entries in listed.items()
        if isinstance(entries, list)
    }
    return Cues(
        language=language,
        lists=lists,
        documents=_noun_classes(table["documents"]),
        bodies=_noun_classes(table["bodies"]),
    )


def phrases(entries: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole phrases, longest first; ``*`` stands for any letters of the same word."""
    listed = sorted(set(entries), key=lambda entry: (-len(entry), entry))
    if not listed:
        return _NEVER
    # Alternatives are tried one by one: by their first letter the engine skips most of a long list.
    by_letter: dict[str, list[str]] = {}
    for entry in listed:
        by_letter.setdefault(entry[0].casefold(), []).append(entry)
    groups = (
        rf"(?={_phrase(letter)})(?:{'|'.join(map(_phrase, group))})"
        if letter != "*"
        else "|".join(map(_phrase, group))
        for letter, group in by_letter.items()
    )
    return re.compile(r"(?<![\w-])(?:" + "|".join(groups) + r")(?!\w)", re.IGNORECASE)


_RAW_LISTS = frozenset(
    {
        "anonymous",
        "anonymous_by_role",
        "own",
        "opinion",
        "instruction",
        "lead_in",
        "stub",
        "by_their_words",
        "earlier_said",
        "reported_mood",
    }
)
"""Lists whose entries are regular expressions; all others are plain phrases."""


def _phrase(entry: str) -> str:
    escaped = re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return escaped.replace("'", _APOSTROPHES).replace("’", _APOSTROPHES)


def _raw(entries: Iterable[str]) -> re.Pattern[str]:
    # What all entries share stands before them once: inside a word none of them is tried.
    listed = list(entries)
    first = "|".join(entry[1:] for entry in listed if entry.startswith("^"))
    anywhere = "|".join(entry for entry in listed if not entry.startswith("^"))
    parts = [f"^(?:{first})"] * bool(first) + [rf"(?<!\w)(?:{anywhere})"] * bool(anywhere)
    return re.compile("|".join(parts), re.IGNORECASE) if parts else _NEVER


def _noun_classes(table: Mapping[str, list[str]]) -> NounClasses:
    return NounClasses(
        pattern=phrases(entry for entries in table.values() for entry in entries),
        classes=tuple((name, phrases(entries)) for name, entries in table.items()),
    )


@functools.cache
def _read_tables() -> dict[str, Any]:
    path = resources.files("provenance") / "data" / "cues.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@attrs.frozen(kw_only=True)
class NameWords:
    """Words that tell what a proper name is, in any language; compared with their case."""

    body: re.Pattern[str]
    title: re.Pattern[str]
    honorific: re.Pattern[str]
    particle: re.Pattern[str]
    connector: re.Pattern[str]
    article: re.Pattern[str]


@functools.cache
def load_names() -> NameWords:
    """Return the words that tell a person's name from a body's."""
    table = _read_tables()["names"]
    exact = {name: re.compile("|".join(map(re.escape, words))) for name, words in table.items()}
    return NameWords(**exact)


@functools.cache
def load_path_classes() -> Mapping[str, frozenset[str]]:
    """Return, by class of document, the path segments that show it."""
    return {name: frozenset(words) for name, words in _read_tables()["paths"].items()}


@functools.cache
def load_platforms() -> Mapping[str, re.Pattern[str]]:
    """Return, by platform, the words that name it in a sentence."""
    return {name: phrases(words) for name, words in _read_tables()["platforms"].items()}


@functools.cache
def load_any_platform() -> re.Pattern[str]:
    """Return the words that name a platform, whichever: most sentences have none of them."""
    platforms = _read_tables()["platforms"].values()
    return phrases(word for words in platforms for word in words)
