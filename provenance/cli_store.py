"""The verb ``store``: look at the evidence, check it, take more in, hand it on."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import click

from provenance.cli_options import DEFAULT_STORE

if TYPE_CHECKING:
    from provenance.store import Problem, Snapshot, Store, Verification


_FAILED = 1
_Command = TypeVar("_Command", bound=Callable[..., Any])


@click.group("store")
def store_group() -> None:
    """Look at and check the evidence: what was captured of cited documents, kept in WARC files."""


def _options(command: _Command) -> _Command:
    """The options that every part of the verb shares."""
    folder = click.option(
        "--store",
        default=DEFAULT_STORE,
        show_default=True,
        type=click.Path(file_okay=False),
        metavar="DIR",
        help="The folder with the evidence.",
    )
    format_name = click.option(
        "-f",
        "--format",
        "format_name",
        default="text",
        show_default=True,
        type=click.Choice(["text", "json"]),
        help="For people, or for programs.",
    )
    return folder(format_name(command))


@store_group.command("list")
@_options
def _list(store: str, format_name: str) -> int:
    """All that is kept, by address and then by time."""
    snapshots = _open(store).snapshots()
    _write({"snapshots": list(map(_wire, snapshots))}, map(_line, snapshots), format_name)
    return 0


@store_group.command("show")
@click.argument("url", metavar="URL")
@click.option("--content", is_flag=True, help="Write the content itself, byte for byte.")
@click.option(
    "--not-after",
    metavar="TIME",
    help="With --content: the latest capture that is not later, else the earliest after it.",
)
@_options
def _show(url: str, store: str, format_name: str, *, content: bool, not_after: str | None) -> int:
    """What is kept of one address, oldest first; or the content of its best capture.

    Exits 1 where nothing is kept, or, with --content, no capture is.
    """
    evidence = _open(store)
    if content:
        return _show_content(evidence, url, not_after)
    snapshots = evidence.captures(url)
    lines = [line for snapshot in snapshots for line in _described(snapshot)]
    _write({"snapshots": list(map(_wire, snapshots))}, lines, format_name)
    if not snapshots:
        click.echo(f"provenance: nothing is kept of '{url}'", err=True)
    return 0 if snapshots else _FAILED


@store_group.command("add")
@click.argument("url", metavar="URL")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False))
@click.option(
    "--captured-at", required=True, metavar="TIME", help="When it was saved: a day or a time."
)
@click.option("--media-type", metavar="TYPE", help="What FILE is; else by its name.")
@click.option(
    "--text",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="The words of a picture or a scan, in a UTF-8 text file.",
)
@_options
def _add(
    url: str,
    file: str,
    store: str,
    format_name: str,
    *,
    captured_at: str,
    media_type: str | None,
    text: str | None,
) -> int:
    """Keep what a person saved: a page, a PDF, a picture with its words beside it."""
    snapshot = _open(store, create=True).add_file(
        url,
        Path(file),
        captured_at=captured_at,
        media_type=media_type,
        text=Path(text) if text else None,
    )
    _write({"snapshots": [_wire(snapshot)]}, _described(snapshot), format_name)
    return 0


@store_group.command("verify")
@click.option(
    "--rebuild-index", is_flag=True, help="First write the index anew from the files that are here."
)
@_options
def _verify(store: str, format_name: str, *, rebuild_index: bool) -> int:
    """Hold every byte against its digests: passed, failed, or not checked.

    Exits 1 when something failed.
    """
    evidence = _open(store)
    if rebuild_index:
        evidence.rebuild_index()
    found = evidence.verify()
    lines = [
        *(f"failed {_place(problem)}" for problem in found.failed),
        *(f"not checked {_place(problem)}" for problem in found.not_checked),
        _counted(found),
    ]
    _write(attrs.asdict(found), lines, format_name)
    return _FAILED if found.failed else 0


@store_group.command("export")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False))
@click.option("--url", "urls", multiple=True, metavar="URL", help="Only of this address; repeat.")
@_options
def _export(file: str, store: str, format_name: str, *, urls: tuple[str, ...]) -> int:
    """Write what is kept into one WARC file (.warc.gz) that needs no other."""
    count = _open(store).export(Path(file), urls=urls or None)
    _write({"captures": count, "file": file}, [f"{count} captures: {file}"], format_name)
    return 0


@store_group.command("import")
@click.argument("files", metavar="WARC...", nargs=-1, required=True, type=click.Path())
@_options
def _import(files: tuple[str, ...], store: str, format_name: str) -> int:
    """Take in the captures of any WARC file.

    Exits 1 when a record could not be taken; the others are.
    """
    evidence = _open(store, create=True)
    results = [evidence.import_warc(Path(file)) for file in files]
    bad = [problem for result in results for problem in result.bad]
    count = sum(len(result.snapshots) for result in results)
    passed_over = sum(result.passed_over for result in results)
    lines = [
        *(f"not taken {_place(problem)}" for problem in bad),
        f"{count} captures taken, {len(bad)} not taken, {passed_over} records passed over",
    ]
    said = {"taken": count, "bad": [attrs.asdict(p) for p in bad], "passed_over": passed_over}
    _write(said, lines, format_name)
    return _FAILED if bad else 0


def _open(folder: str, *, create: bool = False) -> "Store":
    from provenance.store import Store  # noqa: PLC0415 - keeps `--version` and `--help` quick

    return Store.open(Path(folder), create=create)


def _show_content(evidence: "Store", url: str, not_after: str | None) -> int:
    from provenance.model import Capture  # noqa: PLC0415 - likewise

    found = evidence.get(url, not_after=not_after)
    if not isinstance(found, Capture):
        click.echo(f"provenance: no capture is kept of '{url}'", err=True)
        return _FAILED
    sys.stdout.buffer.write(found.body)
    sys.stdout.buffer.flush()
    return 0


def _write(said: dict[str, Any], lines: "Sequence[str] | map[str]", format_name: str) -> None:
    if format_name == "json":
        click.echo(json.dumps(said, indent=2, sort_keys=True))
    else:
        for line in lines:
            # An address may come from anybody's WARC file, and a terminal obeys some characters.
            click.echo("".join(c if c.isprintable() else "\ufffd" for c in line))


def _wire(snapshot: "Snapshot") -> dict[str, Any]:
    said = attrs.asdict(snapshot)
    return {name: getattr(value, "value", value) for name, value in said.items()}


def _line(snapshot: "Snapshot") -> str:
    if snapshot.failure is not None:
        what = f"failed: {snapshot.failure.value}"
    else:
        what = f"{snapshot.media_type or 'no type'} {snapshot.length} bytes"
    return f"{snapshot.captured_at} {what} {snapshot.url}"


def _described(snapshot: "Snapshot") -> list[str]:
    facts = [
        ("answered by", snapshot.final_url if snapshot.final_url != snapshot.url else None),
        ("status", snapshot.status),
        ("digest", snapshot.digest),
        ("captured by", snapshot.captured_by.value if snapshot.digest else None),
        ("archived at", snapshot.archived_at),
        ("cut short", "yes" if snapshot.truncated else None),
        ("kept in", f"{snapshot.file}, byte {snapshot.offset}"),
    ]
    told = [f"  {name}: {value}" for name, value in facts if value is not None]
    return [_line(snapshot), *told]


def _counted(found: "Verification") -> str:
    rest = f"{len(found.failed)} failed, {len(found.not_checked)} not checked"
    return f"{found.passed} records passed, {rest}"


def _place(problem: "Problem") -> str:
    return f"{problem.file}:{problem.offset}: {problem.why}"
