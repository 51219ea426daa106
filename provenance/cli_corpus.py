"""The verb ``corpus``: archives of articles in, tables out."""

from typing import Any

import click

from provenance.cli_options import CONFIG, Voice, settings_of, voice_of

_EXIT_UNFINISHED = 3
_STAGES = ("extract", "stories", "verify", "compare")
_ENGINES = ("native", "ray", "in-process")


@click.command("corpus")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="The folder of the tables; what an earlier run left there is not done again.",
)
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    help="Who spreads the work; native, or ray where --ray is given.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes at a time; one a core.")
@click.option("--ray", metavar="ADDRESS", help="Run on this Ray cluster.")
@click.option(
    "--sources",
    type=click.Path(exists=True),
    metavar="PATH",
    help="Primary documents at hand: a WARC, or a folder with a sources.toml.",
)
@click.option(
    "--store",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Look for cited documents in this folder of captures.",
)
@click.option("--fetch", is_flag=True, help="Fetch into the store what it does not have.")
@click.option("--no-models", is_flag=True, help="By rules alone: no tagger, no verifier.")
@click.option(
    "--stage",
    "stages",
    multiple=True,
    type=click.Choice(_STAGES),
    help="Run only this stage (repeat); those before it must be done.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    help="What a field is called in tables and JSON (repeat): body=inhalt.",
)
@click.option(
    "--record-seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    help="Time for one record, and for each article of a story.",
)
@CONFIG
@click.option("-v", "--verbose", is_flag=True, help="Say more on standard error.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def corpus_verb(inputs: tuple[str, ...], **options: Any) -> int:
    """Read WARC, Parquet, JSONL, folders, globs or object-store addresses; write Parquet tables.

    Run again, the same command goes on where an earlier run broke off. Needs provenance[corpus],
    with --ray provenance[cluster]. Exits 3 when the run could not go on.
    """
    from provenance.corpus import Reading, UnfinishedError, run  # noqa: PLC0415 - `--help` is quick

    voice = voice_of(options)
    try:
        summary = run(
            inputs,
            options["output"],
            engine=options["engine"],
            workers=options["workers"],
            ray=options["ray"],
            sources=options["sources"],
            config=settings_of(options),
            store=options["store"],
            offline=not options["fetch"],
            models=not options["no_models"],
            stages=options["stages"] or None,
            record_seconds=options["record_seconds"],
            reading=Reading(columns=_columns(options["columns"])),
            tell=_teller(voice),
        )
    except UnfinishedError as error:
        click.echo(f"provenance: {error}", err=True)
        return _EXIT_UNFINISHED
    except KeyboardInterrupt:
        click.echo("provenance: interrupted; the same command goes on from here", err=True)
        return _EXIT_UNFINISHED
    for table, rows in summary.rows.items():
        voice.say(f"{rows:>12,} {table}")
    skipped = sum(summary.skipped.values())
    if skipped:
        voice.say(f"{skipped} partitions were done already")
    voice.say(f"tables: {summary.output}")
    return 0


def _columns(given: tuple[str, ...]) -> Any:
    """The names of columns, those of the command line before the usual ones."""
    from provenance.corpus import Columns  # noqa: PLC0415 - as above

    columns = Columns()
    for one in given:
        field, _, name = one.partition("=")
        if not name.strip() or field not in columns.fields:
            known = ", ".join(columns.fields)
            raise click.BadParameter(
                f"'{one}': write FIELD=NAME, with a field of {known}", param_hint="--column"
            )
        columns = columns.with_names(**{field: name.strip()})
    return columns


def _teller(voice: Voice) -> Any:
    """Tells a stage in few lines, however many partitions it has."""
    told: dict[str, int] = {}

    def tell(stage: str, done: int, total: int) -> None:
        tenth = done * 10 // max(total, 1)
        if told.get(stage) != tenth or done == total:
            if told.get(stage) == tenth == 10:
                return
            told[stage] = tenth
            voice.say(f"{stage}: {done} of {total}")

    return tell
