"""Yields what a pointer line (“Read the transcript here.”) does to the sentences before it.

They rest on what it points at: the address it carries, or, where that was lost, a lost link.
"""

import bisect
from collections.abc import Sequence

import attrs

from provenance.linking.antecedents import Thread
from provenance.linking.listed_addresses import read_address
from provenance.linking.outcomes import Outcome
from provenance.linking.sourcing import Reading
from provenance.model import Article, Link, Speaker
from provenance.registry import Registry
from provenance.terms import Basis, BlockKind, Sourcing

_REACH = 12
"""Sentences a pointer line reaches back over at most; a longer passage has sources of its own."""


def point_back(
    article: Article,
    readings: Sequence[Reading],
    outcomes: list[Outcome],
    *,
    registry: Registry,
) -> None:
    """Let every pointer line of the article tell what the sentences before it rest on.

    Only sentences of the one speaker who stands right before the line; ``outcomes`` is changed.
    """
    blocks = [reading.block for reading in readings]
    for number, block in enumerate(article.blocks):
        if block.kind is not BlockKind.LINK_STUB:
            continue
        link = _link_in(article.links, block.span.start, block.span.end)
        last = bisect.bisect_left(blocks, number)
        speaker: Speaker | None = None
        for index in reversed(range(max(0, last - _REACH), last)):
            reading, thread = readings[index], outcomes[index].thread
            if thread is None or not (reading.phrase is not None or reading.carried):
                break
            if not _may_be(speaker, reading.claim.speaker) or thread.address is not None:
                break
            speaker = speaker or reading.claim.speaker
            outcomes[index] = _pointed(thread, link, registry)


def _link_in(links: Sequence[Link], start: int, end: int) -> Link | None:
    first = bisect.bisect_left(links, start, key=lambda link: link.span.start)
    return links[first] if first < len(links) and links[first].span.start < end else None


def _may_be(known: Speaker | None, other: Speaker | None) -> bool:
    return known is None or other is None or other.name is None or known.name == other.name


def _pointed(thread: Thread, link: Link | None, registry: Registry) -> Outcome:
    if link is None:
        lost = attrs.evolve(thread, sourcing=Sourcing.LINK_LOST)
        return Outcome(sourcing=Sourcing.LINK_LOST, thread=lost)
    address = read_address(link.url, registry, link=link)
    found = attrs.evolve(
        thread, address=address, basis=Basis.INLINE_LINK, sourcing=Sourcing.EXPLICIT
    )
    return Outcome(sourcing=Sourcing.EXPLICIT, thread=found, why="anchor")
