"""Speech after a dialogue dash, as in «— Мы решим, — сказал он. — Скоро.».

The dash opens a turn at the beginning of a line; inside it dashes part the speech from the words
that tell who speaks. French tells that after a comma alone. English and German lack the sign.
"""

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.model import Article, Quotation
from provenance.quotations.block_quotations import announces_quotation
from provenance.quotemarks.cues import load_quotation_cues
from provenance.spans import Span
from provenance.terms import BlockKind, QuotationKind

_TURN = re.compile(r"(?:[—–―‒]|-(?=[ \u00a0]))[ \t\u00a0\u202f]*")
_INNER_DASH = re.compile(
    r"(?<=[\s\u00a0,.!?…»”“])[—–―‒-]+(?=[\s\u00a0])|(?<=\s)—(?=\w)|(?<=\w)—(?=[.,\s])"
)
_DASH = re.compile(r"\s[—–―-]\s")
_INCISE = re.compile(r"[,!?…]\s+(?=[^\W\d_]+-(?:t-)?(?:il|elle|ils|elles|on|je|nous)\b)")
_LANGUAGES_WITHOUT = frozenset({"en", "de", "nl", "da", "sv", "no"})
_POLISH_PAST = re.compile(r"(?!by[łl])\w{2,}(?:ł|ła|li|ły)\b")
"""Polish puts no comma before the dash; a verb in the past right behind it tells who spoke."""
_COMMA = re.compile(r",\s+")
_SPEAKER = re.compile(r"\s(?:się\s|mi\s|nam\s)?[^\W\d_]")
_BACK = re.compile(r"\.\s+[—–-]\s+")
_VERB_WITHIN = 5
"""Words after an inner dash among which the verb of saying must come, where no comma shows it."""


@attrs.frozen
class _Turn:
    line: Span
    """The whole line, dash included."""
    speech: Span
    """What follows the dash."""
    dash: str


def find_dialogue(article: Article) -> Iterator[Quotation]:
    """What is said in the turns of ``article`` that begin with a dash, each piece a quotation.

    A question that another turn answers is the interviewer's and is left out.
    """
    if article.metadata.language in _LANGUAGES_WITHOUT:
        return
    turns = list(_turns(article))
    for index, turn in enumerate(turns):
        if _is_interviewer(article.prose, turns, index):
            continue
        for piece in _pieces(article, turn):
            outer = Span(turn.line.start, piece.end) if piece.start == turn.speech.start else piece
            yield Quotation(span=piece, outer=outer, kind=QuotationKind.DIALOGUE, parts=(piece,))


def _turns(article: Article) -> Iterator[_Turn]:
    listing = False
    for block in article.blocks:
        if not block.kind.is_prose:
            continue
        for line in _lines(article.prose, block.span):
            turn = _turn(article, line, is_item=block.kind is BlockKind.LIST_ITEM)
            if turn is None:
                listing = line.of(article.prose).endswith(":")
            elif _begins_speech(article, turn, may_be_list=listing):
                yield turn
        if announces_quotation(article, block):
            listing = False


def _lines(text: str, within: Span) -> Iterator[Span]:
    position = within.start
    for line in within.of(text).splitlines(keepends=True):
        span = Span(position, position + len(line)).stripped(text)
        position += len(line)
        if len(span):
            yield span


def _turn(article: Article, line: Span, *, is_item: bool) -> _Turn | None:
    """The turn a line may hold; the dash of a list's item stands before its block."""
    found = _TURN.match(article.prose, line.start, line.end)
    if found:
        speech = Span(min(found.end(), line.end), line.end)
        return _Turn(line, speech, found.group().strip())
    mark = article.text[max(0, line.start - 3) : line.start].strip()
    return _Turn(line, line, "-") if is_item and mark in tuple("-–—") else None


def _begins_speech(article: Article, turn: _Turn, *, may_be_list: bool) -> bool:
    """A turn begins with a capital and is no item of a list ("— молоко;")."""
    words = turn.speech.of(article.prose).lstrip("«„“\"'¿¡ \u00a0…[")
    if not words or not (words[0].isupper() or words[0].isdigit()) or words[-1] in ";:,":
        return False
    if any(True for _ in _inserts(article, turn.speech)):
        return True
    # A hyphen, a number or a colon before: too like the items of a list to be speech unannounced.
    plain = turn.dash == "-" or words[0].isdigit() or may_be_list
    return not plain and words[-1] in '.!?…»”")'


def _is_interviewer(text: str, turns: Sequence[_Turn], index: int) -> bool:
    if not turns[index].speech.of(text).endswith("?") or index + 1 >= len(turns):
        return False
    between = text[turns[index].line.end : turns[index + 1].line.start]
    return not between.strip() and not turns[index + 1].speech.of(text).endswith("?")


def _pieces(article: Article, turn: _Turn) -> Iterator[Span]:
    """The speech of a turn without the words that tell who speaks."""
    text = article.prose
    start = turn.speech.start
    for insert in _inserts(article, turn.speech):
        piece = _trimmed(text, Span(start, max(start, insert.start)))
        if len(piece):
            yield piece
        start = insert.end
    piece = _trimmed(text, Span(min(start, turn.speech.end), turn.speech.end))
    if len(piece):
        yield piece


def _trimmed(text: str, piece: Span) -> Span:
    """A piece without the comma and dash that lead over to the speaker."""
    words = piece.stripped(text)
    end = words.end
    while end > words.start and text[end - 1] in ",—–- \u00a0":
        end -= 1
    start = words.start
    while start < end and text[start] in ",.—–- \u00a0":
        start += 1
    return Span(start, end)


def _inserts(article: Article, speech: Span) -> Iterator[Span]:
    """Where a turn tells who speaks: from the dash to the dash that brings the speech back."""
    text = article.prose
    dashes = list(_INNER_DASH.finditer(text, speech.start, speech.end))
    index, found = 0, False
    while index < len(dashes):
        dash = dashes[index]
        index += 1
        if not _leads_to_speaker(article, speech, dash.end()):
            continue
        end = speech.end
        while index < len(dashes):
            back = dashes[index]
            index += 1
            if _brings_back(text, speech, back):
                end = back.end()
                break
        found = True
        yield Span(dash.start(), end)
    if not found and article.metadata.language == "pl":
        yield from _comma_inserts(article, speech)
    if not dashes and article.metadata.language == "fr":
        incise = _INCISE.search(text, speech.start, speech.end)
        if incise:
            close = re.compile(r"[.,!?…]").search(text, incise.end(), speech.end)
            yield Span(incise.end(), close.end() if close else speech.end)


def _comma_inserts(article: Article, speech: Span) -> Iterator[Span]:
    """The speaker behind a comma: ``– Nikt nie pytał, żali się Marta Kos. – Później``."""
    said = load_quotation_cues(article.metadata.language).said
    for comma in _COMMA.finditer(article.prose, speech.start, speech.end):
        verb = said.match(article.prose, comma.end(), speech.end)
        if verb is None or not _SPEAKER.match(article.prose, verb.end(), speech.end):
            continue
        back = _BACK.search(article.prose, verb.end(), speech.end)
        yield Span(comma.end(), back.end() if back is not None else speech.end)
        return


def _brings_back(text: str, speech: Span, dash: re.Match[str]) -> bool:
    """Whether the speech goes on after an inner dash: "… — сказал он. — Скоро", "—dijo—. Ya"."""
    if text[dash.end() : dash.end() + 1] in (".", ","):
        return True
    before = text[max(speech.start, dash.start() - 3) : dash.start()].rstrip()
    following = text[dash.end() : dash.end() + 3].lstrip(" \u00a0«„“")[:1]
    if before[-1:] in (".", "!", "?", "…"):
        return following.isupper() or following.isdigit()
    return before[-1:] in (",", ":") and before[-2:-1] not in ("»", "”", "“")


def _leads_to_speaker(article: Article, speech: Span, at: int) -> bool:
    """Whether what follows an inner dash tells who speaks."""
    text = article.prose
    following = text[at : min(speech.end, at + 80)].lstrip()
    if not following or not following[0].islower():
        return False
    words = " ".join(_DASH.split(following)[0].split()[:_VERB_WITHIN])
    cues = load_quotation_cues(article.metadata.language)
    if cues.speech.search(words) or cues.said.match(words):
        return True
    if article.metadata.language == "pl" and _POLISH_PAST.match(words):
        return True
    before = text[speech.start : at].rstrip("—–―‒- \u00a0")[-1:]
    return before in ("!", "?", "…") or (before == "," and len(words.split()) > 1)
