"""Two articles give one quotation in different words.

## What it checks

The same speaker on the same occasion, quoted with other words elsewhere.
A side whose words were found in the source, or that another rule reports already, has no note.

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

from provenance.checks.grounds import address_of, nearest_quotes, snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim
from provenance.terms import DisagreementKind, Level, RuleId, Verdict

_SPOKEN_FOR = frozenset({Verdict.SUPPORTED, Verdict.DISPUTED, Verdict.CONTRADICTED})


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A note at each side of a quotation told in two wordings, where nothing else speaks of it."""
    for one in index.report.disagreements:
        left, right = index.claims.get(one.left), index.claims.get(one.right)
        if one.kind is not DisagreementKind.QUOTE_WORDING or left is None or right is None:
            continue
        for here, there in ((left, right), (right, left)):
            if here.verdict not in _SPOKEN_FOR:
                yield _remark(index, here=here, there=there)


def _remark(index: ReportIndex, *, here: Claim, there: Claim) -> Remark:
    words, others = nearest_quotes(here, there)
    return Remark(
        claim=here,
        level=Level.NOTE,
        message=f"{index.name_of(there)} words this quotation differently: here {snippet(words)}, "
        f"there {snippet(others)}",
        advice="Find the text or recording and quote it.",
        address=address_of(here),
    )


RULE = Rule(id=RuleId.QUOTE_VARIANTS, level=Level.NOTE, page=__doc__, remarks=remarks)
