"""What a command writes: whole or not at all."""

import os
import sys
import tempfile
from pathlib import Path

import click

from provenance.errors import ConfigError


def write_text(text: str, output: str | None) -> None:
    """Write whole or not at all: a reader never sees half a report."""
    try:
        if output is None or output == "-":
            click.echo(text, nl=False)
        else:
            write_file(text, Path(os.path.realpath(output)))
    except BrokenPipeError:
        raise
    except OSError as error:
        if output is None or output == "-":
            drop_standard_output()
        raise ConfigError(
            f"cannot write '{output or '-'}': {error.strerror}; "
            "choose a place in a folder that exists and may be written to"
        ) from error


def write_file(text: str, target: Path) -> None:
    """Puts ``text`` in the place of ``target`` at one stroke."""
    if target.exists() and not target.is_file():
        # A device or a pipe (/dev/null) is written to; renaming would put a file in its place.
        target.write_text(text, encoding="utf-8", newline="")
        return
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".provenance-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def drop_standard_output() -> None:
    """Send what is still buffered nowhere, so that closing does not fail a second time."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
