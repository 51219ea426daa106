"""Where everything in a report comes from, as W3C PROV in JSON (PROV-JSON, 2013).

What an article says is an entity quoted from it; the address it leads to is its source, primary
where its rank is; what was read is a specialization of that address, made by its capture; our
verdict is an entity of its own, derived from the claim and from what was read. A speaker, an
outlet and this program are agents. No clock is asked: only captures have a time.
"""

import hashlib
import json
import re
import string
from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import Article, Claim, Document, Report, Speaker
from provenance.report.identifiers import NAMESPACE, digest_uri, web_uri
from provenance.report.json_text import json_text, without_gaps
from provenance.report.order import in_order
from provenance.report.sayings import speaker_words
from provenance.report.visible import one_line
from provenance.terms import CapturedBy, DocumentStatus, Rank, Verdict

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "prv": NAMESPACE,
}
"""``prv`` holds our ids and words; it is not registered and leads nowhere."""

_RELATION_ENDS = {
    "wasQuotedFrom": ("prov:generatedEntity", "prov:usedEntity"),
    "hadPrimarySource": ("prov:generatedEntity", "prov:usedEntity"),
    "wasDerivedFrom": ("prov:generatedEntity", "prov:usedEntity"),
    "wasGeneratedBy": ("prov:entity", "prov:activity"),
    "wasAttributedTo": ("prov:entity", "prov:agent"),
    "wasAssociatedWith": ("prov:activity", "prov:agent"),
    "used": ("prov:activity", "prov:entity"),
    "specializationOf": ("prov:specificEntity", "prov:generalEntity"),
}
_KINDS_OF_DERIVATION = {"wasQuotedFrom": "prov:Quotation", "hadPrimarySource": "prov:PrimarySource"}
"""PROV-JSON has one word for these, and says the kind in ``prov:type``."""

_NO_STRING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""XML 1.0, production 2: ``xsd:string``, which PROV builds on, has no such characters."""

_SAFE = {one: one for one in f"{string.ascii_letters}{string.digits}-"} | {":": "."}

Attributes: TypeAlias = dict[str, Any]


def render_prov(report: Report) -> str:
    """``report`` as a PROV-JSON document; ids are those of the report, in our namespace."""
    report = in_order(report)
    ledger = _Ledger()
    index = ReportIndex.of(report)
    ledger.agent(_TOOL, {"prov:type": _name("prov:SoftwareAgent"), **_tool(report)})
    for article in report.articles:
        _tell_article(ledger, article)
    for document in report.documents:
        _tell_document(ledger, document, index)
    for claim in report.claims:
        if claim.verdict is not Verdict.NOT_A_CLAIM:
            _tell_claim(ledger, claim, index)
    return json_text(ledger.document())


_TOOL = "prv:tool"
_CHECK = "prv:check"


@attrs.frozen
class _Ledger:
    """What was said so far, by kind of record; a relation has a number instead of an id."""

    records: dict[str, dict[str, Attributes]] = attrs.field(factory=dict)
    relations: set[str] = attrs.field(factory=set)

    def entity(self, name: str, attributes: Attributes) -> str:
        return self._record("entity", name, attributes)

    def agent(self, name: str, attributes: Attributes) -> str:
        return self._record("agent", name, attributes)

    def activity(self, name: str, attributes: Attributes) -> str:
        return self._record("activity", name, attributes)

    def relate(
        self, kind: str, one: str, other: str, more: Mapping[str, Any] | None = None
    ) -> None:
        """``one kind other``; said twice, it stands once."""
        first, second = _RELATION_ENDS[kind]
        derivation = _KINDS_OF_DERIVATION.get(kind)
        told = {first: one, second: other, **(more or {})}
        if derivation:
            told["prov:type"] = _name(derivation)
        key = json.dumps([kind, told], sort_keys=True)
        if key in self.relations:
            return
        self.relations.add(key)
        listed = self.records.setdefault("wasDerivedFrom" if derivation else kind, {})
        listed[f"_:{kind}{len(listed) + 1}"] = told

    def document(self) -> dict[str, Any]:
        return {"prefix": PREFIXES, **self.records}

    def _record(self, kind: str, name: str, attributes: Attributes) -> str:
        self.records.setdefault(kind, {})[name] = _as_strings(without_gaps(attributes))
        return name


def _as_strings(attributes: Attributes) -> Attributes:
    """``attributes`` without what a string of XML Schema may not hold: it becomes U+FFFD."""
    return {
        key: _NO_STRING.sub("\ufffd", one) if isinstance(one, str) else one
        for key, one in attributes.items()
    }


def _tell_article(ledger: _Ledger, article: Article) -> None:
    facts = article.metadata
    name = ledger.entity(
        _id("article", article.id),
        {
            "prov:type": _name("schema:NewsArticle"),
            "prov:location": _address(facts.url) or article.path,
            "dcterms:identifier": _address(digest_uri(article.digest)),
            "dcterms:title": facts.title,
            "dcterms:issued": facts.published.value,
            "dcterms:language": None if facts.language == "und" else facts.language,
        },
    )
    if facts.outlet:
        outlet = _agent(ledger, "outlet", facts.outlet, "prov:Organization")
        ledger.relate("wasAttributedTo", name, outlet)
    for author in facts.authors:
        ledger.relate("wasAttributedTo", name, _agent(ledger, "author", author, "prov:Person"))


def _tell_document(ledger: _Ledger, document: Document, index: ReportIndex) -> None:
    """The address as one entity, what was read of it as another."""
    cited = _cited(ledger, document.url or document.id)
    if document.publisher:
        publisher = _agent(ledger, "publisher", document.publisher, "prov:Organization")
        ledger.relate("wasAttributedTo", cited, publisher)
    if document.status is not DocumentStatus.READ:
        return
    snapshot = ledger.entity(
        _id("document", document.id),
        {
            "prov:type": _name("prv:Snapshot"),
            "dcterms:identifier": _address(digest_uri(document.digest)),
            "dcterms:title": document.title,
            "dcterms:issued": document.published,
            "dcterms:format": document.media_type,
            "prv:kind": document.kind.value,
            "prv:complete": document.complete.value,
        },
    )
    ledger.relate("specializationOf", snapshot, cited)
    printer = index.articles.get(document.witness_of or "")
    if printer is not None:
        ledger.relate("wasQuotedFrom", snapshot, _id("article", printer.id))
    if document.captured_at:
        _tell_capture(ledger, document, snapshot)


def _tell_capture(ledger: _Ledger, document: Document, snapshot: str) -> None:
    capture = ledger.activity(
        _id("capture", document.id),
        {"prov:startTime": document.captured_at, "prov:endTime": document.captured_at},
    )
    time = {"prov:time": document.captured_at}
    ledger.relate("wasGeneratedBy", snapshot, capture, time)
    if document.captured_by is CapturedBy.FETCH:
        ledger.relate("wasAssociatedWith", capture, _TOOL)


def _tell_claim(ledger: _Ledger, claim: Claim, index: ReportIndex) -> None:
    name = ledger.entity(
        _id("claim", claim.id),
        {
            "prov:type": _name("schema:Claim"),
            "prov:value": claim.text,
            "oa:start": claim.span.start,
            "oa:end": claim.span.end,
            "prv:sourcing": claim.sourcing.value,
        },
    )
    if claim.article in index.articles:
        ledger.relate("wasQuotedFrom", name, _id("article", claim.article))
    if claim.speaker is not None and speaker_words(claim.speaker):
        guess = {"prv:guess": True} if claim.speaker_guess else {}
        ledger.relate("wasAttributedTo", name, _speaker(ledger, claim.speaker), guess)
    for citation in claim.citations:
        kind = "hadPrimarySource" if citation.rank is Rank.PRIMARY else "wasDerivedFrom"
        more = {"prv:basis": citation.basis.value}
        ledger.relate(kind, name, _cited(ledger, citation.url), more)
    if claim.verdict is not None:
        _tell_verdict(ledger, claim, name, index)


def _tell_verdict(ledger: _Ledger, claim: Claim, name: str, index: ReportIndex) -> None:
    """Our verdict is our own entity: it is no property of what the article says."""
    ledger.activity(_CHECK, {"prov:type": _name("prv:Check")})
    ledger.relate("wasAssociatedWith", _CHECK, _TOOL)
    verdict = ledger.entity(
        _id("verdict", claim.id),
        {
            "prov:type": _name("prv:Verdict"),
            "prov:value": claim.verdict.value if claim.verdict else None,
            "prv:confidence": _decimal(claim.confidence),
            "prv:reason": [reason.value for reason in claim.reasons],
        },
    )
    ledger.relate("wasGeneratedBy", verdict, _CHECK)
    ledger.relate("wasAttributedTo", verdict, _TOOL)
    ledger.relate("wasDerivedFrom", verdict, name)
    for passage in claim.evidence:
        document = index.documents.get(passage.document)
        if document is not None and document.status is DocumentStatus.READ:
            more = {"prv:relation": passage.relation.value, "prv:via": passage.via.value}
            ledger.relate("wasDerivedFrom", verdict, _id("document", document.id), more)
            ledger.relate("used", _CHECK, _id("document", document.id))


def _cited(ledger: _Ledger, address: str) -> str:
    """The entity of an address: what stands there, whenever."""
    url = _address(web_uri(address))
    attributes = {"prov:type": _name("schema:CreativeWork"), "prov:location": url}
    short = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:12]
    return ledger.entity(_id("cited", short), attributes)


def _agent(ledger: _Ledger, kind: str, words: str, is_a: str) -> str:
    attributes = {"prov:type": _name(is_a), "schema:name": one_line(words)}
    return ledger.agent(_id(kind, words), attributes)


def _speaker(ledger: _Ledger, speaker: Speaker) -> str:
    attributes = {
        "schema:name": speaker.name and one_line(speaker.name),
        "schema:jobTitle": speaker.role and one_line(speaker.role),
        "schema:affiliation": speaker.organisation and one_line(speaker.organisation),
    }
    return ledger.agent(_id("speaker", speaker_words(speaker)), attributes)


def _tool(report: Report) -> Attributes:
    tool = report.tool
    return {
        "schema:name": tool.name,
        "schema:softwareVersion": tool.version,
        "prv:model": list(tool.models),
    }


def _id(kind: str, identifier: str) -> str:
    """A qualified name whose local part needs no escape in PROV-N or Turtle.

    Letters, digits and hyphens stay, a colon is a full stop, others stand by their code points.
    """
    safe = "".join(_SAFE.get(one, f"_{ord(one):x}_") for one in identifier)
    return f"prv:{kind}-{safe}"


def _name(qualified: str) -> Attributes:
    return {"$": qualified, "type": "prov:QUALIFIED_NAME"}


def _address(url: str | None) -> Attributes | None:
    return {"$": url, "type": "xsd:anyURI"} if url else None


def _decimal(value: float | None) -> Attributes | None:
    return None if value is None else {"$": f"{value:.2f}", "type": "xsd:decimal"}
