"""Yields how a phrase stands in its sentence: as its subject, beside a verb of saying."""

import re

import attrs

from provenance.attribution.cues import is_verb, load_names
from provenance.attribution.hiding import HIDDEN
from provenance.cast.aliases import Aliases, Gender
from provenance.spans import Span
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
_LONGEST_LEAD = 24
_FILLERS = 2
_LAST_WORD = re.compile(r"([^\W\d_][\w’'-]*)\s*$")
_BESIDE = 60
_ARTICLE = re.compile(r"\b(?:the|der|die|das|le|la|el|l[’'])\s*$", re.IGNORECASE)
_ARTICLE_ENDS = ("the", "der", "die", "das", "le", "la", "el", "l’", "l'")
_OWNS = re.compile(r"['’]s?\s")
_ASIDE = re.compile(
    r"^(?:\s*,[^,]{0,50},)?\s*(?:also|later|then|has|have|had|already|again|himself|herself|auch|hat"
    r"|a|aussi|también|ha|też|również|также|тоже|также|також|теж)?\s*",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Place:
    """How a phrase stands in its sentence."""

    subject: bool
    oblique: bool
    speaks: bool
    gender: Gender | None
    """What the verb of saying beside it shows."""


def place_of(span: Span, text: str, aliases: Aliases) -> Place:
    """Whether the phrase at ``span`` opens its clause, hangs on a preposition, is said to speak."""
    cues = aliases.cues
    before = text[max(0, span.start - _BESIDE) : span.start]
    if before.rstrip().casefold().endswith(_ARTICLE_ENDS):
        before = _ARTICLE.sub("", before)
    after = text[span.end : span.end + _BESIDE]
    owner = _OWNS.match(after) is not None or span.of(text).endswith(("’s", "'s"))
    aside = _ASIDE.match(after)
    said = cues["speech"].match((after[aside.end() :] if aside else after).lstrip(" ,"))
    saying = list(cues["speech"].finditer(before))
    inverted = saying[-1] if saying and _is_filler(before[saying[-1].end() :], aliases) else None
    quoted = HIDDEN in text or "," in text[: span.start] or aliases.language != "en"
    according = [m.end() for m in cues["according"].finditer(before)]
    named = bool(according) and not before[according[-1] :].strip()
    verb = said or inverted
    speaks = not owner and bool(said or (inverted and quoted) or named)
    return Place(
        subject=_opens_clause(before, aliases) and not owner,
        oblique=owner or _is_oblique(before),
        speaks=speaks,
        gender=aliases.gender_of_verb(verb.group()) if verb and speaks else None,
    )


def _is_oblique(before: str) -> bool:
    """Whether a preposition stands last, an article behind it or not."""
    if not before[-1:].isspace():
        return False
    last = before[-_LONGEST_LEAD:].casefold().split()[-2:]
    return any(word.endswith(_PREPOSITIONS) for word in last) and bool(_OBLIQUE.search(before))


def _is_filler(gap: str, aliases: Aliases) -> bool:
    """Whether only a trade that no list has stands between: ``said carpenter Ada Brook``."""
    words = gap.strip(" -").split()
    stop = load_lexicon(aliases.language).stop
    return len(words) <= _FILLERS and all(w.isalpha() and w.casefold() not in stop for w in words)


def _opens_clause(before: str, aliases: Aliases) -> bool:
    """Whether ``before`` ends where a clause starts, an owner and a trade or two left aside."""
    stop = load_lexicon(aliases.language).stop
    cues = aliases.cues
    for _ in range(_FILLERS + 2):
        if _starts_clause(before):
            return True
        last = before.rsplit(maxsplit=1)
        cut = _LAST_WORD.search(before, before.rindex(last[-1])) if last else None
        if cut is None:
            return False
        word = cut.group(1)
        owner = cues["possessive"].fullmatch(word) or load_names().article.fullmatch(word)
        if is_verb(word, cues) or (word.casefold() in stop and not owner):
            return False
        before = before[: cut.start()]
        if owner:
            break
    return _starts_clause(before)


def _starts_clause(before: str) -> bool:
    bare = before.rstrip(_BEHIND_START)
    if not bare or bare[-1] in _CLAUSE_MARKS or not _DASHES.isdisjoint(before[len(bare) :]):
        return True
    words = bare[-_LONGEST_CLAUSE_WORD:].casefold().replace("ı", "i")
    return words.endswith(_CLAUSE_WORDS) and _CLAUSE_START.search(before) is not None
