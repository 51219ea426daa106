"""Parquet tables of articles: one row each, the columns found by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from provenance.corpus.columns import Columns, record_of
from provenance.corpus.outcomes import Limits, Record, Unreadable
from provenance.corpus.places import first_line
from provenance.terms import Reason

_Row = tuple[int, dict[str, object]]
_BATCH = 8 * 1024 * 1024
"""Bytes that are unpacked at a time, as far as the table says how long its rows are."""
_MOST_ROWS = 1_024
_FEWEST_ROWS = 8


def count_rows(stream: BinaryIO) -> int:
    """How many rows a table has, by its foot.

    Raises:
        OSError: it is no Parquet file, or the reader is not installed.
    """
    rows: int = _opened(stream).metadata.num_rows
    return max(0, rows)


def plan_rows(stream: BinaryIO, *, step: int, pieces: int) -> Iterator[tuple[int, int]]:
    """Runs of about ``step`` rows that do not go over the end of a row group.

    Only the table's foot is read. Each run of a group must pass over the rows before it, so a
    group gives not more than ``pieces``.

    Raises:
        OSError: it is no Parquet file, or the reader is not installed.
    """
    foot = _opened(stream).metadata
    row = 0
    for group in range(foot.num_row_groups):
        rows = max(0, foot.row_group(group).num_rows)
        length = max(step, -(-rows // pieces))
        for start in range(row, row + rows, length):
            yield start, min(start + length, row + rows)
        row += rows
    if row == 0:
        # Its reading says what there is to say.
        yield 0, 0


def read_rows(
    stream: BinaryIO, *, name: str, start: int, end: int, limits: Limits, columns: Columns
) -> Iterator[Record | Unreadable]:
    """What the rows from ``start`` to ``end`` hold.

    Raises:
        OSError: it is no Parquet file, or its pages are damaged.
    """
    table = _opened(stream)
    chosen = columns.chosen(table.schema_arrow.names)
    if not chosen["body"]:
        there = ", ".join(table.schema_arrow.names)[:200]
        detail = f"it has no column with a text; its columns are: {there}"
        yield Unreadable(place=0, origin=name, reason=Reason.NOT_AN_ARTICLE, detail=detail)
        return
    wanted = sorted({column for names in chosen.values() for column in names})
    for place, (row, values) in enumerate(_rows(table, start, end, wanted)):
        origin = f"{name}, row {row}"
        yield record_of(values, chosen, place=place, origin=origin, limits=limits)


def _rows(table: Any, start: int, end: int, wanted: list[str]) -> Iterator[_Row]:
    first = 0
    for number in range(table.metadata.num_row_groups):
        rows = max(0, table.metadata.row_group(number).num_rows)
        if first < end and first + rows > start:
            yield from _rows_of_group(table, number, first, (start, end), wanted)
        first += rows


def _rows_of_group(
    table: Any, number: int, first: int, span: tuple[int, int], wanted: list[str]
) -> Iterator[_Row]:
    start, end = span
    group = table.metadata.row_group(number)
    # Not by column: Arrow 25 aborts the process over a column whose statistics are damaged.
    fits = _BATCH * group.num_rows // max(group.total_byte_size, 1)
    batch = max(_FEWEST_ROWS, min(_MOST_ROWS, fits))
    row = first
    for piece in _batches(table, number, batch, wanted):
        if row >= end:
            return
        taken = piece.slice(max(0, start - row), max(0, end - max(row, start)))
        columns = {n: _values(c) for n, c in zip(taken.schema.names, taken.columns, strict=True)}
        for at in range(taken.num_rows):
            yield max(row, start) + at, {n: values[at] for n, values in columns.items()}
        row += piece.num_rows


def _batches(table: Any, number: int, batch: int, wanted: list[str]) -> Iterator[Any]:
    import pyarrow as pa  # noqa: PLC0415 - an optional extra

    try:
        yield from table.iter_batches(
            batch_size=batch, row_groups=[number], columns=wanted, use_threads=False
        )
    except pa.ArrowException as error:
        raise OSError(first_line(error)) from error


def _values(column: Any) -> list[object]:
    """The values of a column; ``None`` for one that Python cannot hold, and bytes for no UTF-8."""
    import pyarrow as pa  # noqa: PLC0415 - an optional extra

    if pa.types.is_timestamp(column.type):
        # Nanoseconds need pandas, and no article is dated by them.
        column = column.cast(pa.timestamp("s", column.type.tz), safe=False)
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError):
        return [_value(one) for one in column]


def _value(scalar: Any) -> object:
    try:
        return scalar.as_py()
    except UnicodeDecodeError as error:
        return bytes(error.object)
    except (ValueError, OverflowError):
        return None


def _opened(stream: BinaryIO) -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise OSError("Parquet needs the engine: install provenance[corpus]") from error
    try:
        return pq.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 16)
    except pa.ArrowException as error:
        raise OSError(first_line(error)) from error
