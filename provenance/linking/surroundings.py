"""Yields what an article offers for resolving a phrase: bodies named so far, threads, addresses."""

import datetime
import re
from collections.abc import Sequence

import attrs

from provenance.attribution.cues import Cues
from provenance.attribution.needed_letters import sieve_of
from provenance.attribution.source_phrases import SourcePhrase
from provenance.attribution.speakers import proper_names
from provenance.dates import Precision, parse_dates
from provenance.dates.tables import load_calendar
from provenance.linking.antecedents import Memory, Thread
from provenance.linking.hosts import Homes, name_stems
from provenance.linking.listed_addresses import (
    Address,
    Wanted,
    account_matches_name,
    belongs_to,
    choose_address,
    words_of,
)
from provenance.linking.outcomes import listed_thread
from provenance.linking.sourcing import Reading
from provenance.linking.voices import Voice, Voices, all_names, stem
from provenance.model import Metadata
from provenance.registry import Mention, Publisher
from provenance.terms import Target
from provenance.urls import domain_matches

_DATE_WINDOW = 24
"""Characters around a document's noun in which a month or day tells which document is meant."""
_DESCRIBED, _DESCRIBING = 60, 4
"""Characters and words before a document's noun that may describe it."""
_THEIR = re.compile(r"(?:their|leurs?|ich|их|їх\w*)\b", re.IGNORECASE)
_PUBLISHED_IN = re.compile(
    r"\s(?:published|released|issued|veröffentlicht|publiée?|publicad[oa]|opublikowan\w+"
    r"|опубликованн\w+|опублікован\w+)\s\w{1,3}\s(\w+)",
    re.IGNORECASE,
)
"""The month in which a document is said to have appeared."""


class Surroundings:
    """Everything an article has told up to the sentence at hand."""

    def __init__(
        self,
        addresses: tuple[Address, ...],
        cues: Cues,
        *,
        metadata: Metadata,
        published: datetime.date | None,
        hosts: Sequence[Address] = (),
        proper: frozenset[str] = frozenset(),
    ) -> None:
        self.proper = proper
        """Words that the article writes with a capital within a sentence."""
        homes = (a.host for a in (*addresses, *hosts) if a.account is None)
        self._homes = Homes(homes)
        self.topic: Voice | None = None
        """The body the last sentence was about, where that sentence led to no source."""
        self._own: dict[tuple[tuple[str, ...], str | None], list[Address]] = {}
        """By the names and the publisher of a body: its addresses."""
        self.memory = Memory()
        self.voices = Voices()
        self.addresses = addresses
        self.cues = cues
        self.metadata = metadata
        self.published = published

    def note_names(self, reading: Reading) -> None:
        """Remember every body the sentence speaks of, the last one as the most recent."""
        for mention in reading.mentions:
            name = mention.span.of(reading.words).strip()
            self.voices.note(name, publisher=mention.publisher)
        for name in proper_names(reading.words) if self._homes else ():
            if self._homes.called(name):
                self.voices.note(name)

    def is_hosted(self, name: str) -> bool:
        """Whether one of the article's addresses is the home of a body called so."""
        return bool(self._homes.called(name))

    def generic_voice(self, role: str) -> Voice | None:
        """The body meant by a common noun: ``the agency’s director``, ``the bank``.

        With words between article and noun (``the civil protection service``) it must have been
        called so before; a bare noun may mean any body of its class.
        """
        for match in self._body_nouns(role):
            before = role[: match.start()].split()
            bare = not before or _is_determiner(before[-1], self.cues) or before[-1].isupper()
            bare = bare or self._is_office(before[-1])
            if bare:
                voice = self.by_noun(match.group())
            else:
                voice = self.voices.find(f"{before[-1]} {match.group()}")
            if voice is not None:
                return voice
        return None

    def by_noun(self, noun: str) -> Voice | None:
        """The body meant by a bare common noun."""
        return self.voices.by_noun(
            noun.casefold(),
            self.cues.bodies.classes_of(noun),
            hypernym=self.cues["hypernym"].fullmatch(noun) is not None,
        )

    def _is_office(self, word: str) -> bool:
        return bool(self.cues["inside"].fullmatch(word) or self.cues["outside"].fullmatch(word))

    def _body_nouns(self, role: str) -> list[re.Match[str]]:
        """Common nouns of bodies in a role; the office's own word (``operator``) is none."""
        offices = [
            m.span() for name in ("inside", "outside") for m in self.cues[name].finditer(role)
        ]
        found = self.cues.bodies.pattern.finditer(role)
        return [match for match in found if match.span() not in offices]

    def names_body(self, role: str) -> bool:
        """Whether a role names a body by a common noun."""
        return bool(self._body_nouns(role))

    def names_other_body(self, role: str) -> bool:
        """``head of the regional civil protection service``: an office in a body not met yet."""
        return self.names_body(role) and self.generic_voice(role) is None

    def voice_of(self, publisher: Publisher) -> Voice:
        """The voice of a publisher; a part of it that was cited stands for the whole."""
        thread = self.thread_within(publisher)
        if thread is not None and thread.voice is not None:
            return thread.voice
        return self.voices.note(None, publisher=publisher)

    def thread_within(self, publisher: Publisher) -> Thread | None:
        """``Copernicus`` after its atmosphere service was cited: the thread of the part."""
        own = self.voices.find(None, publisher=publisher)
        if own is not None and self.memory.of_voice(own) is not None:
            return None
        return self.memory.where(
            lambda thread: thread.address is not None and _is_within(thread.address, publisher)
        )

    def voice_called(self, phrase: SourcePhrase, reading: Reading) -> Voice | None:
        """The body a phrase means, without remembering anything new."""
        mention = self.mention_in(reading, phrase.text)
        if mention is not None:
            return self.voice_of(mention.publisher)
        if phrase.name is not None:
            return self.voices.find(phrase.name)
        return self.generic_voice(phrase.text)

    def is_of(self, subject: SourcePhrase | None, thread: Thread, reading: Reading) -> bool:
        """Whether a sentence with this subject can rest on the thread: no other body opens it."""
        if subject is None or self.is_possessed(subject) or self.is_organ(subject):
            return True
        voice = self.voice_called(subject, reading)
        if voice is None:
            return False
        return thread.voice is None or voice.key == thread.voice.key

    def is_organ(self, phrase: SourcePhrase) -> bool:
        """``the committee``: acts for the body it belongs to; ``the island council`` is another."""
        noun = phrase.noun if phrase.name is None and phrase.definite else None
        if noun is None or self.cues["organ"].fullmatch(noun) is None:
            return False
        _, _, described = phrase.text.partition(" ")  # its article
        rest = self.cues["organ"].sub(" ", described)
        return not self.cues["organ_kind"].sub(" ", rest).strip(" -,")

    def is_earlier(self, reading: Reading, address: Address | None) -> bool:
        """Whether the sentence tells of an earlier occasion than the address is dated."""
        months = self._earlier_months(reading)
        known = address.told_month if address is not None else None
        return bool(months) and known is not None and known not in months

    def _earlier_months(self, reading: Reading) -> frozenset[int]:
        """Months beside speech on an earlier occasion: ``In January the bank had said``."""
        earlier = sieve_of(self.cues, "earlier_said")
        if not earlier.search(reading.words, reading.folded):
            return frozenset()
        return frozenset(self._months_in(reading.words.split()))

    def speaks_of_earlier(self, reading: Reading) -> bool:
        """``In an earlier report``, ``un informe anterior``: another document than the day's."""
        for noun in reading.wording.find("documents"):
            before = reading.words[: noun.start()][-_DESCRIBED:].split()[-_DESCRIBING:]
            after = reading.words[noun.end() :][:_DATE_WINDOW].split()[:1]
            for word in (*after, *reversed(before)):
                if self.cues["earlier"].fullmatch(word.strip(",.")):
                    return True
                if self.cues["indefinite"].fullmatch(word) or self.cues["inside_of"].fullmatch(
                    word
                ):
                    break
        return False

    def is_possessed(self, phrase: SourcePhrase) -> bool:
        """``Its council``: a part of the body last spoken of; ``their union`` is some people's."""
        if _THEIR.match(phrase.text) and not self.is_organ(phrase):
            return False
        return self.cues["possessive"].match(phrase.text) is not None

    def publisher_in(self, reading: Reading, phrase: SourcePhrase) -> Publisher | None:
        """The publisher the phrase itself names."""
        mention = self.mention_in(reading, phrase.text)
        return mention.publisher if mention is not None else None

    def mention_in(self, reading: Reading, text: str) -> Mention | None:
        """The sentence's first registry mention inside ``text``."""
        for mention in reading.mentions:
            if " ".join(mention.span.of(reading.words).split()) in text:
                return mention
        return None

    def address_for(self, reading: Reading, voice: Voice) -> Address | None:
        """The listed address of the body that fits what the sentence says of the document."""
        own = self._addresses_of(voice)
        if not own and voice.publisher is not None:
            own = [a for a in self.addresses if _is_within(a, voice.publisher)]
        if reading.platform is not None:
            posts = [a for a in own if a.account and a.account.platform == reading.platform]
            own = posts or self._only_of_platform(reading.platform, voice)
        return choose_address(own, self.wanted(reading)) if own else None

    def _addresses_of(self, voice: Voice) -> list[Address]:
        """Those of the listed addresses that are the body's by a name or by the registry."""
        names, publisher = tuple(all_names(voice)), voice.publisher
        key = names, publisher.id if publisher is not None else None
        own = self._own.get(key)
        if own is None:
            is_home = self._homes.is_host_of
            own = self._own[key] = [
                address
                for address in self.addresses
                if belongs_to(address, names, publisher, is_home=is_home)
            ]
        return own

    def _only_of_platform(self, platform: str, voice: Voice) -> list[Address]:
        """A platform's only address, when nothing says it is somebody else's."""
        found = [a for a in self.addresses if a.account and a.account.platform == platform]
        if len(found) != 1:
            return []
        account = found[0].account
        stems = [stem for name in all_names(voice) for stem in name_stems(name)]
        if account is None or not any(stem in account.handle.casefold() for stem in stems):
            return []
        owner = found[0].publisher
        foreign = (
            owner is not None and voice.publisher is not None and owner.id != voice.publisher.id
        )
        return [] if foreign else found

    def address_of_words(self, phrase: SourcePhrase, classes: frozenset[str]) -> Address | None:
        """The address whose path has the phrase's own words: ``the council’s decision notice``."""
        wanted = {word for word in words_of(phrase.text) if len(word) > 3}
        found = []
        for address in self.addresses:
            path = {stem(word) for word in re.findall(r"[^\W\d_]{4,}", address.url.casefold())}
            shared = {stem(word) for word in wanted if stem(word) in path}
            if len(shared) >= 2 and (not classes or not address.account):
                found.append(address)
        return found[0] if len(found) == 1 else self._address_of_noun(phrase)

    def _address_of_noun(self, phrase: SourcePhrase) -> Address | None:
        """The one document listed, where a folder of its path is the very noun: ``minutes``."""
        documents = [a for a in self.addresses if a.target is Target.DOCUMENT and not a.account]
        if len(documents) != 1 or phrase.noun is None:
            return None
        folders = re.split(r"[/.]", documents[0].url.casefold())
        return (
            documents[0]
            if phrase.noun in {folder.removesuffix("s") for folder in folders} | {*folders}
            else None
        )

    def address_by_noun(self, phrase: SourcePhrase) -> Address | None:
        """The one address whose host has the common noun: ``gsb-gewerkschaft``."""
        if phrase.noun is None or len(phrase.noun) < 5:
            return None
        found = [a for a in self.addresses if stem(phrase.noun) in a.host and a.account is None]
        return found[0] if len(found) == 1 else None

    def wanted(self, reading: Reading) -> Wanted:
        """What the sentence tells about the document it rests on."""
        days, months = self._document_dates(reading)
        earlier = self._earlier_months(reading)
        return Wanted(
            classes=reading.classes - {"part"},
            platform=reading.platform,
            dates=days,
            months=months | earlier,
            strict=bool(earlier),
            words=words_of(reading.claim.sentence.exact),
            published=self.published,
        )

    def _document_dates(self, reading: Reading) -> tuple[tuple[datetime.date, ...], frozenset[int]]:
        """Days and months beside a document's noun: ``its January release``."""
        days: list[datetime.date] = []
        months: set[int] = set()
        for match in reading.wording.find("documents"):
            start = max(0, match.start() - _DATE_WINDOW)
            window = reading.words[start : match.end() + _DATE_WINDOW]
            months |= self._months_in(reading.words[start : match.start()].split()[-2:])
            appeared = _PUBLISHED_IN.match(reading.words, match.end())
            months |= self._months_in([appeared.group(1)]) if appeared else set()
            language, day = self.cues.language, self.published
            for mention in parse_dates(window, language=language, reference=day):
                if mention.month is not None and mention.day is not None:
                    months.add(mention.month)
                if mention.precision is Precision.DAY and mention.start is not None:
                    days.append(mention.start)
        return tuple(days), frozenset(months)

    def _months_in(self, words: list[str]) -> set[int]:
        tables = load_calendar(self.cues.language).months
        return {
            number
            for number, pattern in enumerate(tables, start=1)
            for word in words
            if pattern.fullmatch(word.strip(",’'").removesuffix("’s").removesuffix("'s"))
        }

    def posted_by(self, reading: Reading, name: str) -> Address | None:
        """The listed post or account of a person, if the sentence speaks of that platform."""
        if reading.platform is None:
            return None
        found = [
            address
            for address in self.addresses
            if address.account is not None
            and address.account.platform == reading.platform
            and account_matches_name(address.account, name)
        ]
        return choose_address(found, self.wanted(reading))

    def listed_for(self, reading: Reading, mention: Mention) -> Thread | None:
        """The thread of a publisher that is merely mentioned, if the article lists its address."""
        voice = self.voices.note(None, publisher=mention.publisher)
        address = self.address_for(reading, voice)
        if address is None:
            return None
        return attrs.evolve(listed_thread(reading, address, voice), index=reading.index)


def _is_within(address: Address, publisher: Publisher) -> bool:
    """Whether the address stands below one of the publisher's domains, a part's own host too."""
    if address.account is not None:
        return False
    return any(domain_matches(address.host, domain) for domain in publisher.domains)


def _is_determiner(word: str, cues: Cues) -> bool:
    return bool(cues["definite"].fullmatch(word) or word.casefold() in {"of", "de", "des", "du"})
