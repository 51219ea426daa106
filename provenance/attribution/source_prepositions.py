"""Yields attributions without a verb of saying: ``according to X``, ``за словами X``.

Impersonal quoting of a document is one of them: ``heißt es in der Mitteilung``.
"""

import re

from provenance.attribution.asides import NOUN_PHRASE
from provenance.attribution.cues import Cues
from provenance.attribution.found import Found, unnamed
from provenance.attribution.nounphrases import (
    first_noun_phrase,
    phrase_end,
    speaking_place,
    up_to_name_end,
)
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.attribution.speakers import read_source
from provenance.attribution.word_lists import Wording
from provenance.spans import Span

_SHORT = 4
"""Letters of a preposition that has other senses: ``per``, ``za``, ``wie``."""
_REACH = 80
_STOP = re.compile(r"[.;:!?](?=\s|$)|[()\[\]]")
_INTO = re.compile(r"\s*(?:у|в|во|в самом|w|im|in|en|dans)\s", re.IGNORECASE)


def by_preposition(wording: Wording, cues: Cues) -> Found | None:
    """The first preposition of source that has a speaker beside it."""
    words = wording.text
    for match in wording.find("by_their_words"):
        return unnamed(Span(*match.span()), words)
    for match in wording.find("according_after"):
        found = _speaker_before(words, match, cues)
        if found is not None:
            return found
    for match in wording.find("according"):
        found = _speaker_behind(words, match, cues)
        if found is not None:
            return found
    return _by_opinion(words, cues) if wording.may_hold("for_whom") else None


def _speaker_before(words: str, match: re.Match[str], cues: Cues) -> Found | None:
    start = words.rfind(" ", 0, max(0, match.start() - 1)) + 1
    phrases = [m.start() for m in NOUN_PHRASE.finditer(words, 0, start)]
    alone = read_source(words[start : match.start()], cues).kind
    pronoun = alone in {PhraseKind.PRONOUN_PERSON, PhraseKind.PRONOUN_THING}
    for at in (start,) if pronoun else (*reversed(phrases[-2:]), start):
        span = Span(at, match.start()).stripped(words)
        phrase = read_source(span.of(words), cues)
        if "," in span.of(words) or phrase.kind is PhraseKind.UNKNOWN:
            continue
        if phrase.kind is not PhraseKind.ROLE or at == start or _is_alone(words, span):
            return Found(source=span, cue=Span(*match.span()), phrase=phrase)
    return None


def _is_alone(words: str, span: Span) -> bool:
    """Whether nothing but a comma or the start of the sentence stands before the phrase."""
    before = words[: span.start].rstrip()
    return not before or before[-1] in ",;:"


def _speaker_behind(words: str, match: re.Match[str], cues: Cues) -> Found | None:
    start = match.end()
    place = _INTO.match(words, start)
    if place is not None:
        found = speaking_place(words, Span(start, phrase_end(words, start)).stripped(words), cues)
        span = found[0] if found is not None else None
        if span is None:
            return None
        span = Span(span.start, span.start + len(span.of(words).split(",")[0]))
        return Found(source=span, cue=Span(*match.span()), phrase=read_source(span.of(words), cues))
    end = phrase_end(words, start)
    span = first_noun_phrase(words, Span(start, end), cues)
    phrase = read_source(span.of(words), cues)
    if phrase.kind is PhraseKind.PERSON and "," not in span.of(words):
        span = Span(span.start, span.start + len(up_to_name_end(span.of(words), cues)))
    if not span.of(words).strip():
        # ``Jak dodał, …``: the verb alone.
        return unnamed(Span(*match.span()), words) if _is_verbal(match.group(), cues) else None
    if phrase.kind is PhraseKind.UNKNOWN or not _plausible(phrase, words, match, cues):
        return None
    return Found(source=span.stripped(words), cue=Span(*match.span()), phrase=phrase)


def _is_verbal(preposition: str, cues: Cues) -> bool:
    return cues["speech"].search(preposition, 2) is not None


def _plausible(phrase: SourcePhrase, words: str, match: re.Match[str], cues: Cues) -> bool:
    """A short preposition (``per``, ``za``, ``wie``) is a cue only before a body or a person."""
    if cues["no_source"].match(phrase.text):
        return False  # ``согласно плану``, ``according to plan``
    if len(match.group()) > _SHORT or match.group().casefold() == "laut":
        return True
    if cues["indefinite"].match(phrase.text):
        return False  # ``wie ein Schwamm``
    opens = not words[: match.start()].strip()
    named = phrase.kind in {PhraseKind.PERSON, PhraseKind.BODY}
    named = named and (phrase.name is not None or (phrase.definite and cues.language == "en"))
    return named and (opens or words[match.start() - 1] in ", ")


def _by_opinion(words: str, cues: Cues) -> Found | None:
    """``Pour l’économiste Noémie Grall, …``: a person behind ``for`` at the head of a sentence."""
    match = cues["for_whom"].match(words, len(words) - len(words.lstrip()))
    if match is None:
        return None
    end = phrase_end(words, match.end())
    text = words[match.end() : end]
    span = Span(match.end(), match.end() + len(text.split(",")[0])).stripped(words)
    phrase = read_source(span.of(words), cues)
    if phrase.kind is not PhraseKind.PERSON or not text[len(text.split(",")[0]) :].strip(" ,"):
        return None
    if phrase.role is None or up_to_name_end(span.of(words), cues) != span.of(words):
        return None
    return Found(source=span, cue=Span(*match.span()), phrase=phrase)


def by_impersonal(wording: Wording, cues: Cues) -> Found | None:
    """``heißt es in der Mitteilung``, ``в документе названы``: a document speaks."""
    words = wording.text
    for match in wording.find("impersonal"):
        for noun in wording.find("documents"):
            start = max(0, noun.start() - 40)
            lead = list(cues["inside_of"].finditer(words, start, noun.start()))
            if not lead or noun.end() > match.end() + _REACH:
                continue
            if _STOP.search(
                words, min(noun.start(), match.end()), max(noun.start(), match.start())
            ):
                continue
            end = phrase_end(words, noun.end()) if noun.start() > match.end() else match.start()
            span = Span(lead[-1].end(), max(noun.end(), end)).stripped(words)
            phrase = read_source(span.of(words), cues)
            if phrase.kind is PhraseKind.DOCUMENT:
                span = Span(span.start, span.start + len(span.of(words).split(",")[0])).stripped(
                    words
                )
                return Found(source=span, cue=Span(*match.span()), phrase=phrase)
        found = _by_place(words, match, cues)
        if found is not None:
            return found
    return None


def _by_place(words: str, match: re.Match[str], cues: Cues) -> Found | None:
    start = len(words) - len(words[match.end() :].lstrip())
    opening = cues["inside_of"].match(words, start)
    if not opening:
        return None
    span = Span(opening.end(), max(opening.end(), phrase_end(words, start)))
    phrase = read_source(span.of(words), cues)
    if phrase.kind is not PhraseKind.PERSON:
        return None
    return Found(source=span.stripped(words), cue=Span(*match.span()), phrase=phrase)
