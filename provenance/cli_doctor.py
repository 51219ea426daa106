"""The verb ``doctor``: what is installed, whether it is whole, and what to do where it is not."""

import json
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import attrs
import click

from provenance import __version__
from provenance.cli_options import CONFIG, text_or_json
from provenance.config import Settings, load_settings
from provenance.errors import ProvenanceError

_FAILED = 1
_EXTRAS = {"pdf": "pypdf", "serve": "waitress"}
"""Optional parts, and the library that each stands on."""


@attrs.frozen(kw_only=True)
class Check:
    """One thing that was looked at."""

    name: str
    is_well: bool
    says: str
    """What was found; where something is wrong, with the way out."""


@click.command("doctor")
@text_or_json("For people, or for programs.")
@click.option(
    "--store",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Check this folder with evidence; else as the settings say.",
)
@CONFIG
def doctor_verb(format_name: str, store: str | None, config: str | None) -> int:
    """Versions, models and their digests, the settings, the store: what is here, and is it whole.

    Exits 1 when something is wrong. No request is made.
    """
    checks = list(_checks(config, store))
    if format_name == "json":
        wire = {"checks": [attrs.asdict(one) for one in checks]}
        click.echo(json.dumps(wire, indent=2, sort_keys=True))
    else:
        for one in checks:
            click.echo(f"{'ok  ' if one.is_well else 'BAD '} {one.name:<10} {one.says}")
    return 0 if all(one.is_well for one in checks) else _FAILED


def _checks(config: str | None, store: str | None) -> Iterator[Check]:
    python = f"Python {platform.python_version()} on {sys.platform}"
    yield Check(name="provenance", is_well=True, says=f"{__version__}, {python}")
    yield _checked("verifier", _verifier)
    yield _checked("tagger", _tagger)
    settings = Settings()
    try:
        settings = load_settings(Path(config) if config else None)
        yield Check(name="settings", is_well=True, says=_told(settings))
    except ProvenanceError as error:
        yield Check(name="settings", is_well=False, says=str(error))
    folder = Path(store) if store else settings.store
    if folder is not None:
        yield _checked("store", lambda: _store(folder))
    for extra, library in _EXTRAS.items():
        yield Check(name=f"[{extra}]", is_well=True, says=_extra(extra, library))
    git = shutil.which("git")
    told = "found" if git else "not found: --changed-since needs it"
    yield Check(name="git", is_well=True, says=told)


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name=name, is_well=True, says=look())
    except (ProvenanceError, _UnwellError) as error:
        return Check(name=name, is_well=False, says=str(error))


class _UnwellError(Exception):
    """Something is here and is not whole."""


def _verifier() -> str:
    from provenance.nli import load_judge  # noqa: PLC0415 - keeps `--version` and `--help` quick

    judge = load_judge()
    return f"{judge.name} {judge.digest}"


def _tagger() -> str:
    from provenance.tagging import load_tagger  # noqa: PLC0415 - likewise

    tagger = load_tagger()
    return f"{tagger.name} {tagger.digest}"


def _told(settings: Settings) -> str:
    usual = attrs.asdict(Settings(), recurse=False)
    own = attrs.asdict(settings, recurse=False)
    # A proxy's address may hold a password.
    shown = sorted(name.replace("_", "-") for name, value in own.items() if value != usual[name])
    return f"set: {', '.join(shown)}" if shown else "none of its own; the defaults hold"


def _store(folder: Path) -> str:
    from provenance.store import Store  # noqa: PLC0415 - likewise

    store = Store.open(folder, create=False)
    found = store.verify()
    counts = f"{len(store.snapshots())} captures in {folder}; {found.passed} records passed"
    if found.failed:
        raise _UnwellError(
            f"{counts}, {len(found.failed)} failed: 'provenance store verify --store {folder}' "
            "names them"
        )
    return f"{counts}, {len(found.not_checked)} not checked"


def _extra(extra: str, library: str) -> str:
    try:
        return f"{library} {metadata.version(library)}"
    except metadata.PackageNotFoundError:
        return f"not installed; pip install 'provenance[{extra}]' brings {library}"
