"""``docs/reference/formats.md``: its examples, written by the formats themselves.

Run ``python tests/formats_page.py`` after a change of a format; a test keeps the page equal.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
import report_builders as build

from provenance.config import Author
from provenance.model import Report, Review, Suppression
from provenance.report import render
from provenance.report.csv_table import COLUMNS
from provenance.terms import Decision, SuppressedBy

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "formats.md"
_AUTHOR = Author(author="Ostrand Desk", url="https://desk.example/")
_EXAMPLE = re.compile(
    r"(<!-- example: ([\w-]+) -->\n)(?:.*?\n)??(<!-- end of example -->)", re.DOTALL
)


def decided(report: Report) -> Report:
    """``report`` with a finding accepted, one suppressed by each thing that can."""
    findings = list(report.findings)
    for place, by in enumerate(SuppressedBy, start=2):
        why = Suppression(by=by, reason="known since March")
        findings[place] = attrs.evolve(findings[place], suppressed=why)
    accepted = next(one for one in findings if one.rule.value == "PRV201")
    review = Review(
        fingerprint=accepted.fingerprint,
        decision=Decision.ACCEPTED,
        who="Ada",
        comment="seen",
        when="2026-03-06",
    )
    return attrs.evolve(report, findings=tuple(findings), reviews=(review,))


def one_finding() -> Report:
    """An altered quotation in one article, which a person looked at and accepted."""
    harbour = build.judged_harbour()
    finding = next(one for one in harbour.findings if one.rule.value == "PRV201")
    claim = next(one for one in harbour.claims if one.id == finding.claim)
    article = next(one for one in harbour.articles if one.id == claim.article)
    review = Review(
        fingerprint=finding.fingerprint,
        decision=Decision.ACCEPTED,
        who="Ada Lind",
        when="2026-03-06",
    )
    return attrs.evolve(
        harbour,
        articles=(article,),
        inputs=harbour.inputs[:1],
        failures=(),
        claims=(claim,),
        documents=harbour.documents[:1],
        disagreements=(),
        agreements=(),
        copies=(),
        findings=(finding,),
        reviews=(review,),
    )


def render_formats_page(page: str) -> str:
    """``page`` with every example as the formats write it today."""

    def example(found: re.Match[str]) -> str:
        return f"{found.group(1)}{_EXAMPLES[found.group(2)]()}\n{found.group(3)}"

    return _EXAMPLE.sub(example, page)


def _written(format_name: str) -> str:
    return render(one_finding(), format_name, author=_AUTHOR)


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def _json(part: Any) -> str:
    return _fenced(json.dumps(part, ensure_ascii=False, indent=2, sort_keys=True), "json")


def _sarif() -> str:
    (run,) = json.loads(_written("sarif"))["runs"]
    return _json({key: run[key] for key in ("columnKind", "results")})


def _annotation() -> str:
    return _json(json.loads(_written("annotations"))["first"]["items"][0])


def _prov() -> str:
    told = json.loads(_written("prov"))
    return _json({key: told[key] for key in ("prefix", "wasDerivedFrom")})


def _columns() -> str:
    (row,) = csv.DictReader(io.StringIO(_written("csv"), newline=""))
    told = [
        f"| `{name}` | {says} | {f'`{row[name]}`' if row[name] else ''} |"
        for name, (says, _) in COLUMNS.items()
    ]
    return "\n".join(["| column | holds | example |", "| --- | --- | --- |", *told])


_EXAMPLES: Mapping[str, Callable[[], str]] = {
    "annotations": _annotation,
    "claimreview": lambda: _json(json.loads(_written("claimreview"))),
    "csv": _columns,
    "github": lambda: _fenced(_written("github"), "text"),
    "job-summary": lambda: _fenced(_written("job-summary"), "text"),
    "junit": lambda: _fenced(_written("junit"), "xml"),
    "markdown": lambda: _fenced(_written("markdown"), "text"),
    "prov": _prov,
    "prov-turtle": lambda: _fenced(_written("prov-turtle"), "turtle"),
    "sarif": _sarif,
    "text": lambda: _fenced(_written("text"), "text"),
}

if __name__ == "__main__":
    PAGE.write_text(render_formats_page(PAGE.read_text("utf-8")), "utf-8")
