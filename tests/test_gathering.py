"""Where a cited document comes from: the store, the web, an archive; which capture counts."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest
from archive_servers import PAGE as ARCHIVED
from archive_servers import ArchiveServer
from document_pages import build_capture, build_page, story_in
from hostile_servers import LIMITS
from loopback import serving, to_this_machine

from provenance.config import Settings
from provenance.errors import InputError
from provenance.fetching import Client
from provenance.gathering import Gatherer, Wanted, open_gatherer, page_reader
from provenance.model import Capture, Document, FetchFailure
from provenance.store import Store
from provenance.terms import ArchivePolicy, CapturedBy, DocumentStatus, Reason, Via

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "::1"])

HERE = attrs.evolve(
    LIMITS,
    retries=0,
    per_host_delay=0.0,
    now=lambda: datetime.datetime(2026, 10, 1, 8, 0, tzinfo=datetime.UTC),
)
URL = "https://www.harrowick.example/council/decisions/2026/notice-0915"
DAY = "2026-09-15"
BEFORE, LATER, NOW = "2026-09-14T08:00:00Z", "2026-09-20T08:00:00Z", "2026-10-01T08:00:00Z"
STORY = story_in("en")
OTHER = STORY.replace("the", "that")
MISSING = "<html><title>Page not found</title><body><h1>Page not found</h1></body></html>"


@attrs.define(kw_only=True)
class FakeWeb:
    """A web of one page, that notes who was asked."""

    live: Capture | FetchFailure
    kept: Capture | None = None
    """What the archive has."""
    today: str | None = NOW[:10]
    archive_hosts: tuple[str, ...] = ("archive.example",)
    proxied: bool = False
    asked: list[str] = attrs.field(factory=list)

    def pages(self, urls: Sequence[str]) -> tuple[Capture | FetchFailure, ...]:
        self.asked += ["site"] * len(urls)
        return tuple(attrs.evolve(self.live, url=url) for url in urls)

    def archived(self, url: str, day: str | None, /, *, is_before: bool = False) -> Capture | None:
        self.asked.append("archive")
        kept = self.kept
        if kept is None or (is_before and day and (kept.archived_at or "")[:10] > day):
            return None
        return attrs.evolve(kept, url=url)

    def search(self, _sought: object, /) -> None:
        return


def page(story: str = STORY, *, at: str = NOW) -> Capture:
    body = build_page(story).encode()
    return build_capture(body, url=URL, final_url=URL, captured_at=at)


def archived(story: str = STORY, *, at: str) -> Capture:
    return attrs.evolve(page(story), via=Via.ARCHIVE, archived_at=at)


def wall(html: str) -> Capture:
    return build_capture(html.encode(), url=URL, final_url=URL, captured_at=NOW)


def failed(reason: Reason, *, at: str = NOW) -> FetchFailure:
    return FetchFailure(url=URL, reason=reason, detail="no", captured_at=at)


def gathered(
    web: FakeWeb | None,
    store: Store | None = None,
    *,
    archive: ArchivePolicy = ArchivePolicy.FALLBACK,
    day: str | None = DAY,
) -> Document:
    (found,) = Gatherer(store=store, web=web, archive=archive).gather([Wanted(URL, day)])
    return found.document


# --- who is asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("live", "asked"),
    [
        (page(), ["site"]),
        (failed(Reason.HTTP_404), ["site", "archive"]),
        (failed(Reason.HTTP_410), ["site", "archive"]),
        (failed(Reason.HTTP_403), ["site", "archive"]),
        (failed(Reason.HTTP_5XX), ["site", "archive"]),
        (failed(Reason.DNS), ["site", "archive"]),
        (failed(Reason.CONNECTION), ["site", "archive"]),
        (failed(Reason.TIMEOUT), ["site", "archive"]),
        (wall(MISSING), ["site", "archive"]),  # a page that says it is missing
        (attrs.evolve(page(), final_url="https://www.harrowick.example/"), ["site", "archive"]),
        # Whose site does not want programs, or wants an account, is not read round its back.
        (failed(Reason.BLOCKED_BY_ROBOTS), ["site"]),
        (failed(Reason.HTTP_401), ["site"]),
        (failed(Reason.PRIVATE_ADDRESS), ["site"]),
        (failed(Reason.TOO_LARGE), ["site"]),
    ],
    ids=str,
)
def test_an_archive_is_asked_only_for_what_is_gone_or_out_of_reach(
    live: Capture | FetchFailure, asked: list[str]
) -> None:
    web = FakeWeb(live=live)

    gathered(web)

    assert asked == web.asked


def test_what_is_gone_comes_from_the_archive_with_its_time() -> None:
    web = FakeWeb(live=failed(Reason.HTTP_404), kept=archived(at=BEFORE))

    document = gathered(web)

    assert (DocumentStatus.READ, Via.ARCHIVE) == (document.status, document.via)
    assert (BEFORE, BEFORE) == (document.captured_at, document.archived_at)
    assert URL == document.url


def test_never_is_never() -> None:
    web = FakeWeb(live=failed(Reason.HTTP_404), kept=archived(at=BEFORE))

    document = gathered(web, archive=ArchivePolicy.NEVER)

    assert Reason.HTTP_404 is document.reason
    assert ["site"] == web.asked


def test_with_nothing_in_the_archive_the_failure_of_the_site_stands() -> None:
    assert Reason.HTTP_404 is gathered(FakeWeb(live=failed(Reason.HTTP_404))).reason


@pytest.mark.parametrize(
    ("kept", "day", "asked", "captured_at"),
    [
        (archived(OTHER, at=BEFORE), DAY, ["archive"], BEFORE),
        (archived(OTHER, at=LATER), DAY, ["archive", "site"], NOW),  # no better than the site
        (None, DAY, ["archive", "site"], NOW),
        (archived(OTHER, at=BEFORE), NOW[:10], ["site"], NOW),  # a fresh capture is of the day
        (archived(OTHER, at=BEFORE), None, ["site"], NOW),
    ],
)
def test_by_date_the_archive_is_asked_first_for_the_state_of_the_day(
    kept: Capture | None, day: str | None, asked: list[str], captured_at: str
) -> None:
    web = FakeWeb(live=page(), kept=kept)

    document = gathered(web, archive=ArchivePolicy.PREFER_DATE, day=day)

    assert asked == web.asked
    assert captured_at == document.captured_at


def test_each_address_is_asked_once_and_answers_in_order() -> None:
    web = FakeWeb(live=page())
    urls = [URL, f"{URL}-2", URL]

    found = Gatherer(web=web).gather([Wanted(url) for url in urls] + [Wanted(URL, DAY)])

    assert [*urls, URL] == [one.document.url for one in found]
    assert ["site", "site"] == web.asked


def test_when_the_time_is_over_nobody_is_asked_and_the_reason_is_told() -> None:
    web = FakeWeb(live=page())

    late = Gatherer(web=web, archive=ArchivePolicy.PREFER_DATE, is_over=lambda: True)
    (found,) = late.gather([Wanted(URL, DAY)])

    assert Reason.OUT_OF_TIME is found.document.reason
    assert DocumentStatus.NOT_TRIED is found.document.status
    assert [] == web.asked


def test_hosts_and_archives_are_told_before_anybody_is_asked() -> None:
    web = FakeWeb(live=page())
    told: list[object] = []

    def announce(hosts: tuple[str, ...], archives: tuple[str, ...]) -> None:
        told.append((hosts, archives, list(web.asked)))

    Gatherer(web=web, announce=announce).gather([Wanted(URL)])

    assert [(("www.harrowick.example",), ("archive.example",), [])] == told


# --- archives, over a real client ----------------------------------------------------------------

STAMPS = ("20250110080000", "20260304200000", "20260520090000")


def archive_settings(tmp_path: Path, port: int, *, host: str = "archive.example") -> Settings:
    archive = ArchiveServer(stamps=()).archive(port, host=host)
    file = tmp_path / "archives.toml"
    file.write_text(
        f'[[archive]]\nname = "Test"\ntimegate = "{archive.timegate}"\n'
        f'timemap = "{archive.timemap}"\nraw = "id_"\n'
    )
    return Settings(archives=file, store=tmp_path / "store")


def only_the_archive(host: str, port: int) -> list[str]:
    """A resolver that knows nothing else: the page's own site is gone."""
    if host != "archive.example":
        raise OSError
    return to_this_machine(host, port)


@pytest.mark.parametrize(
    ("day", "taken"), [("2026-03-04", "2026-03-04T20:00:00Z"), (None, "2026-05-20T09:00:00Z")]
)
def test_an_archive_of_the_settings_gives_the_page_of_the_day(
    tmp_path: Path, day: str | None, taken: str
) -> None:
    wanted = [Wanted(ARCHIVED, day)]
    options = attrs.evolve(HERE, resolver=only_the_archive)
    with serving(ArchiveServer(stamps=STAMPS)) as server, Client(options) as client:
        settings = archive_settings(tmp_path, server.port)
        with open_gatherer(settings, client=client) as gatherer:
            (online,) = gatherer.gather(wanted)
    with open_gatherer(settings, offline=True) as gatherer:
        (offline,) = gatherer.gather(wanted)

    assert (DocumentStatus.READ, taken) == (online.document.status, online.document.captured_at)
    assert ARCHIVED == online.document.url
    assert online == offline


def test_an_archive_without_an_answer_is_asked_no_more(tmp_path: Path) -> None:
    looked_up: list[str] = []

    def resolver(host: str, _port: int) -> list[str]:
        looked_up.append(host)
        raise OSError

    def asked(pages: int) -> int:
        looked_up.clear()
        options = attrs.evolve(HERE, resolver=resolver)
        with Client(options) as client:
            settings = archive_settings(tmp_path, 80, host="silent-archive.example")
            with open_gatherer(attrs.evolve(settings, store=None), client=client) as gatherer:
                gatherer.gather([Wanted(f"{ARCHIVED}-{number}") for number in range(pages)])
        return looked_up.count("silent-archive.example")

    assert 0 < asked(2) == asked(6)


# --- the store -----------------------------------------------------------------------------------


def test_without_a_store_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    gathered(FakeWeb(live=page()))

    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("live", "kept"),
    [
        (page(), None),
        (failed(Reason.HTTP_404), archived(at=BEFORE)),
        (failed(Reason.HTTP_404), None),
        (wall(MISSING), archived(at=LATER)),
        (wall(MISSING), None),
        (attrs.evolve(page(), truncated=True), None),
    ],
    ids=["page", "gone-archived", "gone", "missing-archived", "missing", "truncated"],
)
@pytest.mark.parametrize("day", [DAY, None])
@pytest.mark.parametrize("policy", list(ArchivePolicy))
def test_the_store_alone_gives_what_the_run_gave_that_filled_it(
    tmp_path: Path,
    live: Capture | FetchFailure,
    kept: Capture | None,
    day: str | None,
    policy: ArchivePolicy,
) -> None:
    web = FakeWeb(live=live, kept=kept)
    online = gathered(web, Store.open(tmp_path), archive=policy, day=day)

    offline = gathered(None, Store.open(tmp_path), archive=policy, day=day)

    assert online == offline
    assert online == gathered(attrs.evolve(web), archive=policy, day=day)


@pytest.mark.parametrize(
    ("captures", "day", "chosen"),
    [
        ([(BEFORE, False), (LATER, False)], DAY, BEFORE),  # the latest not later
        ([(LATER, False), (NOW, False)], DAY, LATER),  # else the earliest after
        ([(BEFORE, False), (LATER, False)], None, LATER),  # no day: the latest
        ([(BEFORE, True), (LATER, False)], DAY, LATER),  # whole before cut short
        ([(BEFORE, True)], DAY, BEFORE),
    ],
)
def test_the_capture_of_the_day_counts(
    tmp_path: Path, captures: list[tuple[str, bool]], day: str | None, chosen: str
) -> None:
    store = Store.open(tmp_path)
    store.put_all(attrs.evolve(page(at=at), truncated=cut) for at, cut in captures)

    assert chosen == gathered(None, store, day=day).captured_at


def test_a_wall_in_the_store_does_not_hide_a_document(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.put_all([wall(MISSING), archived(at=LATER)])

    assert DocumentStatus.READ is gathered(None, store, day=None).status


def test_a_failure_in_the_store_is_tried_again_with_the_network_only(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.put(failed(Reason.TIMEOUT, at=BEFORE))

    assert Reason.TIMEOUT is gathered(None, store).reason
    assert DocumentStatus.READ is gathered(FakeWeb(live=page()), store).status


def test_a_document_in_the_store_is_not_asked_for(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.put(page())
    web = FakeWeb(live=page(OTHER))

    gathered(web, store)

    assert [] == web.asked


def test_what_a_person_saved_counts(tmp_path: Path) -> None:
    file = tmp_path / "saved.html"
    file.write_bytes(page().body)
    store = Store.open(tmp_path / "store")
    store.put(failed(Reason.LOGIN_WALL))
    store.add_file(URL, file, captured_at=DAY)

    document = gathered(None, store)

    assert (DocumentStatus.READ, DAY) == (document.status, document.captured_at)
    assert CapturedBy.PERSON is document.captured_by


def test_nothing_in_the_store_is_offline(tmp_path: Path) -> None:
    document = gathered(None, Store.open(tmp_path))

    assert (DocumentStatus.NOT_TRIED, Reason.OFFLINE) == (document.status, document.reason)


# --- what became of it since ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "is_told"),
    [(page(OTHER, at=LATER), True), (page(at=LATER), False), (failed(Reason.HTTP_404), False)],
    ids=["another-text", "the-same", "gone"],
)
def test_a_later_capture_is_told_where_it_says_something_else(
    tmp_path: Path, later: Capture | FetchFailure, is_told: bool
) -> None:
    store = Store.open(tmp_path)
    store.put_all([page(at=BEFORE), later])

    (found,) = Gatherer(store=store).gather([Wanted(URL, DAY)])

    assert BEFORE == found.document.captured_at
    assert is_told == (found.later is not None)


# --- pages that are articles themselves ----------------------------------------------------------


def test_an_article_read_from_the_web_is_kept_and_read_again_without_it(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path)
    with open_gatherer(settings, fetcher=lambda _: page()) as gatherer:
        online = page_reader(gatherer, settings, fetcher=lambda _: page())
        assert online is not None
        first = online(URL)

    with open_gatherer(settings, offline=True) as gatherer:
        offline = page_reader(gatherer, settings)
        assert offline is not None

        assert first == offline(URL)
        with pytest.raises(InputError, match="without --offline"):
            offline(f"{URL}-2")


def test_without_store_and_network_there_is_no_way_to_read_an_address() -> None:
    with open_gatherer(Settings(), offline=True) as gatherer:
        assert page_reader(gatherer, Settings()) is None
