"""One quotation in several wordings: each beside the first, word by word."""

from collections.abc import Mapping

import attrs

from provenance.checks.grounds import nearest_quotes
from provenance.checks.index import ReportIndex
from provenance.model import Claim
from provenance.report.marks import Runs, side_by_side, unmarked
from provenance.report.page_matrix import joined
from provenance.terms import DisagreementKind


@attrs.frozen(kw_only=True)
class Variant:
    """How one article words a quotation."""

    article: str
    anchor: str
    line: int
    runs: Runs
    is_first: bool


def variant_groups(
    index: ReportIndex, anchors: Mapping[str, str]
) -> tuple[tuple[Variant, ...], ...]:
    """The wordings of each quotation that outlets word differently.

    The words of the first are marked where the second differs; every other is marked against
    the first.
    """
    differing = [
        (one.left, one.right)
        for one in index.report.disagreements
        if one.kind is DisagreementKind.QUOTE_WORDING
    ]
    groups = []
    for group in joined(differing):
        claims = [index.claims[one] for one in group if one in index.claims and one in anchors]
        if len(claims) > 1:
            groups.append(_variants(claims, index, anchors))
    return tuple(groups)


def _variants(
    claims: list[Claim], index: ReportIndex, anchors: Mapping[str, str]
) -> tuple[Variant, ...]:
    first, *others = claims
    told: list[tuple[Claim, Runs]] = []
    head: Runs = unmarked(first.text)
    for place, other in enumerate(others):
        here, there = nearest_quotes(first, other)
        left, right = side_by_side(here, there, may_overhang=True)
        head = left if place == 0 else head
        told.append((other, right))
    return tuple(
        Variant(
            article=index.name_of(claim),
            anchor=anchors[claim.id],
            line=claim.location.line,
            runs=runs,
            is_first=claim is first,
        )
        for claim, runs in [(first, head), *told]
    )
