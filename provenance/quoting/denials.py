"""Whether a text denies the words that stand in it: "We do not | stand united".

Only what stands right before the words in their clause is looked at. A denial is certain where
nothing but auxiliaries and lasting adverbs lie between and the clause is asserted by itself: no
question, no condition, no "critics say that", no "but" to follow. What is less is ``PERHAPS``;
where another verb lies between ("We do not doubt that we stand united"), nothing is denied.
"""

from collections.abc import Sequence
from enum import Enum

import attrs

from provenance.quoting.sentences import Told
from provenance.wording import CONCORD, DENY_NEXT, Guard

_REACH = 7
"""Words between a "not" and what it denies: "will in any case never again be"."""
_PARTNER_REACH = 5
"""Words between "ne" and "pas"."""
_UNDOING = 3
"""Words before a negation among which another undoes it: "not without", "cannot not"."""
_OWN = 4
"""First words of the quotation among which it has a negation of its own: "ne | resterons pas"."""
_LEAD_IN = 5
"""Words before a comma that opens the clause: "In this hard winter, we do not"."""
_COMPLEX = frozenset({"de", "pl", "ru", "uk"})
"""Languages in which a comma may stand for "that"."""


class Denied(Enum):
    """Whether, and how surely, a text denies some of its words."""

    NO = "no"
    PERHAPS = "perhaps"
    COMPLEMENT = "complement"
    """Surely, behind "is not": the words may be a noun as well as a verb."""
    PREDICATE = "predicate"
    """Surely, behind "do not" or "cannot": the words begin with the verb."""

    @property
    def is_certain(self) -> bool:
        """Whether it is sure enough to accuse."""
        return self in (Denied.COMPLEMENT, Denied.PREDICATE)


def denied(told: Told | None) -> Denied:
    """Whether the text denies the words by what stands right before them."""
    if told is None or not told.within:
        return Denied.NO
    if told.aside and told.aside[-1] in told.words.negators:
        return Denied.PERHAPS
    found = _negation(told)
    if found is None:
        return Denied.NO
    kind = Denied.PERHAPS if found.is_weak or told.is_marked else _kind(told, found)
    return kind if kind is Denied.PERHAPS or _is_asserted(told, found) else Denied.PERHAPS


@attrs.frozen(kw_only=True)
class _Negation:
    """A negation before some words."""

    at: int
    """Index in the clause."""
    between: tuple[str, ...]
    """Auxiliaries between it and the words."""
    is_weak: bool


def _negation(told: Told) -> _Negation | None:
    """The negation that reaches the words; ``None`` where none does or it is undone."""
    words, clause = told.words, told.clause
    between: list[str] = []
    is_weak = is_cancelled = False
    for at in range(len(clause) - 1, max(-1, len(clause) - 1 - _REACH), -1):
        word = clause[at]
        if _is_negation(told, at):
            sure = word in words.negators or clause[at + 1 : at + 2] == ("longer",)
            is_weak = is_weak or not sure or not _has_partner(told, at)
            if is_cancelled or _is_undone(told, at) or told.within[0] in words.cancelling:
                return None
            return _Negation(at=at, between=tuple(between[::-1]), is_weak=is_weak)
        if word in words.auxiliaries or word in words.copulas:
            between.append(word)
        elif word in words.cancelling:
            is_cancelled = True
        elif word in words.lasting or word in words.clitics:
            continue
        elif _is_partial(told, word):
            is_weak = True
        else:
            return None
    return None


def _is_negation(told: Told, at: int) -> bool:
    """Whether the word is one; "plus" and "jamais" are only behind "ne", "ne" not before "pas"."""
    word = told.clause[at]
    if not told.negates(word):
        return word in told.words.negators and _has_partner(told, at)
    if word in told.words.partner:
        own = told.within[: _OWN + 2]
        return not any(w in told.words.negators or w in told.words.cancelling for w in own)
    return True


def _has_partner(told: Told, at: int) -> bool:
    """Whether "ne" stands before "pas", with nothing but an auxiliary between."""
    if not told.words.partner:
        return True
    near = told.clause[max(0, at - _PARTNER_REACH) : at]
    places = [index for index, word in enumerate(near) if word in told.words.partner]
    return bool(places) and all(
        word in told.words.auxiliaries or word in told.words.copulas or word in told.words.clitics
        for word in near[places[-1] + 1 :]
    )


def _is_partial(told: Told, word: str) -> bool:
    return (
        word in told.words.partial
        or word in told.lexical.intensifiers
        or bool(told.lexical.groups(word, Guard.QUANTIFIER))
        or (told.language == "en" and word.endswith("ly"))
        or (told.language in ("fr", "es") and word.endswith(("ment", "mente")))
    )


def _is_undone(told: Told, at: int) -> bool:
    """Whether another negation makes it a yes: "not without", "не можем не"."""
    near = told.clause[max(0, at - _UNDOING) : at]
    primary = told.words.primary
    if told.clause[at] in primary and told.words.partner:
        return False
    return any(word in primary for word in near)


def _kind(told: Told, found: _Negation) -> Denied:
    """What is denied, by the auxiliary beside the negation or, without one, by the subject."""
    words = told.words
    head = _head(told, found.at)
    auxiliary = found.between[-1] if found.between else head
    denies_next = told.language in DENY_NEXT and (not head or head in words.subjects)
    kind = Denied.PERHAPS
    if auxiliary in words.copulas or auxiliary.endswith(("'s", "'re", "'m", "'ve")):
        kind = Denied.COMPLEMENT
    elif auxiliary in words.auxiliaries or auxiliary.endswith(("'ll", "'d")) or denies_next:
        kind = Denied.PREDICATE
    first = told.within[0]
    if first in words.subjects or first in words.links or first in words.subordinators:
        return Denied.PERHAPS
    is_verb = first in words.auxiliaries or first in words.copulas or first in words.clitics
    may_be_noun = told.language != "de" and told.lexical.is_closed(first) and not is_verb
    if kind is Denied.PREDICATE and may_be_noun:
        return Denied.COMPLEMENT
    return kind


def _head(told: Told, at: int) -> str:
    """The word a negation leans on: an auxiliary before it, else what stands right before it."""
    words = told.words
    passed = words.clitics | words.lasting | words.partner | told.lexical.intensifiers
    before = [word for word in told.clause[:at] if word not in passed and not told.negates(word)]
    if len(before) > 1 and told.language == "de" and before[-1] in words.subjects:
        is_auxiliary = before[-2] in words.auxiliaries or before[-2] in words.copulas
        return before[-2] if is_auxiliary else before[-1]
    return before[-1] if before else ""


def _is_asserted(told: Told, found: _Negation) -> bool:
    """Whether the denial is the text's own and whole."""
    words, lexical = told.words, told.lexical
    own_denial = any(map(told.negates, told.within))
    if told.is_question or own_denial or words.is_doubting(told.within[0]):
        return False
    if any(w in words.turning or lexical.groups(w, Guard.CONDITION) for w in _rest(told)):
        return False
    following = told.after[:1]
    if following and not told.is_closed and lexical.is_closed(following[0]):
        # "We do not | fight | for nothing": what follows may be what is denied.
        return False
    if not _is_main(told, found):
        return False
    before = told.before[: len(told.before) - len(told.clause) + found.at]
    own = told.clause[: found.at] if told.language in CONCORD else ()
    others = before[: len(before) - len(own)]
    return not (
        any(told.negates(word) for word in others)
        or any(_unsettles(told, word) for word in before if not told.negates(word))
    )


def _is_main(told: Told, found: _Negation) -> bool:
    """Whether nothing but the subject, and a short lead-in, stands before the denial."""
    words, lexical = told.words, told.lexical
    lead = told.before[: len(told.before) - len(told.clause)]
    verbs = words.auxiliaries | words.copulas
    most = 0 if told.language in _COMPLEX else _LEAD_IN
    if len(lead) > most or any(word in words.subjects or word in verbs for word in lead):
        return False
    clause = [
        word
        for word in told.clause[: found.at]
        if not (
            told.negates(word)
            or word in lexical.intensifiers
            or word in words.lasting
            or lexical.groups(word, Guard.DATE)
        )
    ]
    at = next((at for at, word in enumerate(clause) if word in verbs or "'" in word), len(clause))
    subject, behind = clause[:at], clause[at:]
    if any(w not in verbs | words.subjects | words.clitics and "'" not in w for w in behind):
        return False
    while len(subject) > 1 and lexical.is_closed(subject[0]) and subject[1] in words.subjects:
        subject = subject[1:]
    is_pronoun = all(word in words.subjects or word in words.clitics for word in subject)
    return is_pronoun or told.is_noun_phrase(subject)


def _rest(told: Told) -> Sequence[str]:
    return (*told.within, *told.after)


def _unsettles(told: Told, word: str) -> bool:
    """Whether what follows ``word`` may be a condition, or another's opinion."""
    words, lexical = told.words, told.lexical
    return (
        word in words.links
        or word in words.subordinators
        or word in lexical.denial
        or words.is_doubting(word)
        or lexical.is_speech(word)
        or bool(lexical.groups(word, Guard.CONDITION))
    )
