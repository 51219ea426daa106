"""The quoted words differ from the document's, the meaning stays.

## What it checks

A quotation found in the document it is said to come from, with words changed that carry no
negation, number, name or modality.

## Why it matters

Inside quotation marks readers expect the speaker's words, not a paraphrase.

## Example

> Article: “a gift to the harbour quarter”
>
> Document: “a present to the harbour quarter”

## What to do

Quote exactly, or mark what was left out and added ([…], …).

## When it is wrong

The words were translated there and back (the tool says so when it suspects it, and the level is
then a note), or the speaker repeated himself.
"""

from collections.abc import Iterator

from provenance.checks.grounds import (
    altered_quotes,
    edits_in_words,
    is_meaning_changed,
    is_witness,
    snippet,
)
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim, Document, Quote
from provenance.terms import Level, RuleId


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A warning for every altered quotation that still says the same."""
    for claim in index.report.claims:
        for quote in altered_quotes(claim):
            document = index.documents.get(quote.document or "")
            if not is_meaning_changed(quote) and not is_witness(document):
                yield _remark(claim, quote, document)


def _remark(claim: Claim, quote: Quote, document: Document | None) -> Remark:
    translated = quote.retranslation_suspected
    why = "probably translated there and back" if translated else edits_in_words(quote.edits)
    return Remark(
        claim=claim,
        level=Level.NOTE if translated else Level.WARNING,
        message=f"The quotation is not word for word ({why or 'other words'}): quoted "
        f"{snippet(quote.exact)}, the document has {snippet(quote.source_exact)}",
        advice="Quote exactly, or mark what was left out and added.",
        address=document.url if document else None,
    )


RULE = Rule(id=RuleId.QUOTE_ALTERED, level=Level.WARNING, page=__doc__, remarks=remarks)
