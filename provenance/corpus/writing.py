"""Files of rows of one partition: written beside their names, put in place when all are whole."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from provenance.corpus.manifest import TableFile, digest_of_file, file_of
from provenance.corpus.rows import Row
from provenance.corpus.tables import schema_of

_ROWS_A_GROUP = 4096
_ROWS_OF_ANALYSES = 16
"""The next stage picks single articles: it reads a whole group for each, and a group's head costs
about a hundred bytes."""
_CELLS_HELD = 64 * 1024 * 1024
"""Bytes of text in rows of one table that wait for their group to be full."""


@attrs.define(kw_only=True)
class _TableWriter:
    table: str
    target: Path
    temporary: Path
    writer: pq.ParquetWriter
    held: list[Row] = attrs.field(factory=list)
    held_bytes: int = 0
    rows: int = 0
    rows_a_group: int = attrs.field(init=False)

    @rows_a_group.default
    def _set_rows_a_group(self) -> int:
        return _ROWS_OF_ANALYSES if "analysis" in schema_of(self.table).names else _ROWS_A_GROUP

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.held.append(row)
            self.held_bytes += sum(len(v) for v in row.values() if isinstance(v, str | bytes))
            if len(self.held) >= self.rows_a_group or self.held_bytes >= _CELLS_HELD:
                self.flush()

    def flush(self) -> None:
        if self.held:
            self.writer.write_table(pa.Table.from_pylist(self.held, schema_of(self.table)))
            self.rows += len(self.held)
            self.held, self.held_bytes = [], 0


@attrs.define(kw_only=True)
class PartitionWriter:
    """The files of one partition, one for each of ``tables``; a context that tidies up.

    Raises:
        OSError: the disk is full, or nothing may be written there.
    """

    output: Path
    partition: str
    tables: tuple[str, ...]
    _writers: dict[str, _TableWriter] = attrs.field(init=False, factory=dict)

    def __enter__(self) -> Self:
        try:
            for table in self.tables:
                self._writers[table] = self._opened(table)
        except BaseException:
            self._drop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._drop()

    def add(self, rows: Mapping[str, Iterable[Row]]) -> None:
        """Take in rows by table; those of tables that are not wanted are left out."""
        for table, found in rows.items():
            if table in self._writers:
                self._writers[table].add(found)

    def close(self) -> dict[str, TableFile]:
        """Put every file in its place; what each holds, by table."""
        closed: dict[str, TableFile] = {}
        for table, writer in self._writers.items():
            writer.flush()
            writer.writer.close()
            _to_disk(writer.temporary)
            closed[table] = TableFile(rows=writer.rows, digest=digest_of_file(writer.temporary))
        for writer in self._writers.values():
            writer.temporary.replace(writer.target)
        self._writers.clear()
        return closed

    def _opened(self, table: str) -> _TableWriter:
        target = file_of(self.output, table, self.partition)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{self.partition}-")
        os.close(handle)
        temporary = Path(name)
        temporary.chmod(0o644)
        schema = schema_of(table)
        try:
            writer = pq.ParquetWriter(temporary, schema, compression="zstd")
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return _TableWriter(table=table, target=target, temporary=temporary, writer=writer)

    def _drop(self) -> None:
        for writer in self._writers.values():
            try:
                writer.writer.close()
            except (OSError, pa.ArrowException):
                # The disk that was too full for the rows is too full for the end of the file.
                pass
            finally:
                writer.temporary.unlink(missing_ok=True)
        self._writers.clear()


def _to_disk(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
