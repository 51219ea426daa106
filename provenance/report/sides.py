"""Two wordings as a rendering shows them: in runs, with a name for the other side."""

import attrs

from provenance.model import Claim
from provenance.report.exhibits import Pair
from provenance.report.marks import Runs, marked, side_by_side, unmarked
from provenance.spans import Span

LEAST_ALIKE = 0.45
"""Sentences of two outlets are marked word by word only from this likeness on: below it nearly
every word would be marked. Set by eye on invented pairs; nothing but the marks depends on it."""


@attrs.frozen(kw_only=True)
class PairView:
    """Two wordings in runs."""

    here: Runs
    there: Runs | None
    where: str
    is_quoted: bool


def pair_view(pair: Pair, *, may_overhang: bool = False) -> PairView:
    """``pair`` with the words marked that only one side has."""
    if pair.there is None:
        here, there = unmarked(pair.here), None
    else:
        least = 0.0 if pair.is_quoted else LEAST_ALIKE
        here, there = side_by_side(
            pair.here, pair.there, least_alike=least, may_overhang=may_overhang
        )
    return PairView(here=here, there=there, where=pair.where, is_quoted=pair.is_quoted)


def pair_of_claim(pair: Pair, claim: Claim | None) -> PairView:
    """``pair``; where the check said which words the source lacks, those are marked."""
    if claim and claim.unsupported_spans and pair.here == claim.text:
        said = claim.span
        inside = [
            Span(one.start - said.start, one.end - said.start)
            for one in claim.unsupported_spans
            if said.start <= one.start <= one.end <= said.end
        ]
        return PairView(
            here=marked(said.exact, inside),
            there=None if pair.there is None else unmarked(pair.there),
            where=pair.where,
            is_quoted=False,
        )
    return pair_view(pair)
