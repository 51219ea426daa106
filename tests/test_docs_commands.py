"""The commands of the documents run: a page from top to bottom, on made files, without network."""

import shlex
import socket
from pathlib import Path
from typing import Any

import pytest
from test_docs import SHELL_LINES

from provenance import cli

NOT_RUN = {
    "serve": "serves until it is stopped; tests/test_serving.py runs it",
    "corpus": "needs an engine and many articles; tests/test_corpus.py runs it",
}
"""Verbs whose commands are only read, with the reason."""

SLOW = {"README.md"}
"""Of many commands."""

ENDINGS = {0, 1}
"""Clean, or with findings: what is read has them."""

NOTICE = (
    "Decision notice of 15 September 2026\n\n"
    "Harrowick City Council has decided to run night buses from January. "
    "The ferry will call twice a day. The trial will last twelve months.\n"
)
ARTICLE = (
    "Council votes for night buses\n\n"
    "Night buses will run from January, Harrowick City Council said in its decision notice of 15 "
    "September 2026. “The trial will last twelve months,” the notice says.\n"
)
SOURCES = """
[[source]]
file = "notice.txt"
url = "https://www.harrowick.example/council/notice-0915"
publisher = "Harrowick City Council"
published = "2026-09-15"
captured_at = "2026-09-15T12:00:00Z"
complete = true
"""
FOLDERS = ("articles", "seeds", "ARTICLES")
FILES = ("article.txt", "quay.txt", "ARTICLE")
PAGE = f"<!doctype html><title>Buses</title><p>{'</p><p>'.join(ARTICLE.splitlines())}</p>"
PAGES = sorted({page for page, _ in SHELL_LINES})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with every file that the documents speak of; nothing leaves this machine."""
    monkeypatch.chdir(tmp_path)
    for name in (*FOLDERS, "documents", "SOURCES"):
        (tmp_path / name).mkdir()
    for name in (*FILES, *(f"{one}/buses.txt" for one in FOLDERS)):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    for name in ("documents", "SOURCES"):
        (tmp_path / name / "notice.txt").write_text(NOTICE, encoding="utf-8")
        (tmp_path / name / "sources.toml").write_text(SOURCES, encoding="utf-8")
    for name in ("notice.txt", "post.txt", "FILE"):
        (tmp_path / name).write_text(NOTICE, encoding="utf-8")
    for name in ("notice.html", "my-article.html"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "post.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    monkeypatch.setattr(socket.socket, "connect", _refused)
    monkeypatch.setattr(socket, "getaddrinfo", _refused)
    _captured()
    return tmp_path


def _refused(*given: object, **_: object) -> None:
    raise AssertionError(f"a command of the documents asks the network: {given[1:]}")


def _captured() -> None:
    """Stores with a capture, since nothing is fetched here, and ``captures.warc.gz``."""
    url = "https://www.harrowick.example/council/notice-0915"
    for line in (
        f"store add {url} notice.html --captured-at 2026-09-15 --store evidence/",
        f"store add {url} notice.html --captured-at 2026-09-16 --store fresh/",
        "store export captures.warc.gz --store evidence/",
    ):
        assert cli.main(shlex.split(line)) == 0


def commands_of(page: str) -> list[str]:
    """Its commands in their order, without what is not run."""
    lines = [line.partition(" #")[0].strip() for where, line in SHELL_LINES if where == page]
    return [line for line in lines if line.split()[1] not in NOT_RUN]


@pytest.mark.parametrize(
    "page",
    [pytest.param(one, marks=[pytest.mark.slow] if one in SLOW else []) for one in PAGES],
)
def test_the_commands_of_a_page_run_one_after_the_other(page: str, folder: Path) -> None:
    for line in commands_of(page):
        code = cli.main(shlex.split(line.replace(" /tmp/", f" {folder}/"))[1:])

        assert code in ENDINGS, f"{line}: ended with {code}"


def test_nearly_every_command_is_run() -> None:
    run = {line.split()[1] for page in PAGES for line in commands_of(page)}

    assert set() == {line.split()[1] for _, line in SHELL_LINES} - run - set(NOT_RUN)
    assert sum(len(commands_of(page)) for page in PAGES) >= 30


def test_a_command_that_asks_the_network_would_be_noticed(folder: Path) -> None:
    with pytest.raises(AssertionError, match="asks the network"):
        socket.create_connection(("127.0.0.1", 9))


def test_a_command_that_cannot_be_followed_would_be_noticed(folder: Path, capsys: Any) -> None:
    assert cli.main(["report", "no-such-article.txt", "--offline"]) not in ENDINGS
