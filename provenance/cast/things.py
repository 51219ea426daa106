"""Yields the speaker a phrase means that is no person: a body, a seat, a document, ``it``."""

import re

from provenance.attribution.source_phrases import SourcePhrase
from provenance.cast.aliases import is_seat
from provenance.cast.answers import Resolved
from provenance.cast.named_bodies import Body, clean_name
from provenance.cast.people import Person
from provenance.cast.rollcall import Reading
from provenance.cast.texts import Text, described, owner_before
from provenance.cast.timeline import Meant
from provenance.model import Speaker
from provenance.spans import Span

_ROLE_LENGTH = 90
"""Characters of a document's description."""
_WORDS_BETWEEN = 2
"""Words between a noun and a name that tell two parties from "the regulator, Ofwat"."""


class Things:
    """The bodies and documents of an article, as speakers."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._aliases = reading.aliases
        self._cues = reading.aliases.cues
        self._people = reading.people
        self._bodies = reading.bodies
        self._texts = reading.texts
        self._timeline = reading.things

    def named(self, phrase: SourcePhrase, name: str, at: int) -> Resolved:
        """The speaker of a phrase with the proper ``name`` of a body, a seat, or a surname."""
        people = self._people.called(name, at) if " " not in name else []
        if people:
            one = people[0].speaker(at) if len(people) == 1 else None
            return Resolved(speaker=one, guess=False)
        end = at + len(phrase.text)
        body = self._bodies.called(name, end)
        members = self._aliases.members.search(phrase.text)
        if body is not None:
            own = None if members else body.spelt(clean_name(name), end)
            return Resolved(speaker=Speaker(name=own or body.name(end)), guess=members is not None)
        return self._seated(clean_name(name), at)

    def _seated(self, name: str, at: int) -> Resolved:
        """``Moscow``: the government, if the article speaks of it; else the name as it stands."""
        body = self._bodies.seated(name, at)
        speaker = body.speaker(at) if body is not None else Speaker(name=name)
        return Resolved(speaker=speaker, guess=body is not None)

    def called(self, phrase: SourcePhrase, at: int) -> Resolved:
        """``the watchdog``: a body called so, else the only one near that may be called so."""
        plain = Resolved(
            speaker=phrase.speaker or Speaker(name=None, role=phrase.text), guess=False
        )
        seat = clean_name(phrase.text)
        if is_seat(seat):
            return self._seated(seat, at)
        if not phrase.definite or phrase.noun is None:
            return plain
        body = self._called(phrase.noun, at, at + len(phrase.text))
        return Resolved(speaker=body.speaker(at), guess=True) if body is not None else plain

    def _called(self, noun: str, at: int, end: int) -> Body | None:
        here = [seen.who for seen in self._timeline.at(at, end)]
        known = [who for who in here if isinstance(who, Body)]
        known = known or self._bodies.with_noun(noun, at)
        if len(known) == 1:
            return known[0]
        if known:
            listed = {id(body) for body in known}
            meant = self._timeline.focus(
                at,
                self._reading.block_at(at),
                lambda seen: id(seen.who) in listed,
                shown=lambda _: False,
            )
            return meant.who if isinstance(meant.who, Body) else None
        if not self._cues["hypernym"].fullmatch(noun):
            return None
        near = self.near(at).who
        if not isinstance(near, Body) or near.country or self._is_beside(near, noun):
            return None
        return near

    def _is_beside(self, body: Body, noun: str) -> bool:
        """``The regulator has fined Tarnbeck Water``: two parties, so the noun is not its name."""
        prose = self._reading.article.prose
        before = prose[self._reading.start_of(body.first) : body.first]
        found = list(re.finditer(rf"\b{re.escape(noun)}\b", before, re.IGNORECASE))
        return bool(found) and len(before[found[-1].end() :].split()) >= _WORDS_BETWEEN

    def document(self, phrase: SourcePhrase, at: int) -> Resolved:
        """``The statement``, ``Article 7``, ``its own report``: the document and its issuer."""
        role = described(phrase.text)[:_ROLE_LENGTH].strip()
        owner = phrase.name or self._owner(phrase)
        if owner is not None:
            body = self._bodies.called(owner, at + len(phrase.text))
            seat = self._bodies.seated(owner, at) if body is None else None
            known = body or seat
            name = known.name(at) if known is not None else clean_name(owner)
            return Resolved(speaker=Speaker(name=name, role=role), guess=seat is not None)
        text = self._texts.meant(phrase.noun or role, at)
        issuer = text.issuer if text is not None else None
        return Resolved(speaker=Speaker(name=issuer, role=role), guess=issuer is not None)

    def _owner(self, phrase: SourcePhrase) -> str | None:
        found = self._cues.documents.pattern.search(phrase.text)
        owner = owner_before(phrase.text, Span(*found.span())) if found else None
        if owner is None or self._cues.language == "de":
            return None
        known = self._bodies.called(owner, len(self._reading.article.prose))
        return owner if known is not None or owner.isupper() else None

    def pronoun(self, at: int, spoke_last: Speaker | None) -> Speaker | None:
        """Whom ``it`` or ``they`` at offset ``at`` means; ``None`` when unclear."""
        text = self._subject_text(at)
        if text is not None:
            return text.speaker
        meant = self.near(at)
        if spoke_last is not None and self.is_thing(spoke_last, at):
            return spoke_last
        if isinstance(meant.who, Body | Person):
            return meant.who.speaker(at)
        named = spoke_last is not None and bool(spoke_last.name)
        return None if meant.open or (named and self._aliases.language == "en") else spoke_last

    def _subject_text(self, at: int) -> Text | None:
        """``Where the draft touches upon …, it mentions``: a document its sentence is about."""
        start = self._reading.start_of(at)
        if any(seen.leads for seen in self._timeline.at(start, at)):
            return None
        text = self._texts.within(start, at)
        return text if text is not None and text.leads else None

    def near(self, at: int) -> Meant:
        """The body that the nearest sentence is about."""
        return self._timeline.focus(
            at, self._reading.block_at(at), lambda _: True, shown=lambda _: False
        )

    def is_thing(self, speaker: Speaker, at: int) -> bool:
        """Whether nothing shows that a speaker is a person."""
        if speaker.name is None:
            role = speaker.role or ""
            nouns = (self._cues.documents, self._cues.bodies)
            return any(listed.pattern.search(role) for listed in nouns)
        known = self._people.called(speaker.name, at)
        return all(person.is_bare(at) for person in known)
