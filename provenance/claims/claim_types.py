"""Yields the type of a claim: quoted, reported, a figure, an event, or a plain statement."""

import functools
import re
from collections.abc import Sequence

from provenance.attribution.cues import alternatives
from provenance.attribution.needed_letters import Sieve
from provenance.claims.narrators_words import NarratorsWords
from provenance.dates import DateMention, parse_dates
from provenance.model import Attribution, Quotation
from provenance.spans import Span
from provenance.terms import AttributionKind, ClaimType

_MEASURED = re.compile(
    r"[$€£¥₴₽]\s?\d|\d[\d\s.,]*\s?(?:%|‰|[$€£¥₴₽]|(?:per ?cent|percentage|procent|Prozent|pour cent"
    r"|por ciento|процент|відсотк|bn\b|million|billion|Millionen|Milliarden|milliard|millones|mln\b"
    r"|mld\b|млн|млрд|мільйон|миллион|km\b|кг|kg\b|metres|meters|км\b|°))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w-])\d[\d.,\u00a0\u202f]*(?!\w)")
_DIGIT = re.compile(r"\d")
_LARGE_NUMBERS = (
    "hundred hundreds thousand thousands million millions billion billions third thirds "
    "tausend millionen milliarden drittel milliard milliards millones tercio tercios tysięcy "
    "milion* миллион* миллиард* мільйон* мільярд* треть третина"
)
_LARGE = re.compile(rf"\b(?:{alternatives(_LARGE_NUMBERS.split())})\b")
_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand million billion third thirds half quarter quarters "
    "zwei drei vier fünf sechs sieben acht neun zehn zwölf hundert tausend drittel hälfte "
    "deux trois quatre cinq sept huit neuf dix douze cent mille moitié tiers milliard milliards "
    "dos tres cuatro cinco seis siete ocho nueve diez cien mil mitad tercio "
    "dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć sto tysiąc* "
    "два две три четыре пять шесть семь восемь девять десять сто тысяч* "
    "дві чотири шість сім вісім тисяч*"
)
_NUMBER_WORDS = re.compile(
    rf"\b(?:{alternatives(sorted(set(_NUMBERS.split())))})\b|[tT](?i:een)\b"
    r"|\b(?=[pPпПтТдД])(?i:połow\w+|половин\w+|трет\w+|третин\w+|п’ять|дев’ять)\b"
)
_PAST = re.compile(r"\b[a-z]{3,}ed\b")
_WHEN = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yesterday|today|tomorrow|tonight)\b",
    re.IGNORECASE,
)


@functools.cache
def _sieves() -> tuple[Sieve, Sieve, Sieve]:
    return Sieve(_LARGE), Sieve(_NUMBER_WORDS), Sieve(_WHEN)


def claim_type(
    words: NarratorsWords,
    quotations: Sequence[Quotation],
    *,
    attribution: Attribution | None,
    is_reported: bool = False,
) -> ClaimType:
    """The type of a claim.

    Args:
        words: of the claim, quoted ones hidden.
        quotations: those of its words that are quoted.
        attribution: who says it; ``None`` for the narrator.
        is_reported: whether it is a further clause of what somebody says, which tells no act.
    """
    if quotations:
        return ClaimType.QUOTE
    text = words.text
    large, numbers, when = _sieves()
    has_digits = _DIGIT.search(text) is not None
    dates = parse_dates(text, language=words.cues.language) if has_digits else ()
    if (has_digits and _has_figure(text, dates)) or words.matches(large):
        return ClaimType.QUANTITY
    if attribution is not None and attribution.cue:
        indirect = attribution.kind is AttributionKind.INDIRECT and not is_reported
        acts = indirect and _is_act(words, attribution)
        return ClaimType.EVENT if acts else ClaimType.INDIRECT_SPEECH
    happens = words.has("event") or words.has("future")
    if not happens and words.matches(numbers):
        return ClaimType.QUANTITY
    if happens or dates or _PAST.search(text) or words.matches(when):
        return ClaimType.EVENT
    return ClaimType.STATEMENT


def _has_figure(text: str, dates: Sequence[DateMention]) -> bool:
    """Whether a number of ``text`` stands outside its ``dates``."""
    undated = _without(text, [mention.span for mention in dates])
    return bool(_NUMBER.search(undated) or _MEASURED.search(text))


def _is_act(words: NarratorsWords, attribution: Attribution) -> bool:
    """``approved``, ``called out on strike``: what the body did, not what it said."""
    sentence = attribution.cue[0].start - attribution.source[0].start if attribution.source else -1
    return sentence > 0 and not words.has("speech") and words.has("event")


def _without(words: str, spans: Sequence[Span]) -> str:
    for span in spans:
        words = words[: span.start] + " " * len(span) + words[span.end :]
    return words
