"""The quoted words differ from the document's so that something else is said.

## What it checks

A quotation found in the document it is said to come from, with a negation, number, name, modal verb
or quantifier added, dropped or exchanged.

## Why it matters

Quotation marks promise the speaker's own words. This is the mistake that needs a correction.

## Example

> Article: “The terminal will close for any reason.”
>
> Document: “The terminal will not close for any reason.”

## What to do

Put the document's words back, or take the quotation marks away and report what was said.

## When it is wrong

The speaker said it twice in different words, or the document was corrected after the article.
It is an error only against the original or an archive of it, read whole, with confidence 0.9 or
more; else a warning.
"""

from collections.abc import Iterator

from provenance.checks.grounds import (
    accusation_level,
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
    """An error or warning for every altered quotation that says something else."""
    for claim in index.report.claims:
        for quote in altered_quotes(claim):
            document = index.documents.get(quote.document or "")
            if is_meaning_changed(quote) and not is_witness(document):
                yield _remark(claim, quote, document)


def _remark(claim: Claim, quote: Quote, document: Document | None) -> Remark:
    level = accusation_level(claim, document)
    return Remark(
        claim=claim,
        level=Level.WARNING if quote.retranslation_suspected else level,
        message=f"The quotation changes the meaning ({edits_in_words(quote.edits)}): quoted "
        f"{snippet(quote.exact)}, the document has {snippet(quote.source_exact)}",
        advice="Put the document's words back, or report them without quotation marks.",
        address=document.url if document else None,
    )


RULE = Rule(id=RuleId.QUOTE_MEANING_CHANGED, level=Level.ERROR, page=__doc__, remarks=remarks)
