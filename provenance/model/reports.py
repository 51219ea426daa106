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
class Agreement:
    """Claims that say the same, with the number of independent origins."""

    claims: tuple[str, ...]
    origins: int


@attrs.frozen(kw_only=True)
class CopyRelation:
    """One article reproduces another, or both reproduce a third text."""

    from_article: str
    to_article: str
    direction: terms.CopyDirection
    basis: str


@attrs.frozen(kw_only=True)
class ClaimsAgree:
    """An :class:`Agreement` with the claims themselves."""

    claims: tuple[Claim, ...]
    origins: int


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
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()
