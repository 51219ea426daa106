"""What ``extract`` prints, as text or JSON."""

from collections.abc import Sequence

from provenance.errors import ConfigError
from provenance.model import Analysis
from provenance.report.extract_text import WIDTH as EXTRACT_WIDTH
from provenance.report.extract_text import Paint, plain, render_extract
from provenance.report.json_report import analysis_to_json


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
