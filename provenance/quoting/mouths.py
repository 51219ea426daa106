"""In whose mouth a document puts some words, and whether it stands by them.

Careful by design: to say that the speaker is wrong, the document must have the words in quotation
marks beside a verb of saying and exactly one person who is not the one claimed, and must not name
the claimed one anywhere near. Everything less is "not checked".
"""

import re
from collections.abc import Iterator, Sequence

from provenance.attribution.cues import Cues, load_cues
from provenance.attribution.source_phrases import PhraseKind
from provenance.attribution.speakers import person_names, read_source
from provenance.model import Speaker
from provenance.names import same_name
from provenance.quotemarks.marks import MarkedWords, pair_marks
from provenance.spans import Span
from provenance.terms import Fit
from provenance.wording import Guard, lexicon, norm_of, word_spans

_PARAGRAPH_BREAK = re.compile(r"\n[ \t\r]*\n|\r\n\r\n")
_LONGEST_PARAGRAPH = 4_000
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»“]?\s+(?=[^\sa-zа-яіїєґ])")
_DASHED_ASIDE = re.compile(r"[,.!?…]\s?[—–-]\s([^—–\n]{3,120}?)(?:\s[—–-]\s|$)")
_LINKS = frozenset(("that", "dass", "que", "qu", "ze", "что", "що", "як"))
_WORDS_BEFORE = 8
_WORDS_AFTER = 4
_DENIAL_REACH = 4
"""Words: "rejects claims that" reaches the words it denies, "rejects false reports and regrets
that" does not."""
_SPEECH_AFTER_NEGATION = 2


def speaker_fits(speaker: Speaker | None, text: str, span: Span, *, language: str) -> Fit:
    """Whether the document at ``span`` gives the words to ``speaker``.

    Args:
        speaker: who the article says spoke; bodies and documents are not judged.
        text: of the document.
        span: the words in it.
        language: of the document.
    """
    if speaker is None or not speaker.name:
        return Fit.NOT_CHECKED
    paragraph = paragraph_around(text, span)
    marked = enclosing_marks(text, paragraph, span)
    if marked is None:
        return Fit.NOT_CHECKED
    cues = load_cues(language)
    frames = tuple(_frames(text, paragraph))
    if any(_names(speaker.name, frame.of(text)) for frame in frames):
        return Fit.YES
    said = _said(text, frames, marked, language)
    if said is None or not _is_person(speaker.name, cues):
        return Fit.NOT_CHECKED
    persons = {name for name in person_names(said, cues) if " " in name}
    return Fit.NO if len(persons) == 1 else Fit.NOT_CHECKED


def _is_person(name: str, cues: Cues) -> bool:
    return " " in name and read_source(name, cues).kind is PhraseKind.PERSON


def context_fits(text: str, span: Span, *, language: str) -> Fit:
    """``NO`` where the document denies the words or says that they were not said, else ``YES``."""
    paragraph = paragraph_around(text, span)
    lexical = lexicon(language)
    before = _norms(text, sentence_before(text, paragraph, span), language)[-_WORDS_BEFORE:]
    marked = enclosing_marks(text, paragraph, span)
    is_quoted = marked is not None
    if before and (is_quoted or before[-1] in _LINKS):
        if any(word in lexical.denial for word in before[-_DENIAL_REACH:]):
            return Fit.NO
        for index, word in enumerate(before):
            is_negation = bool(lexical.groups(word, Guard.NEGATION))
            following = before[index + 1 : index + 1 + _SPEECH_AFTER_NEGATION]
            if is_negation and any(map(lexical.is_speech, following)):
                return Fit.NO
    if marked is None or marked.closing is None:
        return Fit.YES
    # Only what follows the closing mark is said about the words; what goes on inside is said by
    # the same voice ("… is a matter only for us. We reject any attempts …").
    behind = Span(marked.closing.end, max(marked.closing.end, paragraph.end))
    after = _norms(text, behind, language)[:_WORDS_AFTER]
    return Fit.NO if any(word in lexical.denial for word in after) else Fit.YES


def _norms(text: str, span: Span, language: str) -> list[str]:
    words = word_spans(text, language, span.start, min(span.end, span.start + _LONGEST_PARAGRAPH))
    return [norm_of(raw, language) for _, _, raw in words]


def paragraph_around(text: str, span: Span) -> Span:
    """The paragraph that holds the start of ``span``, bounded in length."""
    low = max(0, span.start - _LONGEST_PARAGRAPH)
    start = low
    for found in _PARAGRAPH_BREAK.finditer(text, low, span.start):
        start = found.end()
    ending = _PARAGRAPH_BREAK.search(text, span.end, span.end + _LONGEST_PARAGRAPH)
    end = ending.start() if ending else min(len(text), span.end + _LONGEST_PARAGRAPH)
    return Span(start, max(end, span.end))


def enclosing_marks(text: str, paragraph: Span, span: Span) -> MarkedWords | None:
    """The outermost quotation marks of the paragraph round the start of ``span``."""
    found = (
        marked
        for marked in pair_marks(text, paragraph).words
        if marked.parent is None and marked.opening.start <= span.start <= marked.end
    )
    return next(found, None)


def _frames(text: str, paragraph: Span) -> Iterator[Span]:
    """What stands outside the quotation marks, and "— he said —" inside them, in reading order."""
    at = paragraph.start
    for marked in pair_marks(text, paragraph).words:
        if marked.parent is not None:
            continue
        if marked.opening.start > at:
            yield Span(at, marked.opening.start)
        for aside in _DASHED_ASIDE.finditer(text, marked.opening.end, marked.end):
            yield Span(aside.start(1), aside.end(1))
        at = max(at, marked.closing.end if marked.closing else marked.end)
    if at < paragraph.end:
        yield Span(at, paragraph.end)


def _names(name: str, frame: str) -> bool:
    """Whether ``frame`` has the surname of ``name``, in whatever spelling."""
    surname = name.rsplit(maxsplit=1)[-1]
    words = re.findall(r"[^\W\d_][\w’'-]*", frame)
    return any(word[0].isupper() and same_name(surname, word) for word in words)


def _said(text: str, frames: Sequence[Span], marked: MarkedWords, language: str) -> str | None:
    """The words that say who speaks: right behind the quotation, else in it, else before it."""
    end = marked.closing.end if marked.closing else marked.end
    behind = next((f for f in frames if f.start >= end), None)
    if behind is not None and behind.start == end:
        first = SENTENCE_END.split(behind.of(text), maxsplit=1)[0]
        if _says(first, language):
            return first
    inside = [f for f in frames if marked.opening.end <= f.start < marked.end]
    before = [f for f in frames if f.end <= marked.opening.start]
    for frame in (*inside, *before[-1:]):
        last = SENTENCE_END.split(frame.of(text))[-1]
        if _says(last, language):
            return last
    return None


def _says(frame: str, language: str) -> bool:
    return any(map(lexicon(language).is_speech, _norms(frame, Span(0, len(frame)), language)))


def sentence_before(text: str, paragraph: Span, span: Span) -> Span:
    """From the start of the sentence to ``span``."""
    start = paragraph.start
    for found in SENTENCE_END.finditer(text, paragraph.start, span.start):
        start = found.end()
    return Span(min(start, span.start), span.start)
