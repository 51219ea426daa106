"""Yields the words by which a sentence goes on to report something else, compiled per language.

The words stand in ``data/claim_cues.toml``; this module only knows how to read and match them.
"""

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import attrs

from provenance.attribution.cues import phrases
from provenance.attribution.hiding import HIDDEN

MASKED = "\x01"
"""Stands for a character in brackets or in marks that are no quotation."""

_FALLBACK = "en"
_SIGN = re.compile(r"\w+|;")
_SIGNS_ONLY = (
    bytes(c if chr(c).isalnum() or chr(c) in "_;" else ord(" ") for c in range(128))
    .lower()
    .ljust(256)
)
"""Of ASCII, all that is part of no sign to spaces."""
_OBJECT_WORDS = 8
"""Words between a verb of saying and its "that": "told the committee in Brussels on Monday"."""

_DASH = r"\s[–—-]\s+"
_EDGE = rf"(?P<edge>[,;{HIDDEN}]\s*(?:[–—-]\s+)?|(?<=\w)\.\s+(?=[a-zà-ÿ])|{_DASH}|\s+)"
_TOKEN = rf"[^\s,;:.{HIDDEN}{MASKED}–—]+"


@attrs.frozen(kw_only=True)
class ClaimCues:
    """The word lists of one language and the shapes built from them.

    ``adding``, ``telling`` and ``unlinked`` have the groups ``edge`` (what ends the clause before),
    ``body`` (from the first word of the new clause to where its content begins), ``cue`` and
    ``object``; ``again`` has ``edge`` and ``body``, ``another`` only ``edge``.
    """

    language: str
    lists: Mapping[str, re.Pattern[str]] = attrs.field(repr=False)
    that: re.Pattern[str]
    not_opener: re.Pattern[str] | None
    adding: re.Pattern[str] | None
    """``, adding that``: a participle."""
    telling: re.Pattern[str]
    """``and stressed that``: a coordinated verb of saying."""
    unlinked: re.Pattern[str] | None
    """``, betonte aber, dass``: joined by the adverb behind the verb alone."""
    again: re.Pattern[str]
    """``and that``."""
    listed: re.Pattern[str] | None
    """``that A, that B, and that C``: a "that" behind a comma, with a last one to follow."""
    another: re.Pattern[str]
    """``;`` or ``, while``: where another speaker's clause may begin."""
    led_in: re.Pattern[str]
    """What stands between a verb of saying and its clause: "the committee on Monday that"."""
    closing: re.Pattern[str]
    """``…, X said.`` at the end of a sentence."""
    signs: Mapping[str, frozenset[str]] = attrs.field(repr=False)
    """By shape: a sentence has none of that shape without one of these :func:`signs_in` it."""

    def has(self, name: str, words: str) -> bool:
        """Whether ``words`` stand in a list of the data file, whatever their case."""
        return self.lists[name].fullmatch(words) is not None

    def has_any(self, name: str, text: str) -> bool:
        """Whether a word of the list stands anywhere in ``text``."""
        return self.lists[name].search(text) is not None


@attrs.frozen(kw_only=True)
class AloneWords:
    """How a claim is made readable by itself in one language."""

    past: Mapping[str, str] = attrs.field(repr=False)
    """Participles of saying with their past tense; empty where that depends on the speaker."""
    day: str
    """A day written out, with places for ``day``, ``month`` and ``year``."""
    months: tuple[str, ...]
    preposition: re.Pattern[str]
    """At the end of what stands before a day that is replaced."""


@functools.cache
def load_alone_words(language: str) -> AloneWords:
    """Return the words of ``language`` (ISO 639-1); English ones where it is not covered."""
    tables = _read_tables()
    table = (tables.get(language) or tables[_FALLBACK])["alone"]
    return AloneWords(
        past=table["past"],
        day=table["day"],
        months=tuple(table["months"]),
        preposition=_compiled(rf"(?<!\w)(?:{'|'.join(table['prepositions'])})\s+$"),
    )


@functools.cache
def load_claim_cues(language: str) -> ClaimCues:
    """Return the cues of ``language`` (ISO 639-1); English ones where it is not covered."""
    tables = _read_tables()
    known = language if language in tables else _FALLBACK
    table = tables[known]
    lists = {
        name: _raw(words) if name.endswith("_patterns") else phrases(words)
        for name, words in table.items()
        if isinstance(words, list)
    }
    links, adverbs, said = (_group(lists[name]) for name in ("links", "adverbs", "telling"))
    behind = rf"(?P<object>(?:\s+{_TOKEN}){{0,{_OBJECT_WORDS}}}?){_opening(table, lists)}"
    contrasts = _group(lists["contrasts"])
    return ClaimCues(
        language=known,
        lists=lists,
        that=_compiled(_that(table)),
        not_opener=_compiled(table["not_opener_pattern"]) if table["not_opener_pattern"] else None,
        adding=_participle(lists, behind) if table["adding"] else None,
        telling=_compiled(
            rf"{_EDGE}(?P<body>{links}\s+(?:{adverbs}\s+){{0,3}}(?P<cue>{said}){behind})"
        ),
        unlinked=_unlinked(lists, said, behind) if "after_verb" in lists else None,
        again=_compiled(rf"{_EDGE}(?P<body>{links}\s+(?:{adverbs}\s+){{0,2}}{_that(table)})"),
        # Elsewhere a comma stands before every "that".
        listed=_compiled(r"(?P<edge>,\s+)(?P<body>that\s+)(?=[^;:]*,? and that\s)")
        if known == "en"
        else None,
        another=_compiled(
            rf"(?P<edge>;\s+(?:{contrasts}\s+)?|[,{HIDDEN}]\s*(?:[–—-]\s+)?{contrasts}\s+"
            rf"|{_DASH}{contrasts}\s+)"
        ),
        led_in=_compiled(rf"(?:\s+{_TOKEN}){{0,{_OBJECT_WORDS}}}?,?\s+{_that(table)}"),
        closing=_closing(said),
        signs=_signs(table),
    )


def _signs(table: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    needed = {
        "adding": table["adding"],
        "telling": table["links"],
        "unlinked": table.get("after_verb", []),
        "again": table["links"],
        "another": [*table["contrasts"], ";"],
    }
    return {
        shape: frozenset(_SIGN.findall(entry.casefold())[0] for entry in entries)
        for shape, entries in needed.items()
        if not any(entry.split()[0].endswith("*") for entry in entries)
    }


def signs_in(text: str) -> frozenset[str]:
    """The words of ``text`` without their case, and its semicolons."""
    plain = text.replace("’", " ").replace("–", " ").replace("—", " ").replace(";", " ; ")
    if plain.isascii():
        return frozenset(plain.encode("ascii").translate(_SIGNS_ONLY).decode("ascii").split())
    folded = text.casefold().replace("i\u0307", "i").replace("ı", "i")
    return frozenset(_SIGN.findall(folded))


def _participle(lists: Mapping[str, re.Pattern[str]], behind: str) -> re.Pattern[str]:
    leads, adverbs, adding = (_group(lists[name]) for name in ("leads", "adverbs", "adding"))
    return _compiled(
        rf"{_EDGE}(?P<body>(?:{leads}\s+){{0,2}}(?:{adverbs}\s+){{0,2}}(?P<cue>{adding}){behind})"
    )


def _unlinked(lists: Mapping[str, re.Pattern[str]], said: str, behind: str) -> re.Pattern[str]:
    after = _group(lists["after_verb"])
    return _compiled(rf"{_EDGE}(?P<body>(?P<cue>{said})(?=\s+{after}){behind})")


def _closing(said: str) -> re.Pattern[str]:
    name = rf"[^,;:{HIDDEN}]{{1,90}}?"
    return _compiled(
        rf"[,{HIDDEN}]\s*(?:[–—-]\s+)?(?:{name}\s{said}(?:\s{name})?|{said}\s{name})[\s.!…]*$"
    )


def _opening(table: Mapping[str, Any], lists: Mapping[str, re.Pattern[str]]) -> str:
    """What opens the reported clause: "that", quoted words, or a subject that opens a clause."""
    openings = [rf",?\s+{_that(table)}", rf"\s*[:,]\s*(?={HIDDEN})"]
    if table["clausal"]:
        openings.append(rf"\s+(?={_group(lists['clausal'])}\s)")
    if table["plain"]:
        openings.append(rf"(?<=said|says)\s+(?!{_group(lists['asides'])})(?=\w)")
    if "mood" in table:
        openings.append(rf",\s+(?=[^,;:.]{{1,80}}?\s{_group(lists['mood'])})")
    return rf"(?P<open>{'|'.join(openings)})"


def _that(table: Mapping[str, Any]) -> str:
    return rf"(?<!\w)(?:(?:{table['that_pattern']})(?!\w)\s+|qu['’](?=\w))"


def _raw(patterns: list[str]) -> re.Pattern[str]:
    return _compiled("|".join(patterns) or r"(?!)")


def _group(pattern: re.Pattern[str]) -> str:
    return f"(?:{pattern.pattern})"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@functools.cache
def _read_tables() -> dict[str, Any]:
    path = resources.files("provenance").joinpath("data/claim_cues.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
