"""A saved report on disk, told from an article that happens to be JSON."""

import json
from collections.abc import Sequence
from pathlib import Path

from provenance.model import Report
from provenance.report.json_report import read_json

_HEAD = 4096
"""Bytes looked at before a file is read whole: ours starts with ``{`` and ends in a newline."""


def saved_report(inputs: Sequence[object]) -> Report | None:
    """The report that the one input holds; ``None`` when it is anything else.

    Raises:
        InputError: it is a saved report, and damaged or of a later form.
    """
    if len(inputs) != 1 or not isinstance(inputs[0], str) or not inputs[0].endswith(".json"):
        return None
    path = Path(inputs[0])
    text = _text_of(path)
    return read_json(text, name=inputs[0]) if text is not None and _is_ours(text) else None


def _text_of(path: Path) -> str | None:
    """What the file says; ``None`` leaves it to the reader of articles to name the trouble."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            return (head + stream.read()).decode("utf-8") if head.startswith(b"{") else None
    except (OSError, UnicodeDecodeError):
        return None


def _is_ours(text: str) -> bool:
    try:
        wire = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(wire, dict) and {"schema_version", "tool", "claims"} <= wire.keys()
