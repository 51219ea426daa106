"""What a ``robots.txt`` forbids, and what its absence means (RFC 9309)."""

import itertools
import time

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
    redirect,
    response,
    serving,
    to_this_machine,
)

from provenance.fetching import Client
from provenance.fetching.robots import parse_rules
from provenance.model import Capture
from provenance.terms import Reason

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "::1"])

HERE = attrs.evolve(LIMITS, retries=0, resolver=to_this_machine)


def rules(text: str | bytes) -> bytes:
    body = text if isinstance(text, bytes) else text.encode()
    return response(body, headers=["Content-Type: text/plain"])


# --- what is written there -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("is_allowed", "path", "text"),
    [
        (False, "/a", "User-agent: *\nDisallow: /"),
        (True, "/a", "User-agent: *\nDisallow:"),
        (True, "/a", ""),
        (True, "/a", "Disallow: /"),  # a rule that is nobody's
        (False, "/a", "User-agent: provenance\nDisallow: /"),
        (False, "/a", "user-AGENT : PROVENANCE # us\ndisallow : /"),
        (False, "/a", "User-agent: provenance/1.0\nDisallow: /"),
        (True, "/a", "User-agent: prov\nDisallow: /"),  # the beginning of a name is another name
        (True, "/a", "User-agent: provenance-bot\nDisallow: /"),
        (True, "/a", "User-agent: otherbot\nDisallow: /"),
        # A group for us replaces the one for everybody.
        (True, "/a", "User-agent: *\nDisallow: /\n\nUser-agent: provenance\nDisallow: /b"),
        (False, "/b", "User-agent: *\nDisallow: /\n\nUser-agent: provenance\nDisallow: /b"),
        (False, "/a", "User-agent: otherbot\nUser-agent: provenance\nDisallow: /a"),
        # Groups with one name are one group.
        (False, "/b", "User-agent: provenance\nDisallow: /a\nUser-agent: provenance\nDisallow: /b"),
        # The longest match decides, and "allow" where two are as long.
        (True, "/a/b", "User-agent: *\nDisallow: /a\nAllow: /a/b"),
        (True, "/a/b", "User-agent: *\nAllow: /a/b\nDisallow: /a"),
        (True, "/a", "User-agent: *\nDisallow: /a\nAllow: /a"),
        (False, "/x/secret.pdf", "User-agent: *\nDisallow: /*.pdf$"),
        (True, "/x/secret.pdf?b", "User-agent: *\nDisallow: /*.pdf$"),
        (False, "/a?id=1", "User-agent: *\nDisallow: /a?id="),
        (False, "/%C3%BC", "User-agent: *\nDisallow: /ü"),
        (False, "/ü", "User-agent: *\nDisallow: /%c3%bc"),
        (False, "/a", "\ufeffUser-agent: *\r\nDisallow: /a\r\n"),
        (False, "/a", "User-agent: *\rDisallow: /a\r"),
        (True, "/a", "<html><body>Disallow: / the page is gone</body></html>"),
        (True, "/robots.txt", "User-agent: *\nDisallow: /"),
    ],
)
def test_a_line_means_what_the_standard_says(*, is_allowed: bool, path: str, text: str) -> None:
    assert is_allowed is parse_rules(text.encode()).allows(f"http://page.example{path}")


def test_bytes_that_are_no_text_are_passed_over() -> None:
    parsed = parse_rules(b"\x80\xff\nUser-agent: *\nDisallow: /\xff\nDisallow: /a\n")

    assert not parsed.allows("http://page.example/a")
    assert parsed.allows("http://page.example/b")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "User-agent: *\nDisallow: /a"),
        (4.0, "User-agent: *\nCrawl-delay: 4"),
        (0.5, "User-agent: *\nCrawl-delay: .5"),
        (6.0, "User-agent: *\nRequest-rate: 10/1m"),
        (6.0, "User-agent: *\nCrawl-delay: 2\nRequest-rate: 1/6"),
        (0.0, "User-agent: *\nCrawl-delay: -1"),
        (0.0, "User-agent: *\nCrawl-delay: inf"),
        (0.0, "User-agent: otherbot\nCrawl-delay: 4"),
    ],
)
def test_the_pace_a_site_asks_for_is_read(seconds: float, text: str) -> None:
    assert seconds == parse_rules(text.encode()).delay


def test_a_rule_cut_in_the_middle_does_not_forbid_more() -> None:
    text = b"User-agent: *\nDisallow: /private\nDisallow: /drafts"

    assert parse_rules(text[:-5], is_cut=True).allows("http://page.example/d")
    assert not parse_rules(text[:-5], is_cut=True).allows("http://page.example/private")


# --- what follows --------------------------------------------------------------------------------


def test_a_page_that_programs_must_not_open_is_not_asked_for() -> None:
    answers = {"/robots.txt": rules("User-agent: *\nDisallow: /private"), "/open": response()}
    with serving(by_path(answers)) as server, Client(HERE) as client:
        closed = failure(client.get(server.at("page.example") + "/private/a"))
        opened = client.get(server.at("page.example") + "/open")

        assert Reason.BLOCKED_BY_ROBOTS is closed.reason
        assert "page.example" in closed.detail
        assert isinstance(opened, Capture)
        assert ["/robots.txt", "/open"] == server.paths
        assert b"User-Agent: provenance/" in server.requests[0]


def test_who_says_so_is_not_asked_for_the_rules() -> None:
    options = attrs.evolve(HERE, obey_robots=False)
    answers = {"/robots.txt": rules("User-agent: *\nDisallow: /"), "/a": response()}
    with serving(by_path(answers)) as server, Client(options) as client:
        assert PAGE == capture(client.get(f"{server.url}/a")).body
        assert ["/a"] == server.paths


@pytest.mark.parametrize(
    ("reason", "answer"),
    [
        # 2.3.1.3: "unavailable", all may be asked
        (None, response(b"", status="400 Bad Request")),
        (None, response(b"", status="401 Unauthorized")),
        (None, response(b"", status="403 Forbidden")),
        (None, response(b"", status="404 Not Found")),
        (None, response(b"", status="410 Gone")),
        # 2.3.1.4: "unreachable", nothing may
        (Reason.BLOCKED_BY_ROBOTS, response(b"", status="500 Internal Server Error")),
        (Reason.BLOCKED_BY_ROBOTS, response(b"", status="503 Service Unavailable")),
        (Reason.BLOCKED_BY_ROBOTS, response(b"", status="599 Odd")),
        (Reason.HTTP_429, response(b"", status="429 Too Many Requests")),
        (Reason.CONNECTION, b""),
        (Reason.CONNECTION, b"nonsense\r\n\r\n"),
        # there, and not readable: what it forbids is not known
        (Reason.BLOCKED_BY_ROBOTS, response(b"x", headers=["Content-Encoding: br"])),
        (Reason.BLOCKED_BY_ROBOTS, redirect("ftp://page.example/robots.txt")),
        (Reason.BLOCKED_BY_ROBOTS, response(b"", status="302 Found")),
        # there, and empty or something else
        (None, response(b"", status="204 No Content")),
        (None, response(b"  ")),
        (None, response(PAGE)),
        (None, rules(b"User-agent: *\nDisallow: /b")),
        (Reason.BLOCKED_BY_ROBOTS, rules(b"User-agent: *\nDisallow: /a")),
        # 2.3.1.2: redirects
        (Reason.BLOCKED_BY_ROBOTS, redirect("/closing-rules")),
        (None, redirect("/open-rules")),
        (None, redirect("/robots.txt")),  # more than five: "unavailable"
    ],
)
def test_what_the_answer_for_the_rules_means(reason: Reason | None, answer: bytes) -> None:
    answers = {
        "/robots.txt": answer,
        "/closing-rules": rules("User-agent: *\nDisallow: /"),
        "/open-rules": rules("User-agent: *\nDisallow: /b"),
        "/a": response(),
    }
    with serving(by_path(answers)) as server, Client(HERE) as client:
        result = client.get(server.at("page.example") + "/a")

    assert reason is (None if isinstance(result, Capture) else result.reason)


def test_a_name_that_leads_nowhere_is_told_as_such() -> None:
    """The rules are asked for first, but that they are not there is not the reason."""

    def nowhere(host: str, _port: int) -> list[str]:
        raise OSError(host)

    with Client(attrs.evolve(HERE, resolver=nowhere)) as client:
        assert Reason.DNS is failure(client.get("http://page.example/")).reason


def test_the_rules_are_asked_for_once() -> None:
    with serving(in_turn(response())) as server, Client(HERE) as client:
        client.get(f"{server.url}/1")
        client.get_all([f"{server.url}/{number}" for number in range(2, 6)])

        assert 1 == server.paths.count("/robots.txt")


def test_that_the_rules_cannot_be_had_is_found_out_once() -> None:
    answers = {"/robots.txt": response(b"", status="500 Internal Server Error")}
    with serving(by_path(answers)) as server, Client(HERE) as client:
        results = client.get_all([f"{server.url}/{number}" for number in range(5)])

        assert {Reason.BLOCKED_BY_ROBOTS} == {failure(result).reason for result in results}
        assert ["/robots.txt"] == server.paths


def test_every_host_has_rules_of_its_own() -> None:
    """Also a host on the same machine, and another port."""
    closing = by_path({"/robots.txt": rules("User-agent: *\nDisallow: /"), "/a": response()})
    with (
        serving(closing) as closed,
        serving(in_turn(response())) as opened,
        Client(HERE) as client,
    ):
        assert not isinstance(client.get(closed.at("page.example") + "/a"), Capture)
        assert isinstance(client.get(opened.at("page.example") + "/a"), Capture)
        client.get(opened.at("other.example") + "/a")

        assert 2 == opened.paths.count("/robots.txt")


def test_the_host_that_a_redirect_leads_to_is_asked_too() -> None:
    closing = by_path({"/robots.txt": rules("User-agent: *\nDisallow: /"), "/b": response()})
    with serving(closing) as target:
        moved = by_path({"/a": redirect(target.at("target.example") + "/b")})
        with serving(moved) as first, Client(HERE) as client:
            result = failure(client.get(first.at("first.example") + "/a"))

        assert Reason.BLOCKED_BY_ROBOTS is result.reason
        assert first.at("first.example") + "/a" == result.url
        assert ["/robots.txt"] == target.paths


def test_rules_elsewhere_hold_for_the_host_that_sends_there() -> None:
    with serving(by_path({"/rules": rules("User-agent: *\nDisallow: /a")})) as other:
        answers = {"/robots.txt": redirect(other.at("other.example") + "/rules")}
        with serving(by_path(answers)) as server, Client(HERE) as client:
            result = failure(client.get(server.at("page.example") + "/a"))

    assert Reason.BLOCKED_BY_ROBOTS is result.reason


def test_more_than_the_standard_asks_is_not_read_of_the_rules() -> None:
    """What stands behind 500 KiB forbids nothing, and the page is still had."""
    filling = b"# filling\n" * 52_000
    long = rules(b"User-agent: *\nDisallow: /early\n" + filling + b"Disallow: /late\n")
    answers = {"/robots.txt": long, "/late": response()}
    with serving(by_path(answers)) as server, Client(HERE) as client:
        assert Reason.BLOCKED_BY_ROBOTS is failure(client.get(f"{server.url}/early")).reason
        assert isinstance(client.get(f"{server.url}/late"), Capture)


def test_a_crawl_delay_is_kept() -> None:
    answers = {
        "/robots.txt": rules("User-agent: *\nCrawl-delay: 0.3"),
        **{f"/{number}": response() for number in range(3)},
    }
    with serving(by_path(answers)) as server, Client(HERE) as client:
        client.get_all([f"{server.url}/{number}" for number in range(3)])

        gaps = [later - earlier for earlier, later in itertools.pairwise(server.times)]
        assert 3 == len(gaps)
        assert 0.7 < sum(gaps)


def test_a_crawl_delay_without_measure_is_cut() -> None:
    options = attrs.evolve(HERE, max_retry_after=0.2)
    answers = {"/robots.txt": rules("User-agent: *\nCrawl-delay: 86400"), "/a": response()}
    began = time.monotonic()
    with serving(by_path(answers)) as server, Client(options) as client:
        assert isinstance(client.get(f"{server.url}/a"), Capture)
    assert 20.0 > time.monotonic() - began


def test_a_missing_file_forbids_nothing() -> None:
    with serving(always(MISSING)) as server, Client(HERE) as client:
        assert Reason.HTTP_404 is failure(client.get(f"{server.url}/a")).reason
        assert ["/robots.txt", "/a"] == server.paths
