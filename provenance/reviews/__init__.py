"""What keeps a finding from failing a run: waivers, decisions of people, a baseline.

A suppressed finding stays in the report and says by what it is suppressed; the first of the three
that means it is named.
"""

from collections.abc import Sequence
from pathlib import Path

import attrs

from provenance.config import Settings
from provenance.model import Article, Report
from provenance.reviews.baselines import (
    Baseline,
    baseline_of,
    gone_from,
    load_baseline,
    render_baseline,
    updated_baseline,
    with_baseline,
)
from provenance.reviews.clearing import without_suppressions
from provenance.reviews.decisions import (
    add_review,
    find_reviews,
    load_reviews,
    render_reviews,
    review_of,
    with_reviews,
)
from provenance.reviews.waivers import with_waivers
from provenance.terms import SuppressedBy

__all__ = [
    "Baseline",
    "add_review",
    "baseline_of",
    "find_reviews",
    "gone_from",
    "load_baseline",
    "load_reviews",
    "render_baseline",
    "render_reviews",
    "review_of",
    "settled_anew",
    "updated_baseline",
    "with_baseline",
    "with_reviews",
    "with_suppressions",
    "with_waivers",
]


def with_suppressions(report: Report, settings: Settings, inputs: Sequence[object] = ()) -> Report:
    """``report`` with its findings suppressed by waivers, reviews and the baseline.

    Args:
        report: from the checks.
        settings: which files of reviews and baseline there are.
        inputs: what the run was given: a ``reviews.toml`` is looked for beside it.

    Raises:
        ConfigError: a file cannot be read or makes no sense.
    """
    if settings.waivers:
        report = with_waivers(report)
    places = [given for given in inputs if not isinstance(given, Article)]
    files = find_reviews(settings.reviews, places)
    report = with_reviews(report, tuple(one for file in files for one in load_reviews(file)))
    if settings.baseline is not None:
        report = with_baseline(report, load_baseline(Path(settings.baseline)))
    return report


def settled_anew(report: Report, settings: Settings, inputs: Sequence[object] = ()) -> Report:
    """``report`` with the reviews and the baseline of now in the place of those it has.

    Raises:
        ConfigError: a file cannot be read or makes no sense.
    """
    for by in (SuppressedBy.REVIEW, SuppressedBy.BASELINE):
        report = without_suppressions(report, by)
    return with_suppressions(attrs.evolve(report, reviews=()), settings, inputs)
