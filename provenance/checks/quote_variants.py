"""Two articles give one quotation in different words.

## What it checks

The same speaker on the same occasion, quoted with other words elsewhere, while the source itself
could not be read.

## Why it matters

At least one of the wordings is not the speaker's.

## Example

> Ostrand Courier: “a gift to the harbour quarter”
>
> The Herald: “a present for the harbour quarter”

## What to do

Find the recording or the text and quote it.

## When it is wrong

One of them translates, or the speaker said both.
"""

from collections.abc import Iterator

from provenance.checks.grounds import address_of, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim, Disagreement
from provenance.terms import DisagreementKind, Level, RuleId, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A note at both sides of every quotation told in two wordings."""
    for one in index.report.disagreements:
        sides = [index.claims.get(one.left), index.claims.get(one.right)]
        left, right = sides
        if one.kind is not DisagreementKind.QUOTE_WORDING or left is None or right is None:
            continue
        for here, there in ((left, right), (right, left)):
            # A disputed claim has its finding already.
            if here.verdict is not Verdict.DISPUTED:
                yield _remark(index, one, here=here, there=there)


def _remark(index: ReportIndex, one: Disagreement, *, here: Claim, there: Claim) -> Remark:
    words = snippet(there.sentence.exact)
    return Remark(
        claim=here,
        level=Level.NOTE,
        message=f"{index.outlet(there)} words this quotation differently ({one.what}): {words}",
        advice="Find the text or recording and quote it.",
        address=address_of(here),
    )


RULE = Rule(id=RuleId.QUOTE_VARIANTS, level=Level.NOTE, page=__doc__, remarks=remarks)
