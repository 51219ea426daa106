"""The course of a run: extract, find stories, verify, compare; what is done is skipped.

The driver plans and counts. It sees names of slices, ids of articles and pairs of them, never an
article.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs

from provenance.corpus.engine import Engine, WorkerLost
from provenance.corpus.grouping import group_stories, load_stories
from provenance.corpus.manifest import (
    digest_of,
    done_folder,
    done_partitions,
    is_done,
    load_done,
    sweep,
    write_whole,
)
from provenance.corpus.planning import (
    compare_tasks,
    digest_of_settings,
    extract_tasks,
    verify_tasks,
)
from provenance.corpus.slices import Slice
from provenance.corpus.tables import INTERNAL, JOINED, SCHEMA_VERSION, SHARED, TABLES
from provenance.corpus.tasks import CorpusStage, Job, Task, tables_of
from provenance.errors import ProvenanceError

Tell = Callable[[str, int, int], None]
"""Told a stage, how many of its partitions are done, and how many there are."""

_MOST_LOSSES = 3
"""Times that workers may be lost without one partition being done in between."""
_ALL = "all"
"""The one partition of the stage that looks at all articles."""


class UnfinishedError(ProvenanceError):
    """The run could not go on; what is done stays done, and the same command goes on from there."""


@attrs.frozen(kw_only=True)
class Summary:
    """What a run has left in its folder."""

    output: Path
    rows: Mapping[str, int]
    """By table."""
    partitions: Mapping[str, int]
    """By stage: how many there are."""
    skipped: Mapping[str, int]
    """By stage: how many of them an earlier run had done."""
    counts: Mapping[str, int]
    """``articles``, ``claims``, ``judged``, ``with_document``, ``stories`` and the like."""


@attrs.define(kw_only=True)
class Course:
    """One run, from its slices to its summary."""

    job: Job
    engine: Engine
    wanted: Sequence[CorpusStage]
    tell: Tell | None = None
    _planned: dict[CorpusStage, list[str]] = attrs.field(init=False, factory=dict)
    _skipped: dict[str, int] = attrs.field(init=False, factory=dict)

    def follow(self, slices: Sequence[Slice]) -> Summary:
        """Do every wanted stage, tidy up, and say what there is.

        Raises:
            UnfinishedError: the run cannot go on, or a stage before a wanted one is not done.
        """
        settings = digest_of_settings(self.job)
        extract = extract_tasks(slices, settings)
        self._do(CorpusStage.EXTRACT, extract)
        if self._goes_to(CorpusStage.STORIES):
            self._find_stories(extract)
        if self._goes_to(CorpusStage.VERIFY):
            stories = tuple(load_stories(self.job.output, _ALL))
            works = {one.partition: one.work for one in extract}
            verify = verify_tasks(stories, settings, works, models=self.job.models)
            self._do(CorpusStage.VERIFY, verify)
            if self._goes_to(CorpusStage.COMPARE):
                self._do(CorpusStage.COMPARE, compare_tasks(verify))
        self._tidy()
        return self._summary()

    def _goes_to(self, stage: CorpusStage) -> bool:
        order = list(CorpusStage)
        return order.index(stage) <= order.index(self.wanted[-1])

    def _do(self, stage: CorpusStage, tasks: Sequence[Task]) -> None:
        """Perform what is left of ``tasks``, or see that nothing is where it is not wanted."""
        self._planned[stage] = [task.partition for task in tasks]
        left = self._left(tasks)
        if stage not in self.wanted:
            if left:
                raise UnfinishedError(
                    f"{len(left)} of {len(tasks)} partitions are not through the stage "
                    f"'{stage.value}' with these inputs and settings; run it first"
                )
            return
        self._skipped[stage.value] = len(tasks) - len(left)
        losses = 0
        while left:
            lost = self._perform(stage, left, len(tasks))
            before, left = len(left), self._left(left)
            losses = losses + 1 if len(left) == before else 0
            if left and losses >= _MOST_LOSSES:
                raise UnfinishedError(
                    f"workers were lost again and again in the stage '{stage.value}', {len(left)} "
                    f"of {len(tasks)} partitions are left: {lost or 'no reason was given'}"
                )
        self._say(stage, len(tasks), len(tasks))

    def _perform(self, stage: CorpusStage, tasks: Sequence[Task], total: int) -> str | None:
        """Perform ``tasks`` as far as it goes; why it went no further."""
        done = total - len(tasks)
        try:
            for result in self.engine.perform(tasks, self.job):
                if result.error is not None:
                    raise UnfinishedError(result.error)
                done += 1
                self._say(stage, done, total)
        except WorkerLost as lost:
            return str(lost)
        return None

    def _find_stories(self, extract: Sequence[Task]) -> None:
        stage, output = CorpusStage.STORIES, self.job.output
        self._planned[stage] = [_ALL]
        partitions = [task.partition for task in extract]
        work = digest_of("stories", [task.work for task in extract])
        tables = tables_of(stage, self.job.last)
        is_known = is_done(output, stage.value, _ALL, work=work, tables=tables)
        if not is_known and stage not in self.wanted:
            raise UnfinishedError(f"the stage '{stage.value}' is not done; run it first")
        self._skipped[stage.value] = int(is_known)
        if not is_known:
            try:
                group_stories(output, partitions, name=_ALL, work=work, linker=self.engine.link)
            except OSError as error:
                raise UnfinishedError(
                    f"cannot write the stories to '{output}': {error.strerror or error}"
                ) from error
        self._say(stage, 1, 1)

    def _left(self, tasks: Sequence[Task]) -> list[Task]:
        return [
            task
            for task in tasks
            if not is_done(
                self.job.output,
                task.stage.value,
                task.partition,
                work=task.work,
                tables=tables_of(task.stage, self.job.last),
            )
        ]

    def _tidy(self) -> None:
        """Remove what is left of other inputs, of workers that died, of an earlier last stage."""
        output = self.job.output
        kept: dict[str, set[str]] = {table: set() for table in (*TABLES, *INTERNAL)}
        for stage in CorpusStage:
            planned = self._planned.get(stage)
            partitions = set(planned) if planned is not None else None
            if partitions is None:
                partitions = done_partitions(output, stage.value)
            kept[done_folder(stage.value)] = partitions
            for table in tables_of(stage, self.job.last):
                kept[table] |= partitions
        sweep(output, {**kept, SHARED: set(), JOINED: set()})

    def _summary(self) -> Summary:
        rows: Counter[str] = Counter(dict.fromkeys(TABLES, 0))
        counts: Counter[str] = Counter()
        for stage, partitions in self._planned.items():
            tables = tables_of(stage, self.job.last)
            for partition in partitions:
                done = load_done(self.job.output, stage.value, partition)
                if done is not None:
                    rows.update({t: done.files[t].rows for t in tables if t in TABLES})
                    counts.update(done.counts)
        summary = Summary(
            output=self.job.output,
            rows={table: rows[table] for table in TABLES},
            partitions={stage.value: len(found) for stage, found in self._planned.items()},
            skipped=dict(self._skipped),
            counts=dict(sorted(counts.items())),
        )
        told = {"schema_version": SCHEMA_VERSION, "rows": summary.rows, "counts": summary.counts}
        text = json.dumps(told, indent=1, sort_keys=True)
        write_whole(self.job.output / "_done" / "run.json", text.encode() + b"\n")
        return summary

    def _say(self, stage: CorpusStage, done: int, total: int) -> None:
        if self.tell is not None:
            self.tell(stage.value, done, total)
