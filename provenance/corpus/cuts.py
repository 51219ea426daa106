"""Slices: the inputs of a corpus cut into runs of records, each small enough for one worker."""

import enum

import attrs


class InputKind(enum.Enum):
    """How an input holds its articles."""

    WARC = "warc"
    PARQUET = "parquet"
    JSONL = "jsonl"
    FILES = "files"


@attrs.frozen(kw_only=True)
class Slice:
    """A run of records of one input: what one worker reads at a time."""

    id: str
    """``00000-000003``: number of the input, number of the slice; the same for the same inputs."""
    input: str
    """Where to open it: a path or an address; of files, the folder, glob or file that was given."""
    name: str
    """How to call it: relative to the parent of the input that was given, without a machine."""
    kind: InputKind
    start: int
    """A byte (WARC, JSONL, in gzip JSONL of what is unpacked) or a row (Parquet); 0 for files."""
    end: int
    """The first byte or row that is not in it; the number of the files."""
    stamp: str
    """Changes with the input: size and time of the last change, or the entity tag."""
    files: tuple[str, ...] = ()
    """Of files: where to open each."""
    names: tuple[str, ...] = ()
    """Of files: how to call each."""
