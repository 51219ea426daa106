"""Days of stamps, and the day on which an article appeared."""

import datetime as dt

from provenance.model import Article
from provenance.terms import PublishedBasis


def certain_day(article: Article) -> dt.date | None:
    """The day an article appeared; ``None`` when it is unknown or only guessed."""
    published = article.metadata.published
    return None if published.basis is PublishedBasis.GUESS else day_of(published.value)


def day_of(value: str | None) -> dt.date | None:
    """The day of an RFC 3339 date or date-time, in UTC where it has an offset; ``None`` if none."""
    if value is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment.astimezone(dt.UTC) if moment.tzinfo else moment).date()
