"""The figures at the head of every rendering, counted in one place."""

from collections import Counter
from collections.abc import Iterable

import attrs

from provenance.model import Claim, Report
from provenance.report.phrases import VERDICTS
from provenance.terms import (
    DocumentKind,
    DocumentStatus,
    InputStatus,
    Level,
    Reason,
    SuppressedBy,
    Verdict,
)

VerdictCounts = tuple[tuple[Verdict, int], ...]


@attrs.frozen(kw_only=True)
class Summary:
    """What was checked, and what it came to."""

    articles: int
    outlets: int
    claims: int
    """Everything but ``not-a-claim``."""
    sentences: int
    """Those that claim something; one may hold several claims."""
    verdicts: VerdictCounts
    """Every verdict, in the order of attention, zero included."""
    secondary_only: int
    """How many of the supported rest on a secondary document."""
    documents: int
    documents_read: int
    cited: int
    """Different addresses that are cited."""
    cited_read: int
    """How many of those were read themselves, not in a copy."""
    copies_read: int
    """Documents read in the copy that another article prints."""
    levels: tuple[tuple[Level, int], ...]
    """Findings of each level; the suppressed are not among them."""
    suppressed: tuple[tuple[SuppressedBy, int], ...]
    """Suppressed findings, by what suppresses them; zero included."""
    stale_reviews: int
    """Decisions on findings that are no longer there."""
    failed_inputs: int
    offline: bool

    def count(self, verdict: Verdict) -> int:
        """How many claims have this verdict."""
        return dict(self.verdicts)[verdict]

    @property
    def reading(self) -> str:
        """How much of what is cited could be read."""
        addresses = f"{self.cited} cited address{'es' * (self.cited != 1)}"
        copies = f", {self.copies_read} in a copy that another article prints"
        return f"{addresses}: {self.cited_read} read{copies if self.copies_read else ''}"

    @property
    def unjudged(self) -> int:
        """Unchecked and unsourced claims together."""
        return self.count(Verdict.UNCHECKED) + self.count(Verdict.UNSOURCED)

    @property
    def contradicted_across_outlets(self) -> int:
        """Contradicted and disputed together; renderings show them apart as well."""
        return self.count(Verdict.CONTRADICTED) + self.count(Verdict.DISPUTED)


def summarize(report: Report) -> Summary:
    """The figures of ``report``."""
    verdicts = verdict_counts(report.claims)
    levels = Counter(one.level for one in report.findings if one.suppressed is None)
    suppressed = Counter(one.suppressed.by for one in report.findings if one.suppressed)
    copy = DocumentKind.WITNESS
    read = [one for one in report.documents if one.status is DocumentStatus.READ]
    return Summary(
        articles=len(report.articles),
        outlets=len({one.metadata.outlet for one in report.articles if one.metadata.outlet}),
        claims=len(report.claims) - dict(verdicts)[Verdict.NOT_A_CLAIM],
        sentences=len({_sentence_of(one) for one in report.claims if _is_claim(one)}),
        verdicts=verdicts,
        secondary_only=sum(_is_secondary_only(claim) for claim in report.claims),
        documents=len(report.documents),
        documents_read=len(read),
        cited=len({one.url or one.id for one in report.documents}),
        cited_read=len({one.url or one.id for one in read if one.kind is not copy}),
        copies_read=len({one.url or one.id for one in read if one.kind is copy}),
        levels=tuple((level, levels[level]) for level in Level),
        suppressed=tuple((by, suppressed[by]) for by in SuppressedBy),
        stale_reviews=sum(one.stale for one in report.reviews),
        failed_inputs=sum(one.status is InputStatus.FAILED for one in report.inputs),
        offline=_was_offline(report),
    )


def _is_claim(claim: Claim) -> bool:
    return claim.verdict is not Verdict.NOT_A_CLAIM


def _sentence_of(claim: Claim) -> tuple[str, int, int]:
    return claim.article, claim.sentence.start, claim.sentence.end


def verdict_counts(claims: Iterable[Claim]) -> VerdictCounts:
    """How many of ``claims`` have each verdict, in the order of attention."""
    counted = Counter(claim.verdict for claim in claims)
    return tuple((verdict, counted[verdict]) for verdict in VERDICTS)


def _is_secondary_only(claim: Claim) -> bool:
    return claim.verdict is Verdict.SUPPORTED and Reason.SECONDARY_ONLY in claim.reasons


def _was_offline(report: Report) -> bool:
    """A report does not say how it was run; what was left unopened for this reason does."""
    return any(one.reason is Reason.OFFLINE for one in report.documents) or any(
        Reason.OFFLINE in claim.reasons for claim in report.claims
    )
