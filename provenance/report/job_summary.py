"""What a run came to, for the summary page of a job of GitHub Actions, in Markdown."""

from collections.abc import Iterator

from provenance.checks.index import ReportIndex
from provenance.model import Finding, Location, Report
from provenance.report.exhibits import exhibit
from provenance.report.identifiers import file_uri
from provenance.report.markdown import (
    address,
    causes_section,
    code,
    escape,
    figures,
    shortened,
    table,
    within_limit,
)
from provenance.report.order import in_order
from provenance.report.phrases import LEVELS
from provenance.report.text import active, counted, place, urgent_first
from provenance.terms import Level

MAX_CHARACTERS = 250_000
"""A step may write 1 MiB, and no character takes more than four bytes."""

_HEAD = "<!-- provenance-report-marker -->\n# Provenance"
_COLUMNS = ("level", "rule", "place", "what", "source", "what to do")


def render_job_summary(report: Report, *, files_at: str | None = None) -> str:
    """Figures, the errors and warnings, what stayed unchecked, and what is suppressed.

    Args:
        report: what to tell.
        files_at: the address that the paths of articles are appended to, with a slash at its end,
            such as that of a commit on GitHub; places are links then.
    """
    report = in_order(report)
    index = ReportIndex.of(report)
    counting = active(report.findings)
    urgent = urgent_first(counting)
    notes = sum(one.level is Level.NOTE for one in counting)
    blocks = [_HEAD, _outcome(counting), figures(report)]
    if urgent:
        rows = [_row(one, index, files_at) for one in urgent]
        blocks.append("\n".join(["## Look at these first", "", *table(_COLUMNS, rows)]))
    if notes:
        blocks.append(f"{counted(notes, 'note')} more in the full report.")
    blocks += [*causes_section(report), *_suppressed(report, files_at)]
    return within_limit(blocks, MAX_CHARACTERS)


def _outcome(counting: list[Finding]) -> str:
    told = [counted(sum(one.level is level for one in counting), level.value) for level in Level]
    return f"**{', '.join(told)}.**"


def _row(finding: Finding, index: ReportIndex, files_at: str | None) -> tuple[str, ...]:
    shown = exhibit(finding, index)
    return (
        LEVELS[finding.level],
        finding.rule.value,
        _place(finding.location, files_at),
        escape(shortened(finding.message)),
        address(shown.address) if shown.address else "–",
        escape(finding.advice),
    )


def _suppressed(report: Report, files_at: str | None) -> Iterator[str]:
    rows = [
        (
            one.rule.value,
            _place(one.location, files_at),
            one.suppressed.by.value,
            escape(shortened(one.suppressed.reason or "–")),
        )
        for one in report.findings
        if one.suppressed is not None
    ]
    if rows:
        head = f"<details><summary>{counted(len(rows), 'finding')} suppressed</summary>"
        listed = table(("rule", "place", "by", "why"), rows)
        yield "\n".join([head, "", *listed, "", "</details>"])


def _place(location: Location | None, files_at: str | None) -> str:
    told = f"`{code(place(location))}`"
    if location is None or files_at is None:
        return told
    path = file_uri(location.path).removeprefix("./")
    return f"[{told}]({files_at}{path}#L{location.line})"
