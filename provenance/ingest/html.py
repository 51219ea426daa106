"""HTML pages to one canonical text: the story's blocks, its links, and the way back to the source."""

import attrs

from provenance.ingest import furniture
from provenance.ingest.html_blocks import Page, build_page
from provenance.ingest.html_facts import base_of, read_facts
from provenance.ingest.html_select import Weights, main_elements, weigh
from provenance.ingest.html_tree import parse_html, type_Element
from provenance.ingest.link_lists import is_list_label
from provenance.ingest.units import Draft, Facts, Unit
from provenance.terms import BlockKind, Completeness

_TEASER = 1200
"""Characters of story under which a closing ellipsis or a wall on the page marks a teaser."""


def read_html(source: str, *, name: str, url: str | None = None) -> Draft:
    """The story of a page.

    Args:
        source: the decoded page.
        name: how to call it in a message.
        url: where it was had; relative links are resolved against it.

    Raises:
        InputError: no HTML, or nested too deep.
    """
    root = parse_html(source, name=name)
    facts = read_facts(root, url=url)
    weights = weigh(root)
    shown = main_elements(root, weights)
    shown = [*_headline_outside(root, shown, weights), *shown]
    page = build_page(root, source, shown=shown, weights=weights, base=base_of(root, url=url))
    return Draft(
        text=page.text,
        prose=page.text,
        units=tuple(_with_link_lists(page)),
        links=page.links,
        anchors=page.anchors,
        facts=attrs.evolve(facts, complete=_completeness(root, page, facts)),
    )


def _headline_outside(
    root: type_Element, shown: list[type_Element], weights: Weights
) -> list[type_Element]:
    """The page's ``<h1>`` when the story element does not hold it."""
    if any(next(e.iter("h1"), None) is not None for e in shown):
        return []
    heading = next(root.iter("h1"), None)
    if heading is None:
        return []
    inside = any(a in shown for a in heading.iterancestors())
    weights.dropped.discard(heading)
    return [] if inside else [heading]


def _with_link_lists(page: Page) -> list[Unit]:
    """List items and lines that are nothing but links: furniture, unless a label says "Sources"."""
    links = sorted(page.links, key=lambda link: link.span)
    result = []
    at = 0
    for unit in page.units:
        while at < len(links) and links[at].span.end <= unit.span.start:
            at += 1
        linked = 0
        index = at
        while index < len(links) and links[index].span.start < unit.span.end:
            linked += len(links[index].span)
            index += 1
        result.append(_judged_by_links(unit, page.text, linked))
    return _with_sources(result, page.text)


def _judged_by_links(unit: Unit, text: str, linked: int) -> Unit:
    words = unit.span.of(text)
    only_links = linked > 0.8 * len(words) and unit.kind is not BlockKind.HEADING
    if only_links and not furniture.ends_sentence(words) and "://" not in words:
        return attrs.evolve(unit, kind=BlockKind.LINK_LIST)
    return unit


def _with_sources(units: list[Unit], text: str) -> list[Unit]:
    """Rows of bare links: a list of sources under its label, otherwise other stories."""
    result = list(units)
    for index, unit in enumerate(result):
        if unit.kind is not BlockKind.LINK_LIST:
            continue
        before = result[index - 1] if index else None
        listed = before is not None and (
            before.kind is BlockKind.LINK_LIST or is_list_label(before.span.of(text))
        )
        if not listed:
            result[index] = attrs.evolve(unit, kind=BlockKind.BOILERPLATE)
    return result


def _completeness(root: type_Element, page: Page, facts: Facts) -> Completeness:
    if facts.complete is Completeness.FALSE:
        return Completeness.FALSE
    story = sum(len(unit.span) for unit in page.units)
    if story >= _TEASER:
        return facts.complete
    words = [unit.span.of(page.text) for unit in page.units if unit.kind is not BlockKind.HEADING]
    cut = bool(words) and words[-1].rstrip().endswith(("...", "…"))
    walled = any(furniture.is_wall(t) for t in _short_texts(root))
    return Completeness.FALSE if cut or walled or story < 250 else facts.complete


def _short_texts(root: type_Element) -> list[str]:
    texts = (
        t for e in root.iter("p", "div", "span", "h2", "h3", "a", "button") for t in (e.text,) if t
    )
    return [t for t in texts if 8 < len(t) < 300]
