"""In what two accounts differ, in a sentence, and where the differing words stand."""

import re
from collections.abc import Mapping

import attrs

from provenance.model import Disagreement
from provenance.spans import Span
from provenance.terms import DisagreementKind

MAX_SHOWN = 90
"""Characters of the differing words that stand in the sentence; all of them are marked."""

_FEW_WORDS = 5
"""Differing words up to this number are told with those behind them."""

_SIDES = (re.compile(r"“(.*?)” / “(.*?)”", re.DOTALL), re.compile(r"(.+?) ≠ (.+)", re.DOTALL))
"""How :mod:`provenance.comparison` names the words of either side."""
_PAST = re.compile(r"(.*), told as past on (\S+)", re.DOTALL)
_NO_CONDITION = "without a condition"
_OWN_WORDS = "as the speaker's own words"
_NO_WORDS = frozenset({"", _NO_CONDITION, _OWN_WORDS, "without these words"})
_CLAUSE = re.compile(r"[^,;:.!?“”\"]*")
_WORD_END = re.compile(r"\w*(?:[-'’]\w+)*")
_DIGIT = re.compile(r"\d")
_SPOKEN = re.compile(r"the same words are given to (.+?) and to (.+)", re.DOTALL)


@attrs.frozen(kw_only=True)
class Difference:
    """What differs between the first account and the second."""

    told: str
    """In a sentence, with the words of either side where they are known."""
    first: tuple[Span, ...]
    """Where the differing words stand in the first account; empty where they were not found."""
    second: tuple[Span, ...]


@attrs.frozen
class _Words:
    """The differing words of a side, and where they stand in it."""

    shown: str
    spans: tuple[Span, ...]


@attrs.frozen(kw_only=True)
class SideNames:
    """What the two accounts are called in the sentence."""

    first: str
    """As the one who does: "the first account" sets a condition."""
    second: str
    at_first: str
    """As a place: so many "in the first"."""
    at_second: str


SIDE_BY_SIDE = SideNames(
    first="the first account",
    second="the second account",
    at_first="in the first",
    at_second="in the second",
)
"""Where the two stand one beside the other."""

_LEAD: Mapping[DisagreementKind, str] = {
    DisagreementKind.NUMBER: "Two figures for one thing",
    DisagreementKind.DATE: "Two dates for one thing",
    DisagreementKind.POLARITY: "One account says the opposite of the other",
    DisagreementKind.QUOTE_WORDING: "One quotation in two wordings",
    DisagreementKind.ATTRIBUTION: "The same is given to two different people or bodies",
    DisagreementKind.MODALITY: "One account is sure of it and the other is not",
    DisagreementKind.SCOPE: "One account says it of more than the other, or without its limit",
    DisagreementKind.ROLE_SWAP: "Who does it and to whom is turned round",
    DisagreementKind.OMISSION: "What one account leaves out changes the sense",
    DisagreementKind.HEADLINE: "Headline and text do not say the same",
}
_ONE_SIDED: Mapping[str, str] = {
    _NO_CONDITION: "{has} sets a condition that {lacks} does not have: {words}.",
    _OWN_WORDS: "{has} refutes it, {lacks} tells it as said in earnest: {words}.",
}
_LEFT_OUT = "{has} has words that {lacks} leaves out: {words}."
_PAST_OR_AHEAD = "Told as past in one account, as still to come in the other"


def difference(
    one: Disagreement,
    first: str,
    second: str,
    *,
    is_turned: bool,
    names: SideNames = SIDE_BY_SIDE,
) -> Difference:
    """What differs, told of ``first`` and ``second``.

    Args:
        one: the disagreement.
        first: the sentence that is shown first.
        second: the other.
        is_turned: whether ``first`` is the right side of ``one``.
        names: what the two are called.
    """
    sides = _sides_of(one.what)
    if sides is None:
        told = _unparted(one, names, is_turned=is_turned)
        return Difference(told=told, first=(), second=())
    ours, theirs = reversed(sides) if is_turned else sides
    a, b = _words(ours, first, kind=one.kind), _words(theirs, second, kind=one.kind)
    told = _told(one.kind, (a, b), (ours, theirs), names)
    return Difference(told=told, first=a.spans, second=b.spans)


def _sides_of(what: str) -> tuple[str, str] | None:
    for pattern in _SIDES:
        found = pattern.match(what)
        if found:
            return found.group(1).strip(), found.group(2).strip()
    return None


def _unparted(one: Disagreement, names: SideNames, *, is_turned: bool) -> str:
    """A sentence where ``what`` does not name the words of both sides."""
    spoken = _SPOKEN.fullmatch(one.what)
    if spoken:
        a, b = reversed(spoken.groups()) if is_turned else spoken.groups()
        return f"The same words are given to {_at(_cut(a), _cut(b), names, joint=', to ')}."
    if one.what and one.kind is not DisagreementKind.QUOTE_WORDING:
        return f"{_LEAD[one.kind]}: {_cut(one.what)}."
    return f"{_LEAD[one.kind]}."


def _at(a: str, b: str, names: SideNames, *, joint: str = ", ") -> str:
    return f"{a} {names.at_first}{joint}{b} {names.at_second}"


def _told(
    kind: DisagreementKind, words: tuple[_Words, _Words], raw: tuple[str, str], names: SideNames
) -> str:
    a, b = words
    if kind is DisagreementKind.DATE and (told := _told_of_time(a, b, raw, names)):
        return told
    if a.shown and b.shown:
        return f"{_LEAD[kind]}: {_at(a.shown, b.shown, names)}."
    if not a.shown and not b.shown:
        return f"{_LEAD[kind]}."
    has, lacks = (names.first, names.second) if a.shown else (names.second, names.first)
    one_sided = _ONE_SIDED.get(raw[1] if a.shown else raw[0], _LEFT_OUT)
    told = one_sided.format(has=has, lacks=lacks, words=a.shown or b.shown)
    return told[0].upper() + told[1:]


def _told_of_time(a: _Words, b: _Words, raw: tuple[str, str], names: SideNames) -> str | None:
    """A sentence where one account tells as past what the other expects."""
    both = (names.first, a, names.second, b), (names.second, b, names.first, a)
    for words, (past, shown, ahead, expected) in zip(raw, both, strict=True):
        found = _PAST.fullmatch(words)
        if found:
            told = (
                f"{past}, published {_cut(found.group(2))}, tells as past ({shown.shown}) "
                f"what {ahead} tells as still to come ({expected.shown})."
            )
            return told[0].upper() + told[1:]
    if a.shown and b.shown and not (_DIGIT.search(raw[0]) and _DIGIT.search(raw[1])):
        return f"{_PAST_OR_AHEAD}: {_at(a.shown, b.shown, names)}."
    return None


def _words(words: str, text: str, *, kind: DisagreementKind) -> _Words:
    if words in _NO_WORDS:
        return _Words("", ())
    past = _PAST.fullmatch(words)
    parts = (past.group(1) if past else words).split(" … ")
    is_clause = kind is DisagreementKind.OMISSION
    spans = [_located(part, text, is_clause=is_clause) for part in parts]
    known = tuple(span for span in spans if span is not None)
    told = [span.of(text) if span else part for span, part in zip(spans, parts, strict=True)]
    if len(parts) == 1 and spans[0] is not None:
        told = [_in_context(spans[0], text)]
    return _Words(f"“{_cut(' … '.join(told))}”", known)


def _located(words: str, text: str, *, is_clause: bool) -> Span | None:
    """Where ``words`` stand in ``text``, to the end of the word or of the clause."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(rf"(?<!\w){pattern}", text, re.IGNORECASE) if pattern else None
    if found is None:
        return None
    rest = (_CLAUSE if is_clause else _WORD_END).match(text, found.end())
    end = rest.end() if rest else found.end()
    return Span(found.start(), found.start() + len(text[found.start() : end].rstrip()))


def _in_context(span: Span, text: str) -> str:
    """The words of ``span``; of a few only, with those that follow: "guarantees of" what."""
    words = span.of(text)
    more = _FEW_WORDS - len(words.split())
    if more <= 0 or _DIGIT.search(words):
        return words
    behind = _CLAUSE.match(text, span.end)
    following = behind.group().split() if behind else []
    rest = " …" if len(following) > more else ""
    return " ".join([words, *following[:more]]) + rest


def _cut(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= MAX_SHOWN else told[:MAX_SHOWN].rpartition(" ")[0] + " …"
