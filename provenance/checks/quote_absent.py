"""The quoted words do not stand in the document they are said to come from.

## What it checks

A quotation with no place in the cited document, when that document is the original and was read
whole.

## Why it matters

Either the words are somebody else's, or the address is the wrong one.

## Example

> “Nobody asked us,” the statement said. (The statement has no such words.)

## What to do

Find where the words come from and link that; otherwise take the quotation out.

## When it is wrong

The words were spoken and the document is a summary, or the page was changed since.
"""

from collections.abc import Iterator

from provenance.checks.grounds import absent_quotes, address_of, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim, Quote
from provenance.terms import Level, RuleId


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A warning for every quotation the document does not have."""
    for claim in index.report.claims:
        for quote in absent_quotes(claim):
            yield _remark(index, claim, quote)


def _remark(index: ReportIndex, claim: Claim, quote: Quote) -> Remark:
    document = index.documents.get(quote.document or "")
    url = (document.url if document else None) or address_of(claim)
    return Remark(
        claim=claim,
        level=Level.WARNING,
        message=f"The quoted words are not in the cited document: {snippet(quote.exact)}",
        advice="Link where the words stand, or take the quotation out.",
        address=url,
    )


RULE = Rule(id=RuleId.QUOTE_ABSENT, level=Level.WARNING, page=__doc__, remarks=remarks)
