"""The sentence shows traces of a link, but the address is gone.

## What it checks

Words that point at an address ("read the statement here", a gap where a link stood) in an article
that no longer carries it.

## Why it matters

The source was known once. Copying out of a system often loses it.

## Example

> Read the transcript here.

## What to do

Put the link back, or check the page the text was taken from.

## When it is wrong

A plain text that was extracted by another program has lost its links through no fault of the
article.
"""

from collections.abc import Iterator

from provenance.checks.grounds import snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.terms import Level, RuleId, Sourcing, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A note for every claim whose link is lost."""
    for claim in index.report.claims:
        if claim.sourcing is Sourcing.LINK_LOST and claim.verdict is not Verdict.NOT_A_CLAIM:
            yield Remark(
                claim=claim,
                level=Level.NOTE,
                message=f"A link stood here and is lost: {snippet(claim.text)}",
                advice="Put the address back, or read the page the text was taken from.",
            )


RULE = Rule(id=RuleId.LINK_LOST, level=Level.NOTE, page=__doc__, remarks=remarks)
