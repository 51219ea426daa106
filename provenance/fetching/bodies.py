"""Reading a response's body: bounded in size and in time, also when it is compressed."""

import time
import zlib
from collections.abc import Iterator
from typing import Protocol

import attrs
import urllib3

from provenance.fetching.addresses import Refusal
from provenance.terms import Reason

_PIECE = 1 << 16


class RawResponse(Protocol):
    """What is needed of ``urllib3.HTTPResponse``."""

    def read1(self, amt: int, /) -> bytes:
        """What has arrived, still packed, at most ``amt`` bytes; empty at the end."""
        ...


@attrs.frozen(kw_only=True)
class Body:
    """What arrived, decompressed."""

    content: bytes
    truncated: bool
    """Whether the connection ended, or the compressed stream broke, before the end."""
    is_cut: bool = False
    """Whether we took no more of it."""


def read_body(
    raw: RawResponse, *, encoding: str, max_bytes: int, deadline: float, is_cut: bool = False
) -> Body:
    """The body, decompressed, of at most ``max_bytes`` bytes.

    Args:
        raw: the response, its body not yet read.
        encoding: the ``Content-Encoding`` header.
        max_bytes: bound of what is taken from the wire and of what it unpacks to.
        deadline: on the clock of :func:`time.monotonic`.
        is_cut: whether a longer body is cut there, instead of refused.

    Raises:
        Refusal: too large, too slow, or packed in a way that cannot be read.
    """
    unpack = _Unpacker(encoding=encoding.strip().lower(), room=max_bytes)
    content = bytearray()
    received = 0
    try:
        for piece in _pieces(raw, deadline):
            received += len(piece)
            content += unpack.more(piece)
            if received > max_bytes or len(content) > max_bytes:
                if is_cut:
                    return Body(content=bytes(content[:max_bytes]), truncated=False, is_cut=True)
                raise Refusal(Reason.TOO_LARGE, f"more than {max_bytes} bytes")
    except (urllib3.exceptions.ProtocolError, zlib.error) as cause:
        if not content:
            raise _nothing_readable(cause) from cause
        return Body(content=bytes(content), truncated=True)
    return Body(content=bytes(content), truncated=not unpack.is_complete)


def _pieces(raw: RawResponse, deadline: float) -> Iterator[bytes]:
    while True:
        if time.monotonic() > deadline:
            raise Refusal(Reason.TIMEOUT, "the page did not arrive in time")
        # Not read(): that waits for the whole piece, and a server can drip it byte by byte.
        piece = raw.read1(_PIECE)
        if not piece:
            return
        yield piece


def _nothing_readable(cause: Exception) -> Refusal:
    if isinstance(cause, zlib.error):
        return Refusal(Reason.BAD_ENCODING, "the compressed page cannot be unpacked")
    return Refusal(Reason.CONNECTION, "the connection ended before the page began")


class _Unpacker:
    """Unpacks piece by piece, never more than one byte beyond the room there is."""

    def __init__(self, *, encoding: str, room: int) -> None:
        if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise Refusal(Reason.BAD_ENCODING, f"content encoding '{encoding[:40]}' is not read")
        self._room = room
        self._is_deflate = encoding == "deflate"
        self._is_packed = encoding not in {"", "identity"}
        # 32: gzip or zlib header, whichever stands there.
        self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        self._begun = False
        self._ended = False

    @property
    def is_complete(self) -> bool:
        """Whether the compressed stream came to its end."""
        return not self._is_packed or self._inflate.eof or not self._begun

    def more(self, piece: bytes) -> bytes:
        if not self._is_packed:
            return piece
        if not self._begun and self._is_deflate and piece[0] & 0x0F != 8:
            # "deflate" without its zlib header: wrong by RFC 9110, and common.
            self._inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        self._begun = True
        unpacked = []
        while piece and self._room >= 0 and self._takes(piece):
            unpacked.append(self._inflate.decompress(piece, self._room + 1))
            self._room -= len(unpacked[-1])
            piece = self._inflate.unused_data
        return b"".join(unpacked)

    def _takes(self, piece: bytes) -> bool:
        """Whether ``piece`` belongs to the stream, or begins the next member (RFC 1952, 2.2)."""
        if self._inflate.eof:
            # Other bytes behind the end mean nothing, to a browser neither.
            self._ended = self._ended or self._is_deflate or not piece.startswith(b"\x1f")
            if not self._ended:
                self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        return not self._ended
