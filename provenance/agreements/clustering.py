"""Clusters of claims that say the same, with the independent origins behind each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from provenance.agreements.article_words import ArticleWords
from provenance.agreements.claim_groups import Groups
from provenance.agreements.comparable_claims import Saying, read_sayings
from provenance.agreements.likely_pairs import candidate_pairs
from provenance.agreements.origins import Origins, count_origins
from provenance.agreements.same_claim import says_same
from provenance.model import Agreement, Analysis, CopyRelation, Disagreement

_MOST_STORIES = 8
"""Stories that one wording is tried with: "Nobody was hurt" is told of many."""


def find_agreements(
    analyses: Sequence[Analysis],
    *,
    words: Sequence[ArticleWords] = (),
    quoted: Iterable[Sequence[str]] = (),
    copies: Sequence[CopyRelation] = (),
    disagreements: Iterable[Disagreement] = (),
) -> tuple[Agreement, ...]:
    """The same claim in several articles: equal quotations, words or figures; sorted by claim ids.

    Two claims that disagree are in no cluster together. Work grows with the claims.

    Args:
        analyses: the articles, each text once.
        words: those of each article, where they are read already.
        quoted: ids of claims that carry one quotation in the same words, group by group.
        copies: who reproduces whom.
        disagreements: claims that cannot both be right.
    """
    sayings = read_sayings(analyses, words)
    apart: dict[str, set[str]] = defaultdict(set)
    for one in disagreements:
        apart[one.left].add(one.right)
        apart[one.right].add(one.left)
    groups = Groups(apart)
    taken: set[str] = set()
    for ids in quoted:
        # A part of two quotations stands with one of them: it does not make them one.
        fresh = [one for one in ids if one not in taken]
        taken.update(fresh)
        for other in fresh[1:]:
            groups.join(fresh[0], other)
    utterances = groups.members()
    for left, right in _pairs(sayings):
        groups.join(left.claim.id, right.claim.id)
    places = Origins.of(analyses, copies)
    said = {claim: number for number, ids in enumerate(utterances) for claim in ids}
    claims = {claim.id: claim for analysis in analyses for claim in analysis.claims}
    found = []
    for ids in groups.members():
        members = [claims[i] for i in sorted(ids) if i in claims]
        if len({claim.article for claim in members}) > 1:
            counted = count_origins(members, places, utterances=said)
            found.append(
                Agreement(
                    claims=tuple(claim.id for claim in members),
                    origins=len(counted.groups),
                    most=counted.most,
                    independent=counted.groups,
                )
            )
    return tuple(sorted(found, key=lambda one: one.claims))


def _pairs(sayings: Sequence[Saying]) -> Iterable[tuple[Saying, Saying]]:
    """Claims that say the same: those in one wording by their first, the rest by the index."""
    firsts: dict[tuple[str, ...], list[Saying]] = defaultdict(list)
    distinct = []
    for saying in sayings:
        key = (saying.telling.language, *saying.wording)
        for first in firsts[key][:_MOST_STORIES]:
            if says_same(first, saying):
                if first.telling.number != saying.telling.number:
                    yield first, saying
                break
        else:
            firsts[key].append(saying)
            distinct.append(saying)
    for one, other in candidate_pairs(distinct):
        if says_same(distinct[one], distinct[other]):
            yield distinct[one], distinct[other]
