"""Which files and objects the inputs of a corpus stand for, in an order that does not change."""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import attrs

from provenance.corpus.cuts import InputKind
from provenance.corpus.places import first_line, is_address, remote_errors
from provenance.corpus.quiet import import_daft
from provenance.errors import InputError
from provenance.terms import Reason

if TYPE_CHECKING:
    from daft.io import IOConfig

_SUFFIXES = {
    InputKind.WARC: (".warc", ".warc.gz"),
    InputKind.PARQUET: (".parquet",),
    InputKind.JSONL: (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"),
    InputKind.FILES: (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json"),
}
_MAGIC = re.compile(r"[*?\[]")
_DEEPEST = 40
_OWN_OUTPUT = "_done"
"""The folder that marks the tables of an earlier run: they are no input."""


@attrs.frozen(kw_only=True)
class Root:
    """One input as it was given."""

    given: str
    shown: str
    """How to call it; two inputs of one name are told apart by their number."""


@attrs.frozen(kw_only=True)
class Found:
    """One file or object with articles in it."""

    place: str
    name: str
    kind: InputKind


def list_roots(inputs: Sequence[str | os.PathLike[str]]) -> tuple[Root, ...]:
    """The inputs, without those that are given twice or lie in a folder that is given too.

    Raises:
        InputError: a path does not exist, or a glob fits nothing.
    """
    given = list(dict.fromkeys(os.fspath(one) for one in inputs))
    for one in given:
        _refuse_nothing(one)
    folders = {os.path.realpath(one) for one in given if Path(one).is_dir()}
    kept: dict[str, str] = {}
    for one in given:
        real = one if is_address(one) else os.path.realpath(one)
        if is_address(one) or not any(str(up) in folders for up in Path(real).parents):
            kept.setdefault(real, one)
    names = {one: _name_of(one) for one in kept.values()}
    often = Counter(names.values())
    return tuple(
        Root(given=one, shown=f"#{number}/{name}" if often[name] > 1 else name)
        for number, (one, name) in enumerate(names.items())
    )


def find_inputs(root: Root, *, storage: IOConfig | None = None) -> Iterator[Found]:
    """The files and objects below ``root``, sorted by name folder by folder.

    A file that is named itself is read whatever its suffix; in folders, what has no suffix of an
    article or an archive, hidden names, links to folders and tables of earlier runs are left out.

    Raises:
        InputError: a store cannot be listed, or nothing is there.
    """
    if is_address(root.given):
        yield from _find_objects(root, storage)
        return
    path = Path(root.given)
    if path.is_dir():
        yield from _walk(path, root.shown, 0)
    elif path.exists() or path.is_symlink():
        yield Found(place=root.given, name=root.shown, kind=kind_of(path.name) or InputKind.FILES)
    else:
        base = _before_magic(root.given)
        for match in sorted(glob.iglob(root.given, recursive=True)):  # noqa: PTH207 - sorted names
            name = f"{root.shown}/{Path(os.path.relpath(match, base)).as_posix()}".lstrip("/")
            kind = kind_of(match)
            if Path(match).is_dir():
                if "**" not in root.given and not _is_left_out(Path(match)):
                    yield from _walk(Path(match), name, 0)
            elif kind is not None:
                yield Found(place=match, name=name, kind=kind)


def is_one_file(root: Root) -> bool:
    """Whether an input is a file with one article, named itself."""
    if is_address(root.given) or kind_of(root.given) not in {None, InputKind.FILES}:
        return False
    return os.path.lexists(root.given) and not Path(root.given).is_dir()


def kind_of(name: str) -> InputKind | None:
    """How a file of that name holds articles; ``None`` for pictures, settings and the like."""
    lowered = name.lower()
    return next((kind for kind, ends in _SUFFIXES.items() if lowered.endswith(ends)), None)


def _refuse_nothing(given: str) -> None:
    if is_address(given):
        return
    is_glob = _MAGIC.search(given) is not None
    if given and (os.path.lexists(given) or (is_glob and any(glob.iglob(given, recursive=True)))):  # noqa: PTH207 - one match is enough
        return
    raise InputError(
        f"cannot read '{given}': there is no such file, folder or glob; check the path",
        reason=Reason.NOT_FOUND,
    )


def _name_of(given: str) -> str:
    if is_address(given):
        bare = _before_magic(given).rstrip("/")
        return PurePosixPath(bare.partition("://")[2]).name
    if not os.path.lexists(given):
        return ""
    return Path(os.path.realpath(given)).name if Path(given).is_dir() else Path(given).name


def _before_magic(given: str) -> str:
    """The folder above the first part with a star in it."""
    found = _MAGIC.search(given)
    if found is None:
        return given
    folder = given[: found.start()].rpartition("/")[0]
    return folder or ("/" if given.startswith("/") else ".")


def _walk(folder: Path, shown: str, depth: int) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        # Opening it says what is wrong: one row among the failures.
        yield Found(place=str(folder), name=shown, kind=InputKind.FILES)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name = f"{shown}/{entry.name}"
        if entry.is_dir():
            if depth < _DEEPEST and not entry.is_symlink() and not _is_left_out(entry):
                yield from _walk(entry, name, depth + 1)
        elif kind := kind_of(entry.name):
            yield Found(place=str(entry), name=name, kind=kind)


def _is_left_out(folder: Path) -> bool:
    """Whether a folder says that it holds cited documents, or tables that we wrote."""
    return any(os.path.lexists(folder / name) for name in (_OWN_OUTPUT, "sources.toml"))


def _find_objects(root: Root, storage: IOConfig | None) -> Iterator[Found]:
    kind = kind_of(root.given)
    if not _MAGIC.search(root.given) and (kind or root.given.startswith("http")):
        yield Found(place=root.given, name=root.shown, kind=kind or InputKind.FILES)
        return
    pattern = root.given if _MAGIC.search(root.given) else f"{root.given.rstrip('/')}/**"
    base = _before_magic(pattern).rstrip("/")
    for place in _listed_objects(pattern, storage):
        below = place.partition("://")[2].removeprefix(base.partition("://")[2]).lstrip("/")
        hidden = any(part.startswith((".", _OWN_OUTPUT)) for part in below.split("/"))
        if not hidden and (found := kind_of(place)):
            yield Found(place=place, name=f"{root.shown}/{below}", kind=found)


def _listed_objects(pattern: str, storage: IOConfig | None) -> list[str]:
    daft = import_daft()
    try:
        rows = daft.from_glob_path(pattern, io_config=storage).select("path").to_pydict()
    except remote_errors(daft) as error:
        why = first_line(error)
        raise InputError(
            f"cannot list '{pattern}': {why}; check the address and the keys",
            reason=Reason.NOT_FOUND,
        ) from error
    return sorted(rows["path"])
