"""Yields what the comma-parted pieces of a subject are: its head, an apposition, an aside."""

import re

from provenance.attribution.cues import Cues
from provenance.attribution.source_phrases import PhraseKind
from provenance.attribution.speakers import read_source

PREPOSITION = re.compile(
    r"(?:in|on|at|by|for|during|after|before|with|since|from|under|upon|following|regarding|amid"
    r"|asked|speaking|dans|lors|après|avant|pour|en|chez|sur|par|tras|durante|para|ante|con|im|am|bei"
    r"|beim|nach|für|mit|auf|vor|während|w|we|na|po|dla|podczas|przed|в|во|на|по|после|для|при|у|після"
    r"|під|за|зі|із)\s",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"(?:which|who|whose|that|qui|dont|que|quien|quienes|który|która|które|którzy|котор\w+|як[іаеиой]\w{0,2})\s",
    re.I,
)
_PARTICIPLE = re.compile(
    r"(?:\w+ing|\w+ąc\w{0,3}|\w+(?:ющ|ящ|вш|ючи|ячи|вши)\w{0,3}|interrogée?s?|contactée?s?|joint\w*|citée?s?"
    r"|ayant|consultad\w+|preguntad\w+|ajen\w+|asked|citing|based|formerly)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:an?|the|ein\w*|un|une|una|one of|its|his|her|their|son|sa|su)\s")
_AGE = re.compile(r"\d{1,3}(?:\s(?:ans|años|Jahre|lat|лет|років|years).*)?$")
_OF = re.compile(r"(?:of|from|de|du|del|von|vom|aus|z|ze|из|з|із)\s")
_GENITIVE = re.compile(r"of|the|der|des|de|du|del|la|vom|von", re.IGNORECASE)
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch"
)
"""Capitalised words that are no names."""
_WITHOUT_ARTICLES = frozenset({"pl", "ru", "uk"})
_BARE_WORDS = 3
_NOMINAL_WORDS = 14
_CAPITAL = "[^\\W\\d_a-zà-ÿа-яёіїєґß]"
NOUN_PHRASE = re.compile(
    r"(?<![\w’'-])(?:(?:the|a|an|der|die|das|den|dem|des|le|la|les|el|los|las)\s+(?=\w)"
    rf"|(?:{_CAPITAL}[\w’'.-]*(?:\s(?={_CAPITAL}))?)+"
    r"|(?:he|she|it|they|er|sie|il|elle|он|она)$)"
)


def segments_of(text: str) -> list[tuple[int, str]]:
    """The comma-parted pieces of ``text`` with their offsets; empty ones left out."""
    segments, at = [], 0
    for piece in text.split(","):
        stripped = piece.strip()
        if stripped:
            segments.append((at + piece.index(stripped), stripped))
        at += len(piece) + 1
    return segments


def is_relative_pronoun(segment: str) -> bool:
    """``which``, ``who``: a relative clause whose verb comes next."""
    return RELATIVE.fullmatch(segment + " ") is not None


def is_nominal(segment: str, cues: Cues) -> bool:
    """Whether a segment can be the head of a subject: a noun phrase and nothing more."""
    lead = cues["leading"].match(segment)
    if lead:
        segment = segment[lead.end() :].lstrip(" ,")
    if not segment or RELATIVE.match(segment + " ") or PREPOSITION.match(segment):
        return False
    if _OF.match(segment) or _PARTICIPLE.match(segment) or _AGE.match(segment):
        return False
    if len(segment.split()) > _NOMINAL_WORDS or cues["finite"].search(segment, 1):
        return False
    phrase = read_source(segment, cues)
    match phrase.kind:
        case PhraseKind.PERSON | PhraseKind.DOCUMENT | PhraseKind.BODY:
            return True
        case PhraseKind.ROLE:
            known = phrase.is_role or bool(_ARTICLE.match(segment.lower()))
            bare = cues.language in _WITHOUT_ARTICLES and len(segment.split()) <= _BARE_WORDS
            return known or bare or cues["nobody"].match(segment) is not None
    return False


def is_apposition(segment: str, cues: Cues) -> bool:
    """``a privacy lawyer``, ``hydrobiologiste à l’institut``, ``37 ans``, ``of the Coast Bank``."""
    if _AGE.match(segment) or _OF.match(segment):
        return True
    if PREPOSITION.match(segment) or _PARTICIPLE.match(segment) or RELATIVE.match(segment):
        return False
    role = cues["role"].search(segment)
    return bool(role or _ARTICLE.match(segment) or cues.bodies.pattern.search(segment))


def is_aside(segment: str, cues: Cues) -> bool:
    """What stands behind a head and is no head itself, a one-word affiliation included."""
    if RELATIVE.match(segment) or _AGE.match(segment) or _OF.match(segment):
        return True
    if _PARTICIPLE.match(segment) or PREPOSITION.match(segment):
        return True
    return len(segment.split()) <= 2 and read_source(segment, cues).kind is not PhraseKind.PERSON


def without_lead(offset: int, segment: str, cues: Cues) -> tuple[int, str]:
    """``In a statement Brightsmile`` → ``Brightsmile``; ``But the bank`` → ``the bank``."""
    while lead := cues["leading"].match(segment):
        cut = lead.end() + len(segment[lead.end() :]) - len(segment[lead.end() :].lstrip(" ,"))
        if cut >= len(segment):
            break
        offset, segment = offset + cut, segment[cut:]
    if not PREPOSITION.match(segment):
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


def _starts(segment: str) -> list[int]:
    """Where noun phrases begin in ``segment``; the one at its very start is not counted."""
    starts, end = [], -1
    for match in NOUN_PHRASE.finditer(segment):
        # ``den Herbst``: article and noun are one phrase.
        if match.start() not in {0, end} and not _DAY.match(match.group()):
            starts.append(match.start())
        end = match.end()
    return starts


def can_follow_name(segment: str) -> bool:
    """Whether a piece behind a name and a comma still describes who it is."""
    if _AGE.match(segment) or RELATIVE.match(segment) or _OF.match(segment):
        return True
    if PREPOSITION.match(segment) or _PARTICIPLE.match(segment):
        return False
    return segment[0].islower() and not _CLAUSE.match(segment)


_CLAUSE = re.compile(
    r"(?:and|but|when|while|as|because|after|if|so|yet|although|though|à|et|mais|alors|tout|depuis|en"
    r"|y|pero|mientras|al|a|cuando|aunque|als|wenn|und|aber|doch|nachdem|während|weil|dass|i|ale|gdy|że"
    r"|а|и|но|когда|если|что|й|та|але|коли|якщо|що|і|avant|he|she|it|they|er|sie|man)\s",
    re.IGNORECASE,
)
