"""Yields why a sentence claims nothing that could be checked: questions, opinion, lead-ins.

When in doubt a sentence stays a claim: a dropped claim is never checked, a superfluous one costs
the reader a glance.
"""

import functools
import re
from collections.abc import Sequence

from provenance.attribution.cues import Cues
from provenance.attribution.hiding import HIDDEN
from provenance.attribution.needed_letters import Sieve, fold_words, sieve_of
from provenance.claims.cue_lists import load_claim_cues
from provenance.claims.narrators_words import NarratorsWords
from provenance.model import Attribution, Quotation
from provenance.terms import QuotationKind, Reason

MARKS = '“”„‟«»"‘’‚*_`() \t\r\n\u00a0'
_NUMBER = re.compile(r"(?<![\w-])\d[\d.,\u00a0\u202f]*(?!\w)")
_PAST = re.compile(r"\b[a-z]{3,}ed\b")
_PREPOSITION = re.compile(
    r"^(?:over|under|with|without|at|in|on|from|for|by|über|mit|ohne|auf|sur|sans|avec|sobre|con|sin"
    r"|nad|bez|над|без|с|на|з)\s",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"^\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*[–—-]?\s*", re.IGNORECASE)
"""Before an entry of a live blog."""

_IDLE = (
    ("opinion_patterns", Reason.OPINION),
    ("instruction_patterns", Reason.INSTRUCTION),
    ("lead_in_patterns", Reason.LEAD_IN),
)
_IDLE_WORDS = 18
"""A longer sentence says something beside its opinion."""

_FRAGMENT_WORDS = 5
_SUBJECT_WORDS = 3
_STUB_WORDS = 10
_LEAD_IN_WORDS = 14
"""A longer sentence before a colon says something of its own."""


def no_claim(
    words: NarratorsWords,
    quotations: Sequence[Quotation],
    *,
    attribution: Attribution | None,
    asks: bool,
) -> Reason | None:
    """Why a sentence says nothing that could be checked; ``None`` for a claim.

    Args:
        words: of the sentence, quoted ones hidden.
        quotations: those that overlap it.
        attribution: who says it; ``None`` for the narrator.
        asks: whether it has quoted words and ends with a question mark, quoted or not.
    """
    if quotations:
        return Reason.QUESTION if asks and _is_interviewer(quotations, attribution) else None
    cues = words.cues
    text = " ".join(words.text.replace(HIDDEN, "").split()).strip(MARKS + "–—-")
    cued = attribution is not None and bool(attribution.cue)
    if text.endswith("?"):
        return None if cued and cues["speech"].search(text) else Reason.QUESTION
    reason = None if cued else _says_nothing(text, words)
    if reason is not None:
        return reason
    if text.endswith(":"):
        return Reason.LEAD_IN if _is_lead_in(text, cues) else None
    if not (cued and "," in text) and words.matches(sieve_of(cues, "instruction"), text):
        return None if _has_subject(text, cues) else Reason.INSTRUCTION
    return None if cued else _idle(text, words)


def _says_nothing(text: str, words: NarratorsWords) -> Reason | None:
    """Opinion, a recipe's step, housekeeping of a live blog: short, and without a figure."""
    plain = _CLOCK.sub("", text).rstrip(".!…")
    if len(plain.split()) > _IDLE_WORDS or (_NUMBER.search(plain) and not plain.endswith(":")):
        return None
    # A clock may run into the word behind it: ``10:30amPolice``.
    folded = fold_words(plain) if _CLOCK.match(text) is not None else words.folded
    for sieve, reason in _idle_sieves(words.cues.language):
        if sieve.search(plain, folded) is not None:
            return reason
    return None


@functools.cache
def _idle_sieves(language: str) -> tuple[tuple[Sieve, Reason], ...]:
    lists = load_claim_cues(language).lists
    return tuple((Sieve(lists[name]), reason) for name, reason in _IDLE)


def _has_subject(text: str, cues: Cues) -> bool:
    """``Update 12 was released``: a finite verb right behind makes the first word a subject."""
    following = text.split()[1:_SUBJECT_WORDS]
    return any(cues["finite"].fullmatch(word) for word in following)


def _idle(text: str, words: NarratorsWords) -> Reason | None:
    """Why the narrator's own sentence claims nothing."""
    cues = words.cues
    if words.matches(sieve_of(cues, "opinion"), text.rstrip(".!…")):
        return Reason.OPINION
    if cues["stub"].match(text) and len(text.split()) <= _STUB_WORDS:
        return Reason.LINK_STUB
    return Reason.FRAGMENT if _is_fragment(text, cues) else None


def _is_interviewer(quotations: Sequence[Quotation], attribution: Attribution | None) -> bool:
    """A question after a dialogue dash, without a cue: the paper asks, nobody is quoted."""
    if any(quotation.kind is not QuotationKind.DIALOGUE for quotation in quotations):
        return False
    return attribution is None or not attribution.cue


def _is_lead_in(text: str, cues: Cues) -> bool:
    if len(text.split()) > _LEAD_IN_WORDS or cues["act"].search(text):
        return False
    return bool(cues["lead_in"].search(text))


def _is_fragment(text: str, cues: Cues) -> bool:
    """Whether ``text``, one space between its words, is less than a sentence."""
    if not text or text.count(" ") >= _FRAGMENT_WORDS or _NUMBER.search(text):
        return not text
    verbal = cues["any_verb"].search(text) is not None
    return bool(_PREPOSITION.match(text)) and not verbal and not _PAST.search(text)
