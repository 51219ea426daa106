"""Findings as workflow commands of GitHub Actions: a line each, shown at the place in the file."""

from collections.abc import Iterator, Mapping

from provenance.checks.index import ReportIndex
from provenance.model import Finding, Location, Report
from provenance.report.exhibits import exhibit
from provenance.report.order import in_order
from provenance.report.rule_phrases import RULES
from provenance.report.text import active, counted
from provenance.report.visible import one_line
from provenance.terms import Level

COMMANDS: Mapping[Level, str] = {
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.NOTE: "notice",
}

_MARKER = "::debug::provenance-report-marker"
"""Shown in debug runs only; keeps a saved log from being read as an article."""


def render_github(report: Report) -> str:
    """The findings of ``report`` that count, worst first, as workflow commands.

    GitHub shows ten errors and ten warnings of a step and drops the rest, so the worst come first.
    Suppressed findings are counted and not annotated. Columns are left out of a finding that runs
    over several lines, where GitHub takes none, and of one whose place is approximate.
    """
    report = in_order(report)
    index = ReportIndex.of(report)
    counting = active(report.findings)
    ranked = sorted(counting, key=lambda one: -one.level.severity)
    lines = [_MARKER, *(_command(one, index) for one in ranked)]
    lines.append(_totals(counting, len(report.findings) - len(counting)))
    return "\n".join(lines) + "\n"


def _command(finding: Finding, index: ReportIndex) -> str:
    title = f"{finding.rule.value} {RULES[finding.rule]}"
    properties = [*_place(finding.location), ("title", title)]
    told = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{COMMANDS[finding.level]} {told}::{_data(_message(finding, index))}"


def _place(location: Location | None) -> Iterator[tuple[str, str]]:
    if location is None:
        return
    yield "file", one_line(location.path)
    yield "line", str(location.line)
    if location.line == location.end_line and not location.approximate:
        yield "col", str(location.column)
        if location.end_column > location.column:
            yield "endColumn", str(location.end_column)
    yield "endLine", str(location.end_line)


def _message(finding: Finding, index: ReportIndex) -> str:
    shown = exhibit(finding, index)
    lines = [one_line(finding.message), one_line(finding.advice)]
    if shown.address:
        lines.append(f"Source: {one_line(shown.address)}")
    if shown.claim is not None and shown.claim.confidence is not None:
        lines.append(f"Confidence: {shown.claim.confidence:.2f}")
    return "\n".join(line for line in lines if line)


def _totals(counting: list[Finding], suppressed: int) -> str:
    told = [counted(sum(one.level is level for one in counting), level.value) for level in Level]
    if suppressed:
        told.append(f"{suppressed} suppressed")
    return ", ".join(told)


def _data(words: str) -> str:
    """As the runner reads it back: ``%`` first, for the others are written with it."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
