"""Captures as WARC records, and back again without a difference.

A capture is its content (``response``, ``revisit`` where the same content is kept already,
``resource`` for what somebody saved, ``conversion`` for the words of a picture), the ``request``
where it is known, and a ``metadata`` record with what HTTP cannot say. A failure is a ``metadata``
record alone. That record holds one named field of ``application/warc-fields``,
``provenance-capture``, whose value is JSON on one line.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

import attrs

from provenance import __version__, terms
from provenance.errors import StoreError
from provenance.model import Capture, FetchFailure
from provenance.store.snapshots import moment_of
from provenance.warc import (
    MAX_BLOCK,
    WARC_FIELDS,
    NewRecord,
    Record,
    parse_http,
    record_id,
    sha256_of,
    without_controls,
)

CONTENT_TYPES = frozenset({"response", "revisit", "resource", "conversion"})
"""The records that hold, or stand for, the content of a capture."""
_FIELD = b"provenance-capture: "
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_PACKING = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Headers of the body as it came over the wire, which is not how it is kept."""
_ORIGINAL = "X-Archive-Orig-"
_NONE: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class Kept:
    """What is kept in one place: a capture or a failure, and what a capture is the words of."""

    result: Capture | FetchFailure
    words_of: str | None = None
    """The record id of the picture whose words the capture holds."""


@attrs.frozen(kw_only=True)
class Original:
    """A ``response`` that holds some content already."""

    id: str
    url: str
    date: str


def capture_id(kept: Kept) -> str:
    """A digest of all that a capture or a failure says: equal for equal ones only."""
    said = json.dumps([_description(kept.result), _exact_heads(kept.result), kept.words_of])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def records_of(kept: Kept, original: Original | None = None) -> tuple[NewRecord, ...]:
    """The records to be written: first the content's (or the failure's), the description last.

    Args:
        kept: the capture or failure.
        original: where the same content is kept; the capture becomes a ``revisit``.

    Raises:
        StoreError: the content is longer than a record that is read back.
    """
    result = kept.result
    date = warc_date(result.captured_at)
    seed = capture_id(kept)
    description = {"id": seed, **_description(result)}
    if isinstance(result, FetchFailure):
        return (_metadata(description, date=date, url=result.url, of=None),)
    content = attrs.evolve(_content(result, date, kept.words_of, original), seed=seed)
    if len(content.block) > MAX_BLOCK:
        raise StoreError(
            f"cannot keep '{result.url}': it is longer than {MAX_BLOCK} bytes; fetch less"
        )
    request = _request(result, date, record_id(content))
    if _headers_of(content.type, content.media_type, content.block) != result.headers:
        description["headers"] = result.headers
    if request and parse_http(request.block, max_bytes=0).headers != result.request_headers:
        description["request_headers"] = result.request_headers
    url = result.final_url
    told = _metadata(description, date=date, url=url, of=record_id(content))
    return (content, request, told) if request else (content, told)


def description_of(record: Record) -> dict[str, Any] | None:
    """What a ``metadata`` record of ours says, or ``None`` where it is not ours."""
    if record.type != "metadata" or not record.block.startswith(_FIELD):
        return None
    try:
        said = json.loads(record.block[len(_FIELD) :])
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def result_of(records: Sequence[Record], body: bytes) -> Capture | FetchFailure:
    """The capture or failure that ``records`` tell of: content, request, description last.

    Args:
        records: as :func:`records_of` gave them.
        body: the content; for a ``revisit`` it stands elsewhere.

    Raises:
        ValueError: they are not what we write.
    """
    said = description_of(records[-1])
    if said is None:
        raise ValueError("no description of a capture")
    try:
        if said.get("failure") is not None:
            return FetchFailure(
                url=str(said["url"]),
                reason=terms.Reason(said["failure"]),
                detail=str(said["detail"]),
                captured_at=_stamp(said["captured_at"]),
                status=_status(said["status"]),
            )
        return _capture(said, records[:-1], body)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"the description of a capture is not whole: {error}") from error


def content_of(record: Record) -> bytes:
    """The content that a record holds, just as it was captured."""
    if record.type == "response":
        return record.block.partition(b"\r\n\r\n")[2]
    return record.block


def warc_date(stamp: str) -> str:
    """``stamp`` as a ``WARC-Date``: to the second, or finer where it is.

    Raises:
        ValueError: it is no RFC 3339 time.
    """
    return moment_of(stamp).isoformat().replace("+00:00", "Z")


def warcinfo(date: str) -> NewRecord:
    """The record that begins a file: who wrote it, and by which standard."""
    lines = [
        f"software: provenance/{__version__}",
        "format: WARC File Format 1.1",
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    ]
    block = "".join(f"{line}\r\n" for line in lines).encode()
    return NewRecord(type="warcinfo", date=date, media_type=WARC_FIELDS, block=block)


def media_type_of(headers: Sequence[tuple[str, str]]) -> str | None:
    """The media type that a response's headers tell, in lower case, without parameters."""
    told = {name.lower(): value for name, value in headers}.get("content-type", "")
    return told.partition(";")[0].strip().lower() or None


def _description(result: Capture | FetchFailure) -> dict[str, Any]:
    if isinstance(result, FetchFailure):
        return {
            "url": result.url,
            "captured_at": result.captured_at,
            "status": result.status,
            "failure": result.reason.value,
            "detail": result.detail,
        }
    return {
        "url": result.url,
        "final_url": result.final_url,
        "captured_at": result.captured_at,
        "status": result.status,
        "media_type": media_type_of(result.headers),
        "size": len(result.body),
        "digest": sha256_of(result.body),
        "truncated": result.truncated,
        "redirects": result.redirects,
        "via": result.via.value,
        "archived_at": result.archived_at,
        "captured_by": result.captured_by.value,
    }


def _exact_heads(result: Capture | FetchFailure) -> object:
    return (result.headers, result.request_headers) if isinstance(result, Capture) else None


def _content(
    capture: Capture, date: str, words_of: str | None, original: Original | None
) -> NewRecord:
    digest = ("WARC-Payload-Digest", sha256_of(capture.body))
    fields = [("WARC-Target-URI", _target(capture.final_url)), digest]
    if capture.truncated:
        fields.append(("WARC-Truncated", "unspecified"))
    if capture.captured_by is terms.CapturedBy.PERSON or words_of:
        fields += [("WARC-Refers-To", words_of)] if words_of else []
        media_type = without_controls(dict(capture.headers).get("Content-Type", ""))
        return NewRecord(
            type="conversion" if words_of else "resource",
            date=date,
            media_type=media_type or "application/octet-stream",
            block=capture.body,
            fields=tuple(fields),
        )
    if original is not None:
        fields += [
            ("WARC-Profile", _PROFILE),
            ("WARC-Refers-To", original.id),
            ("WARC-Refers-To-Target-URI", original.url),
            ("WARC-Refers-To-Date", original.date),
        ]
    return NewRecord(
        type="response" if original is None else "revisit",
        date=date,
        media_type="application/http; msgtype=response",
        block=_response_head(capture) + (capture.body if original is None else b""),
        fields=tuple(fields),
    )


def _response_head(capture: Capture) -> bytes:
    """The head for readers of WARC files; the body stands there plain and in one piece."""
    try:
        phrase = HTTPStatus(capture.status).phrase
    except ValueError:
        phrase = ""
    status = min(max(capture.status, 0), 999)
    lines = [f"HTTP/1.1 {status:03d} {phrase}"]
    packed = [name for name, _ in capture.headers if name.lower() in _PACKING]
    right = ("content-length", str(len(capture.body)))
    if all((name.lower(), value) == right for name, value in capture.headers if name in packed):
        packed = []
    for name, value in capture.headers:
        lines.append(_header_line(_ORIGINAL + name if name in packed else name, value))
    if packed:
        lines.append(f"Content-Length: {len(capture.body)}")
    return "".join(f"{line}\r\n" for line in [*filter(None, lines), ""]).encode("latin-1")


def _header_line(name: str, value: str) -> str:
    """A header on one line; empty where it can be none. What is lost here the metadata keeps."""
    if not _TOKEN.fullmatch(name):
        return ""
    return f"{name}: {without_controls(value)}".encode("latin-1", "replace").decode("latin-1")


def _request(capture: Capture, date: str, response_id: str) -> NewRecord | None:
    if not capture.request_headers:
        return None
    target = _target(capture.final_url)
    split = urlsplit(target)
    path = f"{split.path or '/'}{'?' if split.query else ''}{split.query}"
    lines = [_header_line(name, value) for name, value in capture.request_headers]
    head = [f"GET {path} HTTP/1.1", *filter(None, lines), ""]
    return NewRecord(
        type="request",
        date=date,
        media_type="application/http; msgtype=request",
        block="".join(f"{line}\r\n" for line in head).encode("latin-1"),
        fields=(("WARC-Target-URI", target), ("WARC-Concurrent-To", response_id)),
    )


def _metadata(said: dict[str, Any], *, date: str, url: str, of: str | None) -> NewRecord:
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    fields = [("WARC-Target-URI", _target(url))]
    fields += [("WARC-Concurrent-To", of)] if of else []
    return NewRecord(
        type="metadata",
        date=date,
        media_type=WARC_FIELDS,
        block=_FIELD + text.encode() + b"\r\n",
        fields=tuple(fields),
    )


def _target(url: str) -> str:
    """``url`` as a URI without spaces, controls and letters outside ASCII (RFC 3986)."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~", errors="replace")


def _headers_of(kind: str, media_type: str, block: bytes) -> tuple[tuple[str, str], ...]:
    """The headers of a capture, as far as its content's record tells them."""
    if kind in {"resource", "conversion"}:
        return (("Content-Type", media_type),)
    return parse_http(block, max_bytes=0).headers


def _capture(said: dict[str, Any], records: Sequence[Record], body: bytes) -> Capture:
    content = records[0]
    headers = _headers_of(content.type, content.header("Content-Type") or "", content.block)
    request = parse_http(records[1].block, max_bytes=0).headers if len(records) > 1 else _NONE
    return Capture(
        url=str(said["url"]),
        final_url=str(said["final_url"]),
        captured_at=_stamp(said["captured_at"]),
        status=int(said["status"]),
        headers=_pairs(said.get("headers", headers)),
        body=body,
        truncated=said["truncated"] is True,
        redirects=tuple(map(str, said["redirects"])),
        via=terms.Via(said["via"]),
        archived_at=None if said["archived_at"] is None else _stamp(said["archived_at"]),
        captured_by=terms.CapturedBy(said["captured_by"]),
        request_headers=_pairs(said.get("request_headers", request)),
    )


def _pairs(said: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in said)


def _stamp(said: Any) -> str:
    moment_of(str(said))
    return str(said)


def _status(said: Any) -> int | None:
    return None if said is None else int(said)
