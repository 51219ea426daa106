"""What is said of all, always or in any case, and of some, for a time or under a condition."""

from collections.abc import Iterator

from provenance.comparison.statements import Matched, Statement, words_at
from provenance.comparison.turned import Turn, has_words, places_of
from provenance.guards.sides import Side
from provenance.guards.tables import Mark
from provenance.terms import DisagreementKind

_REACH = 4
"""Words behind a word of extent within which stands what it is said of."""
_PLAINLY = frozenset({"only", "solely", "alone"})
"""These limit whatever they stand by; "some" and its like need their noun on both sides."""
_NOT_PLAIN = (Mark.POSSIBLE, Mark.HEDGE, Mark.CONDITION)
_ASKING = frozenset(
    {"as", "even", "asked", "ask", "know", "see", "wonder", "say", "what", "not", "about"}
    | {"clear", "unclear", "known", "unknown", "sure", "unsure", "certain", "uncertain", "doubtful"}
    | {"check", "determine", "establish", "verify", "tell", "test", "learn", "find", "decide"}
)
"""Before "if", these make it a question that is open, and no condition."""
_RELATIVE = frozenset({"whose", "who", "with", "without"})
"""Right behind a noun, without a comma, these say which of its kind are meant."""
_AGED = frozenset({"under", "over", "aged", "above", "below"})
_IDLE = ("you", "true", "so", "any", "not", "confirmed")
"""Behind "if", these set no condition: "if true", "if you have been near a computer"."""
_OMITTED = frozenset({"if", "unless", "provided", "providing", "assuming", "only", "on", "once"})
_SHOWN = 7
"""Words of a condition that are shown."""
_CONTAINED = 0.7
_FEWEST = 3
_HELD = 0.9
"""Share of the words of a statement that stand on the other side, too, where it is all there."""


def find_scopes(match: Matched) -> Iterator[Turn]:
    """Extent, term or condition that the left side has not, and the right has."""
    yield from _extents(match)
    yield from _places(match)
    yield from _exceptions(match)
    yield from _terms(match)
    yield from _cases(match)


def _extents(match: Matched) -> Iterator[Turn]:
    left = match.left
    ours = [at for at in _universal(left) if _is_said_of_linked(match, at)]
    theirs = _partial(match)
    if ours and theirs and not _same_extent(match):
        yield _turn(match, ours[0], theirs[0], DisagreementKind.SCOPE)


def _universal(statement: Statement) -> list[int]:
    side, words = statement.side, statement.turns.words
    found = [
        at
        for at in places_of(side, words["universal_negative"])
        if not any(token.text in {"but", "except"} for token in side.tokens[at + 1 : at + 3])
    ]
    for at in places_of(side, words["universal"]):
        before = [token.text for token in side.tokens[max(0, at - 1) : at]]
        if any(token.text in {"but", "except"} for token in side.tokens[at + 1 : at + 4]):
            continue
        if before and before[0] in {"not", "nearly", "almost", "at", "in", "hardly", "above"}:
            continue
        found.append(at)
    return sorted(found)


def _is_said_of_linked(match: Matched, at: int) -> bool:
    """Whether what a word of extent is said of stands on the other side, too."""
    side = match.left.side
    last = min(len(side.tokens), at + 1 + _REACH)
    near = [n for n in range(at + 1, last) if side.tokens[n].full][:2]
    if near and side.tokens[near[0]].text in match.left.turns.words["wide"]:
        return True
    return not near or any(n in match.pair.links for n in near)


def _partial(match: Matched) -> list[int]:
    side, wholes = match.right.side, _wholes(match)
    found = []
    for at in places_of(side, match.right.turns.words["partial"]):
        if at and side.tokens[at - 1].text in {"not", "the", "at"}:
            continue
        if side.tokens[at].text in _PLAINLY:
            found.append(at)
            continue
        last = min(len(side.tokens), at + 1 + _REACH)
        if any(near in wholes for near in range(at + 1, last) if side.tokens[near].full):
            found.append(at)
    return found + _of_some_age(match) + _at_some_times(match) + _restricted(match)


def _of_some_age(match: Matched) -> list[int]:
    """Where the right limits who is meant: "visitors under 18"."""
    tokens, wholes = match.right.side.tokens, _wholes(match)
    return [
        at
        for at in range(1, len(tokens) - 1)
        if tokens[at].text in _AGED and at - 1 in wholes
        if any(near.text.isdigit() for near in tokens[at + 1 : at + 3])
    ]


def _restricted(match: Matched) -> list[int]:
    """Where a relative clause limits on the right what is said of all on the left."""
    side, wholes = match.right.side, _wholes(match)
    return [
        at
        for at, token in enumerate(side.tokens)
        if at and at - 1 in wholes and token.text in _RELATIVE
        if not side.text[side.tokens[at - 1].span.end : token.span.start].strip()
    ]


def _wholes(match: Matched) -> set[int | None]:
    """Where the right names what a word of extent on the left is said of."""
    most = len(match.pair.claim.tokens)
    reaches = [range(at + 1, min(most, at + 1 + _REACH)) for at in _universal(match.left)]
    return {match.pair.linked(near) for reach in reaches for near in reach}


def _at_some_times(match: Matched) -> list[int]:
    """Where the right says at what time of day or week: "its night sailings"."""
    side, times = match.right.side, match.right.turns.words["times"]
    return [
        at - 1
        for at in sorted(match.pair.back)
        if at and side.tokens[at - 1].text in times and at - 1 not in match.pair.back
        if not side.tokens[at].name and not side.tokens[at - 1].capital
    ]


def _same_extent(match: Matched) -> bool:
    """Whether the left limits, too, or the right tells of all as well."""
    left, right = match.left, match.right
    limited = [
        at
        for at in places_of(left.side, left.turns.words["partial"])
        if not at or left.side.tokens[at - 1].text != "every"
    ]
    whole = _universal(right)
    ours, theirs = (
        {s.tokens[at].text for at in found}
        for s, found in ((left.side, limited), (right.side, whole))
    )
    shown = {left.side.tokens[at].text for at in _universal(left)}
    return bool(theirs & shown) or bool(ours - {"only"} and not ours & _PLAINLY)


def _places(match: Matched) -> Iterator[Turn]:
    """All in a place, some parts of the place: "all people in Halm", "in two wards of Halm"."""
    ours, theirs = match.left.side, match.right.side
    wholes = {
        name: at
        for at in _universal(match.left)
        for name in _place_behind(ours, at, {"in", "of", "across", "throughout"})
    }
    parts = match.right.turns.words["parts"]
    for name, at in wholes.items():
        place = match.pair.linked(name)
        if place is None or place < _FEWEST or theirs.tokens[place - 1].text != "of":
            continue
        if theirs.tokens[place - 2].text in parts and not has_words(ours, parts):
            yield Turn(
                kind=DisagreementKind.SCOPE,
                left=words_at(ours, at, name),
                right=words_at(theirs, place - 3, place),
                least=0.5,
            )
            return


def _place_behind(side: Side, at: int, prepositions: set[str]) -> list[int]:
    """Names behind a preposition, within reach of a word of extent."""
    last = min(len(side.tokens), at + 3 + _REACH)
    return [
        near
        for near in range(at + 2, last)
        if side.tokens[near].name and side.tokens[near - 1].text in prepositions
    ]


def _exceptions(match: Matched) -> Iterator[Turn]:
    """All on one side, all but some on the other."""
    words = match.left.turns.words["exceptions"]
    ours = [at for at in _universal(match.left) if _is_said_of_linked(match, at)]
    theirs = places_of(match.right.side, words)
    if ours and theirs and not has_words(match.left.side, words):
        yield _turn(match, ours[0], theirs[0], DisagreementKind.SCOPE)


def _terms(match: Matched) -> Iterator[Turn]:
    words = match.left.turns.words
    ours = places_of(match.left.side, words["boundless"])
    theirs = _bounds(match.right) or _only_times(match.right)
    is_bound = _bounds(match.left) or has_words(match.right.side, words["boundless"])
    if ours and theirs and not is_bound:
        yield _turn(match, ours[0], theirs[0], DisagreementKind.SCOPE)


def _bounds(statement: Statement) -> list[int]:
    side = statement.side
    found = []
    for at, token in enumerate(side.tokens):
        if token.text in {"until", "till"}:
            found.append(at)
        elif token.text == "from":
            behind = [t.text for t in side.tokens[at + 1 : at + 4]]
            if "to" in behind[1:]:
                found.append(at)
        elif token.text == "for" and at + 2 < len(side.tokens):
            is_period = Mark.PERIOD in side.tokens[at + 2].marks
            if is_period and side.tokens[at + 1].text != "the":
                found.append(at)
    return found


def _only_times(statement: Statement) -> list[int]:
    """Where "only" stands by a word of time: "at night only"."""
    side, times = statement.side, statement.turns.words["times"]
    return [
        at
        for at, token in enumerate(side.tokens)
        if token.text == "only"
        and any(near.text in times for near in side.tokens[max(0, at - 1) : at + 3])
    ]


def _cases(match: Matched) -> Iterator[Turn]:
    exceptions = match.right.turns.words["exceptions"]
    excepted = places_of(match.right.side, exceptions)
    if excepted and not has_words(match.left.side, exceptions) and _is_bare(match, excepted[0]):
        yield Turn(
            kind=DisagreementKind.OMISSION,
            left="without an exception",
            right=_clause(match.right, excepted[0]),
            least=_CONTAINED,
        )
    theirs = conditions_of(match.right)
    if not theirs or conditions_of(match.left):
        return
    in_any_case = places_of(match.left.side, match.left.turns.words["unconditional"])
    if in_any_case:
        yield _turn(match, in_any_case[0], theirs[0], DisagreementKind.SCOPE)
    elif match.right.side.tokens[theirs[0]].text in _OMITTED and _is_bare(match, theirs[0]):
        yield Turn(
            kind=DisagreementKind.OMISSION,
            left="without a condition",
            right=_clause(match.right, theirs[0]),
            least=_CONTAINED,
        )


def _is_bare(match: Matched, place: int) -> bool:
    """Whether the left says plainly what the right says with the clause at ``place``."""
    return _is_plain(match.left) and _is_contained(match, place)


def conditions_of(statement: Statement) -> list[int]:
    """Where a statement makes what it says depend on something."""
    side = statement.side
    return [
        at
        for at in places_of(side, statement.turns.words["conditions"])
        if not at or side.tokens[at - 1].text not in _ASKING
        if not any(token.text.startswith(_IDLE) for token in side.tokens[at + 1 : at + 2])
        if side.tokens[at].text != "once" or side.has(Mark.PLAN)
    ]


def _is_plain(statement: Statement) -> bool:
    side = statement.side
    is_open = "?" in statement.text or has_words(side, {"when", "once", "whether", "should"})
    return not side.has(*_NOT_PLAIN) and not is_open


def _is_contained(match: Matched, condition: int) -> bool:
    """Whether the plain side says what the other says under a condition, and little more."""
    clause = set(_behind(match.right, condition))
    tokens = match.left.side.tokens
    wanted = [
        at
        for at, token in enumerate(tokens)
        if token.full and Mark.SPEECH not in token.marks and Mark.LIGHT not in token.marks
    ]
    have = [
        at for at in wanted if at in match.pair.links and match.pair.links[at].source not in clause
    ]
    matter = [at for at in have if tokens[at].content and not tokens[at].text.endswith("ly")]
    return len(have) >= _FEWEST <= len(matter) + 1 and len(have) >= _CONTAINED * len(wanted)


def _behind(statement: Statement, at: int) -> range:
    clause = statement.side.clause_of(at)
    return range(at, clause.stop)


def _clause(statement: Statement, at: int) -> str:
    return words_at(statement.side, at, min(len(statement.side.tokens) - 1, at + _SHOWN))


# --- words that the speaker put in other people's mouths ----------------------------------------


def find_lost_frames(match: Matched) -> Iterator[Turn]:
    """What the left gives as the speaker's own, and the right as what he rejects."""
    words = match.right.turns.words
    side = match.right.side
    for at in places_of(side, words["early"]):
        behind = [n for n in range(at + 1, len(side.tokens)) if n in match.pair.back]
        if match.left.side.has(Mark.NEGATION) or (at and side.tokens[at - 1].text == "not"):
            return
        if len(behind) >= _FEWEST - 1 and not has_words(match.left.side, words["early"]):
            yield Turn(
                kind=DisagreementKind.OMISSION,
                left="without these words",
                right=words_at(side, at, min(len(side.tokens) - 1, at + 1)),
                least=0.5,
                is_bolder=True,
            )
            return
    yield from _jests(match)
    framed = places_of(side, words["refuting"])
    refused = places_of(side, words["refuted"])
    if not framed or not refused or has_words(match.left.side, words["refuting"]):
        return
    if framed[0] < refused[-1] and _speaks_behind(match.right, framed[0]):
        yield Turn(
            kind=DisagreementKind.OMISSION,
            left="as the speaker's own words",
            right=f"{words_at(side, framed[0])} … {words_at(side, refused[-1])}",
            least=0.6,
        )


def _jests(match: Matched) -> Iterator[Turn]:
    """Words that were no earnest ones on the right, and are on the left."""
    words = match.right.turns.words["in_jest"]
    places = places_of(match.right.side, words)
    if places and not has_words(match.left.side, words):
        yield Turn(
            kind=DisagreementKind.OMISSION,
            left="in earnest",
            right=words_at(match.right.side, places[0]),
            least=0.6,
        )


def find_lost_contrasts(match: Matched) -> Iterator[Turn]:
    """All that the left says, and on the right behind it a "but" that takes it back."""
    left, right = match.left, match.right
    words = right.turns.words
    if left.is_heading or not _is_held(match) or has_words(left.side, words["contrasts"]):
        return
    tokens = right.side.tokens
    for at in places_of(right.side, words["contrasts"]):
        behind = [near for near in range(at + 1, len(tokens)) if near not in match.pair.back]
        before = [near for near in match.pair.back if near < at and tokens[near].full]
        if sum(not tokens[near].name for near in before) < _FEWEST - 1:
            continue
        said = [near for near in match.pair.back if near > at and tokens[near].full]
        if len(before) < _FEWEST or not said or len(behind) < _FEWEST:
            continue
        if any(_takes_back(right, near) for near in behind):
            yield Turn(
                kind=DisagreementKind.OMISSION,
                left="without these words",
                right=words_at(right.side, at, min(len(tokens) - 1, at + _SHOWN)),
                least=_HELD,
            )
            return


def _is_held(match: Matched) -> bool:
    return match.share >= _HELD and len(match.left.side.tokens) < len(match.right.side.tokens)


def _takes_back(statement: Statement, at: int) -> bool:
    """Whether a word denies, forbids or limits: "shut", "only", "not"."""
    denying = (Mark.NEGATION, Mark.IMPLICIT, Mark.ONLY)
    return not statement.side.tokens[at].marks.isdisjoint(denying)


def _speaks_behind(statement: Statement, at: int) -> bool:
    near = statement.side.tokens[at + 1 : at + 4]
    return any(Mark.SPEECH in token.marks or Mark.HEDGE in token.marks for token in near)


def _turn(match: Matched, at: int, place: int, kind: DisagreementKind) -> Turn:
    left, right = match.left.side, match.right.side
    return Turn(
        kind=kind,
        left=words_at(left, at, min(len(left.tokens) - 1, at + 2)),
        right=words_at(right, place, min(len(right.tokens) - 1, place + 2)),
        least=0.5,
        is_bolder=match.left.is_heading,
    )
