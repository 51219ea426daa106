"""What several articles say of the same things, and the whole result of a run."""

import attrs

from provenance import terms
from provenance.model.articles import Article, Location
from provenance.model.claims import Claim
from provenance.model.documents import Document


@attrs.frozen(kw_only=True)
class Disagreement:
    """Two claims that cannot both be right, and in what they differ."""

    kind: terms.DisagreementKind
    left: str
    right: str
    what: str
    score: float
    settled_by: str | None = None


@attrs.frozen(kw_only=True)
class Development:
    """Claims that give one figure at different times: no conflict, for the later took its place."""

    claims: tuple[str, ...]
    """Claim ids, the earliest told first."""
    what: str


@attrs.frozen(kw_only=True)
class Agreement:
    """Claims that say the same, with the number of independent origins."""

    claims: tuple[str, ...]
    origins: int
    most: bool = False
    """Whether ``origins`` is the most there can be: for some, nothing tells where they have it."""
    independent: tuple[tuple[str, ...], ...] = ()
    """The ids in ``claims`` by origin, as many groups as ``origins``."""


@attrs.frozen(kw_only=True)
class CopiedPassage:
    """A stretch of the one that reproduces, and where it stands in the other; ends exclusive."""

    start: int
    end: int
    from_start: int
    from_end: int


@attrs.frozen(kw_only=True)
class CopyRelation:
    """One article reproduces another or a document, or both reproduce a third text."""

    from_article: str
    """Id of an article; of a document where ``kind`` is ``RELEASE`` and no article prints it."""
    to_article: str
    direction: terms.CopyDirection
    basis: str
    kind: terms.CopyKind = terms.CopyKind.PART
    share: float | None = None
    """Share of the shorter one's own words that stand in the other, 0–1."""
    credited: bool | None = None
    """Whether the one that reproduces names where it has the words; ``None``: not looked for."""
    passages: tuple[CopiedPassage, ...] = ()


@attrs.frozen(kw_only=True)
class ClaimsAgree:
    """An :class:`Agreement` with the claims themselves."""

    claims: tuple[Claim, ...]
    origins: int
    most: bool = False
    independent: tuple[tuple[str, ...], ...] = ()


@attrs.frozen(kw_only=True)
class ClaimsDisagree:
    """A :class:`Disagreement` with the claims themselves."""

    kind: terms.DisagreementKind
    left: Claim
    right: Claim
    what: str
    score: float
    settled_by: str | None = None


@attrs.frozen(kw_only=True)
class OutletComparison:
    """What :func:`provenance.compare` yields."""

    agreements: tuple[ClaimsAgree, ...]
    disagreements: tuple[ClaimsDisagree, ...]
    copies: tuple[CopyRelation, ...]
    developments: tuple[Development, ...] = ()


@attrs.frozen(kw_only=True)
class Suppression:
    """Why a finding does not fail a run: who said so, and what for."""

    by: terms.SuppressedBy
    reason: str | None = None


@attrs.frozen(kw_only=True)
class Finding:
    """What a check has to say about one place of one article."""

    rule: terms.RuleId
    level: terms.Level
    claim: str | None
    location: Location | None
    message: str
    advice: str
    fingerprint: str
    suppressed: Suppression | None = None
    """Where set, the finding is shown apart and never fails a run."""


@attrs.frozen(kw_only=True)
class Review:
    """What a person decided on the finding that has this fingerprint (``reviews.toml``)."""

    fingerprint: str
    decision: terms.Decision
    comment: str = ""
    who: str = ""
    when: str | None = None
    """A date or a time as in RFC 3339."""
    path: str | None = None
    """The article, as the report names it; where it was not read, the review is not stale."""
    stale: bool = False
    """No finding of this run has the fingerprint."""


@attrs.frozen(kw_only=True)
class InputRecord:
    """One input and what became of it."""

    path: str
    status: terms.InputStatus
    reason: terms.Reason | None = None
    detail: str | None = None


@attrs.frozen(kw_only=True)
class FailureRecord:
    """Something that could not be done, and where."""

    input: str
    stage: terms.Stage
    reason: terms.Reason
    detail: str | None = None


@attrs.frozen(kw_only=True)
class ToolRecord:
    """Which program made a report."""

    name: str
    version: str
    models: tuple[str, ...] = ()
    proxied: bool = False
    """Whether requests went through a proxy, which then had to keep private machines away."""


@attrs.frozen(kw_only=True)
class Comparison:
    """What several articles say of the same things."""

    agreements: tuple[Agreement, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    copies: tuple[CopyRelation, ...] = ()
    developments: tuple[Development, ...] = ()
    headlines: tuple[Claim, ...] = ()
    """Headlines that take part in a disagreement: claims of their articles that nobody judges."""


@attrs.frozen(kw_only=True)
class Report:
    """The whole result: what every renderer and every check works from."""

    tool: ToolRecord
    inputs: tuple[InputRecord, ...] = ()
    failures: tuple[FailureRecord, ...] = ()
    articles: tuple[Article, ...] = ()
    claims: tuple[Claim, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    copies: tuple[CopyRelation, ...] = ()
    developments: tuple[Development, ...] = ()
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()
    reviews: tuple[Review, ...] = ()
