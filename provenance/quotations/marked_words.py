"""Words in quotation marks over one paragraph or several, before anybody judges what they are.

A quotation may be re-opened at each paragraph and closed at the last, run on without marks to a
closing mark further down, or never be closed at all.
"""

from collections.abc import Iterator, Sequence

import attrs

from provenance.model import Block
from provenance.quotemarks.marks import MarkedParagraph, MarkedWords, family_of, pair_marks
from provenance.spans import Span

_PARAGRAPHS_HELD = 12
"""Paragraphs without marks an open quotation may run through until its end is seen; a missing
closing mark is commoner than a longer quotation printed so."""


@attrs.frozen(kw_only=True)
class Marked:
    """Words in marks."""

    opening: Span
    parts: tuple[Span, ...]
    """The words of each paragraph, without marks and outer white space; one at least."""
    end: int
    """After the closing mark, or where the words break off."""
    closed: bool
    leads: bool
    """Whether the opening mark begins its paragraph."""
    block: int
    """Index of the first paragraph among those passed in."""


def read_marked_words(text: str, blocks: Sequence[Block]) -> Iterator[Marked]:
    """Everything in quotation marks in ``blocks`` (the prose of one article), outer before inner.

    Args:
        text: the article's prose.
        blocks: its prose blocks in reading order.
    """
    held: _Held | None = None
    for index, block in enumerate(blocks):
        paragraph = pair_marks(text, block.span)
        words = paragraph.words
        if held is not None:
            if held.is_reopened(text, block.span, paragraph):
                words = words[1:]
            if not held.take(text, block.span, paragraph):
                if not held.is_apostrophe():
                    yield held.result()
                held = None
        for some in words:
            opened = _Held.of(text, some, block.span, index)
            if held is None and some.closing is None and some.end == block.span.end:
                held = opened
            else:
                yield opened.result()
    if held is not None and not held.is_apostrophe():
        yield held.result()


@attrs.define(kw_only=True)
class _Held:
    """Marked words whose paragraph has ended; perhaps they go on in the next."""

    opening: Span
    glyph: str
    parts: list[Span]
    leads: bool
    block: int
    end: int | None
    """After the closing mark; ``None`` while they are open."""
    waiting: list[Span] = attrs.field(factory=list)
    """Paragraphs without marks since, part of the quotation if its end is seen."""

    @classmethod
    def of(cls, text: str, words: MarkedWords, within: Span, block: int) -> "_Held":
        """What one paragraph holds of some marked words."""
        return cls(
            opening=words.opening,
            glyph=words.glyph,
            parts=[words.inner.stripped(text)],
            leads=_is_blank(text, within.start, words.opening.start),
            block=block,
            end=words.closing.end if words.closing else None,
        )

    def result(self) -> Marked:
        """The words as they stand."""
        return Marked(
            opening=self.opening,
            parts=tuple(self.parts),
            end=self.parts[-1].end if self.end is None else self.end,
            closed=self.end is not None,
            leads=self.leads,
            block=self.block,
        )

    def is_apostrophe(self) -> bool:
        """Whether this is a single mark that nothing answers: an apostrophe after all."""
        return self.end is None and len(self.parts) == 1 and self.glyph in "‘'"

    def is_reopened(self, text: str, within: Span, paragraph: MarkedParagraph) -> bool:
        """Whether the paragraph begins with an opening mark that carries these words on."""
        if not paragraph.words or (self.waiting and not self.leads):
            return False
        first = paragraph.words[0]
        return first.glyph in family_of(self.glyph) and _is_blank(
            text, within.start, first.opening.start
        )

    def take(self, text: str, within: Span, paragraph: MarkedParagraph) -> bool:
        """Go on through one more paragraph; ``False`` when the words have ended."""
        if self.is_reopened(text, within, paragraph):
            first = paragraph.words[0]
            self._go_on(first.inner.stripped(text))
            self.end = first.closing.end if first.closing else None
            return self.end is None and first.end == within.end
        return self._take_unmarked(text, within, paragraph)

    def _take_unmarked(self, text: str, within: Span, paragraph: MarkedParagraph) -> bool:
        family = family_of(self.glyph)
        start = within.start
        opened = min((w.opening.start for w in paragraph.words if w.glyph in family), default=None)
        for stray in paragraph.stray:
            if opened is not None and opened < stray.start:
                break
            if not any(mark in family for mark in stray.of(text)):
                continue
            if _is_blank(text, start, stray.start):
                start = stray.end
                continue
            self._go_on(Span(start, stray.start).stripped(text))
            self.end = stray.end
            return False
        if opened is not None or len(self.waiting) >= _PARAGRAPHS_HELD:
            return False
        self.waiting.append(Span(start, within.end).stripped(text))
        return True

    def _go_on(self, part: Span) -> None:
        self.parts += [*self.waiting, part]
        self.waiting = []


def _is_blank(text: str, start: int, end: int) -> bool:
    return not text[start:end].strip()
