"""One request and its answer: what is sent, and what is taken of what comes back."""

import contextlib
import datetime
import http.client
import time
from urllib.parse import urljoin

import attrs
import requests
import urllib3

from provenance import __version__
from provenance.fetching.addresses import Address, Endpoint, Refusal, vet_address, vet_name
from provenance.fetching.bodies import Body, RawResponse, read_body
from provenance.fetching.connections import Connections, reading_until
from provenance.fetching.lookups import within
from provenance.fetching.options import FetchOptions
from provenance.terms import Reason

PRODUCT = "provenance"
"""The product token of our ``User-Agent``, by which a ``robots.txt`` may name us."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})

_NO_CONTENT = frozenset({204, 205})
_MOST_MACHINES = 3
"""How many machines of one name are tried, where no connection comes about."""

_SMALL = 16_384
_A_MOMENT = 1.0
"""A body that nobody wants is read to its end, to keep the connection, if it is small and quick."""

_UNANSWERED = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
)


@attrs.frozen(kw_only=True)
class Wanted:
    """What is asked for, and how much of it is taken."""

    accept: str
    media_types: tuple[str, ...] | None
    """``None``: whatever comes."""
    max_bytes: int
    is_cut: bool = False
    """Whether a longer body is cut there, instead of refused."""


@attrs.frozen(kw_only=True)
class Answer:
    """What came back. The body is there only for a status that means success."""

    address: Address
    captured_at: str
    """When it was asked."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """As received, in their order, those of one name together; names in lower case, no
    ``Set-Cookie``."""
    body: Body | None = None

    def header(self, name: str) -> str:
        """The first value of a header, or ``""``."""
        return next((value for known, value in self.headers if known == name), "")


def ask(
    address: Address,
    wanted: Wanted,
    *,
    options: FetchOptions,
    connections: Connections,
    seconds: float,
) -> Answer:
    """The answer of the machine behind ``address``.

    Args:
        address: what is asked for.
        wanted: what is taken of the answer.
        options: what may be asked, and who is asking.
        connections: those already open.
        seconds: how long it may take, look-up included.

    Raises:
        Refusal: not a machine to ask, no answer, or none that can be used.
    """
    deadline = time.monotonic() + seconds
    endpoint = _vetted(address, options, deadline)
    captured_at = timestamp(options.now())
    try:
        with reading_until(deadline):
            response = _answered(endpoint, wanted, options, connections, deadline)
            with response:
                headers = _received(response)
                answer = Answer(
                    address=address,
                    captured_at=captured_at,
                    status=response.status_code,
                    headers=headers,
                )
                return attrs.evolve(answer, body=_body(answer, response.raw, wanted, deadline))
    except _UNANSWERED as cause:
        raise Refusal(_reason_of(cause), _plain_detail(cause)) from cause
    except ValueError as cause:
        # What the libraries below make of addresses and headers that are none.
        raise Refusal(Reason.BAD_URL, _plain_detail(cause)) from cause


def timestamp(moment: datetime.datetime) -> str:
    """``moment`` as RFC 3339, in UTC, to the second."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def redirect_target(answer: Answer) -> str:
    """The address that a redirect leads to.

    Raises:
        Refusal: it does not say, or what it says is none.
    """
    location = answer.header("location")
    if not location:
        raise Refusal(Reason.BAD_URL, "a redirect without an address", answer.status)
    with contextlib.suppress(UnicodeError):
        # Headers arrive as Latin-1; this one is mostly UTF-8.
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(answer.address.url, location)
    except ValueError as cause:
        raise Refusal(Reason.BAD_URL, "a redirect to no address", answer.status) from cause


def _vetted(address: Address, options: FetchOptions, deadline: float) -> Endpoint:
    if options.proxy is not None:
        return vet_name(address, is_allowed=options.allows)

    def look_up(host: str, port: int) -> tuple[str, ...]:
        left = deadline - time.monotonic()
        return within(left, lambda: tuple(options.resolver(host, port)))

    return vet_address(address, resolver=look_up, is_allowed=options.allows)


def _answered(
    endpoint: Endpoint,
    wanted: Wanted,
    options: FetchOptions,
    connections: Connections,
    deadline: float,
) -> requests.Response:
    machines: tuple[str | None, ...] = endpoint.ips[:_MOST_MACHINES] or (None,)
    headers = _headers(endpoint.address, wanted, options)
    for number, ip in enumerate(machines, start=1):
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            return connections.send(endpoint.address, ip, headers, seconds=left)
        except requests.ConnectionError as error:
            if number == len(machines) or not _is_unconnected(error):
                raise
    raise Refusal(Reason.TIMEOUT, "too slow")


def _headers(address: Address, wanted: Wanted, options: FetchOptions) -> dict[str, str]:
    contact = "".join(c for c in options.contact or "" if c.isprintable() and c.isascii())
    product = f"{PRODUCT}/{__version__}"
    return {
        "Host": address.authority,
        "User-Agent": f"{product} ({contact})" if contact else product,
        "Accept": wanted.accept,
        "Accept-Encoding": "gzip, deflate",
    }


def _received(response: requests.Response) -> tuple[tuple[str, str], ...]:
    # Not response.headers: that joins headers of one name, and loses their order.
    return tuple(
        (name.lower(), "".join(c if c.isprintable() else " " for c in value).strip())
        for name, value in response.raw.headers.items()
        if name and name.lower() not in {"set-cookie", "set-cookie2"}
    )


def _body(answer: Answer, raw: RawResponse, wanted: Wanted, deadline: float) -> Body | None:
    if not 200 <= answer.status < 300 or answer.status in _NO_CONTENT:
        _drain(raw, answer)
        return None
    media_type = answer.header("content-type").partition(";")[0].strip().lower()
    if media_type and wanted.media_types is not None and media_type not in wanted.media_types:
        detail = f"'{media_type[:60]}' is not a page"
        raise Refusal(Reason.NOT_HTML, detail, answer.status)
    try:
        return read_body(
            raw,
            encoding=answer.header("content-encoding"),
            max_bytes=wanted.max_bytes,
            deadline=deadline,
            is_cut=wanted.is_cut,
        )
    except Refusal as refusal:
        raise attrs.evolve(refusal, status=answer.status) from refusal


def _drain(raw: RawResponse, answer: Answer) -> None:
    length = answer.header("content-length")
    if not (length.isascii() and length.isdigit() and len(length) < 6 and int(length) <= _SMALL):
        return
    until = time.monotonic() + _A_MOMENT
    try:
        with reading_until(until):
            while raw.read1(_SMALL) and time.monotonic() < until:
                pass
    except _UNANSWERED:
        return  # closed with the response


def _is_unconnected(error: requests.ConnectionError) -> bool:
    """Whether nothing was sent yet: another machine of the same name may do."""
    cause = error.args[0] if error.args else None
    return isinstance(cause, urllib3.exceptions.MaxRetryError) and isinstance(
        cause.reason,
        urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError,
    )


def _reason_of(cause: Exception) -> Reason:
    match cause:
        case requests.exceptions.SSLError() | urllib3.exceptions.SSLError():
            return Reason.TLS
        case requests.exceptions.Timeout() | urllib3.exceptions.TimeoutError() | TimeoutError():
            return Reason.TIMEOUT
        case requests.exceptions.InvalidURL() | urllib3.exceptions.LocationValueError():
            return Reason.BAD_URL
        case _:
            return Reason.CONNECTION


def _plain_detail(cause: Exception) -> str:
    """The cause's kind: its message may hold machine addresses that differ from run to run."""
    return type(cause).__name__
