"""A number, unit or amount is not the one in the source.

## What it checks

Quantities of a sentence against the passage of the document that speaks of the same thing: value,
unit, currency, percent against percentage points.

## Why it matters

Wrong numbers are quoted on and are hard to call back.

## Example

> Article: 1,600 people work at the terminal.
>
> Document: 1,400 people work at the terminal.

## What to do

Take the document's number, or say where the other one comes from.

## When it is wrong

The two speak of different days or different groups, or one of them rounds.
It is an error only under the conditions of PRV201, and a note where the source could not be read
well enough.
"""

from collections.abc import Iterator

from provenance.checks.grounds import address_of, document_of, fact_level, passage_of, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.terms import Level, Reason, RuleId, Verdict

_REASONS = frozenset({Reason.NUMBER_DIFFERS, Reason.UNIT_DIFFERS})


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A finding for every claim whose number is not the source's; disputes have their own rule."""
    for claim in index.report.claims:
        if not _REASONS & set(claim.reasons) or claim.verdict is Verdict.DISPUTED:
            continue
        passage = passage_of(claim)
        document = document_of(index, passage)
        said = f"; the source has {snippet(passage.exact)}" if passage else ""
        yield Remark(
            claim=claim,
            level=fact_level(index, claim),
            message=f"A number is not the source's: {snippet(claim.sentence.exact)}{said}",
            advice="Take the number of the source, or say where this one comes from.",
            address=document.url if document else address_of(claim),
        )


RULE = Rule(id=RuleId.NUMBER_DIFFERS, level=Level.ERROR, page=__doc__, remarks=remarks)
