"""What a worker says while it goes through a task: which unit it begins, and what came of it."""

from collections.abc import Mapping, Sequence

import attrs

from provenance.corpus.rows import Row
from provenance.errors import ConfigError, ModelError, ProvenanceError, StoreError


@attrs.frozen(kw_only=True)
class Began:
    """A unit was begun: a record, or a story."""

    unit: int
    name: str
    articles: int = 1
    """How many articles it holds: its time grows with them."""


@attrs.frozen(kw_only=True)
class Finished:
    """A unit is done."""

    unit: int
    rows: Mapping[str, Sequence[Row]]
    """By table; also of tables that this run does not want."""
    counts: Mapping[str, int] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Ended:
    """The task has no more units."""


@attrs.frozen(kw_only=True)
class BrokeOff:
    """The run itself cannot go on, and this is why."""

    kind: str
    told: str


Word = Began | Finished
"""What is said of the units of a task."""

_KINDS: dict[str, type[ProvenanceError]] = {
    kind.__name__: kind for kind in (ConfigError, StoreError, ModelError)
}


def error_of(broke_off: BrokeOff) -> ProvenanceError:
    """The error that ended a task in another process."""
    return _KINDS.get(broke_off.kind, ProvenanceError)(broke_off.told)


def told_of(error: BaseException) -> str:
    """An error in one line for the table of failures: what it was and what it said."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
