"""Bytes to a cited document: which reader, whether it is one at all, and whether it is whole."""

import hashlib
import re
from urllib.parse import unquote

import attrs

from provenance.documents import pdf
from provenance.documents.charsets import charset_of
from provenance.documents.completeness import (
    Doubt,
    completeness_of,
    doubts_about_page,
    doubts_about_plain_text,
    doubts_about_text,
)
from provenance.documents.page_text import page_of
from provenance.documents.records import (
    document_id,
    failed,
    posted_on,
    reason_of_status,
    with_text_of,
)
from provenance.documents.versions import alternates_of, canonical_of
from provenance.documents.walls import is_moved, is_walled_platform, wall_of
from provenance.errors import InputError
from provenance.ingest import read_bytes, read_text
from provenance.ingest.encoding import MAX_BYTES, decode_bytes
from provenance.ingest.page_signs import article_bodies_in, longest_body
from provenance.model import Article, Capture, Document, FetchFailure
from provenance.terms import CapturedBy, Completeness, DocumentKind, Reason, Via

_MOST_TAGS = 200_000
"""Tags of a page: they cost the most time, some 15 seconds here; our longest page has 20,000."""
_ARCHIVED = re.compile(r"/\d{4,14}[a-z_]{0,4}/(https?:/{1,2}[^\s]+)\Z", re.I)
"""The address of the page itself in the address of its copy in a web archive."""
_JSON_TYPES = frozenset({"application/json", "application/ld+json"})


def document_of_capture(result: Capture | FetchFailure) -> Document:
    """The document that a capture holds, or why there is none; never raises on any bytes.

    It is ``failed`` with a reason where a wall stands in its place, and ``complete`` only where
    nothing speaks against it (:mod:`provenance.documents.completeness`).
    """
    document = Document(
        id=document_id(result.url),
        url=result.url,
        captured_at=result.captured_at,
        captured_by=CapturedBy.FETCH,
        published=posted_on(result.url),
    )
    if isinstance(result, FetchFailure):
        return failed(document, result.reason)
    document = _as_captured(document, result)
    if not 200 <= result.status < 300:
        return failed(document, reason_of_status(result.status))
    answered = _answered(result)
    if is_moved(result.url, answered):
        return failed(document, Reason.MOVED_TO_FRONT_PAGE)
    content_type = {name.lower(): value for name, value in result.headers}.get("content-type")
    return document_of_bytes(
        document, result.body, name=answered, media_type=content_type, answered=answered
    )


def _as_captured(document: Document, capture: Capture) -> Document:
    archived = capture.via is Via.ARCHIVE
    is_cut = capture.truncated or capture.status == 206
    return attrs.evolve(
        document,
        kind=DocumentKind.ARCHIVE if archived else DocumentKind.ORIGINAL,
        captured_by=CapturedBy.ARCHIVE if archived else capture.captured_by,
        captured_at=capture.archived_at or capture.captured_at,
        archived_at=capture.archived_at,
        complete=Completeness.FALSE if is_cut else Completeness.UNKNOWN,
    )


def _answered(capture: Capture) -> str:
    """The address of the page that came, taken out of the archive's own where it came from one."""
    if capture.via is not Via.ARCHIVE:
        return capture.final_url
    found = _ARCHIVED.search(unquote(capture.final_url))
    return re.sub(r"\A(https?:)/+", r"\1//", found[1], flags=re.I) if found else capture.url


def document_of_bytes(
    document: Document,
    data: bytes,
    *,
    name: str,
    media_type: str | None = None,
    answered: str | None = None,
) -> Document:
    """``document`` with the text of ``data``, or as failed where there is none.

    Args:
        document: the record so far. Where it says that it is complete, nobody looks for walls.
        data: the file or the body of a response.
        name: how to call it; its suffix tells the format where ``media_type`` does not.
        media_type: as in a Content-Type header, with or without parameters.
        answered: the address of the page that came; ``None`` for a file, which is never found to
            be whole: whoever saved it says so.
    """
    if len(data) > MAX_BYTES or (not pdf.looks_like_pdf(data) and data.count(b"<") > _MOST_TAGS):
        return failed(document, Reason.TOO_LARGE)
    try:
        if pdf.looks_like_pdf(data):
            read = _read_pdf(document, data, name=name)
        elif _is_json(name, media_type):
            read = _read_json(document, data, name=name, media_type=media_type)
        else:
            read = _read_text_or_page(document, data, (name, media_type, answered))
    except InputError as error:
        return failed(document, error.reason)
    may_be_whole = answered is not None and document.captured_by is not CapturedBy.PERSON
    unsaid = document.complete is Completeness.UNKNOWN
    if unsaid and read.complete is Completeness.TRUE and not may_be_whole:
        return attrs.evolve(read, complete=Completeness.UNKNOWN)
    return read


def _read_pdf(document: Document, data: bytes, *, name: str) -> Document:
    found = pdf.read_pdf(data, name=name, url=document.url)
    doubts = [d for d in doubts_about_text(found.article) if d is not Doubt.NO_END]
    doubts += [Doubt.LOST_PAGES] * (found.lost_pages > 0)
    doubts += [Doubt.PICTURES] * found.has_pictures
    doubts += [Doubt.COLUMNS] * found.has_columns
    doubts += [Doubt.WRAPPER] * found.is_wrapper
    article = _of_bytes(found.article, data, media_type="application/pdf")
    return with_text_of(document, article, complete=completeness_of(tuple(doubts)))


def _of_bytes(article: Article, data: bytes, *, media_type: str) -> Article:
    """``article``, which was read from text taken out of ``data``, under the digest of ``data``."""
    digest = hashlib.sha256(data).hexdigest()
    metadata = attrs.evolve(article.metadata, media_type=media_type)
    return attrs.evolve(article, id=digest[:12], digest=f"sha256:{digest}", metadata=metadata)


def _is_json(name: str, media_type: str | None) -> bool:
    said = (media_type or "").partition(";")[0].strip().lower()
    return said in _JSON_TYPES or (not said and name.lower().endswith((".json", ".jsonld")))


def _read_json(document: Document, data: bytes, *, name: str, media_type: str | None) -> Document:
    """The ``articleBody`` of a JSON response; whether it is the whole of it, no field can tell."""
    source = decode_bytes(data, name=name, charset=charset_of(media_type, data)).text
    objects = article_bodies_in(source)
    body = longest_body(objects)
    if body is None:
        raise InputError(
            f"cannot read '{name}': it has no 'articleBody'; save the page itself",
            reason=Reason.NOT_AN_ARTICLE,
        )
    try:
        article = read_bytes(data, name="article.json", url=document.url)
    except InputError:
        article = read_text(body, url=document.url)
    text = read_text(body, url=document.url)
    metadata = attrs.evolve(article.metadata, language=text.metadata.language)
    whole = attrs.evolve(text, metadata=metadata)
    found = doubts_about_text(whole) or (Doubt.ONLY_IN_DATA,)
    return with_text_of(
        document,
        _of_bytes(whole, data, media_type="application/json"),
        complete=completeness_of(found),
    )


def _read_text_or_page(
    document: Document, data: bytes, told: tuple[str, str | None, str | None]
) -> Document:
    name, media_type, answered = told
    charset = charset_of(media_type, data)
    url = answered or document.url
    asked = document.url or answered or ""
    empty: InputError | None = None
    article: Article | None = None
    try:
        article = read_bytes(data, name=name, media_type=media_type, charset=charset, url=url)
    except InputError as error:
        if error.reason is not Reason.EMPTY or not data.strip():
            raise
        empty = error
    if article is not None and article.metadata.media_type != "text/html":
        return with_text_of(
            document, article, complete=completeness_of(doubts_about_plain_text(article))
        )
    source = decode_bytes(data, name=name, charset=charset, markup=True).text
    page = page_of(article, source, data=data, name=name, asked=asked, answered=answered or asked)
    if page is None:
        if is_walled_platform(asked):
            return failed(document, Reason.LOGIN_WALL)
        raise empty or InputError(f"cannot read '{name}': it is empty", reason=Reason.EMPTY)
    if document.complete is Completeness.TRUE:
        doubts: tuple[Doubt, ...] = ()
    else:
        wall = wall_of(page)
        if wall is not None:
            return failed(document, wall)
        doubts = doubts_about_page(page)
    read = with_text_of(document, page.article, complete=completeness_of(doubts))
    return attrs.evolve(
        read,
        canonical=canonical_of(page),
        alternates=alternates_of(page),
    )
