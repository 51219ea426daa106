import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
import report_builders as build
from hostile import HOSTILE, suffixed
from hypothesis import given, settings
from hypothesis import strategies as st
from many_articles import many_articles

from provenance.model import Report, Review, Suppression
from provenance.report.html import is_followable, render_html
from provenance.report.json_report import read_json, render_json, without_text
from provenance.report.visible import visible
from provenance.spans import Excerpt
from provenance.terms import BlockKind, Decision, QuoteStatus, RuleId, SuppressedBy, Verdict

GOLDEN = Path(__file__).parent / "cases" / "report"
REPORT = build.judged_harbour()
PAGE = render_html(REPORT)
WORST = RuleId.QUOTE_MEANING_CHANGED
VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})


class Reading(HTMLParser):
    """What a browser would meet: tags in order, their attributes, whether they balance."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.wrong: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        return [given[name] or "" for _, given in self.tags if name in given]


def read(page: str) -> Reading:
    reading = Reading()
    reading.feed(page)
    reading.close()
    return reading


def test_page_reads_as_the_golden_case() -> None:
    assert (GOLDEN / "harbour.html").read_text("utf-8") == PAGE


def test_two_hundred_articles_stay_far_below_sixty_megabytes() -> None:
    """The page grows with its articles: what one more takes, from twelve to twenty-four."""
    small, large = (len(render_html(many_articles(number)).encode()) for number in (12, 24))
    each = (large - small) / 12

    assert small < large
    assert 200 * each < 30e6


def test_saved_report_renders_byte_for_byte_the_same() -> None:
    assert PAGE == render_html(read_json(render_json(REPORT)))


def test_marker_stands_in_the_first_bytes() -> None:
    assert b"provenance-report-marker" in PAGE.encode()[:4096]


@pytest.mark.parametrize("tag", ["style", "script"])
def test_policy_allows_our_one_style_sheet_and_script_by_digest(tag: str) -> None:
    ours = PAGE[PAGE.index(f"<{tag}>") + len(tag) + 2 : PAGE.index(f"</{tag}>")]
    digest = base64.b64encode(hashlib.sha256(ours.encode()).digest()).decode()
    policy = next(given["content"] or "" for _, given in read(PAGE).tags if given.get("http-equiv"))

    assert 1 == PAGE.count(f"<{tag}")
    assert policy.startswith("default-src 'none'")
    assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert [] == re.findall(r"url\(|@import|@font-face", ours)


def test_our_script_neither_writes_markup_nor_asks_for_anything() -> None:
    script = resources.files("provenance.report").joinpath("report.js").read_text("utf-8")
    dangerous = (
        *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("),
        *("fetch(", "XMLHttpRequest", "WebSocket", "import(", "localStorage", "</script", "<!--"),
    )

    assert [] == [word for word in dangerous if word in script]
    assert script.isascii() or script.replace("“", "").replace("”", "").replace("…", "").isascii()


def test_nothing_is_loaded_and_nothing_runs() -> None:
    reading = read(PAGE)

    tags = {tag for tag, _ in reading.tags}
    assert not tags & {"img", "link", "iframe", "object", "embed", "form", "base"}
    assert 1 == [tag for tag, _ in reading.tags].count("script")
    assert [] == reading.values("src") == reading.values("style")
    assert len(PAGE) < 140_000


def test_tags_balance_and_ids_are_one_of_a_kind() -> None:
    reading = read(PAGE)

    assert [] == reading.wrong
    assert [] == reading.open
    ids = reading.values("id")
    assert len(ids) == len(set(ids))


def test_every_link_inside_leads_somewhere() -> None:
    reading = read(PAGE)

    inside = {link[1:] for link in reading.values("href") if link.startswith("#")}
    assert inside
    assert set() == inside - set(reading.values("id"))


def test_headings_do_not_skip_a_level() -> None:
    levels = [int(tag[1]) for tag, _ in read(PAGE).tags if re.fullmatch("h[1-6]", tag)]

    assert 1 == levels[0]
    assert [] == [(a, b) for a, b in pairwise(levels) if b > a + 1]


def test_a_verdict_is_a_symbol_a_word_and_a_colour() -> None:
    sentence = PAGE[PAGE.index('<details class="sentence v-contradicted"') :]
    summary = sentence[: sentence.index("</summary>")]

    assert "✗" in summary
    assert "Contradicted" in summary


def test_supported_is_explained_as_the_source_says_so() -> None:
    assert "The source says so. Whether it is true is not judged." in PAGE


def test_changed_words_are_marked_and_said_aloud() -> None:
    assert (
        '<del><span class="aloud">[not in the article: </span>not<span class="aloud">]</span>'
        in PAGE
    )


def test_every_word_of_an_article_stands_on_the_page() -> None:
    words = " ".join("".join(read(PAGE).words).split())

    for article in REPORT.articles:
        for line in article.text.split("\n"):
            for sentence in re.split(r"(?<=[.?”])\s", line):
                assert sentence in words


def test_furniture_of_the_page_is_folded_away() -> None:
    folded = PAGE[PAGE.index('<details class="furniture"') :]

    assert "Subscribe to our newsletter." in folded[: folded.index("</details>")]


def test_the_worst_comes_first() -> None:
    first = PAGE[PAGE.index('<ol class="cards">') :]

    assert first.index("PRV201") < first.index("PRV403") < first.index("PRV601")


def test_nothing_to_look_at_is_no_clean_bill() -> None:
    page = render_html(build.report())

    assert "No contradiction found" in page
    assert "That is no clean bill" in page


def test_a_report_without_text_still_shows_places_and_verdicts() -> None:
    page = render_html(without_text(REPORT))

    assert "Line 7 (text left out)" in page
    assert "any reason this year" not in page
    assert [] == read(page).wrong


def test_claims_that_no_block_holds_are_still_shown() -> None:
    article = attrs.evolve(REPORT.articles[0], blocks=())
    page = render_html(attrs.evolve(REPORT, articles=(article, *REPORT.articles[1:])))

    assert "Two officials who asked not to be named" in page


def test_offsets_out_of_bounds_do_not_break_the_page() -> None:
    article = REPORT.articles[0]
    first = REPORT.claims[0]
    places = [(-5, 3), (10, 4), (10_000, 10_010), (0, 10_000), (0, 0)]
    claims = tuple(
        attrs.evolve(
            first,
            id=f"c{number}",
            sentence=Excerpt(start=start, end=end, exact="words"),
            unsupported_spans=(Excerpt(start=end, end=start, exact=""),),
        )
        for number, (start, end) in enumerate(places)
    )

    page = render_html(build.report(articles=(article,), claims=claims))
    assert [] == read(page).wrong


def test_two_claims_of_one_sentence_share_a_mark() -> None:
    article = build.article("Port\n\nIt is open, and it is new.")
    claims = tuple(
        build.claim(article, "It is open, and it is new.", verdict, id=verdict.value)
        for verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED)
    )
    page = render_html(build.report(articles=(article,), claims=claims))

    assert 1 == page.count('<details class="sentence')
    assert 2 == page.count('class="panel ')
    assert '<details class="sentence v-contradicted"' in page


@pytest.mark.parametrize(
    ("url", "expected", "reason"),
    [
        ("https://a.example/x?y=1&z=ü#a", True, "an address"),
        ("http://a.example/", True, "without encryption"),
        ("javascript:alert(1)", False, "runs"),
        ("JavaScript:alert(1)", False, "runs"),
        ("data:text/html,x", False, "carries a page"),
        ("//a.example/", False, "no scheme"),
        ("https://a.example/ x", False, "a space"),
        ('https://a.example/"x', False, "a quotation mark"),
        ("https://a.example/\u202ex", False, "turns round"),
        (None, False, "none"),
    ],
)
def test_only_addresses_of_the_web_become_links(
    url: str | None, expected: bool, reason: str
) -> None:
    assert expected == is_followable(url), reason


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_every_field_stay_words(words: str) -> None:
    assert_harmless(suffixed(REPORT, words))


@settings(max_examples=4, deadline=None)
@given(words=st.text(max_size=20))
def test_any_words_in_every_field_stay_words(words: str) -> None:
    assert_harmless(suffixed(REPORT, words))


def assert_harmless(report: Report) -> None:
    page = render_html(report)
    reading = read(page)

    assert [] == reading.wrong
    assert [tag for tag, _ in read(PAGE).tags if tag in {"style", "script"}] == [
        tag for tag, _ in reading.tags if tag in {"style", "script", "img", "iframe"}
    ]
    assert [] == [name for _, given in reading.tags for name in given if name.startswith("on")]
    assert [] == [
        link for link in reading.values("href") if not link.startswith(("#", "https://", "http://"))
    ]
    ids = reading.values("id")
    assert len(ids) == len(set(ids))
    shown = "".join(reading.words)
    assert visible(shown) == shown
    page.encode("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_far_enough_apart(scheme: str) -> None:
    style = PAGE[PAGE.index("<style>") : PAGE.index("</style>")]
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6})", part)) for part in _schemes(style))
    colours = light if scheme == "light" else light | dark
    inks = [
        *("ink", "soft", "link", "contradicted", "disputed", "unsupported", "partly"),
        *("supported", "unchecked", "unsourced"),
    ]
    pairs = [(ink, ground) for ink in inks for ground in ("paper", "raised")]
    pairs += [("ink", "only"), ("ink", "gone")]

    faint = [pair for pair in pairs if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    assert [] == faint


def _schemes(style: str) -> tuple[str, str]:
    light, _, rest = style.partition("@media (prefers-color-scheme: dark)")
    return light, rest.partition("\n}\n")[0]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_long_articles_take_time_in_proportion() -> None:
    sentences = [f"The port said that {number} people work there." for number in range(1_500)]
    article = build.article("Port\n\n" + "\n\n".join(sentences))
    claims = tuple(
        attrs.evolve(
            build.claim(article, sentence, Verdict.UNCHECKED),
            quotes=(build.quote(article, sentence, QuoteStatus.UNCHECKED),),
        )
        for sentence in sentences
    )
    kinds = {block.kind for block in article.blocks}

    page = render_html(build.report(articles=(article,), claims=claims))
    assert {BlockKind.HEADING, BlockKind.PARAGRAPH} == kinds
    assert 1_500 == page.count('<details class="sentence')


def test_a_large_report_keeps_folded_parts_as_text_that_reads_without_a_script() -> None:
    report = many_articles(26)
    page = render_html(report)
    reading = read(page)

    assert 26 == page.count('<details class="folded"')
    assert page.count("<noscript>") == page.count("</noscript>") > 26
    assert "<noscript>" not in PAGE.replace("<noscript><p>Entering a decision", "")
    assert [] == reading.wrong == reading.open
    assert len(report.claims) == page.count('class="panel ')
    words = " ".join("".join(reading.words).split())
    assert "Quay 25 will not close in year 21 for any reason" in words


def test_a_suppressed_finding_stands_apart_and_what_was_decided_beside_it() -> None:
    worst, *others = sorted(REPORT.findings, key=lambda one: one.rule is not WORST)
    aside = attrs.evolve(
        worst, suppressed=Suppression(by=SuppressedBy.REVIEW, reason="an old copy")
    )
    reviews = (
        Review(
            fingerprint=worst.fingerprint,
            decision=Decision.REJECTED,
            comment="an old copy",
            who="M. Lind",
            when="2026-09-16",
        ),
        Review(fingerprint="0" * 16, decision=Decision.COMMENT, stale=True),
    )
    page = render_html(attrs.evolve(REPORT, findings=(aside, *others), reviews=reviews))
    apart = page[page.index('id="aside"') : page.index('id="wordings"')]

    assert PAGE.count(f'id="f-{worst.fingerprint}"') == 1
    assert f'id="f-{worst.fingerprint}"' not in page[: page.index('id="aside"')]
    assert f'id="f-{worst.fingerprint}"' in apart
    assert "Set aside by a review" in apart
    assert "M. Lind" in apart
    assert "no finding of this run has this fingerprint" in page


def test_every_finding_and_every_claim_has_a_place_of_its_own() -> None:
    ids = read(PAGE).values("id")

    assert len(REPORT.claims) == sum(bool(re.fullmatch(r"a\d+-s\d+", one)) for one in ids)
    expected = {f"f-{one.fingerprint}" for one in REPORT.findings}
    assert expected == {one for one in ids if one.startswith("f-")}


def test_the_way_from_a_sentence_to_its_snapshot_is_shown_whole() -> None:
    panel = PAGE[PAGE.index('id="a1-s2"') :]
    chain = panel[panel.index('<ol class="chain">') : panel.index("</ol>")]
    document = next(one for one in REPORT.documents if one.id == "doc-port")

    for told in (
        "harbour/courier.txt:7:1",
        "carried over from a sentence before",
        build.PORT_URL,
        document.captured_at or "",
        document.digest or "",
    ):
        assert told in chain
