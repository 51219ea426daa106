"""Whether two quotations can come from one utterance: who speaks, when, and in which language."""

import datetime as dt
import re
from enum import Enum

import attrs

from provenance.attribution.cues import load_cues
from provenance.attribution.source_phrases import PhraseKind
from provenance.attribution.speakers import read_source
from provenance.comparison.cues import load_holding_cues
from provenance.dates import DateMention, Precision, dates_fit, parse_dates
from provenance.days import certain_day, day_of
from provenance.model import Analysis, Article, Claim, Quote
from provenance.names import same_name
from provenance.retrieval import content_words
from provenance.urls import language_in_url

_MOST_DAYS = 7
"""Days between two articles after which similar words of one speaker may be said anew, unless both
name the day."""

_WHOLE_DATE = len("2026-03-04")


class Voices(Enum):
    """Whether two quotations are given to one speaker."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class QuotedClaim:
    """A quotation in the claim that carries it, with what its article says around it."""

    claim: Claim
    quote: Quote
    article: int
    """Place of the article among those compared."""
    language: str
    frame: str
    """The sentence without its quoted words."""
    published: dt.date | None
    """``None`` also when the day is only a guess."""
    days: tuple[DateMention, ...]
    """Days and months that the frame names."""


def place_quotation(analysis: Analysis, claim: Claim, quote: Quote, *, article: int) -> QuotedClaim:
    """``quote`` with the words and days around it."""
    language = analysis.article.metadata.language
    frame = _without_quotes(claim)
    published = certain_day(analysis.article)
    days = parse_dates(
        frame, language=language, reference=published or guessed_day(analysis.article)
    )
    return QuotedClaim(
        claim=claim,
        quote=quote,
        article=article,
        language=language,
        frame=frame,
        published=published,
        days=tuple(day for day in days if day.precision is not Precision.TIME),
    )


def guessed_day(article: Article) -> dt.date | None:
    """The day an article appeared, a guess included: good for resolving relative dates only."""
    return day_of(article.metadata.published.value)


def compare_voices(left: QuotedClaim, right: QuotedClaim) -> Voices:
    """Whether two claims give their quotations to one speaker, by name or else by office."""
    one, other = _names(left.claim), _names(right.claim)
    if one and other:
        same = any(same_name(a, b) for a in one for b in other)
        return Voices.SAME if same else Voices.OTHER
    if not one and not other and _role(left) & _role(right):
        return Voices.SAME
    return Voices.UNKNOWN


def are_two_persons(left: QuotedClaim, right: QuotedClaim) -> bool:
    """Whether the quotations are given, in plain words, to two persons who are not one.

    A body and its own head may both be named for one statement; that is no contradiction. Nor is it
    where one article names the other's speaker in the same sentence.
    """
    if compare_voices(left, right) is not Voices.OTHER:
        return False
    if not _is_person(left) or not _is_person(right):
        return False
    return not _mentions(left, right.claim) and not _mentions(right, left.claim)


def is_other_occasion(left: QuotedClaim, right: QuotedClaim) -> bool:
    """Whether the articles themselves date the two quotations apart."""
    said, other = _day_said(left.claim), _day_said(right.claim)
    if said and other:
        return said != other
    if left.days and right.days:
        return not any(dates_fit(a, b) for a in left.days for b in right.days)
    if left.published is None or right.published is None:
        return False
    return abs((left.published - right.published).days) > _MOST_DAYS


def is_translated(quoted: QuotedClaim) -> bool:
    """Whether the quotation was, by its article's own words or address, said in another language.

    Two honest translations differ in words and contradict nothing.
    """
    if quoted.quote.retranslation_suspected:
        return True
    if any(p.search(quoted.frame) for p in load_holding_cues(quoted.language).translated):
        return True
    told = {language_in_url(citation.url) for citation in quoted.claim.citations}
    return bool(told - {None, quoted.language})


def _day_said(claim: Claim) -> str | None:
    """The whole day of the utterance; a month alone tells two occasions not apart."""
    date = claim.said_at.date if claim.said_at else None
    return date if date and len(date) == _WHOLE_DATE else None


def _without_quotes(claim: Claim) -> str:
    text = claim.sentence.exact
    for quote in claim.quotes:
        start, end = quote.start - claim.sentence.start, quote.end - claim.sentence.start
        text = text[: max(start, 0)] + " " * (min(end, len(text)) - max(start, 0)) + text[end:]
    return text


def _names(claim: Claim) -> tuple[str, ...]:
    speaker = claim.speaker
    return (speaker.name,) if speaker is not None and speaker.name else ()


def _role(quoted: QuotedClaim) -> set[str]:
    speaker = quoted.claim.speaker
    if speaker is None or not speaker.role:
        return set()
    return {word.stem for word in content_words(speaker.role, language=quoted.language)}


def _is_person(quoted: QuotedClaim) -> bool:
    claim = quoted.claim
    if claim.speaker_guess or claim.attribution is None or not claim.attribution.source:
        return False
    start = claim.sentence.start
    words = " ".join(
        claim.sentence.exact[max(0, part.start - start) : part.end - start]
        for part in claim.attribution.source
    )
    return read_source(words, load_cues(quoted.language)).kind is PhraseKind.PERSON


def _mentions(quoted: QuotedClaim, other: Claim) -> bool:
    """Whether the sentence of a quotation, its quoted words included, names the other's speaker."""
    surnames = [name.split()[-1] for name in _names(other)]
    text = quoted.claim.sentence.exact
    return any(re.search(rf"\b{re.escape(name)}", text) for name in surnames)
