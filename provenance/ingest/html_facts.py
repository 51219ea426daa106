"""What a page says about itself: JSON-LD, Open Graph, meta, ``<time>``, title."""

import json
import re
from collections.abc import Iterator
from typing import Any

from provenance.ingest.html_tree import Element, tag_of
from provenance.ingest.published import parse_stamp
from provenance.ingest.units import Facts
from provenance.terms import Completeness

_ARTICLE_TYPES = frozenset(
    [
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "TechArticle",
        "ScholarlyArticle",
        "SocialMediaPosting",
    ]
)
_LARGEST_JSON = 2_000_000
_LONGEST_TITLE = 2_000
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "article.published",
    "cxenseparse:recs:publishtime",
)
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
)
_TITLES = ("og:title", "twitter:title", "parsely-title", "dc.title")
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher")
_TITLE_PARTS = re.compile(r"\s+(?:\||::|»|›|·|•|—|–|-)\s+")


def read_facts(root: Element, *, url: str | None) -> Facts:
    """The page's own metadata: structured data first, then meta elements, then the title.

    Args:
        root: the page.
        url: where it was had, for what the page leaves out.
    """
    meta = meta_of(root)
    data = _article_data(root)
    page_title, page_site = _title_and_site(root, meta)
    title = _text(data.get("headline")) or _first(meta, _TITLES) or page_title
    published = next(
        (v for v in (parse_stamp(s) for s in _date_values(data, meta, root)) if v), None
    )
    canonical = _canonical(root, meta)
    return Facts(
        title=_without_site(title, page_site) if title else None,
        outlet=_name(data.get("publisher")) or _first(meta, _SITES) or page_site,
        authors=_authors(data, meta),
        published=published,
        language=root.get("lang")
        or _text(data.get("inLanguage"))
        or _first(meta, ("og:locale", "language")),
        url=canonical or url,
        complete=_completeness(data),
    )


def meta_of(root: Element) -> dict[str, list[str]]:
    """The contents of the page's ``<meta>`` elements by their names in small letters."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        for key in (element.get("property"), element.get("name"), element.get("itemprop")):
            if key and content:
                for name in key.lower().split():
                    found.setdefault(name, []).append(content[:2000])
    return found


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


def _article_data(root: Element) -> dict[str, Any]:
    """The first JSON-LD object that is an article; empty when there is none."""
    return next(article_objects(root), {})


def article_objects(root: Element) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that are articles, in their order."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        if len(script.text) > _LARGEST_JSON:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data, 0):
            if _types(item) & _ARTICLE_TYPES:
                yield item


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data[:200]:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _objects(data.get(key), depth + 1)


def _types(item: dict[str, Any]) -> set[str]:
    kind = item.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    return {str(n).rsplit("/", 1)[-1] for n in names if n}


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    name = _text(value)
    return None if name is None or name.startswith("http") else name


def _date_values(data: dict[str, Any], meta: dict[str, list[str]], root: Element) -> Iterator[str]:
    for key in ("datePublished", "dateCreated"):
        value = _text(data.get(key))
        if value:
            yield value
    for name in _DATES:
        yield from meta.get(name, ())[:1]
    times = [e for e in root.iter("time") if e.get("datetime")]
    marked = [
        e for e in times if e.get("itemprop") == "datePublished" or e.get("pubdate") is not None
    ]
    for element in (*marked, *times[:1]):
        yield element.get("datetime", "")


def _authors(data: dict[str, Any], meta: dict[str, list[str]]) -> tuple[str, ...]:
    value = data.get("author")
    listed = value if isinstance(value, list) else [value]
    names = [n for n in (_name(v) for v in listed) if n]
    if not names:
        names = [n for key in _AUTHORS for n in meta.get(key, ()) if not n.startswith("http")][:4]
    cleaned = (re.sub(r"^(?:by|von|par|por)\s+", "", n, flags=re.I) for n in names)
    return tuple(dict.fromkeys(n for n in cleaned if 1 < len(n) < 100))


def _completeness(data: dict[str, Any]) -> Completeness:
    free = data.get("isAccessibleForFree")
    said_no = free is False or (isinstance(free, str) and free.strip().lower() == "false")
    return Completeness.FALSE if said_no else Completeness.UNKNOWN


def _canonical(root: Element, meta: dict[str, list[str]]) -> str | None:
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            href = (element.get("href") or "").strip()
            if href.startswith("http"):
                return href
    url = _first(meta, ("og:url",))
    return url if url and url.startswith("http") else None


def _title_and_site(root: Element, meta: dict[str, list[str]]) -> tuple[str | None, str | None]:
    """The page title without the site's name, and that name where the title shows it."""
    element = next((e for e in root.iter("title") if tag_of(e) == "title"), None)
    title = " ".join((element.text or "")[:_LONGEST_TITLE].split()) if element is not None else ""
    if not title:
        return None, None
    heading = " ".join("".join(_heading_words(root)).split()).casefold()
    parts = list(_TITLE_PARTS.finditer(title))
    for part in reversed(parts):
        front, back = title[: part.start()], title[part.end() :]
        site = _first(meta, ("og:site_name",))
        if (heading and front.casefold() == heading) or (
            site and back.casefold() == site.casefold()
        ):
            return front, back
        if heading and back.casefold() == heading:
            return back, front
    if parts:
        front, back = title[: parts[-1].start()], title[parts[-1].end() :]
        if (
            len(back.split()) <= 4
            and len(front.split()) >= 2 * len(back.split())
            and parts[-1][0].strip() in "|::"
        ):
            return front, back
    return title, None


def _heading_words(root: Element) -> Iterator[str]:
    heading = next(root.iter("h1"), None)
    if heading is not None:
        yield from (str(t) for t in heading.itertext())


def _without_site(title: str, site: str | None) -> str:
    if site and title.casefold().endswith(site.casefold()):
        return re.sub(r"\s+(?:\||::|»|·|—|–|-)\s*$", "", title[: -len(site)]).strip() or title
    return title


def base_of(root: Element, *, url: str | None) -> str | None:
    """What relative links are resolved against: ``<base>``, the caller's address, the canonical."""
    element = next(root.iter("base"), None)
    href = element.get("href", "") if element is not None else ""
    if href.startswith("http"):
        return href
    return url or _canonical(root, meta_of(root))
