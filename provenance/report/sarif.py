"""A report as SARIF 2.1.0 (OASIS, with errata 01): one run, every rule, a result a finding."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from provenance.checks import RULES
from provenance.checks.index import ReportIndex
from provenance.model import (
    Article,
    Claim,
    Document,
    FailureRecord,
    Finding,
    Location,
    Report,
    Suppression,
)
from provenance.report.identifiers import file_uri, web_uri
from provenance.report.json_text import json_text, without_gaps
from provenance.report.order import in_order
from provenance.report.phrases import STAGES, reason_text
from provenance.report.related import OtherSide, other_sides
from provenance.report.sarif_rules import describe_rules, message_text
from provenance.report.visible import one_line
from provenance.terms import DocumentKind, DocumentStatus, InputStatus, Stage, SuppressedBy

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "provenanceFinding/v1"
"""The key of our fingerprint among a result's ``partialFingerprints``."""

_ROOT = "%SRCROOT%"
_PLAIN = frozenset({"text/plain", "text/markdown"})
"""Kinds of file whose text is ``Article.text``, so that words can be shown as the file's own."""
_APPROXIMATE = "The place is approximate: only the element of the page is known."
_ENDS = (".", "!", "?", "”", "’", "…")

Wire = dict[str, Any]


def render_sarif(report: Report) -> str:
    """``report`` as a SARIF log: paths relative to ``%SRCROOT%``, columns in code points.

    Words meant for people have hidden characters shown; ``snippet`` keeps the words of the file.
    Documents that were read are artifacts too, with the digest of what was captured.
    """
    report = in_order(report)
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Writer.of(report).run()]}
    return json_text(log)


@attrs.frozen(kw_only=True)
class _Writer:
    """A report with the place of every rule and artifact in the lists of its run."""

    index: ReportIndex
    artifacts: tuple[Wire, ...]
    place_of: Mapping[str, int]
    """Path of an article, or id of a document, to its place among the artifacts."""

    @classmethod
    def of(cls, report: Report) -> "_Writer":
        articles = {one.source_map.path or one.path or one.id: one for one in report.articles}
        documents = [one for one in report.documents if _is_artifact(one)]
        keys = [*articles, *(one.id for one in documents)]
        return cls(
            index=ReportIndex.of(report),
            artifacts=(
                *(_article_artifact(path, one) for path, one in articles.items()),
                *map(_document_artifact, documents),
            ),
            place_of={key: place for place, key in enumerate(keys)},
        )

    def run(self) -> Wire:
        report = self.index.report
        driver = {
            "name": report.tool.name,
            "version": report.tool.version,
            "rules": describe_rules(),
            "properties": {"models": list(report.tool.models)},
        }
        return {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {_ROOT: {"description": {"text": "Where the run was started."}}},
            "invocations": [_invocation(report)],
            "artifacts": list(self.artifacts),
            "results": [self._result(finding) for finding in report.findings],
        }

    def _result(self, finding: Finding) -> Wire:
        claim = self.index.claims.get(finding.claim or "")
        related = [
            {"id": number, **self._other_side(side)}
            for number, side in enumerate(other_sides(finding, self.index), start=1)
        ]
        result = {
            "ruleId": finding.rule.value,
            "ruleIndex": _RULE_PLACES[finding.rule.value],
            "level": finding.level.value,
            "message": {"text": _told(finding)},
            "locations": [self._location(finding.location, claim)] if finding.location else [],
            "relatedLocations": related,
            "partialFingerprints": {FINGERPRINT: finding.fingerprint},
            "properties": _properties(finding, claim),
        }
        # Present and empty says "not suppressed"; absent would leave it open (3.27.23).
        return {**without_gaps(result), "suppressions": _suppressions(finding.suppressed)}

    def _location(self, place: Location, claim: Claim | None) -> Wire:
        article = self.index.articles.get(claim.article) if claim else None
        physical = {
            "artifactLocation": self._file(place.path),
            "region": _region(place, claim, article),
        }
        location: Wire = {"physicalLocation": physical}
        if claim is not None and place.approximate:
            location["message"] = {"text": _APPROXIMATE}
        return location

    def _file(self, path: str) -> Wire:
        web = web_uri(path)
        where = {"uri": web} if web else {"uri": file_uri(path), "uriBaseId": _ROOT}
        return where | ({"index": self.place_of[path]} if path in self.place_of else {})

    def _other_side(self, side: OtherSide) -> Wire:
        told = {"text": message_text(one_line(side.told))}
        if side.location is not None:
            return {**self._location(side.location, side.claim), "message": told}
        where = self._document(side)
        return (
            {"physicalLocation": {"artifactLocation": where}, "message": told}
            if where
            else {"message": told}
        )

    def _document(self, side: OtherSide) -> Wire | None:
        if side.printer is not None:
            return self._file(side.printer.path or side.printer.id)
        document = side.document
        uri = document and document.url and web_uri(document.url)
        if document is None or not uri:
            return None
        place = self.place_of.get(document.id)
        return {"uri": uri} | ({} if place is None else {"index": place})


_RULE_PLACES = {rule.id.value: place for place, rule in enumerate(RULES)}


def _region(place: Location, claim: Claim | None, article: Article | None) -> Wire:
    region: Wire = {"startLine": place.line, "startColumn": place.column}
    if (place.end_line, place.end_column) > (place.line, place.column):
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    is_plain = article is not None and article.metadata.media_type in _PLAIN
    if claim and is_plain and not place.approximate and claim.text:
        region["snippet"] = {"text": claim.text}
    return region


def _told(finding: Finding) -> str:
    message, advice = one_line(finding.message), one_line(finding.advice)
    stop = "" if not message or message.endswith(_ENDS) else "."
    return message_text(f"{message}{stop} {advice}".strip())


def _properties(finding: Finding, claim: Claim | None) -> Wire:
    if claim is None:
        return {}
    return without_gaps(
        {
            "claim": claim.id,
            "verdict": claim.verdict.value if claim.verdict else None,
            "confidence": None if claim.confidence is None else round(claim.confidence, 2),
            "sourcing": claim.sourcing.value,
            "approximate": finding.location is not None and finding.location.approximate,
        }
    )


def _suppressions(suppressed: Suppression | None) -> list[Wire]:
    if suppressed is None:
        return []
    kind = "inSource" if suppressed.by is SuppressedBy.WAIVER else "external"
    justification = one_line(suppressed.reason or suppressed.by.value)
    return [{"kind": kind, "status": "accepted", "justification": justification}]


def _article_artifact(path: str, article: Article) -> Wire:
    web = web_uri(path)
    location = {"uri": web} if web else {"uri": file_uri(path), "uriBaseId": _ROOT}
    return without_gaps(
        {
            "location": location,
            "roles": ["analysisTarget"],
            "mimeType": article.metadata.media_type,
            "hashes": _hashes(article.digest),
        }
    )


def _is_artifact(document: Document) -> bool:
    """A witness copy stands in an article, which is an artifact already."""
    was_read = document.status is DocumentStatus.READ
    has_address = document.url is not None and web_uri(document.url) is not None
    return was_read and has_address and document.kind is not DocumentKind.WITNESS


def _document_artifact(document: Document) -> Wire:
    title = document.title or document.publisher
    captured = {
        "document": document.id,
        "capturedAt": document.captured_at,
        "complete": document.complete.value,
    }
    return without_gaps(
        {
            "location": {"uri": web_uri(document.url or "")},
            "description": {"text": message_text(one_line(title))} if title else None,
            "mimeType": document.media_type,
            "hashes": _hashes(document.digest),
            "properties": without_gaps(captured),
        }
    )


def _hashes(digest: str | None) -> Wire:
    algorithm, _, value = (digest or "").partition(":")
    return {"sha-256": value} if algorithm == "sha256" and value else {}


def _invocation(report: Report) -> Wire:
    read = [one for one in report.inputs if one.status is InputStatus.READ]
    return without_gaps(
        {
            "executionSuccessful": bool(read) or not report.inputs,
            "toolExecutionNotifications": list(_notifications(report.failures)),
        }
    )


def _notifications(failures: Sequence[FailureRecord]) -> Iterator[Wire]:
    for failure in failures:
        where = web_uri(failure.input)
        level = "note" if failure.stage is Stage.FETCH else "warning"
        told = f"{STAGES[failure.stage]}: {reason_text(failure.reason)}"
        artifact = {"uri": where} if where else {"uri": file_uri(failure.input), "uriBaseId": _ROOT}
        yield {
            "level": level,
            "descriptor": {"id": f"{failure.stage.value}/{failure.reason.value}"},
            "message": {"text": message_text(f"{one_line(failure.input)}: {told}")},
            "locations": [{"physicalLocation": {"artifactLocation": artifact}}],
        }
