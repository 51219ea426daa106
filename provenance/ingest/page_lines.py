"""Every stretch of words on a page, furniture and hidden ones too, each with where it stands.

The reader of articles keeps the story and drops the rest. Whether the story is all there is told
by that rest: a wall, a second page, a box the reader took for furniture.
"""

import re

import attrs
from lxml import etree

from provenance.ingest.html_select import BLOCK_TAGS
from provenance.ingest.html_tree import Element, holds_comments, names_of, tag_of

_NEVER = frozenset(
    ["script", "style", "svg", "math", "canvas", "head", "object", "select", "datalist", "textarea"]
)
_SITE_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "menu", "menubar"])
_SITE_TAGS = frozenset(["nav", "footer", "header"])
_NOTICE_NAME = re.compile(
    r"(?:^|\s)(?:(?:cookie|consent|gdpr|onetrust|cmp|didomi|usercentrics)[\w-]*"
    r"|newsletter(?:-?(?:signup|box|form))?|(?:site-?|page-?)?(?:header|footer|nav)|foot|masthead"
    r"|colophon|copyright|navbar|menu)(?=$|\s)",
    re.I,
)
"""Whole names only: a story may stand in an element called ``sharing-of-data``."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MOST_LINES = 20_000
"""Lines kept of a page; the longest pages of our sets have 3,000."""
_LONGEST_LINE = 20_000


@attrs.frozen(kw_only=True)
class Line:
    """The words of one block of a page, as a browser would run them together."""

    words: str
    linked: bool = False
    """Whether at least half of the words are a link."""
    site: bool = False
    """Whether it stands in the site's own frame: navigation, header, footer, a cookie notice."""
    hidden: bool = False
    """Whether the markup keeps it from being seen."""
    pressed: bool = False
    """Whether it is what a button says."""
    celled: bool = False
    """Whether it stands in a cell of a table."""
    commented: bool = False
    """Whether readers wrote it."""


@attrs.define
class _Gathering:
    """The walk over the page: what is open around the words, and the line that grows."""

    lines: list[Line] = attrs.field(factory=list)
    parts: list[str] = attrs.field(factory=list)
    length: int = 0
    linked: int = 0
    depths: dict[str, int] = attrs.field(factory=dict)

    def is_in(self, state: str) -> bool:
        """Whether an element of that state is open."""
        return self.depths.get(state, 0) > 0

    def add(self, text: str | None) -> None:
        """Adds shown text to the open line."""
        if text and self.length < _LONGEST_LINE:
            self.parts.append(text)
            self.length += len(text)
            if self.is_in("link"):
                self.linked += len(text.strip())

    def close(self) -> None:
        """Ends the open line; one without words leaves no trace."""
        words = " ".join("".join(self.parts).split())
        if words and len(self.lines) < _MOST_LINES:
            self.lines.append(
                Line(
                    words=words,
                    linked=self.linked * 2 >= len(words),
                    site=self.is_in("site"),
                    hidden=self.is_in("hidden"),
                    pressed=self.is_in("button"),
                    celled=self.is_in("cell"),
                    commented=self.is_in("comments"),
                )
            )
        self.parts, self.length, self.linked = [], 0, 0


def lines_of(root: Element) -> tuple[Line, ...]:
    """The lines of a page in their order; one pass, bounded in number and length.

    Scripts, styles and drawings have no words; templates and ``hidden`` elements have, and say so.
    """
    gathering = _Gathering()
    states: dict[Element, tuple[str, ...]] = {}
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = tag_of(element)
        apart = tag in BLOCK_TAGS or tag in {"button", "dialog", "nav", "template"}
        if event == "start":
            if not tag or tag in _NEVER:
                walk.skip_subtree()
                continue
            if apart:
                gathering.close()
            elif tag == "br":
                gathering.add(" ")
            states[element] = _states_of(element, tag, gathering)
            for state in states[element]:
                gathering.depths[state] = gathering.depths.get(state, 0) + 1
            gathering.add(element.text)
            continue
        if element in states:
            if apart:
                gathering.close()
            for state in states.pop(element):
                gathering.depths[state] -= 1
        gathering.add(element.tail)
    gathering.close()
    return tuple(gathering.lines)


def _states_of(element: Element, tag: str, around: _Gathering) -> tuple[str, ...]:
    states = []
    if tag == "a":
        states.append("link")
    if tag in {"article", "main"}:
        states.append("story")
    if tag in {"td", "th"}:
        states.append("cell")
    if tag == "button" or element.get("role", "").lower() == "button":
        states.append("button")
    if is_hidden(element):
        states.append("hidden")
    if _is_site(element, tag, in_story=around.is_in("story")):
        states.append("site")
    if not around.is_in("comments") and holds_comments(element):
        states.append("comments")
    return tuple(states)


def is_hidden(element: Element) -> bool:
    """Whether the markup itself keeps the element from being seen."""
    return (
        tag_of(element) in {"template", "noscript"}
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(element.get("style", "")[:500]))
    )


def _is_site(element: Element, tag: str, *, in_story: bool) -> bool:
    if element.get("role", "").lower() in _SITE_ROLES:
        return True
    if tag in {"body", "html", "main", "article"}:
        return False
    return (tag in _SITE_TAGS and not in_story) or bool(
        _NOTICE_NAME.search(names_of(element)[:500])
    )
