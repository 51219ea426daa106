"""What hostile servers and names can do to a client: it ends in time, in little memory, rightly."""

import socket
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator

import attrs
import pytest
from hostile_servers import CASES, LIMITS, SHORT, Case
from loopback import (
    MISSING,
    always,
    by_path,
    capture,
    failure,
    in_turn,
    redirect,
    response,
    serving,
    to_this_machine,
)

from provenance.fetching import Client, FetchOptions
from provenance.model import Capture
from provenance.terms import Reason

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "::1"])

MOST_SECONDS = 15.0
"""Generous: what ends by the clock has 1.6, on a machine that does nothing else."""
MOST_BYTES = 24_000_000
"""Under a limit of 1 MB a page; the largest head that the library reads is 6.5 MB."""


@pytest.fixture
def measured() -> Iterator[Callable[[], tuple[float, int]]]:
    """Seconds since the beginning, and the most memory since then."""
    tracemalloc.start()
    began = time.monotonic()
    yield lambda: (time.monotonic() - began, tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_server_gets_little_time_and_memory(
    case: Case, measured: Callable[[], tuple[float, int]]
) -> None:
    with serving(case.answer) as server, Client(case.limits) as client:
        result = client.get(f"{case.scheme}://127.0.0.1:{server.port}/")
        seconds, most = measured()

    assert case.reason is (None if isinstance(result, Capture) else result.reason)
    assert MOST_SECONDS > seconds
    assert MOST_BYTES > most
    if isinstance(result, Capture):
        assert case.in_robots is not result.truncated


def test_a_handshake_that_never_ends_is_left() -> None:
    """The port is open and takes what comes; no TLS is ever spoken."""
    with socket.create_server(("127.0.0.1", 0)) as listener, Client(SHORT) as client:
        began = time.monotonic()
        result = failure(client.get(f"https://127.0.0.1:{listener.getsockname()[1]}/"))

    assert Reason.TIMEOUT is result.reason
    assert MOST_SECONDS > time.monotonic() - began


def test_a_hostile_host_does_not_keep_the_others_waiting() -> None:
    slow = next(case for case in CASES if case.name == "the body byte by byte")
    with serving(slow.answer) as bad, serving(always(response())) as good, Client(SHORT) as client:
        results = client.get_all([bad.url, *(f"{good.url}/{n}" for n in range(5))])

    assert Reason.TIMEOUT is failure(results[0]).reason
    assert all(isinstance(result, Capture) for result in results[1:])


# --- names ---------------------------------------------------------------------------------------

OUTSIDE = attrs.evolve(LIMITS, allow_private=False)


@pytest.mark.parametrize(
    "answers",
    [
        *(["127.0.0.1"], ["10.0.0.7"], ["192.168.0.1"], ["0.0.0.1"], ["169.254.169.254"]),
        *(["::1"], ["::ffff:127.0.0.1"], ["::127.0.0.1"], ["fd00:ec2::254"], ["fe80::1"]),
        *(["64:ff9b::7f00:1"], ["2002:a00:1::"], ["8.8.8.8", "127.0.0.1"]),
    ],
)
def test_a_name_that_means_an_inner_machine_is_refused(answers: list[str]) -> None:
    with Client(attrs.evolve(OUTSIDE, resolver=lambda _host, _port: answers)) as client:
        result = failure(client.get("http://innocent.example/"))

    assert Reason.PRIVATE_ADDRESS is result.reason
    assert result.status is None


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "00.0.0.00", "0", "127.1", "2130706433", "0x7f.0.0.1", "017700000001"),
        *("[::1]", "[::]", "[::ffff:127.0.0.1]", "169.254.169.254", "[::ffff:a9fe:a9fe]"),
    ],
)
def test_this_machine_is_refused_in_every_spelling(host: str) -> None:
    with serving(always(response())) as server, Client(OUTSIDE) as client:
        result = failure(client.get(f"http://{host}:{server.port}/"))

        assert Reason.PRIVATE_ADDRESS is result.reason
        assert [] == server.requests


def test_digits_of_other_scripts_are_refused_as_what_they_spell() -> None:
    with Client(OUTSIDE) as client:
        for host in ("１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1"):
            assert Reason.PRIVATE_ADDRESS is failure(client.get(f"http://{host}/")).reason


def rebinding(*answers: list[str]) -> Callable[[str, int], list[str]]:
    """A name that means another machine at every look-up; the last one for ever."""
    left = list(answers)
    return lambda _host, _port: left.pop(0) if len(left) > 1 else left[0]


def test_a_name_that_turns_inwards_between_two_requests_is_refused_then() -> None:
    """The connection of before is not used for it either."""
    options = attrs.evolve(
        LIMITS,
        allow_private=False,
        obey_robots=False,
        retries=0,
        resolver=rebinding(["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]),
    )
    allowing = AllowingThisMachine(options)
    with serving(always(response()), keeps=True) as server, Client(allowing) as client:
        first = client.get(server.at("page.example") + "/1")
        second = client.get(server.at("page.example") + "/2")
        third = client.get(server.at("page.example") + "/3")

        assert isinstance(first, Capture)
        assert isinstance(second, Capture)
        assert Reason.PRIVATE_ADDRESS is failure(third).reason
        assert ["/1", "/2"] == server.paths
        assert 1 == len(server.connections)


def test_a_name_that_turns_inwards_between_two_redirects_is_refused_then() -> None:
    options = attrs.evolve(
        OUTSIDE, obey_robots=False, resolver=rebinding(["127.0.0.1"], ["192.168.1.1"])
    )
    with (
        serving(by_path({"/": redirect("/admin")})) as server,
        Client(AllowingThisMachine(options)) as client,
    ):
        result = failure(client.get(server.at("page.example") + "/"))

        assert Reason.PRIVATE_ADDRESS is result.reason
        assert ["/"] == server.paths


def test_a_name_that_turns_inwards_after_its_rules_is_refused_then() -> None:
    options = attrs.evolve(OUTSIDE, resolver=rebinding(["127.0.0.1"], ["169.254.169.254"]))
    with (
        serving(always(MISSING)) as server,
        Client(AllowingThisMachine(options)) as client,
    ):
        result = failure(client.get(server.at("page.example") + "/latest/meta-data"))

        assert Reason.PRIVATE_ADDRESS is result.reason
        assert ["/robots.txt"] == server.paths


def AllowingThisMachine(options: FetchOptions) -> FetchOptions:  # noqa: N802 - reads as a noun
    """Options by which 127.0.0.1 stands for a public machine, and no other inner one does."""
    return _Lenient(**attrs.asdict(options, recurse=False))


@attrs.frozen(kw_only=True)
class _Lenient(FetchOptions):
    def allows(self, host: str, ip: str) -> bool:
        return ip == "127.0.0.1" or super().allows(host, ip)


@pytest.mark.parametrize("port", [22, 25, 6379 - 379, 6667, 0, 65_536, -1])
def test_a_port_of_another_protocol_is_not_asked(port: int) -> None:
    with Client(attrs.evolve(LIMITS, resolver=to_this_machine)) as client:
        assert Reason.BAD_URL is failure(client.get(f"http://page.example:{port}/")).reason


@pytest.mark.parametrize(
    "url",
    [
        "http://page.example\\@127.0.0.1/",
        "http://page.example#@127.0.0.1:8080@x/",
        "http://127.0.0.1\\.page.example/",
        "http://page.example%2f@127.0.0.1/",
        "http://page.exa mple/",
        "http://page.example%00.org/",
        "http://a..example/",
        "http://page.example:80:80/",
        "http://[127.0.0.1]/",
        "//page.example/",
        "javascript:alert(1)",
        "gopher://page.example/",
    ],
)
def test_an_address_that_readers_take_differently_is_not_asked(url: str) -> None:
    """Or it is asked at the one host that was vetted, which is nowhere."""
    asked: list[str] = []

    def nowhere(host: str, _port: int) -> list[str]:
        asked.append(host)
        raise OSError(host)

    with Client(attrs.evolve(OUTSIDE, resolver=nowhere)) as client:
        result = failure(client.get(url))

    assert result.reason in {Reason.BAD_URL, Reason.DNS}
    assert set(asked) <= {"page.example"}


def test_what_breaks_every_second_connection_does_not_break_the_client() -> None:
    """A page that breaks off is asked for again, and the whole one is taken."""
    torn = response(length=5_000)
    with serving(in_turn(torn, response())) as server, Client(LIMITS) as client:
        assert not capture(client.get(server.url)).truncated


def test_no_thread_is_left_behind() -> None:
    slow = next(case for case in CASES if case.name == "the head byte by byte")
    with serving(slow.answer) as server, Client(SHORT) as client:
        client.get_all([f"{server.url}/{number}" for number in range(3)])
    deadline = time.monotonic() + MOST_SECONDS
    while time.monotonic() < deadline and _fetching_threads():
        time.sleep(0.05)

    assert [] == _fetching_threads()


def _fetching_threads() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith(("fetch", "look-up"))]
