"""Who says something, by which word, when and where: the words every format shows."""

from collections.abc import Mapping

from provenance.model import Claim, SaidAt, Speaker
from provenance.tagging import SHIPPED_LANGUAGES
from provenance.terms import AttributedBy, Sourcing

GUESS = "(guess)"
"""Stands behind a speaker that was inferred: carried over, or resolved from "he" or a role."""

ATTRIBUTED_BY: Mapping[AttributedBy, str] = {
    AttributedBy.TAGGER_AND_RULES: "attribution by the tagger and rules",
    AttributedBy.RULES: "attribution by rules (no tagger for this language)",
}

BY_RULES = "Who says what was found by rules alone: there is no tagger for this language."

SOURCING_IN_SHORT: Mapping[Sourcing, str] = {
    Sourcing.EXPLICIT: "linked, or named and listed",
    Sourcing.INHERITED: "carried over from a sentence before",
    Sourcing.INFERRED: "only guessed",
    Sourcing.NAMED: "without an address here",
    Sourcing.LINK_LOST: "traces of a link",
    Sourcing.ANONYMOUS: "not named",
    Sourcing.OWN_REPORTING: "the outlet heard or saw it",
    Sourcing.NONE: "nothing leads to a source",
}


def attributed_by(language: str) -> AttributedBy:
    """How attribution was found in an article of ``language`` (ISO 639-1, perhaps a region)."""
    known = language.partition("-")[0].lower() in SHIPPED_LANGUAGES
    return AttributedBy.TAGGER_AND_RULES if known else AttributedBy.RULES


def is_by_rules(language: str) -> bool:
    """Whether no tagger helped to find who says what in an article of ``language``."""
    return attributed_by(language) is AttributedBy.RULES


def speaker_words(speaker: Speaker | None) -> str:
    """Name, role and body of ``speaker``, each once; empty where nobody is known."""
    if speaker is None:
        return ""
    told: list[str] = []
    for part in (speaker.name, speaker.role, speaker.organisation):
        if part and not any(_holds(known, part) for known in told):
            told.append(part)
    return ", ".join(told)


def teller_words(claim: Claim) -> str:
    """The speaker of ``claim``, marked where it is a guess; empty where nobody is known."""
    words = speaker_words(claim.speaker)
    return f"{words} {GUESS}" if words and claim.speaker_guess else words


def occasion_words(said_at: SaidAt | None) -> str:
    """Date and place of an utterance; empty where neither is known."""
    if said_at is None:
        return ""
    return ", ".join(part for part in (said_at.date, said_at.place) if part)


def told_by(claim: Claim) -> str:
    """Speaker and occasion of ``claim`` in a line; empty where neither is known."""
    told = (teller_words(claim), occasion_words(claim.said_at))
    return "; ".join(part for part in told if part)


def _holds(known: str, part: str) -> bool:
    """``Mayor of Ostrand`` says that it is of ``Ostrand``."""
    return f" {part.casefold()} " in f" {known.casefold()} "
