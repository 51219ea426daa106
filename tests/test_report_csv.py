import csv
import io
from pathlib import Path

import attrs
import pytest
import report_builders as build

from provenance.model import Report, Speaker, Suppression
from provenance.report.csv_table import COLUMNS, render_csv
from provenance.terms import SuppressedBy, Verdict

REPORT = build.judged_harbour()
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "formats.md"


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_csv(report), newline=""), strict=True))


def test_there_is_a_row_a_claim_and_a_cell_a_column() -> None:
    told = rows(REPORT)

    assert [claim.id for claim in REPORT.claims] == [row["claim"] for row in told]
    assert all(list(COLUMNS) == list(row) and None not in row.values() for row in told)


def test_line_ends_are_those_of_the_standard() -> None:
    text = render_csv(build.report())

    assert ",".join(COLUMNS) + "\r\n" == text


def test_a_row_tells_the_verdict_and_what_it_rests_on() -> None:
    (row,) = [one for one in rows(REPORT) if one["verdict"] == "contradicted"]

    assert ("0.96", "altered", "PRV201") == (
        row["confidence"],
        row["quote_status"],
        row["findings"],
    )
    assert build.PORT_URL == row["citation_url"] == row["document_url"]
    assert "The terminal will not close for any reason this year." == row["evidence"]
    assert ("7", "1", "false") == (row["line"], row["column"], row["approximate"])


def test_suppressed_findings_have_a_column_of_their_own() -> None:
    hidden = tuple(
        attrs.evolve(one, suppressed=Suppression(by=SuppressedBy.BASELINE))
        if one.rule.value == "PRV201"
        else one
        for one in REPORT.findings
    )
    (row,) = [one for one in rows(attrs.evolve(REPORT, findings=hidden)) if one["suppressed"]]

    assert ("", "PRV201") == (row["findings"], row["suppressed"])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＠"])
def test_no_cell_is_a_formula(start: str) -> None:
    words = f'{start}HYPERLINK("https://a.example";"x")'
    article = build.article(words, outlet=words, path=words)
    claim = build.claim(article, words, Verdict.UNSOURCED, speaker=Speaker(name=words))
    (row,) = rows(build.report(articles=(article,), claims=(claim,)))

    for column in ("outlet", "path", "speaker", "text", "sentence"):
        assert not row[column].startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"))
        assert 'HYPERLINK("https://a.example";"x")' in row[column]


def test_separators_and_line_ends_stay_in_their_cell() -> None:
    words = 'one, "two";\nthree'
    article = build.article(words)
    claim = build.claim(article, words, Verdict.UNSOURCED)
    (row,) = rows(build.report(articles=(article,), claims=(claim,)))

    assert words == row["text"]


def test_every_column_is_documented() -> None:
    page = PAGE.read_text("utf-8")

    assert [] == [
        name for name, (says, _) in COLUMNS.items() if f"| `{name}` | {says} |" not in page
    ]
