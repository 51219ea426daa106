"""Verdicts for as many articles as a budget of time allows."""

from collections.abc import Sequence

import attrs

from provenance.model import Analysis, Claim
from provenance.pacing import JUDGING, Pace
from provenance.terms import Reason, Verdict
from provenance.verdicts.deciding import Answer, decide
from provenance.verdicts.desk import Desk
from provenance.verdicts.grounds import Shelf


def decide_in_time(
    analyses: Sequence[Analysis],
    shelf: Shelf,
    desk: Desk,
    answer: Answer,
    pace: Pace,
    *,
    before: int = 0,
    total: int | None = None,
) -> tuple[Analysis, ...]:
    """As :func:`provenance.verdicts.decide`; what there is no time for is ``unchecked``.

    Where nobody watches the pace, all articles are decided at once, which is quicker. ``before``
    and ``total`` tell the listener how many articles of the run were decided earlier, and how many
    there are (:meth:`provenance.pacing.Pace.each`).
    """
    if not pace.is_watched:
        return decide(analyses, shelf, desk, answer)
    turns = pace.each(JUDGING, analyses, before=before, total=total)
    done = [decide((one,), shelf, desk, answer)[0] for one in turns]
    return (*done, *map(_late, analyses[len(done) :]))


def _late(analysis: Analysis) -> Analysis:
    return attrs.evolve(analysis, claims=tuple(map(_late_claim, analysis.claims)))


def _late_claim(claim: Claim) -> Claim:
    if claim.verdict is Verdict.NOT_A_CLAIM:
        return claim
    return attrs.evolve(claim, verdict=Verdict.UNCHECKED, reasons=(Reason.OUT_OF_TIME,))
