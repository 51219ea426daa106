"""The command line: parse, call, render, return a code.

Standard output is data, standard error is for people. Exit codes, the higher first: 4 our bug,
2 wrong usage or nothing readable, 3 interrupted, 1 findings at or above ``--fail-on``, 0 else.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from provenance import __version__
from provenance.cli_fetch import fetch_verb
from provenance.cli_options import (
    CONFIG,
    INPUTS,
    OUTPUT,
    Voice,
    gathering_options,
    reading_options,
    settings_of,
    terminal_look,
    text_or_json,
    voice_of,
)
from provenance.cli_store import store_group
from provenance.config import Settings, load_settings
from provenance.errors import ConfigError, ProvenanceError
from provenance.model import Report, ToolRecord
from provenance.terms import Level, Verdict

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 3
EXIT_BUG = 4

_DEFAULT_HTML = "provenance-report.html"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with ``arguments`` (``sys.argv`` if ``None``); return the exit code."""
    try:
        code = _program.main(args=arguments, prog_name="provenance", standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = EXIT_USAGE
    except ProvenanceError as error:
        click.echo(f"provenance: {error}", err=True)
        code = EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("provenance: interrupted; nothing was written", err=True)
        code = EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever reads our output has closed it (`| head`): nobody is left to tell.
        _drop_standard_output()
        code = EXIT_CLEAN
    except Exception as error:  # noqa: BLE001 - the one place where a crash becomes exit code 4
        code = _tell_of_bug(error)
    return code if isinstance(code, int) else EXIT_CLEAN


def _tell_of_bug(error: Exception) -> int:
    traceback.print_exception(error)
    click.echo(
        f"provenance: this is a bug in provenance {__version__}, not a finding; please report it "
        "with the lines above and, if you may, the article",
        err=True,
    )
    return EXIT_BUG


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="provenance %(version)s")
def _program() -> None:
    """Follow each sentence of a news article to the source it names, and see whether it says so."""


@_program.command("report")
@INPUTS
@click.option(
    "-f",
    "--format",
    "format_name",
    default="html",
    show_default=True,
    type=click.Choice(["html", "json", "markdown", "text"]),
    help="How the report is written.",
)
@click.option("--no-text", is_flag=True, help="Drop third-party text from the report.")
@gathering_options
@reading_options
def _report(inputs: tuple[str, ...], format_name: str, **options: Any) -> int:
    """The whole job: read, follow, check, compare, and write a report.

    HTML goes to provenance-report.html unless -o says otherwise; other formats go to standard
    output. A saved JSON report is rendered again.
    """
    from provenance.report import (  # noqa: PLC0415
        render,
        render_summary,
        saved_report,
        without_text,
    )

    voice = voice_of(options)
    settings = settings_of(options)
    report = saved_report(inputs) or _check(inputs, settings, voice, options)
    if options["no_text"]:
        report = without_text(report)
    output = options["output"] or (_DEFAULT_HTML if format_name == "html" else None)
    _write(render(report, format_name), output)
    voice.say_inputs(report.inputs)
    voice.say(render_summary(report))
    if output is not None:
        voice.say(f"report: {output}")
    return _exit_code(report, settings.fail_on)


@_program.command("check")
@INPUTS
@text_or_json("Findings for people, or the whole report.")
@click.option("--fetch", is_flag=True, help="Fetch cited documents; without it no request is made.")
@gathering_options
@reading_options
def _check_verb(inputs: tuple[str, ...], format_name: str, **options: Any) -> int:
    """The pipeline for CI: findings as 'file:line:col: ID level message'.

    Exits 1 when there are findings of level --fail-on (default: error) or worse.
    """
    from provenance.report import render, render_findings, render_summary  # noqa: PLC0415

    voice = voice_of(options)
    settings = settings_of(options)
    report = _check(inputs, settings, voice, _offline_unless_fetch(options))
    text = render(report, "json") if format_name == "json" else render_findings(report)
    _write(text, options["output"])
    voice.say_inputs(report.inputs)
    voice.say(render_summary(report))
    return _exit_code(report, settings.fail_on or Level.ERROR)


@_program.command("extract")
@INPUTS
@text_or_json("For people, or for programs.")
@click.option("--no-text", is_flag=True, help="Drop third-party text; offsets stay.")
@reading_options
def _extract(inputs: tuple[str, ...], format_name: str, **options: Any) -> int:
    """Who says what: sentences, claims, attributions, citations; no verdicts, no network."""
    from provenance.intake import read_inputs  # noqa: PLC0415
    from provenance.pipeline import extract  # noqa: PLC0415
    from provenance.registry import load_registry  # noqa: PLC0415
    from provenance.report import analysis_without_text, render_analyses  # noqa: PLC0415

    settings = settings_of(options)
    registry = load_registry(settings.publishers)
    intake = read_inputs(inputs, settings=settings, fetcher=None)
    analyses = [extract(article, registry=registry) for article in intake.articles]
    if options["no_text"]:
        analyses = [analysis_without_text(analysis) for analysis in analyses]
    look = {} if options["output"] else terminal_look()
    _write(render_analyses(analyses, format_name, **look), options["output"])
    voice_of(options).say_inputs(intake.records)
    return EXIT_CLEAN


@_program.command("compare")
@INPUTS
@text_or_json("For people, or the whole report.")
@click.option("--fetch", is_flag=True, help="Fetch cited documents; without it no request is made.")
@gathering_options
@reading_options
def _compare(inputs: tuple[str, ...], format_name: str, **options: Any) -> int:
    """Agreements, disagreements and copies between outlets."""
    from provenance.report import render, render_comparison  # noqa: PLC0415

    voice = voice_of(options)
    settings = settings_of(options)
    report = _check(inputs, settings, voice, _offline_unless_fetch(options))
    text = render(report, "json") if format_name == "json" else render_comparison(report)
    _write(text, options["output"])
    voice.say_inputs(report.inputs)
    return _exit_code(report, settings.fail_on)


@_program.command("verify")
@click.option("--claim", required=True, metavar="TEXT", help="One sentence, or a few.")
@click.option(
    "--source",
    required=True,
    metavar="FILE|URL",
    help="The document it is held against; '-' is standard input.",
)
@text_or_json("For people, or for programs.")
@OUTPUT
@CONFIG
def _verify(
    claim: str, source: str, format_name: str, output: str | None, config: str | None
) -> int:
    """One claim against one document, taken as complete.

    Exits 0 when the document supports the claim, else 1. The network is used for a URL only.
    """
    from provenance.intake import read_source, web_fetcher  # noqa: PLC0415
    from provenance.report import render_assessment  # noqa: PLC0415
    from provenance.verification import verify  # noqa: PLC0415

    settings = load_settings(Path(config) if config else None)
    article = read_source(source, fetcher=web_fetcher(settings))
    assessment = verify(claim, article)
    models = (assessment.judged_by,) if assessment.judged_by else ()
    tool = ToolRecord(name="provenance", version=__version__, models=models)
    _write(render_assessment(assessment, format_name, source=source, tool=tool), output)
    return EXIT_CLEAN if assessment.verdict is Verdict.SUPPORTED else EXIT_FINDINGS


_program.add_command(fetch_verb)
_program.add_command(store_group)


@_program.command("rules")
@click.argument("rule", required=False, metavar="[ID]")
def _rules(rule: str | None) -> int:
    """List the rules, or explain one."""
    from provenance.checks import explain_rule, list_rules  # noqa: PLC0415

    click.echo(list_rules() if rule is None else explain_rule(rule))
    return EXIT_CLEAN


def _check(
    inputs: tuple[str, ...], settings: Settings, voice: Voice, options: dict[str, Any]
) -> Report:
    from provenance.pipeline import check  # noqa: PLC0415 - keeps `--version` and `--help` quick

    return check(
        inputs,
        offline=options["offline"],
        sources=options["sources"],
        config=settings,
        find_sources=options["find_sources"],
        announce=voice.say_hosts,
        progress=voice.say_progress,
    )


def _offline_unless_fetch(options: dict[str, Any]) -> dict[str, Any]:
    return {**options, "offline": options["offline"] or not options["fetch"]}


def _exit_code(report: Report, fail_on: Level | None) -> int:
    if fail_on is None:
        return EXIT_CLEAN
    worst = max((f.level.severity for f in report.findings), default=-1)
    return EXIT_FINDINGS if worst >= fail_on.severity else EXIT_CLEAN


def _write(text: str, output: str | None) -> None:
    """Write whole or not at all: a reader never sees half a report."""
    try:
        if output is None or output == "-":
            click.echo(text, nl=False)
        else:
            _write_file(text, Path(os.path.realpath(output)))
    except BrokenPipeError:
        raise
    except OSError as error:
        if output is None or output == "-":
            _drop_standard_output()
        raise ConfigError(
            f"cannot write '{output or '-'}': {error.strerror}; "
            "choose a place in a folder that exists and may be written to"
        ) from error


def _write_file(text: str, target: Path) -> None:
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


def _drop_standard_output() -> None:
    """Send what is still buffered nowhere, so that closing does not fail a second time."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
