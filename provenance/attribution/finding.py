"""Yields the cue and the source phrase of one sentence, if it has any.

Tried in this order: a preposition of source, a document that is quoted impersonally, a verb of
saying, ``by its own account``, a verb of what bodies do on paper, a colon before quoted words.
"""

import itertools
import re

import attrs

from provenance.attribution.cues import Cues
from provenance.attribution.hiding import HIDDEN
from provenance.attribution.nounphrases import (
    BREAK,
    NOUN_PHRASE,
    can_speak,
    first_noun_phrase,
    is_weak,
    left_of,
    phrase_end,
    right_of,
)
from provenance.attribution.speakers import PhraseKind, SourcePhrase, person_names, read_source
from provenance.model import Attribution
from provenance.spans import Span

QUOTE_MARKS = '“”„‟«»"‘’‚'
_BEFORE_CUE = re.compile(r"[\x00“”„«»\"‘’,—–‒―\-…!?]\s*$")
_AFTER_QUOTE = re.compile(r"\x00[“”„«»\"‘’,.!?…\s—–-]*$")
_COLON_QUOTE = re.compile(r":\s*[“”„«»\"‘’]*\x00")
_CLITIC = re.compile(r"-(?:t-)?(?:ils?|elles?|on)\b", re.IGNORECASE)
_LONGEST = 1500
"""Characters of a sentence; a list or a page without full stops is longer."""

_MAX_CUES = 12
"""Verbs of saying tried in one sentence."""

_ACRONYM = re.compile(r"\((\w{2,10})\)")
_NAME_IN_MARKS = re.compile(r"[«„“\"]([^\W\d_][^«»„“”\"\x00\n]{1,40})[»“”\"]")
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were|to)\s+(?:also\s+|reportedly\s+)?$", re.I)
_COUNTED = re.compile(r"\s+(?:about |some |nearly |a further )?[\d$£€]")
_DETERMINED = re.compile(
    r"\b(?:the|an?|its|their|this|that|same|full|latest|new|annual|earlier|’s|der|die|ein|eine|le|la"
    r"|un|une|el|una|su)\s+$",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Found:
    """A cue with its source in one sentence, before the speaker is resolved."""

    source: Span
    cue: Span
    phrase: SourcePhrase


def find_source(words: str, cues: Cues) -> Found | None:
    """The cue and source of one sentence; ``words`` has its quotations hidden.

    Of a sentence longer than prose has them only the beginning and the end are looked at.
    """
    plain = _plain(words)
    if len(plain) <= _LONGEST:
        return _find(plain, cues)
    found = _find(plain[:_LONGEST], cues)
    if found is not None:
        return found
    offset = len(plain) - _LONGEST
    found = _find(plain[offset:], cues)
    if found is None:
        return None
    return attrs.evolve(found, source=found.source.shifted(offset), cue=found.cue.shifted(offset))


def attributed_phrase(attribution: Attribution, prose: str, cues: Cues) -> SourcePhrase | None:
    """The source phrase of an attribution; ``None`` where the speaker was carried over."""
    if not attribution.cue:
        return None
    if not attribution.source or attribution.source[0] == attribution.cue[0]:
        # ``по его данным``, ``a-t-elle dit``: cue and pronoun are one.
        text = attribution.cue[0].of(prose)
        return SourcePhrase(kind=PhraseKind.PRONOUN_PERSON, text=text, definite=True)
    return read_source(_plain(attribution.source[0].of(prose)), cues)


def _plain(words: str) -> str:
    """``words`` without the marks around acronyms and names, at the same length."""
    for pattern in (_ACRONYM, _NAME_IN_MARKS):
        words = pattern.sub(lambda match: f" {match.group(1)} ", words)
    return words


def _find(words: str, cues: Cues) -> Found | None:
    return (
        _by_preposition(words, cues)
        or _by_impersonal(words, cues)
        or _by_verb(words, cues)
        or _by_own_word(words, cues)
        or _by_act(words, cues)
        or _by_colon(words, cues)
    )


def _by_preposition(words: str, cues: Cues) -> Found | None:
    for match in cues["by_their_words"].finditer(words):
        phrase = SourcePhrase(kind=PhraseKind.PRONOUN_PERSON, text=match.group(), definite=True)
        return Found(source=Span(*match.span()), cue=Span(*match.span()), phrase=phrase)
    for match in cues["according_after"].finditer(words):
        start = words.rfind(" ", 0, max(0, match.start() - 1)) + 1
        for at in (
            start,
            max((m.start() for m in NOUN_PHRASE.finditer(words, 0, start)), default=0),
        ):
            span = Span(at, match.start()).stripped(words)
            phrase = read_source(span.of(words), cues)
            if phrase.kind not in {PhraseKind.ROLE, PhraseKind.UNKNOWN}:
                return Found(source=span, cue=Span(*match.span()), phrase=phrase)
    for match in cues["according"].finditer(words):
        end = phrase_end(words, match.end())
        span = first_noun_phrase(words, Span(match.end(), end), cues)
        phrase = read_source(span.of(words), cues)
        if phrase.kind is PhraseKind.UNKNOWN or not _plausible(phrase, words, match, cues):
            continue
        return Found(source=span.stripped(words), cue=Span(*match.span()), phrase=phrase)
    return None


def _plausible(phrase: SourcePhrase, words: str, match: re.Match[str], cues: Cues) -> bool:
    """A short preposition (``per``, ``za``, ``wie``) is a cue only before a body or a person."""
    if len(match.group()) > 4:
        return phrase.kind is not PhraseKind.ROLE or phrase.inside or phrase.outside
    if match.group().casefold() in {"laut"}:
        return True
    if cues["indefinite"].match(phrase.text):
        return False  # ``wie ein Schwamm``
    named = phrase.kind in {PhraseKind.PERSON, PhraseKind.BODY} and phrase.name is not None
    return named and match.start() > 0 and words[match.start() - 1] in ", "


def _by_impersonal(words: str, cues: Cues) -> Found | None:
    """``heißt es in der Mitteilung``, ``в документе названы``: a document speaks."""
    for match in cues["impersonal"].finditer(words):
        for noun in cues.documents.pattern.finditer(words):
            start = max(0, noun.start() - 40)
            lead = list(cues["inside_of"].finditer(words, start, noun.start()))
            if not lead or noun.end() > match.end() + 80:
                continue
            if BREAK.search(
                words, min(noun.start(), match.end()), max(noun.start(), match.start())
            ):
                continue
            end = phrase_end(words, noun.end()) if noun.start() > match.end() else noun.end()
            span = Span(lead[-1].end(), end).stripped(words)
            phrase = read_source(span.of(words), cues)
            if phrase.kind is PhraseKind.DOCUMENT:
                return Found(source=span, cue=Span(*match.span()), phrase=phrase)
        start = len(words) - len(words[match.end() :].lstrip())
        opening = cues["inside_of"].match(words, start)
        if opening:
            span = Span(opening.end(), max(opening.end(), phrase_end(words, start)))
            phrase = read_source(span.of(words), cues)
            if phrase.kind is PhraseKind.PERSON:
                return Found(source=span.stripped(words), cue=Span(*match.span()), phrase=phrase)
    return None


def _by_verb(words: str, cues: Cues) -> Found | None:
    best: tuple[int, Found] | None = None
    for match in itertools.islice(cues["speech"].finditer(words), _MAX_CUES):
        if _is_no_speech(words, match, cues):
            continue
        found = _around_verb(words, match, cues)
        if found is None:
            continue
        score = _verb_score(words, match, found.phrase)
        if best is None or score > best[0]:
            best = (score, found)
    return best[1] if best is not None else None


def _is_no_speech(words: str, match: re.Match[str], cues: Cues) -> bool:
    """``the report``, ``can be read``, ``added 15,000 jobs``: a cue's look, not its sense."""
    before, after = words[: match.start()], words[match.end() : match.end() + 12]
    if _PASSIVE.search(before) and cues.language == "en":
        return True
    if _COUNTED.match(after) and match.group().casefold() in {"added", "adds", "adding", "put"}:
        return True
    if match.group().casefold() in {"wrote", "writes"} and after.startswith(" to "):
        return True
    noun = cues.documents.pattern.fullmatch(match.group())
    return bool(noun and _DETERMINED.search(before))


def _verb_score(words: str, match: re.Match[str], phrase: SourcePhrase) -> int:
    """How sure it is that this verb of saying is the sentence's: nearest the quoted words first."""
    near = HIDDEN in words[max(0, match.start() - 4) : match.start()]
    near = near or HIDDEN in words[match.end() : match.end() + 30]
    closing = len(words[match.end() :].split()) <= 3 and "," in words[: match.start()]
    certain = phrase.kind is not PhraseKind.ROLE or phrase.inside or phrase.outside
    participle = match.group().endswith("ing")
    return 4 * near + 2 * closing + certain - 2 * participle


def _around_verb(words: str, match: re.Match[str], cues: Cues) -> Found | None:
    clitic = _CLITIC.search(match.group()) or _CLITIC.match(words[match.end() :])
    if clitic:
        phrase = SourcePhrase(kind=PhraseKind.PRONOUN_PERSON, text=clitic.group(), definite=True)
        return Found(source=Span(*match.span()), cue=Span(*match.span()), phrase=phrase)
    before = words[: match.start()]
    quoted = bool(_AFTER_QUOTE.search(before)) or not before.strip(QUOTE_MARKS + HIDDEN + " ,—–-")
    left = left_of(words, match.start(), cues)
    right = right_of(words, match.end(), cues)
    chosen = _chosen_side(left, right, cues, quoted=quoted, short=_is_closing(words, match))
    if chosen is None or (match.group().casefold() in _TELLING and chosen is right is not left):
        chosen = left
    if cues["impersonal"].fullmatch(match.group()) and not _is_quotable(chosen):
        phrase = SourcePhrase(kind=PhraseKind.PRONOUN_THING, text=match.group(), definite=True)
        return Found(source=Span(*match.span()), cue=Span(*match.span()), phrase=phrase)
    if chosen is None:
        return None
    return Found(source=chosen[0], cue=Span(*match.span()), phrase=chosen[1])


def _is_quotable(side: "_Side") -> bool:
    """Whether ``heißt es`` can quote it: a document, or a place for a body; nobody in person."""
    if side is None:
        return False
    phrase = side[1]
    return phrase.kind is PhraseKind.DOCUMENT or (
        phrase.kind is PhraseKind.BODY and (phrase.noun is not None or " " in (phrase.name or ""))
    )


_Side = tuple[Span, SourcePhrase] | None


def _chosen_side(left: _Side, right: _Side, cues: Cues, *, quoted: bool, short: bool) -> _Side:
    """Where the speaker stands: right after quoted words, else left, unless only right is sure."""
    if quoted:
        return right if right is not None and can_speak(right[1]) else left
    if left is not None and left[1].kind in _SURE:
        return left
    wanted = short or (left is None and _free_order(cues))
    sure = right is not None and can_speak(right[1]) and not is_weak(right[1])
    if short and left is None and right is not None and right[1].definite:
        return right
    return right if wanted and sure else left


def _is_closing(words: str, match: re.Match[str]) -> bool:
    """Whether ``…, said X`` ends the sentence: a comma before, a short rest after."""
    tail = words[match.end() : phrase_end(words, match.end())].split()
    return bool(_BEFORE_CUE.search(words[: match.start()])) and len(tail) <= _SHORT_TAIL


_SURE = frozenset({PhraseKind.PERSON, PhraseKind.PRONOUN_PERSON, PhraseKind.DOCUMENT})


_TELLING = frozenset({"told", "tells", "informed", "assured", "assures", "called", "calls"})
"""Verbs whose object follows: what stands after them is told or named, and does not speak."""


_SHORT_TAIL = 12


def _by_own_word(words: str, cues: Cues) -> Found | None:
    """``rechnet nach eigenen Angaben damit``: the subject of the sentence speaks for itself."""
    said = cues["self_said"].search(words)
    if said is None:
        return None
    for match in cues["act"].finditer(words):
        for side in (left_of, right_of):
            found = side(words, match.end() if side is right_of else match.start(), cues)
            if found is not None and found[1].kind is not PhraseKind.ROLE:
                return Found(source=found[0], cue=Span(*said.span()), phrase=found[1])
    return None


def _by_colon(words: str, cues: Cues) -> Found | None:
    """``He measured it again: “…”``: the subject before a colon and quoted words."""
    match = _COLON_QUOTE.search(words)
    if match is None:
        return None
    before = words[: match.start()]
    first = before.split()[0] if before.split() else ""
    phrase = read_source(first, cues)
    if phrase.kind is not PhraseKind.PRONOUN_PERSON:
        names = person_names(before, cues)
        if not names:
            return None
        first = names[0]
        phrase = read_source(first, cues)
    at = words.index(first)
    return Found(
        source=Span(at, at + len(first)), cue=Span(match.start(), match.start() + 1), phrase=phrase
    )


def _free_order(cues: Cues) -> bool:
    return cues.language in {"de", "es", "fr", "pl", "ru", "uk"}


def _by_act(words: str, cues: Cues) -> Found | None:
    """A verb of what bodies and documents do is a cue only after a body or a document."""
    for match in cues["act"].finditer(words):
        found = left_of(words, match.start(), cues)
        if found is None or found[1].kind not in _ACTORS[cues.language != "en"]:
            continue
        if not _is_bare_start(words, found[0], found[1]):
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
