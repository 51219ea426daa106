"""The HTML report in a real browser: nothing runs, nothing leaves, everything can be reached.

Skipped with a word where playwright or Chromium is missing; ``PROVENANCE_REQUIRE_BROWSER=1`` makes
that a failure.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
import report_builders as build
from hostile import HOSTILE, changed, suffixed

import provenance
from provenance.model import Report
from provenance.report.html import render_html

pytestmark = pytest.mark.browser

SEEDS = Path(__file__).parent.parent / "seeds"
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
RUNS = (
    "<script>window.pwned=1</script>",
    "</style></script><script>window.pwned=1</script>",
    '"><img src=x onerror=window.pwned=1><svg onload=window.pwned=1>',
    "' autofocus onfocus='window.pwned=1",
    "<details open ontoggle=window.pwned=1>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'>",
)
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

LANDMARKS = """() => ({
    lang: document.documentElement.lang,
    title: document.title.length > 0,
    h1: document.querySelectorAll("h1").length,
    main: document.querySelectorAll("main").length,
    header: document.querySelectorAll("body > header").length,
    unnamed: [...document.querySelectorAll("nav, section, article")].filter(one =>
        !one.ariaLabel && !document.getElementById(one.getAttribute("aria-labelledby"))).length,
    wordless: [...document.querySelectorAll("a, summary")].filter(one =>
        !one.textContent.trim()).length,
})"""
SKIPPED_LEVELS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .map(one => +one.tagName[1]).filter((level, at, all) => at && level > all[at - 1] + 1)"""
DANGLING = """() => [...document.querySelectorAll("a[href^='#']")]
    .map(one => one.hash.slice(1)).filter(id => !document.getElementById(id))"""
ATTACKS = """() => [...document.querySelectorAll("*")].filter(one =>
    [...one.attributes].some(given => given.name.startsWith("on"))
    || /^(script|img|iframe|object|embed|form|base|svg)$/i.test(one.tagName)
    || (one.tagName === "A" && !/^(https?:|file:)/.test(one.protocol))).map(one => one.outerHTML)"""
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FAINT = """() => {
    const parse = colour => (colour.match(/^rgba?\\(([^)]+)\\)$/) || ["", ""])[1]
        .split(",").map(Number);
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
        .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
    const behind = one => {
        for (; one; one = one.parentElement) {
            const found = parse(getComputedStyle(one).backgroundColor);
            if (found.length === 3) return found;
        }
        return [255, 255, 255];
    };
    const faint = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const one = texts.currentNode.parentElement;
        const colour = parse(getComputedStyle(one).color);
        if (!texts.currentNode.data.trim() || colour.length !== 3) continue;
        const [a, b] = [light(colour), light(behind(one))].sort((x, y) => y - x);
        if ((a + .05) / (b + .05) < 4.5) faint.add(one.className || one.tagName);
    }
    return [...faint];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by playwright."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an optional dependency
    except ImportError:
        _missing("playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        _missing("there is no chromium on the path")
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


def _missing(reason: str) -> None:
    if os.environ.get("PROVENANCE_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports as files: the seeds, one of every kind of finding, and hostile ones."""
    harbour = build.judged_harbour()
    reports: dict[str, Report] = {
        "seeds": provenance.check([str(SEEDS)], offline=True),
        "harbour": harbour,
        "marked-up": suffixed(harbour, " ".join(RUNS)),
        "hidden": suffixed(harbour, " ".join(HOSTILE)),
        "running-links": changed(harbour, _running_link),
        "unbroken": suffixed(harbour, "W" * 300),
        "empty": build.report(),
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, report in reports.items():
        # The browser decodes what is on the page, so a lone surrogate must not get there.
        (folder / f"{name}.html").write_text(render_html(report), "utf-8")
    return {name: folder / f"{name}.html" for name in reports}


def _running_link(text: str) -> str:
    return f"javascript:window.pwned=1//{text}" if text.startswith("http") else text


@attrs.frozen(kw_only=True)
class Visit:
    """A page, opened once for several tests, and what happened meanwhile."""

    address: str
    page: Any
    told: list[str]
    asked: list[str]


@pytest.fixture(
    scope="module",
    params=["seeds", "harbour", "marked-up", "hidden", "running-links", "unbroken", "empty"],
)
def visit(request: pytest.FixtureRequest, browser: Any, pages: dict[str, Path]) -> Iterator[Visit]:
    """Every page in turn, all of its panels open."""
    address = pages[request.param].as_uri()
    seen = Visit(address=address, page=browser.new_page(viewport=DESK), told=[], asked=[])
    seen.page.on("console", lambda message: seen.told.append(message.text))
    seen.page.on("pageerror", lambda error: seen.told.append(str(error)))
    seen.page.on("request", lambda asked: seen.asked.append(asked.url))
    seen.page.goto(address)
    seen.page.evaluate(OPEN_ALL)
    yield seen
    seen.page.close()


def test_nothing_runs_nothing_leaves_nothing_fails(visit: Visit) -> None:
    assert [] == visit.told
    assert [visit.address] == visit.asked
    assert visit.page.evaluate("window.pwned === undefined")
    assert [] == visit.page.evaluate(ATTACKS)


def test_the_page_is_well_built(visit: Visit) -> None:
    once = {"h1": 1, "main": 1, "header": 1}
    expected = {"lang": "en", "title": True, **once, "unnamed": 0, "wordless": 0}

    assert expected == visit.page.evaluate(LANDMARKS)
    assert [] == visit.page.evaluate(SKIPPED_LEVELS)
    assert [] == visit.page.evaluate(DANGLING)


def test_a_phone_does_not_scroll_sideways(visit: Visit) -> None:
    visit.page.set_viewport_size(PHONE)
    too_wide = visit.page.evaluate(TOO_WIDE)
    visit.page.set_viewport_size(DESK)

    assert 0 == too_wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(
    browser: Any, pages: dict[str, Path], scheme: str
) -> None:
    page = browser.new_page(viewport=DESK, color_scheme=scheme)
    page.goto(pages["harbour"].as_uri())
    page.evaluate(OPEN_ALL)

    assert [] == page.evaluate(FAINT)
    page.close()


def test_a_sentence_opens_by_keyboard(browser: Any, pages: dict[str, Path]) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(f"{pages['harbour'].as_uri()}#a1")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.sentence > summary')"):
            break
    was_open = page.evaluate("document.activeElement.parentElement.open")
    page.keyboard.press("Enter")

    assert not was_open
    assert page.evaluate("document.activeElement.parentElement.open")
    assert page.locator(".sentence[open] .panel").first.is_visible()
    page.close()


def test_a_link_to_a_sentence_opens_it(browser: Any, pages: dict[str, Path]) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(pages["harbour"].as_uri())
    page.locator(".card a[href^='#']").first.click()

    assert page.locator(":target").is_visible()
    assert page.evaluate("document.querySelector(':target').closest('details').open")
    page.close()


def test_it_reads_without_javascript(browser: Any, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(pages["seeds"].as_uri())
    closed = page.locator(".panel").first.is_visible()
    page.locator(".sentence > summary").first.click()

    assert not closed
    assert page.locator(".panel").first.is_visible()
    assert "President Zelensky visited NATO HQ" in page.locator("main").inner_text()
    context.close()
