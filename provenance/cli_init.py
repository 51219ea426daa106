"""The verb ``init``: a settings file with everything in it, explained and switched off."""

from pathlib import Path

import click

from provenance.cli_output import write_text
from provenance.config import FILE_NAME
from provenance.errors import ConfigError

TEMPLATE = """\
# Settings of provenance. Take the '#' away where the default is not yours.
# Paths are relative to this file. Options on the command line win.

# Which files to read in folders: globs on the path or the file's name.
# include = ["*.md"]
# exclude = ["drafts/*"]

# Rules by id or its beginning ('provenance rules' lists them), and from which level on to fail.
# select = ["PRV2", "PRV4"]
# ignore = ["PRV101"]
# fail-on = "error"                  # error, warning or note

# Findings that are known (written by 'check --update-baseline'), and decisions of people.
# baseline = "provenance-baseline.json"
# reviews = "reviews.toml"

# Whether comments in the articles may waive findings; false where others wrote them.
# waivers = true

# The folder that paths in reports are relative to; in a repository, its top.
# root = "."

# Where captures of cited documents are kept, and how they are fetched.
# store = "provenance-store"
# archive = "fallback"               # never, fallback or prefer-date
# archives = "archives.toml"
# contact = "desk@example.org"       # goes into the User-Agent of requests
# per-host-delay = 1.0               # seconds
# proxy = "http://proxy.example:3128"
# allow-private = false
# allow-private-hosts = ["intranet.example"]

# Publishers that the shipped list does not know.
# publishers = "publishers.toml"

# Who signs what 'report -f claimreview' writes.
# [claimreview]
# author = "Harbour Desk"
# url = "https://desk.example"

# What holds for some articles only; of several tables that mean one, the later wins.
# [[per-path]]
# paths = ["opinion/*"]
# ignore = ["PRV1"]
# fail-on = "warning"
"""


@click.command("init")
@click.argument(
    "folder", default=".", metavar="[DIR]", type=click.Path(exists=True, file_okay=False)
)
def init_verb(folder: str) -> int:
    """Write provenance.toml with every setting in it, explained; nothing is overwritten."""
    file = Path(folder) / FILE_NAME
    if file.exists():
        raise ConfigError(f"'{file}' is there already; take it away first, or edit it")
    write_text(TEMPLATE, str(file))
    click.echo(f"settings: {file}", err=True)
    return 0
