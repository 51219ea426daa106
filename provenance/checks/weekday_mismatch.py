"""The day of the week does not fall on the date beside it.

## What it checks

A weekday written with a date whose year is written or certain: the calendar decides, no source is
needed.

## Why it matters

One of the two is wrong, and readers notice.

## Example

> on Monday, 3 March 2026 (it was a Tuesday)

## What to do

Look up which of the two is right.

## When it is wrong

The year was taken from the article's own date and the sentence speaks of another year.
"""

from collections.abc import Iterator

from provenance.checks.grounds import address_of, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.terms import Level, Reason, RuleId


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A warning for every weekday that is not the date's."""
    for claim in index.report.claims:
        if Reason.WEEKDAY_MISMATCH in claim.reasons:
            yield Remark(
                claim=claim,
                level=Level.WARNING,
                message=f"Weekday and date do not fit: {snippet(claim.text)}",
                advice="Look up the day; correct the weekday or the date.",
                address=address_of(claim),
            )


RULE = Rule(id=RuleId.WEEKDAY_MISMATCH, level=Level.WARNING, page=__doc__, remarks=remarks)
