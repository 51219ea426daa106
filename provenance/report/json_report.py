"""A report as JSON and back again; the form is laid down in ``schema/report.schema.json``."""

import json
import re
from collections.abc import Sequence

import attrs
from cattrs import BaseValidationError, Converter, transform_error

from provenance.errors import InputError
from provenance.model import (
    Analysis,
    Article,
    Assessment,
    Claim,
    Disagreement,
    Evidence,
    Finding,
    NearMatch,
    Quote,
    Report,
    Sentence,
    Suppression,
    ToolRecord,
)
from provenance.report.nesting import parents_of, sentences_of
from provenance.report.order import in_order
from provenance.report.sayings import attributed_by
from provenance.report.wire import Wire, wire_converter
from provenance.spans import Excerpt
from provenance.terms import Reason, SuppressedBy, Verdict

SCHEMA_VERSION = "1.0"
"""Grows in its second part with every added key; the first part with a key that changes meaning."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_CHECKED_LATER = (
    "verdict",
    "confidence",
    "reasons",
    "unsupported_spans",
    "corroborated_by",
    "disputed_by",
    "evidence",
)
"""The keys of a claim that ``extract`` leaves out: nothing was checked."""


def render_json(report: Report) -> str:
    """``report`` as JSON: sorted, indented, readable; the same report gives the same bytes."""
    wire = wire_converter().unstructure(in_order(report))
    return _written({**wire, "schema_version": SCHEMA_VERSION})


def read_json(text: str, *, name: str = "report") -> Report:
    """The report that ``text`` holds; it renders as the report it was written from.

    Args:
        text: what :func:`render_json` wrote, perhaps with keys added by somebody else.
        name: what to call the text in a message.

    Raises:
        InputError: ``text`` is no JSON, no report, or a report of a later form.
    """
    wire = _parsed(text, name)
    _check_version(wire.get("schema_version"), name)
    try:
        return wire_converter().structure(wire, Report)
    except BaseValidationError as error:
        complaint = "; ".join(transform_error(error)[:3])
        raise InputError(f"cannot read '{name}' as a saved report: {complaint}") from error


def analysis_to_json(analyses: Sequence[Analysis], *, tool: ToolRecord | None = None) -> str:
    """What ``extract`` found, in the article form of the report, without verdicts.

    A sentence with nothing to check is no claim here; it says why in ``not_a_claim``.
    """
    converter = wire_converter()
    wire: Wire = {
        "schema_version": SCHEMA_VERSION,
        "articles": [_analysis_to_wire(analysis, converter) for analysis in analyses],
        "claims": [
            _unchecked_claim(claim, converter)
            for analysis in analyses
            for claim in analysis.claims
            if claim.verdict is not Verdict.NOT_A_CLAIM
        ],
    }
    if tool is not None:
        wire["tool"] = converter.unstructure(tool)
    return _written(wire)


def assessment_to_json(assessment: Assessment, *, source: str, tool: ToolRecord) -> str:
    """What one source says of one claim; offsets as in the assessment itself.

    Args:
        assessment: from :func:`provenance.verify`.
        source: the path or address of the source.
        tool: what made it, and with which model.
    """
    converter = wire_converter()
    wire: Wire = {
        **converter.unstructure(assessment),
        "schema_version": SCHEMA_VERSION,
        "source": source,
        "tool": converter.unstructure(tool),
    }
    return _written(wire)


def without_text(report: Report) -> Report:
    """``report`` without the words of articles and documents: offsets, ids and verdicts stay.

    For archives that may keep what was found but not what others wrote.
    """
    return attrs.evolve(
        report,
        articles=tuple(_article_without_text(article) for article in report.articles),
        claims=tuple(_claim_without_text(claim) for claim in report.claims),
        disagreements=tuple(_disagreement_without_text(one) for one in report.disagreements),
        developments=tuple(attrs.evolve(one, what="") for one in report.developments),
        findings=tuple(_finding_without_text(finding) for finding in report.findings),
    )


def analysis_without_text(analysis: Analysis) -> Analysis:
    """``analysis`` without the words of the article: offsets, kinds and speakers stay."""
    return attrs.evolve(
        analysis,
        article=_article_without_text(analysis.article),
        claims=tuple(_claim_without_text(claim) for claim in analysis.claims),
    )


def _written(wire: Wire) -> str:
    text = json.dumps(wire, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    # A file name that is no UTF-8 reaches us with lone surrogates, which no JSON text may hold.
    return _SURROGATES.sub("\ufffd", text) + "\n"


def _parsed(text: str, name: str) -> Wire:
    try:
        wire = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"cannot read '{name}': it is not JSON ({error})") from error
    if not isinstance(wire, dict) or "schema_version" not in wire:
        raise InputError(
            f"'{name}' is JSON but not a saved report; write one with 'provenance report -f json'",
            reason=Reason.NOT_AN_ARTICLE,
        )
    return wire


def _check_version(version: object, name: str) -> None:
    ours = SCHEMA_VERSION.partition(".")[0]
    if not isinstance(version, str) or version.partition(".")[0] != ours:
        raise InputError(
            f"'{name}' has form {version!r}, this program reads {ours}.x; use the version of "
            "provenance that wrote it"
        )


def _analysis_to_wire(analysis: Analysis, converter: Converter) -> Wire:
    text = analysis.article.text
    empty = {
        claim.sentence.start: [reason.value for reason in claim.reasons]
        for claim in analysis.claims
        if claim.verdict is Verdict.NOT_A_CLAIM
    }
    wire: Wire = converter.unstructure(analysis.article)
    wire["sentences"] = [
        {**_sentence_to_wire(sentence, text), "not_a_claim": empty.get(sentence.span.start)}
        for sentence in analysis.sentences
    ]
    wire["quotations"] = converter.unstructure(analysis.quotations)
    wire["attributions"] = _attributions_to_wire(analysis, converter)
    wire["attributed_by"] = attributed_by(analysis.article.metadata.language).value
    return wire


def _attributions_to_wire(analysis: Analysis, converter: Converter) -> list[Wire]:
    """Each attribution, with the sentence of its cue and the attribution that reports it."""
    listed = analysis.attributions
    places = sentences_of(listed, analysis.sentences)
    return [
        {**converter.unstructure(one), "sentence": sentence, "parent": parent}
        for one, sentence, parent in zip(listed, places, parents_of(listed), strict=True)
    ]


def _sentence_to_wire(sentence: Sentence, text: str) -> Wire:
    span = sentence.span
    return {
        "start": span.start,
        "end": span.end,
        "exact": span.of(text),
        "block": sentence.block,
    }


def _unchecked_claim(claim: Claim, converter: Converter) -> Wire:
    wire: Wire = converter.unstructure(claim)
    return {key: value for key, value in wire.items() if key not in _CHECKED_LATER}


def _article_without_text(article: Article) -> Article:
    return attrs.evolve(article, text="", prose="")


def _claim_without_text(claim: Claim) -> Claim:
    return attrs.evolve(
        claim,
        sentence=_wordless(claim.sentence),
        span=_wordless(claim.span),
        standalone=None,
        citations=tuple(
            attrs.evolve(
                citation, chain=tuple(attrs.evolve(step, exact="") for step in citation.chain)
            )
            for citation in claim.citations
        ),
        unsupported_spans=tuple(_wordless(words) for words in claim.unsupported_spans),
        quotes=tuple(_quote_without_text(quote) for quote in claim.quotes),
        evidence=tuple(_evidence_without_text(one) for one in claim.evidence),
    )


def _quote_without_text(quote: Quote) -> Quote:
    return attrs.evolve(
        quote,
        exact="",
        source_exact=None,
        edits=tuple(attrs.evolve(edit, source="", article="") for edit in quote.edits),
        near_match=None if quote.near_match is None else _near_without_text(quote.near_match),
    )


def _near_without_text(near: NearMatch) -> NearMatch:
    edits = tuple(attrs.evolve(edit, source="", article="") for edit in near.edits)
    return attrs.evolve(near, exact="", edits=edits)


def _evidence_without_text(evidence: Evidence) -> Evidence:
    return attrs.evolve(evidence, exact="", prefix="", suffix="", drifted_to=None)


def _disagreement_without_text(disagreement: Disagreement) -> Disagreement:
    return attrs.evolve(disagreement, what="")


def _finding_without_text(finding: Finding) -> Finding:
    message = finding.rule.name.lower().replace("_", " ")
    return attrs.evolve(finding, message=message, suppressed=_wordless_waiver(finding.suppressed))


def _wordless_waiver(suppressed: Suppression | None) -> Suppression | None:
    """A waiver stands in the article; other reasons are words of ours."""
    if suppressed is None or suppressed.by is not SuppressedBy.WAIVER:
        return suppressed
    return attrs.evolve(suppressed, reason=None)


def _wordless(excerpt: Excerpt) -> Excerpt:
    return attrs.evolve(excerpt, exact="")
