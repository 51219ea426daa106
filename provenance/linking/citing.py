"""Yields the citations of a claim from what its sentence rests on, with every step shown."""

from provenance.attribution.cues import load_names
from provenance.linking.antecedents import Thread
from provenance.linking.inline_links import cited_links
from provenance.linking.listed_addresses import Address, belongs_to, read_address
from provenance.linking.outcomes import Outcome
from provenance.linking.sourcing import Reading
from provenance.linking.voices import all_names
from provenance.model import Article, ChainStep, Citation, Link
from provenance.registry import Registry
from provenance.spans import Span
from provenance.terms import Basis, Rank, Sourcing

_MOST_LINKS = 100
"""Links of one sentence that are cited, the nearest to its words of saying first; with more of
them the "sentence" is a directory."""

_CONFIDENCE = {
    Basis.INLINE_LINK: 0.95,
    Basis.LISTED_URL: 0.9,
    Basis.NAMED_SOURCE: 0.7,
    Basis.INHERITED: 0.8,
    Basis.INFERRED: 0.3,
    Basis.BORROWED: 0.4,
}
"""How sure a link of each kind is, before calibration; the order matters, not the value."""


def cite(
    article: Article, reading: Reading, outcome: Outcome, *, registry: Registry
) -> tuple[Citation, ...]:
    """The citations of one claim, the best first; none where no address is known."""
    thread = outcome.thread
    if thread is None or thread.address is None or outcome.sourcing not in _LEADING:
        return ()
    basis = _basis(outcome, thread)
    first = Citation(
        url=thread.address.url,
        basis=basis,
        rank=rank_of(thread.address, thread, article),
        target=thread.address.target,
        confidence=_CONFIDENCE[basis],
        chain=_chain(article, reading, outcome, thread),
    )
    others = () if outcome.taken_up else _other_links(article, reading, thread, registry=registry)
    return (first, *others)


_LEADING = frozenset({Sourcing.EXPLICIT, Sourcing.INHERITED, Sourcing.INFERRED})


def _basis(outcome: Outcome, thread: Thread) -> Basis:
    if outcome.sourcing is Sourcing.INFERRED:
        return Basis.INFERRED
    if outcome.sourcing is Sourcing.INHERITED or thread.basis is None:
        return Basis.INHERITED
    return thread.basis


def _other_links(
    article: Article, reading: Reading, thread: Thread, *, registry: Registry
) -> tuple[Citation, ...]:
    """Further links of the same sentence: each hangs on words of its own."""
    cited = []
    for link in cited_links(reading, article.metadata)[:_MOST_LINKS]:
        if thread.address is None or link.url == thread.address.url or thread.address.link is None:
            continue
        if thread.address.link.listed:
            continue
        address = read_address(link.url, registry, link=link)
        cited.append(
            Citation(
                url=link.url,
                basis=Basis.INLINE_LINK,
                rank=rank_of(address, None, article),
                target=address.target,
                confidence=_CONFIDENCE[Basis.INLINE_LINK],
                chain=(_step(article, "anchor", link.span),),
            )
        )
    return tuple(cited)


def rank_of(address: Address, thread: Thread | None, article: Article) -> Rank:
    """Whether the address is the body's own for this claim.

    Primary needs a verified entry of the registry, or the article's own confirmation: it names the
    body and the address's host spells that name.
    """
    outlet = article.metadata.outlet
    if outlet and belongs_to(address, (outlet,), None):
        return Rank.SECONDARY
    publisher = address.publisher
    if publisher is not None and publisher.is_news:
        return Rank.SECONDARY
    if thread is None or thread.voice is None:
        return Rank.PRIMARY if publisher is not None and publisher.verified else Rank.UNKNOWN
    voice = thread.voice
    if publisher is not None and voice.publisher is not None and publisher.id != voice.publisher.id:
        return Rank.SECONDARY
    if publisher is not None and publisher.verified:
        return Rank.PRIMARY
    names = [name for name in all_names(voice) if name not in load_names().articles]
    return Rank.PRIMARY if belongs_to(address, names, None) else Rank.UNKNOWN


def _chain(
    article: Article, reading: Reading, outcome: Outcome, thread: Thread
) -> tuple[ChainStep, ...]:
    """The steps from the sentence to the address, each with the words it rests on."""
    if outcome.taken_up:
        return (_step(article, outcome.why, _here(reading)), *thread.chain)
    return _first_steps(article, reading, thread.address) if thread.address is not None else ()


def _address_step(article: Article, address: Address) -> tuple[ChainStep, ...]:
    link: Link | None = address.link
    if link is None:
        return ()
    return (_step(article, "listed" if link.listed else "anchor", link.span),)


def _step(article: Article, why: str, span: Span) -> ChainStep:
    return ChainStep(why=why, start=span.start, end=span.end, exact=span.of(article.text))


def opening_chain(article: Article, reading: Reading, thread: Thread) -> tuple[ChainStep, ...]:
    """The chain a thread hands on to the sentences that take it up again."""
    if thread.chain or thread.address is None:
        return thread.chain
    return _first_steps(article, reading, thread.address)


def _first_steps(article: Article, reading: Reading, address: Address) -> tuple[ChainStep, ...]:
    return (_step(article, "names", _here(reading)), *_address_step(article, address))


def _here(reading: Reading) -> Span:
    """The words that name the source of a claim, else the whole claim."""
    attribution = reading.claim.attribution
    spans = attribution.source if attribution is not None else ()
    return spans[0] if spans else reading.claim.span.span
