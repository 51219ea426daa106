"""``annotations``, ``claimreview``, ``prov`` and ``prov-turtle``, read by libraries not ours."""

import json
import re
import subprocess
import sys
import warnings
from typing import Any

import attrs
import pytest
import report_builders as build
from linked_data import compacted, expanded
from prov.model import ProvDocument
from rdflib import Graph

from provenance.config import Author
from provenance.errors import ConfigError
from provenance.model import Report, Review
from provenance.report.annotations import render_annotations
from provenance.report.claimreview import render_claimreview
from provenance.report.json_report import without_text
from provenance.report.prov_json import render_prov
from provenance.report.prov_turtle import render_prov_turtle
from provenance.terms import Decision, Verdict

REPORT = build.judged_harbour()
OA = "http://www.w3.org/ns/oa#"


def annotations(report: Report = REPORT) -> list[dict[str, Any]]:
    return list(json.loads(render_annotations(report))["first"]["items"])


def annotation_of(words: str) -> dict[str, Any]:
    (found,) = [
        one for one in annotations() if words in one["target"]["selector"][0].get("exact", "")
    ]
    return found


def bodies(annotation: dict[str, Any], purpose: str) -> list[dict[str, Any]]:
    return [one for one in annotation["body"] if one["purpose"] == purpose]


# Web Annotation


def test_every_term_of_an_annotation_is_the_standards() -> None:
    text = render_annotations(REPORT)

    assert json.loads(text) == compacted(text)


def test_annotations_expand_to_the_vocabulary() -> None:
    (collection,) = expanded(render_annotations(REPORT))

    told = json.dumps(collection)
    assert f"{OA}TextQuoteSelector" in told
    assert f"{OA}assessing" in told


def test_selectors_find_the_words_in_the_article() -> None:
    texts = {one.id: one.text for one in REPORT.articles}
    told = [one for one in REPORT.claims if one.verdict is not Verdict.NOT_A_CLAIM]
    for claim, annotation in zip(told, annotations(), strict=True):
        quoted, position = annotation["target"]["selector"]
        text = texts[claim.article]
        assert claim.text == quoted["exact"] == text[position["start"] : position["end"]]
        around = quoted.get("prefix", "") + quoted["exact"] + quoted.get("suffix", "")
        assert around in text


def test_an_annotation_tells_verdict_finding_source_and_passage() -> None:
    annotation = annotation_of("will close for any reason")

    assert ["contradicted"] == [one["value"] for one in bodies(annotation, "tagging")]
    assert bodies(annotation, "commenting")[0]["value"].startswith("PRV201 error: ")
    assert [build.PORT_URL] == [one["source"] for one in bodies(annotation, "linking")]
    (passage,) = bodies(annotation, "describing")
    assert (
        "The terminal will not close for any reason this year." == passage["selector"][0]["exact"]
    )
    assert "2026-03-05T08:30:00Z" == passage["state"]["sourceDate"]


def test_an_article_with_an_address_is_annotated_there_and_its_bytes_are_named() -> None:
    article = attrs.evolve(
        REPORT.articles[0],
        metadata=attrs.evolve(REPORT.articles[0].metadata, url="https://courier.example/1 2"),
    )
    report = attrs.evolve(REPORT, articles=(article,))
    target = annotations(report)[0]["target"]

    assert "https://courier.example/1%202" == target["source"]["id"]
    assert re.fullmatch(r"ni:///sha-256;[\w-]{43}", target["state"]["cached"])


def test_annotations_without_text_have_positions_only() -> None:
    kinds = {
        selector["type"]
        for one in annotations(without_text(REPORT))
        for selector in one["target"]["selector"]
    }

    assert {"TextPositionSelector"} == kinds


def test_no_claims_are_an_empty_collection() -> None:
    collection = json.loads(render_annotations(build.report()))

    assert 0 == collection["total"]
    assert "first" not in collection


# schema.org


def test_every_term_of_a_claim_review_is_schema_orgs() -> None:
    finding = next(one for one in REPORT.findings if one.rule.value == "PRV201")
    review = Review(fingerprint=finding.fingerprint, decision=Decision.ACCEPTED, when="2026-03-06")
    text = render_claimreview(
        attrs.evolve(REPORT, reviews=(review,)),
        author=Author(author="Ostrand Desk", url="https://desk.example/"),
    )
    (told,) = json.loads(text)["@graph"]

    assert told == {key: one for key, one in compacted(text).items() if key != "@context"}


# PROV


def read_prov(text: str, form: str) -> ProvDocument:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return ProvDocument.deserialize(content=text, format=form, rdf_format="turtle")


@pytest.mark.parametrize("report", [REPORT, build.report()], ids=["harbour", "empty"])
def test_prov_is_read_by_the_library_and_written_the_same(report: Report) -> None:
    told = ProvDocument.deserialize(content=render_prov(report), format="json")

    again = ProvDocument.deserialize(content=told.serialize(format="json"), format="json")
    assert told == again


def test_turtle_says_what_the_json_says() -> None:
    told = ProvDocument.deserialize(content=render_prov(REPORT), format="json")

    assert told == read_prov(render_prov_turtle(REPORT), "rdf")


ASKED = """
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?words ?address WHERE {
    ?verdict prov:value "contradicted" ;
        prov:wasDerivedFrom|prov:qualifiedDerivation/prov:entity ?claim , ?snapshot .
    ?claim prov:value ?words .
    ?snapshot prov:specializationOf/prov:atLocation ?address .
}
"""


def test_a_question_leads_from_a_verdict_to_the_words_and_the_address() -> None:
    graph = Graph().parse(data=render_prov_turtle(REPORT), format="turtle")

    ((words, address),) = {tuple(map(str, row)) for row in graph.query(ASKED)}  # type: ignore[arg-type]  # rows of a SELECT
    assert words.startswith("“The terminal will close for any reason")
    assert build.PORT_URL == address


def test_a_claim_is_quoted_from_its_article_and_leads_to_its_primary_source() -> None:
    told = json.loads(render_prov(REPORT))
    claim = next(one for one in REPORT.claims if "1,400" in one.text)
    mine = {
        one["prov:type"]["$"]
        for one in told["wasDerivedFrom"].values()
        if one["prov:generatedEntity"] == f"prv:claim-{claim.id.replace(':', '.')}"
    }

    assert {"prov:Quotation", "prov:PrimarySource"} == mine


def test_a_guessed_speaker_says_so() -> None:
    told = json.loads(render_prov(REPORT))["wasAttributedTo"].values()

    assert 1 == sum(one.get("prv:guess", False) for one in told)


def test_the_only_times_are_those_of_captures() -> None:
    text = render_prov(REPORT)

    assert {"2026-03-05T08:30:00Z"} == set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", text))


TURTLE_AGAIN = """
import hashlib, sys
import report_builders as build
from provenance.report.prov_turtle import render_prov_turtle
print(hashlib.sha256(render_prov_turtle(build.judged_harbour()).encode()).hexdigest())
"""


@pytest.mark.slow
def test_turtle_is_the_same_in_another_process() -> None:
    found = {
        subprocess.run(  # noqa: S603 - our own lines
            [sys.executable, "-c", TURTLE_AGAIN],
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert 1 == len(found)


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prov.model", None)

    with pytest.raises(ConfigError, match=r"pip install 'provenance\[prov\]'"):
        render_prov_turtle(REPORT)
