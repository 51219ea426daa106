"""Lists of links as archives write them: the ``Link`` header and TimeMaps (RFC 8288, 6690, 7089).

Nothing here trusts an archive: a list that grows without end is read up to a bound, what does not
parse is passed over.
"""

import datetime
import email.utils
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import attrs

_LINK = re.compile(r"<([^<>]{1,8192})>")
_PARAMETER = re.compile(
    r"""\s{0,20};\s{0,20}([\w.*-]{1,40})\s{0,5}"""
    r"""(?:=\s{0,5}(?:"([^"\\]{0,2000}(?:\\.[^"\\]{0,2000}){0,20})"|([^\s;,"<>]{0,2000})))?"""
)
_HTTP_DATE = re.compile(
    r"[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT", re.ASCII
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIRST_PAGE = datetime.datetime(1991, 8, 6, tzinfo=datetime.UTC)
"""No page of the web is older."""
_MOST_LINKS = 100_000
_MOST_PARAMETERS = 20


@attrs.frozen(kw_only=True)
class Link:
    """One link of a list."""

    target: str
    """Its address; relative ones are resolved."""
    relations: frozenset[str]
    """Lower case: ``{"first", "memento"}``."""
    time: datetime.datetime | None = None
    """``datetime``: when the archive took it."""
    begins: datetime.datetime | None = None
    """``from``: of the oldest capture that a TimeMap lists."""


def parse_links(text: str, *, base: str) -> Iterator[Link]:
    """The links of a ``Link`` header or of a TimeMap that tell a relation, in their order.

    Linear time, up to a bound.

    Args:
        text: what the archive sent.
        base: the address it was had from.
    """
    at = 0
    for _ in range(_MOST_LINKS):
        found = _LINK.search(text, at)
        if found is None:
            return
        parameters: dict[str, str] = {}
        at = found.end()
        for _ in range(_MOST_PARAMETERS):
            parameter = _PARAMETER.match(text, at)
            if parameter is None:
                break
            name, quoted, bare = parameter.groups()
            # RFC 8288, 3.3: of two parameters of one name the first counts.
            parameters.setdefault(name.lower(), quoted if quoted is not None else bare or "")
            at = parameter.end()
        if "rel" not in parameters:
            continue
        try:
            target = urljoin(base, found[1].strip())
        except ValueError:
            continue
        yield Link(
            target=target,
            relations=frozenset(parameters.get("rel", "").lower().split()),
            time=parse_http_date(parameters.get("datetime", "")),
            begins=parse_http_date(parameters.get("from", "")),
        )


def parse_http_date(value: str) -> datetime.datetime | None:
    """The time that an HTTP date names (RFC 7089, 2.1.1: RFC 1123's form, in GMT).

    ``None`` for any other form, and for times before the web.
    """
    found = _HTTP_DATE.fullmatch(value)
    if found is None:
        return None
    day, month, year, hour, minute, second = found.groups()
    try:
        date = datetime.date(int(year), _MONTHS.index(month) + 1, int(day))
        clock = datetime.time(int(hour), int(minute), int(second), tzinfo=datetime.UTC)
        moment = datetime.datetime.combine(date, clock)
    except ValueError:
        return None
    return moment if moment >= _FIRST_PAGE else None


def http_date(moment: datetime.datetime) -> str:
    """``moment`` as an HTTP date."""
    return email.utils.format_datetime(moment.astimezone(datetime.UTC), usegmt=True)
