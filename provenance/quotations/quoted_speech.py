"""Whether words in quotation marks are somebody's words, or a title, a name, a scare quote.

The marks look the same; what tells them apart is what stands round them: a colon, a verb of saying,
a comma and "she said", an article or "so-called" before them, their length and their capitals.
"""

import re

import attrs

from provenance.quotemarks.cues import QuotationCues, load_quotation_cues

_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")
_POSSESSIVE = re.compile(r"\w[’']s\s*$|s[’']\s*$")
_SPEAKER_DASH = re.compile(r"\s*,\s*[—–-]\s+[^\W\d_A-ZА-ЯЁЄІЇҐ]")
"""«…», — and a small letter: in the languages that write so nothing but a speaker follows."""
_SPEECH_ENDS = frozenset(",!?….—–")
_COMMA_SMALL = re.compile(r"\s*,\s+[^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁЄІЇҐ]")
"""„…“, brummte der Wirt."""
_LONG = 8
"""From so many words on, marked words are a quotation unless they are a title: names and scare
quotes are shorter in all articles we have read; the price is a long motto now and then."""
_PARTIAL = 5
"""Above so many words in mid-sentence, begun small, they are a quotation even without a verb."""
_LABEL = 3
"""Up to so many words behind an article or a possessive are a name or a scare quote."""
_NEAR = 6
"""Words between a verb of saying and a quotation of one or two words."""
_REACH = 90
"""Characters after the marks in which "…,” said the minister" must come to its verb."""


@attrs.frozen(kw_only=True)
class Surroundings:
    """Marked words with what stands before and after them in their sentence."""

    before: str
    words: str
    after: str
    language: str

    @property
    def length(self) -> int:
        """How many words stand in the marks."""
        return len(_WORD.findall(self.words))


def is_speech(marked: Surroundings) -> bool:
    """Whether the marked words are a quotation: somebody's words, spoken or written."""
    cues = load_quotation_cues(marked.language)
    before = marked.before.rstrip()
    if not marked.length:
        return False
    if before.endswith(":"):
        return not cues.naming.search(before[:-1])
    tail = before[-60:]
    if cues.naming.search(tail) and not cues.not_naming.search(tail):
        return marked.length >= _LONG and not _is_title_cased(marked)
    if not _WORD.search(before):
        return _is_speech_at_start(marked, cues)
    if _is_title(marked, cues):
        return False
    verdict = _behind_determiner(marked, cues)
    return _is_brought(marked, cues) if verdict is None else verdict


def _is_speech_at_start(marked: Surroundings, cues: QuotationCues) -> bool:
    """The marked words open their sentence."""
    if _is_followed_by_speaker(marked, cues):
        return True
    if cues.after_name.match(marked.after):
        return False
    if marked.length > _LABEL and _breaks_off(marked, cues) and not _is_title_cased(marked):
        return True
    rest = _WORD.search(marked.after)
    if rest is None:
        return marked.length > 1 or marked.words[-1:] in ".!?…"
    if marked.length >= _LONG:
        return not _is_title_cased(marked)
    spoken = cues.speech.search(marked.after[:_REACH])
    return marked.length >= _LABEL and spoken is not None and not _is_title_cased(marked)


def _breaks_off(marked: Surroundings, cues: QuotationCues) -> bool:
    """Whether the sentence goes on as it does behind speech, whatever its verb may be."""
    if marked.words[-1:] in _SPEECH_ENDS:
        return True
    return _COMMA_SMALL.match(marked.after) is not None and not cues.works.search(marked.after[:40])


def _is_followed_by_speaker(marked: Surroundings, cues: QuotationCues) -> bool:
    """“…,” said the minister; «…», — сказал он; „…“, so die Ministerin."""
    if _SPEAKER_DASH.match(marked.after):
        return True
    parted = marked.words[-1:] in ",!?…" or marked.after.lstrip()[:1] in (",", "—", "–", "-")
    return parted and cues.speech.search(marked.after[:_REACH]) is not None


def _is_title(marked: Surroundings, cues: QuotationCues) -> bool:
    """A work, a ship, a station, a newspaper: capitals in mid-sentence that nobody says."""
    before = marked.before.rstrip()
    inscription = marked.length > 1 and marked.words.isupper()
    if not marked.words[:1].isupper() or inscription or before[-1:] in ",;—–":
        return False
    near = _last_words(before, 3)
    if cues.works.search(near) and marked.length <= 12:
        return True
    if marked.language == "en":
        return _is_title_cased(marked) and not cues.speech.search(_last_words(before, 2))
    if cues.cries.search(_last_words(before, 2)):
        return False
    return marked.length <= 6 and marked.words[-1:] not in ".!?…,"


def _is_title_cased(marked: Surroundings) -> bool:
    words = _WORD.findall(marked.words)
    weighty = [word for word in words if len(word) > 3 or word[0].isdigit()] or words
    return words[0][0].isupper() and all(w[0].isupper() or w[0].isdigit() for w in weighty)


def _behind_determiner(marked: Surroundings, cues: QuotationCues) -> bool | None:
    """What an article or possessive before the marks tells; ``None`` where it leaves it open."""
    before = marked.before.rstrip()[-60:]
    near = _last_words(marked.before, _NEAR)
    if _POSSESSIVE.search(before) or cues.definite.search(before):
        if marked.length <= _LABEL:
            return False
        return None if marked.length > _PARTIAL or cues.direct.search(near) else False
    if cues.indefinite.search(before) and marked.length <= _PARTIAL:
        labelled = cues.labelling.search(near) or _is_title_cased(marked)
        return cues.direct.search(near) is not None and not labelled
    return None


def _is_brought(marked: Surroundings, cues: QuotationCues) -> bool:
    """Marked words in mid-sentence: does a verb of saying bring them?"""
    if marked.length >= _LONG:
        return True
    near = _last_words(marked.before, _NEAR)
    if marked.length <= _LABEL and cues.labelling.search(near):
        return False
    if cues.direct.search(near) or cues.speech.search(_last_words(marked.before, 2)):
        return True
    at_once = " ".join(marked.after.split()[:_LABEL])
    if marked.after.lstrip()[:1] == "," and cues.speech.search(at_once):
        return True
    return _is_long_enough(marked, cues)


def _is_long_enough(marked: Surroundings, cues: QuotationCues) -> bool:
    """Whether they are too long for a label, seeing how far away a verb of saying is."""
    if marked.length < _LABEL:
        return False
    if cues.speech.search(marked.before) or _is_followed_by_speaker(marked, cues):
        return True
    if marked.before.rstrip().endswith("(") and marked.after.startswith(")"):
        return not _is_title_cased(marked)
    return marked.length > _PARTIAL and not marked.words[:1].isupper()


def _last_words(text: str, count: int) -> str:
    return " ".join(text.split()[-count:])
