from collections.abc import Mapping
from enum import Enum
from pathlib import Path

import attrs
import pytest
import report_builders as build
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import terms
from provenance.checks import check_report
from provenance.errors import ConfigError
from provenance.model import CopyRelation
from provenance.report import FORMATS, phrases, render, saved_report
from provenance.report.analyses import render_analyses
from provenance.report.comparison_text import render_comparison
from provenance.report.family_tree import family_trees
from provenance.report.json_report import render_json
from provenance.report.markdown import MAX_CHARACTERS, escape, render_markdown
from provenance.report.marks import MAX_WORDS, Mark, side_by_side
from provenance.report.side_by_side import aligned_lines
from provenance.report.summary import summarize
from provenance.report.text import (
    render_findings,
    render_findings_text,
    render_summary,
    render_text,
    wrapped,
)
from provenance.report.visible import one_line, visible
from provenance.spans import fold
from provenance.terms import CopyDirection, Verdict

GOLDEN = Path(__file__).parent / "cases" / "report"


REPORT = build.judged_harbour()


@pytest.mark.parametrize(("format_name", "ending"), [("markdown", "md"), ("text", "txt")])
def test_report_reads_as_the_golden_case(format_name: str, ending: str) -> None:
    assert (GOLDEN / f"harbour.{ending}").read_text("utf-8") == render(REPORT, format_name)


def test_findings_read_as_the_golden_case() -> None:
    assert (GOLDEN / "findings.txt").read_text("utf-8") == render_findings_text(
        REPORT.findings, REPORT
    )


@pytest.mark.parametrize(
    ("told", "members"),
    [
        (phrases.VERDICTS, terms.Verdict),
        (phrases.REASONS, terms.Reason),
        (phrases.SOURCING, terms.Sourcing),
        (phrases.BASIS, terms.Basis),
        (phrases.RANK, terms.Rank),
        (phrases.TARGET, terms.Target),
        (phrases.CLAIM_TYPES, terms.ClaimType),
        (phrases.QUOTE_STATUS, terms.QuoteStatus),
        (phrases.EFFECT, terms.EditEffect),
        (phrases.RELATION, terms.Relation),
        (phrases.VIA, terms.Via),
        (phrases.DISAGREEMENT, terms.DisagreementKind),
        (phrases.DOCUMENT_KINDS, terms.DocumentKind),
        (phrases.DOCUMENT_STATUS, terms.DocumentStatus),
        (phrases.COMPLETENESS, terms.Completeness),
        (phrases.CAPTURED_BY, terms.CapturedBy),
        (phrases.PUBLISHED_BASIS, terms.PublishedBasis),
        (phrases.BLOCKS, terms.BlockKind),
        (phrases.RULES, terms.RuleId),
        (phrases.LEVELS, terms.Level),
        (phrases.STAGES, terms.Stage),
    ],
)
def test_every_closed_word_has_a_phrase(told: Mapping[Enum, object], members: type[Enum]) -> None:
    assert set(members) == set(told)


def test_supported_never_says_true() -> None:
    phrase = phrases.VERDICTS[Verdict.SUPPORTED]

    assert "The source says so" in phrase.sentence
    assert "true" not in phrase.label.lower()


def test_no_findings_are_said_in_words() -> None:
    assert "No findings.\n" == render_findings_text((), build.report())


@pytest.mark.parametrize("format_name", sorted(FORMATS))
def test_an_empty_report_renders(format_name: str) -> None:
    assert render(build.report(), format_name)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="markdown"):
        render(REPORT, "pdf")


@pytest.mark.parametrize("format_name", sorted(FORMATS))
def test_order_of_lists_does_not_matter(format_name: str) -> None:
    turned = attrs.evolve(
        REPORT,
        claims=REPORT.claims[::-1],
        documents=REPORT.documents[::-1],
        findings=REPORT.findings[::-1],
        disagreements=REPORT.disagreements[::-1],
        copies=REPORT.copies[::-1],
    )

    assert render(REPORT, format_name) == render(turned, format_name)


def test_comparison_reads_as_the_golden_case() -> None:
    assert (GOLDEN / "comparison.txt").read_text("utf-8") == render_comparison(REPORT)


def test_comparison_shows_hostile_characters() -> None:
    hostile = "Evil\u202eoutlet\x1b[2J" + " long" * 60
    articles = tuple(
        attrs.evolve(one, metadata=attrs.evolve(one.metadata, outlet=hostile, title=hostile))
        for one in REPORT.articles
    )

    text = render_comparison(attrs.evolve(REPORT, articles=articles))

    assert not set("\u202e\x1b") & set(text)
    assert "⟦U+202E⟧" in text


def test_family_tree_tells_direction_credit_and_ends() -> None:
    known, unknown = CopyDirection.KNOWN, CopyDirection.UNKNOWN
    ends = [("a", "b", known, False), ("b", "c", unknown, None), ("a", "d", known, True)]
    copies = [
        CopyRelation(from_article=one, to_article=two, direction=way, basis="8 %", credited=credit)
        for one, two, way, credit in ends
    ]

    assert [
        "Wire",
        "├─> b  (passages; 8 %; no credit)",
        "│  └~~ c  (passages; 8 %; direction not known)",
        "└─> d  (passages; 8 %)",
    ] == list(family_trees(copies, {"a": "Wire"}))


def test_wordings_stand_word_under_word() -> None:
    lines = list(
        aligned_lines("It will close.", "It will never close!", width=60, labels=("A", "Bee"))
    )

    assert ["A    It will []      close.", "Bee  It will [never] close!"] == lines


def test_analyses_read_as_the_golden_case() -> None:
    article = REPORT.articles[0]
    claims = tuple(one for one in REPORT.claims if one.article == article.id)
    analyses = [build.analysis(article, claims)]

    assert (GOLDEN / "extract.txt").read_text("utf-8") == render_analyses(analyses, "text")
    assert '"sentences"' in render_analyses(analyses, "json")
    with pytest.raises(ConfigError, match="choose json or text"):
        render_analyses(analyses, "html")


def test_summary_for_standard_error_names_what_matters() -> None:
    told = render_summary(REPORT)

    assert "3 articles, 13 claims; 4 cited addresses: 2 read, 1 in a copy" in told
    assert "1 contradicted, 1 disputed" in told
    assert "findings: 1 error, 6 warnings, 10 notes" in told


def test_findings_of_a_report_are_printed_by_place() -> None:
    turned = attrs.evolve(REPORT, findings=REPORT.findings[::-1])

    assert render_findings_text(REPORT.findings, REPORT) == render_findings(turned)


def test_a_saved_report_is_told_from_other_files(tmp_path: Path) -> None:
    saved = tmp_path / "report.json"
    saved.write_text(render_json(REPORT), "utf-8")
    article = tmp_path / "article.json"
    article.write_text('{"articleBody": "A."}', "utf-8")
    broken = tmp_path / "broken.json"
    broken.write_bytes(b'{"\xff')
    text = tmp_path / "report.txt"
    text.write_text(render_json(REPORT), "utf-8")

    assert REPORT.articles == (saved_report([str(saved)]) or build.report()).articles
    others = [[str(article)], [str(broken)], [str(text)], [str(saved)] * 2, [str(tmp_path)], []]
    assert [None] * 6 == [saved_report(one) for one in others]
    assert saved_report([str(tmp_path / "missing.json")]) is None


def test_summary_counts_contradicted_and_disputed_together_and_apart() -> None:
    summary = summarize(REPORT)

    assert 2 == summary.contradicted_across_outlets
    assert 1 == summary.count(Verdict.DISPUTED)
    assert 13 == summary.claims
    assert summary.offline


def test_every_finding_starts_with_a_place_editors_can_jump_to() -> None:
    lines = render_findings_text(REPORT.findings, REPORT).splitlines()

    heads = [line for line in lines if line and not line.startswith(" ")][:-1]
    assert len(REPORT.findings) == len(heads)
    assert heads[1].startswith("harbour/courier.txt:7:1: PRV201 error ")


def test_long_markdown_is_cut_to_what_a_comment_takes() -> None:
    lines = "\n\n".join(f"Sentence {number} of a very long article." for number in range(2_000))
    article = build.article("Title\n\n" + lines)
    claims = tuple(
        build.claim(article, f"Sentence {number} of a very long article.", Verdict.UNSOURCED)
        for number in range(2_000)
    )

    text = render_markdown(build.report(articles=(article,), claims=claims))
    assert len(text) <= MAX_CHARACTERS
    assert text.endswith("have the rest._\n")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a | b", "a \\| b"),
        ("<script>", "&lt;script>"),
        ("@editor", "&#64;editor"),
        ("*[x](javascript:y)*", "\\*\\[x\\](javascript:y)\\*"),
        ("# head", "&#35; head"),
        ("1. one", "&#49;. one"),
        (":fire:", "&#58;fire:"),
        ("two\nlines", "two lines"),
        ("a\u202eb", "a⟦U+202E⟧b"),
    ],
)
def test_markdown_shows_words_as_words(words: str, expected: str) -> None:
    assert expected == escape(words)


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("a\u200bb", "a⟦U+200B⟧b", "zero-width space"),
        ("\x1b[31mred", "␛[31mred", "a terminal would obey"),
        ("a\u202etxt", "a⟦U+202E⟧txt", "turns the line round"),
        ("می\u200cخواهم", "می\u200cخواهم", "a joiner Persian needs"),
        ("ab\u200dcd", "ab⟦U+200D⟧cd", "a joiner Latin has no use for"),
        ("👩\u200d🚒", "👩\u200d🚒", "one emoji"),
        ("zu\u00adsam\u00admen", "zu‧sam‧men", "soft hyphens hide words from a search"),
        ("x\udcff", "x\ufffd", "half a pair"),
        ("tab\tand\nline", "tab\tand\nline", "white space stays"),
        ("a\U000e0041b", "a⟦U+E0041⟧b", "an invisible tag"),
    ],
)
def test_hidden_characters_are_shown(text: str, expected: str, reason: str) -> None:
    assert expected == visible(text), reason


def test_side_by_side_marks_what_only_one_has() -> None:
    left, right = side_by_side("It will not close today.", "It will close on Monday.")

    assert ["not", "today"] == [run.text for run in left if run.mark is Mark.ONLY_HERE]
    assert ["on Monday"] == [run.text for run in right if run.mark is Mark.ONLY_HERE]


def test_typography_is_no_difference() -> None:
    left, right = side_by_side("“It’s open”", '"It\'s  OPEN"')

    assert {Mark.SAME} == {run.mark for run in (*left, *right)}


def test_very_long_wordings_are_left_unmarked() -> None:
    left, _ = side_by_side("a " * (MAX_WORDS + 1), "b")

    assert {Mark.SAME} == {run.mark for run in left}


@settings(max_examples=100, deadline=None)
@given(left=st.text(max_size=60), right=st.text(max_size=60))
def test_runs_joined_are_the_text_again(left: str, right: str) -> None:
    runs, others = side_by_side(left, right)

    assert left == "".join(run.text for run in runs)
    assert right == "".join(run.text for run in others)
    same = [run.text for run in runs if run.mark is Mark.ONLY_HERE]
    assert not same or fold(left).text != fold(right).text


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=80))
def test_one_line_is_one_line_a_file_can_hold(text: str) -> None:
    line = one_line(text)

    assert 1 >= len(line.splitlines())
    line.encode("utf-8")
    assert line == one_line(line)


@settings(max_examples=40, deadline=None)
@given(words=st.text(max_size=60))
def test_any_words_render(words: str) -> None:
    article = build.article(words, title=words, outlet=words, path=words)
    report = build.report(
        articles=(article,),
        claims=(build.claim(article, words, Verdict.UNSOURCED, id=words),),
    )
    judged = attrs.evolve(report, findings=check_report(report))

    assert "<script" not in render_markdown(judged)
    render_text(judged).encode("utf-8")
    assert all(len(line) < 1000 for line in render_text(judged).splitlines())


def test_a_label_as_wide_as_its_column_still_stands_apart_from_the_words() -> None:
    (line,) = wrapped("says otherwise", "the bridge is closed")
    (short,) = wrapped("claim", "the bridge is open")

    assert line.endswith("says otherwise the bridge is closed")
    assert short.endswith("claim        the bridge is open")
