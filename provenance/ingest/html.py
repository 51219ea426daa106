"""HTML pages to one canonical text: the story's blocks, its links, the way back to the source."""

from urllib.parse import urlsplit

import attrs

from provenance.errors import InputError
from provenance.ingest import furniture
from provenance.ingest.html_blocks import Page, build_page
from provenance.ingest.html_facts import base_of, read_facts
from provenance.ingest.html_select import Weights, headline_of, main_elements, weigh
from provenance.ingest.html_tree import Element, parse_html
from provenance.ingest.link_lists import with_link_rows
from provenance.ingest.units import Draft, Facts, Unit
from provenance.terms import BlockKind, Completeness, Reason

_TEASER = 1200
"""Characters of story under which a closing ellipsis or a wall on the page marks a teaser."""


def read_html(source: str, *, name: str, url: str | None = None) -> Draft:
    """The story of a page.

    Args:
        source: the decoded page.
        name: how to call it in a message.
        url: where it was had; relative links are resolved against it.

    Raises:
        InputError: no HTML, no words on the page, or nested too deep.
    """
    root = parse_html(source, name=name)
    facts = read_facts(root, url=url)
    weights = weigh(root)
    headline = headline_of(root, facts.title)
    shown = main_elements(root, weights, headline=headline)
    shown = [*_headline_outside(headline, shown, weights), *shown]
    page = build_page(root, source, shown=shown, weights=weights, base=base_of(root, url=url))
    if not page.text:
        raise InputError(
            f"cannot read '{name}': there are no words on the page; save it from a browser again",
            reason=Reason.EMPTY,
        )
    return Draft(
        text=page.text,
        prose=page.text,
        units=tuple(
            with_link_rows(
                _behind_headline(page, headline), page.links, page.text, home=_host_of(facts.url)
            )
        ),
        links=page.links,
        anchors=page.anchors,
        facts=attrs.evolve(facts, complete=_completeness(root, page, facts)),
    )


def _headline_outside(
    headline: Element | None, shown: list[Element], weights: Weights
) -> list[Element]:
    """The page's headline when the story element does not hold it."""
    if headline is None:
        return []
    weights.dropped.discard(headline)
    return [] if any(a in shown for a in headline.iterancestors()) else [headline]


def _behind_headline(page: Page, headline: Element | None) -> list[Unit]:
    """The units; what stands before the headline is furniture unless it is most of the page."""
    units = list(page.units)
    if headline is None:
        return units
    words = " ".join("".join(str(t) for t in headline.itertext()).split())
    at = next(
        (
            i
            for i, u in enumerate(units)
            if u.kind is BlockKind.HEADING and u.span.of(page.text) == words
        ),
        0,
    )
    before = sum(len(unit.span) for unit in units[:at])
    if before * 3 > len(page.text):
        return units
    return [
        attrs.evolve(u, kind=BlockKind.BOILERPLATE) if i < at else u for i, u in enumerate(units)
    ]


def _host_of(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").netloc.lower().removeprefix("www.") or None
    except ValueError:
        # A page may call anything its own address.
        return None


def _completeness(root: Element, page: Page, facts: Facts) -> Completeness:
    if facts.complete is Completeness.FALSE:
        return Completeness.FALSE
    story = sum(len(unit.span) for unit in page.units)
    if story >= _TEASER:
        return facts.complete
    words = [unit.span.of(page.text) for unit in page.units if unit.kind is not BlockKind.HEADING]
    cut = bool(words) and words[-1].rstrip().endswith(("...", "…"))
    walled = any(furniture.is_wall(t) for t in _short_texts(root))
    return Completeness.FALSE if cut or walled or story < 250 else facts.complete


def _short_texts(root: Element) -> list[str]:
    texts = (
        t for e in root.iter("p", "div", "span", "h2", "h3", "a", "button") for t in (e.text,) if t
    )
    return [t for t in texts if 8 < len(t) < 300]
