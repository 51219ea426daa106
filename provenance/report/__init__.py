"""A report as text: one pure function per format, chosen by name through :func:`render`."""

from collections.abc import Callable, Mapping

from provenance.config import Author
from provenance.errors import ConfigError
from provenance.model import Report
from provenance.report.analyses import render_analyses
from provenance.report.annotations import render_annotations
from provenance.report.assessments import render_assessment
from provenance.report.claimreview import render_claimreview
from provenance.report.comparison_text import render_comparison
from provenance.report.csv_table import render_csv
from provenance.report.extract_text import Role
from provenance.report.github import render_github
from provenance.report.html import render_html
from provenance.report.job_summary import render_job_summary
from provenance.report.json_report import (
    analysis_without_text,
    read_json,
    render_json,
    without_text,
)
from provenance.report.junit import render_junit
from provenance.report.markdown import render_markdown
from provenance.report.prov_json import render_prov
from provenance.report.prov_turtle import render_prov_turtle
from provenance.report.sarif import render_sarif
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
    "annotations": render_annotations,
    "claimreview": render_claimreview,
    "csv": render_csv,
    "github": render_github,
    "html": render_html,
    "job-summary": render_job_summary,
    "json": render_json,
    "junit": render_junit,
    "markdown": render_markdown,
    "prov": render_prov,
    "prov-turtle": render_prov_turtle,
    "sarif": render_sarif,
    "text": render_text,
}
"""Every format by the name the command line takes."""


def render(report: Report, format_name: str, *, author: Author | None = None) -> str:
    """``report`` in one of :data:`FORMATS`; the same report gives the same text.

    Args:
        report: what to write.
        format_name: one of :data:`FORMATS`.
        author: who signs published reviews (``claimreview``).

    Raises:
        ConfigError: there is no such format, or it needs a library or a setting that is not there.
    """
    if format_name not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise ConfigError(f"there is no format '{format_name}'; choose one of {known}")
    if format_name == "claimreview":
        return render_claimreview(report, author=author)
    return FORMATS[format_name](report)
