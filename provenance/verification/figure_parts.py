"""What is left of a whole, and which share of it a part is: "64 concerts, 16 of them abroad".

As in :mod:`provenance.verification.figure_changes`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

import attrs

from provenance.quantities import Quantity, QuantityKind, comparable
from provenance.verification.figure_sentences import (
    MILLION,
    FigureSentence,
    Note,
    Role,
    note_of,
    percent,
)
from provenance.words import load_lexicon, parse_words

_OF_THEM = re.compile(r"^\s[^.:()]{0,60}[,;]\s(?:and\s)?(?:only\s|just\s)?$")
_THEM = re.compile(r"^\s?of\s(?:them|which|whom)\b")
_OF_WHICH = re.compile(r"^\s[^.;:()\d]{0,40},?\sof\s(?:which|whom)\s(?:only\s|just\s)?$")
_OF_ALL = re.compile(r"^\s(?:out\s)?of\s(?:(?:the|its|their|his|her|all)\s)?$")
_REST = re.compile(r"(?:\b[Tt]he\s(?:rest|remainder)|^The\sothers)\b(?!\sof\b)")
_OTHERS = re.compile(r"\b[Tt]he\s(?:rest|remainder|others|other\s\w+|remaining)\b")
"""What is told of those left, and need not be reckoned."""
_OF_WHOLE = re.compile(r"\b[Oo]f\s(?:the\s|its\s|their\s)?$")
_SIDE = re.compile(r"\b(?:with|for|from|by)\b")
_LEAST_DIVIDED = 100
"""Half of nine boats is no number of boats; of fewer than this only what comes out even is said."""
_DIVIDED = (QuantityKind.COUNT, QuantityKind.MONEY)
_LEAST_PART = 2
"""One of fifty is most often one of their kind, not a part."""
_ALL_BUT = re.compile(r"\b[Aa]ll\sbut\s$")
_NO_FACT = re.compile(
    r"\b(?:all\sbut|except|if|when|unless|until|would|could|may|might|should|must|takes?|needs?"
    r"|requires?|needed|required|presence|consent)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"n['’]t\b|\bcannot\b|\bwithout\b")


def notes_of_parts(sentence: FigureSentence, before: FigureSentence | None) -> Iterator[Note]:
    """What parts of a whole in ``sentence`` leave; ``at`` counts from its start.

    Args:
        sentence: of the source.
        before: the one before it, for "the rest".
    """
    yield from _rest(sentence, before)
    yield from _share_of(sentence)
    for at in range(1, len(sentence.figures)):
        for note in (*_part_behind(sentence, at), *_part_before(sentence, at)):
            yield attrs.evolve(note, is_aside=True)


def _part_behind(sentence: FigureSentence, last: int) -> Iterator[Note]:
    """For "64 concerts, 16 of them abroad", "18 kilometres, of which 13 were built"."""
    at = _whole_of(sentence, last)
    whole, part = sentence.figures[at], sentence.figures[last]
    gap, behind = sentence.between(at, last), sentence.after(last)
    them = _THEM.match(behind) if _OF_THEM.match(gap) else None
    if them is None and not _OF_WHICH.match(gap):
        return
    person = "whom" in gap or (them is not None and "whom" in them.group())
    if person and (whole.unit is not None or _SIDE.search(gap)):
        return  # "three weeks with the sisters, of whom two were ill"
    if at and not sentence.is_alone(at) and not sentence.before(at).strip(" "):
        return
    if not _is_part(part, whole) or (at and _OF_ALL.match(sentence.before(at))):
        return
    place = part.span.end + (them.end() if them else 0)
    yield from _left_and_share(sentence, last, part, whole, place)


def _whole_of(sentence: FigureSentence, last: int) -> int:
    """The figure before that "of them" may mean: what is smaller than the part is no whole."""
    part = sentence.figures[last]
    for at in range(last - 1, -1, -1):
        if sentence.figures[at].value >= part.value or not comparable(sentence.figures[at], part):
            return at
    return last - 1


def _part_before(sentence: FigureSentence, last: int) -> Iterator[Note]:
    """For "12 of the 82 counties"."""
    part, whole = sentence.figures[last - 1], sentence.figures[last]
    if not _OF_ALL.match(sentence.between(last - 1, last)):
        return
    if not _is_part(part, whole) or part.unit is not None or whole.unit is not None:
        return
    if part.value < _LEAST_PART:
        return
    if _ALL_BUT.search(sentence.before(last - 1)):
        left = whole.value - part.value
        yield note_of(sentence.text, whole.span.end, " ({})", whole, left, role=Role.LEVEL)
        return
    yield from _left_and_share(sentence, last, part, whole, whole.span.end)


def _is_part(part: Quantity, whole: Quantity) -> bool:
    alike = part.unit is None or comparable(whole, part)
    is_time = whole.unit is not None and whole.unit.dimension == "time"
    return alike and not is_time and 0 < part.value < whole.value


def _left_and_share(
    sentence: FigureSentence, last: int, part: Quantity, whole: Quantity, place: int
) -> Iterator[Note]:
    share = (100 * part.value / whole.value).quantize(Decimal("0.1"))
    yield _share_note(place, share)
    end = sentence.clause_end(last)
    clause = sentence.text[sentence.figures[last].span.end : end]
    if last + 1 < len(sentence.figures) and sentence.figures[last + 1].span.start < end:
        return  # "29 at home and 12 in hospital": more than one part
    follows = sentence.text[end:]
    if last + 1 < len(sentence.figures) and re.match(r"\s?,?\s?and\s", follows):
        return
    if not clause.strip() or _denies(clause) or _OTHERS.search(sentence.text):
        return
    if _NO_FACT.search(sentence.text, 0, part.span.start):
        return
    words, left = " (the other {} not)", whole.value - part.value
    note = note_of(sentence.text, end, words, whole, left, role=Role.REST)
    yield attrs.evolve(note, whole=whole, told=clause)


def _share_note(place: int, share: Decimal) -> Note:
    words = f" ({share.normalize():f}%)"
    return Note(at=place, words=words, figure=percent(share), role=Role.SHARE)


def _share_of(sentence: FigureSentence) -> Iterator[Note]:
    """For "two thirds of the 1,800 crofters": how many."""
    for share in sentence.shares:
        for whole in sentence.figures:
            gap = sentence.text[share.span.end : max(share.span.end, whole.span.start)]
            if not _OF_ALL.match(gap) or whole.kind not in _DIVIDED:
                continue
            exact = whole.value * share.value / 100
            value = round(exact, 0 if whole.kind is QuantityKind.COUNT else 2)
            is_even = abs(exact - value) < Decimal("0.001")
            if not is_even and whole.value < _LEAST_DIVIDED:
                continue
            words = " ({})" if is_even else " (about {})"
            place = whole.span.end
            note = note_of(sentence.text, place, words, whole, value, role=Role.LEVEL)
            yield attrs.evolve(note, is_aside=True)


def _denies(clause: str) -> bool:
    negation = load_lexicon("en").negation
    words = parse_words(clause[:200], language="en")
    return bool(_NOT.search(clause)) or any(word.text in negation for word in words)


def _rest(sentence: FigureSentence, before: FigureSentence | None) -> Iterator[Note]:
    """For "Cost 310 million. They put up 90 million and borrow the rest": how much that is.

    One whole and one part only, and the whole must be told as one.
    """
    match = _REST.search(sentence.text)
    if match is None or len(_REST.findall(sentence.text)) > 1:
        return
    here = [q for q in sentence.figures if q.span.end <= match.start()]
    if len(here) == 2:
        (whole, part), told = here, sentence
        gap, behind = sentence.between(0, 1), sentence.after(1)
        is_whole = _OF_WHOLE.search(sentence.before(0)) or _OF_WHICH.match(gap)
        if not is_whole and not (_OF_THEM.match(gap) and _THEM.match(behind)):
            return
    elif len(here) == 1 and before is not None:
        (part,), told = here, before
        wholes = [q for q in before.figures if _is_sum_like(part, q)]
        if len(wholes) != 1 or _THEM.match(sentence.after(0)):
            return
        (whole,) = wholes
    else:
        return
    if part.kind is QuantityKind.PERCENT or whole.kind is QuantityKind.PERCENT:
        return
    if not _is_sum_like(part, whole) or part.value >= whole.value:
        return
    value = whole.value - part.value
    yield note_of(told.text, match.end(), " ({})", whole, value, role=Role.LEVEL)


def _is_sum_like(part: Quantity, whole: Quantity) -> bool:
    """Whether one may be a part of the other; millions go without their money."""
    elliptic = part.unit is None and whole.unit is not None and part.value >= MILLION
    return comparable(whole, part) or (elliptic and whole.kind is QuantityKind.MONEY)
