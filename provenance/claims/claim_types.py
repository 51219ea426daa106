"""Yields the type of a claim: quoted, reported, a figure, an event, or a plain statement."""

import re
from collections.abc import Sequence

from provenance.attribution.cues import Cues, alternatives
from provenance.dates import parse_dates
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


def claim_type(
    words: str,
    quotations: Sequence[Quotation],
    *,
    attribution: Attribution | None,
    cues: Cues,
    is_reported: bool = False,
) -> ClaimType:
    """The type of a claim.

    Args:
        words: the claim with its quoted words hidden.
        quotations: those of its words that are quoted.
        attribution: who says it; ``None`` for the narrator.
        cues: of the article's language.
        is_reported: whether it is a further clause of what somebody says, which tells no act.
    """
    if quotations:
        return ClaimType.QUOTE
    has_digits = _DIGIT.search(words) is not None
    dates = parse_dates(words, language=cues.language) if has_digits else ()
    undated = _without(words, [mention.span for mention in dates])
    counted = has_digits and (_MEASURED.search(words) or _NUMBER.search(undated))
    if counted or _LARGE.search(words):
        return ClaimType.QUANTITY
    if attribution is not None and attribution.cue:
        indirect = attribution.kind is AttributionKind.INDIRECT and not is_reported
        acts = indirect and _is_act(words, attribution, cues)
        return ClaimType.EVENT if acts else ClaimType.INDIRECT_SPEECH
    happens = bool(cues["event"].search(words) or cues["future"].search(words))
    if _NUMBER_WORDS.search(words) and not happens:
        return ClaimType.QUANTITY
    if happens or dates or _PAST.search(words) or _WHEN.search(words):
        return ClaimType.EVENT
    return ClaimType.STATEMENT


def _is_act(words: str, attribution: Attribution, cues: Cues) -> bool:
    """``approved``, ``called out on strike``: what the body did, not what it said."""
    sentence = attribution.cue[0].start - attribution.source[0].start if attribution.source else -1
    by_act = sentence > 0 and cues["speech"].search(words) is None
    return by_act and cues["event"].search(words) is not None


def _without(words: str, spans: Sequence[Span]) -> str:
    for span in spans:
        words = words[: span.start] + " " * len(span) + words[span.end :]
    return words
