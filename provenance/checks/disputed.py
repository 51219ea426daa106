"""Another outlet, the same article or a second source says otherwise, and nothing decides.

## What it checks

A claim with verdict `disputed`: somebody tells it differently, and no readable primary source
settles it.

## Why it matters

One of the two is wrong, and it may be this one.

## Example

> Here: 1,600 people work at the terminal.
>
> Ostrand Courier: 1,400 people work at the terminal.

## What to do

Find the primary source. Until then say that accounts differ.

## When it is wrong

The two speak of different days or of different things.
"""

from collections.abc import Iterator

from provenance.checks.grounds import address_of, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim
from provenance.terms import Level, Reason, RuleId, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A warning for every disputed claim, with the words of the other side."""
    for claim in index.report.claims:
        if claim.verdict is Verdict.DISPUTED:
            yield Remark(
                claim=claim,
                level=Level.WARNING,
                message=f"{_other_side(index, claim)}; here {snippet(claim.text)}",
                advice="Find the primary source; until then say that accounts differ.",
                address=address_of(claim),
            )


def _other_side(index: ReportIndex, claim: Claim) -> str:
    if Reason.SOURCES_DISAGREE in claim.reasons:
        return "The cited sources disagree"
    others = [index.claims[one] for one in _against(index, claim) if one in index.claims]
    if not others:
        return "Another account says otherwise"
    other = others[0]
    same = other.article == claim.article
    who = "Elsewhere in this article" if same else f"In {index.name_of(other)}"
    return f"{who} it is told otherwise: {snippet(other.text)}"


def _against(index: ReportIndex, claim: Claim) -> list[str]:
    known = index.disagreements_of.get(claim.id, ())
    paired = [one.right if one.left == claim.id else one.left for one in known]
    return [*claim.disputed_by, *paired]


RULE = Rule(id=RuleId.DISPUTED, level=Level.WARNING, page=__doc__, remarks=remarks)
