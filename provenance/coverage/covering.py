"""Which words of a claim a document has, where, in what order, and what turns the sense.

Overlap is no proof: a passage can hold every word of a claim and say the opposite. So the guard
words (negation, modality, quantifiers, conditions, order in time) are held against each other
apart, and :mod:`provenance.facts` looks at numbers and dates.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from provenance.coverage.clauses import SourceWords, align_words, is_addition, measure_tightness
from provenance.coverage.guards import count_negations, find_conflicts, region_of
from provenance.dates import DateMention, Precision, dates_fit, parse_dates
from provenance.quantities import (
    Quantity,
    QuantityKind,
    comparable,
    parse_quantities,
    quantities_fit,
)
from provenance.retrieval import IndexedDocument, Passage, best_passages, content_words
from provenance.spans import Span, covering
from provenance.words import Lexicon, Word, load_lexicon, parse_words

_CANDIDATES = 6
"""Passages looked at closely: more cost time, and a place that shares less is not the right one."""
_MOST_PASSAGES = 3
"""An enumeration may draw on so many places; more would prove anything of a long document."""
_CLAUSE = 3
"""Content words in a row that a further passage must cover: a single word found elsewhere ("the
OSCE is also a relevant platform") does not support what another sentence says."""
_NAME_WEIGHT = 1.5
_THAT = frozenset({"that", "dass", "daß", "que", "qu'", "że", "что", "що"})


@attrs.frozen(kw_only=True)
class Coverage:
    """How far the words of a claim are those of a document."""

    share: float
    """Weighted share of the claim's content words that the passages have, 0 to 1."""
    uncovered: tuple[Span, ...] = ()
    """Runs of claim words that no passage has, offsets into the claim."""
    passages: tuple[Span, ...] = ()
    """One or two neighbouring sentences, or up to three places for an enumeration."""
    added: tuple[Span, ...] = ()
    """Those of ``uncovered`` that the claim adds, rather than puts for other words."""
    in_order: float = 0.0
    """Share of the covered words that come in the claim's order."""
    tightness: float = 0.0
    """Share of the content words of the clauses used that the claim has too."""
    negation_fits: bool = True
    conflicts: tuple[str, ...] = ()
    """Kinds of guard words that one side has and the other lacks."""
    words: int = 0
    """Content words of the claim that were looked for."""


NOTHING_TO_COVER = Coverage(share=0.0)


@attrs.frozen(kw_only=True)
class _Window:
    passages: tuple[Passage, ...]
    flags: tuple[bool, ...]
    share: float


def cover_words(
    claim_text: str, document: IndexedDocument, *, ignore: Sequence[Span] = ()
) -> Coverage:
    """How the words of a claim are covered by the best place of a document.

    Args:
        claim_text: the claim, in the document's language.
        document: the indexed source.
        ignore: spans of the claim that are not to be covered: who says it, and the word of saying.
    """
    claim = _Claim.of(claim_text, document, ignore)
    if not claim.words:
        return NOTHING_TO_COVER
    places = list(_windows(claim_text, document))
    readings = {
        passage.number: _Reading.of(passage.text, claim, document)
        for passages in places
        for passage in passages
    }
    windows = [_judged(claim, document, passages, readings) for passages in places]
    if not windows:
        return Coverage(share=0.0, uncovered=_runs(claim, [False] * len(claim.words)))
    best = max(windows, key=lambda window: (window.share, -len(window.passages)))
    best = _extended(claim, best, windows)
    return _described(claim, best, document)


@attrs.frozen(kw_only=True)
class _Claim:
    text: str
    words: tuple[Word, ...]
    weights: tuple[float, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    plain: tuple[Word, ...]
    """All words outside the ignored spans, function words included."""
    subjects: frozenset[int]
    """Indexes of names that "we" in the source may stand for."""
    lexicon: Lexicon

    @classmethod
    def of(cls, text: str, document: IndexedDocument, ignore: Sequence[Span]) -> "_Claim":
        language = document.language
        words = content_words(text, language=language, ignore=ignore)
        plain = tuple(
            word
            for word in parse_words(text, language=language)
            if not any(span.overlaps(word.span) for span in ignore)
        )
        weights = tuple(
            _NAME_WEIGHT if word.capital or word.text[0].isdigit() else 1.0 for word in words
        )
        return cls(
            text=text,
            words=words,
            weights=weights,
            quantities=parse_quantities(text, language=language),
            dates=parse_dates(text, language=language, reference=document.reference),
            plain=plain,
            subjects=_subjects(words, plain),
            lexicon=load_lexicon(language),
        )


def _subjects(words: Sequence[Word], plain: Sequence[Word]) -> frozenset[int]:
    """Names at the head of a clause, or possessive: "NATO is ready", "that NATO's relations"."""
    before = {right.span: left.text for left, right in pairwise(plain)}
    return frozenset(
        at
        for at, word in enumerate(words)
        if word.capital and (at == 0 or word.text.endswith("'s") or before.get(word.span) in _THAT)
    )


def _windows(claim_text: str, document: IndexedDocument) -> Iterator[tuple[Passage, ...]]:
    seen: set[tuple[int, ...]] = set()
    for scored in best_passages(claim_text, document, limit=_CANDIDATES):
        at = scored.passage.number
        for numbers in ((at,), (at - 1, at), (at, at + 1)):
            if numbers in seen or numbers[0] < 0 or numbers[-1] >= len(document.passages):
                continue
            seen.add(numbers)
            passages = tuple(document.passages[number] for number in numbers)
            if len({passage.part for passage in passages}) == 1:
                yield passages


@attrs.frozen(kw_only=True)
class _Reading:
    """The numbers and dates of one passage, and whether "we" speaks in it."""

    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    speaks: bool = False

    @classmethod
    def of(cls, text: str, claim: _Claim, document: IndexedDocument) -> "_Reading":
        language = document.language
        words = parse_words(text, language=language) if claim.subjects else ()
        return cls(
            quantities=parse_quantities(text, language=language) if claim.quantities else (),
            dates=parse_dates(text, language=language, reference=document.reference)
            if claim.dates
            else (),
            speaks=any(word.text in claim.lexicon.first_person for word in words),
        )


def _judged(
    claim: _Claim,
    document: IndexedDocument,
    passages: tuple[Passage, ...],
    readings: Mapping[int, _Reading],
) -> _Window:
    stems = frozenset[str]().union(*(document.stems[passage.number] for passage in passages))
    read = [readings[passage.number] for passage in passages]
    spoken = any(reading.speaks for reading in read)
    facts = _fitting_spans(claim, read)
    flags = []
    for at, word in enumerate(claim.words):
        known = facts.get(word.span)
        if known is not None:
            flags.append(known)
        else:
            named = spoken and at in claim.subjects and _is_somewhere(word.stem, document)
            flags.append(word.stem in stems or named)
    share = sum(w for w, flag in zip(claim.weights, flags, strict=True) if flag)
    return _Window(passages=passages, flags=tuple(flags), share=share / sum(claim.weights))


def _is_somewhere(stem: str, document: IndexedDocument) -> bool:
    return any(stem in stems for stems in document.stems)


def _fitting_spans(claim: _Claim, read: Sequence[_Reading]) -> dict[Span, bool]:
    """For each claim word that is part of a number or date: whether the passage has its like."""
    quantities = [quantity for reading in read for quantity in reading.quantities]
    dates = [mention for reading in read for mention in reading.dates]
    found: dict[Span, bool] = {}
    for quantity in claim.quantities:
        if quantity.kind is QuantityKind.LABEL:
            continue
        fits = any(
            comparable(quantity, other) and quantities_fit(quantity, other) for other in quantities
        )
        _mark(claim, quantity.span, fits, found)
    for mention in claim.dates:
        if mention.precision is not Precision.TIME:
            fits = any(dates_fit(mention, other) is True for other in dates)
            _mark(claim, mention.span, fits, found)
    return found


def _mark(claim: _Claim, span: Span, fits: bool, found: dict[Span, bool]) -> None:  # noqa: FBT001 - a value, not a switch
    for word in claim.words:
        if span.contains(word.span):
            found[word.span] = found.get(word.span, False) or fits


def _extended(claim: _Claim, best: _Window, windows: Sequence[_Window]) -> _Window:
    """``best`` with further passages, each of which covers a whole clause that was missing."""
    singles = sorted(
        (window for window in windows if len(window.passages) == 1), key=lambda w: -w.share
    )
    for window in singles:
        if len(best.passages) >= _MOST_PASSAGES or window.passages[0] in best.passages:
            continue
        gained = _clauses_gained(best.flags, window.flags)
        if gained:
            flags = tuple(flag or at in gained for at, flag in enumerate(best.flags))
            share = sum(w for w, flag in zip(claim.weights, flags, strict=True) if flag)
            best = _Window(
                passages=(*best.passages, *window.passages),
                flags=flags,
                share=share / sum(claim.weights),
            )
    return best


def _clauses_gained(have: Sequence[bool], other: Sequence[bool]) -> set[int]:
    gained: set[int] = set()
    run: list[int] = []
    for at, flag in enumerate([*other, False]):
        if flag:
            run.append(at)
            continue
        fresh = [place for place in run if not have[place]]
        if len(run) >= _CLAUSE and len(fresh) >= _CLAUSE - 1:
            gained.update(fresh)
        run = []
    return gained


# --- what the winning window shows ---------------------------------------------------------------


def _described(claim: _Claim, window: _Window, document: IndexedDocument) -> Coverage:
    source = SourceWords.of(sorted(window.passages, key=lambda p: p.number), document)
    covered = [at for at, flag in enumerate(window.flags) if flag]
    aligned = align_words([claim.words[at] for at in covered], source.words)
    places = {covered[at]: place for at, place in aligned.items()}
    region = region_of(list(places.values()), source.words)
    runs = _index_runs(window.flags)
    return Coverage(
        share=round(window.share, 4),
        uncovered=tuple(covering(claim.words[at].span for at in run) for run in runs),
        added=tuple(
            covering(claim.words[at].span for at in run)
            for run in runs
            if is_addition(run, claim.words, places, source)
        ),
        passages=tuple(passage.span for passage in window.passages),
        in_order=round(len(aligned) / len(covered), 4) if covered else 0.0,
        tightness=measure_tightness(set(places.values()), source),
        negation_fits=count_negations(claim.plain, claim.lexicon)
        == count_negations(region, claim.lexicon),
        conflicts=find_conflicts(claim.plain, source.words, region, lexicon=claim.lexicon),
        words=len(claim.words),
    )


def _index_runs(flags: Sequence[bool]) -> list[list[int]]:
    runs: list[list[int]] = []
    for at, flag in enumerate(flags):
        if flag:
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _runs(claim: _Claim, flags: Sequence[bool]) -> tuple[Span, ...]:
    return tuple(covering(claim.words[at].span for at in run) for run in _index_runs(flags))
