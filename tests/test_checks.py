import ast
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest
import report_builders as build
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import checks
from provenance.checks import (
    RULES,
    check_report,
    explain_rule,
    list_rules,
    render_rule_page,
    render_rules_page,
    summary,
)
from provenance.checks.grounds import without_targets
from provenance.checks.index import ReportIndex
from provenance.checks.measured import interval, measured
from provenance.checks.pages import HEADINGS
from provenance.checks.rule import Rule, fingerprint
from provenance.errors import ConfigError
from provenance.model import Claim, Document, Quote, Report, Speaker
from provenance.terms import (
    Completeness,
    DocumentKind,
    EditOp,
    Fit,
    InputStatus,
    Level,
    QuoteStatus,
    Reason,
    Relation,
    RuleId,
    Sourcing,
    Verdict,
)

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "rules.md"
DATA = Path(checks.__file__).parents[1] / "data"
ARTICLE = build.article('Port\n\nThe port said: "It will not close." It employs 1,600 people.')
SAYS = 'The port said: "It will not close."'
EMPLOYS = "It employs 1,600 people."
CHANGED = build.edit(EditOp.INSERT, "", "not", kept=False)
KEPT = build.edit(EditOp.REPLACE, "shut", "close")


def altered(**given: Any) -> Quote:
    filled = {
        "status": QuoteStatus.ALTERED,
        "document": "doc-port",
        "edits": (CHANGED,),
        "source_exact": "It will close.",
        **given,
    }
    return build.quote(ARTICLE, "It will not close.", **filled)


def quoting(quote: Quote, verdict: Verdict = Verdict.CONTRADICTED, **given: Any) -> Claim:
    filled = {"confidence": 0.95, "citations": (build.citation(),), **given}
    return build.claim(ARTICLE, SAYS, verdict, quotes=(quote,), **filled)


def saying(verdict: Verdict, *reasons: Reason, **given: Any) -> Claim:
    filled = {"confidence": 0.95, "citations": (build.citation(),), **given}
    return build.claim(ARTICLE, EMPLOYS, verdict, reasons=reasons, **filled)


def found(claim: Claim, document: Document | None = None) -> list[tuple[str, str]]:
    report = build.report(
        articles=(ARTICLE,), claims=(claim,), documents=(document or build.document(),)
    )
    return [(one.rule.value, one.level.value) for one in check_report(report)]


DENIES = (build.evidence("It employs 1,400 people.", Relation.CONTRADICTS),)
WITNESS = build.document(kind=DocumentKind.WITNESS, witness_of=ARTICLE.id)


@pytest.mark.parametrize(
    ("claim", "document", "expected"),
    [
        pytest.param(quoting(altered()), None, [("PRV201", "error")], id="meaning changed"),
        pytest.param(
            quoting(altered(), confidence=0.89),
            None,
            [("PRV201", "warning")],
            id="meaning changed, not sure enough",
        ),
        pytest.param(
            quoting(altered()),
            build.document(complete=Completeness.UNKNOWN),
            [("PRV201", "warning")],
            id="meaning changed, perhaps not read whole",
        ),
        pytest.param(
            quoting(altered(), reasons=(Reason.CAPTURED_LATER,)),
            None,
            [("PRV201", "warning")],
            id="meaning changed, captured after the article",
        ),
        pytest.param(
            quoting(altered()),
            build.document(kind=DocumentKind.ARCHIVE),
            [("PRV201", "error")],
            id="meaning changed, against an archived capture",
        ),
        pytest.param(
            quoting(altered(retranslation_suspected=True)),
            None,
            [("PRV201", "warning")],
            id="a translation back is no error",
        ),
        pytest.param(
            quoting(altered(), Verdict.PARTLY_SUPPORTED),
            WITNESS,
            [("PRV207", "warning")],
            id="a copy in another outlet is never an error",
        ),
        pytest.param(
            quoting(altered(document="gone")),
            None,
            [("PRV201", "warning")],
            id="a document the report does not list",
        ),
        pytest.param(
            quoting(altered(edits=(KEPT,)), Verdict.SUPPORTED),
            None,
            [("PRV202", "warning")],
            id="altered, meaning kept",
        ),
        pytest.param(
            quoting(altered(edits=(KEPT,), retranslation_suspected=True), Verdict.SUPPORTED),
            None,
            [("PRV202", "note")],
            id="altered by translation",
        ),
        pytest.param(
            quoting(
                build.quote(ARTICLE, "It will not close.", QuoteStatus.ABSENT),
                Verdict.UNSUPPORTED,
            ),
            None,
            [("PRV203", "warning")],
            id="absent",
        ),
        pytest.param(
            quoting(altered(status=QuoteStatus.VERBATIM, edits=(), speaker_fits=Fit.NO)),
            None,
            [("PRV204", "error")],
            id="wrong speaker",
        ),
        pytest.param(
            quoting(
                altered(status=QuoteStatus.VERBATIM, edits=(), context_fits=Fit.NO),
                Verdict.UNCHECKED,
            ),
            None,
            [("PRV204", "warning")],
            id="wrong occasion, not decided",
        ),
        pytest.param(
            quoting(altered(status=QuoteStatus.VERBATIM, edits=()), Verdict.SUPPORTED),
            None,
            [],
            id="verbatim",
        ),
        pytest.param(
            saying(Verdict.CONTRADICTED, Reason.NUMBER_DIFFERS, evidence=DENIES),
            None,
            [("PRV301", "error")],
            id="number",
        ),
        pytest.param(
            saying(Verdict.CONTRADICTED, Reason.UNIT_DIFFERS, evidence=DENIES),
            WITNESS,
            [("PRV301", "warning")],
            id="number against a copy",
        ),
        pytest.param(
            saying(Verdict.UNCHECKED, Reason.NUMBER_DIFFERS, Reason.DOCUMENT_INCOMPLETE),
            None,
            [("PRV301", "note")],
            id="number, not read well enough",
        ),
        pytest.param(
            saying(Verdict.CONTRADICTED, Reason.DATE_DIFFERS, evidence=DENIES),
            None,
            [("PRV302", "error")],
            id="date",
        ),
        pytest.param(
            saying(Verdict.SUPPORTED, Reason.WEEKDAY_MISMATCH),
            None,
            [("PRV303", "warning")],
            id="weekday",
        ),
        pytest.param(
            saying(Verdict.CONTRADICTED, Reason.NAME_DIFFERS, evidence=DENIES),
            None,
            [("PRV401", "error")],
            id="contradicted",
        ),
        pytest.param(saying(Verdict.UNSUPPORTED), None, [("PRV402", "warning")], id="unsupported"),
        pytest.param(
            saying(Verdict.PARTLY_SUPPORTED, evidence=DENIES),
            None,
            [("PRV403", "warning")],
            id="partly supported",
        ),
        pytest.param(
            saying(Verdict.PARTLY_SUPPORTED, evidence=DENIES),
            WITNESS,
            [("PRV403", "note")],
            id="partly supported by a copy",
        ),
        pytest.param(
            saying(Verdict.DISPUTED, Reason.NUMBER_DIFFERS),
            None,
            [("PRV501", "warning")],
            id="a dispute over a number is one finding",
        ),
        pytest.param(saying(Verdict.UNSOURCED), None, [("PRV101", "note")], id="unsourced"),
        pytest.param(saying(Verdict.SUPPORTED), None, [], id="supported"),
    ],
)
def test_rule_and_level(
    claim: Claim, document: Document | None, expected: list[tuple[str, str]]
) -> None:
    assert expected == found(claim, document)


def test_harbour_finds_what_a_reader_would() -> None:
    report = build.disputing(build.harbour())

    lines = [
        f"{one.location.path}:{one.location.line} {one.rule.value} {one.level.value}"
        for one in check_report(report)
        if one.location
    ]
    assert [
        "harbour/broken.txt:1 PRV601 warning",
        "harbour/courier.txt:7 PRV201 error",
        "harbour/courier.txt:9 PRV403 warning",
        "harbour/courier.txt:11 PRV103 note",
        "harbour/courier.txt:11 PRV205 note",
        "harbour/courier.txt:11 PRV502 note",
        "harbour/courier.txt:15 PRV101 note",
        "harbour/courier.txt:15 PRV301 warning",
        "harbour/herald.md:3 PRV104 note",
        "harbour/herald.md:3 PRV501 warning",
        "harbour/herald.md:5 PRV102 note",
        "harbour/herald.md:5 PRV303 warning",
        "harbour/herald.md:6 PRV103 note",
        "harbour/herald.md:6 PRV207 warning",
        "harbour/herald.md:8 PRV103 note",
        "harbour/herald.md:8 PRV502 note",
        "harbour/herald.md:8 PRV101 note",
    ] == lines


def test_message_shows_both_sides_in_one_line() -> None:
    report = build.report(
        articles=(ARTICLE,), claims=(quoting(altered()),), documents=(build.document(),)
    )

    assert (
        "The quotation changes the meaning (adds “not”): quoted “It will not close.”, the document "
        "has “It will close.”"
    ) == check_report(report)[0].message


def test_an_address_is_reported_once_for_an_article() -> None:
    report = build.harbour()
    twice = attrs.evolve(report, claims=report.claims * 2)

    pages = [one for one in check_report(twice) if one.rule is RuleId.PAGE_LEVEL_CITATION]
    assert 1 == len(pages)


def test_skipped_files_are_no_finding() -> None:
    report = build.harbour()
    skipped = tuple(one for one in report.inputs if one.status is InputStatus.SKIPPED)

    assert () == check_report(attrs.evolve(build.report(), inputs=skipped))


def test_fingerprint_stays_when_typography_changes() -> None:
    words = fingerprint(RuleId.UNSOURCED, "“It’s  open”, he said.", "https://a.example/")

    assert words == fingerprint(RuleId.UNSOURCED, '"It\'s open", HE said.', "https://a.example/")
    assert words != fingerprint(RuleId.UNSOURCED, "“It’s open”, he said.", "https://b.example/")
    assert words != fingerprint(RuleId.LINK_LOST, "“It’s open”, he said.", "https://a.example/")
    assert 16 == len(words)


def test_fingerprint_does_not_move_with_the_text() -> None:
    moved = build.article("Port\n\nNew words first.\n\n" + EMPLOYS)
    here = build.report(claims=(saying(Verdict.UNSOURCED),))
    there = build.report(claims=(build.claim(moved, EMPLOYS, Verdict.UNSOURCED),))

    assert check_report(here)[0].fingerprint == check_report(there)[0].fingerprint


def test_order_of_claims_does_not_matter() -> None:
    report = build.disputing(build.harbour())
    turned = attrs.evolve(report, claims=report.claims[::-1])

    assert check_report(report) == check_report(turned)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id.value)
def test_rule_has_a_whole_page(rule: Rule) -> None:
    headings = [line[3:] for line in rule.page.splitlines() if line.startswith("## ")]

    assert list(HEADINGS) == headings
    assert summary(rule).endswith(".")
    assert summary(rule) in render_rule_page(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id.value)
def test_the_page_of_a_rule_ends_with_its_measured_precision(rule: Rule) -> None:
    last = render_rule_page(rule).rstrip().splitlines()[-1]

    one = measured(rule.id)
    if one.every:
        assert last.startswith(f"Measured precision: {one.right} of {one.every} (")
        assert all(f"{right} of {every}" in last for right, every in one.counts.values())
    else:
        assert last == "Measured precision: no finding in the sets: not measured."


def test_the_measured_rules_are_the_rules() -> None:
    table = tomllib.loads((DATA / "measured_rules.toml").read_text("utf-8"))

    assert [rule.id.value for rule in RULES] == list(table)
    assert all(0 <= right <= every for one in table.values() for right, every in one.values())
    assert any(table.values())


@pytest.mark.parametrize(
    ("right", "every", "low", "high"),
    [(10, 10, 0.7225, 1.0), (0, 6, 0.0, 0.3903), (42, 46, 0.7969, 0.9657)],
)
def test_interval_of_a_share(right: int, every: int, low: float, high: float) -> None:
    """By hand, from the formula."""
    assert interval(right, every) == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize("wanted", ["PRV201", "prv201", "quote-meaning-changed"])
def test_a_rule_is_explained_by_id_or_name(wanted: str) -> None:
    assert explain_rule(wanted).startswith("## PRV201 `quote-meaning-changed`")


def test_an_unknown_rule_says_where_to_look() -> None:
    with pytest.raises(ConfigError, match="provenance rules"):
        explain_rule("PRV999")


def test_the_list_of_rules_has_a_line_for_each() -> None:
    assert [rule.id.value for rule in RULES] == [line[:6] for line in list_rules().splitlines()]


def test_every_file_of_a_rule_is_registered_under_its_name() -> None:
    folder = Path(checks.__file__).parent
    files = [
        path.stem
        for path in folder.glob("*.py")
        if any(
            isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "RULE"
            for node in ast.parse(path.read_text("utf-8")).body
        )
    ]

    assert sorted(files) == sorted(rule.id.name.lower() for rule in RULES)
    assert sorted(rule.id.value for rule in RULES) == [rule.id.value for rule in RULES]


def test_reference_page_is_written_from_the_rules() -> None:
    assert render_rules_page() == PAGE.read_text("utf-8")


def test_no_rule_is_worse_than_its_page_says() -> None:
    worst = {rule.id: rule.level.severity for rule in RULES}

    findings = check_report(build.disputing(build.harbour()))
    assert [] == [one for one in findings if one.level.severity > worst[one.rule]]


@settings(max_examples=100, deadline=None)
@given(
    verdict=st.sampled_from(Verdict),
    reasons=st.lists(st.sampled_from(Reason), max_size=4),
    status=st.sampled_from(QuoteStatus),
    words=st.text(max_size=30),
    confidence=st.none() | st.floats(0, 1),
    kind=st.sampled_from(DocumentKind),
)
def test_never_an_error_without_the_original_read_whole(
    verdict: Verdict,
    reasons: list[Reason],
    status: QuoteStatus,
    words: str,
    confidence: float | None,
    kind: DocumentKind,
) -> None:
    report = _one_claim(
        quoting(
            altered(status=status, source_exact=words),
            verdict,
            reasons=tuple(reasons),
            confidence=confidence,
        ),
        build.document(kind=kind),
    )

    errors = [one for one in check_report(report) if one.level is Level.ERROR]
    assert not errors or (kind is not DocumentKind.WITNESS and (confidence or 0) >= 0.9)
    assert check_report(report) == check_report(report)


def _one_claim(claim: Claim, document: Document) -> Report:
    return build.report(articles=(ARTICLE,), claims=(claim,), documents=(document,))


@pytest.mark.parametrize(
    ("words", "expected", "reason"),
    [
        ("says [the port](https://a.example/x) today", "says the port today", "a link"),
        ("the port](https://a.example/x) today", "the port today", "a link begun before"),
        ("[sic] (https://a.example/x)", "[sic] (https://a.example/x)", "no link"),
        ("](http://" * 9_000, "](http://" * 9_000, "hostile, and still quick"),
        ("[" * 50_000 + "](http", "[" * 50_000 + "](http", "hostile, and still quick"),
    ],
)
def test_addresses_of_markdown_links_are_not_shown(words: str, expected: str, reason: str) -> None:
    assert expected == without_targets(words), reason


def test_a_source_without_address_is_reported_once() -> None:
    article = build.article("Port\n\nHolt said so. It rains, Holt said.")
    claims = tuple(
        build.claim(
            article,
            words,
            Verdict.UNCHECKED,
            speaker=Speaker(name="Holt"),
            sourcing=Sourcing.NAMED,
            id=words,
        )
        for words in ("Holt said so.", "It rains, Holt said.")
    )
    findings = check_report(build.report(articles=(article,), claims=claims))

    assert ["No address for Holt: “Holt said so.” (and 1 more)"] == [
        one.message for one in findings
    ]


def test_articles_of_one_outlet_are_told_apart_by_their_file() -> None:
    first, second = (
        build.article(text, path=f"desk/{text}.txt", outlet="Courier") for text in ("a", "b")
    )
    other = build.article("c", path="desk/c.txt")
    index = ReportIndex.of(build.report(articles=(first, second, other)))

    assert ["Courier (desk/a.txt)", "Courier (desk/b.txt)", "c.txt"] == list(index.names.values())
