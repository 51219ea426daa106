"""Many pages, politely: pace, second tries, connections, redirects, proxies.

The cassettes replay what a server of ours sent to a real client, under the names of this file; the
port is left out of them. Record them anew with
``pytest tests/test_fetching_client.py -m vcr --record-mode=rewrite``.
"""

import base64
import datetime
import email.utils
import gzip
import itertools
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hostile_servers import LIMITS
from loopback import (
    MISSING,
    PAGE,
    always,
    by_path,
    capture,
    failure,
    in_turn,
    path_of,
    redirect,
    response,
    serving,
    to_this_machine,
)

from provenance.errors import ConfigError
from provenance.fetching import Client, FetchOptions
from provenance.fetching.addresses import parse_address
from provenance.fetching.exchanges import Answer
from provenance.fetching.retries import Closing, Pause, first_retry, pause_after
from provenance.model import Capture
from provenance.terms import CapturedBy, Reason, Via

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "::1"])

PORT = 18_766
NOON = datetime.datetime(2026, 3, 4, 12, 0, tzinfo=datetime.UTC)
HERE = attrs.evolve(LIMITS, retries=0, resolver=to_this_machine, now=lambda: NOON)
BARE = attrs.evolve(HERE, obey_robots=False)
AGAIN = attrs.evolve(BARE, retries=2)
BUSY = response(b"", status="503 Service Unavailable")


# --- replayed from cassettes ---------------------------------------------------------------------

RUSSIAN = "<html><body><p>Совет собрался во вторник.</p></body></html>".encode("cp1251")
TOWN = {
    "/robots.txt": response(
        b"User-agent: *\nDisallow: /drafts\n", headers=["Content-Type: text/plain"]
    ),
    "/statement": response(),
    "/old": redirect("/moved"),
    "/moved": redirect("/statement"),
    "/packed": response(
        gzip.compress(PAGE, mtime=0), headers=["Content-Encoding: gzip", "Vary: Accept-Encoding"]
    ),
    "/ru": response(RUSSIAN, headers=["Content-Type: text/html; charset=windows-1251"]),
    "/minutes.pdf": response(b"%PDF-1.7 minutes", headers=["Content-Type: application/pdf"]),
}


def named_host(request: Any) -> Any:
    """A request under the name it was for, not the machine's; without the port."""
    host = request.headers["Host"]
    name = host.decode() if isinstance(host, bytes) else str(host)
    request.uri = re.sub(r"//[^/]*", f"//{name.partition(':')[0]}", request.uri, count=1)
    request.headers["Host"] = name.partition(":")[0]
    return request


def packed_again(answer: Any) -> Any:
    """An answer with its body as it was sent: vcrpy has already unpacked it."""
    body = answer["body"]["string"]
    if "gzip" in str(answer["headers"].get("Content-Encoding")) and body[:2] != b"\x1f\x8b":
        answer["body"]["string"] = gzip.compress(body, mtime=0)
    return answer


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return {
        "filter_headers": ["user-agent", "authorization", "proxy-authorization", "cookie"],
        "before_record_request": named_host,
        "before_record_response": packed_again,
        "match_on": ["method", "scheme", "host", "path", "query"],
    }


@pytest.fixture
def town(record_mode: str) -> Iterator[str]:
    """Where the recorded server stood; it runs only while a cassette is recorded."""
    if record_mode == "none":
        yield f"http://town.example:{PORT}"
        return
    pleas = [response(b"", status="429 Too Many Requests", headers=["Retry-After: 0"])]
    answer = by_path(TOWN)

    def respond(connection: socket.socket, head: bytes) -> None:
        if path_of(head) == "/busy":
            connection.sendall(pleas.pop() if pleas else response())
        else:
            answer(connection, head)

    with serving(respond, port=PORT) as server:
        yield server.at("town.example")


@pytest.mark.vcr
def test_a_page_is_had_with_what_it_says_of_itself(town: str) -> None:
    with Client(HERE) as client:
        page = capture(client.get(f"{town}/statement#part"))

    assert PAGE == page.body
    assert f"{town}/statement#part" == page.url
    assert f"{town}/statement" == page.final_url
    assert (200, "2026-03-04T12:00:00Z", ()) == (page.status, page.captured_at, page.redirects)
    assert (Via.ORIGINAL, CapturedBy.FETCH, None) == (page.via, page.captured_by, page.archived_at)
    assert ("content-type", "text/html; charset=utf-8") in page.headers


@pytest.mark.vcr
def test_the_way_over_redirects_is_recorded(town: str) -> None:
    with Client(HERE) as client:
        page = capture(client.get(f"{town}/old"))

    assert (f"{town}/old", f"{town}/statement") == (page.url, page.final_url)
    assert (f"{town}/moved",) == page.redirects


@pytest.mark.vcr
def test_a_packed_page_is_unpacked_and_its_headers_are_kept(town: str, record_mode: str) -> None:
    with Client(HERE) as client:
        result = client.get(f"{town}/packed")
    if record_mode != "none":
        pytest.skip("recorded; vcrpy hands the page out unpacked while it records")
    page = capture(result)

    assert PAGE == page.body
    assert ("content-encoding", "gzip") in page.headers


@pytest.mark.vcr
def test_the_bytes_of_another_charset_are_left_as_they_are(town: str) -> None:
    with Client(HERE) as client:
        page = capture(client.get(f"{town}/ru"))

    assert RUSSIAN == page.body
    assert ("content-type", "text/html; charset=windows-1251") in page.headers


@pytest.mark.vcr
def test_a_pdf_is_a_document_too(town: str) -> None:
    with Client(HERE) as client:
        assert capture(client.get(f"{town}/minutes.pdf")).body.startswith(b"%PDF")


@pytest.mark.vcr
def test_rules_are_obeyed(town: str) -> None:
    with Client(HERE) as client:
        drafts = failure(client.get(f"{town}/drafts/1"))

    assert Reason.BLOCKED_BY_ROBOTS is drafts.reason


@pytest.mark.vcr
def test_a_plea_to_come_back_is_heeded(town: str) -> None:
    with Client(attrs.evolve(HERE, retries=1)) as client:
        assert PAGE == capture(client.get(f"{town}/busy")).body


# --- many at once --------------------------------------------------------------------------------


def numbered(connection: socket.socket, head: bytes) -> None:
    path = path_of(head)
    connection.sendall(MISSING if path == "/robots.txt" else response(path.encode()))


def test_results_come_in_the_order_of_the_addresses_and_equal_ones_are_asked_once() -> None:
    with serving(numbered) as server, Client(HERE) as client:
        base = [server.at(f"host{number}.example") for number in range(3)]
        urls = [f"{base[n % 3]}/{n}" for n in range(9)]
        asked = [*urls, urls[0], f"{urls[1]}#part", "nonsense"]
        results = client.get_all(asked)

        assert asked == [result.url for result in results]
        assert [f"/{n}".encode() for n in (*range(9), 0, 1)] == [
            capture(result).body for result in results[:-1]
        ]
        assert Reason.BAD_URL is failure(results[-1]).reason
        assert 9 + 3 == len(server.requests)


def test_nothing_asked_is_nothing_answered() -> None:
    with Client(HERE) as client:
        assert () == client.get_all([])


def test_progress_is_told_in_the_thread_that_waits() -> None:
    told: list[tuple[int, int, str]] = []

    def tell(done: int, of: int) -> None:
        told.append((done, of, threading.current_thread().name))

    with serving(numbered) as server, Client(HERE, progress=tell) as client:
        client.get_all([f"{server.url}/{number}" for number in range(4)])

    here = threading.current_thread().name
    assert [(1, 4, here), (2, 4, here), (3, 4, here), (4, 4, here)] == told


def test_a_bug_is_not_taken_for_a_failure_of_the_page() -> None:
    def broken(_host: str, _port: int) -> list[str]:
        raise RuntimeError("a bug")

    with Client(attrs.evolve(HERE, resolver=broken)) as client:
        with pytest.raises(RuntimeError, match="a bug"):
            client.get("http://page.example/")
        with pytest.raises(RuntimeError, match="a bug"):
            client.get_all(["http://page.example/", "http://other.example/"])


def test_a_client_may_be_used_from_many_threads() -> None:
    results: dict[int, bytes] = {}

    def work(number: int) -> None:
        results[number] = capture(client.get(f"{server.url}/{number}")).body

    with serving(numbered, keeps=True) as server, Client(HERE) as client:
        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)

        assert {number: f"/{number}".encode() for number in range(8)} == results
        assert 1 == server.paths.count("/robots.txt")


# --- the pace ------------------------------------------------------------------------------------


def test_requests_to_one_host_keep_their_distance_and_hosts_go_side_by_side() -> None:
    options = attrs.evolve(HERE, per_host_delay=0.25)
    with (
        serving(numbered) as one,
        serving(numbered) as two,
        serving(numbered) as three,
        Client(options) as client,
    ):
        servers = (one, two, three)
        client.get_all([f"{s.at(f'h{s.port}.example')}/{n}" for s in servers for n in (1, 2)])

    for server in servers:
        gaps = [later - earlier for earlier, later in itertools.pairwise(server.times)]
        assert 2 == len(gaps)
        assert 0.4 < sum(gaps)
    # Every host is begun before the first one is done.
    assert max(s.times[0] for s in servers) < min(s.times[-1] for s in servers)


@pytest.mark.parametrize("allowed", [1, 3])
def test_no_more_requests_than_allowed_are_under_way_at_one_host(allowed: int) -> None:
    lock = threading.Lock()
    now: list[int] = [0]
    most: list[int] = [0]

    def respond(connection: socket.socket, _head: bytes) -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.1)
        with lock:
            now[0] -= 1
        connection.sendall(response())

    options = attrs.evolve(BARE, per_host_connections=allowed)
    with serving(respond) as server, Client(options) as client:
        client.get_all([f"{server.url}/{number}" for number in range(6)])

    assert allowed >= most[0]
    assert (allowed > 1) is (most[0] > 1)


def test_fewer_workers_than_hosts_serve_them_all() -> None:
    options = attrs.evolve(HERE, workers=2, per_host_delay=0.05)
    with serving(numbered) as server, Client(options) as client:
        urls = [f"{server.at(f'h{host}.example')}/{n}" for host in range(7) for n in range(3)]
        results = client.get_all(urls)

    assert all(isinstance(result, Capture) for result in results)


# --- connections ---------------------------------------------------------------------------------


def test_a_connection_is_used_again_for_its_host_and_for_no_other() -> None:
    with serving(numbered, keeps=True) as server, Client(HERE) as client:
        for number in range(3):
            capture(client.get(f"{server.at('page.example')}/{number}"))
        assert 1 == len(server.connections)

        capture(client.get(f"{server.at('other.example')}/1"))
        assert 2 == len(server.connections)


def test_a_connection_outlives_small_failures_and_redirects() -> None:
    answers = {"/a": redirect("/b"), "/b": response()}
    with serving(by_path(answers), keeps=True) as server, Client(HERE) as client:
        capture(client.get(f"{server.url}/a"))
        failure(client.get(f"{server.url}/none"))

        assert ["/robots.txt", "/a", "/b", "/none"] == server.paths
        assert 1 == len(server.connections)


def test_a_connection_closed_while_it_lay_idle_is_no_failure() -> None:
    """The server says nothing of it, and closes as soon as the second request comes."""

    def respond(connection: socket.socket, head: bytes) -> None:
        if path_of(head) == "/2" and not closed:
            closed.append(True)
            raise OSError("gone")
        connection.sendall(response())

    closed: list[bool] = []
    with serving(respond, keeps=True) as server, Client(BARE) as client:
        capture(client.get(f"{server.url}/1"))
        capture(client.get(f"{server.url}/2"))

        assert ["/1", "/2", "/2"] == server.paths
        assert 2 == len(server.connections)


def test_another_machine_of_the_name_is_tried_where_one_does_not_listen() -> None:
    options = attrs.evolve(BARE, resolver=lambda _host, _port: ["::1", "127.0.0.1"])
    with serving(always(response())) as server, Client(options) as client:
        assert PAGE == capture(client.get(server.at("page.example"))).body


# --- second tries --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tries", "reason", "answers"),
    [
        (2, None, [BUSY, response()]),
        (3, None, [BUSY, BUSY, response()]),
        (3, Reason.HTTP_5XX, [BUSY]),
        (2, None, [response(b"", status="502 Bad Gateway"), response()]),
        (2, None, [response(b"", status="504 Gateway Timeout"), response()]),
        (2, None, [response(b"", status="429 Too Many Requests"), response()]),
        (2, None, [b"", response()]),
        (2, None, [response(PAGE[:20], length=900), response()]),
        # What stays as it is, is not asked for again.
        (1, Reason.HTTP_5XX, [response(b"", status="500 Internal Server Error")]),
        (1, Reason.HTTP_5XX, [response(b"", status="501 Not Implemented")]),
        (1, Reason.HTTP_404, [MISSING]),
        (1, Reason.HTTP_403, [response(b"", status="403 Forbidden")]),
        (1, Reason.NOT_HTML, [response(b"GIF89a", headers=["Content-Type: image/gif"])]),
        (1, Reason.EMPTY, [response(b" ")]),
    ],
)
def test_what_may_pass_is_tried_again(
    tries: int, reason: Reason | None, answers: list[bytes]
) -> None:
    with serving(in_turn(*answers)) as server, Client(AGAIN) as client:
        result = client.get(server.url)

        assert reason is (None if isinstance(result, Capture) else result.reason)
        assert tries == len(server.requests)
        assert not isinstance(result, Capture) or not result.truncated


@pytest.mark.parametrize("second", [MISSING, BUSY, b"", response(PAGE[:20], length=900)])
def test_a_page_that_broke_off_is_kept_where_there_is_no_better_one(second: bytes) -> None:
    answers = in_turn(response(PAGE[:20], length=900), second)
    with serving(answers) as server, Client(AGAIN) as client:
        page = capture(client.get(server.url))

    assert page.truncated
    assert PAGE[:20] == page.body


def test_a_failure_keeps_the_status() -> None:
    with serving(always(BUSY)) as server, Client(BARE) as client:
        assert 503 == failure(client.get(server.url)).status


def answer(status: int, *headers: tuple[str, str]) -> Answer:
    address = parse_address("http://page.example/")
    return Answer(
        address=address, captured_at="2026-03-04T12:00:00Z", status=status, headers=headers
    )


@pytest.mark.parametrize(
    ("least", "most", "value"),
    [
        (7, 7, "7"),
        (0, 0, "0"),
        (0, 0, "Wed, 04 Mar 2020 12:00:00 GMT"),
        # Not understood: as if it were not there.
        (0, 0, "soon"),
        (0, 0, "-5"),
        (0, 0, "1.5"),
        (0, 0, "9" * 5_000),
        (0, 0, "Wed, 99 Mar 99999 12:00:00 GMT"),
    ],
)
def test_both_forms_of_retry_after_are_read(least: float, most: float, value: str) -> None:
    options = attrs.evolve(AGAIN, max_retry_after=60.0)
    pause = pause_after(answer(503, ("retry-after", value)), first_retry(options), options)

    assert isinstance(pause, Pause)
    assert least <= pause.seconds <= most


def test_a_date_to_come_back_is_kept() -> None:
    date = email.utils.formatdate(time.time() + 1_000, usegmt=True)
    options = attrs.evolve(AGAIN, max_retry_after=2_000.0)
    pause = pause_after(answer(503, ("retry-after", date)), first_retry(options), options)

    assert isinstance(pause, Pause)
    assert 900 < pause.seconds <= 1_000


def test_the_pauses_grow() -> None:
    options = FetchOptions(retries=4, backoff=2.0)
    retry = first_retry(options)
    pauses = []
    while isinstance(pause := pause_after(answer(503), retry, options), Pause):
        pauses.append(pause.seconds)
        retry = pause.retry

    assert [0.0, 4.0, 8.0, 16.0] == pauses


def test_a_longer_wait_than_is_granted_ends_the_tries() -> None:
    closing = pause_after(answer(429, ("retry-after", "3600")), first_retry(AGAIN), AGAIN)

    assert isinstance(closing, Closing)
    assert 3600 == closing.seconds
    assert (Reason.HTTP_429, 429) == (closing.refusal.reason, closing.refusal.status)


def test_a_host_that_asks_for_a_long_wait_is_left_alone() -> None:
    plea = response(b"", status="429 Too Many Requests", headers=["Retry-After: 3600"])
    with serving(always(plea)) as server, Client(AGAIN) as client:
        results = client.get_all([f"{server.url}/{number}" for number in range(5)])
        later = failure(client.get(f"{server.url}/later"))

        assert {Reason.HTTP_429} == {failure(result).reason for result in results}
        assert Reason.HTTP_429 is later.reason
        assert 1 == len(server.requests)


def test_a_host_has_the_wait_it_asks_for() -> None:
    plea = response(b"", status="503 Busy", headers=["Retry-After: 1"])
    with serving(in_turn(plea, response())) as server, Client(AGAIN) as client:
        capture(client.get(server.url))

        assert 0.7 < server.times[1] - server.times[0]


# --- what leaves this machine --------------------------------------------------------------------


def test_nothing_is_carried_from_one_host_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("NETRC", "/dev/null")
    with serving(always(response())) as target:
        found = ["Set-Cookie: seen=1; Path=/", f"Location: {target.at('target.example')}/b"]
        moved = response(b"", status="302 Found", headers=[*found, "WWW-Authenticate: Basic"])
        with serving(always(moved)) as first, Client(BARE) as client:
            page = capture(client.get(first.at("first.example") + "/a?token=1"))
            client.get(first.at("first.example") + "/again")

    sent = [line.split(b":")[0] for line in target.requests[0].split(b"\r\n")[1:] if line]
    assert {b"Host", b"User-Agent", b"Accept", b"Accept-Encoding", b"Connection"} == set(sent)
    assert b"token" not in target.requests[0]
    assert b"cookie" not in first.requests[1].lower()
    assert "set-cookie" not in dict(page.headers)


def test_headers_are_kept_in_their_order() -> None:
    """Those of one name together, at the place of the first: HTTP knows no other order."""
    headers = ["X-B: 2", "X-A: 1", "X-B: 3", "X-Odd: a\tb", "Set-Cookie: a=1"]
    with serving(always(response(headers=headers))) as server, Client(BARE) as client:
        page = capture(client.get(server.url))

    kept = [pair for pair in page.headers if pair[0].startswith("x-")]
    assert [("x-b", "2"), ("x-b", "3"), ("x-a", "1"), ("x-odd", "a b")] == kept
    assert "set-cookie" not in dict(page.headers)


def test_an_international_name_is_asked_for_in_ascii() -> None:
    with serving(always(response())) as server, Client(BARE) as client:
        page = capture(client.get(server.at("bücher.example") + "/ä"))

        assert f"\r\nHost: xn--bcher-kva.example:{server.port}\r\n".encode() in server.requests[0]
        assert ["/%C3%A4"] == server.paths
        assert server.at("bücher.example") + "/ä" == page.final_url


# --- proxies -------------------------------------------------------------------------------------


def test_a_proxy_is_asked_and_no_name_is_looked_up_here() -> None:
    def never(_host: str, _port: int) -> list[str]:
        raise AssertionError("looked up")

    with serving(always(response())) as server:
        proxy = f"http://desk:secret@127.0.0.1:{server.port}"
        options = attrs.evolve(BARE, proxy=proxy, resolver=never, allow_private=False)
        with Client(options) as client:
            page = capture(client.get("http://page.example/a"))

            assert client.proxied
        assert "http://page.example/a" == page.final_url
        assert server.requests[0].startswith(b"GET http://page.example/a HTTP/1.1\r\n")
        login = base64.b64encode(b"desk:secret")
        assert b"Proxy-Authorization: Basic " + login in server.requests[0]
        assert "secret" not in repr(options)


def test_a_tunnel_is_asked_for_by_name() -> None:
    refusing = always(b"HTTP/1.1 403 Forbidden\r\n\r\n")
    with serving(refusing) as server:
        options = attrs.evolve(BARE, proxy=f"http://127.0.0.1:{server.port}")
        with Client(options) as client:
            result = failure(client.get("https://page.example/a"))

        assert Reason.CONNECTION is result.reason
        assert server.requests[0].startswith(b"CONNECT page.example:443 HTTP/1.")


CERTIFICATES = Path(__file__).parent / "cases" / "fetching"


@pytest.mark.parametrize(
    ("reason", "host"), [(None, "page.example"), (Reason.TLS, "other.example")]
)
def test_a_certificate_is_checked_through_a_tunnel(reason: Reason | None, host: str) -> None:
    """The machine behind the proxy shows the certificate of ``page.example``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "page.pem")

    def tunnel(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        with context.wrap_socket(connection, server_side=True) as inner:
            heads.append(inner.recv(4096))
            inner.sendall(response())

    heads: list[bytes] = []
    with serving(tunnel) as server:
        options = attrs.evolve(
            BARE,
            proxy=f"http://desk:secret@127.0.0.1:{server.port}",
            ca_bundle=str(CERTIFICATES / "authority.pem"),
        )
        with Client(options) as client:
            result = client.get(f"https://{host}/a")

    assert reason is (None if isinstance(result, Capture) else result.reason)
    assert b"Proxy-Authorization" in server.requests[0]
    assert not any(b"Proxy-Authorization" in head for head in heads)


def test_a_redirect_to_a_private_name_is_not_told_to_a_proxy() -> None:
    for inner in ("http://169.254.169.254/latest", "http://router.lan/"):
        with serving(always(redirect(inner))) as server:
            proxy = f"http://127.0.0.1:{server.port}"
            with Client(FetchOptions(proxy=proxy, obey_robots=False)) as client:
                result = failure(client.get("http://page.example/"))

            assert Reason.PRIVATE_ADDRESS is result.reason
            assert 1 == len(server.requests)


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST.", "a.localhost", "intranet", "printer.local", "db.internal"),
        *("metadata.google.internal", "router.lan", "nas.home.arpa", "10.0.0.1", "169.254.169.254"),
        *("127.1", "2130706433", "0x7f.0.0.1", "0", "[::1]", "[::ffff:10.0.0.1]", "[fe80::1]"),
        *("bank.corp", "page.test", "hidden.onion", "①27.0.0.1"),
    ],
)
def test_private_names_and_literals_are_not_told_to_a_proxy(host: str) -> None:
    with serving(always(response())) as server:
        proxy = f"http://127.0.0.1:{server.port}"
        with Client(FetchOptions(proxy=proxy, obey_robots=False)) as client:
            result = failure(client.get(f"http://{host}/"))

        assert Reason.PRIVATE_ADDRESS is result.reason
        assert [] == server.requests


@pytest.mark.parametrize("url", ["http://8.8.8.8/", "http://[2001:4860:4860::8888]/"])
def test_public_literals_are_told_to_a_proxy(url: str) -> None:
    with serving(always(response())) as server:
        proxy = f"http://127.0.0.1:{server.port}"
        with Client(FetchOptions(proxy=proxy, obey_robots=False)) as client:
            assert isinstance(client.get(url), Capture)


def test_a_private_name_that_is_allowed_is_told_to_a_proxy() -> None:
    with serving(always(response())) as server:
        options = FetchOptions(
            proxy=f"http://127.0.0.1:{server.port}",
            obey_robots=False,
            private_hosts=frozenset({"wiki.corp"}),
        )
        with Client(options) as client:
            assert isinstance(client.get("http://wiki.corp/"), Capture)
            assert not isinstance(client.get("http://other.corp/"), Capture)


@pytest.mark.parametrize(
    "proxy", ["proxy.example:3128", "socks5://user:secret@proxy.example", "http://", "http://[", ""]
)
def test_a_proxy_that_is_none_is_a_wrong_setting(proxy: str) -> None:
    with pytest.raises(ConfigError, match="write it as") as error:
        FetchOptions(proxy=proxy)

    assert "secret" not in str(error.value)


def test_without_a_proxy_the_client_says_so() -> None:
    with Client() as client:
        assert not client.proxied


@pytest.mark.parametrize(
    "wrong", [{"workers": 0}, {"per_host_connections": 0}, {"retries": -1}, {"total_timeout": -1}]
)
def test_a_setting_out_of_its_bounds_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        FetchOptions(**wrong)
