"""What a rule is: an id, a page for people, and a function from a report to remarks."""

import hashlib
from collections.abc import Callable, Iterator

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import Claim, Finding, Location
from provenance.spans import fold
from provenance.terms import Level, RuleId


@attrs.frozen(kw_only=True)
class Remark:
    """What a rule has to say about one claim or one file, before it is numbered."""

    level: Level
    message: str
    """One line: what is wrong, and the words of both sides where there are two."""
    advice: str
    claim: Claim | None = None
    location: Location | None = None
    """Only for a remark on a file; a remark on a claim stands where the claim stands."""
    address: str | None = None
    """The address it was checked against; part of the fingerprint."""


@attrs.frozen(kw_only=True)
class Rule:
    """One check."""

    id: RuleId
    level: Level
    """The worst level it gives."""
    page: str = attrs.field(repr=False)
    """Its page in Markdown: a line that sums it up, then the five headings."""
    remarks: Callable[[ReportIndex], Iterator[Remark]] = attrs.field(repr=False)

    @property
    def name(self) -> str:
        """The id in words, as in ``quote-meaning-changed``."""
        return self.id.name.lower().replace("_", "-")

    def findings(self, index: ReportIndex) -> Iterator[Finding]:
        """What the rule finds in a report."""
        return (self._finding(remark) for remark in self.remarks(index))

    def _finding(self, remark: Remark) -> Finding:
        claim = remark.claim
        location = claim.location if claim else remark.location
        words = _words_of(claim) if claim else (location.path if location else "")
        return Finding(
            rule=self.id,
            level=remark.level,
            claim=claim.id if claim else None,
            location=location,
            message=" ".join(remark.message.split()),
            advice=remark.advice,
            fingerprint=fingerprint(self.id, words, remark.address),
        )


def _words_of(claim: Claim) -> str:
    """The sentence; with the claim's own words where it is a further one of the sentence."""
    if claim.span.start == claim.sentence.start:
        return claim.sentence.exact
    return f"{claim.sentence.exact}\n{claim.text}"


def fingerprint(rule: RuleId, words: str, address: str | None) -> str:
    """Sixteen hexadecimal digits that stay when the text around the words moves.

    Args:
        rule: which rule found it.
        words: the sentence with what tells its claims apart, or the path for a finding on a file.
        address: what the words were checked against, if anything.
    """
    parts = "\n".join([rule.value, fold(words).text.strip(), address or ""])
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:16]
