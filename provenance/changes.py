"""Which files have changed since a commit, as git tells it."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from provenance.errors import ConfigError
from provenance.urls import is_web_url

_TIMEOUT = 120
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_NO_COMMON = 1
"""What ``git merge-base`` exits with where two commits share no ancestor."""
_HARMLESS = (
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.untrackedCache=false"),
    *("-c", "core.quotePath=false"),
)
"""A repository may not make git run a program of its own."""
_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What a hook is given of the repository that runs it; ours is the one of the inputs."""


def changed_files(revision: str, inputs: Sequence[object]) -> frozenset[str]:
    """The files that differ from ``revision`` in the work tree, as real paths.

    Compared is with the point where the branch left ``revision``, so that what others did there
    since is not counted. Files that git does not know yet count as changed, ignored ones do not.

    Args:
        revision: a commit, branch or tag.
        inputs: what the run was given; the repositories of its paths are asked.

    Raises:
        ConfigError: there is no git, no repository, or no such commit.
    """
    if not revision or revision.startswith("-") or "\0" in revision:
        raise ConfigError(f"--changed-since {revision!r} is no commit; name a branch or a commit")
    tops = dict.fromkeys(_top(folder) for folder in _folders(inputs))
    return frozenset(path for top in tops for path in _changed_in(top, revision))


def _folders(inputs: Sequence[object]) -> list[Path]:
    """The folders to ask about, each once."""
    found: dict[Path, None] = {}
    for given in inputs:
        words = os.fspath(given) if isinstance(given, str | os.PathLike) else ""
        if not isinstance(words, str) or not words or words == "-" or is_web_url(words):
            continue
        place = Path(words)
        found[place if place.is_dir() else place.parent] = None
    return list(found)


def _top(folder: Path) -> Path:
    told = _git(folder, "rev-parse", "--show-toplevel")
    if told.returncode != 0:
        raise ConfigError(
            f"--changed-since needs a git repository, and '{folder}' is in none: {_why(told)}"
        )
    return Path(os.fsdecode(told.stdout).rstrip("\r\n"))


def _changed_in(top: Path, revision: str) -> list[str]:
    commit = _commit(top, revision)
    base = _base(top, commit)
    names = [
        *_names(top, "diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", base, "--"),
        *_names(top, "ls-files", "--others", "--exclude-standard", "-z"),
    ]
    return [os.path.realpath(top / name) for name in names]


def _commit(top: Path, revision: str) -> str:
    told = _git(
        top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    commit = os.fsdecode(told.stdout).strip()
    if told.returncode != 0 or not _COMMIT.fullmatch(commit):
        raise ConfigError(
            f"--changed-since {revision!r}: '{top}' has no such commit; in CI fetch the whole "
            "history (fetch-depth: 0)"
        )
    return commit


def _base(top: Path, commit: str) -> str:
    told = _git(top, "merge-base", commit, "HEAD")
    base = os.fsdecode(told.stdout).strip()
    if told.returncode == 0 and _COMMIT.fullmatch(base):
        return base
    if told.returncode == _NO_COMMON:
        return commit
    raise ConfigError(f"--changed-since: git could not compare with {commit[:12]}: {_why(told)}")


def _names(top: Path, *arguments: str) -> list[str]:
    told = _git(top, *arguments)
    if told.returncode != 0:
        raise ConfigError(f"--changed-since: git {arguments[0]} failed in '{top}': {_why(told)}")
    return [os.fsdecode(name) for name in told.stdout.split(b"\0") if name]


def _git(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - fixed arguments; the revision is checked before
            ["git", *_HARMLESS, *arguments],  # noqa: S607 - whichever git the user has
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError as error:
        raise ConfigError("--changed-since needs git, and it is not installed") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ConfigError(f"--changed-since: git did not answer in '{folder}': {error}") from error


def _why(told: "subprocess.CompletedProcess[bytes]") -> str:
    words = told.stderr.decode("utf-8", "replace").strip().splitlines()
    return words[0] if words else f"git exited with {told.returncode}"
