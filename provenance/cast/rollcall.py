"""Yields the mentions of one article in reading order, with whom each means: one pass.

A mention is understood from what stands before it only, so that what follows never changes it.
"""

import bisect
import itertools
from collections.abc import Sequence
from typing import NamedTuple

import attrs

from provenance.attribution.hiding import hidden_quotes, quotations_by_sentence
from provenance.attribution.word_lists import Wording, wording_of
from provenance.cast.aliases import SUBJECTS, Aliases, Gender
from provenance.cast.named_bodies import Bodies, Body, body_spans, clean_name
from provenance.cast.people import Facts, People, Person, organisation_of, read_role
from provenance.cast.person_mentions import Mention, MentionKind, read_mentions
from provenance.cast.placing import Place
from provenance.cast.texts import Texts, owner_before
from provenance.cast.timeline import NOBODY, Seen, Timeline, fits_gender
from provenance.model import Article, Quotation, Sentence
from provenance.quotations import find_quotations
from provenance.registry import Mention as RegistryMention
from provenance.registry import load_registry
from provenance.spans import Span

_MOST_TEXTS = 12
"""Documents noted in one sentence."""
_MOST_BODIES = 40
_PRONOUNS = tuple(SUBJECTS.values())


@attrs.frozen(kw_only=True)
class Reading:
    """An article, read for who is who."""

    article: Article
    aliases: Aliases
    sentences: tuple[Sentence, ...]
    people: People
    bodies: Bodies
    texts: Texts
    persons: Timeline
    things: Timeline
    wordings: tuple[Wording, ...] = attrs.field(repr=False)
    """The words of each sentence, its quotations hidden."""
    quoted: tuple[Sequence[Quotation], ...] = attrs.field(repr=False)
    """The quotations that overlap each sentence."""
    starts: tuple[int, ...] = attrs.field(
        init=False, default=attrs.Factory(lambda self: _starts(self.sentences), takes_self=True)
    )

    def index_at(self, at: int) -> int:
        """The number of the sentence in which offset ``at`` lies."""
        return max(0, bisect.bisect_right(self.starts, at) - 1)

    def start_of(self, at: int) -> int:
        """Where the sentence begins in which offset ``at`` lies."""
        return self.starts[self.index_at(at)] if self.starts else 0

    def block_at(self, at: int) -> int:
        """The paragraph in which offset ``at`` lies."""
        return self.sentences[self.index_at(at)].block if self.sentences else 0


def _starts(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    return tuple(sentence.span.start for sentence in sentences)


def read_article(
    article: Article,
    sentences: Sequence[Sentence],
    aliases: Aliases,
    quotations: Sequence[Quotation] | None = None,
) -> Reading:
    """Note every person, body and document of ``article``; linear in its length."""
    prose = tuple(s for s in sentences if article.blocks[s.block].kind.is_prose)
    quoted = quotations_by_sentence(
        prose, find_quotations(article) if quotations is None else quotations
    )
    hidden = (hidden_quotes(article, s.span, q) for s, q in zip(prose, quoted, strict=True))
    reading = Reading(
        article=article,
        aliases=aliases,
        sentences=prose,
        people=People(aliases),
        bodies=Bodies(aliases),
        texts=Texts(aliases),
        persons=Timeline(),
        things=Timeline(),
        wordings=tuple(wording_of(words, aliases.words) for words in hidden),
        quoted=tuple(quoted),
    )
    listed = _Listed(load_registry().mentions(article.prose, language=aliases.language))
    for index, sentence in enumerate(prose):
        _SentenceReader(reading, index).run(listed.within(sentence.span))
    return reading


class _Listed:
    """The registry's mentions, handed out sentence by sentence."""

    def __init__(self, mentions: Sequence[RegistryMention]) -> None:
        self._mentions = mentions
        self._at = 0

    def within(self, span: Span) -> list[RegistryMention]:
        """Those in ``span``, which must come after every span asked for before."""
        while self._at < len(self._mentions) and self._mentions[self._at].span.end <= span.start:
            self._at += 1
        found = []
        for mention in itertools.islice(self._mentions, self._at, None):
            if mention.span.start >= span.end:
                break
            if span.contains(mention.span):
                found.append(mention)
        return found


class _Pronoun(NamedTuple):
    span: Span
    gender: Gender


class _SentenceReader:
    """Notes what one sentence mentions."""

    def __init__(self, reading: Reading, index: int) -> None:
        self._reading = reading
        self._aliases = reading.aliases
        self._index = index
        self._wording = reading.wordings[index]
        self._words = self._wording.text
        self._block = reading.sentences[index].block
        self._offset = reading.sentences[index].span.start

    def run(self, listed: list[RegistryMention]) -> None:
        """Bodies first: a name that is one is nobody's."""
        mentions = read_mentions(self._wording, self._aliases)
        people = [m for m in mentions if m.kind is MentionKind.PERSON]
        taken = self._note_bodies(listed, people)
        for event in self._with_pronouns(mentions):
            if isinstance(event, Mention):
                self._note_mention(event, taken)
            else:
                self._note_pronoun(event.gender, event.span)
        self._note_texts()

    def _with_pronouns(self, mentions: Sequence[Mention]) -> Sequence[Mention | _Pronoun]:
        if not self._wording.may_hold_one(_PRONOUNS):
            return mentions
        pronouns = [
            _Pronoun(Span(*match.span()), gender)
            for gender, name in SUBJECTS.items()
            for match in self._wording.find(name)[:_MOST_TEXTS]
        ]
        if not pronouns:
            return mentions
        return sorted([*mentions, *pronouns], key=lambda event: event.span.start)

    def _note_bodies(self, listed: list[RegistryMention], people: list[Mention]) -> list[Span]:
        text = self._reading.article.prose
        found: dict[int, tuple[Span, Body]] = {}
        for mention in listed[:_MOST_BODIES]:
            span = mention.span.shifted(-self._offset)
            if not span.of(self._words).strip("\x00"):
                continue
            body = self._reading.bodies.listed(mention, text, mention.span.start)
            if body is not None:
                found[span.start] = (span, body)
        for span in itertools.islice(body_spans(self._words, self._aliases), _MOST_BODIES):
            inside = any(mention.span.contains(span) for mention in people)
            if not inside and not _is_any_over(span, [taken for taken, _ in found.values()]):
                body = self._reading.bodies.meet(span.of(self._words), self._offset + span.start)
                found[span.start] = (span, body)
        if not found:
            return []
        every = [span for span, _ in found.values()]
        self._reading.bodies.acronyms(self._words, self._offset, every)
        for _, (span, body) in sorted(found.items()):
            self._add(self._reading.things, span, body, self._place(span))
        return every

    def _note_mention(self, mention: Mention, taken: list[Span]) -> None:
        if mention.office is None and _is_any_over(mention.span, taken):
            return
        who = self._person_of(mention)
        if who is not None:
            self._add(self._reading.persons, mention.span, who, mention.place, mention)

    def _person_of(self, mention: Mention) -> Person | None:
        at, people = self._offset + mention.span.start, self._reading.people
        match mention.kind:
            case MentionKind.PERSON:
                weak = self._aliases.language == "de" and mention.office is None
                met = people.meet(self._with_office(mention, at), at)
                # Two German nouns in a row may be no name: kept to be found by surname only.
                dormant = weak and not mention.honorific and not mention.place.speaks
                return None if dormant and met is not None and met.first == at else met
            case MentionKind.NAME:
                known = people.called(mention.name or "", at)
                if len(known) != 1:
                    return None
                self._learn(known[0], mention.gender, at)
                return known[0]
        return self._office_holder(mention, at)

    def _with_office(self, mention: Mention, at: int) -> Mention:
        """``Her Ethiopian counterpart``: the office of whoever was named last."""
        office = mention.office
        if office is None or not self._aliases.counterpart.fullmatch(office.noun):
            return mention
        before = self._reading.persons.last(at)
        held = before.known(at).offices if isinstance(before, Person) else ()
        groups = frozenset(group for one in held for group in one.groups)
        return mention._replace(office=attrs.evolve(office, groups=office.groups | groups))

    def _office_holder(self, mention: Mention, at: int) -> Person | None:
        if mention.office is None or not (mention.place.subject or mention.place.speaks):
            return None
        if mention.definite:
            meant = self._reading.persons.holder(
                mention.office, at, countries=mention.office.countries
            )
            if meant is NOBODY:
                meant = self._reading.persons.holder(mention.office, at, countries=frozenset())
            if isinstance(meant.who, Person) or meant.open:
                return meant.who if isinstance(meant.who, Person) else None
        if mention.office.noun.endswith("s") and self._aliases.language == "en":
            return None
        return self._reading.people.add(
            Facts(
                at=at,
                name=None,
                role=mention.role,
                organisation=organisation_of(mention.role, self._aliases),
                gender=mention.gender,
                offices=read_role(mention.role, self._aliases),
            )
        )

    def _note_pronoun(self, gender: Gender, span: Span) -> None:
        place = self._place(span)
        if not (place.speaks or (self._aliases.language == "en" and place.subject)):
            return
        at = self._offset + span.start
        meant = self._reading.persons.focus(
            at,
            self._block,
            lambda seen: fits_gender(seen, gender, at),
            shown=lambda seen: isinstance(seen.who, Person) and seen.who.known(at).gender is gender,
        )
        if isinstance(meant.who, Person):
            self._learn(meant.who, gender, at)
            self._add(self._reading.persons, span, meant.who, place)

    def _learn(self, person: Person, gender: Gender | None, at: int) -> None:
        facts = person.known(at)
        if facts.gender is None and gender is not None:
            person.learn(attrs.evolve(facts, at=at, gender=gender))

    def _note_texts(self) -> None:
        for match in self._wording.find("documents")[:_MOST_TEXTS]:
            span = Span(*match.span())
            self._reading.texts.meet(
                match.group(),
                self._offset + span.start,
                issuer=self._issuer(span),
                leads=self._place(span).subject,
            )

    def _issuer(self, noun: Span) -> str | None:
        """Who issued the document at ``noun``: its owner, or who published it in this sentence."""
        at = self._offset + noun.end
        for seen in self._reading.things.at(at, at + 40):
            lead = self._words[noun.end : seen.start - self._offset]
            if self._aliases.of.fullmatch(lead.strip()):
                return _name_of(seen, at)
        owner = owner_before(self._words, noun)
        body = self._reading.bodies.called(owner, at) if owner else None
        if body is not None:
            return body.name(at)
        publish = self._aliases.cues["publish"]
        may = self._wording.may_begin("publish", 0, noun.start)
        published = publish.search(self._words, 0, noun.start) if may else None
        if published is None:
            return clean_name(owner) if owner and owner.isupper() else None
        before = self._reading.things.at(self._offset, self._offset + published.start())
        leading = [seen for seen in before if seen.leads] or list(before)
        return _name_of(leading[-1], at) if leading else None

    def _place(self, span: Span) -> Place:
        return Place(span.start, span.end, self._wording, self._aliases)

    def _add(
        self,
        timeline: Timeline,
        span: Span,
        who: Person | Body,
        place: Place,
        mention: Mention | None = None,
    ) -> None:
        timeline.add(
            Seen(
                start=self._offset + span.start,
                end=self._offset + span.end,
                sentence=self._index,
                block=self._block,
                who=who,
                place=place,
                mention=mention,
            )
        )


def _is_any_over(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a name that is a body's shares a character with ``span``."""
    for one in taken:  # noqa: SIM110 - asked of every name: any() takes three times as long
        if one.overlaps(span):
            return True
    return False


def _name_of(seen: Seen, at: int) -> str | None:
    return seen.who.speaker(at).name
