"""Yields, of what the tagger found, what the rules lack; the rules know the quotation marks.

The tagger decides who said a sentence's quoted words and finds indirect speech that no list of
verbs holds. Where both name the same source, and where its source is but a pronoun, the rules'
reading of it stays.
"""

import bisect
from collections.abc import Callable, Sequence

import attrs

from provenance.attribution.cues import Cues
from provenance.attribution.edges import MOST, Covered, Edges, common_span
from provenance.attribution.found import Found
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.attribution.speakers import read_source
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
    kept = by_rule
    if kept is not None and not quotations:
        if not _is_misread(sentence, prose, tagged, kept, cues):
            return kept
        kept = None
    least = _LIKELY_CUE if kept is not None else 0.0
    candidates = [one for one in tagged if one.score >= least]
    chosen = _chosen(sentence, prose, quotations, candidates, cues)
    if chosen is None:
        return kept
    source = chosen.source[0].shifted(-sentence.start)
    phrase = read_source(chosen.source[0].of(prose), cues)
    if phrase.kind is PhraseKind.UNKNOWN:
        return kept
    if kept is not None and (kept.source.overlaps(source) or _tells_less(phrase, kept.phrase)):
        return kept
    return Found(
        source=source,
        cue=chosen.cue[0].shifted(-sentence.start),
        phrase=phrase,
    )


def _tells_less(phrase: SourcePhrase, known: SourcePhrase) -> bool:
    """``they expressed hope``, where the rules have the ministry that stands before it."""
    return known.kind in _SPEAKING and phrase.kind not in _SPEAKING


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
        quoted = [(_shared(one.content, quotations, sentence), one) for one in narrated]
        best = max(quoted, key=lambda pair: (pair[0], pair[1].score), default=None)
        return best[1] if best is not None and best[0] else None
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
    edges, known = Edges.of(article, sentences, quotations), _ByPlace.of(main)
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
    joined = _each_once(sorted(joined, key=_first))
    covered = Covered.of(joined)
    joined += [
        mine
        for index, mine in enumerate(main)
        if index not in used
        and mine.kind is not AttributionKind.INDIRECT
        and not covered.holds(mine.content)
    ]
    return tuple(sorted(joined, key=_first))


def _attribution(one: TaggedAttribution, whose: Resolved, edges: Edges) -> Attribution:
    content: list[Span] = []
    frame = (*one.source, *one.cue)
    for tagged in one.content:
        around = any(edges.snapped(tagged).overlaps(other) for other in frame)
        for piece in edges.pieces(tagged if around else edges.snapped(tagged), one.cue[0]):
            for span in _apart(piece, frame, edges.prose):
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


def _apart(span: Span, frame: Sequence[Span], prose: str) -> list[Span]:
    """What of ``span`` lies outside ``frame``: marks may hold who speaks with what is said."""
    if not any(span.overlaps(other) for other in frame):
        return [span]
    pieces = [span]
    for other in frame:
        pieces = [
            part.stripped(prose)
            for piece in pieces
            for part in (
                Span(piece.start, max(piece.start, min(piece.end, other.start))),
                Span(min(piece.end, max(piece.start, other.end)), piece.end),
            )
            if any(map(str.isalnum, part.of(prose)))
        ]
    return pieces


def _each_once(attributions: Sequence[Attribution]) -> list[Attribution]:
    """``released a letter that says``: of two cues for the same words of one source, the first."""
    kept: list[Attribution] = []
    of_source: dict[tuple[Span, ...], list[Attribution]] = {}
    for one in attributions:
        others = of_source.setdefault(one.source, []) if one.source else []
        if not any(_is_told_twice(one, other) for other in others):
            kept.append(one)
            others.append(one)
    return kept


def _is_told_twice(one: Attribution, other: Attribution) -> bool:
    """Whether the content of one lies in the other's."""
    shared = sum(len(common_span(mine, theirs)) for mine in one.content for theirs in other.content)
    least = min(sum(map(len, one.content)), sum(map(len, other.content)))
    return shared >= MOST * least


def _first(attribution: Attribution) -> tuple[int, int]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    starts = [span.start for span in spans]
    return min(starts, default=0), max([span.end for span in spans], default=0)


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
