"""Why two sentences with different figures may both be right: reasons to hold back.

Each is a trap that a careful editor knows: a figure that has moved on, a forecast and its outcome,
a part and the whole, two events with one name, two sources with an estimate each.
"""

import datetime as dt
from collections import Counter
from enum import Enum

from provenance.comparison.cues import load_holding_cues
from provenance.comparison.tellings import Telling
from provenance.dates import Precision, dates_fit
from provenance.model import Claim
from provenance.words import Word, WordSet, parse_words

_SAME_HOUR = dt.timedelta(hours=3)
_FEW_DAYS = dt.timedelta(days=3)
_WITH_OUT = frozenset({"rule", "ruled"})
"""They deny only with "out" behind them; a court that ruled has denied nothing."""


class Gap(Enum):
    """How far apart two articles appeared."""

    NONE = "none"
    UNKNOWN = "unknown"
    SHORT = "short"
    LONG = "long"


def gap_between(left: Telling, right: Telling) -> Gap:
    """How far apart the two were published; with hours told, three hours are no gap."""
    one, other = left.report.published, right.report.published
    if one is None or other is None:
        return Gap.UNKNOWN
    if isinstance(one, dt.datetime) and isinstance(other, dt.datetime):
        away = abs(one - other)
        limit = _SAME_HOUR
    else:
        away = abs(_day(one) - _day(other))
        limit = dt.timedelta(0)
    if away <= limit:
        return Gap.NONE
    return Gap.SHORT if away <= _FEW_DAYS else Gap.LONG


def _day(moment: dt.datetime | dt.date) -> dt.date:
    return moment.astimezone(dt.UTC).date() if isinstance(moment, dt.datetime) else moment


def has_moved_on(left: Telling, right: Telling) -> bool:
    """Whether either sentence says that it reports a change, or one forecasts and one counts."""
    cues = load_holding_cues(left.report.language).development
    if any(word.text in cues for telling in (left, right) for word in telling.words):
        return True
    hedges = left.lexicon.guards["may"]
    ours, theirs = (any(w.text in hedges for w in t.words) for t in (left, right))
    return ours != theirs


def is_denied(left: Telling, right: Telling) -> bool:
    """Whether one of the two negates, refutes or doubts what the other says."""
    ours, theirs = (_is_negated(telling) for telling in (left, right))
    return ours != theirs


def _is_negated(telling: Telling) -> bool:
    negation = telling.lexicon.negation
    following = (*(word.text for word in telling.words[1:]), "")
    return any(
        word.text.endswith("n't")
        or (word.text in negation and (word.text not in _WITH_OUT or behind == "out"))
        for word, behind in zip(telling.words, following, strict=True)
    )


def has_other_time(left: Telling, right: Telling) -> bool:
    """Whether both sentences name a time and no two of these times fit each other.

    A month is not held against a year, nor a day against a month: a part is not the whole.
    """
    if not left.days or not right.days:
        return False
    fine = {Precision.DAY, Precision.WEEKDAY}
    for one in left.days:
        for other in right.days:
            kinds = {one.precision, other.precision}
            if (len(kinds) == 1 or kinds <= fine) and dates_fit(one, other):
                return False
    return True


def is_of_another(left: Telling, right: Telling) -> bool:
    """Whether words that the other article lacks set the two apart: another place or group."""
    ours, theirs = _exclusive(left, right), _exclusive(right, left)
    cues = load_holding_cues(left.report.language)
    for members in cues.against.values():
        if _any_in(ours, members) and _any_in(theirs, members):
            return True
    foreign = left.names - right.report.stems, right.names - left.report.stems
    return all(foreign) or _are_modified_apart(left, right)


def is_limited(left: Telling, right: Telling) -> bool:
    """Whether one sentence alone limits its figure: "the first phase", "in total", "adjusted"."""
    alone = load_holding_cues(left.report.language).alone
    ours = {w.stem for w in left.words if w.text in alone}
    theirs = {w.stem for w in right.words if w.text in alone}
    ranks = {q.low for q in left.ranks}, {q.low for q in right.ranks}
    return ours != theirs or ranks[0] != ranks[1]


def has_other_label(left: Telling, right: Telling) -> bool:
    """Whether a number that names differs: "lorry number 12", "lorry number 13"."""
    ours, theirs = ({(q.noun, q.low) for q in t.labels if q.noun} for t in (left, right))
    return bool({noun for noun, _ in ours} & {noun for noun, _ in theirs}) and not ours & theirs


def has_other_object(left: Telling, right: Telling) -> bool:
    """Whether one preposition has different objects: "for the tramway", "for the bridge"."""
    ours, theirs = _objects(left), _objects(right)
    for preposition in ours.keys() & theirs.keys():
        if not ours[preposition] & right.stems and not theirs[preposition] & left.stems:
            return True
    return False


def has_other_source(left: Claim, right: Claim, *, language: str) -> bool:
    """Whether each side gives its own source, of which the other side has no word.

    The police and the organisers may count differently: then the outlets do not clash.
    """
    ours, theirs = (_source_stems(claim, language) for claim in (left, right))
    if not ours or not theirs:
        return False
    return not ours & _stems(right, language) and not theirs & _stems(left, language)


def _source_stems(claim: Claim, language: str) -> set[str]:
    if claim.attribution is None:
        return set()
    start, exact = claim.sentence.start, claim.sentence.exact
    words = " ".join(
        exact[max(0, p.start - start) : max(0, p.end - start)] for p in claim.attribution.source
    )
    return {word.stem for word in parse_words(words, language=language) if len(word.text) > 3}


def _stems(claim: Claim, language: str) -> set[str]:
    said = {word.stem for word in parse_words(claim.text, language=language)}
    return said | _source_stems(claim, language)


def _exclusive(telling: Telling, other: Telling) -> list[Word]:
    known = {word.stem for word in other.words}
    return [word for word in telling.words if word.stem not in known]


def _any_in(words: list[Word], members: WordSet) -> bool:
    return any(word.text in members for word in words)


def _are_modified_apart(left: Telling, right: Telling) -> bool:
    """Whether one noun has another word before it on each side: "upper chamber", "lower chamber".

    Only nouns that stand once in each sentence; a word the other has anywhere is no contrast.
    """
    ours, theirs = _before(left), _before(right)
    return any(
        ours[stem] not in right.stems and theirs[stem] not in left.stems
        for stem in ours.keys() & theirs.keys()
    )


def _before(telling: Telling) -> dict[str, str]:
    """For each content stem that stands once, the content stem right before it."""
    counted = Counter(word.stem for word in telling.words)
    content = {word.span for word in telling.context}
    return {
        word.stem: before.stem
        for before, word in zip(telling.words, telling.words[1:], strict=False)
        if counted[word.stem] == 1
        and before.span in content
        and word.span in content
        and word.span.start - before.span.end <= 1
    }


def _objects(telling: Telling) -> dict[str, frozenset[str]]:
    """For each preposition, the first content stem behind each of its places."""
    prepositions = load_holding_cues(telling.report.language).prepositions
    content = {word.span: word.stem for word in telling.context}
    found: dict[str, set[str]] = {}
    for at, word in enumerate(telling.words):
        if word.text not in prepositions:
            continue
        behind = telling.words[at + 1 : at + 5]
        first = next((content[w.span] for w in behind if w.span in content), None)
        if first is not None:
            found.setdefault(word.text, set()).add(first)
    return {preposition: frozenset(stems) for preposition, stems in found.items()}
