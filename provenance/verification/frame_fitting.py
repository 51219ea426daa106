"""Whether a document agrees that the claim's speaker said it, then and there.

Silence agrees: most documents do not say who issued them. Only another person in the same
sentence, another issuer under the text, or another day beside the words is a contradiction.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from provenance.attribution.cues import load_cues
from provenance.attribution.finding import find_source
from provenance.attribution.hiding import HIDDEN
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.attribution.speakers import read_source
from provenance.dates import DateMention, Precision, dates_fit, parse_dates
from provenance.names import same_name
from provenance.quotemarks.marks import pair_marks
from provenance.retrieval import IndexedDocument
from provenance.spans import Span
from provenance.terms import Fit, Reason
from provenance.verification.framing import Frame

_SIGNATURE = re.compile(
    r"(?:^|\s)[-–—]\s*(?P<name>[^\W\d_a-z][^,.;:!?\n]{1,70}?)(?:,\s*(?P<when>[^\n]{1,60}?))?[\s.]*$"
)
_SIGNATURE_REACH = 200
_HEADING_REACH = 400
_HEADING = re.compile(
    r"^\W*(?:[A-Z][\w-]*\s+){0,3}?(?:[Ss]tatement|STATEMENT|[Rr]elease|[Ss]peech|[Rr]emarks|[Dd]eclaration"
    r"|[Ll]etter|[Aa]ddress|[Cc]omments?|[Tt]weet|[Pp]ost)\s+(?:by|from|BY|FROM)\s+(?:the\s+|THE\s+)?"
    r"(?P<name>[A-Z][^,.;:!?\n]{1,80}?)(?=\s+(?:on|at|in|to|about|regarding|following)\s|[,.;:!?\n]|$)"
)
_PLACE = re.compile(r"\bin\s+([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)")
_DAY = datetime.timedelta(days=1)
_PERSONS = frozenset({PhraseKind.PERSON})
_BODY_LETTERS = 3
"""Letters of the shortest word that two names of one body may share: "of" is shared by many."""


@attrs.frozen(kw_only=True)
class Issuer:
    """Who put a document out, as the document itself says; inferred from how it is written."""

    name: str
    when: str = ""
    """The words beside the name that give the day."""


@attrs.frozen(kw_only=True)
class Voice:
    """Who speaks in a sentence of a document that reports what others say."""

    phrase: SourcePhrase
    words: str
    """The narrator's words, quotations hidden."""


@attrs.frozen(kw_only=True)
class FrameFit:
    """Three answers to who, when and where."""

    speaker: Fit = Fit.NOT_CHECKED
    date: Fit = Fit.NOT_CHECKED
    place: Fit = Fit.NOT_CHECKED

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the document contradicts the frame; empty where it does not."""
        answers = (
            (self.speaker, Reason.WRONG_SPEAKER),
            (self.date, Reason.DATE_DIFFERS),
            (self.place, Reason.NAME_DIFFERS),
        )
        return tuple(reason for fit, reason in answers if fit is Fit.NO)


NOT_CHECKED = FrameFit()


def fit_frame(
    claim: str,
    frame: Frame,
    document: IndexedDocument,
    places: Sequence[Span],
    *,
    reference: datetime.date | None = None,
) -> FrameFit:
    """How the frame of a claim fits the document that says, at ``places``, what is claimed.

    Args:
        claim: the words that ``frame`` points into.
        frame: who is said to have said it, and when.
        document: the document.
        places: the sentences that come nearest to the content.
        reference: the day the claim was written, for its relative dates.
    """
    voices = tuple(voice for place in places if (voice := voice_at(document, place)) is not None)
    words = " ".join(span.of(claim) for span in frame.spans)
    near = "\n".join(_around(document, place) for place in places)
    return FrameFit(
        speaker=_speaker_fit(frame, document, voices, near=near),
        date=_date_fit(words, document, voices, reference=reference),
        place=_place_fit(words, document, voices),
    )


def issuer_of(document: IndexedDocument) -> Issuer | None:
    """The name under the text ("… - Donaufilz GmbH, 4 March") or in its heading."""
    if not document.passages:
        return None
    first, last = document.passages[0].span.start, document.passages[-1].span.end
    head = document.text[first : min(last, first + _HEADING_REACH)]
    return _issuer(head, document.text[max(first, last - _SIGNATURE_REACH) : last])


def voice_at(document: IndexedDocument, place: Span) -> Voice | None:
    """Who speaks in a sentence of the document, by its own words; ``None`` for the document."""
    return _voice(place.of(document.text), document.language)


def is_reporting(document: IndexedDocument, places: Sequence[Span]) -> bool:
    """Whether one of ``places`` tells what somebody says, rather than saying it."""
    return any(voice_at(document, place) is not None for place in places)


@lru_cache(maxsize=256)
def _issuer(head: str, tail: str) -> Issuer | None:
    found = _SIGNATURE.search(tail)
    if found is not None and " " not in found["name"][:1]:
        return Issuer(name=found["name"].strip(), when=found["when"] or "")
    for line in head.splitlines()[:3]:
        heading = _HEADING.match(line)
        if heading is not None:
            return Issuer(name=heading["name"].strip(), when=line)
    return None


@lru_cache(maxsize=1024)
def _voice(sentence: str, language: str) -> Voice | None:
    words = _without_quoted(sentence)
    cues = load_cues(language)
    found = find_source(words, cues)
    if found is None or not (
        cues["speech"].search(words) or _is_preposition(found.cue.of(words), language)
    ):
        return None
    return Voice(phrase=found.phrase, words=words)


def _is_preposition(cue: str, language: str) -> bool:
    cues = load_cues(language)
    return any(cues[name].search(cue) for name in ("according", "according_after", "impersonal"))


def _without_quoted(sentence: str) -> str:
    characters = list(sentence)
    for marked in pair_marks(sentence, Span(0, len(sentence))).words:
        end = marked.closing.end if marked.closing else marked.end
        for at in range(marked.opening.start, min(end, len(characters))):
            characters[at] = HIDDEN
    return "".join(characters)


def _around(document: IndexedDocument, place: Span) -> str:
    return document.text[max(0, place.start - _NEAR) : place.end + _NEAR]


_NEAR = 400
"""Characters on either side in which the claimed speaker may be named: so far goes a pronoun."""


# --- who -----------------------------------------------------------------------------------------


def _speaker_fit(
    frame: Frame, document: IndexedDocument, voices: Sequence[Voice], *, near: str
) -> Fit:
    name = frame.speaker.name if frame.speaker else None
    if not name:
        return Fit.NOT_CHECKED
    if _is_named(name, near):
        return Fit.YES if voices else Fit.NOT_CHECKED
    kind = read_source(frame.named or name, load_cues(document.language)).kind
    spoken = [voice.phrase for voice in voices if voice.phrase.name]
    if kind in _PERSONS and spoken and all(phrase.kind in _PERSONS for phrase in spoken):
        same = any(same_name(name, phrase.name or "") for phrase in spoken)
        return Fit.YES if same else Fit.NO
    issuer = issuer_of(document)
    if voices or issuer is None or _is_named(name, document.text):
        return Fit.NOT_CHECKED
    return _issuer_fit(name, kind, issuer, document)


def _issuer_fit(name: str, kind: PhraseKind, issuer: Issuer, document: IndexedDocument) -> Fit:
    if _shares_word(name, issuer.name):
        return Fit.YES
    theirs = read_source(issuer.name, load_cues(document.language)).kind
    alike = kind is theirs and kind in {PhraseKind.PERSON, PhraseKind.BODY}
    initials = "".join(word[0] for word in issuer.name.split() if word[0].isupper())
    if not alike or (name.isupper() and name[:1] == initials[:1]):
        return Fit.NOT_CHECKED
    return Fit.NO


def _is_named(name: str, text: str) -> bool:
    """Whether a word of ``name`` that tells it apart stands in ``text``, in whatever spelling."""
    last = name.rsplit(maxsplit=1)[-1]
    if last in text:
        return True
    words = set(re.findall(r"[^\W\d_][\w’'-]*", text)) if len(text) <= _MOST_LETTERS else set()
    return any(word[0].isupper() and same_name(last, word) for word in words)


_MOST_LETTERS = 50_000
"""Of a longer text only the plain spelling of a name is looked for."""


def _shares_word(one: str, other: str) -> bool:
    ours, theirs = (
        {w.casefold() for w in re.findall(r"\w+", name) if len(w) >= _BODY_LETTERS}
        for name in (one, other)
    )
    return bool(ours & theirs) or same_name(one, other)


# --- when ----------------------------------------------------------------------------------------


def _date_fit(
    words: str,
    document: IndexedDocument,
    voices: Sequence[Voice],
    *,
    reference: datetime.date | None,
) -> Fit:
    language = document.language
    ours = _days(words, language, reference or document.reference)
    if not ours:
        return Fit.NOT_CHECKED
    issuer = issuer_of(document)
    beside = [voice.words for voice in voices] + ([issuer.when] if issuer else [])
    theirs = [day for text in beside for day in _days(text, language, document.reference)]
    answers = [dates_fit(one, other) for one in ours for other in theirs]
    if any(answer is True for answer in answers):
        return Fit.YES
    if any(answer is False for answer in answers):
        # The document may date more than one saying; a day it names elsewhere is no contradiction.
        return Fit.NOT_CHECKED if _is_elsewhere(ours, document) else Fit.NO
    return _published_fit(ours, document)


def _days(text: str, language: str, reference: datetime.date | None) -> list[DateMention]:
    mentions = parse_dates(text.replace(HIDDEN, " "), language=language, reference=reference)
    return [m for m in mentions if m.precision in (Precision.DAY, Precision.WEEKDAY)]


def _is_elsewhere(ours: Sequence[DateMention], document: IndexedDocument) -> bool:
    text = document.text[:_MOST_LETTERS]
    theirs = _days(text, document.language, document.reference)
    return any(dates_fit(one, other) is True for one in ours for other in theirs)


def _published_fit(ours: Sequence[DateMention], document: IndexedDocument) -> Fit:
    """A document dated by a day was not said days after; earlier, it may report."""
    day = document.reference
    starts = [m.start for m in ours if m.start is not None and m.year_certain]
    if day is None or not starts:
        return Fit.NOT_CHECKED
    if any(abs((start - day).days) <= _DAY.days for start in starts):
        return Fit.YES
    return Fit.NO if all(start - day > _DAY for start in starts) else Fit.NOT_CHECKED


# --- where ---------------------------------------------------------------------------------------


def _place_fit(words: str, document: IndexedDocument, voices: Sequence[Voice]) -> Fit:
    ours = set(_places(words))
    theirs = {place for voice in voices for place in _places(voice.words)}
    if not ours or not theirs:
        return Fit.NOT_CHECKED
    if any(same_name(one, other) for one in ours for other in theirs):
        return Fit.YES
    return Fit.NOT_CHECKED if any(_is_named(p, document.text) for p in ours) else Fit.NO


def _places(words: str) -> Iterator[str]:
    for found in _PLACE.finditer(words):
        if not parse_dates(found[1], language="en"):
            yield found[1]
