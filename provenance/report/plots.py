"""Plots as plain geometry: bars of verdicts and of sourcing per outlet, and a line of days.

The templates draw them as SVG without a style of its own; every plot has its figures as a table.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import Claim
from provenance.report.page_matrix import outlet_of, outlets
from provenance.report.phrases import VERDICTS
from provenance.report.timeline import LANES, Moment
from provenance.terms import Sourcing, Verdict

MAX_BARS = 30
"""More outlets are left to the table."""

WIDTH = 480
"""Of a whole bar, and of the line of days, in units of the drawing."""

_ROOM = 9
"""What one sign needs, in the same units."""

_SOURCING: Mapping[Sourcing, tuple[str, str]] = {
    Sourcing.EXPLICIT: ("L", "linked or listed"),
    Sourcing.INHERITED: ("C", "carried over"),
    Sourcing.INFERRED: ("G", "guessed"),
    Sourcing.NAMED: ("N", "named, no address"),
    Sourcing.LINK_LOST: ("X", "link without its address"),
    Sourcing.ANONYMOUS: ("A", "not named"),
    Sourcing.OWN_REPORTING: ("O", "own reporting"),
    Sourcing.NONE: ("–", "none"),
}
"""A letter to tell the colours by, and what it stands for."""


@attrs.frozen(kw_only=True)
class Kind:
    """What a colour of a plot stands for; the symbol says the same without the colour."""

    look: str
    symbol: str
    name: str


@attrs.frozen(kw_only=True)
class Segment:
    """A part of a bar."""

    kind: Kind
    count: int
    x: int
    width: int

    @property
    def label(self) -> str:
        """Symbol and figure, or the symbol alone, or nothing, as there is room."""
        whole = f"{self.kind.symbol} {self.count}"
        fitting = (one for one in (whole, self.kind.symbol) if _ROOM * len(one) <= self.width)
        return next(fitting, "")


@attrs.frozen(kw_only=True)
class Bar:
    """One outlet's figures."""

    name: str
    total: int
    segments: tuple[Segment, ...]

    def count(self, kind: Kind) -> int:
        """The figure of ``kind``; zero where the bar has none."""
        return sum(one.count for one in self.segments if one.kind == kind)


@attrs.frozen(kw_only=True)
class BarPlot:
    """Bars of equal length, cut by share."""

    id: str
    title: str
    kinds: tuple[Kind, ...]
    """Those that come up."""
    bars: tuple[Bar, ...]
    left_out: int

    @property
    def height(self) -> int:
        """Of the drawing."""
        return 26 * len(self.bars)

    @property
    def said(self) -> str:
        """The plot in a sentence, for who does not see it."""
        told = [
            f"{bar.name}: " + ", ".join(f"{one.count} {one.kind.name}" for one in bar.segments)
            for bar in self.bars[:12]
        ]
        return "; ".join(told) + ("." if len(self.bars) <= 12 else "; and others.")


@attrs.frozen(kw_only=True)
class Dot:
    """A day on the line."""

    moment: Moment
    x: int
    y: int

    @property
    def radius(self) -> float:
        """Grows with what happened that day, to a bound."""
        return round(4 + math.sqrt(min(len(self.moment.names), 25)), 1)


@attrs.frozen(kw_only=True)
class DayPlot:
    """The days of a report on one line, a lane for each kind of event."""

    lanes: tuple[str, ...]
    dots: tuple[Dot, ...]
    first: str
    last: str


def bar_plots(index: ReportIndex) -> tuple[BarPlot, ...]:
    """Verdicts per outlet, and how each outlet leads to its sources."""
    verdicts = [
        (Kind(look=f"v-{one.value}", symbol=phrase.symbol, name=phrase.label.lower()), one)
        for one, phrase in VERDICTS.items()
        if one is not Verdict.NOT_A_CLAIM
    ]
    ways = [
        (Kind(look=f"s-{place}", symbol=letter, name=name), one)
        for place, (one, (letter, name)) in enumerate(_SOURCING.items(), 1)
    ]
    plots = (
        _plot("verdicts", "Verdicts by outlet", verdicts, lambda claim: claim.verdict, index),
        _plot("sourcing", "Sourcing by outlet", ways, lambda claim: claim.sourcing, index),
    )
    return tuple(one for one in plots if one.bars)


def day_plot(days: Sequence[Moment]) -> DayPlot | None:
    """The line of ``days``; ``None`` for fewer than two different days."""
    if len({one.day for one in days}) < 2:
        return None
    first, last = days[0].day, days[-1].day
    lanes = tuple(lane for lane in LANES if any(one.lane == lane for one in days))
    width = (last - first).days
    dots = tuple(
        Dot(
            moment=one,
            x=round((one.day - first).days * WIDTH / width),
            y=24 * lanes.index(one.lane) + 12,
        )
        for one in days
    )
    return DayPlot(lanes=lanes, dots=dots, first=first.isoformat(), last=last.isoformat())


def _plot(
    name: str,
    title: str,
    kinds: Iterable[tuple[Kind, object]],
    of: Callable[[Claim], object],
    index: ReportIndex,
) -> BarPlot:
    known = tuple(kinds)
    counted: dict[str, Counter[object]] = {one: Counter() for one in outlets(index)}
    for claim in index.report.claims:
        article = index.articles.get(claim.article)
        if article is not None and claim.verdict is not Verdict.NOT_A_CLAIM:
            counted[outlet_of(article, index)][of(claim)] += 1
    full = [(outlet, counts) for outlet, counts in counted.items() if counts.total()]
    bars = tuple(_bar(outlet, counts, known) for outlet, counts in full[:MAX_BARS])
    used = {one.kind for bar in bars for one in bar.segments}
    return BarPlot(
        id=name,
        title=title,
        kinds=tuple(kind for kind, _ in known if kind in used),
        bars=bars,
        left_out=len(full) - len(bars),
    )


def _bar(outlet: str, counts: Counter[object], kinds: Sequence[tuple[Kind, object]]) -> Bar:
    total = sum(counts[value] for _, value in kinds)
    segments, before = [], 0
    for kind, value in kinds:
        if counts[value]:
            x, end = (
                round(before * WIDTH / total),
                round((before + counts[value]) * WIDTH / total),
            )
            segments.append(Segment(kind=kind, count=counts[value], x=x, width=end - x))
            before += counts[value]
    return Bar(name=outlet, total=total, segments=tuple(segments))
