"""What a worker is told: the job, which is the same for all, and one task of it."""

from enum import Enum
from pathlib import Path
from typing import Any

import attrs

from provenance.config import Settings
from provenance.corpus.columns import Columns
from provenance.corpus.cuts import Slice
from provenance.corpus.outcomes import Limits
from provenance.corpus.slices import Sizes
from provenance.terms import Reason


class CorpusStage(Enum):
    """The stages of a run, in their order."""

    EXTRACT = "extract"
    STORIES = "stories"
    VERIFY = "verify"
    COMPARE = "compare"

    @property
    def is_before_verdicts(self) -> bool:
        """Whether a run that ends with it gives claims without verdicts."""
        return self in {CorpusStage.EXTRACT, CorpusStage.STORIES}


@attrs.frozen(kw_only=True)
class Reading:
    """How inputs are read."""

    limits: Limits = attrs.field(factory=Limits)
    """What one record may cost."""
    columns: Columns = attrs.field(factory=Columns)
    """The names of columns and keys."""
    sizes: Sizes = attrs.field(factory=Sizes)
    """How much goes into one partition."""
    storage: Any = None
    """Keys and endpoints of an object store (``daft.io.IOConfig``)."""


@attrs.frozen(kw_only=True)
class Job:
    """What all workers of a run share."""

    output: Path
    settings: Settings
    sources: Path | None = None
    """Primary documents at hand; ``None``: none."""
    fetch: bool = False
    """Whether pages that the store does not have are asked for."""
    models: bool = True
    """Whether the tagger and the verifier are asked; else rules alone decide."""
    reading: Reading = attrs.field(factory=Reading)
    seconds: float | None = None
    """For one record, or each article of a story; ``None``: no limit, and no process of its own."""
    last: CorpusStage = CorpusStage.COMPARE
    """The last stage of the run: it writes the claims."""


@attrs.frozen(kw_only=True)
class Place:
    """Where the analysis of an article stands."""

    article: str
    partition: str
    row: int


@attrs.frozen(kw_only=True)
class StoryPlaces:
    """A story, and where its articles stand."""

    story: str
    places: tuple[Place, ...]
    is_alone: bool = False
    """Whether the run has no other: then every document at hand may speak to it."""
    first: int = 0
    last: int | None = None
    """Which of the articles are judged in this task; the last one excluded."""

    @property
    def part(self) -> slice:
        """The articles that are judged, among those of the story."""
        return slice(self.first, self.last)


@attrs.frozen(kw_only=True)
class Task:
    """One partition of one stage."""

    stage: CorpusStage
    partition: str
    work: str
    """A digest of all that decides the result (:class:`provenance.corpus.manifest.Done`)."""
    piece: Slice | None = None
    """What is read, in ``EXTRACT``."""
    stories: tuple[StoryPlaces, ...] = ()
    """What is judged, in ``VERIFY``."""
    verified: tuple[str, ...] = ()
    """The partitions of ``VERIFY`` that are compared, in ``COMPARE``."""


@attrs.frozen(kw_only=True)
class Resumption:
    """Where to go on in a task that broke off."""

    after: int = -1
    """The last unit whose rows are there."""
    given_up: tuple[tuple[int, Reason], ...] = ()
    """Units that are not tried again, and why."""

    def reason_of(self, unit: int) -> Reason | None:
        """Why ``unit`` is not tried again; ``None``: it is tried."""
        return dict(self.given_up).get(unit)


TABLES_OF: dict[CorpusStage, tuple[str, ...]] = {
    CorpusStage.EXTRACT: (
        *("articles", "sentences", "citations", "failures"),
        *("_work/analyses", "_work/keys"),
    ),
    CorpusStage.STORIES: ("stories", "_work/places"),
    CorpusStage.VERIFY: ("failures", "_work/judged"),
    CorpusStage.COMPARE: (*("failures", "disagreements", "agreements", "copies", "developments"),),
}
"""What each stage writes, besides ``claims`` and ``evidence``, which the last of them writes."""

LAST_TABLES = ("claims", "evidence")


def tables_of(stage: CorpusStage, last: CorpusStage) -> tuple[str, ...]:
    """The tables that ``stage`` writes in a run that ends with ``last``."""
    is_last = stage is (CorpusStage.EXTRACT if last.is_before_verdicts else last)
    return (*TABLES_OF[stage], *(LAST_TABLES if is_last else ()))
