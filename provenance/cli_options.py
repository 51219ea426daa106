"""What the verbs of the command line share: options, settings from them, words for people."""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import attrs
import click

from provenance.config import Settings, load_settings
from provenance.model import InputRecord
from provenance.terms import ArchivePolicy, Level

DEFAULT_STORE = "provenance-store"
REPORT_FORMATS = (
    *("annotations", "claimreview", "csv", "github", "html", "job-summary", "json", "junit"),
    *("markdown", "prov", "prov-turtle", "sarif", "text"),
)
"""Those of :data:`provenance.report.FORMATS`, which is not loaded for ``--help``."""
CHECK_FORMATS = ("text", "json", "github", "sarif", "junit")
_STEPS = 4
"""Into how many lines the progress of a run is told where nobody looks at a terminal."""
_WIDEST = 100
"""Columns beyond which lines are hard to read."""
_COLOURS: dict[str, dict[str, Any]] = {
    "place": {"fg": "cyan"},
    "words": {"bold": True},
    "label": {"fg": "green"},
    "quiet": {"dim": True},
}
"""How a terminal shows the parts of a text, by :class:`provenance.report.Role`."""
_Command = TypeVar("_Command", bound=Callable[..., Any])

_LEVELS = click.Choice([level.value for level in Level])

INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL...")
OUTPUT = click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to FILE.")
CONFIG = click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Settings; else provenance.toml or [tool.provenance] is looked for.",
)
_VOICE = (
    click.option("-v", "--verbose", is_flag=True, help="Say more on standard error."),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
)
_MATERIAL = (
    click.option(
        "--sources",
        type=click.Path(exists=True),
        metavar="PATH",
        help="Primary documents at hand: a WARC, or a folder with a sources.toml.",
    ),
    click.option("--offline", is_flag=True, help="Make no request."),
    CONFIG,
    click.option(
        "--select",
        multiple=True,
        metavar="RULE",
        help="Report only these rules (an id or its beginning; repeat or comma).",
    ),
    click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out."),
)
_READING = (
    OUTPUT,
    *_MATERIAL,
    click.option("--fail-on", type=_LEVELS, help="Exit 1 from findings of this level on."),
    *_VOICE,
)
_ARCHIVE = click.option(
    "--archive",
    type=click.Choice([policy.value for policy in ArchivePolicy]),
    help="When web archives are asked; else as the settings say.",
)
_NETWORK = (
    click.option(
        "--allow-private",
        is_flag=True,
        help="Ask machines of the own network too: for an intranet.",
    ),
    click.option(
        "--proxy",
        metavar="URL",
        help="Send all requests through this proxy; it must keep private machines away.",
    ),
)
_GATHERING = (
    click.option(
        "--store",
        type=click.Path(file_okay=False),
        metavar="DIR",
        help="Keep captures in this folder, and look there before asking the network.",
    ),
    _ARCHIVE,
    click.option(
        "--find-sources",
        is_flag=True,
        help="Look for the documents of sources that are named without one, on their sites.",
    ),
    *_NETWORK,
)


def _with(options: Sequence[Callable[[_Command], _Command]]) -> Callable[[_Command], _Command]:
    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


reading_options = _with(_READING)
"""The options that every verb which reads articles shares."""
gathering_options = _with(_GATHERING)
"""Those of the verbs that read what articles cite, too."""
serving_options = _with((*_GATHERING, *_MATERIAL, *_VOICE))
"""Those of the verb that shows a report and writes none."""
fetching_options = _with((_ARCHIVE, *_NETWORK, CONFIG, *_VOICE))
"""Those of the verb that only fetches."""


def format_option(
    formats: Sequence[str], help_text: str, *, default: str = "text"
) -> Callable[[_Command], _Command]:
    """The ``--format`` option of a verb that writes ``formats``."""
    return click.option(
        "-f",
        "--format",
        "format_name",
        default=default,
        show_default=True,
        type=click.Choice(formats),
        help=help_text,
    )


def text_or_json(help_text: str) -> Callable[[_Command], _Command]:
    """The ``--format`` option of the verbs that print text for people or JSON for programs."""
    return format_option(["text", "json"], help_text)


def terminal_look() -> dict[str, Any]:
    """Width and colours for text on standard output; none where that is no terminal.

    ``NO_COLOR`` in the environment leaves the colours out (no-color.org).
    """
    if not sys.stdout.isatty():
        return {}
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    return {"width": width} if os.environ.get("NO_COLOR") else {"width": width, "paint": _painted}


def _painted(words: str, role: Any) -> str:
    return click.style(words, **_COLOURS.get(role.value, {}))


def settings_of(options: dict[str, Any]) -> Settings:
    """The settings file that ``options`` name, or that is found, and what they change in it.

    Raises:
        ConfigError: a setting makes no sense.
    """
    path = options["config"]
    settings = load_settings(Path(path) if path else None)
    changes: dict[str, Any] = {
        name: tuple(part.strip() for item in options[name] for part in item.split(",") if part)
        for name in ("select", "ignore")
        if options.get(name)
    }
    for name in ("fail_on", "store", "archive", "allow_private", "proxy"):
        if options.get(name):
            changes[name] = options[name]
    return attrs.evolve(settings, **changes)


@attrs.frozen(kw_only=True)
class Voice:
    """What a person is told on standard error."""

    verbose: bool
    quiet: bool

    def say(self, message: str) -> None:
        """``message`` on a line of its own, unless all is to be quiet."""
        if not self.quiet:
            click.echo(message, err=True)

    def say_hosts(self, hosts: tuple[str, ...], archives: tuple[str, ...]) -> None:
        """Who will be contacted, before anybody is."""
        besides = f", and archives for what is gone: {', '.join(archives)}" if archives else ""
        self.say(f"will contact {len(hosts)} hosts: {', '.join(hosts)}{besides}")

    def say_progress(self, done: int, total: int) -> None:
        """How far fetching has come: a few lines, however many pages there are."""
        step = max(1, total // _STEPS)
        if total > _STEPS and (done % step == 0 or done == total):
            self.say(f"fetched {done} of {total}")

    def say_inputs(self, records: Sequence[InputRecord]) -> None:
        """What was not read, and why; a file name may hold anything."""
        from provenance.report.visible import one_line  # noqa: PLC0415 - after a run it is loaded

        for record in records:
            if record.reason is not None and (self.verbose or record.detail):
                told = f"{record.path}: {record.detail or record.reason.value}"
                self.say(f"{record.status.value} {one_line(told)}")


def voice_of(options: dict[str, Any]) -> Voice:
    """The voice that ``options`` ask for."""
    return Voice(verbose=options["verbose"], quiet=options["quiet"])
