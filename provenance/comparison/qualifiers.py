"""Why two sentences with different figures may both be right: reasons to hold back.

Each is a trap that a careful editor knows: a figure that has moved on, a forecast and its outcome,
a part and the whole, two events with one name, two sources with an estimate each.
"""

import datetime as dt
import re
from collections import Counter
from enum import Enum

from provenance.comparison.cues import load_holding_cues
from provenance.comparison.tellings import Telling
from provenance.dates import Precision, dates_fit
from provenance.model import Claim
from provenance.spans import Span
from provenance.words import Word, WordSet, parse_words

_SAME_HOUR = dt.timedelta(hours=3)
_FEW_DAYS = dt.timedelta(days=3)
_UNNAMED = frozenset({"both", "they", "them", "offici", "sourc", "wh"})
"""Stems of words for sources that may be anybody."""
_PARTED = re.compile(r"[;:—–]")
_WITH_OUT = frozenset({"rule", "ruled"})
"""They deny only with "out" behind them; a court that ruled has denied nothing."""


class Gap(Enum):
    """How far apart two articles appeared."""

    NONE = "none"
    SAME_DAY = "same-day"
    """The later tells of the day on which the earlier appeared, when not all was known yet."""
    UNKNOWN = "unknown"
    SHORT = "short"
    LONG = "long"


def gap_between(left: Telling, right: Telling) -> Gap:
    """How far apart in time the two speak.

    That is how far apart they were published (with hours told, three hours are no gap), unless the
    later one tells of a day on which the earlier had appeared already, or not long before.
    """
    gap = _gap_of_reports(left, right)
    if gap in (Gap.SHORT, Gap.LONG):
        return _gap_of_days(left, right) or gap
    return gap


def _gap_of_days(left: Telling, right: Telling) -> Gap | None:
    """The gap where the later of two tells, in the past, only of days up to that of the earlier."""
    moments = [(_moment(telling), telling) for telling in (left, right)]
    (first, _), (_, later) = sorted(moments, key=lambda pair: pair[0])
    present = load_holding_cues(later.report.language).present
    days = (*later.days, *later.said)
    if not present.words or any(word.text in present for word in later.words):
        return None
    if any(later.text[day.span.end :].startswith(("'s", "’s")) for day in days):
        return None
    ends = [day.end for day in days if day.end is not None]
    if not ends or len(ends) < len(days):
        return None
    if not first.date() - _FEW_DAYS <= min(ends) <= max(ends) <= first.date():
        return None
    return Gap.NONE if max(ends) < first.date() else Gap.SAME_DAY


def _moment(telling: Telling) -> dt.datetime:
    moment = telling.report.published
    if isinstance(moment, dt.datetime):
        return moment.astimezone(dt.UTC)
    return dt.datetime.combine(moment or dt.date.min, dt.time(), tzinfo=dt.UTC)


def _gap_of_reports(left: Telling, right: Telling) -> Gap:
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


def has_moved_on(left: Telling, right: Telling, *, is_of_one_day: bool = False) -> bool:
    """Whether either sentence says that it reports a change, or one forecasts and one counts.

    In two articles of one day "now" and "still" tell of no time between them.
    """
    listed = load_holding_cues(left.report.language)
    cues = listed.revision if is_of_one_day else listed.development
    if any(word.text in cues for telling in (left, right) for word in telling.words):
        return True
    hedges = left.lexicon.guards["may"]
    ours, theirs = (any(w.text in hedges for w in t.words) for t in (left, right))
    return ours != theirs


def is_denied(left: Telling, right: Telling, *, near: tuple[Span, Span] | None = None) -> bool:
    """Whether one of the two negates, refutes or doubts what the other says.

    ``near``: a figure of either side; then only what is denied in its clause counts.
    """
    spans = near or (None, None)
    ours, theirs = (
        _is_negated(telling, span) for telling, span in zip((left, right), spans, strict=True)
    )
    return ours != theirs


def _is_negated(telling: Telling, near: Span | None) -> bool:
    negation = telling.lexicon.negation
    following = (*(word.text for word in telling.words[1:]), "")
    return any(
        word.text.endswith("n't")
        or (word.text in negation and (word.text not in _WITH_OUT or behind == "out"))
        for word, behind in zip(telling.words, following, strict=True)
        if near is None or not _are_parted(telling.text, word.span, near)
    )


def _are_parted(text: str, one: Span, other: Span) -> bool:
    """Whether a semicolon, colon or dash stands between two places."""
    first, last = sorted((one, other), key=lambda span: span.start)
    return bool(_PARTED.search(text[first.end : last.start]))


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
    if is_of_another_kind(left, right):
        return True
    foreign = left.names - right.report.stems, right.names - left.report.stems
    return all(foreign) or _are_modified_apart(left, right)


def is_of_another_kind(left: Telling, right: Telling) -> bool:
    """Whether each side has another word of one family: "city" and "county", "men" and "women"."""
    ours, theirs = _exclusive(left, right), _exclusive(right, left)
    cues = load_holding_cues(left.report.language)
    return any(
        _any_in(ours, members) and _any_in(theirs, members) for members in cues.against.values()
    )


def is_limited(left: Telling, right: Telling) -> bool:
    """Whether one sentence alone limits its figure: "the first phase", "in total", "adjusted"."""
    alone = load_holding_cues(left.report.language).alone
    ours = {w.stem for w in left.words if w.text in alone}
    theirs = {w.stem for w in right.words if w.text in alone}
    ranks = {q.low for q in left.ranks}, {q.low for q in right.ranks}
    return ours != theirs or ranks[0] != ranks[1]


def has_other_base(left: Telling, right: Telling) -> bool:
    """Whether the two measure a change against two times: "from June", "than a year ago".

    A month that the other side names, too, is when it is, and no baseline: "from July", "in July".
    """
    ours, theirs = _bases(left, right), _bases(right, left)
    return bool(ours | theirs) and not ours & theirs


def _bases(one: Telling, other: Telling) -> set[str]:
    shared = [
        day.span
        for day in one.days
        if day.precision is Precision.MONTH and any(dates_fit(day, known) for known in other.days)
    ]
    return {
        _base(match.group().casefold())
        for pattern in load_holding_cues(one.report.language).baseline
        for match in pattern.finditer(one.text)
        if not any(match.start() <= span.start < match.end() for span in shared)
    }


def _base(words: str) -> str:
    """One word for all ways to say "than a year ago"; else the words themselves."""
    return "year" if "year" in words and "since" not in words else words


def has_other_rank(left: Telling, right: Telling) -> bool:
    """Whether each sentence counts which one it speaks of, and not the same: "the second trial"."""
    ours, theirs = ({q.low for q in t.ranks} for t in (left, right))
    return bool(ours and theirs) and not ours & theirs


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


def is_for_another(left: Telling, right: Telling, figures: tuple[Span, Span]) -> bool:
    """Whether two figures are for two things: "4 million for the quay", "5 for the mill"."""
    ours, theirs = (_purpose(t, span) for t, span in zip((left, right), figures, strict=True))
    if ours is None or theirs is None:
        return False
    return ours not in right.stems and theirs not in left.stems


def _purpose(telling: Telling, figure: Span) -> str | None:
    """The first content stem behind a "for the" that follows ``figure`` with its unit."""
    behind = [word for word in telling.words if word.span.start >= figure.end]
    content = {word.span: word.stem for word in telling.context}
    for at, word in enumerate(behind[:_PURPOSE_REACH]):
        rest = behind[at + 1 : at + 1 + _PURPOSE_REACH]
        if word.text in _FOR and rest and rest[0].text in _ARTICLES:
            return next((content[one.span] for one in rest if one.span in content), None)
    return None


_FOR = frozenset({"for", "für", "pour", "para"})
_ARTICLES = frozenset(
    {"the", "a", "an", "der", "die", "das", "den", "ein", "eine", "einen"}
    | {"le", "la", "les", "un", "une", "el", "los", "las", "una"}
)
_PURPOSE_REACH = 4


def has_other_source(left: Claim, right: Claim, *, language: str, is_denial: bool = False) -> bool:
    """Whether each side gives its own source, of which the other side has no word.

    Where one denies what the other says (``is_denial``), two sources are enough: whoever is accused
    is named by both.

    The police and the organisers may count differently: then the outlets do not clash.
    """
    ours, theirs = (_source_stems(claim, language) for claim in (left, right))
    if not ours or not theirs:
        return False
    if is_denial and not ours & theirs and not (ours | theirs) & _UNNAMED:
        return True
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
