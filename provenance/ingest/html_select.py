"""Where on a page the story stands: the element that holds most of the good paragraphs."""

import re

import attrs
from lxml import etree

from provenance.ingest.html_tree import (
    Element,
    holds_comments,
    is_furniture_by_name,
    is_never_text,
    names_of,
    tag_of,
)
from provenance.ingest.lexicon import plain

BLOCK_TAGS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "body",
        "html",
        "center",
        "form",
        "fieldset",
        "address",
        "details",
        "summary",
        "hr",
        "caption",
    ]
)
_BODY_NAME = re.compile(
    r"article-?_?(?:body|text|content)|story-?_?(?:body|text|content)|entry-?content|post-?(?:content|body|text)|body-?(?:text|content)|text-?body|articlebody|storytext|main-?content|content-?body|td-post-content",
    re.I,
)
_GOOD_LENGTH = 80
"""Characters from which a block counts as a paragraph of a story; menus and teasers are shorter."""
_SHARE = 0.72
"""Share of the good paragraphs that an element must hold to be descended into. Lower loses parts of
stories that a page splits over boxes, higher keeps teasers beside them; set on articles_dev."""
_SHARE_MARKED = 0.6
_SHARE_UNDER_HEADLINE = 0.25
"""Shares of the good paragraphs from which an element that is marked as the body is believed."""
_STORY_OUTVOTES = 0.4
"""Share of the good text from which an element is story, whatever its class says."""
_COMMENTS_OUTVOTED = 0.9
"""The same of an element where readers write."""


@attrs.define
class Weights:
    """Good text below each element, and what was found to be furniture."""

    good: dict[Element, float]
    dropped: set[Element]
    total: float


@attrs.define
class _Open:
    """An element while its children are visited."""

    element: Element
    tag: str
    own: int = 0
    linked: int = 0
    good: float = 0.0
    in_link: bool = False


def weigh(root: Element) -> Weights:
    """The amount of good text below each element, in one pass."""
    good: dict[Element, float] = {}
    dropped: set[Element] = set()
    stack: list[_Open] = [_Open(root, tag_of(root))]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            tag = tag_of(element)
            if is_never_text(element, tag):
                dropped.add(element)
                walk.skip_subtree()
                continue
            stack.append(_Open(element, tag, in_link=stack[-1].in_link or tag == "a"))
            _count(stack[-1], element.text)
            continue
        if element not in dropped:
            done = stack.pop()
            _close(done, stack[-1], good)
        _count(stack[-1], element.tail)
    total = good.get(root, 0.0)
    for element, amount in good.items():
        if amount >= _COMMENTS_OUTVOTED * total:
            continue
        if is_furniture_by_name(element) and (
            amount < _STORY_OUTVOTES * total or holds_comments(element)
        ):
            dropped.add(element)
    return Weights(good, dropped, total)


def _count(opened: _Open, text: str | None) -> None:
    if text and not text.isspace():
        length = len(" ".join(text.split()))
        opened.own += length
        opened.linked += length if opened.in_link else 0


def _close(done: _Open, parent: _Open, good: dict[Element, float]) -> None:
    """Books an element: inline text goes to its parent, a closed block is judged by itself."""
    if done.tag in BLOCK_TAGS:
        if done.own >= _GOOD_LENGTH and done.linked < 0.5 * done.own:
            done.good += done.own - done.linked
    else:
        parent.own += done.own
        parent.linked += done.linked
    good[done.element] = done.good
    parent.good += done.good


def main_elements(
    root: Element, weights: Weights, *, headline: Element | None = None
) -> list[Element]:
    """The elements that hold the story, in document order; the body when nothing stands out."""
    clean = _without_dropped(root, weights)
    total = clean.get(root, 0.0)
    if total <= 0:
        return [next((e for e in root if tag_of(e) == "body"), root)]
    marked = _marked_bodies(root, clean, headline)
    if marked:
        return marked
    current = root
    while True:
        following = max((c for c in current if c in clean), key=lambda c: clean[c], default=None)
        if (
            following is None
            or clean[following] < _SHARE * clean[current]
            or tag_of(following) in _LEAVES
        ):
            return [current]
        current = following


_LEAVES = frozenset(["p", "li", "h1", "h2", "h3", "blockquote", "td", "pre"])


def headline_of(root: Element, title: str | None) -> Element | None:
    """The heading that carries the page's title, else the first ``<h1>``."""
    first = None
    for heading in root.iter("h1", "h2"):
        words = plain("".join(str(t) for t in heading.itertext()))
        if (
            title
            and words
            and (words == plain(title) or (len(words) > 20 and words in plain(title)))
        ):
            return heading
        if first is None and tag_of(heading) == "h1" and words:
            first = heading
    return first


def _without_dropped(root: Element, weights: Weights) -> dict[Element, float]:
    """Good text below each element, furniture left out."""
    clean: dict[Element, float] = {}
    lost: list[float] = [0.0]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element in weights.dropped:
                lost[-1] += weights.good.get(element, 0.0)
                walk.skip_subtree()
            else:
                lost.append(0.0)
        elif element not in weights.dropped:
            missing = lost.pop()
            clean[element] = weights.good.get(element, 0.0) - missing
            if lost:
                lost[-1] += missing
    return clean


def _marked_bodies(
    root: Element, clean: dict[Element, float], headline: Element | None
) -> list[Element]:
    """The element that the page itself calls the body of the article, if it holds enough text.

    Under the headline a smaller share suffices: long lists of teasers have no headline.
    """
    total = clean.get(root, 0.0)
    order = (
        {element: number for number, element in enumerate(root.iter())}
        if headline is not None
        else {}
    )
    for is_body in (_is_item_body, _is_article, _is_named_body):
        outer = _outermost([e for e, amount in clean.items() if amount > 0 and is_body(e)])
        if not outer:
            continue
        best = max(outer, key=lambda e: clean[e])
        under = [e for e in outer if headline is not None and _is_under(e, headline, order)]
        nearest = max(under, key=lambda e: clean[e], default=None)
        if nearest is not None and clean[nearest] >= _SHARE_UNDER_HEADLINE * total:
            return [nearest]
        if clean[best] >= _SHARE_MARKED * total:
            return [best]
    return []


def _is_under(element: Element, headline: Element, order: dict[Element, int]) -> bool:
    """Whether ``element`` holds the headline or stands behind it in the same part of the page."""
    if element in headline.iterancestors():
        return True
    return order[element] > order[headline] and any(
        a in headline.iterancestors() and tag_of(a) not in {"body", "html"}
        for a in element.iterancestors()
    )


def _is_item_body(element: Element) -> bool:
    return "articlebody" in element.get("itemprop", "").lower()


def _is_article(element: Element) -> bool:
    return tag_of(element) == "article"


def _is_named_body(element: Element) -> bool:
    return bool(_BODY_NAME.search(names_of(element)))


def _outermost(elements: list[Element]) -> list[Element]:
    chosen = set(elements)
    return [e for e in elements if not any(a in chosen for a in e.iterancestors())]
