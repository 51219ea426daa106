"""What two figures of a change come to: by how much, from where, to where.

Each rule reads one turn of phrase ("from 40 to 55", "slipped one point to 15%") and yields notes:
words that say the result, and where they go. English only.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import attrs

from provenance.quantities import Quantity, QuantityKind, comparable
from provenance.verification.figure_sentences import (
    FigureSentence,
    Note,
    Role,
    are_alike,
    note_of,
    percent,
    way_of_change,
)
from provenance.words import load_lexicon, parse_words

_FROM = re.compile(r"\bfrom\s$")
_TO = re.compile(r"^(?:\s[^.;,\d]{0,40}?)?\sto\s$")
_TO_BEFORE = re.compile(r"\bto\s$")
_FROM_BETWEEN = re.compile(r"^\s[^.;,\d]{0,40}?\bfrom\s$")
_RANGING = re.compile(r"\brang(?:e|es|ed|ing)\s$")
_CLOSE_TO = re.compile(r"^\sto\s(?:a\s(?:record|new|total)\s(?:\w+\sof\s)?)?$")
_BY_DIRECTLY = re.compile(r"\bby\s(?:a\s(?:further\s)?|another\s|just\s|only\s)?$")
_SCORED = re.compile(r"\b(?:vot(?:e|es|ed|ing)|ballot|motion|amendment|lost|won|beat|beaten)\b")
_UP_FROM = re.compile(r"^[^.;\d]{0,60}?,?\s(?P<way>up|down)\sfrom\s$")
_OF = re.compile(r"^\s(?:out\s)?of\s(?:(?:the|its|their|his|her|all|some)\s)?$")
_COMMA = re.compile(r"^[^.;\d]{0,30},\s(?:(?P<way>up|down)\s(?:by\s)?)?$")
_THAN = re.compile(
    r"^\s(?:(?P<more>more|higher|longer|above|taller|later|larger|heavier|wider|deeper)"
    r"|(?P<less>less|fewer|lower|shorter|below|under|smaller|lighter|cheaper))\b"
    r"(?=\s(?:than|on|the|in|a)\b)"
)
_BEHIND_WAY = re.compile(r"^\s(?:from|on)\s")
_BY = re.compile(r"\bby\s[^.;]{1,25}$")
_TIMES = re.compile(
    r"\b(?P<verb>doubl|trebl|tripl|quadrupl|halv)(?:ed|es|ing)(?:\s\w+){0,3}?\s(?P<to>to|from)\s$"
)
_HEDGED = re.compile(
    r"\b(?:almost|nearly|about|roughly|around|more\sthan|less\sthan|over|some|virtually"
    r"|practically|not)\s(?:quite\s)?$"
)
_FACTORS = {
    "doubl": Decimal(2),
    "trebl": Decimal(3),
    "tripl": Decimal(3),
    "quadrupl": Decimal(4),
    "halv": Decimal("0.5"),
}
_SHARES = frozenset({QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT})


def notes_of_changes(sentence: FigureSentence) -> Iterator[Note]:
    """What the changes told in ``sentence`` come to; ``at`` counts from its start."""
    for at in range(len(sentence.figures)):
        for rule in _RULES:
            yield from rule(sentence, at)
    yield from _change_of_range(sentence)


def _span_of_change(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "From 40 to 55", "to 24% from 20%": by how much."""
    if at + 1 >= len(sentence.figures) or not _changes(sentence, at):
        return
    one, other = sentence.figures[at], sentence.figures[at + 1]
    gap, before = sentence.between(at, at + 1), sentence.before(at)
    first = _FROM.search(before) if _TO.match(gap) else None
    from_first = first is not None
    first = first or (_TO_BEFORE.search(before) if _FROM_BETWEEN.match(gap) else None)
    if first is None or not are_alike(one, other) or _RANGING.search(before[: first.start()]):
        return
    if at and before[: first.start()].isspace():
        return  # "by 15 from 40 to 55" has it already
    place = one.span.start - (len(before) - first.start())
    then, now = (one, other) if from_first else (other, one)
    yield note_of(
        sentence.text,
        place,
        f"by {{}}{',' if from_first else ''} ",
        one,
        abs(one.value - other.value),
        role=Role.CHANGE,
        way=_way(then, now),
    )
    yield from _in_percent(sentence, then.value, now.value, other)


def _way(then: Quantity, now: Quantity) -> int:
    return 1 if now.value > then.value else -1


def _in_percent(
    sentence: FigureSentence, then: Decimal, now: Decimal, last: Quantity
) -> Iterator[Note]:
    """For "from 40 to 50": by 25 percent; none beside percentages, which may go without a sign."""
    if last.kind in _SHARES or sentence.shares or then <= 0:
        return
    share = (100 * abs(now - then) / then).quantize(Decimal("0.1"))
    way = 1 if now > then else -1
    words = f" ({'up' if way > 0 else 'down'} {share.normalize():f}%)"
    note = Note(at=last.span.end, words=words, figure=percent(share), role=Role.CHANGE, way=way)
    yield attrs.evolve(note, is_aside=True)


def _change_of_range(sentence: FigureSentence) -> Iterator[Note]:
    """For "rose from 40 to 55", which reads like a range: by how much."""
    for one in sentence.ranges:
        start = one.span.start
        words = one.span.of(sentence.text)
        before = sentence.text[:start]
        if words.startswith("from "):
            place = start
        elif before.endswith("from "):
            place = start - len("from ")
        else:
            continue
        ahead = sentence.text[max(0, place - 200) : place]
        if way_of_change(ahead) > 0 and not _BY.search(ahead) and not _RANGING.search(ahead):
            value = one.high - one.low
            yield note_of(sentence.text, place, "by {}, ", one, value, role=Role.CHANGE, way=1)
            yield from _in_percent(sentence, one.low, one.high, one)


def _level_before(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "Slipped one point to 15%": from where."""
    if at + 1 >= len(sentence.figures):
        return
    change, level = sentence.figures[at], sentence.figures[at + 1]
    way = _changes(sentence, at)
    if not way or not _CLOSE_TO.match(sentence.between(at, at + 1)):
        return
    if not _is_told_as_change(sentence.before(at)) or not _is_change_of(change, level):
        return
    if change.unit is None and level.unit is None and _SCORED.search(sentence.text):
        return  # "lost by 3 to 5"
    value = level.value - way * change.value
    yield note_of(sentence.text, change.span.end, " from {}", level, value, role=Role.LEVEL)


def _is_told_as_change(before: str) -> bool:
    """Whether a verb of change or "by" stands right before the figure."""
    if _BY_DIRECTLY.search(before):
        return True
    words = parse_words(before[-40:], language="en")
    lexicon = load_lexicon("en")
    return bool(words) and (words[-1].text in lexicon.up or words[-1].text in lexicon.down)


def _change_from(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "54 of the 120 seats, up from 49": by how much."""
    if at + 1 >= len(sentence.figures):
        return
    match = _UP_FROM.match(sentence.between(at, at + 1))
    part = _level_at(sentence, at)
    if match is None or part is None:
        return
    now, then = sentence.figures[part], sentence.figures[at + 1]
    if are_alike(now, then) and (now.value > then.value) == (match.group("way") == "up"):
        place = sentence.figures[at].span.end + match.end("way")
        value, way = abs(now.value - then.value), _way(then, now)
        yield note_of(sentence.text, place, " {}", then, value, role=Role.CHANGE, way=way)
        yield from _in_percent(sentence, then.value, now.value, then)


def _other_level(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "61.4%, 3.2 points lower than in 2019": how much it was then."""
    if at + 1 >= len(sentence.figures):
        return
    match = _COMMA.match(sentence.between(at, at + 1))
    part = _level_at(sentence, at)
    if match is None or part is None:
        return
    level, change = sentence.figures[part], sentence.figures[at + 1]
    behind = sentence.after(at + 1)
    than = _THAN.match(behind)
    if not _is_change_of(change, level):
        return
    if than is not None:
        way = 1 if than.group("more") else -1
    elif match.group("way") and _BEHIND_WAY.match(behind):
        way = 1 if match.group("way") == "up" else -1
    else:
        return
    value = level.value - way * change.value
    place = sentence.clause_end(at + 1)
    note = note_of(sentence.text, place, " ({})", level, value, role=Role.LEVEL)
    told = sentence.text[change.span.end : place]
    yield attrs.evolve(note, told=told[than.end() :] if than else told)


def _level_at(sentence: FigureSentence, at: int) -> int | None:
    """Which figure a comparison behind the one at ``at`` is with: of "54 of 120" the 54.

    Of "461 animals in 74 packs" that cannot be told.
    """
    if at and _OF.match(sentence.between(at - 1, at)):
        return at - 1
    return at if at == 0 or not _may_be_meant(sentence, at) else None


def _may_be_meant(sentence: FigureSentence, at: int) -> bool:
    """Whether the figure before it may be the one compared as well."""
    is_near = len(sentence.before(at)) <= 60 and not sentence.is_alone(at)
    return is_near and comparable(sentence.figures[at - 1], sentence.figures[at])


def _times(sentence: FigureSentence, at: int) -> Iterator[Note]:
    """For "Doubled to 40 million": from about 20. None where that is no round figure."""
    match = _TIMES.search(sentence.before(at))
    if match is None or _HEDGED.search(sentence.before(at)[: match.start()]):
        return
    level = sentence.figures[at]
    other = sentence.figures[at + 1] if at + 1 < len(sentence.figures) else None
    if other is not None and re.fullmatch(r"\s(?:to|from)\s", sentence.between(at, at + 1)):
        return
    factor = _FACTORS[match.group("verb")]
    was = match.group("to") == "to"
    value = level.value / factor if was else level.value * factor
    if _digits(value) > _digits(level.value) + 1:
        return
    if was:
        place = level.span.start - (len(sentence.before(at)) - match.start("to"))
        yield note_of(sentence.text, place, "from about {} ", level, value, role=Role.LEVEL)
    else:
        yield note_of(sentence.text, level.span.end, " to about {}", level, value, role=Role.LEVEL)


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _changes(sentence: FigureSentence, at: int) -> int:
    """1 where a verb shortly before the figure says that it rose, -1 that it fell, else 0."""
    return way_of_change(sentence.text[: sentence.figures[at].span.start])


def _is_change_of(change: Quantity, level: Quantity) -> bool:
    """Whether one may be taken from the other: the same unit, or points from a percentage."""
    if level.kind is QuantityKind.PERCENT:
        return change.unit is not None and change.unit.dimension in ("point", "percentage-point")
    if change.kind in _SHARES or level.value <= abs(change.value):
        return False
    alike = change.unit is None or level.unit is None or change.unit.id == level.unit.id
    return comparable(change, level) and alike


_RULES: tuple[Callable[[FigureSentence, int], Iterator[Note]], ...] = (
    _span_of_change,
    _level_before,
    _change_from,
    _other_level,
    _times,
)
