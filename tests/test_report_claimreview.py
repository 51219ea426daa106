import json
from typing import Any

import attrs
import pytest
import report_builders as build

from provenance.config import Author, Settings
from provenance.errors import ConfigError
from provenance.model import Finding, Report, Review
from provenance.report.claimreview import render_claimreview
from provenance.terms import Decision, Verdict

AUTHOR = Author(author="Ostrand Desk", url="https://desk.example/")
REPORT = build.judged_harbour()


def finding(rule: str) -> Finding:
    return next(one for one in REPORT.findings if one.rule.value == rule)


def reviewed(*reviews: tuple[str, Decision], report: Report = REPORT) -> Report:
    told = [
        Review(
            fingerprint=finding(rule).fingerprint,
            decision=decision,
            who="Ada Lind",
            comment="rang the port",
            when="2026-03-06",
        )
        for rule, decision in reviews
    ]
    return attrs.evolve(report, reviews=tuple(told))


def graph(report: Report) -> list[dict[str, Any]]:
    document = json.loads(render_claimreview(report, author=AUTHOR))
    assert "https://schema.org" == document["@context"]
    return list(document["@graph"])


def test_an_accepted_finding_is_a_review_of_what_the_article_says_that_the_source_says() -> None:
    (review,) = graph(reviewed(("PRV201", Decision.ACCEPTED)))

    assert "ClaimReview" == review["@type"]
    assert review["claimReviewed"].startswith(
        "Ostrand Courier says that Port of Ostrand says: “The terminal will close"
    )
    assert {"@type": "Organization", "name": "Ostrand Desk", "url": "https://desk.example/"} == (
        review["author"]
    )
    assert "2026-03-06" == review["datePublished"]
    assert [build.PORT_URL] == [one["url"] for one in review["isBasedOn"]]
    assert "Ostrand Courier" == review["itemReviewed"]["author"]["name"]


def test_the_rating_is_our_verdict_and_no_number() -> None:
    (review,) = graph(reviewed(("PRV201", Decision.ACCEPTED)))

    assert {
        "@type": "Rating",
        "alternateName": "Contradicted",
        "ratingExplanation": "The cited document says otherwise.",
    } == review["reviewRating"]


def test_who_decided_and_why_is_not_published() -> None:
    text = render_claimreview(reviewed(("PRV201", Decision.ACCEPTED)), author=AUTHOR)

    assert "rang the port" not in text
    assert "Ada Lind" not in text


@pytest.mark.parametrize(
    ("reviews", "reason"),
    [
        ((), "nobody looked"),
        ((("PRV201", Decision.REJECTED),), "somebody refused it"),
        ((("PRV201", Decision.COMMENT),), "a comment decides nothing"),
        ((("PRV201", Decision.ACCEPTED), ("PRV201", Decision.REJECTED)), "two disagree"),
        ((("PRV103", Decision.ACCEPTED),), "the claim was not checked"),
        ((("PRV601", Decision.ACCEPTED),), "a file is no claim"),
    ],
)
def test_only_what_a_person_accepted_is_published(
    reviews: tuple[tuple[str, Decision], ...], reason: str
) -> None:
    assert [] == graph(reviewed(*reviews)), reason


def test_a_review_of_something_else_publishes_nothing() -> None:
    stale = Review(fingerprint="0" * 16, decision=Decision.ACCEPTED, stale=True)

    assert [] == graph(attrs.evolve(REPORT, reviews=(stale,)))


def test_without_an_author_nothing_is_published() -> None:
    with pytest.raises(ConfigError, match=r"\[tool\.provenance\.claimreview\]"):
        render_claimreview(reviewed(("PRV201", Decision.ACCEPTED)))


def test_no_rating_says_true_or_false() -> None:
    claim = next(one for one in REPORT.claims if one.id == finding("PRV201").claim)
    for verdict in Verdict:
        claims = tuple(
            attrs.evolve(one, verdict=verdict) if one is claim else one for one in REPORT.claims
        )
        report = reviewed(("PRV201", Decision.ACCEPTED), report=attrs.evolve(REPORT, claims=claims))
        names = [one["reviewRating"]["alternateName"].lower() for one in graph(report)]
        assert not any("true" in name or "false" in name for name in names)


def test_the_text_may_stand_in_a_page() -> None:
    claims = tuple(
        attrs.evolve(one, span=attrs.evolve(one.span, exact="</script><script>alert(1)"))
        for one in REPORT.claims
    )
    report = reviewed(("PRV201", Decision.ACCEPTED), report=attrs.evolve(REPORT, claims=claims))
    text = render_claimreview(report, author=AUTHOR)

    assert "<" not in text
    assert graph(report)[0]["claimReviewed"].endswith("says: </script><script>alert(1)")


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ({"author": "Desk"}, "a table with author"),
        ({"author": "Desk", "url": "desk.example"}, r"http\(s\) address"),
        ({"author": " ", "url": "https://desk.example/"}, "not empty"),
        ("Desk", "a table with author"),
    ],
)
def test_an_author_has_a_name_and_an_address(table: object, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        Settings(claimreview=table)


def test_the_author_comes_from_the_settings() -> None:
    told = {"author": "Ostrand Desk", "url": "https://desk.example/"}

    assert AUTHOR == Settings(claimreview=told).claimreview
