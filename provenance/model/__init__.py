"""The nouns: what an article, a claim, a citation, a document and a report are.

All are frozen; a step that learns something returns a changed copy (``attrs.evolve``). Spans are
offsets into :attr:`Article.text`, in code points, end exclusive.
"""

from provenance.model.articles import (
    UNDATED,
    Article,
    Block,
    Link,
    Location,
    Metadata,
    Published,
    SourceAnchor,
    SourceMap,
)
from provenance.model.assessments import Assessment, Scores
from provenance.model.claims import (
    Analysis,
    Attribution,
    ChainStep,
    Citation,
    Claim,
    Edit,
    Evidence,
    NearMatch,
    Quotation,
    Quote,
    SaidAt,
    Sentence,
    Speaker,
)
from provenance.model.documents import (
    Capture,
    Document,
    FetchFailure,
)
from provenance.model.reports import (
    Agreement,
    ClaimsAgree,
    ClaimsDisagree,
    Comparison,
    CopyRelation,
    Disagreement,
    FailureRecord,
    Finding,
    InputRecord,
    OutletComparison,
    Report,
    ToolRecord,
)

__all__ = [
    "UNDATED",
    "Agreement",
    "Analysis",
    "Article",
    "Assessment",
    "Attribution",
    "Block",
    "Capture",
    "ChainStep",
    "Citation",
    "Claim",
    "ClaimsAgree",
    "ClaimsDisagree",
    "Comparison",
    "CopyRelation",
    "Disagreement",
    "Document",
    "Edit",
    "Evidence",
    "FailureRecord",
    "FetchFailure",
    "Finding",
    "InputRecord",
    "Link",
    "Location",
    "Metadata",
    "NearMatch",
    "OutletComparison",
    "Published",
    "Quotation",
    "Quote",
    "Report",
    "SaidAt",
    "Scores",
    "Sentence",
    "SourceAnchor",
    "SourceMap",
    "Speaker",
    "ToolRecord",
]
