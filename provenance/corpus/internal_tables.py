"""What a stage has left for the next one, and what is said where it cannot be read."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from provenance.corpus.manifest import file_of
from provenance.errors import StoreError

KEYS, PLACES = "_work/keys", "_work/places"


def read_internal(
    output: Path, table: str, partition: str, columns: list[str] | None = None
) -> pa.Table:
    """Rows of an internal table, in their order.

    Args:
        output: the folder of the run.
        table: one of :data:`provenance.corpus.tables.INTERNAL`.
        partition: whose rows.
        columns: which of its columns; ``None``: all.

    Raises:
        StoreError: the file is not there, or is none.
    """
    path = file_of(output, table, partition)
    try:
        return pq.read_table(path, columns=columns, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error


def count_articles(output: Path, partition: str) -> int:
    """How many articles have keys in ``partition``.

    Raises:
        StoreError: as :func:`read_internal`.
    """
    rows: int = _metadata_of(output, partition).num_rows
    return rows


def count_keys(output: Path, partition: str) -> int:
    """How many keys the articles of ``partition`` have together; one without any counts as one.

    Raises:
        StoreError: as :func:`read_internal`.
    """
    metadata = _metadata_of(output, partition)
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    columns = [group.column(number) for group in groups for number in range(group.num_columns)]
    return sum(one.num_values for one in columns if one.path_in_schema.startswith("keys."))


def _metadata_of(output: Path, partition: str) -> pq.FileMetaData:
    path = file_of(output, KEYS, partition)
    try:
        return pq.read_metadata(path)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> StoreError:
    return StoreError(f"'{path}' cannot be read: {error}; run again with the stage before it")
