"""A source is named, but the article has no address for it.

## What it checks

A sentence that names who said it, while no link and no listed address of the article belongs to
that source. It is reported once for each source of an article, with the number of its sentences.

## Why it matters

The reader is told whom to believe and not where to look.

## Example

> The harbour board said on Tuesday that repairs begin in May.

## What to do

Link the statement, the post or the transcript.

## When it is wrong

What was said to the outlet itself has no address; write "told us", and the tool reads it as the
outlet's own reporting.
"""

from collections.abc import Iterator

from provenance.checks.grounds import snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim
from provenance.spans import fold
from provenance.terms import Level, RuleId, Sourcing, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A note at the first claim of every source that is named and has no address."""
    for listed in _by_source(index).values():
        first, *others = listed
        more = f" (and {len(others)} more)" if others else ""
        yield Remark(
            claim=first,
            level=Level.NOTE,
            message=f"No address for {_who(first) or 'the source named'}: "
            f"{snippet(first.text)}{more}",
            advice="Link what the source published.",
        )


def _by_source(index: ReportIndex) -> dict[tuple[str, str], list[Claim]]:
    """Claims that name a source without an address, by article and source."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in index.report.claims:
        if claim.sourcing is Sourcing.NAMED and claim.verdict is not Verdict.NOT_A_CLAIM:
            # Where nobody knows who speaks, two sentences are two sources.
            source = fold(_who(claim) or claim.id).text
            found.setdefault((claim.article, source), []).append(claim)
    return found


def _who(claim: Claim) -> str | None:
    speaker = claim.speaker
    return (speaker.name or speaker.role or speaker.organisation) if speaker else None


RULE = Rule(id=RuleId.NAMED_WITHOUT_ADDRESS, level=Level.NOTE, page=__doc__, remarks=remarks)
