"""What an editor should do next, in order: a line for each kind of work, with its place."""

from collections.abc import Iterator, Sequence

import attrs

from provenance.report.cards import Findings
from provenance.report.unchecked import Cause
from provenance.terms import Reason

MAX_STEPS = 5
"""More would not be a list of what comes next."""

_REST = {Reason.IS_WITNESS: "in a copy of the source itself, nothing to do"}
_NOTHING_TO_DO = frozenset({Reason.IS_WITNESS})


@attrs.frozen(kw_only=True)
class NextStep:
    """One thing to do."""

    text: str
    count: int
    """How many need it."""
    because: str
    """How many sentences need it, and why."""
    anchor: str
    """Where it stands on the page."""
    options: str = ""
    """How to say so on the command line."""
    cause: Cause | None = None
    """What leaves claims unchecked, where the step would help that."""


def next_steps(findings: Findings, worded: int, causes: Sequence[Cause]) -> tuple[NextStep, ...]:
    """What to do about a report.

    Args:
        findings: the findings at their places.
        worded: how many quotations are worded differently elsewhere.
        causes: why claims are unchecked, the commonest first.
    """
    return tuple(_steps(findings, worded, causes))[:MAX_STEPS]


def what_remains(steps: Sequence[NextStep], causes: Sequence[Cause]) -> str:
    """The unchecked claims of which no step speaks, counted with why; empty without any."""
    spoken = {step.cause.reason for step in steps if step.cause}
    rest = [cause for cause in causes if cause.reason not in spoken]
    if not rest:
        return ""
    every = sum(cause.count for cause in causes)
    number = sum(cause.count for cause in rest)
    told = "; ".join(f"{one.count} {_rest(one)}" for one in rest)
    whole = "All" if number == every else f"The other {number} of"
    return f"{whole} {every} unchecked: {told}."


def _rest(cause: Cause) -> str:
    return _REST.get(cause.reason, cause.short) if cause.reason else cause.short


def _steps(findings: Findings, worded: int, causes: Sequence[Cause]) -> Iterator[NextStep]:
    errors, warnings = findings.errors, findings.urgent - findings.errors
    notes = 0 if findings.urgent else len(findings.cards)
    if errors:
        yield NextStep(
            text="Mend the errors, each as its “To do” says",
            count=errors,
            because=_places(
                errors, "says otherwise than its source", "say otherwise than their sources"
            ),
            anchor="first",
        )
    if warnings:
        yield NextStep(
            text="Follow the “To do” of each "
            + ("other place" if errors else "place listed first"),
            count=warnings,
            because=_doubtful(findings),
            anchor="first",
        )
    if notes:
        yield NextStep(
            text="Give the source of the rest",
            count=notes,
            because=_places(
                notes, "is only partly in its source", "are only partly in their sources"
            ),
            anchor="first",
        )
    if worded:
        yield NextStep(
            text="Compare the quotations",
            count=worded,
            because=f"{worded} {'is' if worded == 1 else 'are'} worded otherwise elsewhere",
            anchor="wordings",
        )
    for cause in causes:
        if cause.reason not in _NOTHING_TO_DO:
            yield NextStep(
                text=cause.advice.rstrip("."),
                count=cause.count,
                because=f"{cause.count} unchecked: {cause.short}",
                anchor="unchecked",
                options=cause.options,
                cause=cause,
            )


def _places(number: int, one: str, many: str) -> str:
    return f"1 place {one}" if number == 1 else f"{number} places {many}"


def _doubtful(findings: Findings) -> str:
    """The warnings, by the pairs that the cards show where all of them are such."""
    number = findings.urgent - findings.errors
    if (pairs := _pairs_only(findings)) is not None:
        return "1 pair of accounts" if pairs == 1 else f"{pairs} pairs of accounts"
    return _places(number, "is doubtful", "are doubtful")


def _pairs_only(findings: Findings) -> int | None:
    """How many cards there are, where all are of two accounts; else ``None``."""
    shown = (*findings.cards, *findings.further)
    only = shown and not findings.errors and all(card.disputes for card in shown)
    return len(shown) if only else None
