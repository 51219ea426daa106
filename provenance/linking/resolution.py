"""Yields the thread that a sentence's source phrase means, among everything named so far.

Every method answers for one kind of phrase. Where two answers are possible and nothing decides, the
answer is a named source without an address: no link is better than a wrong one.
"""

import attrs

from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.attribution.speakers import proper_names, read_source
from provenance.linking.antecedents import Thread
from provenance.linking.listed_addresses import Address
from provenance.linking.outcomes import (
    Outcome,
    explicit,
    listed_thread,
    opened,
    taken_up,
    with_person,
)
from provenance.linking.sourcing import Reading
from provenance.linking.subjects import OPENING, is_done_to, subject_of
from provenance.linking.surroundings import Surroundings
from provenance.linking.voices import Voice
from provenance.terms import Basis, Sourcing

_LONG_NAME = 8
"""Words up to which a whole phrase (``syndicat des bergers``) is a name to find a host by."""


@attrs.frozen(kw_only=True)
class _Meant:
    """What a phrase says of the document it means."""

    nouns: frozenset[str]
    classes: frozenset[str]
    owner: Voice | None
    definite: bool

    @property
    def telling(self) -> frozenset[str]:
        """Classes that tell one document from another; ``the text`` may be any."""
        return self.classes - {"document", "part"}


class Resolver:
    """Resolves the source phrases of one article, sentence by sentence."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around

    def spoken(self, reading: Reading, phrase: SourcePhrase) -> Outcome:
        """The outcome of a sentence whose words of saying name ``phrase`` as their source."""
        if reading.told_outlet:
            outcome = opened(reading, Sourcing.NAMED)
            return attrs.evolve(outcome, thread=with_person(outcome.thread, phrase.name))
        outcome = self._meant(reading, phrase)
        thread = outcome.thread
        if thread is None or not self.around.memory.has_cited(thread.url):
            return outcome
        if not self.around.speaks_of_earlier(reading):
            return outcome
        return opened(reading, Sourcing.NAMED, voice=thread.voice)

    def _meant(self, reading: Reading, phrase: SourcePhrase) -> Outcome:
        match phrase.kind:
            case PhraseKind.PERSON if phrase.name is not None:
                return self._person(reading, phrase, phrase.name)
            case PhraseKind.DOCUMENT:
                return self._document(reading, phrase)
            case PhraseKind.BODY:
                return self._published_something(reading, self.body(reading, phrase))
            case PhraseKind.ROLE:
                return self._role(reading, phrase)
        return self._pronoun(reading, phrase)

    def _published_something(self, reading: Reading, outcome: Outcome) -> Outcome:
        """``The alliance issued public statements``: no one document is meant."""
        if reading.document_nouns or reading.claim.quotes or reading.cue is None:
            return outcome
        cue = reading.cue.start - reading.start
        if not self.around.cues["publish"].match(reading.words, cue) or outcome.thread is None:
            return outcome
        if outcome.thread.address is None:
            return outcome
        return attrs.evolve(outcome, sourcing=Sourcing.INFERRED)

    def _pronoun(self, reading: Reading, phrase: SourcePhrase) -> Outcome:
        person = phrase.kind is PhraseKind.PRONOUN_PERSON
        memory = self.around.memory
        topic = self.around.topic
        anew = topic is not None and (memory.last is None or memory.last.voice != topic)
        if topic is not None and anew and not (person and self.around.cues.language == "en"):
            return self._of_voice(reading, topic, full_name=False)
        newcomer = self._newcomer(reading) if person else None
        if newcomer is not None:
            return newcomer
        if person and self.around.cues.language == "en":
            thread = memory.person(reading.block) or memory.near(reading.block)
        else:
            # Where nouns have gender, ``elle`` or ``її`` may be an agency as well as a woman.
            thread = memory.near(reading.block)
            thread = thread if person or thread is None else memory.thing(reading.block)
        if thread is None:
            return opened(reading, Sourcing.NAMED)
        return taken_up(reading, thread, why="carried-over")

    def _newcomer(self, reading: Reading) -> Outcome | None:
        """``he`` after a sentence that brought in somebody who had not spoken yet."""
        speaker = reading.claim.speaker
        if speaker is None or speaker.name is None or " " not in speaker.name:
            return None
        known = self.around.memory.of_person(speaker.name) or self.around.voices.find(speaker.name)
        if known is not None:
            return None
        outcome = opened(reading, Sourcing.NAMED)
        return attrs.evolve(outcome, thread=with_person(outcome.thread, speaker.name))

    def _role(self, reading: Reading, phrase: SourcePhrase) -> Outcome:
        publisher = self.around.publisher_in(reading, phrase)
        if publisher is not None:
            voice = self.around.voice_of(publisher)
            return self._of_voice(reading, voice, full_name=False)
        outsider = phrase.outside or not phrase.inside
        thread = self.around.memory.near(reading.block)
        if thread is not None and self.around.cues["one_of_them"].search(phrase.text):
            return taken_up(reading, thread, why="carried-over")
        if outsider or not phrase.definite or thread is None:
            known = phrase.is_role or phrase.organisation or proper_names(phrase.text)
            return opened(reading, Sourcing.NAMED if known else Sourcing.ANONYMOUS)
        return taken_up(reading, thread, why="carried-over")

    def _person(self, reading: Reading, phrase: SourcePhrase, name: str) -> Outcome:
        if phrase.role is None and name.count(" ") == 1 and self.around.is_hosted(name):
            return self.body(reading, phrase)  # ``Castlegate Buses`` only looks like a person
        posted = self.around.posted_by(reading, name)
        if posted is not None:
            return explicit(reading, posted, person=name)
        known = self.around.memory.of_person(name)
        if known is not None:
            return self._known_person(reading, known)
        outcome = self._affiliated(reading, phrase) or opened(reading, Sourcing.NAMED)
        thread = outcome.thread
        if thread is not None and thread.address is None:
            # A name is a source by itself; without an address nothing is inherited from the body.
            thread = attrs.evolve(thread, person=name, sourcing=Sourcing.NAMED, carries=False)
            return Outcome(sourcing=Sourcing.NAMED, thread=thread)
        return attrs.evolve(outcome, thread=with_person(thread, name))

    def _known_person(self, reading: Reading, known: Thread) -> Outcome:
        if known.sourcing is Sourcing.NAMED and known.address is None:
            fresh = attrs.evolve(known, index=reading.index, block=reading.block)
            return Outcome(sourcing=Sourcing.NAMED, thread=fresh)
        if known.voice is not None and known.address is not None:
            address = self.around.address_for(reading, known.voice)
            if address is not None and self._is_told_apart(reading, known.address, address):
                return explicit(reading, address, voice=known.voice, person=known.person)
        return taken_up(reading, known, why="carried-over")

    def _affiliated(self, reading: Reading, phrase: SourcePhrase) -> Outcome | None:
        """For whom a person not met before speaks; ``None`` when for nobody known."""
        role = phrase.role or ""
        publisher = self.around.publisher_in(reading, phrase)
        if publisher is not None:
            return self._of_voice(reading, self.around.voice_of(publisher), full_name=False)
        known = self.around.voices.find(phrase.organisation) if phrase.organisation else None
        if known is not None:
            return self._of_voice(reading, known, full_name=False)
        foreign = phrase.organisation is not None and not self.around.names_body(role)
        if foreign or phrase.outside:
            return None
        generic = self.around.generic_voice(role)
        if generic is not None:
            return self._of_voice(reading, generic, full_name=False)
        in_document = self._said_in(reading)
        if in_document is not None:
            return taken_up(reading, in_document, why="same-document")
        return self._in_office(reading, phrase)

    def _in_office(self, reading: Reading, phrase: SourcePhrase) -> Outcome | None:
        """``Governor Signe Aaltvedt`` right after the bank: she speaks for it."""
        near = self.around.memory.near(reading.block)
        if near is None or near.voice is None or not near.can_be_meant or not phrase.inside:
            return None
        if self.around.names_other_body(phrase.role or ""):
            return None
        if near.person is not None and near.address is None:
            return None
        return taken_up(reading, near, why="office")

    def _said_in(self, reading: Reading) -> Thread | None:
        """The document of ``said in the same release``; only a definite one is taken up."""
        for match in reading.wording.find("documents"):
            before = reading.words[max(0, match.start() - 24) : match.start()]
            phrase = read_source(before.split(",")[-1] + match.group(), self.around.cues)
            if phrase.kind is PhraseKind.DOCUMENT and phrase.definite and phrase.noun:
                return self.around.memory.of_document(
                    frozenset({phrase.noun}), phrase.classes
                ) or self.around.memory.thing(reading.block)
        return None

    def _document(self, reading: Reading, phrase: SourcePhrase) -> Outcome:
        pattern = self.around.cues.documents
        nouns = frozenset(m.group().casefold() for m in pattern.pattern.finditer(phrase.text))
        classes = frozenset(c for noun in nouns for c in pattern.classes_of(noun))
        meant = _Meant(
            nouns=nouns,
            classes=classes,
            owner=self._owner(reading, phrase),
            definite=phrase.definite or "part" in classes,
        )
        prior = self._prior(reading, meant)
        if prior is None and meant.owner is None:
            meant = attrs.evolve(meant, owner=self._issuer(reading, phrase))
        told = self._listed_document(reading, phrase, meant, prior)
        if told is not None:
            return Outcome(sourcing=Sourcing.EXPLICIT, thread=told)
        if prior is None and meant.owner is not None:
            prior = self.around.memory.of_voice(meant.owner) or self._related(meant, meant.owner)
        if prior is not None:
            again = attrs.evolve(prior, nouns=prior.nouns | nouns)
            return taken_up(reading, again, why="same-document")
        outcome = opened(reading, Sourcing.NAMED, voice=meant.owner)
        if outcome.thread is None:
            return outcome
        return attrs.evolve(
            outcome, thread=attrs.evolve(outcome.thread, nouns=nouns, classes=classes)
        )

    def _issuer(self, reading: Reading, phrase: SourcePhrase) -> Voice | None:
        """Whose ``a statement`` is, where nobody issues it: the acting subject's, if listed."""
        for mention in reading.mentions:
            if mention.span.start > OPENING or mention.publisher.is_news:
                return None
            voice = self.around.voice_of(mention.publisher)
            if self.around.address_for(reading, voice) is None:
                continue
            return None if is_done_to(reading, mention.span.end) else voice
        # A body unknown to the registry: ``Związek X zapowiedział, w komunikacie związku``.
        subject = subject_of(reading, self.around.cues, proper=self.around.proper)
        if subject is None or subject.name is None or is_done_to(reading, len(subject.text)):
            return None
        voice = self.around.voices.note(subject.name, noun=subject.noun, classes=subject.classes)
        own = phrase.noun is not None and self.around.is_possessed(phrase)
        return voice if own or self.around.address_for(reading, voice) is not None else None

    def _prior(self, reading: Reading, meant: _Meant) -> Thread | None:
        """The document spoken of before that a definite phrase takes up again."""
        if meant.owner is None and not meant.definite:
            return None
        memory = self.around.memory
        found = memory.of_document(meant.nouns, meant.telling, voice=meant.owner)
        if found is not None or meant.owner is not None:
            return found
        thing = memory.thing(reading.block)
        if thing is not None and thing.address is not None:
            return thing
        return memory.of_path(meant.telling) or thing

    def _listed_document(
        self, reading: Reading, phrase: SourcePhrase, meant: _Meant, prior: Thread | None
    ) -> Thread | None:
        """The listed document meant, where it is another one than the one spoken of before."""
        again = prior is not None and bool(meant.nouns & prior.nouns) and meant.owner is None
        if again and prior is not None and prior.address is None:
            return None
        voice = meant.owner or (prior.voice if prior is not None else None)
        address = self.around.address_for(reading, voice) if voice is not None else None
        if address is None and prior is None:
            address = self.around.address_of_words(phrase, meant.classes)
            voice = voice or (self._called_by(phrase) if address is not None else None)
        if address is None or (
            prior is not None and not prior.is_other_than(address, meant.classes)
        ):
            return None
        thread = listed_thread(reading, address, voice)
        return attrs.evolve(thread, nouns=thread.nouns | meant.nouns, classes=meant.classes)

    def _called_by(self, phrase: SourcePhrase) -> Voice | None:
        """A new voice for ``the council`` of ``the council’s decision notice``."""
        noun = self.around.cues.bodies.pattern.search(phrase.text)
        if noun is None:
            return None
        classes = self.around.cues.bodies.classes_of(noun.group())
        return self.around.voices.note(None, noun=noun.group().casefold(), classes=classes)

    def _related(self, meant: _Meant, owner: Voice) -> Thread | None:
        """A document under another name of its country: ``the Kremlin proposal``.

        Only when the owner named has no address in this article and both are of one country.
        """
        prior = self.around.memory.of_document(meant.nouns, meant.telling)
        if prior is None or prior.address is None or owner.publisher is None:
            return None
        country = prior.address.host.rpartition(".")[2]
        same = any(domain.rpartition(".")[2] == country for domain in owner.publisher.domains)
        return prior if same and len(country) == 2 else None

    def _owner(self, reading: Reading, phrase: SourcePhrase) -> Voice | None:
        publisher = self.around.publisher_in(reading, phrase)
        if publisher is not None:
            return self.around.voice_of(publisher)
        if phrase.name is not None and not phrase.text.startswith(phrase.name + " "):
            known = self.around.voices.find(phrase.name)
            if known is not None:
                return known
        if phrase.name is not None and "’s " in phrase.text + " ":
            return self.around.voices.find(phrase.name) or self.around.voices.note(phrase.name)
        for match in self.around.cues.bodies.pattern.finditer(phrase.text):
            return self.around.by_noun(match.group())
        return None

    def body(self, reading: Reading, phrase: SourcePhrase) -> Outcome:
        """The outcome of a sentence whose source or subject is a body."""
        publisher = self.around.publisher_in(reading, phrase)
        surname = phrase.name if phrase.name is not None and " " not in phrase.name else None
        person = self.around.memory.of_person(surname) if surname and publisher is None else None
        if person is not None:
            return self._known_person(reading, person)
        if publisher is not None and self.around.thread_within(publisher) is not None:
            return self._of_voice(reading, self.around.voice_of(publisher), full_name=True)
        if phrase.name is not None or publisher is not None:
            voice = self.around.voices.note(
                phrase.name,
                publisher=publisher,
                noun=phrase.noun,
                classes=phrase.classes if publisher is None else frozenset(),
            )
            if phrase.noun is not None and len(phrase.text.split()) <= _LONG_NAME:
                voice = self.around.voices.alias(voice, phrase.text)
            return self._of_voice(reading, voice, full_name=True)
        return self._common_noun(reading, phrase)

    def _common_noun(self, reading: Reading, phrase: SourcePhrase) -> Outcome:
        """The outcome for a body that is not named: ``the bank``, ``its council``."""
        near = self.around.memory.near(reading.block)
        if self.around.is_possessed(phrase) and near is not None and near.can_be_meant:
            return taken_up(reading, near, why="carried-over")
        found = self.around.generic_voice(phrase.text)
        if found is not None:
            return self._of_voice(reading, found, full_name=False)
        if near is not None and near.can_be_meant and self.around.is_organ(phrase):
            return taken_up(reading, near, why="office")
        address = self.around.address_by_noun(phrase)
        voice = self.around.voices.note(phrase.text, noun=phrase.noun, classes=phrase.classes)
        if address is not None:
            return explicit(reading, address, voice=voice)
        return opened(reading, Sourcing.NAMED, voice=voice)

    def _of_voice(self, reading: Reading, voice: Voice, *, full_name: bool) -> Outcome:
        """The outcome of a sentence that rests on a body."""
        quoted = reading.phrase is not None and reading.phrase.kind is PhraseKind.PERSON
        thread = self.around.memory.of_voice(voice, quoted=quoted)
        address = self.around.address_for(reading, voice)
        if (
            address is None
            and thread is not None
            and self.around.is_earlier(reading, thread.address)
        ):
            return opened(reading, Sourcing.NAMED, voice=voice)
        last = thread.address if thread is not None else None
        apart = last is None or self._is_told_apart(reading, last, address)
        if thread is not None and not apart:
            return self._again(reading, thread, full_name=full_name)
        if address is not None:
            return explicit(reading, address, voice=voice)
        if thread is None or full_name:
            return opened(reading, Sourcing.NAMED, voice=voice)
        return taken_up(reading, thread, why="carried-over")

    def _is_told_apart(self, reading: Reading, last: Address, address: Address | None) -> bool:
        """Whether the sentence itself says that another document of the body is meant."""
        if address is None or last.url == address.url:
            return False
        wanted = self.around.wanted(reading)
        if wanted.platform or wanted.months or wanted.dates:
            return True
        return bool(address.classes & wanted.classes) and not last.classes & wanted.classes

    def _again(self, reading: Reading, thread: Thread, *, full_name: bool) -> Outcome:
        """A body named again: explicit where its listed address is led to anew, else inherited."""
        last, outcome = self.around.memory.last, taken_up(reading, thread, why="names")
        anew = last is not None and not last.same_source(thread)
        if thread.basis is not Basis.LISTED_URL:
            return outcome
        if (full_name and anew) or self._introduces(reading):
            return attrs.evolve(outcome, sourcing=Sourcing.EXPLICIT, taken_up=False)
        return outcome

    def _introduces(self, reading: Reading) -> bool:
        """``the bank said in a press release``, ``according to the bank``: the source is shown."""
        if reading.cue is not None and reading.phrase is not None:
            offset = reading.cue.start - reading.start
            if self.around.cues["according"].match(reading.words, offset):
                return reading.phrase.kind is PhraseKind.BODY
        for match in reading.wording.find("documents"):
            before = reading.words[: match.start()].split()[-2:]
            if any(self.around.cues["indefinite"].fullmatch(word) for word in before):
                return True
        return False
