"""The verb ``serve``: the report live on this machine while one edits."""

import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from provenance.cli_options import Voice, serving_options, settings_of, voice_of
from provenance.config import REVIEWS_NAME, Settings
from provenance.model import Report, Review

_HOSTS = ("127.0.0.1", "::1")
"""Those of :data:`provenance.serving.HOSTS`, which is not loaded for ``--help``."""


@click.command("serve")
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True), metavar="PATH...")
@click.option("--fetch", is_flag=True, help="Fetch cited documents into the store; needs one.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="PORT",
    help="Listen on this port; else on one that is free.",
)
@click.option(
    "--host",
    type=click.Choice(_HOSTS),
    default=_HOSTS[0],
    show_default=True,
    help="Listen on this address of this machine.",
)
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--reviews",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Read and write decisions here; else reviews.toml beside the settings or the articles.",
)
@click.option(
    "--baseline",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Findings that are known: shown apart.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    help="Show paths relative to this folder; else to the parent of each PATH.",
)
@serving_options
def serve_verb(inputs: tuple[str, ...], host: str, port: int, **options: Any) -> int:
    """The report live in the browser: checked again on saving, decisions written at once.

    The address is printed on standard output; who does not have it whole sees nothing. Only this
    machine can reach it. Ctrl+C ends it, with exit code 0.
    """
    from provenance.serving import (  # noqa: PLC0415 - keeps `--version` and `--help` quick
        Application,
        Keeper,
        listening,
        new_token,
    )

    voice = voice_of(options)
    settings = _settings(options)
    application: list[Application] = []
    live = _live_report(inputs, settings, voice, options)

    def make(host: str, port: int) -> Application:
        application.append(Application(live=live, token=new_token(), host=host, port=port))
        return application[0]

    try:
        with listening(make, host=host, port=port):
            keeper = Keeper(live=live, watch=_watch(inputs, settings, options), tell=_tell(voice))
            voice.say("checking; the first time takes longest")
            live.begin()
            address = application[0].address
            click.echo(address)
            voice.say("Ctrl+C ends it; whoever has the address sees the report")
            if options["opens"]:
                webbrowser.open(address)
            keeper.keep()
    except KeyboardInterrupt:
        voice.say("ended")
    return 0


def _settings(options: dict[str, Any]) -> Settings:
    settings = settings_of(options)
    named = {name: Path(options[name]) for name in ("reviews", "baseline", "root") if options[name]}
    settings = attrs.evolve(settings, **named)
    if options["fetch"] and settings.store is None:
        raise click.UsageError(
            "--fetch needs --store DIR, or the setting: else every save would ask the network again"
        )
    return settings


def _live_report(
    inputs: Sequence[str], settings: Settings, voice: Voice, options: dict[str, Any]
) -> Any:
    from provenance.nli import load_judge  # noqa: PLC0415 - see above
    from provenance.pipeline import check  # noqa: PLC0415
    from provenance.reviews import settled_anew  # noqa: PLC0415
    from provenance.serving import (  # noqa: PLC0415
        LiveReport,
        RememberingJudge,
        RememberingTagger,
    )
    from provenance.tagging import load_tagger  # noqa: PLC0415

    judge = RememberingJudge(judge=load_judge())
    tagger = RememberingTagger(tagger=load_tagger())

    def run() -> Report:
        return check(
            inputs,
            offline=options["offline"] or not options["fetch"],
            sources=options["sources"],
            config=_with_file_there(settings),
            find_sources=options["find_sources"],
            announce=voice.say_hosts if voice.verbose else None,
            judge=judge,
            tagger=tagger,
        )

    return LiveReport(
        check=run,
        settle=lambda report: settled_anew(report, _with_file_there(settings), inputs),
        write=lambda review: add_decision(review, inputs, settings),
    )


def _with_file_there(settings: Settings) -> Settings:
    """``settings`` without a file of decisions that is yet to be made."""
    if settings.reviews is None or settings.reviews.exists():
        return settings
    return attrs.evolve(settings, reviews=None)


def add_decision(review: Review, inputs: Sequence[str], settings: Settings) -> None:
    """Writes ``review`` to the file that it belongs in.

    Raises:
        ConfigError: the file cannot be written, or what is there is no list of decisions.
    """
    from provenance.reviews import add_review  # noqa: PLC0415 - see above

    add_review(file_for(review.path, inputs, settings), review)


def file_for(path: str | None, inputs: Sequence[str], settings: Settings) -> Path:
    """Where decisions on an article are kept: the file that is named, else beside its PATH.

    Args:
        path: the article, as the report shows it.
        inputs: the PATHs of the command line; what ``path`` says chooses among them, no more.
        settings: which file is named.
    """
    if settings.reviews is not None:
        return settings.reviews
    places = [Path(given).resolve() for given in inputs]
    first = (path or "").partition("/")[0]
    place = next((one for one in places if one.name == first), places[0])
    return (place if place.is_dir() else place.parent) / REVIEWS_NAME


def _watch(inputs: Sequence[str], settings: Settings, options: dict[str, Any]) -> Any:
    from provenance.serving import Watch  # noqa: PLC0415 - see above

    others = (options["sources"], options["baseline"], settings.publishers)
    return Watch(
        inputs=tuple(Path(given) for given in inputs),
        reviews=(settings.reviews,) if settings.reviews is not None else (),
        others=tuple(Path(one) for one in others if one is not None),
        exclude=settings.exclude,
    )


def _tell(voice: Voice) -> Any:
    def tell(edition: Any) -> None:
        if edition.problem is not None:
            voice.say(f"not checked: {edition.problem}")
        else:
            voice.say(f"checked again: {len(edition.report.findings)} findings")

    return tell
