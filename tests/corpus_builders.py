"""Small corpora with known contents, and what a run made of them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from provenance.corpus import Reading, Sizes, Summary, run

COUNCIL = (
    "The harbour council of Vessby approved the new ferry pier on Tuesday. "
    "The pier will cost 14 million crowns, mayor Edda Lindqvist said. "
    '"We will open the pier before the first snow falls this year," Lindqvist said. '
    "Work on the pier begins in May, the council said in a statement."
)
COUNCIL_WRONG = (
    "Vessby gets a new ferry pier, the harbour council decided on Tuesday. "
    "The pier will cost 41 million crowns, mayor Edda Lindqvist said. "
    '"We will not open the pier before the first snow falls this year," Lindqvist said. '
    "Ferry traffic to the islands of Vessby goes on while the pier is built."
)
FERRY = (
    "The ferry company Norrsund Line carried 310,000 passengers last year. "
    "Its director Tomas Berg said on Thursday that two ships would be sold."
)
CHOIR = (
    "A choir of bakers sang on the square of Mirova on Saturday. "
    "Its leader Ana Petrova said that the singers had practised since March."
)


def row(text: str, outlet: str, day: str, **more: str) -> dict[str, str]:
    """An article as a line of an archive."""
    address = f"https://{outlet.lower().replace(' ', '')}.example/{day}"
    return {"text": text, "publisher": outlet, "date": day, "url": address, **more}


ROWS: tuple[dict[str, str], ...] = (
    row(COUNCIL, "Vessby Post", "2026-03-04", title="Council approves pier"),
    row(COUNCIL_WRONG, "Coast Herald", "2026-03-04", title="Vessby gets a pier"),
    row(FERRY, "Vessby Post", "2026-03-12", title="Ships to be sold"),
    row(COUNCIL, "Island Wire", "2026-03-05", title="Pier approved in Vessby"),
    {"text": "", "publisher": "Empty Gazette", "date": "2026-03-05"},
    row(CHOIR, "Mirova Daily", "2026-06-20", title="Bakers sing"),
)
"""Three on one pier, of which one copies and one contradicts; two on other things; one empty."""


def write_rows(path: Path, rows: Sequence[Mapping[str, str]] = ROWS) -> Path:
    """An archive of ``rows``, a JSON object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    return path


def run_small(inputs: Path | Sequence[Path], output: Path, **settings: Any) -> Summary:
    """A run by rules alone, in small partitions; in this process unless ``settings`` say else."""
    reading = Reading(sizes=Sizes(bytes=1_000, rows=2, files=2))
    chosen: dict[str, Any] = {
        "engine": "in-process",
        "record_seconds": None,
        "models": False,
        "reading": reading,
        **settings,
    }
    given = [inputs] if isinstance(inputs, Path) else inputs
    return run(given, output, **chosen)


def tables_in(output: Path) -> dict[str, list[str]]:
    """Every row of every table, sorted, so that runs can be held against each other."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - the tests that need it ask for it first

    from provenance.corpus import TABLES  # noqa: PLC0415 - likewise

    return {
        table: sorted(
            repr(sorted(one.items()))
            for path in sorted((output / table).glob("*.parquet"))
            for one in pq.read_table(path, partitioning=None).to_pylist()
        )
        for table in TABLES
    }


def rows_of(output: Path, table: str) -> list[dict[str, Any]]:
    """The rows of one table, by the names of their files."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

    return [
        one
        for path in sorted((output / table).glob("*.parquet"))
        for one in pq.read_table(path, partitioning=None).to_pylist()
    ]
