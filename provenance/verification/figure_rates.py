"""What a rate comes to over its time, a sum in each year, and how many years lie between two.

As in :mod:`provenance.verification.figure_changes`.
"""

import re
from collections.abc import Iterator

import attrs

from provenance.quantities import Quantity, QuantityKind, parse_quantities
from provenance.verification.figure_sentences import FigureSentence, Note, Role, note_of

_PERIODS = ("day", "week", "month", "year")
_MONTHS = 12
_COUNTED = (QuantityKind.MONEY, QuantityKind.COUNT)
_PER = re.compile(
    r"^\s(?:a|an|per|each|every)\s(?P<per>day|week|month|year)\b(?!\s(?:ago|earlier|later|before))"
)
_FOR = re.compile(r"^(?:\s[^\s.,;:\d]{1,15}){0,3}\s(?:for|over)\s(?:the\snext\s|a\speriod\sof\s)?$")
_FOR_BEFORE = re.compile(r"\b[Ff]or\s(?:the\snext\s)?$")
_OVER = re.compile(r"^(?:\s[^\s.,;:\d]{1,15}){0,3}\sover\s(?:the\snext\s|a\speriod\sof\s)?$")
_SHORT_GAP = re.compile(r"^,?(?:\s[^\s.;:\d]{1,15}){1,7}\s$")
_YEARS = re.compile(
    r"\b(?:from|between)\s(?P<first>(?:18|19|20)\d\d)\s(?:to|until|and)\s(?P<last>(?:18|19|20)\d\d)\b"
)
_EACH = re.compile(r"^\s(?:each|apiece)\b(?!\s(?:day|week|month|year|time))")
_EACH_GAP = re.compile(r"^(?:\s[^\s.,;:\d]{1,20}){1,6}\s$")


def notes_of_rates(sentence: FigureSentence) -> Iterator[Note]:
    """What the rates of ``sentence`` come to; ``at`` counts from its start."""
    for at in range(len(sentence.figures)):
        yield from _over_time(sentence, at)
        for note in (*_in_a_year(sentence, at), *_each(sentence, at)):
            yield attrs.evolve(note, is_aside=True)
    for note in _years(sentence):
        yield attrs.evolve(note, is_aside=True)


def _over_time(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "1.2 million euros a year for 25 years", "for five years 2 million a year": in all."""
    rate = sentence.figures[at]
    per = _PER.match(sentence.after(at))
    if per is None or rate.kind not in _COUNTED:
        return
    unit, end = per.group("per"), rate.span.end + per.end()
    time = sentence.figures[at + 1] if at + 1 < len(sentence.figures) else None
    follows = time is not None and _FOR.match(sentence.between(at, at + 1)[per.end() :])
    if time is not None and follows and _period(sentence, time) == unit:
        yield _in_all(sentence, time.span.end, rate, time)
        return
    time = sentence.figures[at - 1] if at else None
    if time is not None and _period(sentence, time) == unit:
        near = _SHORT_GAP.match(sentence.between(at - 1, at))
        if near and _FOR_BEFORE.search(sentence.before(at - 1)):
            yield _in_all(sentence, end, rate, time)


def _in_all(sentence: FigureSentence, place: int, rate: Quantity, many: Quantity) -> Note:
    total = rate.value * many.value
    return note_of(sentence.text, place, " ({} in all)", rate, total, role=Role.LEVEL)


def _in_a_year(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "900 euros a month": a year; for "4 million over ten years": in each on average."""
    figure = sentence.figures[at]
    per = _PER.match(sentence.after(at))
    if figure.kind is not QuantityKind.MONEY:
        return
    if per is not None:
        if per.group("per") == "month":
            place, value = figure.span.end + per.end(), figure.value * _MONTHS
            yield note_of(sentence.text, place, " ({} a year)", figure, value, role=Role.LEVEL)
        return
    time = sentence.figures[at + 1] if at + 1 < len(sentence.figures) else None
    if time is None or _period(sentence, time) != "year" or time.value < 2:
        return
    if _OVER.match(sentence.between(at, at + 1)):
        words, value = " (an average of {} a year)", figure.value / time.value
        yield note_of(sentence.text, time.span.end, words, figure, value, role=Role.LEVEL)


def _each(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "Forty drivers get 500 euros each": in all."""
    match = _EACH.match(sentence.after(at))
    if at == 0 or match is None or _FOR_BEFORE.search(sentence.before(at - 1)):
        return
    many, one = sentence.figures[at - 1], sentence.figures[at]
    if many.kind is not QuantityKind.COUNT or one.kind is not QuantityKind.MONEY:
        return
    if _EACH_GAP.match(sentence.between(at - 1, at)):
        yield _in_all(sentence, one.span.end + match.end(), one, many)


def _years(sentence: FigureSentence) -> Iterator[Note]:
    """For "from 2012 to 2019": seven years."""
    for match in _YEARS.finditer(sentence.text[:1500]):
        many = int(match.group("last")) - int(match.group("first"))
        if 2 <= many <= 200:
            (figure,) = parse_quantities(f"{many} years", language="en")
            words = f" ({many} years)"
            yield Note(at=match.end(), words=words, figure=figure, role=Role.LEVEL)


def _period(sentence: FigureSentence, time: Quantity) -> str | None:
    if time.unit is None or time.unit.dimension != "time":
        return None
    words = time.span.of(sentence.text).lower()
    return next((name for name in _PERIODS if re.search(rf"\b{name}s?$", words)), None)
