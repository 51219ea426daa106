"""Every closed list of the wire format: enumerations, reasons and rule ids, in one place.

The reasons, the longest list, stand in :mod:`provenance.reasons` and are had from here as well.

The ``.value`` of a member is the word used in JSON, in SARIF and on the command line. Values are
never reused and never renamed; a new one is an addition to the contract (``docs/reference``).
"""

from enum import Enum

from provenance.reasons import Reason as Reason  # noqa: PLC0414 - had from here, too


class Verdict(Enum):
    """What the check of one claim came to. ``SUPPORTED`` means the source says so, never "true"."""

    SUPPORTED = "supported"
    PARTLY_SUPPORTED = "partly-supported"
    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    UNSUPPORTED = "unsupported"
    UNCHECKED = "unchecked"
    UNSOURCED = "unsourced"
    NOT_A_CLAIM = "not-a-claim"


class Sourcing(Enum):
    """How the article leads from a claim to a source; independent of the verdict."""

    EXPLICIT = "explicit"
    INHERITED = "inherited"
    INFERRED = "inferred"
    NAMED = "named"
    LINK_LOST = "link-lost"
    ANONYMOUS = "anonymous"
    OWN_REPORTING = "own-reporting"
    NONE = "none"


class Basis(Enum):
    """On what ground an address was linked to a claim."""

    INLINE_LINK = "inline-link"
    LISTED_URL = "listed-url"
    NAMED_SOURCE = "named-source"
    INHERITED = "inherited"
    INFERRED = "inferred"
    BORROWED = "borrowed"
    FOUND = "found"
    """Looked for on the publisher's site, and known by its words or title."""


class Rank(Enum):
    """Whether the address is a primary source *for this claim*."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    UNKNOWN = "unknown"


class Target(Enum):
    """What an address points at: one document, a page that changes, or a whole site."""

    DOCUMENT = "document"
    PAGE = "page"
    SITE = "site"


class ClaimType(Enum):
    """What kind of thing a claim says."""

    QUOTE = "quote"
    INDIRECT_SPEECH = "indirect-speech"
    QUANTITY = "quantity"
    EVENT = "event"
    STATEMENT = "statement"


class AttributionKind(Enum):
    """PolNeAR's three kinds of attribution."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class AttributedBy(Enum):
    """How it was found out who says what in an article."""

    TAGGER_AND_RULES = "tagger-and-rules"
    RULES = "rules"
    """By cue words and the order of words alone: no tagger has learned the language."""


class QuotationKind(Enum):
    """How a text shows that words are quoted."""

    MARKED = "marked"
    """Between quotation marks."""
    BLOCK = "block"
    """A block quotation, usually after a colon, with or without marks."""
    DIALOGUE = "dialogue"
    """After a dialogue dash."""


class QuoteStatus(Enum):
    """How the quoted words stand in the document they are said to come from."""

    VERBATIM = "verbatim"
    NEAR_VERBATIM = "near-verbatim"
    ALTERED = "altered"
    TRANSLATED = "translated"
    ABSENT = "absent"
    UNCHECKED = "unchecked"


class EditOp(Enum):
    """What was done to the source's words to arrive at the article's."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


class EditEffect(Enum):
    """Whether an edit leaves the meaning alone."""

    MEANING_KEPT = "meaning-kept"
    MEANING_CHANGED = "meaning-changed"


class Fit(Enum):
    """Three answers: it fits, it does not, nobody looked."""

    YES = "yes"
    NO = "no"
    NOT_CHECKED = "not-checked"


class BlockKind(Enum):
    """What a stretch of an article is. Claims come only from the prose kinds."""

    PARAGRAPH = "paragraph"
    BLOCK_QUOTE = "block-quote"
    LIST_ITEM = "list-item"
    HEADING = "heading"
    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    LINK_LIST = "link-list"
    CREDIT = "credit"
    """A credit line, also one glued behind a quotation."""
    LINK_STUB = "link-stub"
    """A pointer ("Read the transcript here.") whose address is lost or stands in a link."""
    TABLE = "table"
    CODE = "code"

    @property
    def is_prose(self) -> bool:
        """Whether claims may come from such a block."""
        return self in (BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM)


class PublishedBasis(Enum):
    """Where the date of an article comes from; a guess may resolve relative dates, never accuse."""

    GIVEN = "given"
    """Passed in by the caller, or by a ``sources.toml``."""
    METADATA = "metadata"
    TEXT = "text"
    """A dateline or byline that carries a whole date."""
    GUESS = "guess"
    """A bare date glued to the text, or a date in the address."""
    UNKNOWN = "unknown"


class InputStatus(Enum):
    """What became of one input."""

    READ = "read"
    SKIPPED = "skipped"
    FAILED = "failed"


class Stage(Enum):
    """Where in the pipeline something failed."""

    READ = "read"
    EXTRACT = "extract"
    LINK = "link"
    FETCH = "fetch"
    CHECK = "check"
    COMPARE = "compare"
    RENDER = "render"


class DocumentKind(Enum):
    """Where the text of a cited document came from."""

    ORIGINAL = "original"
    ARCHIVE = "archive"
    WITNESS = "witness"


class DocumentStatus(Enum):
    """What became of a cited document."""

    READ = "read"
    FAILED = "failed"
    NOT_TRIED = "not-tried"


class Completeness(Enum):
    """Whether a document was read whole; ``UNKNOWN`` counts as no wherever silence would accuse."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class CapturedBy(Enum):
    """Who took the capture of a document."""

    FETCH = "fetch"
    PERSON = "person"
    ARCHIVE = "archive"
    WITNESS = "witness"


class Via(Enum):
    """By which way a piece of evidence reached us."""

    ORIGINAL = "original"
    ARCHIVE = "archive"
    WITNESS = "witness"


class ArchivePolicy(Enum):
    """When web archives are asked for a cited page; not on the wire."""

    NEVER = "never"
    FALLBACK = "fallback"
    """When the page is gone, or its site cannot be reached."""
    PREFER_DATE = "prefer-date"
    """First of all, for its state on the day of the article, where a fresh capture is younger."""


class Drift(Enum):
    """What a later capture of a document makes of a passage."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


class Relation(Enum):
    """What a piece of evidence does to the claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    MENTIONS = "mentions"


class DisagreementKind(Enum):
    """What two claims differ in. What cannot be named is not reported."""

    NUMBER = "number"
    DATE = "date"
    POLARITY = "polarity"
    QUOTE_WORDING = "quote-wording"
    ATTRIBUTION = "attribution"
    MODALITY = "modality"
    SCOPE = "scope"
    ROLE_SWAP = "role-swap"
    OMISSION = "omission-changes-sense"
    HEADLINE = "headline"


class CopyKind(Enum):
    """What an article that reproduces another text reproduces, and how much of it."""

    SAME = "same"
    """The same article twice."""
    WIRE = "wire"
    """A news agency's dispatch, or a part of it."""
    RELEASE = "release"
    """A statement, notice or release of whom it is about."""
    CUT = "cut"
    """Another article, shortened: hardly a word stands in it that the other has not."""
    PART = "part"
    """Passages of another article."""


class CopyDirection(Enum):
    """Whether it is known who copied from whom."""

    KNOWN = "known"
    UNKNOWN = "unknown"


class Level(Enum):
    """How bad a finding is, worst first; how sure is its ``confidence``."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def severity(self) -> int:
        """A number that grows with badness: note 0, warning 1, error 2."""
        return {"note": 0, "warning": 1, "error": 2}[self.value]


class SuppressedBy(Enum):
    """What keeps a finding from failing a run; it stays in the report."""

    BASELINE = "baseline"
    """It was there before (``--baseline``)."""
    REVIEW = "review"
    """A person has rejected it (``reviews.toml``)."""
    WAIVER = "waiver"
    """A comment in the article itself waives it, with a reason."""


class Decision(Enum):
    """What a person makes of a finding."""

    ACCEPTED = "accepted"
    """It is right, and the article is to be mended."""
    REJECTED = "rejected"
    """It is wrong, or does not matter here: it no longer fails a run."""
    COMMENT = "comment"
    """A remark that decides nothing."""


class RuleId(Enum):
    """The checks: 1xx citations, 2xx quotations, 3xx facts, 4xx source, 5xx outlets, 6xx input."""

    UNSOURCED = "PRV101"
    LINK_LOST = "PRV102"
    NAMED_WITHOUT_ADDRESS = "PRV103"
    PAGE_LEVEL_CITATION = "PRV104"
    QUOTE_MEANING_CHANGED = "PRV201"
    QUOTE_ALTERED = "PRV202"
    QUOTE_ABSENT = "PRV203"
    QUOTE_WRONG_SPEAKER = "PRV204"
    QUOTE_NEAR_MATCH = "PRV205"
    QUOTE_UNCLOSED = "PRV206"
    QUOTE_DIFFERS_FROM_WITNESS = "PRV207"
    NUMBER_DIFFERS = "PRV301"
    DATE_DIFFERS = "PRV302"
    WEEKDAY_MISMATCH = "PRV303"
    CONTRADICTED_BY_SOURCE = "PRV401"
    UNSUPPORTED_BY_SOURCE = "PRV402"
    PARTLY_SUPPORTED = "PRV403"
    DISPUTED = "PRV501"
    QUOTE_VARIANTS = "PRV502"
    UNMARKED_COPY = "PRV510"
    UNREADABLE_INPUT = "PRV601"
    BAD_WAIVER = "PRV602"
