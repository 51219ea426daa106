"""From scores to a verdict. A stand-in until the calibrated one is in."""

from provenance.model import Scores
from provenance.terms import Reason, Relation, Verdict
from provenance.verification.questions import Decision, Reading

_SUPPORTED = 0.5
_CONTRADICTED = 0.6


def decide(reading: Reading, scores: Scores) -> Decision:
    """The verdict of one claim, with what it rests on."""
    coverage = reading.coverage
    if scores.contradicted >= _CONTRADICTED:
        verdict, relation, confidence = (
            Verdict.CONTRADICTED,
            Relation.CONTRADICTS,
            scores.contradicted,
        )
    elif scores.supported >= _SUPPORTED and not reading.vetoes:
        verdict, relation, confidence = Verdict.SUPPORTED, Relation.SUPPORTS, scores.supported
    elif scores.supported >= _SUPPORTED:
        verdict, relation, confidence = (
            Verdict.PARTLY_SUPPORTED,
            Relation.MENTIONS,
            scores.supported,
        )
    else:
        verdict, relation, confidence = Verdict.UNSUPPORTED, Relation.MENTIONS, scores.neither
    supported = verdict is Verdict.SUPPORTED
    return Decision(
        verdict=verdict,
        confidence=confidence,
        reasons=(Reason.WORDS_COVERED,) if supported else (),
        unsupported=() if supported else coverage.uncovered,
        evidence=tuple((span, relation, coverage.share) for span in coverage.passages),
    )
