"""What a finding puts before a person: the words of both sides and where each comes from."""

from collections.abc import Callable, Mapping, Sequence

import attrs

from provenance.checks.disputed import in_what
from provenance.checks.grounds import (
    absent_quotes,
    address_of,
    altered_quotes,
    misplaced_quotes,
    passage_of,
    snippet,
)
from provenance.checks.index import ReportIndex
from provenance.model import Claim, Document, Edit, Finding, Quote
from provenance.terms import EditOp, QuoteStatus, RuleId


@attrs.frozen(kw_only=True)
class Pair:
    """Two wordings of one thing."""

    here: str
    there: str | None
    """``None`` where the other side has no such words."""
    where: str
    """What the other side is, for a label."""
    is_quoted: bool = False
    """Whether the words stand in quotation marks, so that every changed word counts."""


@attrs.frozen(kw_only=True)
class Exhibit:
    """A finding with everything a person needs to decide on it."""

    finding: Finding
    claim: Claim | None
    pairs: tuple[Pair, ...]
    document: Document | None
    address: str | None
    differs: str | None = None
    """In what two accounts differ, as a sentence; ``None`` where that is not known."""


CITED = "The cited document"
ANOTHER = "Another document"

_QUOTES: Mapping[RuleId, Callable[[Claim], tuple[Quote, ...]]] = {
    RuleId.QUOTE_MEANING_CHANGED: altered_quotes,
    RuleId.QUOTE_ALTERED: altered_quotes,
    RuleId.QUOTE_DIFFERS_FROM_WITNESS: altered_quotes,
    RuleId.QUOTE_ABSENT: absent_quotes,
    RuleId.QUOTE_WRONG_SPEAKER: misplaced_quotes,
    RuleId.QUOTE_NEAR_MATCH: lambda claim: tuple(q for q in claim.quotes if q.near_match),
}


def exhibit(finding: Finding, index: ReportIndex) -> Exhibit:
    """What ``finding`` rests on; what the report does not hold is left out."""
    claim = index.claims.get(finding.claim or "")
    if claim is None:
        return Exhibit(finding=finding, claim=None, pairs=(), document=None, address=None)
    if finding.rule in _QUOTES:
        pairs, document = _quoted(finding, claim, index)
    elif finding.rule in {RuleId.DISPUTED, RuleId.QUOTE_VARIANTS}:
        pairs, document = _told_by_others(claim, index), None
    else:
        pairs, document = _against_passage(claim, index)
    return Exhibit(
        finding=finding,
        claim=claim,
        pairs=pairs,
        document=document,
        address=(document.url if document else None) or address_of(claim),
        differs=in_what(index, claim) if finding.rule is RuleId.DISPUTED else None,
    )


def quote_pair(quote: Quote, index: ReportIndex) -> Pair:
    """A quotation beside the words of its document, or of the nearest other one."""
    near = quote.near_match
    if quote.source_exact is not None or near is None:
        where = cited_name(index.documents.get(quote.document or ""), index)
        there = quote.source_exact and _with_head(quote.source_exact, quote.exact, quote.edits)
        return Pair(here=quote.exact, there=there, where=where, is_quoted=True)
    alike = "similar words" if near.edits else "the same words"
    name = document_name(index.documents.get(near.document), index)
    absent = quote.status is QuoteStatus.ABSENT
    where = f"Not in the cited document; {alike} in {name}" if absent else name
    there = _with_head(near.exact, quote.exact, near.edits)
    return Pair(here=quote.exact, there=there, where=where, is_quoted=True)


def _with_head(there: str, here: str, edits: Sequence[Edit]) -> str:
    """``there`` from the first word on that was exchanged: a match may start behind it."""
    head = edits[0] if edits else None
    if head is None or head.op is not EditOp.REPLACE or not here.startswith(head.article):
        return there
    return there if there.startswith(head.source) else f"{head.source} {there}"


def cited_name(document: Document | None, index: ReportIndex) -> str:
    """What to call the document a claim cites, beside the claim."""
    printer = index.printer_of(document)
    return f"{CITED}, as printed by {printer}" if printer else CITED


def document_name(document: Document | None, index: ReportIndex) -> str:
    """What to call a document that is not the cited one: title or publisher, date, printer."""
    if document is None:
        return ANOTHER
    name = document.title or document.publisher or document.url or document.id
    dated = f"{name}, {document.published}" if document.published else name
    printer = index.printer_of(document)
    return f"{dated}, as printed by {printer}" if printer else dated


def _quoted(
    finding: Finding, claim: Claim, index: ReportIndex
) -> tuple[tuple[Pair, ...], Document | None]:
    quotes = _QUOTES[finding.rule](claim)
    # A sentence may hold several such quotations, each with a finding of its own.
    meant = [quote for quote in quotes if snippet(quote.exact) in finding.message]
    shown = meant or list(quotes)
    pairs = tuple(quote_pair(quote, index) for quote in shown)
    return pairs, _document_of_quotes(shown, index)


def _document_of_quotes(quotes: list[Quote], index: ReportIndex) -> Document | None:
    ids = [q.document or (q.near_match.document if q.near_match else "") for q in quotes]
    known = [index.documents[one] for one in ids if one in index.documents]
    return known[0] if known else None


def _told_by_others(claim: Claim, index: ReportIndex) -> tuple[Pair, ...]:
    known = index.disagreements_of.get(claim.id, ())
    ids = [*claim.disputed_by, *(_other_side(one.left, one.right, claim.id) for one in known)]
    others = [index.claims[one] for one in dict.fromkeys(ids) if one in index.claims]
    here = claim.text
    return tuple(Pair(here=here, there=other.text, where=index.name_of(other)) for other in others)


def _other_side(left: str, right: str, claim: str) -> str:
    return right if left == claim else left


def _against_passage(claim: Claim, index: ReportIndex) -> tuple[tuple[Pair, ...], Document | None]:
    passage = passage_of(claim)
    if passage is None:
        return (), None
    document = index.documents.get(passage.document)
    where = cited_name(document, index)
    return (Pair(here=claim.text, there=passage.exact, where=where),), document
