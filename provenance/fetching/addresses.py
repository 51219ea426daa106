"""Where an address leads: its parts, and the machines that may be asked for it.

A page can name any host, and a name can point at this machine or its network. So a host is resolved
once for each request, every answer must be a public address, and the connection goes to one of
those very answers: a second look-up could say something else. Behind a proxy, which looks names up
itself, only the name can be judged.
"""

import functools
import ipaddress
import re
import socket
import tomllib
from collections.abc import Callable, Sequence
from importlib import resources
from typing import Any, TypeAlias
from urllib.parse import SplitResult, urlsplit

import attrs

from provenance.terms import Reason

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""Host and port → IP addresses; raises ``OSError`` where there are none."""

IsAllowed: TypeAlias = Callable[[str, str], bool]
"""Host and IP address, or ``""`` where only the name is known → whether it may be asked."""

_IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MAX_URL = 8_192
_HOST_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@attrs.frozen(kw_only=True)
class Address:
    """An http(s) address, taken apart."""

    url: str
    """As written, without its fragment."""
    scheme: str
    host: str
    """In ASCII and lower case, as a certificate must name it: no brackets, no last dot."""
    port: int
    request_url: str
    """``url`` with the host in ASCII: what is asked for."""

    @property
    def authority(self) -> str:
        """Host and port, the port only where it is not the scheme's: the ``Host`` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port (RFC 6454): what one ``robots.txt`` speaks for."""
        return f"{self.scheme}://{self.authority}"


@attrs.frozen(kw_only=True)
class Endpoint:
    """An address and the vetted machines behind it."""

    address: Address
    ips: tuple[str, ...]
    """In the resolver's order; none where a proxy looks the name up."""


@attrs.frozen
class Refusal(Exception):  # noqa: N818 - it ends a fetch with a reason, it is not an error of ours
    """Why an address is not fetched."""

    reason: Reason
    detail: str
    status: int | None = None
    """The HTTP status where there was an answer."""


def parse_address(url: str) -> Address:
    """The parts of ``url``.

    Raises:
        Refusal: it is no http(s) address, carries credentials, or names a port of another protocol.
    """
    split = _split(url)
    host = _ascii_host(split.hostname or "")
    port = split.port or _DEFAULT_PORTS[split.scheme]
    address = Address(
        url=split._replace(fragment="").geturl(),
        scheme=split.scheme,
        host=host,
        port=port,
        request_url="",
    )
    asked = split._replace(fragment="", netloc=address.authority).geturl()
    return attrs.evolve(address, request_url=asked)


def vet_address(address: Address, *, resolver: Resolver, is_allowed: IsAllowed) -> Endpoint:
    """The endpoint of ``address``; every machine of its host must be allowed.

    Args:
        address: where the fetch, or a redirect, wants to go.
        resolver: looks the host up, once.
        is_allowed: whether a host may be asked at an IP address.

    Raises:
        Refusal: no such host, or not a public machine.
    """
    try:
        answers = tuple(resolver(address.host, address.port))
    except (OSError, UnicodeError) as cause:
        raise Refusal(Reason.DNS, f"no address found for '{address.host}'") from cause
    if not answers:
        raise Refusal(Reason.DNS, f"no address found for '{address.host}'")
    refused = [ip for ip in answers if not is_allowed(address.host, ip)]
    if refused:
        detail = f"'{address.host}' is {refused[0]}, no public address"
        raise Refusal(Reason.PRIVATE_ADDRESS, detail)
    return Endpoint(address=address, ips=answers)


def vet_name(address: Address, *, is_allowed: IsAllowed) -> Endpoint:
    """The endpoint of ``address`` behind a proxy: judged by its name, not looked up.

    Where the name leads is for the proxy to enforce.

    Raises:
        Refusal: an IP address, in whatever spelling, that is not public, or a private name.
    """
    ip = _literal(address.host)
    is_private = (
        not is_public_address(ip)
        if ip is not None
        else "." not in address.host
        or any(f".{address.host}".endswith(f".{name}") for name in _network()["private_names"])
    )
    if is_private and not is_allowed(address.host, ip or ""):
        raise Refusal(Reason.PRIVATE_ADDRESS, f"'{address.host}' is no public name")
    return Endpoint(address=address, ips=())


def resolve_by_system(host: str, port: int) -> tuple[str, ...]:
    """The addresses that the machine's resolver gives for ``host``."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in answers))


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


def _literal(host: str) -> str | None:
    """The IP address that ``host`` spells, also as ``0x7f.1`` or ``2130706433``."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return host if ":" in host else None


def _split(url: str) -> SplitResult:
    try:
        split = urlsplit(url.strip())
        port = split.port
    except ValueError as cause:
        raise Refusal(Reason.BAD_URL, "no web address") from cause
    if split.scheme not in _DEFAULT_PORTS or not split.hostname or len(url) > _MAX_URL:
        raise Refusal(Reason.BAD_URL, "no http(s) address")
    if "@" in split.netloc:
        raise Refusal(Reason.BAD_URL, "the address carries credentials")
    if port is not None and port in _network()["ports"]:
        raise Refusal(Reason.BAD_URL, f"port {port} is not one of web pages")
    return split


def _ascii_host(host: str) -> str:
    if ":" in host:
        return host
    shown = host.encode("ascii", "backslashreplace").decode("ascii")
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError as cause:
        raise Refusal(Reason.DNS, f"no address found for '{shown}'") from cause
    name = name.removesuffix(".")
    if not _HOST_NAME.fullmatch(name):
        raise Refusal(Reason.BAD_URL, f"'{shown}' is no host name")
    return name


@functools.cache
def _network() -> dict[str, Any]:
    """The lists of ``data/network.toml``; read once."""
    path = resources.files("provenance") / "data" / "network.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
