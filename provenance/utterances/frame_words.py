"""Yields the words of one language by which a sentence tells when, where and to whom it was said.

The words stand in ``data/utterances.toml``; this module only compiles them.
"""

import functools
import re
import tomllib
from collections.abc import Sequence
from importlib import resources
from typing import Any

import attrs

from provenance.attribution.cues import load_cues

_FALLBACK = "en"
_BETWEEN = r"(?:[\w’'-]+[ \t\u00a0\u202f]+){0,4}?"
"""Words before the noun of an occasion or listener: "an extraordinary news | conference"."""


@attrs.frozen(kw_only=True)
class FrameWords:
    """The compiled words of one language; the lists are explained in the data file."""

    language: str
    before_date: re.Pattern[str]
    """All that may stand between a verb and a date: to be matched whole."""
    after_date: re.Pattern[str]
    place: re.Pattern[str]
    place_starts: frozenset[str]
    not_place: re.Pattern[str]
    occasion: re.Pattern[str]
    occasion_bare: re.Pattern[str]
    """Without its preposition, for a cue that has it already ("shared in | a tweet")."""
    listener: re.Pattern[str]
    listener_bare: re.Pattern[str]
    tells: re.Pattern[str]
    with_whom: re.Pattern[str]
    speaking: re.Pattern[str]
    issued: re.Pattern[str]
    elsewhen: re.Pattern[str]
    filler: re.Pattern[str]
    any_adjunct: re.Pattern[str]
    """What one of the adjuncts with words of their own begins with."""
    auxiliary: re.Pattern[str]
    clause: re.Pattern[str]
    finite: re.Pattern[str]
    that: re.Pattern[str]


@functools.cache
def load_frame_words(language: str) -> FrameWords:
    """The words of ``language`` (ISO 639-1); English ones where it is not covered."""
    tables = _read_tables()
    known = language if language in tables else _FALLBACK
    table: dict[str, list[str]] = tables[known]
    noun = _any(table["occasions"])
    occasion = rf"{_BETWEEN}{noun}(?:[ \u00a0-]{noun}(?!\w))*"
    listener = _BETWEEN + _any(table["listeners"])
    adjuncts = (
        *(rf"{_any(table['occasion'])}\s*{occasion}", rf"{_any(table['listener'])}\s*{listener}"),
        *map(_any, map(table.__getitem__, ("elsewhen", "place", "speaking", "issued", "filler"))),
    )
    return FrameWords(
        language=known,
        before_date=re.compile(
            rf"(?:\s*{_any(table['before_date'])}(?!\w)[\s’']*){{0,4}}", re.IGNORECASE
        ),
        after_date=_whole(_any(table["after_date"])),
        place=_whole(_any(table["place"])),
        place_starts=frozenset(table["place_starts"]),
        not_place=re.compile(_any(table["not_place"])),
        occasion=_whole(rf"{_any(table['occasion'])}\s*{occasion}"),
        occasion_bare=_whole(occasion),
        listener=_whole(rf"{_any(table['listener'])}\s*{listener}"),
        listener_bare=_whole(listener),
        tells=_whole(_any(table["tells"])),
        with_whom=_whole(_any(table["with"])),
        speaking=_whole(_any(table["speaking"])),
        issued=_whole(_any(table["issued"])),
        elsewhen=_whole(_any(table["elsewhen"])),
        filler=_whole(_any(table["filler"])),
        any_adjunct=_whole(f"(?:{'|'.join(adjuncts)})"),
        auxiliary=_whole(_any(table["auxiliary"])),
        clause=_whole(_any(table["clause"])),
        finite=load_cues(known)["finite"],
        that=load_cues(known)["that"],
    )


def _any(entries: Sequence[str]) -> str:
    longest_first = sorted(set(entries), key=lambda entry: (-len(entry), entry))
    return f"(?:{'|'.join(longest_first)})" if entries else "(?!)"


def _whole(source: str) -> re.Pattern[str]:
    # Behind an apostrophe there is no word end to look for: "lors d'", "à l'".
    return re.compile(rf"(?<![\w-]){source}(?:(?<=['’])|(?![\w-]))", re.IGNORECASE)


@functools.cache
def _read_tables() -> dict[str, Any]:
    file = resources.files("provenance").joinpath("data/utterances.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
