"""Take the pictures of the README: two places of a report, one below the other."""  # noqa: INP001 - a script, no package

import base64
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SENTENCE = "NATO issued an official statement"
SIZES = {"desk": (1280, 1000, 735), "phone": (390, 844, 900)}
"""Width, and the heights of the first screen and of the opened sentence."""


def take(browser: Browser, report: Path, name: str) -> None:
    """Write the picture ``name`` of ``report``."""
    width, first, second = SIZES[name]
    page = browser.new_page(viewport={"width": width, "height": max(first, second)})
    page.goto(report.resolve().as_uri())
    shots = [page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": first})]
    summary = page.locator(".sentence > summary", has_text=SENTENCE).first
    summary.click()
    summary.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().y + scrollY - 12)")
    shots.append(page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": second}))
    page.close()
    picture = HERE / f"report-{name}.png"
    picture.write_bytes(stacked(browser, shots, width=width, height=first + second + 6))


def stacked(browser: Browser, shots: list[bytes], *, width: int, height: int) -> bytes:
    """``shots`` one below the other."""
    page: Any = browser.new_page(viewport={"width": width, "height": height})
    images = "".join(
        f'<img style="display:block;border-bottom:3px solid #888" '
        f'src="data:image/png;base64,{base64.b64encode(shot).decode()}">'
        for shot in shots
    )
    page.set_content(f'<body style="margin:0">{images}</body>')
    picture: bytes = page.screenshot()
    page.close()
    return picture


def main() -> None:
    """Take every picture of the report that is named on the command line."""
    with sync_playwright() as driver:
        chromium = shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name in SIZES:
            take(browser, Path(sys.argv[1]), name)
        browser.close()


if __name__ == "__main__":
    main()
