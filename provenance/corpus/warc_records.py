"""WARC files of crawls: the pages in their responses, one after the other, past what is damaged.

Read are ``response`` and ``resource`` records with a page or a plain text, and ``conversion``
records (WET files). A response that is a redirect, an error or a picture, a ``revisit`` and a
record that is cut or too long are told as failures; requests, metadata and the like are no
articles and leave nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO

import attrs

from provenance.corpus.outcomes import Limits, Record, Unreadable
from provenance.terms import Reason
from provenance.urls import is_web_url
from provenance.warc import Damage, HttpMessage, parse_http, read_offsets, read_records
from provenance.warc import Record as WarcRecord

_HEAD = 1 << 18
"""What a response's own head may add to the body."""
_SILENT = frozenset({"warcinfo", "request", "metadata", "continuation"})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_STATUS = {
    401: Reason.HTTP_401,
    403: Reason.HTTP_403,
    404: Reason.HTTP_404,
    410: Reason.HTTP_410,
    429: Reason.HTTP_429,
}


def plan_records(
    stream: BinaryIO, *, size: int, step: int, limits: Limits
) -> Iterator[tuple[int, int]]:
    """Runs of bytes of about ``step`` that begin where records begin.

    One pass over the file, without holding a block; a file whose records share one gzip member
    cannot be cut.

    Raises:
        OSError: it cannot be read.
    """
    start = 0
    for offset in read_offsets(stream, max_block=limits.max_record + _HEAD):
        if offset - start >= step:
            yield start, offset
            start = offset
    yield start, max(size, start + 1)


def read_pages(
    stream: BinaryIO, *, name: str, start: int, end: int, limits: Limits
) -> Iterator[Record | Unreadable]:
    """What the records that begin from ``start`` on and before ``end`` hold."""
    place = 0
    last, shared = -1, 0
    for one in read_records(stream, max_block=limits.max_record + _HEAD, start=start):
        if one.offset >= end:
            return
        shared = shared + 1 if one.offset == last else 0
        last = one.offset
        # Records of one gzip member stand at one byte.
        within = f", record {shared + 1} there" if shared else ""
        found = _read(one, place, f"{name}, byte {one.offset}{within}", limits)
        if found is not None:
            yield found
            place += 1


def _read(
    one: WarcRecord | Damage, place: int, origin: str, limits: Limits
) -> Record | Unreadable | None:
    fault = Unreadable(place=place, origin=origin, reason=Reason.UNREADABLE)
    if isinstance(one, Damage):
        reason = Reason.TOO_LARGE if one.is_long else Reason.UNREADABLE
        return attrs.evolve(fault, reason=reason, detail=one.why)
    if one.type in _SILENT:
        return None
    if one.cut:
        return attrs.evolve(fault, detail="the file ends before this record does")
    if one.type == "response" and one.media_type in {"application/http", ""}:
        return _of_response(one, fault, limits)
    if one.type in {"response", "resource", "conversion"}:
        return _page(one, one.block, one.header("Content-Type") or "", fault, limits)
    return _of_no_page(one.type, fault)


def _of_no_page(kind: str, fault: Unreadable) -> Unreadable:
    if kind == "revisit":
        detail = "a revisit: the page stands where it was first seen"
        return attrs.evolve(fault, reason=Reason.UNCHANGED, detail=detail)
    detail = f"a record of type '{kind[:40]}'"
    return attrs.evolve(fault, reason=Reason.NOT_AN_ARTICLE, detail=detail)


def _of_response(one: WarcRecord, fault: Unreadable, limits: Limits) -> Record | Unreadable:
    message = parse_http(one.block, max_bytes=limits.max_record)
    refused = _why_not(message)
    if refused is not None:
        reason, detail = refused
        return attrs.evolve(fault, reason=reason, detail=detail)
    return _page(one, message.body, message.header("Content-Type") or "", fault, limits)


def _why_not(message: HttpMessage) -> tuple[Reason, str] | None:
    status = message.status
    if status == 0:
        return Reason.UNREADABLE, "it holds no HTTP response"
    if not 200 <= status < 300:
        other = {3: Reason.NOT_AN_ARTICLE, 4: Reason.HTTP_4XX, 5: Reason.HTTP_5XX}
        reason = _STATUS.get(status) or other.get(status // 100, Reason.NOT_AN_ARTICLE)
        return reason, f"the site answered with status {status}"
    if message.coding is not None:
        return Reason.BAD_ENCODING, f"its body is packed with '{message.coding}'"
    if not message.whole and message.header("Content-Encoding"):
        return Reason.UNREADABLE, "its packed body is damaged or ends early"
    return None


def _page(
    one: WarcRecord, body: bytes, content_type: str, fault: Unreadable, limits: Limits
) -> Record | Unreadable:
    if not body.strip():
        return attrs.evolve(fault, reason=Reason.EMPTY, detail="it has no payload")
    if len(body) > limits.max_record:
        detail = f"its body is longer than {limits.max_record} bytes"
        return attrs.evolve(fault, reason=Reason.TOO_LARGE, detail=detail)
    kind = _kind(one, body, content_type)
    if kind not in _PAGES and kind != "text/plain":
        return attrs.evolve(fault, reason=Reason.NOT_HTML, detail=f"it is {kind[:80] or 'unknown'}")
    return Record(
        place=fault.place,
        origin=fault.origin,
        body=body,
        media_type="text/html" if kind in _PAGES else kind,
        address=one.url if is_web_url(one.url) else None,
        charset=_charset(content_type),
    )


def _kind(one: WarcRecord, body: bytes, content_type: str) -> str:
    """What the body is: as its head says, else as the crawler saw, else by its beginning."""
    for told in (content_type, one.header("WARC-Identified-Payload-Type") or ""):
        if kind := told.partition(";")[0].strip().lower():
            return kind
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "text/html" if start.startswith((b"<!doctype html", b"<html")) else ""


def _charset(content_type: str) -> str | None:
    head = Message()
    head["Content-Type"] = content_type[:200].replace("\n", " ").replace("\r", " ")
    return head.get_content_charset()
