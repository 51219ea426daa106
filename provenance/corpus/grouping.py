"""The stage between: which articles belong to one story, and where each of them stands.

The engine joins articles on their keys; only ids and pairs of ids come to the driver.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from provenance.blocking import (
    MOST_ARTICLES,
    Link,
    StoryKeys,
    gather_stories,
    link_stories,
)
from provenance.corpus.internal_tables import KEYS, PLACES, count_articles, read_internal
from provenance.corpus.joining import Linker
from provenance.corpus.manifest import Done, save_done
from provenance.corpus.tasks import CorpusStage, Place, StoryPlaces, tables_of
from provenance.corpus.writing import PartitionWriter
from provenance.errors import StoreError

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
                    PLACES: [
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
    columns = read_internal(output, PLACES, name).to_pydict()
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
        articles = sum(count_articles(output, partition) for partition in partitions)
        is_few = articles <= _FEW_ARTICLES
        return (link_in_process if is_few else linker)(output, partitions)

    return link


def read_keys(output: Path, partition: str) -> Iterator[StoryKeys]:
    """The keys of the articles of a partition, in the order of their analyses."""
    for row in read_internal(output, KEYS, partition).to_pylist():
        yield StoryKeys(
            article=row["article"],
            day=row["day"],
            language=row["language"],
            keys=tuple(row["keys"]),
        )


def _places_of(output: Path, partitions: Sequence[str]) -> Iterator[Place]:
    seen: dict[str, str] = {}
    for partition in partitions:
        articles = read_internal(output, KEYS, partition, ["article"])["article"].to_pylist()
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
