"""Web archives: which capture is chosen, what is believed, and how often an archive is asked.

The cassettes replay what our own archive (``archive_servers.py``, written after RFC 7089) sent to a
real client, without the port. Record them anew with
``pytest tests/test_archives.py -m vcr --record-mode=rewrite``.
"""

import datetime
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest
from archive_servers import PAGE, ArchiveServer, http_date, state
from hostile_servers import LIMITS
from loopback import (
    MISSING,
    Respond,
    Server,
    by_path,
    capture,
    failure,
    path_of,
    redirect,
    response,
    serving,
    to_this_machine,
)

from provenance.documents import document_of_capture
from provenance.errors import ConfigError
from provenance.fetching import Client
from provenance.fetching.archives import (
    Archive,
    Memento,
    MementoAnswer,
    captures_of,
    fetch_memento,
    load_archives,
)
from provenance.fetching.timemaps import parse_http_date, parse_links
from provenance.terms import CapturedBy, DocumentKind, Reason, Via

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "::1"])

PORT = 18_767
NOON = datetime.datetime(2026, 6, 1, 12, 0, tzinfo=datetime.UTC)
HERE = attrs.evolve(LIMITS, retries=0, resolver=to_this_machine, now=lambda: NOON)
EARLY, EVE, SAME_DAY, LATE, LATEST = (
    *("20250110080000", "20260301230000", "20260304200000"),
    *("20260305001000", "20260520090000"),
)
ALL = (EARLY, EVE, SAME_DAY, LATE, LATEST)


@contextmanager
def asked(
    respond: Respond, *, near: str | None = "2026-03-04", archive: Archive | None = None
) -> Iterator[tuple[MementoAnswer, Server, Client]]:
    """The answer of an archive that responds so, and what it was asked."""
    with serving(respond) as server, Client(HERE) as client:
        archives = [archive or ArchiveServer(stamps=()).archive(server.port)]
        yield captures_of(client, PAGE, near=near, archives=archives), server, client


def day(memento: Memento | None) -> str | None:
    """Its time, as the digits of its address."""
    return None if memento is None else re.sub(r"\D", "", memento.archived_at)


def pages_asked(server: Server) -> list[str]:
    return [path for path in server.paths if path != "/robots.txt"]


# --- replayed from cassettes ---------------------------------------------------------------------


def named_host(request: Any) -> Any:
    """A request under the name it was for, not the machine's; without the port."""
    host = request.headers["Host"]
    name = host.decode() if isinstance(host, bytes) else str(host)
    request.uri = re.sub(r"//[^/]*", f"//{name.partition(':')[0]}", request.uri, count=1)
    request.headers["Host"] = name.partition(":")[0]
    return request


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return {
        "filter_headers": ["user-agent", "authorization", "proxy-authorization", "cookie"],
        "before_record_request": named_host,
        "match_on": ["method", "scheme", "host", "path", "query"],
    }


@pytest.fixture
def wayback(record_mode: str) -> Iterator[Archive]:
    """The recorded archive; it runs only while a cassette is recorded."""
    kept = ArchiveServer(stamps=(EARLY, EVE, LATEST))
    if record_mode == "none":
        yield kept.archive(PORT)
        return
    with serving(kept, port=PORT):
        yield kept.archive(PORT)


@pytest.mark.vcr
def test_the_timegate_gives_the_state_of_the_day_as_it_was_taken(wayback: Archive) -> None:
    with Client(HERE) as client:
        answer = captures_of(client, PAGE, near="2026-03-04", archives=[wayback])
        assert answer.before is not None
        page = capture(fetch_memento(client, answer.before))

    assert state(EVE) == page.body
    assert (PAGE, PAGE) == (page.url, page.final_url)
    assert (Via.ARCHIVE, "2026-03-01T23:00:00Z") == (page.via, page.archived_at)
    assert "2026-06-01T12:00:00Z" == page.captured_at
    assert page.redirects[-1].endswith(f"/web/{EVE}id_/{PAGE}")
    assert (EVE, LATEST, ()) == (day(answer.before), day(answer.after), answer.failures)


@pytest.mark.vcr
def test_the_timemap_is_read_where_the_timegate_is_none(record_mode: str) -> None:
    kept = ArchiveServer(stamps=(EARLY, EVE, LATEST), has_gate=False)
    lost = by_path({f"/web/{PAGE}": response(b"<p>Our search form.</p>")})

    def respond(connection: socket.socket, head: bytes) -> None:
        (lost if path_of(head) == f"/web/{PAGE}" else kept)(connection, head)

    def found() -> MementoAnswer:
        with Client(HERE) as client:
            return captures_of(client, PAGE, near="2026-03-04", archives=[kept.archive(PORT)])

    if record_mode == "none":
        answer = found()
    else:
        with serving(respond, port=PORT):
            answer = found()

    assert (EVE, LATEST) == (day(answer.before), day(answer.after))
    assert [Reason.UNREADABLE] == [one.reason for one in answer.failures]


# --- which capture -------------------------------------------------------------------------------

DAYS = [
    ("the nearest lies before the day", "2026-03-03", EVE, SAME_DAY),
    ("one of the day itself is early enough", "2026-03-04", SAME_DAY, LATE),
    ("a time of day counts as its day", "2026-03-04T01:00:00+02:00", EVE, SAME_DAY),
    ("the day is that of UTC", "2026-03-04T23:30:00-05:00", LATE, LATEST),
    ("before the first capture there is none", "2024-12-31", None, EARLY),
    ("after the last one there is none", "2026-05-30", LATEST, None),
    ("no day at all means the latest", None, LATEST, None),
]


@pytest.mark.parametrize("is_brief", [False, True])
@pytest.mark.parametrize(("_why", "near", "before", "after"), DAYS)
def test_the_nearest_before_and_after_a_day_are_found(
    _why: str, near: str | None, before: str | None, after: str | None, is_brief: bool
) -> None:
    with asked(ArchiveServer(stamps=ALL, is_brief=is_brief), near=near) as (answer, _, _client):
        assert before == day(answer.before)
        assert after == day(answer.after) or (is_brief and before is not None)
        assert (answer.before or answer.after) is answer.best


def test_an_archive_is_asked_no_more_than_it_must() -> None:
    with asked(ArchiveServer(stamps=ALL), near="2026-03-01") as (answer, server, client):
        assert answer.best is not None
        fetch_memento(client, answer.best)

        assert [f"/web/{PAGE}", f"/web/{EVE}id_/{PAGE}"] == pages_asked(server)


def test_a_capture_that_was_only_told_of_is_fetched_once() -> None:
    with asked(ArchiveServer(stamps=ALL)) as (answer, server, client):
        assert answer.before is not None
        page = capture(fetch_memento(client, answer.before))

        assert state(SAME_DAY) == page.body
        assert "2026-03-04T20:00:00Z" == page.archived_at
        # The TimeGate chose the one ten minutes into the next day, which told of the one before.
        assert [LATE, SAME_DAY] == [path[5:19] for path in pages_asked(server)[1:]]


def test_a_divided_timemap_is_followed_to_the_part_of_the_day() -> None:
    kept = ArchiveServer(stamps=ALL, is_brief=True, parts=2)
    with asked(kept, near="2026-03-04") as (answer, server, _):
        assert SAME_DAY == day(answer.before)
        assert [f"/web/timemap/link/{PAGE}", f"/web/timemap/link/1/{PAGE}"] == [
            path for path in server.paths if "timemap" in path
        ]


def test_the_next_archive_is_asked_where_the_first_has_nothing_early_enough() -> None:
    late, early = ArchiveServer(stamps=(LATEST,)), ArchiveServer(stamps=(EARLY,))
    with serving(late) as one, serving(early) as two, Client(HERE) as client:
        archives = [late.archive(one.port), early.archive(two.port, host="second.example")]
        answer = captures_of(client, PAGE, near="2026-03-04", archives=archives)

    assert (EARLY, LATEST) == (day(answer.before), day(answer.after))


def test_a_page_that_no_archive_has_is_asked_for_once() -> None:
    with asked(ArchiveServer(stamps=())) as (answer, server, _):
        assert answer.best is None
        assert [Reason.HTTP_404] == [one.reason for one in answer.failures]
        assert [f"/web/{PAGE}"] == pages_asked(server)


def test_an_archive_that_does_not_want_to_is_left_alone() -> None:
    rules = {"/robots.txt": response(b"User-agent: *\nDisallow: /web/\n")}
    with asked(by_path(rules)) as (answer, server, _):
        assert [Reason.BLOCKED_BY_ROBOTS] == [one.reason for one in answer.failures]
        assert ["/robots.txt"] == server.paths


def test_where_the_state_of_the_day_cannot_be_had_the_latest_is_asked_for() -> None:
    kept = ArchiveServer(stamps=(EARLY, LATEST))

    def respond(connection: socket.socket, head: bytes) -> None:
        is_lost = "timemap" in path_of(head) or EARLY in path_of(head)
        connection.sendall(MISSING) if is_lost else kept(connection, head)

    with asked(respond, near="2025-01-10") as (answer, _, _client):
        assert (None, LATEST) == (day(answer.before), day(answer.after))


def test_a_page_from_an_archive_is_a_document_of_its_own_address_and_time() -> None:
    with asked(ArchiveServer(stamps=ALL)) as (answer, _, client):
        assert answer.before is not None
        document = document_of_capture(fetch_memento(client, answer.before))

    assert (PAGE, "2026-03-04T20:00:00Z") == (document.url, document.captured_at)
    assert (DocumentKind.ARCHIVE, CapturedBy.ARCHIVE) == (document.kind, document.captured_by)
    assert "The council said on 20260304." == document.text.strip()


def test_a_day_that_is_none_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="yesterday"), asked(MISSING_ALL, near="yesterday"):
        pass


def MISSING_ALL(connection: socket.socket, _head: bytes) -> None:  # noqa: N802 - a table's entry
    connection.sendall(MISSING)


# --- what is told, and what is believed ----------------------------------------------------------

NOT_TOLD = [
    "http://10.0.0.8/minutes",
    "http://intranet/minutes",
    "http://wiki.corp/minutes",
    "http://[::1]/minutes",
    "http://user:secret@town.example/",
    "ftp://town.example/",
]


@pytest.mark.parametrize("url", NOT_TOLD)
def test_no_archive_is_told_of_an_address_that_is_not_public(url: str) -> None:
    kept = ArchiveServer(stamps=ALL)
    with serving(kept) as server, Client(HERE) as client:
        answer = captures_of(client, url, near=None, archives=[kept.archive(server.port)])

        assert answer.best is None
        assert 1 == len(answer.failures)
        assert [] == server.paths


LIES = [
    ("no time", {"Memento-Datetime": ""}),
    ("no date", {"Memento-Datetime": "yesterday"}),
    ("another form of date", {"Memento-Datetime": "2026-03-01T23:00:00Z"}),
    ("a day that no month has", {"Memento-Datetime": "Sun, 32 Mar 2026 23:00:00 GMT"}),
    ("a time to come", {"Memento-Datetime": "Thu, 01 Mar 2029 23:00:00 GMT"}),
    ("a time before the web", {"Memento-Datetime": "Thu, 01 Mar 1900 23:00:00 GMT"}),
    ("another time than its address", {"Memento-Datetime": "Fri, 10 Jan 2025 08:00:00 GMT"}),
    ("no original", {"Link": ""}),
    ("the original of another page", {"Link": '<http://town.example/other>; rel="original"'}),
    (
        "two originals",
        {"Link": f'<{PAGE}>; rel="original", <http://other.example/>; rel="original"'},
    ),
]


@pytest.mark.parametrize(("_why", "lies"), LIES)
def test_what_does_not_say_what_it_is_is_no_memento(_why: str, lies: dict[str, str]) -> None:
    kept = ArchiveServer(stamps=(EVE,), lies=lies)
    with asked(kept, near="2026-03-04") as (answer, _, client):
        # The TimeMap tells of it as well, under the address that was found out.
        assert answer.best is None
        told = Memento(
            url=answer.failures[0].url.replace("/web/", f"/web/{EVE}/"),
            original=PAGE,
            archived_at="2026-03-01T23:00:00Z",
            archive=kept.archive(int(answer.failures[0].url.split(":")[2].split("/")[0])),
        )
        refused = [answer.failures[0], failure(fetch_memento(client, told))]

    assert {Reason.UNREADABLE} == {one.reason for one in refused}
    assert all("no memento" in one.detail for one in refused)


def test_two_times_are_no_time() -> None:
    told = [f"Memento-Datetime: {http_date(one)}" for one in (EARLY, EVE)]
    page = response(headers=[*told, f'Link: <{PAGE}>; rel="original"'])
    with asked(by_path({f"/web/{PAGE}": page})) as (answer, _, _client):
        assert answer.best is None


@pytest.mark.parametrize(
    "original", ["https://www.town.example/statement", "http://town.example:80/statement/"]
)
def test_another_spelling_of_the_address_is_the_same_page(original: str) -> None:
    lies = {"Link": f'<{original}>; rel="original"'}
    with asked(ArchiveServer(stamps=(EVE,), lies=lies)) as (answer, _, _client):
        assert EVE == day(answer.before)


def test_a_memento_elsewhere_is_not_followed() -> None:
    with asked(by_path({f"/web/{PAGE}": redirect("http://evil.example/page")})) as (answer, s, _):
        assert answer.best is None
        assert "leads to another site" in answer.failures[0].detail
        assert b"evil.example" not in b"".join(s.requests)


def test_a_timemap_that_names_other_hosts_names_nothing() -> None:
    listed = (
        f'<{PAGE}>; rel="original", <http://evil.example/web/{EVE}/{PAGE}>; rel="memento"; '
        f'datetime="{http_date(EVE)}"'
    )
    headers = ["Content-Type: application/link-format"]
    answers = {
        f"/web/{PAGE}": response(),
        f"/web/timemap/link/{PAGE}": response(listed.encode(), headers=headers),
    }
    with asked(by_path(answers)) as (answer, _, _client):
        assert answer.best is None


def test_a_timemap_of_another_page_is_not_believed() -> None:
    kept = ArchiveServer(stamps=ALL, page="http://town.example/other")
    other = kept.answer(f"GET /web/timemap/link/{kept.page} HTTP/1.1\r\n\r\n")
    answers = {f"/web/{PAGE}": response(), f"/web/timemap/link/{PAGE}": other}
    with asked(by_path(answers)) as (answer, _, _client):
        assert answer.best is None
        assert any("TimeMap is of another page" in one.detail for one in answer.failures)


def test_a_circle_at_the_timegate_ends_and_the_timemap_is_read() -> None:
    kept = ArchiveServer(stamps=(EVE,))
    circle = by_path({f"/web/{PAGE}": redirect(f"/web/{PAGE}")})

    def respond(connection: socket.socket, head: bytes) -> None:
        (circle if path_of(head) == f"/web/{PAGE}" else kept)(connection, head)

    with asked(respond) as (answer, _, _client):
        assert EVE == day(answer.before)
        assert Reason.TOO_MANY_REDIRECTS is answer.failures[0].reason


def test_a_timemap_without_end_is_cut() -> None:
    line = f'<http://archive.example/web/{EVE}/{PAGE}>; rel="memento"; datetime="{http_date(EVE)}",'

    def respond(connection: socket.socket, head: bytes) -> None:
        if "timemap" not in path_of(head):
            connection.sendall(MISSING if path_of(head) == "/robots.txt" else response())
            return
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/link-format\r\n\r\n")
        connection.sendall(f'<{PAGE}>; rel="original",\n'.encode())
        while True:
            connection.sendall(line.encode() * 500)

    with asked(respond) as (answer, _, _client):
        assert EVE == day(answer.before)


# --- lists of links ------------------------------------------------------------------------------

LINKS = [
    ('<a>; rel="original"', [("http://x.example/a", {"original"})]),
    ("<a>; rel=original", [("http://x.example/a", {"original"})]),
    (
        '<a>;rel="first memento";datetime="Sun, 01 Mar 2026 23:00:00 GMT",<b>;rel=memento',
        [("http://x.example/a", {"first", "memento"}), ("http://x.example/b", {"memento"})],
    ),
    (
        '<a?x=1,2;3>; title="a, <b>; \\"c\\""; rel="memento"',
        [("http://x.example/a?x=1,2;3", {"memento"})],
    ),
    ('<a>; rel="memento"; rel="original"', [("http://x.example/a", {"memento"})]),
    ('garbage, <a>; REL="Memento" ;;, <<>, <b', [("http://x.example/a", {"memento"})]),
    ("<http://[>; rel=original", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_links_are_read_as_the_standards_write_them(
    text: str, expected: list[tuple[str, set[str]]]
) -> None:
    links = parse_links(text, base="http://x.example/list")

    assert expected == [(link.target, set(link.relations)) for link in links]


HOSTILE_LISTS = [
    "<" * 2_000_000,
    "<a>;" * 500_000,
    '<a>; x="' * 250_000,
    '<a>; x="' + "\\" * 2_000_000,
    "<a>" + ";a" * 1_000_000,
]


@pytest.mark.parametrize("text", HOSTILE_LISTS, ids=range(len(HOSTILE_LISTS)))
def test_a_hostile_list_is_read_in_linear_time(text: str) -> None:
    began = datetime.datetime.now(tz=datetime.UTC)
    sum(1 for _ in parse_links(text, base="http://x.example/"))

    assert (datetime.datetime.now(tz=datetime.UTC) - began).total_seconds() < 20


def test_only_the_one_form_of_date_is_read() -> None:
    assert parse_http_date("Sun, 01 Mar 2026 23:00:00 GMT") == datetime.datetime(
        2026, 3, 1, 23, tzinfo=datetime.UTC
    )
    assert [None] * 3 == [
        parse_http_date(one)
        for one in ("Sun, 01 Mar 2026 23:00:00 +0100", "01 Mar 2026", "Sunday, 01-Mar-26 23:00:00")
    ]


# --- which archives ------------------------------------------------------------------------------


def test_the_shipped_archives_are_two() -> None:
    archives = load_archives()

    assert ["Internet Archive", "Arquivo.pt"] == [one.name for one in archives]
    raw = archives[0].as_taken("https://web.archive.org/web/20260301230000/https://a.example/?q=1")
    assert "https://web.archive.org/web/20260301230000id_/https://a.example/?q=1" == raw
    assert raw == archives[0].as_taken(raw)


WHOLE = """[[archive]]
name = "Ours"
timegate = "https://a.example/{url}"
timemap = "https://a.example/map/{url}"
"""
BAD_FILES = [
    ("archive = 3", r"\[\[archive\]\]"),
    ("[[other]]", r"\[\[archive\]\]"),
    ("[[archive]]\nname = 3", "as a string"),
    ('[[archive]]\nname = "A"\nwhere = "x"', "unknown key 'where'"),
    ('[[archive]]\nname = "A"\ntimegate = "https://a.example/"', "'timegate' must be"),
    (
        '[[archive]]\nname = "A"\ntimegate = "https://a.example/{url}"\ntimemap = "file:///{url}"',
        "'timemap' must be",
    ),
    (
        WHOLE + 'raw = "/../"',
        "'raw' is two letters",
    ),
    ("[[archive", "cannot read"),
]


@pytest.mark.parametrize(("text", "message"), BAD_FILES)
def test_a_bad_archive_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError, match=message):
        load_archives(file)


def test_archives_of_ones_own_take_the_place_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(WHOLE, encoding="utf-8")
    (ours,) = load_archives(file)

    assert "https://a.example/20260301230000/http://x/" == ours.as_taken(
        "https://a.example/20260301230000/http://x/"
    )
