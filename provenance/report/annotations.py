"""Claims as annotations on the articles they stand in: W3C Web Annotation Data Model, JSON-LD."""

from collections.abc import Iterator
from typing import Any

from provenance.checks.index import ReportIndex
from provenance.model import Article, Claim, Document, Evidence, Report
from provenance.report.identifiers import article_uri, digest_uri, urn, web_uri
from provenance.report.json_text import json_text, without_gaps
from provenance.report.order import in_order
from provenance.report.phrases import RELATION, reason_text, verdict_phrase
from provenance.report.visible import one_line
from provenance.spans import Span, TextQuoteSelector
from provenance.terms import Verdict

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

Wire = dict[str, Any]


def render_annotations(report: Report) -> str:
    """An ``AnnotationCollection`` of one page: an annotation a claim, ``not-a-claim`` left out.

    The target is the article at its address, else the ``ni`` URI of its bytes (RFC 6920), with a
    text-quote and a text-position selector; positions count code points of ``Article.text``, which
    for plain text and Markdown is the file. Of what has an address the bytes are named as the
    ``cached`` copy of its state. Bodies are the verdict in words and as a tag, what the findings
    say, and the passages of the documents. Selected words are kept as they are.
    """
    report = in_order(report)
    index = ReportIndex.of(report)
    told = [one for one in report.claims if one.verdict is not Verdict.NOT_A_CLAIM]
    name = "-".join(one.id for one in report.articles) or "none"
    page = {
        "id": urn("annotation-page", name),
        "type": "AnnotationPage",
        "partOf": urn("annotations", name),
        "startIndex": 0,
        "items": [_annotation(claim, index) for claim in told],
    }
    collection = {
        "@context": CONTEXT,
        "id": urn("annotations", name),
        "type": "AnnotationCollection",
        "label": f"What {report.tool.name} {report.tool.version} makes of the claims",
        "total": len(told),
    }
    # A page without items is no page (model 5.2).
    return json_text(collection | ({"first": page} if told else {}))


def _annotation(claim: Claim, index: ReportIndex) -> Wire:
    tool = index.report.tool
    return {
        "id": urn("annotation", claim.id),
        "type": "Annotation",
        "motivation": "assessing",
        "generator": {"type": "Software", "name": f"{tool.name} {tool.version}"},
        "body": list(_bodies(claim, index)),
        "target": _target(claim, index.articles.get(claim.article)),
    }


def _target(claim: Claim, article: Article | None) -> Wire:
    text = article.text if article else ""
    selectors: list[Wire] = []
    if claim.text:
        quoted = TextQuoteSelector.of(text, claim.span.span) if text else None
        around = (quoted.prefix, quoted.suffix) if quoted else ("", "")
        selectors.append(_quote_selector(claim.text, *around))
    selectors.append(_position_selector(claim.span.span))
    digest = digest_uri(article.digest) if article and article.metadata.url else None
    return without_gaps(
        {
            "type": "SpecificResource",
            "source": _article_source(article) if article else urn("article", claim.article),
            "selector": selectors,
            "state": {"type": "TimeState", "cached": digest} if digest else None,
        }
    )


def _article_source(article: Article) -> Wire:
    facts = article.metadata
    return without_gaps(
        {
            "id": article_uri(article),
            "type": "Text",
            "format": facts.media_type,
            "language": None if facts.language == "und" else facts.language,
        }
    )


def _bodies(claim: Claim, index: ReportIndex) -> Iterator[Wire]:
    phrase = verdict_phrase(claim.verdict)
    reasons = [reason_text(reason, claim.verdict) for reason in claim.reasons]
    yield _words(" ".join([f"{phrase.label}: {phrase.sentence}", *reasons]), "assessing")
    if claim.verdict is not None:
        yield {"type": "TextualBody", "purpose": "tagging", "value": claim.verdict.value}
    for finding in index.findings_of.get(claim.id, ()):
        if finding.suppressed is None:
            told = f"{finding.rule.value} {finding.level.value}: {one_line(finding.message)}"
            yield _words(told, "commenting")
    for citation in claim.citations:
        url = web_uri(citation.url)
        if url:
            yield {"type": "SpecificResource", "purpose": "linking", "source": url}
    for passage in claim.evidence:
        yield from _passage(passage, index.documents.get(passage.document))


def _words(words: str, purpose: str) -> Wire:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "value": words,
        "format": "text/plain",
        "language": "en",
    }


def _passage(passage: Evidence, document: Document | None) -> Iterator[Wire]:
    url = passage.url and web_uri(passage.url)
    digest = digest_uri(document.digest) if document else None
    source = without_gaps(
        {
            "id": url or digest or urn("document", passage.document),
            "type": "Text",
            "format": document.media_type if document else None,
        }
    )
    selectors = [_position_selector(Span(passage.start, passage.end))]
    if passage.exact:
        selectors.insert(0, _quote_selector(passage.exact, passage.prefix, passage.suffix))
    captured = document.captured_at if document else None
    state = without_gaps({"sourceDate": captured, "cached": digest if url else None})
    yield without_gaps(
        {
            "type": "SpecificResource",
            "purpose": "describing",
            "source": source,
            "selector": selectors,
            "state": {"type": "TimeState", **state} if state else None,
            "dc:description": RELATION[passage.relation],
        }
    )


def _quote_selector(exact: str, prefix: str, suffix: str) -> Wire:
    around = without_gaps({"prefix": prefix, "suffix": suffix})
    return {"type": "TextQuoteSelector", "exact": exact, **around}


def _position_selector(span: Span) -> Wire:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}
