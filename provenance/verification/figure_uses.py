"""Whether a claim uses what figures of a source come to as what it is, and of what it is told.

"Rose by 15" is not "rose to 15", and where births rose by 15 deaths did not. A figure that is
hit on so is seldom wrong; one that belongs to something else is worse than none.
"""

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.quantities import (
    Quantity,
    QuantityKind,
    comparable,
    parse_quantities,
    quantities_fit,
)
from provenance.retrieval import content_words
from provenance.spans import Span
from provenance.verification.figure_sentences import Note, Role
from provenance.words import load_lexicon, parse_words

_SHARED = 1
_SHARED_OF_SHARE = 2
"""Least content words that a claim shares with the sentence of its figure; "half" is said often."""
_BEHIND = 2
"""Sentences behind the figure's in which the claim's words may tell of something else."""
_NEARBY = 40
_LEAST_STEM = 3
_BY_BEFORE = re.compile(
    r"\b(?:by|up|down|margin\sof|rise\sof|fall\sof|increase\sof|majority\sof)\s(?:a\s)?$"
)
_AS_CHANGE = re.compile(
    r"^(?:\s[^\s.,;]{1,20}){0,3}?\s(?:more|fewer|less|higher|lower|extra|additional|larger|smaller"
    r"|shorter|longer|dearer|cheaper|better|worse|ahead|short|too|off)\b"
)
_AS_LEVEL = re.compile(r"\b(?:to|at|totalled|reached)\s(?:about\s|some\s|only\s|just\s)?$")
_SHORT = re.compile(r"^(?:\s[^\s.,;]{1,20}){0,2}?\sshort\b")
_COMPARED = re.compile(
    r"^(?:\s[^\s.,;]{1,20}){0,2}?\s(?:more|fewer|less|higher|lower|larger|smaller|shorter|longer"
    r"|older|younger|taller|dearer|cheaper)\b"
)
_AS_PART = re.compile(r"\bof\s(?:whom|which)\s$")
_OF_THEM = re.compile(r"^\sof\s(?:them|which|whom)\b")
_DENIED = re.compile(r"\b(?:not|no|never|none|cannot|without|still|yet)\b|n['’]t\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:other|others|remaining|rest|left)\b", re.IGNORECASE)
_PER = re.compile(r"^\s(?:a|an|per|each|every)\s(?P<unit>[a-z]{2,20})\b(?!\s(?:ago|earlier|later))")
_DIVIDE = re.compile(
    r"[;:]\s|\s(?=(?:while|whereas|but|although|though|and\s(?:was|were|is|are|has|had|then))\s)"
    r"|,\s(?=[^,;.]{0,40}\d)"
)
_UNREAL = re.compile(
    r"\b(?:would|could|may|might|should|if|unless|wrongly|falsely|incorrectly|mistakenly"
    r"|erroneously|false|untrue|not\strue|earlier\sversion|(?:is|are|was|were)\s(?:expected\s|due\s"
    r"|forecast\s|likely\s|set\s|supposed\s)?to|plan(?:s|ned)?|proposed|proposal|hopes?\sto"
    r"|aims?\sto|denie[sd])\b"
)
_FORESEEN = re.compile(r"\b(?:will|shall|wants?|wanted|expects?|forecasts?|future|due|set)\b")
_TIME = re.compile(
    r"\b(?:\d{4}|years?|months?|weeks?|days?|quarters?|elections?|earlier|before|previous|last"
    r"|ago|then)\b"
)
_PAST = re.compile(
    r"\b(?:had|previously|previous|earlier|before|former|formerly|then|last|ago|used\sto|was|were)\b"
)
_VOTERS = "votes ballots members seats judges justices deputies senators councillors lawmakers"


@attrs.frozen(kw_only=True)
class Piece:
    """A part of a sentence of the source that is told of one thing, and its notes."""

    text: str
    number: int
    """Of its sentence."""
    notes: tuple[Note, ...]
    stems: frozenset[str]

    @property
    def roles(self) -> frozenset[Role]:
        """What its figures come to."""
        return frozenset(note.role for note in self.notes)


@attrs.frozen(kw_only=True)
class FigureClaim:
    """A claim and the words of it that say what its figures are told of."""

    text: str
    figures: tuple[Quantity, ...]
    stems: frozenset[str]
    subjects: frozenset[str]
    """The stems but for figures and words of change."""
    way: int
    """1 where it only speaks of a rise, -1 of a fall, else 0."""


def read_claim(text: str) -> FigureClaim:
    """The claim ``text``, in English."""
    lexicon = load_lexicon("en")
    figures = tuple(parse_quantities(text, language="en"))
    words = content_words(text, language="en")
    numbers = [figure.number for figure in figures if figure.kind is not QuantityKind.LABEL]
    counted = {at for number in numbers for at in range(number.start, number.end)}
    said = {word.text for word in parse_words(text, language="en")}
    return FigureClaim(
        way=any(word in lexicon.up for word in said) - any(word in lexicon.down for word in said),
        text=text,
        figures=figures,
        stems=frozenset(word.stem for word in words),
        subjects=frozenset(
            word.stem
            for word in words
            if word.text not in lexicon.up
            and word.text not in lexicon.down
            and word.span.start not in counted
        ),
    )


def pieces_of(text: str, number: int, notes: Sequence[Note]) -> Iterator[Piece]:
    """The parts of the sentence ``text`` that may be told of different things, with their notes.

    Args:
        text: a sentence of the source.
        number: its number.
        notes: of this sentence; their places count from its start.
    """
    marks = [match.end() for match in _DIVIDE.finditer(text)]
    for start, end in zip((0, *marks), (*marks, len(text)), strict=True):
        part = text[start:end]
        yield Piece(
            text=part,
            number=number,
            notes=tuple(n for n in notes if start < n.at <= end or start == n.at == 0),
            stems=frozenset(word.stem for word in content_words(part, language="en")),
        )


def uses(
    claim: FigureClaim, unstated: Sequence[Quantity], pieces: Sequence[Piece]
) -> Iterator[Span]:
    """The figures of ``unstated`` that notes of ``pieces`` give, told as what they are."""
    for at, piece in enumerate(pieces):
        if not piece.notes or not unstated or _is_unreal(claim, piece):
            continue
        sentence = [p.stems for p in pieces if p.number == piece.number]
        shared = len(claim.stems & frozenset().union(*sentence))
        for note in piece.notes:
            if shared < (_SHARED_OF_SHARE if note.role is Role.SHARE else _SHARED):
                continue
            if not _speaks_of_another(claim, pieces, at, note.role):
                yield from (one.span for one in unstated if _is_use(claim, one, note, piece))


def _is_use(claim: FigureClaim, figure: Quantity, note: Note, piece: Piece) -> bool:
    return (
        comparable(figure, note.figure)
        and quantities_fit(figure, note.figure)
        and _is_told_as(claim, figure, note)
        and not _counts_others(claim, figure, note)
        and not _is_per_another(claim, figure, f"{piece.text} {note.words}")
    )


# --- of what it is told --------------------------------------------------------------------------


def _speaks_of_another(claim: FigureClaim, pieces: Sequence[Piece], at: int, role: Role) -> bool:
    """Whether words of the claim stand only where something else is told.

    That is behind the figure, or where the like is reckoned of another: "births rose from 40 to
    55, deaths from 60 to 62".
    """
    own = pieces[at]
    known = frozenset[str]().union(*(piece.stems for piece in pieces[: at + 1]))
    for place, piece in enumerate(pieces):
        is_behind = at < place and piece.number <= own.number + _BEHIND
        if is_behind and claim.subjects & (piece.stems - known):
            return True
        if place != at and role in piece.roles and claim.subjects & (piece.stems - own.stems):
            return True
    return False


def _is_unreal(claim: FigureClaim, piece: Piece) -> bool:
    """Whether the source tells of what might be or is not so, and the claim of what is."""
    told = _UNREAL.search(piece.text) is not None
    return told and not (_UNREAL.search(claim.text) or _FORESEEN.search(claim.text))


def _counts_others(claim: FigureClaim, figure: Quantity, note: Note) -> bool:
    """Whether the claim counts something else: "1,200 sheep" where the farmers were 1,200."""
    told, counted = note.figure, figure.nouns
    if note.is_vote:
        return bool(counted) and not _stems(_VOTERS) & set(counted)
    if told.noun is None or not counted or not set(counted).isdisjoint(told.nouns):
        return False
    return told.noun in claim.stems


def _is_per_another(claim: FigureClaim, figure: Quantity, told: str) -> bool:
    """Whether the claim gives a rate, "15 euros a kilo", that the source does not speak of."""
    match = _PER.match(claim.text[figure.span.end : figure.span.end + _NEARBY])
    return match is not None and not _stems(match.group("unit")) <= _stems(told)


# --- as what it is told --------------------------------------------------------------------------


def _is_told_as(claim: FigureClaim, figure: Quantity, note: Note) -> bool:
    """Whether the claim uses ``figure`` as what the note says: a change, a level, what is left."""
    text = claim.text
    before = text[max(0, figure.span.start - _NEARBY) : figure.span.start]
    behind = text[figure.span.end : figure.span.end + _NEARBY]
    if note.role is Role.CHANGE:
        told = _BY_BEFORE.search(before) or _AS_CHANGE.match(behind) or _ends_in_change(before)
        if not told or _AS_LEVEL.search(before) or (note.is_vote and _SHORT.match(behind)):
            return False
        return note.way * claim.way >= 0
    if note.role is Role.REST:
        if _AS_PART.search(before) or _OF_THEM.match(behind) or figure.value != note.figure.value:
            return False
        return _is_told_as_rest(claim, note)
    if note.told and not _is_compared(claim, note):
        return False
    return not _BY_BEFORE.search(before) and not _COMPARED.match(behind)


def _is_told_as_rest(claim: FigureClaim, note: Note) -> bool:
    """Whether the claim denies of the rest what is said of the part, or says something else.

    Of "60 of them finished" follows "40 did not finish", neither "the other 40 finished" nor "40
    did not start".
    """
    does = next((stem for stem in _in_order(note.told) if stem not in note.figure.nouns), None)
    is_same = does is not None and any(_are_forms(does, stem) for stem in claim.stems)
    if _DENIED.search(claim.text):
        return is_same
    if _OTHERS.search(claim.text):
        return not is_same
    return not is_same and not _gives(claim, note.whole)


def _are_forms(one: str, other: str) -> bool:
    """Whether two stems may be forms of one verb: "died" and "die"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _LEAST_STEM and long.startswith(short))


def _is_compared(claim: FigureClaim, note: Note) -> bool:
    """Whether the claim speaks of what the source compares with: "more than the old ones"."""
    if claim.stems & _stems(note.told):
        return True
    return bool(_TIME.search(note.told)) and bool(_PAST.search(claim.text))


def _gives(claim: FigureClaim, whole: Quantity | None) -> bool:
    """Whether the claim has the whole: "2 of the 20 worked" turns "18 of the 20 worked" round."""
    return whole is not None and any(
        comparable(one, whole) and quantities_fit(one, whole) for one in claim.figures
    )


def _ends_in_change(words: str) -> bool:
    """Whether one of the last three words says that something rose or fell."""
    lexicon = load_lexicon("en")
    last = parse_words(words, language="en")[-3:]
    return any(word.text in lexicon.up or word.text in lexicon.down for word in last)


def _stems(text: str) -> set[str]:
    return set(_in_order(text))


def _in_order(text: str) -> list[str]:
    return [word.stem for word in content_words(text, language="en")]
