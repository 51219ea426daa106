"""How many threads the judge may use."""

import os
from collections.abc import Mapping

from provenance.errors import ConfigError

THREADS_VARIABLE = "PROVENANCE_THREADS"


def threads_to_use(environment: Mapping[str, str] = os.environ) -> int:
    """The number in ``PROVENANCE_THREADS``, else one for each core this process may run on.

    Raises:
        ConfigError: the variable is not a whole number above zero.
    """
    wanted = environment.get(THREADS_VARIABLE, "").strip()
    if not wanted:
        return usable_cores()
    if not wanted.isascii() or not wanted.isdecimal() or int(wanted) < 1:
        raise ConfigError(
            f"{THREADS_VARIABLE} is {wanted!r}: set it to a whole number above zero, or unset it"
        )
    return int(wanted)


def usable_cores() -> int:
    """Cores this process may run on; all of the machine's where the system does not tell."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
