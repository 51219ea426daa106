"""Yields the forms of the verbs of saying, language by language, from their conjugations."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import attrs


@attrs.frozen(kw_only=True)
class VerbForms:
    """Forms of one language: verbs that say, and verbs that hold (think, judge, demand)."""

    said: tuple[str, ...]
    held: tuple[str, ...]


@cache
def load_verb_forms(language: str) -> VerbForms | None:
    """The forms of ``language`` (ISO 639-1); ``None`` where it is not covered."""
    table = _read_table().get(language)
    if table is None:
        return None
    return VerbForms(said=_conjugated(table["said"]), held=_conjugated(table.get("held", [])))


def _conjugated(classes: list[dict[str, list[str]]]) -> tuple[str, ...]:
    return tuple(
        stem + ending for each in classes for stem in each["stems"] for ending in each["endings"]
    )


@cache
def _read_table() -> dict[str, Any]:
    path = resources.files("provenance") / "data" / "verbs_of_saying.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
