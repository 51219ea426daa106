"""The records of a WARC file, whoever wrote it: bounded in memory, past what is damaged."""

import re
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from provenance.warc.unpacking import Broken, TooLong, Unpacking

MAX_BLOCK = 1 << 26
"""Bytes of a block that are read; a longer one is passed over."""
_MAX_HEAD = 1 << 16
_MAX_DAMAGES = 1_000
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
            record = _record(source, max_block)
        except Broken as broken:
            at = source.offset if source.is_packed else at
            damages += 1
            yield Damage(offset=at, why=str(broken), is_long=isinstance(broken, TooLong))
            if damages >= _MAX_DAMAGES:
                yield Damage(offset=at, why="too much is damaged; the rest was not read")
                return
            if not source.seek_record(at):
                return
        else:
            yield record
            if record.cut:
                return


def _record(source: Unpacking, max_block: int) -> Record:
    offset = source.offset
    headers = _headers(source)
    length = _length(headers)
    if length > max_block:
        raise TooLong(f"its block is longer than {max_block} bytes")
    block = source.read(length)
    cut = len(block) < length
    if cut and not source.is_cut:
        raise Broken("its gzip member ends before its block")
    if not cut:
        source.skip_blank_lines()
    return Record(
        headers=headers, block=block, offset=offset, length=source.position - offset, cut=cut
    )


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
