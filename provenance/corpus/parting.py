"""Keys in parts on the disk of one machine, and the sums that the parts give.

Grace hash join (Kitsuregawa and others 1983): rows that meet have the same hash, so that parts by
hash can be joined one after the other. What they say of one pair of articles is added up last,
again a piece at a time, each piece a range of pairs.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from provenance.blocking import timeless_key
from provenance.corpus.internal_tables import KEYS, read_internal
from provenance.corpus.manifest import sweep
from provenance.corpus.tables import JOINED

_Whole = npt.NDArray[np.int64]
_HELD = pa.schema([("holder", pa.int64()), ("key", pa.string())])


@contextmanager
def swept_folder(output: Path) -> Iterator[Path]:
    """A folder of the run for files that nobody needs afterwards, empty before and after.

    Raises:
        OSError: it cannot be written.
    """
    folder = output / JOINED
    folder.mkdir(parents=True, exist_ok=True)
    sweep(output, {JOINED: set()})
    try:
        yield folder
    finally:
        sweep(output, {JOINED: set()})


def part_keys(
    output: Path,
    partitions: Sequence[str],
    numbers: Mapping[str, int],
    folder: Path,
    parts: int,
) -> tuple[Path, ...]:
    """The keys of all articles, each with the number of its article, in so many ``parts``.

    Keys that count together, as they differ by their week alone, are in one part.

    Args:
        output: the folder of the run.
        partitions: those whose keys they are.
        numbers: of the articles, by their ids.
        folder: where files are written.
        parts: how many.

    Raises:
        StoreError: the keys of a partition are not there.
        OSError: the folder cannot be written.
    """
    files = tuple(folder / f"keys-{part:05d}.parquet" for part in range(parts))
    with ExitStack() as stack:
        writers = [stack.enter_context(pq.ParquetWriter(file, _HELD)) for file in files]
        for partition in partitions:
            rows = _rows_of(output, partition, numbers)
            roots = (timeless_key(key).encode() for key in rows["key"].to_pylist())
            part_of = np.fromiter((crc32(root) % parts for root in roots), np.int64, len(rows))
            sorted_rows = rows.take(pa.array(part_of.argsort(kind="stable")))
            first = 0
            for writer, number in zip(
                writers, np.bincount(part_of, minlength=parts).tolist(), strict=True
            ):
                writer.write_table(sorted_rows.slice(first, number))
                first += number
    return files


def _rows_of(output: Path, partition: str, numbers: Mapping[str, int]) -> pa.Table:
    """One row a key."""
    table = read_internal(output, KEYS, partition, ["article", "keys"])
    keys = table["keys"].combine_chunks()
    holders = pa.array([numbers[one] for one in table["article"].to_pylist()], pa.int64())
    return pa.table([holders.take(pc.list_parent_indices(keys)), keys.flatten()], schema=_HELD)


def save_sums(file: Path, sums: pa.Table) -> Path:
    """Keep what one part says of pairs, in the place of its keys.

    Args:
        file: of the part; it is removed.
        sums: a row for each pair: ``pair``, ``weight``.

    Returns:
        The file for :func:`sums_of`: two rows of whole numbers, the first one ascending.
    """
    sums = sums.filter(pc.field("pair").is_valid())
    pairs, weights = (sums[name].to_numpy() for name in ("pair", "weight"))
    order = pairs.argsort()
    kept = file.with_suffix(".npy")
    np.save(kept, np.stack([pairs[order], weights[order]]))
    file.unlink()
    return kept


def sums_of(files: Sequence[Path], end: int, *, pieces: int) -> Iterator[tuple[_Whole, _Whole]]:
    """Pairs, and for each of them the sum of what all ``files`` say of it.

    Args:
        files: of :func:`save_sums`.
        end: greater than every pair.
        pieces: how many ranges of pairs are taken one after the other.
    """
    bounds = np.array([end * piece // pieces for piece in range(pieces + 1)])
    places = [_mapped(file)[0].searchsorted(bounds) for file in files]
    for piece in range(pieces):
        # Mapped anew each time, so that what was looked at does not stay in memory.
        slices = [
            _mapped(file)[:, at[piece] : at[piece + 1]]
            for file, at in zip(files, places, strict=True)
        ]
        together = np.concatenate(slices, axis=1)
        del slices
        pairs, weights = together[:, together[0].argsort(kind="stable")]
        firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
        if len(firsts):
            yield pairs[firsts], np.add.reduceat(weights, firsts)


def _mapped(file: Path) -> _Whole:
    mapped: _Whole = np.load(file, mmap_mode="r")
    return mapped
