"""Yields where somebody's words may begin and end: at quotation marks, within a sentence."""

import bisect
from collections.abc import Iterator, Sequence

import attrs

from provenance.model import Article, Attribution, Quotation, Sentence
from provenance.spans import Span
from provenance.terms import AttributionKind

MOST = 0.8
"""Share of an attribution's content that makes it somebody's already."""

_SLACK = 3
"""Characters between an edge of the tagger's and a quotation's marks that mean the same place."""


@attrs.frozen
class Edges:
    """Where quotations and sentences begin and end: the authority over a tagger's edges."""

    prose: str
    outers: tuple[Span, ...]
    starts: tuple[int, ...]
    sentences: tuple[Span, ...]
    sentence_starts: tuple[int, ...]

    @classmethod
    def of(
        cls, article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
    ) -> "Edges":
        """Those of an article; nested quotations count with the one around them."""
        outers = sorted(
            (q.outer for q in quotations if q.parent is None), key=lambda span: span.start
        )
        spans = [sentence.span for sentence in sentences]
        return cls(
            article.prose,
            tuple(outers),
            tuple(outer.start for outer in outers),
            tuple(spans),
            tuple(span.start for span in spans),
        )

    def pieces(self, span: Span, cue: Span) -> list[Span]:
        """``span`` without what is neither quoted nor in the sentence of its cue."""
        span = self._whole(span)
        outers = list(self._near(span))
        at = bisect.bisect_right(self.sentence_starts, span.start) - 1
        if at >= 0 and self.sentences[at].contains(span):
            return [span]
        quoted = [common_span(span, outer) for outer in outers]
        at = bisect.bisect_right(self.sentence_starts, cue.start) - 1
        if at < 0:
            return quoted
        told = common_span(span, self.sentences[at])
        inside = [outer for outer in outers if told.contains(outer)]
        for outer in outers:
            if outer not in inside and outer.overlaps(told):
                before = Span(told.start, max(told.start, outer.start))
                behind = Span(min(told.end, outer.end), told.end)
                told = max(before, behind, key=len)
        told = told.stripped(self.prose)
        kept = [piece for piece in quoted if not told.contains(piece)]
        return sorted([told, *kept] if len(told) else kept, key=lambda piece: piece.start)

    def _whole(self, span: Span) -> Span:
        """``span`` with every quotation whole or not at all, unless it lies inside one."""
        start, end = span.start, span.end
        for outer in self._near(span):
            if outer.contains(span) or span.contains(outer):
                continue
            most = 2 * (min(end, outer.end) - max(start, outer.start)) >= len(outer)
            if outer.start < start:
                start = outer.start if most else outer.end
            else:
                end = outer.end if most else outer.start
        return Span(start, max(start, end))

    def _near(self, span: Span) -> Iterator[Span]:
        at = max(0, bisect.bisect_right(self.starts, span.start) - 1)
        while at < len(self.outers) and self.outers[at].start < span.end:
            if self.outers[at].overlaps(span):
                yield self.outers[at]
            at += 1

    def snapped(self, span: Span) -> Span:
        """``span`` with an edge inside a quotation's first or last letters moved to its marks."""
        start, end = span.start, span.end
        for outer in self._near(span):
            if abs(outer.start - start) <= _SLACK:
                start = outer.start
            if abs(outer.end - end) <= _SLACK:
                end = outer.end
        return Span(start, max(start, end))

    def kind(self, content: Sequence[Span]) -> AttributionKind:
        """Direct where all is quoted, indirect where nothing is."""
        quoted = total = 0
        for span in content:
            total += len(span)
            quoted += sum(
                min(span.end, outer.end) - max(span.start, outer.start)
                for outer in self._near(span)
            )
        if not quoted:
            return AttributionKind.INDIRECT
        return AttributionKind.DIRECT if total - quoted <= _SLACK else AttributionKind.MIXED


@attrs.frozen
class Covered:
    """Stretches of text that are somebody's words, disjoint and in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, attributions: Sequence[Attribution]) -> "Covered":
        """What the contents of ``attributions`` cover."""
        starts: list[int] = []
        ends: list[int] = []
        for span in sorted(
            (span for one in attributions for span in one.content), key=lambda span: span.start
        ):
            if ends and span.start <= ends[-1]:
                ends[-1] = max(ends[-1], span.end)
            else:
                starts.append(span.start)
                ends.append(span.end)
        return cls(tuple(starts), tuple(ends))

    def holds(self, content: Sequence[Span]) -> bool:
        """Whether most of ``content`` is covered."""
        total = sum(map(len, content))
        return sum(map(self._shared, content)) > MOST * total

    def _shared(self, span: Span) -> int:
        at, shared = max(0, bisect.bisect_right(self.starts, span.start) - 1), 0
        while at < len(self.starts) and self.starts[at] < span.end:
            shared += max(0, min(self.ends[at], span.end) - max(self.starts[at], span.start))
            at += 1
        return shared


def common_span(one: Span, other: Span) -> Span:
    """What both cover; empty where they do not meet."""
    start = max(one.start, other.start)
    return Span(start, max(start, min(one.end, other.end)))
