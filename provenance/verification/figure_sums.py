"""What figures of a sentence come to together.

As in :mod:`provenance.verification.figure_changes`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

import attrs

from provenance.quantities import Quantity, QuantityKind, comparable
from provenance.verification.figure_sentences import FigureSentence, Note, Role, note_of

_ADDENDS = range(3, 7)
_SHARES = (QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT)
_PLACE = re.compile(r"^(?:\s[a-z]{1,12}){0,3}?\s(?P<word>from|in|to|for|at|by|on)\s(?!about|least)")
_LISTED = re.compile(r",\s$|\band\s$")
_OF_BEFORE = re.compile(r"\b[Oo]f\s(?:\w+\s){0,3}$")
_FURTHER = re.compile(
    r"(?:,|\band|\bplus)\s(?:(?:in|on|at|from)\s(?:the\s)?\w{1,20}\s)?(?:a\sfurther|another)\s$"
)
_OWN_VERB = re.compile(
    r"^(?:\s[^\s.,;]{1,20}){0,2}?\s(?:is|are|was|were|has|have|had|died|fell|dead"
    r"|hurt|\w{2,20}(?:ed|ing))\b"
)


def notes_of_sums(sentence: FigureSentence) -> Iterator[Note]:
    """What the figures of ``sentence`` come to together; ``at`` counts from its start."""
    for at in range(len(sentence.figures)):
        yield from _further(sentence, at)
    for note in _sum(sentence):
        yield attrs.evolve(note, is_aside=True)


def _further(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "27 were brought out and a further nine are below ground": 36 in all."""
    if at == 0 or not _FURTHER.search(sentence.before(at)):
        return
    first, more = sentence.figures[at - 1], sentence.figures[at]
    if first.kind is not more.kind or not comparable(first, more) or first.per or more.per:
        return
    if first.kind in _SHARES or _OF_BEFORE.search(sentence.before(at - 1)):
        return
    if at > 1 and comparable(sentence.figures[at - 2], more):
        return  # to which of the two it comes cannot be told
    place = sentence.clause_end(at)
    if _OWN_VERB.match(sentence.text[more.span.end : place]) or not _counts_alike(first, more):
        return  # "14 were killed and a further 45 wounded"
    words, total = ", {} in all", first.value + more.value
    note = note_of(sentence.text, place, words, first, total, role=Role.LEVEL)
    yield attrs.evolve(note, is_aside=True)


def _sum(sentence: FigureSentence) -> Iterator[Note]:
    """For "12 from the hotel, seven from the house and three from a lift": 22 in all.

    All must be told alike, by one preposition, so that they are parts side by side.
    """
    figures = sentence.figures
    if len(figures) not in _ADDENDS or any(q.per or q.unit for q in figures):
        return
    if any(q.kind is not QuantityKind.COUNT for q in figures):
        return
    if _OF_BEFORE.search(sentence.before(0)):
        return
    if not all(_counts_alike(figures[0], figure) for figure in figures):
        return
    gaps = [sentence.between(at, at + 1) for at in range(len(figures) - 1)]
    if not all(_LISTED.search(gap) for gap in gaps) or not gaps[-1].endswith("and "):
        return
    last = sentence.text[figures[-1].span.end : sentence.clause_end(len(figures) - 1)]
    found = [_PLACE.match(gap) for gap in (*gaps, f"{last} ")]
    if len({match.group("word") if match else None for match in found}) != 1 or not found[0]:
        return
    place = sentence.clause_end(len(figures) - 1)
    total = sum((q.value for q in figures), Decimal(0))
    yield note_of(sentence.text, place, ", {} in all", figures[0], total, role=Role.LEVEL)


def _counts_alike(one: Quantity, other: Quantity) -> bool:
    """Whether nothing says that they count different things, as cars and cyclists."""
    return one.noun is None or other.noun is None or one.noun == other.noun
