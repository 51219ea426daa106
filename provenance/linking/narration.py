"""Yields what the narrator's own sentences rest on: those without any words of saying.

Such a sentence rests on a source only by its place: it runs on from a sourced one, stands between
two that rest on the same source, or leads up to one. Everything else the narrator says is
unsourced.
"""

import functools
import re

import attrs

from provenance.attribution.needed_letters import Sieve
from provenance.attribution.source_phrases import SourcePhrase
from provenance.attribution.speakers import person_names
from provenance.linking.antecedents import Thread
from provenance.linking.outcomes import UNSOURCED, Outcome, taken_up
from provenance.linking.resolution import Resolver
from provenance.linking.sourcing import Reading
from provenance.linking.subjects import subject_of
from provenance.linking.voices import Voice
from provenance.terms import Sourcing, Target

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_TOGETHER = re.compile(
    r"\b(?:the (?:two |three )?(?:leaders|sides|men|women|presidents|ministers|parties|officials)"
    r"|the (?:pair|two|couple|delegations|talks|meeting)|they|both|die beiden|beide|les deux|ambos"
    r"|obaj|obie|оба|обе|стороны|обидва|сторони|лидеры|лідери)\b",
    re.IGNORECASE,
)
"""Words for persons or a meeting that only the sentence before can have introduced."""

_FIRST_PERSON = re.compile(
    r"\b(?:(?-i:I)|I[’']m|my|ich|mein\w{0,2}|mich|je|j[’']\w+|mon|ma|mes|yo|mi|mis|ja|mój|moja|moje|mnie"
    r"|я|мой|моя|мои|мне|мій|моє|мої|мені)\b",
    re.IGNORECASE,
)
"""The writer speaks of herself: no document does."""
_MOOD = re.compile(
    r"\b(?:is|are|was|were|remains?) (?:far |much )?(?:less|not so"
    r"|un(?:happy|convinced|impressed|moved)|sceptical|skeptical|divided|furious|angry|relieved|delighted)\b",
    re.IGNORECASE,
)
"""``The fishermen are less pleased``: how others take the news."""
_PARTING_WORDS = 7
_ROLE_WORDS = 4
_PLACED = re.compile(
    r"\b(?:the|der|die|das|le|la|les|el|los|in|at|on|of|from|for|about|to|by|with|im|am|bei|von|zu|nach"
    r"|przez|pod|nad|durch|über|par|por|через|під|под|à|au|de|du|des|en|sur|del|w|na|z|do|в|на|у|до|від|от|из|із|з|с)\s+$",
    re.IGNORECASE,
)
"""Words before a capitalised pair that make it a place or a thing: ``the River Kelder``."""


@functools.cache
def _mood() -> Sieve:
    return Sieve(_MOOD)


class Narrator:
    """Finds what sentences without words of saying rest on."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._around = resolver.around
        self._cues = resolver.around.cues
        self._subjects: dict[int, SourcePhrase | None] = {}

    def narrated(self, reading: Reading, previous: Outcome | None) -> Outcome:
        """The outcome of a narrator's sentence, from what stands before it."""
        subject = self.subject_of(reading)
        last = self._around.memory.last
        unbroken = previous is not None and previous.thread is not None
        if last is None or not unbroken or not last.can_be_meant or not last.carries:
            return self._introduced(reading, subject)
        if self._stands_apart(reading, last):
            return UNSOURCED
        if not self._around.is_of(subject, last, reading):
            return self._introduced(reading, subject)
        if reading.block != last.block and not self._is_body(subject, last, reading):
            return _next_paragraph(reading, last)
        again = attrs.evolve(last, person=None)
        # ``The next decision is due in May``: as likely common knowledge as the document's.
        coming = bool(reading.wording.find("future"))
        sure = not coming or self._opens_with_pronoun(reading)
        if not sure and last.address is None:
            return UNSOURCED
        sourcing = Sourcing.INHERITED if sure else Sourcing.INFERRED
        return taken_up(reading, again, why="runs-on", sourcing=sourcing)

    def between(
        self,
        reading: Reading,
        outcome: Outcome,
        *,
        before: Outcome,
        following: Reading,
        after: Outcome,
    ) -> Outcome | None:
        """The outcome of a sentence from both its neighbours; ``None`` when they do not tell."""
        if reading.claim.quotes or reading.carried:
            return None
        if reading.phrase is None:
            found = _sandwiched(reading, before, after, following=following)
            if found is not None:
                return found
        if outcome.sourcing is Sourcing.INFERRED:
            return None
        return self._leads_up(reading, following, after) or self._mentioned(reading)

    def topic_of(self, reading: Reading, outcome: Outcome) -> Voice | None:
        """The body a sentence without a source is about: the next ``it`` means that one."""
        if outcome.thread is not None or reading.phrase is not None:
            return None
        subject = self.subject_of(reading)
        return self._around.voice_called(subject, reading) if subject is not None else None

    def subject_of(self, reading: Reading) -> SourcePhrase | None:
        """The body a sentence begins with, if it begins with one."""
        if reading.index not in self._subjects:
            found = subject_of(reading, self._cues, proper=self._around.proper)
            self._subjects[reading.index] = found
        return self._subjects[reading.index]

    def _opens_with_pronoun(self, reading: Reading) -> bool:
        first = next(iter(reading.words.split()), "")
        names = ("pronouns_person", "pronouns_thing", "possessive")
        return any(self._cues[name].fullmatch(first) for name in names)

    def _stands_apart(self, reading: Reading, last: Thread) -> bool:
        """Whether the sentence tells of something else than the source before it."""
        return (
            _FIRST_PERSON.search(reading.words) is not None
            or (last.address is not None and self._around.speaks_of_earlier(reading))
            or _mood().search(reading.words, reading.folded) is not None
            or self._looks_back(reading)
            or self._closes(reading)
            or self._brings_in(reading, last)
        )

    def _looks_back(self, reading: Reading) -> bool:
        """``A quake in July 1998 killed eight``: background, not the document's news.

        An article whose own year is unknown seldom writes it in a sentence; any year counts.
        """
        published = self._around.published
        years = [int(match.group()) for match in _YEAR.finditer(reading.words)]
        return any(published is None or year < published.year - 1 for year in years)

    def _brings_in(self, reading: Reading, last: Thread) -> bool:
        """``Shopkeeper Arlo Finch is less sure``, ``Analysts had hoped``: somebody new."""
        first = next(iter(reading.words.split()), "")
        if self._cues["outside"].fullmatch(first):
            return True
        names = person_names(reading.words, self._cues)
        before = reading.words.partition(names[0])[0] if names else ""
        if not names or len(before.split()) > _ROLE_WORDS or _PLACED.search(before):
            return False
        return last.person is None or last.person.split()[-1] != names[0].split()[-1]

    def _closes(self, reading: Reading) -> bool:
        """A short last sentence without a figure or a name is the writer's own parting word."""
        words = reading.words.split()
        plain = not any(word[0].isupper() or word[0].isdigit() for word in words[1:])
        return reading.is_last and plain and len(words) <= _PARTING_WORDS

    def _introduced(self, reading: Reading, subject: SourcePhrase | None) -> Outcome:
        """A body that acts in the sentence, and whose address the article lists: its source.

        Only where the body comes up for the first time; later it may be mentioned for anything.
        """
        if subject is None or subject.name is None or self._looks_back(reading):
            return UNSOURCED
        voice = self._around.voice_called(subject, reading)
        if voice is not None and self._around.memory.of_voice(voice) is not None:
            return UNSOURCED
        outcome = self._resolver.body(reading, subject)
        return outcome if outcome.sourcing is Sourcing.EXPLICIT else UNSOURCED

    def _is_body(self, subject: SourcePhrase | None, last: Thread, reading: Reading) -> bool:
        if subject is None or last.voice is None:
            return False
        voice = self._around.voice_called(subject, reading)
        return voice is not None and voice.key == last.voice.key

    def _leads_up(self, reading: Reading, following: Reading, after: Outcome) -> Outcome | None:
        """A sentence that the next one takes up: ``the leaders discussed``, ``the draft states``.

        With the publisher of the next sentence named in it, it is one story; with a document that
        only the next sentence sources, it is a guess.
        """
        thread = after.thread
        if after.sourcing is not Sourcing.EXPLICIT or thread is None or thread.address is None:
            return None
        publisher = thread.voice.publisher if thread.voice is not None else None
        named = publisher is not None and any(
            mention.publisher.id == publisher.id for mention in reading.mentions
        )
        if named and _TOGETHER.search(following.words):
            return taken_up(reading, thread, why="leads-up")
        if named or set(reading.document_nouns) & set(following.document_nouns):
            return taken_up(reading, thread, why="leads-up", sourcing=Sourcing.INFERRED)
        return None

    def _mentioned(self, reading: Reading) -> Outcome | None:
        """A publisher that is merely mentioned, and whose address the article lists: a guess."""
        for mention in reading.mentions:
            thread = self._around.listed_for(reading, mention)
            if thread is not None:
                return Outcome(sourcing=Sourcing.INFERRED, thread=thread, why="mentions")
        return None


def _sandwiched(
    reading: Reading, before: Outcome, after: Outcome, *, following: Reading
) -> Outcome | None:
    """A sentence between two that rest on one source rests on it as well."""
    first, second = before.thread, after.thread
    if first is None or second is None or following.block != reading.block:
        return None
    if not first.can_be_meant or not first.same_source(second) or not after.taken_up:
        return None
    return taken_up(reading, first, why="between")


def _next_paragraph(reading: Reading, last: Thread) -> Outcome:
    """A new paragraph may have left the source behind: a guess at most."""
    if last.address is None or last.address.target is not Target.DOCUMENT or reading.claim.quotes:
        return UNSOURCED
    again = attrs.evolve(last, person=None)
    return taken_up(reading, again, why="runs-on", sourcing=Sourcing.INFERRED)
