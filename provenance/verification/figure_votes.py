"""By what margin a vote was won, and how many votes were short.

As in :mod:`provenance.verification.figure_changes`.
"""

import re
from collections.abc import Iterator

import attrs

from provenance.quantities import QuantityKind, comparable, parse_quantities
from provenance.verification.figure_sentences import (
    FigureSentence,
    Note,
    Role,
    note_of,
    way_of_change,
)

_NEEDED = re.compile(r"\b(?:needed|needs|required|requires|had\sto\sreach)\s(?:at\sleast\s)?$")
_GOT = re.compile(
    r"^[^.;\d]{0,40}\b(?:got|received|won|has|had|reached|won\sonly|got\sonly|received\sonly)\s$"
)
_SHORT_OF = re.compile(r"^(?:\s(?:votes?|seats?))?\sshort\sof\s(?:the\s|a\smajority\sof\s)?$")
_BY_BEFORE = re.compile(r"\bby\s(?:a\svote\sof\s)?$")
_VOTES_TO = re.compile(r"^(?:\svotes)?\sto\s$")
_FOR = re.compile(
    r"^(?:\s(?:votes|members|deputies))?\s(?:for|in\sfavour)(?:,\s|\sand\s|,\sand\s|\sto\s)$"
)
_AGAINST = re.compile(r"^(?:\s(?:votes|members|deputies))?\sagainst\b")
_HYPHEN = re.compile(
    r"\b(?:voted|by|passed|approved|rejected|defeated|carried|decided|ruled)\s"
    r"(?P<more>\d{1,4})[-–](?P<less>\d{1,4})(?![-–\d])"
)
_VOTE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|ballots?|majority|motion|resolution|amendment|bill|judges?|ruled"
    r"|upheld|adopted|passed|rejected|approved|defeated|carried|elected|beat|won|lost|fell)\b"
)
_BODY = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|judges?|court|councils?|committee|boards?|panel|parliament|senate"
    r"|assembly|ruled|resolved)\b",
    re.IGNORECASE,
)


def notes_of_votes(sentence: FigureSentence) -> Iterator[Note]:
    """What the votes of ``sentence`` come to; ``at`` counts from its start."""
    for at in range(len(sentence.figures) - 1):
        yield from _short_of(sentence, at)
        for note in _margin(sentence, at):
            yield attrs.evolve(note, is_vote=True)
    for note in _score(sentence):
        yield attrs.evolve(note, is_vote=True)


def _short_of(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "Needed 60 votes and got 58": two short; for "three short of the 60 needed": 57."""
    one, other = sentence.figures[at], sentence.figures[at + 1]
    gap = sentence.between(at, at + 1)
    if not comparable(one, other) or one.value == other.value:
        return
    if _NEEDED.search(sentence.before(at)) and _GOT.match(gap):
        words = " ({} short)" if other.value < one.value else " ({} more than needed)"
        value = abs(one.value - other.value)
        yield note_of(sentence.text, other.span.end, words, other, value, role=Role.CHANGE)
    elif _SHORT_OF.match(gap) and one.value < other.value:
        value = other.value - one.value
        place = sentence.clause_end(at + 1)
        yield note_of(sentence.text, place, " ({})", other, value, role=Role.LEVEL)


def _margin(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "Rejected by 61 votes to 58", "61 for and 58 against": by what margin."""
    one, other = sentence.figures[at], sentence.figures[at + 1]
    if not (one.kind is other.kind is QuantityKind.COUNT) or one.unit or other.unit:
        return
    gap, place = sentence.between(at, at + 1), other.span.end
    against = _AGAINST.match(sentence.after(at + 1)) if _FOR.match(gap) else None
    if against is not None:
        place += against.end()
    elif not (
        _VOTES_TO.match(gap)
        and _BY_BEFORE.search(sentence.before(at))
        and one.value > other.value
        and _is_vote(sentence.text, one.span.start)
    ):
        return
    value = abs(one.value - other.value)
    if value:
        words = " (a margin of {})"
        yield note_of(sentence.text, place, words, other, value, role=Role.CHANGE)


def _is_vote(text: str, start: int) -> bool:
    """Whether figures behind ``start`` are votes: "fell by 12 to 8" are none."""
    return bool(_VOTE.search(text)) and ("votes" in text or not way_of_change(text[:start]))


def _score(sentence: FigureSentence) -> Iterator[Note]:
    """For "voted 6-3": by what margin."""
    for match in _HYPHEN.finditer(sentence.text[:1500]):
        value = abs(int(match.group("more")) - int(match.group("less")))
        if value and _BODY.search(sentence.text):
            (figure,) = parse_quantities(f"{value} members", language="en")
            words = f" (a margin of {value})"
            yield Note(at=match.end(), words=words, figure=figure, role=Role.CHANGE)
