"""Files that are there whole or not at all, named by the digest of what they hold.

A file is written under a passing name, brought to the disk, and then renamed: a process that is
killed at any byte leaves nothing but a file of a passing name, which no reader opens. Two processes
never write to one file.
"""

import contextlib
import hashlib
import os
import re
import secrets
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from provenance.errors import StoreError

_NAME = re.compile(r"\d{14}-([0-9a-f]{64})\.warc\.gz")
_UNFINISHED = re.compile(r"\.store-.*\.tmp")
_PIECE = 1 << 20


def digest_in_name(name: str) -> str | None:
    """The SHA-256 that the name of an evidence file promises; ``None`` for any other file."""
    match = _NAME.fullmatch(name)
    return match.group(1) if match else None


def is_unfinished(name: str) -> bool:
    """Whether ``name`` is one that files have while they are written."""
    return _UNFINISHED.fullmatch(name) is not None


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, as hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


class NewFile:
    """A file on its way into ``folder``; a context manager that leaves nothing behind on errors."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path, self._stream = _opened(folder)
        self._digest = hashlib.sha256()
        self.size = 0

    def __enter__(self) -> "NewFile":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self._stream.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def write(self, data: bytes) -> int:
        """Append ``data``; returns the byte at which it begins."""
        at = self.size
        try:
            self._stream.write(data)
        except OSError as error:
            raise _cannot_write(self._folder, error) from error
        self._digest.update(data)
        self.size += len(data)
        return at

    def finish(self, *, stamp: str) -> str:
        """Make the file one of the folder's evidence, durably; returns its name."""
        name = f"{stamp}-{self._digest.hexdigest()}.warc.gz"
        self.finish_as(self._folder / name)
        return name

    def finish_as(self, path: Path, *, durably: bool = True) -> None:
        """Give the file its name; it replaces one of that name.

        Args:
            path: in the same folder.
            durably: wait until it is on the disk, the name too.
        """
        try:
            self._stream.flush()
            if durably:
                os.fsync(self._stream.fileno())
            if sys.platform == "win32":
                self._stream.close()  # there, an open file cannot be renamed
            self._path.replace(path)
            if durably:
                _sync_folder(path.parent)
        except OSError as error:
            raise _cannot_write(path, error) from error


def write_atomically(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``; readers see the old file or the new one.

    After a loss of power it may be torn: for what can be made again.
    """
    with NewFile(path.parent) as new:
        new.write(data)
        new.finish_as(path, durably=False)


def remove_unfinished(folder: Path) -> None:
    """Remove what killed processes left; a file that is still being written is locked, and kept."""
    for path in folder.iterdir():
        if not is_unfinished(path.name):
            continue
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                path.unlink()  # there, a file that is open cannot be removed
            else:
                with path.open("rb") as stream:
                    _lock(stream)
                    path.unlink()


def _opened(folder: Path) -> tuple[Path, BinaryIO]:
    """A new file of a passing name, locked; its rights are those the user gives new files."""
    while True:
        path = folder / f".store-{secrets.token_hex(8)}.tmp"
        try:
            stream = path.open("xb")
        except FileExistsError:
            continue
        except OSError as error:
            raise _cannot_write(folder, error) from error
        # Until it is locked, another process may take the new file for one left behind.
        with contextlib.suppress(BlockingIOError):
            _lock(stream)
        if _is_same_file(path, stream):
            return path, stream
        stream.close()


def _cannot_write(path: Path, error: OSError) -> StoreError:
    return StoreError(f"cannot write to '{path}': {error.strerror}; check its rights and the disk")


def _is_same_file(path: Path, stream: BinaryIO) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(stream.fileno()))
    except FileNotFoundError:
        return False


def _lock(stream: BinaryIO) -> None:
    """Lock the file until it is closed or the process ends; ``OSError`` if somebody else has."""
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415 - not on every system

        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sync_folder(folder: Path) -> None:
    """Bring a rename to the disk, where folders can be opened for that."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
