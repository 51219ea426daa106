"""Carries an occasion on: "he added" is said where and when the sentence before was said."""

from collections.abc import Sequence

import attrs

from provenance.model import SaidAt, Speaker
from provenance.names import same_name


@attrs.frozen(kw_only=True)
class Utterance:
    """An attribution as far as its occasion goes."""

    said_at: SaidAt | None
    speaker: Speaker | None
    start: int
    sentence: int
    """Where its sentence starts."""
    block: int
    moves: bool
    """Whether its words tell of an occasion, known or not: none is carried to it."""


@attrs.frozen(kw_only=True)
class _Told:
    """The occasion that was told of last."""

    said_at: SaidAt
    speaker: Speaker
    sentence: int
    block: int


def carry_occasions(utterances: Sequence[Utterance]) -> tuple[SaidAt | None, ...]:
    """The occasion of each, its own or that of the last words of the same speaker.

    It is carried within a paragraph and to the next one, and no further than the first sentence in
    which somebody else speaks, or which tells of another occasion.
    """
    found: list[SaidAt | None] = [one.said_at for one in utterances]
    told: _Told | None = None
    for place in sorted(range(len(utterances)), key=lambda index: utterances[index].start):
        one = utterances[place]
        if one.speaker is None:
            continue
        if told is not None and _continues(told, one):
            found[place] = told.said_at
            told = attrs.evolve(told, sentence=one.sentence, block=one.block)
        elif one.said_at is not None:
            told = _Told(
                said_at=one.said_at, speaker=one.speaker, sentence=one.sentence, block=one.block
            )
        elif told is not None and one.sentence != told.sentence:
            told = None
    return tuple(found)


def _continues(told: _Told, one: Utterance) -> bool:
    if one.moves or one.said_at is not None or one.speaker is None:
        return False
    return 0 <= one.block - told.block <= 1 and _is_same(told.speaker, one.speaker)


def _is_same(one: Speaker, other: Speaker) -> bool:
    if one.name and other.name:
        return one.name == other.name or same_name(one.name, other.name)
    if one.name or other.name:
        return False
    return bool(one.role) and _folded(one) == _folded(other)


def _folded(speaker: Speaker) -> tuple[str, str]:
    return (speaker.role or "").casefold(), (speaker.organisation or "").casefold()
