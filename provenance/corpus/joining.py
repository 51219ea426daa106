"""The engine's join of articles on their keys: which two belong to one story.

A cluster shares the rows out and puts on disk what memory does not hold. On one machine the join is
in memory, some 190 bytes a key; so there the keys of very many articles are first parted on disk,
and joined part by part (:mod:`provenance.corpus.parting`).
"""

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from provenance.blocking import (
    LEAST_OF_EVENT,
    KeyKind,
    Link,
    Roster,
    is_link,
    kind_of_key,
    pairs_of_key,
    strength_of,
    timeless_key,
)
from provenance.corpus.internal_tables import KEYS, count_keys, read_internal
from provenance.corpus.manifest import file_of
from provenance.corpus.parting import part_keys, save_sums, sums_of, swept_folder

Linker = Callable[[Path, Sequence[str]], Iterable[Link]]
"""Finds the links among the articles of partitions of the extract stage."""

KEYS_AT_ONCE = 2_000_000
"""That one machine joins at a time: those of 15,000 articles of eight sentences."""
_MOST_PARTS = 256
"""Files that are written at a time, of which a process may have some thousand open; the parts of
more than three million articles grow."""
_PIECES_A_PART = 4
"""Into which the pairs of one part are cut, where what the parts say is added up."""
_PAIR = 1 << 32
"""By which the first number of a pair is multiplied where the second is added."""


def link_by_daft(daft: Any, *, keys_at_once: int | None = None) -> Linker:
    """A linker that has Daft join the keys: the links of :func:`provenance.blocking.link_stories`.

    Args:
        daft: the module, its runner chosen.
        keys_at_once: how many it is given at a time, or a little more; ``None``: all.
    """

    def link(output: Path, partitions: Sequence[str]) -> Iterator[Link]:
        roster = Roster.of(_told_of_articles(output, partitions))
        join = _Join(daft=daft, roster=roster, steps=_Steps.of(daft, roster))
        keys = sum(count_keys(output, partition) for partition in partitions)
        parts = 1 if keys_at_once is None else min(-(-keys // keys_at_once), _MOST_PARTS)
        if parts > 1:
            return join.links_in_parts(output, partitions, parts)
        return join.links_at_once(output, partitions)

    return link


@attrs.frozen(kw_only=True)
class _Join:
    """The steps of :mod:`provenance.blocking.links`, done by Daft."""

    daft: Any
    roster: Roster
    steps: "_Steps"

    def links_at_once(self, output: Path, partitions: Sequence[str]) -> Iterator[Link]:
        """The links of all rows together; pairs of articles that are not linked stay with Daft."""
        column, steps = self.daft.col, self.steps
        files = [str(file_of(output, KEYS, partition)) for partition in partitions]
        rows = self.daft.read_parquet(files).select(
            steps.holder(column("article")).alias("holder"), column("keys").alias("key")
        )
        sums = self._sums(rows.explode("key"))
        found = sums.select("pair", steps.strength(column("weight")).alias("strength"))
        for row in found.where(column("strength").not_null()).iter_rows():
            if row["pair"] is not None:
                yield self._link(row["pair"], row["strength"])

    def links_in_parts(self, output: Path, partitions: Sequence[str], parts: int) -> Iterator[Link]:
        """The same links; keys that count together are joined together, others later."""
        numbers = self.roster.numbers
        with swept_folder(output) as folder:
            files = part_keys(output, partitions, numbers, folder, parts)
            summed = []
            for file in files:
                sums = self._sums(self.daft.read_parquet(str(file))).to_arrow()
                summed.append(save_sums(file, sums))
            end, pieces = _PAIR * len(numbers), _PIECES_A_PART * parts
            for pairs, weights in sums_of(summed, end, pieces=pieces):
                for at, strength in _strengths(weights):
                    yield self._link(int(pairs[at]), strength)

    def _sums(self, rows: Any) -> Any:
        """Of rows (holder, key): pairs of articles, and the sum of the weights of their keys."""
        column, steps = self.daft.col, self.steps
        held = rows.groupby("key").agg(column("holder").list_agg()).collect()
        number = column("holder").list_count()
        ever = held.select(steps.timeless(column("key")).alias("timeless"), number.alias("ever"))
        ever = ever.groupby("timeless").agg(column("ever").sum())
        shared = held.where(number > 1)
        shared = shared.with_column("timeless", steps.timeless(column("key")))
        shared = shared.join(ever, on="timeless")
        told = steps.pairs(column("key"), column("holder"), column("ever"))
        paired = shared.select(told.alias("found")).explode("found")
        each = paired.select(column("found").get("pair"), column("found").get("weight"))
        return each.groupby("pair").agg(column("weight").sum())

    def _link(self, pair: int, strength: int) -> Link:
        one, other = divmod(pair, _PAIR)
        left, right = sorted((self.roster.articles[one], self.roster.articles[other]))
        return Link(left=left, right=right, strength=strength)


def _told_of_articles(
    output: Path, partitions: Sequence[str]
) -> Iterator[tuple[str, dt.date | None, int]]:
    names = ("article", "day", "of_event")
    for partition in partitions:
        columns = read_internal(output, KEYS, partition, list(names)).to_pydict()
        yield from zip(*(columns[name] for name in names), strict=True)


@attrs.frozen(kw_only=True)
class _Steps:
    """What is asked of each key or pair, as Daft calls it, on whole columns."""

    holder: Any
    """From the id of an article to its number."""
    pairs: Any
    """From a key, its holders and how often it comes in all weeks to the pairs it speaks for."""
    timeless: Any
    """From a key to itself without its week."""
    strength: Any
    """From the sum of the weights of a pair to the strength of its link; nothing: it has none."""

    @classmethod
    def of(cls, daft: Any, roster: Roster) -> "_Steps":
        """Those among the articles of ``roster``."""
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

        def strength(weights: Any) -> pa.Array:
            sums = weights.to_arrow().fill_null(0).to_numpy(zero_copy_only=False)
            found = dict(_strengths(sums))
            return pa.array([found.get(at) for at in range(len(sums))], pa.int64())

        pair = types.struct({"pair": types.int64(), "weight": types.int64()})
        return cls(
            holder=daft.func.batch(return_dtype=types.int64())(holder),
            pairs=daft.func.batch(return_dtype=types.list(pair))(pairs),
            timeless=daft.func.batch(return_dtype=types.string())(timeless),
            strength=daft.func.batch(return_dtype=types.int64())(strength),
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
_FIELD = (1 << _BITS[KeyKind.NAME]) - 1
"""That of words, and that of names and figures."""


def _strengths(weights: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Of sums of weights, where two articles are linked, and how firmly."""
    of_event = (1 << _BITS[KeyKind.TURN]) - 1
    words, named = weights & _FIELD, (weights >> _BITS[KeyKind.NAME]) & _FIELD
    may_link = (weights > of_event) | (words + named >= LEAST_OF_EVENT)
    for at in np.flatnonzero(may_link).tolist():
        sums = _sums_by_kind(int(weights[at]))
        if is_link(sums):
            yield at, strength_of(sums)


def _sums_by_kind(weights: int) -> dict[KeyKind, int]:
    sums: dict[KeyKind, int] = {}
    for kind in (kind for kind in reversed(_BITS) if kind is not KeyKind.FIGURE):
        sums[kind], weights = divmod(weights, 1 << _BITS[kind])
    return sums
