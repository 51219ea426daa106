"""What is done already: one small file a partition and stage, written last.

A partition is done when its file names the same work (inputs, settings, versions) and the files of
rows it names are there with the digests it gives. Whatever broke off before that leaves no such
file, and is done again under the same names.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import attrs

_DONE = "_done"
_CHUNK = 1 << 20


@attrs.frozen(kw_only=True)
class TableFile:
    """A file of rows of one partition."""

    rows: int
    digest: str
    """``sha256:…`` of its bytes."""


@attrs.frozen(kw_only=True)
class Done:
    """That a stage has finished a partition, and what it left."""

    work: str
    """A digest of all that decides the result: input, settings, versions."""
    files: Mapping[str, TableFile]
    """By table."""
    counts: Mapping[str, int] = attrs.field(factory=dict)
    """What a summary adds up."""


def digest_of(*parts: object) -> str:
    """One digest of values that are plain enough for JSON; the same for the same values."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def digest_of_file(path: Path) -> str:
    """The digest of a file's bytes, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return f"sha256:{digest.hexdigest()}"


def file_of(output: Path, table: str, partition: str) -> Path:
    """Where the rows of a table from one partition stand."""
    return output / table / f"{partition}.parquet"


def save_done(output: Path, stage: str, partition: str, done: Done) -> None:
    """Say that ``partition`` is done: whole or not at all."""
    wire = attrs.asdict(done, recurse=True)
    write_whole(
        _done_path(output, stage, partition),
        json.dumps(wire, sort_keys=True, indent=1).encode() + b"\n",
    )


def load_done(output: Path, stage: str, partition: str) -> Done | None:
    """What is said of ``partition``; ``None`` where nothing is, or nothing that can be read."""
    try:
        wire = json.loads(_done_path(output, stage, partition).read_bytes())
        files = {table: TableFile(**file) for table, file in wire["files"].items()}
        return Done(work=wire["work"], files=files, counts=dict(wire["counts"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def is_done(
    output: Path, stage: str, partition: str, *, work: str, tables: tuple[str, ...]
) -> bool:
    """Whether ``partition`` was finished for this very work and its files are as they were left."""
    done = load_done(output, stage, partition)
    if done is None or done.work != work or not set(tables) <= set(done.files):
        return False
    return all(_is_whole(file_of(output, table, partition), done.files[table]) for table in tables)


def _is_whole(path: Path, file: TableFile) -> bool:
    try:
        return digest_of_file(path) == file.digest
    except OSError:
        return False


def sweep(output: Path, kept: Mapping[str, set[str]]) -> int:
    """Remove files of rows, and words of them, that are no part of this run; how many there were.

    Args:
        output: the folder of the run.
        kept: by folder (a table, or ``done_folder`` of a stage) the partitions that stay.
    """
    removed = 0
    for folder, partitions in kept.items():
        for path in sorted((output / folder).glob("*")):
            if path.stem not in partitions or path.name.startswith("."):
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def done_folder(stage: str) -> str:
    """The folder, within the output, of what is said of the partitions of a stage."""
    return f"{_DONE}/{stage}"


def done_partitions(output: Path, stage: str) -> set[str]:
    """The partitions of ``stage`` of which anything is said."""
    return {path.stem for path in (output / _DONE / stage).glob("*.json")}


def write_whole(path: Path, data: bytes, *, survives_power_cut: bool = True) -> None:
    """``data`` at ``path`` at one stroke; a reader sees the old file or the new one.

    Args:
        path: of the file; its folder is made.
        data: the whole of it.
        survives_power_cut: wait until it is on the disk; else the machine may lose or tear it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            if survives_power_cut:
                stream.flush()
                os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _done_path(output: Path, stage: str, partition: str) -> Path:
    return output / _DONE / stage / f"{partition}.json"
