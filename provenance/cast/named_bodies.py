"""Yields the bodies of one article under all the names it has for them.

``European Medicines Agency (EMA)``, ``EMA`` and ``the agency`` are one; so are ``Moscow``, ``the
Kremlin`` and Russia as a party that speaks. Known bodies come from the publisher registry, others
from the article alone. As with persons, what is known is kept with the offset that told it.
"""

import bisect
import re
from collections.abc import Iterator
from functools import lru_cache

import attrs

from provenance.attribution.cues import is_body_word, is_noun_for_body, without_possessive
from provenance.cast.aliases import Aliases, seats_in, shares_seat
from provenance.model import Speaker
from provenance.registry import Mention as RegistryMention
from provenance.registry import MentionForm
from provenance.spans import Span

_BRACKETED = re.compile(r"\s\(\s?([A-ZÀ-ÞА-ЯІЇЄҐ][\w&-]{1,11})\s?\)")
_LEAD = re.compile(
    r"^(?:(?:the|der|die|das|den|dem|des|la|le|les|el|los|las)\s+|l[’'])", re.IGNORECASE
)
_LEAD_LETTERS = frozenset("tTdDlLeE")
_BUILDING = re.compile(r"\s(?:HQ|[Hh]eadquarters|[Oo]ffices?|[Bb]uilding)$")
_BUILDING_ENDS = ("HQ", "eadquarters", "ffice", "ffices", "uilding")
_STEM = 5
_MOST = 40
_LONGEST_NAME = 120
_INFLECTED = frozenset({"pl", "ru", "uk"})
"""Languages in which a country's name has more forms than are listed."""


@attrs.frozen(kw_only=True)
class Naming:
    """One name of a body, from offset ``at`` on."""

    at: int
    name: str


class Body:
    """One body: its names in the order in which the article gave them."""

    def __init__(self, naming: Naming, *, classes: frozenset[str] = frozenset()) -> None:
        self.first = naming.at
        self.names = [naming]
        self.nouns: list[Naming] = []
        self.classes = classes
        self.country: str | None = None
        self.publisher: str | None = None

    def named(self, at: int) -> tuple[str, ...]:
        """The names told up to ``at``; never empty."""
        index = bisect.bisect_right(self.names, at, key=lambda naming: naming.at)
        return tuple(naming.name for naming in self.names[: max(1, index)])

    def name(self, at: int) -> str:
        """The fullest name told up to ``at``; an acronym only where there is no other."""
        names = self.named(at)
        return max(
            names, key=lambda name: (not name.isupper(), len(name.split()) > 1, -names.index(name))
        )

    def spelt(self, name: str, at: int) -> str | None:
        """``name`` as the article writes it, if it is one of the body's up to ``at``."""
        folded = name.casefold()
        return next((known for known in self.named(at) if known.casefold() == folded), None)

    def speaker(self, at: int) -> Speaker:
        """The body as a speaker at offset ``at``."""
        return Speaker(name=self.name(at))

    def call(self, name: str, at: int) -> None:
        """Keep a further name."""
        if all(name != naming.name for naming in self.names[-_MOST:]):
            self.names.append(Naming(at=at, name=name))

    def has_noun(self, noun: str, at: int) -> bool:
        """Whether one of its names has the common noun in it, or it was called so."""
        stem = noun.rsplit(maxsplit=1)[-1].casefold()[:_STEM]
        words = (w for name in self.named(at) for w in re.findall(r"\w+", name.casefold()))
        called = any(n.name[:_STEM] == stem for n in self.nouns if n.at <= at)
        return called or any(word.startswith(stem) for word in words)


class Bodies:
    """The bodies named so far."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._by_name: dict[str, Body] = {}
        self._by_publisher: dict[str, Body] = {}
        self._by_country: dict[str, Body] = {}
        self._order: list[Body] = []

    def meet(self, name: str, at: int) -> Body:
        """The body of this name, known or new."""
        name = clean_name(name)
        country = self._country(name)
        known = self._by_country.get(country) if country is not None else None
        body = self.called(name, at) or known or self._add(Naming(at=at, name=name))
        if country is not None and body.country is None:
            body.country = country
            self._by_country.setdefault(country, body)
        self._keep(body, name, at)
        return body

    def listed(self, mention: RegistryMention, text: str, at: int) -> Body | None:
        """The body of a registry mention; ``None`` for forms that may mean another body."""
        if mention.form in {MentionForm.TITLE, MentionForm.ACCOUNT, MentionForm.METONYM}:
            return None
        name = clean_name(mention.span.of(text))
        known = self._by_publisher.get(mention.publisher.id) or self.called(name, at)
        short = mention.form is MentionForm.SHORT_NAME
        if known is None:
            if short:
                return None
            known = self._add(Naming(at=at, name=name))
        self._by_publisher.setdefault(mention.publisher.id, known)
        known.publisher = mention.publisher.id
        if short:
            noun = name.rsplit(maxsplit=1)[-1].casefold()
            if not any(naming.name == noun[:_STEM] for naming in known.nouns):
                known.nouns.append(Naming(at=at, name=noun[:_STEM]))
        else:
            self._keep(known, name, at)
        return known

    def acronyms(self, text: str, offset: int, spans: list[Span]) -> None:
        """``European Medicines Agency (EMA)``: the short name is the same body's."""
        for span in spans if "(" in text else ():
            match = _BRACKETED.match(text, span.end)
            if match is None or not _abbreviates(match.group(1), span.of(text)):
                continue
            body = self.meet(span.of(text), offset + span.start)
            self._keep(body, match.group(1), offset + match.start(1))

    def called(self, name: str, at: int) -> Body | None:
        """The body met up to ``at`` under this very name (case apart), or its initials."""
        folded = clean_name(name).casefold()
        body = self._by_name.get(folded)
        if body is None or body.first > at:
            return None
        return body if any(folded == known.casefold() for known in body.named(at)) else None

    def of_country(self, country: str, at: int) -> Body | None:
        """The country as a party, if the article named it up to ``at``."""
        body = self._by_country.get(country)
        return body if body is not None and body.first <= at else None

    def seated(self, name: str, at: int) -> Body | None:
        """For whom a seat stands (``Moscow``, ``the Kremlin``); ``None`` if unclear."""
        countries = seats_in(clean_name(name))
        if countries:  # "Moscow and Washington" are nobody in particular
            return self.of_country(min(countries), at) if len(countries) == 1 else None
        found: dict[int, Body] = {}
        for other in shares_seat(clean_name(name)):
            body = self.called(other, at)
            if body is not None:
                found[id(body)] = body
        return next(iter(found.values())) if len(found) == 1 else None

    def with_noun(self, noun: str, at: int) -> list[Body]:
        """The bodies whose name has the noun or that were called so, the latest named first."""
        recent = reversed(self._order[-_MOST:])
        return [body for body in recent if body.first <= at and body.has_noun(noun, at)]

    def _country(self, name: str) -> str | None:
        bare = _LEAD.sub("", name) if name[:1] in _LEAD_LETTERS else name
        first = _FIRST.match(bare)
        if first is None or not self._aliases.words.may_open(first[0], "countries"):
            return None
        match = self._aliases.countries.fullmatch(bare)
        codes = self._aliases.countries_in(match.group()) if match else frozenset()
        return min(codes) if len(codes) == 1 else None

    def _add(self, naming: Naming) -> Body:
        body = Body(naming)
        self._order.append(body)
        return body

    def _keep(self, body: Body, name: str, at: int) -> None:
        body.call(name, at)
        self._by_name.setdefault(name.casefold(), body)


def clean_name(name: str) -> str:
    """``name`` without article and possessive ending, white space folded."""
    folded = without_possessive(" ".join(name[:_LONGEST_NAME].split()).strip(" ,"))
    if folded.endswith(_BUILDING_ENDS):
        folded = _BUILDING.sub("", folded)
    return (_LEAD.sub("", folded) if folded[:1] in _LEAD_LETTERS else folded) or folded


def body_spans(words: str, aliases: Aliases) -> Iterator[Span]:
    """Runs of capitalised words that name a body: ``Bank of Canada``, ``EMA``."""
    for match in _NAME_OF_BODY.finditer(words):
        name = match[0]
        read = _remembered if len(name) <= _LONGEST_NAME else _bodies_in
        for first, last in read(name, aliases):
            yield Span(match.start() + first, match.start() + last)


def _bodies_in(name: str, aliases: Aliases) -> tuple[tuple[int, int], ...]:
    """Where the bodies stand in capitalised words in a row: ``the IMF and the World Bank``."""
    if name.isalpha():
        return ((0, len(name)),) if _is_body_of_one_word(name, aliases) else ()
    if _AND.search(name) is None:
        start = _behind_article(0, len(name), name)
        return ((start, len(name)),) if _is_body(name[start:], aliases) else ()
    pieces = _pieces(name)
    bodily = [piece for piece in pieces if _is_body(_bare(*piece, name), aliases)]
    apart = len(bodily) > 1 and pieces[-1] == bodily[-1] and pieces[0] == bodily[0]
    if not apart and _is_body(_bare(0, len(name), name), aliases):
        bodily = [(0, len(name))]
    return tuple((_behind_article(*piece, name), piece[1]) for piece in bodily)


_remembered = lru_cache(maxsize=1 << 12)(_bodies_in)
"""The names of an article come again and again."""


def _pieces(name: str) -> list[tuple[int, int]]:
    start, pieces = 0, []
    for match in _AND.finditer(name):
        pieces.append((start, match.start()))
        start = match.end()
    return [*pieces, (start, len(name))]


def _is_body_of_one_word(name: str, aliases: Aliases) -> bool:
    """:func:`_is_body` of letters alone."""
    if (len(name) > 1 and name.isupper()) or name.casefold() in aliases.country_names:
        return True
    return aliases.language in _INFLECTED and aliases.countries.fullmatch(name) is not None


def _is_body(name: str, aliases: Aliases) -> bool:
    parts = _NAME_PART.findall(name)
    if not parts:
        return False
    acronym = len(parts) == 1 and parts[0].isupper() and len(parts[0]) > 1
    if acronym or without_possessive(name).casefold() in aliases.country_names:
        return True
    if aliases.language in _INFLECTED and aliases.countries.fullmatch(name):
        return True
    if len(parts) < 2:
        return False
    if any(map(is_body_word, parts)):
        return True
    return is_noun_for_body(parts[0], aliases.cues) or is_noun_for_body(parts[-1], aliases.cues)


def _bare(start: int, end: int, words: str) -> str:
    return words[_behind_article(start, end, words) : end]


def _behind_article(start: int, end: int, words: str) -> int:
    """Where the name begins whose article may stand at ``start``."""
    lead = _LEAD.match(words[start:end]) if words[start] in _LEAD_LETTERS else None
    return start + lead.end() if lead is not None else start


_FIRST = re.compile(r"\w+")
_NAME_PART = re.compile(r"[\w&’'-]+")
_AND = re.compile(r"\s(?:and|und|et|y|&)\s")
_NAME_OF_BODY = re.compile(
    # The capital before what must not stand before it: so the engine looks for capitals only.
    r"[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ](?<![\w-][\s\S])[\w&’'-]*"
    r"(?:\s(?:(?:of|for|and|&|de|des|du|del|für|und|et|y)\s(?:the\s|la\s|l’)?)?[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ][\w&’'-]*){0,7}"
)


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters are those with which the words of the name begin, in order."""
    letters = [c.casefold() for c in acronym if c.isalpha()]
    initials = [word[0].casefold() for word in re.findall(r"\w+", name)]
    at = 0
    for letter in letters:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at == len(initials):
            return len(letters) > 1 and letters[0] == initials[0] and at > 1
        at += 1
    return True
