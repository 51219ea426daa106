"""Yields whether a host is a body's own, also where the text inflects the name.

``host_matches_name`` wants the name's own words; ``сообщили в управлении Северной дороги`` has them
in the genitive. Here two stems, or a stem beside the initials, do.
"""

import re
import unicodedata

from provenance.registry import host_matches_name

SAME_HOST = 0.8
"""From here ``host_matches_name`` calls a host the body's own; below it is a mere hint."""

_STEM = 5
_SHORTEST = 4
_SHARED = 2
"""Stems that must stand in the host; one alone is a place or a trade that many share."""
_NAME_WORDS = 10
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхыэіґёцщ", "abvgdeziyklmnoprstufhyeigecs", strict=True)),
        "ж": "zh",
        "ч": "ch",
        "ш": "sh",
        "ю": "yu",
        "я": "ya",
        "є": "ye",
        "ї": "yi",
        "ъ": "",
        "ь": "",
    }
)


def is_host_of(host: str, name: str) -> bool:
    """Whether ``host`` is the home of a body called ``name``."""
    if len(name) < 3:
        return False
    return host_matches_name(host, name) >= SAME_HOST or _shares_stems(host, name)


def _shares_stems(host: str, name: str) -> bool:
    words = re.findall(r"\w+", name)[:_NAME_WORDS]
    home = host.casefold().replace("-", "").rpartition(".")[0]
    shared = sum(stem in home for stem in name_stems(name))
    initials = "".join(_latin(word)[:1] for word in words if word[0].isupper())
    labels = [label for label in re.split(r"[.-]", host.casefold()) if len(label) > 2]
    if initials in labels:
        return True
    return shared + any(initials.startswith(label) for label in labels) >= _SHARED


def name_stems(name: str) -> frozenset[str]:
    """What the inflected forms of the longer words of a name share, in Latin letters."""
    words = (_latin(word) for word in re.findall(r"\w+", name)[:_NAME_WORDS])
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST)


def _latin(word: str) -> str:
    """``word`` in plain Latin letters, lower-case."""
    plain = word.casefold().replace("ł", "l").replace("ß", "ss").translate(_CYRILLIC)
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
