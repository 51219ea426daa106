"""The same number or day told differently by two articles.

Two sentences must share most of their words, names among them, before a figure of one may
contradict a figure of the other: two reports of one event from two days are a development, and two
events with similar words are two events.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import attrs

from provenance.coverage import cover_words
from provenance.facts import FactDifference, FactKind, compare_facts
from provenance.grounds import day_of
from provenance.model import Analysis, Claim, Disagreement
from provenance.retrieval import content_words, index_document
from provenance.terms import DisagreementKind, PublishedBasis, Verdict

_MIN_SHARED = 3
"""Content stems that two sentences share before they are held against each other."""

_MIN_COVERED = 0.6
"""Share of either sentence's words that the other must have (set on half 0 of the outlet pairs,
for no false conflict there)."""

_TOO_COMMON = 40
"""A stem in more sentences than this finds no pairs; with it the work grows with the square."""

_MOST_CANDIDATES = 3
"""Sentences of other articles that one sentence is held against, the most alike first."""

_KINDS = {
    FactKind.NUMBER: DisagreementKind.NUMBER,
    FactKind.UNIT: DisagreementKind.NUMBER,
    FactKind.DIRECTION: DisagreementKind.NUMBER,
    FactKind.DATE: DisagreementKind.DATE,
    FactKind.WEEKDAY: DisagreementKind.DATE,
}


@attrs.frozen(kw_only=True)
class _Told:
    claim: Claim
    article: int
    language: str
    stems: frozenset[str]
    day: dt.date | None
    is_certain: bool


def find_fact_disagreements(analyses: Sequence[Analysis]) -> tuple[Disagreement, ...]:
    """Numbers and days that claims of different articles tell differently, each pair once."""
    told = [t for index, analysis in enumerate(analyses) for t in _told(analysis, index)]
    found = []
    for left, right in _candidates(told):
        difference = _difference(left, right)
        if difference is not None:
            found.append(
                Disagreement(
                    kind=_KINDS[difference.kind],
                    left=left.claim.id,
                    right=right.claim.id,
                    what=f"“{difference.claim_words}” / “{difference.source_words}”",
                    score=difference.confidence,
                )
            )
    return tuple(found)


def _told(analysis: Analysis, index: int) -> Iterator[_Told]:
    metadata = analysis.article.metadata
    for claim in analysis.claims:
        if claim.verdict is Verdict.NOT_A_CLAIM:
            continue
        words = content_words(claim.span.exact, language=metadata.language)
        yield _Told(
            claim=claim,
            article=index,
            language=metadata.language,
            stems=frozenset(word.stem for word in words),
            day=day_of(metadata.published.value),
            is_certain=metadata.published.basis is not PublishedBasis.GUESS,
        )


def _candidates(told: Sequence[_Told]) -> Iterator[tuple[_Told, _Told]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(told):
        for stem in item.stems:
            holders[stem].append(number)
    for number, item in enumerate(told):
        shared: Counter[int] = Counter()
        for stem in item.stems:
            if len(holders[stem]) <= _TOO_COMMON:
                shared.update(n for n in holders[stem] if n > number)
        alike = [(n, count) for n, count in shared.items() if count >= _MIN_SHARED]
        alike = [(n, c) for n, c in alike if _is_comparable(item, told[n])]
        alike.sort(key=lambda pair: (-pair[1], pair[0]))
        for other, _ in alike[:_MOST_CANDIDATES]:
            yield item, told[other]


def _is_comparable(left: _Told, right: _Told) -> bool:
    """Different articles, one language, and not known to be of different days: figures move on."""
    if left.article == right.article or left.language != right.language:
        return False
    return left.day is None or right.day is None or left.day == right.day


def _difference(left: _Told, right: _Told) -> FactDifference | None:
    text = right.claim.span.exact
    document = index_document(text, language=left.language, reference=right.day)
    compared = compare_facts(left.claim.span.exact, document, reference=left.day)
    certain = left.is_certain and right.is_certain
    differences = [
        d for d in compared.differences if certain or _KINDS[d.kind] is DisagreementKind.NUMBER
    ]
    if not differences:
        return None
    there = cover_words(left.claim.span.exact, document)
    here = cover_words(text, index_document(left.claim.span.exact, language=left.language))
    if max(there.share, here.share) < _MIN_COVERED:
        return None
    return max(differences, key=lambda d: d.confidence)
