"""Corpora: archives of articles in, tables out, on one machine or on many.

    from provenance.corpus import run

    summary = run(["crawl/*.warc.gz"], "tables", sources="documents/")

The names below load on first use; what they need comes with ``provenance[corpus]``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.corpus.columns import Columns
    from provenance.corpus.corpus_run import run
    from provenance.corpus.course import Summary, UnfinishedError
    from provenance.corpus.outcomes import Limits
    from provenance.corpus.slices import Sizes
    from provenance.corpus.tables import SCHEMA_VERSION, TABLES
    from provenance.corpus.tasks import CorpusStage, Reading

_HOMES = {
    "Columns": "columns",
    "CorpusStage": "tasks",
    "Limits": "outcomes",
    "Reading": "tasks",
    "SCHEMA_VERSION": "tables",
    "Sizes": "slices",
    "Summary": "course",
    "TABLES": "tables",
    "UnfinishedError": "course",
    "run": "corpus_run",
}

__all__ = [
    "SCHEMA_VERSION",
    "TABLES",
    "Columns",
    "CorpusStage",
    "Limits",
    "Reading",
    "Sizes",
    "Summary",
    "UnfinishedError",
    "run",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'provenance.corpus' has no attribute {name!r}")
    return getattr(import_module(f"provenance.corpus.{_HOMES[name]}"), name)
