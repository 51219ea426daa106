"""The command line: data on standard output, words on standard error, a code for every ending."""

import json
from pathlib import Path

import pytest

from provenance import cli

ARTICLE = (
    "Council votes for night buses\n\n"
    "Night buses will run from January, Harrowick City Council said in its decision notice of 15 "
    "September 2026. “The trial will last twelve months,” the notice says.\n\n"
    "Documents: https://www.harrowick.example/council/decisions/2026/notice-0915\n"
)
NOTICE = (
    "Decision notice of 15 September 2026\n\n"
    "Harrowick City Council has decided to run night buses from January. "
    "The trial will not last twelve months. It ends in June 2027.\n"
)
SOURCES = """
[[source]]
file = "notice.txt"
url = "https://www.harrowick.example/council/decisions/2026/notice-0915"
publisher = "Harrowick City Council"
published = "2026-09-15"
captured_at = "2026-09-15T12:00:00Z"
complete = true
"""


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "articles" / "buses.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    return folder


def test_report_writes_html_and_a_summary_for_people(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["report", str(article), "--offline"])

    out, err = capsys.readouterr()
    assert code == cli.EXIT_CLEAN
    assert out == ""
    assert "provenance-report.html" in err
    assert Path("provenance-report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_report_sends_other_formats_to_standard_output(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["report", str(article), "--offline", "-f", "json"])

    assert json.loads(capsys.readouterr().out)["articles"][0]["path"] == "buses.txt"


def test_a_saved_report_renders_again_byte_for_byte(article: Path) -> None:
    cli.main(["report", str(article), "--offline", "-o", "first.html"])
    cli.main(["report", str(article), "--offline", "-f", "json", "-o", "saved.json"])

    cli.main(["report", "saved.json", "-o", "second.html"])

    assert Path("first.html").read_bytes() == Path("second.html").read_bytes()


def test_check_names_file_line_and_rule_of_a_turned_quotation(
    article: Path, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["check", "articles", "--sources", str(sources)])

    out = capsys.readouterr().out
    assert code == cli.EXIT_FINDINGS
    assert "articles/buses.txt:3:" in out
    assert "PRV201 error" in out


def test_ignoring_a_rule_lets_the_build_pass(article: Path, sources: Path) -> None:
    code = cli.main(["check", "articles", "--sources", str(sources), "--ignore", "PRV2,PRV4"])

    assert code == cli.EXIT_CLEAN


def test_check_makes_no_request_unless_asked(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["check", str(article)])

    assert code == cli.EXIT_CLEAN
    assert "will contact" not in capsys.readouterr().err


def test_one_broken_article_is_reported_and_the_others_go_on(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (article.parent / "broken.txt").write_bytes(b"\x00\x01\x02\xff" * 50)

    code = cli.main(["check", "articles"])

    out, err = capsys.readouterr()
    assert code == cli.EXIT_CLEAN
    assert "PRV601" in out
    assert "articles/broken.txt" in out + err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "missing.txt"], "missing.txt"),
        (["check", "empty"], "no article"),
        (["report", "articles", "-f", "poem"], "poem"),
        (["check", "articles", "--config", "missing.toml"], "missing.toml"),
        (["check", "articles", "--sources", "empty"], "sources.toml"),
        (["nonsense"], "nonsense"),
        (["report", "articles", "--offline", "-o", "missing/report.html"], "missing/report.html"),
    ],
)
def test_wrong_usage_is_exit_2_with_a_word(
    article: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    Path("empty").mkdir()

    code = cli.main(arguments)

    assert code == cli.EXIT_USAGE
    assert said in capsys.readouterr().err


def test_a_failed_write_leaves_nothing_behind(article: Path) -> None:
    before = sorted(Path.cwd().rglob("*"))

    cli.main(["report", "articles", "--offline", "-o", "articles"])

    assert before == sorted(Path.cwd().rglob("*"))


def test_extract_gives_sentences_and_no_verdicts(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["extract", str(article), "-f", "json"])

    extracted = json.loads(capsys.readouterr().out)["articles"][0]
    assert [s["exact"].split()[0] for s in extracted["sentences"]][:2] == ["Council", "Night"]
    assert "verdict" not in json.dumps(extracted)


def test_rules_lists_and_explains(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.EXIT_CLEAN == cli.main(["rules"])
    assert "PRV201" in capsys.readouterr().out
    assert cli.EXIT_CLEAN == cli.main(["rules", "PRV201"])
    assert "What to do" in capsys.readouterr().out
    assert cli.EXIT_USAGE == cli.main(["rules", "PRV999"])


def test_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.EXIT_CLEAN == cli.main(["--version"])
    assert capsys.readouterr().out.startswith("provenance ")
