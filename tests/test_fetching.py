"""One page over the network: what comes back, and what hostile servers can do.

All servers are started here, on this machine. The cassettes replay without one; record them anew
with ``pytest tests/test_fetching.py -m vcr --record-mode=rewrite``, which starts it at ``PORT``.
``tests/cases/fetching`` holds a certificate for ``page.example``, good for these tests alone, and
the authority that signed it.
"""

import datetime
import functools
import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from loopback import CHUNKED, PAGE, Server, always, capture, failure, response, serving

from provenance.fetching import FetchOptions, fetch, is_public_address
from provenance.terms import Reason

zipped = functools.partial(gzip.compress, mtime=0)
"""Without a clock in it: workers must see the same cases."""

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "::1"])

PORT = 18_765
CERTIFICATES = Path(__file__).parent / "cases" / "fetching"
NOON = datetime.datetime(2026, 3, 4, 12, 0, tzinfo=datetime.UTC)
HERE = FetchOptions(
    allow_private=True, connect_timeout=2, read_timeout=2, total_timeout=4, now=lambda: NOON
)


# --- replayed from cassettes ---------------------------------------------------------------------


def town_hall(connection: socket.socket, head: bytes) -> None:
    path = head.split(b" ")[1]
    if path == b"/old":
        connection.sendall(
            response(b"", status="301 Moved Permanently", headers=["Location: /new?b=%C3%BC#part"])
        )
    elif path.startswith(b"/new"):
        connection.sendall(response())
    else:
        connection.sendall(response(b"gone", status="404 Not Found"))


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return {"filter_headers": ["user-agent"]}


@pytest.fixture
def town_hall_url(record_mode: str) -> Iterator[str]:
    """Where the recorded server stood; it runs only while a cassette is recorded."""
    if record_mode == "none":
        yield f"http://127.0.0.1:{PORT}"
        return
    with serving(town_hall, port=PORT) as server:
        yield server.url


@pytest.mark.vcr
def test_a_redirect_is_followed_to_the_page(town_hall_url: str) -> None:
    page = capture(fetch(f"{town_hall_url}/old", options=HERE))

    assert PAGE == page.body
    assert f"{town_hall_url}/old" == page.url
    assert f"{town_hall_url}/new?b=%C3%BC" == page.final_url
    assert "2026-03-04T12:00:00Z" == page.captured_at
    assert ("content-type", "text/html; charset=utf-8") in page.headers
    assert not page.truncated


@pytest.mark.vcr
def test_a_missing_page_is_a_value(town_hall_url: str) -> None:
    missing = failure(fetch(f"{town_hall_url}/nowhere", options=HERE))

    assert Reason.HTTP_404 is missing.reason
    assert "2026-03-04T12:00:00Z" == missing.captured_at


# --- what the answer says ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "answer"),
    [
        (Reason.HTTP_401, response(status="401 Unauthorized")),
        (Reason.HTTP_403, response(status="403 Forbidden")),
        (Reason.HTTP_410, response(status="410 Gone")),
        (Reason.HTTP_429, response(status="429 Too Many Requests")),
        (Reason.HTTP_4XX, response(status="418 I'm a teapot")),
        (Reason.HTTP_5XX, response(status="503 Service Unavailable")),
        (Reason.EMPTY, response(b"  \n ")),
        (Reason.EMPTY, response(b"", status="204 No Content")),
        (Reason.NOT_HTML, response(b"GIF89a", headers=["Content-Type: image/gif"])),
        (Reason.BAD_URL, response(b"", status="302 Found")),
        (
            Reason.BAD_URL,
            response(b"", status="302 Found", headers=["Location: file:///etc/hosts"]),
        ),
        (Reason.BAD_URL, response(b"", status="302 Found", headers=["Location: http://["])),
        (Reason.BAD_ENCODING, response(b"x", headers=["Content-Encoding: br"])),
        (Reason.BAD_ENCODING, response(b"no gzip", headers=["Content-Encoding: gzip"])),
        (Reason.CONNECTION, b"nonsense\r\n\r\n"),
        (Reason.CONNECTION, b""),
        (Reason.CONNECTION, response(b"", length=500)),
    ],
)
def test_an_answer_that_is_no_page_has_its_reason(reason: Reason, answer: bytes) -> None:
    with serving(always(answer)) as server:
        assert reason is failure(fetch(server.url, options=HERE)).reason


def test_a_packed_page_comes_unpacked() -> None:
    """Not from a cassette: vcrpy stores the page unpacked beside the header that says packed."""
    packed = response(zipped(PAGE), headers=["Content-Encoding: gzip"])
    with serving(always(packed)) as server:
        assert PAGE == capture(fetch(server.url, options=HERE)).body


@pytest.mark.parametrize(
    ("body", "packed"),
    [
        (PAGE + PAGE, zipped(PAGE) + zipped(PAGE)),
        (PAGE, zipped(PAGE) + zipped(b"")),
        (PAGE, zipped(PAGE) + b"\0" * 100),
        (PAGE, zipped(PAGE) + b"\0" * len(zipped(PAGE)) + zipped(PAGE)),
    ],
    ids=["two parts", "an empty part", "filling", "a part behind filling"],
)
@pytest.mark.parametrize("is_slow", [False, True])
def test_all_parts_of_a_packed_page_are_unpacked(
    body: bytes, packed: bytes, *, is_slow: bool
) -> None:
    """A part can begin anywhere in what arrives at once; what follows the last one is nothing."""
    whole = response(packed, headers=["Content-Encoding: gzip"])

    def respond(connection: socket.socket, _head: bytes) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        step = len(zipped(PAGE)) if is_slow else len(whole)
        head = len(whole) - len(packed)
        connection.sendall(whole[:head])
        for start in range(head, len(whole), step):
            time.sleep(0.02)
            connection.sendall(whole[start : start + step])

    with serving(respond) as server:
        page = capture(fetch(server.url, options=HERE))

    assert body == page.body
    assert not page.truncated


@pytest.mark.parametrize("raw", [False, True])
def test_deflate_is_read_with_and_without_its_header(*, raw: bool) -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS if raw else zlib.MAX_WBITS)
    packed = packer.compress(PAGE) + packer.flush()
    with serving(always(response(packed, headers=["Content-Encoding: deflate"]))) as server:
        assert PAGE == capture(fetch(server.url, options=HERE)).body


def test_a_chunked_page_is_put_together() -> None:
    with serving(always(CHUNKED + b"5\r\n<p>ab\r\n4\r\n</p>\r\n0\r\n\r\n")) as server:
        assert b"<p>ab</p>" == capture(fetch(server.url, options=HERE)).body


@pytest.mark.parametrize(
    "answer",
    [
        response(length=len(PAGE) + 99),
        response(zipped(PAGE * 50)[:-20], headers=["Content-Encoding: gzip"]),
        CHUNKED + b"9\r\n<p>ab",
    ],
    ids=["wrong length", "broken gzip", "broken chunk"],
)
def test_a_page_cut_short_says_so(answer: bytes) -> None:
    with serving(always(answer)) as server:
        assert capture(fetch(server.url, options=HERE)).truncated


def test_what_is_asked_tells_who_asks_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    options = attrs.evolve(HERE, contact="desk@example.org\r\nX-Injected: yes")
    with serving(always(response(headers=["Set-Cookie: seen=1"]))) as server:
        capture(fetch(f"{server.url}/a?b=1#part", options=options))
        head = server.requests[0].decode()

    assert head.startswith("GET /a?b=1 HTTP/1.1\r\n")
    assert "(desk@example.orgX-Injected: yes)" in head
    assert "\r\nX-Injected" not in head
    assert "cookie" not in head.lower()
    assert "authorization" not in head.lower()


def test_a_cookie_is_not_carried_over_a_redirect() -> None:
    def respond(connection: socket.socket, head: bytes) -> None:
        if head.startswith(b"GET /first"):
            found = ["Location: /second", "Set-Cookie: seen=1; Path=/"]
            connection.sendall(response(b"", status="302 Found", headers=found))
        else:
            connection.sendall(response())

    with serving(respond) as server:
        capture(fetch(f"{server.url}/first", options=HERE))

        assert b"cookie" not in server.requests[1].lower()


# --- size and time -------------------------------------------------------------------------------


def test_an_endless_page_is_stopped() -> None:
    def endless(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65_536)

    with serving(endless) as server:
        options = attrs.evolve(HERE, max_bytes=200_000)

        assert Reason.TOO_LARGE is failure(fetch(server.url, options=options)).reason


def test_a_gzip_bomb_is_stopped() -> None:
    bomb = zipped(b"\0" * 50_000_000, compresslevel=9)
    with serving(always(response(bomb, headers=["Content-Encoding: gzip"]))) as server:
        options = attrs.evolve(HERE, max_bytes=1_000_000)

        assert Reason.TOO_LARGE is failure(fetch(server.url, options=options)).reason


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"])
def test_a_page_that_drips_is_stopped_in_time(head: bytes) -> None:
    """Every byte comes before the silence is too long; the whole never would."""
    stop = threading.Event()

    def drip(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        while not stop.wait(0.05):
            connection.sendall(b"H")

    options = attrs.evolve(HERE, read_timeout=0.5, total_timeout=0.8)
    with serving(drip) as server:
        began = time.monotonic()
        result = failure(fetch(server.url, options=options))
        stop.set()

    assert Reason.TIMEOUT is result.reason
    assert 2.0 > time.monotonic() - began


def test_a_silent_server_is_left() -> None:
    def silent(_connection: socket.socket, _head: bytes) -> None:
        stop.wait(3)

    stop = threading.Event()
    options = attrs.evolve(HERE, read_timeout=0.3)
    with serving(silent) as server:
        result = failure(fetch(server.url, options=options))
        stop.set()

    assert Reason.TIMEOUT is result.reason


def test_a_look_up_that_hangs_is_left() -> None:
    def hanging(_host: str, _port: int) -> list[str]:
        stop.wait(3)
        return []

    stop = threading.Event()
    options = attrs.evolve(HERE, resolver=hanging, total_timeout=0.2)
    result = failure(fetch("http://slow.example/", options=options))
    stop.set()

    assert Reason.TIMEOUT is result.reason


def test_nobody_listening_is_a_connection_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    assert Reason.CONNECTION is failure(fetch(f"http://127.0.0.1:{port}/", options=HERE)).reason


def test_redirects_that_never_end_are_stopped() -> None:
    with serving(always(response(b"", status="302 Found", headers=["Location: /"]))) as server:
        result = failure(fetch(server.url, options=attrs.evolve(HERE, max_redirects=3)))

        assert Reason.TOO_MANY_REDIRECTS is result.reason
        assert 4 == len(server.requests)


# --- which machines ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ip",
    [
        *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "0.0.0.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1"),
        # IPv4 wrapped in IPv6: mapped, 6to4, NAT64, Teredo.
        *("::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "2002:7f00:1::", "64:ff9b::a00:1"),
        *("2001:0:4136:e378:8000:63bf:80ff:fffe", "nonsense", ""),
    ],
)
def test_an_inner_address_is_not_public(ip: str) -> None:
    assert not is_public_address(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_an_address_of_the_open_internet_is_public(ip: str) -> None:
    assert is_public_address(ip)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    with serving(always(response())) as server:
        result = failure(fetch(f"http://{host}:{server.port}/", options=FetchOptions()))

        assert Reason.PRIVATE_ADDRESS is result.reason
        assert [] == server.requests


def test_one_inner_address_among_others_is_enough_to_refuse() -> None:
    options = FetchOptions(resolver=lambda _host, _port: ["8.8.8.8", "10.0.0.1"])

    assert Reason.PRIVATE_ADDRESS is failure(fetch("http://both.example/", options=options)).reason


def test_a_redirect_to_an_inner_machine_is_refused() -> None:
    with serving(always(response())) as inner:
        found = response(b"", status="302 Found", headers=[f"Location: {inner.url}/metadata"])
        with serving(always(found)) as outer:
            options = attrs.evolve(
                HERE,
                allow_private=False,
                private_hosts=frozenset({"outer.example"}),
                resolver=lambda _host, _port: ["127.0.0.1"],
            )
            result = failure(fetch(f"http://outer.example:{outer.port}/", options=options))

        assert 1 == len(outer.requests)
        assert [] == inner.requests
        assert Reason.PRIVATE_ADDRESS is result.reason


def test_a_host_is_looked_up_once_and_that_answer_is_used() -> None:
    """A name that points elsewhere at the second look-up gets no second look-up."""
    answers = iter([["127.0.0.1"], ["192.0.2.1"]])
    options = attrs.evolve(HERE, resolver=lambda _host, _port: next(answers))
    with serving(always(response())) as server:
        page = capture(fetch(f"http://page.example:{server.port}/", options=options))

        assert f"http://page.example:{server.port}/" == page.final_url
        assert f"\r\nHost: page.example:{server.port}\r\n".encode() in server.requests[0]
        assert [["192.0.2.1"]] == list(answers)


@pytest.mark.parametrize(
    ("reason", "url"),
    [
        (Reason.BAD_URL, "ftp://example.org/"),
        (Reason.BAD_URL, "file:///etc/hosts"),
        (Reason.BAD_URL, "http://user:secret@example.org/"),
        (Reason.BAD_URL, "http://["),
        (Reason.BAD_URL, "http://example.org:99999/"),
        (Reason.BAD_URL, "http://"),
        (Reason.BAD_URL, ""),
        (Reason.BAD_URL, "http://example.org/" + "a" * 9_000),
        (Reason.DNS, "http://nowhere.example/"),
        (Reason.DNS, "http://\ud800.example/"),
    ],
)
def test_an_address_that_cannot_be_asked_has_its_reason(reason: Reason, url: str) -> None:
    def nothing(host: str, _port: int) -> list[str]:
        raise OSError(host)

    assert reason is failure(fetch(url, options=FetchOptions(resolver=nothing))).reason


# --- certificates --------------------------------------------------------------------------------


@pytest.fixture
def secure() -> Iterator[Server]:
    """A server that shows the certificate of ``page.example``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "page.pem")
    with serving(always(response()), context=context) as server:
        yield server


TRUSTING = attrs.evolve(
    HERE,
    resolver=lambda _host, _port: ["127.0.0.1"],
    ca_bundle=str(CERTIFICATES / "authority.pem"),
)


def test_a_certificate_is_checked_against_the_name(secure: Server) -> None:
    """And not against the address of the machine, to which the connection goes."""
    page = capture(fetch(f"https://page.example:{secure.port}/", options=TRUSTING))

    assert PAGE == page.body


def test_a_machine_with_many_names_is_told_which_one_is_meant() -> None:
    """Server name indication (RFC 6066), by which it chooses its certificate."""
    told: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "page.pem")
    context.sni_callback = lambda _socket, name, _context: told.append(name)
    with serving(always(response()), context=context) as server:
        capture(fetch(f"https://page.example:{server.port}/", options=TRUSTING))

    assert ["page.example"] == told


@pytest.mark.parametrize(
    ("host", "options"),
    [
        ("other.example", TRUSTING),
        ("127.0.0.1", TRUSTING),
        ("page.example", attrs.evolve(TRUSTING, ca_bundle=None)),
    ],
    ids=["another name", "the machine's address", "an unknown authority"],
)
def test_a_certificate_that_does_not_fit_ends_the_fetch(
    secure: Server, host: str, options: FetchOptions
) -> None:
    result = failure(fetch(f"https://{host}:{secure.port}/", options=options))

    assert Reason.TLS is result.reason
