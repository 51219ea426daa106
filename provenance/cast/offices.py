"""Yields the office that a phrase names, and whether two phrases can name one office.

``President of Ukraine``, ``the Ukrainian leader`` and ``the head of state`` can be one office;
``the Russian president`` is another; so are ``the former president`` and ``the vice-president``.
"""

import re
from functools import lru_cache

import attrs

from provenance.attribution.cues import is_noun_for_body
from provenance.cast.aliases import Aliases, Gender
from provenance.words import load_lexicon

_WORD = re.compile(r"[^\W\d_][\w’'‑-]*")
_POSSESSIVE = re.compile(r"['’]s?$")
_PREPOSITION = re.compile(
    r"[,;:]|\s(?:of|for|at|in|from|with|des?|du|d[’'](?=\w)|der|von|vom|für|bei|beim|im|del|para|en|w|z"
    r"|в|во|у|из|з|із)\s",
    re.IGNORECASE,
)
_HEAD_LAST = frozenset({"en", "de"})
"""Languages in which the last noun of ``NATO Secretary General`` is the office."""
_STEM = 5
_LONGEST = 160


@attrs.frozen(kw_only=True)
class Office:
    """An office or trade as one phrase names it."""

    noun: str
    groups: frozenset[str]
    """What it is a word for; see ``data/aliases.toml``."""
    qualifiers: frozenset[str] = frozenset()
    """Stems of what else the phrase says: the portfolio, the club."""
    countries: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """Words with a capital that name no country: of bodies and places."""
    flags: frozenset[str] = frozenset()
    """What makes it another office: ``deputy``, ``former``."""
    gender: Gender | None = None
    generic: bool = False
    """Whether its qualifiers are common nouns for any body (``the club's chairman``)."""


def read_office(text: str, aliases: Aliases) -> Office | None:
    """The office that ``text`` names; ``None`` when it has no noun for a person."""
    return _read(text[:_LONGEST], aliases)


@lru_cache(maxsize=1 << 11)
def _read(text: str, aliases: Aliases) -> Office | None:
    found = list(aliases.office.finditer(text))
    if not found:
        return None
    head = _head(text, found, aliases.language)
    clause = _clause(text, head)
    flags = frozenset(n for n, p in aliases.flags if p.search(clause))
    words = [m for m in _WORD.finditer(text) if not any(_overlap(m, f) for f in found)]
    stop = load_lexicon(aliases.language).stop
    said = [_POSSESSIVE.sub("", m.group()) for m in words]
    said = [w for w in said if w.casefold() not in stop and not aliases.plain.fullmatch(w)]
    said = [w for w in said if not aliases.countries_in(w) and len(w) > 1]
    said = [w for w in said if w not in aliases.every_honorific]
    capital = frozenset(w for w in said if w[0].isupper() and aliases.language != "de")
    plain = frozenset(w for w in said if w not in capital)
    return Office(
        noun=head.group(),
        groups=aliases.groups_of(head.group()),
        qualifiers=frozenset(w.casefold()[:_STEM] for w in said) - _EMPTY,
        countries=aliases.countries_in(text),
        names=frozenset(w.casefold() for w in capital),
        flags=flags,
        gender=aliases.gender_of_office(head.group()),
        generic=bool(plain) and all(is_noun_for_body(w, aliases.cues) for w in plain),
    )


def is_same_office(meant: Office, held: Office) -> bool:
    """Whether who holds ``held`` can be called ``meant``."""
    if not meant.groups & held.groups or meant.flags != held.flags:
        return False
    if meant.countries and held.countries and not meant.countries & held.countries:
        return False
    if meant.names and (held.names or held.countries) and not meant.names & held.names:
        return False
    if _MINISTER in meant.groups and _MINISTER in held.groups:
        return _is_same_portfolio(meant, held)
    if meant.generic or not meant.qualifiers or not held.qualifiers:
        return True
    return bool(meant.qualifiers & held.qualifiers)


_MINISTER = "minister"
"""The office that only its portfolio tells apart."""


def _is_same_portfolio(meant: Office, held: Office) -> bool:
    listed, others = meant.groups - {_MINISTER}, held.groups - {_MINISTER}
    if listed and others:
        return bool(listed & others)
    if listed or others:
        return not (held if listed else meant).qualifiers
    return not (meant.qualifiers and held.qualifiers) or bool(meant.qualifiers & held.qualifiers)


_EMPTY = frozenset({"affai", "minis", "state", "gener", "offic"})
"""Stems that many offices have and that tell none apart."""


def _head(text: str, found: list[re.Match[str]], language: str) -> re.Match[str]:
    head = found[0]
    if language not in _HEAD_LAST:
        return head
    for match in found[1:]:
        if _PREPOSITION.search(text, head.end() - 1, match.start() + 1):
            break
        head = match
    return head


def _clause(text: str, head: re.Match[str]) -> str:
    """The words around the office up to the next preposition."""
    after = _PREPOSITION.search(text, head.end())
    before = [m.end() for m in _PREPOSITION.finditer(text, 0, head.start())]
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _overlap(left: re.Match[str], right: re.Match[str]) -> bool:
    return left.start() < right.end() and right.start() < left.end()
