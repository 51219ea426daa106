"""The text of a page: its story or, where longer, its structured data; and embedded posts."""

import hashlib

import attrs

from provenance.documents.pages import Page
from provenance.documents.phrases import phrases
from provenance.documents.walls import is_walled_platform
from provenance.ingest import read_text
from provenance.ingest.page_signs import EmbeddedPost, PageSigns, read_signs
from provenance.model import Article, Block
from provenance.spans import Span
from provenance.terms import BlockKind

_LONGER = 1.3
"""How much longer ``articleBody`` must be than the story to take its place: captions and
sub-headings make it a tenth longer on pages that show all of it."""
_SHORTEST_BODY = 120
_FEWEST_WORDS = 4


def page_of(
    article: Article | None,
    source: str,
    *,
    data: bytes,
    name: str,
    asked: str,
    answered: str,
) -> Page | None:
    """The page with all the text it carries; ``None`` where it carries none.

    Args:
        article: the page as the reader of articles has it, ``None`` where it found no words.
        source: the decoded page.
        data: its bytes, for the digest.
        name: how to call it in a message.
        asked: the address asked for.
        answered: the address that answered.
    """
    signs = read_signs(source, name=name, url=answered or None)
    found = _with_body(article, signs, data=data)
    posts = [post for post in signs.posts if found is None or not _has(found, post.text)]
    if is_walled_platform(asked) and signs.description is not None:
        told = signs.description
        if not phrases().sorts_opened(told) and len(told.split()) >= _FEWEST_WORDS:
            posts.append(EmbeddedPost(text=told, url=None))
    if found is None and posts:
        found = _of_page(read_text(posts.pop(0).text), signs, data=data)
    if found is None:
        return None
    found = _with_posts(found, posts)
    return Page(article=found, signs=signs, asked=asked, answered=answered, source=source)


def _with_body(article: Article | None, signs: PageSigns, *, data: bytes) -> Article | None:
    """The page's story, or its ``articleBody`` where that is much longer."""
    body = signs.article_body
    if body is None or len(body) < _SHORTEST_BODY:
        return article
    if article is None:
        return _of_page(read_text(body), signs, data=data)
    story = sum(len(block.span) for block in article.blocks if block.kind.is_prose)
    if len(body) < _LONGER * story:
        return article
    text = read_text(body)
    metadata = attrs.evolve(article.metadata, language=text.metadata.language)
    return attrs.evolve(text, id=article.id, digest=article.digest, metadata=metadata)


def _of_page(text: Article, signs: PageSigns, *, data: bytes) -> Article:
    """``text`` under the digest and title of the page it was taken from."""
    digest = hashlib.sha256(data).hexdigest()
    metadata = attrs.evolve(text.metadata, title=signs.title, media_type="text/html")
    return attrs.evolve(text, id=digest[:12], digest=f"sha256:{digest}", metadata=metadata)


def _has(article: Article, words: str) -> bool:
    return words in " ".join(article.text.split())


def _with_posts(article: Article, posts: list[EmbeddedPost]) -> Article:
    """``article`` with the words of ``posts`` behind it, each a block of its own."""
    text, blocks = article.text, list(article.blocks)
    for post in posts:
        start = len(text) + 2
        text += "\n\n" + post.text
        blocks.append(Block(kind=BlockKind.BLOCK_QUOTE, span=Span(start, len(text))))
    prose = article.prose + text[len(article.text) :]
    return attrs.evolve(article, text=text, prose=prose, blocks=tuple(blocks))
