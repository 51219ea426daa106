"""What a run is to do: its stages, its tasks, and the digests that tell whether they are done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from provenance import __version__
from provenance.corpus.manifest import digest_of, digest_of_file, done_partitions
from provenance.corpus.places import stamps_of
from provenance.corpus.slices import Slice
from provenance.corpus.tables import INTERNAL, SCHEMA_VERSION
from provenance.corpus.tasks import CorpusStage, Job, StoryPlaces, Task
from provenance.errors import ConfigError

ARTICLES_A_BUCKET, FEWEST_A_BUCKET = 200, 20
"""Articles that one worker judges before it says so: seconds by rules, minutes with models."""
_BUCKETS = 32
"""So many buckets share a small corpus, that several workers are busy to its end."""
ARTICLES_A_PART = 100
"""Articles of one story that one worker judges, where it has more."""
_SLOWER = 5
"""With models the articles of a bucket and of a part are divided by it: workers end together."""
_ORDER = tuple(CorpusStage)


def wanted_stages(given: Iterable[CorpusStage | str] | None) -> tuple[CorpusStage, ...]:
    """The stages to run, in their order; all where none are given.

    Raises:
        ConfigError: there is no such stage.
    """
    try:
        chosen = {CorpusStage(one) for one in given} if given is not None else set()
    except ValueError as error:
        known = ", ".join(one.value for one in _ORDER)
        raise ConfigError(f"{error}; the stages are {known}") from error
    return tuple(one for one in _ORDER if not chosen or one in chosen)


def last_stage(output: Path, wanted: Sequence[CorpusStage]) -> CorpusStage:
    """The last stage that has run or is to run: it writes the claims."""
    reached = [one for one in _ORDER if one in wanted or done_partitions(output, one.value)]
    return reached[-1]


def digest_of_settings(job: Job) -> str:
    """A digest of all that decides the rows of a run besides its inputs."""
    settings = job.settings
    return digest_of(
        __version__,
        SCHEMA_VERSION,
        {table: str(schema) for table, schema in INTERNAL.items()},
        job.models,
        job.fetch,
        job.seconds,
        attrs.asdict(job.reading.limits),
        attrs.asdict(job.reading.columns),
        stamps_of(job.sources) if job.sources is not None else None,
        str(settings.store) if settings.store else None,
        settings.archive.value,
        digest_of_file(settings.publishers) if settings.publishers else None,
    )


def extract_tasks(slices: Iterable[Slice], settings: str) -> list[Task]:
    """A task for each slice."""
    return [
        Task(
            stage=CorpusStage.EXTRACT,
            partition=one.id,
            work=digest_of(settings, attrs.asdict(one)),
            piece=one,
        )
        for one in slices
    ]


def verify_tasks(
    stories: Sequence[StoryPlaces],
    settings: str,
    extracted: Mapping[str, str],
    *,
    models: bool = False,
) -> list[Task]:
    """A task for each bucket of whole stories, and for each part of a story that fills several.

    Args:
        stories: in their order.
        settings: :func:`digest_of_settings`.
        extracted: the digest of the work of each partition of the extract stage.
        models: whether the verifier is asked.
    """
    return [
        Task(
            stage=CorpusStage.VERIFY,
            partition=f"v{number:06d}",
            work=digest_of(
                settings,
                [attrs.astuple(one) for one in bucket],
                sorted({extracted[place.partition] for one in bucket for place in one.places}),
            ),
            stories=tuple(bucket),
        )
        for number, bucket in enumerate(_buckets(stories, _SLOWER if models else 1))
    ]


def compare_tasks(verify: Iterable[Task]) -> list[Task]:
    """A task for each bucket that was verified, the parts of a story together."""
    return [
        Task(
            stage=CorpusStage.COMPARE,
            partition=f"c{several[0].partition[1:]}",
            work=digest_of("compare", [one.work for one in several]),
            verified=tuple(one.partition for one in several),
        )
        for several in _of_one_story(verify)
    ]


def _buckets(stories: Sequence[StoryPlaces], slower: int) -> Iterator[list[StoryPlaces]]:
    articles = sum(len(story.places) for story in stories)
    most = min(ARTICLES_A_BUCKET, max(FEWEST_A_BUCKET, -(-articles // _BUCKETS))) // slower
    part = max(1, ARTICLES_A_PART // slower)
    bucket: list[StoryPlaces] = []
    held = 0
    for story in stories:
        number = len(story.places)
        if bucket and held + number > most:
            yield bucket
            bucket, held = [], 0
        if number > part:
            # In a bucket of its own: its parts are judged by several workers at a time.
            if bucket:
                yield bucket
                bucket, held = [], 0
            for first in range(0, number, part):
                yield [attrs.evolve(story, first=first, last=first + part)]
            continue
        bucket.append(story)
        held += number
    if bucket:
        yield bucket


def _of_one_story(verify: Iterable[Task]) -> Iterator[list[Task]]:
    """The tasks, those behind one another that judge parts of one story in one list."""
    several: list[Task] = []
    for task in verify:
        if several and not task.stories[0].first:
            yield several
            several = []
        several.append(task)
    if several:
        yield several
