"""Yields the words by which a further claim of a sentence is joined on: ``and added that``."""

from provenance.claims.cue_lists import load_claim_cues
from provenance.model import Claim
from provenance.spans import Span

_LINK_REACH = 60
"""Characters at the start of a claim within which its "that" stands: "but later on that"."""

_PUNCTUATION = " \t\r\n\u00a0,:–—-"


def lead_of(claim: Claim, prose: str, *, language: str) -> Span:
    """The words before the content of a claim that leaves its subject to the one before it.

    Offsets into the article; empty for a claim that names its speaker, or opens its sentence.
    """
    span, attribution = claim.span.span, claim.attribution
    nothing = Span(span.start, span.start)
    if attribution is None or not is_going_on(claim):
        return nothing
    cues = load_claim_cues(language)
    cue = next((c for c in attribution.cue if span.contains(c)), None)
    if cue is None:
        found = cues.that.search(prose, span.start, min(span.end, span.start + _LINK_REACH))
        return nothing if found is None else Span(span.start, found.end())
    end = cue.end
    opens = cues.lists["clausal"].match(prose[end : span.end].lstrip())
    found = None if opens else cues.led_in.match(prose, end, span.end)
    if found is not None:
        end = found.end()
    while end < span.end and prose[end] in _PUNCTUATION:
        end += 1
    return Span(span.start, end)


def is_going_on(claim: Claim) -> bool:
    """Whether a further claim of a sentence leaves its subject to the claim before it."""
    if claim.span.start <= claim.sentence.start:
        return False
    named = claim.attribution.source if claim.attribution is not None else ()
    return not any(claim.span.span.contains(source) for source in named)
