"""Which documents a claim may be judged by, and what keeps each of them from accusing.

To accuse takes more than a document that differs: the link must be firm, the address must point at
one document, the capture must not be younger than the article, the document must be the very
version that is cited, in a language pair that was measured, and not known to be cut short; and for
anything that rests on silence it must be known to be complete (DESIGN 2.1).
"""

import attrs

from provenance.days import day_of
from provenance.model import Article, Citation, Claim, Document
from provenance.spans import Span
from provenance.terms import (
    Basis,
    Completeness,
    DocumentKind,
    DocumentStatus,
    Reason,
    Target,
)
from provenance.urls import url_key
from provenance.verification.languages import is_rule_language

ACCUSING_BASES = frozenset(
    {Basis.INLINE_LINK, Basis.LISTED_URL, Basis.NAMED_SOURCE, Basis.INHERITED}
)


@attrs.frozen(kw_only=True)
class Ground:
    """A document a claim leads to, and by which citation."""

    document: Document
    citation: Citation | None = None
    """``None`` for a witness of a source whose address no article gives."""

    @property
    def is_version(self) -> bool:
        """Whether this is another language version of the document that is cited."""
        return self.document.version_of is not None


@attrs.frozen
class Shelf:
    """The documents of one run: by address, and the witness copies by article and address."""

    documents: dict[str, Document] = attrs.field(factory=dict)
    """By :func:`provenance.urls.url_key`."""
    witnesses: dict[str, tuple[Document, ...]] = attrs.field(factory=dict)
    """By claim id: the copies of the claimed document that other articles carry."""
    versions: dict[tuple[str, str], Document] = attrs.field(factory=dict)
    """By id of a cited document and language: its version in that language."""
    later: dict[str, Document] = attrs.field(factory=dict)
    """By id of a document: a younger capture of it that says something else."""

    def of(self, citation: Citation) -> Document | None:
        """The document at the address of ``citation``, read or not."""
        return self.documents.get(url_key(citation.url))

    def grounds(self, claim: Claim, *, language: str) -> tuple[Ground, ...]:
        """The readable documents of ``claim``: originals in citation order, then witnesses.

        Behind an original stands its version in ``language``, that of the article, where there is
        one. A witness counts only where no original could be read.
        """
        found = [
            Ground(document=document, citation=citation)
            for citation in claim.citations
            if (document := self.of(citation)) is not None and is_readable(document)
        ]
        if found:
            return tuple(one for ground in found for one in self._with_version(ground, language))
        first = claim.citations[0] if claim.citations else None
        copies = self.witnesses.get(claim.id, ())
        return tuple(Ground(document=copy, citation=first) for copy in copies)

    def _with_version(self, ground: Ground, language: str) -> tuple[Ground, ...]:
        version = self.versions.get((ground.document.id, language))
        if version is None or not is_readable(version):
            return (ground,)
        return (ground, Ground(document=version, citation=ground.citation))

    @property
    def read_documents(self) -> tuple[Document, ...]:
        """The documents that could be read, each once, by id; witness copies are none of them."""
        found = {d.id: d for d in self.documents.values() if is_readable(d)}
        return tuple(found[key] for key in sorted(found))

    @property
    def readable(self) -> tuple[Document, ...]:
        """Every readable document and every witness copy, each once, by id."""
        seen = {d.id: d for d in self.documents.values() if is_readable(d)}
        for copies in self.witnesses.values():
            seen.update((copy.id, copy) for copy in copies)
        return tuple(seen[key] for key in sorted(seen))


def is_readable(document: Document) -> bool:
    """Whether the document was read and holds any words."""
    return document.status is DocumentStatus.READ and bool(document.parts)


def is_within_witness(span: Span, parts: tuple[Span, ...]) -> bool:
    """Whether ``span`` lies (but for a mark or a space) in a reproduced block."""
    return any(part.overlaps(span) and _shared(part, span) * 2 > len(span) for part in parts)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def accusation_barrier(ground: Ground, article: Article) -> Reason | None:
    """Why ``ground`` may not accuse, or ``None`` when it may."""
    citation, document = ground.citation, ground.document
    if document.kind is DocumentKind.WITNESS:
        return Reason.WITNESS_ONLY
    if citation is None or citation.basis not in ACCUSING_BASES:
        return Reason.LINK_NOT_CERTAIN
    if citation.target is not Target.DOCUMENT:
        return Reason.TARGET_NOT_DOCUMENT
    if ground.is_version or not is_measured_pair(article, document):
        return Reason.LANGUAGE_VERSION if ground.is_version else Reason.LANGUAGE_NOT_MEASURED
    if is_captured_later(document, article):
        return Reason.CAPTURED_LATER
    # What is known to be missing may hold the very words.
    return Reason.DOCUMENT_INCOMPLETE if document.complete is Completeness.FALSE else None


def silence_barrier(ground: Ground, article: Article) -> Reason | None:
    """Why the silence of ``ground`` proves nothing, or ``None`` when it does."""
    barrier = accusation_barrier(ground, article)
    if barrier is None and ground.document.complete is not Completeness.TRUE:
        return Reason.DOCUMENT_INCOMPLETE
    return barrier


def is_measured_pair(article: Article, document: Document) -> bool:
    """Whether article and document are in one language that the rules were measured on."""
    return is_rule_language(document.language, article.metadata.language)


def is_captured_later(document: Document, article: Article) -> bool:
    """Whether the capture is known to be younger than the article, compared by day.

    Articles are often dated by the day only, so a capture of the same day counts as not later.
    Where either date is unknown nothing shows that the page has changed since.
    """
    captured, published = day_of(document.captured_at), day_of(article.metadata.published.value)
    return captured is not None and published is not None and captured > published
