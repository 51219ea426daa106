"""Which article has its words from which other, or from which document."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import attrs

from provenance.copies.crediting import (
    agency_of,
    has_lead_in,
    is_of_agency,
    is_release,
    mentions_outlet,
    names_outlet,
)
from provenance.copies.own_words import OwnWords, read_document_words, read_own_words
from provenance.copies.shingles import candidate_pairs
from provenance.copies.tiling import Overlap, lay_side_by_side
from provenance.days import certain_day, day_of
from provenance.model import Analysis, Article, CopiedPassage, CopyRelation, Document
from provenance.spans import Span
from provenance.terms import CopyDirection, CopyKind, Sourcing
from provenance.urls import url_key

_MIN_SHARE = 0.25
"""Share of the shorter text's own words. Pasted releases with a new lead stand above .4, two
articles about one event below .05 (development events of the outlet exam)."""

_MIN_WORDS = 19
"""Shared words in rows of eight and more, beside that share: about three short sentences."""

_PASTED_WORDS, _PASTED_ROW = 60, 25
"""Shared words, and those of the longest row, that make a copy of any share: a few paragraphs of a
long article. Below that, two articles may share what a third published on the matter."""

_SAME, _CUT = 0.97, 0.9
"""Share of both, or of the shorter one, that makes the same article, or a shortened one."""

_NEAREST = 0.95
"""Of possible origins, those with this share of the most shared words are held for equal."""

_MOST_PASSAGES = 12
_DAY = dt.timedelta(days=1)
_ATTRIBUTED = frozenset({Sourcing.EXPLICIT, Sourcing.NAMED, Sourcing.INHERITED})


@attrs.frozen(kw_only=True)
class _Text:
    """One side: an article or a document, with its own words."""

    id: str
    words: OwnWords
    rank: tuple[int, dt.date, int]
    """The likelier origin has the lower one."""
    analysis: Analysis | None = None
    document: Document | None = None
    is_primary: bool = False
    """Of a document: whether it is cited as the primary source, or is a witness copy."""


@attrs.frozen(kw_only=True)
class _Found:
    """A relation, with its origin, the words shared and where they stand in the copy."""

    relation: CopyRelation
    origin: _Text
    shared: int
    places: tuple[Span, ...]


def find_copies(
    analyses: Sequence[Analysis],
    documents: Iterable[Document] = (),
    *,
    reproducing: Iterable[str] = (),
) -> tuple[CopyRelation, ...]:
    """For each article that has its words from another or from a document, that one; sorted by id.

    Who pastes from two has two. Of ten prints of one dispatch nine are told as copies of the first,
    not of each other. The direction is known where one names the other or is a release or an
    agency's, or where two certain dates differ; else the article that holds more is put first.
    Nobody is a copy of its own copy.

    Args:
        analyses: the articles.
        documents: readable documents at hand, which may have been pasted without marks.
        reproducing: ids of articles that are known to print a third text, such as a statement: who
            shares their words need not have them from there.
    """
    texts = _texts(analyses, documents)
    third = frozenset(reproducing)
    origins: dict[str, list[_Found]] = defaultdict(list)
    for one, other in candidate_pairs([text.words for text in texts]):
        found = _related((texts[one], texts[other]), third=third)
        if found is not None:
            origins[found.relation.to_article].append(found)
    chosen = [relation for found in origins.values() for relation in _nearest(found)]
    return tuple(sorted(_without_rings(chosen), key=lambda c: (c.from_article, c.to_article)))


def _texts(analyses: Sequence[Analysis], documents: Iterable[Document]) -> list[_Text]:
    """Articles and documents, the likeliest origins first."""
    primary = {
        url_key(citation.url)
        for analysis in analyses
        for citation in analysis.citations
        if citation.rank.value == "primary"
    }
    texts = []
    for number, analysis in enumerate(analyses):
        article = analysis.article
        is_origin = is_of_agency(article) or is_release(article)
        texts.append(
            _Text(
                id=article.id,
                words=read_own_words(analysis, number=number),
                rank=(0 if is_origin else 1, certain_day(article) or dt.date.max, number),
                analysis=analysis,
            )
        )
    known = {article.id for article in (a.article for a in analyses)}
    for document in documents:
        if document.witness_of in known:
            continue  # Its words stand in the article that prints it.
        number = len(texts)
        texts.append(
            _Text(
                id=document.id,
                words=read_document_words(document, number=number),
                rank=(-1, day_of(document.published) or dt.date.min, number),
                document=document,
                is_primary=document.url is not None and url_key(document.url) in primary,
            )
        )
    return sorted(texts, key=lambda text: text.rank)


def _nearest(found: Sequence[_Found]) -> Iterator[CopyRelation]:
    """Of an article's possible origins, the one it shares most with; of equals, the likeliest.

    Then the next, if most of what it shares with that one stands elsewhere in the article.
    """
    taken: list[Span] = []
    left = list(found)
    while left:
        most = max(one.shared for one in left)
        near = [one for one in left if one.shared >= _NEAREST * most]
        best = min(near, key=lambda one: (one.relation.direction.value, one.origin.rank))
        yield best.relation
        taken += best.places
        left = [one for one in left if one is not best and _is_elsewhere(one.places, taken)]


def _is_elsewhere(places: Sequence[Span], taken: Sequence[Span]) -> bool:
    inside = sum(
        max(0, min(one.end, other.end) - max(one.start, other.start))
        for one in places
        for other in taken
    )
    return 2 * inside < sum(len(one) for one in places)


def _without_rings(relations: Sequence[CopyRelation]) -> Iterator[CopyRelation]:
    """``relations`` without those that would make a text a copy of its own copy."""
    origins: dict[str, list[str]] = defaultdict(list)
    for relation in sorted(relations, key=lambda c: (c.direction.value, c.from_article)):
        above, seen = [relation.from_article], set()
        while above:
            one = above.pop()
            if one not in seen:
                seen.add(one)
                above += origins[one]
        if relation.to_article not in seen:
            origins[relation.to_article].append(relation.from_article)
            yield relation


# --- one pair ------------------------------------------------------------------------------------


def _related(pair: tuple[_Text, _Text], *, third: Collection[str]) -> _Found | None:
    """The relation of two texts; ``None`` if there is none."""
    if pair[0].document is not None and pair[1].document is not None:
        return None
    earlier = _earlier(pair)
    is_known = earlier is not None and not any(text.id in third for text in pair)
    if earlier is None:
        earlier = 0 if pair[0].words.count >= pair[1].words.count else 1
    origin, copy = pair[earlier], pair[1 - earlier]
    overlap = lay_side_by_side(origin.words, copy.words)
    shorter, longer = sorted((origin.words.count, copy.words.count))
    share = min(1.0, overlap.covered / max(1, shorter))
    if not _is_copy(overlap, share, is_document=origin.document is not None):
        return None
    kind = _kind(origin, copy, share=share, share_of_longer=overlap.covered / max(1, longer))
    relation = CopyRelation(
        from_article=origin.id,
        to_article=copy.id,
        direction=CopyDirection.KNOWN if is_known else CopyDirection.UNKNOWN,
        basis=f"shared wording: {round(100 * share)} % of the shorter text",
        kind=kind,
        share=round(share, 2),
        credited=_is_credited(origin, copy, overlap, third=third),
        passages=_passages(overlap),
    )
    places = tuple(passage.right for passage in overlap.passages)
    return _Found(relation=relation, origin=origin, shared=overlap.covered, places=places)


def _is_copy(overlap: Overlap, share: float, *, is_document: bool) -> bool:
    pasted = overlap.solid >= _PASTED_WORDS and overlap.longest >= _PASTED_ROW
    if is_document:
        return pasted
    return pasted or (overlap.solid >= _MIN_WORDS and share >= _MIN_SHARE)


def _passages(overlap: Overlap) -> tuple[CopiedPassage, ...]:
    longest = sorted(overlap.passages, key=lambda p: (-p.words, p.right.start))[:_MOST_PASSAGES]
    return tuple(
        CopiedPassage(
            start=one.right.start,
            end=one.right.end,
            from_start=one.left.start,
            from_end=one.left.end,
        )
        for one in sorted(longest, key=lambda p: p.right.start)
    )


def _kind(origin: _Text, copy: _Text, *, share: float, share_of_longer: float) -> CopyKind:
    if origin.analysis is None or copy.analysis is None:
        return CopyKind.RELEASE if origin.is_primary else CopyKind.PART
    one, other = origin.analysis.article, copy.analysis.article
    if share_of_longer >= _SAME and _is_same_outlet(one, other):
        return CopyKind.SAME
    if is_release(one):
        return CopyKind.RELEASE
    if agency_of(one) is not None or agency_of(other) is not None or is_of_agency(one):
        return CopyKind.WIRE
    return CopyKind.CUT if share >= _CUT else CopyKind.PART


def _is_same_outlet(one: Article, other: Article) -> bool:
    return one.digest == other.digest or one.metadata.outlet == other.metadata.outlet


def _is_credited(
    origin: _Text, copy: _Text, overlap: Overlap, *, third: Collection[str]
) -> bool | None:
    """Whether the copy says whose words they are: by name, a lead-in, or sentence by sentence."""
    analysis = copy.analysis
    if analysis is None:
        return None
    if copy.id in third or agency_of(analysis.article) is not None:
        return True
    if origin.analysis is not None and mentions_outlet(analysis.article, origin.analysis.article):
        return True
    spans = [passage.right for passage in overlap.passages]
    if any(has_lead_in(analysis, span) for span in spans):
        return True
    inside = [c for c in analysis.claims if any(_holds(span, c.sentence.start) for span in spans)]
    attributed = [c for c in inside if c.attribution is not None or c.sourcing in _ATTRIBUTED]
    if origin.analysis is not None:
        # The dispatch itself attributes; only an address or a name of its own would credit it.
        return False
    return bool(inside) and len(attributed) * 2 > len(inside)


def _holds(span: Span, at: int) -> bool:
    return span.start <= at < span.end


# --- direction -----------------------------------------------------------------------------------


def _earlier(pair: tuple[_Text, _Text]) -> int | None:
    """Which of the two, 0 or 1, the other has its words from; ``None`` when nothing tells.

    A name outweighs a date, and an agency's own dispatch a day's difference: who prints an agency's
    text may date it a day before the agency does.
    """
    left, right = pair
    if left.analysis is None or right.analysis is None:
        return 0 if left.analysis is None else 1
    one, other = left.analysis.article, right.analysis.article
    if names_outlet(one, other) != names_outlet(other, one):
        return 1 if names_outlet(one, other) else 0
    moments = _moment(one), _moment(other)
    gap = _gap(moments)
    by_credit = _by_credit(one, other)
    if by_credit is not None and (gap is None or abs(gap) <= _DAY):
        return by_credit
    if gap is not None and gap != dt.timedelta(0):
        return 0 if gap > dt.timedelta(0) else 1
    return by_credit


def _by_credit(one: Article, other: Article) -> int | None:
    """Which of the two is the issuer's or the agency's own, if one of them is and one is not."""
    if is_release(one) != is_release(other):
        return 0 if is_release(one) else 1
    credited = agency_of(one), agency_of(other)
    if credited[0] is not None and credited[0] == credited[1]:
        own = is_of_agency(one), is_of_agency(other)
        return None if own[0] == own[1] else own.index(True)
    if (credited[0] is None) != (credited[1] is None):
        return 0 if credited[0] is not None else 1
    own = is_of_agency(one), is_of_agency(other)
    return None if own[0] == own[1] else own.index(True)


def _gap(moments: Sequence[dt.datetime | dt.date | None]) -> dt.timedelta | None:
    """From the first moment to the second; by days unless both have the hour."""
    one, other = moments
    if one is None or other is None:
        return None
    if isinstance(one, dt.datetime) and isinstance(other, dt.datetime):
        return other - one
    return _day(other) - _day(one)


def _day(moment: dt.datetime | dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _moment(article: Article) -> dt.datetime | dt.date | None:
    """When an article certainly appeared, in UTC and with the hour where an offset is given."""
    day, value = certain_day(article), article.metadata.published.value
    if day is None or value is None or len(value) == len("2026-01-01"):
        return day
    moment = dt.datetime.fromisoformat(value)
    return moment.astimezone(dt.UTC) if moment.tzinfo is not None else day
