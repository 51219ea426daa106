"""The passages of a document that may bear on a claim: shared stems, weighed by their rarity.

A document is indexed once and asked for each claim; both take linear time, so that a source of ten
megabytes is no trouble. A passage is one sentence, cut by a splitter good enough for searching.
"""

import datetime
import math
import re
from collections.abc import Sequence

import attrs

from provenance.spans import Span
from provenance.words import Lexicon, Word, load_lexicon, parse_words, stem

_LONGEST_PASSAGE = 800
"""Characters; a longer sentence is cut at a space, so that one endless line stays searchable."""
_DIGITS_BONUS = 1.5
"""Weight of a shared number over a shared word of equal rarity: figures are copied, not varied."""
_NEIGHBOUR_SHARE = 0.3
"""How much of a neighbour's score a passage gets: the name often stands in the sentence before."""

_BREAK = re.compile(r"(?<=[.!?…])[\"'”»“’)\]]{0,3}\s+|\n+")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-ZА-ЯІЇЄ]|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Art|Cllr|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Okt|Nov|Dec|Dez|bzw|ca|vgl|тыс|млн|млрд|руб|г|ул|им|р|грн|т\.д|tys|ul|godz|itd)"
    r")\.$"
)
_HALF_OF_DAY = re.compile(r"\d\s?[ap]\.m\.$")
_CLOCK = re.compile(
    r"(?:[A-Z]{2,4}|[A-Z]\w{1,20}(?:\s[A-Z]\w{1,20})?\s(?:[Ss]tandard\s|[Ss]ummer\s)?[Tt]ime"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
"""Whose clock or what day "9 p.m." is told by; elsewhere a capital behind it begins a sentence."""
_GERMAN_DATE = re.compile(
    r"\b\d{1,2}\.\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
)


@attrs.frozen(kw_only=True)
class Passage:
    """One sentence of a document."""

    span: Span
    text: str = attrs.field(repr=False)
    number: int
    """Its place in the document; neighbours in one part follow each other."""
    part: int
    """Which part of the document it is in."""


@attrs.frozen(kw_only=True)
class IndexedDocument:
    """A document cut into passages, ready to be asked about many claims."""

    text: str = attrs.field(repr=False)
    passages: tuple[Passage, ...] = attrs.field(repr=False)
    stems: tuple[frozenset[str], ...] = attrs.field(repr=False)
    """The stems of each passage."""
    language: str
    reference: datetime.date | None = None
    """The day the document was published, for its relative dates."""


@attrs.frozen(kw_only=True)
class ScoredPassage:
    """A passage and how well it fits a claim, 0 to 1."""

    passage: Passage
    score: float


def index_document(
    text: str,
    parts: Sequence[Span] = (),
    *,
    language: str,
    reference: datetime.date | None = None,
) -> IndexedDocument:
    """Cut the ``parts`` of ``text`` (all of it where there are none) into searchable passages."""
    passages = split_passages(text, parts)
    lexicon = load_lexicon(language)
    known: dict[str, str] = {}
    stems = tuple(_stems_of(passage.text, lexicon, known) for passage in passages)
    return IndexedDocument(
        text=text, passages=passages, stems=stems, language=lexicon.language, reference=reference
    )


def split_passages(text: str, parts: Sequence[Span] = ()) -> tuple[Passage, ...]:
    """The sentences of ``parts`` (of all of ``text`` where there are none)."""
    found: list[Passage] = []
    for number, part in enumerate(parts or (Span(0, len(text)),)):
        for span in _sentences(text, part):
            found.append(Passage(span=span, text=span.of(text), number=len(found), part=number))
    return tuple(found)


def best_passages(
    claim_text: str, document: IndexedDocument, *, limit: int = 3
) -> tuple[ScoredPassage, ...]:
    """The passages that share most with the claim, best first; none that shares nothing."""
    lexicon = load_lexicon(document.language)
    wanted = {
        word.stem: _DIGITS_BONUS if word.text[0].isdigit() else 1.0
        for word in parse_words(claim_text, language=document.language)
        if lexicon.is_content(word)
    }
    if not wanted or not document.passages:
        return ()
    shared = [stems & wanted.keys() for stems in document.stems]
    weights = _weights(wanted, shared)
    total = sum(weights.values()) or 1.0
    own = [sum(weights[found] for found in common) for common in shared]
    scored = [
        ScoredPassage(passage=passage, score=min(1.0, score / total))
        for passage, score in zip(document.passages, _with_neighbours(own), strict=True)
        if own[passage.number] > 0
    ]
    scored.sort(key=lambda item: (-item.score, item.passage.number))
    return tuple(scored[:limit])


def _weights(wanted: dict[str, float], shared: Sequence[frozenset[str]]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for common in shared:
        for found in common:
            counts[found] = counts.get(found, 0) + 1
    size = len(shared)
    return {
        word: bonus * (1.0 + math.log((1 + size) / (1 + counts.get(word, 0))))
        for word, bonus in wanted.items()
    }


def _with_neighbours(own: Sequence[float]) -> list[float]:
    last = len(own) - 1
    return [
        score
        + _NEIGHBOUR_SHARE * max(own[at - 1] if at else 0.0, own[at + 1] if at < last else 0.0)
        for at, score in enumerate(own)
    ]


def _stems_of(text: str, lexicon: Lexicon, known: dict[str, str]) -> frozenset[str]:
    found = set()
    for match in _TOKEN.finditer(text):
        written = match.group()
        cut = known.get(written)
        if cut is None:
            folded = written.lower().replace("’", "'").replace("ʼ", "'")
            cut = "" if folded in lexicon.stop else stem(folded, language=lexicon.language)
            known[written] = cut
        if cut:
            found.add(cut)
    return frozenset(found)


def _sentences(text: str, part: Span) -> list[Span]:
    found: list[Span] = []
    start = part.start
    for match in _BREAK.finditer(text, part.start, part.end):
        if "\n" not in match.group() and not _ends_sentence(text, match.start(), match.end()):
            continue
        found.extend(_cut(text, Span(start, match.end())))
        start = match.end()
    found.extend(_cut(text, Span(start, part.end)))
    return found


def _ends_sentence(text: str, mark: int, following: int) -> bool:
    if following < len(text) and text[following].islower():
        return False
    if text[mark - 1] != ".":
        return True
    if _GERMAN_DATE.match(text, max(0, mark - 3)) or _GERMAN_DATE.match(text, max(0, mark - 2)):
        return False
    if _HALF_OF_DAY.search(text, max(0, mark - 6), mark) and _CLOCK.match(text, following):
        return False
    return not _ABBREVIATED.search(text[max(0, mark - 8) : mark])


def _cut(text: str, span: Span) -> list[Span]:
    pieces: list[Span] = []
    start = span.start
    while span.end - start > _LONGEST_PASSAGE:
        space = text.rfind(" ", start + 1, start + _LONGEST_PASSAGE)
        end = space if space > start else start + _LONGEST_PASSAGE
        pieces.append(Span(start, end).stripped(text))
        start = end
    pieces.append(Span(start, span.end).stripped(text))
    return [piece for piece in pieces if len(piece)]


def content_words(text: str, *, language: str, ignore: Sequence[Span] = ()) -> tuple[Word, ...]:
    """The words of ``text`` that a paraphrase must account for, outside the ``ignore`` spans."""
    lexicon = load_lexicon(language)
    return tuple(
        word
        for word in parse_words(text, language=language)
        if lexicon.is_content(word)
        and word.text not in lexicon.cues
        and not any(span.overlaps(word.span) for span in ignore)
    )
