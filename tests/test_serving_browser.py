"""The live report in a real browser: a decision is written, a newer report is told of and shown.

Skipped with a word where playwright or Chromium is missing, as ``test_browser.py``.
"""

from pathlib import Path
from typing import Any

import pytest
from test_browser import DESK, browser
from test_serving import served_in

from provenance.reviews import load_reviews
from provenance.terms import Decision

__all__ = ["browser"]

pytestmark = pytest.mark.browser

WAIT = 10_000


def test_a_person_decides_and_sees_it_where_they_were(browser: Any, tmp_path: Path) -> None:
    told: list[str] = []
    asked: list[str] = []
    with served_in(tmp_path) as served:
        page = browser.new_page(viewport=DESK)
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served.application.address)

        page.locator(".card button[aria-expanded]").first.click()
        page.get_by_role("radio", name="Comment").check()
        page.locator(".deciding textarea").fill("Ask the port.")
        page.get_by_role("button", name="Enter").click()
        page.get_by_text("Decision written.").wait_for(timeout=WAIT)
        (review,) = load_reviews(served.folder / "reviews.toml")
        assert (Decision.COMMENT, "Ask the port.") == (review.decision, review.comment)

        served.keeper.look()
        page.wait_for_selector("body[data-live='2']", timeout=WAIT)
        assert page.locator(".decided").first.is_visible()

        page.locator("details.sentence > summary").nth(3).click()
        panel = page.locator("details.sentence[open] .panel").first
        before = panel.bounding_box()
        (served.folder / "a.txt").write_text("The ferry sails again.", "utf-8")
        served.keeper.look()
        page.get_by_role("button", name="Show the new report").click(timeout=WAIT)
        page.wait_for_selector("body[data-live='3']", timeout=WAIT)
        assert panel.is_visible()
        assert abs(before["y"] - panel.bounding_box()["y"]) < 3

        address = served.application.address
        assert [] == told
        assert [] == [one for one in asked if not one.startswith(address)]
        page.close()
