"""Yields the capitalised words in a row in which a text shows proper names."""

import re

import attrs

from provenance.attribution.cues import load_names

POSSESSIVE = re.compile(r"['’]s?$")
ELISION = re.compile(r"\b[LlDd]['’](?=\w)")
_WORD = re.compile(r"[^\W\d_][\w’'‑-]*")
_BEHIND_VON = frozenset({"den", "der", "dem", "zu", "la", "le"})
"""Particles that join a name only behind another one: ``van den Berg``."""


@attrs.frozen
class Run:
    """Capitalised words in a row."""

    start: int
    end: int
    words: tuple[str, ...]


def runs_of(text: str, *, connected: bool = False) -> list[Run]:
    """Capitalised words in a row; particles of names (``connected``: ``of the``) may join them."""
    names = load_names()
    joins = names.connector if connected else names.particle
    runs: list[Run] = []
    words: list[re.Match[str]] = []
    for match in _WORD.finditer(ELISION.sub(lambda m: " " * len(m.group()), text)):
        joined = not words or text[words[-1].end() : match.start()] in {" ", ". ", "."}
        capital = match.group()[0].isupper()
        owned = words and not connected and POSSESSIVE.search(words[-1].group())
        joined = joined and not owned
        joining = bool(words and joins.fullmatch(match.group()))
        if joining and not connected and match.group() in _BEHIND_VON:
            joining = words[-1].group() in {"van", "von", "de"}
        if joined and (capital or joining):
            words.append(match)
        else:
            _close(runs, words)
            words = [match] if capital else []
    _close(runs, words)
    return runs


def _close(runs: list[Run], words: list[re.Match[str]]) -> None:
    article = load_names().article
    while words and not words[-1].group()[0].isupper():
        words.pop()
    # ``Una`` opens a Spanish phrase, but within one it may be a first name.
    while len(words) > 1 and (
        words[0].group()[0].islower()
        or words[0].group() == "The"
        or (words[0].start() == 0 and article.fullmatch(words[0].group()))
    ):
        words.pop(0)
    if words:
        runs.append(Run(words[0].start(), words[-1].end(), tuple(w.group() for w in words)))
