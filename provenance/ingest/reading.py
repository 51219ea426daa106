"""Bytes, files and strings to articles."""

import hashlib
import os
import sys
from pathlib import Path

import attrs

from provenance.errors import InputError
from provenance.ingest.blocks import judge_blocks
from provenance.ingest.directives import directives_in_file, directives_in_page
from provenance.ingest.encoding import MAX_BYTES, decode_bytes, too_large
from provenance.ingest.json_article import read_json_article
from provenance.ingest.lines import read_plain_text
from provenance.ingest.markdown import read_markdown
from provenance.ingest.metadata import describe
from provenance.ingest.source_map import map_of_file
from provenance.ingest.units import Draft
from provenance.model import Article, SourceMap
from provenance.terms import Reason

_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".json": "application/json",
}


@attrs.frozen(kw_only=True)
class Given:
    """What the caller knows of an article; it outranks what the file says."""

    url: str | None = None
    outlet: str | None = None
    published: str | None = None


def read(
    path: str | os.PathLike[str],
    *,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
) -> Article:
    """The article in one file; ``-`` reads standard input.

    Args:
        path: a ``.txt``, ``.md``, ``.html`` file, or ``.json`` with an ``articleBody``.
        url: where it was published, if known.
        outlet: who published it, if known.
        published: RFC 3339 date, if known.

    Raises:
        InputError: the file cannot be read as an article; ``reason`` says why.
    """
    if os.fspath(path) == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return read_bytes(data, name="-", url=url, outlet=outlet, published=published)
    file = Path(path)
    return read_bytes(load_file(file), name=file.name, url=url, outlet=outlet, published=published)


def load_file(file: Path) -> bytes:
    """The bytes of ``file``, not more than one article may have.

    Raises:
        InputError: missing, a folder, unreadable or too long.
    """
    try:
        size = file.stat().st_size
        if file.is_dir():
            raise InputError(
                f"cannot read '{file}': it is a folder; give its files, or use discover_inputs",
                reason=Reason.NOT_AN_ARTICLE,
            )
        if size > MAX_BYTES:
            raise too_large(str(file), size)
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(
            f"cannot read '{file}': there is no such file; check the path", reason=Reason.NOT_FOUND
        ) from error
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot read '{file}': {cause}; check its permissions") from error


def read_bytes(
    data: bytes,
    *,
    name: str,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
) -> Article:
    """The article in ``data``.

    Args:
        data: the file or the body of a response.
        name: path shown to people; its suffix tells the format where ``media_type`` does not.
        media_type: as in a Content-Type header, with or without parameters.
        charset: as the transport declares it.
        url: where it was published; relative links are resolved against it.
        outlet: who published it.
        published: RFC 3339 date.

    Raises:
        InputError: it is empty, binary, too long, too deep, or of a type that is not read.
    """
    kind = _media_type(data, name, media_type)
    decoded = decode_bytes(data, name=name, charset=charset, markup=kind == "text/html")
    draft = _read_format(decoded.text, kind, name, url)
    digest = hashlib.sha256(data).hexdigest()
    given = Given(url=url, outlet=outlet, published=published)
    article = _article(draft, digest=digest, path=name, kind=kind, given=given)
    return _with_directives(article, decoded.text)


def _with_directives(article: Article, source: str) -> Article:
    kind = article.metadata.media_type
    if kind == "text/markdown":
        found = directives_in_file(article.text, article.prose, article.blocks)
    elif kind == "text/html":
        found = directives_in_page(source, article.source_map.anchors, len(article.text))
    else:
        return article
    return attrs.evolve(article, directives=found)


def read_text(
    text: str, *, outlet: str | None = None, published: str | None = None, url: str | None = None
) -> Article:
    """An article from a plain text in memory; its digest is that of its UTF-8 bytes.

    Raises:
        InputError: there are no words in it.
    """
    if not text.strip():
        raise InputError(
            "cannot read the text: it is empty; pass the article's words", reason=Reason.EMPTY
        )
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    given = Given(url=url, outlet=outlet, published=published)
    return _article(read_plain_text(text), digest=digest, path=None, kind="text/plain", given=given)


def _media_type(data: bytes, name: str, declared: str | None) -> str:
    said = (declared or "").partition(";")[0].strip().lower()
    if said in {"text/html", "application/xhtml+xml"}:
        return "text/html"
    if said in {"text/plain", "text/markdown", "application/json"}:
        return said
    if said and said not in {
        "application/octet-stream",
        "text/x-markdown",
        "application/xml",
        "text/xml",
    }:
        raise _unsupported(name, said)
    suffix = Path(name).suffix.lower()
    if suffix in _TYPES:
        return _TYPES[suffix]
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "text/html" if start.startswith((b"<!doctype html", b"<html")) else "text/plain"


def _unsupported(name: str, kind: str) -> InputError:
    return InputError(
        f"cannot read '{name}': {kind} is not read; "
        "give .txt, .md, .html, or .json with an articleBody",
        reason=Reason.UNSUPPORTED_TYPE,
    )


def _read_format(text: str, kind: str, name: str, url: str | None) -> Draft:
    if kind == "text/html":
        # Imported here: lxml costs 50 ms that a folder of plain texts does not need.
        from provenance.ingest.html import read_html  # noqa: PLC0415

        return read_html(text, name=name, url=url)
    if kind == "text/markdown":
        return read_markdown(text)
    if kind == "application/json":
        return read_json_article(text, name=name)
    return read_plain_text(text)


def _article(draft: Draft, *, digest: str, path: str | None, kind: str, given: Given) -> Article:
    judged = judge_blocks(draft, title=draft.facts.title)
    metadata = describe(
        draft,
        judged,
        url=given.url,
        outlet=given.outlet,
        published=given.published,
        media_type=kind,
    )
    shown = path or "<text>"
    source_map = (
        map_of_file(shown, draft.text)
        if draft.anchors is None
        else SourceMap(path=shown, anchors=draft.anchors)
    )
    return Article(
        id=digest[:12],
        path=path,
        digest=f"sha256:{digest}",
        text=draft.text,
        prose=draft.prose,
        blocks=judged.blocks,
        links=judged.links,
        metadata=metadata,
        source_map=source_map,
    )
