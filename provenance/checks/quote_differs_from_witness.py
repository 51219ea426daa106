"""The quotation differs from the copy of the document that another outlet printed.

## What it checks

A quotation whose source could not be read, compared with an article that reproduces that source at
length.

## Why it matters

One of the two outlets changed the words.

## Example

> Article: “the terminal will not be closed”
>
> The statement as Coast Wire prints it: “the terminal will not close”

## What to do

Read the original and see who is right.

## When it is wrong

The copy may be the one that is shortened or edited. That is why it never is more than a warning.
"""

from collections.abc import Iterator

from provenance.checks.grounds import altered_quotes, edits_in_words, is_witness, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim, Document, Quote
from provenance.terms import Level, RuleId


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A warning for every quotation that differs from a witness copy."""
    for claim in index.report.claims:
        for quote in altered_quotes(claim):
            document = index.documents.get(quote.document or "")
            if document is not None and is_witness(document):
                yield _remark(index, claim, quote=quote, document=document)


def _remark(index: ReportIndex, claim: Claim, *, quote: Quote, document: Document) -> Remark:
    told = edits_in_words(quote.edits) or "other words"
    printer = index.printer_of(document) or "another article"
    translated = quote.retranslation_suspected
    return Remark(
        claim=claim,
        level=Level.WARNING,
        message=f"The quotation differs from the copy in {printer} ({told}"
        f"{', probably translated there and back' if translated else ''}): quoted "
        f"{snippet(quote.exact)}, the copy has {snippet(quote.source_exact)}",
        advice="Read the original and see which of the two changed the words.",
        address=document.url,
    )


RULE = Rule(
    id=RuleId.QUOTE_DIFFERS_FROM_WITNESS, level=Level.WARNING, page=__doc__, remarks=remarks
)
