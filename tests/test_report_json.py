import enum
import json
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
import report_builders as build
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import model, terms
from provenance.errors import InputError
from provenance.model import Report
from provenance.report.json_report import (
    SCHEMA_VERSION,
    analysis_to_json,
    read_json,
    render_json,
    without_text,
)
from provenance.report.order import in_order
from provenance.report.schema import load_schema, render_schema_page
from provenance.spans import Span

GOLDEN = Path(__file__).parent / "cases" / "report"
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "json.md"
SCHEMA = load_schema()
REPORT = build.judged_harbour()


def validate(text: str, schema: dict[str, Any] = SCHEMA) -> None:
    jsonschema.Draft202012Validator(schema).validate(json.loads(text))


def extract_schema() -> dict[str, Any]:
    return {"$ref": "#/$defs/Extract", "$defs": SCHEMA["$defs"]}


def analysis() -> model.Analysis:
    article = REPORT.articles[0]
    return build.analysis(article, tuple(c for c in REPORT.claims if c.article == article.id))


def test_report_reads_as_the_golden_case() -> None:
    assert (GOLDEN / "harbour.json").read_text("utf-8") == render_json(REPORT)


def test_report_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validate(render_json(REPORT))


def test_empty_report_is_valid_and_has_every_list() -> None:
    text = render_json(build.report())

    validate(text)
    assert [] == [key for key, one in json.loads(text).items() if one is None]
    assert "1.0" == json.loads(text)["schema_version"] == SCHEMA_VERSION


def test_saved_report_is_read_back_to_the_same_bytes() -> None:
    text = render_json(REPORT)

    assert text == render_json(read_json(text))


def test_reading_back_loses_only_what_is_not_on_the_wire() -> None:
    kept = tuple(attrs.evolve(one, text="", parts=()) for one in REPORT.documents)
    rounded = read_json(render_json(REPORT))

    expected = in_order(attrs.evolve(REPORT, documents=kept))
    assert expected.documents == rounded.documents
    assert expected.articles == rounded.articles
    assert expected.copies == rounded.copies


@pytest.mark.parametrize(
    ("name", "values"),
    [
        pytest.param(one.__name__, [member.value for member in one], id=one.__name__)
        for one in enum.Enum.__subclasses__()
        if one.__module__ == terms.__name__ and one is not terms.Completeness
    ],
)
def test_schema_lists_the_values_of_terms(name: str, values: list[str]) -> None:
    assert values == SCHEMA["$defs"][name]["enum"]


def test_completeness_is_true_false_or_unknown() -> None:
    documents = json.loads(render_json(REPORT))["documents"]

    assert [True, False, "unknown"] == SCHEMA["$defs"]["Completeness"]["enum"]
    assert True in [one["complete"] for one in documents]
    assert "unknown" in [one["complete"] for one in documents]


def test_every_key_on_the_wire_stands_in_the_schema() -> None:
    unknown: list[str] = []
    _collect_unknown(json.loads(render_json(REPORT)), SCHEMA, "$", unknown)

    assert [] == unknown


def _collect_unknown(value: Any, schema: dict[str, Any], at: str, unknown: list[str]) -> None:
    schema = _resolved(schema)
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in schema.get("properties", {}):
                unknown.append(f"{at}.{key}")
            else:
                _collect_unknown(one, schema["properties"][key], f"{at}.{key}", unknown)
    if isinstance(value, list):
        for one in value:
            _collect_unknown(one, schema["items"], f"{at}[]", unknown)


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema or "anyOf" in schema:
        if "anyOf" in schema:
            schema = schema["anyOf"][0]
        else:
            schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def test_scores_have_two_places() -> None:
    wire = json.loads(render_json(REPORT))

    assert 0.91 == wire["disagreements"][0]["score"]
    assert 0.65 == next(one["checkworthiness"] for one in wire["claims"] if one["checkworthiness"])


def test_claims_stand_in_the_order_of_the_articles_and_then_of_the_text() -> None:
    shuffled = attrs.evolve(REPORT, claims=REPORT.claims[::-1], documents=REPORT.documents[::-1])

    assert render_json(REPORT) == render_json(shuffled)
    order = [article.id for article in REPORT.articles]
    claims = json.loads(render_json(shuffled))["claims"]
    places = [(order.index(one["article"]), one["span"]["start"]) for one in claims]
    assert sorted(places) == places


def test_without_text_no_word_of_others_is_left() -> None:
    text = render_json(without_text(REPORT))

    validate(text)
    for words in ("any reason this year", "gift", "night shifts", "1,400", "the statement"):
        assert words not in text
    assert len(REPORT.claims) == len(json.loads(text)["claims"])
    assert text == render_json(read_json(text))


def test_extract_has_the_article_form_and_no_verdicts() -> None:
    text = analysis_to_json([analysis()], tool=build.TOOL)
    wire = json.loads(text)

    validate(text, extract_schema())
    assert wire["articles"][0]["text"] == analysis().article.text
    assert [] == [one for one in wire["claims"] if "verdict" in one or "evidence" in one]


def test_extract_says_why_a_sentence_is_no_claim() -> None:
    sentences = json.loads(analysis_to_json([analysis()]))["articles"][0]["sentences"]

    found = {one["exact"]: one["not_a_claim"] for one in sentences if one["not_a_claim"]}
    assert {"Will the night ferry return?": ["question"]} == found


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("{", "not JSON", id="cut short"),
        pytest.param("[" * 100_000, "not JSON", id="nested too deep"),
        pytest.param("[1]", "not a saved report", id="a list"),
        pytest.param('{"articleBody": "x"}', "not a saved report", id="another JSON"),
        pytest.param('{"schema_version": "2.0"}', "reads 1.x", id="a later form"),
        pytest.param('{"schema_version": 1}', "reads 1.x", id="a number for a form"),
        pytest.param('{"schema_version": "1.0"}', "tool", id="no tool"),
        pytest.param(
            '{"schema_version": "1.0", "tool": {"name": 1, "version": "1"}}',
            "expected str",
            id="a number for a name",
        ),
        pytest.param(
            '{"schema_version": "1.0", "tool": {"name": "a", "version": "1"}, "articles": [1]}',
            "articles",
            id="an article that is none",
        ),
    ],
)
def test_what_is_no_saved_report_is_refused_by_name(text: str, complaint: str) -> None:
    with pytest.raises(InputError, match=r"old\.json") as raised:
        read_json(text, name="old.json")

    assert complaint in str(raised.value)


def test_keys_added_by_others_are_passed_over() -> None:
    wire = json.loads(render_json(REPORT))
    wire["added"] = 1
    wire["claims"][0]["added"] = {"a": []}

    assert render_json(REPORT) == render_json(read_json(json.dumps(wire)))


def test_a_file_name_that_is_no_unicode_becomes_writable() -> None:
    named = build.report(articles=(build.article("A\n\nB.", path="bad\udcff.txt"),))

    assert "bad\ufffd.txt" in render_json(named)
    render_json(named).encode("utf-8")


def test_reference_page_is_written_from_the_schema() -> None:
    assert render_schema_page() == PAGE.read_text("utf-8")


@settings(max_examples=8, deadline=None)
@given(title=st.text(max_size=40), text=st.text(max_size=80), score=st.floats(0, 1))
def test_any_words_come_back(title: str, text: str, score: float) -> None:
    article = build.article(text, title=title, path=None, url=title)
    end = len(text)
    report: Report = build.report(
        articles=(article,),
        claims=(build.claim(article, text, terms.Verdict.UNCHECKED, confidence=score, id="c"),),
    )
    written = render_json(report)

    validate(written)
    assert text == read_json(written).articles[0].text or "\ufffd" in written
    assert Span(0, end) == read_json(written).claims[0].span.span
