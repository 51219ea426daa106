"""The records of a WARC file, whoever wrote it: bounded in memory, past what is damaged."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, TypeVar

import attrs

from provenance.warc.unpacking import Broken, TooLong, Unpacking

MAX_BLOCK = 1 << 26
"""Bytes of a block that are read; a longer one is passed over."""
_MAX_HEAD = 1 << 16
_MAX_DAMAGES = 1_000
_Taken = TypeVar("_Taken")
_VERSION = re.compile(rb"WARC/(?:0\.1[78]|1\.\d)\r?\n?")


@attrs.frozen(kw_only=True)
class Record:
    """One record: its named fields and its block."""

    headers: tuple[tuple[str, str], ...]
    block: bytes = attrs.field(repr=False)
    offset: int
    """The byte of the file where it begins; in gzip, where its member begins."""
    length: int
    """Bytes it takes in the file, packed as they are."""
    cut: bool = False
    """Whether the file ends before the record does."""

    def header(self, name: str) -> str | None:
        """The first field of that name, in any case, or ``None``."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def type(self) -> str:
        """``response``, ``revisit``, …: its ``WARC-Type`` in lower case."""
        return (self.header("WARC-Type") or "").lower()

    @property
    def url(self) -> str:
        """Its ``WARC-Target-URI``, without the brackets some tools write; empty if none."""
        uri = (self.header("WARC-Target-URI") or "").strip()
        bare = uri[1:-1] if uri.startswith("<") and uri.endswith(">") else uri
        return bare.replace(" ", "%20")

    @property
    def media_type(self) -> str:
        """The ``Content-Type`` of the block, in lower case and without parameters."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()


@attrs.frozen(kw_only=True)
class Damage:
    """A place in a file where no record can be read."""

    offset: int
    why: str
    is_long: bool = False
    """Whether the record is sound as far as can be seen, and only too long to be read."""


def read_records(
    stream: BinaryIO, *, max_block: int = MAX_BLOCK, start: int = 0
) -> Iterator[Record | Damage]:
    """The records of a WARC file in their order, and the places where it is damaged.

    A gzip member is checked to its end before its record is given. Behind damage the reading goes
    on at the next place that looks like a record; after a thousand such places it stops.

    Args:
        stream: the file, opened in binary mode; it must be seekable.
        max_block: a record with a longer block is a ``Damage``.
        start: the byte where to begin: the beginning of a record.
    """
    return _each(stream, partial(_record, max_block=max_block), start)


def read_offsets(stream: BinaryIO, *, max_block: int = MAX_BLOCK) -> Iterator[int]:
    """The bytes at which :func:`read_records` would go on to a record, or meet damage.

    Blocks are passed over in pieces and never held; those of a file that is not packed are leapt.

    Args:
        stream: the file at its beginning.
        max_block: as there.
    """
    for one in _each(stream, partial(_passed, max_block=max_block), 0):
        yield one.offset if isinstance(one, Damage) else one


def _each(
    stream: BinaryIO, take: Callable[[Unpacking], tuple[_Taken, bool]], start: int
) -> Iterator[_Taken | Damage]:
    """What ``take`` makes of record after record until one is cut; going on behind damage."""
    source = Unpacking(stream)
    if start:
        source.seek(start)
    damages = 0
    while True:
        at = source.offset
        try:
            if not source.has_more():
                return
            at = source.offset
            taken, is_cut = take(source)
        except Broken as broken:
            at = source.offset if source.is_packed else at
            damages += 1
            yield Damage(offset=at, why=str(broken), is_long=isinstance(broken, TooLong))
            if damages >= _MAX_DAMAGES:
                yield Damage(offset=at, why="too much is damaged; the rest was not read")
                return
            if not _go_on(source, broken, at):
                return
        else:
            yield taken
            if is_cut:
                return


def _go_on(source: Unpacking, broken: Broken, at: int) -> bool:
    """Go to the next record behind damage at byte ``at``; ``False`` if there is none."""
    try:
        if isinstance(broken, TooLong) and source.skip_long(broken.end):
            return True
    except Broken:
        pass
    return source.seek_record(at)


def _record(source: Unpacking, *, max_block: int) -> tuple[Record, bool]:
    offset = source.offset
    headers, length = _head(source, max_block)
    block = source.read(length)
    cut = _is_cut(source, length - len(block))
    length = source.position - offset
    return Record(headers=headers, block=block, offset=offset, length=length, cut=cut), cut


def _passed(source: Unpacking, *, max_block: int) -> tuple[int, bool]:
    offset = source.offset
    _, length = _head(source, max_block)
    return offset, _is_cut(source, length - source.skip(length))


def _head(source: Unpacking, max_block: int) -> tuple[tuple[tuple[str, str], ...], int]:
    headers = _headers(source)
    length = _length(headers)
    if length > max_block:
        raise TooLong(f"its block is longer than {max_block} bytes", end=source.offset + length)
    return headers, length


def _is_cut(source: Unpacking, missing: int) -> bool:
    """Whether the file ends before the record does; else what follows the block is passed over."""
    if missing and not source.is_cut:
        raise Broken("its gzip member ends before its block")
    if not missing:
        source.skip_blank_lines()
    return missing > 0


def _headers(source: Unpacking) -> tuple[tuple[str, str], ...]:
    first = source.read_line(_MAX_HEAD)
    if not _VERSION.fullmatch(first):
        raise Broken("no WARC record begins here")
    left = _MAX_HEAD
    fields: list[tuple[str, str]] = []
    while line := source.read_line(left):
        left -= len(line)
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return tuple(fields)
        name, colon, value = text.partition(":")
        if text[0] in " \t" and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {text.strip()}")
        elif colon:
            fields.append((name.strip(), value.strip()))
    raise Broken("it ends within its header")


def _length(headers: tuple[tuple[str, str], ...]) -> int:
    for name, value in headers:
        if name.lower() == "content-length" and value.isascii() and value.isdigit():
            return int(value) if len(value) < 19 else 1 << 62
    raise Broken("it does not say how long it is")
