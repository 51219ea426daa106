"""How many findings of each rule were right on the development exams."""

import math
import tomllib
from collections.abc import Mapping
from importlib import resources

import attrs

from provenance.terms import RuleId

_SETS: Mapping[str, str] = {
    "articles": "articles with their sources",
    "pairs": "pairs of accounts",
    "events": "events told by several outlets",
}
_NORMAL = 1.959964
"""Of the normal distribution, two-sided 95 %."""


@attrs.frozen(kw_only=True)
class Measured:
    """What was measured of one rule."""

    counts: Mapping[str, tuple[int, int]]
    """Set to findings that were right, and all findings; a set without a finding is left out."""

    @property
    def right(self) -> int:
        """Findings that were right."""
        return sum(right for right, _ in self.counts.values())

    @property
    def every(self) -> int:
        """All findings."""
        return sum(every for _, every in self.counts.values())


@attrs.frozen(kw_only=True)
class InWords:
    """A measurement in words."""

    figure: str
    """As in ``30 of 34 (73–95 %)``, or that there was no finding."""
    sets: str
    """Where; empty without a finding."""


def measured(rule: RuleId) -> Measured:
    """What ``provenance/data/measured_rules.toml`` has of ``rule``; no counts where nothing."""
    path = resources.files("provenance") / "data" / "measured_rules.toml"
    table = tomllib.loads(path.read_text("utf-8")).get(rule.value, {})
    return Measured(counts={where: (right, every) for where, (right, every) in table.items()})


def told_in_words(one: Measured) -> InWords:
    """The figure with its interval, and the sets it comes from."""
    if not one.every:
        return InWords(figure="no finding in the sets: not measured", sets="")
    low, high = interval(one.right, one.every)
    sets = "; ".join(f"{_SETS[where]} {r} of {n}" for where, (r, n) in one.counts.items())
    percent = f"{math.floor(100 * low)}–{math.ceil(100 * high)} %"
    return InWords(figure=f"{one.right} of {one.every} ({percent})", sets=sets)


def measured_line(rule: RuleId) -> str:
    """The line of a rule's page that says how often it was right."""
    told = told_in_words(measured(rule))
    if not told.sets:
        return f"Measured precision: {told.figure}."
    return (
        f"Measured precision: {told.figure}, the interval at 95 %. "
        f"Development exams, half 0: {told.sets}."
    )


def interval(right: int, every: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson, JASA 22, 1927, 209).

    Args:
        right: how many were right.
        every: of how many, at least one.
    """
    share, z2 = right / every, _NORMAL**2
    middle = share + z2 / (2 * every)
    spread = _NORMAL * math.sqrt(share * (1 - share) / every + z2 / (4 * every**2))
    whole = 1 + z2 / every
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
