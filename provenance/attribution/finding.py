"""Yields the cue and the source phrase of one sentence, if it has any.

Tried in this order: a preposition of source, a document that is quoted impersonally, a verb of
saying, ``by its own account``, a verb of what bodies do on paper, a colon before quoted words, a
headline's colon, ``reportedly``.
"""

import re

import attrs

from provenance.attribution.asides import without_lead
from provenance.attribution.cues import Cues
from provenance.attribution.found import QUOTE_MARKS, Found, sourceless
from provenance.attribution.hiding import HIDDEN
from provenance.attribution.inverted import right_of
from provenance.attribution.nounphrases import left_of
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.attribution.source_prepositions import by_impersonal, by_preposition
from provenance.attribution.speakers import person_names, read_source
from provenance.attribution.verb_groups import widened
from provenance.attribution.verbs_of_saying import by_verb
from provenance.attribution.word_lists import Wording
from provenance.model import Attribution
from provenance.spans import Span

_COLON_QUOTE = re.compile(r":\s*[“”„«»\"‘’]*\x00")
_HEADLINE = re.compile(r"\s*([^\W\d_][^:.,;!?\x00]{2,60}):\s+(?=[^\W\d_])")
_HEADLINE_LENGTH = 140
_HEADLINE_WORDS = 5
_FIRST_PERSON = re.compile(r"\b(?:ich|Ich)\b")
_LONGEST = 1500
"""Characters of a sentence; a list or a page without full stops is longer."""

_ACRONYM = re.compile(r"\((\w{2,10})\)")
_ACRONYM_CAPITALS = 2
_NAME_REACH = 60
"""Characters before a bracket in which the name stands that it belongs to."""
_NAME_IN_MARKS = re.compile(r"[«„“\"]([^\W\d_][^«»„“”\"\x00\n]{1,40})[»“”\"]")
_BRACKETED = re.compile(r"\([^()\x00\n]{1,60}\)")


def find_source(words: str, cues: Cues) -> Found | None:
    """The cue and source of one sentence; ``words`` has its quotations hidden.

    Of a sentence longer than prose has them only the beginning and the end are looked at.
    """
    return find_in(Wording(words, cues.words), cues)


def find_in(wording: Wording, cues: Cues) -> Found | None:
    """:func:`find_source` in a sentence whose words are read already."""
    plain = _plain(wording.text, cues)
    if len(plain) <= _LONGEST:
        return _find(wording if plain == wording.text else Wording(plain, cues.words), cues)
    found = _find(Wording(plain[:_LONGEST], cues.words), cues)
    if found is not None:
        return found
    offset = len(plain) - _LONGEST
    found = _find(Wording(plain[offset:], cues.words), cues)
    if found is None:
        return None
    particle = found.particle.shifted(offset) if found.particle is not None else None
    return attrs.evolve(
        found,
        source=found.source.shifted(offset),
        cue=found.cue.shifted(offset),
        particle=particle,
    )


def find_reported_mood(words: str, cues: Cues) -> Span | None:
    """The subjunctive that shows that a sentence goes on with what was said: ``sei``, ``habe``.

    Only German tells so; ``None`` where the narrator speaks, or somebody of himself.
    """
    if _FIRST_PERSON.search(words):
        return None
    match = cues["reported_mood"].search(words)
    return Span(*match.span()) if match is not None else None


def attributed_phrase(attribution: Attribution, prose: str, cues: Cues) -> SourcePhrase | None:
    """The source phrase of an attribution; ``None`` where nobody is named or carried over."""
    if not attribution.cue:
        return None
    text = attribution.cue[0].of(prose)
    if not attribution.source and cues["hearsay_cue"].fullmatch(text):
        return None
    if not attribution.source or attribution.source[0] == attribution.cue[0]:
        # ``по его данным``, ``zapewniła``: cue and pronoun are one.
        return SourcePhrase(kind=PhraseKind.PRONOUN_PERSON, text=text, definite=True)
    return read_source(_plain(attribution.source[0].of(prose), cues), cues)


def _plain(words: str, cues: Cues) -> str:
    """``words`` without brackets and the marks around acronyms and names, at the same length."""
    if "(" in words:
        words = _ACRONYM.sub(lambda match: _bared_acronym(match, cues), words)
    if '"' in words or not words.isascii():
        words = _NAME_IN_MARKS.sub(_bared, words)
    return _BRACKETED.sub(_blank, words) if "(" in words else words


def _bared_acronym(match: re.Match[str], cues: Cues) -> str:
    """``Border Service (BS)`` is a body with its letters, ``Uwe Tannert (SPD)`` one of a party."""
    if sum(letter.isupper() for letter in match.group(1)) < _ACRONYM_CAPITALS:
        return match.group()
    before = match.string[max(0, match.start() - _NAME_REACH) : match.start()].split()[-2:]
    is_person = read_source(" ".join(before), cues).kind is PhraseKind.PERSON
    return match.group() if is_person else _bared(match)


def _bared(match: re.Match[str]) -> str:
    return f" {match.group(1)} "


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


_TELLING = (
    *("by_their_words", "according_after", "according", "for_whom", "impersonal"),
    *("speech", "parted", "held", "self_said", "act", "hearsay_cue"),
)
"""The lists without which only quoted words or a headline can show a source."""


def _find(wording: Wording, cues: Cues) -> Found | None:
    # In French any verb does before a hyphen and a pronoun: "…, soupire-t-il".
    plain = cues.language != "fr" and HIDDEN not in wording.text
    if plain and not wording.may_hold_one(_TELLING):
        found = _by_headline(wording.text, cues)
    else:
        found = _by_cue(wording, cues)
    return widened(found, wording.text, cues) if found is not None else None


def _by_cue(wording: Wording, cues: Cues) -> Found | None:
    return (
        by_preposition(wording, cues)
        or by_impersonal(wording, cues)
        or by_verb(wording, cues)
        or _by_own_word(wording, cues)
        or _by_act(wording, cues)
        or _by_colon(wording.text, cues)
        or _by_headline(wording.text, cues)
        or _by_hearsay(wording)
    )


def _by_own_word(wording: Wording, cues: Cues) -> Found | None:
    """``rechnet nach eigenen Angaben damit``: the subject of the sentence speaks for itself."""
    said = wording.find("self_said")
    if not said:
        return None
    for match in wording.find("act"):
        for side in (left_of, right_of):
            at = match.end() if side is right_of else match.start()
            found = side(wording.text, at, cues)
            if found is not None and found[1].kind is not PhraseKind.ROLE:
                return Found(source=found[0], cue=Span(*said[0].span()), phrase=found[1])
    return None


def _by_colon(words: str, cues: Cues) -> Found | None:
    """``He measured it again: “…”``: the subject before a colon and quoted words."""
    match = _COLON_QUOTE.search(words) if HIDDEN in words and ":" in words else None
    if match is None:
        return None
    cue = Span(match.start(), match.start() + 1)
    before = words[: match.start()]
    first = before.split()[0] if before.split() else ""
    phrase = read_source(first, cues)
    if phrase.kind is PhraseKind.PRONOUN_PERSON:
        at = words.index(first)
        return Found(source=Span(at, at + len(first)), cue=cue, phrase=phrase)
    names = person_names(before, cues)
    if not names:
        return None
    last = names[0].split(" ")[-1]
    end = words.index(last, words.index(names[0].split(" ")[0])) + len(last)
    start = max(words.rfind(mark, 0, end) for mark in ",.;\x00") + 1
    offset, _ = without_lead(start, words[start:end].lstrip(), cues)
    offset += len(words[start:end]) - len(words[start:end].lstrip())
    span = Span(offset, max(offset, end))
    return Found(source=span, cue=cue, phrase=read_source(span.of(words), cues))


def _by_headline(words: str, cues: Cues) -> Found | None:
    """``Minister: no money left``: an office, a name or a body before a headline's colon."""
    may_be = len(words) <= _HEADLINE_LENGTH and ":" in words
    match = _HEADLINE.match(words) if may_be else None
    if match is None:
        return None
    span = Span(*match.span(1))
    if len(span.of(words).split()) > _HEADLINE_WORDS or cues["finite"].search(span.of(words)):
        return None
    phrase = read_source(span.of(words), cues)
    speaks = phrase.kind is PhraseKind.PERSON or (
        phrase.inside
        or phrase.office
        or (phrase.kind is PhraseKind.BODY and phrase.noun is not None)
    )
    return Found(source=span, cue=Span(span.end, span.end + 1), phrase=phrase) if speaks else None


def _by_hearsay(wording: Wording) -> Found | None:
    """``reportedly``, ``is said to``, ``angeblich``: somebody says so, nobody is named."""
    found = wording.find("hearsay_cue")
    return sourceless(Span(*found[0].span())) if found else None


def _by_act(wording: Wording, cues: Cues) -> Found | None:
    """A verb of what bodies and documents do is a cue only after a body or a document."""
    for match in wording.find("act"):
        found = left_of(wording.text, match.start(), cues)
        if found is None or found[1].kind not in _ACTORS[cues.language != "en"]:
            continue
        if not _is_bare_start(wording.text, found[0], found[1]):
            return Found(source=found[0], cue=Span(*match.span()), phrase=found[1])
    return None


def _is_bare_start(words: str, span: Span, phrase: SourcePhrase) -> bool:
    """``Daily maps``: a capital that only opens the sentence names nobody."""
    opens = not words[: span.start].strip(" \n\t" + QUOTE_MARKS)
    lone = phrase.name is not None and " " not in phrase.name and not phrase.name.isupper()
    return opens and lone and phrase.noun is None and " " in phrase.text


_THINGS = frozenset({PhraseKind.BODY, PhraseKind.DOCUMENT, PhraseKind.PRONOUN_THING})


_ACTORS = {False: _THINGS, True: _THINGS | {PhraseKind.PRONOUN_PERSON}}
"""Who acts on paper. Only English keeps ``it`` for things; elsewhere ``elle`` may be a body."""
