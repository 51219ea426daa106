"""In which languages the rules and the model were measured, and which language a text is in."""

import unicodedata

from provenance.ingest.language import detect_language
from provenance.words import LANGUAGES, load_lexicon, parse_words

MEASURED_LANGUAGES = frozenset({"en", "de", "fr", "es", "pl", "uk", "ru"})
"""Languages in which the rules were measured on the article exam, always source and article alike.

A document in another language than the article is never measured yet (``benchmarks/README.md``).
"""
MODEL_PAIRS = frozenset({("en", "en")})
"""Languages of source and claim on which the model was measured, in this order."""

UNKNOWN = "und"
_SAMPLE = 2_000
_FEWEST_FUNCTION_WORDS = 1
_ENOUGH_FUNCTION_WORDS = 3
"""Of the source's language in a claim that the library takes for one we have no tables of."""


def languages_of(source: str, claim: str, *, of_source: str) -> tuple[str, str]:
    """The languages of source and claim; ``und`` where it cannot be told.

    A text too short to tell is taken for one in the language of the other, if both are written in
    the same script; two short ones are read together.

    Args:
        source: the text.
        claim: what is held against it.
        of_source: the language of the source as far as its own words tell.
    """
    of_claim = _of_claim(claim, of_source)
    if UNKNOWN not in (of_source, of_claim) or _script(source) != _script(claim):
        return of_source, of_claim
    told = next((one for one in (of_source, of_claim) if one != UNKNOWN), None)
    told = told or _of_few_words(f"{source[:_SAMPLE]}\n{claim}")
    return told, told


def _of_claim(claim: str, of_source: str) -> str:
    """The language of the claim; what names alone make look exotic is read as the source is."""
    told = detect_language(claim)
    if told == of_source or told in LANGUAGES or of_source not in LANGUAGES:
        return told
    stop = load_lexicon(of_source).stop
    hits = sum(word.text in stop for word in parse_words(claim[:_SAMPLE], language=of_source))
    return of_source if hits >= _ENOUGH_FUNCTION_WORDS else told


def is_rule_language(source: str, claim: str) -> bool:
    """Whether the rules were measured on this language, source and claim alike."""
    return source == claim and source in MEASURED_LANGUAGES


def _of_few_words(text: str) -> str:
    """English where a function word of it stands there and the text as a whole shows no other."""
    found = detect_language(text)
    if found != UNKNOWN:
        return found
    stop = load_lexicon("en").stop
    hits = sum(word.text in stop for word in parse_words(text[:_SAMPLE], language="en"))
    return "en" if hits >= _FEWEST_FUNCTION_WORDS else UNKNOWN


def _script(text: str) -> str | None:
    """The script of the first letter, by its Unicode name: ``LATIN``, ``CYRILLIC``, ``CJK``."""
    first = next((c for c in text[:_SAMPLE] if c.isalpha()), None)
    return unicodedata.name(first, "?").split(" ")[0].split("-")[0] if first else None
