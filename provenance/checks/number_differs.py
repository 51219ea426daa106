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

from provenance.checks.grounds import fact_remarks
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.terms import Level, Reason, RuleId

_REASONS = frozenset({Reason.NUMBER_DIFFERS, Reason.UNIT_DIFFERS})


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A finding for every claim whose number is not the source's."""
    return fact_remarks(
        index,
        _REASONS,
        message="A number is not the source's",
        advice="Take the number of the source, or say where this one comes from.",
    )


RULE = Rule(id=RuleId.NUMBER_DIFFERS, level=Level.ERROR, page=__doc__, remarks=remarks)
