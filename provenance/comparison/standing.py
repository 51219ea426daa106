"""How far a deed has come in each of two tellings: done, to come, open, refused, or conditional.

The same verb, or the noun made of it, may be told as done on one side ("has signed for Lech") and
as only wished on the other ("hoped to sign him"). What a word is told as is read from the words
that govern it: Saurí and Pustejovsky, FactBank (2009), whose scale is kept here in five steps.
"""

import enum
from collections.abc import Iterator, Sequence
from itertools import pairwise

from provenance.comparison.scoped import conditions_of
from provenance.comparison.statements import Matched, Statement, words_at
from provenance.comparison.turned import Turn, has_words, places_of
from provenance.guards.modality import is_deed
from provenance.guards.pairing import Likeness
from provenance.guards.sides import Side
from provenance.guards.tables import Mark
from provenance.terms import DisagreementKind

_REACH = 7
"""Words before a verb within which stands what governs it: "in talks with him … to sign"."""
_NEAR = 3
_OPEN = (Mark.POSSIBLE, Mark.WISH, Mark.HEDGE)
_KNOWING = ("confirm", "verif", "know", "clear", "unclear", "say", "said", "establish", "determin")
"""How words begin behind which "whether" is a question that somebody cannot answer."""
_BEING = frozenset({"is", "are", "was", "were"})
_NOT_DONE = (*_OPEN, Mark.PLAN, Mark.MUST, Mark.NEGATION, Mark.CONDITION)


class Standing(enum.Enum):
    """How far a deed has come."""

    DONE = "done"
    COMING = "coming"
    OPEN = "open"
    REFUSED = "refused"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


_KINDS = {
    (Standing.DONE, Standing.COMING): DisagreementKind.DATE,
    (Standing.DONE, Standing.OPEN): DisagreementKind.MODALITY,
    (Standing.DONE, Standing.REFUSED): DisagreementKind.POLARITY,
    (Standing.DONE, Standing.CONDITIONAL): DisagreementKind.OMISSION,
    (Standing.COMING, Standing.OPEN): DisagreementKind.MODALITY,
    (Standing.COMING, Standing.REFUSED): DisagreementKind.POLARITY,
    (Standing.COMING, Standing.CONDITIONAL): DisagreementKind.OMISSION,
}


def find_other_standing(match: Matched) -> Iterator[Turn]:
    """A deed that the left side tells as done or certain to come, and the right as less."""
    for at, link in match.pair.links.items():
        token = match.pair.claim.tokens[at]
        other = match.pair.source.tokens[link.source]
        if token.name or other.name or link.likeness is Likeness.OPPOSITE:
            continue
        if Mark.LIGHT in token.marks or not {Mark.SPEECH}.isdisjoint(token.marks):
            continue
        if match.right.is_heading:
            return
        ours = _standing_told(match.left, at)
        if ours is Standing.UNKNOWN or standing_of(match.left, at)[0] is not Standing.UNKNOWN:
            continue
        theirs, place = standing_of(match.right, link.source)
        kind = _KINDS.get((ours, theirs))
        if kind is None or (match.left.is_heading and _is_headlinese(match.left, at, theirs)):
            continue
        if not _is_unconfirmed_by_another(match, place):
            low, high = sorted((place, link.source))
            yield Turn(
                kind=kind,
                left=words_at(match.left.side, at),
                right=_shown(match.right.side, low, high),
                least=0.6,
                is_bolder=True,
            )


def _is_headlinese(heading: Statement, at: int, below: Standing) -> bool:
    """Whether a headline is no bolder: "splits" of what will be, "to split" of what is wanted."""
    wanted = _is_announced(heading, at) and below is not Standing.REFUSED
    return below is Standing.COMING or wanted


def _is_unconfirmed_by_another(match: Matched, place: int) -> bool:
    """Whether the right only tells who does not know, of what the left has from somebody else."""
    is_asked = match.right.side.tokens[place].text.startswith(_KNOWING)
    return is_asked and match.left.side.has(Mark.SPEECH)


def _shown(side: Side, low: int, high: int) -> str:
    if high - low > _NEAR + 1:
        return f"{words_at(side, low)} … {words_at(side, high)}"
    return words_at(side, low, high)


def _standing_told(statement: Statement, at: int) -> Standing:
    """Done, or sure to come: told of the firm side only, where nothing in the sentence is open."""
    side = statement.side
    marks = {mark for near in side.clause_of(at) for mark in side.tokens[near].marks}
    before = [token.text for token in side.tokens[max(0, at - 2) : at]]
    if conditions_of(statement) or not marks.isdisjoint((*_OPEN, Mark.NEGATION, Mark.CONDITION)):
        return Standing.UNKNOWN
    if statement.is_heading and side.has(Mark.SPEECH):
        return Standing.UNKNOWN  # "officials say": the headline itself vouches for nothing.
    is_infinitive = before[-1:] == ["to"] or before == ["to", "be"]
    if _is_announced(statement, at) or before[-1:] == ["will"] or before == ["will", "be"]:
        return Standing.COMING
    if is_infinitive or not marks.isdisjoint((Mark.PLAN, Mark.MUST)):
        return Standing.UNKNOWN
    return Standing.DONE if _is_told_as_done(statement, at) else Standing.UNKNOWN


def _is_announced(statement: Statement, at: int) -> bool:
    """Whether a headline tells by a "to" what will come: "Firm to split"."""
    before = [token.text for token in statement.side.tokens[max(0, at - 1) : at]]
    return statement.is_heading and before == ["to"] and at <= _NEAR + 1


def _is_told_as_done(statement: Statement, at: int) -> bool:
    """By its form: a past, or in a headline the present ("bans")."""
    side = statement.side
    if side.tokens[at].text.endswith("ing"):
        return False
    if _is_past(statement, at) and is_deed(side, at):
        return True
    is_present = side.tokens[at].text.endswith("s") and at > 0 and not _is_nominal(side, at)
    return statement.is_heading and is_present


def _is_nominal(side: Side, at: int) -> bool:
    before = side.tokens[at - 1].text if at else ""
    return before in side.tables.determiners or before in {"of", "in", "on", "for", "by", "with"}


def _is_past(statement: Statement, at: int) -> bool:
    side, token = statement.side, statement.side.tokens[at]
    if token.text in statement.turns.words["past"] or Mark.PAST_VERB in token.marks:
        return True
    if token.text.endswith(side.tables.past_endings):
        return not _is_nominal(side, at)
    near = side.tokens[max(0, at - 2) : at]
    return any(Mark.PAST in other.marks for other in near) and "'" not in token.text


def standing_of(statement: Statement, at: int) -> tuple[Standing, int]:
    """How far the deed at ``at`` has come, with the word that says so."""
    side = statement.side
    sentence = side.sentence_of(at)
    for near in range(at - 1, max(sentence.start, at - _REACH) - 1, -1):
        found = _governs(statement, near, at)
        if found is not Standing.UNKNOWN:
            return found, near
    behind = _behind(statement, at)
    return behind if behind is not None else (Standing.UNKNOWN, at)


def _governs(statement: Statement, near: int, at: int) -> Standing:
    """What the word at ``near`` makes of the verb at ``at``, if it governs it."""
    side, words = statement.side, statement.turns.words
    token = side.tokens[near]
    between = [other.text for other in side.tokens[near + 1 : at]]
    if token.text in words["modals"] and not token.is_month and at - near <= _NEAR:
        return _under_modal(statement, token.text, between)
    to_verb = "whether" in between or ("to" in between and between[-1] in {"to", "be"})
    if any(one in _BEING and other == "to" for one, other in pairwise(between)):
        return Standing.UNKNOWN  # "the petition is to be sold": the noun governs no verb.
    to_doing = side.tokens[at].text.endswith("ing") and at - near <= _NEAR
    if side.tokens[at].clause - token.clause > 1 or not (to_verb or to_doing):
        return Standing.UNKNOWN
    here = {token.text, *(f"{token.text}_{word}" for word in between[:1])}
    if here & words["refusing"]:
        return Standing.REFUSED
    if to_verb and here & words["awaiting"]:
        return Standing.COMING
    is_open = here & words["hoping"] or "whether" in between
    return Standing.OPEN if is_open else Standing.UNKNOWN


def _under_modal(statement: Statement, modal: str, between: Sequence[str]) -> Standing:
    if not statement.side.tables.determiners.isdisjoint(between):
        return Standing.UNKNOWN
    if modal in {"would", "might", "could"} and conditions_of(statement):
        return Standing.CONDITIONAL
    return Standing.UNKNOWN if modal == "would" else Standing.OPEN


def _behind(statement: Statement, at: int) -> tuple[Standing, int] | None:
    """What a clause says of its subject: "closure could not be ruled out", "is one option"."""
    side, words = statement.side, statement.turns.words
    clause = [near for near in side.clause_of(at) if near > at]
    if not clause or side.tokens[at].text.endswith(side.tables.past_endings):
        return None
    texts = [side.tokens[near].text for near in clause]
    line = " ".join(texts)
    for phrase in sorted(words["left_open"]):
        if phrase.replace("_", " ") in line:
            return Standing.OPEN, clause[0] + len(line.split(phrase.replace("_", " "))[0].split())
    return None


# --- refused outright ----------------------------------------------------------------------------


def find_refused(match: Matched) -> Iterator[Turn]:
    """A thing that the left side tells as done, and the right as a proposal that was refused."""
    side, words = match.right.side, match.right.turns.words
    for place in places_of(side, words["refused"]):
        behind = list(range(place + 1, min(len(side.tokens), place + 5)))
        if not any(side.tokens[near].text in words["proposals"] for near in behind):
            continue
        if has_words(match.left.side, words["refused"]) or has_words(
            match.left.side, words["proposals"]
        ):
            continue
        if match.left.side.has(*_NOT_DONE):
            continue
        yield Turn(
            kind=DisagreementKind.POLARITY,
            left="as done",
            right=_shown(
                side, place, next(n for n in behind if side.tokens[n].text in words["proposals"])
            ),
            least=0.7,
            is_bolder=True,
        )
        return
