"""The command line: parse, call, render, return a code.

Standard output is data, standard error is for people. Exit codes, the higher first: 4 our bug,
2 wrong usage or nothing readable, 3 interrupted or out of time, 1 findings at or above
``--fail-on``, 0 else.
"""

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from provenance import __version__
from provenance.cli_completion import completion_verb
from provenance.cli_corpus import corpus_verb
from provenance.cli_doctor import doctor_verb
from provenance.cli_fetch import fetch_verb
from provenance.cli_init import init_verb
from provenance.cli_options import (
    CHECK_FORMATS,
    CONFIG,
    INPUTS,
    OUTPUT,
    REPORT_FORMATS,
    Voice,
    format_option,
    gathering_options,
    reading_options,
    settings_of,
    terminal_look,
    text_or_json,
    voice_of,
)
from provenance.cli_output import drop_standard_output, write_text
from provenance.cli_review import (
    EXIT_CLEAN,
    EXIT_FINDINGS,
    EXIT_INTERRUPTED,
    checked,
    exit_code,
    review_options,
    say_reviews,
    say_time,
    settings_for_review,
    settled,
)
from provenance.cli_serve import serve_verb
from provenance.cli_store import store_group
from provenance.config import Settings, load_settings
from provenance.errors import ProvenanceError
from provenance.model import Report, ToolRecord
from provenance.pacing import collect_rarely
from provenance.terms import Level, Verdict

__all__ = [
    "EXIT_BUG",
    "EXIT_CLEAN",
    "EXIT_FINDINGS",
    "EXIT_INTERRUPTED",
    "EXIT_USAGE",
    "main",
]

EXIT_USAGE = 2
EXIT_BUG = 4

_DEFAULT_HTML = "provenance-report.html"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with ``arguments`` (``sys.argv`` if ``None``); return the exit code."""
    collect_rarely()
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
        drop_standard_output()
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
@format_option(REPORT_FORMATS, "How the report is written.", default="html")
@click.option("--no-text", is_flag=True, help="Drop third-party text from the report.")
@gathering_options
@review_options
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
    settings = settings_for_review(settings_of(options), options)
    saved = saved_report(inputs)
    if saved is None:
        report = checked(inputs, settings, voice, options)
    else:
        report = settled(saved, settings, options)
    if options["no_text"]:
        report = without_text(report)
    output = options["output"] or (_DEFAULT_HTML if format_name == "html" else None)
    write_text(render(report, format_name, author=settings.claimreview), output)
    _say(report, settings, voice)
    voice.say(render_summary(report))
    if output is not None:
        voice.say(f"report: {output}")
    return exit_code(report, settings)


@_program.command("check")
@INPUTS
@format_option(CHECK_FORMATS, "Findings for people, for the tools of a pipeline, or all of it.")
@click.option("--fetch", is_flag=True, help="Fetch cited documents; without it no request is made.")
@gathering_options
@review_options
@reading_options
def _check_verb(inputs: tuple[str, ...], format_name: str, **options: Any) -> int:
    """The pipeline for CI: findings as 'file:line:col: ID level message'.

    Exits 1 when there are findings of level --fail-on (default: error) or worse.
    """
    from provenance.report import render, render_findings, render_summary  # noqa: PLC0415

    voice = voice_of(options)
    settings = settings_for_review(settings_of(options), options)
    report = checked(inputs, settings, voice, _offline_unless_fetch(options))
    text = render_findings(report) if format_name == "text" else render(report, format_name)
    write_text(text, options["output"])
    _say(report, settings, voice)
    voice.say(render_summary(report))
    return exit_code(report, settings, Level.ERROR)


@_program.command("extract")
@INPUTS
@text_or_json("For people, or for programs.")
@click.option("--no-text", is_flag=True, help="Drop third-party text; offsets stay.")
@reading_options
def _extract(inputs: tuple[str, ...], format_name: str, **options: Any) -> int:
    """Who says what: sentences, claims, attributions, citations; no verdicts, no network."""
    from provenance.extraction import extract  # noqa: PLC0415
    from provenance.intake import read_inputs  # noqa: PLC0415
    from provenance.registry import load_registry  # noqa: PLC0415
    from provenance.report import analysis_without_text, render_analyses  # noqa: PLC0415

    settings = settings_of(options)
    registry = load_registry(settings.publishers)
    intake = read_inputs(inputs, settings=settings, fetcher=None)
    analyses = [extract(article, registry=registry) for article in intake.articles]
    if options["no_text"]:
        analyses = [analysis_without_text(analysis) for analysis in analyses]
    look = {} if options["output"] else terminal_look()
    write_text(render_analyses(analyses, format_name, **look), options["output"])
    voice_of(options).say_inputs(intake.records)
    return EXIT_CLEAN


@_program.command("compare")
@INPUTS
@text_or_json("For people, or the whole report.")
@click.option("--fetch", is_flag=True, help="Fetch cited documents; without it no request is made.")
@gathering_options
@review_options
@reading_options
def _compare(inputs: tuple[str, ...], format_name: str, **options: Any) -> int:
    """Agreements, disagreements and copies between outlets."""
    from provenance.report import render, render_comparison  # noqa: PLC0415

    voice = voice_of(options)
    settings = settings_for_review(settings_of(options), options)
    report = checked(inputs, settings, voice, _offline_unless_fetch(options))
    text = render(report, "json") if format_name == "json" else render_comparison(report)
    write_text(text, options["output"])
    _say(report, settings, voice)
    return exit_code(report, settings)


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
    write_text(render_assessment(assessment, format_name, source=source, tool=tool), output)
    return EXIT_CLEAN if assessment.verdict is Verdict.SUPPORTED else EXIT_FINDINGS


for _verb in (
    *(corpus_verb, fetch_verb, store_group, serve_verb, doctor_verb, init_verb, completion_verb),
):
    _program.add_command(_verb)


@_program.command("rules")
@click.argument("rule", required=False, metavar="[ID]")
def _rules(rule: str | None) -> int:
    """List the rules, or explain one."""
    from provenance.checks import explain_rule, list_rules  # noqa: PLC0415

    click.echo(list_rules() if rule is None else explain_rule(rule))
    return EXIT_CLEAN


def _say(report: Report, settings: Settings, voice: Voice) -> None:
    voice.say_inputs(report.inputs)
    say_time(report, voice)
    say_reviews(report, settings, voice)


def _offline_unless_fetch(options: dict[str, Any]) -> dict[str, Any]:
    return {**options, "offline": options["offline"] or not options["fetch"]}
