"""A report as text: one pure function per format, chosen by name through :func:`render`."""

from collections.abc import Callable, Mapping

from provenance.errors import ConfigError
from provenance.model import Report
from provenance.report.html import render_html
from provenance.report.json_report import render_json
from provenance.report.markdown import render_markdown
from provenance.report.text import render_text

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
