"""Whether a file, by the path a report shows it by, is meant by a glob of the settings."""

from collections.abc import Sequence
from fnmatch import fnmatch


def matches_any(shown: str, globs: Sequence[str]) -> bool:
    """Whether one of ``globs`` means ``shown``: by its path, its path in the folder, or its name.

    Args:
        shown: a POSIX path, relative to the parent of the folder that was given.
        globs: as in :mod:`fnmatch`; a star also spans folders.
    """
    name = shown.rsplit("/", 1)[-1]
    inside = shown.split("/", 1)[-1]
    return any(fnmatch(part, one.rstrip("/")) for one in globs for part in (shown, inside, name))
