"""What a report tells a person to do about a finding: what to open, or whom to ask."""

from typing import Any

import attrs
import pytest
import report_builders as build

from provenance.checks import check_report
from provenance.checks.index import ReportIndex
from provenance.model import Claim, Disagreement, Document, Report, SaidAt, Speaker
from provenance.report.cards import findings_of
from provenance.report.exhibits import exhibit
from provenance.report.html import render_html
from provenance.report.markdown import render_markdown
from provenance.report.text import render_text
from provenance.report.what_to_do import what_to_do
from provenance.terms import (
    Basis,
    DisagreementKind,
    DocumentKind,
    Reason,
    Target,
    Verdict,
)

HERE = build.article("Port\n\nIt employs 1,600 people. It has ten quays.", outlet="Herald")
THERE = build.article("Quay\n\nIt employs 1,400 people.", path="b.txt", outlet="Courier")
SAYS, OTHER = "It employs 1,600 people.", "It employs 1,400 people."
STAFF = build.citation("https://port.example/staff")
SITE = build.citation("https://port.example/", target=Target.SITE)
COUNT = build.citation("https://stats.example/count")
LENT = build.citation("https://lent.example/", basis=Basis.BORROWED)
HOLT = Speaker(name="Ines Holt", role="mayor")
UNTIL = " Until then say that accounts differ."
SETTLING = build.document(id="doc-count", url="https://stats.example/count", title="Count of 2026")


def disputed(
    given: dict[str, Any], other: dict[str, Any], settled_by: Document | None = None
) -> Report:
    first = build.claim(HERE, SAYS, Verdict.DISPUTED, **given)
    second = build.claim(THERE, OTHER, Verdict.UNCHECKED, **other)
    one = Disagreement(
        kind=DisagreementKind.NUMBER,
        left=first.id,
        right=second.id,
        what="1,600 people ≠ 1,400 people",
        score=0.6,
        settled_by=settled_by.id if settled_by else None,
    )
    claims = (attrs.evolve(first, disputed_by=(second.id,)), second)
    report = build.report(
        articles=(HERE, THERE),
        claims=claims,
        disagreements=(one,),
        documents=(settled_by,) if settled_by else (),
    )
    return attrs.evolve(report, findings=check_report(report))


def told_of(report: Report) -> str:
    index = ReportIndex.of(report)
    return what_to_do(exhibit(report.findings[0], index), index).told()


@pytest.mark.parametrize(
    ("given", "other", "told"),
    [
        pytest.param(
            {"citations": (STAFF,)},
            {"citations": (STAFF,)},
            "Open https://port.example/staff, to which both lead, and see which account it bears "
            "out." + UNTIL,
            id="both lead to one address",
        ),
        pytest.param(
            {"citations": (SITE, STAFF)},
            {"citations": (COUNT,)},
            "Open https://port.example/staff (first account) and https://stats.example/count "
            "(second) and compare." + UNTIL,
            id="each leads to its own, a document before a site",
        ),
        pytest.param(
            {},
            {"citations": (COUNT,)},
            "Open https://stats.example/count, to which the second account leads, and compare; ask "
            "for the source of the first." + UNTIL,
            id="only one leads anywhere",
        ),
        pytest.param(
            {"citations": (LENT,), "speaker": HOLT, "said_at": SaidAt(date="2026-03-03T10:00")},
            {},
            "No address is given: look for a record of what Ines Holt said on 2026-03-03, or ask "
            "both authors for their source." + UNTIL,
            id="a speaker but no address of its own",
        ),
        pytest.param(
            {"speaker": HOLT, "speaker_guess": True},
            {},
            "No address is given: ask both authors for their source." + UNTIL,
            id="a guessed speaker is not named",
        ),
    ],
)
def test_two_accounts_say_what_would_settle_them(
    given: dict[str, Any], other: dict[str, Any], told: str
) -> None:
    assert told == told_of(disputed(given, other))


@pytest.mark.parametrize(
    ("document", "how"),
    [
        (SETTLING, ", which settles it,"),
        (
            attrs.evolve(SETTLING, kind=DocumentKind.WITNESS, witness_of=THERE.id),
            " (so far only a copy of it was read)",
        ),
    ],
    ids=["the document", "a copy of it"],
)
def test_what_settles_a_pair_is_named(document: Document, how: str) -> None:
    told = told_of(disputed({"citations": (STAFF,)}, {}, document))

    assert told == (
        f"Open “Count of 2026” <https://stats.example/count>{how} and mend the account that says "
        "otherwise."
    )


def test_two_sentences_of_one_article_are_for_its_author() -> None:
    first = build.claim(HERE, SAYS, Verdict.DISPUTED)
    second = build.claim(HERE, "It has ten quays.", Verdict.UNCHECKED)
    claims = (attrs.evolve(first, disputed_by=(second.id,)), second)
    report = build.report(articles=(HERE,), claims=claims)
    report = attrs.evolve(report, findings=check_report(report))

    assert "No address is given: ask the author which of the two sentences is right." == told_of(
        report
    )


def judged(verdict: Verdict, *reasons: Reason, **given: Any) -> Report:
    claim: Claim = build.claim(
        HERE, SAYS, verdict, reasons=reasons, citations=(STAFF,), confidence=0.8, **given
    )
    report = build.report(articles=(HERE,), claims=(claim,))
    return attrs.evolve(report, findings=check_report(report))


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (
            judged(Verdict.CONTRADICTED, Reason.NUMBER_DIFFERS),
            "Take the number from https://port.example/staff, or name where this one comes from.",
        ),
        (
            judged(Verdict.UNSUPPORTED),
            (
                "Look for it in https://port.example/staff; where it is not, name the source that "
                "says so."
            ),
        ),
        (
            judged(Verdict.PARTLY_SUPPORTED),
            "Open https://port.example/staff and name the source of the rest.",
        ),
        (
            judged(Verdict.DISPUTED, Reason.SOURCES_DISAGREE),
            "Open https://port.example/staff and compare." + UNTIL,
        ),
    ],
    ids=["number", "unsupported", "partly", "sources disagree"],
)
def test_a_finding_against_a_source_names_it(report: Report, told: str) -> None:
    assert told == told_of(report)


def test_every_place_of_the_first_screen_has_one_line_of_what_to_do() -> None:
    report = build.judged_harbour()
    page = render_html(report)
    head = page[page.index("<header") : page.index("</header>")]
    listed = findings_of(ReportIndex.of(report), {}).cards

    assert len(listed) > 3
    assert len(listed) == head.count('<span class="do-line">')
    assert "Weekday" in head
    assert "Look up the day; correct the weekday or the date.</span>" in head


HOSTILE = '<img src=x onerror="alert(1)">\u202e[x](javascript:alert(1))'


def test_names_of_others_are_escaped_in_what_to_do() -> None:
    bad = attrs.evolve(SETTLING, title=HOSTILE, url="javascript:alert(1)")
    report = disputed({"speaker": Speaker(name=HOSTILE)}, {}, bad)
    page = render_html(report)

    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "\u202e" not in page + render_text(report) + render_markdown(report)
    assert "<img" not in render_markdown(report)
    assert "](javascript" not in render_markdown(report).replace("\\]", "")


@pytest.mark.parametrize("render", [render_text, render_markdown], ids=["text", "markdown"])
def test_two_accounts_are_told_apart_in_words(render: Any) -> None:
    told = " ".join(render(disputed({}, {})).split())

    assert "Two figures for one thing: “1,600 people” here, “1,400 people” in Courier." in told
