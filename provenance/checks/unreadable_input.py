"""A file among the inputs could not be read.

## What it checks

Every input that was found and could not be read: binary, empty, in an unknown encoding, damaged.

## Why it matters

What was not read was not checked; silence would look like a clean result.

## Example

> harbour/broken.txt: binary

## What to do

Mend or convert the file, or exclude it in the settings.

## When it is wrong

The file is no article; then exclude it.
"""

from collections.abc import Iterator

from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import InputRecord, Location
from provenance.terms import InputStatus, Level, RuleId


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A warning for every input that failed."""
    for record in index.report.inputs:
        if record.status is InputStatus.FAILED:
            yield Remark(
                location=_top_of(record.path),
                level=Level.WARNING,
                message=f"This file could not be read: {_why(record)}",
                advice="Mend or convert it, or exclude it in the settings.",
            )


def _why(record: InputRecord) -> str:
    reason = record.reason.value if record.reason else "unreadable"
    return f"{reason} ({record.detail})" if record.detail else reason


def _top_of(path: str) -> Location:
    return Location(path=path, line=1, column=1, end_line=1, end_column=1, approximate=True)


RULE = Rule(id=RuleId.UNREADABLE_INPUT, level=Level.WARNING, page=__doc__, remarks=remarks)
