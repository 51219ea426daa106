"""Speech after a dialogue dash, as in «— Мы решим, — сказал он. — Скоро.».

The dash opens a turn at the beginning of a line; inside it dashes part the speech from the words
that tell who speaks. French tells that after a comma alone. English and German lack the sign.
"""

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.model import Article, Quotation
from provenance.quotation_cues import load_quotation_cues
from provenance.spans import Span
from provenance.terms import QuotationKind

_TURN = re.compile(r"^[ \t\u00a0]*(?:[—–―‒]|-(?=[ \u00a0]))[ \t\u00a0\u202f]*", re.MULTILINE)
_INNER_DASH = re.compile(
    r"(?<=[\s\u00a0,.!?…»”“])[—–―‒-]+(?=[\s\u00a0])|(?<=\s)—(?=\w)|(?<=\w)—(?=[.,\s])"
)
_DASH = re.compile(r"\s[—–―-]\s")
_INCISE = re.compile(r"[,!?…]\s+(?=[^\W\d_]+-(?:t-)?(?:il|elle|ils|elles|on|je|nous)\b)")
_LANGUAGES_WITHOUT = frozenset({"en", "de", "nl", "da", "sv", "no"})
_POLISH_PAST = re.compile(r"(?!by[łl])\w{2,}(?:ł|ła|li|ły)\b")
"""Polish puts no comma before the dash; a verb in the past right behind it tells who spoke."""
_VERB_WITHIN = 5
"""Words after an inner dash among which the verb of saying must come, where no comma shows it."""


@attrs.frozen
class _Turn:
    line: Span
    """The whole line, dash included."""
    speech: Span
    """What follows the dash."""


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
    text = article.prose
    for block in article.blocks:
        if not block.kind.is_prose:
            continue
        position = block.span.start
        for line in block.span.of(text).splitlines(keepends=True):
            span = Span(position, position + len(line)).stripped(text)
            position += len(line)
            found = _TURN.match(line)
            if not found or not len(span):
                continue
            start = position - len(line) + found.end()
            speech = Span(min(start, span.end), span.end)
            if _begins_speech(article, speech):
                yield _Turn(span, speech)


def _begins_speech(article: Article, speech: Span) -> bool:
    """A turn begins with a capital and is no item of a list ("— молоко;")."""
    words = speech.of(article.prose).lstrip("«„“\"'¿¡ \u00a0…[")
    if not words or not (words[0].isupper() or words[0].isdigit()) or words.rstrip()[-1:] in ";:,":
        return False
    if article.prose[max(0, speech.start - 2) : speech.start].strip() == "-":
        return any(True for _ in _inserts(article, speech))
    return words.rstrip()[-1:] in '.!?…»”")' or any(True for _ in _inserts(article, speech))


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
    index = 0
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
        yield Span(dash.start(), end)
    if not dashes and article.metadata.language == "fr":
        incise = _INCISE.search(text, speech.start, speech.end)
        if incise:
            close = re.compile(r"[.,!?…]").search(text, incise.end(), speech.end)
            yield Span(incise.end(), close.end() if close else speech.end)


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
    if load_quotation_cues(article.metadata.language).speech.search(words):
        return True
    if article.metadata.language == "pl" and _POLISH_PAST.match(words):
        return True
    before = text[speech.start : at].rstrip("—–―‒- \u00a0")[-1:]
    return before in ("!", "?", "…") or (before == "," and len(words.split()) > 1)
