"""What makes a page the document that was sought: quoted words that stand there, or its title.

The same subject is not enough: a body issues many texts on one subject. And what is found so is
found by its likeness; it can support a claim, but to accuse takes an address the article gave.
"""

from enum import Enum

import attrs

from provenance.alignment import Passages, align_in
from provenance.finding.candidates import Sought
from provenance.model import Document
from provenance.terms import DocumentStatus
from provenance.words import load_lexicon, parse_words

_QUOTED_WORDS = 4
"""Content words of a quotation that must stand there: three stand together by chance."""
_QUOTED_SHARE = 0.8
"""Share of the quotation's weight, in order. Two texts of one body on one subject share less; a
slip or a spelling leaves more."""
_TITLE_WORDS = 3
_TITLE_SHARE = 0.8
"""Of the title's content words as the article gives it; and at least half of the page's."""


class MatchKind(Enum):
    """By what a page was recognised."""

    QUOTATION = "quotation"
    TITLE = "title"


@attrs.frozen(kw_only=True)
class Match:
    """Why a page is the document that was sought."""

    kind: MatchKind
    exact: str
    """The quotation or the title, as the article has it."""
    score: float
    """The share of it that the page has, 0 to 1."""


def match_document(document: Document, sought: Sought) -> Match | None:
    """Why ``document`` is the one that was sought; ``None`` where nothing shows that it is."""
    if document.status is not DocumentStatus.READ:
        return None
    return _by_quotation(document, sought) or _by_title(document, sought)


def _by_quotation(document: Document, sought: Sought) -> Match | None:
    if not sought.quotations or not document.parts:
        return None
    language = _primary(sought.language if document.language == "und" else document.language)
    passages = Passages.of(document.text, document.parts, language)
    best: Match | None = None
    for quoted in sought.quotations:
        found = align_in(quoted, passages)
        is_there = found.content_words >= _QUOTED_WORDS and found.score >= _QUOTED_SHARE
        if found.span is not None and is_there and (best is None or found.score > best.score):
            best = Match(kind=MatchKind.QUOTATION, exact=quoted, score=round(found.score, 3))
    return best


def _by_title(document: Document, sought: Sought) -> Match | None:
    if sought.title is None or document.title is None:
        return None
    language = _primary(sought.language)
    wanted, own = _content(sought.title, language), _content(document.title, language)
    shared = wanted & own
    if len(shared) < _TITLE_WORDS or 2 * len(shared) < len(own):
        return None
    share = len(shared) / len(wanted)
    if share < _TITLE_SHARE:
        return None
    return Match(kind=MatchKind.TITLE, exact=sought.title, score=round(share, 3))


def _content(text: str, language: str) -> frozenset[str]:
    lexicon = load_lexicon(language)
    words = parse_words(text[:2_000], language=language)
    return frozenset(word.stem for word in words if lexicon.is_content(word))


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
