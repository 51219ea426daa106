"""Notes in the margin of an article: for each paragraph who says it, and where it comes from."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import urlsplit

import attrs

from provenance.model import Claim
from provenance.report.phrases import VerdictPhrase, verdict_phrase
from provenance.report.sayings import speaker_words
from provenance.terms import Sourcing, Verdict

_SOURCE = {
    Sourcing.EXPLICIT: "linked or listed",
    Sourcing.INHERITED: "carried over",
    Sourcing.INFERRED: "source only guessed",
    Sourcing.NAMED: "no address",
    Sourcing.LINK_LOST: "link without address",
    Sourcing.ANONYMOUS: "source not named",
    Sourcing.OWN_REPORTING: "own reporting",
    Sourcing.NONE: "no source",
}


@attrs.frozen(kw_only=True)
class MarginNote:
    """Who says one or several sentences in a row, where that leads, and what the check found."""

    anchor: str
    verdict: Verdict | None
    phrase: VerdictPhrase
    speaker: str
    is_guess: bool
    source: str
    count: int


def margin_notes(told: Iterable[tuple[str, Claim]]) -> tuple[MarginNote, ...]:
    """The notes of claims in reading order, given with their anchors; what is alike is one."""
    listed = [one for one in told if one[1].verdict is not Verdict.NOT_A_CLAIM]
    groups = groupby(listed, key=lambda one: _told(one[1]))
    return tuple(_note(tuple(group)) for _, group in groups)


def _note(group: Sequence[tuple[str, Claim]]) -> MarginNote:
    anchor, claim = group[0]
    return MarginNote(
        anchor=anchor,
        verdict=claim.verdict,
        phrase=verdict_phrase(claim.verdict),
        speaker=_speaker(claim),
        is_guess=claim.speaker_guess,
        source=_source(claim),
        count=len(group),
    )


def _told(claim: Claim) -> tuple[Verdict | None, str, bool, str]:
    return claim.verdict, _speaker(claim), claim.speaker_guess, _source(claim)


def _speaker(claim: Claim) -> str:
    speaker = claim.speaker
    return (speaker.name if speaker else None) or speaker_words(speaker)


def _source(claim: Claim) -> str:
    if claim.citations and claim.sourcing is not Sourcing.INFERRED:
        host = _host(claim.citations[0].url)
        if host:
            return host
    return _SOURCE[claim.sourcing]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
