"""Yields for every claim how the article leads to its source, and to which address.

Reads the sentences in order. A sentence may carry a link, name a source whose address the article
lists, take up a source again (``the same document``, ``she added``), name one without an address,
or none at all. Each citation shows the steps that led to it.
"""

import datetime
from collections.abc import Sequence

import attrs

from provenance.attribution.cues import load_cues
from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.linking.antecedents import Thread
from provenance.linking.at_hand import with_documents_at_hand
from provenance.linking.citing import cite, opening_chain
from provenance.linking.documents_at_hand import DocumentsAtHand
from provenance.linking.inline_links import cited_links, linked_thread
from provenance.linking.listed_addresses import listed_addresses, read_address
from provenance.linking.narration import Narrator
from provenance.linking.outcomes import UNSOURCED, Outcome, taken_up
from provenance.linking.resolution import Resolver
from provenance.linking.sourcing import Reading, is_bare, read_sentences
from provenance.linking.stubs import point_back, quote_from_below
from provenance.linking.subjects import proper_words
from provenance.linking.surroundings import Surroundings
from provenance.model import Analysis, Article, Claim, Document
from provenance.registry import Registry
from provenance.terms import Reason, Sourcing, Verdict

__all__ = ["DocumentsAtHand", "link_claims"]

_MAX_HOSTS = 40
"""Addresses whose hosts are compared with names; a page of links has more and means none."""

_LEAD_IN_REACH = 40
"""Quoted sentences back over which a lead-in is looked for."""


def link_claims(
    analysis: Analysis,
    registry: Registry,
    *,
    at_hand: Sequence[Document] | DocumentsAtHand = (),
) -> tuple[Claim, ...]:
    """Say for every claim how the article leads to a source, and to which address.

    Args:
        analysis: an article with its sentences, quotations, attributions and claims.
        registry: the publishers to recognise.
        at_hand: documents the user has; a named source without an address may be one of them.

    Returns:
        The claims in the same order, with ``sourcing`` and ``citations`` set.
    """
    return _Linker(analysis, registry, DocumentsAtHand.of(at_hand, registry)).run()


class _Linker:
    """Walks through the sentences of one article and keeps what they were found to rest on."""

    def __init__(self, analysis: Analysis, registry: Registry, at_hand: DocumentsAtHand) -> None:
        article = analysis.article
        cues = load_cues(article.metadata.language)
        addresses = listed_addresses(article, registry)
        inline = [link.url for link in article.links if not link.listed][:_MAX_HOSTS]
        self._article = article
        self._registry = registry
        self._at_hand = at_hand
        self._around = Surroundings(
            addresses,
            cues,
            metadata=article.metadata,
            published=_day(article),
            proper=proper_words(article.prose),
            hosts=tuple(read_address(url, registry) for url in dict.fromkeys(inline)),
        )
        self._resolver = Resolver(self._around)
        self._narrator = Narrator(self._resolver)
        self._readings = read_sentences(
            article,
            analysis.claims,
            analysis.quotations,
            registry=registry,
            cues=cues,
            addresses=addresses,
        )
        self._outcomes: list[Outcome] = []

    def run(self) -> tuple[Claim, ...]:
        for reading in self._readings:
            if (
                reading.shared
                and self._outcomes
                and not cited_links(reading, self._article.metadata)
            ):
                # ``he said, adding that``: whatever the claim before it rests on.
                self._outcomes.append(self._outcomes[-1])
                continue
            self._around.note_names(reading)
            outcome = self._decide(reading)
            self._around.topic = self._narrator.topic_of(reading, outcome)
            self._outcomes.append(self._remembered(reading, outcome))
        self._look_forward()
        point_back(self._article, self._readings, self._outcomes, registry=self._registry)
        quote_from_below(self._article, self._readings, self._outcomes)
        claims = tuple(map(self._cited, self._readings, self._outcomes))
        return with_documents_at_hand(
            claims,
            self._outcomes,
            self._at_hand,
            readings=self._readings,
            article=self._article,
            around=self._around,
        )

    def _remembered(self, reading: Reading, outcome: Outcome) -> Outcome:
        """The outcome with its thread's chain shown, its thread ready to be taken up again."""
        if outcome.thread is None:
            return outcome
        thread = outcome.thread
        chain = opening_chain(self._article, reading, thread)
        if chain != thread.chain:
            thread = attrs.evolve(thread, chain=chain)
            outcome = attrs.evolve(outcome, thread=thread)
        if outcome.sourcing is not Sourcing.INFERRED:
            self._around.memory.remember(thread)
        return outcome

    def _cited(self, reading: Reading, outcome: Outcome) -> Claim:
        citations = cite(self._article, reading, outcome, registry=self._registry)
        claim = reading.claim
        if claim.sourcing is outcome.sourcing and claim.citations == citations:
            return claim
        return attrs.evolve(reading.claim, sourcing=outcome.sourcing, citations=citations)

    def _decide(self, reading: Reading) -> Outcome:
        claim = reading.claim
        if claim.verdict is Verdict.NOT_A_CLAIM and claim.reasons != (Reason.LEAD_IN,):
            return UNSOURCED
        links = cited_links(reading, self._article.metadata)
        if links:
            subject = self._narrator.subject_of(reading)
            thread = linked_thread(
                reading, links[0], subject, around=self._around, registry=self._registry
            )
            return Outcome(sourcing=Sourcing.EXPLICIT, thread=thread, why="anchor")
        return self._without_link(reading)

    def _without_link(self, reading: Reading) -> Outcome:
        if reading.lost:
            return Outcome(sourcing=Sourcing.LINK_LOST)
        if reading.own:
            return Outcome(sourcing=Sourcing.OWN_REPORTING, thread=_aside(reading))
        if reading.anonymous or reading.hearsay:
            thread = attrs.evolve(_aside(reading), sourcing=Sourcing.ANONYMOUS)
            sourcing = Sourcing.NONE if reading.hearsay else Sourcing.ANONYMOUS
            return Outcome(sourcing=sourcing, thread=thread)
        if reading.phrase is not None:
            return self._resolver.spoken(reading, self._within(reading, reading.phrase))
        if reading.carried or (reading.claim.quotes and is_bare(reading.words)):
            return self._carried(reading)
        previous = self._outcomes[-1] if self._outcomes else None
        return self._narrator.narrated(reading, previous)

    def _within(self, reading: Reading, phrase: SourcePhrase) -> SourcePhrase:
        """``Norges Bank kept its rate, it said``: with nobody named before, its subject."""
        if phrase.kind is not PhraseKind.PRONOUN_THING or self._around.memory.last is not None:
            return phrase
        return self._narrator.subject_of(reading) or phrase

    def _carried(self, reading: Reading) -> Outcome:
        """Quoted words without a cue: they belong to whoever spoke beside them."""
        speaker = reading.claim.speaker
        memory = self._around.memory
        thread = memory.of_person(speaker.name) if speaker and speaker.name else None
        if thread is None and (speaker is not None or self._follows_lead_in(reading)):
            thread = memory.near(reading.block - 1)
        return taken_up(reading, thread, why="carried-over") if thread is not None else UNSOURCED

    def _follows_lead_in(self, reading: Reading) -> bool:
        first = max(0, reading.index - _LEAD_IN_REACH)
        for earlier in reversed(self._readings[first : reading.index]):
            if earlier.claim.sentence.exact.rstrip().endswith(":"):
                return True
            if not is_bare(earlier.words):
                return False
        return False

    def _look_forward(self) -> None:
        """What comes later tells what came before."""
        for index in reversed(range(len(self._outcomes) - 1)):
            reading, outcome = self._readings[index], self._outcomes[index]
            if outcome.sourcing not in _OPEN or reading.claim.verdict is not None:
                continue
            later = self._narrator.between(
                reading,
                outcome,
                before=self._outcomes[index - 1] if index else UNSOURCED,
                following=self._readings[index + 1],
                after=self._outcomes[index + 1],
            )
            if later is not None:
                self._outcomes[index] = later


_OPEN = frozenset({Sourcing.NONE, Sourcing.INFERRED, Sourcing.NAMED})
"""What a neighbour may still decide."""


def _aside(reading: Reading) -> Thread:
    """A speaker who leads to no document; the next quoted words may still be theirs."""
    phrase = reading.phrase
    person = phrase is not None and phrase.kind is PhraseKind.PERSON
    return Thread(
        sourcing=Sourcing.OWN_REPORTING,
        block=reading.block,
        index=reading.index,
        person=phrase.name if phrase is not None and person else None,
        carries=False,
    )


def _day(article: Article) -> datetime.date | None:
    value = article.metadata.published.value
    try:
        return datetime.date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
