"""The verb ``completion``: what a shell needs to complete verbs, options and files."""

import click
from click.shell_completion import get_completion_class

_VARIABLE = "_PROVENANCE_COMPLETE"
"""Where the shell's script puts its question; click answers it before any verb is called."""


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
@click.pass_context
def completion_verb(context: click.Context, shell: str) -> int:
    """Print a script for the shell: eval "$(provenance completion bash)", or source it."""
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}")
    program = context.find_root().command
    click.echo(kind(program, {}, "provenance", _VARIABLE).source())
    return 0
