"""Whether a document says a claim but for some of its words: ``partly-supported``.

The words that nothing covers are left out, and the rest is asked again.
"""

from collections.abc import Sequence

import attrs

from provenance.guards import GuardRule
from provenance.model import Scores
from provenance.retrieval import content_words
from provenance.spans import Span
from provenance.terms import Verdict
from provenance.verification.deciding import decision_of, load_limits, vetoes_of
from provenance.verification.questions import Decision, Finding, Question, Reading
from provenance.verification.rules import decide_by_words, is_addition

_ADDING = frozenset(
    {
        GuardRule.ADDITION,
        GuardRule.CAUSE,
        GuardRule.DATE,
        GuardRule.NAME,
        GuardRule.NUMBER,
        GuardRule.PLACE,
        GuardRule.SUPERLATIVE,
        GuardRule.UNIT,
        GuardRule.WEEKDAY,
    }
)
"""Guards that speak of something more than the source has; the others of something turned, and what
is turned is not said in part."""
_FEWEST_WORDS = 3
"""Content words that must be left: fewer are said by any text on the subject."""
_LARGEST_SHARE = 0.6
"""Of the content words that may be left out: beyond it not the claim is said but its topic."""


def decide_part_by_words(finding: Finding) -> Decision | None:
    """``partly-supported`` where the words alone show it, without asking again; else ``None``.

    The rule was right on all eight claims it decided on the development half of the contrast exam.
    """
    reading = finding.reading
    if reading is None or not _may_be_part(finding):
        return None
    found = decide_by_words(reading.question, reading.coverage, reading.facts)
    return found if found is not None and found.verdict is Verdict.PARTLY_SUPPORTED else None


def rest_of(finding: Finding) -> Question | None:
    """The question without the words that nothing covers; ``None`` where too little is left.

    Nor is it asked where the model misses figures alone and the document states them: whether they
    are told of the same thing is for the rules of figures to say.
    """
    reading = finding.reading
    if reading is None or not _may_be_part(finding):
        return None
    question, missing = reading.question, finding.decision.unsupported
    language = question.document.language
    every = content_words(question.claim, language=language, ignore=question.settled)
    left = [word for word in every if not any(word.span.overlaps(span) for span in missing)]
    gone = len(every) - len(left)
    if not gone or len(left) < _FEWEST_WORDS or gone > _LARGEST_SHARE * len(every):
        return None
    if not is_addition(question, missing) or _are_figures_there(question, missing):
        return None
    return attrs.evolve(question, left_out=missing)


def decide_part(finding: Finding, rest: Reading, scores: Scores) -> Decision | None:
    """``partly-supported`` where the document says the rest, else ``None``.

    Args:
        finding: of the whole claim.
        rest: what was read for the claim without the words that nothing covers.
        scores: what the combiner made of ``rest``.
    """
    limits = load_limits()
    if finding.reading is None or vetoes_of(rest) or rest.facts.differences:
        return None
    if scores.supported < limits.rest_supported + limits.band:
        return None
    decision = decision_of(finding.reading, Verdict.PARTLY_SUPPORTED, scores.supported)
    return attrs.evolve(decision, unsupported=finding.decision.unsupported)


def _are_figures_there(question: Question, missing: Sequence[Span]) -> bool:
    """Whether all content words of ``missing`` are figures that the document states somewhere."""
    document = question.document
    every = content_words(question.claim, language=document.language, ignore=question.settled)
    words = [word for word in every if any(word.span.overlaps(span) for span in missing)]
    return bool(words) and all(
        word.stem.isdecimal() and any(word.stem in stems for stems in document.stems)
        for word in words
    )


def _may_be_part(finding: Finding) -> bool:
    """Whether the claim is not supported as a whole, and no guard says that it is turned."""
    reading = finding.reading
    return (
        reading is not None
        and finding.decision.verdict is Verdict.UNSUPPORTED
        and all(veto.rule in _ADDING for veto in vetoes_of(reading))
    )
