"""``serve`` on loopback, with a stub for the checks: who may ask, what is written, what is seen."""

import http.client
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest
import report_builders as build

from provenance import cli, cli_serve
from provenance.attribution.tagged import TaggedText
from provenance.config import Settings
from provenance.errors import ConfigError, InputError
from provenance.model import Report
from provenance.nli import Pair, PairScores
from provenance.report.html import render_html
from provenance.reviews import load_reviews, settled_anew, with_suppressions
from provenance.serving import (
    HOSTS,
    Application,
    Keeper,
    LiveReport,
    RememberingJudge,
    RememberingTagger,
    Watch,
    listening,
    new_token,
)
from provenance.serving.application import MOST_BODY
from provenance.spans import Span
from provenance.terms import Decision, SuppressedBy

HARBOUR = build.judged_harbour()
FINGERPRINT = HARBOUR.findings[0].fingerprint
DECISION = {
    "fingerprint": FINGERPRINT,
    "decision": "rejected",
    "comment": "The port's notice was corrected.",
    "who": "M. Lind",
    "when": "2026-09-16T08:30:00Z",
    "path": "articles/a.txt",
}


@attrs.frozen
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@attrs.frozen
class Served:
    """A folder with an article, the server over it, and how to ask it."""

    folder: Path
    live: LiveReport
    keeper: Keeper
    application: Application

    def ask(
        self, place: str = "", *, method: str = "GET", token: str | None = None, **given: Any
    ) -> Answer:
        own = self.application
        path = f"/{own.token if token is None else token}/{place}"
        return self.send(path, method=method, **given)

    def send(
        self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        own = self.application
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(own.host, own.port, timeout=10)
        try:
            connection.request(method, path, body=body, headers=told)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def decide(self, decision: object = DECISION, **headers: str) -> Answer:
        body = decision if isinstance(decision, bytes) else json.dumps(decision).encode()
        given = {
            "Content_Type": "application/json",
            "Origin": f"http://{self.application.host}:{self.application.port}",
            **headers,
        }
        kept = {name: value for name, value in given.items() if value}
        return self.ask("reviews", method="POST", body=body, **kept)

    def version(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.ask("version").body)
        return told


@contextmanager
def served_in(folder: Path, check: Callable[[], Report] | None = None) -> Iterator[Served]:
    articles = folder / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("The ferry sails.", "utf-8")
    inputs = (str(articles),)

    def stub() -> Report:
        return with_suppressions(HARBOUR, Settings(), inputs)

    live = LiveReport(
        check=check or stub,
        settle=lambda report: settled_anew(report, Settings(), inputs),
        write=lambda one: cli_serve.add_decision(one, inputs, Settings()),
    )
    live.begin()
    keeper = Keeper(live=live, watch=Watch(inputs=(articles,)))
    made: list[Application] = []

    def make(host: str, port: int) -> Application:
        made.append(Application(live=live, token=new_token(), host=host, port=port))
        return made[0]

    with listening(make, host="127.0.0.1", port=0):
        yield Served(folder=articles, live=live, keeper=keeper, application=made[0])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with served_in(tmp_path) as one:
        yield one


# Who may ask


def test_the_page_is_at_the_address_and_sends_nothing_elsewhere(served: Served) -> None:
    answer = served.ask()

    assert 200 == answer.status
    assert render_html(HARBOUR, live="1").encode() == answer.body
    assert b"connect-src 'self'" in answer.body
    assert "frame-ancestors 'none'" == answer.headers["Content-Security-Policy"]
    assert "no-store" == answer.headers["Cache-Control"]
    assert not any(name.lower().startswith("access-control") for name in answer.headers)
    assert "Server" not in answer.headers


def test_a_page_that_is_a_file_still_asks_nobody() -> None:
    page = render_html(HARBOUR)

    assert "connect-src" not in page
    assert "data-live" not in page
    assert "fetch(" not in page


@pytest.mark.parametrize("token", ["", "wrong", "%C3%A9", "%00", "x" * 5000])
def test_without_the_token_there_is_nothing(served: Served, token: str) -> None:
    answer = served.send(f"/{token}/")

    assert 404 == answer.status
    assert b"Provenance" not in answer.body


def test_the_beginning_of_a_token_is_not_the_token(served: Served) -> None:
    assert 404 == served.ask(token=served.application.token[:-1]).status
    assert 404 == served.send(f"/{served.application.token}").status


def test_no_two_servers_have_one_token() -> None:
    assert 100 == len({new_token() for _ in range(100)})
    assert 43 == len(new_token())


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", ""]
)
def test_a_name_that_somebody_else_may_own_is_refused(served: Served, host: str) -> None:
    """DNS rebinding: the browser asks us, but for a page of another name."""
    assert 403 == served.ask(Host=host.format(port=served.application.port)).status


def test_this_machine_may_be_called_localhost(served: Served) -> None:
    assert 200 == served.ask(Host=f"localhost:{served.application.port}").status


@pytest.mark.parametrize(
    ("place", "headers", "status"),
    [
        ("", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}, 403),
        ("", {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors"}, 403),
        ("", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 200),
        ("version", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 403),
        ("version", {"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "cors"}, 200),
        ("nothing", {}, 404),
        ("../../etc/passwd", {}, 404),
    ],
)
def test_other_pages_may_not_ask(
    served: Served, place: str, headers: dict[str, str], status: int
) -> None:
    assert status == served.ask(place, **headers).status


@pytest.mark.parametrize(
    ("place", "method", "allowed"),
    [("", "POST", "GET"), ("version", "DELETE", "GET"), ("reviews", "GET", "POST")],
)
def test_each_place_takes_one_method(served: Served, place: str, method: str, allowed: str) -> None:
    answer = served.ask(place, method=method)

    assert (405, allowed) == (answer.status, answer.headers["Allow"])


# Decisions


def test_a_decision_is_written_beside_the_articles_and_shown(served: Served) -> None:
    assert 200 == served.decide().status
    assert served.keeper.look()

    (review,) = load_reviews(served.folder / "reviews.toml")
    told = {key: getattr(review, key) for key in DECISION}
    assert DECISION | {"decision": Decision.REJECTED} == told
    shown = served.live.edition.report.findings[0].suppressed
    assert shown is not None
    assert SuppressedBy.REVIEW is shown.by
    assert "2" == served.version()["version"]


def test_of_two_decisions_the_later_holds(served: Served) -> None:
    served.decide()
    served.decide({**DECISION, "decision": "accepted"})
    served.keeper.look()

    assert served.live.edition.report.findings[0].suppressed is None
    assert 2 == len(load_reviews(served.folder / "reviews.toml"))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://localhost:1"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_a_decision_is_taken_from_our_page_only(
    served: Served, headers: dict[str, str], status: int
) -> None:
    assert status == served.decide(**headers).status
    assert not (served.folder / "reviews.toml").exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 60_000, 400),
        (b"[]", 400),
        (b"null", 400),
        ({**DECISION, "decision": "perhaps"}, 400),
        ({**DECISION, "fingerprint": "../../x"}, 400),
        ({**DECISION, "comment": ["a"]}, 400),
        ({**DECISION, "when": "yesterday"}, 400),
        ({**DECISION, "file": "/etc/passwd"}, 400),
        ({**DECISION, "fingerprint": "0" * 16}, 409),
        ({**DECISION, "comment": "x" * MOST_BODY}, 413),
    ],
)
def test_what_is_no_decision_is_not_written(served: Served, body: object, status: int) -> None:
    assert status == served.decide(body).status
    assert not (served.folder / "reviews.toml").exists()
    assert 200 == served.ask().status


def test_words_of_a_decision_cannot_become_keys_of_the_file(served: Served) -> None:
    comment = '"\n[[review]]\nfingerprint = "\u2028\ud800'
    served.decide({**DECISION, "comment": comment})

    (review,) = load_reviews(served.folder / "reviews.toml")
    assert comment.replace("\ud800", "\ufffd") == review.comment


def test_a_file_of_decisions_that_is_broken_is_left_as_it_is(served: Served) -> None:
    file = served.folder / "reviews.toml"
    file.write_text("[[review", "utf-8")

    answer = served.decide()

    assert 409 == answer.status
    assert b"not valid TOML" in answer.body
    assert "[[review" == file.read_text("utf-8")


@pytest.mark.parametrize(
    ("inputs", "path", "expected"),
    [
        (("one", "two"), "two/a.txt", "two/reviews.toml"),
        (("one", "two"), "one/deep/a.txt", "one/reviews.toml"),
        (("one", "two/b.txt"), "b.txt", "two/reviews.toml"),
        (("one", "two"), None, "one/reviews.toml"),
        (("one",), "../../etc/a.txt", "one/reviews.toml"),
    ],
)
def test_a_decision_stands_beside_its_article(
    tmp_path: Path, inputs: tuple[str, ...], path: str | None, expected: str
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "two" / "b.txt").touch()
    given = [str(tmp_path / one) for one in inputs]

    assert (tmp_path / expected).resolve() == cli_serve.file_for(path, given, Settings())


# Looking


def test_saving_an_article_checks_again(served: Served) -> None:
    assert not served.keeper.look()
    (served.folder / "a.txt").write_text("The ferry does not sail.", "utf-8")

    assert served.keeper.look()
    assert {"version": "2", "checking": False, "problem": None} == served.version()
    assert not served.keeper.look()


@pytest.mark.parametrize("name", ["b.md", "deep/c.html"])
def test_a_new_article_is_seen(served: Served, name: str) -> None:
    file = served.folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("New.", "utf-8")

    assert served.keeper.look()


@pytest.mark.parametrize("name", [".a.txt.swp", "notes.bin", ".git/b.md"])
def test_what_is_no_article_is_not_seen(served: Served, name: str) -> None:
    file = served.folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("New.", "utf-8")

    assert not served.keeper.look()


def test_what_cannot_be_read_leaves_the_report_and_says_so(tmp_path: Path) -> None:
    trouble: list[Exception] = []

    def check() -> Report:
        if trouble:
            raise trouble[0]
        return HARBOUR

    with served_in(tmp_path, check) as served:
        trouble.append(InputError("cannot read 'a\u202etxt'; check the path"))
        (served.folder / "a.txt").unlink()
        assert served.keeper.look()

        told = served.version()
        assert "1" == told["version"]
        assert "cannot read 'a⟦U+202E⟧txt'; check the path" == told["problem"]
        assert 200 == served.ask().status

        trouble.clear()
        (served.folder / "a.txt").write_text("Here again.", "utf-8")
        served.keeper.look()
        assert {"version": "2", "checking": False, "problem": None} == served.version()


def test_a_bug_is_not_taken_for_a_problem_of_the_article(tmp_path: Path) -> None:
    live = LiveReport(check=lambda: HARBOUR, settle=lambda report: report, write=print)
    live.begin()
    live.check = lambda: 1 / 0  # type: ignore[assignment, return-value]

    with pytest.raises(ZeroDivisionError):
        live.recheck()


def test_a_pair_is_judged_once() -> None:
    asked: list[Pair] = []

    class Counting:
        name, digest, most_tokens = "counting", "sha256:0", 512

        def score(self, pairs: list[Pair]) -> tuple[PairScores, ...]:
            asked.extend(pairs)
            return tuple(f"scores of {pair.claim}" for pair in pairs)  # type: ignore[misc]

    judge = RememberingJudge(judge=Counting())  # type: ignore[arg-type]
    one, two = (Pair(passage="The quay.", claim=word) for word in ("one", "two"))

    assert ["scores of one", "scores of one"] == [str(scores) for scores in judge.score([one, one])]
    assert ["scores of two", "scores of one"] == [str(scores) for scores in judge.score([two, one])]
    assert [one, two] == asked


def test_a_text_is_tagged_once() -> None:
    asked: list[str] = []

    class Counting:
        name, digest, languages = "counting", "sha256:0", ("en",)

        def tag(self, text: str, *_: object) -> TaggedText:
            asked.append(text)
            return TaggedText(worth=(float(len(asked)),))

    tagger = RememberingTagger(tagger=Counting())

    assert [1.0, 1.0, 2.0, 3.0, 1.0] == [
        tagger.tag(text, [Span(0, end)], []).worth[0]
        for text, end in [("one", 3), ("one", 3), ("two", 3), ("one", 2), ("one", 3)]
    ]
    assert ("counting", "sha256:0", ("en",)) == (tagger.name, tagger.digest, tagger.languages)


# The verb


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "localhost", "evil.example"])  # noqa: S104 - refused
def test_nobody_else_on_the_network_is_listened_to(
    host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ConfigError, match="only"), listening(print, host=host, port=0):  # type: ignore[arg-type]
        pass  # pragma: no cover

    assert HOSTS == cli_serve._HOSTS
    assert cli.EXIT_USAGE == cli.main(["serve", str(tmp_path), "--host", host])
    assert "--host" in capsys.readouterr().err


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to serve, with models and checks stubbed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("provenance.nli.load_judge", lambda: None)
    monkeypatch.setattr("provenance.tagging.load_tagger", lambda: None)
    monkeypatch.setattr("provenance.pipeline.check", lambda *_, **given: given and HARBOUR)
    file = tmp_path / "a.txt"
    file.write_text("The ferry sails.", "utf-8")
    return file


def test_stopping_is_the_way_to_end_it(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(self: Keeper, seconds: float = 0) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Keeper, "keep", interrupt)

    assert cli.EXIT_CLEAN == cli.main(["serve", str(article)])
    out, err = capsys.readouterr()
    assert out.startswith("http://127.0.0.1:")
    assert 1 == out.count("\n")
    assert "Ctrl+C" in err


def test_a_missing_library_is_named_with_the_way_out(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "waitress", None)

    assert cli.EXIT_USAGE == cli.main(["serve", str(article)])
    assert "pip install 'provenance[serve]'" in capsys.readouterr().err


def test_a_port_that_is_taken_is_wrong_usage(
    article: Path, served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    port = str(served.application.port)

    assert cli.EXIT_USAGE == cli.main(["serve", str(article), "--port", port])
    assert f"port {port}" in capsys.readouterr().err


def test_fetching_needs_a_store(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.EXIT_USAGE == cli.main(["serve", str(article), "--fetch"])
    assert "--store" in capsys.readouterr().err
