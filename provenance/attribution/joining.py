"""Yields, of what the tagger found, what the rules lack; the rules know the quotation marks.

The tagger decides who said a sentence's quoted words and finds indirect speech that no list of
verbs holds. Where both name the same source, the rules' reading of it stays.
"""

import bisect
from collections.abc import Callable, Iterator, Sequence

import attrs

from provenance.attribution.cues import Cues
from provenance.attribution.found import Found
from provenance.attribution.speakers import PhraseKind, SourcePhrase, read_source
from provenance.attribution.tagged import TaggedAttribution
from provenance.cast import Resolved
from provenance.model import Article, Attribution, Quotation, Sentence
from provenance.spans import Span
from provenance.terms import AttributionKind

Resolve = Callable[[SourcePhrase, int], Resolved]
"""From a source phrase and its offset to the speaker."""

_SURE_CUE = 0.8
"""Score from which a cue that no list holds makes a sentence's speech its source's; a wrong one
turns the outlet's own words into somebody's."""

_LIKELY_CUE = 0.6
"""Score from which a cue counts by itself; a lower one only where it has quoted words to itself."""

_SPEAKING = frozenset({PhraseKind.PERSON, PhraseKind.BODY, PhraseKind.DOCUMENT})


def tagged_by_sentence(
    sentences: Sequence[Sentence], tagged: Sequence[TaggedAttribution]
) -> tuple[tuple[TaggedAttribution, ...], ...]:
    """For each sentence the tagged attributions whose cue stands in it."""
    starts = [sentence.span.start for sentence in sentences]
    found: list[list[TaggedAttribution]] = [[] for _ in sentences]
    for one in tagged:
        at = bisect.bisect_right(starts, one.cue[0].start) - 1
        if at >= 0 and one.cue[0].end <= sentences[at].span.end:
            found[at].append(one)
    return tuple(map(tuple, found))


def found_with_tagger(
    sentence: Span,
    prose: str,
    quotations: Sequence[Quotation],
    *,
    tagged: Sequence[TaggedAttribution],
    by_rule: Found | None,
    cues: Cues,
) -> Found | None:
    """Who speaks in a sentence: what the tagger found of it, held against what the rules found.

    Args:
        sentence: the sentence; cue and source of the answer are offsets into it.
        prose: the article's prose.
        quotations: those that overlap the sentence.
        tagged: the tagged attributions whose cue stands in it.
        by_rule: what the rules found.
        cues: of the article's language.
    """
    if (
        by_rule is not None
        and not quotations
        and _is_misread(sentence, prose, tagged, by_rule, cues)
    ):
        by_rule = None
    if by_rule is not None:
        return by_rule
    chosen = _chosen(sentence, prose, quotations, tagged, by_rule, cues)
    if chosen is None:
        return by_rule
    source = chosen.source[0].shifted(-sentence.start)
    phrase = read_source(chosen.source[0].of(prose), cues)
    if phrase.kind is PhraseKind.UNKNOWN:
        return by_rule
    if by_rule is not None and by_rule.source.overlaps(source):
        known = by_rule.phrase
        same = phrase.kind is known.kind and phrase.name == known.name is not None
        return attrs.evolve(by_rule, source=source, phrase=phrase) if same else by_rule
    return Found(source=source, cue=chosen.cue[0].shifted(-sentence.start), phrase=phrase)


def _is_misread(
    sentence: Span,
    prose: str,
    tagged: Sequence[TaggedAttribution],
    by_rule: Found,
    cues: Cues,
) -> bool:
    """``in other states``: a listed verb where the tagger sees speech, but not by that word."""
    cue = by_rule.cue.shifted(sentence.start)
    if any(one.cue[0].overlaps(cue) for one in tagged):
        return False
    sure = (one for one in tagged if one.source and one.score >= _LIKELY_CUE)
    return any(_is_speech(one, prose, cues) for one in sure)


def _chosen(
    sentence: Span,
    prose: str,
    quotations: Sequence[Quotation],
    tagged: Sequence[TaggedAttribution],
    by_rule: Found | None,
    cues: Cues,
) -> TaggedAttribution | None:
    narrated = [
        one
        for one in tagged
        if one.source
        and sentence.contains(one.source[0])
        and not any(q.outer.overlaps(one.cue[0]) for q in quotations)
    ]
    if quotations:
        if by_rule is not None:
            narrated = [one for one in narrated if one.score >= _LIKELY_CUE]
        quoted = [(_shared(one.content, quotations, sentence), one) for one in narrated]
        best = max(quoted, key=lambda pair: (pair[0], pair[1].score), default=None)
        return best[1] if best is not None and best[0] else None
    if by_rule is not None:
        cue = by_rule.cue.shifted(sentence.start)
        return next((one for one in narrated if one.cue[0].overlaps(cue)), None)
    sure = [one for one in narrated if one.score >= _SURE_CUE and _is_speech(one, prose, cues)]
    return max(sure, key=lambda one: sum(map(len, one.content)), default=None)


def _is_speech(one: TaggedAttribution, prose: str, cues: Cues) -> bool:
    """Whether somebody who can be named says it, rather than feels or wants it."""
    phrase, cue = read_source(one.source[0].of(prose), cues), one.cue[0].of(prose)
    if phrase.kind not in _SPEAKING:
        return False
    acts = phrase.kind is not PhraseKind.PERSON and cues["act"].search(cue) is not None
    return acts or cues["speech"].search(cue) is not None


def _shared(content: Sequence[Span], quotations: Sequence[Quotation], sentence: Span) -> int:
    """Characters of quoted words in the sentence that are the content's."""
    return sum(
        max(0, min(one.end, part.end, sentence.end) - max(one.start, part.start, sentence.start))
        for quotation in quotations
        for part in quotation.parts
        for one in content
    )


def join_tagged(
    main: Sequence[Attribution],
    tagged: Sequence[TaggedAttribution],
    article: Article,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    *,
    cues: Cues,
    resolve: Resolve,
) -> tuple[Attribution, ...]:
    """Every attribution of an article: the tagger's, and those of the rules that it lacks.

    One that both have keeps the rules' speaker and takes the tagger's spans. Of the rules' own only
    quoted words are added that are nobody's yet: where the tagger sees no speech without marks, a
    listed verb had another sense three times in five (PolNeAR dev, half 0).

    Args:
        main: what the rules made of each sentence.
        tagged: what the tagger found.
        article: the article.
        sentences: its sentences, in reading order; what is told without marks ends with its own.
        quotations: its quotations, in reading order.
        cues: of its language.
        resolve: who is meant by a source phrase.

    Returns:
        In the order of their first spans.
    """
    edges, known = _Edges.of(article, sentences, quotations), _ByPlace.of(main)
    used: set[int] = set()
    joined: list[Attribution] = []
    for one in tagged:
        index = known.match(one)
        if index is not None and index not in used:
            used.add(index)
            whose = Resolved(speaker=main[index].speaker, guess=main[index].speaker_guess)
        elif one.score < _LIKELY_CUE:
            continue
        elif one.source:
            phrase = read_source(one.source[0].of(article.prose), cues)
            whose = resolve(phrase, one.source[0].start)
        else:
            whose = Resolved(speaker=None, guess=False)
        attribution = _attribution(one, whose, edges)
        if attribution.content:
            joined.append(attribution)
    covered = _Covered.of(joined)
    joined += [
        mine
        for index, mine in enumerate(main)
        if index not in used
        and mine.kind is not AttributionKind.INDIRECT
        and not covered.holds(mine.content)
    ]
    return tuple(sorted(joined, key=_first))


def _attribution(one: TaggedAttribution, whose: Resolved, edges: "_Edges") -> Attribution:
    content: list[Span] = []
    for tagged in one.content:
        around = any(edges.snapped(tagged).overlaps(other) for other in (*one.source, *one.cue))
        for span in edges.pieces(tagged if around else edges.snapped(tagged), one.cue[0]):
            start = max(span.start, content[-1].end if content else 0)
            if start < span.end:
                content.append(Span(start, span.end))
    return Attribution(
        source=one.source,
        cue=one.cue,
        content=tuple(content),
        kind=edges.kind(content),
        speaker=whose.speaker,
        speaker_guess=whose.guess,
    )


def _common(one: Span, other: Span) -> Span:
    start = max(one.start, other.start)
    return Span(start, max(start, min(one.end, other.end)))


def _first(attribution: Attribution) -> tuple[int, int]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    starts = [span.start for span in spans]
    return min(starts, default=0), max([span.end for span in spans], default=0)


@attrs.frozen
class _Covered:
    """Stretches of text that are somebody's words, disjoint and in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, attributions: Sequence[Attribution]) -> "_Covered":
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
        return sum(map(self._shared, content)) > _MOST * total

    def _shared(self, span: Span) -> int:
        at, shared = max(0, bisect.bisect_right(self.starts, span.start) - 1), 0
        while at < len(self.starts) and self.starts[at] < span.end:
            shared += max(0, min(self.ends[at], span.end) - max(self.starts[at], span.start))
            at += 1
        return shared


_MOST = 0.8
"""Share of quoted words that make them somebody's already."""


@attrs.frozen
class _ByPlace:
    """Attributions with a cue, by where it stands."""

    cues: tuple[tuple[Span, int], ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, main: Sequence[Attribution]) -> "_ByPlace":
        cues = sorted(
            ((one.cue[0], index) for index, one in enumerate(main) if one.cue),
            key=lambda pair: (pair[0].start, pair[0].end, pair[1]),
        )
        return cls(tuple(cues), tuple(cue.start for cue, _ in cues))

    def match(self, one: TaggedAttribution) -> int | None:
        """The attribution whose cue overlaps that of ``one``."""
        at = bisect.bisect_left(self.starts, one.cue[0].end)
        for cue, index in reversed(self.cues[max(0, at - 2) : at]):
            if cue.overlaps(one.cue[0]):
                return index
        return None


@attrs.frozen
class _Edges:
    """Where quotations and sentences begin and end: the authority over a tagger's edges."""

    prose: str
    outers: tuple[Span, ...]
    starts: tuple[int, ...]
    sentences: tuple[Span, ...]
    sentence_starts: tuple[int, ...]

    @classmethod
    def of(
        cls, article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
    ) -> "_Edges":
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
        quoted = [_common(span, outer) for outer in outers]
        at = bisect.bisect_right(self.sentence_starts, cue.start) - 1
        if at < 0:
            return quoted
        told = _common(span, self.sentences[at])
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


_SLACK = 3
"""Characters between an edge of the tagger's and a quotation's marks that mean the same place."""
