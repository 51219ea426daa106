"""Writes the verbs and options of ``docs/reference/cli.md`` from the command line itself.

python tests/cli_page.py
"""

from pathlib import Path

import click

from provenance import cli

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "cli.md"
_MARK = "<!-- From here on written by tests/cli_page.py; a test keeps it equal. -->\n"


def render_cli_page(page: str) -> str:
    """``page`` with the part after the mark written anew."""
    head = page.partition(_MARK)[0]
    return head + _MARK + "".join(_verb(name, verb) for name, verb in verbs().items())


def verbs() -> dict[str, click.Command]:
    """The verbs by name; those of a verb in parts, as ``store``, by both names."""
    found: dict[str, click.Command] = {}
    for name, verb in cli._program.commands.items():
        parts = verb.commands if isinstance(verb, click.Group) else {}
        found |= {f"{name} {part}": one for part, one in parts.items()} or {name: verb}
    return found


def options_of(verb: click.Command) -> list[click.Option]:
    """The options of a verb, in the order of its help."""
    return [param for param in verb.params if isinstance(param, click.Option)]


def _verb(name: str, verb: click.Command) -> str:
    arguments = [str(p.metavar) for p in verb.params if isinstance(p, click.Argument)]
    options = options_of(verb)
    usage = " ".join(["provenance", name, *(["[OPTIONS]"] if options else []), *arguments])
    described = " ".join((verb.help or "").split()).replace(". ", ".\n")
    rows = "".join(map(_row, options))
    table = f"\n| option | meaning |\n| --- | --- |\n{rows}" if rows else ""
    return f"\n## `{name}`\n\n```\n{usage}\n```\n\n{described}\n{table}"


def _row(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    values = " · ".join(f"`{choice}`" for choice in choices)
    default = f" Default: `{option.default}`." if option.show_default else ""
    meaning = (option.help or "").removesuffix(".")
    return f"| {names} | {meaning}{': ' + values if values else ''}.{default} |\n"


if __name__ == "__main__":
    PAGE.write_text(render_cli_page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
