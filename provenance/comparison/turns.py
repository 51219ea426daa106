"""Words that turn one telling of a thing into a telling of its contrary, by language."""

import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import attrs

from provenance.guards.tables import GuardTables, load_guard_tables
from provenance.words import stem


@attrs.frozen(kw_only=True)
class Turns:
    """What ``data/comparison_turns.toml`` says of one language; sets hold words as written."""

    tables: GuardTables
    """The guards' tables with the contraries of this comparison among their opposites."""
    words: Mapping[str, frozenset[str]]
    """The plain lists: ``denials``, ``ahead``, ``universal`` and so on."""
    firm: Mapping[str, frozenset[str]]
    loose: Mapping[str, frozenset[str]]
    converses: Mapping[str, tuple[tuple[int, int], ...]]
    """Stem to the pairs of converse verbs that it is part of: number and side."""
    poles: Mapping[str, tuple[tuple[int, int], ...]]
    """Word as written, or two joined, to the scales on which it stands: number and end."""
    alike: Mapping[str, str]
    """Stem to the stem it is looked for by: the first of its group of ``likes``."""

    @cached_property
    def refuting_openings(self) -> frozenset[str]:
        """The first words of ``refuted_behind``."""
        return frozenset(listed.partition("_")[0] for listed in self.words["refuted_behind"])


@cache
def load_turns(language: str) -> Turns | None:
    """The turns of ``language``; ``None`` where only the guards' own tables are known."""
    table = _tables().get(language)
    if table is None:
        return None
    return Turns(
        tables=_with_contraries(load_guard_tables(language), table, language),
        words={
            name: frozenset(listed.split())
            for name, listed in table.items()
            if isinstance(listed, str)
        },
        firm={name: frozenset(listed.split()) for name, listed in table["firm"].items()},
        loose={name: frozenset(listed.split()) for name, listed in table["loose"].items()},
        converses=_numbered(
            [(pair["away"], pair["toward"]) for pair in table["converses"]], language, first=0
        ),
        poles=_ends(table["poles"]),
        alike={
            stem(word, language=language): stem(line.split()[0], language=language)
            for line in table["likes"].splitlines()
            for word in line.split()
        },
    )


def _ends(scales: list[list[str]]) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for number, ends in enumerate(scales):
        for end, listed in enumerate(ends):
            for word in listed.split():
                found[word] = (*found.get(word, ()), (number, end))
    return found


def _with_contraries(tables: GuardTables, table: Mapping[str, Any], language: str) -> GuardTables:
    """The guards' tables; of their opposites those that make a contradiction, and our own."""
    weak = {stem(word, language=language) for word in table["weak"].split()}
    known = max((n for sides in tables.opposites.values() for n, _ in sides), default=-1) + 1
    merged = {word: sides for word, sides in tables.opposites.items() if word not in weak}
    pairs = [(pair[0], pair[1]) for pair in table["contraries"]]
    for word, sides in _numbered(pairs, language, first=known).items():
        merged[word] = (*merged.get(word, ()), *sides)
    return attrs.evolve(tables, opposites=merged, likes=_with_likes(tables, table, language))


def _with_likes(
    tables: GuardTables, table: Mapping[str, Any], language: str
) -> dict[str, frozenset[int]]:
    first = max((n for groups in tables.likes.values() for n in groups), default=-1) + 1
    merged = dict(tables.likes)
    for number, line in enumerate(table["likes"].splitlines(), start=first):
        for word in line.split():
            key = stem(word, language=language)
            merged[key] = merged.get(key, frozenset()) | {number}
    return merged


def _numbered(
    pairs: list[tuple[str, str]], language: str, *, first: int
) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, dict[tuple[int, int], None]] = {}
    for number, sides in enumerate(pairs, start=first):
        for side, listed in enumerate(sides):
            for word in listed.split():
                key = "_".join(stem(part, language=language) for part in word.split("_"))
                found.setdefault(key, {})[number, side] = None
    return {word: tuple(sides) for word, sides in found.items()}


@cache
def _tables() -> dict[str, Any]:
    path = files("provenance") / "data" / "comparison_turns.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
