"""``provenance verify``: one claim, one document, a code for every ending."""

import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest

from provenance import cli
from provenance.model import Assessment, Evidence, Scores, ToolRecord
from provenance.report import render_assessment
from provenance.report.schema import load_schema
from provenance.spans import Excerpt
from provenance.terms import Reason, Relation, Verdict, Via

SOURCE = (
    "Harrowick City Council has decided to run night buses from January.\n\n"
    "“Nobody should have to walk home,” councillor Ada Finch said. The trial costs 12,000 pounds.\n"
)
QUOTE = "“Nobody should have to walk home,” Ada Finch said."
TURNED = "“Everybody should have to walk home,” Ada Finch said."


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("notice.txt").write_text(SOURCE, encoding="utf-8")
    return "notice.txt"


def test_exit_code_tells_whether_the_source_says_so(
    source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.EXIT_CLEAN == cli.main(["verify", "--claim", QUOTE, "--source", source])
    assert capsys.readouterr().out.startswith("✓ Supported (confidence 0.95;")
    assert cli.EXIT_FINDINGS == cli.main(["verify", "--claim", TURNED, "--source", source])
    assert capsys.readouterr().out.startswith("✗ Contradicted")


def test_json_is_the_assessment_with_offsets_into_the_text(
    source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["verify", "--claim", TURNED, "--source", source, "-f", "json"])

    wire = json.loads(capsys.readouterr().out)
    schema = load_schema()
    whole = {"$defs": schema["$defs"], "$ref": "#/$defs/Assessment"}
    jsonschema.Draft202012Validator(whole).validate(wire)
    assert set(schema["$defs"]["Assessment"]["required"]) == set(wire)
    evidence = wire["evidence"][0]
    assert ("contradicted", TURNED, source) == (wire["verdict"], wire["claim"], wire["source"])
    assert SOURCE[evidence["start"] : evidence["end"]] == evidence["exact"]
    assert ["quote-meaning-changed"] == wire["reasons"]
    assert [] == wire["tool"]["models"]


def test_the_source_may_be_a_page(source: str) -> None:
    Path("page.html").write_text(f"<html><body><p>{SOURCE}</p></body></html>", encoding="utf-8")

    assert cli.EXIT_CLEAN == cli.main(["verify", "--claim", QUOTE, "--source", "page.html"])


def test_a_dash_reads_the_source_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SOURCE.encode())))

    assert cli.EXIT_CLEAN == cli.main(["verify", "--claim", QUOTE, "--source", "-"])


def test_output_may_go_to_a_file(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["verify", "--claim", QUOTE, "--source", source, "-o", "answer.txt"])

    assert "" == capsys.readouterr().out
    assert Path("answer.txt").read_text(encoding="utf-8").startswith("✓ Supported")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--claim", QUOTE], "--source"),
        (["--source", "notice.txt"], "--claim"),
        (["--claim", " ", "--source", "notice.txt"], "there is no word in it"),
        (["--claim", QUOTE, "--source", "missing.txt"], "there is no such file"),
        (["--claim", QUOTE, "--source", "."], "it is a folder"),
        (["--claim", QUOTE, "--source", "empty.txt"], "it is empty"),
        (["--claim", QUOTE, "--source", "noise.txt"], "binary"),
        (["--claim", QUOTE, "--source", "http://127.0.0.1/"], "no public address"),
        (["--claim", "word " * 3_000, "--source", "notice.txt"], "the limit is 10,000"),
    ],
)
def test_what_cannot_be_read_is_exit_2(
    arguments: list[str], said: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("empty.txt").write_text("")
    Path("noise.txt").write_bytes(bytes(range(256)) * 8)

    code = cli.main(["verify", *arguments])

    out, err = capsys.readouterr()
    assert (cli.EXIT_USAGE, "") == (code, out)
    assert said in err


def test_text_shows_verdict_place_missing_words_and_reasons() -> None:
    assessment = Assessment(
        claim="Two boats sank off Harrowick.",
        verdict=Verdict.PARTLY_SUPPORTED,
        confidence=0.7,
        scores=Scores(supported=0.4, contradicted=0.1, neither=0.5),
        evidence=(
            Evidence(
                document="d-1",
                url=None,
                start=10,
                end=26,
                exact="Two boats\nsank.\x1b",
                prefix="",
                suffix="",
                relation=Relation.SUPPORTS,
                score=0.9,
                via=Via.ORIGINAL,
            ),
        ),
        reasons=(Reason.WORDS_PARTLY_COVERED,),
        unsupported_spans=(Excerpt(start=15, end=28, exact="off Harrowick"),),
    )
    tool = ToolRecord(name="provenance", version="0")

    assert (
        "◐ Partly supported (confidence 0.70; supported 0.40, contradicted 0.10, neither 0.50)\n"
        "    claim        Two boats sank off Harrowick.\n"
        "    source       notice.txt\n"
        "    says so      Two boats sank.␛\n"
        "                 characters 10 to 26\n"
        "    not covered  off Harrowick\n"
        "    why          A passage of the source has some of the words, not all.\n"
    ) == render_assessment(assessment, "text", source="notice.txt", tool=tool)
