"""The frame of a claim, set apart from what is claimed: who says it, by which word, when, where.

"NATO is ready, Mr Stoltenberg said in a tweet on Dec. 16" claims two things: that NATO is ready,
and that Mr Stoltenberg said so then. The first is held against the words of the document, the
second against its speaker and its date (:mod:`provenance.verification.frame_fitting`).
"""

import re
from collections.abc import Sequence

import attrs

from provenance.attribution.attributor import extract_attributions
from provenance.attribution.cues import load_cues
from provenance.attribution.speakers import read_source
from provenance.claims.cue_lists import load_claim_cues
from provenance.model import (
    Article,
    Attribution,
    Block,
    Metadata,
    Quotation,
    Sentence,
    SourceMap,
    Speaker,
)
from provenance.quotations import find_quotations
from provenance.segmentation import segment_sentences
from provenance.spans import Span
from provenance.terms import BlockKind

_MOST_ADJUNCT_WORDS = 14
"""Words of "in an interview with the public broadcaster on Monday"; more say something."""
_GOES_ON = re.compile(
    r"\b(?:that|adding|but|while|and|as|who|whose|which|because|since|if|when|where|after|before"
    r"|though|although|would|will|had|has|have|was|were|is|are)\b",
    re.IGNORECASE,
)
"""Words of a clause: what follows them is content."""
_OCCASION = re.compile(
    r"\b(?:after|before)\s+(?:an?|the|its|his|her|their)\s+(?:[\w-]+\s+){0,2}[\w-]+$", re.IGNORECASE
)
"""'after the meeting': no clause."""
_CLOSING = re.compile(
    r"[,”\"’]\s+(?P<named>[^,;:.!?“”\"]{1,90}?)\s+"
    r"(?:also\s+|has\s+|have\s+)?(?:said|says|told|tells|wrote|writes|tweeted|stated|added|noted|announced)"
    r"(?P<tail>(?:\s[^,;:“”\"]*)?)$",
)
"""'…, the minister said in a tweet on Dec. 16', at the end of a sentence."""
_OWNED = re.compile(
    r"\s+((?:(?!(?:on|in|at|as|to|by|from|of|for|that|and|who|which)\b)[\w-]+\s*?){1,5})"
    r"(?=,|\s+(?:on|in|at|from|of)\b)",
    re.IGNORECASE,
)
"""What belongs to somebody, up to a comma or to when and where it was said."""
_PLAIN_SAYING = frozenset({"said", "says", "say", "saying", "stated", "told"})
"""Verbs that open a clause without "that"; others take an object ("promised a new pitch")."""
_THAT = re.compile(r"\bthat\s+", re.IGNORECASE)
_ADJUNCT = re.compile(
    r"""\s*,?\s*(?:
      (?:late|early|earlier)\s+(?:on\s+)?(?:last\s+|this\s+)?\w+day
      |(?:on\s+)?(?:last\s+|this\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?
      |(?:on\s+)?(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?(?:\s+\d{1,2}(?!\d))?(?:,?\s+\d{4}(?!\d))?
      |yesterday|today|tonight|earlier|later|afterwards|recently|again|also
      |(?:in|on|at|via|during|through|to)\s+(?:an?|the|its|his|her|their|this)?\s*
       (?:[\w-]+\s+){0,2}?
       (?:statement|tweet|post|interview|briefing|press\s+conference|news\s+conference|letter
         |report|release|note|filing|speech|message|call|video|blog|website|Twitter|Facebook
         |Telegram|X|reporters|journalists|parliament|lawmakers)
    )(?=[\s,.;:]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_PUNCTUATION = " \t\r\n,;:–—-"


@attrs.frozen(kw_only=True)
class Frame:
    """Who a sentence says is speaking, and the words that say so."""

    spans: tuple[Span, ...]
    """The words to set apart, in reading order; offsets into the claim."""
    speaker: Speaker | None
    named: str
    """The words that name the speaker, as they stand."""


@attrs.frozen(kw_only=True)
class FramedSentence:
    """One sentence of a claim with its quotations and its frame."""

    span: Span
    quotations: tuple[Span, ...] = ()
    """The words in quotation marks, marks left out."""
    frame: Frame | None = None


def read_claim(text: str, *, language: str) -> tuple[FramedSentence, ...]:
    """The sentences of a claim, each with its frame; offsets into ``text``."""
    article = article_of(text, language=language)
    sentences = segment_sentences(article)
    quotations = find_quotations(article)
    attributions = extract_attributions(article, sentences, quotations)
    return tuple(
        _framed(article.prose, sentence, quotations, attributions, language=language)
        for sentence in sentences
    )


def article_of(text: str, *, language: str) -> Article:
    """``text`` as one paragraph, so that the steps that read articles can read it."""
    span = Span(0, len(text)).stripped(text)
    return Article(
        id="claim",
        path=None,
        digest="",
        text=text,
        prose=text,
        blocks=(Block(kind=BlockKind.PARAGRAPH, span=span),),
        links=(),
        metadata=Metadata(language=language),
        source_map=SourceMap(path="claim", anchors=()),
    )


def find_frame(
    text: str,
    sentence: Span,
    attributions: Sequence[Attribution],
    quotations: Sequence[Span],
    *,
    language: str,
) -> Frame | None:
    """The frame of a sentence; ``None`` where it has none that can be set apart.

    Args:
        text: what the spans are offsets into.
        sentence: the sentence.
        attributions: who says what in it, or near it.
        quotations: spans of the sentence that are quoted.
        language: of the text; how far a frame reaches is known for English only, elsewhere it is
            the speaker and the verb.
    """
    closing = _closing_frame(text, sentence, quotations, language=language)
    if closing is not None:
        return closing
    found = (_attributed(text, sentence, a, quotations, language=language) for a in attributions)
    return next((frame for frame in found if frame is not None), None)


def _attributed(
    text: str,
    sentence: Span,
    attribution: Attribution,
    quotations: Sequence[Span],
    *,
    language: str,
) -> Frame | None:
    """The frame that one attribution gives a sentence."""
    if any(_is_denial(cue.of(text), language) for cue in attribution.cue):
        return None
    cores = sorted(
        s for s in (*attribution.source, *attribution.cue) if sentence.contains(s) and len(s)
    )
    if not cores:
        return None
    core = Span(cores[0].start, max(s.end for s in cores))
    named = next((s.of(text) for s in attribution.source if sentence.contains(s)), "")
    owned = _owned(text, sentence, core)
    if owned is not None:
        core, named = Span(core.start, owned.end), f"{named} {owned.of(text)}"
    if any(core.overlaps(q) for q in quotations) or sum(map(len, cores)) * 3 < len(core):
        # Content stands between speaker and verb: each is set apart by itself.
        return Frame(spans=tuple(cores), speaker=attribution.speaker, named=named)
    widened = _widened(text, sentence, core) if language == "en" else core
    if widened is None and _opens_with_preposition(text, sentence, attribution, core, language):
        widened = Span(sentence.start, core.end)
    if widened is None:
        return None
    kept = core if any(widened.overlaps(q) for q in quotations) else widened
    return Frame(spans=(kept,), speaker=attribution.speaker, named=named)


def _opens_with_preposition(
    text: str, sentence: Span, attribution: Attribution, core: Span, language: str
) -> bool:
    """Whether it opens as "According to X there is …": what follows the source is content."""
    cue = " ".join(span.of(text) for span in attribution.cue)
    return (
        load_cues(language)["according"].fullmatch(cue) is not None
        and not text[sentence.start : core.start].strip()
        and any(span.end == core.end for span in attribution.source)
    )


def _is_denial(cue: str, language: str) -> bool:
    """``denied that``: set apart, what is left would say the contrary of the claim."""
    return load_claim_cues(language).has_any("denying", cue)


def _owned(text: str, sentence: Span, core: Span) -> Span | None:
    """The words behind a possessive at the end of ``core``: "Russia's | foreign ministry"."""
    if not core.of(text).endswith(("'s", "’s", "s'", "s’")):
        return None
    found = _OWNED.match(text, core.end, sentence.end)
    return Span(*found.span(1)) if found else None


def _closing_frame(
    text: str, sentence: Span, quotations: Sequence[Span], *, language: str
) -> Frame | None:
    """A closing "…, the mayor said on Tuesday", told by its place whatever it is about."""
    if language != "en":
        return None
    words = text[sentence.start : sentence.end].rstrip(" .!?…")
    found = _CLOSING.search(words[-_LONGEST_FRAME:])
    if found is None or not _is_adjunct(found["tail"], told="told" in found.group()):
        return None
    shift = sentence.start + len(words) - len(words[-_LONGEST_FRAME:])
    start = found.start() + (1 if found.group()[0] in '”"’' else 0)
    span = Span(shift + start, shift + found.end())
    if _GOES_ON.search(found["named"]) or any(span.overlaps(q) for q in quotations):
        return None
    speaker = read_source(found["named"], load_cues(language)).speaker
    return Frame(spans=(span,), speaker=speaker, named=found["named"].strip())


_LONGEST_FRAME = 220
"""Characters at the end of a sentence in which its closing frame stands."""


def _framed(
    text: str,
    sentence: Sentence,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    *,
    language: str,
) -> FramedSentence:
    within = sentence.span
    quoted = tuple(
        Span(max(part.start, within.start), min(part.end, within.end))
        for quotation in quotations
        if quotation.parent is None
        for part in quotation.parts
        if part.overlaps(within)
    )
    frame = find_frame(text, within, attributions, quoted, language=language)
    return FramedSentence(span=within, quotations=quoted, frame=frame)


def _widened(text: str, sentence: Span, core: Span) -> Span | None:
    """``core`` with when, where and to whom it was said, up to where the content begins."""
    if not text[sentence.start : core.start].strip(_PUNCTUATION):
        return _leading(text, sentence, core)
    tail = text[core.end : sentence.end].rstrip(' .!?…"”’»)')
    start = _comma_before(text, sentence, core)
    if start is None:
        return None
    if _is_adjunct(tail, told=_ends_in_told(text, core)):
        return Span(start, core.end + len(tail))
    # ", she said, " in mid-sentence: up to the next comma.
    comma = text.find(",", core.end, sentence.end)
    if comma != -1 and _is_adjunct(text[core.end : comma], told=_ends_in_told(text, core)):
        return Span(start, comma + 1)
    return core


def _ends_in_told(text: str, core: Span) -> bool:
    return core.of(text).rstrip().lower().endswith("told")


def _is_adjunct(tail: str, *, told: bool) -> bool:
    """Whether the words behind the verb of saying say only when, where or to whom."""
    bare = _OCCASION.sub("", tail)
    words = tail.split()
    if not words:
        return True
    if len(words) > _MOST_ADJUNCT_WORDS or _GOES_ON.search(bare):
        return False
    return told or words[0].lower() in _PREPOSITIONS or _ADJUNCT.match(tail) is not None


_PREPOSITIONS = frozenset(
    {"in", "on", "at", "during", "via", "to", "through", "by", "from", "late", "early", "after"}
)


def _comma_before(text: str, sentence: Span, core: Span) -> int | None:
    """Where the mark stands that parts the frame from what goes before it."""
    gap = text[sentence.start : core.start].rstrip()
    at = sentence.start + len(gap)
    if gap and gap[-1] in ',;:—–-”"»’':
        return at - 1 if gap[-1] in ",;:—–-" else at
    # "said Prime Minister X": the speaker's office may stand between mark and name.
    mark = max(text.rfind(",", sentence.start, core.start), text.rfind("”", sentence.start, at))
    near = mark != -1 and len(text[mark + 1 : core.start].split()) <= _OFFICE_WORDS
    return mark if near else None


_OFFICE_WORDS = 4


def _leading(text: str, sentence: Span, core: Span) -> Span | None:
    """An opening "The minister told the committee on Monday that", where a clause follows."""
    at = core.end
    while found := _ADJUNCT.match(text, at, sentence.end):
        at = found.end()
    link = _THAT.search(text, at, sentence.end)
    if link is not None and _is_object(text[at : link.start()]):
        return Span(sentence.start, link.end())
    mark = _MARK.match(text, at, sentence.end)
    if mark is not None:
        return Span(sentence.start, mark.end())
    verb = core.of(text).split()[-1].lower()
    return Span(sentence.start, at) if verb in _PLAIN_SAYING else None


_MARK = re.compile(r"\s*[,:]\s*")


def _is_object(between: str) -> bool:
    """Whether only whom and where stand between the verb of saying and "that"."""
    return len(between.split()) <= _OBJECT_WORDS and not _GOES_ON.search(between)


_OBJECT_WORDS = 9
