"""The quoted words stand in the document, but in another mouth or on another occasion.

## What it checks

A quotation found in the document whose speaker, date or place there is not the one the article
gives.

## Why it matters

Right words in the wrong mouth mislead more than a slip of wording.

## Example

> “We will not pay,” the minister said. (In the transcript it is the mayor who says so.)

## What to do

Correct the speaker or the occasion.

## When it is wrong

The speaker quotes somebody else, or the document names one person in two ways.
It is an error only under the conditions of PRV201.
"""

from collections.abc import Iterator

from provenance.checks.grounds import accusation_level, misplaced_quotes, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim, Document, Quote
from provenance.terms import Fit, Level, RuleId, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """An error or warning for every quotation with the wrong speaker or occasion."""
    for claim in index.report.claims:
        for quote in misplaced_quotes(claim):
            yield _remark(index, claim, quote)


def _remark(index: ReportIndex, claim: Claim, quote: Quote) -> Remark:
    document = index.documents.get(quote.document or "")
    contradicted = claim.verdict is Verdict.CONTRADICTED
    is_speaker = quote.speaker_fits is Fit.NO
    wrong = "speaker" if is_speaker else "occasion"
    given = _speaker(claim) if is_speaker else _occasion(claim, document)
    return Remark(
        claim=claim,
        level=accusation_level(claim, document) if contradicted else Level.WARNING,
        message=f"Right words, wrong {wrong}{given}: {snippet(quote.exact)}",
        advice=f"Check the {wrong} in the document and correct it.",
        address=document.url if document else None,
    )


def _speaker(claim: Claim) -> str:
    name = claim.speaker.name if claim.speaker else None
    return f" (the article names {name})" if name else ""


def _occasion(claim: Claim, document: Document | None) -> str:
    said = claim.said_at.date if claim.said_at else None
    published = document.published if document else None
    told = [
        f"the article says {said}" if said else "",
        f"the document is of {published}" if published else "",
    ]
    known = ", ".join(one for one in told if one)
    return f" ({known})" if known else ""


RULE = Rule(id=RuleId.QUOTE_WRONG_SPEAKER, level=Level.ERROR, page=__doc__, remarks=remarks)
