"""A source is named, but the article has no address for it.

## What it checks

A sentence that names who said it, while no link and no listed address of the article belongs to
that source.

## Why it matters

The reader is told whom to believe and not where to look.

## Example

> The harbour board said on Tuesday that repairs begin in May.

## What to do

Link the statement, the post or the transcript.

## When it is wrong

What was said to the outlet itself has no address; write "told us", and the tool reads it as the
outlet's own reporting.
"""

from collections.abc import Iterator

from provenance.checks.grounds import snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim
from provenance.terms import Level, RuleId, Sourcing, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A note for every claim with a named source and no address."""
    for claim in index.report.claims:
        if claim.sourcing is Sourcing.NAMED and claim.verdict is not Verdict.NOT_A_CLAIM:
            yield Remark(
                claim=claim,
                level=Level.NOTE,
                message=f"{_who(claim)} is named, no address is given: "
                f"{snippet(claim.sentence.exact)}",
                advice="Link what the source published.",
            )


def _who(claim: Claim) -> str:
    speaker = claim.speaker
    return (speaker and (speaker.name or speaker.role or speaker.organisation)) or "A source"


RULE = Rule(id=RuleId.NAMED_WITHOUT_ADDRESS, level=Level.NOTE, page=__doc__, remarks=remarks)
