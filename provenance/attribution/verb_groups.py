"""Widens a cue to its verb group: ``had argued``, ``was quoted as saying``, ``teilte … mit``."""

import re

import attrs

from provenance.attribution.cues import Cues
from provenance.attribution.found import Found
from provenance.attribution.nounphrases import phrase_end
from provenance.spans import Span

_CUE_REACH = 200
"""Characters behind a German verb in which its particle closes the clause."""


def widened(found: Found, words: str, cues: Cues) -> Found:
    """``found`` with auxiliaries before its cue and a parted particle behind it."""
    if found.source == found.cue or not len(found.source):
        return found
    if words[found.source.start] in "'’ \u00a0" and len(found.source) > 1:
        found = attrs.evolve(found, source=Span(found.source.start + 1, found.source.end))
    if words[: found.source.end].endswith(".") and not words[found.source.end :].strip():
        source = Span(found.source.start, found.source.end - 1)
        found = attrs.evolve(found, source=source)
    cue = _with_auxiliaries(found, words, cues)
    parted = cues["parted"].match(words, found.cue.start)
    particle = particle_of(words, (found.cue.start, found.cue.end)) if parted else None
    if cue == found.cue and particle == found.particle:
        return found
    return attrs.evolve(found, cue=cue, particle=particle)


def _with_auxiliaries(found: Found, words: str, cues: Cues) -> Span:
    low = found.source.end if found.source.end <= found.cue.start else 0
    before = words[max(low, found.cue.start - 60) : found.cue.start]
    auxiliary = None
    for match in cues["auxiliary"].finditer(before):
        auxiliary = auxiliary or match
        between = before[match.end() :].split()
        if len(between) <= 2 and all(_IN_GROUP.fullmatch(word) for word in between):
            return Span(found.cue.start - len(before) + match.start(), found.cue.end)
    may_end = cues.language == "en" and before.rstrip().endswith(_ADVERB_ENDS)
    adverb = _ADVERB.search(before) if may_end else None
    return Span(found.cue.start - len(adverb.group()), found.cue.end) if adverb else found.cue


_ADVERBS = (
    *("also", "once", "later", "first", "often", "earlier", "even", "never", "then", "now"),
    *("still", "again", "just", "since"),
)
_ADVERB_ENDS = (*_ADVERBS, "ly")
_ADVERB = re.compile(rf"\b(?:{'|'.join(_ADVERBS)}|\w+ly)\s$")
"""An adverb right before the verb is the annotators' part of the cue."""
_IN_GROUP = re.compile(
    r"not|also|never|since|repeatedly|later|often|once|previously|already|been|have|be|[a-z]+ly"
    r"|aussi|également|ainsi|déjà|ensuite|encore|también|ya"
)


def particle_of(words: str, verb: tuple[int, int]) -> Span | None:
    """The particle of a German verb at the end of its clause: ``teilte das Amt mit``."""
    end = min(phrase_end(words, verb[1]), verb[1] + _CUE_REACH)
    match = _PARTICLE.search(words[verb[1] : end])
    return Span(*match.span(1)).shifted(verb[1]) if match is not None else None


_PARTICLE = re.compile(
    r"\s(mit|an|aus|ein|hinzu|vor|bekannt|hervor|fest|zu|zurück|dar|klar|nach)(?=\s*(?:$|[,.:;!?]))"
)
