"""Which machine an address may lead to: looked up once, vetted, and kept.

A page can name any host, and a name can point at this machine or its network. So a host is resolved
once, every answer must be a public address, and the connection goes to that very answer: a second
look-up could say something else.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

import attrs

from provenance.terms import Reason

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""Host and port → IP addresses; raises ``OSError`` where there are none."""

_IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MAX_URL = 8_192


@attrs.frozen(kw_only=True)
class Endpoint:
    """An address to fetch and the vetted machine behind it."""

    url: str
    host: str
    """As the certificate must name it, without brackets."""
    ip: str
    authority: str
    """Host and port as in the address: the ``Host`` header."""


@attrs.frozen
class Refusal(Exception):  # noqa: N818 - it ends a fetch with a reason, it is not an error of ours
    """Why an address is not fetched."""

    reason: Reason
    detail: str


def resolve_by_system(host: str, port: int) -> tuple[str, ...]:
    """The addresses that the machine's resolver gives for ``host``."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in answers))


def vet_url(url: str, *, resolver: Resolver, is_allowed: Callable[[str, str], bool]) -> Endpoint:
    """The endpoint of ``url``; every address of its host must be allowed.

    Args:
        url: where the fetch, or a redirect, wants to go.
        resolver: looks a host up, once.
        is_allowed: whether a host may be asked at an IP address.

    Raises:
        Refusal: no web address, credentials in it, no such host, or not a public machine.
    """
    split = _split(url)
    host = split.hostname or ""
    shown = host.encode("ascii", "backslashreplace").decode("ascii")
    port = split.port or (443 if split.scheme == "https" else 80)
    try:
        answers = tuple(resolver(_ascii(host), port))
    except (OSError, UnicodeError) as cause:
        raise Refusal(Reason.DNS, f"no address found for '{shown}'") from cause
    if not answers:
        raise Refusal(Reason.DNS, f"no address found for '{shown}'")
    refused = [ip for ip in answers if not is_allowed(host, ip)]
    if refused:
        raise Refusal(Reason.PRIVATE_ADDRESS, f"'{shown}' is {refused[0]}, no public address")
    authority = split.netloc.rpartition("@")[2]
    bare = split._replace(fragment="").geturl()
    return Endpoint(url=bare, host=_ascii(host), ip=answers[0], authority=authority)


def is_public_address(ip: str) -> bool:
    """Whether an IP address is one of the open internet, also one wrapped in IPv6."""
    try:
        address: _IPAddress = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    inner = _embedded(address)
    if inner is not None:
        return is_public_address(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


def _embedded(address: _IPAddress) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address carries (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _split(url: str) -> SplitResult:
    try:
        split = urlsplit(url.strip())
        has_port_zero = split.port == 0
    except ValueError as cause:
        raise Refusal(Reason.BAD_URL, "no web address") from cause
    if split.scheme not in {"http", "https"} or not split.hostname or len(url) > _MAX_URL:
        raise Refusal(Reason.BAD_URL, "no http(s) address")
    if "@" in split.netloc:
        raise Refusal(Reason.BAD_URL, "the address carries credentials")
    if has_port_zero:
        raise Refusal(Reason.BAD_URL, "port 0")
    return split


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")
