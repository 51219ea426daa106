"""A date is not the one in the source.

## What it checks

Dates of a sentence, relative ones resolved, against the date the document gives for the same thing
or carries itself.

## Why it matters

A wrong date beside a correct quotation is one of the commonest real mistakes in news.

## Example

> Article: The statement was published on 4 March 2026.
>
> Document: dated 3 March 2026.

## What to do

Take the document's date.

## When it is wrong

Time zones, and documents that carry the date of an update.
It is an error only under the conditions of PRV201, and a note where the source could not be read
well enough.
"""

from collections.abc import Iterator

from provenance.checks.grounds import address_of, document_of, fact_level, passage_of, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.terms import Level, Reason, RuleId, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A finding for every claim whose date is not the source's; disputes have their own rule."""
    for claim in index.report.claims:
        if Reason.DATE_DIFFERS not in claim.reasons or claim.verdict is Verdict.DISPUTED:
            continue
        passage = passage_of(claim)
        document = document_of(index, passage)
        said = f"; the source has {snippet(passage.exact)}" if passage else ""
        yield Remark(
            claim=claim,
            level=fact_level(index, claim),
            message=f"A date is not the source's: {snippet(claim.sentence.exact)}{said}",
            advice="Take the date of the source.",
            address=document.url if document else address_of(claim),
        )


RULE = Rule(id=RuleId.DATE_DIFFERS, level=Level.ERROR, page=__doc__, remarks=remarks)
