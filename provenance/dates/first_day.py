"""The day that a text gives itself at its head: "OSLO, Thursday 14 March 2024 – …"."""

import datetime
import re

from provenance.dates.mentions import DateMention, Precision
from provenance.dates.reading import parse_dates

_HEAD = 120
"""Characters; a day further down is one that the text speaks of."""
_FEW_WORDS = 6
"""Words before the day: a place, an office, "Press release of"."""
_CLOSED = re.compile(r"[)\]]?[ \t]*(?:[-–—:|][ \t]|\r?\n|$)")


def dateline_day(text: str, *, language: str) -> datetime.date | None:
    """The whole date at the head of ``text``, closed by a dash, a colon or the end of the line.

    Args:
        text: of a document.
        language: ISO 639-1.
    """
    head = text[:_HEAD]
    for mention in parse_dates(head, language=language):
        if len(head[: mention.span.start].split()) > _FEW_WORDS:
            return None
        if _is_whole(mention) and _CLOSED.match(text, mention.span.end):
            return mention.start
    return None


def _is_whole(mention: DateMention) -> bool:
    return (
        mention.precision is Precision.DAY
        and mention.year_written
        and mention.day is not None
        and mention.start == mention.end
    )
