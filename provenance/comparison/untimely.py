"""What one side tells as done and the other as still to come."""

import datetime as dt
from collections.abc import Iterator

from provenance.comparison.statements import Matched, Statement, day_of_report, words_at
from provenance.comparison.turned import Turn, has_words, places_of
from provenance.dates import DateMention, Precision
from provenance.guards.modality import is_deed
from provenance.guards.pairing import Likeness
from provenance.guards.sides import Side
from provenance.guards.tables import Mark
from provenance.spans import Span
from provenance.terms import DisagreementKind

_REPORTED = frozenset({"would"})
"""Behind a verb of saying these tell what is to come; elsewhere, what used to happen."""
_NEAR_HEAD = 4
_OPEN = ["whether", "to"]
_NEAR_THING = 8
_APART, _APART_PUT_OFF = 0.7, 0.5
"""Least share of words where an event is told as past with one day and as to come with another;
less is enough where it is told as not to come before."""


def find_untimely(match: Matched) -> Iterator[Turn]:
    """A deed that the left side tells as done, and the right as still to come."""
    pair = match.pair
    for at, link in pair.links.items():
        token, place = pair.claim.tokens[at], link.source
        if token.name or link.likeness is Likeness.OPPOSITE:
            continue
        if Mark.LIGHT in token.marks and not _is_phrase_kept(match, at):
            continue
        if not _is_done(match.left, at) or not _is_ahead(match.right, place):
            continue
        yield Turn(
            kind=DisagreementKind.DATE,
            left=words_at(match.left.side, at),
            right=_phrase_ahead(match.right, place),
            least=0.5 if link.likeness in (Likeness.SAME, Likeness.KIN) else 0.65,
            is_settled=_is_of_later_day(match),
            least_apart=_APART_PUT_OFF if _is_put_off(match.right, place) else _APART,
        )


def _is_of_later_day(match: Matched) -> bool:
    """Whether the right sets a day that is later than the article which tells of it as done."""
    published, other = day_of_report(match.left.report), day_of_report(match.right.report)
    if published is None or other is None:
        return False
    return any(_day_ahead(day, other) > published for day in match.right.telling.days)


def _day_ahead(mention: DateMention, written: dt.date) -> dt.date:
    """The day that a sentence about what is to come means: of a weekday the next."""
    if mention.precision is Precision.WEEKDAY and mention.weekday is not None:
        return written + dt.timedelta(days=(mention.weekday - written.weekday()) % 7)
    return mention.start or dt.date.min


def find_decided(match: Matched) -> Iterator[Turn]:
    """What the left side tells as decided, and the right as still to be decided on a later day."""
    left, right = match.left, match.right
    ahead = has_words(right.side, right.turns.words["ahead"])
    published = day_of_report(left.report)
    if not ahead or published is None:
        return
    later = [d for d in right.telling.days if d.start is not None and d.start > published]
    deciding = [
        place
        for place in places_of(right.side, right.turns.words["deciding"])
        if _is_ahead(right, place)
    ]
    for at in places_of(left.side, left.turns.words["decided"]) if later else ():
        if _is_done(left, at):
            things = {match.pair.linked(near) for near in _things_behind(left.side, at)}
            place = next((p for p in deciding if things & set(_things_behind(right.side, p))), None)
            if place is not None:
                yield Turn(
                    kind=DisagreementKind.DATE,
                    left=words_at(left.side, at),
                    right=_phrase_ahead(right, place),
                    least=0.6,
                    least_apart=_APART,
                    is_settled=True,
                )
                return


def find_other_phases(match: Matched) -> Iterator[Turn]:
    """A work that the left side tells as finished, and the right as not yet begun or under way."""
    left, right = match.left, match.right
    words = right.turns.words
    starting = [
        place
        for place in places_of(right.side, words["starting"])
        if _is_ahead(right, place) or _is_denied_near(right.side, place)
    ]
    starting += places_of(right.side, words["continuing"])
    if not starting or has_words(left.side, words["continuing"] | words["starting"]):
        return
    for at in places_of(left.side, words["ending"]):
        if _is_done(left, at) and match.pair.linked(at) not in starting:
            yield Turn(
                kind=DisagreementKind.DATE,
                left=words_at(left.side, at),
                right=_phrase_ahead(right, starting[0]),
                least=0.6,
                least_apart=_APART,
            )
            return


def _is_denied_near(side: Side, place: int) -> bool:
    return any(Mark.NEGATION in token.marks for token in side.tokens[max(0, place - 2) : place])


def _things_behind(side: Side, at: int) -> list[int]:
    """The nearest words behind a verb that say what it is done to."""
    behind = side.tokens[at + 1 : at + 1 + _NEAR_THING]
    return [
        near for near, token in enumerate(behind, at + 1) if token.content and not token.capital
    ]


def find_told_too_early(match: Matched) -> Iterator[Turn]:
    """An event that the left side tells as past, of a day on which the right lets it come."""
    left, right = match.left, match.right
    published = day_of_report(left.report)
    if published is None or not has_words(right.side, right.turns.words["ahead"]):
        return
    if not _is_all_past(left):
        return
    for day in left.telling.days:
        if day.start is None or day.start <= published or not _is_on(left, day.span):
            continue
        if any(other.start == day.start and other.end == day.end for other in right.telling.days):
            yield Turn(
                kind=DisagreementKind.DATE,
                left=f"{day.span.of(left.text)}, told as past on {published.isoformat()}",
                right=words_at(right.side, places_of(right.side, right.turns.words["ahead"])[0]),
                least=0.4,
                is_of_one_day=True,
            )
            return


def _is_all_past(statement: Statement) -> bool:
    """Whether the sentence tells what has happened, and arranges or plans nothing."""
    side, words = statement.side, statement.turns.words
    open_marks = (Mark.PLAN, Mark.POSSIBLE, Mark.WISH, Mark.MUST, Mark.CONDITION)
    if side.has(*open_marks) or has_words(side, words["arranging"]):
        return False
    return any(
        Mark.PAST_VERB in token.marks or token.text.endswith(side.tables.past_endings)
        for token in side.tokens
    )


def _is_on(statement: Statement, span: Span) -> bool:
    """Whether "on" stands before a day: not "to", "for", "until" or "by"."""
    before = [token.text for token in statement.side.tokens if token.span.end <= span.start][-2:]
    return "on" in before


def _is_done(statement: Statement, at: int) -> bool:
    side = statement.side
    clause = side.clause_of(at)
    before = [token.text for token in side.tokens[max(0, at - 2) : at]]
    if before[-1:] == ["to"] or before == ["to", "be"] or _ahead_in(statement, clause):
        return False
    if Mark.SPEECH in side.tokens[at].marks:
        return False
    open_marks = (Mark.PLAN, Mark.POSSIBLE, Mark.WISH, Mark.MUST, Mark.NEGATION, Mark.CONDITION)
    if any(not side.tokens[near].marks.isdisjoint(open_marks) for near in clause):
        return False
    return _is_verb_of_past(side, at) and is_deed(side, at)


def _is_verb_of_past(side: Side, at: int) -> bool:
    token = side.tokens[at]
    if Mark.PAST_VERB in token.marks or token.text.endswith(side.tables.past_endings):
        return True
    near = side.tokens[max(0, at - 2) : at]
    return any(Mark.PAST in other.marks for other in near) and "'" not in token.text


def _is_phrase_kept(match: Matched, at: int) -> bool:
    """Whether a light verb stands by the same noun on both sides: "took effect", "take effect"."""
    pair = match.pair
    if pair.links[at].likeness is not Likeness.SAME or at + 1 not in pair.links:
        return False
    noun = pair.claim.tokens[at + 1]
    return not noun.name and noun.content and pair.links[at + 1].source == pair.links[at].source + 1


def _is_put_off(statement: Statement, place: int) -> bool:
    """Whether the thing is said not to come before a time."""
    clause = statement.side.clause_of(place)
    texts = {statement.side.tokens[at].text for at in clause}
    return "not" in texts and bool(texts & {"before", "until"})


def _is_ahead(statement: Statement, place: int) -> bool:
    found = _ahead_in(statement, statement.side.clause_of(place))
    determiners = statement.side.tables.determiners
    for at in found:
        between = [token.text for token in statement.side.tokens[at + 1 : place]]
        if 0 < place - at <= _NEAR_HEAD and determiners.isdisjoint(between):
            return True
    if [token.text for token in statement.side.tokens[max(0, place - 2) : place]] == _OPEN:
        before = places_of(statement.side, statement.turns.words["ahead"])
        return any(at < place for at in before)
    return bool(found) and found[0] > place and _is_put_off(statement, place)


def _ahead_in(statement: Statement, clause: range) -> list[int]:
    side = statement.side
    words = statement.turns.words["ahead"]
    found = [at for at in places_of(side, words) if at in clause]
    if not found:
        spoken = side.marked(Mark.SPEECH)[:1]
        found = [at for at in clause if spoken and spoken[0] < at]
        found = [at for at in found if side.tokens[at].text in _REPORTED]
    return [at for at in found if not at or side.tokens[at - 1].text != "never"]


def _phrase_ahead(statement: Statement, place: int) -> str:
    found = _ahead_in(statement, statement.side.clause_of(place))
    first = found[0] if found else max(0, place - len(_OPEN))
    low, high = sorted((first, place))
    if high - low > _NEAR_HEAD:
        return f"{words_at(statement.side, low)} … {words_at(statement.side, high)}"
    return words_at(statement.side, low, high)
