"""What later captures made of the passages that verdicts rest on; versions; proxies."""

from collections.abc import Iterator, Mapping
from itertools import groupby

import attrs

from provenance.model import Claim, Document, Evidence, Report
from provenance.terms import Drift

DRIFT: Mapping[Drift, str] = {
    Drift.SAME: "The page was changed later; this passage stands in it still.",
    Drift.CHANGED: "The page was changed later, and this passage with it",
    Drift.GONE: "The page was changed later, and this passage is gone.",
}
PROXIED = (
    "Requests went through a proxy: that no machine of a private network was asked is for the "
    "proxy to see to."
)


@attrs.frozen(kw_only=True)
class DriftView:
    """A passage that is not as it was."""

    claim: Claim
    evidence: Evidence
    told: str


def drift_words(evidence: Evidence) -> str | None:
    """What became of a passage since, without its new words; ``None`` where nothing is known."""
    if evidence.drift is None:
        return None
    told = DRIFT[evidence.drift]
    return told if evidence.drift is not Drift.CHANGED else told + _colon(evidence)


def drifts(report: Report) -> Iterator[DriftView]:
    """The passages that a later capture changed or dropped, each once a claim."""
    for claim in report.claims:
        for (_, _, told), group in groupby(claim.evidence, key=_place):
            first = next(group)
            if told is not None and first.drift is not Drift.SAME:
                yield DriftView(claim=claim, evidence=first, told=told)


def later_words(document: Document) -> str | None:
    """That a document was changed since, and when it was seen; ``None`` where it was not."""
    if document.later is None:
        return None
    return f"changed in the capture of {document.later.captured_at or 'a later time'}"


def version_words(document: Document, documents: Mapping[str, Document]) -> str | None:
    """Of which document this is another language's version; ``None`` where it is none."""
    if document.version_of is None:
        return None
    cited = documents.get(document.version_of)
    return f"other language version of {cited.url if cited and cited.url else document.version_of}"


def _colon(evidence: Evidence) -> str:
    return ":" if evidence.drifted_to else "."


def _place(evidence: Evidence) -> tuple[str, int, str | None]:
    return evidence.document, evidence.start, drift_words(evidence)
