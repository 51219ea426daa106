"""The stage between: which articles belong to one story, and where each of them stands.

The engine joins articles on their keys; only ids and pairs of ids come to the driver.
"""

import datetime as dt
import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from provenance.blocking import (
    MOST_ARTICLES,
    KeyKind,
    Link,
    Roster,
    StoryKeys,
    gather_stories,
    is_link,
    kind_of_key,
    link_stories,
    pairs_of_key,
    strength_of,
    timeless_key,
)
from provenance.corpus.manifest import Done, file_of, save_done
from provenance.corpus.tasks import CorpusStage, Place, StoryPlaces, tables_of
from provenance.corpus.writing import PartitionWriter
from provenance.errors import StoreError

Linker = Callable[[Path, Sequence[str]], Iterable[Link]]
"""Finds the links among the articles of partitions of the extract stage."""

_KEYS, _PLACES = "_work/keys", "_work/places"
_DIGITS = 12
_FEW_ARTICLES = 5_000
"""Up to so many one process has joined on their keys before an engine has shared them out: a
thousand articles in two seconds and 40 MB."""


def group_stories(
    output: Path, partitions: Sequence[str], *, name: str, work: str, linker: Linker
) -> None:
    """Find the stories among all articles, and write them down.

    Args:
        output: the folder of the run.
        partitions: those of the extract stage, in their order.
        name: the partition to write.
        work: the digest of all that decides the result.
        linker: who joins the keys.

    Raises:
        StoreError: the keys of a partition are not there, or two articles have one id.
        OSError: the stories cannot be written.
    """
    places = {place.article: place for place in _places_of(output, partitions)}
    stories = _divided(tuple(places), partial(linker, output, partitions))
    tables = tables_of(CorpusStage.STORIES, CorpusStage.COMPARE)
    with PartitionWriter(output=output, partition=name, tables=tables) as writer:
        for articles in stories:
            found = [places[article] for article in articles]
            writer.add(
                {
                    "stories": [
                        {
                            "story": _story_id(articles),
                            "article": one.article,
                            "size": len(articles),
                            "partition": one.partition,
                        }
                        for one in found
                    ],
                    _PLACES: [
                        {
                            "story": _story_id(articles),
                            "article": one.article,
                            "partition": one.partition,
                            "row": one.row,
                        }
                        for one in found
                    ],
                }
            )
        files = writer.close()
    done = Done(work=work, files=files, counts={"stories": len(stories)})
    save_done(output, CorpusStage.STORIES.value, name, done)


def _divided(
    articles: tuple[str, ...], link: Callable[[], Iterable[Link]]
) -> tuple[tuple[str, ...], ...]:
    """The stories, as :func:`provenance.story_steps.divide_stories`: one, where there are few."""
    if len(articles) <= MOST_ARTICLES:
        return (articles,) if articles else ()
    return gather_stories(articles, link(), most=MOST_ARTICLES)


def load_stories(output: Path, name: str) -> Iterator[StoryPlaces]:
    """The stories of a run with the places of their articles, in order."""
    columns = _read(output, _PLACES, name).to_pydict()
    rows = zip(*(columns[key] for key in ("story", "article", "partition", "row")), strict=True)
    is_alone = len(set(columns["story"])) == 1
    for story, several in groupby(rows, key=lambda row: row[0]):
        yield StoryPlaces(
            story=story,
            is_alone=is_alone,
            places=tuple(
                Place(article=article, partition=partition, row=row)
                for _, article, partition, row in several
            ),
        )


def link_in_process(output: Path, partitions: Sequence[str]) -> Iterable[Link]:
    """The links, by :func:`provenance.blocking.link_stories`."""
    return link_stories(one for partition in partitions for one in read_keys(output, partition))


def link_few_here(linker: Linker) -> Linker:
    """``linker``, but that few articles are linked in this process: the same links, sooner."""

    def link(output: Path, partitions: Sequence[str]) -> Iterable[Link]:
        articles = sum(_rows_in(output, partition) for partition in partitions)
        is_few = articles <= _FEW_ARTICLES
        return (link_in_process if is_few else linker)(output, partitions)

    return link


def read_keys(output: Path, partition: str) -> Iterator[StoryKeys]:
    """The keys of the articles of a partition, in the order of their analyses."""
    for row in _read(output, _KEYS, partition).to_pylist():
        yield StoryKeys(
            article=row["article"],
            day=row["day"],
            language=row["language"],
            keys=tuple(row["keys"]),
        )


def link_by_daft(daft: Any) -> Linker:
    """A linker that has Daft join the keys: the same links as :func:`link_in_process`.

    Args:
        daft: the module, its runner chosen.
    """

    def link(output: Path, partitions: Sequence[str]) -> Iterator[Link]:
        column = daft.col
        roster = Roster.of(_told_of_articles(output, partitions))
        holder, pairs, strength, timeless = _functions(daft, roster)
        files = [str(file_of(output, _KEYS, partition)) for partition in partitions]
        rows = daft.read_parquet(files).select(
            holder(column("article")).alias("holder"), column("keys").alias("key")
        )
        held = rows.explode("key").groupby("key").agg(column("holder").list_agg()).collect()
        number = column("holder").list_count()
        ever = held.select(timeless(column("key")).alias("timeless"), number.alias("ever"))
        ever = ever.groupby("timeless").agg(column("ever").sum())
        shared = held.where(number > 1).with_column("timeless", timeless(column("key")))
        shared = shared.join(ever, on="timeless")
        told = pairs(column("key"), column("holder"), column("ever"))
        paired = shared.select(told.alias("found")).explode("found")
        each = paired.select(column("found").get("pair"), column("found").get("weight"))
        counted = each.groupby("pair").agg(column("weight").sum())
        found = counted.select("pair", strength(column("weight")).alias("strength"))
        for row in found.where(column("strength").not_null()).iter_rows():
            if row["pair"] is not None:
                one, other = divmod(row["pair"], _PAIR)
                left, right = sorted((roster.articles[one], roster.articles[other]))
                yield Link(left=left, right=right, strength=row["strength"])

    return link


_PAIR = 1 << 32
"""By which the first number of a pair is multiplied where the second is added."""


def _told_of_articles(
    output: Path, partitions: Sequence[str]
) -> Iterator[tuple[str, dt.date | None, int]]:
    names = ("article", "day", "of_event")
    for partition in partitions:
        columns = _read(output, _KEYS, partition, list(names)).to_pydict()
        yield from zip(*(columns[name] for name in names), strict=True)


def _functions(daft: Any, roster: Roster) -> tuple[Any, Any, Any, Any]:
    """The steps of :mod:`provenance.blocking.links` as Daft calls them, on whole columns."""
    types = daft.DataType
    numbers = roster.numbers

    def holder(articles: Any) -> pa.Array:
        return pa.array([numbers[article] for article in articles.to_pylist()], pa.int64())

    def pairs(keys: Any, holders: Any, ever: Any) -> pa.Array:
        named, weights, ends = array("q"), array("q"), array("q", [0])
        for key, several, rows in zip(
            keys.to_pylist(), holders.to_pylist(), ever.to_pylist(), strict=True
        ):
            bits = _BITS[kind_of_key(key)]
            for one, other, weight in pairs_of_key(key, sorted(several), roster, rows):
                named.append(one * _PAIR + other)
                weights.append(weight << bits)
            ends.append(len(named))
        told = [pa.array(several, pa.int64()) for several in (named, weights)]
        return pa.LargeListArray.from_arrays(
            pa.array(ends, pa.int64()), pa.StructArray.from_arrays(told, ["pair", "weight"])
        )

    def timeless(keys: Any) -> list[str | None]:
        return [None if key is None else timeless_key(key) for key in keys.to_pylist()]

    def strength(weights: Any) -> list[int | None]:
        return [_strength(several) for several in weights.to_pylist()]

    pair = types.struct({"pair": types.int64(), "weight": types.int64()})
    return (
        daft.func.batch(return_dtype=types.int64())(holder),
        daft.func.batch(return_dtype=types.list(pair))(pairs),
        daft.func.batch(return_dtype=types.int64())(strength),
        daft.func.batch(return_dtype=types.string())(timeless),
    )


_BITS = {
    KeyKind.WORD: 0,
    KeyKind.NAME: 18,
    KeyKind.FIGURE: 18,
    KeyKind.TURN: 36,
    KeyKind.COPY: 44,
    KeyKind.SAYING: 55,
    KeyKind.TEXT: 62,
}
"""Where the weights of each kind begin in the one number that an engine adds up for a pair; names
and figures count together. An article has at most 48 words, 48 names and figures, 120 turns, 400
fingerprints, 60 quotations and one text: no sum reaches the next."""


def _strength(weights: int | None) -> int | None:
    """How firmly two articles are linked, of the sum of their weights; ``None``: they are not."""
    if weights is None:
        return None
    sums: dict[KeyKind, int] = {}
    for kind in (kind for kind in reversed(_BITS) if kind is not KeyKind.FIGURE):
        sums[kind], weights = divmod(weights, 1 << _BITS[kind])
    return strength_of(sums) if is_link(sums) else None


def _places_of(output: Path, partitions: Sequence[str]) -> Iterator[Place]:
    seen: dict[str, str] = {}
    for partition in partitions:
        articles = _read(output, _KEYS, partition, ["article"])["article"].to_pylist()
        for row, article in enumerate(articles):
            if article in seen:
                raise StoreError(
                    f"article {article} stands in partitions {seen[article]} and {partition}: "
                    "give the inputs that hold it in two runs"
                )
            seen[article] = partition
            yield Place(article=article, partition=partition, row=row)


def _story_id(articles: Sequence[str]) -> str:
    """The same for the same articles, whatever else is in the corpus."""
    digest = hashlib.sha256("\n".join(sorted(articles)).encode()).hexdigest()
    return digest[:_DIGITS]


def _rows_in(output: Path, partition: str) -> int:
    path = file_of(output, _KEYS, partition)
    try:
        rows: int = pq.read_metadata(path).num_rows
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error
    return rows


def _unreadable(path: Path, error: Exception) -> StoreError:
    return StoreError(f"'{path}' cannot be read: {error}; run again with the stage before it")


def _read(output: Path, table: str, partition: str, columns: list[str] | None = None) -> pa.Table:
    path = file_of(output, table, partition)
    try:
        return pq.read_table(path, columns=columns, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error
