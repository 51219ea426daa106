"""What ``extract`` and ``compare`` print as text."""

from collections.abc import Iterator, Sequence

from provenance.checks.grounds import nearest_quotes
from provenance.checks.index import ReportIndex
from provenance.errors import ConfigError
from provenance.model import Analysis, Disagreement, Report
from provenance.report.extract_text import WIDTH as EXTRACT_WIDTH
from provenance.report.extract_text import Paint, plain, render_extract
from provenance.report.json_report import analysis_to_json
from provenance.report.order import in_order
from provenance.report.phrases import DISAGREEMENT
from provenance.report.text import INDENT, counted, place, wrapped
from provenance.report.visible import one_line
from provenance.terms import CopyDirection, DisagreementKind


def render_analyses(
    analyses: Sequence[Analysis],
    format_name: str,
    *,
    width: int = EXTRACT_WIDTH,
    paint: Paint = plain,
) -> str:
    """What articles say, as ``text`` or ``json``; nothing is checked.

    Args:
        analyses: what was extracted.
        format_name: ``text`` or ``json``.
        width: columns of the text.
        paint: colours the text.

    Raises:
        ConfigError: there is no such format.
    """
    if format_name == "json":
        return analysis_to_json(analyses)
    if format_name != "text":
        raise ConfigError(f"there is no format '{format_name}'; choose json or text")
    return render_extract(analyses, width=width, paint=paint)


def render_comparison(report: Report) -> str:
    """What outlets tell differently, tell alike and copy from each other, as text."""
    report = in_order(report)
    index = ReportIndex.of(report)
    figures = (
        counted(len(report.disagreements), "disagreement"),
        counted(len(report.agreements), "agreement"),
        counted(len(report.copies), "reproduced text"),
    )
    lines = [", ".join(figures)]
    for disagreement in report.disagreements:
        lines += ["", *_disagreement_lines(disagreement, index)]
    for agreement in report.agreements:
        lines += ["", f"Told alike ({counted(agreement.origins, 'independent origin')})"]
        lines += [line for one in agreement.claims for line in _side(one, index)]
    for copy in report.copies:
        known = copy.direction is CopyDirection.KNOWN
        verb = "reproduces" if known else "shares text with"
        target, source = _name(copy.to_article, index), _name(copy.from_article, index)
        lines += ["", f"{target} {verb} {source}: {one_line(copy.basis)}"]
    return "\n".join(lines) + "\n"


def _disagreement_lines(one: Disagreement, index: ReportIndex) -> Iterator[str]:
    left, right = index.claims.get(one.left), index.claims.get(one.right)
    quoted = one.kind is DisagreementKind.QUOTE_WORDING and left and right
    words = nearest_quotes(left, right) if quoted and left and right else (None, None)
    what = "" if quoted else f": {one_line(one.what)}"
    yield f"{DISAGREEMENT[one.kind]}{what} (score {one.score:.2f})"
    for claim_id, quote in zip((one.left, one.right), words, strict=True):
        yield from _side(claim_id, index, quote)
    if one.settled_by is not None:
        document = index.documents.get(one.settled_by)
        yield from wrapped("settled by", (document and document.url) or one.settled_by)


def _side(claim_id: str, index: ReportIndex, words: str | None = None) -> Iterator[str]:
    """Where a claim stands, and below it ``words`` of it or all of its sentence."""
    claim = index.claims.get(claim_id)
    if claim is None:
        yield f"{INDENT}{one_line(claim_id)}"
        return
    outlet = (
        index.articles[claim.article].metadata.outlet if claim.article in index.articles else None
    )
    yield f"{INDENT}{place(claim.location)}{f' ({one_line(outlet)})' if outlet else ''}"
    yield from wrapped("", words or claim.sentence.exact, indent=INDENT * 2)


def _name(article_id: str, index: ReportIndex) -> str:
    return one_line(index.names.get(article_id, article_id))
