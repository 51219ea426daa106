"""Words that keep two sentences from contradicting each other, by language."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from provenance.words import LANGUAGES, WordSet


@attrs.frozen(kw_only=True)
class HoldingCues:
    """What ``data/comparison_cues.toml`` says of one language."""

    translated: tuple[re.Pattern[str], ...]
    """Beside a quotation: it was put into another language."""
    development: WordSet
    revision: WordSet
    """Of these, the words that say so even between two articles of one day."""
    alone: WordSet
    against: Mapping[str, WordSet]
    prepositions: WordSet
    baseline: tuple[re.Pattern[str], ...]
    present: WordSet
    """Words by which a sentence tells how things stand now; none: that is not known."""


@cache
def load_holding_cues(language: str) -> HoldingCues:
    """The cues of ``language``; the English ones for a language that has none."""
    table = _tables()[language if language in LANGUAGES else "en"]
    return HoldingCues(
        translated=tuple(re.compile(pattern, re.IGNORECASE) for pattern in table["translated"]),
        development=word_set(table["development"]),
        revision=word_set(table.get("revision", table["development"])),
        alone=word_set(table["alone"]),
        against={name: word_set(words) for name, words in table["against"].items()},
        prepositions=word_set(table["prepositions"]),
        baseline=tuple(re.compile(pattern, re.IGNORECASE) for pattern in table.get("baseline", ())),
        present=word_set(table.get("present", "")),
    )


@cache
def _tables() -> dict[str, Any]:
    path = files("provenance") / "data" / "comparison_cues.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def word_set(words: str) -> WordSet:
    """The listed words; a star ends a beginning."""
    listed = words.split()
    return WordSet(
        frozenset(word for word in listed if not word.endswith("*")),
        tuple(word[:-1] for word in listed if word.endswith("*")),
    )
