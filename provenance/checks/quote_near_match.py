"""The source of a quotation could not be read; similar words stand in another document.

## What it checks

A quotation that was not checked against its own source, while the same or similar words stand
elsewhere among what was read.

## Why it matters

It may show where the words come from, or that two outlets word one quotation differently.

## Example

> Article, naming a post that cannot be read: “We are gravely concerned by the build-up.”
>
> A statement of the same body: “We are gravely concerned by the substantial build-up.”

## What to do

Compare the two by eye; add the address if it is the source.

## When it is wrong

People say similar things on several occasions. It is information, never a misquotation.
"""

from collections.abc import Iterator

from provenance.checks.grounds import snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim, Document, NearMatch, Quote
from provenance.terms import Level, QuoteStatus, RuleId


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A note for every quotation with its like in another document."""
    for claim in index.report.claims:
        for quote in claim.quotes:
            if quote.near_match and quote.status in {QuoteStatus.UNCHECKED, QuoteStatus.ABSENT}:
                yield _remark(index, claim, quote, quote.near_match)


def _remark(index: ReportIndex, claim: Claim, quote: Quote, near: NearMatch) -> Remark:
    document = index.documents.get(near.document)
    alike = "Similar words stand" if near.edits else "The same words stand"
    return Remark(
        claim=claim,
        level=Level.NOTE,
        message=f"{alike} in {_named(index, document) or near.document}: quoted "
        f"{snippet(quote.exact)}, there {snippet(near.exact)}",
        advice="Compare the two; if that is the source, give its address.",
        address=document.url if document else None,
    )


def _named(index: ReportIndex, document: Document | None) -> str | None:
    name = document and (document.title or document.url)
    printer = index.printer_of(document)
    return f"{name}, as printed by {printer}" if name and printer else name or printer


RULE = Rule(id=RuleId.QUOTE_NEAR_MATCH, level=Level.NOTE, page=__doc__, remarks=remarks)
