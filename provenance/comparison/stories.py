"""Which articles plainly tell one story, so that their sentences need share less of their own."""

import datetime as dt

from provenance.comparison.tellings import Report

_NAMES, _WORDS, _SHARE = 1, 12, 0.2
"""Names and content words that two articles on one story share, and share of the shorter one's
words. Of the articles of the exam's events no two on different events pass."""
_NAMELESS_WORDS, _NAMELESS_SHARE = 16, 0.24
"""The same words and share where no name is shared."""
_SHORT, _SHORT_WORDS, _SHORT_SHARE = 24, 3, 0.7
"""Content words of an article that is no more than a notice, those that two notices of one day
share, and share of the shorter one's."""
_MOST_DAYS = dt.timedelta(days=7)


def are_one_story(left: Report, right: Report) -> bool:
    """Whether two articles share names and words, or very many words, and appeared within a week.

    An article is on one story with itself. Of articles without a date this is never sure.
    """
    if left.number == right.number:
        return True
    if left.published is None or right.published is None or left.language != right.language:
        return False
    if abs(_day(left.published) - _day(right.published)) > _MOST_DAYS:
        return False
    if _are_one_notice(left, right):
        return True
    fewer = min(len(left.content), len(right.content))
    common = len(left.content & right.content)
    if common >= max(_NAMELESS_WORDS, _NAMELESS_SHARE * fewer):
        return True
    is_enough = common >= max(_WORDS, _SHARE * fewer)
    return is_enough and len(left.names & right.names) >= _NAMES


def _are_one_notice(left: Report, right: Report) -> bool:
    """Whether two articles of a sentence or two, of one day, say mostly the same."""
    sizes = sorted((len(left.content), len(right.content)))
    if sizes[1] > _SHORT or left.published is None or right.published is None:
        return False
    if _day(left.published) != _day(right.published):
        return False
    return len(left.content & right.content) >= max(_SHORT_WORDS, _SHORT_SHARE * sizes[0])


def _day(moment: dt.datetime | dt.date) -> dt.date:
    return moment.astimezone(dt.UTC).date() if isinstance(moment, dt.datetime) else moment
