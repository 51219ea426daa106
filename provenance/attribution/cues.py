"""Yields the cue lexicon of one language, compiled: which words show who says what.

The words stand in ``data/cues.toml``, verbs of saying by conjugation in
``data/verbs_of_saying.toml``; this module only knows how to read and match them.
"""

import functools
import itertools
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import attrs

from provenance.attribution.word_lists import WordLists
from provenance.verb_forms import load_verb_forms

_NEVER = re.compile(r"(?!)")
_FALLBACK = "en"
_APOSTROPHES = "['’]"
_VERBS = ("finite", "event", "act", "speech")
"""Lists that stand together in one more, ``any_verb``."""


@attrs.frozen(kw_only=True, eq=False)
class NounClasses:
    """Nouns by class (``release``, ``report``; ``bank``, ``company``), found in text at once."""

    pattern: re.Pattern[str]
    classes: tuple[tuple[str, re.Pattern[str]], ...]

    def classes_of(self, noun: str) -> frozenset[str]:
        """Every class the ``noun`` belongs to; empty for a word that is not listed."""
        return _classes_of(noun, self)


@functools.lru_cache(maxsize=1 << 10)
def _classes_of(noun: str, listed: NounClasses) -> frozenset[str]:
    return frozenset(name for name, pattern in listed.classes if pattern.fullmatch(noun))


@attrs.frozen(kw_only=True, eq=False)
class Cues:
    """The compiled cue lists of one language; the lists are explained in the data file."""

    language: str
    lists: Mapping[str, re.Pattern[str]] = attrs.field(repr=False)
    documents: NounClasses = attrs.field(repr=False)
    bodies: NounClasses = attrs.field(repr=False)
    words: WordLists = attrs.field(repr=False)
    """The lists of phrases, ``documents`` and ``bodies`` too, by the words that open them."""

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """The pattern of a list; one that matches nothing where the language has no such list."""
        return self.lists[name]


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
    listed["any_verb"] = [entry for name in _VERBS for entry in listed.get(name, [])]
    lists = defaultdict(
        lambda: _NEVER,
        {
            name: _raw(entries) if name in _RAW_LISTS else phrases(entries)
            for name, entries in listed.items()
            if isinstance(entries, list)
        },
    )
    documents, bodies = _noun_classes(table["documents"]), _noun_classes(table["bodies"])
    return Cues(
        language=language,
        lists=lists,
        documents=documents,
        bodies=bodies,
        words=_word_lists(
            table, listed, {**lists, "documents": documents.pattern, "bodies": bodies.pattern}
        ),
    )


def _word_lists(
    table: Mapping[str, Any], listed: Mapping[str, Any], patterns: Mapping[str, re.Pattern[str]]
) -> WordLists:
    entries = {
        name: None if name in _RAW_LISTS else entries
        for name, entries in listed.items()
        if isinstance(entries, list)
    }
    nouns = {name: list(_entries(table[name])) for name in ("documents", "bodies")}
    return WordLists.of({**entries, **nouns}, patterns)


def phrases(entries: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole phrases, longest first; ``*`` stands for any letters of the same word."""
    listed = sorted(set(entries), key=lambda entry: (-len(entry), entry))
    if not listed:
        return _NEVER
    # Alternatives are tried one by one: by first letters the engine skips most of a long list.
    return re.compile(rf"{PHRASE_START}(?:{alternatives(listed)})(?!\w)")


def alternatives(entries: Sequence[str]) -> str:
    """An expression for any of ``entries``, the earlier ones tried first; ``*`` any letters."""
    return "|".join(_by_letter(entries, 0))


PHRASE_START = r"(?<![\w-])"
"""What the pattern of :func:`phrases` begins with."""
_LETTERS_LOOKED_AT = 3
_FEW = 3
_OF_TWO_CASES = "ſıİKÅᲀᲁᲂᲃᲄᲅᲆᲇᲈ"
"""Characters that are some letter's other case to the engine besides its capital."""


def _by_letter(entries: Sequence[str], at: int) -> list[str]:
    """Alternatives for what stands from ``at`` on, entries of one next letter together."""
    letters: dict[str, list[str]] = {}
    for entry in entries:
        letters.setdefault(entry[at].lower(), []).append(entry)
    return [
        _either_case(letter) + _behind(group, at + 1)
        if letter.isalpha()
        else _alike(entry[at:] for entry in group)
        for letter, group in letters.items()
    ]


def _behind(entries: Sequence[str], at: int) -> str:
    is_short = len(entries) < _FEW or at == _LETTERS_LOOKED_AT
    if is_short or not all(entry[at : at + 1].isalpha() for entry in entries):
        return _alike(entry[at:] for entry in entries)
    return "(?:" + "|".join(_by_letter(entries, at)) + ")"


def _alike(entries: Iterable[str]) -> str:
    return f"(?i:{'|'.join(map(_phrase, entries))})"


@functools.cache
def _either_case(letter: str) -> str:
    """A set of the letter in both cases: unlike a letter of any case, it is looked up at once."""
    both = {letter.lower(), letter.upper(), letter.title()}
    both.update(c for c in _OF_TWO_CASES if re.fullmatch(letter, c, re.IGNORECASE))
    return "[" + "".join(sorted(one for one in both if len(one) == 1)) + "]"


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
    first = "|".join(_opened(entry[1:]) for entry in listed if entry.startswith("^"))
    anywhere = "|".join(_by_opening([entry for entry in listed if not entry.startswith("^")]))
    parts = [f"^(?:{first})"] * bool(first) + [rf"(?<!\w)(?:{anywhere})"] * bool(anywhere)
    return re.compile("|".join(parts)) if parts else _NEVER


def _by_opening(entries: Sequence[str]) -> Iterator[str]:
    """The entries in any case; those in a row that begin with one letter are tried together."""
    for is_plain, run in itertools.groupby(entries, key=lambda e: bool(_PLAIN_START.match(e))):
        if not is_plain:
            yield from map(_opened, run)
            continue
        letters: dict[str, list[str]] = {}
        for entry in run:
            letters.setdefault(entry[0].lower(), []).append(entry[1:])
        for letter, rests in letters.items():
            yield f"{_either_case(letter)}(?i:{'|'.join(rests)})"


def _opened(entry: str) -> str:
    """``entry`` in any case; where it begins with a letter, the engine sees at once with which."""
    if _PLAIN_START.match(entry) is not None:
        return f"{_either_case(entry[0])}(?i:{entry[1:]})"
    choice = _CHOICE_START.match(entry)
    if choice is None:
        return f"(?i:{entry})"
    letters = dict.fromkeys(word[0].lower() for word in choice[1].split("|"))
    return f"(?=[{''.join(_either_case(one)[1:-1] for one in letters)}])(?i:{entry})"


_PLAIN_START = re.compile(r"[^\W\d_](?![?*+{|])(?:[^|()]|\((?:[^()]|\([^()]*\))*\))*\Z")
"""An expression that begins with one letter, without alternatives outside brackets."""
_CHOICE_START = re.compile(
    r"\(\?:([^\W\d_][^|()?*]*(?:\|[^\W\d_][^|()?*]*)+)\)"
    r"(?![?*{])(?:[^|()]|\((?:[^()]|\([^()]*\))*\))*\Z"
)
"""An expression that begins with one of some words."""


def _noun_classes(table: Mapping[str, list[str]]) -> NounClasses:
    return NounClasses(
        pattern=phrases(_entries(table)),
        classes=tuple((name, phrases(entries)) for name, entries in table.items()),
    )


def _entries(table: Mapping[str, list[str]]) -> Iterator[str]:
    return itertools.chain.from_iterable(table.values())


@functools.cache
def _read_tables() -> dict[str, Any]:
    path = resources.files("provenance") / "data" / "cues.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@attrs.frozen(kw_only=True)
class NameWords:
    """Words that tell what a proper name is, in any language; compared with their case."""

    bodies: frozenset[str] = attrs.field(repr=False)
    titles: frozenset[str] = attrs.field(repr=False)
    honorifics: frozenset[str] = attrs.field(repr=False)
    particles: frozenset[str] = attrs.field(repr=False)
    connectors: frozenset[str] = attrs.field(repr=False)
    articles: frozenset[str] = attrs.field(repr=False)


@functools.cache
def load_names() -> NameWords:
    """Return the words that tell a person's name from a body's."""
    table = _read_tables()["names"]
    return NameWords(
        bodies=frozenset(table["body"]),
        titles=frozenset(table["title"]),
        honorifics=frozenset(table["honorific"]),
        particles=frozenset(table["particle"]),
        connectors=frozenset(table["connector"]),
        articles=frozenset(table["article"]),
    )


_REMEMBERED = 1 << 12
"""Words of names: those of an article come again and again."""


@functools.lru_cache(maxsize=_REMEMBERED)
def is_body_word(word: str) -> bool:
    """Whether a word of a proper name, its possessive ending aside, shows that it is a body's."""
    return without_possessive(word) in load_names().bodies


@functools.lru_cache(maxsize=_REMEMBERED)
def is_noun_for_body(word: str, cues: Cues) -> bool:
    """Whether ``word`` is a common noun for a body: ``bank``, ``Council``."""
    return cues.words.is_in(word, "bodies")


def is_verb(word: str, cues: Cues) -> bool:
    """Whether ``word`` is in one of the lists of verbs."""
    return cues.words.is_in(word, "any_verb")


def without_possessive(word: str) -> str:
    """``word`` without a possessive ending: ``’s``, or an apostrophe alone."""
    if word[-1:] not in _LAST_OF_POSSESSIVES:
        return word
    if word.endswith(("’s", "'s")):
        return word[:-2]
    return word[:-1] if word.endswith(("’", "'")) else word


_LAST_OF_POSSESSIVES = frozenset("s’'")


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
