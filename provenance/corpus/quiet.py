"""Loads Daft and Ray with their usage statistics switched off: nothing leaves the machine."""

import os
from importlib import import_module
from typing import Any

from provenance.errors import ConfigError

QUIET = {
    # Daft: a request to its makers at import and at every run (daft.scarf_telemetry).
    "DAFT_ANALYTICS_ENABLED": "0",
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "1",
    # Ray: docs.ray.io, "Usage stats collection".
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_USAGE_STATS_PROMPT_ENABLED": "0",
    # Bars on standard error; the run tells its progress itself.
    "DAFT_PROGRESS_BAR": "0",
}
"""Read by the libraries when they are imported, so set before; workers are given them too."""


def import_daft() -> Any:
    """The module ``daft``.

    Raises:
        ConfigError: it is not installed.
    """
    return _imported("daft", "pip install 'provenance[corpus]'")


def import_ray() -> Any:
    """The module ``ray``.

    Raises:
        ConfigError: it is not installed.
    """
    return _imported("ray", "pip install 'provenance[cluster]'")


def _imported(name: str, remedy: str) -> Any:
    os.environ.update(QUIET)
    try:
        return import_module(name)
    except ImportError as error:
        raise ConfigError(f"'{name}' is not installed: {remedy}") from error
