"""Inputs by path or by address: opened and measured.

Addresses of object stores go through Daft's file objects, which read what is asked for by range.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import attrs

from provenance.corpus.quiet import import_daft
from provenance.errors import ConfigError

if TYPE_CHECKING:
    from daft.io import IOConfig

_SCHEMES = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "hf", "http", "https")
_BUFFER = 1 << 20
_ENDS = 1 << 16


@attrs.frozen(kw_only=True)
class Measured:
    """How large an input is, and a word that changes when it does."""

    size: int
    stamp: str


def is_address(given: str) -> bool:
    """Whether ``given`` is the address of an object in a store, not a path."""
    scheme, separator, _ = given.partition("://")
    return bool(separator) and scheme.lower() in _SCHEMES


def open_input(place: str, *, storage: IOConfig | None = None) -> BinaryIO:
    """The bytes at a path or an address: a seekable file, read as far as it is asked for.

    Args:
        place: what to open.
        storage: keys and endpoints of the store; ``None``: what the environment says.

    Raises:
        OSError: there is no such thing, or it cannot be read.
    """
    if not is_address(place):
        path = Path(place)
        # Opening a pipe would wait for its other end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError("it is no file")
        return path.open("rb")
    daft = import_daft()
    try:
        file = daft.File(place, io_config=storage)
        return cast("BinaryIO", _Remote(file.open(buffer_size=_BUFFER).__enter__(), file.size()))
    except remote_errors(daft) as error:
        raise OSError(first_line(error)) from error


def measure_input(place: str, *, storage: IOConfig | None = None) -> Measured:
    """How large the input is, and its stamp; without reading more of it than its two ends.

    A file's stamp is its size and the time of its last change. A store tells neither through
    Daft's files, so there it is the size and a digest of the first and last 64 KiB.

    Raises:
        OSError: there is no such thing, or it cannot be read.
    """
    if not is_address(place):
        found = Path(place).stat()
        return Measured(size=found.st_size, stamp=f"{found.st_size}-{found.st_mtime_ns}")
    with open_input(place, storage=storage) as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        digest = hashlib.sha256(stream.read(_ENDS))
        stream.seek(max(0, size - _ENDS))
        digest.update(stream.read(_ENDS))
    return Measured(size=size, stamp=f"{size}-{digest.hexdigest()[:16]}")


def stamps_of(sources: Path) -> list[tuple[str, int, int]]:
    """Name, size and time of every file among the documents at hand.

    Raises:
        ConfigError: they cannot be looked at.
    """
    files = sorted(p for p in sources.rglob("*") if p.is_file()) if sources.is_dir() else [sources]
    try:
        return [(str(p), (s := p.stat()).st_size, s.st_mtime_ns) for p in files]
    except OSError as error:
        raise ConfigError(f"cannot read the documents at '{sources}': {error.strerror}") from error


class _Remote:
    """A file object of Daft's as Python's readers expect one."""

    def __init__(self, inner: Any, size: int) -> None:
        self._inner = inner
        self._size = size
        self._at = 0
        self.closed = False

    def __enter__(self) -> _Remote:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self._inner.__exit__(None, None, None)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = base + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._size - self._at)
        wanted = left if size is None or size < 0 else min(size, left)
        if not wanted:
            return b""
        try:
            if self._inner.tell() != self._at:
                self._inner.seek(self._at)
            data = bytes(self._inner.read(wanted))
        except remote_errors(import_daft()) as error:
            raise OSError(first_line(error)) from error
        self._at += len(data)
        return data


def remote_errors(daft: Any) -> tuple[type[Exception], ...]:
    """What the engine raises when a store does not answer as it should."""
    return (daft.exceptions.DaftCoreException, OSError, ValueError, RuntimeError)


def first_line(error: Exception) -> str:
    """What an error says, without its trace."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
