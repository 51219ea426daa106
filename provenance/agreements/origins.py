"""How many independent origins stand behind several claims that say the same.

Origins, not outlets: one speaker, one cited document, one dispatch or pasted text, one outlet is
one origin, however many articles print it. Where nothing tells where an article has it, its claim
is an origin of its own for all one knows, and the count is "at most".
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import attrs

from provenance.agreements.claim_groups import Groups
from provenance.copies import agency_of
from provenance.model import Agreement, Analysis, Claim, CopyRelation
from provenance.names import same_name
from provenance.retrieval import content_words
from provenance.spans import Span
from provenance.terms import Relation, Sourcing, Target
from provenance.urls import url_key

_MOST_NAMED = 5
"""Claims that one claim is said to be corroborated by: one of an origin, and no more than these."""

_ALMOST_WHOLE = 0.9
"""Share from which every sentence of a copy is held for copied, the edited ones too."""


@attrs.frozen(kw_only=True)
class Counted:
    """The claims of a cluster by origin, and whether that is the most there can be."""

    groups: tuple[tuple[str, ...], ...]
    most: bool


@attrs.frozen(kw_only=True)
class Origins:
    """What is known of the articles: who prints whose text."""

    outlets: Mapping[str, str]
    agencies: Mapping[str, str]
    languages: Mapping[str, str]
    reused: Mapping[str, tuple[tuple[str, tuple[Span, ...] | None], ...]] = attrs.field(repr=False)
    """Article id to the texts it shares: the root of each family, and where; ``None`` for all."""

    @classmethod
    def of(cls, analyses: Sequence[Analysis], copies: Sequence[CopyRelation]) -> "Origins":
        """What ``analyses`` and ``copies`` tell."""
        articles = [analysis.article for analysis in analyses]
        agencies = {article.id: agency_of(article) for article in articles}
        return cls(
            outlets={a.id: a.metadata.outlet for a in articles if a.metadata.outlet},
            agencies={key: agency for key, agency in agencies.items() if agency},
            languages={article.id: article.metadata.language for article in articles},
            reused=_reused(copies),
        )


def _reused(
    copies: Sequence[CopyRelation],
) -> dict[str, tuple[tuple[str, tuple[Span, ...] | None], ...]]:
    families = Groups()
    for copy in copies:
        families.join(copy.from_article, copy.to_article)
    roots = {name: root for root, names in families.by_root().items() for name in names}
    found: dict[str, list[tuple[str, tuple[Span, ...] | None]]] = defaultdict(list)
    for copy in copies:
        is_whole = copy.share is None or copy.share >= _ALMOST_WHOLE
        root = roots[copy.from_article]
        there = tuple(Span(one.start, one.end) for one in copy.passages)
        here = tuple(Span(one.from_start, one.from_end) for one in copy.passages)
        found[copy.to_article].append((root, None if is_whole else there))
        found[copy.from_article].append((root, here))
    return {article: tuple(texts) for article, texts in found.items()}


def count_origins(
    claims: Sequence[Claim], origins: Origins, *, utterances: Mapping[str, int]
) -> Counted:
    """The origins behind ``claims``.

    Args:
        claims: claims that say the same.
        origins: what is known of their articles.
        utterances: claim id to the number of the quotation it carries, where several carry it.
    """
    groups = Groups()
    speakers: list[str] = []
    for claim in claims:
        for key in _keys(claim, origins, speakers, utterances):
            groups.join(claim.id, key)
    ids = {claim.id for claim in claims}
    found = sorted(
        tuple(name for name in names if name in ids) for names in groups.by_root().values()
    )
    sourced = {claim.id for claim in claims if is_sourced(claim)}
    silent = any(not sourced.intersection(names) for names in found)
    return Counted(groups=tuple(found), most=len(found) > 1 and silent)


def _keys(
    claim: Claim, origins: Origins, speakers: list[str], utterances: Mapping[str, int]
) -> Iterator[str]:
    """By what the claim may be known to come from the same place as another."""
    yield f"article {claim.article}"
    outlet = origins.outlets.get(claim.article)
    if outlet:
        yield f"outlet {outlet.casefold()}"
        yield from _speaker_keys(outlet, speakers, is_new=False)
    if claim.id in utterances:
        yield f"utterance {utterances[claim.id]}"
    if claim.article in origins.agencies:
        yield f"agency {origins.agencies[claim.article]}"
    for root, spans in origins.reused.get(claim.article, ()):
        start = claim.sentence.start
        if spans is None or any(span.start <= start < span.end for span in spans):
            yield f"text {root}"
    yield from _document_keys(claim)
    speaker = claim.speaker
    if speaker is not None and speaker.name:
        yield from _speaker_keys(speaker.name, speakers, is_new=True)
    elif speaker is not None and (speaker.role or speaker.organisation):
        language = origins.languages.get(claim.article, "und")
        words = content_words(speaker.organisation or speaker.role or "", language=language)
        yield f"role {' '.join(sorted(word.stem for word in words))}"


def _document_keys(claim: Claim) -> Iterator[str]:
    for citation in claim.citations:
        if citation.target is Target.DOCUMENT:
            yield f"document {url_key(citation.url)}"
    for evidence in claim.evidence:
        if evidence.relation is Relation.SUPPORTS:
            yield f"evidence {evidence.document}"


def _speaker_keys(name: str, speakers: list[str], *, is_new: bool) -> Iterator[str]:
    """The number of each known speaker whom ``name`` may name; a new one is remembered."""
    found = [number for number, known in enumerate(speakers) if same_name(known, name)]
    if not found and is_new:
        speakers.append(name)
        found = [len(speakers) - 1]
    yield from (f"speaker {number}" for number in found)


def is_sourced(claim: Claim) -> bool:
    """Whether the article tells where it has the claim, itself as a witness included."""
    if claim.sourcing is Sourcing.OWN_REPORTING or claim.citations:
        return True
    speaker = claim.speaker
    return speaker is not None and bool(speaker.name or speaker.role or speaker.organisation)


def corroborations(
    agreement: Agreement, claims: Mapping[str, Claim]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each claim of an agreement those of other origins that bear it out; few of them.

    A claim with a source bears out one with another source, and one without a source one without: a
    narrator who names nobody may have it from the very speaker whom the other names.
    """
    sourced = [
        any(is_sourced(claims[i]) for i in group if i in claims) for group in agreement.independent
    ]
    for number, group in enumerate(agreement.independent):
        others = [
            other[0]
            for place, other in enumerate(agreement.independent)
            if place != number and sourced[place] == sourced[number]
        ]
        if others:
            for claim in group:
                yield claim, tuple(others[:_MOST_NAMED])
