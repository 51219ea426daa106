"""Yields the noun phrase beside a verb of saying: its subject, apposition included."""

import re

from provenance.attribution.cues import Cues
from provenance.attribution.speakers import PhraseKind, SourcePhrase, read_source
from provenance.spans import Span

BREAK = re.compile(r"[.;:!?](?=\s|$)|[\x00“”„«»()\[\]]|\s[—–‒―-]\s")
_TIMES = re.compile(
    r"\s(?:in|on|at|after|before|during|to|as|when|while|about|by|yesterday|today|again|last|this"
    r"|im|am|bei|nach|gegenüber|weiter|hinzu|mit|dazu|lors|dans|mardi|hier|à|sur|en|ayer|tras"
    r"|durante|podczas|po|w|we|na|do|в|во|на|после|у|під|після|що|что|że|dass|que|that)\s.*$",
    re.IGNORECASE | re.DOTALL,
)
_LEADING = re.compile(
    r"^(?:but|and|yet|so|however|meanwhile|instead|still|then|also|in turn|aber|doch|und|auch|mais"
    r"|et|or|pero|y|ale|jednak|но|а|и|але|та|й|wie|jak|как|як|comme|como|while|as|because|where|when|if|though|although)\s+",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"^(?:in|on|at|by|for|during|after|before|with|since|from|under|upon|following|regarding"
    r"|dans|lors|après|pour|en|tras|durante|para|im|am|bei|nach|für|mit|auf|w|na|po|dla|podczas"
    r"|в|во|на|по|после|для|у|після|під|за)\s",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"^(?:which|who|whose|that|qui|dont|que|które|który|która|котор\w+|як\w{1,3})\s", re.I
)
_AUXILIARY = re.compile(
    r"(?:\s(?:also|has|have|had|later|earlier|then|again|itself|himself|herself|themselves|now"
    r"|just|only|once|further|repeatedly|not|hat|haben|auch|zudem|n’a|a|ont|aussi|también|ha|han"
    r"|też|także|również|również|się|также|тоже|ещё|еще|також|теж|ще|сам|сама|in turn))+$",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"\s(?:and|und|et|y|e|i|oraz|и|та|й|і)$", re.IGNORECASE)
_LISTENERS = frozenset({"nous", "us", "me", "uns", "mir", "нам", "мне", "nam", "mi", "nos", "se"})
"""Whom something is told; never who tells it."""
_PHRASE_WORDS = 16
_WEAK_WORDS = 6
"""Words of a subject; what is longer is a clause with verbs of its own."""

_PHRASE_LIMIT = 160
"""Characters; a longer stretch between break and cue is a clause, not a noun phrase."""
_CAPITALS_END = frozenset({"de", "en", "pl"})
"""Languages in which a name's words all have capitals, so that it ends with the last of them."""


def _up_to_capitals(text: str) -> str:
    """``der Bundesnetzagentur wechselten zwei``: up to the last capital of the first run."""
    seen = False
    for match in re.finditer(r"[^\W\d_][\w’'.-]*", text):
        word = match.group()
        if word[0].isupper():
            seen = True
        elif seen and not _JOINING.fullmatch(word):
            return text[: match.start()]
    return text


_OWNED_ROLE = re.compile(r"[\w-]+['’]s?\s(?=[^\W\d_])")
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch"
)
"""Capitalised words that are no names."""
_JOINING = re.compile(
    r"of|for|the|and|at|in|on|de|du|des|der|die|das|von|vom|für|und|im|am|zu|zur|i|s"
)
_GENITIVE = re.compile(r"of|the|der|des|de|du|del|la|vom|von", re.IGNORECASE)
_APPOSITION = re.compile(r"\s*(?:an?|the|of|from|head|director|de|du|von|vom|del|z|из|з)\s", re.I)
_NEW_SUBJECT = re.compile(
    r"(?<!of)(?<!for)(?<!in)(?<!and)(?<!at)(?<!by)(?<!from)(?<!to)(?<!on)\s(?:the|there|it|they)\s"
    r"|\s(?:von|had|would)\s",
    re.IGNORECASE,
)
NOUN_PHRASE = re.compile(
    r"(?<![\w’'-])(?:(?:the|a|an|der|die|das|den|dem|des|le|la|les|el|los|las)\s+(?=\w)|(?:[^\W\d_a-zà-ÿа-яёіїєґß]"
    r"[\w’'.-]*(?:\s(?=[^\W\d_a-zà-ÿа-яёіїєґß]))?)+|(?:he|she|it|they|er|sie|il|elle|он|она)$)"
)


def can_speak(phrase: SourcePhrase) -> bool:
    """Whether the phrase can be a speaker at all."""
    if phrase.kind is PhraseKind.UNKNOWN or phrase.text.casefold() in _LISTENERS:
        return False
    return phrase.kind is not PhraseKind.BODY or bool(phrase.name or phrase.noun)


def is_weak(phrase: SourcePhrase) -> bool:
    """Whether only its place makes the phrase a speaker: no name, body, document or office."""
    return phrase.kind is PhraseKind.ROLE and not (phrase.inside or phrase.outside)


def left_of(words: str, at: int, cues: Cues) -> tuple[Span, SourcePhrase] | None:
    """The noun phrase that ends before ``at``: a subject, apposition included."""
    start = _break_before(words, at)
    text = _AUXILIARY.sub("", words[start:at].rstrip(" ,"))
    segments = _segments(text)
    while len(segments) > 1 and _is_aside(segments[-1][1], cues):
        segments.pop()
    if not segments or _RELATIVE.match(segments[-1][1]):
        return None
    offset, segment = segments[-1]
    if len(segments) > 1 and (
        _is_apposition(segment, cues) or _is_name_after_role(segments[-2][1], segment, cues)
    ):
        offset, segment = segments[-2][0], text[segments[-2][0] : offset + len(segment)]
    whole = offset, segment
    offset, segment = _without_lead(offset, segment, cues)
    if not segment:
        return _speaking_place(
            words, Span(start + whole[0], start + whole[0] + len(whole[1])), cues
        )
    verb = cues["finite"].search(segment, 1)
    if _COORDINATED.search(segment):
        verb = cues["act"].search(segment, 1) or cues["speech"].search(segment, 1) or verb
    if verb and verb.start() > 2:
        segment = _AUXILIARY.sub("", segment[: verb.start()].rstrip())
    phrase = read_source(segment, cues)
    if not segment.strip() or not can_speak(phrase):
        return None
    if len(segment.split()) > (_WEAK_WORDS if is_weak(phrase) else _PHRASE_WORDS):
        return None
    return Span(start + offset, start + offset + len(segment)), phrase


def _break_before(words: str, at: int) -> int:
    low = max(0, at - _PHRASE_LIMIT)
    ends = [
        match.end()
        for match in BREAK.finditer(words, low, at)
        if not (match.group() == "." and _is_abbreviation(words, match.start()))
    ]
    return ends[-1] if ends else low


def _is_aside(segment: str, cues: Cues) -> bool:
    """``speaking privately``, ``which meets on Oct. 28``, ``who heads the division``."""
    if _RELATIVE.match(segment):
        return True
    phrase = read_source(segment, cues)
    return (
        is_weak(phrase) and segment[0].islower() and not segment.startswith(("the ", "an ", "a "))
    )


def _segments(text: str) -> list[tuple[int, str]]:
    segments, at = [], 0
    for piece in text.split(","):
        stripped = piece.strip()
        if stripped:
            segments.append((at + piece.index(stripped), stripped))
        at += len(piece) + 1
    return segments


def _is_apposition(segment: str, cues: Cues) -> bool:
    """``a privacy lawyer`` after ``Ignatius Chowdhury``."""
    if not segment[0].islower() and not _OWNED_ROLE.match(segment):
        return False
    role = cues["inside"].search(segment) or cues["outside"].search(segment)
    return bool(role) and read_source(segment, cues).kind is PhraseKind.ROLE


def _is_name_after_role(before: str, segment: str, cues: Cues) -> bool:
    """``Rex Delamere`` after ``Calderon’s chief executive``."""
    if read_source(segment, cues).kind is not PhraseKind.PERSON or len(segment.split()) > 4:
        return False
    return bool(cues["inside"].search(before) or cues["outside"].search(before))


def _starts(segment: str) -> list[int]:
    """Where noun phrases begin in ``segment``; the one at its very start is not counted."""
    starts, end = [], -1
    for match in NOUN_PHRASE.finditer(segment):
        # ``den Herbst``: article and noun are one phrase.
        if match.start() not in {0, end} and not _DAY.match(match.group()):
            starts.append(match.start())
        end = match.end()
    return starts


def _without_lead(offset: int, segment: str, cues: Cues) -> tuple[int, str]:
    """``In a statement Brightsmile`` → ``Brightsmile``; ``But the bank`` → ``the bank``."""
    lead = _LEADING.match(segment)
    if lead:
        offset, segment = offset + lead.end(), segment[lead.end() :]
    if not _PREPOSITION.match(segment):
        return offset, segment
    starts = _starts(segment)
    if starts and read_source(segment[starts[-1] :], cues).kind is PhraseKind.PERSON:
        return offset + starts[-1], segment[starts[-1] :]
    if len(starts) > 1:
        return offset + starts[-1], segment[starts[-1] :]
    for noun in reversed(list(cues.bodies.pattern.finditer(segment))):
        before = segment[: noun.start()].split()
        if len(before) > 1 and not _GENITIVE.fullmatch(before[-1]):
            return offset + noun.start(), segment[noun.start() :]
    if starts and len(segment[: starts[0]].split()) > 1:
        return offset + starts[0], segment[starts[0] :]
    return offset, ""


def right_of(words: str, at: int, cues: Cues) -> tuple[Span, SourcePhrase] | None:
    """The noun phrase that starts after ``at``: an inverted subject, apposition included."""
    end = phrase_end(words, at)
    text = words[at:end]
    first = text.split(",")[0]
    cut = _TIMES.sub("", first + " ").rstrip()
    rest = text[len(first) :]
    segments = _segments(rest)
    whole = cut
    if segments and cut.strip() == first.strip():
        named = read_source(segments[0][1], cues).kind is PhraseKind.PERSON
        role = cues["inside"].search(segments[0][1]) or cues["outside"].search(segments[0][1])
        body = segments[0][1][0].islower() and cues.bodies.pattern.search(segments[0][1])
        if named or role or body or re.match(r"(?:an?|the|who)\s", segments[0][1]):
            whole = text[: len(first) + segments[0][0] + len(segments[0][1])]
    if not cut.strip():
        span = Span(at, at + len(first))
        return _speaking_place(words, span, cues) or _behind_place(words, span, cues)
    phrase = read_source(whole, cues)
    if phrase.kind is PhraseKind.ROLE and not (phrase.inside or phrase.outside):
        phrase = read_source(first, cues)
    if phrase.kind is PhraseKind.UNKNOWN or not whole.strip():
        return None
    if phrase.kind is PhraseKind.ROLE and cues["that"].match(whole.strip()):
        return None
    return Span(at, at + len(whole)).stripped(words), phrase


def _speaking_place(words: str, span: Span, cues: Cues) -> tuple[Span, SourcePhrase] | None:
    """``уточнили в мэрии``, ``hieß es im Rathaus``: the place stands for the body."""
    text = span.of(words)
    lead = re.match(r"\s*\w{1,5}\s+", text)
    if lead is None:
        return None
    place = Span(span.start + lead.end(), span.end).stripped(words)
    phrase = read_source(place.of(words), cues)
    return (place, phrase) if phrase.kind is PhraseKind.BODY and phrase.noun else None


_PLACE = re.compile(r"\s*\w{1,5}(?=\s)")
_PLACE_WORDS = 4


def _behind_place(words: str, span: Span, cues: Cues) -> tuple[Span, SourcePhrase] | None:
    """``podkreśliła w oświadczeniu rzeczniczka Klaudia Wnuk``: the speaker after a document."""
    lead = _PLACE.match(words, span.start, span.end)
    if lead is None:
        return None
    for word in list(re.finditer(r"\s(?=\w)", words[lead.end() + 1 : span.end]))[:_PLACE_WORDS]:
        rest = Span(lead.end() + 1 + word.end(), span.end)
        text = rest.of(words)
        opens = cues["inside"].match(text) or cues["outside"].match(text)
        named = cues.language in _NAMED_AT_ONCE and text[0].isupper()
        if not (opens or named):
            continue
        phrase = read_source(_TIMES.sub("", text + " ").rstrip(), cues)
        return (rest.stripped(words), phrase) if phrase.kind is PhraseKind.PERSON else None
    return None


_NAMED_AT_ONCE = frozenset({"es", "fr"})
"""Languages in which a capital behind the document's noun is the speaker's name."""


def phrase_end(words: str, at: int) -> int:
    """Where the clause that starts at ``at`` ends."""
    limit = min(len(words), at + _PHRASE_LIMIT)
    while True:
        match = BREAK.search(words, at, limit)
        if match is None:
            return limit
        if match.group() == "." and _is_abbreviation(words, match.start()):
            at = match.end()
            continue
        return match.start()


def _is_abbreviation(words: str, dot: int) -> bool:
    """``Dr.``, ``U.S.``, ``J.``: the full stop of a name."""
    word = re.search(r"[\w.]*$", words[:dot])
    return bool(word and word.group() and len(word.group()) <= 3 and word.group()[0].isupper())


def first_noun_phrase(words: str, span: Span, cues: Cues) -> Span:
    """The noun phrase at the start of ``span``: up to a comma, a finite verb or a new subject."""
    text = span.of(words)
    cut = text.split(",")[0]
    rest = text[len(cut) :].split(",")
    if len(rest) > 1 and rest[1].strip():
        named = read_source(rest[1].strip(), cues).kind is PhraseKind.PERSON
        after_name = read_source(cut, cues).kind is PhraseKind.PERSON
        if named or (after_name and _APPOSITION.match(rest[1])):
            return Span(span.start, span.start + len(cut) + 1 + len(rest[1]))
    if cues.language in _CAPITALS_END:
        cut = _up_to_capitals(cut)
    for pattern in (cues["finite"], cues["speech"], _NEW_SUBJECT):
        for match in pattern.finditer(cut, 3):
            if not cues.documents.pattern.fullmatch(match.group()):
                cut = cut[: match.start()]
                break
    return Span(span.start, span.start + len(cut))
