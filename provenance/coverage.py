"""Which words of a claim a document has, where, in what order, and what turns the sense.

Overlap is no proof: a passage can hold every word of a claim and say the opposite. So the guard
words (negation, modality, quantifiers, conditions, order in time) are held against each other
apart, and :mod:`provenance.facts` looks at numbers and dates.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

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
_REACH = 2
"""Words beside the matched ones in which a guard word still belongs to them."""
_LONGEST_SOURCE = 300
_CLAUSE_MARKS = frozenset(',;:–—()"“”«»„')
_THAT = frozenset({"that", "dass", "daß", "que", "qu'", "że", "что", "що"})
_LOST_GUARDS = ("may", "if", "some")
"""Guards whose loss raises a claim above its source; the others may be left out fairly."""


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
    windows = [_judged(claim, document, passages) for passages in _windows(claim_text, document)]
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


def _judged(claim: _Claim, document: IndexedDocument, passages: tuple[Passage, ...]) -> _Window:
    stems = frozenset[str]().union(*(document.stems[passage.number] for passage in passages))
    text = " ".join(passage.text for passage in passages)
    spoken = _speaks_itself(text, document)
    facts = _fitting_spans(claim, text, document)
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


def _speaks_itself(text: str, document: IndexedDocument) -> bool:
    lexicon = load_lexicon(document.language)
    words = parse_words(text, language=document.language)
    return any(word.text in lexicon.first_person for word in words)


def _is_somewhere(stem: str, document: IndexedDocument) -> bool:
    return any(stem in stems for stems in document.stems)


def _fitting_spans(claim: _Claim, text: str, document: IndexedDocument) -> dict[Span, bool]:
    """For each claim word that is part of a number or date: whether the passage has its like."""
    quantities = parse_quantities(text, language=document.language)
    dates = parse_dates(text, language=document.language, reference=document.reference)
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
    source = _Source.of(sorted(window.passages, key=lambda p: p.number), document)
    covered = [at for at, flag in enumerate(window.flags) if flag]
    aligned = _aligned([claim.words[at] for at in covered], source.words)
    places = {covered[at]: place for at, place in aligned.items()}
    region = _region(list(places.values()), source.words)
    runs = _index_runs(window.flags)
    return Coverage(
        share=round(window.share, 4),
        uncovered=tuple(covering(claim.words[at].span for at in run) for run in runs),
        added=tuple(
            covering(claim.words[at].span for at in run)
            for run in runs
            if _is_addition(run, claim.words, places, source)
        ),
        passages=tuple(passage.span for passage in window.passages),
        in_order=round(len(aligned) / len(covered), 4) if covered else 0.0,
        tightness=_tightness(set(places.values()), source),
        negation_fits=_negations(claim.plain, claim.lexicon) == _negations(region, claim.lexicon),
        conflicts=_conflicts(claim, source.words, region),
        words=len(claim.words),
    )


@attrs.frozen(kw_only=True)
class _Source:
    """The words of the winning passages, and the clause each is in."""

    words: tuple[Word, ...]
    clauses: tuple[int, ...]
    content: frozenset[int]

    @classmethod
    def of(cls, passages: Sequence[Passage], document: IndexedDocument) -> "_Source":
        lexicon = load_lexicon(document.language)
        words: list[Word] = []
        clauses: list[int] = []
        clause = 0
        for passage in passages:
            clause, end = clause + 1, 0
            for word in parse_words(passage.text, language=document.language)[:_LONGEST_SOURCE]:
                clause += bool(_CLAUSE_MARKS & set(passage.text[end : word.span.start]))
                words.append(word)
                clauses.append(clause)
                end = word.span.end
        content = frozenset(at for at, word in enumerate(words) if lexicon.is_content(word))
        return cls(words=tuple(words), clauses=tuple(clauses), content=content)


def _aligned(covered: Sequence[Word], source: Sequence[Word]) -> dict[int, int]:
    """Longest common subsequence of stems: index of the covered word to index in the source."""
    rows = [[0] * (len(source) + 1)]
    for word in covered:
        above, row = rows[-1], [0]
        for at, other in enumerate(source):
            same = word.stem == other.stem
            row.append(above[at] + 1 if same else max(above[at + 1], row[at]))
        rows.append(row)
    found: dict[int, int] = {}
    left, right = len(covered), len(source)
    while left and right:
        if covered[left - 1].stem == source[right - 1].stem:
            found[left - 1] = right - 1
            left, right = left - 1, right - 1
        elif rows[left - 1][right] >= rows[left][right - 1]:
            left -= 1
        else:
            right -= 1
    return found


def _is_addition(
    run: Sequence[int], claim: Sequence[Word], places: Mapping[int, int], source: _Source
) -> bool:
    """Whether the claim adds these words where the source has none, rather than swaps some.

    "a flooded coal shaft" for "a flooded shaft" adds; "higher than" for "lower than" swaps: that is
    a synonym, or the opposite, and no rule can tell which. At the end of a clause only a name is
    plainly an addition: other words there are as often a paraphrase of what the source says next.
    """
    before, after = places.get(run[0] - 1), places.get(run[-1] + 1)
    if before is None:
        return False
    if after is not None:
        same = source.clauses[before] == source.clauses[after]
        return same and before < after and not source.content & set(range(before + 1, after))
    named = run[-1] == len(claim) - 1 and all(claim[at].capital for at in run)
    rest = range(before + 1, len(source.words))
    clause = source.clauses[before]
    return named and not any(at in source.content and source.clauses[at] == clause for at in rest)


def _tightness(matched: set[int], source: _Source) -> float:
    """Of the content words in the clauses used, the share that the claim has as well."""
    clauses = {source.clauses[at] for at in matched}
    there = {at for at in source.content if source.clauses[at] in clauses}
    return round(len(there & matched) / len(there), 4) if there else 0.0


def _region(places: Sequence[int], source: Sequence[Word]) -> Sequence[Word]:
    """The words of the source among which the covered ones stand."""
    if not places:
        return ()
    return source[max(0, min(places) - _REACH) : max(places) + 1 + _REACH]


def _negations(words: Sequence[Word], lexicon: Lexicon) -> int:
    return sum(word.text in lexicon.negation or word.text.endswith("n't") for word in words) % 2


def _conflicts(claim: _Claim, source: Sequence[Word], region: Sequence[Word]) -> tuple[str, ...]:
    ours, theirs, whole = _forms(claim.plain), _forms(region), _forms(source)
    found = []
    for name, members in claim.lexicon.guards.items():
        has = any(form in members for form in ours)
        if has and not any(form in members for form in whole):
            found.append(name)
        elif not has and name in _LOST_GUARDS:
            place = whole if name == "if" else theirs
            if any(form in members for form in place):
                found.append(name)
    return tuple(found)


def _forms(words: Sequence[Word]) -> list[str]:
    """Words and pairs of words ("have_to"); what follows "as" is an idiom, no hedge."""
    texts = [word.text for word in words]
    singles = [text for at, text in enumerate(texts) if at == 0 or texts[at - 1] != "as"]
    return singles + [f"{left}_{right}" for left, right in pairwise(texts)]


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
