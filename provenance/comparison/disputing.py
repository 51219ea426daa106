"""What other articles' words do to a verdict: they may dispute a claim, never support one."""

from collections import defaultdict
from collections.abc import Sequence

import attrs

from provenance.agreements import corroborations
from provenance.comparison.comparing import TURNS_THE_SENSE
from provenance.model import Claim, Comparison, Disagreement
from provenance.terms import (
    DisagreementKind,
    Rank,
    Reason,
    Relation,
    Target,
    Verdict,
    Via,
)
from provenance.verdicts.grounds import ACCUSING_BASES

_MOST_CONFIDENT = 0.85
"""That the other outlet's document decides: never an error, which needs the claim's own."""
_SECOND_HAND = frozenset({Reason.SECONDARY_ONLY, Reason.PARTY_ASSERTION})
_DISPUTABLE = frozenset({Verdict.UNCHECKED, Verdict.UNSOURCED})


def with_disputes(claims: Sequence[Claim], comparison: Comparison) -> tuple[Claim, ...]:
    """``claims`` with what other outlets say of them: disputed, or only noted beside the verdict.

    A claim that a document decides keeps its verdict, with its opponents listed; a sentence of a
    witness is judged by nobody. Only a difference of meaning disputes; a quotation in other words
    of one meaning is listed among the disagreements and leaves its claims alone. Where the other
    side has its primary document, this one is contradicted by it.
    """
    opponents: dict[str, list[str]] = defaultdict(list)
    friends: dict[str, list[str]] = defaultdict(list)
    for disagreement in comparison.disagreements:
        if _disputes(disagreement) and disagreement.left != disagreement.right:
            opponents[disagreement.left].append(disagreement.right)
            opponents[disagreement.right].append(disagreement.left)
    known = {claim.id: claim for claim in claims}
    for agreement in comparison.agreements:
        for claim_id, others in corroborations(agreement, known):
            friends[claim_id].extend(others)
    return tuple(
        _with_others(c, [known[one] for one in opponents[c.id] if one in known], friends[c.id])
        for c in claims
    )


def _disputes(disagreement: Disagreement) -> bool:
    wording = disagreement.kind is DisagreementKind.QUOTE_WORDING
    return not wording or disagreement.what.endswith(TURNS_THE_SENSE)


def _with_others(claim: Claim, opponents: Sequence[Claim], friends: Sequence[str]) -> Claim:
    if Reason.IS_WITNESS in claim.reasons:
        return claim
    if friends:
        claim = attrs.evolve(claim, corroborated_by=tuple(sorted(set(friends))))
    if not opponents:
        return claim
    disputed_by = tuple(sorted({*claim.disputed_by, *(one.id for one in opponents)}))
    claim = attrs.evolve(claim, disputed_by=disputed_by)
    if claim.verdict not in _DISPUTABLE:
        return claim
    reasons = (Reason.OUTLET_DISAGREES, *claim.reasons)
    settling = next((one for one in opponents if _has_primary(one)), None)
    if settling is None:
        return attrs.evolve(claim, verdict=Verdict.DISPUTED, reasons=reasons)
    return attrs.evolve(
        claim,
        verdict=Verdict.CONTRADICTED,
        reasons=reasons,
        confidence=min(_MOST_CONFIDENT, settling.confidence or _MOST_CONFIDENT),
        evidence=(
            *claim.evidence,
            *(
                attrs.evolve(one, relation=Relation.CONTRADICTS)
                for one in settling.evidence
                if one.relation is Relation.SUPPORTS
            ),
        ),
    )


def _has_primary(claim: Claim) -> bool:
    """Whether a primary document, read in the original or an archive, says what ``claim`` says.

    The link must be firm and lead to one document: only then does it decide against another outlet.
    """
    if claim.verdict is not Verdict.SUPPORTED or _SECOND_HAND & set(claim.reasons):
        return False
    read = {
        one.url
        for one in claim.evidence
        if one.relation is Relation.SUPPORTS and one.via in (Via.ORIGINAL, Via.ARCHIVE)
    }
    return any(
        citation.url in read
        and citation.rank is Rank.PRIMARY
        and citation.target is Target.DOCUMENT
        and citation.basis in ACCUSING_BASES
        for citation in claim.citations
    )
