"""The cited document was read whole and does not say this.

## What it checks

A claim with an address of its own whose document says nothing of it, where no narrower rule
(quotation, number, date) says so.

## Why it matters

The link lends the sentence a weight it does not have.

## Example

> The terminal pays for itself, according to the statement. (The statement does not speak of money.)

## What to do

Link the document that says so, or take the appeal to the source away.

## When it is wrong

The document says it in a picture, a table or a file beside it.
"""

from collections.abc import Iterator

from provenance.checks.grounds import address_of, has_own_rule, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.terms import Level, RuleId, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A warning for every unsupported claim that no narrower rule reports."""
    for claim in index.report.claims:
        if claim.verdict is Verdict.UNSUPPORTED and not has_own_rule(claim):
            yield Remark(
                claim=claim,
                level=Level.WARNING,
                message=f"The cited document does not say this: {snippet(claim.text)}",
                advice="Link the document that says so, or report it without this source.",
                address=address_of(claim),
            )


RULE = Rule(id=RuleId.UNSUPPORTED_BY_SOURCE, level=Level.WARNING, page=__doc__, remarks=remarks)
