"""How to fetch: what a caller may set."""

import datetime
from collections.abc import Callable
from urllib.parse import urlsplit

import attrs
from attrs.validators import ge

from provenance.errors import ConfigError
from provenance.fetching.addresses import Resolver, is_public_address, resolve_by_system


def _utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _is_web_proxy(_: object, __: object, proxy: str | None) -> None:
    if proxy is None:
        return
    try:
        split = urlsplit(proxy)
        is_usable = split.scheme in {"http", "https"} and bool(split.hostname) and split.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        # The address itself may hold a password and is not shown.
        raise ConfigError(
            "the proxy is no http(s) address; write it as 'http://proxy.example:3128'"
        )


@attrs.frozen(kw_only=True)
class FetchOptions:
    """How to fetch. Times are in seconds, sizes in bytes.

    Raises:
        ConfigError: ``proxy`` is no http(s) address.
        ValueError: another setting is out of its bounds.
    """

    contact: str | None = None
    """Who is asking: an address or e-mail for the ``User-Agent``, so that a site can complain."""
    connect_timeout: float = attrs.field(default=10.0, validator=ge(0))
    read_timeout: float = attrs.field(default=15.0, validator=ge(0))
    """The longest silence."""
    total_timeout: float = attrs.field(default=40.0, validator=ge(0))
    """Everything together: look-up, redirects, body, second tries. Waiting for a host's turn does
    not count; a host's ``robots.txt`` has the same time once more."""
    max_bytes: int = attrs.field(default=20_000_000, validator=ge(0))
    max_redirects: int = attrs.field(default=8, validator=ge(0))
    allow_private: bool = False
    """Whether machines of this network may be asked: for an intranet, and for tests."""
    private_hosts: frozenset[str] = frozenset()
    """Names for which alone they may be; a redirect elsewhere is refused."""
    media_types: tuple[str, ...] = (
        *("text/html", "application/xhtml+xml", "text/plain"),
        *("application/pdf", "application/json", "application/ld+json"),
    )
    """What a document may be; an answer that does not say its type is taken."""
    now: Callable[[], datetime.datetime] = _utc_now
    resolver: Resolver = resolve_by_system
    ca_bundle: str | None = None
    """A file of certificate authorities instead of the usual ones."""
    per_host_delay: float = attrs.field(default=1.0, validator=ge(0))
    """Between the starts of two requests to one host; a ``Crawl-delay`` can make it longer."""
    per_host_connections: int = attrs.field(default=1, validator=ge(1))
    workers: int = attrs.field(default=16, validator=ge(1))
    """How many requests may be under way at once, over all hosts."""
    retries: int = attrs.field(default=2, validator=ge(0))
    """Second tries for what may pass: a broken connection, a silence, 408, 429, 502 to 504."""
    backoff: float = attrs.field(default=1.0, validator=ge(0))
    """Before try ``n`` a host is left alone for ``backoff * 2 ** (n - 2)``, from the third on."""
    max_retry_after: float = attrs.field(default=30.0, validator=ge(0))
    """The longest wait, and the longest ``Crawl-delay``, that a site is granted. Who asks for a
    longer wait is not asked again before it is over."""
    obey_robots: bool = True
    """Whether a ``robots.txt`` is asked and obeyed (RFC 9309)."""
    proxy: str | None = attrs.field(default=None, repr=False, validator=_is_web_proxy)
    """Through which all requests go; it then looks names up, and must keep private ones away."""

    def allows(self, host: str, ip: str) -> bool:
        """Whether ``host`` may be asked at the machine ``ip``."""
        return self.allow_private or host in self.private_hosts or is_public_address(ip)
