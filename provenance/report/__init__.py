"""A report as text: one pure function per format, chosen by name through :func:`render`."""

from collections.abc import Callable, Mapping

from provenance.errors import ConfigError
from provenance.model import Report
from provenance.report.analyses import render_analyses, render_comparison
from provenance.report.assessments import render_assessment
from provenance.report.extract_text import Role
from provenance.report.html import render_html
from provenance.report.json_report import (
    analysis_without_text,
    read_json,
    render_json,
    without_text,
)
from provenance.report.markdown import render_markdown
from provenance.report.saved import saved_report
from provenance.report.text import render_findings, render_summary, render_text

__all__ = [
    "FORMATS",
    "Role",
    "analysis_without_text",
    "read_json",
    "render",
    "render_analyses",
    "render_assessment",
    "render_comparison",
    "render_findings",
    "render_summary",
    "saved_report",
    "without_text",
]

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "html": render_html,
    "json": render_json,
    "markdown": render_markdown,
    "text": render_text,
}
"""Every format by the name the command line takes."""


def render(report: Report, format_name: str) -> str:
    """``report`` in one of :data:`FORMATS`; the same report gives the same text.

    Raises:
        ConfigError: there is no such format.
    """
    if format_name not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise ConfigError(f"there is no format '{format_name}'; choose one of {known}")
    return FORMATS[format_name](report)
