"""Plain text to units: which lines stand alone, which are one wrapped paragraph."""

import re
from itertools import pairwise

from provenance.ingest import bylines
from provenance.ingest.units import Draft, Unit
from provenance.spans import Span
from provenance.terms import BlockKind

_NEWLINE = re.compile(r"\r\n|\r|\n|\f|\u2028|\u2029")
_LINE_ENDS = "\r\n\f\u2028\u2029"
_LINE = re.compile(r"[^\r\n\f\u2028\u2029]+")
_BULLET = re.compile(r"[ \t\u00a0]*(?:[•▪‣◦●∙■►*+]|\d{1,2}[.)]|-)[ \t\u00a0]+(?=\S)")
_NEW_ITEM = re.compile(r"[ \t\u00a0]*(?:[•▪‣◦●∙■►*+–—-]|\d{1,2}[.)]|\[\d+\]|https?://|www\.)")
_DIALOGUE = re.compile(r"[,.!?…]\s+[-–—]\s+\w")
_WIDEST = 120
_NARROWEST = 40


def read_plain_text(text: str) -> Draft:
    """The units of a plain text: paragraphs, one per line unless the lines were wrapped."""
    chunks = _chunks(text)
    parts = [*_head_parts(text, chunks[0]), *chunks[1:]] if chunks else []
    units = [unit for part in parts for unit in _paragraphs(text, part)]
    return Draft(text=text, prose=text, units=tuple(units))


def line_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The lines of ``text[start:end]`` without their ends, empty ones included."""
    end = len(text) if end is None else end
    if end - start == len(text) and not any(map(text.__contains__, _LINE_ENDS)):
        return [Span(start, end)]
    spans = []
    at = start
    for found in _NEWLINE.finditer(text, start, end):
        spans.append(Span(at, found.start()))
        at = found.end()
    spans.append(Span(at, max(at, end)))
    return spans


def _chunks(text: str) -> list[list[Span]]:
    """Runs of lines with words, as blank lines part them."""
    chunks: list[list[Span]] = [[]]
    last = 0
    for found in _LINE.finditer(text):
        stripped = Span(found.start(), found.end()).stripped(text)
        shown = stripped.of(text).strip("\x00\ufeff\u200b")
        follows = found.start() - last == 1 or text[last : found.start()] == "\r\n"
        if chunks[-1] and not (shown and follows):
            chunks.append([])
        if shown:
            chunks[-1].append(stripped)
        last = found.end()
    return [chunk for chunk in chunks if chunk]


def _head_parts(text: str, lines: list[Span]) -> list[list[Span]]:
    """The first run of lines, parted where a byline or a dateline stands under the headline."""
    parts = [lines[:1]]
    for line in lines[1:]:
        if bylines.head_line_kind(line.of(text)) is None:
            parts[-1].append(line)
        else:
            parts += [[line], []]
    return [part for part in parts if part]


def _paragraphs(text: str, lines: list[Span]) -> list[Unit]:
    joined: list[Span] = [lines[0]]
    width = max(len(line) for line in lines)
    wrapped = _is_wrapped(text, lines, width)
    for before, line in pairwise(lines):
        if wrapped and _runs_on(text, before, line, width):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return [_unit(text, span) for span in joined]


def _is_wrapped(text: str, lines: list[Span], width: int) -> bool:
    """Whether most lines end only because the next word did not fit any more."""
    if len(lines) < 2 or not _NARROWEST <= width <= _WIDEST:
        return False
    full = sum(_is_full(text, a, b, width) for a, b in pairwise(lines))
    return full * 2 > len(lines) - 1 or _breaks_inside(text, lines)


def _breaks_inside(text: str, lines: list[Span]) -> bool:
    """Whether every line but the last breaks off before a small letter."""
    return all(
        text[b.start].islower() and text[a.end - 1] not in ".!?:" for a, b in pairwise(lines)
    )


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    word = following.of(text).split(None, 1)[0]
    return len(line) + 1 + len(word) > width * 0.93


def _runs_on(text: str, line: Span, following: Span, width: int) -> bool:
    if _NEW_ITEM.match(text, following.start) and text[following.start] not in "–—":
        return False
    if "://" in line.of(text).split()[-1]:
        return False
    return _is_full(text, line, following, width) or text[following.start].islower()


def _unit(text: str, span: Span) -> Unit:
    bullet = _BULLET.match(text, span.start, span.end)
    if not bullet or _is_dialogue(text, span, bullet):
        return Unit(span=span)
    return Unit(span=span, kind=BlockKind.LIST_ITEM)


def _is_dialogue(text: str, span: Span, bullet: re.Match[str]) -> bool:
    """A hyphen may open a speech: "- Так, - сказав він."."""
    return "-" in bullet[0] and bool(_DIALOGUE.search(text, bullet.end(), span.end))


def item_start(text: str, span: Span) -> int:
    """Where the words of a list item begin, behind its bullet."""
    bullet = _BULLET.match(text, span.start, span.end)
    return bullet.end() if bullet else span.start
