"""What several articles say of the same things: a quotation in two wordings, a figure told twice.

Precision comes first: a false "they contradict each other" ruins trust at once. What differs must
be named (``DisagreementKind``), both sentences must plainly speak of the same thing, and a change
that keeps the meaning is listed but disputes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import attrs

from provenance.copies import find_copies
from provenance.grounds import Shelf
from provenance.model import Agreement, Analysis, Claim, Comparison, Disagreement, Edit
from provenance.quote_variants import QuotedClaim, QuotePair, find_quote_pairs
from provenance.terms import (
    DisagreementKind,
    EditEffect,
    QuoteStatus,
    Reason,
    Verdict,
)
from provenance.told_differently import find_fact_disagreements

_DISPUTABLE = frozenset({Verdict.UNCHECKED, Verdict.UNSOURCED})
_EDITS_SHOWN = 4
_ATTRIBUTION_FROM = 0.9


def compare_claims(analyses: Sequence[Analysis], shelf: Shelf) -> Comparison:
    """Agreements, disagreements and copies between ``analyses``, whose claims are judged."""
    witnesses = {d.witness_of for copies in shelf.witnesses.values() for d in copies}
    pairs = find_quote_pairs(analyses)
    disagreements = [d for pair in pairs if (d := _disagreement(pair)) is not None]
    disagreements.extend(find_fact_disagreements(analyses))
    return Comparison(
        agreements=_agreements(pair for pair in pairs if pair.is_same_wording),
        disagreements=_each_once(disagreements),
        copies=tuple(c for c in find_copies(analyses) if c.from_article not in witnesses),
    )


def with_disputes(claims: Sequence[Claim], comparison: Comparison) -> tuple[Claim, ...]:
    """``claims`` with what other outlets say of them: disputed, or only noted beside the verdict.

    A claim that a document decides keeps its verdict; a witness block is judged by nobody. Only a
    difference in meaning disputes.
    """
    opponents: dict[str, list[str]] = defaultdict(list)
    friends: dict[str, list[str]] = defaultdict(list)
    for disagreement in comparison.disagreements:
        if disagreement.kind is not DisagreementKind.QUOTE_WORDING:
            opponents[disagreement.left].append(disagreement.right)
            opponents[disagreement.right].append(disagreement.left)
    for agreement in comparison.agreements:
        if agreement.origins > 1:
            for claim in agreement.claims:
                friends[claim].extend(c for c in agreement.claims if c != claim)
    return tuple(_with_opponents(c, opponents[c.id], friends[c.id]) for c in claims)


def _with_opponents(claim: Claim, opponents: Sequence[str], friends: Sequence[str]) -> Claim:
    if friends:
        claim = attrs.evolve(claim, corroborated_by=tuple(sorted(set(friends))))
    if not opponents:
        return claim
    disputed_by = tuple(sorted({*claim.disputed_by, *opponents}))
    if claim.verdict not in _DISPUTABLE or Reason.IS_WITNESS in claim.reasons:
        return attrs.evolve(claim, disputed_by=disputed_by)
    return attrs.evolve(
        claim,
        verdict=Verdict.DISPUTED,
        reasons=(Reason.OUTLET_DISAGREES, *claim.reasons),
        disputed_by=disputed_by,
    )


def _disagreement(pair: QuotePair) -> Disagreement | None:
    if pair.is_other_speaker and pair.alignment.score >= _ATTRIBUTION_FROM:
        return _described(pair, DisagreementKind.ATTRIBUTION, _who_said_it(pair))
    if pair.is_same_wording:
        return None
    return _described(pair, DisagreementKind.QUOTE_WORDING, _changed_words(pair.alignment.edits))


def _described(pair: QuotePair, kind: DisagreementKind, what: str) -> Disagreement:
    return Disagreement(
        kind=kind,
        left=pair.left.claim.id,
        right=pair.right.claim.id,
        what=what,
        score=pair.alignment.score,
        settled_by=_settled_by(pair),
    )


def _who_said_it(pair: QuotePair) -> str:
    names = [q.claim.speaker.name for q in (pair.left, pair.right) if q.claim.speaker is not None]
    return f"the same words are given to {names[0]} and to {names[1]}"


def _changed_words(edits: Iterable[Edit]) -> str:
    listed = list(edits)
    shown = [f"“{e.source}” / “{e.article}”" for e in listed[:_EDITS_SHOWN]]
    more = f" and {len(listed) - _EDITS_SHOWN} more" if len(listed) > _EDITS_SHOWN else ""
    turned = any(e.effect is EditEffect.MEANING_CHANGED for e in listed)
    return "; ".join(shown) + more + (" (changes the meaning)" if turned else "")


def _settled_by(pair: QuotePair) -> str | None:
    """The document that has one side's words and was read for the other side too."""
    for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
        if _has_verbatim(one) and not _has_verbatim(other):
            return one.quote.document
    return None


def _has_verbatim(quoted: QuotedClaim) -> bool:
    return quoted.quote.status is QuoteStatus.VERBATIM


def _agreements(pairs: Iterable[QuotePair]) -> tuple[Agreement, ...]:
    """Clusters of claims that carry one quotation in one wording.

    However many outlets print it, one utterance is one origin.
    """
    cluster: dict[str, set[str]] = {}
    for pair in pairs:
        one, other = pair.left.claim.id, pair.right.claim.id
        joined = cluster.get(one, {one}) | cluster.get(other, {other})
        for claim in joined:
            cluster[claim] = joined
    distinct = {tuple(sorted(members)) for members in cluster.values()}
    return tuple(Agreement(claims=members, origins=1) for members in sorted(distinct))


def _each_once(disagreements: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    """One disagreement per kind and pair of claims, the best scored, sorted."""
    best: dict[tuple[str, str, str], Disagreement] = {}
    for disagreement in disagreements:
        one, other = sorted((disagreement.left, disagreement.right))
        key = (one, other, disagreement.kind.value)
        if key not in best or best[key].score < disagreement.score:
            best[key] = disagreement
    return tuple(best[key] for key in sorted(best))
