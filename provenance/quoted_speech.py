"""Whether words in quotation marks are somebody's words, or a title, a name, a scare quote.

The marks look the same; what tells them apart is what stands round them: a colon, a verb of saying,
a comma and "she said", an article or "so-called" before them, their length and their capitals.
"""

import re

import attrs

from provenance.quotation_cues import QuotationCues, load_quotation_cues

_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")
_POSSESSIVE = re.compile(r"\w[’']s\s*$|s[’']\s*$")
_LONG = 8
"""From so many words on, marked words are a quotation unless they are a title: names and scare
quotes are shorter in all articles we have read; the price is a long motto now and then."""
_PARTIAL = 5
"""So many words in mid-sentence, begun small, are a quotation even without a verb of saying."""
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
    if cues.naming.search(before[-60:]):
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
    rest = _WORD.search(marked.after)
    if rest is None:
        return marked.length > 1 or marked.words[-1:] in ".!?…"
    if marked.length >= _LONG:
        return not _is_title_cased(marked)
    spoken = cues.speech.search(marked.after[:_REACH])
    return marked.length >= _LABEL and spoken is not None and not _is_title_cased(marked)


def _is_followed_by_speaker(marked: Surroundings, cues: QuotationCues) -> bool:
    """“…,” said the minister; «…», — сказал он; „…“, so die Ministerin."""
    parted = marked.words[-1:] in ",!?…" or marked.after.lstrip()[:1] in (",", "—", "–", "-")
    return parted and cues.speech.search(marked.after[:_REACH]) is not None


def _is_title(marked: Surroundings, cues: QuotationCues) -> bool:
    """A work, a ship, a station, a newspaper: capitals in mid-sentence that nobody says."""
    before = marked.before.rstrip()
    if not marked.words[:1].isupper() or before[-1:] in ",;—–":
        return False
    near = _last_words(before, 3)
    if cues.works.search(near) and marked.length <= 12:
        return True
    if cues.speech.search(_last_words(before, 2)):
        return False
    if marked.language == "en":
        return _is_title_cased(marked)
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
    if cues.direct.search(near):
        return True
    if marked.length >= _LABEL and (
        cues.speech.search(marked.before) or _is_followed_by_speaker(marked, cues)
    ):
        return True
    return marked.length >= _PARTIAL and not marked.words[:1].isupper()


def _last_words(text: str, count: int) -> str:
    return " ".join(text.split()[-count:])
