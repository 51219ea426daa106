"""The values of a text, each with the words that say what it is about, and how close two are."""

import datetime
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import attrs

from provenance.dates import DateMention, parse_dates
from provenance.quantities import Quantity, QuantityKind, parse_quantities
from provenance.retrieval import IndexedDocument, Passage, best_passages
from provenance.spans import Span
from provenance.words import Lexicon, Word, load_lexicon, parse_words

_PASSAGES = 5
"""Sentences of the document in which a value is looked for."""
_CLAIM_PLAY, _SOURCE_PLAY = 4.0, 6.0
"""Words after which closeness halves."""
_CONTEXT = 60
"""Words on either side of a value that are looked at: a claim is a sentence, but may be a page."""
_NEXT_SENTENCE = 0.35
"""Closeness of a word that stands only in the sentence before."""
_BOUNDARY = 3
"""Words that a comma or "and" counts for: what stands in another clause is further off."""
_NAMING_RANK = 3
"""Ranks up to this one mostly tell two things apart ("the second trial")."""
_BOUNDARIES = frozenset(",;:–—()")
_AND = frozenset(
    {"and", "und", "et", "y", "e", "i", "oraz", "и", "і", "й", "та", "but", "aber", "а"}
)


@attrs.frozen(kw_only=True)
class Value:
    """A number or date of a text, and where it stands among the words."""

    span: Span
    item: Quantity | DateMention
    first: int
    """Indexes of its first and last word among the words of its side."""
    last: int


@attrs.frozen(kw_only=True)
class Side:
    """A claim, or one passage of a document: words, values and what the values are about."""

    text: str
    offset: int
    words: tuple[Word, ...]
    places: tuple[int, ...]
    """Position of each word, counting boundaries."""
    values: tuple[Value, ...]
    context: tuple[int, ...]
    """Indexes of the words that say what a value is about: no frame, no function words."""
    lexicon: Lexicon

    @classmethod
    def of(
        cls,
        text: str,
        *,
        language: str,
        reference: datetime.date | None,
        offset: int = 0,
        ignore: Sequence[Span] = (),
    ) -> "Side":
        """The side ``text``, which starts at ``offset`` of its document."""
        lexicon = load_lexicon(language)
        quantities = parse_quantities(text, language=language)
        words = _with_numbers(parse_words(text, language=language), quantities)
        dates = parse_dates(text, language=language, reference=reference)
        counted = [q.span for q in quantities if q.kind is not QuantityKind.LABEL]
        items: list[Quantity | DateMention] = [
            quantity for quantity in quantities if _is_comparable_kind(quantity)
        ]
        items += [
            mention for mention in dates if not any(s.overlaps(mention.span) for s in counted)
        ]
        values = [value for item in items if (value := _placed(item, words)) is not None]
        return cls(
            text=text,
            offset=offset,
            words=words,
            places=_positions(text, words),
            values=tuple(sorted(values, key=lambda value: value.span)),
            context=tuple(
                at
                for at, word in enumerate(words)
                if lexicon.is_content(word)
                and word.text not in lexicon.cues
                and not any(span.overlaps(word.span) for span in ignore)
            ),
            lexicon=lexicon,
        )


def _with_numbers(words: Sequence[Word], quantities: Sequence[Quantity]) -> tuple[Word, ...]:
    """The words, numerals with their value for a stem: "two" and "2" are one word."""
    stems = {
        quantity.number.start: f"#{quantity.low.normalize():f}"
        for quantity in quantities
        if quantity.low == quantity.high
    }
    return tuple(
        attrs.evolve(word, stem=stems[word.span.start]) if word.span.start in stems else word
        for word in words
    )


def _is_comparable_kind(quantity: Quantity) -> bool:
    """Whether its value can be right or wrong; "the first trial" names, "the ninth" may err."""
    if quantity.kind is QuantityKind.RANK:
        return quantity.low > _NAMING_RANK
    return quantity.kind is not QuantityKind.LABEL or bool(quantity.noun and not quantity.nouns)


def _placed(item: Quantity | DateMention, words: Sequence[Word]) -> Value | None:
    inside = [at for at, word in enumerate(words) if word.span.overlaps(item.span)]
    if not inside:
        return None
    return Value(span=item.span, item=item, first=inside[0], last=inside[-1])


def _positions(text: str, words: Sequence[Word]) -> tuple[int, ...]:
    places, at, end = [], 0, 0
    for word in words:
        at += 1 + _BOUNDARY * bool(_BOUNDARIES & set(text[end : word.span.start]))
        at += _BOUNDARY * (word.text in _AND)
        places.append(at)
        end = word.span.end
    return tuple(places)


def passage_sides(claim_text: str, document: IndexedDocument) -> list[tuple[Side, Side | None]]:
    """The best passages, each with the sentence before it."""
    found = []
    for scored in best_passages(claim_text, document, limit=_PASSAGES):
        at = scored.passage.number
        before = document.passages[at - 1] if at else None
        together = before is not None and before.part == scored.passage.part
        earlier = _side_of(before, document) if before is not None and together else None
        found.append((_side_of(scored.passage, document), earlier))
    return found


def _side_of(passage: Passage, document: IndexedDocument) -> Side:
    return _remembered(
        passage.text, document.language, document.reference, offset=passage.span.start
    )


@lru_cache(maxsize=256)
def _remembered(text: str, language: str, reference: datetime.date | None, *, offset: int) -> Side:
    """A passage as a side: the claims of one story ask for the same ones again and again."""
    return Side.of(text, language=language, reference=reference, offset=offset)


def measure_closeness(
    claim: Side, value: Value, sides: tuple[Side, Side | None], other: Value
) -> tuple[float, float]:
    """How near the same words stand to both values, and the share of the claim's words there."""
    side, before = sides
    earlier = {word.stem for word in before.words} if before is not None else set()
    total = near = shared = 0.0
    count = 0
    for at in _beside(claim, value):
        word = claim.words[at]
        weight = 1 / (1 + distance(claim, value, at) / _CLAIM_PLAY)
        total += weight
        count += 1
        found = _nearest(side, other, word.stem)
        if found is not None:
            near += weight / (1 + found / _SOURCE_PLAY)
            shared += 1
        elif word.stem in earlier:
            near += weight * _NEXT_SENTENCE
            shared += 1
    if not total:
        return 0.0, 0.0
    return near / total, shared / count


def _beside(claim: Side, value: Value) -> list[int]:
    """The words round the value; of a claim of many sentences, those of its own stretch."""
    start = bisect_left(claim.context, value.first)
    stretch = claim.context[max(0, start - _CONTEXT) : start + _CONTEXT]
    return [at for at in stretch if not value.first <= at <= value.last]


def _nearest(side: Side, value: Value, stem: str) -> int | None:
    distances = [
        distance(side, value, at)
        for at, word in enumerate(side.words)
        if word.stem == stem and not value.first <= at <= value.last
    ]
    return min(distances, default=None)


def distance(side: Side, value: Value, at: int) -> int:
    """Words between a value and the word at index ``at``, boundaries counted."""
    if at < value.first:
        return side.places[value.first] - side.places[at] - 1
    return side.places[at] - side.places[value.last] - 1
