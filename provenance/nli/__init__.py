"""Does this passage say that claim? The only home of model weights and of what runs them.

from provenance.nli import Pair, load_judge

judge = load_judge()
scores, = judge.score([Pair(passage="The bridge was closed.", claim="The bridge is open.")])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from provenance.nli.judging import Judge, Pair, PairScores, WordScore

if TYPE_CHECKING:
    from provenance.nli.caching import CachedJudge, CacheWarning

__all__ = [
    "CacheWarning",
    "CachedJudge",
    "Judge",
    "Pair",
    "PairScores",
    "WordScore",
    "load_judge",
]


def load_judge(*, threads: int | None = None) -> Judge:
    """The judge that ships, loaded once a process; safe to call from any thread.

    ``threads`` defaults to ``PROVENANCE_THREADS``, else to the cores this process may use; it
    changes the speed only.

    Raises:
        ModelError: a model file is missing or is not the one that was shipped.
        ConfigError: ``PROVENANCE_THREADS`` is not a whole number above zero.
    """
    # Imported here: onnxruntime and numpy take a quarter of a second that other verbs need not pay.
    from provenance.nli.shipping import load_shipped_judge  # noqa: PLC0415

    return load_shipped_judge(threads=threads)


def __getattr__(name: str) -> Any:
    # SQLite is loaded by those who want a cache.
    if name in {"CacheWarning", "CachedJudge"}:
        return getattr(import_module("provenance.nli.caching"), name)
    raise AttributeError(f"module 'provenance.nli' has no attribute {name!r}")
