"""Writers of generated articles: text, pages with a site around them, WARC, Parquet, JSON lines."""

import gzip
import html
import json
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from scenes import Source

if TYPE_CHECKING:
    from generated import Line, Story

PER_FOLDER = 1000
ROWS_A_GROUP = 2000
_NAVIGATION = ("Home", "Region", "Politics", "Business", "Sport", "Culture", "Weather", "Jobs")
_SCRIPT = "window.dataLayer=window.dataLayer||[];function track(n){dataLayer.push({event:n});}"


class Writer(Protocol):
    """Takes one article after the other."""

    def put(self, story: "Story") -> None:
        """Write one."""

    def close(self) -> None:
        """Finish what is written."""


def plain_text(story: "Story", *, header: bool = True) -> str:
    """The article as text: with ``header`` its headline, outlet and day; at its foot addresses."""
    parts = []
    if header:
        day = f"{story.day.day} {story.day:%B} {story.day.year}"
        parts += [story.title, f"{story.outlet.name}, {day}"]
    parts += [" ".join(line.text for line in paragraph) for paragraph in story.paragraphs]
    if story.credit:
        parts.append(story.credit)
    if story.listed:
        parts.append("\n".join(["Sources:", *story.listed]))
    return "\n\n".join(parts) + "\n"


def page(story: "Story") -> str:
    """The article as a page of a news site, with all that stands around an article."""
    choose = random.Random(story.outlet.name)  # noqa: S311 - the same furniture for each outlet
    site = html.escape(story.outlet.name)
    body = "\n".join(f"<p>{_marked(story, paragraph)}</p>" for paragraph in story.paragraphs)
    credit = f'\n<p class="credit">{html.escape(story.credit)}</p>' if story.credit else ""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>{html.escape(story.title)} | {site}</title>
<link rel="canonical" href="{story.address}">
<meta property="og:title" content="{html.escape(story.title)}">
<meta property="og:site_name" content="{site}">
<meta property="og:type" content="article">
<meta property="article:published_time" content="{story.day.isoformat()}T06:00:00Z">
<style>{_styles(choose)}</style><script>{_SCRIPT * 6}</script></head>
<body class="layout-{choose.randrange(9)}">
{_top(choose, site)}
<main><article><header><h1>{html.escape(story.title)}</h1>
<p class="meta"><time datetime="{story.day.isoformat()}">{story.day:%d.%m.%Y}</time></p></header>
<div class="article-body">
{body}{credit}
</div></article>{_listed(story)}</main>
{_side(choose)}
{_foot(choose, site)}
</body></html>
"""


def _marked(story: "Story", paragraph: "tuple[Line, ...]") -> str:
    return " ".join(
        _linked(line) if story.style == "link" else html.escape(line.text, quote=False)
        for line in paragraph
    )


def _linked(line: "Line") -> str:
    text = html.escape(line.text, quote=False)
    if line.anchor is None or line.cites is None:
        return text
    link = f'<a href="{html.escape(line.cites)}">{line.anchor}</a>'
    return text.replace(html.escape(line.anchor, quote=False), link, 1)


def _listed(story: "Story") -> str:
    if story.style != "listed" or not story.listed:
        return ""
    rows = "".join(f'<li><a href="{url}">{url}</a></li>' for url in story.listed)
    return f'<div class="sources"><h4>Sources:</h4><ul>{rows}</ul></div>'


def _styles(choose: random.Random) -> str:
    rules = (
        f".b{n}{{margin:{choose.randrange(40)}px;color:#{choose.randrange(4096):03x}}}"
        for n in range(90)
    )
    return "".join(rules)


def _top(choose: random.Random, site: str) -> str:
    links = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in _NAVIGATION)
    return (
        f'<header class="site"><a class="logo" href="/">{site}</a><nav><ul>{links}</ul></nav>'
        '<form action="/search"><input name="q" placeholder="Search"></form></header>'
        '<div class="cookie-banner"><p>We and our partners use cookies. You can change your choice '
        "at any time.</p><button>Accept</button><button>Settings</button></div>"
        f'<div class="ad ad-{choose.randrange(99)}"><span>Advertisement</span></div>'
    )


def _side(choose: random.Random) -> str:
    teasers = "".join(
        f'<li class="b{n}"><a href="/t/{choose.randrange(10**6)}"><img alt="" src="/i/{n}.jpg">'
        f"<h4>{_teaser(choose)}</h4></a></li>"
        for n in range(12)
    )
    return (
        f'<aside class="related"><h3>Most read</h3><ul>{teasers}</ul></aside>'
        '<section class="newsletter"><h3>Newsletter</h3><p>All that matters, each morning in your '
        'inbox.</p><form><input type="email"><button>Subscribe</button></form></section>'
        '<div class="share"><a href="#">Share</a><a href="#">Print</a><a href="#">Mail</a></div>'
    )


def _teaser(choose: random.Random) -> str:
    return choose.choice(
        (
            "Ten walks for the weekend",
            "How much butter belongs in a cake?",
            "Quiz: do you know your county?",
            "Letters to the editor",
            "The picture of the week",
            "Crossword: the solution",
        )
    )


def _foot(choose: random.Random, site: str) -> str:
    links = "".join(
        f'<a href="/{name.lower()}">{name}</a>'
        for name in ("Imprint", "Privacy", "Contact", "Shop")
    )
    return (
        f"<footer><p>© {site}. All rights reserved.</p>{links}"
        f"<script>{_SCRIPT * choose.randint(4, 8)}</script></footer>"
    )


# --- formats -------------------------------------------------------------------------------------


class _Files:
    """One file an article, a thousand a folder."""

    def __init__(self, folder: Path, name: str, render: "Callable[[Story], str]") -> None:
        self._folder, self._ending, self._render, self._number = folder / name, name, render, 0

    def put(self, story: "Story") -> None:
        folder = self._folder / f"{self._number // PER_FOLDER:04d}"
        if self._number % PER_FOLDER == 0:
            folder.mkdir(parents=True, exist_ok=True)
        ending = "txt" if self._ending == "text" else "html"
        (folder / f"{story.key}.{ending}").write_text(self._render(story), encoding="utf-8")
        self._number += 1

    def close(self) -> None:
        pass


class _Warc:
    """Responses as a crawler keeps them, one gzip member a record."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "articles.warc.gz").open("wb")
        self._record("warcinfo", None, "2025-01-01", b"software: generate.py\r\n", "warc-fields")

    def put(self, story: "Story") -> None:
        body = page(story).encode()
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        day = story.day.isoformat()
        self._record("response", story.address, day, head.encode() + body, "http; msgtype=response")

    def close(self) -> None:
        self._file.close()

    def _record(self, kind: str, url: str | None, day: str, block: bytes, media: str) -> None:
        number = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {url}")
        target = f"WARC-Target-URI: {url}\r\n" if url else ""
        head = (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Date: {day}T08:00:00Z\r\n{target}Content-Type: application/{media}\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        data = gzip.compress(head.encode() + block + b"\r\n\r\n", compresslevel=6, mtime=0)
        self._file.write(data)


def row_of(story: "Story") -> dict[str, str]:
    """The article as a row of an archive's table."""
    return {
        "url": story.address,
        "title": story.title,
        "outlet": story.outlet.name,
        "published": story.day.isoformat(),
        "language": "en",
        "text": plain_text(story, header=False),
    }


class _JsonLines:
    def __init__(self, folder: Path) -> None:
        self._file = (folder / "articles.jsonl").open("w", encoding="utf-8")

    def put(self, story: "Story") -> None:
        self._file.write(json.dumps(row_of(story), ensure_ascii=False) + "\n")

    def close(self) -> None:
        self._file.close()


class _Parquet:
    """Row groups of two thousand articles."""

    def __init__(self, folder: Path) -> None:
        import pyarrow as pa  # noqa: PLC0415 - only who writes Parquet needs it
        import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

        self._table = pa.Table.from_pylist
        names = ("url", "title", "outlet", "published", "language", "text")
        self._schema = pa.schema([(name, pa.string()) for name in names])
        self._file = pq.ParquetWriter(folder / "articles.parquet", self._schema)
        self._rows: list[dict[str, str]] = []

    def put(self, story: "Story") -> None:
        self._rows.append(row_of(story))
        if len(self._rows) >= ROWS_A_GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        if self._rows:
            self._file.write_table(self._table(self._rows, schema=self._schema))
            self._rows = []


WRITERS: dict[str, Callable[[Path], Writer]] = {
    "text": lambda folder: _Files(folder, "text", plain_text),
    "html": lambda folder: _Files(folder, "html", page),
    "warc": _Warc,
    "parquet": _Parquet,
    "jsonl": _JsonLines,
}


@contextmanager
def write_sources(folder: Path) -> Iterator[Callable[[Source], None]]:
    """What writes a document into ``folder`` and its line into the ``sources.toml`` there."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sources.toml").open("w", encoding="utf-8") as table:
        number = 0

        def put(source: Source) -> None:
            nonlocal number
            name = f"{number // PER_FOLDER:04d}/{number:07d}.txt"
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(document_text(source), encoding="utf-8")
            day = source.day.isoformat()
            table.write(
                f'[[source]]\nfile = "{name}"\nurl = "{source.url}"\n'
                f'publisher = "{source.publisher}"\npublished = "{day}"\n'
                f'captured_at = "{day}T09:00:00Z"\ncomplete = true\n\n'
            )
            number += 1

        yield put


def document_text(source: Source) -> str:
    """A document as a file: title, issuer with its day, paragraphs of three sentences."""
    day = f"{source.day.day} {source.day:%B} {source.day.year}"
    groups = [source.sentences[at : at + 3] for at in range(0, len(source.sentences), 3)]
    paragraphs = [" ".join(group) for group in groups]
    return "\n\n".join([source.title, f"{source.publisher}, {day}", *paragraphs]) + "\n"
