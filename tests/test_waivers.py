"""Comments in an article that waive a rule: where they stand, what they mean, what is wrong."""

import re

import attrs
import pytest
import report_builders as build

from provenance.checks import check_report
from provenance.config import Settings
from provenance.ingest import read_bytes
from provenance.model import Article, Finding, Report
from provenance.reviews import with_suppressions, with_waivers
from provenance.reviews.waivers import parse_waiver
from provenance.terms import Level, RuleId, SuppressedBy

WAIVER = "<!-- provenance: ignore PRV202 the wording was agreed -->"


def read(text: str, name: str = "a.md") -> Article:
    return read_bytes(text.encode("utf-8"), name=name)


def sentences(article: Article) -> list[str]:
    return re.findall(r"[A-Z][a-z]+(?: is here)?\.", article.prose)


def report(article: Article, rule: RuleId = RuleId.QUOTE_ALTERED) -> Report:
    """A report with a finding of ``rule`` on every sentence of ``article``."""
    claims = tuple(build.claim(article, sentence) for sentence in sentences(article))
    findings = tuple(
        Finding(
            rule=rule,
            level=Level.ERROR,
            claim=claim.id,
            location=claim.location,
            message="",
            advice="",
            fingerprint="0" * 16,
        )
        for claim in claims
    )
    return build.report(articles=(article,), claims=claims, findings=findings)


def waived(text: str, name: str = "a.md") -> list[str]:
    """The sentences whose finding is suppressed."""
    settled = with_waivers(report(read(text, name)))
    claims = {claim.id: claim for claim in settled.claims}
    return [claims[f.claim].text for f in settled.findings if f.claim and f.suppressed is not None]


def page(*paragraphs: str) -> str:
    return f"<html><body><article><h1>A title</h1>\n{chr(10).join(paragraphs)}\n</article></html>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"# T\n\nOne is here. Two is here.\n\n{WAIVER}\nThree is here. Four is here.\n\nFive.",
            ["Three is here.", "Four is here."],
            id="before a paragraph",
        ),
        pytest.param(
            f"# T\n\nOne is here.\n\n{WAIVER}\n\nTwo is here.\n\nThree is here.",
            ["Two is here."],
            id="a blank line between",
        ),
        pytest.param(
            f"# T\n\nOne is here.\n\nTwo is here. Three is here. {WAIVER}\n\nFour is here.",
            ["Two is here.", "Three is here."],
            id="at the end of a paragraph",
        ),
        pytest.param(
            f"# T\n\nOne is here. {WAIVER} Two is here. Three is here.",
            ["Two is here."],
            id="before a sentence",
        ),
        pytest.param(
            f"# T\n\nOne is here.\n\n- Two is here. {WAIVER}\n- Three is here.\n",
            ["Two is here."],
            id="behind a list item",
        ),
        pytest.param(
            f"# T\n\nOne is here.\n\n```\n{WAIVER}\n```\n\nTwo is here.", [], id="in code"
        ),
        pytest.param(f"# T\n\nOne is here.\n\n`{WAIVER}`\n\nTwo is here.", [], id="in a code span"),
        pytest.param(f"# T\n\nOne is here.\n\n{WAIVER}\n", [], id="with nothing behind it"),
        pytest.param(
            "# T\n\n<!-- Provenance:\n  ignore prv202,\n  PRV201: agreed\n-->\nOne is here.",
            ["One is here."],
            id="over several lines",
        ),
        pytest.param(
            "# T\n\n<!-- provenance: ignore PRV201 agreed -->\nOne is here.", [], id="another rule"
        ),
        pytest.param("# T\n\n<!-- provenance: ignore PRV202 -->\nOne is here.", [], id="no reason"),
        pytest.param("# T\n\n<!-- ignore PRV202 agreed -->\nOne is here.", [], id="not for us"),
    ],
)
def test_a_waiver_in_markdown_means_the_words_it_stands_at(text: str, expected: list[str]) -> None:
    assert expected == waived(text)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ("<p>One is here.</p>", WAIVER, "<p>Two is here. Three is here.</p>", "<p>Four.</p>"),
            ["Two is here.", "Three is here."],
            id="before a paragraph",
        ),
        pytest.param(
            ("<p>One is here.</p>", f"<p>{WAIVER}Two is here.</p>", "<p>Three is here.</p>"),
            ["Two is here."],
            id="at the start of a paragraph",
        ),
        pytest.param(
            ("<p>One is here.</p>", f"<p>Two is here. {WAIVER}</p>", "<p>Three is here.</p>"),
            ["Two is here."],
            id="at the end of a paragraph",
        ),
        pytest.param(
            (f"<p>One is here. {WAIVER} Two is here. Three is here.</p>",),
            ["Two is here."],
            id="before a sentence",
        ),
        pytest.param(
            (f"<p>One is here.</p>{WAIVER}<p>Two is here.</p><p>Three is here.</p>",),
            ["Two is here."],
            id="all in one line",
        ),
    ],
)
def test_a_waiver_in_html_means_the_words_it_stands_at(
    paragraphs: tuple[str, ...], expected: list[str]
) -> None:
    assert expected == waived(page(*paragraphs), "a.html")


def test_a_waiver_says_by_what_and_why_it_suppresses() -> None:
    settled = with_waivers(report(read(f"# T\n\n{WAIVER}\nOne is here.")))

    (kept,) = settled.findings
    assert kept.suppressed is not None
    assert SuppressedBy.WAIVER is kept.suppressed.by
    assert "the wording was agreed" == kept.suppressed.reason


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_a_waiver_moves_no_word(name: str) -> None:
    plain = ("One is here.", "Two is here.")
    bare = (
        "# T\n\n" + "\n\n".join(plain) if name == "a.md" else page(*(f"<p>{p}</p>" for p in plain))
    )
    marked = bare.replace("Two is here.", f"Two is here. {WAIVER}")

    article = read(marked, name)

    assert list(plain) == sentences(article)
    assert read(bare, name).blocks[0] == article.blocks[0]


def test_a_plain_text_has_no_comments() -> None:
    assert () == read(f"T\n\n{WAIVER}\nOne is here.", "a.txt").directives


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ignore", "names no rule"),
        ("ignore all of it", "names no rule"),
        ("ignore PRV2 too vague", "no rule PRV2"),
        ("ignore PRV999 gone", "no rule PRV999"),
        ("ignore PRV201", "no reason"),
        ("ignore PRV201 --", "no reason"),
        ("skip PRV201 why", "names no rule"),
    ],
)
def test_a_slip_of_the_pen_is_named(words: str, said: str) -> None:
    parsed = parse_waiver(words)

    assert isinstance(parsed, str)
    assert said in parsed


def test_a_waiver_that_cannot_be_followed_is_a_warning_at_its_place() -> None:
    article = read("# T\n\nOne is here.\n\n  <!-- provenance: ignore PRV999 gone -->\nTwo is here.")

    (found,) = check_report(build.report(articles=(article,)))

    assert (RuleId.BAD_WAIVER, Level.WARNING) == (found.rule, found.level)
    assert found.location is not None
    assert ("a.md", 5, 3) == (found.location.path, found.location.line, found.location.column)


def test_a_page_of_the_web_cannot_waive_what_is_found_in_it() -> None:
    given = report(read(f"# T\n\n{WAIVER}\nOne is here."))
    (article,) = given.articles
    fetched = attrs.evolve(article, path="https://outlet.example/story")

    assert given.findings == with_waivers(attrs.evolve(given, articles=(fetched,))).findings


def test_settings_can_switch_waivers_off() -> None:
    given = report(read(f"# T\n\n{WAIVER}\nOne is here."))

    assert given == with_suppressions(given, Settings(waivers=False))
    assert given != with_suppressions(given, Settings())


def test_the_warning_itself_cannot_be_waived() -> None:
    text = "# T\n\n<!-- provenance: ignore PRV602 why -->\n<!-- provenance: ignore x -->\nOne."
    article = read(text)
    given = build.report(articles=(article,))
    settled = with_waivers(attrs.evolve(given, findings=check_report(given)))

    assert [None] == [one.suppressed for one in settled.findings]


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_thousands_of_comments_are_read_in_no_time(name: str) -> None:
    text = f"{WAIVER}\n\nOne is here.\n\n" * 1500

    assert 1000 == len(read(text if name == "a.md" else page(text), name).directives)
