"""Yields the body a sentence begins with: its grammatical subject, as far as the opening shows."""

import re

from provenance.attribution.cues import Cues
from provenance.attribution.source_phrases import SourcePhrase
from provenance.attribution.speakers import read_body
from provenance.linking.sourcing import Reading

OPENING = 30
"""Characters into a sentence up to which a name is its subject."""
_PASSIVE = re.compile(
    r"\W{0,12}(?:(?:has|have|had) been|was|were|is (?:being|to be)|wurden?|wird|a été|ont été"
    r"|fue(?:ron)?|ha sido|został[aoy]?|zostali|был[аои]?|бу(?:в|ла|ло|ли))\b",
    re.IGNORECASE,
)
_SUBJECT_WORDS = 12
_MID_SENTENCE = re.compile(r" (?<=[\w,;] )(?![a-z])([^\W\d_][\w’'-]*)")


def subject_of(reading: Reading, cues: Cues, *, proper: frozenset[str]) -> SourcePhrase | None:
    """The body a sentence begins with; ``proper``: words the article writes with a capital."""
    words = reading.words.split(maxsplit=_SUBJECT_WORDS)[:_SUBJECT_WORDS]
    opening = " ".join(words).split(",")[0].split(":")[0]
    verb = None
    if not reading.words.startswith(opening) or reading.wording.may_begin(
        "any_verb", 1, len(opening)
    ):
        verb = cues["any_verb"].search(opening, 1)
    phrase = read_body(opening[: verb.start()] if verb is not None else opening, cues)
    return None if phrase is None or _opens_by_chance(phrase, cues, proper) else phrase


def is_done_to(reading: Reading, end: int) -> bool:
    """``was fined``: whether the subject that ends at ``end`` only has something done to it."""
    return _PASSIVE.match(reading.words, end) is not None


def _opens_by_chance(phrase: SourcePhrase, cues: Cues, proper: frozenset[str]) -> bool:
    """Whether a lone word has its capital only as a sentence's first (German: as any noun)."""
    if phrase.name is None or phrase.noun is not None or " " in phrase.name:
        return False
    return cues.language == "de" or phrase.name not in proper


def proper_words(text: str) -> frozenset[str]:
    """The words of ``text`` that have a capital in the middle of a sentence."""
    return frozenset(word for word in _MID_SENTENCE.findall(text) if word[0].isupper())
