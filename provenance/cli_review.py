"""What the verbs for CI share: what is checked, what is known already, and the exit code."""

import os
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import attrs
import click

from provenance.cli_options import Voice
from provenance.cli_output import write_text
from provenance.cli_progress import is_shown, shown_progress
from provenance.config import Settings
from provenance.model import Report
from provenance.pacing import FETCHING, Pace
from provenance.terms import Level, Reason, RuleId

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_INTERRUPTED = 3

_Command = TypeVar("_Command", bound=Callable[..., Any])

_FILE = click.Path(dir_okay=False)
_OPTIONS = (
    click.option(
        "--reviews",
        type=click.Path(exists=True, dir_okay=False),
        metavar="FILE",
        help="Decisions of people; else reviews.toml beside the settings or the articles.",
    ),
    click.option(
        "--baseline",
        type=_FILE,
        metavar="FILE",
        help="Findings that are known: only new ones fail.",
    ),
    click.option(
        "--update-baseline",
        is_flag=True,
        help="Take out of the baseline what is gone; make the file if there is none.",
    ),
    click.option("--force", is_flag=True, help="Let --update-baseline take in new findings, too."),
    click.option(
        "--changed-since",
        metavar="REV",
        help="Check only files that differ from this commit or branch.",
    ),
    click.option(
        "--time-budget",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="Begin nothing new after so long; exit 3 with what there is.",
    ),
    click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False),
        metavar="DIR",
        help="Show paths relative to this folder; else to the parent of each PATH.",
    ),
)


def review_options(command: _Command) -> _Command:
    """The options of the verbs that people and pipelines act on."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def settings_for_review(settings: Settings, options: dict[str, Any]) -> Settings:
    """``settings`` with what ``options`` say of reviews, baseline and root.

    Raises:
        click.UsageError: the options contradict each other.
    """
    names = ("reviews", "baseline", "root")
    settings = attrs.evolve(settings, **{n: options[n] for n in names if options[n]})
    if options["fail_on"]:
        # What is said on the command line holds for every path.
        per_path = tuple(attrs.evolve(one, fail_on=None) for one in settings.per_path)
        settings = attrs.evolve(settings, per_path=per_path)
    if options["force"] and not options["update_baseline"]:
        raise click.UsageError("--force only goes with --update-baseline")
    if options["update_baseline"]:
        if settings.baseline is None:
            raise click.UsageError("--update-baseline needs --baseline FILE, or the setting")
        if options["changed_since"] or options["time_budget"]:
            raise click.UsageError(
                "--update-baseline needs the whole run: leave --changed-since and --time-budget out"
            )
    return settings


def checked(
    inputs: tuple[str, ...], settings: Settings, voice: Voice, options: dict[str, Any]
) -> Report:
    """The run that ``options`` ask for, with what is known already suppressed.

    Raises:
        ProvenanceError: as :func:`provenance.check`; or git, or the baseline, cannot be read.
    """
    from provenance.changes import changed_files  # noqa: PLC0415 - only where it is asked
    from provenance.pipeline import check  # noqa: PLC0415 - keeps `--version` and `--help` quick

    since = options["changed_since"]
    only = changed_files(since, inputs) if since else None
    updates = options["update_baseline"]
    run = attrs.evolve(settings, baseline=None) if updates else settings
    progress = shown_progress() if is_shown(quiet=voice.quiet) else nullcontext()
    with progress as tell:
        report = check(
            inputs,
            offline=options["offline"],
            sources=options["sources"],
            config=run,
            find_sources=options["find_sources"],
            announce=voice.say_hosts,
            progress=partial(tell, FETCHING) if tell else voice.say_progress,
            only=only,
            pace=Pace(seconds=options["time_budget"], tell=tell),
        )
    return _with_updated_baseline(report, settings, voice, options) if updates else report


def settled(report: Report, settings: Settings, options: dict[str, Any]) -> Report:
    """A saved ``report`` with the reviews and the baseline that ``options`` name, if they do."""
    from provenance.reviews import (  # noqa: PLC0415 - only where it is asked
        load_baseline,
        load_reviews,
        with_baseline,
        with_reviews,
    )

    if options["reviews"]:
        report = with_reviews(report, load_reviews(Path(options["reviews"])))
    if options["baseline"] and settings.baseline is not None:
        report = with_baseline(report, load_baseline(settings.baseline))
    return report


def _with_updated_baseline(
    report: Report, settings: Settings, voice: Voice, options: dict[str, Any]
) -> Report:
    from provenance.reviews import (  # noqa: PLC0415 - only where it is asked
        baseline_of,
        load_baseline,
        render_baseline,
        updated_baseline,
        with_baseline,
    )

    file = Path(str(settings.baseline))
    before = 0
    if file.exists():
        old = load_baseline(file)
        before = len(old.findings)
        rules = [rule for rule in RuleId if settings.selects(rule)]
        new = updated_baseline(old, report, rules=rules, grow=options["force"])
    else:
        new = baseline_of(report)
    write_text(render_baseline(new), os.fspath(file))
    voice.say(f"baseline: {file} held {before} findings and now holds {len(new.findings)}")
    return with_baseline(report, new)


def say_reviews(report: Report, settings: Settings, voice: Voice) -> None:
    """Decisions on findings that are gone, and findings of the baseline that are."""
    for review in report.reviews:
        if review.stale:
            where = f" in {review.path}" if review.path else ""
            voice.say(
                f"stale review: no finding has the fingerprint {review.fingerprint}{where}; "
                "take it out of the file of reviews"
            )
    if settings.baseline is not None and settings.baseline.exists() and not is_partial(report):
        from provenance.reviews import gone_from, load_baseline  # noqa: PLC0415 - likewise

        gone = gone_from(load_baseline(settings.baseline), report)
        if gone:
            voice.say(
                f"baseline: {gone} of its findings are gone; --update-baseline takes them out"
            )


def is_partial(report: Report) -> bool:
    """Whether something was left undone: for want of time, or because it has not changed."""
    undone = {Reason.OUT_OF_TIME, Reason.UNCHANGED}
    reasons = {one.reason for one in report.failures} | {one.reason for one in report.inputs}
    return bool(reasons & undone)


def say_time(report: Report, voice: Voice) -> None:
    """What there was no time for."""
    late = [one for one in report.failures if one.reason is Reason.OUT_OF_TIME]
    if late:
        names = ", ".join(one.input for one in late[:3])
        more = f" and {len(late) - 3} more" if len(late) > 3 else ""
        voice.say(f"out of time: {names}{more} not or not fully checked; the report is partial")


def exit_code(report: Report, settings: Settings, default: Level | None = None) -> int:
    """1 where a finding is at or above the level that fails, 3 where time ran out, else 0.

    Args:
        report: with its suppressed findings marked; they never fail.
        settings: from which level on a finding fails, in all or in some articles.
        default: the level of the verb, where the settings name none.
    """
    if any(one.reason is Reason.OUT_OF_TIME for one in report.failures):
        return EXIT_INTERRUPTED
    for finding in report.findings:
        level = settings.fails_on(finding.location.path if finding.location else None) or default
        is_bad = level is not None and finding.level.severity >= level.severity
        if is_bad and finding.suppressed is None:
            return EXIT_FINDINGS
    return EXIT_CLEAN
