"""An article: one canonical text, and everything else points into it."""

import attrs

from provenance import terms
from provenance.spans import Span


@attrs.frozen(kw_only=True)
class Block:
    """A stretch of an article of one kind: a paragraph, a heading, a caption, boilerplate."""

    kind: terms.BlockKind
    span: Span
    level: int | None = None
    """Heading level 1–6; ``None`` for other kinds and where a plain text does not show it."""


@attrs.frozen(kw_only=True)
class Link:
    """An address the article carries, with the words it hangs on."""

    url: str
    span: Span
    """The anchor's words in the text, or the address itself where it stands bare."""
    listed: bool = False
    """Whether it stands in a list of addresses at the foot rather than in a sentence."""


@attrs.frozen(kw_only=True)
class Published:
    """When an article appeared."""

    value: str | None
    """RFC 3339 date or date-time; ``None`` when nothing tells."""
    basis: terms.PublishedBasis


UNDATED = Published(value=None, basis=terms.PublishedBasis.UNKNOWN)


@attrs.frozen(kw_only=True)
class Metadata:
    """What is known of an article besides its words."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: Published = UNDATED
    language: str = "und"
    """ISO 639-1, ``und`` when the text is too short or too mixed to tell."""
    url: str | None = None
    media_type: str = "text/plain"
    complete: terms.Completeness = terms.Completeness.UNKNOWN
    """Whether the page shows its whole text (``FALSE``: a teaser, a wall)."""


@attrs.frozen(kw_only=True)
class Location:
    """A place in a file for people and editors: from 1, columns in code points."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    approximate: bool = False


@attrs.frozen(kw_only=True)
class SourceAnchor:
    """``text[start:end]`` stands at ``line``/``column`` of the file and runs on unbroken there."""

    start: int
    end: int
    line: int
    column: int
    exact: bool = True


@attrs.frozen(kw_only=True)
class SourceMap:
    """The way from offsets in the canonical text back to line and column of the file.

    ``anchors`` are sorted by ``start`` and do not overlap.
    """

    path: str
    anchors: tuple[SourceAnchor, ...]


@attrs.frozen(kw_only=True)
class Directive:
    """A comment in the source of an article that speaks to this program; not on the wire."""

    words: str
    """What it says behind ``provenance:``, in one line."""
    gap: Span
    """Between which words of the text it stands: behind ``start``, before ``end``."""
    is_behind: bool
    """Whether it ends a line that begins with words of the article."""
    line: int
    column: int


@attrs.frozen(kw_only=True)
class Article:
    """One article: one canonical text, everything else points into it."""

    id: str
    """First 12 hexadecimal digits of the SHA-256 of the bytes; a second identical file: ``-2``."""
    path: str | None
    digest: str
    text: str
    prose: str = attrs.field(repr=False)
    """``text`` with markup (Markdown syntax, link targets) blanked by spaces: the same length."""
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    metadata: Metadata
    source_map: SourceMap = attrs.field(repr=False)
    directives: tuple[Directive, ...] = ()

    @prose.validator
    def _check_prose(self, _attribute: "attrs.Attribute[str]", value: str) -> None:
        if len(value) != len(self.text):
            raise ValueError("prose and text must have the same length")
