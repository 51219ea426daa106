"""What other articles' words do to a verdict: they may dispute a claim, never support one."""

from collections import defaultdict
from collections.abc import Sequence

import attrs

from provenance.comparison.comparing import TURNS_THE_SENSE
from provenance.model import Claim, Comparison, Disagreement
from provenance.terms import DisagreementKind, Reason, Verdict

_DISPUTABLE = frozenset({Verdict.UNCHECKED, Verdict.UNSOURCED})


def with_disputes(claims: Sequence[Claim], comparison: Comparison) -> tuple[Claim, ...]:
    """``claims`` with what other outlets say of them: disputed, or only noted beside the verdict.

    A claim that a document decides keeps its verdict, with its opponents listed; a sentence of a
    witness is judged by nobody. Only a difference of meaning disputes; a quotation in other words
    of one meaning is listed among the disagreements and leaves its claims alone.
    """
    opponents: dict[str, list[str]] = defaultdict(list)
    friends: dict[str, list[str]] = defaultdict(list)
    for disagreement in comparison.disagreements:
        if _disputes(disagreement):
            opponents[disagreement.left].append(disagreement.right)
            opponents[disagreement.right].append(disagreement.left)
    for agreement in comparison.agreements:
        if agreement.origins > 1:
            for claim in agreement.claims:
                friends[claim].extend(c for c in agreement.claims if not _same_article(c, claim))
    return tuple(_with_others(c, opponents[c.id], friends[c.id]) for c in claims)


def _disputes(disagreement: Disagreement) -> bool:
    wording = disagreement.kind is DisagreementKind.QUOTE_WORDING
    return not wording or disagreement.what.endswith(TURNS_THE_SENSE)


def _same_article(left: str, right: str) -> bool:
    return left.rpartition(":")[0] == right.rpartition(":")[0]


def _with_others(claim: Claim, opponents: Sequence[str], friends: Sequence[str]) -> Claim:
    if Reason.IS_WITNESS in claim.reasons:
        return claim
    if friends:
        claim = attrs.evolve(claim, corroborated_by=tuple(sorted(set(friends))))
    if not opponents:
        return claim
    disputed_by = tuple(sorted({*claim.disputed_by, *opponents}))
    if claim.verdict not in _DISPUTABLE:
        return attrs.evolve(claim, disputed_by=disputed_by)
    return attrs.evolve(
        claim,
        verdict=Verdict.DISPUTED,
        reasons=(Reason.OUTLET_DISAGREES, *claim.reasons),
        disputed_by=disputed_by,
    )
