"""The words that tell quoted speech from titles, names and scare quotes, per language."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

import attrs

from provenance.verb_forms import load_verb_forms

_NOTHING = re.compile(r"(?!)")


@attrs.frozen(kw_only=True)
class QuotationCues:
    """The cue words of one language as patterns; what each list means stands in the data file."""

    speech: re.Pattern[str]
    said: re.Pattern[str]
    """Verbs of saying in the forms in which they stand behind a dash or a comma."""
    direct: re.Pattern[str]
    cries: re.Pattern[str]
    naming: re.Pattern[str]
    """Matches at the end of what stands before the marks."""
    not_naming: re.Pattern[str]
    """Matches where a phrase of ``naming`` is part of one that brings speech ("a dit")."""
    works: re.Pattern[str]
    labelling: re.Pattern[str]
    definite: re.Pattern[str]
    """Matches at the end of what stands before the marks; likewise ``indefinite``, ``joining``."""
    indefinite: re.Pattern[str]
    joining: re.Pattern[str]
    lead_in: re.Pattern[str]
    full_text: re.Pattern[str]
    person: re.Pattern[str]
    after_name: re.Pattern[str]
    """Matches at the start of what stands after the marks."""


@cache
def load_quotation_cues(language: str) -> QuotationCues:
    """The cues of ``language`` (ISO 639-1); for one we have no table of, all tables together."""
    tables = _tables()
    chosen = [tables[language]] if language in tables else list(tables.values())
    return QuotationCues(
        speech=_anywhere(_gathered(chosen, "speech")),
        said=_anywhere(_said(language)),
        direct=_anywhere(_gathered(chosen, "direct")),
        cries=_anywhere(_gathered(chosen, "cries")),
        naming=_at_end(_gathered(chosen, "naming")),
        not_naming=_at_end(_gathered(chosen, "not_naming")),
        works=_anywhere(_gathered(chosen, "works")),
        labelling=_anywhere(_gathered(chosen, "labelling")),
        definite=_at_end(_gathered(chosen, "definite")),
        indefinite=_at_end(_gathered(chosen, "indefinite")),
        joining=_at_end(_gathered(chosen, "joining")),
        lead_in=_anywhere(_gathered(chosen, "lead_in")),
        full_text=_anywhere(_gathered(chosen, "full_text")),
        person=_anywhere(_gathered(chosen, "person")),
        after_name=_at_start(_gathered(chosen, "after_name")),
    )


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    path = resources.files("provenance") / "data" / "quotation_cues.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _gathered(tables: Iterable[Mapping[str, list[str]]], name: str) -> list[str]:
    return sorted({entry for table in tables for entry in table.get(name, [])})


def _said(language: str) -> list[str]:
    forms = load_verb_forms(language)
    return sorted(forms.said, key=len, reverse=True) if forms is not None else []


def _alternatives(entries: Iterable[str]) -> str:
    patterns = (re.escape(e).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for e in entries)
    return "|".join(patterns).replace("’", "['’]")


def _anywhere(entries: list[str]) -> re.Pattern[str]:
    if not entries:
        return _NOTHING
    return re.compile(rf"(?<!\w)(?:{_alternatives(entries)})(?!\w)", re.IGNORECASE)


def _at_end(entries: list[str]) -> re.Pattern[str]:
    if not entries:
        return _NOTHING
    return re.compile(rf"(?<!\w)(?:{_alternatives(entries)})[\s.]*$", re.IGNORECASE)


def _at_start(entries: list[str]) -> re.Pattern[str]:
    if not entries:
        return _NOTHING
    return re.compile(rf"[\s,]*(?:{_alternatives(entries)})(?!\w)", re.IGNORECASE)
