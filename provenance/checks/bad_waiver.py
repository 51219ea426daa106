"""A comment in an article asks to ignore a rule and cannot be followed.

## What it checks

Comments in Markdown and HTML that begin with `provenance:`: whether they name rules that exist and
give a reason.

## Why it matters

A slip of the pen in such a comment would otherwise suppress nothing, or something else, in silence.

## Example

> `<!-- provenance: ignore PRV999 corrected since -->`: there is no rule PRV999

## What to do

Write `<!-- provenance: ignore PRV201 why -->`: ids of rules, parted by commas, and then the reason.

## When it is wrong

The comment speaks to another program of this name; then write it differently.
"""

from collections.abc import Iterator

from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Article, Directive, Location
from provenance.reviews.waivers import directives_of, parse_waiver
from provenance.terms import Level, RuleId


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A warning for every comment that is no waiver."""
    for article in index.report.articles:
        for directive in directives_of(article):
            wrong = parse_waiver(directive.words)
            if isinstance(wrong, str):
                yield Remark(
                    location=_place(article, directive),
                    level=Level.WARNING,
                    message=f"This comment waives nothing: {wrong}",
                    advice="Name the rule and the reason, or take the comment out.",
                )


def _place(article: Article, directive: Directive) -> Location:
    line, column = directive.line, directive.column
    path = article.source_map.path
    return Location(path=path, line=line, column=column, end_line=line, end_column=column)


RULE = Rule(id=RuleId.BAD_WAIVER, level=Level.WARNING, page=__doc__, remarks=remarks)
