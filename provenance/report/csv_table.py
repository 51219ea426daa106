"""A report as a table: one row a claim, as RFC 4180 writes it."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping

import attrs

from provenance.checks.grounds import passage_of
from provenance.checks.index import ReportIndex
from provenance.model import Article, Citation, Claim, Document, Evidence, Finding, Report
from provenance.report.order import in_order
from provenance.report.visible import visible

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet runs a cell that begins with one of these (OWASP, CSV injection)."""


@attrs.frozen(kw_only=True)
class _Row:
    """A claim with what its row is filled from."""

    claim: Claim
    article: Article | None
    citation: Citation | None
    passage: Evidence | None
    document: Document | None
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, claim: Claim, index: ReportIndex) -> "_Row":
        passage = passage_of(claim)
        return cls(
            claim=claim,
            article=index.articles.get(claim.article),
            citation=claim.citations[0] if claim.citations else None,
            passage=passage,
            document=index.documents.get(passage.document) if passage else None,
            findings=index.findings_of.get(claim.id, ()),
        )


COLUMNS: Mapping[str, tuple[str, Callable[[_Row], object]]] = {
    "claim": ("Its id: article, start and end in code points.", lambda row: row.claim.id),
    "article": ("The article's id.", lambda row: row.claim.article),
    "outlet": ("Who published it.", lambda row: row.article and row.article.metadata.outlet),
    "published": (
        "When, as far as it tells.",
        lambda row: row.article and row.article.metadata.published.value,
    ),
    "language": (
        "ISO 639-1 code of the article.",
        lambda row: row.article and row.article.metadata.language,
    ),
    "path": ("The file, or the address.", lambda row: row.claim.location.path),
    "line": ("From 1.", lambda row: row.claim.location.line),
    "column": ("From 1, in code points.", lambda row: row.claim.location.column),
    "end_line": ("Of the end.", lambda row: row.claim.location.end_line),
    "end_column": ("One past the last character.", lambda row: row.claim.location.end_column),
    "approximate": (
        "Whether only the element of the page is known.",
        lambda row: row.claim.location.approximate,
    ),
    "type": ("The kind of claim.", lambda row: row.claim.type.value),
    "verdict": (
        "What the check came to.",
        lambda row: row.claim.verdict and row.claim.verdict.value,
    ),
    "confidence": (
        "0 to 1, two places; empty where nothing was judged.",
        lambda row: None if row.claim.confidence is None else f"{row.claim.confidence:.2f}",
    ),
    "reasons": ("Parted by spaces.", lambda row: _together(one.value for one in row.claim.reasons)),
    "sourcing": ("How the article leads to a source.", lambda row: row.claim.sourcing.value),
    "speaker": ("Who says it.", lambda row: row.claim.speaker and row.claim.speaker.name),
    "speaker_role": (
        "As the article has it.",
        lambda row: row.claim.speaker and row.claim.speaker.role,
    ),
    "speaker_organisation": (
        "The body spoken for.",
        lambda row: row.claim.speaker and row.claim.speaker.organisation,
    ),
    "speaker_guess": (
        "Whether the speaker was inferred.",
        lambda row: row.claim.speaker and row.claim.speaker_guess,
    ),
    "said_on": ("Date of the utterance.", lambda row: row.claim.said_at and row.claim.said_at.date),
    "said_at": ("Place of it.", lambda row: row.claim.said_at and row.claim.said_at.place),
    "text": ("The words of the claim.", lambda row: row.claim.text),
    "sentence": ("The sentence it stands in.", lambda row: row.claim.sentence.exact),
    "quote_status": (
        "Of each quotation, parted by spaces.",
        lambda row: _together(one.status.value for one in row.claim.quotes),
    ),
    "citation_url": ("The first address.", lambda row: row.citation and row.citation.url),
    "citation_basis": (
        "On what ground it was linked.",
        lambda row: row.citation and row.citation.basis.value,
    ),
    "citation_rank": (
        "Primary for this claim or not.",
        lambda row: row.citation and row.citation.rank.value,
    ),
    "citation_target": (
        "Document, page or site.",
        lambda row: row.citation and row.citation.target.value,
    ),
    "citations": ("How many addresses.", lambda row: len(row.claim.citations)),
    "document": (
        "Id of the document that decided.",
        lambda row: row.passage and row.passage.document,
    ),
    "document_url": ("Its address.", lambda row: row.document and row.document.url),
    "document_captured_at": (
        "When it was captured, RFC 3339.",
        lambda row: row.document and row.document.captured_at,
    ),
    "document_digest": (
        "Of the bytes that were read.",
        lambda row: row.document and row.document.digest,
    ),
    "evidence": ("The passage that decided.", lambda row: row.passage and row.passage.exact),
    "evidence_relation": (
        "What it does to the claim.",
        lambda row: row.passage and row.passage.relation.value,
    ),
    "evidence_via": (
        "Original, archive or witness.",
        lambda row: row.passage and row.passage.via.value,
    ),
    "disputed_by": ("Ids of claims.", lambda row: _together(row.claim.disputed_by)),
    "corroborated_by": ("Ids of claims.", lambda row: _together(row.claim.corroborated_by)),
    "findings": (
        "Rules that count, parted by spaces.",
        lambda row: _together(one.rule.value for one in row.findings if one.suppressed is None),
    ),
    "suppressed": (
        "Rules that are suppressed.",
        lambda row: _together(one.rule.value for one in row.findings if one.suppressed is not None),
    ),
    "fingerprints": (
        "Of all its findings, in the order of the two columns before.",
        lambda row: _together(
            one.fingerprint
            for one in sorted(row.findings, key=lambda finding: finding.suppressed is not None)
        ),
    ),
}
"""Every column in its order: what it holds, and where that is found."""


def render_csv(report: Report) -> str:
    """The claims of ``report``, ``not-a-claim`` included: a header, then a row each.

    Line ends are CRLF, quotation marks doubled. A cell that a spreadsheet would take for a formula
    gets an apostrophe in front; hidden characters are shown. Who needs the bare words takes JSON.
    """
    report = in_order(report)
    index = ReportIndex.of(report)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for claim in report.claims:
        row = _Row.of(claim, index)
        writer.writerow([_cell(value(row)) for _, value in COLUMNS.values()])
    return table.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    words = visible(str(value))
    return f"'{words}" if words.startswith(_STARTS_A_FORMULA) else words


def _together(values: Iterable[str]) -> str:
    return " ".join(values)
