"""When things were said, published and captured: the days of a report."""

import re
from collections.abc import Iterator
from datetime import date

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import Claim

LANES = ("Said", "Source published", "Article published", "Source captured")
"""In the order in which they should follow each other."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@attrs.frozen(kw_only=True)
class Moment:
    """What happened on one day in one lane."""

    day: date
    lane: str
    names: tuple[str, ...]
    """Of what, each once."""


def moments(index: ReportIndex) -> tuple[Moment, ...]:
    """The days of the report in order; what has no whole date is not among them."""
    found: dict[tuple[date, int], dict[str, None]] = {}
    for written, lane, name in _events(index):
        day = _day(written)
        if day is not None:
            found.setdefault((day, lane), {})[name] = None
    return tuple(
        Moment(day=day, lane=LANES[lane], names=tuple(names))
        for (day, lane), names in sorted(found.items(), key=lambda item: item[0])
    )


def told_at(claim: Claim, index: ReportIndex) -> str:
    """When ``claim`` was said, else when its article appeared; empty where neither is known."""
    if claim.said_at is not None and claim.said_at.date:
        return claim.said_at.date
    article = index.articles.get(claim.article)
    return (article.metadata.published.value if article else None) or ""


def _events(index: ReportIndex) -> Iterator[tuple[str | None, int, str]]:
    for claim in index.report.claims:
        if claim.said_at is not None:
            speaker = claim.speaker.name if claim.speaker else None
            yield claim.said_at.date, 0, speaker or index.name_of(claim)
    for document in index.report.documents:
        name = document.title or document.url or document.id
        yield document.published, 1, name
        yield document.archived_at or document.captured_at, 3, name
    for article in index.report.articles:
        yield article.metadata.published.value, 2, index.names[article.id]


def _day(written: str | None) -> date | None:
    match = _DAY.match(written or "")
    if match is None:
        return None
    try:
        return date.fromisoformat(match.group())
    except ValueError:
        return None
