"""Quotations that are worded differently elsewhere: no misquotation, but worth an editor's eye."""

from collections.abc import Iterator, Sequence

import attrs

from provenance.checks.grounds import nearest_quotes
from provenance.checks.index import ReportIndex
from provenance.model import Claim, Edit, Quote
from provenance.report.exhibits import ANOTHER, CITED, Pair, quote_pair
from provenance.terms import DisagreementKind, Level, QuoteStatus


@attrs.frozen(kw_only=True)
class Wording:
    """Quoted words of a claim beside the words found for them."""

    claim: Claim
    pair: Pair
    told: str
    """What is the matter, to be read on with what the other side is called."""
    edits: tuple[Edit, ...] = ()
    may_overhang: bool = False
    """Whether one side may quote less than the other."""

    @property
    def heading(self) -> str:
        """What is the matter, and with what it was compared."""
        where = self.pair.where
        is_ours = where.startswith((CITED, ANOTHER))
        return f"{self.told} {where[0].lower() + where[1:] if is_ours else where}"


def wordings(index: ReportIndex) -> tuple[Wording, ...]:
    """What no error or warning shows already, in the order of the claims.

    A quotation found but for a slip, similar words in a document that is not the cited one, and
    two outlets with two wordings where no document tells which is right.
    """
    quoted = [one for claim in index.report.claims for one in _of_quotes(claim, index)]
    shown = {one.claim.id for one in quoted} | _urgent_claims(index)
    listed = [*quoted, *_between_outlets(index, shown)]
    place = {claim.id: number for number, claim in enumerate(index.report.claims)}
    return tuple(sorted(listed, key=lambda one: place[one.claim.id]))


def by_article(listed: Sequence[Wording]) -> tuple[tuple[str, tuple[Wording, ...]], ...]:
    """``listed`` by the id of the article, in order."""
    groups: dict[str, list[Wording]] = {}
    for one in listed:
        groups.setdefault(one.claim.article, []).append(one)
    return tuple((article, tuple(group)) for article, group in groups.items())


def has_like_elsewhere(claim: Claim) -> bool:
    """Whether an unchecked quotation of ``claim`` has its like in another document."""
    return any(_is_near(quote) for quote in claim.quotes)


def has_slip(claim: Claim) -> bool:
    """Whether a quotation of ``claim`` stands in its source but for a slip."""
    return any(_is_slip(quote) for quote in claim.quotes)


def _of_quotes(claim: Claim, index: ReportIndex) -> Iterator[Wording]:
    for quote in claim.quotes:
        told = _told(quote)
        if told is not None:
            near = quote.near_match if _is_near(quote) else None
            edits = near.edits if near else quote.edits
            yield Wording(claim=claim, pair=quote_pair(quote, index), told=told, edits=edits)


def _told(quote: Quote) -> str | None:
    if _is_slip(quote):
        return "A slip against"
    if quote.near_match is not None and _is_near(quote):
        return "Similar words in" if quote.near_match.edits else "The same words in"
    if quote.status is QuoteStatus.ALTERED and quote.retranslation_suspected:
        return "Probably translated there and back from"
    return None


def _is_slip(quote: Quote) -> bool:
    return quote.status is QuoteStatus.NEAR_VERBATIM and bool(quote.edits)


def _is_near(quote: Quote) -> bool:
    return quote.status is QuoteStatus.UNCHECKED and quote.near_match is not None


def _between_outlets(index: ReportIndex, shown: set[str]) -> Iterator[Wording]:
    for one in index.report.disagreements:
        left, right = index.claims.get(one.left), index.claims.get(one.right)
        if one.kind is not DisagreementKind.QUOTE_WORDING or left is None or right is None:
            continue
        if {left.id, right.id} & shown:
            continue
        here, there = nearest_quotes(left, right)
        pair = Pair(here=here, there=there, where=index.name_of(right), is_quoted=True)
        yield Wording(claim=left, pair=pair, told="Worded differently in", may_overhang=True)


def _urgent_claims(index: ReportIndex) -> set[str]:
    return {one.claim for one in index.report.findings if one.claim and one.level is not Level.NOTE}
