"""Nothing in the article leads from this sentence to a source.

## What it checks

A sentence that claims something, with no link, no named source, no listed address and nothing
carried over from a sentence before.

## Why it matters

A reader cannot check it, and neither can an editor a year from now.

## Example

> The quay is 310 metres long.

## What to do

Link or name where it comes from, or say that the outlet saw it itself.

## When it is wrong

Common knowledge needs no source, and background is often sourced further up in words the tool does
not connect.
That is why it is a note.
"""

from collections.abc import Iterator

from provenance.checks.grounds import snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.terms import Level, RuleId, Sourcing, Verdict

_LEADS = {
    Sourcing.ANONYMOUS: "Rests on a source that is not named",
    Sourcing.OWN_REPORTING: "Rests on the outlet's own reporting alone",
}


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A note for every claim without a way to a source."""
    for claim in index.report.claims:
        if claim.verdict is Verdict.UNSOURCED:
            lead = _LEADS.get(claim.sourcing, "No source")
            yield Remark(
                claim=claim,
                level=Level.NOTE,
                message=f"{lead}: {snippet(claim.text)}",
                advice="Name or link where this comes from.",
            )


RULE = Rule(id=RuleId.UNSOURCED, level=Level.NOTE, page=__doc__, remarks=remarks)
