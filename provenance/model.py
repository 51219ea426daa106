"""The nouns: what an article, a claim, a citation, a document and a report are.

All are frozen; a step that learns something returns a changed copy (``attrs.evolve``). Spans are
offsets into :attr:`Article.text`, in code points, end exclusive.
"""

import attrs

from provenance import terms
from provenance.spans import Excerpt, Span

# --- an article ----------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Block:
    """A stretch of an article of one kind: a paragraph, a heading, a caption, boilerplate."""

    kind: terms.BlockKind
    span: Span
    level: int | None = None
    """Heading level 1–6; ``None`` for other kinds and where a plain text does not show it."""


@attrs.frozen(kw_only=True)
class Link:
    """An address the article carries, with the words it hangs on."""

    url: str
    span: Span
    """The anchor's words in the text, or the address itself where it stands bare."""
    listed: bool = False
    """Whether it stands in a list of addresses at the foot rather than in a sentence."""


@attrs.frozen(kw_only=True)
class Published:
    """When an article appeared."""

    value: str | None
    """RFC 3339 date or date-time; ``None`` when nothing tells."""
    basis: terms.PublishedBasis


UNDATED = Published(value=None, basis=terms.PublishedBasis.UNKNOWN)


@attrs.frozen(kw_only=True)
class Metadata:
    """What is known of an article besides its words."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: Published = UNDATED
    language: str = "und"
    """ISO 639-1, ``und`` when the text is too short or too mixed to tell."""
    url: str | None = None
    media_type: str = "text/plain"
    complete: terms.Completeness = terms.Completeness.UNKNOWN
    """Whether the page shows its whole text (``FALSE``: a teaser, a wall)."""


@attrs.frozen(kw_only=True)
class Location:
    """A place in a file for people and editors: from 1, columns in code points."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    approximate: bool = False


@attrs.frozen(kw_only=True)
class SourceAnchor:
    """``text[start:end]`` stands at ``line``/``column`` of the file and runs on unbroken there."""

    start: int
    end: int
    line: int
    column: int
    exact: bool = True


@attrs.frozen(kw_only=True)
class SourceMap:
    """The way from offsets in the canonical text back to line and column of the file.

    ``anchors`` are sorted by ``start`` and do not overlap.
    """

    path: str
    anchors: tuple[SourceAnchor, ...]


@attrs.frozen(kw_only=True)
class Article:
    """One article: one canonical text, everything else points into it."""

    id: str
    """First 12 hexadecimal digits of the SHA-256 of the bytes; a second identical file: ``-2``."""
    path: str | None
    digest: str
    text: str
    prose: str = attrs.field(repr=False)
    """``text`` with markup (Markdown syntax, link targets) blanked by spaces: the same length."""
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    metadata: Metadata
    source_map: SourceMap = attrs.field(repr=False)

    @prose.validator
    def _check_prose(self, _attribute: "attrs.Attribute[str]", value: str) -> None:
        if len(value) != len(self.text):
            raise ValueError("prose and text must have the same length")


# --- what an article says ------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Sentence:
    """One sentence, or one line of a block that is not prose."""

    span: Span
    block: int
    """Index into :attr:`Article.blocks`."""


@attrs.frozen(kw_only=True)
class Quotation:
    """Quoted words: the span inside the marks."""

    span: Span
    outer: Span
    """With the marks; equal to ``span`` where there are none."""
    kind: terms.QuotationKind
    parts: tuple[Span, ...]
    """One span a paragraph, marks left out: a quotation may run over several."""
    closed: bool = True
    """``False`` when it was opened and never closed."""
    parent: int | None = None
    """Index of the quotation this one is nested in."""


@attrs.frozen(kw_only=True)
class Speaker:
    """Who is said to have said something: a person, a body or a document."""

    name: str | None
    role: str | None = None
    organisation: str | None = None


@attrs.frozen(kw_only=True)
class SaidAt:
    """When and where something was said, as far as the article tells."""

    date: str | None = None
    place: str | None = None


@attrs.frozen(kw_only=True)
class Attribution:
    """Source – cue – content (PolNeAR): who, by which word, said what."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: terms.AttributionKind
    speaker: Speaker | None = None
    speaker_guess: bool = False


@attrs.frozen(kw_only=True)
class ChainStep:
    """One step from a sentence to its address: the words, and why they lead on."""

    why: str
    """A closed word such as ``names``, ``anchor``, ``listed``, ``carried-over``, ``slug``."""
    start: int
    end: int
    exact: str


@attrs.frozen(kw_only=True)
class Citation:
    """An address a claim leads to."""

    url: str
    basis: terms.Basis
    rank: terms.Rank
    target: terms.Target
    confidence: float
    chain: tuple[ChainStep, ...] = ()


@attrs.frozen(kw_only=True)
class Edit:
    """One difference between the words of a document and of an article."""

    op: terms.EditOp
    source: str
    article: str
    effect: terms.EditEffect


@attrs.frozen(kw_only=True)
class NearMatch:
    """The same or similar words in a document other than the claimed one: information."""

    document: str
    start: int
    end: int
    exact: str
    edits: tuple[Edit, ...] = ()


@attrs.frozen(kw_only=True)
class Quote:
    """Quoted words of a claim and how they stand in a document."""

    start: int
    end: int
    exact: str
    status: terms.QuoteStatus = terms.QuoteStatus.UNCHECKED
    document: str | None = None
    source_start: int | None = None
    source_end: int | None = None
    source_exact: str | None = None
    edits: tuple[Edit, ...] = ()
    retranslation_suspected: bool = False
    speaker_fits: terms.Fit = terms.Fit.NOT_CHECKED
    context_fits: terms.Fit = terms.Fit.NOT_CHECKED
    near_match: NearMatch | None = None


@attrs.frozen(kw_only=True)
class Evidence:
    """A passage of a document that bears on a claim."""

    document: str
    url: str | None
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    relation: terms.Relation
    score: float
    via: terms.Via


@attrs.frozen(kw_only=True)
class Claim:
    """One thing an article says, who is said to say it, where it leads, what the check came to."""

    id: str
    article: str
    type: terms.ClaimType
    sentence: Excerpt
    span: Excerpt
    location: Location
    speaker: Speaker | None = None
    speaker_guess: bool = False
    said_at: SaidAt | None = None
    cue_modality: str | None = None
    standalone: str | None = None
    checkworthiness: float | None = None
    attribution: Attribution | None = None
    sourcing: terms.Sourcing = terms.Sourcing.NONE
    citations: tuple[Citation, ...] = ()
    verdict: terms.Verdict | None = None
    """``None`` until checked: ``extract`` gives no verdicts."""
    confidence: float | None = None
    reasons: tuple[terms.Reason, ...] = ()
    unsupported_spans: tuple[Excerpt, ...] = ()
    corroborated_by: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@attrs.frozen(kw_only=True)
class Analysis:
    """What :func:`provenance.extract` yields: an article and what it says, no verdicts."""

    article: Article
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of every claim, each address once, in reading order."""
        seen: dict[str, Citation] = {}
        for claim in self.claims:
            for citation in claim.citations:
                seen.setdefault(citation.url, citation)
        return tuple(seen.values())


# --- documents -----------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Document:
    """A cited document: read, failed or not tried. The text itself stays off the wire."""

    id: str
    url: str | None
    kind: terms.DocumentKind = terms.DocumentKind.ORIGINAL
    captured_at: str | None = None
    captured_by: terms.CapturedBy | None = None
    digest: str | None = None
    status: terms.DocumentStatus = terms.DocumentStatus.NOT_TRIED
    complete: terms.Completeness = terms.Completeness.UNKNOWN
    media_type: str | None = None
    witness_of: str | None = None
    """For a witness copy: the id of the article that reproduces the document."""
    reason: terms.Reason | None = None
    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    language: str = "und"
    text: str = attrs.field(default="", repr=False)
    parts: tuple[Span, ...] = attrs.field(default=(), repr=False)
    """Which stretches of ``text`` are the document's own words (its prose; a witness's block)."""


@attrs.frozen(kw_only=True)
class Capture:
    """Bytes fetched from an address."""

    url: str
    final_url: str
    captured_at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = attrs.field(repr=False)
    truncated: bool = False


@attrs.frozen(kw_only=True)
class FetchFailure:
    """A fetch that did not bring a document: evidence, not an exception."""

    url: str
    reason: terms.Reason
    detail: str
    captured_at: str


# --- across articles, and the report -------------------------------------------------------------


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
