"""Work that all workers need and one of them does: what it gives stands in the folder of the run.

Each piece is made by whoever comes to it first; the others go on with the next one, and read it
when they are through. Nobody waits: a piece that was taken and is still not there, as that of a
worker that has died, is made once more, and so is one that a power cut has torn.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from provenance.corpus.manifest import write_whole

_TAKEN = ".taken"
DIGEST_BYTES = 16
"""At the beginning of the file of a piece, before its bytes."""


def share_pieces(
    folder: Path, names: Sequence[str], make: Callable[[int], bytes]
) -> Iterator[bytes]:
    """What ``make`` gives for the number of each of ``names``, in this process or another one.

    When all have come, all of them stand in ``folder``.

    Args:
        folder: one that all workers see.
        names: of the pieces, the same in all workers.
        make: the bytes of a piece, the same in all workers.

    Raises:
        OSError: the folder cannot be read or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        if _take(folder / name):
            _write(folder / name, make(number))
    for number, name in enumerate(names):
        yield _read_or_make(folder / name, number, make)


def read_part(path: Path, start: int, end: int) -> bytes:
    """The bytes of a piece from ``start`` to ``end``; the whole of it has been read before.

    Raises:
        OSError: it is gone.
    """
    with path.open("rb") as stream:
        stream.seek(DIGEST_BYTES + start)
        return stream.read(end - start)


def _take(path: Path) -> bool:
    """Whether nobody has taken the piece before."""
    try:
        path.with_name(path.name + _TAKEN).open("xb").close()
    except FileExistsError:
        return False
    return True


def _read_or_make(path: Path, number: int, make: Callable[[int], bytes]) -> bytes:
    with suppress(FileNotFoundError):
        found = path.read_bytes()
        digest, data = found[:DIGEST_BYTES], found[DIGEST_BYTES:]
        if digest == _digest(data):
            return data
    made = make(number)
    _write(path, made)
    return made


def _write(path: Path, data: bytes) -> None:
    write_whole(path, _digest(data) + data, survives_power_cut=False)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=DIGEST_BYTES).digest()
