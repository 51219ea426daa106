"""Aligning a quotation with a document: the status of the wording and every changed word."""

from collections.abc import Sequence
from functools import lru_cache

import attrs

from provenance.alignment.differences import Difference, find_differences
from provenance.alignment.pairing import weight
from provenance.alignment.passages import Passages
from provenance.alignment.placing import PlacedPiece, place_pieces, place_whole
from provenance.model import Edit
from provenance.spans import Span, covering
from provenance.terms import EditEffect, QuoteStatus
from provenance.wording import Change, QuotedWords, lexicon, read_quoted, without_asides

PRESENT_FROM = 0.6
"""Share of a quotation's weight that must stand in the document, in order, for its words to count
as altered rather than absent. Lower: a sentence on the same subject passes for a misquotation, and
an honest quotation from elsewhere is accused of changed words. Higher: a bad misquotation is called
absent, and its changed words are not shown. Set on the development half of the article exam
(`benchmarks/quality/quotes.py`): altered quotations score from 0.88 there, absent ones to 0.46; two
free translations of one sentence in the seeds score 0.53."""
NEAR_MATCH_FROM = 0.42
"""The same share for "something like it stands there": information only, so it may be looser."""
_SHORT = 3
"""Content words. A quotation of fewer counts as present only word for word, with words bent, with
closed-class words changed in every third place at most, or with a single other word changed among
three: two words of a phrase stand together by chance in many documents."""
_WORDS_AN_EDIT = 12
_FORMS = (Change.SPELLING, Change.INFLECTION)
_MAX_WORDS = 4_000
"""Longer "quotations" are whole texts; they are compared word for word only."""
_MAX_GAPS = 30
"""Likewise quotations with more ellipses: nobody quotes so."""


@attrs.frozen(kw_only=True)
class Alignment:
    """Where quoted words stand in a document, and in which words they differ."""

    status: QuoteStatus
    """``VERBATIM``, ``NEAR_VERBATIM``, ``ALTERED``, ``ABSENT``; ``UNCHECKED`` without any words."""
    spans: tuple[Span, ...] = ()
    """The passages of the document, one for each unbroken stretch, in the article's order."""
    edits: tuple[Edit, ...] = ()
    score: float = 0.0
    """Share of the quotation's weight (content words 1, closed-class words less) found there."""
    content_words: int = 0
    """Content words of the quotation that were found."""
    guard_turned: bool = False
    """Whether a negation, number, name, date, modality, quantifier or opposite changed."""
    content_changed: bool = False
    """Whether any change does not keep the meaning."""

    @property
    def span(self) -> Span | None:
        """The smallest span over all passages; ``None`` when the words are absent."""
        return covering(self.spans) if self.spans else None


def align_quote(
    quoted: str, document_text: str, parts: Sequence[Span], *, language: str
) -> Alignment:
    """Where the quoted words stand in the document, exactly or closely, and what was changed.

    Args:
        quoted: the words between the marks, as the article has them.
        document_text: the text of the document.
        parts: the stretches of it that are the document's own words.
        language: of both; words are folded and judged by its tables.
    """
    return align_in(quoted, Passages.of(document_text, parts, language))


def align_in(quoted: str, passages: Passages, *, present_from: float = PRESENT_FROM) -> Alignment:
    """As :func:`align_quote`, in a document whose words were made ready before."""
    read, plain = _read(quoted, passages.language)
    if not read.words:
        return Alignment(status=QuoteStatus.UNCHECKED)
    found = _align(quoted, read, passages, present_from)
    if plain is None or found.status in (QuoteStatus.VERBATIM, QuoteStatus.UNCHECKED):
        return found
    return max(found, _align(quoted, plain, passages, present_from), key=lambda one: one.score)


def _align(quoted: str, read: QuotedWords, passages: Passages, present_from: float) -> Alignment:
    for placed in place_whole(read, passages):
        found = _judge(quoted, read, passages, placed, present_from)
        if found.status is QuoteStatus.VERBATIM:
            return found
    is_close_allowed = len(read.words) <= _MAX_WORDS and len(read.gaps) <= _MAX_GAPS
    placed = place_pieces(read, passages, is_close_allowed=is_close_allowed)
    if not is_close_allowed and any(piece.place is None for piece in placed):
        return Alignment(status=QuoteStatus.UNCHECKED)
    return _judge(quoted, read, passages, placed, present_from)


@lru_cache(maxsize=16)
def _read(quoted: str, language: str) -> tuple[QuotedWords, QuotedWords | None]:
    """The words of a quotation, and those without its asides; it is held against many documents."""
    read = read_quoted(quoted, language)
    return read, without_asides(quoted, read, language)


def stands_whole(quoted: str, passages: Passages) -> bool:
    """Whether the quoted words stand somewhere in one run."""
    read, _ = _read(quoted, passages.language)
    return bool(read.words) and passages.encode(read.words) in passages.code


@lru_cache(maxsize=16)
def must_stand(quoted: str, language: str) -> tuple[str, ...]:
    """Those words without which a quotation is nowhere :attr:`QuoteStatus.VERBATIM`, folded.

    An editor's words, asides and signs ("%", "percent") may be missing.
    """
    read, plain = _read(quoted, language)
    signs = lexicon(language).symbols
    spelled = [*signs, *(called for several in signs.values() for called in several)]
    norms = dict.fromkeys(word.norm for word in (plain or read).words if not word.editorial)
    return tuple(norm for norm in norms if not any(norm in sign for sign in spelled))


def exact_places(quoted: str, passages: Passages, *, limit: int) -> tuple[Span, ...]:
    """Every place where the quoted words stand word for word, up to ``limit``."""
    read, _ = _read(quoted, passages.language)
    run = passages.encode(read.words)
    starts = passages.occurrences(run, limit=limit)
    return tuple(passages.span(start, start + len(run) - 1) for start in starts)


def _judge(
    quoted: str,
    read: QuotedWords,
    passages: Passages,
    placed: Sequence[PlacedPiece],
    present_from: float,
) -> Alignment:
    differences = find_differences(quoted, read, passages, placed)
    score = _score(read, passages, differences)
    absent = Alignment(status=QuoteStatus.ABSENT, score=score)
    if score < present_from:
        return absent
    if _content_words(read, passages) < _SHORT and not _is_slip_at_most(differences, read):
        return absent
    return Alignment(
        status=_status(differences, read),
        spans=_spans(placed, passages),
        edits=tuple(difference.edit for difference in differences),
        score=score,
        content_words=_matched_content_words(read, passages, placed),
        guard_turned=any(difference.turns for difference in differences),
        content_changed=any(
            difference.edit.effect is EditEffect.MEANING_CHANGED for difference in differences
        ),
    )


def _score(read: QuotedWords, passages: Passages, differences: Sequence[Difference]) -> float:
    total = sum(weight(word, passages.lexical) for word in read.words)
    lost = sum(difference.lost for difference in differences)
    return round(max(0.0, 1 - lost / total), 4) if total else 0.0


def _status(differences: Sequence[Difference], read: QuotedWords) -> QuoteStatus:
    if not differences:
        return QuoteStatus.VERBATIM
    words = sum(not word.editorial for word in read.words)
    allowed = max(1, words // _WORDS_AN_EDIT)
    changed = sum(difference.words for difference in differences)
    is_near = all(difference.is_near_verbatim for difference in differences)
    return QuoteStatus.NEAR_VERBATIM if is_near and changed <= allowed else QuoteStatus.ALTERED


def _is_slip_at_most(differences: Sequence[Difference], read: QuotedWords) -> bool:
    words = sum(not word.editorial for word in read.words)
    if all(difference.change in _FORMS for difference in differences):
        return True
    if words > _SHORT and all(difference.lost == 0.0 for difference in differences):
        return len(differences) <= 1
    if all(difference.is_near_verbatim for difference in differences):
        return sum(difference.words for difference in differences) * _SHORT <= words
    return words >= _SHORT and len(differences) == 1 and differences[0].words == 1


def _content_words(read: QuotedWords, passages: Passages) -> int:
    return sum(
        not word.editorial and not passages.lexical.is_closed(word.norm) for word in read.words
    )


def _matched_content_words(
    read: QuotedWords, passages: Passages, placed: Sequence[PlacedPiece]
) -> int:
    paired = {
        quote
        for one in placed
        if one.place
        for quote, source in one.place.pairs
        if quote is not None and source is not None
    }
    return sum(not passages.lexical.is_closed(read.words[i].norm) for i in paired)


def _spans(placed: Sequence[PlacedPiece], passages: Passages) -> tuple[Span, ...]:
    found: list[tuple[int, int]] = []
    for one in placed:
        if one.place is None:
            continue
        start, end = one.place.start, one.place.end
        if found and found[-1][1] == start:
            start = found.pop()[0]
        found.append((start, end))
    return tuple(passages.span(start, end - 1) for start, end in found)
