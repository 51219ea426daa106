"""Statements that cannot both be right though they give no other figure: which, and why.

A pair is reported only where a rule names what differs, the two plainly speak of one thing, and
nothing that a careful editor knows explains the difference (another time, source, part, occasion,
a denial, an opinion, an affair that moved on).
"""

import re
from collections.abc import Sequence

import attrs

from provenance.comparison.qualifiers import (
    Gap,
    gap_between,
    has_other_base,
    has_other_label,
    has_other_rank,
    has_other_source,
    has_other_time,
    is_of_another_kind,
)
from provenance.comparison.slots import has_other_subject, is_of_other_thing
from provenance.comparison.statement_pairs import likely_pairs
from provenance.comparison.statements import (
    Matched,
    Statement,
    match_statements,
    read_statements,
)
from provenance.comparison.stories import are_one_story
from provenance.comparison.tellings import Report, Telling
from provenance.comparison.turn_rules import (
    FEWEST,
    HEADING_SHARE,
    HEADING_WORDS,
    NAMELESS_SHARE,
    ONE_WAY,
    has_unshared,
    may_differ,
    rules_for,
)
from provenance.comparison.turned import Turn, has_words
from provenance.dates import dates_fit
from provenance.guards.tables import Mark
from provenance.model import Analysis, Claim
from provenance.names import same_name
from provenance.terms import DisagreementKind

_FEWEST_OF_STORY = 2
"""Content words that two statements share whose articles are on one story, for a narrow rule."""
_MANY = 6
"""Words in common by which undated articles are taken to tell of one occasion."""
_MANY_NAMES = 4
"""Words of names in common by which further names are detail."""
_OF_ONE_PARTY = {DisagreementKind.POLARITY, DisagreementKind.MODALITY}
"""Kinds in which both sides must begin with one party."""
_OF_ONE_THING = {DisagreementKind.POLARITY, DisagreementKind.DATE, DisagreementKind.MODALITY}
"""Kinds in which both sides must say one thing of more than the same names."""
_LASTING = {DisagreementKind.SCOPE, DisagreementKind.OMISSION, DisagreementKind.ROLE_SWAP}
"""Kinds that a day or two between two articles does not explain."""
_OWN_MATTER = 2
"""Words beside its names from which a side is about something of its own."""
_LONGER_SHARE = 0.3
"""Least share of the longer statement's words: a short one within it may be about less."""

_AFFAIR_SHARE = 0.3
"""Share of the articles' names, for sentences that name nobody."""
_SWAPPED_SHARE = 0.8
"""Share of either side's words from which two swapped names leave nothing else unlike."""
_MARKED = re.compile(r"""["“”„«»][^"“”„«»]*["“”„«»]|(?<!\w)['‘’][^'‘’]*['’](?!\w)""")
"""Words in quotation marks."""


@attrs.frozen(kw_only=True)
class TurnedPair:
    """Two claims, of two articles or of one, that cannot both be right."""

    kind: DisagreementKind
    left: Claim
    right: Claim
    left_words: str
    right_words: str
    score: float
    headlines: tuple[Claim, ...] = ()
    """The side that is a headline, which no article lists among its claims."""


def find_differing(
    analyses: Sequence[Analysis], reports: Sequence[Report] = ()
) -> tuple[TurnedPair, ...]:
    """Statements that contradict each other, each pair once.

    Args:
        analyses: the articles.
        reports: from ``read_reports``, where they are at hand.
    """
    statements = read_statements(analyses, reports)
    found = []
    for left, right in likely_pairs(statements):
        if not may_differ(left, right):
            continue
        match = match_statements(left, right)
        pair = _differing(match)
        if pair is not None and not _is_backed(pair, match, statements):
            found.append(pair)
    return tuple(found)


def _differing(match: Matched) -> TurnedPair | None:
    is_unlike = _is_unlike(match)
    if is_unlike and not _is_of_story(match):
        return None
    turned = None
    for rule in rules_for(match, is_unlike=is_unlike):
        for way in (0, 1) if rule in ONE_WAY else (0,):
            if way and turned is None:
                turned = match.turned
            seen = turned if way and turned is not None else match
            turns = (t for t in rule(seen) if t.is_of_story or not is_unlike)
            turn = next((t for t in turns if _holds(t, seen)), None)
            if turn is not None:
                is_told = not _is_explained(match, turn)
                return _pair(turn, seen, is_turned=bool(way)) if is_told else None
    return None


def _pair(turn: Turn, match: Matched, *, is_turned: bool) -> TurnedPair:
    is_headline = match.left.is_heading or match.right.is_heading
    sides = [(match.left.claim, turn.left), (match.right.claim, turn.right)]
    one, other = reversed(sides) if is_turned else sides
    return TurnedPair(
        kind=DisagreementKind.HEADLINE if is_headline else _kind(turn, match),
        left=one[0],
        right=other[0],
        left_words=one[1],
        right_words=other[1],
        headlines=tuple(side.claim for side in (match.left, match.right) if side.is_heading),
        score=round(min(0.9, 0.4 + match.share * min(match.common, 8) / 16), 2),
    )


def _kind(turn: Turn, match: Matched) -> DisagreementKind:
    """What a turn is; within two quotations of one speaker it is their wording that differs."""
    left, right = match.left.claim, match.right.claim
    if turn.kind is DisagreementKind.POLARITY and left.speaker and right.speaker:
        names = left.speaker.name, right.speaker.name
        sides = (left, turn.left), (right, turn.right)
        quoted = all(any(words in quote.exact for quote in claim.quotes) for claim, words in sides)
        if quoted and names[0] and names[1] and same_name(names[0], names[1]):
            return DisagreementKind.QUOTE_WORDING
    return turn.kind


def _is_unlike(match: Matched) -> bool:
    """Whether the two share too little to speak of one thing, whatever differs."""
    if match.left.is_heading or match.right.is_heading:
        return match.common < HEADING_WORDS or _share_of_heading(match) < HEADING_SHARE
    if match.common < FEWEST:
        return True
    return match.names < 1 and (match.share < NAMELESS_SHARE or not _is_one_affair(match))


def _is_of_story(match: Matched) -> bool:
    """Whether two articles on one story say so little alike that a narrow rule is needed."""
    left, right = match.left, match.right
    if left.is_heading or right.is_heading or match.common < _FEWEST_OF_STORY:
        return False
    return left.report.number != right.report.number and are_one_story(left.report, right.report)


def _is_one_affair(match: Matched) -> bool:
    """Whether the two articles share so many names that their nameless sentences may be of one."""
    ours, theirs = match.left.report.names, match.right.report.names
    if match.left.report.number != match.right.report.number and are_one_story(
        match.left.report, match.right.report
    ):
        return True
    return len(ours & theirs) >= max(FEWEST, _AFFAIR_SHARE * min(len(ours), len(theirs)))


def _holds(turn: Turn, match: Matched) -> bool:
    """Whether enough is shared for a conflict, and no other time, part or place sets them apart."""
    if match.left.is_heading or match.right.is_heading:
        return turn.is_bolder and not _is_in_marks(match, turn)
    if match.share < turn.least or turn.is_of_one_day:
        return match.share >= turn.least
    left, right = match.left.telling, match.right.telling
    is_short_of = match.least_share < _least_share(turn) and not turn.is_of_story
    if is_short_of or (has_other_time(left, right) and match.share < turn.least_apart):
        return False
    if (
        turn.kind is not DisagreementKind.ATTRIBUTION
        and not turn.is_filler
        and (is_of_another_kind(left, right) or _names_apart(match) or has_other_rank(left, right))
    ):
        return False
    is_narrow = turn.is_filler or turn.is_of_story
    if turn.kind in _OF_ONE_THING and not is_narrow and _shares_names_only(turn, match):
        return False
    return not _is_of_another(turn, match) and _is_timely(turn, match)


def _is_in_marks(match: Matched, turn: Turn) -> bool:
    """Whether only one of headline and sentence quotes what is turned: 'killed'."""
    sides = [(match.left, turn.left), (match.right, turn.right)]
    heading, body = sides if match.left.is_heading else sides[::-1]
    quoted = [_MARKED.findall(statement.text) for statement, _ in (heading, body)]
    in_heading, in_body = (
        any(words in marked for marked in found)
        for found, (_, words) in zip(quoted, (heading, body), strict=True)
    )
    return (in_heading and not in_body) or (in_body and not quoted[0])


def _share_of_heading(match: Matched) -> float:
    """Share of the headline's words that have their like in the sentence."""
    heading, linked = match.left, match.pair.links.keys()
    if match.right.is_heading:
        heading, linked = match.right, match.pair.back.keys()
    return sum(at in linked for at in heading.weighty) / max(1, len(heading.weighty))


def _shares_names_only(turn: Turn, match: Matched) -> bool:
    """Whether, names and what is turned left out, the two have nothing in common.

    One body may close its paths and open its bog. A person who resigns or stays is one thing all
    the same: then one side has hardly a word more.
    """
    told = {*turn.left.casefold().split(), *turn.right.casefold().split()}
    matter = []
    for statement, linked in (
        (match.left, match.pair.links.keys()),
        (match.right, match.pair.back.keys()),
    ):
        tokens = statement.side.tokens
        own = [
            at for at in statement.weighty if not tokens[at].name and tokens[at].text not in told
        ]
        if any(at in linked for at in own):
            return False
        matter.append(len(own))
    return min(matter) >= _OWN_MATTER


def _is_of_another(turn: Turn, match: Matched) -> bool:
    """Whether party, baseline, thing or day of saying set the two apart."""
    left, right = match.left.telling, match.right.telling
    if turn.kind in _OF_ONE_PARTY and has_other_subject(match):
        return True
    if turn.is_contrary and (has_other_base(left, right) or is_of_other_thing(match, turn)):
        return True
    return _are_said_apart(left, right)


def _are_said_apart(left: Telling, right: Telling) -> bool:
    """Whether the two were said on different days."""
    return bool(left.said and right.said) and not any(
        dates_fit(one, other) for one in left.said for other in right.said
    )


def _names_apart(match: Matched) -> bool:
    """Whether each side names somebody or some place that the other's article does not."""
    left, right = match.left, match.right
    if match.names >= _MANY_NAMES:
        return False
    return bool(left.names - right.report.stems) and bool(right.names - left.report.stems)


def _least_share(turn: Turn) -> float:
    return 0.0 if turn.kind is DisagreementKind.OMISSION else _LONGER_SHARE


def _is_timely(turn: Turn, match: Matched) -> bool:
    """Whether no development between the two articles can have made both right."""
    if match.left.report.number == match.right.report.number:
        return turn.kind is DisagreementKind.DATE
    gap = gap_between(match.left.telling, match.right.telling)
    if gap in (Gap.NONE, Gap.SAME_DAY) or turn.is_settled:
        return True
    if gap is Gap.UNKNOWN and turn.kind is DisagreementKind.POLARITY:
        return match.common >= _MANY
    if turn.kind is DisagreementKind.SCOPE and _tell_states(match):
        return False
    return gap is not Gap.LONG and turn.kind in _LASTING


def _tell_states(match: Matched) -> bool:
    """Whether both tell how people or things are at the time: "are missing", "are safe"."""
    return all(
        any(
            side.tokens[at].text in {"is", "are"} and at + 1 not in linked
            for at in range(len(side.tokens) - 1)
            if side.tokens[at + 1].full
        )
        for side, linked in (
            (match.left.side, match.pair.links),
            (match.right.side, match.pair.back),
        )
    )


def _is_explained(match: Matched, turn: Turn) -> bool:
    """Whether denial, opinion, another source or label may make both right.

    Who accuses whom, or warns whom, is itself what is swapped.
    """
    left, right = match.left, match.right
    own = turn.right.casefold().split() if turn.kind is DisagreementKind.MODALITY else ()
    if any(has_unshared(*sides, "opinion", own) for sides in ((left, right), (right, left))):
        return True
    if left.is_heading or right.is_heading:
        return _is_handed_on(left) or _is_handed_on(right)
    if has_other_label(left.telling, right.telling):
        return True
    is_swapped = turn.kind is DisagreementKind.ROLE_SWAP and match.least_share >= _SWAPPED_SHARE
    return not is_swapped and _are_two_voices(turn, left, right)


def _is_handed_on(statement: Statement) -> bool:
    """Whether a headline names its source, or a sentence below it only passes on or asks."""
    words, tokens = statement.turns.words, statement.side.tokens
    if statement.is_heading:
        return tokens[-1].text in words["sources"] and ":" in statement.text
    return has_words(statement.side, words["handed_on"])


def _are_two_voices(turn: Turn, left: Statement, right: Statement) -> bool:
    if _are_two_speakers(left.claim, right.claim):
        return True
    return has_other_source(
        left.claim,
        right.claim,
        language=left.report.language,
        is_denial=turn.kind is DisagreementKind.POLARITY and not turn.is_contrary,
    )


def _are_two_speakers(left: Claim, right: Claim) -> bool:
    names = [c.speaker.name for c in (left, right) if c.speaker is not None and c.speaker.name]
    return len(names) == 2 and not same_name(names[0], names[1])


# --- headlines -----------------------------------------------------------------------------------


def _is_backed(pair: TurnedPair, match: Matched, statements: Sequence[Statement]) -> bool:
    """Whether the body of a headline says elsewhere what the headline says."""
    if pair.kind is not DisagreementKind.HEADLINE:
        return False
    heading = match.left if match.left.is_heading else match.right
    body = match.right if match.left.is_heading else match.left
    wanted = {t.stem for t in heading.side.tokens if t.full and not t.name}
    others = [
        s
        for s in statements
        if s.report.number == body.report.number and not s.is_heading and s is not body
        if not s.side.has(Mark.NEGATION)
    ]
    return any(len(wanted & {t.stem for t in s.side.tokens}) >= len(wanted) / 2 for s in others)
