"""An article prints another's words as its own: no quotation marks, no credit.

## What it checks

Passages of a release, a dispatch or another outlet's article that stand in this one word for word.
Nothing in it names where they come from.
A pasted release or document is a warning; words of another outlet or an agency are a note.
Where the direction of the copying is not known, nothing is said.

## Why it matters

Readers take the issuer's own view for reporting.
Editors take one source for two.

## Example

> The programme's statement: “The satellite circles the Earth at a height of 540 kilometres.”
>
> Space Briefs, its own voice: The satellite circles the Earth at a height of 540 kilometres.

## What to do

Name the source, or quote it in marks, or write it anew and check it.

## When it is wrong

Both took it from a third text, or the credit stands where the tool does not look.
"""

from collections.abc import Iterator

from provenance.checks.grounds import snippet
from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim, CopyRelation, Location
from provenance.terms import CopyDirection, CopyKind, Level, RuleId


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A remark at the first copied sentence of an article that says not whose words it has."""
    for copy in index.report.copies:
        is_known = copy.direction is CopyDirection.KNOWN and copy.kind is not CopyKind.SAME
        if is_known and copy.credited is False and not _is_same_outlet(index, copy):
            yield _remark(index, copy)


def _remark(index: ReportIndex, copy: CopyRelation) -> Remark:
    document = index.documents.get(copy.from_article)
    claim = _first_copied(index, copy)
    source = index.names.get(copy.from_article) or (document and (document.title or document.url))
    share = f" ({round(100 * copy.share)} % of the shorter text)" if copy.share is not None else ""
    is_release = copy.kind is CopyKind.RELEASE
    what = "a release or document" if is_release else "another outlet's text"
    words = f": {snippet(claim.sentence.exact)}" if claim is not None else ""
    return Remark(
        claim=claim,
        location=None if claim is not None else _top(index, copy.to_article),
        level=Level.WARNING if is_release else Level.NOTE,
        message=f"Prints {what} without marks or credit, that of {source or copy.from_article}"
        f"{share}{words}",
        advice="Name the source, or put the words in quotation marks.",
        address=document.url if document else None,
    )


def _first_copied(index: ReportIndex, copy: CopyRelation) -> Claim | None:
    claims = sorted(index.claims_of.get(copy.to_article, ()), key=lambda c: c.sentence.start)
    return next(
        (
            claim
            for passage in copy.passages
            for claim in claims
            if passage.start <= claim.sentence.start < passage.end
        ),
        None,
    )


def _top(index: ReportIndex, article_id: str) -> Location | None:
    article = index.articles.get(article_id)
    if article is None or article.path is None:
        return None
    return Location(path=article.path, line=1, column=1, end_line=1, end_column=1, approximate=True)


def _is_same_outlet(index: ReportIndex, copy: CopyRelation) -> bool:
    ends = [index.articles.get(i) for i in (copy.from_article, copy.to_article)]
    outlets = [article.metadata.outlet for article in ends if article is not None]
    return len(outlets) == 2 and outlets[0] is not None and outlets[0] == outlets[1]


RULE = Rule(id=RuleId.UNMARKED_COPY, level=Level.WARNING, page=__doc__, remarks=remarks)
