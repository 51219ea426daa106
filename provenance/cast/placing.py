"""Yields how a phrase stands in its sentence: as its subject, beside a verb of saying."""

import re
from functools import cached_property

from provenance.attribution.cues import is_verb, load_names
from provenance.attribution.hiding import HIDDEN
from provenance.attribution.word_lists import Wording
from provenance.cast.aliases import Aliases, Gender
from provenance.words import load_lexicon

_CLAUSE_WORDS = (
    *("and", "but", "when", "while", "as", "that", "after", "before", "because", "if"),
    *("und", "aber", "dass", "als", "während", "weil", "et", "mais", "que", "quand"),
    *("pero", "cuando", "y", "ale", "że", "gdy", "kiedy"),
    *("и", "но", "что", "когда", "а", "і", "але", "що", "коли"),
)
_CLAUSE_START = re.compile(
    rf"(?:^|[.;:,!?…\x00“”„«»\"()—–\n]|\b(?:{'|'.join(_CLAUSE_WORDS)}))[\s>*_\-–—'’]*$",
    re.IGNORECASE,
)
_CLAUSE_OPENERS = frozenset(_CLAUSE_WORDS)
_CLAUSE_MARKS = frozenset('.;:,!?…\x00“”„«»"()—–\n')
_DASHES = frozenset("—–\n")
"""Marks that open a clause and may also stand behind what does."""
_BEHIND_START = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000>*_-–—'’"
)
"""White space and signs between what opens a clause and its first word."""
_LONGEST_CLAUSE_WORD = 12
_PREPOSITIONS = (
    *("of", "with", "to", "by", "for", "from", "about", "against", "at", "on", "between"),
    *("mit", "von", "vom", "gegen", "an", "über", "bei", "avec", "de", "à", "par", "contre"),
    *("con", "por", "contra", "z", "ze", "do", "od", "przez"),
    *("с", "со", "к", "от", "у", "з", "зі", "із", "від", "до"),
)
_OBLIQUE = re.compile(rf"\b(?:{'|'.join(_PREPOSITIONS)})\s(?:the\s|der\s|die\s)?$", re.IGNORECASE)
_BARE_PREPOSITIONS = frozenset((*_PREPOSITIONS, "the", "der", "die"))
_LONGEST_LEAD = 24
_FILLERS = 2
_LAST_WORD = re.compile(r"([^\W\d_][\w’'-]*)\s*$")
_BESIDE = 60
_ARTICLE = re.compile(r"\b(?:the|der|die|das|le|la|el|l[’'])\s*$", re.IGNORECASE)
_ARTICLE_ENDS = ("the", "der", "die", "das", "le", "la", "el", "l’", "l'")
_LONGEST_ARTICLE = 3
_OWNS = re.compile(r"['’]s?\s")
_ASIDE = re.compile(
    r"^(?:\s*,[^,]{0,50},)?\s*(?:also|later|then|has|have|had|already|again|himself|herself|auch|hat"
    r"|a|aussi|también|ha|też|również|также|тоже|также|також|теж)?\s*",
    re.IGNORECASE,
)


class Place:
    """How a phrase stands in its sentence: read when it is asked, which it is of few."""

    def __init__(self, start: int, end: int, wording: Wording, aliases: Aliases) -> None:
        self._start = start
        self._end = end
        self._wording = wording
        self._aliases = aliases

    @cached_property
    def subject(self) -> bool:
        """Whether it opens its clause."""
        return not self._owns and _opens_clause(self._before, self._aliases)

    @cached_property
    def oblique(self) -> bool:
        """Whether it owns something, or a preposition leads to it."""
        return self._owns or _is_oblique(self._before)

    @cached_property
    def speaks(self) -> bool:
        """Whether a verb of saying stands beside it, or a preposition of source before it."""
        if self._owns:
            return False
        if self._said is not None or self._is_according():
            return True
        told = self._inverted is not None
        return told and _is_told(self._start, self._wording.text, self._aliases)

    @property
    def gender(self) -> Gender | None:
        """What the verb of saying beside it shows."""
        if not self._aliases.verb_endings or not self.speaks:
            return None
        verb = self._said or self._inverted
        return self._aliases.gender_of_verb(verb) if verb else None

    @cached_property
    def _owns(self) -> bool:
        text, end = self._wording.text, self._end
        own = text.endswith(("’s", "'s"), self._start, end)
        return own or _OWNS.match(text, end) is not None

    @cached_property
    def _before(self) -> str:
        return _before(self._start, self._wording.text)

    @cached_property
    def _said(self) -> str | None:
        return _said_behind(self._end, self._wording, self._aliases)

    @cached_property
    def _inverted(self) -> str | None:
        """The verb of saying that stands before the phrase: ``said carpenter Ada Brook``."""
        telling = _last_before("speech", self._before, self._start, self._wording)
        return telling[0] if telling is not None and _is_filler(telling[1], self._aliases) else None

    def _is_according(self) -> bool:
        according = _last_before("according", self._before, self._start, self._wording)
        return according is not None and not according[1].strip()


def _before(start: int, text: str) -> str:
    """What stands before the phrase, without its article."""
    before = text[max(0, start - _BESIDE) : start]
    bare = before.rstrip()
    if not bare[-_LONGEST_ARTICLE:].casefold().endswith(_ARTICLE_ENDS):
        return before
    article = _ARTICLE.search(before, max(0, len(bare) - _LONGEST_ARTICLE))
    return before[: article.start()] if article is not None else before


def _said_behind(end: int, wording: Wording, aliases: Aliases) -> str | None:
    """The verb of saying that stands right behind the phrase, an aside between them or not."""
    text, limit = wording.text, end + _BESIDE
    aside = _ASIDE.match(text[end:limit])
    at = end + aside.end() if aside is not None else end
    while text[at : at + 1] in _LEADS_OVER and at < limit:
        at += 1
    if not wording.opens("speech", at) and not _is_inside_word(at, text):
        return None
    verb = aliases.cues["speech"].match(text[at:limit])
    return verb[0] if verb is not None else None


def _last_before(name: str, before: str, start: int, wording: Wording) -> tuple[str, str] | None:
    """The last phrase of a list in ``before``, which ends at ``start``, and what follows it."""
    text, low = wording.text, max(0, start - _BESIDE)
    high, last = low + len(before), None
    cut = low and (text[low - 1] == "-" or _is_inside_word(low, text))
    whole = not cut or not wording.rest_opens(name, low)
    for match in wording.find(name) if whole else ():
        if match.start() >= high:
            break
        if match.start() < low < match.end() or match.end() > high:
            whole = False
        last = match if match.start() >= low else last
    if not whole:
        found = list(wording.lists.patterns[name].finditer(before))
        return (found[-1][0], before[found[-1].end() :]) if found else None
    return (last[0], text[last.end() : high]) if last is not None else None


def _is_inside_word(at: int, text: str) -> bool:
    return 0 < at < len(text) and _INSIDE.match(text, at - 1) is not None


_LEADS_OVER = frozenset({" ", ","})
_INSIDE = re.compile(r"\w\w")


def _is_told(start: int, text: str, aliases: Aliases) -> bool:
    """Whether something stands before the phrase that a verb with its subject behind can tell."""
    return aliases.language != "en" or HIDDEN in text or "," in text[:start]


def _is_oblique(before: str) -> bool:
    """Whether a preposition stands last, an article behind it or not."""
    if not before[-1:].isspace():
        return False
    last = before[-_LONGEST_LEAD:].casefold().split()[-2:]
    if last and last[-1].isalpha() and last[-1] not in _BARE_PREPOSITIONS:
        return False
    if not any(word.endswith(_PREPOSITIONS) for word in last):
        return False
    at = before.rfind(" ", 0, max(0, before.rstrip().rfind(" ")))
    return _OBLIQUE.search(before, max(0, at)) is not None


def _is_filler(gap: str, aliases: Aliases) -> bool:
    """Whether only a trade that no list has stands between: ``said carpenter Ada Brook``."""
    words = gap.strip(" -").split()
    stop = load_lexicon(aliases.language).stop
    return len(words) <= _FILLERS and all(w.isalpha() and w.casefold() not in stop for w in words)


def _opens_clause(before: str, aliases: Aliases) -> bool:
    """Whether ``before`` ends where a clause starts, an owner and a trade or two left aside."""
    stop, articles = load_lexicon(aliases.language).stop, load_names().articles
    cues = aliases.cues
    for _ in range(_FILLERS + 2):
        if _starts_clause(before):
            return True
        word, at = _last_word(before)
        if not word:
            return False
        owner = word in articles or cues.words.is_in(word, "possessive")
        if is_verb(word, cues) or (not owner and word.casefold() in stop):
            return False
        before = before[:at]
        if owner:
            break
    return _starts_clause(before)


def _last_word(text: str) -> tuple[str, int]:
    """The last word of ``text`` and where it begins; empty where a sign stands last."""
    bare = text.rstrip()
    at = bare.rfind(" ") + 1
    if bare[at:].isalpha():
        return bare[at:], at
    last = bare.rsplit(maxsplit=1)
    cut = _LAST_WORD.search(text, bare.rindex(last[-1])) if last else None
    return (cut.group(1), cut.start()) if cut is not None else ("", 0)


def _starts_clause(before: str) -> bool:
    bare = before.rstrip(_BEHIND_START)
    if not bare or bare[-1] in _CLAUSE_MARKS or not _DASHES.isdisjoint(before[len(bare) :]):
        return True
    last = bare[bare.rfind(" ") + 1 :]
    if last.isalpha():
        return last.casefold().replace("ı", "i") in _CLAUSE_OPENERS
    words = bare[-_LONGEST_CLAUSE_WORD:].casefold().replace("ı", "i")
    return words.endswith(_CLAUSE_WORDS) and _CLAUSE_START.search(before) is not None
