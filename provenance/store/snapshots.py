"""What the store tells of what it keeps: snapshots, and the results of checking and importing."""

import datetime
import re

import attrs

from provenance import terms

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")


@attrs.frozen(kw_only=True)
class Snapshot:
    """One thing the store keeps of an address: a capture, or the failure to take one."""

    url: str
    """The address asked for."""
    final_url: str
    """The address that answered."""
    captured_at: str
    """RFC 3339 UTC; only the day where somebody who saved a page knows no more."""
    digest: str | None = None
    """``sha256:<hex>`` of the content; ``None`` for a failure."""
    status: int | None = None
    media_type: str | None = None
    length: int = 0
    """Bytes of the content."""
    via: terms.Via = terms.Via.ORIGINAL
    archived_at: str | None = None
    captured_by: terms.CapturedBy = terms.CapturedBy.FETCH
    truncated: bool = False
    failure: terms.Reason | None = None
    """Why there is no content; ``None`` for a capture."""
    file: str
    """The file in the store's folder."""
    offset: int
    """The byte of that file where its record begins."""

    @property
    def page_time(self) -> str:
        """When the page was as it is kept: the archive's time, else the capture's."""
        return self.archived_at or self.captured_at


@attrs.frozen(kw_only=True)
class Problem:
    """A place that is damaged, missing or not checked."""

    file: str
    offset: int
    why: str


@attrs.frozen(kw_only=True)
class Verification:
    """What a check of the whole store came to."""

    passed: int
    """Records that are as they were written."""
    failed: tuple[Problem, ...] = ()
    not_checked: tuple[Problem, ...] = ()


@attrs.frozen(kw_only=True)
class ImportResult:
    """What became of the records of a WARC file."""

    snapshots: tuple[Snapshot, ...] = ()
    bad: tuple[Problem, ...] = ()
    """Records that could not be taken, and why."""
    passed_over: int = 0
    """Records that are no captures: requests, notes, addresses that are not of the web."""


def moment_of(stamp: str) -> datetime.datetime:
    """The time that ``stamp`` names; of a day its beginning, UTC.

    Raises:
        ValueError: it is neither a day nor an RFC 3339 time with its zone.
    """
    if not _DAY.fullmatch(stamp) and not _TIME.fullmatch(stamp):
        raise ValueError(stamp)
    moment = datetime.datetime.fromisoformat(stamp)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    try:
        return moment.astimezone(datetime.UTC)
    except OverflowError as error:
        raise ValueError(stamp) from error


def is_moment(stamp: str) -> bool:
    """Whether ``stamp`` is a day, or an RFC 3339 time with its zone."""
    try:
        moment_of(stamp)
    except ValueError:
        return False
    return True


def is_not_later(stamp: str, limit: str) -> bool:
    """Whether ``stamp`` is not later than ``limit``; by the day where one of them is only a day."""
    first, second = moment_of(stamp), moment_of(limit)
    if _DAY.fullmatch(stamp) or _DAY.fullmatch(limit):
        return first.date() <= second.date()
    return first <= second
