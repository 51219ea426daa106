"""Yields the persons, bare names and offices that one sentence mentions, in reading order.

Only what the words show: who is meant by ``the head of state`` is for the callers. The narrator's
words are looked at, not the quoted ones, which callers hide.
"""

import itertools
import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from provenance.attribution.cues import is_verb, load_names, without_possessive
from provenance.attribution.word_lists import Wording
from provenance.cast.aliases import Aliases, Gender
from provenance.cast.name_runs import MOST_RUNS, NameWord, is_country, name_runs, split_name
from provenance.cast.offices import Office, read_office
from provenance.cast.placing import Place
from provenance.spans import Span
from provenance.words import load_lexicon

_WORD = re.compile(r"[^\W\d_][\w’'‑-]*")
_POSSESSIVE = re.compile(r"['’]s?$")
_ELIDED = re.compile(r"[^\W\d_][\w‑-]*")
_JOINTS = frozenset({"’", "'", " ", "\u00a0", "-", " (", ") ", ". "})
_LONGEST = 3000
"""Characters of a sentence looked at."""
_ROLE_WORDS = 7
_HONORIFIC_LENGTH = 12
_APPOSITION = re.compile(r",\s|\s\(")
_APPOSITION_END = re.compile(r"[,;:.)\x00“”„«»]|\s[—–-]\s")
_APPOSITION_LENGTH = 120
_NO_APPOSITION = re.compile(
    r"(?:who|which|whose|and|but|when|while|as|und|aber|qui|et|который|которая|и|але|і|який|яка|y)\s",
    re.IGNORECASE,
)
_NAME_BEHIND = re.compile(r"\s[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ][\w’'-]*\s[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ]")


_AND_NAME = re.compile(
    r"(?:^|[^\w\s]\s*|(?:^|\s)[a-zà-ÿа-яёіїєґ]\w*\s)([A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ][\w’'-]+)\s"
    r"(?:and|und|et|y|e|i|и|та|й|і)\s$"
)
"""``Tom and`` before ``Ann Lee``, not ``Tom Orr and``."""
_ANDS = frozenset({"and", "und", "et", "y", "e", "i", "и", "та", "й", "і"})


class MentionKind(Enum):
    """What the words of a mention are."""

    PERSON = "person"
    """A name of two words and more, or one with an office or honorific before it."""
    NAME = "name"
    """One capitalised word: a surname, a body, a place."""
    OFFICE = "office"
    """An office or trade without a name."""


class Mention(NamedTuple):
    """One mention; offsets into the words of its sentence."""

    kind: MentionKind
    span: Span
    """With the office before or behind the name."""
    place: Place
    name: str | None = None
    role: str | None = None
    office: Office | None = None
    honorific: str | None = None
    shown: Gender | None = None
    """What honorific or office show."""
    definite: bool = False
    """Whether an office points back: ``the spokesman``, not ``a firefighter``."""
    shares_surname: str | None = None
    """A first name before it that goes with the same surname: ``Tom`` in ``Tom and Ann Lee``."""

    @property
    def gender(self) -> Gender | None:
        """What honorific, office or the verb of saying beside it show."""
        return self.shown or self.place.gender


def mentions_in(words: str, aliases: Aliases) -> tuple[Mention, ...]:
    """The persons, single names and offices in ``words``, a sentence with its quotations hidden.

    Linear in the length of ``words``; of a sentence longer than prose has them only the beginning
    is looked at.
    """
    return read_mentions(Wording(words, aliases.words), aliases)


def read_mentions(wording: Wording, aliases: Aliases) -> tuple[Mention, ...]:
    """:func:`mentions_in` of a sentence whose words are read already."""
    if len(wording.text) > _LONGEST:
        wording = Wording(wording.text[:_LONGEST], aliases.words)
    scan = _Scan(wording, aliases)
    mentions = tuple(scan.run())
    return tuple(sorted(mentions, key=_bounds)) if scan.offices else mentions


def _bounds(mention: Mention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


class _Scan:
    """One sentence: its offices first, then its names with the offices that belong to them."""

    def __init__(self, wording: Wording, aliases: Aliases) -> None:
        self._wording = wording
        self._text = wording.text
        self._aliases = aliases
        self.offices = _offices(wording, aliases)
        self._taken: list[tuple[int, int]] = []

    def run(self) -> Iterator[Mention]:
        for run in name_runs(self._text, self._aliases):
            mention = self._named(run)
            if mention is not None:
                if self.offices:
                    self._taken.append(_bounds(mention))
                yield mention
        for match in self.offices:
            if self._is_taken(match) or self._aliases.words.is_in(match.group(), "speech"):
                continue  # ``La région juge …`` is no judge
            mention = self._unnamed(match)
            self._taken.append(_bounds(mention))
            yield mention

    def _named(self, run: list[NameWord]) -> Mention | None:
        prefix, name = split_name(run, self._wording, self._aliases, self.offices)
        if not name:
            return None
        start, end = name[0].start, name[-1].end
        if len(name) == 1 and is_country(start, end, self._wording):
            return None
        text = without_possessive(self._text[start:end])
        first = prefix[0].start if prefix else start
        honorific = self._honorific(prefix, start)
        before = self._role_before(first, start) if self.offices else None
        if len(name) == 1 and not honorific and not self._is_titled(before, start):
            return self._bare(start, end, text)
        after = self._role_after(end) if self.offices else None
        role_span = before or after
        role = self._text[role_span.start : role_span.end].strip(" ,") if role_span else honorific
        office = read_office(role, self._aliases) if role else None
        span = Span(before.start if before else start, after.end if after else end)
        return Mention(
            kind=MentionKind.PERSON,
            span=span,
            place=Place(span.start, span.end, self._wording, self._aliases),
            name=text,
            role=" ".join(role.split()) if role else None,
            office=office,
            honorific=honorific,
            shown=self._gender(honorific) or (office.gender if office else None),
            definite=True,
            shares_surname=self._first_name_before(first),
        )

    def _bare(self, start: int, end: int, name: str) -> Mention:
        return Mention(
            kind=MentionKind.NAME,
            span=Span(start, end),
            place=Place(start, end, self._wording, self._aliases),
            name=name,
        )

    def _honorific(self, prefix: list[NameWord], start: int) -> str | None:
        before = prefix[-1].text if prefix else self._word_before(start)
        known = before in self._aliases.every_honorific
        return before if known and not self._ends_sentence(before, start) else None

    def _word_before(self, start: int) -> str:
        left = self._text[max(0, start - _HONORIFIC_LENGTH) : start]
        bare = left.rstrip(" .")
        last = bare[bare.rfind(" ") + 1 :]
        if last.isalpha():
            return last
        words = _WORD.findall(left)
        return words[-1] if words else ""

    def _ends_sentence(self, before: str, start: int) -> bool:
        gap = self._text[:start]
        return not re.search(rf"{re.escape(before)}\.?\s+$", gap[-40:])

    def _gender(self, honorific: str | None) -> Gender | None:
        if honorific is None:
            return None
        patterns = self._aliases.honorifics
        return next((g for g in Gender if patterns[g].fullmatch(honorific)), None)

    def _role_before(self, start: int, name: int) -> Span | None:
        """The office that leads up to a name: ``Ukraine’s Foreign Ministry spokesperson``."""
        for office in self.offices:
            if not name - _APPOSITION_LENGTH <= office.start() < name or self._is_taken(office):
                continue
            if not self._joins(office.end(), max(start, office.end())):
                continue
            return Span(self._left_edge(min(office.start(), start))[0], name).stripped(self._text)
        return None

    def _is_taken(self, office: re.Match[str]) -> bool:
        """Whether the office belongs to somebody named already."""
        at = office.start()
        for start, end in self._taken:  # noqa: SIM110 - any() takes three times as long
            if start <= at < end:
                return True
        return False

    def _joins(self, start: int, end: int) -> bool:
        """Whether the words between an office and a name belong to the office."""
        gap = self._text[start:end]
        if not gap.strip(" ,."):
            return len(gap) <= 3
        if _APPOSITION_END.search(gap.strip().rstrip(",")) or len(gap.split()) > _ROLE_WORDS:
            return False
        found = _WORD.findall(gap)
        verbal = self._wording.may_begin("any_verb", start, end)
        if verbal and self._aliases.cues["any_verb"].search(gap):
            return False
        lead = self._aliases.of.match(gap.strip())
        if (
            lead
            and "," not in gap.strip()[:-1]
            and (self._aliases.office.search(gap) or gap.rstrip().endswith(","))
        ):
            return True  # ``press secretary of the head of state``
        capital = bool(found) and all(w[0].isupper() for w in found)
        genitive = self._aliases.language in {"pl", "ru", "uk", "fr", "es"}
        foreign = self._aliases.countries_in(gap) or any(w[0].isupper() for w in found)
        return capital or bool(lead and foreign) or genitive

    def _is_titled(self, role: Span | None, name: int) -> bool:
        """Whether an office stands right before a single name: ``mayor Tregenza``."""
        if role is None:
            return False
        last = max((o.end() for o in self.offices if o.end() <= name), default=-9)
        return not self._text[last:name].strip() and last >= role.start

    def _left_edge(self, start: int) -> tuple[int, bool]:
        """Where a phrase begins whose office starts at ``start``; whether it points back."""
        low = max(0, start - 90)
        step = _ELIDED if self._aliases.language == "fr" else _WORD
        found = list(step.finditer(self._text, low, start))[-_ROLE_WORDS:]
        edge, capital_edge, at = start, start, start
        cues = self._aliases.cues
        for word in reversed(found):
            text = word.group()
            if self._text[word.end() : at] not in _JOINTS:
                break
            if cues.words.is_in(text, "indefinite"):
                return edge, False
            if self._points_back(text):
                return edge, True
            if self._stops(text):
                break
            edge = at = word.start()
            if capital_edge == word.end() + 1 and self._belongs(text):
                capital_edge = word.start()
        return capital_edge, self._aliases.language in {"pl", "ru", "uk"}

    def _points_back(self, word: str) -> bool:
        """``the``, ``ihre``, ``l’``: a word before an office that means one known already."""
        if word in {"l", "L"} or self._aliases.words.is_in(word, "definite"):
            return True
        articles = self._aliases.language not in {"pl", "ru", "uk"}
        return articles and word in load_names().articles

    def _belongs(self, word: str) -> bool:
        """Whether a word before an office is a part of it also without an article."""
        lists = self._aliases.words
        return word[0].isupper() or lists.is_in(word, "flags") or lists.is_in(word, "plain")

    def _stops(self, word: str) -> bool:
        acronym = word.isupper() and len(word) > 1
        known = not acronym and word.casefold() in load_lexicon(self._aliases.language).stop
        return known or is_verb(word, self._aliases.cues)

    def _role_after(self, end: int) -> Span | None:
        """``, a privacy lawyer,`` behind a name."""
        lead = _APPOSITION.match(self._text, end)
        if lead is None or _NO_APPOSITION.match(self._text, lead.end()):
            return None
        limit = min(len(self._text), lead.end() + _APPOSITION_LENGTH)
        stop = _APPOSITION_END.search(self._text, lead.end(), limit)
        if stop is None and limit < len(self._text):
            return None
        span = Span(lead.end(), stop.start() if stop else limit).stripped(self._text)
        office = next((o for o in self.offices if span.start <= o.start() < span.end), None)
        if office is None or len(self._text[span.start : office.start()].split()) > _ROLE_WORDS:
            return None
        cues = self._aliases.cues
        if any(
            cues[c].search(self._text, span.start, office.start()) for c in ("speech", "finite")
        ):
            return None
        titled = self._text[span.start].isupper() and self._aliases.language != "de"
        if titled and _NAME_BEHIND.search(self._text, office.end(), span.end):
            return None  # another person's office: ``…, Deputy Foreign Minister Sergei Ryabkov``
        article = re.match(
            r"(?:the|an?|ein|eine|der|die|un|une|le|la|el|una)\s", span.of(self._text)
        )
        return Span(span.start + (article.end() if article else 0), span.end)

    def _first_name_before(self, start: int) -> str | None:
        before = self._text[max(0, start - 60) : start]
        last = before.rsplit(maxsplit=1)
        if not last or last[-1] not in _ANDS:
            return None
        lead = _AND_NAME.search(before)
        return lead.group(1) if lead is not None else None

    def _unnamed(self, match: re.Match[str]) -> Mention:
        start, definite = self._left_edge(match.start())
        end = self._right_edge(match.end())
        role = self._text[start:end].strip(" ,")
        office = read_office(role, self._aliases)
        return Mention(
            kind=MentionKind.OFFICE,
            span=Span(start, end),
            place=Place(start, end, self._wording, self._aliases),
            role=role,
            office=office,
            shown=office.gender if office else None,
            definite=definite,
        )

    def _right_edge(self, end: int) -> int:
        """Where ``of the Russian Federation`` behind an office ends."""
        lead = re.match(r"\s+", self._text[end : end + 3])
        of = self._aliases.of.match(self._text, end + lead.end()) if lead else None
        genitive = self._aliases.language in {"pl", "ru", "uk"}
        if of is None and not genitive:
            return end
        at = edge = of.end() if of else end
        for word in list(_WORD.finditer(self._text, at, min(len(self._text), at + 60)))[:4]:
            text = word.group()
            if self._text[at : word.start()].strip() or self._stops(text):
                break
            if not text[0].isupper() and of is not None and self._aliases.language == "en":
                break
            at = edge = word.end()
        return edge if edge > (of.end() if of else end) else end


def _offices(wording: Wording, aliases: Aliases) -> list[re.Match[str]]:
    """The nouns for people; ``former`` or ``deputy`` before one is a part of it."""
    found = wording.find("any_office")[:MOST_RUNS]
    if not found:
        return []
    kept = []
    for match, following in itertools.zip_longest(found, found[1:]):
        noun = match.group()
        joined = following is not None and following.start() <= match.end() + 1
        leads = (joined or noun.casefold() == "former") and (
            aliases.words.is_in(noun, "flags") or aliases.words.is_in(noun, "plain")
        )
        if not leads:
            kept.append(match)
    return kept
