"""Where the other side of a finding stands: a document, or a sentence of another article."""

from collections.abc import Iterator

import attrs

from provenance.checks.index import ReportIndex
from provenance.model import Article, Claim, Document, Finding, Location
from provenance.report.exhibits import Exhibit, cited_name, exhibit

_OUTLETS = "PRV5"
"""The rules that hold outlets against each other."""


@attrs.frozen(kw_only=True)
class OtherSide:
    """A place that a finding rests on: ``claim`` and ``location`` of a sentence, or a document."""

    told: str
    """What stands there, behind what it is."""
    claim: Claim | None = None
    location: Location | None = None
    document: Document | None = None
    printer: Article | None = None
    """The article that prints ``document``, where only such a copy was read."""


def other_sides(finding: Finding, index: ReportIndex) -> tuple[OtherSide, ...]:
    """What ``finding`` was held against, as far as the report holds it."""
    shown = exhibit(finding, index)
    if shown.claim is None:
        return ()
    if finding.rule.value.startswith(_OUTLETS):
        return tuple(_accounts(shown.claim, index))
    return tuple(_documents(shown, index))


def _accounts(claim: Claim, index: ReportIndex) -> Iterator[OtherSide]:
    known = index.disagreements_of.get(claim.id, ())
    sides = [one.right if one.left == claim.id else one.left for one in known]
    for other_id in dict.fromkeys([*claim.disputed_by, *sides]):
        other = index.claims.get(other_id)
        if other is not None and other.id != claim.id:
            told = f"{index.name_of(other)}: {other.text}"
            yield OtherSide(told=told, claim=other, location=other.location)


def _documents(shown: Exhibit, index: ReportIndex) -> Iterator[OtherSide]:
    document = shown.document
    if document is None:
        return
    printer = index.articles.get(document.witness_of or "")
    told = [f"{pair.where}: {pair.there or '(not there)'}" for pair in shown.pairs]
    for words in dict.fromkeys(told or [cited_name(document, index)]):
        yield OtherSide(told=words, document=document, printer=printer)
