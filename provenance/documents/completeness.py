"""Is the document all there? What speaks against it, and what must speak for it.

Only a document known to be whole can show by its silence that something is *not* said. So the
answer is ``TRUE`` only where nothing at all speaks against it, ``FALSE`` where something is shown
to be missing, and ``UNKNOWN`` for everything else.
"""

import re
from enum import Enum

from provenance.documents.pages import Page, sorts_begun
from provenance.documents.phrases import phrases
from provenance.documents.walls import is_above, is_walled_platform
from provenance.ingest.furniture import Place, ends_sentence, is_furniture
from provenance.ingest.lexicon import plain
from provenance.ingest.page_lines import Line
from provenance.model import Article
from provenance.terms import BlockKind, Completeness, Target
from provenance.urls import target_of, url_key
from provenance.urls.parts import split_url

SHORTEST_WHOLE = 300
"""Characters of story under which nothing is called whole: teasers are that short. Lower, and a
teaser whose wall only a browser would show passes; set on ``tests/cases/documents``."""
SHORTEST_NEWS = 1000
"""The same for pages that call themselves articles: outlets have pay walls, ministries do not, and
two or three paragraphs are what a meter shows."""
_TEASER = 2500
"""Characters under which a line of a pay wall shows that the story before it is a teaser."""
_CUT = 1200
"""Characters under which a closing ellipsis does; as the reader of articles has it."""
_UNREAD_WORDS = 12
"""Words of a line from which it may not be missing from the text."""
_UNREAD_SENTENCE = 5
"""Words of a closed sentence from which it may not be missing either."""
_UNREAD_CELLS = 4
_FRAMED = 400
_FRAMED_SHARE = 0.25
"""Characters, and share of the story, that prose in the site's frame may have: an imprint and a
cookie notice, not the half of a story in an element with a menu's name."""
_SEARCHES = 4000
_SLUG = 3
"""Words of an address from which they say what the document is about."""
_COUNTED = 0.85
"""Share of the ``wordCount`` that must have been read; sites count titles and captions too."""
_BODY = 1.1
"""How much longer than the story ``articleBody`` may be: it holds captions and sub-headings."""
_PAGE_PATH = re.compile(r"[/_,-](?:page[/_-]?)?\d{1,3}(?:\.\w{1,5})?")
_ENDS = re.compile(r"(?:#{2,}|\*{3,}|-\s?30\s?-|-\s?0\s?-|\bends?\b|\bende\b|\bfin\b)\W*\Z", re.I)
_NOT_FREE = re.compile(
    r"isAccessibleForFree[\"']?\s*(?::|content\s*=)\s*[\"']?\s*(?:https?://schema\.org/)?false",
    re.I,
)


class Doubt(Enum):
    """What speaks against a document's being whole."""

    NOT_FREE = "the page says that it is not free"
    PAYWALL = "a line says that the rest is for subscribers"
    ELLIPSIS = "it ends in an ellipsis"
    PAGES = "it is one page of several"
    LOCKED = "the page says that it is locked"
    UNCLOSED = "the source ends before its closing tag"
    SHORT = "it is too short to tell from a teaser"
    LANGUAGE = "its language is not known"
    NO_END = "it does not end with a sentence"
    UNREAD = "the page has words that are not in the text read"
    WALL_MARKS = "the page carries the marks of a wall"
    WALL_WORDS = "its title or a line is one of a wall"
    REDIRECTED = "another address answered, which shares no word with the one asked for"
    LIVE = "it is a running report"
    MORE = "there is a button for more"
    ELSEWHERE = "it leads to its own whole text"
    PLAYER = "the page plays a recording or frames another page"
    EMPTY_POST = "an embedded post has no words"
    COUNT = "the page counts more words"
    NO_DOCUMENT = "the address or the page's own address is no document's"
    REFRESH = "the page sends the reader on"
    PLATFORM = "the platform shows posts in part"
    MISREAD = "characters could not be decoded"
    LISTING = "most of it is a list of other pages"
    ONLY_IN_DATA = "its text stands in the structured data alone"
    LOST_PAGES = "pages of the file were not read"
    PICTURES = "a picture may hold words"
    COLUMNS = "its words run in columns"
    WRAPPER = "the file is a form or holds other files"

    @property
    def is_proof(self) -> bool:
        """Whether it shows that something is missing; else it only leaves that open."""
        return self in _PROOFS


_PROOFS = frozenset(
    {
        *(Doubt.NOT_FREE, Doubt.PAYWALL, Doubt.ELLIPSIS),
        *(Doubt.PAGES, Doubt.LOCKED, Doubt.LOST_PAGES),
    }
)


def completeness_of(doubts: tuple[Doubt, ...]) -> Completeness:
    """``TRUE`` without any doubt, ``FALSE`` where one is a proof, else ``UNKNOWN``."""
    if not doubts:
        return Completeness.TRUE
    return Completeness.FALSE if any(d.is_proof for d in doubts) else Completeness.UNKNOWN


def doubts_about_page(page: Page) -> tuple[Doubt, ...]:
    """Everything that speaks against the page's being the whole document."""
    checks = {
        Doubt.NOT_FREE: page.signs.is_free is False or bool(_NOT_FREE.search(page.source)),
        Doubt.LOCKED: (page.signs.content_tier or "").lower() == "locked",
        Doubt.PAYWALL: page.has_line("paywall") and page.story < _TEASER,
        Doubt.PAGES: _is_one_of_several(page),
        Doubt.UNCLOSED: not page.signs.is_closed,
        Doubt.WALL_MARKS: _has_wall_marks(page),
        Doubt.WALL_WORDS: _has_wall_words(page),
        Doubt.REDIRECTED: _is_redirected(page),
        Doubt.LIVE: "LiveBlogPosting" in page.source,
        Doubt.MORE: any(map(_asks_for_more, page.signs.lines)),
        Doubt.ELSEWHERE: _leads_elsewhere(page.article),
        Doubt.PLAYER: page.signs.has_player,
        Doubt.EMPTY_POST: page.signs.empty_posts > 0,
        Doubt.COUNT: _counts_more(page),
        Doubt.ONLY_IN_DATA: _is_only_in_data(page),
        Doubt.NO_DOCUMENT: _is_no_document(page),
        Doubt.REFRESH: _is_sent_on(page),
        Doubt.PLATFORM: is_walled_platform(page.asked),
        Doubt.UNREAD: _has_unread(page),
        Doubt.LISTING: _is_listing(page.article),
    }
    found = tuple(doubt for doubt, holds in checks.items() if holds)
    least = SHORTEST_NEWS if page.signs.is_article else SHORTEST_WHOLE
    return (*found, *doubts_about_text(page.article, story=page.story, least=least))


def doubts_about_text(
    article: Article, *, story: int | None = None, least: int = SHORTEST_WHOLE
) -> tuple[Doubt, ...]:
    """What the text alone shows, for every format.

    Args:
        article: the document as read.
        story: characters of its prose where the caller knows better.
        least: characters under which it is too short to tell.
    """
    prose = [b for b in article.blocks if b.kind.is_prose]
    told = [b for b in prose if b.kind is not BlockKind.BLOCK_QUOTE] or prose
    length = sum(len(b.span) for b in prose) if story is None else story
    last = told[-1].span.of(article.text).rstrip() if told else ""
    lines = [line for b in article.blocks for line in b.span.of(article.text).splitlines()]
    ellipsis = last.endswith(("...", "…", "[…]", "[...]"))
    checks = {
        Doubt.ELLIPSIS: ellipsis and length < _CUT,
        Doubt.PAGES: any(is_page_of_several(line) for line in lines if len(line) < 60),
        Doubt.SHORT: length < least,
        Doubt.LANGUAGE: article.metadata.language == "und",
        Doubt.NO_END: ellipsis or not ends_sentence(last),
        Doubt.MISREAD: "\ufffd" in article.text or "\x00" in article.text,
    }
    return tuple(doubt for doubt, holds in checks.items() if holds)


def doubts_about_plain_text(article: Article) -> tuple[Doubt, ...]:
    """As :func:`doubts_about_text`; its very last line must close it, or be an end mark."""
    found = doubts_about_text(article)
    last = next((line for line in reversed(article.text.splitlines()) if line.strip()), "")
    closes = ends_sentence(last) or (len(last) < 30 and _ENDS.search(last) is not None)
    return found if closes or Doubt.NO_END in found else (*found, Doubt.NO_END)


def is_page_of_several(line: str) -> bool:
    """Whether a line is "Page 1 of 3" in one of our languages."""
    found = phrases().pages.match(plain(line))
    numbers = [int(n) for n in found.groups() if n] if found else []
    return len(numbers) == 2 and numbers[1] > 1


def _has_wall_marks(page: Page) -> bool:
    if (page.signs.content_tier or "free").lower() != "free":
        return True
    if any("paywall" in sorts_begun(line.words) for line in page.signs.lines if not line.site):
        return True
    source = page.source.lower()
    return any(mark in source for mark in phrases().marks)


def _has_wall_words(page: Page) -> bool:
    named = any(page.named(sort) for sort in ("not_found", "login", "consent", "robot"))
    return named or any(page.has_line(sort) for sort in ("not_found", "login", "robot"))


def _is_redirected(page: Page) -> bool:
    """Whether the slug asked for is a sentence that the address that answered has nothing of."""
    if url_key(page.asked) == url_key(page.answered):
        return False
    if is_above(page.asked, page.answered):
        return True
    asked = _slug(page.asked)
    return len(asked) >= _SLUG and not asked & _slug(page.answered)


def _slug(url: str) -> set[str]:
    """The longer words of the last piece of a path."""
    parts = split_url(url)
    last = parts.segments[-1] if parts is not None and parts.segments else ""
    return {word for word in re.split(r"[\W\d_]+", last.lower()) if len(word) > 3}


def _asks_for_more(line: Line) -> bool:
    words = plain(line.words[:60]).strip(" .!>»›→+▼▾…-")
    return words in phrases().more and not line.site and (line.pressed or not line.linked)


def _leads_elsewhere(article: Article) -> bool:
    """Whether a link in the story leads to a file, or says that the whole text is there."""
    for link in article.links:
        words = plain(link.span.of(article.text)[:200])
        parts = split_url(link.url)
        path = "" if parts is None else parts.path.lower()
        if path.endswith(phrases().endings) or any(map(words.__contains__, phrases().elsewhere)):
            return True
    return False


def _counts_more(page: Page) -> bool:
    words = len(page.article.text.split())
    if page.signs.word_count and words < _COUNTED * page.signs.word_count:
        return True
    body = page.signs.article_body
    return body is not None and len(body) > _BODY * len(page.article.text)


def _is_only_in_data(page: Page) -> bool:
    """Whether the text is the ``articleBody``, which sites cut, and no count vouches for it."""
    text = page.article.text
    if page.signs.article_body is None or not text.startswith(page.signs.article_body):
        return False
    return abs(len(text.split()) - (page.signs.word_count or 0)) > 0.05 * len(text.split())


def _is_no_document(page: Page) -> bool:
    """Whether an address says that this is a front page, or a page that changes."""
    if target_of(page.answered) is Target.SITE:
        return True
    canonical = page.signs.canonical
    if canonical is None or url_key(canonical) == url_key(page.answered):
        return False
    named, own = split_url(canonical), split_url(page.answered)
    if named is None or own is None:
        return False
    return own.path.startswith(named.path.rstrip("/") + "/")


def _is_sent_on(page: Page) -> bool:
    refresh = page.signs.refresh
    return refresh is not None and url_key(refresh) != url_key(page.answered)


def _is_one_of_several(page: Page) -> bool:
    if any(is_page_of_several(line.words) for line in page.shown if len(line.words) < 60):
        return True
    return any(_is_page_of(url, page.answered) for url in page.signs.following)


def _is_page_of(url: str, of: str) -> bool:
    """Whether ``url`` is ``of`` with the number of another page."""
    other, own = split_url(url), split_url(of)
    if other is None or own is None or other.host != own.host:
        return False
    base, path = own.path.rstrip("/"), other.path.rstrip("/")
    if path == base and other.query != own.query:
        return any(name in phrases().page_parameters for name, _ in other.parameters())
    stem = re.sub(r"\.\w{1,5}\Z", "", base)
    rest = path.removeprefix(stem)
    return bool(stem) and rest != path and _PAGE_PATH.fullmatch(rest) is not None


def _has_unread(page: Page) -> bool:
    """Whether words of the page outside its frame are missing from the text that was read.

    The frame itself may hold some prose (an address, a notice), but not much: sites put stories in
    elements with a menu's name.
    """
    text = " ".join(page.article.text.split())
    searches = cells = framed = 0
    for line in page.signs.lines:
        if not (line.celled or _is_told(line)):
            continue
        searches += 1
        if searches > _SEARCHES:
            return True
        if line.linked or line.commented or line.pressed or line.words in text:
            continue
        if _is_frame(line):
            framed += len(line.words)
            continue
        cells += line.celled
        if _is_told(line) or cells >= _UNREAD_CELLS:
            return True
    return framed > max(_FRAMED, _FRAMED_SHARE * page.story)


def _is_told(line: Line) -> bool:
    """Whether the line is long enough, or a sentence, so that it could be the document's."""
    words = len(line.words.split(None, _UNREAD_WORDS))
    return words >= _UNREAD_WORDS or (words >= _UNREAD_SENTENCE and ends_sentence(line.words))


def _is_frame(line: Line) -> bool:
    opens = phrases().sorts_opened(line.words) & {"consent", "robot"}
    return line.site or bool(opens) or is_furniture(line.words, Place.FOOT)


def _is_listing(article: Article) -> bool:
    """Whether most of the text is items of a list or links: a shelf, not a document."""
    listed = sum(
        len(b.span)
        for b in article.blocks
        if b.kind in {BlockKind.LINK_LIST, BlockKind.BOILERPLATE}
    )
    return listed * 2 > len(article.text)
