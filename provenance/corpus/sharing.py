"""Work that all workers need and one of them does: what it gives stands in the folder of the run.

Each piece is made by whoever comes to it first; the others go on with the next one, and read it
when they are through. Nobody waits: a piece that was taken and is still not there, as that of a
worker that has died, is made once more, and so is one that a power cut has torn.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

from provenance.corpus.manifest import write_whole

_TAKEN = ".taken"
_DIGEST_BYTES = 16


def share_pieces(
    folder: Path, names: Sequence[str], make: Callable[[int], bytes]
) -> tuple[bytes, ...]:
    """What ``make`` gives for the number of each of ``names``, in this process or another one.

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
            data = make(number)
            write_whole(folder / name, _digest(data) + data, survives_power_cut=False)
    return tuple(_read_or_make(folder / name, number, make) for number, name in enumerate(names))


def _take(path: Path) -> bool:
    """Whether nobody has taken the piece before."""
    try:
        path.with_name(path.name + _TAKEN).open("xb").close()
    except FileExistsError:
        return False
    return True


def _read_or_make(path: Path, number: int, make: Callable[[int], bytes]) -> bytes:
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return make(number)
    digest, data = found[:_DIGEST_BYTES], found[_DIGEST_BYTES:]
    return data if digest == _digest(data) else make(number)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_BYTES).digest()
