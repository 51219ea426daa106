"""What a format reader hands on: stretches of text with what the markup says about them."""

import attrs

from provenance import terms
from provenance.model import Block, Link, SourceAnchor
from provenance.spans import Span


@attrs.frozen(kw_only=True)
class Unit:
    """One stretch that stands apart in a file: a line, a paragraph, an element."""

    span: Span
    kind: terms.BlockKind | None = None
    """What the markup says it is; ``None`` leaves it to the words and the place."""
    level: int | None = None
    notice: bool = False
    """Whether a class or role calls it a notice: then weaker words suffice."""


@attrs.frozen(kw_only=True)
class Facts:
    """What a page says about itself in its head, front matter or structured data."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    url: str | None = None
    complete: terms.Completeness = terms.Completeness.UNKNOWN


@attrs.frozen(kw_only=True)
class Draft:
    """One file after its format was read, before its blocks were judged."""

    text: str
    prose: str
    units: tuple[Unit, ...]
    links: tuple[Link, ...] = ()
    anchors: tuple[SourceAnchor, ...] | None = None
    """``None``: the text is the file, so that places can be counted."""
    facts: Facts = Facts()


@attrs.frozen(kw_only=True)
class Judged:
    """The blocks of an article, and where its dates and names stand."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    title: str | None
    label: str | None
    """A line above the headline that names the site, as the text has it."""
    walled: bool
    """Whether a line says that the rest is elsewhere."""
