"""The plan of a run: every input cut into slices, one after the other, in little memory."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from provenance.corpus.cuts import InputKind, Slice
from provenance.corpus.jsonl_records import TO_THE_END, plan_lines
from provenance.corpus.listing import Found, Root, find_inputs, is_one_file, list_roots
from provenance.corpus.outcomes import Limits
from provenance.corpus.parquet_records import count_rows, plan_rows
from provenance.corpus.places import Measured, is_address, measure_input, open_input
from provenance.corpus.warc_records import plan_records

if TYPE_CHECKING:
    from daft.io import IOConfig

__all__ = ["InputKind", "Sizes", "Slice", "plan_slices"]

_LEAST_BYTES, _LEAST_ROWS, _LEAST_FILES = 256 * 1024, 50, 50
_UNKNOWN = Measured(size=0, stamp="unknown")


@attrs.frozen(kw_only=True)
class Sizes:
    """The most that goes into one slice: a quarter of a minute to a minute of work.

    A small input is cut finer, so that several workers share it: into ``slices``, if each has a
    few seconds of work.
    """

    bytes: int = 16 * 1024 * 1024
    """Of an archive as it lies on disk."""
    rows: int = 2_000
    files: int = 500
    slices: int = 32
    """So many of an input, and no more than one for each 256 KiB, 50 rows or 50 files."""
    pieces_of_group: int = 64
    """The most slices of a row group of Parquet: each passes over the rows before it."""
    pieces_of_gzip: int = 16
    """The most slices of JSON lines in gzip: each unpacks what stands before it."""


def plan_slices(
    inputs: Sequence[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    sizes: Sizes | None = None,
    storage: IOConfig | None = None,
) -> Iterator[Slice]:
    """The slices of all inputs, in their order; the same inputs give the same slices.

    What cannot be opened or measured gets a slice too, whose reading tells why.

    Args:
        inputs: paths of files and folders, globs, addresses of objects or of what holds them.
        sizes: how much goes into one slice.
        storage: keys and endpoints of an object store.

    Raises:
        InputError: an input does not exist, a glob fits nothing, or a store cannot be listed.
    """
    sizes = sizes or Sizes()
    given = [inputs] if isinstance(inputs, str | os.PathLike) else inputs
    for number, found in _inputs(list_roots(given), storage):
        for count, piece in enumerate(_cut(found, sizes, storage)):
            yield attrs.evolve(piece, id=f"{number:05d}-{count:06d}")


def _inputs(
    roots: Sequence[Root], storage: IOConfig | None
) -> Iterator[tuple[int, Iterator[Found]]]:
    """What each input holds, and its number; files that are named in a row are one input."""
    for is_file, group in itertools.groupby(enumerate(roots), lambda one: is_one_file(one[1])):
        every = tuple(group)
        if is_file:
            files = (find_inputs(root, storage=storage) for _, root in every)
            yield every[0][0], itertools.chain.from_iterable(files)
            continue
        for number, root in every:
            yield number, find_inputs(root, storage=storage)


def _cut(found: Iterator[Found], sizes: Sizes, storage: IOConfig | None) -> Iterator[Slice]:
    waiting: list[Found] = []
    passed = 0
    for one in found:
        if one.kind is not InputKind.FILES:
            yield from _cut_archive(one, sizes, storage)
            continue
        waiting.append(one)
        if len(waiting) >= _step(passed, sizes, most=sizes.files, least=_LEAST_FILES):
            yield _of_files(waiting)
            passed += len(waiting)
            waiting = []
    if waiting:
        yield _of_files(waiting)


def _step(total: int, sizes: Sizes, *, most: int, least: int) -> int:
    """How much of ``total`` goes into one slice."""
    return min(most, max(least, -(-total // sizes.slices)))


def _of_files(found: Sequence[Found]) -> Slice:
    stamps = hashlib.sha256()
    for one in found:
        stamps.update(f"{one.name}\n{_stamp_of_file(one.place)}\n".encode("utf-8", "surrogatepass"))
    return Slice(
        id="",
        input=found[0].place,
        name=found[0].name,
        kind=InputKind.FILES,
        start=0,
        end=len(found),
        stamp=stamps.hexdigest()[:16],
        files=tuple(one.place for one in found),
        names=tuple(one.name for one in found),
    )


def _stamp_of_file(place: str) -> str:
    """An object's address alone: measuring each of a million would take as many requests."""
    if is_address(place):
        return place
    return _measured(place, None).stamp


def _measured(place: str, storage: IOConfig | None) -> Measured:
    try:
        return measure_input(place, storage=storage)
    except (OSError, ValueError):
        return _UNKNOWN


def _cut_archive(found: Found, sizes: Sizes, storage: IOConfig | None) -> Iterator[Slice]:
    measured = _measured(found.place, storage)
    whole = Slice(
        id="",
        input=found.place,
        name=found.name,
        kind=found.kind,
        start=0,
        end=measured.size,
        stamp=measured.stamp,
    )
    last = 0
    try:
        for start, end in _runs(found, measured, sizes, storage):
            yield attrs.evolve(whole, start=start, end=end)
            last = end
    except (OSError, ValueError):
        # The reading meets the same trouble, and tells it.
        yield attrs.evolve(whole, start=last, end=TO_THE_END)


def _runs(
    found: Found, measured: Measured, sizes: Sizes, storage: IOConfig | None
) -> Iterator[tuple[int, int]]:
    step = _step(measured.size, sizes, most=sizes.bytes, least=_LEAST_BYTES)
    with open_input(found.place, storage=storage) as stream:
        match found.kind:
            case InputKind.PARQUET:
                step = _step(count_rows(stream), sizes, most=sizes.rows, least=_LEAST_ROWS)
                yield from plan_rows(stream, step=step, pieces=sizes.pieces_of_group)
            case _ if is_address(found.place) and found.kind is InputKind.WARC:
                # A pass would bring all of it over the network, once more than the reading does.
                yield 0, TO_THE_END
            case InputKind.WARC:
                yield from plan_records(stream, size=measured.size, step=step, limits=Limits())
            case _:
                yield from plan_lines(
                    stream, size=measured.size, step=step, pieces=sizes.pieces_of_gzip
                )
