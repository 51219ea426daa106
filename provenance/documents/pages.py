"""A page that was read: its story, its signs, and between which addresses it came."""

from functools import cached_property

import attrs

from provenance.documents.phrases import phrases
from provenance.ingest.page_lines import Line
from provenance.ingest.page_signs import PageSigns
from provenance.model import Article
from provenance.terms import PublishedBasis

_LONGEST_WALL_LINE = 60
_LONGEST_OFFER = 25
"""Words: a longer line is the reporter's, whatever it begins with."""


@attrs.frozen(kw_only=True)
class Page:
    """What there is to judge a page by."""

    article: Article
    signs: PageSigns
    asked: str
    """The address that was asked for."""
    answered: str
    """The address of the page that came, on its own site."""
    source: str = attrs.field(repr=False)

    @cached_property
    def shown(self) -> tuple[Line, ...]:
        """The lines a reader sees outside the site's own frame, readers' comments left out."""
        return tuple(
            line for line in self.signs.lines if not (line.site or line.hidden or line.commented)
        )

    @cached_property
    def prose(self) -> tuple[str, ...]:
        """The paragraphs of the story, lines of walls left out."""
        words = (
            block.span.of(self.article.text) for block in self.article.blocks if block.kind.is_prose
        )
        return tuple(w for w in words if not sorts_begun(w))

    @property
    def story(self) -> int:
        """Characters of the story."""
        return sum(map(len, self.prose))

    @property
    def is_dated(self) -> bool:
        """Whether the page gives a date of its own: what only stands for a document has none."""
        basis = self.article.metadata.published.basis
        return basis in {PublishedBasis.METADATA, PublishedBasis.TEXT}

    def named(self, sort: str) -> int:
        """How many words of the title, or of the main headings, are the title of such a wall.

        0 where they are not, also where a heading says something else: a title may lag behind.
        """
        words = [phrases().names(heading, sort=sort) for heading in self.signs.headings]
        title = phrases().names(self.signs.title, sort=sort)
        if words and all(words):
            return max(*words, title)
        return 0 if self._has_own_heading(sort) else title

    def _has_own_heading(self, sort: str) -> bool:
        title = (self.signs.title or "").casefold()
        return any(
            heading.casefold() not in title and not phrases().names(heading, sort=sort)
            for heading in self.signs.headings
            if len(heading.split()) > 3
        )

    @cached_property
    def sorts_of_lines(self) -> frozenset[str]:
        """Of which sorts of wall a line outside the site's frame begins like one."""
        return frozenset(sort for line in self.shown for sort in sorts_begun(line.words))

    def has_line(self, sort: str) -> bool:
        """Whether a line outside the site's frame begins like one of a wall of that sort."""
        return sort in self.sorts_of_lines


def sorts_begun(words: str) -> frozenset[str]:
    """Of which sorts of wall a line begins like one; none for a line too long for any."""
    count = len(words.split(None, _LONGEST_WALL_LINE))
    if count > _LONGEST_WALL_LINE:
        return frozenset()
    found = phrases().sorts_opened(words)
    return found - {"paywall"} if count > _LONGEST_OFFER else found
