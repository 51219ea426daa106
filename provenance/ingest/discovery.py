"""Which files a list of paths stands for: articles to read, and what was left out and why."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from provenance.errors import InputError
from provenance.globs import matches_any
from provenance.ingest.encoding import MAX_BYTES
from provenance.model import InputRecord
from provenance.terms import InputStatus, Reason

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".json"})
_ARCHIVES = (".warc", ".warc.gz")
OUTPUT_MARKER = b"provenance-report-marker"
"""Our own outputs carry these words in their first 4 KB, so that a report is never read as news."""
_MARKED_WITHIN = 4096
_DEEPEST = 40


@attrs.frozen(kw_only=True)
class InputFile:
    """One file to read."""

    path: Path
    """Where to open it."""
    shown: str
    """How to call it: POSIX, relative to the parent of the PATH given."""


@attrs.frozen(kw_only=True)
class Discovery:
    """The files to read, sorted, and a record for each that was seen and left out."""

    files: tuple[InputFile, ...]
    records: tuple[InputRecord, ...]


def discover_inputs(
    paths: Sequence[str | os.PathLike[str]],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    root: Path | None = None,
) -> Discovery:
    """The articles that ``paths`` stand for.

    Args:
        paths: files and folders; a file named here is read whatever its suffix.
        include: globs on the shown path or the file's name; a file in a folder must match one.
        exclude: globs; a file or folder that matches one is left out.
        root: the folder that shown paths are relative to; ``None``: the parent of each path.

    Raises:
        InputError: a path named here does not exist (NOT_FOUND), or lies outside ``root``.
    """
    files: dict[Path, InputFile] = {}
    records: list[InputRecord] = []
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise InputError(
                f"cannot read '{path}': there is no such file or folder; check the path",
                reason=Reason.NOT_FOUND,
            )
        parent = _parent(path, root)
        found = (
            _walk(path.resolve(), parent, exclude, 0) if path.is_dir() else iter([path.resolve()])
        )
        for file in found:
            shown = file.relative_to(parent).as_posix()
            reason = (
                _why_not(file, shown, include, exclude) if path.is_dir() else _why_not_named(file)
            )
            if reason is None:
                files.setdefault(file, InputFile(path=_openable(path, file), shown=shown))
            elif reason is not _SILENT:
                records.append(_record(shown, reason))
    return Discovery(
        files=tuple(sorted(files.values(), key=lambda f: f.shown)),
        records=tuple(sorted(records, key=lambda r: r.path)),
    )


def _parent(path: Path, root: Path | None) -> Path:
    if root is None:
        return path.resolve().parent
    if not path.resolve().is_relative_to(root.resolve()):
        raise InputError(
            f"cannot read '{path}': it lies outside the root folder '{root}'; give another --root",
            reason=Reason.NOT_FOUND,
        )
    return root.resolve()


_SILENT = Reason.NOT_AN_ARTICLE
"""Files that no one takes for an article (pictures, settings) leave no record."""


def _openable(given: Path, file: Path) -> Path:
    return file if given.is_dir() else given


def _walk(folder: Path, parent: Path, exclude: Sequence[str], depth: int) -> Iterator[Path]:
    """The files below ``folder``, sorted; hidden ones and links to folders are left out."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        # An unreadable folder is one unreadable input; its record is made when it is opened.
        yield folder
        return
    for entry in entries:
        if entry.name.startswith(".") or matches_any(entry.relative_to(parent).as_posix(), exclude):
            continue
        if entry.is_dir():
            if depth < _DEEPEST and not entry.is_symlink() and not _holds_sources(entry):
                yield from _walk(entry, parent, exclude, depth + 1)
        else:
            yield entry


def _holds_sources(folder: Path) -> bool:
    """Whether a folder inside a folder says that its files are cited documents, not articles."""
    # os.path answers no for a folder that may not be entered, where pathlib raises.
    return os.path.isfile(folder / "sources.toml")  # noqa: PTH113 - see above


def _why_not(
    file: Path, shown: str, include: Sequence[str], exclude: Sequence[str]
) -> Reason | None:
    if file.name.lower().endswith(_ARCHIVES):
        return Reason.UNSUPPORTED_TYPE
    if file.is_dir():
        return Reason.UNREADABLE
    if file.suffix.lower() not in SUFFIXES:
        return _SILENT
    if matches_any(shown, exclude) or (include and not matches_any(shown, include)):
        return Reason.EXCLUDED
    return _why_not_named(file)


def _why_not_named(file: Path) -> Reason | None:
    """Why a file is left out that was named or has the right suffix."""
    if file.name.lower().endswith(_ARCHIVES):
        return Reason.UNSUPPORTED_TYPE
    try:
        with file.open("rb") as stream:
            start = stream.read(_MARKED_WITHIN)
        if OUTPUT_MARKER in start:
            return Reason.OWN_OUTPUT
        if file.suffix.lower() == ".json" and not has_article_body(file):
            return _SILENT
    except OSError:
        # Reading it will say what is wrong.
        return None
    return None


def has_article_body(file: Path) -> bool:
    """Whether a JSON file is one article, as schema.org writes it."""
    if file.stat().st_size > MAX_BYTES:
        return False
    try:
        data = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and isinstance(data.get("articleBody"), str)


def _record(shown: str, reason: Reason) -> InputRecord:
    failed = reason is Reason.UNREADABLE
    return InputRecord(
        path=shown, status=InputStatus.FAILED if failed else InputStatus.SKIPPED, reason=reason
    )
