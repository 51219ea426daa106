"""A claim's days and measures in the source's own words, where both are the very same.

"On Friday" is the source's "tomorrow" where the source is dated a Thursday, and "two days' notice"
its "48 hours' notice". Rules can count and the model cannot: what they find equal, it reads in the
words that stand in the passage. Only equal values are put so, and a false claim is none truer for
it: the day or measure was right, and the rest of the claim stays as it was.
"""

import re
from collections.abc import Sequence

import attrs

from provenance.facts import FactComparison, FactMatch
from provenance.quantities import parse_quantities
from provenance.retrieval import IndexedDocument
from provenance.spans import Span
from provenance.verification.clocks import are_other_zones, same_hours

_LONGEST = 40
"""Characters of the source's words: a day or a measure, no sentence."""
_ON = re.compile(r"\bon\s+$", re.IGNORECASE)
_ON_LETTERS = 6
"""Characters before a day in which its preposition stands."""


@attrs.frozen(kw_only=True)
class Swap:
    """Words of a claim and those of the source for the same value."""

    claim: Span
    words: str
    is_hour: bool = False
    """Whether it is an hour by another clock, the only hour of the document."""


def source_words(
    claim_text: str, document: IndexedDocument, facts: FactComparison
) -> tuple[Swap, ...]:
    """The swaps that put ``claim_text`` into the source's words; in order, none overlapping.

    Args:
        claim_text: the claim.
        document: the indexed source, in the claim's language.
        facts: what the rules made of the two.
    """
    hours = [
        Swap(claim=hour.claim, words=hour.source.of(document.text), is_hour=hour.is_only)
        for hour in same_hours(claim_text, document)
        if len(hour.source) <= _LONGEST
    ]
    values = [
        Swap(
            claim=_with_preposition(claim_text, document, match),
            words=match.source.of(document.text),
        )
        for match in facts.matches
        if match.same and _is_told_otherwise(claim_text, document, match)
    ]
    values = [v for v in values if not any(v.claim.overlaps(hour.claim) for hour in hours)]
    found: list[Swap] = []
    for swap in sorted((*hours, *values), key=lambda swap: swap.claim):
        if not found or found[-1].claim.end <= swap.claim.start:
            found.append(swap)
    return tuple(found)


def without_proven(
    facts: FactComparison, claim_text: str, document: IndexedDocument, proven: Sequence[Span]
) -> FactComparison:
    """``facts`` without differences of a value that is proven, or of hours by two clocks."""
    kept = tuple(
        difference
        for difference in facts.differences
        if not is_proven(difference.claim, proven)
        and not are_other_zones(claim_text, difference.claim, document.text, difference.source)
    )
    return facts if len(kept) == len(facts.differences) else attrs.evolve(facts, differences=kept)


def is_proven(words: Span, proven: Sequence[Span]) -> bool:
    """Whether ``words`` of a claim lie in a value that the source has as well."""
    return len(words) > 0 and any(span.contains(words) for span in proven)


def _is_told_otherwise(claim_text: str, document: IndexedDocument, match: FactMatch) -> bool:
    """A day in other words, or a number with another unit; "two" and "2" the model can read."""
    ours, theirs = match.claim.of(claim_text), match.source.of(document.text)
    if ours.casefold() == theirs.casefold() or len(theirs) > _LONGEST:
        return False
    mine, other = (_unit(words, document.language) for words in (ours, theirs))
    return (
        mine != other if mine is not None or other is not None else not _is_number(ours, document)
    )


def _unit(words: str, language: str) -> str | None:
    read = parse_quantities(words, language=language)
    return read[0].unit.id if read and read[0].unit else None


def _is_number(words: str, document: IndexedDocument) -> bool:
    return bool(parse_quantities(words, language=document.language))


def _with_preposition(claim_text: str, document: IndexedDocument, match: FactMatch) -> Span:
    """The claim's words with an "on" that those of the source do without."""
    before = _on_before(claim_text, match.claim.start)
    if before is None or _on_before(document.text, match.source.start) is not None:
        return match.claim
    return Span(before, match.claim.end)


def _on_before(text: str, at: int) -> int | None:
    found = _ON.search(text, max(0, at - _ON_LETTERS), at)
    return found.start() if found else None
