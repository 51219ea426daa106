"""``provenance store``: data on standard output, words on standard error, a code for each end."""

import json
from pathlib import Path

import pytest
from store_builders import NOON, PAGE, URL, captured, evidence_in, failed, response, write_warc

from provenance import cli
from provenance.store import Store


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a store of one capture and one failure."""
    monkeypatch.chdir(tmp_path)
    store = Store.open(tmp_path / "provenance-store")
    store.put_all([captured(), failed(url=URL + "2")])
    return tmp_path


def run(*arguments: str) -> int:
    return cli.main(["store", *arguments])


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_list_tells_each_snapshot_in_a_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("list")

    assert [
        f"{NOON} text/html {len(PAGE)} bytes {URL}",
        f"{NOON} failed: timeout {URL}2",
    ] == told(capsys)


def test_list_as_json_has_every_field(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("list", "-f", "json")

    first, second = json.loads(capsys.readouterr().out)["snapshots"]
    assert (URL, 200, "original", "fetch", None) == tuple(
        first[name] for name in ("url", "status", "via", "captured_by", "failure")
    )
    assert ("timeout", None) == (second["failure"], second["digest"])


def test_show_tells_where_and_how_it_is_kept(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == run("show", URL)

    said = "\n".join(told(capsys))
    (snapshot,) = Store.open(here / "provenance-store").captures(URL)
    assert f"kept in: {snapshot.file}, byte {snapshot.offset}" in said
    assert f"digest: {snapshot.digest}" in said


def test_show_writes_the_content_byte_for_byte(
    here: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert 0 == run("show", URL, "--content")

    assert PAGE == capfdbinary.readouterr().out


@pytest.mark.parametrize(
    "arguments", [("show", URL + "3"), ("show", URL + "2", "--content"), ("show", "x", "--content")]
)
def test_show_of_nothing_exits_1_and_says_so(
    arguments: tuple[str, ...], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 1 == run(*arguments)

    out, err = capsys.readouterr()
    assert ("", True) == (out, "kept of" in err)


def test_add_keeps_a_saved_page_in_a_new_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    folder = tmp_path / "new"

    code = run(
        "add", URL, str(tmp_path / "page.html"), "--captured-at", NOON, "--store", str(folder)
    )

    assert 0 == code
    assert "  captured by: person" in told(capsys)
    assert [URL] == [s.url for s in Store.open(folder).snapshots()]


def test_add_needs_the_time(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "page.html").write_bytes(PAGE)

    assert 2 == run("add", URL, "page.html")
    assert "--captured-at" in capsys.readouterr().err


def test_verify_of_a_sound_store_exits_0(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("verify")

    assert ["4 records passed, 0 failed, 0 not checked"] == told(capsys)


def test_verify_of_a_damaged_store_exits_1_and_tells_file_and_byte(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = evidence_in(here / "provenance-store")
    file.write_bytes(file.read_bytes()[:-20])

    assert 1 == run("verify")

    lines = told(capsys)
    assert lines[0].startswith(f"failed {file.name}:")
    assert lines[-1].endswith("1 failed, 0 not checked")


def test_verify_rebuilds_the_index_first_when_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "provenance-store" / "index.cdxj").write_bytes(b"torn")
    assert 1 == run("verify", "-f", "json")
    assert "index.cdxj" == json.loads(capsys.readouterr().out)["failed"][0]["file"]

    assert 0 == run("verify", "--rebuild-index")


def test_export_and_import_carry_everything(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("export", "all.warc.gz")
    assert 0 == run("import", "all.warc.gz", "--store", "other")

    first, second = Store.open(here / "provenance-store"), Store.open(here / "other")
    assert [first.get(s.url) for s in first.snapshots()] == [
        second.get(s.url) for s in second.snapshots()
    ]
    assert "2 captures taken, 0 not taken, 1 records passed over" in told(capsys)


def test_import_with_a_bad_record_exits_1_and_takes_the_others(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_warc(here / "a.warc", response(PAGE, WARC_Date="never"), response(PAGE))

    assert 1 == run("import", "a.warc", "-f", "json")

    said = json.loads(capsys.readouterr().out)
    assert (1, ["a.warc"]) == (said["taken"], [one["file"] for one in said["bad"]])


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--store", "none"),
        ("verify", "--store", "page.html"),
        ("import", "none.warc"),
        ("add", "no address", "page.html", "--captured-at", NOON),
        ("add", URL, "page.html", "--captured-at", "soon"),
        ("export", "nowhere/all.warc.gz"),
        ("export", "all.zip"),
        ("show", URL, "--content", "--not-after", "soon"),
    ],
)
def test_wrong_usage_exits_2_with_a_sentence(
    arguments: tuple[str, ...], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "page.html").write_bytes(PAGE)

    assert 2 == run(*arguments)

    out, err = capsys.readouterr()
    assert ("", True) == (out, err.startswith(("provenance: ", "Usage")))


def test_a_terminal_is_not_told_what_it_obeys(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An address may come from anybody's WARC file."""
    Store.open(here / "provenance-store").put(captured(url="https://a.example/\x1b[2J"))

    assert 0 == run("list")
    assert "\x1b" not in capsys.readouterr().out
