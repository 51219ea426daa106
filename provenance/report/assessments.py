"""What ``verify`` prints: the answer, the sentence it rests on, and why, in words."""

from collections.abc import Iterator

from provenance.errors import ConfigError
from provenance.model import Assessment, Evidence, Quote, ToolRecord
from provenance.report.json_report import assessment_to_json
from provenance.report.phrases import QUOTE_STATUS, RELATION, VERDICTS, reason_text
from provenance.report.text import wrapped
from provenance.report.visible import one_line
from provenance.terms import Verdict

_MOST_EVIDENCE = 3


def render_assessment(
    assessment: Assessment, format_name: str, *, source: str, tool: ToolRecord
) -> str:
    """What one source says of one claim, as ``text`` or ``json``.

    Args:
        assessment: from :func:`provenance.verify`.
        format_name: ``text`` or ``json``.
        source: the path or address of the source, as it was given.
        tool: what made it, and with which model.

    Raises:
        ConfigError: there is no such format.
    """
    if format_name == "json":
        return assessment_to_json(assessment, source=source, tool=tool)
    if format_name != "text":
        raise ConfigError(f"there is no format '{format_name}'; choose json or text")
    return "\n".join(_lines(assessment, source)) + "\n"


def _lines(assessment: Assessment, source: str) -> Iterator[str]:
    phrase = VERDICTS[assessment.verdict]
    yield f"{phrase.symbol} {phrase.label}{_sureness(assessment)}"
    yield from wrapped("claim", assessment.claim)
    yield from wrapped("source", source)
    for evidence in assessment.evidence[:_MOST_EVIDENCE]:
        yield from _evidence_lines(evidence)
    for quote in assessment.quotes:
        yield from _quote_lines(quote)
    if assessment.unsupported_spans and assessment.verdict is not Verdict.SUPPORTED:
        words = " … ".join(
            one_line(excerpt.exact).strip(" ,.") for excerpt in assessment.unsupported_spans
        )
        yield from wrapped("not covered", words)
    for reason in assessment.reasons:
        yield from wrapped("why", reason_text(reason, assessment.verdict))


def _sureness(assessment: Assessment) -> str:
    if assessment.confidence is None or assessment.scores is None:
        return ""
    scores = assessment.scores
    return (
        f" (confidence {assessment.confidence:.2f}; supported {scores.supported:.2f}, "
        f"contradicted {scores.contradicted:.2f}, neither {scores.neither:.2f})"
    )


def _evidence_lines(evidence: Evidence) -> Iterator[str]:
    yield from wrapped(RELATION[evidence.relation], evidence.exact)
    yield from wrapped("", f"characters {evidence.start} to {evidence.end}", indent=" " * 17)


def _quote_lines(quote: Quote) -> Iterator[str]:
    yield from wrapped("quotation", f"“{quote.exact}”: {QUOTE_STATUS[quote.status]}")
