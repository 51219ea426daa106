"""Fetching one page: the only place that talks to the network.

One GET, bounded in size and time, to public machines only. What goes wrong is evidence and comes
back as a value. Nothing of the reader's machine goes out: no cookies, no credentials, no proxy or
``.netrc`` from the environment.
"""

import datetime
import http.client
import http.cookiejar
import queue
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin

import attrs
import requests
import urllib3
from requests.adapters import HTTPAdapter

from provenance import __version__
from provenance.fetching.addresses import (
    Endpoint,
    Refusal,
    Resolver,
    is_public_address,
    resolve_by_system,
    vet_url,
)
from provenance.fetching.bodies import read_body
from provenance.model import Capture, FetchFailure
from provenance.terms import Reason

__all__ = ["FetchOptions", "fetch", "is_public_address"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_CONTENT = frozenset({204, 205})
_STATUS_REASONS = {
    401: Reason.HTTP_401,
    403: Reason.HTTP_403,
    404: Reason.HTTP_404,
    410: Reason.HTTP_410,
    429: Reason.HTTP_429,
}
_TRANSPORT_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
)
_GRACE = 0.5
"""Seconds the worker gets to notice the deadline by itself, with the better reason."""


def _utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@attrs.frozen(kw_only=True)
class FetchOptions:
    """How to fetch. Times are in seconds, sizes in bytes."""

    contact: str | None = None
    """Who is asking: an address or e-mail for the ``User-Agent``, so that a site can complain."""
    connect_timeout: float = 10.0
    read_timeout: float = 15.0
    """The longest silence."""
    total_timeout: float = 40.0
    """Everything together: look-up, redirects, body."""
    max_bytes: int = 20_000_000
    max_redirects: int = 8
    allow_private: bool = False
    """Whether machines of this network may be asked: for an intranet, and for tests."""
    private_hosts: frozenset[str] = frozenset()
    """Names for which alone they may be; a redirect elsewhere is refused."""
    media_types: tuple[str, ...] = ("text/html", "application/xhtml+xml", "text/plain")
    now: Callable[[], datetime.datetime] = _utc_now
    resolver: Resolver = resolve_by_system
    ca_bundle: str | None = None
    """A file of certificate authorities instead of the usual ones."""

    def allows(self, host: str, ip: str) -> bool:
        """Whether ``host`` may be asked at the machine ``ip``."""
        return self.allow_private or host in self.private_hosts or is_public_address(ip)


_DEFAULTS = FetchOptions()


def fetch(url: str, *, options: FetchOptions = _DEFAULTS) -> Capture | FetchFailure:
    """The page at ``url``, or why it could not be had; never raises, whatever the other side does.

    Every redirect is vetted like the first address. A response cut short comes back with
    ``truncated`` set, one beyond ``max_bytes`` is a failure.
    """
    captured_at = _timestamp(options.now())
    answers: queue.SimpleQueue[Capture | FetchFailure | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(_fetch_or_failure(url, options, captured_at))
        except BaseException as bug:  # noqa: BLE001 - a bug of ours is no timeout: raised below
            answers.put(bug)

    # A look-up cannot be interrupted, nor can headers that arrive byte by byte: the caller stops
    # waiting, and the worker ends when the other side does.
    threading.Thread(target=work, name="fetch", daemon=True).start()
    try:
        answer = answers.get(timeout=options.total_timeout + _GRACE)
    except queue.Empty:
        detail = f"nothing within {options.total_timeout:g} seconds"
        return FetchFailure(url=url, reason=Reason.TIMEOUT, detail=detail, captured_at=captured_at)
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _fetch_or_failure(url: str, options: FetchOptions, captured_at: str) -> Capture | FetchFailure:
    try:
        return _fetch(url, options, captured_at)
    except Refusal as refusal:
        reason, detail = refusal.reason, refusal.detail
    except _TRANSPORT_ERRORS as cause:
        reason, detail = _reason_of(cause), _plain_detail(cause)
    except ValueError as cause:
        # What the libraries below make of addresses and headers that are none.
        reason, detail = Reason.BAD_URL, _plain_detail(cause)
    return FetchFailure(url=url, reason=reason, detail=detail, captured_at=captured_at)


def _fetch(url: str, options: FetchOptions, captured_at: str) -> Capture:
    deadline = time.monotonic() + options.total_timeout
    at = url
    for _ in range(options.max_redirects + 1):
        endpoint = vet_url(at, resolver=options.resolver, is_allowed=options.allows)
        with _session(endpoint) as session, _get(session, endpoint, options, deadline) as response:
            if response.status_code not in _REDIRECTS:
                return _capture(response, endpoint, options, (url, captured_at, deadline))
            location = response.headers.get("Location")
        if not location:
            raise Refusal(Reason.BAD_URL, "a redirect without an address")
        at = urljoin(endpoint.url, _as_utf8(location))
    raise Refusal(Reason.TOO_MANY_REDIRECTS, f"more than {options.max_redirects} redirects")


def _capture(
    response: requests.Response,
    endpoint: Endpoint,
    options: FetchOptions,
    asked: tuple[str, str, float],
) -> Capture:
    url, captured_at, deadline = asked
    _check_status(response.status_code)
    _check_media_type(response.headers.get("Content-Type", ""), options)
    body = read_body(
        response.raw,
        encoding=response.headers.get("Content-Encoding", ""),
        max_bytes=options.max_bytes,
        deadline=deadline,
    )
    if not body.content.strip():
        raise Refusal(Reason.EMPTY, "the page is empty")
    return Capture(
        url=url,
        final_url=endpoint.url,
        captured_at=captured_at,
        status=response.status_code,
        headers=tuple(sorted((name.lower(), value) for name, value in response.headers.items())),
        body=body.content,
        truncated=body.truncated or response.status_code == 206,
    )


def _check_status(status: int) -> None:
    if status in _NO_CONTENT:
        raise Refusal(Reason.EMPTY, f"status {status}: no content")
    if 200 <= status < 300:
        return
    group = Reason.HTTP_5XX if status >= 500 else Reason.HTTP_4XX
    raise Refusal(_STATUS_REASONS.get(status, group), f"status {status}")


def _check_media_type(header: str, options: FetchOptions) -> None:
    media_type = header.partition(";")[0].strip().lower()
    if media_type and media_type not in options.media_types:
        raise Refusal(Reason.NOT_HTML, f"'{media_type[:60]}' is not a page")


class _PinnedAdapter(HTTPAdapter):
    """Connects to the vetted machine; name, certificate and ``Host`` stay the address's own."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        super().__init__(max_retries=0)

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,  # noqa: FBT001, FBT002 - requests' own form
        **pool_kwargs: Any,
    ) -> None:
        """As in requests, with the name that the certificate must carry."""
        if self._endpoint.url.startswith("https:"):
            pool_kwargs |= {"server_hostname": self._endpoint.host}
            pool_kwargs |= {"assert_hostname": self._endpoint.host}
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        """As in requests, with the address of the machine in place of its name."""
        where, how = super().build_connection_pool_key_attributes(request, verify, cert)
        where["host"] = self._endpoint.ip
        return where, how


def _session(endpoint: Endpoint) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    adapter = _PinnedAdapter(endpoint)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def _get(
    session: requests.Session, endpoint: Endpoint, options: FetchOptions, deadline: float
) -> requests.Response:
    left = deadline - time.monotonic()
    if left <= 0:
        raise Refusal(Reason.TIMEOUT, "too slow")
    return session.get(
        endpoint.url,
        headers=_headers(endpoint, options),
        timeout=(min(options.connect_timeout, left), min(options.read_timeout, left)),
        allow_redirects=False,
        stream=True,
        verify=True if options.ca_bundle is None else options.ca_bundle,
    )


def _headers(endpoint: Endpoint, options: FetchOptions) -> Mapping[str, str]:
    contact = "".join(c for c in options.contact or "" if c.isprintable() and c.isascii())
    product = f"provenance/{__version__}"
    return {
        "Host": endpoint.authority,
        "User-Agent": f"{product} ({contact})" if contact else product,
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


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


def _as_utf8(header: str) -> str:
    """A header's value, whose bytes arrive as Latin-1, read as the UTF-8 it mostly is."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _timestamp(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
