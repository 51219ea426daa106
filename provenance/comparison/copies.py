"""Which article reproduces which: the narrator's own words that two articles share.

Quoted words are left out: two articles that quote one statement are not copies of each other.
Shared runs of eight words are counted (w-shingling; Broder 1997, "On the resemblance and
containment of documents"), and what counts is the share of the shorter article, since a copy is
often cut.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from provenance.comparison.occasions import certain_day
from provenance.model import Analysis, CopyRelation
from provenance.spans import Span
from provenance.terms import BlockKind, CopyDirection
from provenance.words import parse_words

_SHINGLE = 8
"""Words in a row: long enough that two writers do not hit on them by chance."""

_MIN_SHARE = 0.25
"""Share of the shorter article's shingles. Pasted releases with a new lead stand above .4, two
articles about one event below .05 (development events of the outlet exam)."""

_MIN_SHARED = 12
"""Shared shingles at least: about three sentences, so that a stock phrase is no copy."""

_TOO_COMMON = 50
"""A shingle in more articles than this is counted for neighbours in the list only; all pairs would
grow with the square of the articles."""

_HEAD = 400
"""Characters at the head of an article where a dateline or byline with a credit stands."""
_CREDITED = re.compile(
    r"\([^()\n]{0,40}?\b(?:agency|wire|press|reuters|afp|dpa|apa|efe|pap|tass|ansa|kna|ukrinform"
    r"|interfax|unian|agencia|agence|agentur|nachrichtenagentur|agencja|агентство|агенція"
    r"|укринформ|укрінформ|интерфакс|тасс|ап|ap|rbc)\b[^()\n]{0,40}\)",
    re.IGNORECASE,
)
"""An agency named in brackets in a dateline: "(Northline News Agency)", "(dpa)"."""


def find_copies(
    analyses: Sequence[Analysis], *, reproducing: Iterable[str] = ()
) -> tuple[CopyRelation, ...]:
    """For each article that has its words from another, that other; sorted by id.

    Of ten prints of one dispatch nine are told as copies of the first, not of each other. The
    direction is known where two certain dates differ or only one article carries an agency's credit
    or is named by the other; else the article that holds more is put first.

    Args:
        analyses: the articles.
        reproducing: ids of articles that are known to print a third text, such as a statement: who
            shares their words need not have them from there.
    """
    shingles = [set(_shingles(analysis)) for analysis in analyses]
    third = frozenset(reproducing)
    origins: dict[str, list[tuple[int, CopyRelation]]] = defaultdict(list)
    for (left, right), count in _shared_shingles(shingles).items():
        share = count / min(len(shingles[left]), len(shingles[right]))
        if count >= _MIN_SHARED and share >= _MIN_SHARE:
            relation = _relation(
                (analyses[left], analyses[right]),
                share=share,
                longer_first=len(shingles[left]) >= len(shingles[right]),
                third=third,
            )
            origins[relation.to_article].append((count, relation))
    places = {analysis.article.id: place for place, analysis in enumerate(_by_day(analyses))}
    found = [_nearest(relations, places) for relations in origins.values()]
    return tuple(sorted(found, key=lambda c: (c.from_article, c.to_article)))


def _by_day(analyses: Sequence[Analysis]) -> list[Analysis]:
    """The articles, the dated ones first and the earliest of them before the rest."""
    days = [certain_day(analysis.article) or dt.date.max for analysis in analyses]
    return [analyses[at] for at in sorted(range(len(analyses)), key=lambda at: (days[at], at))]


def _nearest(
    relations: Sequence[tuple[int, CopyRelation]], places: Mapping[str, int]
) -> CopyRelation:
    """Of an article's possible origins, the one it shares most with; of equals, the earliest."""
    return min(
        relations,
        key=lambda found: (-found[0], found[1].direction.value, places[found[1].from_article]),
    )[1]


def _shared_shingles(shingles: Sequence[set[tuple[str, ...]]]) -> Counter[tuple[int, int]]:
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, own in enumerate(shingles):
        for shingle in own:
            holders[shingle].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for indexes in holders.values():
        if len(indexes) <= _TOO_COMMON:
            shared.update(combinations(indexes, 2))
        else:
            # A text in more hands than this: each holder is shown beside the first one only.
            shared.update((indexes[0], other) for other in indexes[1:])
    return shared


def _shingles(analysis: Analysis) -> Iterator[tuple[str, ...]]:
    article = analysis.article
    quoted = sorted(part for quotation in analysis.quotations for part in quotation.parts)
    at = 0
    for sentence in analysis.sentences:
        while at < len(quoted) and quoted[at].end <= sentence.span.start:
            at += 1
        if not article.blocks[sentence.block].kind.is_prose or _is_quoted(
            sentence.span, quoted[at : at + 3]
        ):
            continue
        text = sentence.span.of(article.prose)
        words = [w.text for w in parse_words(text, language=article.metadata.language)]
        for start in range(len(words) - _SHINGLE + 1):
            yield tuple(words[start : start + _SHINGLE])


def _is_quoted(span: Span, quoted: Sequence[Span]) -> bool:
    return any(part.overlaps(span) and len(part) * 2 > len(span) for part in quoted)


def _relation(
    pair: tuple[Analysis, Analysis], *, share: float, longer_first: bool, third: frozenset[str]
) -> CopyRelation:
    earlier = _earlier(*pair)
    is_known = earlier is not None and not third & {a.article.id for a in pair}
    if earlier is None:
        earlier = 0 if longer_first else 1
    origin, copy = pair[earlier], pair[1 - earlier]
    return CopyRelation(
        from_article=origin.article.id,
        to_article=copy.article.id,
        direction=CopyDirection.KNOWN if is_known else CopyDirection.UNKNOWN,
        basis=f"shared wording: {round(100 * share)} % of the shorter article",
    )


def _earlier(left: Analysis, right: Analysis) -> int | None:
    """Which of the two, 0 or 1, the other has its words from; ``None`` when nothing tells.

    A credit outweighs a date: who prints an agency's text may date it a day before the agency does.
    """
    if _names_outlet(left, right) != _names_outlet(right, left):
        return 1 if _names_outlet(left, right) else 0
    first, second = certain_day(left.article), certain_day(right.article)
    if first is not None and second is not None and first != second:
        return 0 if first < second else 1
    if _is_credited(left) != _is_credited(right):
        return 0 if _is_credited(left) else 1
    return None


def _names_outlet(analysis: Analysis, other: Analysis) -> bool:
    """Whether an article names the other's outlet in its head or in a credit line."""
    outlet = other.article.metadata.outlet
    if not outlet or outlet == analysis.article.metadata.outlet:
        return False
    article = analysis.article
    lines = [b.span.of(article.text) for b in article.blocks if b.kind is BlockKind.CREDIT]
    return any(outlet in words for words in (article.text[:_HEAD], *lines))


def _is_credited(analysis: Analysis) -> bool:
    return bool(_CREDITED.search(analysis.article.text[:_HEAD]))
