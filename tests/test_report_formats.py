"""What every format owes: places in the file, words that stay words, nothing that is hidden."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import attrs
import formats_page
import pytest
import report_builders as build
from hostile import HOSTILE, suffixed

from provenance.checks import check_report
from provenance.cli_options import CHECK_FORMATS, REPORT_FORMATS
from provenance.config import Author
from provenance.ingest import read
from provenance.ingest.source_map import locate
from provenance.model import Report
from provenance.report import FORMATS, render, without_text
from provenance.spans import Span
from provenance.terms import Verdict

GOLDEN = Path(__file__).parent / "cases" / "report"
AUTHOR = Author(author="Ostrand Desk", url="https://desk.example/")
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
JSON_FORMATS = {"annotations", "claimreview", "json", "prov", "sarif"}
KEEP_THE_TEXT = JSON_FORMATS - {"claimreview"} | {"prov-turtle"}
"""Formats that programs read: hidden characters are written as JSON and Turtle write them."""
NO_MARKUP = {"csv", "github", "json", "text"}
"""Formats that nothing reads as markup; in the others Markdown's code is words, too."""


REPORT = formats_page.decided(build.judged_harbour())

CHECKS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(JSON_FORMATS, json.loads),
    "csv": lambda text: list(csv.reader(io.StringIO(text, newline=""), strict=True)),
    "junit": lambda text: ElementTree.fromstring(text.encode()),  # noqa: S314 - our own output
}


@pytest.mark.parametrize(
    ("format_name", "case"),
    [("github", "github.txt"), ("job-summary", "summary.md"), ("junit", "junit.xml")],
)
def test_a_report_reads_as_the_golden_case(format_name: str, case: str) -> None:
    assert (GOLDEN / f"harbour.{case}").read_text("utf-8") == render(
        build.judged_harbour(), format_name
    )


def test_the_examples_of_the_page_are_what_the_formats_write() -> None:
    """Else run ``python tests/formats_page.py``."""
    page = formats_page.PAGE.read_text("utf-8")

    assert formats_page.render_formats_page(page) == page


def test_every_format_has_its_line_and_its_example() -> None:
    page = formats_page.PAGE.read_text("utf-8")

    assert [] == [name for name in FORMATS if f"\n| `{name}` | " not in page]
    shown = set(re.findall("<!-- example: ([a-z-]+) -->\n[`|]", page))
    assert set(FORMATS) - {"html", "json"} == shown


def test_the_command_line_offers_every_format() -> None:
    assert sorted(FORMATS) == sorted(REPORT_FORMATS)
    assert set(CHECK_FORMATS) <= set(REPORT_FORMATS)


@pytest.mark.parametrize("format_name", sorted(set(FORMATS) - {"html", "prov-turtle"}))
def test_hostile_words_in_every_field_stay_words(format_name: str) -> None:
    text = render(suffixed(REPORT, " ".join(HOSTILE)), format_name, author=AUTHOR)

    CHECKS.get(format_name, str)(text)
    text.encode("utf-8")
    if format_name not in NO_MARKUP:
        bare = re.sub("`[^`\n]*`", "", text)
        assert "<script" not in bare
        assert "<img" not in bare


@pytest.mark.parametrize("format_name", sorted(set(FORMATS) - KEEP_THE_TEXT - {"html"}))
def test_what_people_read_hides_nothing(format_name: str) -> None:
    words = "a\u202eb\u200bc\u2066d\ufeffe\x00f\x1bg\udcffh"
    text = render(suffixed(REPORT, words), format_name, author=AUTHOR)

    assert [] == HIDDEN.findall(text)


@pytest.mark.parametrize("format_name", sorted(set(FORMATS) - {"html"}))
def test_a_report_without_text_has_no_words_of_the_articles(format_name: str) -> None:
    text = render(without_text(REPORT), format_name, author=AUTHOR)

    assert "will close for any reason this year" not in text
    assert "expect a decision by summer" not in text


TOLD = "The port said that 1,400 people work at the quay"
FILES = {
    "a.txt": f"\ufeffHead\r\n\r\nIt is late. 😀 {TOLD}.\r\n",
    "a.md": f"# Head\n\nIt is [late](https://a.example/x).\n\n> 😀 {TOLD}.\n",
    "a.html": f"<!doctype html><html><body><h1>Head</h1>\n<p>It is <b>late</b>.</p>\n"
    f"<p>Well &mdash; 😀 {TOLD}.</p></body></html>",
}
"""The words stand once in each; before them what makes offsets and columns differ."""


def placed(folder: Path, name: str) -> tuple[Report, tuple[int, int, int]]:
    """A report with one finding on the words, and their line, column and end in the file."""
    file = folder / name
    file.write_bytes(FILES[name].encode())
    article = read(file)
    start = article.text.index(TOLD)
    where = locate(article, Span(start, start + len(TOLD)))
    claim = build.claim(article, TOLD, Verdict.UNSOURCED, location=where)
    report = build.report(articles=(article,), claims=(claim,))
    text = FILES[name].removeprefix("\ufeff")
    before = text[: text.index(TOLD)]
    column = len(before) - (before.rfind("\n") + 1) + 1
    expected = before.count("\n") + 1, column, column + len(TOLD)
    return attrs.evolve(report, findings=check_report(report)), expected


@pytest.mark.parametrize("name", FILES)
def test_sarif_shows_the_line_and_column_of_the_file(tmp_path: Path, name: str) -> None:
    report, (line, column, end) = placed(tmp_path, name)

    run = json.loads(render(report, "sarif"))["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert "unicodeCodePoints" == run["columnKind"]
    assert place["artifactLocation"]["uri"].endswith(name)
    assert (line, column) == (place["region"]["startLine"], place["region"]["startColumn"])
    assert (line, end) == (place["region"]["endLine"], place["region"]["endColumn"])


@pytest.mark.parametrize("name", FILES)
def test_github_shows_the_line_and_column_of_the_file(tmp_path: Path, name: str) -> None:
    report, (line, column, end) = placed(tmp_path, name)

    (command,) = re.findall("^::notice .*", render(report, "github"), flags=re.MULTILINE)
    assert f"{name},line={line},col={column},endColumn={end},endLine={line}," in command


@pytest.mark.parametrize("name", FILES)
def test_junit_shows_the_line_of_the_file(tmp_path: Path, name: str) -> None:
    report, (line, _, _) = placed(tmp_path, name)

    text = render(report, "junit")
    assert f'{name}" line="{line}"' in text
