"""Yields the claims of an article: one for every prose sentence, with its type.

Questions, instructions, opinion, lead-ins and fragments are claims in form only: they come with
the verdict ``not-a-claim`` and the reason. When in doubt a sentence stays a claim: a dropped
claim is never checked, a superfluous one costs the reader a glance.
"""

import re
from collections.abc import Sequence

from provenance.attribution.cues import Cues, load_cues
from provenance.attribution.hiding import HIDDEN, hidden_quotes, quotations_by_sentence
from provenance.dates import parse_dates
from provenance.ingest.source_map import locate
from provenance.model import Article, Attribution, Claim, Quotation, Quote, Sentence
from provenance.quotations import quotation_in_sentence
from provenance.spans import Excerpt, Span
from provenance.terms import AttributionKind, ClaimType, QuotationKind, Reason, Verdict

_MARKS = '“”„‟«»"‘’‚*_`() \t\r\n\u00a0'
_MEASURED = re.compile(
    r"[$€£¥₴₽]\s?\d|\d[\d\s.,]*\s?(?:%|‰|[$€£¥₴₽]|(?:per ?cent|percentage|procent|Prozent|pour cent"
    r"|por ciento|процент|відсотк|bn\b|million|billion|Millionen|Milliarden|milliard|millones|mln\b"
    r"|mld\b|млн|млрд|мільйон|миллион|km\b|кг|kg\b|metres|meters|км\b|°))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w-])\d[\d.,\u00a0\u202f]*(?!\w)")
_DIGIT = re.compile(r"\d")
_LARGE = re.compile(
    r"\b(?:hundreds?|thousands?|millions?|billions?|thirds?|tausend|Millionen|Milliarden|Drittel"
    r"|milliards?|millones|tercios?|tysięcy|milion\w*|миллион\w*|миллиард\w*|мільйон\w*"
    r"|мільярд\w*|треть|третина)\b",
    re.IGNORECASE,
)
_NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w*teen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|thirds?|half|quarters?"
    r"|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|hundert|tausend|Drittel|Hälfte"
    r"|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|cent|mille|moitié|tiers|milliards?"
    r"|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|cien|mil|mitad|tercio"
    r"|dwa|dwie|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć|sto|tysiąc\w*|połow\w+"
    r"|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|сто|тысяч\w*|половин\w+|трет\w+"
    r"|дві|чотири|п’ять|шість|сім|вісім|дев’ять|десять|тисяч\w*|третин\w+)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b[a-z]{3,}ed\b")
_WHEN = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yesterday|today|tomorrow|tonight)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"^(?:over|under|with|without|at|in|on|from|for|by|über|mit|ohne|auf|sur|sans|avec|sobre|con|sin"
    r"|nad|bez|над|без|с|на|з)\s",
    re.IGNORECASE,
)
_FRAGMENT_WORDS = 5
_SUBJECT_WORDS = 3
_STUB_WORDS = 10
_LEAD_IN_WORDS = 14
"""A longer sentence before a colon says something of its own."""


def extract_claims(
    article: Article,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
) -> tuple[Claim, ...]:
    """Make one claim of every prose sentence; what says nothing is marked ``not-a-claim``."""
    prose = [s for s in sentences if article.blocks[s.block].kind.is_prose]
    cues = load_cues(article.metadata.language)
    by_sentence = attributions_by_sentence(prose, attributions)
    quoted = quotations_by_sentence(prose, quotations)
    return tuple(
        _claim(article, sentence, quoted[index], attribution=by_sentence[index], cues=cues)
        for index, sentence in enumerate(prose)
    )


def attributions_by_sentence(
    sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> list[Attribution | None]:
    """For each sentence the first attribution that has a span in it; linear in both."""
    starts = sorted(
        (min(span.start for span in (*a.source, *a.cue, *a.content)), index)
        for index, a in enumerate(attributions)
        if a.source or a.cue or a.content
    )
    result: list[Attribution | None] = []
    at = 0
    for sentence in sentences:
        while at < len(starts) and starts[at][0] < sentence.span.start:
            at += 1
        inside = at < len(starts) and starts[at][0] < sentence.span.end
        result.append(attributions[starts[at][1]] if inside else None)
    return result


def _claim(
    article: Article,
    sentence: Sentence,
    quotations: Sequence[Quotation],
    *,
    attribution: Attribution | None,
    cues: Cues,
) -> Claim:
    words = hidden_quotes(article, sentence.span, quotations)
    asks = sentence.span.of(article.prose).rstrip(_MARKS).endswith("?")
    reason = _no_claim(words, quotations, attribution=attribution, cues=cues, asks=asks)
    excerpt = Excerpt.of(article.text, sentence.span)
    return Claim(
        id=f"{article.id}:{sentence.span.start}-{sentence.span.end}",
        article=article.id,
        type=_type(words, quotations, attribution=attribution, cues=cues),
        sentence=excerpt,
        span=excerpt,
        location=locate(article, sentence.span),
        speaker=attribution.speaker if attribution else None,
        speaker_guess=attribution.speaker_guess if attribution else False,
        cue_modality=attribution.cue[0].of(article.prose)
        if attribution and attribution.cue
        else None,
        attribution=attribution,
        verdict=Verdict.NOT_A_CLAIM if reason else None,
        reasons=(reason,) if reason else (),
        quotes=tuple(
            Quote(start=part.start, end=part.end, exact=part.of(article.text))
            for quotation in quotations
            for part in quotation_in_sentence(quotation, sentence.span)
        ),
    )


def _no_claim(
    words: str,
    quotations: Sequence[Quotation],
    *,
    attribution: Attribution | None,
    cues: Cues,
    asks: bool,
) -> Reason | None:
    """Why a sentence says nothing that could be checked; ``None`` for a claim."""
    text = " ".join(words.replace(HIDDEN, "").split()).strip(_MARKS + "–—-")
    if quotations:
        return Reason.QUESTION if asks and _is_interviewer(quotations, attribution) else None
    cued = attribution is not None and bool(attribution.cue)
    if text.endswith("?"):
        return None if cued and cues["speech"].search(text) else Reason.QUESTION
    if text.endswith(":"):
        return Reason.LEAD_IN if _is_lead_in(text, cues) else None
    if cues["instruction"].search(text) and not (cued and "," in text):
        return None if _has_subject(text, cues) else Reason.INSTRUCTION
    return None if cued else _idle(text, cues)


def _has_subject(text: str, cues: Cues) -> bool:
    """``Update 12 was released``: a finite verb right behind makes the first word a subject."""
    following = text.split()[1:_SUBJECT_WORDS]
    return any(cues["finite"].fullmatch(word) for word in following)


def _idle(text: str, cues: Cues) -> Reason | None:
    """Why the narrator's own sentence claims nothing."""
    if cues["opinion"].search(text.rstrip(".!…")):
        return Reason.OPINION
    if cues["stub"].match(text) and len(text.split()) <= _STUB_WORDS:
        return Reason.LINK_STUB
    return Reason.FRAGMENT if _is_fragment(text, cues) else None


def _is_interviewer(quotations: Sequence[Quotation], attribution: Attribution | None) -> bool:
    """A question after a dialogue dash, without a cue: the paper asks, nobody is quoted."""
    if any(quotation.kind is not QuotationKind.DIALOGUE for quotation in quotations):
        return False
    return attribution is None or not attribution.cue


def _is_lead_in(text: str, cues: Cues) -> bool:
    if len(text.split()) > _LEAD_IN_WORDS or cues["act"].search(text):
        return False
    return bool(cues["lead_in"].search(text))


def _is_fragment(text: str, cues: Cues) -> bool:
    words = text.split()
    if not words or len(words) > _FRAGMENT_WORDS or _NUMBER.search(text):
        return not words
    verbal = any(cues[name].search(text) for name in ("finite", "speech", "act", "event"))
    return bool(_PREPOSITION.match(text)) and not verbal and not _PAST.search(text)


def _type(
    words: str,
    quotations: Sequence[Quotation],
    *,
    attribution: Attribution | None,
    cues: Cues,
) -> ClaimType:
    if quotations:
        return ClaimType.QUOTE
    dates = parse_dates(words, language=cues.language) if _DIGIT.search(words) else ()
    undated = _without(words, [mention.span for mention in dates])
    if _MEASURED.search(words) or _NUMBER.search(undated) or _LARGE.search(words):
        return ClaimType.QUANTITY
    happens = bool(cues["event"].search(words) or cues["future"].search(words))
    if attribution is not None and attribution.cue:
        acts = attribution.kind is AttributionKind.INDIRECT and _is_act(words, attribution, cues)
        return ClaimType.EVENT if acts else ClaimType.INDIRECT_SPEECH
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
    characters = list(words)
    for span in spans:
        characters[span.start : span.end] = " " * len(span)
    return "".join(characters)
