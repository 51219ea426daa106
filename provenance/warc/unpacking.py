"""The bytes of a WARC file as one stream, whether each record is packed with gzip or none is."""

from __future__ import annotations

import os
import re
import zlib
from typing import BinaryIO

_PIECE = 1 << 16
_GZIP_MEMBER = b"\x1f\x8b\x08"
_NEXT_PLAIN = re.compile(rb"(?<=\n)WARC/[01]\.\d+\r?\n")
_FIRST_BYTES = b"WARC/"
_TRIAL = 512
"""Packed bytes that are enough to see how a gzip member begins."""
_LONGEST_SKIP = 1 << 30
"""Bytes that are unpacked, piece by piece, to come to the end of a member."""


class Broken(Exception):  # noqa: N818 - the end of one record, not an error of ours
    """Why a record cannot be read."""


class TooLong(Broken):
    """A record that is passed over for its length alone.

    Args:
        why: what a person is told.
        end: the byte behind its block in a file that is not packed.
    """

    def __init__(self, why: str, *, end: int) -> None:
        super().__init__(why)
        self.end = end


class Unpacking:
    """Reads on, bounded, and knows where in the file it stands.

    Args:
        stream: a file at its beginning; it must be seekable.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._raw = stream.read(_PIECE)
        self._raw_at = 0
        self._ready = bytearray()
        self._inflate: zlib._Decompress | None = None
        self._member_at = 0
        self.is_packed = self._raw.startswith(b"\x1f\x8b")

    @property
    def offset(self) -> int:
        """The byte of the file where what comes next stands; in gzip, where its member begins."""
        if self.is_packed:
            return self._member_at if self._inflate is not None else self._raw_at
        return self._raw_at - len(self._ready)

    @property
    def position(self) -> int:
        """The byte of the file behind what was read; in gzip, as far as that is known."""
        return self._raw_at if self.is_packed else self._raw_at - len(self._ready)

    @property
    def is_cut(self) -> bool:
        """Once a read brought too little: whether the file ends here, not just a gzip member."""
        return self._inflate is None or not self._inflate.eof

    def has_more(self) -> bool:
        """Whether anything is left, at a place where a record may begin.

        Raises:
            Broken: the gzip stream is damaged here.
        """
        while not self._ready and not self._fill():
            if not self.is_packed:
                return False
            self._raw = self._raw or self._stream.read(_PIECE)
            if not self._raw:
                return False
            self._member_at = self._raw_at
            self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        return True

    def read(self, size: int) -> bytes:
        """``size`` bytes; fewer where the file ends."""
        while len(self._ready) < size and self._fill(may_end=True):
            pass
        taken = bytes(self._ready[:size])
        del self._ready[:size]
        return taken

    def skip(self, size: int) -> int:
        """Go past ``size`` bytes and keep none; how many there were, fewer where the file ends."""
        left = size
        while True:
            gone = min(left, len(self._ready))
            del self._ready[:gone]
            left -= gone
            if left and not self.is_packed:
                left -= self._leap(left)
            if not left or not self._fill(may_end=True):
                return size - left

    def _leap(self, size: int) -> int:
        """Go on in a file that is not packed without reading it; one piece is left to be read."""
        if self._raw or size <= _PIECE:
            return 0
        end = self._stream.seek(0, os.SEEK_END)
        gone = max(0, min(size, end - self._raw_at) - _PIECE)
        self._raw_at += gone
        self._stream.seek(self._raw_at)
        return gone

    def skip_long(self, end: int) -> bool:
        """Go past a record that is too long; whether what follows can be a record."""
        if self.is_packed:
            self._ready.clear()
            for _ in range(_LONGEST_SKIP // _PIECE):
                if not self._fill(may_end=True):
                    return True
                self._ready.clear()
            return False
        size = self._stream.seek(0, os.SEEK_END)
        self.seek(min(end, size))
        if end > size:
            return False
        self._fill()
        rest = self._ready.lstrip(b"\r\n")
        del self._ready[: len(self._ready) - len(rest)]
        return not rest or rest.startswith(_FIRST_BYTES)

    def read_line(self, limit: int) -> bytes:
        """A line with its end; without one where the file or the member ends.

        Raises:
            Broken: it is longer than ``limit``.
        """
        searched = 0
        while (end := self._ready.find(b"\n", searched)) < 0:
            searched = len(self._ready)
            if searched > limit or not self._fill():
                break
        size = len(self._ready) if end < 0 else end + 1
        if size > limit:
            raise Broken(f"its header is longer than {limit} bytes")
        return self.read(size)

    def skip_blank_lines(self) -> None:
        """Go past the line ends behind a record; a gzip member is then checked to its end.

        Raises:
            Broken: the gzip stream is damaged, or there is no end of blank lines.
        """
        skipped = 0
        while self._ready or self._fill():
            kept = len(self._ready.lstrip(b"\r\n"))
            skipped += len(self._ready) - kept
            del self._ready[: len(self._ready) - kept]
            if kept:
                return
            if skipped > _PIECE:
                raise Broken("it is followed by endless blank lines")

    def seek(self, offset: int) -> None:
        """Go on at a byte of the file; in gzip, one where a member begins."""
        self._stream.seek(offset)
        self._raw, self._raw_at = b"", offset
        self._ready.clear()
        self._inflate = None

    def seek_record(self, after: int) -> bool:
        """Go on at the next place behind byte ``after`` that looks like a record's beginning."""
        overlap = _TRIAL if self.is_packed else 32
        self._stream.seek(after + 1)
        window, at = b"", after + 1
        while piece := self._stream.read(_PIECE):
            window += piece
            found = self._beginning_in(window)
            if found >= 0:
                self.seek(at + found)
                return True
            cut = max(0, len(window) - overlap)
            window, at = window[cut:], at + cut
        return False

    def _beginning_in(self, window: bytes) -> int:
        if not self.is_packed:
            match = _NEXT_PLAIN.search(window)
            return match.start() if match else -1
        at = window.find(_GZIP_MEMBER)
        while at >= 0:
            try:
                trial = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
                if trial.decompress(window[at : at + _TRIAL], 16).startswith(_FIRST_BYTES):
                    return at
            except zlib.error:
                pass
            at = window.find(_GZIP_MEMBER, at + 1)
        return -1

    def _fill(self, *, may_end: bool = False) -> bool:
        """Make more bytes ready; ``False`` at the end of the gzip member, or of the file."""
        if not self.is_packed:
            piece = self._raw or self._stream.read(_PIECE)
            self._raw = b""
            self._raw_at += len(piece)
            self._ready += piece
            return bool(piece)
        inflate = self._inflate
        while inflate is not None and not inflate.eof:
            self._raw = self._raw or self._stream.read(_PIECE)
            at_end = not self._raw
            piece = self._unpacked(inflate)
            if piece:
                self._ready += piece
                return True
            if at_end and not inflate.eof:
                if may_end:
                    return False
                raise Broken("the file ends early")
        return False

    def _unpacked(self, inflate: zlib._Decompress) -> bytes:
        try:
            piece = inflate.decompress(self._raw, _PIECE)
        except zlib.error as cause:
            raise Broken(f"its gzip member is damaged ({cause})") from cause
        rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
        self._raw_at += len(self._raw) - len(rest)
        self._raw = rest
        return piece
