"""What the rules ask of a claim: which quotations differ, against what, and how sure that is."""

import re
from collections.abc import Iterator

from provenance.checks.index import ReportIndex
from provenance.checks.rule import Remark
from provenance.model import Claim, Document, Edit, Evidence, Quote
from provenance.spans import fold
from provenance.terms import (
    Basis,
    Completeness,
    DocumentKind,
    DocumentStatus,
    EditEffect,
    EditOp,
    Fit,
    Level,
    QuoteStatus,
    Reason,
    Relation,
    Verdict,
)

ERROR_CONFIDENCE = 0.9
"""From here on an accusation may stop a build (DESIGN 2.4); below it, a person looks first."""

FACT_REASONS = frozenset(
    {
        Reason.NUMBER_DIFFERS,
        Reason.UNIT_DIFFERS,
        Reason.DATE_DIFFERS,
        Reason.WEEKDAY_MISMATCH,
    }
)
"""Reasons that have a rule of their own."""

_LINK = re.compile(r"\[([^\[\]]*)\]\(https?://[^\s()]{0,2000}\)")
_LINK_END = re.compile(r"\]\(https?://[^\s()]{0,2000}\)")
"""Of a link that begins before the words."""
_SHOWN_EDITS = 3
_SNIPPET = 120
_MARKS = frozenset('“”„«»"')


def is_read_whole(document: Document | None) -> bool:
    """Whether the document itself, not a copy in another article, was read to its end."""
    return (
        document is not None
        and document.kind in {DocumentKind.ORIGINAL, DocumentKind.ARCHIVE}
        and document.status is DocumentStatus.READ
        and document.complete is Completeness.TRUE
    )


def is_witness(document: Document | None) -> bool:
    """Whether it is a copy of the document in another article."""
    return document is not None and document.kind is DocumentKind.WITNESS


def accusation_level(claim: Claim, document: Document | None) -> Level:
    """Error only against an original read whole, in time, and when sure; else a warning."""
    sure = claim.confidence is not None and claim.confidence >= ERROR_CONFIDENCE
    in_time = Reason.CAPTURED_LATER not in claim.reasons
    return Level.ERROR if sure and in_time and is_read_whole(document) else Level.WARNING


def fact_level(index: ReportIndex, claim: Claim) -> Level:
    """How bad a number or date that differs is: as bad as the verdict it led to."""
    if claim.verdict is Verdict.CONTRADICTED:
        return accusation_level(claim, document_of(index, passage_of(claim)))
    return Level.NOTE if claim.verdict is Verdict.UNCHECKED else Level.WARNING


def fact_remarks(
    index: ReportIndex, reasons: frozenset[Reason], *, message: str, advice: str
) -> Iterator[Remark]:
    """A remark for every claim with one of ``reasons``; disputes have their own rule."""
    for claim in index.report.claims:
        if not reasons & set(claim.reasons) or claim.verdict is Verdict.DISPUTED:
            continue
        passage = passage_of(claim)
        document = document_of(index, passage)
        said = f"; the source has {snippet(passage.exact)}" if passage else ""
        yield Remark(
            claim=claim,
            level=fact_level(index, claim),
            message=f"{message}: {snippet(claim.text)}{said}",
            advice=advice,
            address=document.url if document else address_of(claim),
        )


def altered_quotes(claim: Claim) -> tuple[Quote, ...]:
    """Quotations whose words are not the document's."""
    return tuple(quote for quote in claim.quotes if quote.status is QuoteStatus.ALTERED)


def is_meaning_changed(quote: Quote) -> bool:
    """Whether one of its edits changes what is said."""
    return any(edit.effect is EditEffect.MEANING_CHANGED for edit in quote.edits)


def misplaced_quotes(claim: Claim) -> tuple[Quote, ...]:
    """Quotations in the wrong mouth or on the wrong occasion."""
    return tuple(
        quote for quote in claim.quotes if Fit.NO in {quote.speaker_fits, quote.context_fits}
    )


def absent_quotes(claim: Claim) -> tuple[Quote, ...]:
    """Quotations that do not stand in the document."""
    return tuple(quote for quote in claim.quotes if quote.status is QuoteStatus.ABSENT)


def has_own_rule(claim: Claim) -> bool:
    """Whether a narrower rule than "the source does not say so" speaks about this claim."""
    quotes = (*altered_quotes(claim), *misplaced_quotes(claim), *absent_quotes(claim))
    return bool(quotes) or bool(FACT_REASONS & set(claim.reasons))


def passage_of(claim: Claim) -> Evidence | None:
    """The passage that decided: the strongest that contradicts, else the strongest of all."""
    ranked = sorted(
        claim.evidence,
        key=lambda one: (one.relation is not Relation.CONTRADICTS, -one.score),
    )
    return ranked[0] if ranked else None


def document_of(index: ReportIndex, passage: Evidence | None) -> Document | None:
    """The document of a passage."""
    return None if passage is None else index.documents.get(passage.document)


def address_of(claim: Claim) -> str | None:
    """The first address of its own article that a claim leads to."""
    own = [one.url for one in claim.citations if one.basis not in (Basis.BORROWED, Basis.FOUND)]
    return own[0] if own else None


def nearest_quotes(left: Claim, right: Claim) -> tuple[str, str]:
    """The quotation of each side that shares most words with the other's; else all of both."""
    pairs = [(one.exact, other.exact) for one in left.quotes for other in right.quotes]
    both = (left.text, right.text)
    return max(pairs, key=lambda pair: _shared_words(*pair), default=both)


def _shared_words(left: str, right: str) -> float:
    words, others = set(fold(left).text.split()), set(fold(right).text.split())
    return len(words & others) / max(1, len(words | others))


def without_targets(words: str) -> str:
    """``words`` without the addresses of Markdown links, which no reader of an article sees."""
    if "](http" not in words:
        return words
    return _LINK_END.sub("", _LINK.sub(r"\1", words))


def snippet(words: str | None) -> str:
    """Words for one line of a message, in quotation marks, cut at a word."""
    flat = " ".join(without_targets(words or "").split())
    if not flat:
        return "nothing"
    if len(flat) > _SNIPPET:
        flat = flat[:_SNIPPET].rsplit(" ", 1)[0] + " …"
    if flat[0] in _MARKS and flat[-1] in _MARKS and not _MARKS & set(flat[1:-1]):
        flat = flat[1:-1]
    return f"‘{flat}’" if _MARKS & set(flat) else f"“{flat}”"


def edits_in_words(edits: tuple[Edit, ...]) -> str:
    """What was done to the document's words, the edits that change the meaning first."""
    ranked = sorted(edits, key=lambda edit: edit.effect is not EditEffect.MEANING_CHANGED)
    told = [_edit_in_words(edit) for edit in ranked[:_SHOWN_EDITS]]
    more = len(ranked) - len(told)
    return ", ".join([*told, *([f"and {more} more"] if more else [])])


def _edit_in_words(edit: Edit) -> str:
    if edit.op is EditOp.INSERT:
        return f"adds {snippet(edit.article)}"
    if edit.op is EditOp.DELETE:
        return f"leaves out {snippet(edit.source)}"
    return f"{snippet(edit.article)} for {snippet(edit.source)}"
