"""Yields the links of a sentence that lead to a source, and the thread such a link opens."""

import datetime
import re

from provenance.attribution.source_phrases import PhraseKind, SourcePhrase
from provenance.linking.antecedents import Thread
from provenance.linking.hosts import is_host_of
from provenance.linking.listed_addresses import Address, read_address
from provenance.linking.sourcing import Reading
from provenance.linking.surroundings import Surroundings
from provenance.model import Link, Metadata
from provenance.registry import Registry
from provenance.terms import Basis, Sourcing, Target
from provenance.urls import host_of

_OLD_MONTHS = 3
"""Beyond this a linked address tells of an earlier event, not of the article's own."""

_NAVIGATION = re.compile(
    r"/(?:tags?|topics?|category|categories|authors?|people|sections?|search|themen?|thema|autor(?:en)?"
    r"|auteurs?|sujets?|temas?|autores|tematy|autorzy|temy|avtor|schlagwort|rubrik)/",
    re.IGNORECASE,
)


def cited_links(reading: Reading, metadata: Metadata) -> tuple[Link, ...]:
    """The sentence's links that are sources, the one nearest to the words of saying first.

    A link to a topic, an author or a search of the outlet's own site is no source.
    """
    if not reading.links:
        return ()
    links = [
        link
        for link in reading.links
        if not (_NAVIGATION.search(link.url) and is_own_site(link.url, metadata))
    ]
    at = reading.cue.start if reading.cue is not None else reading.start
    return tuple(sorted(links, key=lambda link: (abs(link.span.start - at), link.span)))


def is_own_site(url: str, metadata: Metadata) -> bool:
    """Whether the address is the outlet's own."""
    if not re.match(r"[a-z]+:", url):
        return True
    if metadata.url is not None and host_of(metadata.url) == host_of(url):
        return True
    outlet = metadata.outlet
    return outlet is not None and is_host_of(host_of(url), outlet)


def linked_thread(
    reading: Reading,
    link: Link,
    subject: SourcePhrase | None,
    *,
    around: Surroundings,
    registry: Registry,
) -> Thread:
    """The thread a link in a sentence opens; whose document it is, the sentence and address tell.

    ``subject`` is the body the sentence begins with, for where no words of saying name one.
    """
    address = read_address(link.url, registry, link=link)
    phrase = reading.phrase
    body = phrase if phrase is not None and phrase.kind is PhraseKind.BODY else subject
    owner = phrase.name if phrase is not None and phrase.kind is PhraseKind.DOCUMENT else None
    name = (body.name if body is not None else None) or owner
    mention = around.mention_in(reading, name) if name else None
    voice = around.voices.note(
        name,
        publisher=address.publisher or (mention.publisher if mention is not None else None),
        noun=body.noun if body is not None else None,
        classes=body.classes if body is not None else frozenset(),
    )
    current = not is_own_site(link.url, around.metadata) and not _is_old(address, around.published)
    return Thread(
        sourcing=Sourcing.EXPLICIT,
        block=reading.block,
        index=reading.index,
        voice=voice,
        person=phrase.name if phrase is not None and phrase.kind is PhraseKind.PERSON else None,
        address=address,
        basis=Basis.INLINE_LINK,
        nouns=frozenset(reading.document_nouns),
        classes=reading.classes,
        carries=current and address.target is Target.DOCUMENT,
    )


def _is_old(address: Address, published: datetime.date | None) -> bool:
    """An address dated long before the article: background, no source of what follows."""
    month = (address.date.year, address.date.month) if address.date else address.month
    if published is None or month is None:
        return False
    past = (published.year - month[0]) * 12 + published.month - month[1]
    return past > _OLD_MONTHS
