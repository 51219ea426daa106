"""JSON Lines: one object a line, plain or in gzip, cut at byte offsets without a pass over it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from provenance.corpus.columns import Columns, record_of
from provenance.corpus.outcomes import Limits, Record, Unreadable
from provenance.errors import InputError
from provenance.ingest.encoding import decode_bytes
from provenance.terms import Reason

TO_THE_END = 1 << 62
"""Where a run ends whose length is not known."""
_PIECE = 1 << 18
_GZIP = b"\x1f\x8b"
_BOMB = 1 << 28
_MOST_TIMES = 200
"""Times its size on disk that a feed may unpack to, beyond 256 MiB: text comes to ten or twenty."""
_DEEPEST_LINE = "it is nested too deeply"


@attrs.frozen(kw_only=True)
class Line:
    """One line, or why there is none."""

    offset: int
    """The byte where it begins, of what is unpacked."""
    text: bytes = attrs.field(default=b"", repr=False)
    trouble: str = ""
    reason: Reason = Reason.UNREADABLE


def plan_lines(stream: BinaryIO, *, size: int, step: int, pieces: int) -> Iterator[tuple[int, int]]:
    """Runs of about ``step`` bytes on disk; a line belongs to the run in which it begins.

    A plain file is not read. One in gzip is unpacked once, bounded, to learn its length, and each
    run must unpack what stands before it: so there are not more than ``pieces``.

    Raises:
        OSError: it cannot be read.
    """
    is_packed = stream.read(2) == _GZIP
    if is_packed:
        pieces = min(pieces, -(-size // step))
        size = _unpacked_length(stream)
        step = max(1, -(-size // pieces))
    for start in range(0, max(size, 1), step):
        is_last = start + step >= size
        yield start, TO_THE_END if is_packed and is_last else min(start + step, max(size, 1))


def read_objects(
    stream: BinaryIO, *, name: str, start: int, end: int, limits: Limits, columns: Columns
) -> Iterator[Record | Unreadable]:
    """What the lines that begin from ``start`` on and before ``end`` hold.

    Empty lines are passed over; a line that is no object of an article tells why.
    """
    lines = read_lines(stream, start=start, end=end, longest=limits.max_record * 2)
    for place, line in enumerate(lines):
        origin = f"{name}, byte {line.offset}"
        if line.trouble:
            yield Unreadable(place=place, origin=origin, reason=line.reason, detail=line.trouble)
        else:
            yield _record(
                line.text,
                columns,
                limits,
                Unreadable(place=place, origin=origin, reason=Reason.NOT_AN_ARTICLE),
            )


def _record(
    text: bytes, columns: Columns, limits: Limits, otherwise: Unreadable
) -> Record | Unreadable:
    try:
        values = json.loads(_decoded(text, otherwise.origin))
    except InputError as error:
        return attrs.evolve(otherwise, reason=error.reason, detail=str(error))
    except RecursionError:
        return attrs.evolve(otherwise, reason=Reason.TOO_DEEP, detail=_DEEPEST_LINE)
    except ValueError as error:
        return attrs.evolve(otherwise, detail=f"it is no valid JSON ({str(error)[:80]})")
    if not isinstance(values, dict):
        return attrs.evolve(otherwise, detail="it is no JSON object")
    chosen = columns.chosen(values)
    if not chosen["body"]:
        return attrs.evolve(otherwise, detail="it has no text under a name we know")
    return record_of(values, chosen, place=otherwise.place, origin=otherwise.origin, limits=limits)


def _decoded(text: bytes, origin: str) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode_bytes(text, name=origin).text


def read_lines(stream: BinaryIO, *, start: int, end: int, longest: int) -> Iterator[Line]:
    """The lines that begin from ``start`` on and before ``end``, without those that are blank.

    A line over ``longest`` bytes is passed over, never held; behind damage nothing is read.
    """
    stream.seek(0)
    is_packed = stream.read(2) == _GZIP
    # One byte early: if that is a line's end, a line begins right at the start.
    at = max(0, start - 1)
    source = _Unpacked(stream, at) if is_packed else _Plain(stream, at)
    line = _Pending(offset=at, is_ours=start == 0)
    for piece in source.pieces():
        if line.is_ours and not line.length and piece.endswith(b"\n") and piece.isspace():
            # Blank lines without end, at once.
            at += len(piece)
            if at >= end:
                return
            line = _Pending(offset=at, is_ours=True)
            continue
        for part in _cut(piece):
            line.add(part, longest)
            at += len(part)
            if part.endswith(b"\n"):
                yield from line.taken()
                if at >= end:
                    return
                line = _Pending(offset=at, is_ours=at >= start)
    if line.is_ours and line.offset < end:
        if source.trouble:
            yield Line(offset=line.offset, trouble=source.trouble)
        else:
            yield from line.taken()


def _cut(piece: bytes) -> list[bytes]:
    """The lines of ``piece``, cut at line feeds alone."""
    parts = piece.split(b"\n")
    return [*(part + b"\n" for part in parts[:-1]), *([parts[-1]] if parts[-1] else [])]


@attrs.define(kw_only=True)
class _Pending:
    """A line of which more may come."""

    offset: int
    is_ours: bool
    parts: list[bytes] = attrs.field(factory=list)
    length: int = 0
    is_long: bool = False

    def add(self, part: bytes, longest: int) -> None:
        self.length += len(part)
        if self.length > longest:
            self.is_long = True
            self.parts.clear()
        elif self.is_ours:
            self.parts.append(part)

    def taken(self) -> Iterator[Line]:
        if not self.is_ours:
            return
        if self.is_long:
            yield Line(
                offset=self.offset,
                trouble=f"the line has {self.length} bytes; it was not read",
                reason=Reason.TOO_LARGE,
            )
        elif text := b"".join(self.parts).strip():
            yield Line(offset=self.offset, text=text)


class _Plain:
    trouble = ""

    def __init__(self, stream: BinaryIO, at: int) -> None:
        self._stream = stream
        stream.seek(at)

    def pieces(self) -> Iterator[bytes]:
        while piece := self._stream.read(_PIECE):
            yield piece


class _Unpacked:
    """Gzip, of one member or many, from a byte of what is unpacked on."""

    def __init__(self, stream: BinaryIO, at: int) -> None:
        self._stream = stream
        self._skip = at
        self.trouble = ""
        stream.seek(0)

    def pieces(self) -> Iterator[bytes]:
        for piece in self._every():
            if self._skip >= len(piece):
                self._skip -= len(piece)
                continue
            yield piece[self._skip :]
            self._skip = 0

    def _every(self) -> Iterator[bytes]:
        inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        raw = b""
        length = 0
        while raw or (raw := self._stream.read(_PIECE)):
            if inflate.eof:
                raw = raw.lstrip(b"\0")
                if not raw:
                    continue
                inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            try:
                piece = inflate.decompress(raw, _PIECE)
            except zlib.error as error:
                self.trouble = f"the gzip file is damaged here ({error}); the rest was not read"
                return
            raw = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            length += len(piece)
            if length > _BOMB and length > _MOST_TIMES * self._stream.tell():
                self.trouble = f"it unpacks to over {_MOST_TIMES} times its size; no text does"
                return
            if piece:
                yield piece
        if not inflate.eof:
            self.trouble = "the gzip file ends early here"


def _unpacked_length(stream: BinaryIO) -> int:
    return sum(map(len, _Unpacked(stream, 0).pieces()))
