"""What a site lists of itself: feeds (RSS 2.0, RSS 1.0, Atom: RFC 4287) and sitemaps (0.9).

Read as a stream and up to bounds; no entity of a document type is followed, nothing is fetched.
"""

import email.utils
import html
import io
import re
import zlib
from collections.abc import Iterator
from urllib.parse import urljoin

import attrs
from lxml import etree

from provenance.errors import InputError
from provenance.ingest.encoding import decode_bytes
from provenance.ingest.html_facts import base_of
from provenance.ingest.html_tree import Element, parse_html
from provenance.ingest.published import parse_stamp
from provenance.urls import is_web_url

MAX_LISTING = 20_000_000
"""Bytes of a listing, unpacked; a longer one is read up to there. A sitemap may have 50 MB."""
_MOST_ENTRIES = 50_000
"""As many as a sitemap may have (sitemaps.org)."""
_LONGEST_TITLE = 400
_ITEMS = frozenset({"item", "entry", "url", "sitemap"})
_TAGS = re.compile(r"<[^<>]{0,400}>")
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_MOST_FEEDS = 20
_PIECE = 1 << 14
_TEXT_LINE = re.compile(r"https?://\S+\Z")
_SITEMAP_LINE = re.compile(r"(?im)^[ \t]*sitemap[ \t]*:[ \t]*(https?://\S+)")


@attrs.frozen(kw_only=True)
class Entry:
    """One page, or one more list of pages, that a site lists."""

    url: str
    title: str | None = None
    published: str | None = None
    """RFC 3339, as the list has it."""
    modified: str | None = None
    """RFC 3339; never earlier than the page was published."""


@attrs.frozen(kw_only=True)
class Listing:
    """What a feed or a sitemap lists, in its order."""

    entries: tuple[Entry, ...] = ()
    listings: tuple[Entry, ...] = ()
    """The sitemaps of a sitemap index."""


def parse_listing(data: bytes, *, url: str) -> Listing:
    """What a feed, a sitemap or a sitemap index lists; nothing where it is none of these.

    Args:
        data: the file, also packed with gzip, or as lines of addresses.
        url: where it was had; relative addresses are resolved against it.
    """
    data = _unpacked(data)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Listing(entries=tuple(_lines(data)))
    entries: list[Entry] = []
    listings: list[Entry] = []
    for element in _items(data):
        found = _entry(element, url)
        if found is not None:
            (listings if _name(element) == "sitemap" else entries).append(found)
        if len(entries) + len(listings) >= _MOST_ENTRIES:
            break
        _forget(element)
    return Listing(entries=tuple(entries), listings=tuple(listings))


def feeds_of_page(data: bytes, *, url: str) -> tuple[str, ...]:
    """The feeds that a page links to (``link rel=alternate``); none where it is no page.

    Args:
        data: the page.
        url: where it was had.
    """
    try:
        root = parse_html(decode_bytes(data, name=url, markup=True).text, name=url)
    except InputError:
        return ()
    base = base_of(root, url=url) or url
    found: dict[str, None] = {}
    for element in root.iter("link"):
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        is_feed = kind in _FEED_TYPES and "alternate" in (element.get("rel") or "").lower().split()
        address = _resolved(base, element.get("href") or "") if is_feed else None
        if address is not None:
            found.setdefault(address)
    return tuple(found)[:_MOST_FEEDS]


def sitemaps_of_rules(data: bytes) -> tuple[str, ...]:
    """The sitemaps that a ``robots.txt`` names, in its order."""
    found = _SITEMAP_LINE.findall(data[:500_000].decode("utf-8", "replace"))
    return tuple(url for url in dict.fromkeys(found) if is_web_url(url))[:_MOST_FEEDS]


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data[:MAX_LISTING]
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    unpacked = bytearray()
    try:
        for at in range(0, len(data), _PIECE):
            room = MAX_LISTING - len(unpacked)
            if room <= 0:
                break
            unpacked += inflate.decompress(data[at : at + _PIECE], room)
    except zlib.error:
        pass  # what came out before it broke is read
    return bytes(unpacked)


def _lines(data: bytes) -> Iterator[Entry]:
    """A sitemap that is a list of addresses, one a line."""
    for line in data.decode("utf-8-sig", "replace").splitlines()[:_MOST_ENTRIES]:
        if _TEXT_LINE.match(line.strip()) and is_web_url(line.strip()):
            yield Entry(url=line.strip())


def _items(data: bytes) -> Iterator[Element]:
    """The elements that are entries, each as soon as it is read."""
    events = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            if _name(element) in _ITEMS:
                yield element
    except etree.XMLSyntaxError:
        return  # what stood before it was read


def _forget(element: Element) -> None:
    """Free an entry, and those before it, so that a long list needs little memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _entry(element: Element, base: str) -> Entry | None:
    fields: dict[str, list[Element]] = {}
    for field in element.iterdescendants(etree.Element):
        fields.setdefault(_name(field), []).append(field)
    url = _resolved(base, _address(fields))
    if url is None:
        return None
    return Entry(
        url=url,
        title=_title(fields),
        published=_time(fields, "pubDate", "published", "date", "publication_date"),
        modified=_time(fields, "updated", "lastmod", "modified"),
    )


def _address(fields: dict[str, list[Element]]) -> str:
    """Sitemap: ``loc``; RSS: ``link`` or a permanent ``guid``; Atom: the alternate ``link``."""
    for field in (*fields.get("loc", ()), *fields.get("link", ())):
        if (field.text or "").strip():
            return field.text or ""
        if (field.get("rel") or "alternate") == "alternate" and field.get("href"):
            return field.get("href") or ""
    for field in fields.get("guid", ()):
        if (field.get("isPermaLink") or "true").lower() == "true":
            return field.text or ""
    return ""


def _title(fields: dict[str, list[Element]]) -> str | None:
    for field in fields.get("title", ()):
        text = "".join(str(piece) for piece in field.itertext())[: 4 * _LONGEST_TITLE]
        plain = " ".join(html.unescape(_TAGS.sub(" ", html.unescape(text))).split())
        return plain[:_LONGEST_TITLE] or None
    return None


def _time(fields: dict[str, list[Element]], *names: str) -> str | None:
    for name in names:
        for field in fields.get(name, ()):
            found = _stamp((field.text or "").strip()[:60])
            if found is not None:
                return found
    return None


def _stamp(value: str) -> str | None:
    """A date of RFC 3339 (W3C) or RFC 822 as RFC 3339."""
    if value[:4].isdigit():
        return parse_stamp(value)
    try:
        return email.utils.parsedate_to_datetime(value).isoformat()
    except ValueError:
        return parse_stamp(value)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _resolved(base: str, href: str) -> str | None:
    try:
        url = urljoin(base, href.strip())
    except ValueError:
        return None
    return url if href.strip() and is_web_url(url) else None
