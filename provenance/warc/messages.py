"""HTTP responses as WARC files hold them: head, body, and what packs the body."""

from __future__ import annotations

import re
import zlib

import attrs

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]{0,4096})?\r?\n")
_MAX_HEAD = 1 << 18
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_PLAIN_CODINGS = frozenset({"", "identity", "none"})
_GZIP = b"\x1f\x8b"
_STEP = 4_096
_READ_CODINGS = frozenset({"gzip", "x-gzip", "deflate"})


@attrs.frozen(kw_only=True)
class HttpMessage:
    """A response: its head, and its body with transfer and content codings undone."""

    status: int
    """0 where the status line makes no sense."""
    headers: tuple[tuple[str, str], ...]
    body: bytes = attrs.field(repr=False)
    whole: bool = True
    """Whether all that packs the body came to its end."""
    coding: str | None = None
    """The content coding that is not undone, since it is none we read."""

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case, or ``None``."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


def parse_http(block: bytes, *, max_bytes: int) -> HttpMessage:
    """The response that ``block`` holds.

    Bodies that are plain although their head calls them chunked or packed, as some tools write
    them, are taken as they are.

    Args:
        block: the block of a ``response`` or ``revisit`` record.
        max_bytes: a longer body is cut one byte behind this.
    """
    end = _HEAD_END.search(block, 0, _MAX_HEAD)
    head = block[: end.start()] if end else block[:_MAX_HEAD]
    body = block[end.end() :] if end else b""
    status = _STATUS.match(head)
    message = HttpMessage(
        status=int(status.group(1)) if status else 0,
        headers=_headers(head),
        body=body[: max_bytes + 1],
        whole=end is not None,
    )
    if "chunked" in (message.header("Transfer-Encoding") or "").lower():
        body, whole = _without_chunks(body)
        message = attrs.evolve(message, body=body[: max_bytes + 1], whole=message.whole and whole)
    return _decoded(message, body, max_bytes)


def without_controls(text: str) -> str:
    """``text`` with each run of control characters, line ends too, made one space."""
    return _CONTROLS.sub(" ", text).strip(" \t")


def _headers(head: bytes) -> tuple[tuple[str, str], ...]:
    fields: list[tuple[str, str]] = []
    for line in head.decode("latin-1").replace("\r\n", "\n").split("\n")[1:]:
        name, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
        elif colon:
            fields.append((name.strip(), value.strip(" \t")))
    return tuple(fields)


def _without_chunks(body: bytes) -> tuple[bytes, bool]:
    """The body put together (RFC 9112, 7.1), and whether it came to its end."""
    chunks: list[bytes] = []
    at = 0
    while size := _CHUNK.match(body, at):
        length = int(size.group(1), 16)
        if length == 0:
            return b"".join(chunks), True
        start = size.end()
        chunks.append(body[start : start + length])
        at = start + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    if not chunks:
        return body, True
    return b"".join(chunks), False


def _decoded(message: HttpMessage, body: bytes, max_bytes: int) -> HttpMessage:
    coding = (message.header("Content-Encoding") or "").strip().lower()
    if coding in _PLAIN_CODINGS:
        return message
    if coding not in _READ_CODINGS:
        return attrs.evolve(message, coding=coding[:40])
    for wbits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        inflate = zlib.decompressobj(wbits=wbits)
        try:
            unpacked = inflate.decompress(body, max_bytes + 1)
        except zlib.error:
            continue
        whole = message.whole and (inflate.eof or len(unpacked) > max_bytes)
        return attrs.evolve(message, body=unpacked, whole=whole)
    return _salvaged(message, body, max_bytes)


def _salvaged(message: HttpMessage, body: bytes, max_bytes: int) -> HttpMessage:
    """The body as it is where it was never packed; else what can be had before the damage."""
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    content = bytearray()
    try:
        for at in range(0, len(body), _STEP):
            before = inflate.copy()
            room = max_bytes + 1 - len(content)
            if room <= 0:
                break
            content += inflate.decompress(body[at : at + _STEP], room)
    except zlib.error:
        content += _to_the_damage(before, body[at : at + _STEP], room)
    if not content and not body.startswith(_GZIP):
        return message
    return attrs.evolve(message, body=bytes(content), whole=False)


def _to_the_damage(inflate: zlib._Decompress, piece: bytes, room: int) -> bytes:
    """What ``piece`` gives, byte by byte, before it cannot be unpacked."""
    content = bytearray()
    try:
        for at in range(len(piece)):
            content += inflate.decompress(piece[at : at + 1], room)
    except zlib.error:
        pass
    return bytes(content[:room])
