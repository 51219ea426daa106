"""Sentences: the prose blocks of an article cut where a sentence ends, every offset exact.

A sentence ends at a full stop, a question or exclamation mark or an ellipsis, together with the
closing marks and brackets that follow it; whether it really ends there is told by what stands on
either side. Each place is looked at once and with a bounded look, so the work is linear.
"""

import re
from collections.abc import Iterator

import attrs

from provenance.abbreviations import Abbreviations, load_abbreviations
from provenance.model import Article, Sentence
from provenance.quotation_cues import load_quotation_cues
from provenance.quotation_marks import pair_marks
from provenance.spans import Span

_TERMINATOR = re.compile(r"[.!?…。！？؟]+|\n(?=[ \t]*(?:[—–―•*-][ \t\u00a0]|\n))")
_CLOSERS = ")]}*_`’'”\"»"
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_WORD_BEFORE = re.compile(r"(?:(\w{1,3}\.)[ \u00a0\u202f]?)?((?:[^\W_]|[.\-/’'])+)$")
_WORD_AFTER = re.compile(r"[^\W_]+")
_OPENERS = "([{«»„“”‘‚‹›\"'¿¡*_`"
_DASHES = "—–―-"
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,2}")
_ROMAN = re.compile(r"[IVXLCDMХІ]+")
_GLUED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁЄІЇҐ][^\W\d_]+(?=[\s,])")
_LOOK_BACK = 24
_LOOK_AHEAD = 90


def segment_sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of ``article`` in reading order.

    Prose blocks give real sentences; a block of another kind gives one for each line that is not
    empty. Spans are offsets into ``article.text``, carry no white space at either end, and take in
    the markup that belongs to them (the ``](address)`` of a link in Markdown).
    """
    sentences: list[Sentence] = []
    table = load_abbreviations(article.metadata.language)
    for index, block in enumerate(article.blocks):
        if block.kind.is_prose:
            spans = _prose_sentences(article, block.span, table)
        else:
            spans = _lines(article.text, block.span)
        sentences += [Sentence(span=span, block=index) for span in spans]
    return tuple(sentences)


def _lines(text: str, within: Span) -> Iterator[Span]:
    position = within.start
    for line in within.of(text).splitlines(keepends=True):
        span = Span(position, position + len(line)).stripped(text)
        position += len(line)
        if len(span):
            yield span


def _prose_sentences(article: Article, within: Span, table: Abbreviations) -> Iterator[Span]:
    block = _Block(
        text=article.prose,
        within=within,
        table=table,
        language=article.metadata.language,
        closers=_closing_marks(article.prose, within),
    )
    rough: list[Span] = []
    start = within.start
    for end in [*_ends(block), within.end]:
        span = Span(start, max(start, end)).stripped(article.prose)
        if not len(span):
            continue
        start = end
        if rough and not any(c.isalnum() for c in span.of(article.prose)):
            rough[-1] = Span(rough[-1].start, span.end)
        else:
            rough.append(span)
    yield from _with_markup(article, within, rough)


def _with_markup(article: Article, within: Span, rough: list[Span]) -> Iterator[Span]:
    """Share out what only the raw text shows: to the sentence it touches, without a space."""
    if article.text == article.prose:
        yield from rough
        return
    start = within.start
    for index, span in enumerate(rough):
        lead = article.text[start : span.start]
        spaced = len(lead.rstrip()) == len(lead) and bool(lead)
        first = start + max(lead.rfind(c) for c in " \t\n\u00a0") + 1 if spaced else span.start
        limit = rough[index + 1].start if index + 1 < len(rough) else within.end
        tail = article.text[span.end : limit]
        touching = tail if index + 1 == len(rough) else _touching(tail)
        end = span.end + len(touching.rstrip())
        yield Span(max(start, first), end)
        start = end


def _touching(tail: str) -> str:
    """The part of the markup between two sentences that belongs to the first of them."""
    cut = max((tail.rfind(c) for c in " \t\n\u00a0"), default=-1)
    return tail[: cut + 1] if cut >= 0 else tail


@attrs.frozen(kw_only=True)
class _Block:
    text: str
    within: Span
    table: Abbreviations
    language: str
    closers: frozenset[int]
    """Offsets of the quotation marks that close."""


def _closing_marks(text: str, within: Span) -> frozenset[int]:
    marks = pair_marks(text, within)
    closing = [words.closing for words in marks.words if words.closing] + list(marks.stray)
    return frozenset(offset for span in closing for offset in range(span.start, span.end))


def _ends(block: _Block) -> Iterator[int]:
    """The offsets at which a sentence ends, closing marks included."""
    start = block.within.start
    for found in _TERMINATOR.finditer(block.text, block.within.start, block.within.end):
        if found.start() < start:
            continue
        if found.group() == "\n":
            start = found.end()
            yield start
            continue
        end = _past_closers(block, found.end())
        if _is_end(block, _Stop(start=start, mark=Span(found.start(), found.end()), end=end)):
            start = end
            yield end


def _past_closers(block: _Block, at: int) -> int:
    """The end of what closes with a terminator: marks, brackets, a footnote's number."""
    text, limit = block.text, block.within.end
    while at < limit:
        footnote = _FOOTNOTE.match(text, at, limit)
        if footnote:
            at = footnote.end()
        elif at in block.closers or text[at] in ")]}*_`.!?…":
            at += 1
        elif text[at] in "\u00a0\u202f " and at + 1 < limit and at + 1 in block.closers:
            at += 2
        else:
            break
    return at


@attrs.frozen(kw_only=True)
class _Stop:
    """A place where a sentence may end."""

    start: int
    """Where the sentence began."""
    mark: Span
    end: int
    """After the closing marks."""


def _is_end(block: _Block, stop: _Stop) -> bool:
    text, limit = block.text, block.within.end
    if stop.end >= limit:
        return True
    if not text[stop.end].isspace():
        return _is_glued_end(block, stop)
    at = _skip_space(text, stop.end, limit)
    if at >= limit:
        return True
    full_stop = stop.mark.of(text) == "."
    closed = stop.end > stop.mark.end
    if text[at] in _DASHES:
        return not closed and _after_dash_starts(text, at, limit)
    word = _next_word(text, at, limit)
    if not word:
        return True
    opened = text[at] in _OPENERS
    if word[0].islower() and not (opened and not closed and not full_stop) and word.islower():
        return opened and full_stop and not _is_abbreviated(block, stop, word)
    if not full_stop:
        return not _goes_on_after_question(block, stop, at)
    if closed and text[stop.mark.end : stop.end].strip(")]}"):
        return True
    return not _is_abbreviated(block, stop, word)


def _skip_space(text: str, at: int, limit: int) -> int:
    while at < limit and text[at].isspace():
        at += 1
    return at


def _after_dash_starts(text: str, at: int, limit: int) -> bool:
    """Whether a sentence begins after a dash: a dialogue's next turn, not "– said the man"."""
    following = text[at + 1 : min(limit, at + 4)].lstrip(" \u00a0«„“\"'")
    return bool(following) and following[0].isupper()


def _next_word(text: str, at: int, limit: int) -> str:
    """The next word; a number counts as one, an opening mark before it is looked past."""
    while at < limit and (text[at] in _OPENERS or text[at].isspace()):
        at += 1
    found = _WORD_AFTER.match(text, at, min(limit, at + _LOOK_AHEAD))
    if not found:
        return ""
    following = text[found.end() : found.end() + 1] if found.end() < limit else ""
    return found.group() + "." if following == "." and len(found.group()) == 1 else found.group()


def _is_glued_end(block: _Block, stop: _Stop) -> bool:
    """Whether two sentences stand without a space between them ("the site.The alliance")."""
    before = _WORD_BEFORE.search(
        block.text[max(stop.start, stop.mark.start - _LOOK_BACK) : stop.mark.start]
    )
    if not before or "." in before.group(2) or len(before.group(2)) < 3:
        return False
    if not before.group(2)[-1].islower() and stop.mark.of(block.text) == ".":
        return False
    if stop.mark.of(block.text) not in (".", "!", "?"):
        return False
    limit = min(block.within.end, stop.end + _LOOK_AHEAD)
    return bool(_GLUED.match(block.text, stop.end, limit)) and not before.group(2).istitle()


def _goes_on_after_question(block: _Block, stop: _Stop, at: int) -> bool:
    """Whether a sentence goes on after "?", "!" or "…": “Where?” Mary asked."""
    text = block.text
    if text[max(stop.start, stop.mark.start - 12) : stop.mark.end].split()[-1:] and any(
        text[max(stop.start, stop.mark.start - 12) : stop.mark.end].endswith(name)
        for name in block.table.names_with_mark
    ):
        return True
    if not any(offset in block.closers for offset in range(stop.mark.end, stop.end)):
        return False
    clause = re.split(r"[.,;:!?…\n]", text[at : min(block.within.end, at + _LOOK_AHEAD)])[0]
    found = load_quotation_cues(block.language).speech.search(clause)
    if not found or len(clause[: found.start()].split()) > 6:
        return False
    rest = clause[found.end() :].split()
    return not rest or rest[0].lower() in {"in", "on", "at", "after", "during", "to", "as", "when"}


def _is_abbreviated(block: _Block, stop: _Stop, following: str) -> bool:
    """Whether the full stop at ``stop`` belongs to a short form or an ordinal, and ends nothing."""
    text = block.text
    before = _WORD_BEFORE.search(
        text[max(stop.start, stop.mark.start - _LOOK_BACK) : stop.mark.start]
    )
    if not before:
        return False
    word = before.group(2).lstrip("-/’'.")
    if not word:
        return False
    short, starts = word, following in block.table.starters
    pair = f"{before.group(1)} {word}" if before.group(1) else ""
    if word.isdigit():
        return _is_ordinal(block, stop, word, following)
    number_follows = following[:1].isdigit()
    table = block.table
    if short in table.mid or pair in table.mid:
        return True
    if number_follows and (short in table.before_number):
        return True
    if short in table.after_number:
        return not _number_before(text, stop, word) or following[0].islower() or number_follows
    if short in table.before_name:
        return not (starts and short.islower())
    if short in table.closing:
        return following in table.zones
    if short in table.open or pair in table.open or _DOTTED.fullmatch(word):
        return not starts
    if len(word) == 1 and word.isupper():
        return not starts and not number_follows
    return False


def _number_before(text: str, stop: _Stop, word: str) -> bool:
    before = text[max(stop.start, stop.mark.start - _LOOK_BACK) : stop.mark.start - len(word)]
    tokens = before.split()
    return bool(tokens) and (tokens[-1][-1].isdigit() or bool(_ROMAN.fullmatch(tokens[-1])))


def _is_ordinal(block: _Block, stop: _Stop, number: str, following: str) -> bool:
    """Whether a number with a full stop is an ordinal ("am 14. Oktober") or counts a list."""
    if len(number) > 3:
        return False
    before = block.text[stop.start : stop.mark.start - len(number)][-_LOOK_BACK:]
    if not before.strip(' \n\t\u00a0*_(["“„«'):
        return True
    table = block.table
    if following in table.ordinal_after:
        return True
    if following in table.starters or not table.ordinal_before:
        return False
    tokens = before.split()
    return bool(tokens) and tokens[-1].strip("(„“«»").lower().rstrip(".,") in table.ordinal_before
