"""What servers can do to a fetch, each as a server that does it.

Used by ``tests/test_fetching_hostile.py`` and by ``benchmarks/speed/fetching.py``.
"""

import gzip
import socket
import struct
import time
import zlib

import attrs
from loopback import CHUNKED, MISSING, PAGE, Respond, always, redirect, response

from provenance.fetching import FetchOptions
from provenance.terms import Reason

LIMITS = FetchOptions(
    allow_private=True,
    connect_timeout=5.0,
    read_timeout=5.0,
    total_timeout=10.0,
    max_bytes=1_000_000,
    max_redirects=3,
    per_host_delay=0.0,
    retries=1,
    backoff=0.0,
)
"""For what ends by its size or its nonsense: long enough on a busy machine."""
SHORT = attrs.evolve(LIMITS, connect_timeout=0.4, read_timeout=0.4, total_timeout=0.8)
"""For what ends by the clock: at most 1.6 seconds, the page's and those of its rules."""

OPEN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BLOCK = b"x" * 65_536


@attrs.frozen
class Case:
    """A server and how a fetch of it must end."""

    name: str
    respond: Respond = attrs.field(repr=False)
    reason: Reason | None
    """``None``: with a page that says it is cut short."""
    scheme: str = "http"
    in_robots: bool = False
    """Whether the ``robots.txt`` is what is hostile."""

    @property
    def limits(self) -> FetchOptions:
        return SHORT if self.reason is Reason.TIMEOUT else LIMITS

    @property
    def _no_rules(self) -> bytes:
        return NO_TLS if self.scheme == "https" else MISSING

    def answer(self, connection: socket.socket, head: bytes) -> None:
        """As the server does: an innocent one for whichever of page and rules is not meant."""
        if head.startswith(b"GET /robots.txt ") is self.in_robots:
            self.respond(connection, head)
        else:
            connection.sendall(response() if self.in_robots else self._no_rules)


def dripping(start: bytes, piece: bytes, *, pause: float = 0.05) -> Respond:
    """Sends ``start``, then ``piece`` for ever, with pauses shorter than a silence."""

    def respond(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(start)
        while True:
            time.sleep(pause)
            connection.sendall(piece)

    return respond


def flooding(start: bytes, piece: bytes) -> Respond:
    """Sends ``start``, then ``piece`` for ever, as fast as it is taken."""

    def respond(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(piece)

    return respond


def silent(_connection: socket.socket, _head: bytes) -> None:
    time.sleep(3)


def reset(connection: socket.socket, _head: bytes) -> None:
    """Half a page, then the connection is torn."""
    connection.sendall(response(PAGE[:30], length=500))
    time.sleep(0.1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


MEGABYTES = 500
"""What a bomb unpacks to."""


def bomb(encoding: str, wbits: int) -> bytes:
    """One stream of nothing but zeros, put together from equal blocks."""
    packer = zlib.compressobj(9, wbits=wbits)
    start = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\0" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return response(start + block * MEGABYTES, headers=[f"Content-Encoding: {encoding}"])


def bomb_in_parts() -> bytes:
    packed = gzip.compress(b"\0" * 1_000_000, mtime=0) * MEGABYTES
    return response(packed, headers=["Content-Encoding: gzip"])


def crowded_rules() -> bytes:
    """Thousands of names, and thousands of rules for each of them."""
    agents = "".join(f"User-agent: bot{number}\n" for number in range(3_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(3_500))
    return response((agents + rules).encode(), headers=["Content-Type: text/plain"])


REDIRECT_OPEN = b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n"
EMPTY_MEMBERS = response(gzip.compress(b"", mtime=0) * 10_000, headers=["Content-Encoding: gzip"])
NO_TLS = response(status="400 Bad Request")
LONG_REDIRECT = redirect("/" + "a" * 20_000)

CASES = (
    Case("no answer", silent, Reason.TIMEOUT),
    Case("the head byte by byte", dripping(b"", b"H"), Reason.TIMEOUT),
    Case("headers one by one", dripping(OPEN, b"X-More: 1\r\n"), Reason.TIMEOUT),
    Case("interim answers for ever", flooding(b"", b"HTTP/1.1 100 Go\r\n\r\n"), Reason.TIMEOUT),
    Case("the body byte by byte", dripping(OPEN + b"\r\n", b"x"), Reason.TIMEOUT),
    Case("chunks of one byte", dripping(CHUNKED, b"1\r\nx\r\n"), Reason.TIMEOUT),
    Case(
        "lines behind the last chunk",
        flooding(CHUNKED + b"1\r\nx\r\n0\r\n", b"X-More: 1\r\n"),
        Reason.TIMEOUT,
    ),
    Case("a body without end", flooding(OPEN + b"\r\n", BLOCK), Reason.TOO_LARGE),
    Case("a chunk size without end", flooding(CHUNKED, b"1" * 65_536), Reason.CONNECTION),
    Case("a header without end", flooding(OPEN + b"X-More: ", BLOCK), Reason.CONNECTION),
    Case("headers without end", flooding(OPEN, b"X-More: 1\r\n" * 500), Reason.CONNECTION),
    Case("a gzip bomb", always(bomb("gzip", zlib.MAX_WBITS | 16)), Reason.TOO_LARGE),
    Case("a gzip bomb in parts", always(bomb_in_parts()), Reason.TOO_LARGE),
    Case("gzip parts of nothing", always(EMPTY_MEMBERS), Reason.EMPTY),
    Case("a deflate bomb", always(bomb("deflate", zlib.MAX_WBITS)), Reason.TOO_LARGE),
    Case(
        "a packing not asked for",
        always(response(b"\x1b\x00", headers=["Content-Encoding: br"])),
        Reason.BAD_ENCODING,
    ),
    Case(
        "packed twice",
        always(response(b"\x1f\x8b", headers=["Content-Encoding: gzip, gzip"])),
        Reason.BAD_ENCODING,
    ),
    Case("a redirect in a circle", always(redirect("/")), Reason.TOO_MANY_REDIRECTS),
    Case(
        "a redirect with a body without end",
        flooding(REDIRECT_OPEN, BLOCK),
        Reason.TOO_MANY_REDIRECTS,
    ),
    Case("a redirect too long to ask", always(LONG_REDIRECT), Reason.BAD_URL),
    Case(
        "a failure with a body without end",
        flooding(b"HTTP/1.1 404 Not Found\r\n\r\n", BLOCK),
        Reason.HTTP_404,
    ),
    Case("shorter than it says", always(response(length=5_000)), None),
    Case("torn in the middle", reset, None),
    Case("a plea to wait for a year", always(
        response(b"", status="429 Too Many", headers=["Retry-After: 31536000"])
    ), Reason.HTTP_429),
    Case("no TLS at its port", always(NO_TLS), Reason.TLS, scheme="https"),
    Case("rules without end", flooding(OPEN + b"\r\n", b"# more\n" * 9_000), None, in_robots=True),
    Case("rules byte by byte", dripping(OPEN + b"\r\n", b"#"), Reason.TIMEOUT, in_robots=True),
    Case("rules for thousands of programs", always(crowded_rules()), None, in_robots=True),
    Case("rules that move in a circle", always(redirect("/robots.txt")), None, in_robots=True),
)  # fmt: skip
"""For the last ones ``None`` means: with the page."""
