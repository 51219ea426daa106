import json
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
import report_builders as build

from provenance.checks import RULES
from provenance.model import Finding, Location, Report, Suppression
from provenance.report.sarif import FINGERPRINT, render_sarif
from provenance.report.sarif_rules import message_text
from provenance.terms import InputStatus, Level, RuleId, SuppressedBy

CASES = Path(__file__).parent / "cases"
SCHEMA = json.loads((CASES / "sarif" / "sarif-2.1.0.json").read_text("utf-8"))
REPORT = build.judged_harbour()


def run_of(report: Report) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render_sarif(report))
    (run,) = log["runs"]
    return dict(run)


def results(report: Report, rule: str) -> list[dict[str, Any]]:
    return [one for one in run_of(report)["results"] if one["ruleId"] == rule]


@pytest.mark.parametrize("report", [REPORT, build.report()], ids=["harbour", "empty"])
def test_log_is_valid_by_the_published_schema(report: Report) -> None:
    jsonschema.validators.validator_for(SCHEMA)(SCHEMA).validate(json.loads(render_sarif(report)))


def test_every_result_points_at_its_rule() -> None:
    run = run_of(REPORT)
    rules = run["tool"]["driver"]["rules"]

    assert [rule.id.value for rule in RULES] == [rule["id"] for rule in rules]
    assert [one["ruleId"] for one in run["results"]] == [
        rules[one["ruleIndex"]]["id"] for one in run["results"]
    ]


def test_every_rule_has_the_texts_that_code_scanning_asks_for() -> None:
    for rule in run_of(REPORT)["tool"]["driver"]["rules"]:
        told = rule["shortDescription"]["text"], rule["fullDescription"]["text"]
        assert all(0 < len(words) <= 1024 for words in told)
        assert rule["help"]["text"]
        assert "What to do" in rule["help"]["markdown"]
        assert rule["name"].isalpha()


def test_an_accusation_shows_the_passage_beside_the_sentence() -> None:
    (result,) = results(REPORT, "PRV201")
    (related,) = result["relatedLocations"]

    assert "error" == result["level"]
    assert {FINGERPRINT: REPORT.findings[1].fingerprint} == result["partialFingerprints"]
    assert build.PORT_URL == related["physicalLocation"]["artifactLocation"]["uri"]
    assert "will not close for any reason" in related["message"]["text"]


def test_a_dispute_points_at_the_sentence_of_the_other_outlet() -> None:
    (result,) = results(REPORT, "PRV501")
    (related,) = result["relatedLocations"]

    assert "harbour/courier.txt" == related["physicalLocation"]["artifactLocation"]["uri"]
    assert 9 == related["physicalLocation"]["region"]["startLine"]
    assert related["message"]["text"].startswith("Ostrand Courier: According to the port")


def test_a_copy_in_another_article_is_that_file() -> None:
    (result,) = results(REPORT, "PRV207")
    (related,) = result["relatedLocations"]

    assert "harbour/wire.txt" == related["physicalLocation"]["artifactLocation"]["uri"]


def test_places_among_the_artifacts_are_those_of_their_addresses() -> None:
    run = run_of(REPORT)
    places = [
        one["physicalLocation"]["artifactLocation"]
        for result in run["results"]
        for one in (*result["locations"], *result.get("relatedLocations", ()))
    ]
    indexed = [one for one in places if "index" in one]

    assert indexed
    assert [one["uri"] for one in indexed] == [
        run["artifacts"][one["index"]]["location"]["uri"] for one in indexed
    ]


@pytest.mark.parametrize(
    ("by", "kind"),
    [
        (SuppressedBy.WAIVER, "inSource"),
        (SuppressedBy.REVIEW, "external"),
        (SuppressedBy.BASELINE, "external"),
    ],
)
def test_a_suppressed_finding_is_a_suppressed_result(by: SuppressedBy, kind: str) -> None:
    first, *rest = REPORT.findings
    hidden = attrs.evolve(first, suppressed=Suppression(by=by, reason="seen"))
    run = run_of(attrs.evolve(REPORT, findings=(hidden, *rest)))

    told = {"kind": kind, "status": "accepted", "justification": "seen"}
    assert [[told]] == [one["suppressions"] for one in run["results"] if one["suppressions"]]


def test_an_approximate_place_says_so() -> None:
    finding = next(one for one in REPORT.findings if one.claim and one.location)
    assert finding.location is not None
    place = attrs.evolve(finding.location, approximate=True)
    (result,) = run_of(attrs.evolve(REPORT, findings=(attrs.evolve(finding, location=place),)))[
        "results"
    ]

    assert result["properties"]["approximate"]
    assert "approximate" in result["locations"][0]["message"]["text"]
    assert "snippet" not in result["locations"][0]["physicalLocation"]["region"]


def test_a_failed_fetch_is_a_notification() -> None:
    (invocation,) = run_of(REPORT)["invocations"]
    (told,) = invocation["toolExecutionNotifications"]

    assert invocation["executionSuccessful"]
    assert ("note", "fetch/http-403") == (told["level"], told["descriptor"]["id"])
    assert build.SITE_URL in told["message"]["text"]


def test_a_run_that_read_nothing_was_not_successful() -> None:
    failed = [attrs.evolve(one, status=InputStatus.FAILED) for one in REPORT.inputs]
    (invocation,) = run_of(attrs.evolve(REPORT, inputs=tuple(failed)))["invocations"]

    assert not invocation["executionSuccessful"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("news/späte Nacht:1.md", "news/sp%C3%A4te%20Nacht%3A1.md"),
        ("100%.txt", "100%25.txt"),
        ("\udcff.txt", "%FF.txt"),
        ("//host/a.txt", "./host/a.txt"),
        ("https://a.example/story", "https://a.example/story"),
    ],
)
def test_paths_become_uris(path: str, uri: str) -> None:
    place = Location(path=path, line=1, column=1, end_line=1, end_column=1)
    finding = Finding(
        rule=RuleId.UNREADABLE_INPUT,
        level=Level.WARNING,
        claim=None,
        location=place,
        message="m",
        advice="a",
        fingerprint="0" * 16,
    )
    (result,) = run_of(build.report(findings=(finding,)))["results"]

    where = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert uri == where["uri"]
    assert ("uriBaseId" in where) is not uri.startswith("https")


def test_an_address_that_hides_characters_is_told_and_not_linked() -> None:
    documents = tuple(
        attrs.evolve(one, url=f"{one.url}\u202e") for one in REPORT.documents if one.url
    )
    (result,) = results(attrs.evolve(REPORT, documents=documents), "PRV201")

    assert ["id", "message"] == sorted(result["relatedLocations"][0])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a {0} b", "a {{0}} b"),
        ("[click](javascript:alert(1))", "[click] (javascript:alert(1))"),
        ("[…] (so)", "[…] (so)"),
    ],
)
def test_a_message_holds_no_placeholder_and_no_link(words: str, expected: str) -> None:
    assert expected == message_text(words)
