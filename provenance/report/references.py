"""What articles and sentences are called where a page points at them."""

import posixpath
from collections import Counter
from collections.abc import Mapping

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import Article
from provenance.report.visible import one_line
from provenance.terms import BlockKind, PublishedBasis

INNER = str.maketrans({"“": "‘", "”": "’", "„": "‚", '"': "'"})
"""Quotation marks within quotation marks."""

_OPENING = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE})
_MOST = 90
"""Characters of an article's first words that are kept; a page cuts them further."""
_NAME = 36
"""Characters of a title that stands for an outlet whose name is not known."""
_STEM, _KEPT = 14, 8
"""A file name with a longer stem is shown by its first characters."""


@attrs.frozen(kw_only=True)
class ArticleName:
    """How a reader knows an article: title or first words, outlet, day, file."""

    title: str | None
    is_opening: bool
    """Whether ``title`` is how the article begins, for it has no title of its own."""
    outlet: str | None
    published: str | None
    is_guess: bool
    """Whether the day is a guess."""
    file: str | None
    """Its file name, cut where it is long and still one of a kind."""
    path: str | None

    @property
    def told(self) -> str | None:
        """Its title; its first words with the sign that they go on."""
        return f"{self.title} …" if self.title and self.is_opening else self.title


@attrs.frozen(kw_only=True)
class Reference:
    """A claim as other places of the page point at it."""

    anchor: str
    article: str
    """What its article is called."""
    about: ArticleName
    line: int
    words: str


def references_of(index: ReportIndex, anchors: Mapping[str, str]) -> dict[str, Reference]:
    """Claim id to how the page points at it, of every claim that has a place in ``anchors``."""
    names = article_names(index)
    return {
        claim.id: Reference(
            anchor=anchors[claim.id],
            article=index.name_of(claim),
            about=names[claim.article],
            line=claim.location.line,
            words=claim.text,
        )
        for claim in index.report.claims
        if claim.id in anchors and claim.article in names
    }


def article_names(index: ReportIndex) -> dict[str, ArticleName]:
    """Article id to its name, for every article of the report."""
    articles = index.report.articles
    files = {one.id: posixpath.basename(one.path) for one in articles if one.path}
    often = Counter(_cut(file) for file in files.values())
    short = {
        article: _cut(file) if often[_cut(file)] == 1 else file for article, file in files.items()
    }
    return {one.id: _name(one, short.get(one.id)) for one in articles}


def for_readers(index: ReportIndex) -> ReportIndex:
    """``index`` where an article without a known outlet is called by its title, not its file."""
    told = {
        article: f"“{_cut_words(name.title)}”"
        for article, name in article_names(index).items()
        if name.title and not name.outlet
    }
    often = Counter(told.values())
    kept = {article: words for article, words in told.items() if often[words] == 1}
    return attrs.evolve(index, names={**index.names, **kept})


def _cut_words(title: str) -> str:
    flat = one_line(title).translate(INNER)
    return flat if len(flat) <= _NAME else f"{flat[:_NAME].rpartition(' ')[0] or flat[:_NAME]}…"


def _name(article: Article, file: str | None) -> ArticleName:
    known = article.metadata
    return ArticleName(
        title=known.title or _opening(article),
        is_opening=not known.title,
        outlet=known.outlet,
        published=known.published.value,
        is_guess=known.published.basis is PublishedBasis.GUESS,
        file=file,
        path=article.path,
    )


def _opening(article: Article) -> str | None:
    for block in sorted(article.blocks, key=lambda one: one.span):
        words = " ".join(article.text[block.span.start : block.span.end].split())
        if words and block.kind in _OPENING:
            return words if len(words) <= _MOST else words[:_MOST].rpartition(" ")[0]
    return None


def _cut(file: str) -> str:
    stem, suffix = posixpath.splitext(file)
    return f"{stem[:_KEPT]}…{suffix}" if len(stem) > _STEM else file
