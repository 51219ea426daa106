"""The verb ``fetch``: get what articles cite into the store."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from provenance.cli_options import (
    DEFAULT_STORE,
    INPUTS,
    Voice,
    fetching_options,
    settings_of,
    text_or_json,
    voice_of,
)
from provenance.config import Settings
from provenance.terms import DocumentStatus

if TYPE_CHECKING:
    from provenance.gathering import Wanted
    from provenance.model import Document


@click.command("fetch")
@INPUTS
@text_or_json("For people, or for programs.")
@click.option(
    "--store",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help=f"The folder with the evidence; else as the settings say, or {DEFAULT_STORE}.",
)
@fetching_options
def fetch_verb(inputs: tuple[str, ...], format_name: str, **options: Any) -> int:
    """Fetch what articles cite, and keep it in a store; an address is fetched itself.

    What the store has already is not asked for again. Exits 0 also where something could not be
    had: the table says what and why.
    """
    voice, settings = voice_of(options), settings_of(options)
    if settings.store is None:
        settings = attrs.evolve(settings, store=Path(DEFAULT_STORE))
    documents = _gathered(inputs, settings, voice)
    if format_name == "json":
        click.echo(json.dumps({"documents": list(map(_wire, documents))}, indent=2, sort_keys=True))
    else:
        for document in documents:
            click.echo(_line(document))
    counts = Counter(document.status for document in documents)
    read, rest = counts[DocumentStatus.READ], len(documents) - counts[DocumentStatus.READ]
    voice.say(f"{read} documents in {settings.store}, {rest} could not be had")
    return 0


def _gathered(inputs: Sequence[str], settings: Settings, voice: Voice) -> "tuple[Document, ...]":
    from provenance.gathering import open_gatherer  # noqa: PLC0415 - keeps `--help` quick

    wanted = _wanted(inputs, settings, voice)
    if not wanted:
        voice.say("nothing is cited by an address")
        return ()
    with open_gatherer(settings, announce=voice.say_hosts, progress=voice.say_progress) as gatherer:
        return tuple(one.document for one in gatherer.gather(wanted))


def _wanted(inputs: Sequence[str], settings: Settings, voice: Voice) -> "tuple[Wanted, ...]":
    """The addresses given, then those that the articles given cite; each once."""
    from provenance.extraction import extract  # noqa: PLC0415 - likewise
    from provenance.gathering import Wanted, wanted_of  # noqa: PLC0415 - likewise
    from provenance.intake import read_inputs  # noqa: PLC0415 - likewise
    from provenance.registry import load_registry  # noqa: PLC0415 - likewise
    from provenance.urls import is_web_url, url_key  # noqa: PLC0415 - likewise

    given = [Wanted(one) for one in inputs if is_web_url(one)]
    paths = [one for one in inputs if not is_web_url(one)]
    cited: tuple[Wanted, ...] = ()
    if paths:
        registry = load_registry(settings.publishers)
        intake = read_inputs(paths, settings=settings, fetcher=None)
        voice.say_inputs(intake.records)
        cited = wanted_of([extract(article, registry=registry) for article in intake.articles])
    distinct = {url_key(one.url): one for one in (*reversed(cited), *reversed(given))}
    return tuple(reversed(distinct.values()))


def _wire(document: "Document") -> dict[str, Any]:
    return {
        "url": document.url,
        "status": document.status.value,
        "reason": document.reason.value if document.reason else None,
        "complete": document.complete.value,
        "via": document.via.value,
        "captured_at": document.captured_at,
        "digest": document.digest,
        "media_type": document.media_type,
        "title": document.title,
    }


def _line(document: "Document") -> str:
    what = document.reason.value if document.reason else document.via.value
    words = (
        f"{document.status.value:<9} {what:<18} {document.captured_at or '-':<21} {document.url}"
    )
    # An address is anybody's, and a terminal obeys some characters.
    return "".join(c if c.isprintable() else "\ufffd" for c in words)
