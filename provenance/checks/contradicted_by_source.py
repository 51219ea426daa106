"""The cited document says otherwise.

## What it checks

A claim whose document was read and says something that cannot be true together with it, where no
narrower rule (quotation, number, date) says so.

## Why it matters

The article appeals to a source that denies it.

## Example

> Article: The board approved the plan, the port said.
>
> Document: The board has not yet decided.

## What to do

Read the passage; correct the sentence or the address.

## When it is wrong

The passage speaks of another time or another thing.
It is an error only under the conditions of PRV201.
"""

from collections.abc import Iterator

from provenance.checks.grounds import (
    accusation_level,
    address_of,
    document_of,
    has_own_rule,
    passage_of,
    snippet,
)
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.terms import Level, RuleId, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """An error or warning for every contradicted claim that no narrower rule reports."""
    for claim in index.report.claims:
        if claim.verdict is not Verdict.CONTRADICTED or has_own_rule(claim):
            continue
        passage = passage_of(claim)
        document = document_of(index, passage)
        said = f"; it says {snippet(passage.exact)}" if passage else ""
        yield Remark(
            claim=claim,
            level=accusation_level(claim, document),
            message=f"The source says otherwise: {snippet(claim.text)}{said}",
            advice="Read the passage; correct the sentence or the address.",
            address=document.url if document else address_of(claim),
        )


RULE = Rule(id=RuleId.CONTRADICTED_BY_SOURCE, level=Level.ERROR, page=__doc__, remarks=remarks)
