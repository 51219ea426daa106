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
On pairs written by somebody who had not seen the rules, 10 of 13 were right
(`benchmarks/README.md`, Outlets).
"""

from collections.abc import Iterator

from provenance.checks.differences import SideNames, difference
from provenance.checks.grounds import address_of, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim, Disagreement
from provenance.terms import Level, Reason, RuleId, Verdict

_ADVICE = "Find the primary source; until then say that accounts differ."


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A warning for every disputed claim: in what the accounts differ, and both sentences."""
    for claim in index.report.claims:
        if claim.verdict is Verdict.DISPUTED:
            yield Remark(
                claim=claim,
                level=Level.WARNING,
                message=f"{_other_side(index, claim)}; here {snippet(claim.text)}",
                advice=_ADVICE,
                address=address_of(claim),
            )


def in_what(index: ReportIndex, claim: Claim) -> str | None:
    """In what ``claim`` and the account against it differ; ``None`` where that is not known."""
    known = _disagreements(index, claim)
    others = _others(index, claim)
    if not others or others[0].id not in known or Reason.SOURCES_DISAGREE in claim.reasons:
        return None
    one, other = known[others[0].id], others[0]
    where = _where(index, claim, other)
    names = SideNames(
        first="this sentence",
        second="the sentence " + where,
        at_first="here",
        at_second=where,
    )
    is_turned = claim.id != one.left
    return difference(one, claim.text, other.text, is_turned=is_turned, names=names).told


def _other_side(index: ReportIndex, claim: Claim) -> str:
    if Reason.SOURCES_DISAGREE in claim.reasons:
        return "The cited sources disagree"
    others = _others(index, claim)
    if not others:
        return "Another account says otherwise"
    told = in_what(index, claim)
    if told is not None:
        return f"{told} There {snippet(others[0].text)}"
    where = _where(index, claim, others[0])
    return f"{where[0].upper()}{where[1:]} it is told otherwise: {snippet(others[0].text)}"


def _where(index: ReportIndex, claim: Claim, other: Claim) -> str:
    same = other.article == claim.article
    return "elsewhere in this article" if same else f"in {index.name_of(other)}"


def _others(index: ReportIndex, claim: Claim) -> list[Claim]:
    ids = dict.fromkeys([*claim.disputed_by, *_disagreements(index, claim)])
    return [index.claims[one] for one in ids if one in index.claims]


def _disagreements(index: ReportIndex, claim: Claim) -> dict[str, Disagreement]:
    """Id of the other claim to the first disagreement with it."""
    return {
        one.right if one.left == claim.id else one.left: one
        for one in reversed(index.disagreements_of.get(claim.id, ()))
    }


RULE = Rule(id=RuleId.DISPUTED, level=Level.WARNING, page=__doc__, remarks=remarks)
