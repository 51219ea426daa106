"""How long a report on 200 articles takes to open in Chromium, and how large it is.

    python benchmarks/speed/open_report.py [--articles 200] [--rounds 5] [--slower 1]

The articles are invented (``tests/many_articles.py``). The page is a file opened in headless
Chromium by playwright. "Interactive" is the first moment when the page is loaded, its script has
run and the main thread is idle; "search" is the time from a word typed into the search field to
the next frame drawn with what was found, the first time (all articles are read then) and again.
Wall seconds, the best and the median round, and the processor's seconds of the process that draws
the page, which another program on the machine changes less. ``--slower 4``: the processor slowed
to a quarter, as on an old phone.
"""

import argparse
import gzip
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from many_articles import many_articles  # noqa: E402 - found by the line above
from playwright.sync_api import sync_playwright  # noqa: E402

from provenance.report.html import render_html  # noqa: E402

IDLE = "() => new Promise(done => requestIdleCallback(() => done(performance.now() / 1000)))"
PAINTED = """() => performance.getEntriesByName("first-contentful-paint")
    .map(one => one.startTime / 1000)[0] || 0"""
SEARCH = """word => new Promise(done => {
    const field = document.getElementById("find-words"), began = performance.now();
    const told = document.getElementById("results-told");
    told.textContent = "";
    field.value = word;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const until = () => / claims?\\./.test(told.textContent) || performance.now() - began > 9000
        ? requestAnimationFrame(() => done((performance.now() - began) / 1000))
        : setTimeout(until, 5);
    until();
})"""


def main() -> None:
    """Write the page, open it, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slower", default="1")
    asked = parser.parse_args()
    report = many_articles(asked.articles)
    page = render_html(report).encode("utf-8")
    print(
        f"{asked.articles} articles, {len(report.claims)} claims: {len(page) / 1e6:.1f} MB, "
        f"{len(gzip.compress(page)) / 1e6:.2f} MB packed"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        file.write_bytes(page)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for rate in map(int, asked.slower.split(",")):
            rounds = [opened(browser, file.as_uri(), rate) for _ in range(asked.rounds)]
            print(
                f"processor slowed {rate} times, {asked.rounds} rounds:" if rate > 1 else "as is:"
            )
            for name in rounds[0]:
                times = [one[name] for one in rounds]
                print(f"  {name:22} best {min(times):.2f} median {statistics.median(times):.2f} s")
        browser.close()


def opened(browser: Any, address: str, rate: int) -> dict[str, float]:
    """Seconds of one opening."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    if rate > 1:
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    before = processor(browser)
    page.goto(address, wait_until="load")
    page.wait_for_selector(".finder:not([hidden])")
    interactive = page.evaluate(IDLE)
    found = {"first words": page.evaluate(PAINTED), "interactive": interactive}
    found["processor, to here"] = processor(browser) - before
    found["first search"] = page.evaluate(SEARCH, "quay 150")
    found["processor, with search"] = processor(browser) - before
    found["next search"] = page.evaluate(SEARCH, "quay 51")
    context.close()
    return found


def processor(browser: Any) -> float:
    """Seconds that all processes that draw pages took."""
    session = browser.new_browser_cdp_session()
    listed = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return float(sum(one["cpuTime"] for one in listed if one["type"] == "renderer"))


if __name__ == "__main__":
    main()
