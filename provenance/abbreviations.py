"""The abbreviations and sentence starters of each language: where a full stop ends nothing."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import attrs


@attrs.frozen(kw_only=True)
class Abbreviations:
    """One language's table; what each list means stands in the data file."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    mid: frozenset[str]
    open: frozenset[str]
    after_number: frozenset[str]
    closing: frozenset[str]
    starters: frozenset[str]
    zones: frozenset[str]
    ordinal_before: frozenset[str]
    ordinal_after: frozenset[str]
    names_with_mark: frozenset[str]


_CASELESS = ("starters", "zones", "ordinal_before", "ordinal_after", "names_with_mark")


@cache
def load_abbreviations(language: str) -> Abbreviations:
    """The table of ``language`` (ISO 639-1) with the common one; unknown: all tables together."""
    tables = _tables()
    chosen = [tables["any"]]
    chosen += [tables[language]] if language in tables else list(tables.values())
    lists: dict[str, frozenset[str]] = {}
    for field in attrs.fields(Abbreviations):
        entries = {entry for table in chosen for entry in table.get(field.name, [])}
        if field.name not in _CASELESS:
            entries |= {entry[0].upper() + entry[1:] for entry in entries}
        lists[field.name] = frozenset(entries)
    return Abbreviations(**lists)


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    path = resources.files("provenance") / "data" / "abbreviations.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
