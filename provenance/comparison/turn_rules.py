"""The rules that find what differs between two statements, and when each is worth asking.

Most pairs of sentences share too little for any rule: that is seen from their words, before one is
linked to another.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from provenance.comparison.scoped import find_lost_contrasts, find_lost_frames, find_scopes
from provenance.comparison.slots import find_less_sure, find_other_fillers, find_other_poles
from provenance.comparison.standing import find_other_standing, find_refused
from provenance.comparison.statements import Matched, Statement, most_alike, shared_names
from provenance.comparison.swapped import find_other_doers, find_swapped
from provenance.comparison.turned import (
    KNOWN,
    Turn,
    find_denied,
    has_words,
    places_of,
)
from provenance.comparison.untimely import (
    find_decided,
    find_other_phases,
    find_told_too_early,
    find_untimely,
)
from provenance.comparison.weaker import find_sure_causes, find_weaker

FEWEST = 3
"""Content words that two statements must share."""
NAMELESS_SHARE = 0.6
"""Share of words for sentences that name nobody."""
HEADING_WORDS, HEADING_SHARE = 2, 0.75
"""Words that a headline and a sentence below it share, and the least share of the headline's."""
_ANY = frozenset({"any", "each", "every", "no"})
"""Behind these, "other" is no further thing: "at any other time"."""
Rule = Callable[[Matched], Iterator[Turn]]
RULES: tuple[Rule, ...] = (
    find_swapped,
    find_lost_frames,
    find_told_too_early,
    find_untimely,
    find_decided,
    find_other_phases,
    find_weaker,
    find_sure_causes,
    find_scopes,
    find_denied,
    find_other_standing,
    find_refused,
    find_other_doers,
    find_other_poles,
    find_other_fillers,
    find_lost_contrasts,
    find_less_sure,
)
"""In the order in which they name what differs: the first that can, does."""
ONE_WAY = frozenset(
    {
        *(find_lost_frames, find_told_too_early, find_untimely, find_decided, find_other_phases),
        *(find_weaker, find_sure_causes, find_scopes),
        *(find_other_standing, find_refused, find_lost_contrasts, find_less_sure),
    }
)
"""Rules that know which side says more: they are asked both ways round."""
_OF_STORY: tuple[Rule, ...] = (find_sure_causes,)
"""The narrow rules, whose turns are ``is_of_story``."""
_LEAST: Mapping[Rule, float] = {
    **dict.fromkeys((find_sure_causes,), 0.2),
    **dict.fromkeys((find_told_too_early,), 0.4),
    **dict.fromkeys((find_lost_frames, find_untimely, find_scopes), 0.5),
    **dict.fromkeys((find_denied,), 0.55),
    **dict.fromkeys((find_decided, find_other_phases, find_weaker), 0.6),
    **dict.fromkeys((find_other_standing, find_other_doers), 0.6),
    **dict.fromkeys((find_swapped,), 0.65),
    **dict.fromkeys((find_refused, find_other_poles), 0.7),
    **dict.fromkeys((find_other_fillers, find_less_sure), 0.75),
    **dict.fromkeys((find_lost_contrasts,), 0.9),
}
"""The least ``Turn.least`` of each rule: two sentences that share less need not be asked for it."""
_LEAST_OF_ALL = min(least for rule, least in _LEAST.items() if rule not in _OF_STORY)


def may_differ(left: Statement, right: Statement) -> bool:
    """Whether any rule can hold, as far as words tell that are not linked yet: the cheap question.

    Doubt, another thing and a question explain whatever differs.
    """
    if _is_open(left, right):
        return False
    common, share = most_alike(left, right)
    if left.is_heading or right.is_heading:
        return common >= HEADING_WORDS and share >= HEADING_SHARE
    if _may_tell_causes(left, right) or _may_tell_causes(right, left):
        return True
    if common < FEWEST or share < _LEAST_OF_ALL:
        return False
    return share >= NAMELESS_SHARE or shared_names(left, right) > 0


def _is_open(left: Statement, right: Statement) -> bool:
    """Whether a question, doubt or another thing lets both be right, whatever differs."""
    if "?" in left.text or "?" in right.text:
        return True
    return any(
        has_unshared(left, right, name) or has_unshared(right, left, name)
        for name in ("doubtful", "other")
    )


def _may_tell_causes(left: Statement, right: Statement) -> bool:
    """Whether the narrow rule has its words on both sides."""
    side, words = right.side, right.turns.words
    if not has_words(side, words["causes"]) or not has_words(side, words["unsettled"]):
        return False
    return has_words(left.side, left.turns.firm[KNOWN])


def rules_for(match: Matched, *, is_unlike: bool) -> Sequence[Rule]:
    """The rules whose turns can hold for two statements that share so much."""
    if is_unlike:
        return _OF_STORY
    if match.left.is_heading or match.right.is_heading:
        return RULES
    return [rule for rule in RULES if match.share >= _LEAST[rule]]


def has_unshared(one: Statement, other: Statement, name: str, but: Sequence[str] = ()) -> bool:
    """Whether a listed word stands in one side alone; ``but``: a party's own hope is no opinion."""
    words = one.turns.words[name]
    if not has_words(one.side, words):
        return False
    stems = {token.stem for token in other.side.tokens}
    return any(
        one.side.tokens[at].stem not in stems
        for at in places_of(one.side, words)
        if one.side.tokens[at].text not in but
        if not at or one.side.tokens[at - 1].text not in _ANY
    )
