"""The words of a text that are its writer's: without what stands in quotation marks.

Two articles that quote one statement are not copies of each other, so quoted words never count.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from provenance.model import Analysis, Article, Document
from provenance.spans import Span
from provenance.terms import BlockKind

_WORD = re.compile(r"[^\W_]+")
_MOST_CHARACTERS = 400_000
"""Of a document; a longer one is a book, from which nobody pastes the end."""


@attrs.frozen(kw_only=True)
class OwnWords:
    """A text as a row of folded words, each with its place; breaks stand for what was left out."""

    words: tuple[str, ...] = attrs.field(repr=False)
    """In lower case; a break is a word that no other text has."""
    count: int
    """Words without the breaks."""
    text: str = attrs.field(repr=False)
    stretches: tuple[Span, ...] = attrs.field(repr=False)
    """Where in the text the words stand."""
    is_document: bool = False
    """Whether it is no article: two documents are not held against each other."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The place of each word; empty at a break. Read only of texts that share words."""
        found: list[Span] = []
        for stretch, is_apart in _apart(self.text, self.stretches):
            if is_apart:
                found.append(Span(stretch.start, stretch.start))
            found += [Span(*one.span()) for one in _WORD.finditer(self.text, *_ends(stretch))]
        return tuple(found)


def read_own_words(analysis: Analysis, *, number: int) -> OwnWords:
    """The narrator's words of an article; ``number`` tells its breaks from those of others."""
    quoted = sorted(part for quotation in analysis.quotations for part in quotation.parts)
    return _read(analysis.article.prose, _unquoted(analysis.article, quoted), number=number)


def read_document_words(document: Document, *, number: int) -> OwnWords:
    """The words of a document, quotations included: what it quotes was said to it."""
    parts = document.parts or (Span(0, len(document.text)),)
    found = _read(document.text[:_MOST_CHARACTERS], parts, number=number)
    return attrs.evolve(found, is_document=True)


def _unquoted(article: Article, quoted: Sequence[Span]) -> Iterable[Span]:
    at = 0
    for block in article.blocks:
        if not block.kind.is_prose or block.kind is BlockKind.BLOCK_QUOTE:
            continue
        start = block.span.start
        while at < len(quoted) and quoted[at].end <= start:
            at += 1
        inside = at
        while inside < len(quoted) and quoted[inside].start < block.span.end:
            if quoted[inside].start > start:
                yield Span(start, quoted[inside].start)
            start = max(start, quoted[inside].end)
            inside += 1
        if start < block.span.end:
            yield Span(start, block.span.end)


def _read(text: str, stretches: Iterable[Span], *, number: int) -> OwnWords:
    words: list[str] = []
    listed = tuple(stretches)
    breaks = 0
    for stretch, is_apart in _apart(text, listed):
        if is_apart:
            words.append(f" {number}:{len(words)}")
            breaks += 1
        words += map(str.casefold, _WORD.findall(text, *_ends(stretch)))
    return OwnWords(words=tuple(words), count=len(words) - breaks, text=text, stretches=listed)


def _apart(text: str, stretches: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """Each stretch, and whether words were left out before it."""
    end = None
    for stretch in stretches:
        yield stretch, end is not None and bool(text[end : stretch.start].strip())
        end = stretch.end


def _ends(stretch: Span) -> tuple[int, int]:
    return stretch.start, stretch.end
