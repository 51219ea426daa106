"""Yields the day of an utterance from a date in its frame: in the past, as far as it is certain."""

import datetime as dt

from provenance.dates import DateMention, Precision, parse_dates
from provenance.model import Article
from provenance.spans import Span

_ANCHORED = "anchor"
_REACH = 600
"""Characters before a sentence in which "the day before" finds the day that it counts from."""
_YEAR_BEFORE = 90
"""Days after the article from which a date without a year is last year's; a nearer one may be a
slip or a plan, so that nobody can tell."""


def published_day(article: Article) -> dt.date | None:
    """The day an article appeared, a guess included; ``None`` where nothing tells it."""
    value = article.metadata.published.value
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None


def date_uttered(
    mention: DateMention, article: Article, sentence: Span, published: dt.date | None
) -> str | None:
    """``mention`` as an ISO date, ``YYYY-MM`` where only the month is told.

    ``None`` for a week, a year, a day to come, and a day that cannot be counted out.
    """
    start = mention.start
    if start is None and (mention.relative or "").startswith(_ANCHORED):
        start = _counted_from_before(mention, article, sentence, published)
    if start is None or mention.precision not in _TOLD:
        return None
    if published is not None and start > published:
        start = _year_before(mention, start, published)
    if start is None:
        return None
    is_month = mention.precision is Precision.MONTH or mention.last_day is not None
    return start.isoformat()[: 7 if is_month else 10]


_TOLD = frozenset({Precision.DAY, Precision.WEEKDAY, Precision.MONTH})


def _year_before(mention: DateMention, start: dt.date, published: dt.date) -> dt.date | None:
    far = (start - published).days > _YEAR_BEFORE
    if not far or mention.year_written or mention.relative or mention.month is None:
        return None
    try:
        return start.replace(year=start.year - 1)
    except ValueError:
        return None


def _counted_from_before(
    mention: DateMention, article: Article, sentence: Span, published: dt.date | None
) -> dt.date | None:
    """The day "the day before" means, where the words before name exactly one day."""
    before = article.prose[max(0, sentence.start - _REACH) : sentence.start]
    found = parse_dates(before, language=article.metadata.language, reference=published)
    days = {one.start for one in found if one.precision in _DAYS and one.start is not None}
    if len(days) != 1:
        return None
    shift = int((mention.relative or "").partition(":")[2] or 0)
    return days.pop() + dt.timedelta(days=shift)


_DAYS = frozenset({Precision.DAY, Precision.WEEKDAY})
