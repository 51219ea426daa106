"""A date is not the one in the source.

## What it checks

Dates of a sentence, relative ones resolved, against the date the document gives for the same thing
or carries itself.

## Why it matters

A wrong date beside a correct quotation is one of the commonest real mistakes in news.

## Example

> Article: The statement was published on 4 March 2026.
>
> Document: dated 3 March 2026.

## What to do

Take the document's date.

## When it is wrong

Time zones, and documents that carry the date of an update.
It is an error only under the conditions of PRV201, and a note where the source could not be read
well enough.
"""

from collections.abc import Iterator

from provenance.checks.grounds import fact_remarks
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.terms import Level, Reason, RuleId

_REASONS = frozenset({Reason.DATE_DIFFERS})


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A finding for every claim whose date is not the source's."""
    return fact_remarks(
        index,
        _REASONS,
        message="A date is not the source's",
        advice="Take the date of the source.",
    )


RULE = Rule(id=RuleId.DATE_DIFFERS, level=Level.ERROR, page=__doc__, remarks=remarks)
