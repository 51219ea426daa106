"""The verb ``fetch``, and the options by which other verbs read and keep what articles cite."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from document_pages import build_page, story_in
from loopback import MISSING, by_path, response, serving

from provenance import cli

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1", "::1"])

NOTICE = response(build_page(story_in("en"), title="Notice").encode())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site with a notice and nothing else; the settings let it be asked, and no archive."""
    monkeypatch.chdir(tmp_path)
    Path("provenance.toml").write_text(
        'archive = "never"\nper-host-delay = 0\nallow-private-hosts = ["127.0.0.1"]\n'
    )
    with serving(by_path({"/notice": NOTICE, "/gone": MISSING})) as server:
        Path("article.md").write_text(
            f"Night buses will run from January, [the council said]({server.url}/notice) on Monday."
            f"\n\nThe fare stays as it is, [the operator said]({server.url}/gone) on Tuesday.\n"
        )
        yield server.url


def test_what_an_article_cites_is_fetched_into_the_store_and_told(
    site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["fetch", "article.md", "--store", "kept"])

    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert cli.EXIT_CLEAN == code
    assert [f"{site}/notice", f"{site}/gone"] == [line.split()[-1] for line in lines]
    assert [["read", "original"], ["failed", "http-404"]] == [line.split()[:2] for line in lines]
    assert "will contact" in err
    assert "1 documents in kept, 1 could not be had" in err
    assert list(Path("kept").glob("*.warc.gz"))


def test_an_address_is_fetched_itself_and_told_to_programs(
    site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["fetch", f"{site}/notice", "-f", "json"])

    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert (f"{site}/notice", "read") == (document["url"], document["status"])
    assert document["digest"].startswith("sha256:")
    assert Path("provenance-store").is_dir()


def test_what_was_fetched_is_read_without_the_network(
    site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["fetch", "article.md", "--store", "kept"])
    capsys.readouterr()

    cli.main(["report", "article.md", "--store", "kept", "--offline", "-f", "json"])

    documents = json.loads(capsys.readouterr().out)["documents"]
    assert {"read", "failed"} == {document["status"] for document in documents}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fetch"], "PATH|URL"),
        (["fetch", "missing.txt"], "missing.txt"),
        (["fetch", "article.md", "--archive", "always"], "always"),
        (["fetch", "article.md", "--store", "article.md"], "article.md"),
        (["fetch", "article.md", "--proxy", "socks5://x:secret@proxy.example"], "no http(s)"),
        (["report", "article.md", "--offline", "--store", "missing"], "missing"),
    ],
)
def test_wrong_usage_of_the_store_is_exit_2_with_a_word(
    site: str, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code = cli.main(arguments)

    err = capsys.readouterr().err
    assert cli.EXIT_USAGE == code
    assert said in err
    assert "secret" not in err


def test_machines_of_the_own_network_are_asked_only_with_leave(
    site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("provenance.toml").write_text('archive = "never"\nper-host-delay = 0\n')

    cli.main(["fetch", f"{site}/notice", "--store", "without"])
    refused = capsys.readouterr().out
    cli.main(["fetch", f"{site}/notice", "--store", "with", "--allow-private"])

    assert "private-address" in refused
    assert capsys.readouterr().out.startswith("read")


def test_verbs_for_builds_make_no_request_for_all_that(
    site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["fetch", f"{site}/notice", "--store", "kept"])
    capsys.readouterr()

    code = cli.main(["check", "article.md", "--store", "kept", "--archive", "fallback"])

    assert cli.EXIT_CLEAN == code
    assert "will contact" not in capsys.readouterr().err
