"""What a page says and shows besides its story: by this its completeness is judged.

Addresses come back as the page has them resolved, not vetted; nothing here opens any of them.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import attrs
from lxml import etree

from provenance.ingest.html_facts import article_objects, base_of, meta_of
from provenance.ingest.html_tree import Element, names_of, parse_html, tag_of
from provenance.ingest.page_lines import Line, is_hidden, lines_of

_MOST = 200
"""Links, alternates and posts kept of a page."""
_HEADINGS = 12
_LONGEST_BODY = 4_000_000
_FEWEST_WORDS = 4
"""Words of a post; fewer are a name and a date around a link."""
_POST_CLASSES = frozenset(
    [
        "twitter-tweet",
        "twitter-video",
        "fb-post",
        "instagram-media",
        "tiktok-embed",
        "bluesky-embed",
    ]
)
_PLAYERS = frozenset(["iframe", "video", "audio", "object", "embed"])
_PAGE_WORDS = re.compile(r"\W*(\d{1,3})\W*\Z")
_BLOCK_MARKUP = re.compile(r"<(?:/p|br ?/?|/div|/li|p|div)>|<p\s", re.I)
_TAGS = re.compile(r"<[^<>]{0,400}>")


@attrs.frozen(kw_only=True)
class EmbeddedPost:
    """A post of another platform whose text the page carries."""

    text: str
    url: str | None
    """The post's own address, where the page gives it."""


@attrs.frozen(kw_only=True)
class PageSigns:
    """What a page says of itself in its head, its structured data and its frame."""

    title: str | None = None
    """The words of ``<title>``, the site's name included."""
    headings: tuple[str, ...] = ()
    """The words of each ``<h1>``; where there is none, of the first ``<h2>``."""
    lines: tuple[Line, ...] = ()
    canonical: str | None = None
    """``link rel=canonical``, else ``og:url``."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Language and address of each ``link rel=alternate hreflang``."""
    following: tuple[str, ...] = ()
    """Addresses of ``rel=next`` and of links that are bare page numbers."""
    has_password: bool = False
    has_player: bool = False
    """Whether something with words of its own (a frame, a video, a sound) is shown on the page."""
    posts: tuple[EmbeddedPost, ...] = ()
    empty_posts: int = 0
    """Embedded posts whose text only a script would bring."""
    is_free: bool | None = None
    """schema.org ``isAccessibleForFree`` of the article or a part of it; ``False`` wins."""
    content_tier: str | None = None
    """``article:content_tier``: free, metered or locked."""
    word_count: int | None = None
    """schema.org ``wordCount``."""
    is_article: bool = False
    """Whether structured data or Open Graph call the page an article."""
    article_body: str | None = None
    """schema.org ``articleBody`` as plain text with its paragraphs."""
    description: str | None = None
    """``og:description``."""
    refresh: str | None = None
    """Where ``<meta http-equiv=refresh>`` sends the reader."""
    is_closed: bool = False
    """Whether the source ends with its closing tag."""


def read_signs(source: str, *, name: str, url: str | None = None) -> PageSigns:
    """The signs of a page.

    Args:
        source: the decoded page.
        name: how to call it in a message.
        url: where it was had; relative addresses are resolved against it.

    Raises:
        InputError: no HTML in it, or nested too deep.
    """
    root = parse_html(source, name=name)
    base = base_of(root, url=url) or ""
    meta = meta_of(root)
    objects = tuple(article_objects(root))
    posts, empty = _posts(root, base)
    return PageSigns(
        title=_title(root),
        headings=_headings(root),
        lines=lines_of(root),
        canonical=_canonical(root, meta, base),
        alternates=tuple(_alternates(root, base))[:_MOST],
        following=tuple(_following(root, base))[:_MOST],
        has_password=any((e.get("type") or "").lower() == "password" for e in root.iter("input")),
        has_player=any(map(_is_player, root.iter(*_PLAYERS))),
        posts=posts,
        empty_posts=empty,
        is_free=_is_free(objects),
        content_tier=next(iter(meta.get("article:content_tier", ())), None),
        word_count=_word_count(objects),
        is_article=bool(objects) or "article" in " ".join(meta.get("og:type", ())).lower(),
        article_body=longest_body(objects),
        description=next(iter(meta.get("og:description", ())), None),
        refresh=_refresh(root, base),
        is_closed=bool(re.search(r"</(?:html|body)\s*>", source[-4000:], re.I)),
    )


def longest_body(objects: tuple[dict[str, Any], ...]) -> str | None:
    """The longest ``articleBody`` of ``objects``, plain, its paragraphs parted by blank lines."""
    bodies = [o["articleBody"] for o in objects if isinstance(o.get("articleBody"), str)]
    body = max(bodies, key=len, default="")[:_LONGEST_BODY]
    if _BLOCK_MARKUP.search(body):
        body = _TAGS.sub("", _BLOCK_MARKUP.sub("\n\n", body))
    body = html.unescape(body).encode("utf-8", "replace").decode("utf-8")
    paragraphs = (" ".join(piece.split()) for piece in re.split(r"\r?\n|\r", body))
    return "\n\n".join(piece for piece in paragraphs if piece) or None


def article_bodies_in(source: str) -> tuple[dict[str, Any], ...]:
    """The objects with an ``articleBody`` in a JSON text; none where it is no JSON."""
    try:
        data = json.loads(source)
    except (ValueError, RecursionError):
        return ()
    return tuple(o for o in _json_objects(data, 0) if isinstance(o.get("articleBody"), str))


def _json_objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    if isinstance(data, list):
        for item in data[:_MOST]:
            yield from _json_objects(item, depth + 1)


def _title(root: Element) -> str | None:
    element = next(root.iter("title"), None)
    return (" ".join((element.text or "").split()) or None) if element is not None else None


def _headings(root: Element) -> tuple[str, ...]:
    for tag in ("h1", "h2"):
        found = (_words(e) for _, e in zip(range(_HEADINGS), root.iter(tag), strict=False))
        headings = [words for words in found if words]
        if headings:
            return tuple(headings if tag == "h1" else headings[:1])
    return ()


def _words(element: Element) -> str:
    return " ".join("".join(str(t) for t in element.itertext()).split())[:2000]


def _canonical(root: Element, meta: dict[str, list[str]], base: str) -> str | None:
    for element in root.iter("link"):
        href = (element.get("href") or "").strip()
        if href and "canonical" in (element.get("rel") or "").lower().split():
            return _resolved(base, href)
    said = meta.get("og:url")
    return _resolved(base, said[0]) if said else None


def _alternates(root: Element, base: str) -> Iterator[tuple[str, str]]:
    for element in root.iter("link"):
        href = (element.get("href") or "").strip()
        language = (element.get("hreflang") or "").strip().lower()
        if href and language and "alternate" in (element.get("rel") or "").lower().split():
            url = _resolved(base, href)
            if url:
                yield language, url


def _following(root: Element, base: str) -> Iterator[str]:
    for element in root.iter("link", "a"):
        href = (element.get("href") or "").strip()
        if not href or "comment" in href.lower():
            continue
        named = "next" in (element.get("rel") or "").lower().split()
        if named or (tag_of(element) == "a" and _is_page_number(element)):
            url = _resolved(base, href)
            if url:
                yield url


def _is_page_number(element: Element) -> bool:
    """Whether the link's words are a bare number from 2 on; long links are not even joined."""
    words = "".join(str(t) for t, _ in zip(element.itertext(), range(4), strict=False))
    found = _PAGE_WORDS.match(words[:40])
    return found is not None and int(found[1]) > 1


def _resolved(base: str, href: str) -> str | None:
    try:
        url = urljoin(base, href[:4000])
    except ValueError:
        return None
    return url if url.lower().startswith(("http://", "https://")) else None


def _is_player(element: Element) -> bool:
    """Whether it is shown and not one of the empty frames that count visitors."""
    around = (element, *element.iterancestors())
    if any(map(is_hidden, around)):
        return False
    small = {(element.get(side) or "").strip().removesuffix("px") for side in ("width", "height")}
    return not small & {"0", "1"}


def _posts(root: Element, base: str) -> tuple[tuple[EmbeddedPost, ...], int]:
    """The posts with words, and how many have none; a post inside a post is part of it."""
    posts: list[EmbeddedPost] = []
    empty = 0
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if not _POST_CLASSES & set(names_of(element)[:500].split()):
            continue
        walk.skip_subtree()
        text = " ".join(line.words for line in lines_of(element))
        if len(text.split()) < _FEWEST_WORDS:
            empty += 1
            continue
        links = [_resolved(base, a.get("href") or "") for a in element.iter("a")]
        url = element.get("cite") or element.get("data-href") or (links[-1] if links else None)
        posts.append(EmbeddedPost(text=text, url=_resolved(base, url) if url else None))
        if len(posts) == _MOST:
            break
    return tuple(posts), empty


def _is_free(objects: tuple[dict[str, Any], ...]) -> bool | None:
    said: list[bool] = []
    for item in objects:
        parts = item.get("hasPart")
        listed = parts if isinstance(parts, list) else [parts]
        for value in (item, *(p for p in listed[:_MOST] if isinstance(p, dict))):
            free = value.get("isAccessibleForFree")
            if free is not None:
                said.append(str(free).strip().lower().rsplit("/", 1)[-1] not in {"false", "0"})
    return all(said) if said else None


def _word_count(objects: tuple[dict[str, Any], ...]) -> int | None:
    for item in objects:
        count = item.get("wordCount")
        if isinstance(count, int) and not isinstance(count, bool):
            return count
        if isinstance(count, str) and count.isascii() and count.isdigit() and len(count) < 9:
            return int(count)
    return None


def _refresh(root: Element, base: str) -> str | None:
    for element in root.iter("meta"):
        if (element.get("http-equiv") or "").lower() != "refresh":
            continue
        found = re.search(r"url\s*=\s*['\"]?\s*([^'\"\s>]+)", (element.get("content") or "")[:2000])
        if found:
            return _resolved(base, found[1])
    return None
