"""The written pages of ``tests/cases/documents``, as captures."""

import re
import tomllib
from pathlib import Path
from typing import Any

import attrs

from provenance.model import Capture

CASES = Path(__file__).parent / "cases" / "documents"
URL = "https://www.harrowick.example/statements/2026/night-buses-decided-by-council"
UNCLOSED = "unclosed"


@attrs.frozen(kw_only=True)
class Case:
    """A page and what becomes of it."""

    name: str
    expected: str
    capture: Capture


def load_cases(name: str) -> list[Case]:
    """The cases of one file of ``tests/cases/documents``."""
    return [_case(entry) for entry in _table(name)["case"]]


def build_capture(body: bytes, **changes: Any) -> Capture:
    """A capture of ``body`` as an HTML page, but for ``changes``."""
    base = Capture(
        url=URL,
        final_url=URL,
        captured_at="2026-03-05T10:00:00Z",
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=body,
    )
    return attrs.evolve(base, **changes)


def story_in(language: str) -> str:
    """A written story as plain text."""
    return str(_table("stories")[language])


def build_page(story: str, *, title: str = "Night buses", head: str = "", after: str = "") -> str:
    """A plain page of ``story``; ``after`` is HTML behind it."""
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><main>"
        f"<h1>{title}</h1>{_paragraphs(story)}{after}</main></body></html>"
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def _case(entry: dict[str, Any]) -> Case:
    url = entry.get("url", URL)
    return Case(
        name=entry["name"],
        expected=entry["expected"],
        capture=build_capture(
            _page(entry).encode(), url=url, final_url=entry.get("final_url", url)
        ),
    )


def _page(entry: dict[str, Any]) -> str:
    story = story_in(entry["story"]) if "story" in entry else ""
    if "sentences" in entry:
        story = " ".join(re.split(r"(?<=[.!?])\s+", story)[: entry["sentences"]])
    told, body = _paragraphs(story), entry.get("body", "")
    inner = body.replace("{story}", told) if "{story}" in body else told + body
    heading = f"<h1>{entry['h1']}</h1>" if "h1" in entry else ""
    name = entry.get("frame", "news")
    frame = _table("frames")["news" if name == UNCLOSED else name]
    page = (
        f'<!doctype html><html lang="{entry.get("language", "en")}"><head>'
        f"<title>{entry.get('title', '')}</title>{entry.get('head', '')}</head>"
        f"<body>{frame.replace('{story}', heading + inner)}</body></html>"
    )
    return page.partition("</article>")[0] if name == UNCLOSED else page


def _paragraphs(story: str) -> str:
    return "".join(f"<p>{piece}</p>" for piece in story.split("\n\n") if piece)
