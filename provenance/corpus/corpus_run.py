"""A corpus run: archives of articles in, tables out.

import provenance.corpus

provenance.corpus.run(["crawl/*.warc.gz"], "tables", sources="documents/")
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import attrs

from provenance.config import Settings, load_settings
from provenance.corpus.course import Course, Summary, Tell
from provenance.corpus.engine import NATIVE, RAY, make_engine
from provenance.corpus.planning import last_stage, wanted_stages
from provenance.corpus.slices import Slice, plan_slices
from provenance.corpus.tasks import CorpusStage, Job, Reading
from provenance.errors import ConfigError

SECONDS_A_RECORD = 60.0
"""Beyond it an article is no article: a guard against what never ends, not a measure of speed."""


def run(  # noqa: PLR0913 - one job with many settings, all of them by name
    inputs: Sequence[str | os.PathLike[str]] | str | os.PathLike[str],
    output: str | os.PathLike[str],
    *,
    engine: str | None = None,
    workers: int | None = None,
    ray: str | None = None,
    sources: str | os.PathLike[str] | None = None,
    config: Settings | str | os.PathLike[str] | None = None,
    store: str | os.PathLike[str] | None = None,
    offline: bool = True,
    models: bool = True,
    stages: Iterable[CorpusStage | str] | None = None,
    record_seconds: float | None = SECONDS_A_RECORD,
    reading: Reading | None = None,
    tell: Tell | None = None,
) -> Summary:
    """Read a corpus and leave tables of what its articles say and what is known of it.

    What an earlier run with the same inputs and settings has done is skipped, so that a run that
    broke off goes on where it was. The same inputs give the same tables with every engine.

    Args:
        inputs: WARC, Parquet and JSONL files, folders, globs, addresses of objects.
        output: the folder of the tables (``docs/reference/tables.md``); all workers must see it.
        engine: ``native`` (Daft on this machine; the default), ``ray`` or ``in-process``.
        workers: processes of this machine that work at a time; ``None``: one for each core.
        ray: the address of a Ray cluster; with it the default engine is ``ray``.
        sources: a WARC file, or a folder with a ``sources.toml``: documents at hand.
        config: settings, or the file that holds them; ``None`` looks for one from here upwards.
        store: the folder of captures, looked at for what articles cite.
        offline: make no request; else what the store does not have is fetched into it.
        models: whether the tagger and the verifier are asked; else rules alone decide.
        stages: which to run, those before them being done; ``None``: all.
        record_seconds: time for one record, and for each article of a story; ``None``: no limit
            and, with ``in-process``, no process but this one.
        reading: limits, names of columns, sizes of partitions, keys of object stores.
        tell: told how far a stage has come.

    Raises:
        InputError: an input does not exist.
        ConfigError: the settings make no sense, or an engine is not installed.
        UnfinishedError: the disk is full, workers are lost again and again, a stage is missing.
    """
    wanted = wanted_stages(stages)
    job = Job(
        output=Path(output).absolute(),
        settings=_settings(config, store=store, offline=offline),
        sources=None if sources is None else Path(sources).absolute(),
        fetch=not offline,
        models=models,
        reading=reading or Reading(),
        seconds=record_seconds,
        last=last_stage(Path(output), wanted),
    )
    name = engine or (RAY if ray is not None else NATIVE)
    slices = _planned(inputs, job) if name != RAY else ()
    with closing(make_engine(name, workers=workers, ray=ray, job=job, tasks=len(slices))) as made:
        course = Course(job=job, engine=made, wanted=wanted, tell=tell)
        return course.follow(slices or _planned(inputs, job))


def _planned(
    inputs: Sequence[str | os.PathLike[str]] | str | os.PathLike[str], job: Job
) -> tuple[Slice, ...]:
    """The slices of the inputs.

    On Ray they are planned when the engine is there: Daft, which lists object stores, would choose
    the other runner for good.
    """
    return tuple(plan_slices(inputs, sizes=job.reading.sizes, storage=job.reading.storage))


def _settings(
    config: Settings | str | os.PathLike[str] | None,
    *,
    store: str | os.PathLike[str] | None,
    offline: bool,
) -> Settings:
    """The settings, their paths such that a worker elsewhere finds them."""
    settings = config if isinstance(config, Settings) else load_settings(_path(config))
    kept = Path(store) if store is not None else settings.store
    if not offline and kept is None:
        raise ConfigError("a corpus that fetches needs a store, where all workers find captures")
    return attrs.evolve(
        settings,
        store=kept.absolute() if kept is not None else None,
        publishers=settings.publishers.absolute() if settings.publishers is not None else None,
        archives=settings.archives.absolute() if settings.archives is not None else None,
    )


def _path(value: str | os.PathLike[str] | None) -> Path | None:
    return None if value is None else Path(value)
