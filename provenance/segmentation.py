"""Sentences: the prose blocks of an article cut where a sentence ends, every offset exact.

A sentence ends at a full stop, a question or exclamation mark or an ellipsis, together with the
closing marks and brackets that follow it; whether it really ends there is told by what stands on
either side. Each place is looked at once and with a bounded look, so the work is linear.
"""

import re
from collections.abc import Iterator

import attrs

from provenance.abbreviations import Abbreviations, is_short_form, load_abbreviations
from provenance.model import Article, Sentence
from provenance.quotemarks.cues import load_quotation_cues
from provenance.quotemarks.marks import pair_marks
from provenance.spans import Span

_TERMINATOR = re.compile(
    # One set of characters comes first: the engine looks for them sooner than for alternatives.
    r"[.!?…。！？؟\n](?:(?<!\n)[.!?…。！？؟]*|(?<=\n)(?=[ \t]*(?:[—–―•*-][ \t\u00a0]|\n)))"
)
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_WORD_BEFORE = re.compile(r"(?:(\w{1,3}\.)[ \u00a0\u202f])?((?:[^\W_]|[.\-/’'])+)$")
_WORD_AFTER = re.compile(r"(?:[^\w\n]|_){0,4}([^\W_]+)")
_OPENERS = "([{«»„“”‘‚‹›\"'¿¡*_`"
_DASHES = "—–―-"
_LETTER = re.compile(r"[^\W_]")
_GLUING = frozenset(".!?")
_GLUED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁЄІЇҐ][^\W\d_]+(?=[\s,])")
_CLAUSE_END = re.compile(r"[.,;:!?…\n]")
_SPEAKER_WORDS = 6
"""A speaker's name and office between a question and its "asked"."""
_AFTER_VERB = frozenset({"in", "on", "at", "after", "during", "to", "as", "when", "from", "with"})
"""After the verb these go on about the asking; "that" or "the" would begin another report."""
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
    yield from _with_markup(article, within, _worded(article.prose, block))


def _worded(text: str, block: "_Block") -> list[Span]:
    """The block cut at its sentence ends; what holds no word goes with its neighbour."""
    spans: list[Span] = []
    start = block.within.start
    wordless = False
    for end in [*_ends(block), block.within.end]:
        first = _skip_space(text, start, end)
        if first >= end:
            continue
        last = end
        while text[last - 1].isspace():
            last -= 1
        start = end
        has_word = _LETTER.search(text, first, last) is not None
        if spans and (wordless or not has_word):
            spans[-1] = Span(spans[-1].start, last)
            wordless = wordless and not has_word
        else:
            spans.append(Span(first, last))
            wordless = not has_word
    return spans


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
    at = _skip_space(text, stop.end, limit)
    if at >= limit:
        return True
    if at == stop.end:
        return _is_glued_end(block, stop)
    closed = stop.end > stop.mark.end
    if text[at] in _DASHES:
        return not closed and _after_dash_starts(text, at, limit)
    return _begins_sentence(block, stop, at)


def _begins_sentence(block: _Block, stop: _Stop, at: int) -> bool:
    """Whether what stands after the mark and a space, at ``at``, is a new sentence."""
    word = _next_word(block.text, at, block.within.end)
    if stop.mark.of(block.text) != ".":
        begun_small = word.islower() and (
            block.text[at] not in _OPENERS or stop.end > stop.mark.end
        )
        return not begun_small and not _goes_on_after_question(block, stop, at)
    if word.islower() and block.text[at] not in _OPENERS:
        return False
    if block.text[stop.mark.end : stop.end].strip(")]}") and not word.islower():
        return True
    return not is_short_form(
        block.text, Span(stop.start, stop.mark.start), following=word, table=block.table
    )


def _skip_space(text: str, at: int, limit: int) -> int:
    while at < limit and text[at].isspace():
        at += 1
    return at


def _after_dash_starts(text: str, at: int, limit: int) -> bool:
    """Whether a sentence begins after a dash: a dialogue's next turn, not "– said the man"."""
    following = text[at + 1 : min(limit, at + 4)].lstrip(" \u00a0«„“\"'")
    return bool(following) and following[0].isupper()


def _next_word(text: str, at: int, limit: int) -> str:
    """The next word, or number; opening marks and signs (£, #) before it are looked past.

    A single letter with a full stop comes with it: "A." is an initial, not an article.
    """
    found = _WORD_AFTER.match(text, at, min(limit, at + _LOOK_AHEAD))
    if not found:
        return ""
    word = found.group(1)
    is_initial = len(word) == 1 and text[found.end() : found.end() + 1] == "."
    return word + "." if is_initial else word


def _is_glued_end(block: _Block, stop: _Stop) -> bool:
    """Whether two sentences stand without a space between them ("the site.The alliance")."""
    text, mark = block.text, stop.mark.of(block.text)
    before = _WORD_BEFORE.search(
        text[max(stop.start, stop.mark.start - _LOOK_BACK) : stop.mark.start]
    )
    if mark not in _GLUING or not before:
        return False
    word = before.group(2)
    plain = len(word) > 2 and word.isalpha() and word.islower()
    limit = min(block.within.end, stop.end + _LOOK_AHEAD)
    return plain and _GLUED.match(text, stop.end, limit) is not None


def _goes_on_after_question(block: _Block, stop: _Stop, at: int) -> bool:
    """Whether a sentence goes on after "?", "!" or "…": “Where?” Mary asked."""
    text = block.text
    last = text[max(stop.start, stop.mark.start - _LOOK_BACK) : stop.mark.end].split()
    if last and last[-1] in block.table.names_with_mark:
        return True
    if not any(offset in block.closers for offset in range(stop.mark.end, stop.end)):
        return False
    if _next_word(text, at, block.within.end) in block.table.starters:
        return False
    clause = _CLAUSE_END.split(text[at : min(block.within.end, at + _LOOK_AHEAD)])[0]
    found = load_quotation_cues(block.language).speech.search(clause)
    if not found or len(clause[: found.start()].split()) > _SPEAKER_WORDS:
        return False
    rest = clause[found.end() :].split()
    return not rest or rest[0].lower() in _AFTER_VERB
