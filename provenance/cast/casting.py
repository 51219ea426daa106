"""Yields who is meant: the cast of one article, and the speaker a phrase of it resolves to.

One pass in reading order (:mod:`provenance.cast.rollcall`) notes every mention with what the
article had told by then; asking later never changes an answer, nor does a paragraph
that is appended.
"""

from collections.abc import Sequence

import attrs

from provenance.attribution.cues import Cues, load_names
from provenance.attribution.hiding import HIDDEN
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.attribution.speakers import read_source
from provenance.attribution.word_lists import Wording
from provenance.cast.aliases import Aliases, load_aliases
from provenance.cast.answers import Resolved
from provenance.cast.named_bodies import Body, clean_name
from provenance.cast.offices import Office, read_office
from provenance.cast.people import Facts, Person, organisation_of, read_role
from provenance.cast.rollcall import Reading, read_article
from provenance.cast.texts import owner_before
from provenance.cast.things import Things
from provenance.cast.timeline import NOBODY, Meant, Seen, fits_gender
from provenance.model import Article, Quotation, Sentence, Speaker
from provenance.names import same_name
from provenance.spans import Span

_OPENING = 120
"""Characters before an office in which a country named is the neighbourhood it is in."""


class Cast:
    """Who is who in one article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._aliases = reading.aliases
        self._cues = reading.aliases.cues
        self._people = reading.people
        self._persons = reading.persons
        self._things = Things(reading)

    @staticmethod
    def of(
        article: Article,
        sentences: Sequence[Sentence],
        cues: Cues,
        *,
        quotations: Sequence[Quotation] | None = None,
    ) -> "Cast":
        """The persons, bodies and documents of ``article``, in one pass over its ``sentences``.

        Args:
            article: the article.
            sentences: its sentences, prose and others.
            cues: the cue lists of the article's language.
            quotations: the article's quotations, found here when left out; nobody is brought in
                by what they say.
        """
        return Cast(read_article(article, sentences, load_aliases(cues.language), quotations))

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The words of each sentence of prose, its quotations hidden."""
        return self._reading.wordings

    @property
    def quoted(self) -> tuple[Sequence[Quotation], ...]:
        """The quotations that overlap each sentence of prose."""
        return self._reading.quoted

    def resolve(self, phrase: SourcePhrase, at: int, *, spoke_last: Speaker | None) -> Resolved:
        """The speaker whom a source phrase means that stands at offset ``at`` of the article.

        Only what stands before the end of the phrase counts.

        Args:
            phrase: the phrase, read.
            at: its first character in ``Article.text``.
            spoke_last: the speaker of the attribution before, if there was one.
        """
        if phrase.kind is PhraseKind.PERSON and self._is_title(phrase.name or ""):
            phrase = attrs.evolve(phrase, kind=PhraseKind.ROLE, name=None, role=phrase.text)
        match phrase.kind:
            case PhraseKind.PRONOUN_PERSON:
                return Resolved(speaker=self._of_person(phrase.text, at, spoke_last), guess=True)
            case PhraseKind.PRONOUN_THING:
                return Resolved(speaker=self._things.pronoun(at, spoke_last), guess=True)
            case PhraseKind.DOCUMENT:
                return self._document(phrase, at)
        return self._standing(phrase, at) or self._unmentioned(phrase, at, spoke_last)

    def _standing(self, phrase: SourcePhrase, at: int) -> Resolved | None:
        """The speaker, where the cast has read a person's office and name at the phrase."""
        seen = self._seen_at(phrase, at)
        if seen is None or not isinstance(seen.who, Person) or _is_newcomer(seen):
            return None
        speaker = _with_role(seen.who.speaker(seen.start), phrase, self._aliases)
        named = seen.mention is not None and seen.mention.name is not None
        return Resolved(speaker=speaker, guess=not named)

    def _unmentioned(self, phrase: SourcePhrase, at: int, spoke_last: Speaker | None) -> Resolved:
        match phrase.kind:
            case PhraseKind.PERSON if phrase.name is not None:
                return self._person(phrase, phrase.name, at)
            case PhraseKind.BODY if phrase.name is not None:
                return self._things.named(phrase, phrase.name, at)
            case PhraseKind.BODY:
                return self._things.called(phrase, at)
        return self._role(phrase, at, spoke_last)

    def _document(self, phrase: SourcePhrase, at: int) -> Resolved:
        verb = self._cues["publish"].search(phrase.text)
        if verb is not None and phrase.text[: verb.start()].strip():
            issuer = read_source(phrase.text[: verb.start()], self._cues)
            if issuer.kind is not PhraseKind.DOCUMENT:
                return self.resolve(issuer, at, spoke_last=None)
        return self._things.document(phrase, at)

    def antecedent(self, pronoun: str, at: int) -> Speaker | None:
        """Whom ``pronoun`` at offset ``at`` most likely means; ``None`` when unclear."""
        gender = self._aliases.gender_of_pronoun(pronoun)
        if gender is None:
            near = self._things.near(at).who
            return near.speaker(at) if near is not None else None
        who = self._somebody(pronoun, at).who
        return who.speaker(at) if who is not None else None

    def spoke(self, phrase: SourcePhrase, at: int, speaker: Speaker | None) -> None:
        """Note that the source phrase at offset ``at`` was resolved to ``speaker``.

        Pronouns behind it can mean whoever spoke, also where the article's first mention of them
        is no name the cast knows. Must be called in reading order.
        """
        if speaker is None or phrase.kind is PhraseKind.DOCUMENT:
            return
        who = self._known(phrase, at, speaker)
        if who is None:
            return
        timeline = self._persons if isinstance(who, Person) else self._reading.things
        for seen in self._persons.at(at, at + len(phrase.text)):
            if _is_newcomer(seen):
                self._persons.drop(seen)
        index = self._reading.index_at(at)
        timeline.add(
            Seen(
                start=at,
                end=at + len(phrase.text),
                sentence=index,
                block=self._reading.block_at(at),
                who=who,
            )
        )

    def _known(self, phrase: SourcePhrase, at: int, speaker: Speaker) -> Person | Body | None:
        """Who in the cast the speaker is; a person is added where there is none of that name."""
        name = speaker.name
        if name is None:
            return None
        end = at + len(phrase.text)
        people = self._people.called(name, end)
        if people:
            return people[0] if len(people) == 1 else None
        body = self._reading.bodies.called(name, end)
        if body is not None:
            return body
        lone = phrase.noun is None and name.istitle() and " " not in name
        if phrase.kind is not PhraseKind.PERSON and not lone:
            return self._reading.bodies.meet(name, at)
        offices = read_role(speaker.role, self._aliases)
        return self._people.add(
            Facts(
                at=at,
                name=name,
                role=speaker.role,
                organisation=speaker.organisation,
                offices=offices,
            )
        )

    def beside(self, at: int) -> Span | None:
        """The named person who stands right before the verb at offset ``at`` as its subject."""
        for seen in self._persons.at(max(0, at - 2), at):
            mention = seen.mention
            if mention is None or mention.name is None or mention.place.oblique:
                continue
            if seen.speaks and not self._reading.article.prose[seen.end : at].strip():
                return Span(seen.start, seen.end)
        return None

    def behind(self, at: int) -> Span | None:
        """The named person who begins at offset ``at``: ``его председатель …``."""
        for seen in self._persons.at(at, at + 2):
            if seen.mention is not None and seen.mention.name is not None and seen.start >= at:
                return Span(seen.start, seen.end)
        return None

    def points_back(self, words: str) -> int:
        """Where ``This was reported`` ends in ``words``, which open with it; 0 if they do not."""
        match = self._aliases.back.match(words)
        return match.end() if match is not None and HIDDEN not in match.group() else 0

    def led_by(self, sentence: Span) -> Speaker | None:
        """The one named person whom a sentence is about; ``None`` for none or several."""
        leading = [
            seen
            for seen in self._persons.at(sentence.start, sentence.end)
            if seen.leads and isinstance(seen.who, Person)
        ]
        if len({id(seen.who) for seen in leading}) != 1:
            return None
        speaker = leading[0].who.speaker(sentence.end)
        return speaker if speaker.name is not None else None

    def signature(self, block: Span) -> Speaker | None:
        """Whom the line under a block of quoted words names: a person, or whose document it is."""
        text = block.of(self._reading.article.prose).strip(" \n—–-")
        found = self._cues.documents.pattern.search(text)
        owner = owner_before(text, Span(*found.span())) if found else None
        if found and owner:
            return Speaker(name=clean_name(owner), role=found.group().casefold())
        phrase = read_source(text, self._cues)
        if phrase.kind is not PhraseKind.PERSON:
            return None
        return self._unmentioned(phrase, block.start, None).speaker

    def is_open_to(self, speaker: Speaker, words: str, at: int) -> bool:
        """Whether the past verb of saying in ``words`` (``добавила``) can be ``speaker``'s."""
        genders = {
            self._aliases.gender_of_verb(m.group()) for m in self._cues["speech"].finditer(words)
        }
        shown = genders - {None}
        known = self._people.called(speaker.name, at) if speaker.name else []
        return not shown or not known or any(p.can_be(g, at) for p in known for g in shown)

    def _of_person(self, pronoun: str, at: int, spoke_last: Speaker | None) -> Speaker | None:
        meant = self._somebody(pronoun, at)
        if isinstance(meant.who, Person):
            return meant.who.speaker(at)
        if meant.open or spoke_last is None:
            return None
        gender = self._aliases.gender_of_reference(pronoun)
        known = self._people.called(spoke_last.name, at) if spoke_last.name else []
        if known and not any(person.can_be(gender, at) for person in known):
            return None
        thing = (
            not known and self._aliases.language == "en" and self._things.is_thing(spoke_last, at)
        )
        return None if thing else spoke_last

    def _somebody(self, pronoun: str, at: int) -> Meant:
        gender = self._aliases.gender_of_reference(pronoun)
        return self._persons.focus(
            at,
            self._reading.block_at(at),
            lambda seen: fits_gender(seen, gender, at),
            shown=lambda seen: (
                isinstance(seen.who, Person)
                and gender is not None
                and seen.who.known(at).gender is gender
            ),
        )

    def _is_title(self, name: str) -> bool:
        """``General`` in ``the NATO Secretary General``: an office read as a name."""
        titles = load_names().titles
        return bool(name) and all(
            word in titles or self._aliases.office.fullmatch(word) for word in name.split()
        )

    def _seen_at(self, phrase: SourcePhrase, at: int) -> Seen | None:
        """The person mentioned at the phrase, office and name read together."""
        found = [
            seen
            for seen in self._persons.at(at, at + max(1, len(phrase.text)))
            if isinstance(seen.who, Person)
        ]
        if phrase.kind is PhraseKind.PERSON and phrase.name is not None:
            named = (s for s in found if same_name(phrase.name, s.who.speaker(s.start).name or ""))
            return next(named, None)
        if phrase.kind is PhraseKind.BODY:
            found = [s for s in found if s.start < at or s.end >= at + len(phrase.text)]
        return found[0] if found else None

    def _person(self, phrase: SourcePhrase, name: str, at: int) -> Resolved:
        known = self._people.called(name, at)
        if len(known) > 1:
            return Resolved(speaker=None, guess=False)
        if known:
            speaker = known[0].speaker(at)
            return Resolved(speaker=_with_role(speaker, phrase, self._aliases), guess=False)
        speaker = Speaker(
            name=name,
            role=phrase.role,
            organisation=phrase.organisation or organisation_of(phrase.role, self._aliases),
        )
        return Resolved(speaker=speaker, guess=False)

    def _role(self, phrase: SourcePhrase, at: int, spoke_last: Speaker | None) -> Resolved:
        if not phrase.text:
            return Resolved(speaker=None, guess=False)
        plain = phrase.speaker or Speaker(name=None, role=phrase.text)
        office = read_office(phrase.text, self._aliases)
        if office is None or not phrase.definite:
            return Resolved(speaker=plain, guess=False)
        meant = self.holder(office, at)
        if isinstance(meant.who, Person):
            return Resolved(speaker=meant.who.speaker(at), guess=True)
        if meant.open:
            return Resolved(speaker=None, guess=True)
        if spoke_last is not None and self._is_epithet(office, spoke_last, at):
            return Resolved(speaker=spoke_last, guess=True)
        return Resolved(speaker=plain, guess=True)

    def holder(self, office: Office, at: int) -> Meant:
        """The nearest earlier person with ``office``, of the country that the sentence names."""
        start = self._reading.start_of(at)
        near = self._aliases.countries_in(
            self._reading.article.prose[max(start, at - _OPENING) : at]
        )
        if near and not office.countries:
            meant = self._persons.holder(office, at, countries=near)
            if meant is not NOBODY:
                return meant
        return self._persons.holder(office, at, countries=frozenset())

    def _is_epithet(self, office: Office, speaker: Speaker, at: int) -> bool:
        """``the unionist`` for the negotiator who just spoke: nothing known speaks against it."""
        if not speaker.name or office.countries or office.flags:
            return False
        people = self._people.called(speaker.name, at)
        if len(people) != 1 or not people[0].can_be(office.gender, at):
            return False
        held = people[0].known(at).offices
        inside = self._cues["inside"].fullmatch(office.noun)
        return not held or not inside


def _is_newcomer(seen: Seen) -> bool:
    """Somebody by office only whom this very mention brings in: perhaps whoever just spoke."""
    return isinstance(seen.who, Person) and seen.who.is_unnamed and seen.who.first == seen.start


def _with_role(speaker: Speaker, phrase: SourcePhrase, aliases: Aliases) -> Speaker:
    """The speaker with role and organisation that the phrase adds where none were known."""
    role = speaker.role or phrase.role
    organisation = speaker.organisation or phrase.organisation or organisation_of(role, aliases)
    if role == speaker.role and organisation == speaker.organisation:
        return speaker
    return attrs.evolve(speaker, role=role, organisation=organisation)
