"""Numbers with their units: counts, shares, money, measures, ranks; in seven languages.

Numerals and units stand in ``data/numbers.toml`` and ``data/units.toml``. A number that names a
thing instead of counting one (a year, "Article 6", "RB 71", a version) comes out as a label.
"""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import attrs

from provenance.dates import Precision, parse_dates
from provenance.quantities.amounts import Bound, Quantity, QuantityKind
from provenance.quantities.numerals import (
    NumberTokens,
    Numeral,
    is_glued,
    read_numeral,
    roman_value,
)
from provenance.quantities.ranges import merge_ranges
from provenance.quantities.tables import (
    Unit,
    load_numbers,
    load_units,
    match_phrase,
    match_phrase_before,
    match_unit,
)
from provenance.spans import Span
from provenance.words import Lexicon, load_lexicon, stem

_NOUN_REACH = 3
"""How many words beside a number may hold the noun it counts."""
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_MASS_CONTEXT = re.compile(r"\b(?:weigh|heav|kilogram|lbs?\b)|\d ?kg\b", re.IGNORECASE)
_LONGEST_ROMAN = 5
_MINUS = frozenset("-−–")
_DETERMINERS = frozenset(
    ["the", "this", "that", "same", "der", "dem", "den", "dieser", "diesem", "diesen"]
)
_SIGNS_BEFORE_LABEL = frozenset("#№")
_HYPHENS = frozenset("-‑")
_GLUING = frozenset({"de", "pl", "ru", "uk"})
"""Languages that write numerals as parts of longer words."""
_SHORT_SCALES = {"m": 10**6, "k": 1000, "b": 10**9, "mn": 10**6}
_SHORT = 400
"""Characters of a text whose numbers are remembered."""
_THOUSAND, _MILLION = 1000, 10**6
_HEAD_FINAL = frozenset({"en", "de"})
_UNIT_KINDS = {
    "percent": QuantityKind.PERCENT,
    "percentage-point": QuantityKind.PERCENTAGE_POINT,
}


def parse_quantities(text: str, *, language: str) -> tuple[Quantity, ...]:
    """Every number of ``text``, in order and without overlap. Linear time."""
    return (_remembered if len(text) <= _SHORT else _parse)(text, language)


def _parse(text: str, language: str) -> tuple[Quantity, ...]:
    tables = load_numbers(language)
    tokens = NumberTokens.of(text, tables)
    reader = _Reader(tokens, load_lexicon(tables.language), _dated(text, tables.language))
    return tuple(merge_ranges(tokens, reader.read()))


_remembered = lru_cache(maxsize=1 << 12)(_parse)
"""The numbers of a sentence are asked for by many, one after the other."""


def _dated(text: str, language: str) -> bytearray:
    """For each character: 0 no date, 1 a year that could be a count, 2 a date or time of day."""
    marks = bytearray(len(text))
    for mention in parse_dates(text, language=language):
        doubtful = mention.precision is Precision.YEAR and mention.last_year is None
        length = len(mention.span)
        marks[mention.span.start : mention.span.end] = bytes([1 if doubtful else 2]) * length
    return marks


@attrs.frozen
class _Reader:
    tokens: NumberTokens
    lexicon: Lexicon
    dated: bytearray

    def read(self) -> list[Quantity]:
        found: list[Quantity] = []
        at, opens = 0, self.tokens.tables.opens
        for place, word in enumerate(self.tokens.words):
            if place < at or not (word in opens or self._may_open(place, word)):
                continue
            at = place
            quantity, end = self._read_at(at)
            if quantity is not None and found and self._is_listed_label(found[-1], quantity):
                quantity = attrs.evolve(quantity, kind=QuantityKind.LABEL, noun=found[-1].noun)
            if quantity is not None:
                found.append(quantity)
            at = max(end, at + 1)
        return found

    def _may_open(self, at: int, word: str) -> bool:
        """Whether a token outside the tables can begin a number: most words cannot."""
        if self.tokens.tables.language in _GLUING or word[0].isdigit():
            return True
        return word[0] in "xiv" and self.tokens.matches[at].group().isupper()

    def _is_listed_label(self, last: Quantity, quantity: Quantity) -> bool:
        """Whether a number goes on a list of labels: the 11 of "routes 4 and 11"."""
        if last.kind is not QuantityKind.LABEL or last.noun is None or quantity.unit is not None:
            return False
        between = self.tokens.text[last.span.end : quantity.span.start].strip(" ,").lower()
        return between == "" or between in self.tokens.tables.phrases["range"]

    def _read_at(self, at: int) -> tuple[Quantity | None, int]:
        match = self.tokens.matches[at]
        if self.dated[match.start()] == 2:
            return None, at + 1
        numeral = read_numeral(self.tokens, at)
        if numeral is None:
            return self._rank(at), at + 1
        return self._quantity(at, numeral)

    def _quantity(self, at: int, numeral: Numeral) -> tuple[Quantity | None, int]:
        end, unit = self._unit(at, numeral)
        if numeral.lone and not numeral.share and (unit is None or unit.dimension == "time"):
            return None, numeral.end
        if numeral.share and self._is_ordinal(at, numeral):
            return self._rank(at), at + 1
        start = self._money_before(at)
        if start is not None:
            unit = start[1]
        first = start[0] if start is not None else at
        kind = self._kind(at, numeral, unit, end)
        sign = self._sign(first)
        value, step = numeral.value * sign, numeral.step
        if unit is not None and unit.is_money and numeral.value < _THOUSAND:
            scale = self._short_scale(numeral.end)
            value, step = value * scale, step * scale
            end = numeral.end + (scale > 1) if start is not None else end
        if kind is QuantityKind.PERCENT and unit is None:
            value, step, unit = value * 100, Fraction(2), load_units()["per_cent"]
        bound, approximate, begin = self._bend(first - (sign < 0), end)
        nouns = self._nouns(at, end, kind)
        return (
            Quantity(
                span=self._span(begin, end),
                number=self._span(at, max(numeral.end, at + 1)),
                low=_decimal(value),
                high=_decimal(value),
                step=_decimal(step),
                kind=kind,
                unit=unit,
                approximate=approximate,
                bound=bound,
                noun=_head(nouns, self.lexicon.language, kind),
                nouns=nouns,
                per=self._per(end),
                share=numeral.share,
            ),
            end,
        )

    def _span(self, first: int, end: int) -> Span:
        return Span(self.tokens.matches[first].start(), self.tokens.matches[end - 1].end())

    def _short_scale(self, at: int) -> int:
        """The worth of a letter that is a scale only beside money: "£2.3m", "30 M€"."""
        return _SHORT_SCALES.get(self.tokens.word(at), 1)

    # --- unit and kind ---------------------------------------------------------------------------

    def _unit(self, at: int, numeral: Numeral) -> tuple[int, Unit | None]:
        end = max(numeral.end, at + 1)
        place = numeral.end
        if numeral.end == at:  # "полпроцента": the unit stands in the same word
            rest = self.tokens.word(at)[3:].lstrip("-")
            glued = match_unit(self.tokens.tables, (rest,), 0)
            return at + 1, glued[1] if glued else None
        if self.tokens.word(place) in _HYPHENS:
            place += 1
        tables = self.tokens.tables
        if numeral.share or numeral.value >= _MILLION:  # "millions d'euros", "half a point"
            while self.tokens.word(place) in tables.articles | tables.of:
                place += 1
        if self.tokens.word(place) in _SHORT_SCALES:
            behind = match_unit(tables, self.tokens.words, place + 1)
            if behind is not None and behind[1].is_money:
                return place + 1 + behind[0], behind[1]
        found = match_unit(tables, self.tokens.words, place)
        if found is None or not self._is_unit(at, place, found[1]):
            return end, None
        unit = self._weighed(found[1])
        return place + found[0], unit

    def _is_unit(self, at: int, place: int, unit: Unit) -> bool:
        """A single letter is a unit only right behind digits ("9 t"), never a word ("5 a").

        Nor is the ordinal of "18 second-hand clocks" one; "a 30-second-long clip" has the unit.
        """
        word = self.tokens.word(place)
        if word == "second" and self.tokens.word(place + 1) in _HYPHENS:
            return self.tokens.word(place - 1) in _HYPHENS
        if word.isalpha() and len(word) == 1:
            upper = self.tokens.matches[place].group().isupper()
            return self.tokens.digits(at) is not None and not upper and word != "a"
        return unit.dimension != "angle" or not word.startswith("degree")

    def _weighed(self, unit: Unit) -> Unit:
        if unit.id == "pound_sterling" and self.lexicon.language == "en":
            return load_units()["pound"] if _MASS_CONTEXT.search(self.tokens.text) else unit
        return unit

    def _money_before(self, at: int) -> tuple[int, Unit] | None:
        for size in (1, 2):
            if at < size:
                continue
            found = match_unit(self.tokens.tables, self.tokens.words, at - size)
            if found is not None and found[0] == size and found[1].is_money:
                written = self.tokens.matches[at - size].group()
                if written.isupper() or not written.isalpha():
                    return at - size, found[1]
        return None

    def _kind(self, at: int, numeral: Numeral, unit: Unit | None, end: int) -> QuantityKind:
        if unit is not None:
            return _UNIT_KINDS.get(unit.dimension) or (
                QuantityKind.MONEY if unit.is_money else QuantityKind.MEASURE
            )
        if numeral.share:
            return QuantityKind.PERCENT
        if self.tokens.digits(at) and self._is_ordinal_digits(end):
            return QuantityKind.RANK
        return QuantityKind.LABEL if self._is_label(at, end) else QuantityKind.COUNT

    def _is_label(self, at: int, end: int) -> bool:
        match, before = self.tokens.matches[at], self.tokens.word(at - 1)
        if self.dated[match.start()]:
            return True
        names = before in self.tokens.tables.labels and not self._is_told(at, end)
        if not self.tokens.digits(at):
            return names
        text, start, stop = self.tokens.text, match.start(), self.tokens.matches[end - 1].end()
        if len(match.group()) > 18 or is_glued(text, start, stop):
            return True
        if names or before in _SIGNS_BEFORE_LABEL:
            return True
        coded = at > 0 and re.fullmatch(r"[A-ZА-Я]{1,3}", self.tokens.matches[at - 1].group())
        return bool(coded) and before not in self.lexicon.stop

    def _is_told(self, at: int, end: int) -> bool:
        """Whether the noun before a number stands by itself: "on the day 34 patients left"."""
        if self.tokens.word(at - 1) not in self.tokens.tables.told_labels:
            return False
        behind = self.tokens.word(end)
        is_noun = behind.isalpha() and behind not in self.lexicon.stop
        return is_noun and self.tokens.word(at - 2) in _DETERMINERS

    def _is_ordinal_digits(self, end: int) -> bool:
        if end >= len(self.tokens.words):
            return False
        match = self.tokens.matches[end]
        glued = self.tokens.matches[end - 1].end() == match.start()
        word = self.tokens.word(end)
        if word in _MINUS:
            word += self.tokens.word(end + 1)
        return glued and word in self.tokens.tables.ordinal_suffixes

    def _is_ordinal(self, at: int, numeral: Numeral) -> bool:
        """Whether "third", "fifth" is a rank here: nothing makes it a fraction."""
        return (
            numeral.lone
            and numeral.end == at + 1
            and self.tokens.word(at) in self.tokens.tables.ordinals
        )

    def _rank(self, at: int) -> Quantity | None:
        word, written = self.tokens.word(at), self.tokens.matches[at].group()
        rank = self.tokens.tables.ordinals.get(word)
        if rank is None and len(written) <= _LONGEST_ROMAN:
            rank = self._roman(at, written)
        if rank is None:
            return None
        span = self._span(at, at + 1)
        nouns = self._nouns(at, at + 1, QuantityKind.RANK)
        before = self.tokens.word(at - 1)
        return Quantity(
            span=span,
            number=span,
            low=Decimal(rank),
            high=Decimal(rank),
            step=Decimal(1),
            kind=QuantityKind.RANK if word in self.tokens.tables.ordinals else QuantityKind.LABEL,
            noun=_stem(before, self.lexicon) if word not in self.tokens.tables.ordinals else None,
            nouns=nouns,
        )

    def _roman(self, at: int, written: str) -> int | None:
        if written in {"", "I"} or not _ROMAN.fullmatch(written) or at == 0:
            return None
        before = self.tokens.matches[at - 1].group()
        if not (before.isalpha() and before.islower()) or before in self.lexicon.stop:
            return None
        return roman_value(written)

    # --- what stands around ----------------------------------------------------------------------

    def _sign(self, first: int) -> int:
        before = self.tokens.word(first - 1)
        if before in self.tokens.tables.phrases["minus"]:
            return -1
        if before not in _MINUS or first < 1:
            return 1
        place = self.tokens.matches[first - 1]
        touches = place.end() == self.tokens.matches[first].start()
        opens = place.start() == 0 or self.tokens.text[place.start() - 1] in " (\n\u00a0"
        return -1 if touches and opens else 1

    def _bend(self, first: int, end: int) -> tuple[Bound | None, bool, int]:
        """Bound and approximation before or behind the number, and where they begin."""
        phrases, words = self.tokens.tables.phrases, self.tokens.words
        begin = first
        floor = match_phrase_before(phrases["at_least"], words, begin)
        ceiling = match_phrase_before(phrases["at_most"], words, begin)
        about = match_phrase_before(phrases["approximate"], words, begin)
        bound = None
        if floor and floor >= ceiling:
            bound = Bound.AT_LEAST
        elif ceiling:
            bound = Bound.AT_MOST
        if bound is None and match_phrase(phrases["after_at_least"], words, end):
            bound = Bound.AT_LEAST
        if bound is None and match_phrase(phrases["after_at_most"], words, end):
            bound = Bound.AT_MOST
        behind = match_phrase(phrases["after_approximate"], words, end)
        if bound is not None and about > max(floor, ceiling):
            bound = None
        near = bool(about) or bool(behind) or words[max(0, begin - 2) : begin] == ("~",)
        if begin and words[begin - 1] == "~":
            near = True
        return bound, near, begin - max(floor, ceiling, about)

    def _nouns(self, at: int, end: int, kind: QuantityKind) -> tuple[str, ...]:
        if kind is QuantityKind.LABEL:
            before = self.tokens.word(at - 1)
            return (_stem(before, self.lexicon),) if before.isalpha() else ()
        found: list[str] = []
        for place in range(end, min(end + _NOUN_REACH + 1, len(self.tokens.words))):
            word = self.tokens.word(place)
            if place == end and (word in self.tokens.tables.of or word in {"-", "‑", "des"}):
                continue
            if not word[0].isalpha() or self._ends_noun(word) or len(found) == _NOUN_REACH:
                break
            found.append(_stem(word, self.lexicon))
        return tuple(found)

    def _ends_noun(self, word: str) -> bool:
        guards = self.lexicon.guards
        return word in self.lexicon.stop or word in guards["before"] or word in guards["after"]

    def _per(self, end: int) -> str | None:
        place = end
        while self.tokens.word(place).isalpha() and place < end + _NOUN_REACH:
            word = self.tokens.word(place)
            adverb = self.tokens.tables.per_adverbs.get(word)
            if adverb is not None:
                return adverb
            if word in self.tokens.tables.per and not self._is_span(place, end):
                found = match_unit(self.tokens.tables, self.tokens.words, place + 1)
                if found is not None and found[1].dimension == "time":
                    return found[1].id
            place += 1
        return None

    def _is_span(self, place: int, end: int) -> bool:
        """Whether "a year" is a time in which, and no rate: "on four routes for a year"."""
        article = self.tokens.word(place) in ("a", "an")
        return article and place > end and self.tokens.word(place - 1) in self.lexicon.stop


def _head(nouns: tuple[str, ...], language: str, kind: QuantityKind) -> str | None:
    if not nouns:
        return None
    last = language in _HEAD_FINAL and kind is not QuantityKind.LABEL
    return nouns[-1] if last else nouns[0]


def _stem(word: str, lexicon: Lexicon) -> str:
    return stem(word, language=lexicon.language) if word else ""


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
