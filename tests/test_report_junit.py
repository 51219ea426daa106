import attrs
import pytest
import report_builders as build
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from provenance.checks import check_report
from provenance.model import Claim, Report, Suppression
from provenance.report.junit import render_junit
from provenance.terms import Level, SuppressedBy, Verdict

REPORT = build.judged_harbour()


def suites(report: Report) -> list[TestSuite]:
    return list(JUnitXml.fromstring(render_junit(report).encode()))


def cases(report: Report) -> dict[str, TestCase]:
    return {case.name: case for suite in suites(report) for case in suite}


def outcome_of(report: Report, words: str) -> str:
    (case,) = [one for name, one in cases(report).items() if words in name]
    return " ".join(type(result).__name__ for result in case.result) or "passed"


@pytest.mark.parametrize(
    ("words", "expected", "reason"),
    [
        ("published a statement", "passed", "the source says so"),
        ("will close for any reason", "Failure", "an error"),
        ("1,400 people", "Failure", "a warning: partly supported is never green"),
        ("called the plan", "Skipped", "unchecked"),
        ("expect a decision", "Skipped", "unsourced"),
        ("PRV601", "Error", "a file that could not be read"),
    ],
)
def test_what_a_claim_comes_to(words: str, expected: str, reason: str) -> None:
    assert expected == outcome_of(REPORT, words), reason


def test_a_suite_an_article_and_a_case_a_claim() -> None:
    told = {suite.name: suite.tests for suite in suites(REPORT)}

    assert {
        "harbour/courier.txt": 7,
        "harbour/herald.md": 5,
        "harbour/wire.txt": 1,
        "harbour/broken.txt": 1,
    } == told


def test_the_counts_are_those_of_the_cases() -> None:
    for suite in suites(REPORT):
        results = [result for case in suite for result in case.result]
        told = suite.tests, suite.failures, suite.errors, suite.skipped
        kinds = [
            sum(isinstance(one, kind) for one in results) for kind in (Failure, Error, Skipped)
        ]
        assert (len(list(suite)), *kinds) == told


def test_a_failure_tells_both_wordings_the_source_and_what_to_do() -> None:
    (case,) = [one for name, one in cases(REPORT).items() if "close for any reason" in name][:1]
    (failure,) = case.result

    assert "PRV201 error" == failure.type
    assert "there: The terminal will not close for any reason this year." in failure.text
    assert f"source: {build.PORT_URL}" in failure.text
    assert "do: Put the document's words back" in failure.text


def test_a_skipped_claim_says_why() -> None:
    (case,) = [one for name, one in cases(REPORT).items() if "called the plan" in name]

    assert "gives no address for it" in case.result[0].message
    assert "PRV103 note" in case.system_out


def article_with(verdict: Verdict, *names: str) -> tuple[Report, list[Claim]]:
    article = build.article("Head\n\n" + " ".join(names) if names else "Head\n\nIt rains.")
    claims = [build.claim(article, words, verdict) for words in names or ("It rains.",)]
    return build.report(articles=(article,), claims=tuple(claims)), claims


@pytest.mark.parametrize(
    "verdict", [v for v in Verdict if v not in {Verdict.SUPPORTED, Verdict.NOT_A_CLAIM}]
)
def test_nothing_but_supported_is_green_whatever_rules_ran(verdict: Verdict) -> None:
    report, _ = article_with(verdict)

    assert "Skipped" == outcome_of(report, "It rains.")


def test_a_supported_claim_that_is_warned_of_is_not_green() -> None:
    report, (claim,) = article_with(Verdict.SUPPORTED)
    warned = attrs.evolve(REPORT.findings[1], claim=claim.id, level=Level.WARNING)

    assert "Failure" == outcome_of(attrs.evolve(report, findings=(warned,)), "It rains.")


def test_what_is_suppressed_is_skipped_with_the_reason() -> None:
    hidden = tuple(
        attrs.evolve(one, suppressed=Suppression(by=SuppressedBy.WAIVER, reason="seen"))
        for one in REPORT.findings
    )
    report = attrs.evolve(REPORT, findings=hidden)

    assert "Skipped" == outcome_of(report, "will close for any reason")
    assert "Skipped" == outcome_of(report, "PRV601")
    assert "suppressed: PRV601: waiver, seen" not in render_junit(report)
    assert 'message="suppressed: waiver, seen"' in render_junit(report)


def test_sentences_that_stand_twice_have_names_of_their_own() -> None:
    article = build.article("Head\n\nIt rains.")
    one = build.claim(article, "It rains.", Verdict.UNSOURCED)
    claims = (one, attrs.evolve(one, id="other"))

    assert {"It rains.", "It rains. (2)"} == set(
        cases(build.report(articles=(article,), claims=claims))
    )


def test_the_name_of_a_case_stays_when_the_text_above_it_grows() -> None:
    def names(head: str) -> set[str]:
        article = build.article(f"{head}\n\nIt rains.")
        claims = (build.claim(article, "It rains.", Verdict.UNSOURCED),)
        return set(cases(build.report(articles=(article,), claims=claims)))

    assert names("Head") == names("A longer head\n\nand more")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a\x00b", "a␀b"),
        ("a\x1bb", "a␛b"),
        ("a\x0bb", "a b"),
        ("a\ufffeb", "a\ufffdb"),
        ("a\uffffb", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\u202eb", "a⟦U+202E⟧b"),
        ("]]><b>&", "]]><b>&"),
        ("<!-- a", "<!-- a"),
    ],
)
def test_characters_that_xml_forbids_are_replaced(words: str, shown: str) -> None:
    article = build.article(words, path=f"{words}.txt")
    report = build.report(
        articles=(article,), claims=(build.claim(article, words, Verdict.UNSOURCED),)
    )
    judged = attrs.evolve(report, findings=check_report(report))

    assert [shown] == list(cases(judged))
