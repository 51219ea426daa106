"""The address is a page that changes or a whole site, not the document.

## What it checks

A claim whose every address leads to a front page, an account or a listing, reported once for each
address of an article.

## Why it matters

Such a page shows something else tomorrow: nobody can check the sentence against it, so the tool
never does.

## Example

> The ministry said on its page … `https://social.example/ministry/`

## What to do

Link the post, the release or an archived capture.

## When it is wrong

Some sites keep one lasting document at an address that looks like a front page.
"""

from collections.abc import Iterator

from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark, Rule
from provenance.model import Claim
from provenance.terms import Basis, Level, RuleId, Target, Verdict


def remarks(index: ReportIndex) -> Iterator[Remark]:
    """A note at the first claim of an article that leads only to such an address."""
    seen: set[tuple[str, str]] = set()
    for claim in index.report.claims:
        url = _page_only(claim)
        if url is None or (claim.article, url) in seen:
            continue
        seen.add((claim.article, url))
        yield Remark(
            claim=claim,
            level=Level.NOTE,
            message=f"The address is no single document: {url}",
            advice="Link the document itself or an archived capture of it.",
            address=url,
        )


def _page_only(claim: Claim) -> str | None:
    own = [one for one in claim.citations if one.basis not in (Basis.BORROWED, Basis.FOUND)]
    if claim.verdict is Verdict.NOT_A_CLAIM or not own:
        return None
    lasting = any(one.target is Target.DOCUMENT for one in own)
    return None if lasting else own[0].url


RULE = Rule(id=RuleId.PAGE_LEVEL_CITATION, level=Level.NOTE, page=__doc__, remarks=remarks)
