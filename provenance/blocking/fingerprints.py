"""Fingerprints of a text: a few of its runs of words, chosen so that copies choose the same ones.

Winnowing (Schleimer, Wilkerson and Aiken 2003, "Winnowing: local algorithms for document
fingerprinting"): of every ``WINDOW`` shingles in a row the one with the least hash is kept. Any
``SHINGLE + WINDOW - 1`` words in a row that two texts share leave at least one fingerprint in both.
"""

import re
import zlib
from collections.abc import Iterable, Iterator

SHINGLE = 8
"""Words in a row, as in :mod:`provenance.copies.shingles`."""
WINDOW = 12
"""With it nineteen shared words in a row, the least that makes a copy there, are never missed."""

_BASE, _MODULUS = 1_000_003, (1 << 61) - 1
_WORD = re.compile(r"[^\W_]+")


def fingerprint_texts(texts: Iterable[str], *, most: int) -> tuple[int, ...]:
    """The fingerprints of ``texts``, each text by itself, sorted; at most ``most``, the least.

    The same words give the same fingerprints on every machine. Linear time.
    """
    found = {one for text in texts for one in _winnowed(_shingles(text))}
    return tuple(sorted(found)[:most])


def _shingles(text: str) -> list[int]:
    """The hash of every run of ``SHINGLE`` words, rolled on from word to word."""
    words = [zlib.crc32(found.encode()) for found in _WORD.findall(text.casefold())]
    if len(words) < SHINGLE:
        return []
    lead = pow(_BASE, SHINGLE - 1, _MODULUS)
    value = 0
    for word in words[:SHINGLE]:
        value = (value * _BASE + word) % _MODULUS
    found = [value]
    for leaving, coming in zip(words, words[SHINGLE:], strict=False):
        value = ((value - leaving * lead) * _BASE + coming) % _MODULUS
        found.append(value)
    return found


def _winnowed(shingles: list[int]) -> Iterator[int]:
    # The last word of a run weighs least in the polynomial: scrambled, so that chance chooses.
    ranked = [(one * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF for one in shingles]
    for at in range(max(1, len(ranked) - WINDOW + 1) if ranked else 0):
        yield min(ranked[at : at + WINDOW])
