"""Two accounts that disagree, as a card shows them: once, with both places, and in words."""

from collections.abc import Iterator, Mapping

import attrs

from provenance.checks.differences import Difference, difference
from provenance.checks.grounds import is_witness
from provenance.checks.index import ReportIndex
from provenance.model import Claim, Disagreement
from provenance.report.exhibits import Pair
from provenance.report.marks import Runs, marked
from provenance.report.phrases import DISAGREEMENT
from provenance.report.references import Reference
from provenance.report.sides import PairView, pair_view
from provenance.report.what_to_do import ToDo, what_settles
from provenance.terms import DisagreementKind

Key = frozenset[str]
"""The ids of the claims of a pair."""

_UNNAMED = "Another account says otherwise"


@attrs.frozen(kw_only=True)
class DisputeSide:
    """One of two accounts."""

    reference: Reference | None
    claim: Claim
    runs: Runs


@attrs.frozen(kw_only=True)
class Dispute:
    """Two accounts of one thing that cannot both be right."""

    key: Key
    heading: str
    told: str
    """In what they differ, as a sentence; empty where that is not known."""
    first: DisputeSide
    second: DisputeSide
    score: float | None
    """How sure, from 0 to 1; ``None`` where nothing tells."""
    todo: ToDo
    """What settles it, or whom to ask."""
    is_settled: bool = False
    """Whether an original document says which account is right."""


def disputes_of(
    claim: Claim, index: ReportIndex, references: Mapping[str, Reference]
) -> Iterator[Dispute]:
    """The accounts that dispute ``claim``, which stands first in each."""
    known = {
        _other_side(one, claim): one
        for one in reversed(index.disagreements_of.get(claim.id, ()))
        if one.left != one.right
    }
    for other_id in dict.fromkeys([*claim.disputed_by, *known]):
        other = index.claims.get(other_id)
        told = known.get(other_id)
        is_wording = told is not None and told.kind is DisagreementKind.QUOTE_WORDING
        if other is None or (is_wording and other_id not in claim.disputed_by):
            continue
        todo = what_settles(told, claim, other, index)
        settling = index.documents.get(told.settled_by or "") if told else None
        yield attrs.evolve(
            _dispute(told, (claim, other), references, todo),
            is_settled=settling is not None and not is_witness(settling),
        )


def dispute_runs(one: Disagreement, first: Claim, second: Claim) -> tuple[Difference, PairView]:
    """What differs in words, and both sentences with the differing words marked."""
    told = difference(one, first.text, second.text, is_turned=first.id != one.left)
    if not told.first and not told.second:
        return told, pair_view(Pair(here=first.text, there=second.text, where=""))
    here, there = marked(first.text, told.first), marked(second.text, told.second)
    return told, PairView(here=here, there=there, where="", is_quoted=False)


def _other_side(one: Disagreement, claim: Claim) -> str:
    return one.right if one.left == claim.id else one.left


def _dispute(
    one: Disagreement | None,
    claims: tuple[Claim, Claim],
    references: Mapping[str, Reference],
    todo: ToDo,
) -> Dispute:
    first, second = claims
    if one is None:
        pair = pair_view(Pair(here=first.text, there=second.text, where=""))
        told, heading = "", _UNNAMED
    else:
        difference_told, pair = dispute_runs(one, first, second)
        told, heading = difference_told.told, DISAGREEMENT[one.kind]
        if told and first.article == second.article:
            told = f"Within one article: {told[0].lower()}{told[1:]}"
    return Dispute(
        key=frozenset({first.id, second.id}),
        heading=heading,
        told=told,
        first=DisputeSide(reference=references.get(first.id), claim=first, runs=pair.here),
        second=DisputeSide(
            reference=references.get(second.id), claim=second, runs=pair.there or ()
        ),
        score=None if one is None else one.score,
        todo=todo,
    )
