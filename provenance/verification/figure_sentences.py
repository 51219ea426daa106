"""The figures of a sentence of a source, and words beside them that say what they come to."""

import enum
import re
from decimal import Decimal

import attrs

from provenance.quantities import Quantity, QuantityKind, comparable, parse_quantities
from provenance.words import load_lexicon, parse_words

_MOST_FIGURES = 12
_MOST_STATED = 60
_MOST_LETTERS = 1500
"""Longer sentences are none, but lists or tables."""
MILLION, _BILLION = Decimal(10**6), Decimal(10**9)
_LARGEST = Decimal(10**15)
_ELLIPTIC = 1000
"""Beside millions a smaller figure counts millions, too."""
_LOOSE = re.compile(r"\b(?:up\sto|at\s(?:least|most)|as\s(?:many|much|few|little)\sas)\b")
_SIGNS = "-−–+"
"""Of the figure that is written alike, no part of the result."""
_REACH = 8
"""Words before a figure in which a verb says that it changed."""
_PER_BEFORE = re.compile(r"(?:\bper|\bin every|/)\s?$")
_NAMING = (QuantityKind.LABEL, QuantityKind.RANK, QuantityKind.ORDINAL)
_SCALE = re.compile(r"^\s?(?:thousand|million|billion|[mk]n?|bn)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[,.;:!?()](?=\s|$)|\s(?=\()|\s(?=(?:and|but|while|although|though|as|when|because|if)\s)|$"
)


class Role(enum.Enum):
    """What the result of a reckoning is; a claim has to use it as that."""

    LEVEL = "level"
    """How much there was or is."""
    CHANGE = "change"
    """By how much one differs from the other."""
    REST = "rest"
    """What is left of a whole without the part that is told."""
    SHARE = "share"
    """Which part of the whole, in percent."""


@attrs.frozen(kw_only=True)
class Note:
    """Words put into the source, and the figure they give."""

    at: int
    """Where, an offset into the document's text."""
    words: str
    figure: Quantity
    """The result; its spans mean nothing."""
    role: Role
    way: int = 0
    """Of a change: 1 for a rise, -1 for a fall."""
    whole: Quantity | None = None
    """Of what is left, the whole."""
    told: str = ""
    """Of what is left, what is said of the part; of a level, what it is the level of."""
    is_vote: bool = False
    """Whether it counts votes."""
    is_aside: bool = False
    """Whether it is read only where the claim has a figure that the source does not state."""


@attrs.frozen(kw_only=True)
class FigureSentence:
    """A sentence and its figures."""

    text: str
    figures: tuple[Quantity, ...]
    ranges: tuple[Quantity, ...]
    """As "40 to 55", which may be a change."""
    shares: tuple[Quantity, ...]
    """As "two thirds" or "62 per cent", which may be of a figure."""
    stated: tuple[Quantity, ...]
    """All that it gives, bounds and shares, too."""

    def between(self, one: int, other: int) -> str:
        """The words between two figures."""
        return self.text[self.figures[one].span.end : self.figures[other].span.start]

    def before(self, at: int) -> str:
        """The words between a figure and the one before it."""
        start = self.figures[at - 1].span.end if at else 0
        return self.text[start : self.figures[at].span.start]

    def after(self, at: int) -> str:
        """All that stands behind a figure."""
        return self.text[self.figures[at].span.end :]

    def clause_end(self, at: int) -> int:
        """Where the clause of a figure ends, an offset into the sentence."""
        end = self.figures[at].span.end
        found = _CLAUSE_END.search(self.text, end)
        return found.start() if found else len(self.text)

    def is_alone(self, at: int) -> bool:
        """Whether no other figure stands before it without a mark between the two."""
        return at == 0 or re.search(r"[,;:()—–]", self.between(at - 1, at)) is not None


def read_figures(text: str) -> FigureSentence:
    """The sentence ``text``; a bound or a rate per head is no figure to reckon with."""
    stated = tuple(parse_quantities(text[:_MOST_LETTERS], language="en"))
    exact = [
        q
        for q in (stated if len(text) <= _MOST_LETTERS else ())
        if q.bound is None and not q.approximate and not _PER_BEFORE.search(text, 0, q.span.start)
    ]
    plain = tuple(q for q in exact if is_plain(q))[:_MOST_FIGURES]
    ranges = tuple(q for q in exact if _is_even_range(q, q.span.of(text)))
    shares = tuple(q for q in exact if q.kind is QuantityKind.PERCENT and q.low == q.high)
    return FigureSentence(
        text=text,
        figures=plain,
        ranges=ranges[:_MOST_FIGURES],
        shares=shares[:_MOST_FIGURES],
        stated=stated[:_MOST_STATED],
    )


def _is_even_range(figure: Quantity, words: str) -> bool:
    """Whether it is a range with both ends told alike, not "41 to 36 billion", "40 to up to 55"."""
    is_even = figure.low >= _ELLIPTIC or figure.high < MILLION
    is_near = figure.low < figure.high <= _LARGEST
    return is_near and is_even and figure.kind not in _NAMING and not _LOOSE.search(words)


def is_plain(figure: Quantity) -> bool:
    """A count, sum or measure; no label, rank, share or range."""
    is_one = figure.low == figure.high and abs(figure.high) <= _LARGEST
    is_share = figure.share and figure.kind is QuantityKind.PERCENT
    return is_one and figure.kind not in _NAMING and not is_share


def are_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two different figures are told alike, so that one may be taken from the other."""
    small, large = sorted((one.value, other.value))
    return (
        comparable(one, other)
        and _unit_id(one) == _unit_id(other)
        and small != large
        and (large < MILLION or small >= _ELLIPTIC)
    )


def _unit_id(figure: Quantity) -> str | None:
    return figure.unit.id if figure.unit is not None else None


def percent(share: Decimal) -> Quantity:
    """``share`` in percent, as a figure."""
    (figure,) = parse_quantities("10%", language="en")
    return attrs.evolve(figure, low=share, high=share)


def way_of_change(text: str) -> int:
    """1 where a verb at the end of ``text`` says that something rose, -1 that it fell, else 0."""
    lexicon = load_lexicon("en")
    for word in reversed(parse_words(text[-200:], language="en")[-_REACH:]):
        if word.text in lexicon.up:
            return 1
        if word.text in lexicon.down:
            return -1
        if word.text in lexicon.negation:
            return 0
    return 0


def note_of(
    text: str, at: int, words: str, like: Quantity, value: Decimal, *, role: Role, way: int = 0
) -> Note:
    """``words`` with ``value`` written as ``like`` is; the change of a share in points."""
    figure = attrs.evolve(like, low=value, high=value, per=None, bound=None)
    if role is Role.CHANGE and like.kind is QuantityKind.PERCENT:
        (point,) = parse_quantities("1 percentage point", language="en")
        figure = attrs.evolve(figure, kind=point.kind, unit=point.unit)
        plain = f"{value.normalize():f} percentage point{'s' * (value != 1)}"
    else:
        plain = _written(text, like, value)
    return Note(at=at, words=words.format(plain), figure=figure, role=role, way=way)


def _written(text: str, like: Quantity, value: Decimal) -> str:
    """``value`` in figures, with the signs and unit that ``like`` has in ``text``."""
    sign = text[like.span.start : like.number.start][-1:].strip()
    behind = _SCALE.sub("", text[like.number.end : like.span.end])
    factor = next((f for f in (_BILLION, MILLION) if abs(value) >= f), Decimal(1))
    scale = {_BILLION: " billion", MILLION: " million"}.get(factor, "")
    amount = f"{round(value / factor, 2).normalize():,f}"
    return f"{'' if sign in _SIGNS else sign}{amount}{scale}{behind}"
