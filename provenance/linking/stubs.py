"""Yields what a pointer line (“Read the transcript here.”) does to the sentences before it.

They rest on what it points at: the address it carries, or, where that was lost, a lost link.
So does a block quotation on the document that the sentence after it says it is from.
"""

import bisect
import itertools
import re
from collections.abc import Sequence

import attrs

from provenance.linking.antecedents import Thread
from provenance.linking.listed_addresses import read_address
from provenance.linking.outcomes import Outcome, taken_up
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


_SAYS_WHENCE = re.compile(
    r"\W*(?:that|this|these|those|the (?:passage|quotation|quote|words|lines?|paragraph)|so|das"
    r"|dies\w*|c[’']est|ceci|cela|ce|ces|ainsi|lo|esto|eso|así|es|to|tak|te|cytat|это|эти|так|цитата|це|ці)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 20


def quote_from_below(
    article: Article, readings: Sequence[Reading], outcomes: list[Outcome]
) -> None:
    """``> …`` and then “That is from [the resolution](…) itself.”: the quotation is from there.

    Only a short sentence right after the block that points back and carries a link.
    """
    for index, (reading, below) in enumerate(itertools.pairwise(readings)):
        quoted = article.blocks[reading.block].kind is BlockKind.BLOCK_QUOTE
        if not quoted or below.block != reading.block + 1 or not below.links:
            continue
        words = below.claim.sentence.exact
        if not _SAYS_WHENCE.match(words) or len(below.words.split()) > _FEW_WORDS:
            continue
        thread = outcomes[index + 1].thread
        for above in range(index, -1, -1):
            if thread is None or readings[above].block != reading.block:
                break
            if readings[above].phrase is None:
                outcomes[above] = taken_up(readings[above], thread, why="leads-up")


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
