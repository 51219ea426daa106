"""Reads single analyses back from the files that a stage left for the next."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from provenance.corpus.carrying import analysis_from_bytes
from provenance.corpus.manifest import file_of
from provenance.corpus.tasks import Place, StoryPlaces
from provenance.errors import StoreError
from provenance.model import Analysis

_OPEN_FILES = 32
"""Files that stay open: a story's articles lie in few, for an archive is in the order of time."""


_Row = tuple[str, bytes, list[str]]
"""Id of an article, its analysis, the keys of its words."""


@attrs.define(kw_only=True)
class AnalysesReader:
    """Picks analyses out of the files of the extract stage by where they stand."""

    output: Path
    _files: OrderedDict[str, pq.ParquetFile] = attrs.field(init=False, factory=OrderedDict)
    _group: tuple[str, int, list[_Row]] | None = attrs.field(init=False, default=None)

    def read_story(self, story: StoryPlaces) -> tuple[tuple[Analysis, ...], frozenset[str]]:
        """The articles of a story, and the keys of their words.

        Raises:
            StoreError: one of them is not there.
        """
        rows = [self._read(place) for place in story.places]
        keys = frozenset(key for _, of_article in rows for key in of_article)
        return tuple(analysis for analysis, _ in rows), keys

    def _read(self, place: Place) -> tuple[Analysis, Sequence[str]]:
        try:
            article, data, keys = self._found(place)
        except (OSError, IndexError, pa.ArrowException) as error:
            raise StoreError(
                f"the analysis of article {place.article} is not in partition {place.partition}: "
                f"{error}; run the stage 'extract' again"
            ) from error
        if article != place.article:
            raise StoreError(
                f"partition {place.partition} has article {article} in row {place.row}, not "
                f"{place.article}; run the stage 'stories' again"
            )
        return analysis_from_bytes(data), keys

    def _found(self, place: Place) -> _Row:
        file = self._opened(place.partition)
        row = place.row
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if row < rows:
                return self._read_group(place.partition, group)[row]
            row -= rows
        raise IndexError(place.row)

    def _read_group(self, partition: str, group: int) -> list[_Row]:
        if self._group is None or self._group[:2] != (partition, group):
            table = self._opened(partition).read_row_group(group, use_threads=False)
            columns = (table[name].to_pylist() for name in ("article", "analysis", "keys"))
            self._group = (partition, group, list(zip(*columns, strict=True)))
        return self._group[2]

    def _opened(self, partition: str) -> pq.ParquetFile:
        if partition not in self._files:
            if len(self._files) >= _OPEN_FILES:
                self._files.popitem(last=False)[1].close()
            self._files[partition] = pq.ParquetFile(
                file_of(self.output, "_work/analyses", partition)
            )
        self._files.move_to_end(partition)
        return self._files[partition]


@attrs.frozen(kw_only=True)
class Judged:
    """The articles of a story after the stage 'verify'."""

    story: str
    analyses: tuple[Analysis, ...]
    near: frozenset[str]
    """Ids of the documents at hand that may speak to the story."""


def read_judged(output: Path, partitions: Sequence[str]) -> Iterator[Judged]:
    """The stories of a bucket, in the order they were written.

    Args:
        output: the folder of the run.
        partitions: those that hold the bucket, in their order; a story may begin in one and go on
            in the next.

    Raises:
        StoreError: the stage 'verify' has not left them whole.
    """
    for story, several in groupby(_rows(output, partitions), key=lambda row: row[0]):
        rows = list(several)
        yield Judged(
            story=story,
            analyses=tuple(analysis_from_bytes(data) for _, data, _ in rows),
            near=frozenset(one for _, _, near in rows for one in near or ()),
        )


_JudgedRow = tuple[str, bytes, list[str] | None]


def _rows(output: Path, partitions: Sequence[str]) -> Iterator[_JudgedRow]:
    names = ["story", "analysis", "near"]
    for partition in partitions:
        try:
            with pq.ParquetFile(file_of(output, "_work/judged", partition)) as file:
                for group in range(file.num_row_groups):
                    table = file.read_row_group(group, columns=names, use_threads=False)
                    yield from zip(*(table[name].to_pylist() for name in names), strict=True)
        except (OSError, pa.ArrowException) as error:
            raise StoreError(
                f"the judged articles of bucket {partition} cannot be read: {error}; "
                "run the stage 'verify' again"
            ) from error
