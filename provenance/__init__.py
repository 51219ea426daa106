"""Follow each sentence of a news article to the source it names, and see whether it says so.

    import provenance

    report = provenance.check(["seeds/"], offline=True)
    for claim in report.claims:
        print(claim.verdict, claim.speaker, claim.sentence.exact)

The names below load on first use, so that ``import provenance`` itself costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from provenance.errors import ConfigError, InputError, ProvenanceError
    from provenance.extraction import extract
    from provenance.ingest import read, read_bytes, read_text
    from provenance.model import (
        Analysis,
        Article,
        Assessment,
        Claim,
        Document,
        OutletComparison,
        Report,
    )
    from provenance.pipeline import check, compare
    from provenance.spans import Span, TextQuoteSelector
    from provenance.verification import verify, verify_batch

_HOMES = {
    "Analysis": "provenance.model",
    "Article": "provenance.model",
    "Assessment": "provenance.model",
    "Claim": "provenance.model",
    "OutletComparison": "provenance.model",
    "ConfigError": "provenance.errors",
    "Document": "provenance.model",
    "InputError": "provenance.errors",
    "ProvenanceError": "provenance.errors",
    "Report": "provenance.model",
    "Span": "provenance.spans",
    "TextQuoteSelector": "provenance.spans",
    "check": "provenance.pipeline",
    "compare": "provenance.pipeline",
    "extract": "provenance.extraction",
    "read": "provenance.ingest",
    "read_bytes": "provenance.ingest",
    "read_text": "provenance.ingest",
    "verify": "provenance.verification",
    "verify_batch": "provenance.verification",
}

__all__ = [
    "Analysis",
    "Article",
    "Assessment",
    "Claim",
    "ConfigError",
    "Document",
    "InputError",
    "OutletComparison",
    "ProvenanceError",
    "Report",
    "Span",
    "TextQuoteSelector",
    "__version__",
    "check",
    "compare",
    "extract",
    "read",
    "read_bytes",
    "read_text",
    "verify",
    "verify_batch",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'provenance' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
