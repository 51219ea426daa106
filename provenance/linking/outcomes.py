"""Yields what a sentence was found to rest on, as a value the walk carries along."""

import attrs

from provenance.linking.antecedents import Thread
from provenance.linking.listed_addresses import Address
from provenance.linking.sourcing import Reading
from provenance.linking.voices import Voice
from provenance.terms import Basis, Sourcing


@attrs.frozen(kw_only=True)
class Outcome:
    """What one sentence rests on, and how it says so."""

    sourcing: Sourcing
    thread: Thread | None = None
    why: str = "names"
    taken_up: bool = False
    """The thread was there before: the sentence inherits it."""


UNSOURCED = Outcome(sourcing=Sourcing.NONE)


def listed_thread(
    reading: Reading, address: Address, voice: Voice | None, *, person: str | None = None
) -> Thread:
    """A thread opened by naming the source of a listed address."""
    return Thread(
        sourcing=Sourcing.EXPLICIT,
        block=reading.block,
        index=reading.index,
        voice=voice,
        person=person,
        address=address,
        basis=Basis.LISTED_URL,
        nouns=frozenset(reading.document_nouns),
        classes=reading.classes,
        carries=address.account is None,
    )


def explicit(
    reading: Reading,
    address: Address,
    *,
    voice: Voice | None = None,
    person: str | None = None,
) -> Outcome:
    """The sentence names a source, and the article lists its address."""
    thread = listed_thread(reading, address, voice, person=person)
    return Outcome(sourcing=Sourcing.EXPLICIT, thread=thread)


def opened(reading: Reading, sourcing: Sourcing, *, voice: Voice | None = None) -> Outcome:
    """The sentence names a source that leads to no address."""
    thread = Thread(
        sourcing=sourcing,
        block=reading.block,
        index=reading.index,
        voice=voice,
        nouns=frozenset(reading.document_nouns),
        classes=reading.classes,
        carries=voice is not None,
    )
    return Outcome(sourcing=sourcing, thread=thread)


def taken_up(
    reading: Reading,
    thread: Thread,
    *,
    why: str,
    sourcing: Sourcing = Sourcing.INHERITED,
) -> Outcome:
    """The sentence takes up a source again."""
    again = attrs.evolve(
        thread,
        index=reading.index,
        block=reading.block,
        nouns=thread.nouns | reading.said_in,
    )
    return Outcome(sourcing=sourcing, thread=again, why=why, taken_up=True)


def with_person(thread: Thread | None, name: str | None) -> Thread | None:
    """The thread, with ``name`` as the one who speaks."""
    return attrs.evolve(thread, person=name) if thread is not None else None
