"""One change to a claim: what changed, where, and what that makes of the claim."""

import functools
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from verifier.rows import SUPPORTED

Table = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Edit:
    """A claim after a change."""

    text: str
    kind: str
    label: int
    spans: tuple[tuple[int, int], ...] = ()
    """The words that the source does not have (empty for a faithful change)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an edit may look at beside the claim."""

    premise: str
    names: tuple[str, ...]
    """Names that the premise mentions."""
    other_sentences: tuple[str, ...]
    """Sentences of the same document that are not the claim."""


Maker = Callable[[str, Context, Random], Edit | None]


@functools.cache
def lexicon() -> dict[str, Any]:
    """The word lists beside this module."""
    with (Path(__file__).parent / "lexicon.toml").open("rb") as file:
        return tomllib.load(file)


@functools.cache
def pair_table(name: str, *, both_ways: bool) -> tuple[re.Pattern[str], Table]:
    """A pattern that finds any left word of the table, and what may stand there instead."""
    table: Table = {}
    for left, right in lexicon()[name]:
        table.setdefault(left.lower(), []).append(right)
        if both_ways and right:
            table.setdefault(right.lower(), []).append(left)
    return any_of(table), table


@functools.cache
def group_table(name: str) -> tuple[re.Pattern[str], Table]:
    """The same for groups of words that exclude each other."""
    table: Table = {}
    for group in lexicon()[name]:
        for word in group:
            table.setdefault(word.lower(), []).extend(other for other in group if other != word)
    return any_of(table), table


def any_of(words: Table | list[str]) -> re.Pattern[str]:
    """A pattern for whole words, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


def replace(text: str, start: int, end: int, new: str) -> tuple[str, tuple[int, int]]:
    """The text with one stretch replaced, and where the new words stand.

    When nothing is put in, the span covers the neighbouring words.
    """
    old = text[start:end]
    if new and old[:1].isupper() and not new[:1].isupper():
        new = new[0].upper() + new[1:]
    if new:
        return text[:start] + new + text[end:], (start, start + len(new))
    left, right = text[:start].rstrip(), text[end:].lstrip()
    glue = " " if left and right and right[0] not in ".,;:" else ""
    joined = left + glue + right
    if not left and joined:
        joined = joined[0].upper() + joined[1:]
    after = len(left) + len(glue)
    stop = joined.find(" ", after)
    return joined, (after, stop if stop > after else len(joined))


def swap_word(claim: str, rng: Random, pattern: re.Pattern[str], table: Table) -> Edit | None:
    """One word of the table replaced by one that the table allows; kind and label left open."""
    found = list(pattern.finditer(claim))
    if not found:
        return None
    match = rng.choice(found)
    text, span = replace(claim, *match.span(), rng.choice(table[match.group().lower()]))
    return None if text == claim else Edit(text, "", SUPPORTED, (span,))


_NAME = re.compile(r"(?:[A-Z][\w’'-]+|[A-Z]\.)(?: (?:(?:of|the|de|van|von|al) )?[A-Z][\w’'-]+)*")


_PLAIN_OPENING = re.compile(r"[A-Z][a-z]+(?:s|ed|ing|ly|ion|ment|ers)")
"""A single word at the start of a sentence that is more often a common noun than a name."""


def names_in(text: str) -> list[tuple[int, int]]:
    """Capitalised runs that are probably names, by offsets."""
    skip = set(lexicon()["not_names"]) | set(lexicon()["months"]) | set(lexicon()["weekdays"])
    spans = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        first = text[start:end].split(" ", maxsplit=1)[0]
        if first in skip:
            rest = text[start + len(first) : end].lstrip()
            if not rest:
                continue
            start = end - len(rest)
        if start == 0 and _PLAIN_OPENING.fullmatch(text[start:end]):
            continue
        if text[start:end].split(" ", maxsplit=1)[0] not in skip:
            stop = start + len(text[start:end].removesuffix("'s").removesuffix("’s"))
            spans.append((start, stop))
    return spans


def context_of(premise: str, claim: str, sentences: list[str]) -> Context:
    """What edits of ``claim`` may look at."""
    names = dict.fromkeys(premise[start:end] for start, end in names_in(premise))
    others = tuple(s for s in sentences if s != claim)
    return Context(premise=premise, names=tuple(names), other_sentences=others)
