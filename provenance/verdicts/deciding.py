"""From what the documents say to one verdict per claim: the table of DESIGN 2.1, in its order.

1. nothing to check                                   → not-a-claim
2. a sentence of a block that is itself a witness     → unchecked, ``is-witness``
3. readable documents (cited, at hand, or a witness)  → what they say; two that clash → disputed
4. named, cited or lost, but nothing could be read    → unchecked, with the reason
5. nothing leads to a source                          → unsourced

What other outlets say comes after this (:mod:`provenance.comparison`): it may dispute a claim of
4 or 5, never support one.
"""

from collections.abc import Callable, Iterator, Sequence

import attrs

from provenance.dates import parse_dates, weekday_error
from provenance.days import day_of
from provenance.model import Analysis, Article, Claim, Document, Quote
from provenance.spans import Span
from provenance.terms import (
    Basis,
    DocumentStatus,
    PublishedBasis,
    QuoteStatus,
    Rank,
    Reason,
    Sourcing,
    Target,
    Verdict,
)
from provenance.verdicts.desk import Desk
from provenance.verdicts.grounds import Shelf, is_within_witness
from provenance.verdicts.judging import Judgement, judge
from provenance.verdicts.preparing import Prepared, prepare
from provenance.verification.questions import Finding, Question

_FIRM_CONFIDENCE = 0.8
"""Below this an opposing judgement does not make `disputed`: the firmer one stands alone."""

_ORDER = (
    Verdict.SUPPORTED,
    Verdict.CONTRADICTED,
    Verdict.PARTLY_SUPPORTED,
    Verdict.UNSUPPORTED,
    Verdict.UNCHECKED,
)
"""Which of several documents' judgements stands: one that says so outweighs one that is silent."""


Answer = Callable[[Sequence[Question]], Sequence[Finding]]
"""How questions are answered: :meth:`provenance.verification.Verifier.assess`; called once."""


def decide(
    analyses: Sequence[Analysis], shelf: Shelf, desk: Desk, answer: Answer
) -> tuple[Analysis, ...]:
    """``analyses`` with a verdict on every claim, its reasons and its evidence.

    Args:
        analyses: the articles of one run.
        shelf: its documents.
        desk: where they are made ready.
        answer: asked once for the questions of all claims; not at all where there is none.
    """
    cases = [_opened(analysis, shelf, desk) for analysis in analyses]
    questions = [q for case in cases for one in case for q in one.questions]
    findings = iter(answer(questions) if questions else ())
    return tuple(
        _decided(analysis, case, findings, shelf, desk)
        for analysis, case in zip(analyses, cases, strict=True)
    )


@attrs.frozen(kw_only=True)
class _OpenClaim:
    """A claim with the documents that may speak to it."""

    claim: Claim
    is_settled: bool = False
    """Whether no document is to be asked."""
    prepared: tuple[Prepared, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(p.question for p in self.prepared if p.question is not None)


def _opened(analysis: Analysis, shelf: Shelf, desk: Desk) -> tuple[_OpenClaim, ...]:
    own_witness = _own_witness(analysis.article, shelf)
    return tuple(
        _opened_claim(claim, analysis.article, shelf, desk, own_witness=own_witness)
        for claim in analysis.claims
    )


def _opened_claim(
    claim: Claim, article: Article, shelf: Shelf, desk: Desk, *, own_witness: Document | None
) -> _OpenClaim:
    if claim.verdict is Verdict.NOT_A_CLAIM:
        return _OpenClaim(claim=claim, is_settled=True)
    if own_witness is not None and is_within_witness(claim.span.span, own_witness.parts):
        witness = attrs.evolve(claim, verdict=Verdict.UNCHECKED, reasons=(Reason.IS_WITNESS,))
        return _OpenClaim(claim=witness, is_settled=True)
    grounds = shelf.grounds(claim, language=article.metadata.language)
    return _OpenClaim(
        claim=claim, prepared=tuple(prepare(claim, article, ground, desk) for ground in grounds)
    )


def _decided(
    analysis: Analysis,
    case: Sequence[_OpenClaim],
    findings: Iterator[Finding],
    shelf: Shelf,
    desk: Desk,
) -> Analysis:
    article = analysis.article
    decided = [_decided_claim(one, article, findings, shelf) for one in case]
    claims = tuple(
        _with_near_matches(_with_weekday(claim, article), article, shelf, desk) for claim in decided
    )
    return attrs.evolve(analysis, claims=claims)


def _decided_claim(
    one: _OpenClaim, article: Article, findings: Iterator[Finding], shelf: Shelf
) -> Claim:
    if one.is_settled:
        return one.claim
    judgements = [
        judge(one.claim, article, p, next(findings) if p.question is not None else None)
        for p in one.prepared
    ]
    if judgements:
        return _with_judgements(one.claim, judgements)
    return _without_document(one.claim, shelf)


def _with_judgements(claim: Claim, judgements: Sequence[Judgement]) -> Claim:
    first = min(judgements, key=lambda j: _ORDER.index(j.verdict))
    clashing = [j for j in judgements if _clashes(first, j)]
    reasons = (*first.reasons, *_rank_reasons(first))
    if clashing:
        return attrs.evolve(
            _filled(claim, first),
            verdict=Verdict.DISPUTED,
            reasons=(Reason.SOURCES_DISAGREE, *first.reasons),
            evidence=(*first.evidence, *(e for j in clashing for e in j.evidence)),
            disputed_by=tuple(j.ground.document.id for j in clashing),
        )
    if _is_only_inferred(first) and first.verdict is not Verdict.SUPPORTED:
        # A neighbour's address is no lead of this sentence: silence there says nothing.
        return attrs.evolve(claim, verdict=Verdict.UNSOURCED, reasons=(Reason.LINK_NOT_CERTAIN,))
    return attrs.evolve(_filled(claim, first), verdict=first.verdict, reasons=reasons)


def _filled(claim: Claim, judgement: Judgement) -> Claim:
    return attrs.evolve(
        claim,
        confidence=judgement.confidence,
        quotes=judgement.quotes or claim.quotes,
        evidence=judgement.evidence,
        unsupported_spans=judgement.unsupported_spans,
    )


def _clashes(first: Judgement, other: Judgement) -> bool:
    opposed = {first.verdict, other.verdict} == {Verdict.SUPPORTED, Verdict.CONTRADICTED}
    return opposed and all(
        (j.confidence or 0) >= _FIRM_CONFIDENCE
        and j.ground.citation is not None
        and j.ground.citation.confidence >= _FIRM_CONFIDENCE
        for j in (first, other)
    )


def _rank_reasons(judgement: Judgement) -> tuple[Reason, ...]:
    citation = judgement.ground.citation
    supports = judgement.verdict in (Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED)
    if supports and citation is not None and citation.rank is Rank.SECONDARY:
        return (Reason.SECONDARY_ONLY,)
    return ()


def _is_only_inferred(judgement: Judgement) -> bool:
    citation = judgement.ground.citation
    return citation is not None and citation.basis is Basis.INFERRED


def _without_document(claim: Claim, shelf: Shelf) -> Claim:
    reasons = _reasons_unread(claim, shelf)
    verdict = Verdict.UNCHECKED if reasons else Verdict.UNSOURCED
    return attrs.evolve(claim, verdict=verdict, reasons=reasons)


def _reasons_unread(claim: Claim, shelf: Shelf) -> tuple[Reason, ...]:
    """Why a claim that leads somewhere could not be checked; empty when it leads nowhere."""
    if claim.citations:
        reasons: dict[Reason, None] = {}
        for citation in claim.citations:
            document = shelf.of(citation)
            if document is not None and document.status is DocumentStatus.FAILED:
                reasons[Reason.FETCH_FAILED] = None
            if document is not None and document.reason is not None:
                reasons[document.reason] = None
            if citation.target is not Target.DOCUMENT:
                reasons[Reason.TARGET_NOT_DOCUMENT] = None
        return tuple(reasons) or (Reason.NOT_FETCHED,)
    if claim.sourcing is Sourcing.LINK_LOST:
        return (Reason.LINK_LOST,)
    if claim.sourcing in (Sourcing.NAMED, Sourcing.INHERITED, Sourcing.EXPLICIT):
        return (Reason.NO_ADDRESS,)
    return ()


def _with_weekday(claim: Claim, article: Article) -> Claim:
    """``claim`` with a reason where its own words name a day that was no such weekday.

    Quoted words are left out: the error may be the speaker's.
    """
    if claim.verdict is Verdict.NOT_A_CLAIM:
        return claim
    published = article.metadata.published
    mentions = parse_dates(
        claim.span.span.of(article.prose),
        language=article.metadata.language,
        reference=day_of(published.value),
        reference_certain=published.basis not in (PublishedBasis.GUESS, PublishedBasis.UNKNOWN),
    )
    quoted = [Span(q.start, q.end) for q in claim.quotes]
    wrong = any(
        weekday_error(mention)
        and not any(q.overlaps(mention.span.shifted(claim.span.start)) for q in quoted)
        for mention in mentions
    )
    if not wrong:
        return claim
    return attrs.evolve(claim, reasons=(*claim.reasons, Reason.WEEKDAY_MISMATCH))


def _own_witness(article: Article, shelf: Shelf) -> Document | None:
    copies = (copy for found in shelf.witnesses.values() for copy in found)
    return next((copy for copy in copies if copy.witness_of == article.id), None)


def _with_near_matches(claim: Claim, article: Article, shelf: Shelf, desk: Desk) -> Claim:
    """``claim`` with the same or similar words found elsewhere: information, no accusation."""
    quotes = tuple(_with_near_match(quote, article, shelf, desk) for quote in claim.quotes)
    return claim if quotes == claim.quotes else attrs.evolve(claim, quotes=quotes)


def _with_near_match(quote: Quote, article: Article, shelf: Shelf, desk: Desk) -> Quote:
    if quote.status not in (QuoteStatus.UNCHECKED, QuoteStatus.ABSENT):
        return quote
    near = desk.near_match(quote, article, shelf)
    return quote if near is None else attrs.evolve(quote, near_match=near)
