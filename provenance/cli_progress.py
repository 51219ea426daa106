"""How far a long run is, shown on a terminal and nowhere else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from provenance.pacing import Tell


def is_shown(*, quiet: bool) -> bool:
    """Whether somebody looks: standard error is a terminal, and not to be quiet."""
    return not quiet and sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def shown_progress() -> Iterator[Tell]:
    """A line a step on standard error, gone when the run is over; ``NO_COLOR`` is honoured."""
    # Imported here: a tenth of a second that a run without a terminal need not pay.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    lines = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    tasks = {}

    def tell(step: str, done: int, total: int) -> None:
        if step not in tasks:
            tasks[step] = lines.add_task(step, total=total)
        lines.update(tasks[step], completed=done, total=total)

    with lines:
        yield tell
