"""One claim against one readable document: quotations first, then facts, then words.

The order is the order of certainty. Quoted words either stand in the document or they do not; a
number or a day that differs in a sentence about the same thing is an error whatever else fits; and
a paraphrase is judged by rule only where its words leave no doubt. The rest needs the verifier.
"""

import re
from collections.abc import Sequence

import attrs

from provenance.facts import FactDifference, FactKind, compare_facts
from provenance.model import Article, Claim, Document, Evidence, Quote
from provenance.paraphrase import judge_paraphrase
from provenance.quoting import QuoteJudgement
from provenance.spans import Excerpt, Span, TextQuoteSelector
from provenance.terms import (
    DocumentKind,
    PublishedBasis,
    Reason,
    Relation,
    Verdict,
    Via,
)
from provenance.verdicts.desk import Desk
from provenance.verdicts.grounds import (
    Ground,
    accusation_barrier,
    day_of,
    is_measured_pair,
)
from provenance.verdicts.quote_judging import judge_quote

CONFIDENCE_FACT = 0.8
"""The most a rule that reads numbers in running text may claim. It accused no faithful sentence of
the development exams, but on few cases (`benchmarks/README.md`), so it stays below the 0.9 of an
``error`` and fails no build."""

CONFIDENCE_COVERED = 0.67
CONFIDENCE_PARTLY_COVERED = 0.6
"""These two decided one claim each on the exam's articles, so little can be said of them."""

_ABBREVIATION = re.compile(r"\(\s?[^\W\d_a-z]{2,10}\s?\)")

_SEVERITY = (
    Verdict.CONTRADICTED,
    Verdict.UNSUPPORTED,
    Verdict.UNCHECKED,
    Verdict.PARTLY_SUPPORTED,
    Verdict.SUPPORTED,
)
"""Worst first: of several quotations in a claim the worst decides."""

_FACT_REASONS = {
    FactKind.NUMBER: Reason.NUMBER_DIFFERS,
    FactKind.UNIT: Reason.UNIT_DIFFERS,
    FactKind.DIRECTION: Reason.NUMBER_DIFFERS,
    FactKind.DATE: Reason.DATE_DIFFERS,
    FactKind.WEEKDAY: Reason.DATE_DIFFERS,
}


@attrs.frozen(kw_only=True)
class Judgement:
    """What one document says of one claim."""

    ground: Ground
    verdict: Verdict
    confidence: float | None = None
    reasons: tuple[Reason, ...] = ()
    quotes: tuple[Quote, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    unsupported_spans: tuple[Excerpt, ...] = ()


def judge(claim: Claim, article: Article, ground: Ground, desk: Desk) -> Judgement:
    """What the document of ``ground`` says of ``claim``; never worse than its barriers allow."""
    if not is_measured_pair(article, ground.document):
        return _other_language(claim, article, ground, desk)
    facts = _judge_facts(claim, article, ground, desk)
    quotes = _judge_quotes(claim, article, ground, desk) if claim.quotes else None
    if quotes is None:
        return facts or _judge_words(claim, article, ground, desk)
    if facts is None:
        return quotes
    worse = min((quotes, facts), key=lambda j: _SEVERITY.index(j.verdict))
    return attrs.evolve(
        worse,
        quotes=quotes.quotes,
        reasons=tuple(dict.fromkeys((*worse.reasons, *quotes.reasons))),
        evidence=(*quotes.evidence, *facts.evidence),
    )


def _other_language(claim: Claim, article: Article, ground: Ground, desk: Desk) -> Judgement:
    judged = [judge_quote(q, claim, article, ground, desk) for q in claim.quotes]
    reasons = [r for j in judged for r in j.reasons] or [Reason.LANGUAGE_NOT_MEASURED]
    return Judgement(
        ground=ground,
        verdict=Verdict.UNCHECKED,
        reasons=tuple(dict.fromkeys(reasons)),
        quotes=tuple(j.quote for j in judged),
    )


# --- quotations ----------------------------------------------------------------------------------


def _judge_quotes(claim: Claim, article: Article, ground: Ground, desk: Desk) -> Judgement:
    judged = [judge_quote(q, claim, article, ground, desk) for q in claim.quotes]
    worst = min(judged, key=lambda j: _SEVERITY.index(j.verdict))
    reasons = [r for j in judged for r in j.reasons]
    if worst.verdict is Verdict.SUPPORTED and _has_words_outside(claim, article):
        reasons.append(Reason.NEEDS_VERIFIER)
    return Judgement(
        ground=ground,
        verdict=worst.verdict,
        confidence=min((j.confidence for j in judged if j.confidence is not None), default=None)
        if worst.confidence is not None
        else None,
        reasons=tuple(dict.fromkeys(reasons)),
        quotes=tuple(j.quote for j in judged),
        evidence=tuple(_quote_evidence(j, ground.document) for j in judged if _is_placed(j)),
    )


def _is_placed(judged: QuoteJudgement) -> bool:
    return judged.quote.source_start is not None and judged.quote.source_end is not None


def _quote_evidence(judged: QuoteJudgement, document: Document) -> Evidence:
    quote = judged.quote
    relation = {
        Verdict.SUPPORTED: Relation.SUPPORTS,
        Verdict.CONTRADICTED: Relation.CONTRADICTS,
    }.get(judged.verdict, Relation.MENTIONS)
    span = Span(quote.source_start or 0, quote.source_end or 0)
    return _evidence(document, span, relation, score=judged.confidence or 0.0)


def _has_words_outside(claim: Claim, article: Article) -> bool:
    """Whether the sentence says more than its quotations and who said them."""
    framed = _frame(claim)
    rest = sum(
        len(word)
        for start, word in _words_with_offsets(claim.span.span.of(article.prose))
        if not any(span.start <= start < span.end for span in framed)
    )
    return rest > _FRAME_LETTERS


_FRAME_LETTERS = 25
"""Letters outside quotation and frame that are still only "said in the statement on Tuesday"."""


def _words_with_offsets(text: str) -> list[tuple[int, str]]:
    found, position = [], 0
    for word in text.split():
        position = text.index(word, position)
        found.append((position, word))
        position += len(word)
    return found


def _frame(claim: Claim) -> tuple[Span, ...]:
    """Source, cue and quoted words of the claim, as offsets into its own words."""
    start = claim.span.start
    spans = [Span(q.start, q.end) for q in claim.quotes]
    return tuple(span.shifted(-start) for span in (*spans, *_attribution_spans(claim)))


def _attribution_spans(claim: Claim) -> list[Span]:
    """Source and cue, as far as they stand in the claim's own sentence."""
    if claim.attribution is None:
        return []
    spans = (*claim.attribution.source, *claim.attribution.cue)
    return [span for span in spans if claim.span.span.contains(span)]


# --- numbers and days ----------------------------------------------------------------------------


def _judge_facts(claim: Claim, article: Article, ground: Ground, desk: Desk) -> Judgement | None:
    """A judgement where a number or a day differs, else ``None``: silence differs from nothing."""
    published = article.metadata.published
    compared = compare_facts(
        claim.span.span.of(article.prose),
        desk.indexed(ground.document),
        reference=day_of(published.value),
        ignore=_frame(claim),
    )
    if not compared.differences:
        return None
    worst = max(compared.differences, key=lambda d: d.confidence)
    barrier = accusation_barrier(ground, article)
    if barrier is None and _rests_on_guess(worst, article):
        barrier = Reason.DATE_NOT_CERTAIN
    reasons = tuple(dict.fromkeys(_FACT_REASONS[d.kind] for d in compared.differences))
    relation = Relation.MENTIONS if barrier else Relation.CONTRADICTS
    return Judgement(
        ground=ground,
        verdict=Verdict.UNCHECKED if barrier else Verdict.CONTRADICTED,
        confidence=None if barrier else min(CONFIDENCE_FACT, worst.confidence),
        reasons=(barrier, *reasons) if barrier else reasons,
        evidence=tuple(
            _evidence(
                ground.document,
                desk.sentence_around(ground.document, d.source),
                relation,
                score=d.confidence,
            )
            for d in compared.differences
        ),
    )


def _rests_on_guess(difference: FactDifference, article: Article) -> bool:
    """A day resolved by a guessed date of publication accuses nobody."""
    is_day = difference.kind in (FactKind.DATE, FactKind.WEEKDAY)
    basis = article.metadata.published.basis
    return is_day and basis in (PublishedBasis.GUESS, PublishedBasis.UNKNOWN)


# --- words ---------------------------------------------------------------------------------------


def _judge_words(claim: Claim, article: Article, ground: Ground, desk: Desk) -> Judgement:
    """The verdict of the words alone; ``unchecked`` where only a verifier could tell."""
    words = claim.span.span.of(article.prose)
    # "(AEMET)" behind a name is the outlet's help to the reader, not a fact to be covered.
    asides = [Span(*match.span()) for match in _ABBREVIATION.finditer(words)]
    frame = (*_frame(claim), *asides)
    found = judge_paraphrase(
        words,
        desk.indexed(ground.document),
        ignore=frame,
        reference=day_of(article.metadata.published.value),
    )
    if found.verdict is None:
        return Judgement(ground=ground, verdict=Verdict.UNCHECKED, reasons=(Reason.NEEDS_VERIFIER,))
    is_whole = found.verdict is Verdict.SUPPORTED
    return Judgement(
        ground=ground,
        verdict=found.verdict,
        confidence=CONFIDENCE_COVERED if is_whole else CONFIDENCE_PARTLY_COVERED,
        reasons=(Reason.WORDS_COVERED if is_whole else Reason.WORDS_PARTLY_COVERED,),
        evidence=tuple(
            _evidence(ground.document, span, Relation.SUPPORTS, score=found.coverage.share)
            for span in found.coverage.passages
        ),
        unsupported_spans=_excerpts(claim, found.coverage.uncovered),
    )


def _excerpts(claim: Claim, spans: Sequence[Span]) -> tuple[Excerpt, ...]:
    """Spans of the claim's words as excerpts of the article."""
    return tuple(
        Excerpt(
            start=claim.span.start + span.start,
            end=claim.span.start + span.end,
            exact=span.of(claim.span.exact),
        )
        for span in spans
    )


def _evidence(document: Document, span: Span, relation: Relation, *, score: float) -> Evidence:
    selector = TextQuoteSelector.of(document.text, span)
    via = {DocumentKind.WITNESS: Via.WITNESS, DocumentKind.ARCHIVE: Via.ARCHIVE}
    return Evidence(
        document=document.id,
        url=document.url,
        start=span.start,
        end=span.end,
        exact=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        relation=relation,
        score=score,
        via=via.get(document.kind, Via.ORIGINAL),
    )
