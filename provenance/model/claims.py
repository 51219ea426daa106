"""What an article says: sentences, quotations, attributions, claims and their citations."""

import attrs

from provenance import terms
from provenance.model.articles import Article, Location
from provenance.spans import Excerpt, Span, TextQuoteSelector


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
    drift: terms.Drift | None = None
    """What became of the passage in a later capture; ``None`` where there is none."""
    drifted_to: str | None = None
    """The words of the later capture, where the passage changed."""

    @classmethod
    def at(
        cls,
        span: Span,
        text: str,
        *,
        document: str,
        url: str | None,
        relation: terms.Relation,
        score: float,
        via: terms.Via,
    ) -> "Evidence":
        """The words of ``text`` at ``span``, with those before and after them."""
        selector = TextQuoteSelector.of(text, span)
        return cls(
            document=document,
            url=url,
            start=span.start,
            end=span.end,
            exact=selector.exact,
            prefix=selector.prefix,
            suffix=selector.suffix,
            relation=relation,
            score=score,
            via=via,
        )


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

    @property
    def text(self) -> str:
        """The words of the claim, as the article has them."""
        return self.span.exact


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
