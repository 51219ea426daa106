"""Which article reproduces which: the narrator's own words that two articles share.

Quoted words are left out: two articles that quote one statement are not copies of each other.
Shared runs of eight words are counted (w-shingling; Broder 1997, "On the resemblance and
containment of documents"), and what counts is the share of the shorter article, since a copy is
often cut.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from provenance.model import Analysis, CopyRelation
from provenance.spans import Span
from provenance.terms import CopyDirection, PublishedBasis
from provenance.words import parse_words

_SHINGLE = 8
"""Words in a row: long enough that two writers do not hit on them by chance."""

_MIN_SHARE = 0.25
"""Share of the shorter article's shingles. Pasted releases with a new lead stand above .4, two
articles about one event below .05 (development events of the outlet exam)."""

_MIN_SHARED = 12
"""Shared shingles at least: about three sentences, so that a stock phrase is no copy."""

_TOO_COMMON = 50
"""A shingle in more articles than this is site furniture; it would make pairs without end."""


def find_copies(analyses: Sequence[Analysis]) -> tuple[CopyRelation, ...]:
    """Pairs of articles where one reproduces the other, or both a third text, sorted by id.

    The direction is known only where both articles carry a certain date and the dates differ.
    Linear in words; pairs are made only of articles that share a shingle.
    """
    shingles = [set(_shingles(analysis)) for analysis in analyses]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, own in enumerate(shingles):
        for shingle in own:
            holders[shingle].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for indexes in holders.values():
        if 1 < len(indexes) <= _TOO_COMMON:
            shared.update(combinations(sorted(indexes), 2))
    found = [
        _relation(analyses[left], analyses[right], share)
        for (left, right), count in shared.items()
        if count >= _MIN_SHARED
        and (share := count / min(len(shingles[left]), len(shingles[right]))) >= _MIN_SHARE
    ]
    return tuple(sorted(found, key=lambda c: (c.from_article, c.to_article)))


def _shingles(analysis: Analysis) -> Iterator[tuple[str, ...]]:
    article = analysis.article
    quoted = [part for quotation in analysis.quotations for part in quotation.parts]
    for sentence in analysis.sentences:
        if not article.blocks[sentence.block].kind.is_prose or _is_quoted(sentence.span, quoted):
            continue
        text = sentence.span.of(article.prose)
        words = [w.text for w in parse_words(text, language=article.metadata.language)]
        for start in range(len(words) - _SHINGLE + 1):
            yield tuple(words[start : start + _SHINGLE])


def _is_quoted(span: Span, quoted: Sequence[Span]) -> bool:
    return any(part.overlaps(span) and len(part) * 2 > len(span) for part in quoted)


def _relation(left: Analysis, right: Analysis, share: float) -> CopyRelation:
    first, second = _certain_day(left), _certain_day(right)
    known = first is not None and second is not None and first != second
    if first is not None and second is not None and second < first:
        left, right = right, left
    return CopyRelation(
        from_article=left.article.id,
        to_article=right.article.id,
        direction=CopyDirection.KNOWN if known else CopyDirection.UNKNOWN,
        basis=f"shared wording: {round(100 * share)} % of the shorter article",
    )


def _certain_day(analysis: Analysis) -> dt.date | None:
    published = analysis.article.metadata.published
    if published.value is None or published.basis is PublishedBasis.GUESS:
        return None
    return dt.date.fromisoformat(published.value[:10])
