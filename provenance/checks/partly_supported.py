"""The cited document says part of the sentence.

## What it checks

A claim of which the document has some words and lacks others, where no narrower rule (quotation,
number, date) says so.

## Why it matters

What is added travels under the name of the source.

## Example

> According to the port, 1,400 people work there, most of them on night shifts. (The port speaks of
> 1,400 people only.)

## What to do

Give the source of the rest, or part the sentence in two.

## When it is wrong

The rest follows from the document in other words.
It is a warning against the original read whole, else a note.
"""

from collections.abc import Iterator

from provenance.checks.grounds import (
    address_of,
    document_of,
    has_own_rule,
    is_read_whole,
    passage_of,
    snippet,
)
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim
from provenance.terms import Level, RuleId, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A finding for every partly supported claim that no narrower rule reports."""
    for claim in index.report.claims:
        if claim.verdict is not Verdict.PARTLY_SUPPORTED or has_own_rule(claim):
            continue
        document = document_of(index, passage_of(claim))
        yield Remark(
            claim=claim,
            level=Level.WARNING if is_read_whole(document) else Level.NOTE,
            message=f"The source says only part of this{_without(claim)}",
            advice="Give the source of the rest, or part the sentence in two.",
            address=document.url if document else address_of(claim),
        )


def _without(claim: Claim) -> str:
    if not claim.unsupported_spans:
        return f": {snippet(claim.text)}"
    words = ", ".join(snippet(one.exact) for one in claim.unsupported_spans)
    return f", not {words}: {snippet(claim.text)}"


RULE = Rule(id=RuleId.PARTLY_SUPPORTED, level=Level.WARNING, page=__doc__, remarks=remarks)
