"""Quotations, words and frame of a sentence to one answer; the answers of a claim to one."""

from collections.abc import Sequence

import attrs

from provenance.model import Scores
from provenance.quoting import QuoteJudgement
from provenance.spans import Span
from provenance.terms import Reason, Relation, Verdict
from provenance.verification.frame_fitting import FrameFit
from provenance.verification.questions import Decision
from provenance.verification.rules import rule_scores

CONFIDENCE_FRAME = 0.6
"""That the source has the content but not the speaker or day: seen on too few cases for more."""

SEVERITY = (
    Verdict.CONTRADICTED,
    Verdict.UNSUPPORTED,
    Verdict.UNCHECKED,
    Verdict.PARTLY_SUPPORTED,
    Verdict.SUPPORTED,
)
"""Worst first: of several parts of one claim the worst decides, but for what is said in part."""

HAS_SOME = frozenset({Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED})
"""Verdicts that accuse nobody: the source has the claim, or some of it."""
_RELATIONS = {
    Verdict.SUPPORTED: Relation.SUPPORTS,
    Verdict.CONTRADICTED: Relation.CONTRADICTS,
}


@attrs.frozen(kw_only=True)
class Answer:
    """What a source says of a sentence or of a part of it."""

    verdict: Verdict
    confidence: float | None = None
    scores: Scores | None = None
    reasons: tuple[Reason, ...] = ()
    unsupported: tuple[Span, ...] = ()
    """Offsets into the claim."""
    by_model: bool = False
    evidence: tuple[tuple[Span, Relation, float], ...] = ()


def answer_of_decision(
    decision: Decision, scores: Scores | None, *, offset: int, by_model: bool = False
) -> Answer:
    """The answer that a decision on a sentence at ``offset`` of the claim is."""
    return Answer(
        by_model=by_model,
        verdict=decision.verdict,
        confidence=decision.confidence,
        scores=scores,
        reasons=decision.reasons,
        unsupported=tuple(span.shifted(offset) for span in decision.unsupported),
        evidence=decision.evidence,
    )


def answer_of_quotes(judged: Sequence[QuoteJudgement]) -> Answer | None:
    """The answer of the worst quotation; ``None`` where alignment settled none."""
    sure = [j for j in judged if j.verdict is not Verdict.UNCHECKED]
    if not sure:
        return None
    worst = min(sure, key=lambda j: SEVERITY.index(j.verdict))
    confidence = min((j.confidence for j in sure if j.confidence is not None), default=None)
    if worst.verdict in (Verdict.CONTRADICTED, Verdict.UNSUPPORTED):
        confidence = worst.confidence
    lost = (Verdict.UNSUPPORTED, Verdict.PARTLY_SUPPORTED, Verdict.CONTRADICTED)
    return Answer(
        verdict=worst.verdict,
        confidence=confidence,
        scores=rule_scores(worst.verdict, confidence),
        reasons=tuple(dict.fromkeys(reason for j in sure for reason in j.reasons)),
        unsupported=tuple(Span(j.quote.start, j.quote.end) for j in sure if j.verdict in lost),
        evidence=tuple(
            (
                Span(j.quote.source_start, j.quote.source_end),
                _RELATIONS.get(j.verdict, Relation.MENTIONS),
                j.confidence or 0.0,
            )
            for j in sure
            if j.quote.source_start is not None and j.quote.source_end is not None
        ),
    )


def with_frame(answer: Answer, fit: FrameFit, frame: Sequence[Span]) -> Answer:
    """``answer`` where the document contradicts who is said to speak, or when, or where.

    It says what is claimed, but not of this speaker or day: part of it.
    """
    if not fit.reasons:
        return answer
    reasons = tuple(dict.fromkeys((*fit.reasons, *answer.reasons)))
    if answer.verdict is not Verdict.SUPPORTED:
        return attrs.evolve(answer, reasons=reasons)
    sure = min(CONFIDENCE_FRAME, answer.confidence or CONFIDENCE_FRAME)
    return attrs.evolve(
        answer,
        verdict=Verdict.PARTLY_SUPPORTED,
        confidence=sure,
        reasons=reasons,
        unsupported=tuple(sorted((*answer.unsupported, *frame))),
    )


def merged(answers: Sequence[Answer]) -> Answer:
    """One answer of several parts: a part that is said and one that is not make it partly so.

    The scores are those of the part that is supported least.
    """
    worst = min(answers, key=lambda a: SEVERITY.index(a.verdict))
    verdict = worst.verdict
    if verdict is Verdict.UNSUPPORTED and any(a.verdict in HAS_SOME for a in answers):
        verdict = Verdict.PARTLY_SUPPORTED
    deciding = (
        [a for a in answers if a.verdict is worst.verdict] if verdict is worst.verdict else answers
    )
    scored = [a.scores for a in answers if a.scores is not None]
    return Answer(
        verdict=verdict,
        confidence=None
        if verdict is Verdict.UNCHECKED
        else _sureness(verdict, [a.confidence for a in deciding if a.confidence is not None]),
        scores=None
        if verdict is Verdict.UNCHECKED
        else min(scored, key=lambda s: (s.supported, -s.contradicted), default=None),
        reasons=tuple(dict.fromkeys(r for a in (worst, *answers) for r in a.reasons)),
        by_model=any(a.by_model for a in answers),
        unsupported=tuple(dict.fromkeys(span for a in answers for span in a.unsupported)),
        evidence=tuple(dict.fromkeys(item for a in (worst, *answers) for item in a.evidence)),
    )


def _sureness(verdict: Verdict, confidences: Sequence[float]) -> float | None:
    """One contradicted part is enough, so the surest counts; all must be supported."""
    if not confidences:
        return None
    return max(confidences) if verdict is Verdict.CONTRADICTED else min(confidences)
