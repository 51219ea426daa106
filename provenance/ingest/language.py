"""Which language an article is written in: by its commonest words, by a library where they fail."""

import re
from collections import Counter

from provenance.ingest.lexicon import lexicon

_TOKEN = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\w+")
_SIGNS = "’‘“”„«»–—…\u00a0€£"
"""The signs without which most texts are ASCII."""
_LETTERS = bytes(c if chr(c).isalpha() else ord(" ") for c in range(128)).lower().ljust(256)
"""Of ASCII, all that is no letter to spaces."""
_CYRILLIC = frozenset({"uk", "ru", "bg"})
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэёъЫЭЁЪ]")
_SAMPLE = 20_000
_ENOUGH = 6
"""Common words that must be found before their vote counts; a headline has fewer."""
_MARGIN = 1.25
"""By how much the winner must lead the next language: related languages share small words."""


def detect_language(text: str) -> str:
    """The ISO 639-1 code of ``text``, ``und`` when it is too short or too mixed to tell.

    Common words decide in a millisecond for any article of our languages; only what they cannot
    decide asks py3langid, whose import costs 135 ms.
    """
    tokens = _words_of(text[:_SAMPLE])
    total = sum(tokens.values())
    known = tokens.keys()
    votes = [
        (sum(map(tokens.__getitem__, words & known)), language)
        for language, words in lexicon().common_words.items()
    ]
    votes.sort(reverse=True)
    (best, language), (second, _) = votes[0], votes[1]
    if language in _CYRILLIC and (told := _by_letters(text[:_SAMPLE])):
        return told
    if best >= _ENOUGH and best >= _MARGIN * second and best >= total * 0.08:
        return language
    return _by_library(text[:_SAMPLE]) if total >= _ENOUGH else "und"


def _words_of(text: str) -> Counter[str]:
    """How often ``text`` has each word, in lower case; digits and joining marks part words."""
    if "İ" in text or "Σ" in text:  # what these become depends on what stands around them
        return Counter([word.lower() for word in _TOKEN.findall(text)])
    plain = text
    for sign in _SIGNS:
        plain = plain.replace(sign, " ")
    if plain.isascii():
        return Counter(plain.encode("ascii").translate(_LETTERS).decode("ascii").split())
    words = Counter(_WORD.findall(text.lower()))
    for mixed in [word for word in words if not word.isalpha()]:
        times = words.pop(mixed)
        for part in _TOKEN.findall(mixed):
            words[part] += times
    return words


def _by_letters(text: str) -> str | None:
    """Ukrainian and Russian share many small words but not these letters."""
    ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
    if max(ukrainian, russian) < 3:
        return None
    if ukrainian > 4 * russian:
        return "uk"
    return "ru" if russian > 4 * ukrainian else None


def _by_library(text: str) -> str:
    # Imported here: it brings numpy, which the usual run does not need.
    import py3langid  # noqa: PLC0415

    language, _score = py3langid.classify(text)
    return str(language)
